"""A table without boxes: hairlines between rows, the whole row under the mouse, fixed heights by the theme's scale."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from intercoder.ui import paint, theme

_INSET = 8


class QuietTable(QTableView):
    """A list of rows with columns. Emits `chosen` with the row that became the current one.

    `widths` are pixels at scale 1, one of them None: it takes what is left. `drops` are columns that go, in this order,
    when the one that takes the rest would fall below `least`.
    """

    chosen = Signal(int)

    def __init__(
        self, name: str, model: QAbstractItemModel, widths: Sequence[int | None], parent: QWidget | None = None,
        margin: int = 24, drops: Sequence[int] = (), least: int = 220,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self._widths, self._drops, self._least, self.margin = list(widths), drops, least, margin
        self.hovered = -1
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalHeader(_Header(self))
        self.setItemDelegate(QuietDelegate(self))
        self.selectionModel().currentRowChanged.connect(self._tell)
        self._measure()

    def set_widths(self, widths: Sequence[int | None]) -> None:
        """Other columns, where the model has other ones."""
        self._widths = list(widths)
        self._measure()

    def is_last(self, column: int) -> bool:
        """Whether this is the last column in sight."""
        return all(self.isColumnHidden(c) for c in range(column + 1, len(self._widths)))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = min(max(self.currentIndex().row() + step, 0), self.model().rowCount() - 1)
            self.setCurrentIndex(self.model().index(row, 0))
        else:
            super().keyPressEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(current.row())

    def _measure(self) -> None:
        look = theme.current()
        self.verticalHeader().setMinimumSectionSize(look.px("height.row"))
        self.verticalHeader().setDefaultSectionSize(look.px("height.row") + look.px(4))
        self.horizontalHeader().setFixedHeight(look.px("height.table_header"))
        shown, room = list(range(len(self._widths))), self.viewport().width()
        for gone in (None, *self._drops):
            shown = [c for c in shown if c != gone]
            taken = sum(look.px(w) for c in shown if (w := self._widths[c]) is not None)
            if room - taken - 2 * look.px(self.margin) >= look.px(self._least):
                break
        for column, width in enumerate(self._widths):
            self.setColumnHidden(column, column not in shown)
            edges = look.px(self.margin) * ((column == shown[0]) + (column == shown[-1]))
            rest = room - taken - look.px(self.margin) * ((column != shown[0]) + (column != shown[-1])) - edges + edges
            self.setColumnWidth(column, max(1, rest if width is None else look.px(width) + edges))
        self.viewport().update()


def cell_box(table: QuietTable, rect: QRectF, column: int) -> QRectF:
    """The room for the content of a cell."""
    look = theme.current()
    left = look.px(table.margin) if column == 0 else look.px(_INSET)
    right = look.px(table.margin) if table.is_last(column) else look.px(_INSET)
    return rect.adjusted(left, 0, -right, 0)


class QuietDelegate(QStyledItemDelegate):
    """Paints the ground and the words of a cell; another kind of cell overrides `paint_cell`."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, table = theme.current(), self.parent()
        rect = QRectF(option.rect)
        is_current = table.currentIndex().row() == index.row()
        ground = "selected" if is_current else "hover" if table.hovered == index.row() else "surface"
        painter.fillRect(rect, look.colour(ground))
        if is_current and table.hasFocus() and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), look.px(3), rect.height()), look.colour("accent"))
        self.paint_cell(painter, cell_box(table, rect, index.column()), index, ground)
        if not is_current:
            left = rect.x() + (look.px(table.margin) if index.column() == 0 else 0)
            right = rect.right() - (look.px(table.margin) if table.is_last(index.column()) else 0)
            paint.hairline(painter, left, rect.bottom() - 1, right - left)

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, _ground: str) -> None:
        """The words of the cell, aligned as the model says."""
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignHorizontal_Mask
        paint.paint_text(painter, box, str(index.data() or ""), "body", "text", side)


class _Header(QHeaderView):
    def __init__(self, table: QuietTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)
        self.setAccessibleName(self.tr("Columns of {0}").format(table.accessibleName()))

    def paintSection(self, painter: QPainter, rect, section: int) -> None:
        look, table = theme.current(), self._table
        painter.fillRect(rect, look.colour("surface"))
        box = cell_box(table, QRectF(rect), section)
        align = self.model().headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        side = Qt.AlignmentFlag(align or Qt.AlignmentFlag.AlignLeft) & Qt.AlignmentFlag.AlignHorizontal_Mask
        words = str(self.model().headerData(section, self.orientation()) or "")
        paint.paint_text(painter, box, words, "small_label", "text2", side)
        left = rect.x() + (look.px(table.margin) if section == 0 else 0)
        right = rect.right() + 1 - (look.px(table.margin) if table.is_last(section) else 0)
        paint.hairline(painter, left, rect.bottom(), right - left)
