"""The place Corpus: the articles that were imported, one of them with its texts and comments, and the import itself."""

from array import array
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from intercoder.errors import UserError
from intercoder.records import COUNT_REASONS, Tick
from intercoder.tasks.sources_text import source_facts
from intercoder.ui import figures, keymap
from intercoder.ui.background import Job
from intercoder.ui.corpus import article_facts, article_model
from intercoder.ui.corpus.article_model import OUTLET, PUBLISHED, TITLE, ArticleModel
from intercoder.ui.corpus.article_rows import ArticleDelegate
from intercoder.ui.corpus.duplicates.facts import add_relatives, duplicates_action
from intercoder.ui.corpus.facts_dialog import FactsDialog, facts_action
from intercoder.ui.corpus.foreign_dialog import ForeignImport
from intercoder.ui.corpus.importing import said
from intercoder.ui.corpus.importing.files import Pasted, ask_for_dumps
from intercoder.ui.corpus.review.page import ReviewPage
from intercoder.ui.corpus.search.searching import CorpusSearch
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import Page, button, hair
from intercoder.ui.progress import ProgressLine
from intercoder.ui.quiet_table import QuietTable
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow
from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.writing import WritingDialog

if TYPE_CHECKING:
    from intercoder.tasks.preview import Previews

_TABLES = frozenset({"project", "source", "import_issue", "unit", "article", "comment"})
_ALL, _WARNED, _REVIEW = "all", "warned", "review"


