"""All coder pairs as a matrix: below the diagonal kappa, above it percent agreement; a cell chooses the pair."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from intercoder.agreement.report import CoderPair, VariableReport
from intercoder.ui import figures, theme
from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr
from intercoder.ui.paint import initials_of, paint_text
from intercoder.ui.reliability.matrix_view import MatrixView

MOST_BUTTONS = 9
"""More pairs than these are shown as a matrix."""


class PairModel(QAbstractTableModel):
    """Coders x coders. A pair that shares no unit, and the diagonal, are empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._short: list[str] = []
        self._pairs: dict[tuple[int, int], tuple[int, CoderPair]] = {}

    def show(self, report: VariableReport) -> None:
        """Takes the pairs of a row of the reliability table."""
        self.beginResetModel()
        place = {coder.id: n for n, coder in enumerate(report.coders)}
        self._names = [coder.name for coder in report.coders]
        self._short = initials_of(self._names)
        self._pairs = {}
        for number, pair in enumerate(report.pairs):
            a, b = place[pair.a], place[pair.b]
            self._pairs[a, b] = self._pairs[b, a] = number, pair
        self.endResetModel()

    def pair(self, index: QModelIndex) -> int | None:
        """The number of the pair in the report."""
        found = self._pairs.get((index.row(), index.column()))
        return found[0] if found else None

    def index_of(self, number: int) -> QModelIndex:
        """The cell below the diagonal of the pair with this number."""
        return next((self.index(i, j) for (i, j), (n, _) in self._pairs.items() if n == number and i > j), QModelIndex())

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._names)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return self.rowCount(parent)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) if self.pair(index) is not None else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = self._pairs.get((index.row(), index.column()))
        if found is None:
            return None
        pair = found[1]
        if role == Qt.ItemDataRole.DisplayRole:
            is_kappa = index.row() > index.column() and pair.kappa.value is not None
            value = pair.kappa.value if is_kappa else pair.agreement.value if index.row() < index.column() else None
            return figures.coefficient(value, 2)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            first, second = (isolated(self._names[n]) for n in (index.row(), index.column()))
            kappa = figures.coefficient(pair.kappa.value) if pair.kappa.value is not None else pair.kappa.undefined
            units = figures.counted(pair.units, "unit", "units")
            return self.tr("{0} and {1}: kappa {2}, agreement {3}, {4}").format(
                first, second, kappa, figures.per_cent(pair.agreement.value), units
            )
        return None

    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if section < len(self._short):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._short[section]
            if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
                return self._names[section]
        return None


class PairMatrix(MatrixView):
    """The matrix. Emits `pair_chosen` with the number of the pair in the report."""

    pair_chosen = Signal(int)
    cell, most, head = (35, 22), 12, 22

    def __init__(self, parent: QWidget | None = None) -> None:
        self.pairs = PairModel()
        super().__init__(self.pairs, tr("Coders across"), tr("Coders down"), parent)
        self.setAccessibleName(self.tr("Coder pairs"))
        self.setAccessibleDescription(self.tr("Kappa below the diagonal, percent agreement above; a cell chooses the pair."))

    def show_pairs(self, report: VariableReport) -> None:
        """Shows the pairs of a row, none chosen."""
        self.pairs.show(report)
        self.measure()

    def choose(self, number: int) -> None:
        """Makes the cell of this pair the current one, without telling anybody."""
        if self.pairs.pair(self.currentIndex()) != number:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.pairs.index_of(number))
            self.selectionModel().blockSignals(False)
            self.viewport().update()

    def names_width(self) -> int:
        return theme.current().px(self.cell[0] + 8)

    def fill(self, painter: QPainter, rect: QRectF, index: QModelIndex) -> None:
        above = index.row() < index.column()
        if index.row() != index.column() and index.data() is not None:
            painter.fillRect(rect.adjusted(1, 1, -1, -1), theme.current().colour("canvas" if above else "surface"))
            paint_text(painter, rect, str(index.data()), "small", "text2" if above else "text", Qt.AlignmentFlag.AlignHCenter)

    def tell(self, current: QModelIndex) -> None:
        number = self.pairs.pair(current)
        if number is not None:
            self.pair_chosen.emit(number)
