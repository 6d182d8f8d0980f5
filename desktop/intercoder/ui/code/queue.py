"""The pane of what is to be coded: how far, a filter, and the list of articles with their units."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.code.queue_list import QueueList
from intercoder.ui.code.queue_model import ROW, QueueModel
from intercoder.ui.code.queue_rows import FILTERS, GroupRow, UnitRow, rows_of, time_words
from intercoder.ui.session import Session


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
        self.model = QueueModel(self._title, self)
        self.list = QueueList(self.model, self)
        self._state: object = None
        self.list.setAccessibleName(self.tr("Queue of units"))
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
        """Shows the worklist as it is now; where the same rows are shown, those that were touched are drawn again."""
        worklist = self._session.worklist
        listing = worklist.present
        if worklist.is_whole:
            self._say_counts(*worklist.counts())
        else:
            self._count.setText(self.tr("reading …"))
        now = listing.place(worklist.unit) if listing is not None and worklist.unit is not None else None
        article = listing.queue.articles[now] if listing is not None and now is not None else None
        opened = frozenset(self._opened | ({article} if article is not None else set())) - self._closed
        fitting = (
            0 if listing is None or self._filter == "all" else listing.states["doubt" if self._filter == "doubt" else "done"]
        )
        state = (worklist.revision, self._filter, opened, fitting, worklist.unit if self._filter != "all" else None)
        if state != self._state:
            self._state = state
            self.list.keep_in_place(article)
            self.model.show(rows_of(worklist, opened, self._filter, worklist.unit))
        else:
            self.model.tell(worklist.touched)
        if now is not None:
            self._mark(worklist.unit)

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
        index = self.model.place_of(unit)
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
