"""The grid of a round: a row per unit, a column per coder, how far each is as an icon. Only rows in sight are read."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from intercoder.ui import paint, theme
from intercoder.ui.icons import paint_icon
from intercoder.ui.language import tr
from intercoder.ui.quiet_table import QuietDelegate, QuietTable

PAGE_ROWS = 200
KEPT_PAGES = 32
UNIT, DONE, FIRST_CODER = 0, 1, 2
STATE_ROLE = Qt.ItemDataRole.UserRole
_ICONS = {
    "assigned": ("circle", "text3"),
    "started": ("circle-dot", "accent"),
    "done": ("circle-check", "ok"),
    "doubt": ("flag", "warn"),
    "doubt done": ("flag", "ok"),
}


class GridModel(QAbstractTableModel):
    """Asks `fetch(ids)` for a page of `GridRow`s when one of them is shown."""

    def __init__(self, fetch: Callable[[Sequence[int]], list], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._pages: OrderedDict[int, list] = OrderedDict()
        self.ids = array("q")
        self.coders: list = []
        self.words = {
            "assigned": self.tr("assigned"), "started": self.tr("begun"), "done": self.tr("done"),
            "doubt": self.tr("in doubt"), "doubt done": self.tr("done, in doubt"),
        }  # fmt: skip

    def show(self, ids: "array[int]", coders: list) -> None:
        """Shows these units and coders; where they are the same ones, only their rows are read anew."""
        self._pages.clear()
        if ids == self.ids and coders == self.coders:
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.ids, self.coders = ids, coders
        self.endResetModel()

    def row(self, number: int):  # type: ignore[no-untyped-def]
        """The `GridRow` at this place of the list."""
        page = number // PAGE_ROWS
        if page not in self._pages:
            self._pages[page] = self._fetch(self.ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS])
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][number - page * PAGE_ROWS]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST_CODER + len(self.coders)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            STATE_ROLE,
        ):
            return None
        row = self.row(index.row())
        if column == UNIT:
            return None if role == STATE_ROLE else f"{row.ref}  {row.beginning}".rstrip()
        if column == DONE:
            return None if role == STATE_ROLE else self.tr("{0} of {1}").format(row.done, len(row.states))
        coder = self.coders[column - FIRST_CODER]
        state = row.states.get(coder.id, "")
        if role == STATE_ROLE:
            return state
        if role == Qt.ItemDataRole.DisplayRole:
            return ""
        return f"{coder.name}: {self.words.get(state, self.tr('not asked'))}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if section < FIRST_CODER:
            return (self.tr("Unit"), self.tr("Done"))[section] if role == Qt.ItemDataRole.DisplayRole else None
        name = self.coders[section - FIRST_CODER].name
        if role == Qt.ItemDataRole.DisplayRole:
            return paint.initials_of([coder.name for coder in self.coders])[section - FIRST_CODER] if name.strip() else ""
        return name if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) else None


class Grid(QuietTable):
    """The table of the grid. Coders beyond the room of the window are left out, the last ones first.

    Emits `fitted` when another width may have brought or taken columns.
    """

    fitted = Signal()

    def __init__(self, fetch: Callable[[Sequence[int]], list], parent: QWidget) -> None:
        self.grid = GridModel(fetch)
        super().__init__(tr("Units of the round and their coders"), self.grid, (None, 72), parent, least=150)
        self.setItemDelegate(_GridDelegate(self))

    def show_units(self, ids: "array[int]", coders: list) -> None:
        """Shows the units with a column for each coder."""
        self.grid.show(ids, coders)
        self._drops = tuple(range(FIRST_CODER + len(coders) - 1, FIRST_CODER - 1, -1))
        self.set_widths((None, 72, *([40] * len(coders))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fitted.emit()

    @property
    def hidden_coders(self) -> int:
        """How many coders have no column for want of room."""
        return sum(self.isColumnHidden(FIRST_CODER + n) for n in range(len(self.grid.coders)))


class _GridDelegate(QuietDelegate):
    """The state of a coder is an icon; the reference of a unit stands before the beginning of its text."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, ground: str) -> None:
        if index.column() >= FIRST_CODER:
            state = index.data(STATE_ROLE)
            if state:
                side = theme.current().px(14)
                name, token = _ICONS[state]
                place = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
                paint_icon(painter, place, name, token)
            return
        if index.column() == DONE:
            super().paint_cell(painter, box, index, ground)
            return
        ref, _, words = str(index.data()).partition("  ")
        width = paint.text_width("small", ref) + theme.current().px(12)
        paint.paint_text(painter, QRectF(box.x(), box.y(), width, box.height()), ref, "small", "text2")
        paint.paint_text(painter, box.adjusted(width, 0, 0, 0), words, "body", "text")


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == UNIT else Qt.AlignmentFlag.AlignRight
    return (Qt.AlignmentFlag.AlignHCenter if column >= FIRST_CODER else side) | Qt.AlignmentFlag.AlignVCenter
