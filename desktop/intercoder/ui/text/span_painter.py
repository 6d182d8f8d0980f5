"""Where codings lie on the lines of one laid-out block: washes behind the words, lanes of the coders under them.

Pure functions over a `QTextLayout`: no widget, no project. All positions are UTF-16 units of the block, all rectangles
are in the coordinates of the layout. A stretch of mixed direction has several rectangles on one line, found by
`QTextLine.glyphRuns`; `cursorToX` is wrong there.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

MOST_LANES = 6  # coders with a lane of their own; more of them share one, and the margin says "n of m"
_JOIN = 4.0  # px: pieces of one stretch closer than this are one box, or their washes would stack up
# Measures at a reading size of 15 px (look.md): wash 3 to 24 in a step of 30 with the glyphs from 4.8 to 25.2.
_READING = 15.0
_WASH_ABOVE = 1.8
_WASH_BELOW = -1.2
_LANE_HEIGHT = 2.0
_LANE_STEP = 3.0
_STEP_WITHOUT_LANES = 21.0


@dataclass(frozen=True)
class BlockSpan:
    """The part of one coder's span that lies in one block, in UTF-16 units of the block."""

    start: int
    stop: int
    colour: str
    coder: int
    span: int  # its id
    dashed: bool = False


@dataclass(frozen=True)
class Lanes:
    """Which coder has which lane, and how large the text is."""

    coders: tuple[int, ...] = ()
    scale: float = 1.0  # reading size / 15 px

    @property
    def shared(self) -> bool:
        """Whether there are too many coders for a lane each."""
        return len(self.coders) > MOST_LANES

    @property
    def count(self) -> int:
        """How many lanes are drawn, at least one."""
        return 1 if self.shared else max(1, len(self.coders))

    def index(self, coder: int) -> int | None:
        """The lane of a coder, counted from the text; None for a coder who is not shown."""
        if coder not in self.coders:
            return None
        return 0 if self.shared else self.coders.index(coder)

    def line_step(self) -> float:
        """The distance of two lines, in px: 24 with one lane, 3 more with each further one."""
        return (_STEP_WITHOUT_LANES + _LANE_STEP * self.count) * self.scale

    @staticmethod
    def of(coders: Iterable[int], reading_px: float) -> "Lanes":
        """The lanes of these coders at a reading size in px."""
        return Lanes(tuple(coders), reading_px / _READING)


@dataclass(frozen=True)
class Wash:
    """The ground behind a coded stretch on one line."""

    rect: QRectF
    colour: str


@dataclass(frozen=True)
class Lane:
    """One coder's line under a coded stretch; its colours alternate where the coder's own spans overlap.

    `coder` is 0 for the lane that many coders share.
    """

    rect: QRectF
    colours: tuple[str, ...]
    coder: int
    dashed: bool = False


def boxes(layout: QTextLayout, spans: Iterable[BlockSpan], lanes: Lanes) -> list[Wash | Lane]:
    """Everything to paint for the spans of one block: first a wash for each colour and stretch, then the lanes."""
    shown = [s for s in spans if s.start < s.stop and lanes.index(s.coder) is not None]
    found: list[Wash | Lane] = []
    for colour in dict.fromkeys(s.colour for s in shown):
        for start, stop in union((s.start, s.stop) for s in shown if s.colour == colour):
            found += [Wash(rect, colour) for rect in stretch(layout, start, stop, lanes)]
    if lanes.shared:  # what any of them marked
        return found + list(_lanes_of(layout, shown, 0, lanes))
    for coder in dict.fromkeys(s.coder for s in shown):
        found += _lanes_of(layout, [s for s in shown if s.coder == coder], coder, lanes)
    return found


def stretch(layout: QTextLayout, start: int, stop: int, lanes: Lanes) -> list[QRectF]:
    """The rectangles of a wash over `[start, stop)`, line by line, from left to right within a line."""
    found = []
    for line, first, last in _lines(layout, start, stop):
        top, bottom = _wash_edges(line, lanes)
        found += [QRectF(left, top, right - left, bottom - top) for left, right in intervals(line, first, last)]
    return found


