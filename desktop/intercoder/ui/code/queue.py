"""The list of what is to be coded: how far, a filter, and the articles with their comments."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListView,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from intercoder.ui import paint, theme
from intercoder.ui.code.queue_rows import GroupRow, Row, UnitRow, group_row, rows_of, unit_row
from intercoder.ui.icons import paint_icon
from intercoder.ui.session import Session

ROW = Qt.ItemDataRole.UserRole
_STATES = {
    "done": ("circle-check", "ok"), "doubt": ("flag", "warn"), "started": ("circle-dot", "text3"),
    "open": ("circle", "text3"),
}  # fmt: skip


class QueueModel(QAbstractListModel):
    """The rows that are shown: groups, and the units of those that are open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._titles: dict[int, str] = {}
        self.title_of: Callable[[int], str] = str

    def title(self, article: int) -> str:
        """The title of an article, read when it is first shown."""
        if article not in self._titles:
            self._titles[article] = self.title_of(article)
        return self._titles[article]

    def replace(self, fresh: Row) -> None:
        """Another state of a row that is shown."""
        for number, row in enumerate(self._rows):
            if row.key == fresh.key:
                self._rows[number] = fresh
                self.dataChanged.emit(self.index(number), self.index(number))

    def set_rows(self, rows: list[Row]) -> None:
        """Shows these rows; redraws in place where only their state changed."""
        same = [row.key for row in rows] == [row.key for row in self._rows]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == ROW:
            return self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self._rows[index.row()]
            return f"{self.title(row.article)}, {row.words}" if isinstance(row, GroupRow) else row.words
        return None

    def place_of(self, unit: int) -> QModelIndex:
        """The row of a unit."""
        for number, row in enumerate(self._rows):
            if isinstance(row, UnitRow) and row.unit == unit:
                return self.index(number)
        return QModelIndex()


