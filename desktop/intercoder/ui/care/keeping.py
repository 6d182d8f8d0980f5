"""The project as a file: whether it is sound, and its backups with what each holds and what restoring it would lose."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intercoder.errors import UserError
from intercoder.records import Tick
from intercoder.ui import faults, figures, theme
from intercoder.ui.asking import foot_of
from intercoder.ui.background import Job
from intercoder.ui.care.history import HistoryDialog
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, resize_within
from intercoder.ui.writing import WritingDialog

if TYPE_CHECKING:
    from intercoder.ui.window import Window

REASONS = {
    "daily": "daily backup", "merge": "before a merge", "migration": "before an update", "restore": "before a restore",
    "removal": "before an import was removed",
}  # fmt: skip
LISTED = 20  # problems that are shown


class Keeping(QObject):
    """Belongs to the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    # ---------------------------------------------------------------- the check

    def check(self) -> None:
        """Looks through the whole project in the background and says in words whether it is sound."""
        path = self._window.session.project.path
        job = Job(partial(_check, path), self)
        job.succeeded.connect(partial(self._say_checked, path))
        job.failed.connect(self._say_failed)
        self._window.progress.follow(job, self.tr("Checking {0}").format(path.name))
        job.start()

    def _say_checked(self, path: Path, report: dict) -> None:
        if report["ok"]:
            hint = self.tr("Every text, highlight, answer and step of its history is as it was written.")
            self._window.notify(self.tr("{0} is sound.").format(path.name), hint)
            return
        problems = report["problems"]
        count = figures.counted(len(problems), "problem", "problems")
        hint = " ".join(p["message"] for p in problems[:LISTED])
        self._window.notice.say(self.tr("{0} has {1}.").format(path.name, count), hint, "danger", self.offer(path))

    # ---------------------------------------------------------------- the history of a unit

    def show_history(self) -> None:
        """Shows who coded what in the unit in sight, and when: the unit that is coded, or the article in Corpus."""
        from intercoder.project.history import history

        session, place = self._window.session, self._window.place
        number = place.article_in_sight() if hasattr(place, "article_in_sight") else session.worklist.unit
        if number is None:
            self._window.notify(self.tr("Choose a unit first: in Code, or an article in Corpus."), look="warn")
            return
        unit = session.project.material.unit(number)
        HistoryDialog.ask(unit.ref, history(session.project, unit), self._window)

    # ---------------------------------------------------------------- removing an import

    def remove_import(self, source: int, name: str) -> None:
        """Removes what one file of a dump brought, once the researcher has read what goes."""
        title = self.tr("Remove the import {0}").format(Path(name).name)
        sentence = self.tr(
            "All articles and comments that came with this file go, and the plan for them. Undo does not bring them back; "
            "a backup is made first."
        )
        if ask_removal(self._window, title, sentence):
            self._remove(source, name, codings_too=False)

    def _remove(self, source: int, name: str, codings_too: bool) -> None:
        task = partial(_remove_import, source, codings_too)
        writing = WritingDialog(self._window.session, self.tr("Removing the import"), task, self._window)
        writing.succeeded.connect(self._say_removed)
        writing.failed.connect(partial(self._removal_failed, source, name))
        writing.begin()

    def _removal_failed(self, source: int, name: str, error: Exception) -> None:
        from intercoder.project.removal import HasCodings

        if not isinstance(error, HasCodings):
            self._say_failed(error)
            return
        sentence = self.tr("{0} Remove them with it?").format(error.message)
        if ask_removal(self._window, self.tr("Codings go too"), sentence):
            self._remove(source, name, codings_too=True)

    def _say_removed(self, report) -> None:
        articles = figures.counted(report.articles, "article", "articles")
        comments = figures.counted(report.comments, "comment", "comments")
        sentence = self.tr("Removed {0}: {1}, {2}.").format(Path(report.file).name, articles, comments)
        self._window.notify(sentence, self.tr("The project as it was is kept as a backup."))

    # ---------------------------------------------------------------- backups

    def offer(self, path: Path):
        """The word and the deed that restore a backup of a file; None if there is none."""
        from intercoder.project.backups import find

        return (self.tr("Restore a backup …"), partial(self.show_backups, path)) if find(path) else None

    def show_backups(self, path: Path | None = None) -> None:
        """Shows the backups of a project, and restores the one that is chosen under a new name."""
        path = path or self._window.session.project.path
        job = Job(partial(_backups, path), self)
        job.succeeded.connect(partial(self._choose, path))
        job.failed.connect(self._say_failed)
        self._window.progress.follow(job, self.tr("Looking at the backups"))
        job.start()

    def _choose(self, path: Path, found: list) -> None:
        from intercoder.project.folders import original_of

        project = self._window.session.project
        if project is not None and not project.codings.sees_figures():  # a step is named by the answer that was given
            found = [{**backup, "last_step": self.tr("not shown in a blind round")} for backup in found]
        chosen = BackupsDialog.ask(path, found, self._window)
        if chosen is None:
            return
        stamp = datetime.fromtimestamp(chosen["at"] / 1000).strftime("%Y-%m-%d %H%M")
        beside = original_of(path) or path  # a copy on this computer goes with the work in it
        proposed = (beside if beside.parent.is_dir() else path).with_name(f"{path.stem} as of {stamp}{path.suffix}")
        dest = ask_restored(self._window, str(proposed))
        if dest:
            self._restore(chosen["file"], dest)

    def _restore(self, file: str, dest: str) -> None:
        from intercoder.tasks.packages import restore

        try:
            restore(file, dest)
        except UserError as error:
            faults.show_fault(error, self._window)
            return
        self._window.open_path(dest)
        sentence = self.tr("Restored as {0}.").format(Path(dest).name)
        self._window.notify(sentence, self.tr("The project that was open is as it was, under its own name."))

    def _say_failed(self, error: Exception) -> None:
        faults.show_fault(error, self._window)


