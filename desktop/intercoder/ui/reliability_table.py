"""The reliability table: one row per variable, the intervals on one axis, and a panel that opens under a row."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.ui import figures, paint, plots, theme
from intercoder.ui.icons import paint_icon
from intercoder.ui.reliability_model import (
    AGREE,
    ALPHA,
    ANSWERS,
    INTERVAL,
    MISSING,
    REPORT_ROLE,
    UNITS,
    VARIABLE,
    VERDICT,
    VERDICTS,
    ReliabilityModel,
    alpha,
    ends,
    missing_total,
    reason,
    second_line,
    words,
)

MARGIN = 24
_WIDTHS = {VARIABLE: 266, UNITS: 56, AGREE: 68, ALPHA: 64, INTERVAL: 290, ANSWERS: 168, MISSING: 100, VERDICT: 144}
_NARROW = {VARIABLE: 200, UNITS: 48, AGREE: 60, ALPHA: 60, INTERVAL: 170, VERDICT: 136}
_LEAST_AXIS = 230
_BAR = (132, 12)
_MOST_SQUARES = 8
_SHIFTS = {paint.THRESHOLDS[0]: 0.75, paint.THRESHOLDS[1]: 0.25}  # so that their labels stand apart on a short axis
_RIGHT, _LEFT = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft


class ReliabilityTable(QTableView):
    """The table. Enter or a click opens a row; emits `opened` with the row's report, `closed` when none is open."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ReliabilityModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalHeader(_Header(self))
        self.setAccessibleName("Reliability table")
        self.setAccessibleDescription("One row per variable. Enter opens a row, Escape closes it.")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setMouseTracking(True)
        self.hovered = -1
        self.axis_start = 0.0
        self._open = QPersistentModelIndex()
        self.panel = panel
        panel.setParent(self.viewport())
        panel.hide()
        self.selectionModel().currentChanged.connect(lambda *_: self.viewport().update())

    # -------------------------------------------------------------- content

    def show_report(self, report: AgreementReport | None) -> None:
        """Shows a report; the open row stays open if its variable is still there."""
        was_open = self.open_report
        current = self.currentIndex().data(REPORT_ROLE)
        self.rows.show(report)
        lows = [ends(row)[0].value for row in self.rows.rows]
        points = [alpha(row).value for row in self.rows.rows]
        self.axis_start = plots.axis_start([*lows, *points])
        self._measure()
        if current is not None and not self.currentIndex().isValid():
            self._go_to(current.variable)
        if was_open is not None:
            row = self.rows.row_of(was_open.variable)
            self.close_row() if row is None else self.open_row(row)

    @property
    def open_row_number(self) -> int:
        """The open row, -1 if there is none."""
        return self._open.row() if self._open.isValid() else -1

    @property
    def open_report(self) -> VariableReport | None:
        """The report of the open row."""
        return self.rows.rows[self._open.row()] if self._open.isValid() else None

    def open_row(self, row: int) -> None:
        """Opens the panel under this row."""
        self._open = QPersistentModelIndex(self.rows.index(row, 0))
        self.setCurrentIndex(self.rows.index(row, 0))
        self.opened.emit(self.rows.rows[row])
        self.panel.show()
        self._measure()
        self.scrollTo(self.rows.index(row, 0))

    def close_row(self) -> None:
        """Closes the panel."""
        had_focus = self.panel.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self._open = QPersistentModelIndex()
        self.panel.hide()
        self._measure()
        if had_focus:
            self.setFocus()
        self.closed.emit()

    def toggle_row(self, row: int) -> None:
        """Opens the row, or closes it where it is the open one."""
        if row == self.open_row_number:
            self.close_row()
        else:
            self.open_row(row)

    def _go_to(self, variable: str) -> None:
        row = self.rows.row_of(variable)
        if row is not None:
            self.setCurrentIndex(self.rows.index(row, 0))

    # -------------------------------------------------------------- measures

    @property
    def is_narrow(self) -> bool:
        """Whether the panel shows its parts one above the other."""
        return self.viewport().width() / theme.current().scale < 900

    def shown_columns(self) -> frozenset[int]:
        """The columns there is room for: the answers go first, then the missing ones."""
        room = self.viewport().width() / theme.current().scale
        everything = sum(_WIDTHS.values()) - _WIDTHS[INTERVAL] + _LEAST_AXIS
        if room >= everything:
            return frozenset(_WIDTHS)
        if room >= everything - _WIDTHS[ANSWERS]:
            return frozenset(_WIDTHS) - {ANSWERS}
        return frozenset(_WIDTHS) - {ANSWERS, MISSING}

    def _measure(self) -> None:
        look, shown = theme.current(), self.shown_columns()
        widths = _WIDTHS if MISSING in shown else _NARROW
        rest = self.viewport().width()
        for column in _WIDTHS:
            self.setColumnHidden(column, column not in shown)
            if column in shown and column != INTERVAL:
                self.setColumnWidth(column, look.px(widths[column]))
                rest -= look.px(widths[column])
        self.setColumnWidth(INTERVAL, max(look.px(120), rest))
        self.horizontalHeader().setFixedHeight(look.px("height.table_header"))
        height = look.px("height.table_row")
        self.verticalHeader().setMinimumSectionSize(height)
        for row in range(self.rows.rowCount()):
            extra = self._panel_height() if row == self.open_row_number else 0
            if self.rowHeight(row) != height + extra:
                self.setRowHeight(row, height + extra)
        self._place_panel()
        self.viewport().update()

    def _panel_height(self) -> int:
        width = self.viewport().width()
        hint = self.panel.heightForWidth(width) if self.panel.hasHeightForWidth() else self.panel.sizeHint().height()
        return max(theme.current().px(276), hint)

    def _place_panel(self) -> None:
        if self._open.isValid():
            top = self.rowViewportPosition(self._open.row()) + theme.current().px("height.table_row")
            self.panel.setGeometry(QRect(0, top, self.viewport().width(), self._panel_height()))

    def refit(self) -> None:
        """Takes the room anew that the open panel needs."""
        self._measure()

    # -------------------------------------------------------------- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        if hasattr(self, "panel"):
            self._place_panel()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_panel()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and row >= 0:
            self.toggle_row(row)
        elif event.key() == Qt.Key.Key_Right and row >= 0 and row != self.open_row_number:
            self.open_row(row)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Escape) and self.open_row_number >= 0:
            self.close_row()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        row = self.rowAt(int(event.position().y()))
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.toggle_row(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class _Header(QHeaderView):
    """The names of the columns; the axis shows its ends and the two thresholds."""

    def __init__(self, table: ReliabilityTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setAccessibleName("Columns of the reliability table")

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
            paint.paint_text(painter, box, self.model().headerData(section, self.orientation()), "small_label", "text2", align)
        left = rect.x() + (look.px(MARGIN) if section == VARIABLE else 0)
        right = rect.right() + 1 - (look.px(MARGIN) if section == VERDICT else 0)
        paint.hairline(painter, left, rect.bottom(), right - left)

    def _axis(self, painter: QPainter, box: QRectF) -> None:
        start = self._table.axis_start
        taken: list[tuple[float, float]] = []
        for value in (*paint.THRESHOLDS, 1.0, start, 0.5):
            text = f"{value:.3f}".lstrip("0") if value in paint.THRESHOLDS else figures.coefficient(value, 1)
            text = {"1.0": "1", ".0": "0"}.get(text, text)
            token = "text" if value in paint.THRESHOLDS else "text3"
            width = paint.text_width("tiny", text) + 2
            x = axis_x(value, box, start) - _SHIFTS.get(value, 0.5) * width
            if all(x > b + 3 or x + width < a - 3 for a, b in taken):
                taken.append((x, x + width))
                paint.paint_text(painter, QRectF(x, box.y(), width, box.height()), text, "tiny", token)
        title = str(self.model().headerData(INTERVAL, self.orientation()))
        room, width = min(a for a, _ in taken if a > box.x() + 20), paint.text_width("small_label", title) + 1
        left = axis_x(start, box, start) + theme.current().px(24)
        if left + width < room:
            paint.paint_text(painter, QRectF(left, box.y(), width, box.height()), title, "small_label", "text2")


def axis_x(value: float, box: QRectF, start: float) -> float:
    """Where a value lies on the axis; the same inset as `paint.interval`."""
    inset = theme.current().px(8)
    return box.x() + inset + (value - start) / (1.0 - start) * (box.width() - 2 * inset)


class _Delegate(QStyledItemDelegate):
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
    left = look.px({VARIABLE: MARGIN, ANSWERS: 24, MISSING: 8, INTERVAL: 12}.get(column, 0))
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


def _figure(column: int, role: str, token: str):  # type: ignore[no-untyped-def]
    def paint_figure(painter: QPainter, box: QRectF, row: VariableReport, *_rest: object) -> None:
        paint.paint_text(painter, box, words(row, column), role, token, _RIGHT)

    return paint_figure


def _interval(painter: QPainter, box: QRectF, row: VariableReport, table: ReliabilityTable, _open: bool, ground: str) -> None:
    point = alpha(row).value
    if point is None:
        paint.paint_text(painter, box.adjusted(theme.current().px(8), 0, 0, 0), reason(row), "small", "text2")
        return
    low, high = ends(row)
    token = VERDICTS[row.verdict][1]
    paint.interval(painter, box, point, low.value, high.value, table.axis_start, ground, token=token)


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
    size = paint.badge_size(VERDICTS[row.verdict][0], row.verdict)
    place = QRectF(box.right() - size.width(), box.center().y() - size.height() / 2, size.width(), size.height())
    paint.badge(painter, place, VERDICTS[row.verdict][0], row.verdict)


_PAINTERS = {
    VARIABLE: _variable,
    UNITS: _figure(UNITS, "body", "text2"),
    AGREE: _figure(AGREE, "body", "text2"),
    ALPHA: _figure(ALPHA, "strong", "text"),
    INTERVAL: _interval,
    ANSWERS: _answers,
    MISSING: _missing,
    VERDICT: _verdict,
}
