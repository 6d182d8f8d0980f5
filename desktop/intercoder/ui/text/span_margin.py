"""The margin beside the text: a bracket for each stretch of one category, its name, and who coded it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from intercoder.ui.paint import coder_chip, coder_chip_size, paint_icon, paint_text, swatch, text_width
from intercoder.ui.text.reader_paint import View
from intercoder.ui.text.span_painter import MOST_LANES, stretch, text_of
from intercoder.ui.text.span_view import Group, LaneCoder, SpanView, describe, grouped
from intercoder.ui.theme import current

_NARROW = 40  # px at scale 1: brackets only
_NAME = 92  # for the name of a category
_AROUND_NAME = 32  # swatch and air
_AROUND_CHIPS = 10
_ROW = 20  # height of a label
_COLUMN = 7  # from bracket to bracket
_COLUMNS = 5  # of brackets; more than three stand closer
_FEW = 3  # columns that stand apart
_FIRST = 12  # from the text to the first bracket
_LABEL = 32  # from the text to the labels


@dataclass(frozen=True)
class Mark:
    """A bracket and its label as they lie in the margin, px."""

    group: Group
    top: float
    bottom: float
    column: int
    label: float | None  # the top of its label; None where there is no room for one


def place_marks(
    groups: Iterable[tuple[Group, float, float]], row: float, height: float, current: int | None = None
) -> list[Mark]:
    """Brackets in columns and labels pushed apart, for groups with their top and bottom.

    A label stands beside the first line of its bracket, stays in sight while any of the bracket is, and never lies on
    another. Where there are more than fit, the last row is left free, and only those from the top and that of the
    `current` span have one.
    """
    ordered = sorted(groups, key=lambda g: (g[1], -g[2], g[0].start, g[0].category))
    room = max(1, int(height // row))
    named = range(len(ordered))
    if len(ordered) > room:
        here = next((n for n in named if any(s.id == current for s in ordered[n][0].spans)), None)
        named = [*range(room - 1)] if here is None or here < room - 1 else [*range(room - 2), here]
        height -= row
    wanted = [_wanted(*ordered[n][1:], row, height) for n in named]
    labels = dict(zip(named, spread(wanted, row, height), strict=True))
    ends: list[float] = []
    marks = []
    for number, (group, top, bottom) in enumerate(ordered):
        column = next((n for n, end in enumerate(ends) if end < top), len(ends))
        ends[column : column + 1] = [bottom]
        marks.append(Mark(group, top, bottom, min(column, _COLUMNS - 1), labels.get(number)))
    return marks


def spread(wanted: Sequence[float], row: float, height: float) -> list[float]:
    """Positions at least a row apart, in the order given, each run of neighbours centred on where it wants to be.

    They lie between 0 and the height if there is room for all of them.
    """
    runs: list[tuple[float, int]] = []  # (first position, number of rows)
    for position in wanted:
        start, count = position, 1
        while runs and runs[-1][0] + runs[-1][1] * row > start:
            before, rows = runs.pop()
            start = (before * rows + (start - rows * row) * count) / (rows + count)
            count += rows
        runs.append((start, count))
    found = [start + n * row for start, count in runs for n in range(count)]
    least, most = 0.0, height - row * len(found)
    return [min(max(position, least + n * row), max(most, least) + n * row) for n, position in enumerate(found)]


def _wanted(top: float, bottom: float, row: float, height: float) -> float:
    return max(top, min(bottom - row, max(0.0, min(top, height - row))))


class SpanMargin(QWidget):
    """Shows the groups that are in sight. Owned by the reader, which tells it when something moved."""

    span_clicked = Signal(object)

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._groups: dict[int, dict[int, Group]] = {}  # text that was in sight -> its spans -> the group of each
        self._coders: tuple[LaneCoder, ...] = ()
        self._current: int | None = None
        self._marks: list[Mark] = []
        self._step = 0.0  # px from bracket to bracket
        self.setAccessibleName(self.tr("Margin of codings"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def forget(self, units: Iterable[int]) -> None:
        """Spans of these texts have changed: they are grouped anew when they are in sight."""
        for unit in units:
            self._groups.pop(unit, None)
        self.update()

    def clear(self) -> None:
        """Another document is shown."""
        self._groups = {}
        self.update()

    def _group_of(self, span: SpanView) -> Group:
        """The group of a span, found together with the others of its run when it is first in sight."""
        groups = self._groups.setdefault(span.unit, {})
        if span.id not in groups:
            for group in grouped(self._view.document.index.run_of(span)):
                groups.update((member.id, group) for member in group.spans)
        return groups[span.id]

    def set_coders(self, coders: Sequence[LaneCoder]) -> None:
        """Shows a chip for each of these coders."""
        self._coders = tuple(coders)
        self.update()

    def set_current(self, span: int | None) -> None:
        """Marks the label of the group that holds this span."""
        self._current = span
        self.update()

    def widths(self) -> tuple[int, int, int]:
        """What the margin needs, px: with names and chips, with chips, with brackets only."""
        theme = current()
        middle = theme.px(_LABEL + _AROUND_CHIPS) + round(self._chips_width())
        return middle + theme.px(_NAME + _AROUND_NAME - _AROUND_CHIPS), middle, theme.px(_NARROW)

    @property
    def marks(self) -> list[Mark]:
        """The brackets and labels in sight, as they lie now."""
        self._marks = place_marks(self._in_sight(), current().px(_ROW), self.height(), self._current)
        columns = max((mark.column for mark in self._marks), default=0)
        self._step = current().px(_COLUMN) * min(1.0, (_FEW - 1) / max(1, columns))
        return self._marks

    # ------------------------------------------------------------ finding

    def _in_sight(self) -> Iterable[tuple[Group, float, float]]:
        shown = {c.id for c in self._coders}
        seen: set[int] = set()  # the first span of each group
        document = self._view.document
        for block, data, origin in self._view.blocks(0, self.height()):
            part = text_of(block.layout(), self._view.lines(block, origin, 0, self.height()))
            low, high = (data.block.start + at for at in data.positions.range_to_text(*part))
            for group in map(self._group_of, data.touching(document.index, low, high)):
                if group.spans[0].id in seen or not group.coders & shown:
                    continue
                seen.add(group.spans[0].id)
                if (ends := self._extent(group)) and ends[1] > 0 and ends[0] < self.height():
                    yield group, *ends

    def _extent(self, group: Group) -> tuple[float, float] | None:
        pieces = self._view.document.pieces(group.unit, group.start, group.stop)
        if not pieces:
            return None
        (first, start, end), (last, begin, stop) = pieces[0], pieces[-1]
        upper = stretch(first.layout(), start, min(start + 1, end), self._view.lanes)
        lower = stretch(last.layout(), max(stop - 1, begin), stop, self._view.lanes)
        if not upper or not lower:
            return None
        top = upper[0].top() + first.layout().position().y() - self._view.scroll
        return top, lower[-1].bottom() + last.layout().position().y() - self._view.scroll

    def _mark_at(self, point: QPointF) -> Mark | None:
        for mark in self._marks:
            if mark.label is not None and self._label_rect(mark).contains(point):
                return mark
        far = {m: abs(self._bracket_x(m) + 1 - point.x()) for m in self._marks if m.top <= point.y() <= m.bottom}
        near = min(far, key=lambda m: far[m], default=None)
        return near if near is not None and far[near] <= 5 else None

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        painter.fillRect(self.rect(), current().colour("surface"))
        for mark in self.marks:
            self._paint_mark(painter, mark)
        unnamed = sum(mark.label is None for mark in self._marks)
        if unnamed and self.width() >= self.widths()[1]:
            row, left = current().px(_ROW), current().px(_LABEL + 5)
            place = QRectF(left, self.height() - row, self.width() - left, row)
            paint_text(painter, place, self.tr("{0} more").format(unnamed), "small", "text3")

    def _paint_mark(self, painter: QPainter, mark: Mark) -> None:
        theme = current()
        group = mark.group
        colour = theme.code(group.colour)
        x, thick, reach = self._bracket_x(mark), max(2, theme.px(2)), min(theme.px(5), round(self._step))
        top, bottom = round(mark.top), round(mark.bottom)
        painter.fillRect(QRectF(x, top, thick, bottom - top), colour)
        painter.fillRect(QRectF(x - reach + thick, top, reach, thick), colour)
        painter.fillRect(QRectF(x - reach + thick, bottom - thick, reach, thick), colour)
        if self.width() < self.widths()[1] or mark.label is None:
            return
        rect = self._label_rect(mark)
        here = any(s.id == self._current for s in group.spans)
        if here:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(rect, theme.px("radius.key"), theme.px("radius.key"))
            painter.restore()
        chips = self._paint_chips(painter, rect, group)
        if self.width() >= self.widths()[0]:
            side = theme.px(10)
            swatch(painter, QRectF(rect.left() + theme.px(5), rect.center().y() - side / 2, side, side), group.colour)
            left = rect.left() + theme.px(20)
            if group.memo:
                chips -= theme.px(18)
                paint_icon(painter, _note_rect(chips, rect), "sticky-note", "text2")
            role, token = ("small_strong", "text") if here else ("small", "text2")
            room = QRectF(left, rect.top(), chips - theme.px(6) - left, rect.height())
            paint_text(painter, room, group.category, role, token)

    def _paint_chips(self, painter: QPainter, rect: QRectF, group: Group) -> float:
        """Paints the chips at the right end of a label; where they begin."""
        theme = current()
        if len(self._coders) > MOST_LANES:
            words = self._share(group)
            width = text_width("small", words)
            x = rect.right() - theme.px(4) - width
            paint_text(painter, QRectF(x, rect.top(), width + 1, rect.height()), words, "small", "text2")
            return x
        x = rect.right() - theme.px(2)
        for coder in reversed(self._coders):
            size = coder_chip_size(coder.initials)
            x -= size.width()
            place = QRectF(x, rect.center().y() - size.height() / 2, size.width(), size.height())
            coder_chip(painter, place, coder.initials, coder.id in group.coders, group.colour)
            x -= theme.px(2)
        return x

    def _chips_width(self) -> float:
        if len(self._coders) > MOST_LANES:
            return text_width("small", self._share(None)) + current().px(4)
        return sum(coder_chip_size(c.initials).width() + current().px(2) for c in self._coders)

    def _share(self, group: Group | None) -> str:
        coded = sum(group is None or c.id in group.coders for c in self._coders)
        return self.tr("{0} of {1}").format(coded, len(self._coders))

    def _bracket_x(self, mark: Mark) -> float:
        theme = current()
        return theme.px(_FIRST) + round(mark.column * self._step)

    def _label_rect(self, mark: Mark) -> QRectF:
        theme = current()
        left = theme.px(_LABEL)
        if self.width() < self.widths()[0]:
            left = max(left, self.width() - theme.px(8) - self._chips_width())
        return QRectF(left, round(mark.label), self.width() - left - theme.px(4), theme.px(_ROW))

    # ------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None:
            self.span_clicked.emit(mark.group.to_select().id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            mark = self._mark_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), describe(mark.group.spans, self._coders) if mark else "", self)
            return True
        return super().event(event)


def _note_rect(left: float, label: QRectF) -> QRectF:
    side = current().px(14)
    return QRectF(left, label.center().y() - side / 2, side, side)