def intervals(line: QTextLine, start: int, stop: int) -> list[tuple[float, float]]:
    """The x-intervals that `[start, stop)` covers on a line; in mixed text there may be several."""
    rects = [run.boundingRect() for run in line.glyphRuns(start, stop - start)]
    pieces = sorted((r.left(), r.right()) for r in rects if r.width() > 0)
    if not pieces:  # half of a ligature, or a character without a glyph
        ends = sorted((line.cursorToX(start)[0], line.cursorToX(stop)[0]))
        pieces = [(ends[0], ends[1])] if ends[1] > ends[0] else []
    return _joined(pieces, _JOIN)


def lines_between(layout: QTextLayout, top: float, bottom: float) -> range:
    """The numbers of the lines that reach between two heights of the layout; a layout without lines has none."""
    count = layout.lineCount()
    first = bisect_left(range(count), top, key=lambda n: layout.lineAt(n).y() + layout.lineAt(n).height())
    last = bisect_left(range(count), bottom, key=lambda n: layout.lineAt(n).y())
    return range(first, max(first, last))


def text_of(layout: QTextLayout, lines: range) -> tuple[int, int]:
    """The range of the text on some lines."""
    if not lines:
        return 0, 0
    last = layout.lineAt(lines.stop - 1)
    return layout.lineAt(lines.start).textStart(), last.textStart() + last.textLength()


def union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges joined where they overlap or touch."""
    return _joined(sorted(ranges), 0)


def _lanes_of(layout: QTextLayout, spans: list[BlockSpan], coder: int, lanes: Lanes) -> Iterator[Lane]:
    """The lane of one coder, cut where the set of overlapping colours changes."""
    index = lanes.index(coder) or 0
    for start, stop, colours, dashed in _cut(spans):
        for line, first, last in _lines(layout, start, stop):
            bottom = _wash_edges(line, lanes)[1]
            top = bottom + index * _LANE_STEP * lanes.scale
            for left, right in intervals(line, first, last):
                yield Lane(QRectF(left, top, right - left, _LANE_HEIGHT * lanes.scale), colours, coder, dashed)


def _cut(spans: list[BlockSpan]) -> Iterator[tuple[int, int, tuple[str, ...], bool]]:
    """Stretches of one coder with the colours on them: (start, stop, colours, dashed)."""
    ends = sorted({s.start for s in spans} | {s.stop for s in spans})
    opening = deque(sorted(spans, key=lambda s: s.start))
    active: list[BlockSpan] = []
    last: tuple[int, int, tuple[str, ...], bool] | None = None
    for start, stop in pairwise(ends):
        active = [s for s in active if s.stop > start]
        while opening and opening[0].start <= start:
            active.append(opening.popleft())
        colours = tuple(dict.fromkeys(s.colour for s in active))
        dashed = bool(active) and all(s.dashed for s in active)
        if last and last[1] == start and last[2:] == (colours, dashed):
            last = (last[0], stop, colours, dashed)
            continue
        if last:
            yield last
        last = (start, stop, colours, dashed) if colours else None
    if last:
        yield last


def _lines(layout: QTextLayout, start: int, stop: int) -> Iterator[tuple[QTextLine, int, int]]:
    """The lines that `[start, stop)` touches, each with the part of the range on it."""
    line = layout.lineForTextPosition(start)
    number = line.lineNumber() if line.isValid() else 0
    for at in range(number, layout.lineCount()):
        line = layout.lineAt(at)
        first, last = max(start, line.textStart()), min(stop, line.textStart() + line.textLength())
        if line.textStart() >= stop:
            return
        if first < last:
            yield line, first, last


def _wash_edges(line: QTextLine, lanes: Lanes) -> tuple[float, float]:
    height = line.ascent() + line.descent()
    return line.y() - _WASH_ABOVE * lanes.scale, line.y() + height + _WASH_BELOW * lanes.scale


def _joined(ranges: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, stop in ranges:
        if joined and start - joined[-1][1] <= gap:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stop))
        else:
            joined.append((start, stop))
    return joined
