"""The rows of the queue as a model, and how they are painted."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intercoder.ui import paint, theme
from intercoder.ui.code.queue_rows import GroupRow, Row, Rows, UnitRow
from intercoder.ui.icons import paint_icon

ROW = Qt.ItemDataRole.UserRole
_STATES = {"done": ("circle-check", "ok"), "started": ("circle-dot", "text3"), "open": ("circle", "text3")}


class QueueModel(QAbstractListModel):
    """The rows that are shown: groups, and the units of those that are open. Keeps no state of a unit: their listing does."""

    def __init__(self, title_of: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title_of = title_of
        self.rows = Rows()
        self._titles: dict[int, str] = {}
        self.digits = 2  # of the longest number

    def title(self, article: int) -> str:
        """The title of an article, read when it is first shown."""
        if article not in self._titles:
            self._titles[article] = self._title_of(article)
        return self._titles[article]

    def show(self, rows: Rows) -> None:
        """Shows these rows."""
        self.beginResetModel()
        self.rows, self.digits = rows, rows.digits()
        self.endResetModel()

    def tell(self, units: Iterable[int]) -> None:
        """These units stand otherwise: their rows are drawn again, and those of their articles."""
        listing = self.rows.listing
        places = [place for place in map(listing.place, units) if place is not None] if listing is not None else []
        numbers = {self.rows.of_unit(place) for place in places}
        numbers |= {self.rows.of_article(listing.group_at(place).number) for place in places}
        for number in sorted(numbers - {None}):
            self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.rows[index.row()]
            return f"{self.title(row.article)}, {row.facts}" if isinstance(row, GroupRow) else row.words
        return self._spoken(self.rows[index.row()]) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, row: Row) -> str:
        """What is painted, in words."""
        if isinstance(row, GroupRow):
            return f"{self.title(row.article)}, {row.facts}, {self.tr('open') if row.is_open else self.tr('closed')}"
        states = {"done": self.tr("done"), "started": self.tr("begun"), "open": self.tr("to do")}
        parts = (row.label, row.words, states[row.state], self.tr("in doubt") if row.doubt else "")
        return ", ".join(part for part in parts if part)

    def place_of(self, unit: int) -> QModelIndex:
        """The row of a unit."""
        listing = self.rows.listing
        place = listing.place(unit) if listing is not None else None
        number = self.rows.of_unit(place) if place is not None else None
        return self.index(number) if number is not None else QModelIndex()

    def place_of_article(self, article: int) -> QModelIndex:
        """The row of an article."""
        group = self.rows.listing.by_article.get(article) if self.rows.listing is not None else None
        number = self.rows.of_article(group.number) if group is not None else None
        return self.index(number) if number is not None else QModelIndex()


class QueueDelegate(QStyledItemDelegate):
    """Paints a group with its chevron, or a unit with its state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, look = index.data(ROW), theme.current()
        rect = QRectF(option.rect).adjusted(look.px(8), 0, -look.px(8), 0)
        current = option.widget.currentIndex() == index and isinstance(row, UnitRow)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if current else "hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        if isinstance(row, GroupRow):
            _paint_group(painter, rect, row, index.model().title(row.article))
        else:
            _paint_unit(painter, rect, row, current, index.model().digits)


def _paint_group(painter: QPainter, rect: QRectF, row: GroupRow, title: str) -> None:
    look = theme.current()
    side = look.px(14)
    chevron = QRectF(rect.x() + look.px(4), rect.y() + look.px(9), side, side)
    paint_icon(painter, chevron, "chevron-down" if row.is_open else "chevron-right", "text2")
    left = rect.x() + look.px(24)
    width = rect.right() - look.px(8) - left
    paint.paint_text(painter, QRectF(left, rect.y() + look.px(5), width, look.px(20)), title, "strong")
    paint.paint_text(painter, QRectF(left, rect.y() + look.px(24), width, look.px(18)), row.facts, "small", "text3")


def _paint_unit(painter: QPainter, rect: QRectF, row: UnitRow, current: bool, digits: int) -> None:
    look = theme.current()
    name, token = _STATES[row.state]
    if current and row.state != "done":
        name, token = "circle-dot", "accent"
    side, left = look.px(14), rect.x() + look.px(10)
    paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), name, token)
    left += look.px(22)
    if row.label:
        role, ink = ("strong", "accent") if current else ("body", "text3")
        width = paint.text_width("strong", "0" * digits) + look.px(4)
        paint.paint_text(painter, QRectF(left, rect.y(), width, rect.height()), row.label, role, ink)
        left += width
    right = rect.right() - look.px(6)
    if row.doubt:
        right -= side
        paint_icon(painter, QRectF(right, rect.center().y() - side / 2, side, side), "flag", "warn")
        right -= look.px(6)
    room = QRectF(left, rect.y(), right - left, rect.height())
    paint.paint_text(painter, room, row.words, "strong" if current else "body", "text" if current else "text2")
