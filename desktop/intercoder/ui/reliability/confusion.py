"""The confusion matrix of two coders as a table of its own: arrows move, every cell says what it counts."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from intercoder.ui import figures, theme
from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr
from intercoder.ui.paint import text_width
from intercoder.ui.reliability import plots
from intercoder.ui.reliability.matrix_view import MatrixView

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


class ConfusionView(MatrixView):
    """The matrix. Emits `cell_chosen` with row and column when a cell becomes the current one."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.counts = ConfusionModel()
        super().__init__(self.counts, tr("Answers of the second coder"), tr("Answers of the first coder"), parent)
        self.setAccessibleName(self.tr("Confusion matrix"))

    def show_heat(self, heat: plots.Heat, cell: tuple[int, int]) -> None:
        """Shows the counts of a pair with one cell chosen."""
        self.counts.show(heat)
        self.setAccessibleName(self.tr("Confusion matrix, rows {0}, columns {1}").format(heat.row_title, heat.column_title))
        self.measure()
        self.setCurrentIndex(self.counts.index(*cell))

    def names_width(self) -> int:
        look = theme.current()
        widest = max((text_width("small", label) for label in self.counts.heat.labels), default=0.0)
        return min(look.px(_WIDEST_LABEL), round(widest) + look.px(12))

    def fill(self, painter: QPainter, rect: QRectF, index: QModelIndex) -> None:
        counts, i, j = self.counts.heat.counts, index.row(), index.column()
        highest = max(n for row in counts for n in row)
        plots.paint_cell(painter, rect, counts[i][j], highest, i == j, theme.current())

    def tell(self, current: QModelIndex) -> None:
        if current.isValid():
            self.cell_chosen.emit(current.row(), current.column())
