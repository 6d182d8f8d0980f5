"""The lines by which a flattened page shows where a comment begins: a name, a day, or both."""

import re
from dataclasses import dataclass
from typing import Literal

from intercoder.importers.reading.dates import When, read_date
from intercoder.importers.reading.words import SAYS, SHORT_LABEL, TERMINATOR

Shape = Literal["says", "by", "name, day", "day"]
STRONG: tuple[Shape, ...] = ("says", "by", "name, day", "day")
"""The shapes, the surest first."""
REPEATS = 3
"""An anchor repeats so often, or stands at least once below a header."""
REACH = 6
"""The first anchor stands within so many lines below the header."""
NAME_LENGTH = 80

_DIGIT = re.compile(r"\d")
_BY = re.compile(r"(?:par|von|by|por|da|door|av|af|от)\s+(?P<name>\S.*?)\s*,\s*(?P<day>.*\d.*)", re.I)
_NAME_DAY = re.compile(r"(?P<name>[^\d\s][^,|]*?)\s*[,|]\s*(?P<day>.*\d{4}.*)")


@dataclass(frozen=True)
class Anchor:
    """The head of a comment: lines [line, text) name its author and day, its text begins at line `text`."""

    line: int
    text: int
    shape: Shape
    author: str | None
    posted_raw: str | None
    posted: When | None


def find_anchors(lines: list[str], header: int | None) -> list[Anchor]:
    """The anchors of the one shape that marks the comments of this page, in order; empty if there is none.

    `header` is the index of the comments header, if the page has one; anchors lie below it.
    """
    if header is not None:
        near = [a.shape for a in _anchors(lines, header + 1, header + 1 + REACH * 2) if a.line - header <= REACH]
        shape = next((shape for shape in STRONG if shape in near), None)
        return [a for a in _anchors(lines, header + 1, len(lines)) if a.shape == shape] if shape else []
    found = _anchors(lines, 0, len(lines), days=False)
    for shape in STRONG:
        anchors = [a for a in found if a.shape == shape]
        if len(anchors) >= REPEATS and sum(a.posted is not None for a in anchors) * 2 >= len(anchors):
            return anchors
    return []


def _anchors(lines: list[str], first: int, stop: int, days: bool = True) -> list[Anchor]:
    """All anchors of lines [first, stop). `days`: whether a day alone on its line is one, below a name."""
    places = range(first, min(stop, len(lines)))
    return [anchor for at in places if (anchor := _anchor(lines, at, first, days)) is not None]


def shape_below(lines: list[str], header: int) -> Shape | None:
    """The shape of the first anchor within reach below a header; None if there is none."""
    for at in range(header + 1, min(header + 1 + REACH, len(lines))):
        if anchor := _anchor(lines, at, header + 1, True):
            return anchor.shape
    return None


def without_terminator(line: str) -> str:
    """The line without a `Reply` that was run together with its end."""
    head, _space, last = line.strip().rpartition(" ")
    return head if head and TERMINATOR.fullmatch(last) else line.strip()


def _anchor(lines: list[str], at: int, first: int, days: bool) -> Anchor | None:
    line = lines[at].strip()
    if not line or len(line) > NAME_LENGTH + 60:
        return None
    if line[-1] in ":：" and (match := SAYS.fullmatch(line)):
        return _says(lines, at, match)
    if not _DIGIT.search(line):
        return None
    bare = without_terminator(line)
    for shape, pattern in (("by", _BY), ("name, day", _NAME_DAY)):
        match = pattern.fullmatch(bare)
        if match and len(match["name"]) <= NAME_LENGTH and (when := read_date(match["day"])):
            kind: Shape = "by" if shape == "by" else "name, day"
            return Anchor(at, at + 1, kind, match["name"].strip(), match["day"].strip(), when)
    when = read_date(bare) if days else None
    if when is None or when.precision in ("year", "month"):
        return None
    return _day_below_name(lines, at, first, bare, when)


def _says(lines: list[str], at: int, match: re.Match[str]) -> Anchor:
    """`NAME says:`, with the day in the line itself or alone on the next one that is not blank."""
    if match["on"]:
        raw = match["on"][2:].strip()
        return Anchor(at, at + 1, "says", match["name"], raw, read_date(raw))
    below = next((i for i in range(at + 1, min(at + 3, len(lines))) if lines[i].strip()), None)
    when = read_date(without_terminator(lines[below])) if below is not None else None
    if below is None or when is None:
        return Anchor(at, at + 1, "says", match["name"], None, None)
    return Anchor(at, below + 1, "says", match["name"], without_terminator(lines[below]), when)


def _day_below_name(lines: list[str], at: int, first: int, raw: str, when: When) -> Anchor | None:
    """A day alone on its line: the name is the line above, or two above if a short label stands between."""
    above = [i for i in range(at - 1, max(first - 1, at - 5), -1) if lines[i].strip()]
    if above and SHORT_LABEL.fullmatch(lines[above[0]].strip()) and len(above) > 1:
        above = above[1:]
    if not above or len(lines[above[0]].strip()) > NAME_LENGTH or read_date(lines[above[0]]):
        return None
    return Anchor(above[0], at + 1, "day", lines[above[0]].strip(), raw, when)
