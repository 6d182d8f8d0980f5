"""The reliability table: one row per variable, the intervals on one axis, and a panel that opens under a row."""

from PySide6.QtCore import QEvent, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableView,
    QWidget,
)

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.ui import paint, theme
from intercoder.ui.code_keys import single_key
from intercoder.ui.reliability import plots
from intercoder.ui.reliability.cells import CellDelegate, TableHeader
from intercoder.ui.reliability.model import (
    AGREE,
    ALPHA,
    ANSWERS,
    INTERVAL,
    KALPHA,
    MISSING,
    REPORT_ROLE,
    UNITS,
    VARIABLE,
    VERDICT,
    ReliabilityModel,
    alpha,
    ends,
)

_WIDTHS = {VARIABLE: 266, UNITS: 56, AGREE: 68, ALPHA: 64, INTERVAL: 290, KALPHA: 104, ANSWERS: 168, MISSING: 100, VERDICT: 144}
_NARROW = {VARIABLE: 200, UNITS: 48, AGREE: 60, ALPHA: 60, INTERVAL: 170, KALPHA: 100, VERDICT: 136}
_LEAST_AXIS = 230


class ReliabilityTable(QTableView):
    """The table. Enter or a click opens a row; emits `opened` with the row's report, `closed` when none is open."""

    opened = Signal(object)
    closed = Signal()

    def __init__(self, panel: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ReliabilityModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self))
        self.setHorizontalHeader(TableHeader(self))
        self.setAccessibleName(self.tr("Reliability table"))
        self.setAccessibleDescription(self.tr("One row per variable. Enter opens a row, Escape closes it."))
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
        self.limits = paint.THRESHOLDS
        self.shows_kalpha = False
        self._open = QPersistentModelIndex()
        self.panel = panel
        panel.setParent(self.viewport())
        panel.hide()
        self.selectionModel().currentChanged.connect(lambda *_: self.viewport().update())

    # -------------------------------------------------------------- content

    def show_report(self, report: AgreementReport | None) -> None:
        """Shows a report; the open row stays open if its variable is still there."""
        was_open = self.open_report
        self.limits = report.limits if report else paint.THRESHOLDS
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

    def sort_by(self, column: int) -> None:
        """Sorts by a column, the worst first; again: the best first; a third time: the order of the codebook."""
        was_open, current = self.open_report, self.currentIndex().data(REPORT_ROLE)
        self._open = QPersistentModelIndex()
        self.rows.sort_by(column)
        if current is not None:
            self._go_to(current.variable)
        if was_open is not None:
            self.open_row(self.rows.row_of(was_open.variable) or 0)
        self.horizontalHeader().viewport().update()

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
        wanted = frozenset(_WIDTHS) if self.shows_kalpha else frozenset(_WIDTHS) - {KALPHA}
        everything = sum(_WIDTHS[column] for column in wanted - {INTERVAL}) + _LEAST_AXIS
        if room >= everything:
            return wanted
        if room >= everything - _WIDTHS[ANSWERS]:
            return wanted - {ANSWERS}
        return wanted - {ANSWERS, MISSING}

    def show_kalpha(self, shown: bool) -> None:
        """Shows or hides the column of the KALPHA-style interval."""
        self.shows_kalpha = shown
        self._measure()

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
        elif row < 0 or row != self.open_row_number or not self.panel.press(single_key(event)):
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
