"""How the reliability table is painted: its header with the common axis, and every kind of cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem

from intercoder.agreement.report import VariableReport
from intercoder.ui import figures, paint, theme
from intercoder.ui.icons import paint_icon
from intercoder.ui.language import tr
from intercoder.ui.reliability.model import (
    AGREE,
    ALPHA,
    ANSWERS,
    INTERVAL,
    KALPHA,
    MISSING,
    PENDING,
    REPORT_ROLE,
    UNITS,
    VARIABLE,
    VERDICT,
    alpha,
    ends,
    missing_total,
    reason,
    second_line,
    verdict,
    words,
)

if TYPE_CHECKING:
    from intercoder.ui.reliability.table import ReliabilityTable

MARGIN = 24
_BAR = (132, 12)
_MOST_SQUARES = 6
_SHIFTS = (0.75, 0.25)  # of the labels of the two limits, so that they stand apart on a short axis
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


class TableHeader(QHeaderView):
    """The names of the columns; the axis shows its ends and the two thresholds."""

    def __init__(self, table: ReliabilityTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.sectionClicked.connect(table.sort_by)
        self.setAccessibleName(self.tr("Columns of the reliability table"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme.current()
        painter.fillRect(rect, look.colour("surface"))
        box = _inset(QRectF(rect), section)
        align = _RIGHT if section in (UNITS, AGREE, ALPHA, VERDICT) else _LEFT
        if section == VARIABLE:
            box.setLeft(box.left() + look.px(20))
        if section == INTERVAL:
            self._axis(painter, box)
        else:
            self._name(painter, box, section, align)
        left = rect.x() + (look.px(MARGIN) if section == VARIABLE else 0)
        right = rect.right() + 1 - (look.px(MARGIN) if section == VERDICT else 0)
        paint.hairline(painter, left, rect.bottom(), right - left)

    def _name(self, painter: QPainter, box: QRectF, section: int, align: Qt.AlignmentFlag) -> None:
        column, down = self._table.rows.order
        column = column if column != VARIABLE else -1  # the order of the codebook needs no mark
        name = str(self.model().headerData(section, self.orientation()))
        if section == column:
            side = theme.current().px(12)
            left = box.right() - side if align == _LEFT else box.right() - paint.text_width("small_label", name) - side
            if align == _LEFT:
                left = min(left, box.x() + paint.text_width("small_label", name) + 2)
            mark = "chevron-down" if down else "chevron-up"
            paint_icon(painter, QRectF(left - 2, box.center().y() - side / 2, side, side), mark, "accent")
        paint.paint_text(painter, box, name, "small_label", "accent" if section == column else "text2", align)

    def _axis(self, painter: QPainter, box: QRectF) -> None:
        start = self._table.axis_start
        taken: list[tuple[float, float]] = []
        limits = self._table.limits
        shifts = dict(zip(limits, _SHIFTS, strict=True))
        for value in dict.fromkeys((*limits, 1.0, start, 0.5)):
            text = f"{value:.3f}".lstrip("0") if value in limits else figures.coefficient(value, 1)
            text = {"1.0": "1", ".0": "0"}.get(text, text)
            token = "text" if value in limits else "text3"
            width = paint.text_width("tiny", text) + 2
            x = axis_x(value, box, start) - shifts.get(value, 0.5) * width
            if all(x > b + 3 or x + width < a - 3 for a, b in taken):
                taken.append((x, x + width))
                paint.paint_text(painter, QRectF(x, box.y(), width, box.height()), text, "tiny", token)
        title = str(self.model().headerData(INTERVAL, self.orientation()))
        room, width = min(a for a, _ in taken if a > box.x() + 20), paint.text_width("small_label", title) + 1
        left = axis_x(start, box, start) + theme.current().px(24)
        if left + width < room:
            token = "accent" if self._table.rows.order[0] == INTERVAL else "text2"
            paint.paint_text(painter, QRectF(left, box.y(), width, box.height()), title, "small_label", token)


def axis_x(value: float, box: QRectF, start: float) -> float:
    """Where a value lies on the axis; the same inset as `paint.interval`."""
    inset = theme.current().px(8)
    return box.x() + inset + (value - start) / (1.0 - start) * (box.width() - 2 * inset)


class CellDelegate(QStyledItemDelegate):
    """Paints a cell; of an open row only its upper part, the panel covers the rest."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, table = theme.current(), self.parent()
        row: VariableReport = index.data(REPORT_ROLE)
        rect = QRectF(option.rect)
        rect.setHeight(look.px("height.table_row"))
        is_current = table.currentIndex().row() == index.row()
        is_open = table.open_row_number == index.row()
        ground = "selected" if is_open or is_current else "hover" if table.hovered == index.row() else "surface"
        painter.fillRect(rect, look.colour(ground))
        box = _inset(rect, index.column())
        _PAINTERS[index.column()](painter, box, row, table, is_open, ground)
        if ground != "selected":
            left = rect.x() + (look.px(MARGIN) if index.column() == VARIABLE else 0)
            right = rect.right() - (look.px(MARGIN) if index.column() == VERDICT else 0)
            paint.hairline(painter, left, rect.bottom() - 1, right - left)
        elif is_current and table.hasFocus() and index.column() == VARIABLE:
            painter.fillRect(QRectF(rect.x(), rect.y(), look.px(3), rect.height()), look.colour("accent"))


