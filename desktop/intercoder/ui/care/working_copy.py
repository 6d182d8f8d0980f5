"""Working in the window on a local copy of a project that lies in a shared folder, and writing it back when it is closed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox

from intercoder.errors import Cancelled, UserError
from intercoder.ui.background import stop_jobs
from intercoder.ui.session import PROJECT
from intercoder.ui.waiting import wait_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from intercoder.project.local_copy import GivenBack, LocalCopy
    from intercoder.records import Tick
    from intercoder.ui.care.opening import Opening
    from intercoder.ui.window import Window


class WorkingCopy(QObject):
    """Belongs to the opening of projects. Takes a local copy, and gives it back once another project, or none, is open.

    Both are done in the background while the window waits, and can be cancelled: taking leaves what was open, giving back
    leaves the copy for the next opening.
    """

    def __init__(self, window: Window, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening, self._session = window, opening, window.session
        self._copy: LocalCopy | None = None

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
        present = self._session.project
        before = (folders.original_of(present.path) or present.path) if present is not None else None
        stop_jobs(self._window)  # one that reads the project would lose its lock as the file is copied
        self._session.close()
        what = self.tr("Copying {0} to this computer").format(original.name)
        try:
            copy = wait_for(what, partial(local_copy.take, original, take_over), self._window)
            if copy.damage is not None:
                copy.leave()
                self._go_back(before, original)
                self._say_damaged(copy)
                return False
            self._copy = copy
            self._session.open(copy.path)
        except InUse:
            self._session.open(original)
            self._opening.say_opened()
            return False
        except (UserError, Cancelled) as error:
            if self._copy is not None:
                self._copy.leave()
                self._copy = None
            self._go_back(before, original)
            if isinstance(error, UserError):
                self._opening.refuse(original, error)
            return False
        self._opening.say_opened()
        hint = self.tr("It is written back to {0} when you close it.").format(original.parent)
        if copy.went_on:
            said = self.tr("You go on in the copy of {0} on this computer, taken on {1}: it was not written back yet.")
            hint = f"{copy.trouble} {hint}".strip()
            self._window.notify(said.format(original.name, copy.taken), hint, "warn")
        else:
            self._window.notify(self.tr("You work on a copy of {0} on this computer.").format(original.name), hint)
        return True

    def _go_back(self, before: Path | None, wanted: Path) -> None:
        """Opens again what was open; a project that goes on in its copy would only come here once more."""
        if before is not None and not (before == wanted and self.is_wanted(before)):
            self._opening.open(before)

    def offer_original(self) -> tuple[str, Callable[[], object]] | None:
        """The word and the deed that leave a damaged copy for its project; None if none is open, or the project is away."""
        copy = self._copy
        if copy is None or not copy.original.exists():
            return None
        return self.tr("Open the project itself"), partial(self.set_aside, copy.original)

    def set_aside(self, original: Path) -> None:
        """Lays a copy that is not sound beside its project, and opens the project."""
        if self._copy is not None:  # it is not to be written back
            copy, self._copy = self._copy, None
            copy.leave()
        stop_jobs(self._window)
        self._session.close()
        try:
            aside = wait_for(self.tr("Laying the copy beside the project"), partial(_set_aside, original), self._window)
        except (UserError, Cancelled) as error:
            if isinstance(error, UserError):
                self._opening.refuse(original, error)
            return
        self._opening.open(original)
        if aside is not None:
            self._window.notify(self.tr("The damaged copy lies beside the project, as {0}.").format(aside.name))

    def _say_damaged(self, copy: LocalCopy) -> None:
        """The copy stays as it is until the researcher has read that there is the project itself."""
        sentence = self.tr("The copy of {0} on this computer, taken on {1}, is damaged: {2}.")
        if copy.original.exists():
            hint = self.tr("The project itself, in {0}, is as it was then. The copy is laid beside it.")
            action = (self.tr("Open the project itself"), partial(self.set_aside, copy.original))
        else:
            hint = self.tr("The project itself, in {0}, cannot be reached now. The copy is kept.")
            action = self._window.keeping.offer(copy.path)
        sentence = sentence.format(copy.original.name, copy.taken, copy.damage)
        self._window.notice.say(sentence, hint.format(copy.original.parent), "danger", action)

    def follow(self, tables: frozenset[str]) -> None:
        """Writes the copy back if its project was closed; called once the window shows nothing of it any more."""
        project, copy = self._session.project, self._copy
        if copy is None or PROJECT not in tables or (project is not None and project.path == copy.path):
            return
        self._copy = None
        what = self.tr("Writing {0} back to {1}").format(copy.original.name, copy.original.parent)
        try:
            given = wait_for(what, copy.give_back, self._window)
        except Cancelled:  # before it began
            given = copy.give_up()
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

        elif given.what == "damaged":
            said = self.tr("{0} was not written back: {1}.").format(name, given.why)
            self._tell(said, self.tr("The project itself is as it was. Open it again: what can be done is said there."))

    def _tell(self, sentence: str, hint: str) -> None:
        """In a box, as the window may be on its way out."""
        box = QMessageBox(QMessageBox.Icon.Warning, "Intercoder", sentence, QMessageBox.StandardButton.Ok, self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(hint)
        box.exec()


def _set_aside(original: Path, tick: Tick) -> Path | None:
    from intercoder.project import local_copy

    return local_copy.set_aside(original, tick)
