"""The list of what is to be coded: how far, a filter, and the articles with their comments."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
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
from intercoder.ui.code.queue_rows import FILTERS, GroupRow, Row, UnitRow, group_row, rows_of, time_words, unit_row
from intercoder.ui.icons import paint_icon
from intercoder.ui.session import Session

ROW = Qt.ItemDataRole.UserRole
_STATES = {"done": ("circle-check", "ok"), "started": ("circle-dot", "text3"), "open": ("circle", "text3")}


class QueueModel(QAbstractListModel):
    """The rows that are shown: groups, and the units of those that are open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._place: dict[tuple[str, int, bool], int] = {}  # key of a row -> its number
        self._titles: dict[int, str] = {}
        self.digits = 2  # of the longest number
        self.measure()
        self.title_of: Callable[[int], str] = str

    def title(self, article: int) -> str:
        """The title of an article, read when it is first shown."""
        if article not in self._titles:
            self._titles[article] = self.title_of(article)
        return self._titles[article]

    def measure(self) -> None:
        """Takes the heights of the rows from the present size of type."""
        look = theme.current()
        self._sizes = (QSize(10, look.px(30)), QSize(10, look.px("height.row_two")))  # of a unit, of a group

    def replace(self, fresh: Row) -> None:
        """Another state of a row that is shown."""
        number = self._place.get(fresh.key)
        if number is not None and self._rows[number] != fresh:
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
        self._rows, self.digits = rows, max([2, *(len(row.label) for row in rows if isinstance(row, UnitRow))])
        self._place = {row.key: number for number, row in enumerate(rows)}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.SizeHintRole:
            return self._sizes[isinstance(row, GroupRow)]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.title(row.article)}, {row.words}" if isinstance(row, GroupRow) else row.words
        return self._spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _spoken(self, row: Row) -> str:
        """What is painted, in words."""
        if isinstance(row, GroupRow):
            return f"{self.title(row.article)}, {row.words}, {self.tr('open') if row.is_open else self.tr('closed')}"
        states = {"done": self.tr("done"), "started": self.tr("begun"), "open": self.tr("to do")}
        parts = (row.label, row.words, states[row.state], self.tr("in doubt") if row.doubt else "")
        return ", ".join(part for part in parts if part)

    def place_of(self, unit: int) -> QModelIndex:
        """The row of a unit."""
        number = self._place.get(("unit", unit, True))
        return self.index(number) if number is not None else QModelIndex()


class QueueList(QListView):
    """A list whose rows keep their height whatever happens to them."""

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles: Sequence[int] = ()) -> None:
        # A list view would ask all its rows for their height again: with 20,000 articles that is felt at every answer.
        QAbstractItemView.dataChanged(self, first, last, roles)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        model = self.model()
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and isinstance(model, QueueModel):
            model.measure()
        super().changeEvent(event)


class QueueRows(QStyledItemDelegate):
    """Paints a group with its chevron, or a unit with its state."""

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
        self._left = QLabel(self)
        theme.set_kind(self._left, "hint")
        theme.set_font(self._left, "small")
        self._left.hide()
        self.list = QueueList(self)
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
        bar = QVBoxLayout()
        theme.set_margins(bar, (16, 6, 16, 4), 4)
        bar.addWidget(self._bar)
        bar.addWidget(self._left)
        filters = QHBoxLayout()
        theme.set_margins(filters, (10, 4, 10, 4), 2)
        group = QButtonGroup(self)
        self.filters: dict[str, QPushButton] = {}
        for key, label in self._filter_words().items():
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
        """Shows all units, those still to do, those in doubt, or those done."""
        self._filter = key
        self.filters[key].setChecked(True)
        self.refresh()

    def refresh(self) -> None:
        """Reads the worklist anew."""
        worklist = self._session.worklist
        self._say_counts(*worklist.counts())
        current = worklist.item(worklist.unit)
        opened = (self._opened | ({current.unit.article} if current else set())) - self._closed
        fitting = dict(zip(FILTERS, (0, worklist.counts()[0], worklist.counts()[1], worklist.counts()[0]), strict=True))
        state = (worklist.revision, self._filter, frozenset(opened), fitting[self._filter], worklist.unit)
        if state == self._state and current is not None:
            group = worklist.groups[current.unit.article]
            self._model.replace(group_row(group, group.article in opened))
            self._model.replace(unit_row(current))
        elif not (self._filter == "all" and self._same_but_unit(state)):
            self._model.set_rows(rows_of(worklist, opened, self._filter, worklist.unit))
        self._state = state
        if current is not None:
            self._mark(current.unit.id)

    def _same_but_unit(self, state: tuple[object, ...]) -> bool:
        return isinstance(self._state, tuple) and self._state[:-1] == state[:-1]

    def _filter_words(self) -> dict[str, str]:
        words = (self.tr("All"), self.tr("To do"), self.tr("Doubt"), self.tr("Done"))
        return dict(zip(FILTERS, words, strict=True))

    def _say_counts(self, done: int, doubt: int, total: int) -> None:
        numbers = dict(zip(FILTERS, (total, total - done, doubt, done), strict=True))
        words = self._filter_words()
        for key, button in self.filters.items():
            shown = f"{words[key]}  {doubt}" if key == "doubt" and doubt else words[key]
            told = self.tr("{0}: {1}").format(words[key], numbers[key])
            if button.toolTip() != told:
                button.setText(shown)
                button.setToolTip(told)
                button.setAccessibleName(told)
        self._count.setText(self.tr("{0} of {1}").format(done, total))
        if (self._bar.value(), self._bar.maximum()) != (done, max(1, total)):  # it paints itself at once, whatever it is told
            self._bar.setRange(0, max(1, total))
            self._bar.setValue(done)
        left = self._session.worklist.left_ms() if done < total else None
        self._left.setText(self.tr("About {0} left").format(time_words(left)) if left is not None else "")
        self._left.setToolTip(self.tr("At your own pace in this round; the clock stops after two idle minutes."))
        self._left.setVisible(left is not None)

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
