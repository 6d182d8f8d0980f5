"""Searches the corpus: first hits at once, then how many there are; shows each in its text."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.ui import figures, files, keymap, theme
from intercoder.ui.background import Job
from intercoder.ui.corpus.marked import Marked
from intercoder.ui.corpus.search.bar import SearchBar
from intercoder.ui.corpus.search.hits import PAGE, HitList
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.progress import ProgressLine

if TYPE_CHECKING:
    from intercoder.project.search import SearchHit
    from intercoder.records import Tick
    from intercoder.tasks.corpus_hits import Wish
    from intercoder.ui.session import Session
    from intercoder.ui.text.article_view import ArticleView

    Where = tuple[Path, str]  # the file, and as whom it is read

_CHOICES_FROM = frozenset({"project", "article", "source"})  # tables that the choices of the filters are made from


class CorpusSearch(QObject):
    """Owned by the place Corpus, which shows `bar` above and `results` in place of its list while a search is open.

    Emits `opened` and `closed`, and `article_wanted` with the article that a hit lies in.
    """

    opened = Signal()
    closed = Signal()
    article_wanted = Signal(int)

    def __init__(self, session: Session, preview: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._preview = session, preview
        self._marked = Marked(preview)
        self._wish: Wish | None = None
        self._units = array("q")
        self._job: Job | None = None
        self.is_open = False
        self._is_offered = False  # whether the filters offer what the tables say now
        self.bar = SearchBar(parent)
        self.results = QWidget(parent)
        theme.set_kind(self.results, "surface")
        self.said, self.save_button = QLabel(self.results), QPushButton(self.tr("Save the hits as a table …"), self.results)
        self.progress = ProgressLine(self.results)
        self.list = HitList(self._fetch, self.results)
        self._nothing = EmptyPlace(self.results, "search", self.tr("Nothing found"), "")
        self._stack = QStackedWidget(self.results)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        theme.set_font(self.said, "small")
        theme.set_kind(self.said, "second")
        theme.set_kind(self.save_button, "link")
        row = QHBoxLayout()
        theme.set_margins(row, (24, 4, 24, 4), 12)
        row.addWidget(self.said, 1)
        row.addWidget(self.save_button)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self.results)
        theme.set_margins(column)
        column.addLayout(row)
        column.addWidget(self.progress)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.wanted.connect(self.start)
        self.bar.left.connect(self.close)
        self.bar.down.connect(self._to_hits)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self._enter)
        self.list.left.connect(self.open)
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self.bar.field.installEventFilter(self)

    # ---------------------------------------------------------------- opening and closing

    def open(self, words: str = "") -> None:
        """The caret into the field, with these words in it; with words the search begins."""
        if self._session.project is None:
            return
        if words:
            self.bar.field.setText(words)
        self.bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.field.selectAll()
        if words:
            self.start()

    def close(self) -> None:
        """Back to the articles."""
        self._stop()
        self.is_open = False
        self._marked.show(())
        self.bar.field.clear()
        self.bar.set_open(False)
        self.closed.emit()

    def forget(self, tables: frozenset[str]) -> None:
        """The material changed: what was found may be gone."""
        self._is_offered = self._is_offered and not tables & _CHOICES_FROM
        if self.is_open and self._wish is not None and self._session.project is not None:
            self._offer()
            self.start(keep=True)
        elif self.is_open:
            self.close()

    def _offer(self) -> None:
        """Choices of a large corpus take a while to read, so they are read when they are shown and new."""
        if not self._is_offered:
            self.bar.offer(self._session.project.material.searching.choices())
            self._is_offered = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.bar.field and event.type() == QEvent.Type.KeyPress:
            if keymap.current().command(event, "corpus") == "corpus.search":
                self.open()
                return True
            if event.key() == Qt.Key.Key_Escape and self.is_open and watched is self._preview:
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- searching

    def start(self, keep: bool = False) -> None:
        """Searches for what was filled in; a search that runs is given up."""
        self._stop()
        wish = self.bar.wish()
        try:
            wish.query  # noqa: B018 - raises where there is nothing to look for
        except UserError as error:
            self._open_results()
            self._say_nothing(error.message, error.hint)
            return
        self._wish, self._units = wish, array("q")
        self.said.setText(self.tr("Searching …"))
        self.save_button.setEnabled(False)
        self._open_results()
        project = self._session.project
        where, row = (project.path, project.coder.name), self.list.currentIndex().row() if keep else 0
        if wish.order == "text":
            self._run(partial(_first, where, wish), partial(self._take_first, where, row), self.tr("Searching"))
        else:
            self.list.hits.show((), 0)
            self._run(partial(_units, where, wish), partial(self._take_units, where), self.tr("Searching"))

    def _open_results(self) -> None:
        if not self.is_open:
            self.is_open = True
            self._offer()
            self.bar.set_open(True)
        self.opened.emit()

    def _run(self, task, take, what: str) -> None:
        self._job = job = Job(task, self)
        job.succeeded.connect(lambda result: take(result) if job is self._job else None)
        job.failed.connect(lambda error: self._fail(error) if job is self._job else None)
        job.finished.connect(lambda: self._end(job))
        self.progress.follow(job, what)
        job.start()

    def _end(self, job: Job) -> None:
        """The researcher stopped it: what was found so far stays."""
        if job is self._job:
            self._job = None
            found = figures.counted(len(self._units), "text", "texts")
            self.said.setText(self.tr("{0}, hits not counted").format(found) if self._units else self.tr("Stopped"))

    def _take_first(self, where: Where, row: int, hits: list[SearchHit]) -> None:
        self.list.hits.show(hits, PAGE)
        if hits:
            self._stack.setCurrentWidget(self.list)
            self._choose(min(max(row, 0), len(hits) - 1))
        self._run(partial(_units, where, self._wish), partial(self._take_units, where), self.tr("Counting the texts"))

    def _take_units(self, where: Where, units: array) -> None:
        self._units = units
        self.list.hits.go_on(units)
        if not units:
            from intercoder.tasks.corpus_hits import nothing_found

            self._job = None
            self._say_nothing(nothing_found(self._wish))
            return
        self._stack.setCurrentWidget(self.list)
        self.save_button.setEnabled(True)
        if not self.list.currentIndex().isValid():
            self._choose(0)
        self.said.setText(self.tr("{0} · counting the hits …").format(figures.counted(len(units), "text", "texts")))
        self._run(partial(_count, where, self._wish, units), self._take_count, self.tr("Counting the hits"))

    def _take_count(self, hits: int) -> None:
        self._job = None
        words = self.tr("{0} in {1}").format(
            figures.counted(hits, "hit", "hits"), figures.counted(len(self._units), "text", "texts")
        )
        self.said.setText(words)

    def _say_nothing(self, sentence: str, hint: str = "") -> None:
        self.said.setText("")
        self.save_button.setEnabled(False)
        self.list.hits.show((), 0)
        self._marked.show(())
        self._nothing.say(
            self.tr("Nothing found") if not hint else self.tr("Nothing to look for"), f"{sentence} {hint}".strip()
        )
        self._stack.setCurrentWidget(self._nothing)

    def _fail(self, error: Exception) -> None:
        self._job = None
        hint = error.hint if isinstance(error, UserError) else self.tr("The log has the details.")
        self._say_nothing(str(error), hint)

    def _stop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()

    # ---------------------------------------------------------------- hits

    def _fetch(self, units) -> list[SearchHit]:
        project = self._session.project
        return project.material.searching.hits(self._wish.query, units) if project is not None else []

    def _to_hits(self) -> None:
        if self.is_open and self.list.hits.hits:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.hits.index(row))

    def _show(self, hit: SearchHit) -> None:
        """The article of a hit, with all its hits marked."""
        self.article_wanted.emit(hit.article)
        self._marked.show(self._session.project.material.searching.places(self._wish.query, hit.article))
        self._marked.go(hit.place)

    def _enter(self, hit: SearchHit) -> None:
        self._show(hit)
        self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- as a table

    def save(self) -> None:
        """Asks for a file and writes a row for each hit."""
        if self._wish is None or not self._units:
            return
        path = files.ask_table_to_save(self.results, self.tr("Save the hits"), "hits.csv")
        if path:
            self._stop()
            project = self._session.project
            task = partial(_save, (project.path, project.coder.name), self._wish, Path(path))
            self._run(task, self._say_saved, self.tr("Saving the hits"))

    def _say_saved(self, report: dict[str, object]) -> None:
        self._take_count(report["hits"])
        words = self.tr("{0} saved in {1}").format(figures.counted(report["hits"], "hit", "hits"), Path(report["file"]).name)
        self.results.window().notify(words)


def _first(where: Where, wish: Wish, tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.corpus_hits import first_hits

    with Project.open(*where, read_only=True) as project:
        return first_hits(project, wish, PAGE, tick)


def _units(where: Where, wish: Wish, tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.corpus_hits import find_units

    with Project.open(*where, read_only=True) as project:
        return find_units(project, wish, tick)


def _count(where: Where, wish: Wish, units: array, tick: Tick) -> object:
    from intercoder.project import Project

    with Project.open(*where, read_only=True) as project:
        return project.material.searching.count_places(wish.query, units, tick)


def _save(where: Where, wish: Wish, out: Path, tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.corpus_hits import save_hits

    with Project.open(*where, read_only=True) as project:
        return save_hits(project, wish, out, None, tick)
