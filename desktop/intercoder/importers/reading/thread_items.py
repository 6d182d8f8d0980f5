"""One comment of a saved page: its author, day, text, number of likes, and the comment it answers."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intercoder.importers.reading.dates import When, find_date, read_date
from intercoder.importers.reading.markup import class_words, lines_of, take_out, text_of
from intercoder.importers.reading.replies import with_mentions
from intercoder.importers.reading.threads import AGO, SHORT, Thread
from intercoder.importers.reading.words import SAYS, TERMINATOR
from intercoder.records import Comment

if TYPE_CHECKING:
    from lxml.etree import _Element

AUTHOR = re.compile(
    r"(?:comment|kommentar|reply|post)?[-_]*(?:author|autor|auteur|user|username|user-name|benutzer|nick|nickname|pseudo|"
    r"name|fn|display-?name|commenter|verfasser|usuario|usuário|автор|poster|by)(?:[-_]*name)?",
    re.I,
)
CHILDREN = re.compile(r"child|repl|antwort|r[ée]ponse|respuesta|nested|indent|sub-?comment|responses", re.I)
LIKES = re.compile(r"likes?|upvotes?|votes?[-_]?up|score|recommend|karma|thumbs?[-_]?up|rating|plus", re.I)
BUTTON = re.compile(
    r"(?:reply|antworten|auf diesen .{1,30} antworten|répondre|responder|rispondi|reageren?|beantwoorden|svara?|odpowiedz|"
    r"ответить|report(?: abuse| comment)?|melden|signaler|denunciar|flag|share|teilen|permalink|link|edit|bearbeiten|like|"
    r"gefällt mir|quote|zitieren|log in to reply|zum antworten anmelden|回复|返信|답글)(?:\s+to\s+.{1,40})?",
    re.I,
)
_BEFORE = re.compile(r"^(?:par|von|by|por|da|door|av|af|от|written by|posted by|geschrieben von)\s+", re.I)
_AFTER = re.compile(
    r"[\s,|/·•–—:.-]*\b(?:le|on|am|at|um|el|il|op|den|the|posted|schrieb|wrote|says|said|sagt|dit|dice|at)?[\s,|/·•–—:(-]*$",
    re.I,
)


@dataclass(frozen=True)
class _Item:
    """An item, its id in the page, and what it answers."""

    comment: Comment
    identity: str | None
    parent: str | None
    parent_item: int | None


def comments_of(thread: Thread) -> list[Comment]:
    """The comments of a thread in the order of the page, replies known by nesting, attribute or `@name`."""
    starts = {id(item): number for number, item in enumerate(thread.items)}
    read = [_item(item, number, starts, thread.above) for number, item in enumerate(thread.items)]
    by_id = {item.identity: number for number, item in enumerate(read) if item.identity}
    found: list[Comment] = []
    for number, item in enumerate(read):
        target = by_id.get(item.parent) if item.parent else item.parent_item
        if target is not None and target != number:
            found.append(replace(item.comment, reply_to=target, reply_basis="explicit"))
        else:
            found.append(item.comment)
    pingbacks = [Comment(text_of(e), f"pingback {n}", status="pingback") for n, e in enumerate(thread.pingbacks, 1)]
    return [*with_mentions(found), *pingbacks]


def _item(element: "_Element", number: int, starts: dict[int, int], above: frozenset[int]) -> _Item:
    bare = _without_nested(element, starts)
    author = _author(bare)
    raw, when, shown = _machine_date(bare)
    lines = [line.strip(" \u00a0") for line in lines_of(bare)]
    if sum(len(line) for line in lines) < SHORT and not _has_text(bare):
        lines += _following(element, starts)
    text, named, printed, read = _split(lines, author, shown)
    comment = Comment(
        text,
        f"comment {number + 1}",
        author=author or named,
        posted=when.value if when else read.value if read else None,
        posted_raw=printed or raw,
        posted_precision=when.precision if when else read.precision if read else None,
        likes=_likes(bare),
        provider_id=_identity(element, starts, above),
    )
    return _Item(comment, comment.provider_id, _parent_attribute(element), _parent_by_nesting(element, starts))


def _without_nested(element: "_Element", starts: dict[int, int]) -> "_Element":
    """A copy of an item without the items that are nested in it, and without forms."""
    from copy import deepcopy

    marks = [number for number, e in enumerate(element.iter()) if e is not element and id(e) in starts]
    copied = deepcopy(element)
    copied.tail = None
    inner = list(copied.iter())
    take_out(copied, [*(inner[mark] for mark in marks), *copied.iter("form", "textarea", "button")])
    return copied


def _has_text(element: "_Element") -> bool:
    return any(
        re.search(r"text|content|body|message|inhalt", " ".join([*class_words(e), e.get("itemprop") or ""]), re.I)
        for e in element.iterdescendants("div", "p", "section", "blockquote", "span")
    ) or any(True for _ in element.iter("p"))


def _following(element: "_Element", starts: dict[int, int]) -> list[str]:
    """The lines of the siblings up to the next item: the text of a flat list of heads and texts."""
    lines: list[str] = []
    for sibling in element.itersiblings():
        if not isinstance(sibling.tag, str) or sibling.tag in ("form", "h1", "h2"):
            break
        if any(id(e) in starts for e in sibling.iter()):
            break
        lines += lines_of(sibling)
    return lines


def _author(element: "_Element") -> str | None:
    """The name that an element of its own gives, by class, `rel` or item property."""
    best: str | None = None
    for child in element.iter():
        if not isinstance(child.tag, str):
            continue
        spoken = [*class_words(child), child.get("itemprop") or "", child.get("rel") or ""]
        if not any(AUTHOR.fullmatch(word) for word in spoken if word):
            continue
        lines = [line for line in lines_of(child) if line.strip()]
        if lines and len(lines[0]) <= 80 and not find_date(lines[0]):
            best = _name(lines[0])
            if len(lines) == 1 and best:
                return best
    return best


def _name(text: str) -> str | None:
    """A name without `says:`, `by` and the punctuation around it."""
    text = text.strip(" \u00a0,|:：·•–—-")
    if match := SAYS.fullmatch(f"{text}:"):
        text = match["name"]
    return _BEFORE.sub("", text).strip(" \u00a0,|:：·•–—-") or None


def _machine_date(element: "_Element") -> tuple[str | None, When | None, str | None]:
    """(the day that an element gives to machines, its reading, what a `time` shows for it)."""
    for child in element.iter("time", "meta", "span", "abbr", "mark"):
        given = child.get("datetime") or child.get("content") or (child.get("title") if child.tag == "abbr" else None) or ""
        if given and len(given) < 60 and (when := read_date(given)):
            shown = " ".join("".join(child.itertext()).split()) if child.tag == "time" else ""
            return given, when, shown if 0 < len(shown) < SHORT else None
    return None, None, None


def _split(lines: list[str], author: str | None, shown: str | None) -> tuple[str, str | None, str | None, When | None]:
    """(text, author, printed day, its reading) of the lines of an item; `shown` is known to be its day."""
    while lines and (not lines[-1] or TERMINATOR.fullmatch(lines[-1]) or BUTTON.fullmatch(lines[-1])):
        lines = lines[:-1]
    by_itself = [at for at, line in enumerate(lines) if shown and _rest_of(line, shown) in ("", author)]
    short = [
        at for at, line in enumerate(lines) if len(line) < SHORT and (find_date(line) or AGO.search(line) or at in by_itself)
    ]
    heads = [at for at in short if at < 6 and (at < 3 or len(" ".join(lines[:at])) < SHORT)]
    if not heads:
        tail = short[-1] if short and short[-1] >= len(lines) - 2 and len(lines) > 1 else None
        text, named = _without_author(lines[:tail] if tail is not None else lines, author)
        printed = lines[tail] if tail is not None else None
        read = find_date(printed) if printed else None
        return text, named, printed, read[0] if read else None
    at = heads[0]
    named, printed = (author, shown or "") if at in by_itself else _head(lines[at])
    rest = lines[at + 1 :]
    if named is None:
        above = [line for line in lines[:at] if line and not BUTTON.fullmatch(line)]
        named = _name(above[0]) if above else None
        if author is None and not above and rest and len(rest[0]) < 60 and len(rest) > 1:
            named, rest = _name(rest[0]), rest[1:]
    text, _named = _without_author(rest, author)
    read = find_date(printed)
    return text, named, printed, read[0] if read else None


def _rest_of(line: str, shown: str) -> str | None:
    """The name that stands in a line beside the day, '' where it is alone; None where the day is not there."""
    before, found, behind = line.partition(shown)
    return (_name(f"{before} {behind}") or "") if found else None


def _head(line: str) -> tuple[str | None, str]:
    """(name, printed day) of a line with a day, and perhaps a name before it."""
    while (space := line.rfind(" ")) > 0 and (TERMINATOR.fullmatch(line[space + 1 :]) or BUTTON.fullmatch(line[space + 1 :])):
        line = line[:space].rstrip()
    for start in (m.start() for m in re.finditer(r"(?<!\w)\w", line)):
        if read_date(line[start:]) is not None:
            return _name(_AFTER.sub("", line[:start])) if line[:start].strip(" ,|-–—/·•:(") else None, line[start:]
    return None, line


def _without_author(lines: list[str], author: str | None) -> tuple[str, str | None]:
    """The lines without those that only name the author or are buttons."""
    named: str | None = None
    while lines and (
        not lines[0]
        or BUTTON.fullmatch(lines[0])
        or (author and _name(lines[0]) == author)
        or re.fullmatch(r"#?\d{1,4}\.?|\W{1,3}", lines[0])
    ):
        lines = lines[1:]
    if author is None and lines and (match := SAYS.fullmatch(lines[0])):
        named, lines = match["name"], lines[1:]
    return "\n".join(lines).strip("\n"), named


def _likes(element: "_Element") -> int | None:
    for child in element.iter("span", "div", "a", "em", "strong", "b", "p"):
        spoken = " ".join([*class_words(child), child.get("itemprop") or ""])
        text = "".join(child.itertext()).strip()
        if LIKES.search(spoken) and re.fullmatch(r"\+?\d{1,6}", text):
            return int(text)
    return None


# ---------------------------------------------------------------- ids and replies


def _identity(element: "_Element", starts: dict[int, int], above: frozenset[int]) -> str | None:
    """The number of a comment in its page, from an id or data attribute in it, or around it alone."""
    for child in element.iter():
        if not isinstance(child.tag, str) or (child is not element and id(child) in starts):
            continue
        if found := _number(child):
            return found
    for ancestor in element.iterancestors("li", "article", "div", "section"):
        first = next((inner for inner in ancestor.iter() if id(inner) in starts), None)
        if first is not element or id(ancestor) in above:
            return None
        if found := _number(ancestor):
            return found
    return None


def _number(element: "_Element") -> str | None:
    for name in ("data-comment-id", "data-commentid", "data-id", "data-post-id", "id", "name"):
        value = element.get(name) or ""
        if name == "name" and element.tag != "a":
            continue
        if match := re.fullmatch(r"(?:[\w-]*?[^\d])?(\d{2,})", value):
            return match[1]
    return None


def _parent_attribute(element: "_Element") -> str | None:
    for child in (element, *element.iterchildren(), *element.iterancestors("li", "article", "div")):
        for name in ("data-parent", "data-parent-id", "data-parentid", "data-in-reply-to", "data-reply-to"):
            if (value := child.get(name)) and (match := re.search(r"\d+", value)):
                return match[0] if match[0].strip("0") else None
        if child is element or child.getparent() is element:
            continue
        break
    return None


def _parent_by_nesting(element: "_Element", starts: dict[int, int]) -> int | None:
    """The item that an item is an answer to because it lies in its list of answers."""
    child = element
    for ancestor in element.iterancestors():
        if id(ancestor) in starts:
            return starts[id(ancestor)]
        if ancestor.tag in ("body", "html"):
            return None
        before = (e for e in child.itersiblings(preceding=True) if isinstance(e.tag, str))
        holding = next((e for e in before if any(id(inner) in starts for inner in e.iter())), None)
        if holding is not None:
            if not _is_list_of_answers(child, child is element):
                return None
            return max(starts[id(inner)] for inner in holding.iter() if id(inner) in starts)
        child = ancestor
    return None


def _is_list_of_answers(element: "_Element", is_item: bool) -> bool:
    """Whether an element below a comment holds the answers to it; an item by its class alone is none."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return element.tag in ("ul", "ol", "dl") or (not is_item and bool(CHILDREN.search(named)))
