"""The shape of JSON from strangers: where its records lie, which of them are comments, and their fields as cells."""

import json
from collections.abc import Iterator

from intercoder.importers.reading.columns import known_role, normal
from intercoder.importers.reading.json_items import Object, objects
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.texts import line_feeds

WRAPPERS = frozenset({
    "data", "items", "results", "result", "articles", "posts", "documents", "docs", "response", "hits", "records", "entries",
    "messages", "stories", "threads", "rows", "value", "news", "source",
})  # fmt: skip
THREADS = frozenset(map(normal, (
    "comments", "replies", "children", "answers", "kommentare", "leserkommentare", "commentaires", "comentarios", "posts",
    "comentários", "commenti", "reacties", "kommentarer", "komentarze", "комментарии", "评论", "コメント", "댓글", "تعليقات",
    "yorumlar", "comment_list", "reader_comments", "user_comments",
)))  # fmt: skip
VAGUE = frozenset({"children", "posts", "replies", "answers"})
TEXTS = frozenset({"headline", "text", "body", "comment"})
DEEP = 2
"""Objects within a record give columns `a.b` down to this depth."""


def unwrapped(value: object, alone: bool) -> tuple[object, dict[str, int]]:
    """(the records in a document, through keys that only wrap; how many lie under other names and were not taken).

    A record stays as it is. Where a document stands `alone` in its file, its objects may be records under their ids.
    """
    left: dict[str, int] = {}
    for _ in range(3):
        if not isinstance(value, dict) or any(known_role(key) in TEXTS for key in value):
            break
        if alone and _is_map(value):
            return [{"key": key, **record} for key, record in value.items() if isinstance(record, dict)], left
        inner = [key for key in value if key.lower() in WRAPPERS and isinstance(value[key], (list, dict))]
        lists = [key for key in inner if objects(value[key])]
        if not lists or (thread_of(value) and any(known_role(key) for key in value)):
            break
        left |= {key: len(found) for key in value if key != lists[0] and (found := value[key]) and _is_list(found)}
        value = value[lists[0]]
    return value, left


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(objects(value))


def _is_map(value: Object) -> bool:
    """Whether an object holds records under their ids: all objects with a text or headline, under names that say nothing."""
    return len(value) > 1 and all(
        isinstance(record, dict)
        and not (known_role(name) or name.lower() in WRAPPERS or normal(name) in THREADS)
        and any(known_role(key) in TEXTS and isinstance(said, str) for key, said in record.items())
        for name, record in value.items()
    )


def thread_of(record: Object) -> list[Object]:
    """The comments in a record: all that its lists under names for comments hold."""
    return [comment for key, value in record.items() if normal(key) in THREADS for comment in _said(key, value)]


def _said(key: str, value: object) -> list[Object]:
    """The comments under a name for comments: objects in a list, also within one that only wraps, and texts beside them.

    Texts alone are comments where the name can mean nothing else: children may be ids.
    """
    if isinstance(value, dict):
        inner = (v for k, v in value.items() if (k.lower() in WRAPPERS or normal(k) in THREADS) and isinstance(v, list))
        value = next(filter(objects, inner), None)
    if not isinstance(value, list) or (not objects(value) and normal(key) in VAGUE):
        return []
    return [item if isinstance(item, dict) else {"text": item} for item in value if isinstance(item, (dict, str))]


def flat(record: Object, prefix: str = "", depth: int = 0) -> dict[str, str]:
    """The fields of a record as cells; an object within it gives `outer.inner`, a list of objects stays JSON."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < DEEP:
            cells.update(flat(value, f"{prefix}{key}.", depth + 1))
        elif value and (isinstance(value, dict) or (isinstance(value, list) and objects(value))):
            private: dict[str, str] = {}
            cells[prefix + key] = line_feeds(json.dumps(_without_private(value, private), ensure_ascii=False))
            cells |= {f"{prefix}{key}.{name}": said for name, said in private.items()}
        else:
            cells[prefix + key] = text_of(value)
    return cells


def _without_private(value: object, private: dict[str, str]) -> object:
    """The value without private data, which go where they can be counted, or kept if they are wanted."""
    if isinstance(value, list):
        return [_without_private(item, private) for item in value]
    if not isinstance(value, dict):
        return value
    kept: Object = {}
    for key, inner in value.items():
        if known_role(key) == "private":
            private[key] = "\n".join(filter(None, (private.get(key), text_of(inner))))
        else:
            kept[key] = _without_private(inner, private)
    return kept


def own_fields(record: Object) -> dict[str, str]:
    """The fields of a record as cells, without the comments in it."""
    return flat({k: v for k, v in record.items() if normal(k) not in THREADS or not _said(k, v)})


def in_order(record: Object) -> Iterator[tuple[Object, int | None]]:
    """The comments of a record and those that lie in them, as they are read, each with the number of the one around it."""
    waiting: list[tuple[Object, int | None]] = [(comment, None) for comment in reversed(thread_of(record))]
    number = 0
    while waiting:
        comment, around = waiting.pop()
        number += 1
        yield comment, around
        waiting += [(answer, number) for answer in reversed(thread_of(comment))]
