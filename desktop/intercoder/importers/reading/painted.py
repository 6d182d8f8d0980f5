"""What the researcher said of lines of a page, put into effect: roles by rules of the site, and by hand.

The page is divided first; then each line that was given another role leaves its part and makes one of its own. What
nobody touched stays as it was, with its author and day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from intercoder.importers.reading.contract import LineRole, LineRule
from intercoder.importers.reading.dates import find_date
from intercoder.importers.reading.pages import Part, number_of_header, paragraph_ranges
from intercoder.records import Comment, Issue, Text

Roles = Mapping[int, LineRole]
"""Index of a line -> its role."""
HEAD_LINES = 8
"""The text of a comment begins at most so many lines below its head."""
_OWN = ("headline", "lead", "body", "correction", "comments_header", "boilerplate", "comment", "continues")


@dataclass(frozen=True)
class Facts:
    """What lines say of the article itself."""

    headline: str | None = None
    byline: str | None = None
    published: str | None = None
    published_raw: str | None = None
    published_precision: str | None = None
    issues: tuple[Issue, ...] = ()


@dataclass
class _Piece:
    """Lines that make one part, and the part that they were before, if they were one."""

    role: str
    lines: list[int] = field(default_factory=list)
    was: Part | None = None
    head: int = 0  # the line where the part begins, above its text
    whole: bool = True  # nothing was taken away or added
    start: int = 0  # where its text began


def roles_of(lines: list[str], rules: Iterable[LineRule], painted: Mapping[int, LineRole]) -> dict[int, LineRole]:
    """The role of each line that has one by a rule or by hand; `painted` counts lines from 1 and wins."""
    roles: dict[int, LineRole] = {}
    rules = tuple(rules)
    if rules:
        number = 0
        for at, line in enumerate(lines):
            if line.strip():
                number += 1
                rule = next((rule for rule in rules if rule.fits(line, number)), None)
                if rule is not None:
                    roles[at] = rule.role
    return roles | {at - 1: role for at, role in painted.items() if 0 < at <= len(lines) and lines[at - 1].strip()}


def with_roles(lines: list[str], parts: list[Part], roles: Roles) -> tuple[list[Part], Facts]:
    """The parts as the roles want them, in the order of the page, and the facts that lines are."""
    roles = {at: role for at, role in roles.items() if role != "thread_end"}
    pieces = _pieces(lines, parts)
    known = {at: piece.role for piece in pieces for at in piece.lines}
    wanted = {at: role for at, role in roles.items() if known.get(at) != role or role == "comment"}
    if not wanted:
        return parts, Facts()
    for piece in pieces:
        if piece.lines and wanted.get(piece.lines[0]) == "continues":  # a comment that goes on from another goes as a whole
            wanted.update((at, "continues") for at in piece.lines if at not in roles and lines[at].strip())
        if isinstance(piece.was, Comment) and any(at in wanted for at in _head(piece)):
            piece.was = replace(piece.was, author=None, posted=None, posted_raw=None, posted_precision=None)
        kept = [at for at in piece.lines if at not in wanted or (at == piece.lines[0] and wanted[at] == piece.role)]
        piece.whole = len(kept) == len(piece.lines)
        piece.lines = kept
    gone = [piece for piece in pieces if not any(lines[at].strip() for at in piece.lines) and not (piece.whole and piece.was)]
    pieces = [piece for piece in pieces if piece not in gone]
    orphans = [at for piece in gone if piece.role == "comment" for at in _head(piece) if lines[at].strip() and at not in wanted]
    pieces += [_Piece("boilerplate", [at], None, at, False) for at in orphans]
    taken = {at for piece in pieces for at in piece.lines}
    _add(lines, pieces, {at: role for at, role in wanted.items() if at not in taken})
    pieces.sort(key=_place)
    made = [_part(lines, piece) for piece in pieces]
    return made, _facts(lines, roles, made)


def place_of(lines: list[str], part: Part) -> tuple[int, int, int]:
    """Where a part stands: the line of its head, the first of its text, and the one behind it (stop exclusive)."""
    head = int((part.locator or "line 1").rpartition(" ")[2]) - 1
    text = part.text.split("\n")
    for at in range(head, min(head + HEAD_LINES, len(lines))) if part.text else ():
        if lines[at : at + len(text)] == text:
            return head, at, at + len(text)
    return head, head, head + (1 if isinstance(part, Comment) else len(text))


def _place(piece: _Piece) -> int:
    """Where a piece begins, by its head if it is a comment."""
    return min(piece.head, *piece.lines) if piece.role == "comment" and piece.lines else min([*piece.lines], default=piece.head)


def _head(piece: _Piece) -> range:
    """The lines with author and day above the text of a comment."""
    return range(piece.head, piece.start)


def _pieces(lines: list[str], parts: list[Part]) -> list[_Piece]:
    pieces = []
    for part in parts:
        head, start, stop = place_of(lines, part)
        role = "comment" if isinstance(part, Comment) else part.kind
        pieces.append(_Piece(role, list(range(start, stop)) if part.text else [], part, head, True, start))
    return pieces


def _add(lines: list[str], pieces: list[_Piece], wanted: Roles) -> None:
    """Puts each line into the part it belongs to, or into one of its own."""
    for at in sorted(wanted):
        role = wanted[at]
        if role not in _OWN:
            continue
        joined = _joined(pieces, at, role)
        if joined is None:
            pieces.append(_Piece("comment" if role == "continues" else role, [at], None, at, False))
            continue
        first, last = joined.lines[0], joined.lines[-1]
        joined.lines = sorted({*joined.lines, at})
        joined.whole = False
        if role == "continues":
            taken = {line for piece in pieces for line in piece.lines}
            blank = [i for i in range(last + 1, at) if not lines[i].strip() and i not in taken]
            joined.lines = sorted({*joined.lines, *blank})
        elif role == "body":
            low, high = min(first, at), max(last, at)
            joined.lines = sorted({*joined.lines, *(i for i in range(low, high) if not lines[i].strip())})


def _joined(pieces: list[_Piece], at: int, role: str) -> _Piece | None:
    """The part that a line is added to: the one body, the comment above it, or the headline or lead it goes on with."""
    filled = [piece for piece in pieces if piece.lines]
    if role == "body":
        return next((piece for piece in filled if piece.role == "body"), None)
    if role == "continues":
        above = [piece for piece in filled if piece.role == "comment" and piece.lines[0] < at]
        return max(above, key=lambda piece: piece.lines[0], default=None)
    if role in ("headline", "lead"):
        return next((piece for piece in filled if piece.role == role and piece.lines[-1] == at - 1), None)
    return None


def _part(lines: list[str], piece: _Piece) -> Part:
    """The part that its lines make; one that nobody touched is the same as before."""
    if piece.whole and piece.was is not None:
        return piece.was
    inside = [lines[at] for at in piece.lines]
    while inside and not inside[-1].strip():
        inside.pop()
    while inside and not inside[0].strip():
        inside.pop(0)
    text = "\n".join(inside)
    place = f"line {(piece.head if isinstance(piece.was, Comment) else piece.lines[0]) + 1}"
    if piece.role == "comment":
        return replace(piece.was, text=text) if isinstance(piece.was, Comment) else Comment(text, place)
    declared = number_of_header(text, True) if piece.role == "comments_header" else None
    ranges = paragraph_ranges(inside) if piece.role == "body" else ()
    return Text(piece.role, text, place, ranges, declared)  # type: ignore[arg-type]


def _facts(lines: list[str], roles: Roles, parts: list[Part]) -> Facts:
    headline = next((part.text for part in parts if isinstance(part, Text) and part.kind == "headline"), None)
    byline = next((lines[at].strip() for at in sorted(roles) if roles[at] == "byline"), None)
    dated = next((at for at in sorted(roles) if roles[at] == "published"), None)
    if dated is None:
        return Facts(headline, byline)
    raw = lines[dated].strip()
    found = find_date(raw)
    if found is None:
        issue = Issue("date_unread", "The day could not be read; it is kept as printed.", f"line {dated + 1}")
        return Facts(headline, byline, None, raw, None, (issue,))
    return Facts(headline, byline, found[0].value, raw, found[0].precision)
