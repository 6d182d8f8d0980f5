"""Search and code: words or a regular expression in every text one codes, then one step that highlights the places."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from intercoder.errors import UserError
from intercoder.ui import faults, figures, paint, theme
from intercoder.ui.background import Job
from intercoder.ui.icons import icon
from intercoder.ui.pane import PaneHeader
from intercoder.ui.progress import ProgressLine
from intercoder.ui.text.concordance import Concordance
from intercoder.ui.text.search_footer import SearchFooter

if TYPE_CHECKING:
    from pathlib import Path

    from intercoder.records import Tick, Unit
    from intercoder.tasks.corpus_search import Found
    from intercoder.tasks.pattern import Query
    from intercoder.ui.session import Session

_OTHERS = frozenset({"who", "project"})
_ANEW = frozenset({"unit", "variable", "category", "round", "assignment"})
_MARKS = frozenset({"span", "progress"})


class SearchPage(QWidget):
    """Lies over the place that codes. Emits `shown(unit, start, stop)` for a place to be seen in its text, `closed`."""

    shown = Signal(int, int, int)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._article: int | None = None
        self._places: list[tuple[str | None, bool]] = []  # span variable, this article alone: the choices of `where`
        self._job: Job | None = None
        self._found: Found | None = None
        theme.set_kind(self, "surface")
        self.header = PaneHeader(self)
        self.field = QLineEdit(self)
        self.whole, self.case, self.regex = (
            QCheckBox(words, self) for words in (self.tr("Whole words"), self.tr("Match case"), self.tr("Regular expression"))
        )
        self.where = QComboBox(self)
        self.search = QPushButton(self.tr("Search"), self)
        self.said = QLabel(self)
        self.progress = ProgressLine(self)
        self.list = Concordance(self)
        self.footer = SearchFooter(session, self)
        self._lay_out()
        self._connect()
        self._clear()

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(self.tr("peace talks"))
        self.field.setAccessibleName(self.tr("Search for"))
        self.where.setAccessibleName(self.tr("Where to search"))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        theme.set_font(self.said, "small")
        close = QToolButton(self)
        close.setIcon(icon("x"))
        close.setToolTip(self.tr("Back to the text  Escape"))
        close.setAccessibleName(self.tr("Back to the text"))
        close.clicked.connect(lambda _checked=False: self.closed.emit())
        self.header.actions.addWidget(close)
        self.header.say(self.tr("Search and code"))
        row, options = QHBoxLayout(), QHBoxLayout()
        theme.set_margins(row, spacing=8)
        theme.set_margins(options, spacing=16)
        row.addWidget(self.field, 1)
        row.addWidget(self.where)
        row.addWidget(self.search)
        for box in (self.whole, self.case, self.regex):
            options.addWidget(box)
        options.addWidget(self.said, 1)
        head = QVBoxLayout()
        theme.set_margins(head, (24, 12, 24, 10), 8)
        head.addLayout(row)
        head.addLayout(options)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addWidget(self.header)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.list, 1)
        column.addWidget(self.footer)

    def _connect(self) -> None:
        self._session.changed.connect(self._refresh)
        self.search.clicked.connect(lambda _checked=False: self.start())
        self.field.returnPressed.connect(self.start)
        self.field.installEventFilter(self)
        self.list.opened.connect(lambda hit: self.shown.emit(*hit.place))
        self.list.hits.chosen_changed.connect(self._show_chosen)
        self.footer.category_changed.connect(self._show_category)
        self.footer.all_wanted.connect(lambda on: self.list.hits.choose(range(len(self.list.hits.hits)), on))
        self.footer.highlight_wanted.connect(self.highlight)

    # ---------------------------------------------------------------- opening

    def open(self, unit: Unit | None, words: str = "") -> None:
        """Gets ready for a search; `unit` is the one that is being coded, `words` what is selected in it."""
        self._article = unit.article if unit is not None else None
        self._fill_where(unit)
        if words:
            self.field.setText(words)
            self.regex.setChecked(False)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _fill_where(self, unit: Unit | None) -> None:
        """The span variables that one may mark with, each in all texts and in this article alone."""
        now = self._where()
        marked = [v for v in self._session.project.codebook.current().variables if v.answer_kind == "spans"]
        kinds = {"article": self.tr("articles"), "comment": self.tr("comments")}
        words: dict[tuple[str | None, bool], str] = {}
        for v in marked:
            words[v.name, False] = self.tr("All {0}: {1}").format(kinds.get(v.unit_kind, v.unit_kind), v.label)
            words[v.name, True] = self.tr("This article: {0}").format(v.label)
        self._places = list(words) or [(None, False)]
        self.where.clear()
        self.where.addItems(list(words.values()) or [self.tr("All texts")])
        likely = next((v.name for v in marked if unit is not None and v.unit_kind == unit.kind), self._places[0][0])
        self.search_in(*(now if now in words else (likely, False)))

    def search_in(self, variable: str | None, here: bool = False) -> None:
        """Chooses where to search: in the texts of a span variable, of all articles or of the one being read."""
        self.where.setCurrentIndex(self._places.index((variable, here)))

    def _where(self) -> tuple[str | None, bool] | None:
        return self._places[self.where.currentIndex()] if self.where.currentIndex() >= 0 else None

    # ---------------------------------------------------------------- searching

    def start(self) -> None:
        """Searches for what stands in the field; a search that runs is given up."""
        from intercoder.tasks.pattern import Query

        query = Query(self.field.text(), self.regex.isChecked(), self.whole.isChecked(), self.case.isChecked())
        try:
            query.pattern()
        except UserError as error:
            self._say(f"{error.message} {error.hint}", "danger")
            return
        if self._job is not None:
            self._job.cancel()
        project = self._session.project
        variable, here = self._where() or (None, False)
        who = (project.path, project.coder.name, project.round.name)
        self._job = Job(partial(_search, who, query, variable, self._article if here else None), self)
        self._job.succeeded.connect(partial(self._take, self._job, variable))
        self._job.failed.connect(self._fail)
        self._job.finished.connect(partial(self._end, self._job))
        self.progress.follow(self._job, self.tr("Searching"))
        self._say(self.tr("Searching …"))
        self._job.start()

    def _take(self, job: Job, variable: str | None, found: Found) -> None:
        if job is not self._job:
            return
        self._found = found
        self.footer.offer(variable)
        self.list.hits.show(found.hits, self._there())
        self._show_category()
        self._say_found(found)
        if found.hits:
            self.list.setCurrentIndex(self.list.hits.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_found(self, found: Found) -> None:
        if not found.hits:
            self._say(self.tr("Not found in {0} texts.").format(figures.count(found.searched)))
            return
        words = self.tr("{0} places in {1} of {2} texts")
        said = words.format(figures.count(len(found.hits)), figures.count(found.texts), figures.count(found.searched))
        locked = sum(hit.locked for hit in found.hits)
        if locked:
            said += self.tr(" · {0} in finished units are left alone").format(figures.count(locked))
        if found.more:
            said = self.tr("The first {0} places; search for something rarer to see all.").format(
                figures.count(len(found.hits))
            )
        self._say(said)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._say(f"{error.message} {error.hint}", "danger")
        else:
            faults.show_fault(error, self.window())

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            if self.said.text() == self.tr("Searching …"):
                self._say("")

    def _say(self, words: str, kind: str = "hint") -> None:
        theme.set_kind(self.said, kind)
        self.said.setText(words)
        self.said.setAccessibleName(words)

    # ---------------------------------------------------------------- choosing and highlighting

    def _there(self) -> set[tuple[int, int, int]]:
        marked = self.footer.chosen()
        if marked is None or self._found is None:
            return set()
        return self._session.project.codings.marked(*marked, {hit.unit for hit in self._found.hits})

    def _show_category(self) -> None:
        self.list.rows.colour = self.footer.colour()
        self.list.hits.set_there(self._there())
        self.list.viewport().update()

    def _show_chosen(self) -> None:
        self.footer.say(len(self.list.hits.chosen()), len(self.list.hits.hits), self._session.looks_on())

    def highlight(self) -> None:
        """Highlights the chosen places, as one step."""
        marked, places = self.footer.chosen(), self.list.hits.chosen()
        if marked is None or not places:
            return
        report = self._session.project.codings.highlight_all(*marked, places)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        words = self.tr("{0} places highlighted with {1}").format(figures.count(report.made), self.footer.label())
        self.window().notify(words, action=(self.tr("Undo"), self.window().undo))

    def _refresh(self, tables: frozenset[str]) -> None:
        if self._session.project is None:
            return
        if _OTHERS & tables or (_ANEW & tables and not _MARKS & tables):
            self._clear()
        elif _MARKS & tables and self._found is not None and self.isVisible():
            self._show_category()

    def _clear(self) -> None:
        """What was found belongs to another coder, round or codebook."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._found = None
        self._say("")
        self.footer.offer(None)
        self.list.hits.show((), set())

    # ---------------------------------------------------------------- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)
        if self._found is not None and self._session.project is not None:
            self._show_category()  # highlights may have changed meanwhile

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            event.accept()  # single keys answer nothing here

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, self.list.y() - 1, self.width())


def _search(who: tuple[Path, str, str], query: Query, variable: str | None, article: int | None, tick: Tick) -> Found:
    """Searches with a reading handle of its own, as the same coder in the same round."""
    from intercoder.project import Project
    from intercoder.tasks.corpus_search import search

    path, coder, round_name = who
    with Project.open(path, coder, read_only=True) as project:
        project.set_round(round_name)
        return search(project, query, variable, article, tick)