def ask_removal(parent: QWidget, title: str, sentence: str) -> bool:
    """Whether to remove; Cancel is what the Enter key does."""
    box = QMessageBox(QMessageBox.Icon.Warning, title, sentence, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    remove = box.addButton(parent.tr("Remove"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is remove


def ask_restored(parent: QWidget, proposed: str) -> str:
    """Where the restored project is to lie; empty if nothing was chosen."""
    words = parent.tr("Projects (*{0})").format(".intercoder")
    return QFileDialog.getSaveFileName(parent, parent.tr("Restore as"), proposed, words)[0]


class BackupsDialog(QDialog):
    """Dates at the top, below them what the chosen backup holds and what was done since."""

    def __init__(self, path: Path, found: list[dict], parent: QWidget) -> None:
        super().__init__(parent)
        self._found = found
        self.setWindowTitle(self.tr("Backups of {0}").format(path.stem))
        theme.set_kind(self, "surface")
        heading = QLabel(self.tr("Backups of {0}").format(path.stem), self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        theme.set_font(heading, "heading")
        sentence = QLabel(self.tr("A backup is restored as a new file; the project itself stays as it is."), self)
        theme.set_kind(sentence, "second")
        sentence.setWordWrap(True)
        self.dates = QListWidget(self)
        self.dates.setAccessibleName(self.tr("Backups"))
        for backup in found:
            self.dates.addItem(f"{_when(backup['at'])}   {REASONS.get(backup['reason'], backup['reason'])}")
        self.pane = FactsPane(self.tr("What the backup holds"), self)
        other = button(self, self.tr("Close"))
        self.confirm = QPushButton(self.tr("Restore as a new file …"), self)
        theme.set_kind(self.confirm, "primary")
        other.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 8)
        column.addWidget(heading)
        column.addWidget(sentence)
        column.addWidget(self.dates, 2)
        column.addWidget(self.pane, 3)
        column.addLayout(foot_of(other, self.confirm))
        self.dates.currentRowChanged.connect(self._show)
        resize_within(self, 640, 600)
        self.confirm.setEnabled(False)
        if found:
            self.dates.setCurrentRow(0)
        else:
            self.pane.add_group(self.tr("There are no backups yet"), [(self.tr("When"), self.tr("daily, and before a merge"))])

    @classmethod
    def ask(cls, path: Path, found: list[dict], parent: QWidget) -> dict | None:
        """The backup to restore; None if none was wanted."""
        dialog = cls(path, found, parent)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None

    @property
    def chosen(self) -> dict | None:
        """The backup under the cursor."""
        row = self.dates.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _show(self, _row: int) -> None:
        backup = self.chosen
        self.pane.begin()
        self.confirm.setEnabled(backup is not None and backup["sound"])
        if backup is None:
            return
        if not backup["sound"]:
            self.pane.add_warning(self.tr("This backup is damaged."), self.tr("Choose another one."))
            return
        since = backup["steps_since"]
        if since:
            count = figures.counted(since, "step was", "steps were")
            self.pane.add_warning(self.tr("{0} done since, and would be missing.").format(count))
        codings = ", ".join(f"{coder} {figures.count(n)}" for coder, n in backup["codings"].items())
        facts = [
            (self.tr("Articles"), figures.count(backup["articles"])),
            (self.tr("Comments"), figures.count(backup["comments"])),
            (self.tr("Codings"), codings or self.tr("none")),
            (self.tr("Last step"), f"{backup['last_step']}, {_when(backup['last_step_at'])}" if backup["last_step"] else "–"),
            (self.tr("File"), backup["file"]),
        ]
        self.pane.add_group(self.tr("What it holds"), facts)


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")


def _remove_import(source: int, codings_too: bool, project, _tick: Tick) -> object:
    from intercoder.project.removal import remove_import

    return remove_import(project, source, codings_too)


def _check(path: Path, _tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.packages import check

    with Project.open(path, read_only=True) as project:
        return check(project)


def _backups(path: Path, tick: Tick) -> object:
    """The backups of a project, which may be damaged itself."""
    from dataclasses import asdict

    from intercoder.project import Project
    from intercoder.project.backups import contents, find

    there = find(path)
    try:
        project = Project.open(path, read_only=True)
    except UserError:
        project = None
    try:
        found = []
        for done, backup in enumerate(there):
            tick(done, len(there))
            found.append(asdict(contents(backup, project)))
        return found
    finally:
        if project is not None:
            project.close()
