"""Working in the window on a local copy of a project that lies in a shared folder, and writing it back when it is closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from intercoder.errors import UserError
from intercoder.ui.background import stop_jobs
from intercoder.ui.session import PROJECT

if TYPE_CHECKING:
    from intercoder.project.local_copy import GivenBack, LocalCopy
    from intercoder.ui.care.opening import Opening
    from intercoder.ui.window import Window


class WorkingCopy(QObject):
    """Belongs to the opening of projects. Takes a local copy, and gives it back once another project, or none, is open."""

    def __init__(self, window: Window, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening, self._session = window, opening, window.session
        self._copy: LocalCopy | None = None
        self._session.changed.connect(self._follow)

    def is_wanted(self, path: Path) -> bool:
        """Whether a project has work in a copy that was not written back, or is itself such a copy."""
        from intercoder.project import folders, local_copy

        return local_copy.find(path) is not None or folders.original_of(path) is not None

    def work_on(self, path: Path, take_over: bool = False) -> bool:
        """Closes the present project, copies this one to this computer and opens the copy.

        A project that somebody else has open is opened read-only, as ever.
        """
        from intercoder.project import folders, local_copy
        from intercoder.project.lock import InUse

        original = folders.original_of(path) or path
        stop_jobs(self._window)  # one that reads the project would lose its lock as the file is copied
        self._session.close()
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._copy = copy = local_copy.take(original, take_over)
            self._session.open(copy.path)
        except InUse:
            self._session.open(original)
            self._opening.say_opened()
            return False
        except UserError as error:
            if self._copy is not None:
                self._copy.leave()
                self._copy = None
            self._opening.refuse(original, error)
            return False
        finally:
            QApplication.restoreOverrideCursor()
        self._opening.say_opened()
        hint = self.tr("It is written back to {0} when you close it.").format(original.parent)
        if copy.went_on:
            said = self.tr("You go on in the copy of {0} on this computer, taken on {1}: it was not written back yet.")
            self._window.notify(said.format(original.name, copy.taken), hint, "warn")
        else:
            self._window.notify(self.tr("You work on a copy of {0} on this computer.").format(original.name), hint)
        return True

    def _follow(self, tables: frozenset[str]) -> None:
        project, copy = self._session.project, self._copy
        if copy is None or PROJECT not in tables or (project is not None and project.path == copy.path):
            return
        self._copy = None
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            given = copy.give_back()
        finally:
            QApplication.restoreOverrideCursor()
        self._say(copy, given)

    def _say(self, copy: LocalCopy, given: GivenBack) -> None:
        name, folder = copy.original.name, copy.original.parent
        if given.what == "returned":
            self._window.notify(self.tr("{0} was written back to {1}.").format(name, folder))
        elif given.what == "beside":
            said = self.tr("{0}. What you did in your copy lies beside it, as {1}.")
            self._tell(said.format(given.why, given.path.name), self.tr("Both files are whole; nothing was mixed."))
        elif given.what == "kept":
            said = self.tr("{0} could not be written back: {1}.").format(name, given.why)
            self._tell(
                said, self.tr("All you did is safe on this computer; open the project again to go on and write it back.")
            )

    def _tell(self, sentence: str, hint: str) -> None:
        """In a box, as the window may be on its way out."""
        box = QMessageBox(QMessageBox.Icon.Warning, "Intercoder", sentence, QMessageBox.StandardButton.Ok, self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(hint)
        box.exec()
