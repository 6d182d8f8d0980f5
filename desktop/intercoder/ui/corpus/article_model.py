"""The articles of a project as a model: the ids of all, the rows of those in sight."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from intercoder.ui import figures

PAGE_ROWS = 200
KEPT_PAGES = 64
NUMBER, TITLE, OUTLET, PUBLISHED, COMMENTS = range(5)
HEADERS = ("No.", "Article", "Outlet", "Published", "Comments")
ROW_ROLE = Qt.ItemDataRole.UserRole


class ArticleModel(QAbstractTableModel):
    """Asks `fetch(ids)` for a page of rows when one of them is shown. `index.data(ROW_ROLE)` is the `ArticleRow`."""

    def __init__(self, fetch: Callable[[Sequence[int]], list], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._pages: OrderedDict[int, list] = OrderedDict()
        self.ids = array("q")

    def show(self, ids: "array[int]") -> None:
        """Shows these articles; where they are the same ones, only their rows are read anew."""
        self._pages.clear()
        if ids == self.ids:
            if ids:
                self.dataChanged.emit(self.index(0, 0), self.index(len(ids) - 1, len(HEADERS) - 1))
            return
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def row(self, number: int):  # type: ignore[no-untyped-def]
        """The `ArticleRow` at this place of the list."""
        page = number // PAGE_ROWS
        if page not in self._pages:
            first = page * PAGE_ROWS
            self._pages[page] = self._fetch(self.ids[first : first + PAGE_ROWS])
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][number - page * PAGE_ROWS]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return words(self.row(index.row()), index.column())
        if role == ROW_ROLE:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return _whole_words(self.row(index.row()), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None


def has_other_count(row) -> bool:  # type: ignore[no-untyped-def]
    """Whether the header of the dump says another number of comments than were found."""
    return row.declared_comments is not None and row.declared_comments != row.comments


def count_warning(row) -> str:  # type: ignore[no-untyped-def]
    """What the header says and what was found, in the words of the import."""
    found = figures.counted(row.comments, "line", "lines")
    return f"Header says {figures.counted(row.declared_comments, 'comment', 'comments')}, {found} found"


def words(row, column: int) -> str:  # type: ignore[no-untyped-def]
    """A cell in words."""
    if column == NUMBER:
        return figures.count(row.number)
    if column == TITLE:
        return row.title
    if column == OUTLET:
        return row.outlet or "not known"
    if column == PUBLISHED:
        return (row.published or "not known")[:10]
    if has_other_count(row):
        return f"{figures.count(row.comments)}, {figures.count(row.declared_comments)} declared"
    return figures.count(row.comments)


def _whole_words(row, column: int) -> str:  # type: ignore[no-untyped-def]
    if column == COMMENTS and has_other_count(row):
        return count_warning(row)
    if column == TITLE and not row.headline:
        return f"{row.title}\nNo headline in the file: these are the first words."
    return words(row, column)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NUMBER, COMMENTS) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
