"""A square table of cells of one size, its names beside it: arrows move, the chosen cell is outlined."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from intercoder.ui import theme
from intercoder.ui.code_keys import single_key
from intercoder.ui.paint import paint_text


class MatrixView(QTableView):
    """Shows `most` rows and scrolls the others. What derives from it says what a cell holds (`fill`) and how wide names are."""

    cell = (52, 42)  # px at scale 1
    most = 6
    head = 24

    def __init__(self, model: QAbstractTableModel, across: str, down: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Labels(Qt.Orientation.Horizontal, across, self))
        self.setVerticalHeader(_Labels(Qt.Orientation.Vertical, down, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        theme.set_kind(self, "canvas")
        self.selectionModel().currentChanged.connect(self._tell)

    def fill(self, painter: QPainter, rect: QRectF, index: QModelIndex) -> None:
        """Paints what a cell holds."""
        raise NotImplementedError

    def names_width(self) -> int:
        """Pixels for the names at the left."""
        raise NotImplementedError

    def tell(self, current: QModelIndex) -> None:
        """Another cell became the current one."""
        raise NotImplementedError

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.tell(current)

    def measure(self) -> None:
        """Takes the sizes anew, after other content or another size of type."""
        look = theme.current()
        for header, side in ((self.horizontalHeader(), self.cell[0]), (self.verticalHeader(), self.cell[1])):
            header.setMinimumSectionSize(look.px(side))
            header.setDefaultSectionSize(look.px(side))
        self.verticalHeader().setFixedWidth(self.names_width())
        self.horizontalHeader().setFixedHeight(look.px(self.head))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        look, size = theme.current(), self.model().rowCount()
        shown = min(size, self.most)
        scroll = look.px(12) if size > self.most else 0
        wide = self.verticalHeader().width() + shown * look.px(self.cell[0]) + scroll
        return QSize(wide, self.horizontalHeader().height() + shown * look.px(self.cell[1]) + scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if single_key(event):
            event.ignore()  # the panel around the matrix has keys of its own; cells are not searched by their numbers
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.measure()


class _Labels(QHeaderView):
    """The names beside the cells, elided where they are longer than there is room."""

    def __init__(self, orientation: Qt.Orientation, name: str, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName(name)

    def paintSection(self, painter: QPainter, rect, section: int) -> None:
        look = theme.current()
        painter.fillRect(rect, look.colour("canvas"))
        across = self.orientation() == Qt.Orientation.Horizontal
        align = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignRight
        box = QRectF(rect).adjusted(0, 0, 0 if across else -look.px(8), 0)
        label = str(self.model().headerData(section, self.orientation()))
        paint_text(painter, box, label, "small", "text2", align)


class _Cell(QStyledItemDelegate):
    """Lets the view fill a cell, and outlines the chosen one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, rect, view = theme.current(), QRectF(option.rect), self.parent()
        painter.save()
        painter.fillRect(rect, look.colour("canvas"))
        view.fill(painter, rect, index)
        if view.currentIndex() == index:
            painter.setPen(QPen(look.colour("accent"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = look.px("radius.key")
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        painter.restore()
