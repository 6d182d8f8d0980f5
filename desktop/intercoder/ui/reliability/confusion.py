"""The confusion matrix of two coders as a table of its own: arrows move, every cell says what it counts."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from intercoder.ui import figures, theme
from intercoder.ui.code_keys import single_key
from intercoder.ui.isolate import isolated
from intercoder.ui.paint import paint_text, text_width
from intercoder.ui.reliability import plots

_CELL = (52, 42)
_MOST_ROWS = 6  # more categories scroll
_WIDEST_LABEL = 104


class ConfusionModel(QAbstractTableModel):
    """Counts of one coder pair: rows are the first coder's answers, columns the second's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heat = plots.Heat((), ())

    def show(self, heat: plots.Heat) -> None:
        """Takes the counts of another pair."""
        self.beginResetModel()
        self.heat = heat
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.heat.counts)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return self.rowCount(parent)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        i, j = index.row(), index.column()
        count = self.heat.counts[i][j]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(count)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            first, second = isolated(self.heat.labels[i]), isolated(self.heat.labels[j])
            units = figures.counted(count, "unit", "units")
            return f"{self.heat.row_title} “{first}”, {self.heat.column_title} “{second}”: {units}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and section < len(self.heat.labels):
            return self.heat.labels[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if orientation == Qt.Orientation.Horizontal else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class ConfusionView(QTableView):
    """The matrix. Emits `cell_chosen` with row and column when a cell becomes the current one."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = ConfusionModel(self)
        self.setModel(self.counts)
        self.setItemDelegate(_CellDelegate(self))
        self.setHorizontalHeader(Labels(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(Labels(Qt.Orientation.Vertical, self))
        self.setAccessibleName(self.tr("Confusion matrix"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        theme.set_kind(self, "canvas")
        self.selectionModel().currentChanged.connect(self._tell)

    def show_heat(self, heat: plots.Heat, cell: tuple[int, int]) -> None:
        """Shows the counts of a pair with one cell chosen."""
        self.counts.show(heat)
        self.setAccessibleName(self.tr("Confusion matrix, rows {0}, columns {1}").format(heat.row_title, heat.column_title))
        self._measure()
        self.setCurrentIndex(self.counts.index(*cell))

    def sizeHint(self) -> QSize:
        look, size = theme.current(), self.counts.rowCount()
        shown = min(size, _MOST_ROWS)
        scroll = look.px(12) if size > _MOST_ROWS else 0
        label = self.verticalHeader().width()
        head = self.horizontalHeader().height()
        return QSize(label + shown * look.px(_CELL[0]) + scroll, head + shown * look.px(_CELL[1]) + scroll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if single_key(event):
            event.ignore()  # the panel around the matrix has keys of its own; cells are not searched by their numbers
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def _measure(self) -> None:
        look = theme.current()
        widest = max((text_width("small", label) for label in self.counts.heat.labels), default=0.0)
        for header, side in ((self.horizontalHeader(), _CELL[0]), (self.verticalHeader(), _CELL[1])):
            header.setMinimumSectionSize(look.px(side))
            header.setDefaultSectionSize(look.px(side))
        self.verticalHeader().setFixedWidth(min(look.px(_WIDEST_LABEL), round(widest) + look.px(12)))
        self.horizontalHeader().setFixedHeight(look.px(24))
        self.setFixedSize(self.sizeHint())

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.cell_chosen.emit(current.row(), current.column())


class Labels(QHeaderView):
    """The names of the categories, elided where they are longer than the cell."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across = orientation == Qt.Orientation.Horizontal
        self.setAccessibleName(self.tr("Answers of the second coder") if across else self.tr("Answers of the first coder"))

    def paintSection(self, painter: QPainter, rect, section: int) -> None:
        look = theme.current()
        painter.fillRect(rect, look.colour("canvas"))
        across = self.orientation() == Qt.Orientation.Horizontal
        align = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignRight
        box = QRectF(rect).adjusted(0, 0, 0 if across else -look.px(8), 0)
        label = str(self.model().headerData(section, self.orientation()))
        paint_text(painter, box, label, "small", "text2", align)


class _CellDelegate(QStyledItemDelegate):
    """Paints a count on its ground; the chosen cell has an accent outline."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, heat = theme.current(), index.model().heat
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, look.colour("canvas"))
        highest = max(n for row in heat.counts for n in row)
        i, j = index.row(), index.column()
        plots.paint_cell(painter, rect, heat.counts[i][j], highest, i == j, look)
        if self.parent().currentIndex() == index:
            painter.setPen(QPen(look.colour("accent"), look.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = look.px("radius.key")
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)
        painter.restore()