def _inset(rect: QRectF, column: int) -> QRectF:
    look = theme.current()
    left = look.px({VARIABLE: MARGIN, ANSWERS: 24, MISSING: 8, INTERVAL: 12, KALPHA: 8}.get(column, 0))
    right = look.px({VERDICT: MARGIN, ANSWERS: 8, INTERVAL: 4}.get(column, 0))
    return rect.adjusted(left, 0, -right, 0)


def _variable(painter: QPainter, box: QRectF, row: VariableReport, _t: ReliabilityTable, is_open: bool, _g: str) -> None:
    look = theme.current()
    side = look.px(16)
    mark = QRectF(box.x() - look.px(2), box.center().y() - side / 2, side, side)
    paint_icon(painter, mark, "chevron-down" if is_open else "chevron-right", "accent" if is_open else "text2")
    inner = box.adjusted(look.px(20), 0, 0, 0)
    top = inner.center().y() - (look.line("body") + look.line("small")) / 2 + look.px(1)
    first = QRectF(inner.x(), top, inner.width(), look.line("body"))
    paint.paint_text(painter, first, words(row, VARIABLE), "strong" if is_open else "label")
    second = QRectF(inner.x(), top + look.line("body") - look.px(2), inner.width(), look.line("small"))
    paint.paint_text(painter, second, second_line(row), "small", "text2")


def _figure(column: int, role: str, token: str, align: Qt.AlignmentFlag = _RIGHT):  # type: ignore[no-untyped-def]
    def paint_figure(painter: QPainter, box: QRectF, row: VariableReport, *_rest: object) -> None:
        paint.paint_text(painter, box, words(row, column), role, token, align)

    return paint_figure


def _interval(painter: QPainter, box: QRectF, row: VariableReport, table: ReliabilityTable, _open: bool, ground: str) -> None:
    point = alpha(row).value
    if point is None:
        paint.paint_text(painter, box.adjusted(theme.current().px(8), 0, 0, 0), reason(row), "small", "text2")
        return
    low, high = ends(row)
    token = verdict(row)[1]
    paint.interval(painter, box, point, low.value, high.value, table.axis_start, ground, token=token, limits=table.limits)


def _answers(painter: QPainter, box: QRectF, row: VariableReport, *_rest: object) -> None:
    look = theme.current()
    width, height = look.px(_BAR[0]), look.px(_BAR[1])
    paint.answer_bar(painter, QRectF(box.x(), box.center().y() - height / 2, width, height), row.counts)


def _missing(painter: QPainter, box: QRectF, row: VariableReport, *_rest: object) -> None:
    total, look = missing_total(row), theme.current()
    number = words(row, MISSING)
    paint.paint_text(painter, box, number, "body", "text2")
    if 0 < total <= _MOST_SQUARES:
        left = box.x() + max(look.px(16), paint.text_width("body", number) + look.px(6))
        lost = row.missing
        squares = QRectF(left, box.y(), box.right() - left, box.height())
        paint.missing_marks(painter, squares, lost.undetermined, lost.skipped, lost.not_applicable)
    elif total:
        three = f"{row.missing.undetermined} · {row.missing.skipped} · {row.missing.not_applicable}"
        left = box.x() + paint.text_width("body", number) + look.px(10)
        paint.paint_text(painter, QRectF(left, box.y(), box.right() - left, box.height()), three, "tiny", "text3")


def _verdict(painter: QPainter, box: QRectF, row: VariableReport, *_rest: object) -> None:
    said = verdict(row)[0]
    kind = row.verdict if said != tr(PENDING) else "not_computable"
    size = paint.badge_size(said, kind)
    place = QRectF(box.right() - size.width(), box.center().y() - size.height() / 2, size.width(), size.height())
    paint.badge(painter, place, said, kind)


_PAINTERS = {
    VARIABLE: _variable,
    UNITS: _figure(UNITS, "body", "text2"),
    AGREE: _figure(AGREE, "body", "text2"),
    ALPHA: _figure(ALPHA, "strong", "text"),
    INTERVAL: _interval,
    KALPHA: _figure(KALPHA, "small", "text2", _LEFT),
    ANSWERS: _answers,
    MISSING: _missing,
    VERDICT: _verdict,
}
