"""What a project of another program would bring, with quotes that show whether its offsets are read rightly."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intercoder.records import Tick
from intercoder.ui import figures, theme
from intercoder.ui.background import Job
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, hair, resize_within
from intercoder.ui.progress import ProgressLine
from intercoder.ui.session import Session
from intercoder.ui.writing import WritingDialog

if TYPE_CHECKING:
    from intercoder.project import Project

QUOTE = 160  # characters of a quote that are shown


class ForeignDialog(QDialog):
    """Shows `document` of `tasks.foreign_import.preview_document`; the way of counting can be changed."""

    again = Signal(str)  # the key of another way of counting

    def __init__(self, document: dict[str, Any], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import a project"))
        theme.set_kind(self, "surface")
        self._title = QLabel(self)
        theme.set_font(self._title, "heading")
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        theme.set_kind(self._sentence, "second")
        for label in (self._title, self._sentence):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._facts = FactsPane(self.tr("What it would bring"), self)
        self.ways = QComboBox(self)
        self.ways.setAccessibleName(self.tr("How the file counts characters"))
        self.cancel, self.confirm = button(self, self.tr("Cancel")), button(self, self.tr("Import"), "primary")
        self.confirm.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self._lay_out()
        self.show_document(document)
        self.ways.currentIndexChanged.connect(self._ask_again)

    @property
    def offsets(self) -> str | None:
        """The chosen way of counting; None where there is nothing to choose."""
        return self.ways.currentData()

    def show_document(self, document: dict[str, Any]) -> None:
        """Fills the dialog."""
        self._title.setText(self.tr("Import a project of {0}").format(document["origin"]))
        marks, clean = document["highlights"], document["clean"]
        texts = figures.counted(document["texts"], "text", "texts")
        codes = figures.counted(document["codes"], "code", "codes")
        highlights = figures.counted(marks, "highlight", "highlights")
        self._sentence.setText(
            self.tr("{0}, {1}, {2}. {3} of them begin and end at words. Nothing has been written yet.").format(
                texts, codes, highlights, figures.count(clean)
            )
        )
        self._facts.begin()
        self._facts.add_group(self.tr("Coders"), [(name, "") for name in document["users"]] or [(self.tr("none"), "")])
        quotes = [" ".join(str(quote).split())[:QUOTE] for quote in document["quotes"]]
        self._facts.add_group(self.tr("Do these words make sense?"), [(f"{n}", f"“{q}”") for n, q in enumerate(quotes, 1)])
        if document["ignored"]:
            left = [(kind, figures.count(number)) for kind, number in document["ignored"].items()]
            self._facts.add_group(self.tr("Has no place here"), left)
        for warning in document["warnings"]:
            self._facts.add_warning(warning)
        ways = document.get("ways") or ()
        self.ways.blockSignals(True)
        self.ways.clear()
        for key in ways:
            self.ways.addItem(self.tr("Counted as {0}").format(key), key)
        if ways:
            self.ways.setCurrentIndex(list(ways).index(document["offsets"]))
        self.ways.blockSignals(False)
        self.ways.setVisible(bool(ways))

    def _ask_again(self) -> None:
        self.again.emit(self.offsets)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        theme.set_margins(head, (20, 16, 20, 8), 4)
        head.addWidget(self._title)
        head.addWidget(self._sentence)
        foot = QHBoxLayout()
        theme.set_margins(foot, (20, 12, 20, 12), 8)
        foot.addWidget(self.ways)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(hair(self))
        column.addWidget(self._facts, 1)
        column.addWidget(hair(self))
        column.addLayout(foot)
        resize_within(self, 680, 480)


class ForeignImport(QObject):
    """Looks at a project of another program, asks, and imports it. Emits `done` with the report, or `failed`."""

    done = Signal(object)
    failed = Signal(object)
    declined = Signal()

    def __init__(self, session: Session, progress: ProgressLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._progress, self._widget = session, progress, parent

    def look(self, path: str) -> None:
        """Reads the file in the background and shows what it would bring."""
        job = Job(partial(_preview, path, None), self)
        job.succeeded.connect(partial(self._ask, path))
        job.failed.connect(self.failed)
        self._progress.follow(job, self.tr("Looking at {0}").format(Path(path).name))
        job.start()

    def _ask(self, path: str, document: object) -> None:
        dialog = ForeignDialog(document, self._widget)
        dialog.again.connect(lambda way: dialog.show_document(_preview(path, way, lambda _done, _total: None)))
        if dialog.exec() != QDialog.DialogCode.Accepted:
            self.declined.emit()
            return
        task = partial(_import, path, dialog.offsets)
        writing = WritingDialog(self._session, self.tr("Importing {0}").format(Path(path).name), task, self._widget)
        writing.succeeded.connect(self.done)
        writing.failed.connect(self.failed)
        writing.begin()


def _preview(path: str, offsets: str | None, _tick: Tick) -> dict[str, Any]:
    from intercoder.tasks.foreign_import import preview_document

    return preview_document(Path(path), offsets)


def _import(path: str, offsets: str | None, project: Project, tick: Tick) -> object:
    from intercoder.tasks.foreign_import import import_project

    return import_project(project, Path(path), project.round.name, offsets, tick)
