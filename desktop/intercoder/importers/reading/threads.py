"""The comments of a saved page, found by structure that repeats, with a date: never by the name of a site.

Elements whose class, id or type speaks of comments are grouped; the group whose members are dated wins; each member is
lifted to the widest element that holds no other. See `thread_items` for what stands in one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.markup import class_words, lines_of, text_of
from intercoder.importers.reading.words import PINGBACK, declared_number, is_header

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = re.compile(
    r"comment|komment|coment|r[ée]action|leser|forum|message|posting|repl(?:y|ies)|discussion|diskuss|ergaenz|ergänz|response|"
    r"reacti|reacci|reazion|opmerking|opinion|beitrag|talkback|отзыв|коммент|kommentti|hozzaszolas|yorum|komentar|debat|sxoli",
    re.I,
)
STATE = re.compile(
    r"odd|even|alt|first|last|parent|byuser|bypostauthor|has-\w+|is-\w+|depth.*|level.*|thread-.*|comment-author-.*|"
    r"user-.*|role-.*|clearfix|clear|active|new|highlight.*|featured|collapsed|expanded|child|indent.*|ng-.*|css-.*|js-.*|_.*",
    re.I,
)
OPEN = re.compile(r"comments?-(?:open|closed|on|off|status|enabled|allowed)|no-comments?|(?:with|has)-comments?", re.I)
"""What themes write on a whole page: that it may be commented."""
ELSEWHERE = re.compile(
    r"recent|latest|neueste|sidebar|widget|teaser|related|popular|footer-|nav|menu|newsletter|meistkomm", re.I
)
LIST = re.compile(
    r"comments|kommentare|commentaires|comentarios|commenti|reacties|list|area|thread|section|wrapper|container|bloc", re.I
)
AGO = re.compile(
    r"\b\d+\s*(?:s|m|h|d|w|min|mins|minutes?|hours?|hrs?|days?|weeks?|months?|years?)\.? ago\b|\b(?:a|an) \w+ ago\b|"
    r"\bvor (?:\d+|einem|einer) (?:sekunde|minute|stunde|tag|woche|monat|jahr)\w*|\bil y a \d+ \w+|\bhace (?:\d+|un|una) \w+|"
    r"\b\d+ (?:минут|час|дн|недел|месяц)\w* назад|\d+\s*(?:分钟|小时|天|時間|日)前|"
    r"\b(?:yesterday|today|gestern|heute|hier)\b[ ,]*(?:at|um|à|,)?\s*\d{1,2}[:.h]\d{2}",
    re.I,
)
NO_HEADERS = frozenset({"script", "style", "option", "html", "body"})
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
NO_ITEMS = frozenset({"a", "form", "input", "button", "body", "html", "span", "i"})
LARGEST_ITEM = 3_000
"""An element that holds more elements is no single comment."""
FEW = 7
"""A header holds no more elements, itself included."""
DATED_LINES = 8
SHORT = 140
PLATFORMS = (
    ("disqus", "Disqus"), ("fb-comments", "Facebook"), ("coral", "Coral"), ("spot.im", "OpenWeb"), ("spotim", "OpenWeb"),
    ("viafoura", "Viafoura"), ("hyvor", "Hyvor"), ("livefyre", "Livefyre"), ("intensedebate", "IntenseDebate"),
    ("plugin_comments", "Facebook"), ("commento", "Commento"), ("isso", "Isso"), ("remark42", "Remark42"),
)  # fmt: skip


@dataclass(frozen=True)
class Thread:
    """The items of a page in their order, their headers, and elements that are pingbacks."""

    items: "tuple[_Element, ...]"
    header: "_Element | None" = None
    declared: int | None = None
    pingbacks: "tuple[_Element, ...]" = ()
    alive: "tuple[_Element, ...]" = ()  # lxml makes elements anew once nobody holds them; `id` is only good while one does
    above: frozenset[int] = frozenset()  # the `id` of each element that holds the headline of the page


def find_thread(root: "_Element") -> Thread:
    """The comments of a page; no items where it has none. The tree is not changed."""
    alive = tuple(root.iter())
    above = frozenset(id(e) for h1 in root.iter("h1") for e in (h1, *h1.iterancestors()))
    anchors = _anchors(root, above)
    if len(anchors) < 2:  # None, or the list of all of them.
        anchors = _as_many_as_declared(root, above) or anchors
    marks = frozenset(map(id, anchors))
    items = [_lifted(anchor, marks, above) for anchor in anchors]
    header, declared = _header(root, items[0] if items else None)
    inside = {id(e) for item in items for e in item.iter()}
    pingbacks = tuple(
        e for e in root.iter("li", "div", "article") if id(e) not in inside and _is_pingback(e) and not _holds(e, items)
    )
    return Thread(tuple(items), header, declared, _outermost(pingbacks), alive, above)


def platform(markup: str) -> str | None:
    """The service that would have loaded the comments of a page; None if none is named in it."""
    lower = markup.lower()
    for sign, name in PLATFORMS:
        if re.search(rf"""(?:src|id|class|href|data-[\\w-]+)=["'][^"']{{0,200}}\b{re.escape(sign)}""", lower):
            return name
    return None


# ---------------------------------------------------------------- groups


def _anchors(root: "_Element", above: frozenset[int]) -> "list[_Element]":
    """The members of the best group."""
    best: list[_Element] = []
    rank = (0.0, 0)
    for members in _groups(root, above).values():
        dated = [e for e in members if is_dated(e)]
        if not dated:
            continue
        words = sum(len(text_of(e).split()) for e in dated)
        score = (len(dated) ** 2 / len(members), -words)
        if score > rank:
            best, rank = dated, score
    kept = {id(e) for e in best}
    return [e for e in best if not any(id(child) in kept for child in e.iterdescendants()) or _has_own_date(e, kept)]


def _as_many_as_declared(root: "_Element", above: frozenset[int]) -> "list[_Element]":
    """Elements that no name marks as comments, but that are dated, alike, and as many as a header above them declares."""
    sizes = _sizes(root)
    headers = [(e, number) for e in root.iter() if sizes[id(e)] <= FEW and (number := _declared_by(e)) is not None]
    if not headers:
        return []
    groups: dict[tuple[str, ...], list[_Element]] = {}
    elsewhere: dict[int, bool] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in NO_ITEMS or id(element) in above or not class_words(element):
            continue
        if sizes[id(element)] <= LARGEST_ITEM and not _is_elsewhere(element, above, elsewhere):
            groups.setdefault((element.tag, *_kinds(element)), []).append(element)
    order = {id(e): number for number, e in enumerate(root.iter())}
    for header, declared in headers:
        same = [g for g in groups.values() if len(g) == declared and order[id(g[0])] > order[id(header)]]
        if dated := [g for g in same if all(is_dated(e) for e in g) and not any(_holds_other(e, g) for e in g)]:
            return max(dated, key=lambda group: sum(sizes[id(e)] for e in group))
    return []


def _declared_by(element: "_Element") -> int | None:
    """The number of at least two comments that an element declares, if it is the header of a thread."""
    if not isinstance(element.tag, str) or element.tag in NO_HEADERS:
        return None
    text = " ".join("".join(element.itertext()).split())
    number = declared_number(text) if 0 < len(text) < SHORT * 2 and is_header(text) else None
    outside = any(ancestor.tag in ("a", "li", "nav", "aside") for ancestor in (element, *element.iterancestors()))
    return number if number is not None and number > 1 and not outside else None


def _holds_other(element: "_Element", group: "list[_Element]") -> bool:
    return any(ancestor is element for other in group if other is not element for ancestor in other.iterancestors())


def _kinds(element: "_Element") -> list[str]:
    """The words of an element's class without numbers and states."""
    return sorted({re.sub(r"\d+", "#", word) for word in class_words(element) if not STATE.fullmatch(word)})


def _has_own_date(element: "_Element", others: set[int]) -> bool:
    """Whether an element that holds other members is dated before the first of them."""
    for child in element.iterdescendants():
        if id(child) in others:
            return False
        if child.tag == "time":
            return True
        text = " ".join((child.text or "").split())
        if text and len(text) < SHORT and (find_date(text) or AGO.search(text)):
            return True
    return False


def _groups(root: "_Element", above: frozenset[int]) -> "dict[tuple[str, ...], list[_Element]]":
    groups: dict[tuple[str, ...], list[_Element]] = {}
    sizes = _sizes(root)
    elsewhere: dict[int, bool] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in NO_ITEMS or sizes[id(element)] > LARGEST_ITEM:
            continue
        key = _signature(element)
        if key is not None and id(element) not in above and not _is_elsewhere(element, above, elsewhere):
            groups.setdefault(key, []).append(element)
    return groups


def _sizes(root: "_Element") -> dict[int, int]:
    """The number of elements in each element, itself included."""
    sizes: dict[int, int] = {}
    for element in reversed(list(root.iter())):
        sizes[id(element)] = 1 + sum(sizes[id(child)] for child in element)
    return sizes


def _signature(element: "_Element") -> tuple[str, ...] | None:
    """Tag, class and id without numbers and states, where one of them speaks of comments."""
    kind = element.get("itemtype") or element.get("typeof") or element.get("itemprop") or ""
    words = [word for word in class_words(element) if not STATE.fullmatch(word)]
    name = re.sub(r"\d+", "#", element.get("id") or "")
    spoken = " ".join([*(word for word in words if not OPEN.search(word)), name, kind])
    if not WORD.search(spoken):
        return None
    bare = sorted({re.sub(r"\d+", "#", word) for word in words if not re.search(r"author-|user-", word)})
    return (element.tag, *bare, name if "#" in name else "")


def _is_elsewhere(element: "_Element", above: frozenset[int], known: dict[int, bool]) -> bool:
    """Whether an element stands in a box with comments of other pages. `known` remembers what is known of boxes."""
    if element.tag in ("aside", "nav"):
        return True
    path: list[_Element] = []
    answer = False
    for at in element.iterancestors():
        if id(at) in known:
            answer = known[id(at)]
            break
        path.append(at)
        if at.tag in ("body", "html") or id(at) in above:
            break
        if at.tag in ("aside", "nav") or ELSEWHERE.search(f"{at.get('class') or ''} {at.get('id') or ''}"):
            answer = True
            break
    known.update((id(at), answer) for at in path)
    return answer


def is_dated(element: "_Element") -> bool:
    """Whether a day stands in an element: a `time`, a machine's date, or a short line with one."""
    for child in element.iter("time", "abbr", "meta", "span"):
        if child.tag == "time" or find_date(child.get("datetime") or child.get("content") or "") is not None:
            return True
    lines = [line for line in lines_of(element) if len(line) < SHORT]
    return any(find_date(line) or AGO.search(line) for line in [*lines[:DATED_LINES], *lines[-3:]])


# ---------------------------------------------------------------- items


def _lifted(anchor: "_Element", anchors: frozenset[int], above: frozenset[int]) -> "_Element":
    """The widest element around an anchor that holds no other one."""
    if len(anchors) == 1:
        return _lifted_alone(anchor)
    element = anchor
    for parent in anchor.iterancestors():
        if parent.tag in ("body", "html", "main") or id(parent) in above:
            break
        if any(id(e) in anchors and e is not anchor for e in parent.iter()):
            break
        element = parent
    return element


def _lifted_alone(anchor: "_Element") -> "_Element":
    element = anchor
    for parent in anchor.iterancestors():
        named = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if (
            parent.tag in ("body", "html", "main", "ol", "ul", "section")
            or LIST.search(named)
            or any(True for _ in parent.iter("h1", "h2"))
        ):
            break
        element = parent
    return element


def _header(root: "_Element", first: "_Element | None") -> "tuple[_Element | None, int | None]":
    """The last line between headline and comments that is a header with a number, else without one.

    Where there are no comments it must look like a header of this page, not like the count of a teaser.
    """
    numbered = plain = nearest = None
    waiting = root.find(".//h1") is not None
    around = set() if first is None else set(first.iterancestors())
    for element in root.iter():
        if element is first:
            break
        if element.tag == "h1":
            waiting = False
        if waiting or not isinstance(element.tag, str) or len(element) > 6 or element.tag in NO_HEADERS or element in around:
            continue
        text = " ".join("".join(element.itertext()).split())
        if text and element.tag in HEADINGS and first is not None:
            nearest = element if len(text) < SHORT * 2 and is_header(text, any_word=True) else None
        if not 0 < len(text) < SHORT * 2 or not is_header(text) or (first is None and not _is_own(element)):
            continue
        if declared_number(text) is not None:
            numbered = element
        elif element.tag in HEADINGS:
            plain = element
    if numbered is None and nearest is not None:  # Words that are not in the table, as the last heading above the comments.
        return nearest, declared_number(" ".join("".join(nearest.itertext()).split()), any_word=True)
    if numbered is not None:
        return numbered, declared_number(" ".join("".join(numbered.itertext()).split()))
    return plain, None


def _is_own(element: "_Element") -> bool:
    """Whether a count of comments speaks of this page: a heading or part of a thread, in no list, link or box."""
    if any(ancestor.tag in ("a", "li", "nav", "aside") for ancestor in (element, *element.iterancestors())):
        return False
    parent = element.getparent()
    named = [f"{e.get('class') or ''} {e.get('id') or ''}" for e in (element, parent) if e is not None]
    return element.tag in HEADINGS or any(WORD.search(text) for text in named)


def _is_pingback(element: "_Element") -> bool:
    if {"pingback", "trackback"} & {word.lower() for word in class_words(element)}:
        return True
    return len(element) < 8 and bool(PINGBACK.match(" ".join("".join(element.itertext()).split())[:300]))


def _holds(element: "_Element", items: "Iterable[_Element]") -> bool:
    within = {id(e) for e in element.iter()}
    return any(id(item) in within for item in items)


def _outermost(found: "tuple[_Element, ...]") -> "tuple[_Element, ...]":
    kept = {id(e) for e in found}
    return tuple(e for e in found if not any(id(a) in kept for a in e.iterancestors()))