class CorpusPlace(Page):
    """Collections at the left, articles in the middle with a preview of one, its facts at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, (QCoreApplication.translate("CorpusPlace", "Collections"), 208), 320)
        self._collections = SideList(self.tr("Collections"), self.left_pane)
        self._collections.chosen.connect(lambda _key: self._fill())
        self.left.addWidget(self._collections, 1)
        self._import = button(self.middle, self.tr("Import …"), "primary", "plus")
        self._import.clicked.connect(self.choose_files)
        self.make_head(self._import)
        self.progress = ProgressLine(self.middle)
        self.body.addWidget(self.progress)
        self.body.addWidget(hair(self.middle))
        self.articles = ArticleModel(self._rows)
        widths = (48, None, 128, 104, 168)
        self.table = QuietTable(self.tr("Articles"), self.articles, widths, self.middle, drops=(PUBLISHED, OUTLET))
        self.table.setItemDelegate(ArticleDelegate(self.table))
        self.table.chosen.connect(self._show_article)
        self.preview = ArticleView(self.middle)
        self.preview.setAccessibleName(self.tr("Preview of the article"))
        self.search = CorpusSearch(session, self.preview, self.middle)
        self.body.addWidget(self.search.bar)
        self._lists = QStackedWidget(self.middle)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.search.results)
        self._parts = QSplitter(Qt.Orientation.Vertical, self.middle)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self._lists)
        self._parts.addWidget(self.preview)
        self._parts.setSizes([300, 420])
        sentence = self.tr("Drop files, folders or archives here. You see what will be created before anything is written.")
        choose, paste = (self.tr("Choose files …"), self.choose_files), (self.tr("Paste a text"), self.paste)
        self._empty = EmptyPlace(self.middle, "library", self.tr("No articles yet"), sentence, choose, paste)
        self._stack = QStackedWidget(self.middle)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._parts)
        self.body.addWidget(self._stack, 1)
        self.add_notice()
        self.about = FactsPane(self.tr("Facts of the article"), self.right_pane)
        self.right.addWidget(self.about)
        self._pasted: Pasted | None = None
        self._waited: frozenset[int] = frozenset()  # articles that were to be reviewed before the last import
        self._issue = self._articles = 0  # the last issue, and how many articles there were
        self.setAcceptDrops(True)
        self.begins_at = self.table
        self._connect_search()
        self.review = ReviewPage(session, self)
        self.review.left.connect(self._leave_review)
        self.layout().addWidget(self.review)
        session.changed.connect(self._on_change)
        self._fill()

    def _connect_search(self) -> None:
        self.search.opened.connect(lambda: self._lists.setCurrentWidget(self.search.results))
        self.search.closed.connect(self._leave_search)
        self.search.article_wanted.connect(self.show_target)
        for widget in (self.table, self.preview, self._collections):
            widget.installEventFilter(self.search)

    def _leave_search(self) -> None:
        self._lists.setCurrentWidget(self.table)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -------------------------------------------------------------- following the project

    def _on_change(self, tables: frozenset[str]) -> None:
        if tables & _TABLES:
            self._fill()
            self.search.forget(tables)

    def _fill(self) -> None:
        project = self.session.project
        if project is None:
            self._stack.setCurrentWidget(self._empty)
            return
        counts = project.material.counts()
        warned = array("q", sorted({issue.article for issue in project.material.issues() if issue.article is not None}))
        waiting = array("q", project.review.to_review())
        key = self._collections.key
        self._collections.fill(
            [
                SideRow(self.tr("All articles"), _ALL, icon="library", count=figures.count(counts.articles)),
                SideRow(self.tr("With warnings"), _WARNED, icon="triangle-alert", count=figures.count(len(warned))),
                SideRow(self.tr("To review"), _REVIEW, icon="message-square", count=figures.count(len(waiting))),
            ],
            key,
        )
        self.title.setText(self.tr("Corpus"))
        articles = figures.counted(counts.articles, self.tr("article"), self.tr("articles"))
        comments = figures.counted(counts.comments, self.tr("comment"), self.tr("comments"))
        files = figures.counted(counts.sources, self.tr("file"), self.tr("files"))
        self.facts.setText(self.tr("{0}, {1} from {2}").format(articles, comments, files))
        self._stack.setCurrentWidget(self._parts if counts.articles else self._empty)
        self._import.setVisible(bool(counts.articles))
        self.search.bar.setVisible(bool(counts.articles))
        self._import.setEnabled(not project.read_only)
        if self.right_pane is not None:
            self.right_pane.setVisible(bool(counts.articles) and self._room == "wide")
        kept = self._current_id()
        narrowed = {_WARNED: warned, _REVIEW: waiting}.get(self._collections.key)
        self.articles.show(project.material.article_ids() if narrowed is None else narrowed)
        self._choose(kept)

    def set_room(self, room: str) -> None:
        """Without articles there are no facts to make room for."""
        super().set_room(room)
        self.search.bar.set_narrow(room == "narrow")
        self.right_pane.setVisible(room == "wide" and bool(self.articles.ids))

    def _rows(self, ids: array) -> list:
        return self.session.project.material.articles(list(ids))

    def _current_id(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.articles.ids[row] if 0 <= row < len(self.articles.ids) else None

    def _choose(self, article: int | None) -> None:
        if not self.articles.ids:
            self.preview.show_article([])
            self.about.begin()
            return
        row = self.articles.ids.index(article) if article in self.articles.ids else 0
        if self.table.currentIndex().row() == row:
            self._show_article(row)
        else:
            self.table.setCurrentIndex(self.articles.index(row, TITLE))

    def show_target(self, target: object) -> None:
        """Shows the article with this unit id."""
        if isinstance(target, int):
            self._collections.choose(_ALL)
            self._choose(target)

    # -------------------------------------------------------------- one article

    def article_in_sight(self) -> int | None:
        """The article that is shown; None if there is none."""
        row = self.table.currentIndex().row()
        return self.articles.row(row).id if row >= 0 else None

    def begin_review(self) -> None:
        """Opens the review of the article in sight, over the place."""
        article = self.article_in_sight()
        if article is not None:
            self._panes.hide()
            self.begins_at = self.review.lines
            self.review.show_article(article)

    def change_facts(self) -> None:
        """Asks for headline, outlet and day of the article in sight."""
        article = self.article_in_sight() if self.review.isHidden() else self.review.article
        if article is not None and FactsDialog.may(self.session):
            FactsDialog.ask(self.session, article, self)

    def _leave_review(self) -> None:
        article = self.review.article
        self.review.hide()
        self._panes.show()
        self.begins_at = self.table
        if self.session.project is not None:
            self._choose(article)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_import(self) -> None:
        """Removes the file that the article in sight came from, with all that it brought; asks first."""
        row = self.table.currentIndex().row()
        number = self.articles.row(row).source_id if row >= 0 else None
        source = next((s for s in self.session.project.material.sources() if s.id == number), None)
        if source is not None:
            self.window().keeping.remove_import(source.id, source.path)

    def _show_article(self, number: int) -> None:
        material, row = self.session.project.material, self.articles.row(number)
        units = material.units(row.id)
        self.preview.show_article(units, article_facts.beside(row, units, material))
        self.about.begin()
        if article_model.has_other_count(row):
            reason = self.session.project.review.count(row.id).reason
            detail = self.tr("Accepted: {0}.").format(COUNT_REASONS[reason]) if reason else self.tr("All lines were kept.")
            self.about.add_warning(article_model.count_warning(row), detail, (self.tr("Review"), self.begin_review))
        for issue in material.issues(row.id):
            if issue.declared is None or not article_model.has_other_count(row):
                self.about.add_warning(issue.message, issue.locator or "")
        self.about.add_group(self.tr("Article"), article_facts.of_article(row))
        if FactsDialog.may(self.session):
            self.about.add_link(self.tr("Change headline, outlet, day …"), self.change_facts)
        self.about.add_group(self.tr("Texts"), article_facts.of_texts(units, row))
        add_relatives(self.about, self.session, self, row.id)
        source = next((s for s in material.sources() if s.id == row.source_id), None)
        if source is not None:
            place = (self.tr("Place"), row.locator or self.tr("the whole file"))
            self.about.add_group(self.tr("Source"), [*source_facts(source), place])

    # -------------------------------------------------------------- import

    def paste(self) -> None:
        """Imports a text, or files, from the clipboard."""
        data = QGuiApplication.clipboard().mimeData() or QMimeData()  # none at all where nothing was ever copied
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths)
        elif data.text().strip():
            self._pasted = Pasted(data.text(), datetime.now())
            self.take_files([str(self._pasted.path)])
        else:
            hint = self.tr("Copy an article with its comments, then paste again.")
            self.notice.say(self.tr("There is no text on the clipboard."), hint, "warn")

    def choose_files(self) -> None:
        """Asks for files and imports them."""
        paths = ask_for_dumps(self)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: list[str]) -> None:
        """Looks at the files in the background, shows what they would give, and then imports them."""
        if self.session.project is None:
            return
        if self.session.project.read_only:
            hint = self.tr("Open it where nobody else has it open.")
            self.notice.say(self.tr("The project is open for reading only."), hint, "warn")
            return
        if len(paths) == 1 and _is_foreign(paths[0]):
            foreign = ForeignImport(self.session, self.progress, self)
            foreign.done.connect(self._say_foreign)
            foreign.failed.connect(self._say_error)
            foreign.declined.connect(lambda: self.notice.say(self.tr("Nothing was imported.")))
            foreign.look(paths[0])
            return
        from intercoder.tasks.preview import Previews  # the importers are not needed before something is imported

        previews = Previews(paths)
        job = Job(previews.files, self)
        job.succeeded.connect(partial(self._confirm, previews))
        job.failed.connect(self._say_error)
        self.progress.follow(job, self.tr("Looking at {0}").format(figures.counted(len(paths), "file", "files")))
        job.start()

    def _confirm(self, previews: "Previews", files: object) -> None:
        from intercoder.ui.corpus.importing.dialog import ImportDialog

        profiles = ImportDialog.ask(previews, files, self)
        if profiles is None:
            self._forget_pasted()
            self.notice.say(self.tr("Nothing was imported."))
            return
        paths = [str(path) for path in previews.paths]
        project = self.session.project
        self._waited = frozenset(project.review.to_review())
        self._issue, self._articles = project.material.last_issue(), project.material.counts().articles
        name = Path(paths[0]).name if len(paths) == 1 else figures.counted(len(paths), self.tr("file"), self.tr("files"))
        writing = WritingDialog(self.session, self.tr("Importing {0}").format(name), partial(_import, paths, profiles), self)
        writing.succeeded.connect(self._say_imported)
        writing.failed.connect(self._say_error)
        writing.cancelled.connect(self._say_cancelled)
        writing.begin()

    def _forget_pasted(self) -> None:
        """What was pasted stays in the project only."""
        if self._pasted is not None:
            self._pasted.remove()
            self._pasted = None

    def _say_imported(self, document: object) -> None:
        self._forget_pasted()
        words, hint, look = said.imported(document)
        waiting = [a for a in self.session.project.review.to_review() if a not in self._waited]
        action = (self.tr("Review"), partial(self._review, waiting[0])) if waiting else None
        if action is None and look == "warn":
            action = (self.tr("Show all …"), partial(self.show_reported, self._issue))
        self.notice.say(words, hint, look, action, lasting=action is not None)

    def _say_cancelled(self) -> None:
        self._forget_pasted()
        self.notice.say(*said.stopped(self.session.project.material.counts().articles - self._articles))

    def show_reported(self, after: int = 0) -> None:
        """Lists the warnings and skipped records of all imports, or of those behind the issue `after`."""
        if self.session.project is not None:
            from intercoder.ui.corpus.importing.issues import IssuesDialog, Reported

            IssuesDialog(Reported.of_project(self.session.project, after), self).exec()

    def _review(self, article: int) -> None:
        self._choose(article)
        self.begin_review()

    def _say_foreign(self, report: object) -> None:
        codings = report["codings"] or {"spans": 0, "new": 0}
        marks = figures.counted(codings["spans"], "highlight", "highlights")
        answers = figures.counted(codings["new"], "answer", "answers")
        coders = figures.counted(len(report["users"]), "coder", "coders")
        texts = figures.counted(report["texts"] if report["new"] else 0, "new text", "new texts")
        what = self.tr("Import: {0}, {1} and {2} of {3}.").format(texts, marks, answers, coders)
        self.notice.say(what, "; ".join(report["warnings"])[:160])

    def _say_error(self, error: Exception) -> None:
        self._forget_pasted()
        hint = error.hint if isinstance(error, UserError) else self.tr("The log has the details.")
        lost = self.tr("Nothing was lost. {0}").format(hint)
        self.notice.say(self.tr("The import stopped: {0}").format(error), lost, "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        action = QAction(self.tr("Import …"), self)
        action.triggered.connect(self.choose_files)
        find = QAction(self.tr("Search the corpus …"), self)
        keymap.bind(find, "edit.find_all")
        find.triggered.connect(lambda _checked=False: self.search.open())
        paste = QAction(self.tr("Import from the clipboard"), self)
        paste.triggered.connect(self.paste)
        review = QAction(self.tr("Review the comments"), self)
        review.triggered.connect(self.begin_review)
        reported = QAction(self.tr("Warnings and skipped records …"), self)
        reported.triggered.connect(lambda _checked=False: self.show_reported())
        removal = QAction(self.tr("Remove this import …"), self)
        removal.triggered.connect(self.remove_import)
        facts = facts_action(self, self.change_facts)
        edit = [find, duplicates_action(self.session, self), review, facts]
        return {"file": [action, paste, reported, removal], "edit": edit}


def _is_foreign(path: str) -> bool:
    from intercoder.tasks.foreign_import import is_foreign

    return is_foreign(Path(path))


def _import(paths: list[str], profiles, project, tick: Tick) -> object:  # type: ignore[no-untyped-def]
    from intercoder.tasks.importing import import_dump

    return import_dump(project, paths, tick=tick, profile=profiles)