class QueueRows(QStyledItemDelegate):
    """Paints a group with its chevron, or a unit with its state."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        row = index.data(ROW)
        return QSize(10, theme.current().px("height.row_two" if isinstance(row, GroupRow) else 30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row, look = index.data(ROW), theme.current()
        rect = QRectF(option.rect).adjusted(look.px(8), 0, -look.px(8), 0)
        view: QListView = option.widget
        current = view.currentIndex() == index and isinstance(row, UnitRow)
        hovered = view.indexAt(view.viewport().mapFromGlobal(view.cursor().pos())) == index and view.underMouse()
        ground = "selected" if current else "hover"
        if current or hovered:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        if isinstance(row, GroupRow):
            _paint_group(painter, rect, row, index.model().title(row.article))
        else:
            _paint_unit(painter, rect, row, current)


def _paint_group(painter: QPainter, rect: QRectF, row: GroupRow, title: str) -> None:
    look = theme.current()
    side = look.px(14)
    chevron = QRectF(rect.x() + look.px(4), rect.y() + look.px(9), side, side)
    paint_icon(painter, chevron, "chevron-down" if row.is_open else "chevron-right", "text2")
    left = rect.x() + look.px(24)
    width = rect.right() - look.px(8) - left
    paint.paint_text(painter, QRectF(left, rect.y() + look.px(5), width, look.px(20)), title, "strong")
    paint.paint_text(painter, QRectF(left, rect.y() + look.px(24), width, look.px(18)), row.facts, "small", "text3")


def _paint_unit(painter: QPainter, rect: QRectF, row: UnitRow, current: bool) -> None:
    look = theme.current()
    name, token = _STATES[row.state]
    if current and row.state in ("open", "started"):
        name, token = "circle-dot", "accent"
    side, left = look.px(14), rect.x() + look.px(10)
    paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), name, token)
    left += look.px(22)
    if row.label:
        role, ink = ("strong", "accent") if current else ("body", "text3")
        width = max(look.px(18), paint.text_width("strong", row.label) + look.px(4))
        paint.paint_text(painter, QRectF(left, rect.y(), width, rect.height()), row.label, role, ink)
        left += width
    room = QRectF(left, rect.y(), rect.right() - look.px(6) - left, rect.height())
    paint.paint_text(painter, room, row.words, "strong" if current else "body", "text" if current else "text2")


class QueuePane(QWidget):
    """Emits `chosen` with the unit that was clicked or reached by keys."""

    chosen = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._filter, self._closed, self._opened = "all", set(), set()
        theme.set_kind(self, "canvas")
        heading = QLabel(self.tr("Queue"), self)
        theme.set_font(heading, "heading")
        self._count = QLabel(self)
        theme.set_kind(self._count, "hint")
        theme.set_font(self._count, "small")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Units done"))
        theme.set_fixed(self._bar, height=4)
        self.list = QListView(self)
        self._model = QueueModel(self)
        self._model.title_of = self._title
        self._state: object = None
        self.list.setModel(self._model)
        self.list.setItemDelegate(QueueRows(self.list))
        self.list.setAccessibleName(self.tr("Queue of units"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        theme.set_kind(self.list, "canvas")
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self._lay_out(heading)

    def _lay_out(self, heading: QLabel) -> None:
        head = QHBoxLayout()
        theme.set_margins(head, (16, 14, 16, 0))
        head.addWidget(heading)
        head.addStretch()
        head.addWidget(self._count)
        bar = QHBoxLayout()
        theme.set_margins(bar, (16, 6, 16, 4))
        bar.addWidget(self._bar)
        filters = QHBoxLayout()
        theme.set_margins(filters, (10, 4, 10, 4), 2)
        group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for key, label in (("all", self.tr("All")), ("open", self.tr("Open")), ("doubt", self.tr("Doubt"))):
            button = QPushButton(label, self)
            button.setCheckable(True)
            button.setChecked(key == "all")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            theme.set_kind(button, "segment")
            theme.set_font(button, "small_label")
            button.clicked.connect(lambda _checked=False, chosen=key: self.set_filter(chosen))
            group.addButton(button)
            filters.addWidget(button)
            self.filters[key] = button
        filters.addStretch()
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addLayout(bar)
        column.addLayout(filters)
        column.addWidget(self.list, 1)

    def set_filter(self, key: str) -> None:
        """Shows all units, the open ones, or those in doubt."""
        self._filter = key
        self.filters[key].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Reads the worklist anew."""
        worklist = self._session.worklist
        done, doubt, total = worklist.counts()
        numbers = {"all": total, "open": total - done - doubt, "doubt": doubt}
        words = {"all": self.tr("All"), "open": self.tr("Open"), "doubt": self.tr("Doubt")}
        for key, button in self.filters.items():
            button.setText(f"{words[key]}  {numbers[key]}")
        self._count.setText(self.tr("{0} of {1}").format(done, total))
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(done)
        current = worklist.item(worklist.unit)
        opened = (self._opened | ({current.unit.article} if current else set())) - self._closed
        state = (worklist.revision, self._filter, frozenset(opened), worklist.unit)
        if state == self._state and current is not None and self._filter == "all":
            group = worklist.groups[current.unit.article]
            self._model.replace(group_row(group, group.article in opened))
            self._model.replace(unit_row(current))
        else:
            shown = rows_of(worklist.items, worklist.groups.values(), opened, self._filter, worklist.unit)
            self._model.set_rows(shown)
        self._state = state
        if current is not None:
            self._mark(current.unit.id)

    def show_unit(self, unit: int, article: int) -> None:
        """Opens the unit's group and marks it."""
        self._closed.discard(article)
        self.refresh()
        self._mark(unit)

    def _mark(self, unit: int) -> None:
        index = self._model.place_of(unit)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            QTimer.singleShot(0, self, self._bring_into_sight)
        self.list.viewport().update()

    def _bring_into_sight(self) -> None:
        """Scrolls to the current unit; to the title of its article where it is the first."""
        index = self.list.currentIndex()
        before = index.siblingAtRow(index.row() - 1)
        self.list.scrollTo(before if isinstance(before.data(ROW), GroupRow) else index)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, UnitRow):
            self.chosen.emit(row.unit)
        elif isinstance(row, GroupRow):
            (self._closed.add if row.is_open else self._closed.discard)(row.article)
            (self._opened.discard if row.is_open else self._opened.add)(row.article)
            self.refresh()

    def _title(self, article: int) -> str:
        project = self._session.project
        return project.material.article(article).title if project is not None else ""
