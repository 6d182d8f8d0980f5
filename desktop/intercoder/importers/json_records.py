"""JSON and JSON Lines of any kind: fields known by their names in a dozen languages, as the columns of a table are.

Flat records go the way of a table, streaming. Records with a list of comments in them become articles with comments,
and answers that lie within comments become replies.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from intercoder.importers.reading.articles import DELETED, NO_PARENT, STATUSES, VISIBLE, number_of
from intercoder.importers.reading.columns import ROLES, Columns, known_role, normal
from intercoder.importers.reading.contract import Evidence, Options, Source, counted
from intercoder.importers.reading.day_column import DayColumn
from intercoder.importers.reading.encodings import binary_kind
from intercoder.importers.reading.faults import Faults
from intercoder.importers.reading.json_items import Item, Object, items, looks_like_json, word
from intercoder.importers.reading.json_items import text as text_of
from intercoder.importers.reading.json_shape import THREADS, WRAPPERS, flat, in_order, own_fields, thread_of, unwrapped
from intercoder.importers.reading.private import Private
from intercoder.importers.reading.replies import with_parents
from intercoder.importers.reading.sheets import Row, Sheet
from intercoder.importers.reading.table_survey import OF_A_COMMENT
from intercoder.importers.reading.texts import texts
from intercoder.importers.table import Sample, read_sheet, sample_of
from intercoder.records import Article, Comment, Issue, Tick

VERSION = 2  # 2: days are learnt from all records; fields without a place are kept; texts, wrapped and deep threads
STREAMS = True
INNER = WRAPPERS | {"attributes", "comment", "fields", "item", "node", "post", "snippet"}
"""Objects in a record whose `id` and `url` are those of the record; those of an author or picture are not."""
NAMELESS = "\0"
"""Before the number of a comment that has no id, until it is known what answers it. No id of a dump begins so."""
SAMPLE = 50


def sniff(head: bytes, name: str) -> Evidence:  # noqa: ARG001
    """JSON with keys that are known."""
    if binary_kind(head) or not looks_like_json(head):
        return Evidence(0, "No JSON.")
    keys = list(dict.fromkeys(re.findall(r'"([^"\\\n]{1,40})"\s*:', head.decode("utf-8", "replace"))))
    known = [key for key in keys if known_role(key) or normal(key) in THREADS]
    if len(known) >= 2:
        return Evidence(60 + 10 * min(len(known) - 2, 2), f"JSON with the keys {', '.join(known[:5])}.")
    return Evidence(25, "JSON, none of whose keys is known.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield an article for each record, or for the records that have one in common."""
    first = list(islice(_records(source, options), SAMPLE))
    found = [record for _place, record in (item for item in first if not isinstance(item, Issue)) if isinstance(record, dict)]
    if not found:
        issues = [item for item in first if isinstance(item, Issue)]
        yield from issues or [Issue("no_text", "The JSON holds no records.", "byte 0", "skipped")]
        return
    if any(thread_of(record) for record in found):
        yield from _nested(source, options, tick)
    else:
        yield from read_sheet(Sheet(None, lambda: _rows(source, options, _names(found))), options, tick)


def samples_of(source: Source, options: Options) -> list[Sample]:
    """The first records as a table; where comments lie in them, a table of the articles and one of the comments."""
    first = [item for item in islice(_records(source, options), SAMPLE) if not isinstance(item, Issue)]
    placed = [(place, record) for place, record in first if isinstance(record, dict)]
    found = [record for _place, record in placed]
    if not found:
        return []
    if any(thread_of(record) for record in found):
        comments = [
            (f"{place}, comment {number}", comment)
            for place, record in placed
            for number, (comment, _above) in enumerate(in_order(record), 1)
        ][:SAMPLE]
        return [_table("articles", placed, options, _ARTICLE), _table("comments", comments, options, _COMMENT)]
    sample = sample_of(Sheet(None, lambda: _rows(source, options, _names(found))), options)
    return [sample] if sample is not None else []


def _records(source: Source, options: Options) -> Iterator[Item | Issue]:
    """The records of a file, taken out of the objects and lists around them."""
    for item in items(source, options):
        if isinstance(item, Issue):
            yield item
            continue
        place, value = item
        records, left = unwrapped(value, place == "value 1")
        if isinstance(records, list):
            for number, record in enumerate(records, 1):
                yield f"record {number}", record
        else:
            yield place, records
        for name, count in left.items():
            message = f"{counted(count, 'record')} under “{name}” were not read: there are others."
            yield Issue("skipped", message, place, "skipped", found=count)


# ---------------------------------------------------------------- flat records


def _names(records: list[Object]) -> list[str]:
    names: dict[str, None] = {}
    for record in records:
        names.update(dict.fromkeys(flat(record)))
    return list(names)


def _rows(source: Source, options: Options, names: list[str]) -> Iterator[Row | Issue]:
    """A header and the records as rows; a field that comes later keeps its name in the cell."""
    yield "line 1", list(names)
    known = set(names)
    for item in _records(source, options):
        if isinstance(item, Issue):
            yield item
        elif isinstance(item[1], dict):
            cells = flat(item[1])
            late = [f"{name}: {cell}" for name, cell in cells.items() if name not in known and cell]
            yield item[0], [cells.get(name, "") for name in names] + late
        else:
            yield Issue("skipped", "The record is no object.", item[0], "skipped", raw=text_of(item[1])[:200] or None)


# ---------------------------------------------------------------- records with comments in them


class _Fields(NamedTuple):
    """The fields of a record: role -> value, role -> name of its field, others, private ones."""

    said: dict[str, str]
    names: dict[str, str]
    rest: dict[str, str]
    private: dict[str, str]


class _Days:
    """What the days of all records say together, each field of articles and of comments by itself."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._columns: dict[tuple[str, str], DayColumn] = {}
        self.faults = Faults()

    def look(self, record: Object) -> None:
        """Learn from a record and the comments in it."""
        self._look("published", _fields(record, self._options, _ARTICLE))
        for comment, _above in in_order(record):
            self._look("posted", _fields(comment, self._options, _COMMENT))

    def when(self, role: str, fields: _Fields, place: str) -> tuple[str | None, str | None, str | None]:
        """The day or time of a record: value, as printed, precision."""
        raw = word(fields.said.get(role))
        when = self._column(role, fields).read(raw) if raw else None
        if raw and when is None:
            self.faults.add(DayColumn.fault(raw), place)
        return (when.value, raw, when.precision) if when else (None, raw, None)

    def _look(self, role: str, fields: _Fields) -> None:
        if role in fields.said:
            self._column(role, fields).look([fields.said[role]])

    def _column(self, role: str, fields: _Fields) -> DayColumn:
        name = fields.names[role]
        return self._columns.setdefault((role, name), DayColumn.of(name, self._options))


def _nested(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    private, days = Private(options.keep_private), _Days(options)
    for item in _records(source, options):
        if not isinstance(item, Issue) and isinstance(item[1], dict):
            days.look(item[1])
        tick(0, 0)
    for number, item in enumerate(_records(source, options), 1):
        if isinstance(item, Issue):
            yield item
        elif isinstance(item[1], dict):
            yield _article(item[1], item[0], options, private, days)
        else:
            yield Issue("skipped", "The record is no object.", item[0], "skipped", raw=text_of(item[1])[:200] or None)
        tick(number, 0)
    yield from days.faults.issues()
    yield from private.issues()


def _fields(record: Object, options: Options, kind: "_Kind") -> _Fields:
    """What the fields of a record of this kind say; those of the record itself before those of an object in it."""
    found = _Fields({}, {}, {}, {})
    for name, cell in sorted(own_fields(record).items(), key=_depth):
        role = _role(name, options, kind)
        if role == "private":
            found.private[name] = cell
        elif role in kind.places and cell and role not in found.said:
            found.said[role], found.names[role] = cell, name
        elif cell:
            found.rest[name] = cell
    return found


def _depth(field: tuple[str, str]) -> int:
    return field[0].count(".")


def _role(name: str, options: Options, kind: "_Kind") -> str | None:
    role = options.roles.get(name) or known_role(name)
    if role is None:
        outer, _dot, inner = name.rpartition(".")
        role = ROLES.get(normal(inner))
        if role in ("id", "url") and outer.rpartition(".")[2].lower() not in INNER:
            return None
    return kind.general.get(role or "", role)


def _table(name: str, records: list[tuple[str, Object]], options: Options, kind: "_Kind") -> Sample:
    """The fields of records as a table; a role is that of the first field that has it, as `_fields` reads them."""
    cells = [(place, own_fields(record)) for place, record in records]
    names = list(dict.fromkeys(field for _place, own in cells for field in own))
    names.sort(key=lambda name: name.count("."))
    roles: list[str | None] = []
    for field in names:
        role = _role(field, options, kind)
        roles.append(role if role == "private" or (role in kind.places and role not in roles) else None)
    rows = tuple((place, [own.get(field, "") for field in names]) for place, own in cells)
    return Sample(name, Columns(tuple(names), tuple(roles), kind is _COMMENT), rows, within=True)


class _Kind(NamedTuple):
    """What a record may be: the roles that general names have in it, and the roles that it has a place for."""

    general: dict[str, str]
    places: frozenset[str]


_ARTICLE = _Kind(
    {
        "text": "body", "comment": "body", "date": "published", "posted": "published", "author": "byline", "id": "article_key",
        "comment_id": "article_key",
    },
    frozenset({
        "headline", "lead", "body", "outlet", "byline", "published", "url", "language", "section", "article_key", "declared",
    }),
)  # fmt: skip
_COMMENT = _Kind(
    {
        "text": "comment", "body": "comment", "date": "posted", "published": "posted", "byline": "author", "id": "comment_id",
    },
    frozenset(OF_A_COMMENT),
)  # fmt: skip


def _article(record: Object, place: str, options: Options, private: Private, days: _Days) -> Article:
    fields = _fields(record, options, _ARTICLE)
    found = fields.said
    threaded, issues = with_parents(list(_comments(record, options, place, private, days)), place)
    comments = [replace(c, provider_id=None) if (c.provider_id or "")[:1] == NAMELESS else c for c in threaded]
    printed = found.get("declared")
    declared = number_of(printed or "")
    if declared is not None and declared != len(comments):
        message = f"The record says {declared} comments, {len(comments)} found."
        issues = (*issues, Issue("declared_comments", message, place, declared=declared, found=len(comments)))
    value, raw, precision = days.when("published", fields, place)
    headline, body, lead = word(found.get("headline")), found.get("body"), found.get("lead")
    return Article(
        (*texts(place, ("headline", headline), ("lead", lead), ("body", body)), *comments),
        place,
        headline,
        word(found.get("outlet")),
        word(found.get("byline")),
        value,
        raw,
        precision,
        word(found.get("url")),
        word(found.get("language")),
        word(found.get("section")),
        word(found.get("article_key")),
        declared,
        not (body or lead or "").strip(),
        {
            **fields.rest,
            **({fields.names["declared"]: printed} if printed and declared is None else {}),
            **private.take(fields.private),
        },
        issues,
    )


def _comments(
    record: Object, options: Options, place: str, private: Private, days: _Days
) -> Iterator[tuple[Comment, str | None]]:
    """The comments of a record with those that lie in them, each with the id of the one it answers."""
    ids: dict[int, str] = {}  # number of a comment -> its id
    for number, (comment, answered) in enumerate(in_order(record), 1):
        fields = _fields(comment, options, _COMMENT)
        found = fields.said
        own = ids[number] = word(found.get("comment_id")) or f"{NAMELESS}{number}"
        above = ids[answered] if answered else None
        parent = word(found.get("parent"))
        value, raw, precision = days.when("posted", fields, f"{place}, comment {number}")
        text = found.get("comment", "")
        numbers, extra = {role: number_of(found.get(role, "")) for role in ("likes", "dislikes")}, fields.rest
        for role in numbers:
            if numbers[role] is None and found.get(role, "").strip().lower() not in NO_PARENT:
                days.faults.add("likes", f"{place}, comment {number}")
                extra = {**extra, fields.names[role]: found[role]}
        printed = found.get("status", "").strip().lower()
        if printed and printed not in (*STATUSES, *VISIBLE):
            extra = {**extra, fields.names["status"]: found["status"]}
        status = "deleted" if text.strip() in DELETED else STATUSES.get(printed, "visible")
        yield (
            Comment(
                text,
                f"comment {number}",
                word(found.get("author")),
                value,
                raw,
                precision,
                likes=numbers["likes"],
                dislikes=numbers["dislikes"],
                status=status,  # type: ignore[arg-type]
                provider_id=own,
                extra={**extra, **private.take(fields.private)},
            ),
            above or (None if parent is None or parent.lower() in NO_PARENT else parent),
        )
