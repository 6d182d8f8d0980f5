"""Opening a project in the window: what is told of it, who else has it, and whether the file is still the one opened."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

from intercoder.errors import UserError
from intercoder.records import Tick
from intercoder.ui.background import Job
from intercoder.ui.care.banner import Banner
from intercoder.ui.care.working_copy import WorkingCopy
from intercoder.ui.session import PROJECT

if TYPE_CHECKING:
    from intercoder.ui.window import Window

CHECK_EVERY = timedelta(days=7)


class Opening(QObject):
    """Belongs to the window. Opens projects, keeps the banner true, and looks again when the window becomes active."""

    def __init__(self, window: Window, banner: Banner) -> None:
        super().__init__(window)
        self._window, self._session, self._banner = window, window.session, banner
        self._danger: str | None = None  # a service that synchronises the folder, or a network drive
        self.local = WorkingCopy(window, self)
        self._session.changed.connect(self._follow)
        window.installEventFilter(self)

    # ---------------------------------------------------------------- opening

    def open(self, path: str | Path, take_over: bool = False) -> bool:
        """Opens a project in place of the present one; says in a notice why it could not, or what was found.

        A project whose local copy was not written back yet goes on in the copy.
        """
        if self.local.is_wanted(Path(path)):
            return self.local.work_on(Path(path), take_over)
        try:
            self._session.open(path, take_over=take_over)
        except UserError as error:
            self.refuse(Path(path), error)
            return False
        self.say_opened()
        return True

    def say_opened(self) -> None:
        """What was found when the present project was opened."""
        project = self._session.project
        if project.notes:
            first, *more = project.notes
            hint = " ".join((first.hint, *(f"{note.message} {note.hint}" for note in more)))
            self._window.notice.say(first.message, hint, "warn", lasting=True)
        self._check_if_due()

    def refuse(self, path: Path, error: UserError) -> None:
        """The file stays as it is; where there are backups, the way to them stands beside the reason."""
        self._window.notice.say(error.message, error.hint, "danger", self._window.keeping.offer(path))

    def try_again(self) -> None:
        """Opens the project for writing if it is free by now."""
        path = self._session.project.path
        if self.open(path) and not self._session.project.read_only:
            self._window.notify(self.tr("{0} is open for writing now.").format(path.name))

    def take_over(self) -> None:
        """Opens the project although another computer left its lock: the researcher knows that it is closed there."""
        self.open(self._session.project.path, take_over=True)

    def work_on_copy(self) -> None:
        """Asks for a place on this computer, copies the project there and opens the copy."""
        from intercoder.tasks.packages import backup
        from intercoder.ui import files

        project = self._session.project
        path = files.ask_copy(self._window, str(Path.home() / project.path.name))
        if path:
            backup(project, path)
            self._window.open_path(path)

    def remedy(self, error: BaseException):
        """The word and the deed that help after an error; None if there is nothing to offer."""
        from intercoder.project.rescue import Moved

        if isinstance(error, Moved):
            self._show_cause()
            return self.tr("Open the rescue file"), partial(self._window.open_path, str(error.rescued))
        return None

    # ---------------------------------------------------------------- what lasts

    def _follow(self, tables: frozenset[str]) -> None:
        if PROJECT in tables:
            self._banner.forget()
            self._danger = self._look_at_folder()
        self._show_cause()

    def _show_cause(self) -> None:
        project = self._session.project
        if project is None:
            self._banner.show_cause("")
            return
        if project.rescued is not None:
            self._show_moved(project)
        elif project.why_read_only is not None:
            self._show_read_only(project)
        elif not project.is_in_place:
            sentence = self.tr("{0} was moved, replaced or deleted while it was open.").format(project.path.name)
            hint = self.tr("Put it back, or save a copy before you close it.")
            self._banner.show_cause(sentence, hint, "danger", (self.tr("Save a copy …"), self._window.save_copy))
        else:
            self._show_danger()

    def _show_moved(self, project) -> None:
        sentence = self.tr("{0} was moved, replaced or deleted while it was open. Nothing more is written to it.")
        hint = self.tr("All work is in {0}.").format(project.rescued)
        open_it = (self.tr("Open the rescue file"), partial(self._window.open_path, str(project.rescued)))
        self._banner.show_cause(sentence.format(project.path.name), hint, "danger", open_it)

    def _show_read_only(self, project) -> None:
        from intercoder.project.lock import InUse
        from intercoder.project.opening import Damaged

        why = project.why_read_only
        again = (self.tr("Try again"), self.try_again)
        if isinstance(why, Damaged):
            sentence = self.tr("Open read-only: {0}").format(why.message)
            way_out = self.local.offer_original() or self._window.keeping.offer(project.path)
            self._banner.show_cause(sentence, why.hint, "danger", way_out)
            return
        if not isinstance(why, InUse):
            action = (self.tr("Work on a copy …"), self.work_on_copy) if "protected" in why.message else again
            self._banner.show_cause(self.tr("Open read-only: {0}").format(why.message), why.hint, "warn", action)
            return
        holder = why.holder
        user, host = (holder.user or self.tr("somebody"), holder.host) if holder else (self.tr("somebody"), "?")
        since = holder.since if holder else "?"
        if why.elsewhere:
            sentence = self.tr("Open read-only: {0} opened it on {1} on {2} and did not close it there.")
            hint = self.tr("Two people who write at once lose work. Go on only if it is closed on that computer.")
            action = (self.tr("It is closed there: open for writing"), self.take_over)
        else:
            sentence = self.tr("Open read-only: {0} has it open on {1} since {2}.")
            hint, action = self.tr("You can look at everything; nothing can be changed in this window."), again
        self._banner.show_cause(sentence.format(user, host, since), hint, "warn", action)

    def _look_at_folder(self) -> str | None:
        """What the project's folder is in danger of: every folder above it is looked through, so not with each answer."""
        from intercoder.project.folders import danger_of

        project = self._session.project
        return danger_of(project.path) if project is not None else None

    def _show_danger(self) -> None:
        danger = self._danger
        if danger is None:
            self._banner.show_cause("")
            return
        on_drive = danger == "a network drive"
        place = self.tr("on a network drive") if on_drive else self.tr("in a folder that {0} synchronises").format(danger)
        hint = self.tr(
            "A project that is open there can be damaged. Work on a copy on this computer; closing it writes it back."
        )
        sentence = self.tr("This project lies {0}.").format(place)
        work_on = partial(self.local.work_on, self._session.project.path)
        self._banner.show_cause(sentence, hint, "warn", (self.tr("Work on a local copy"), work_on))

    # ---------------------------------------------------------------- looking again

    def eventFilter(self, watched, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self.look_again()
        return super().eventFilter(watched, event)

    def look_again(self) -> None:
        """The window became active: did another program write, or take the file away?"""
        project = self._session.project
        if project is None:
            return
        if project.is_in_place and self._session.reread() and not project.read_only:
            sentence = self.tr("Another program wrote into {0}; what it changed is shown.").format(project.path.name)
            self._window.notify(sentence, self.tr("File, Check the project says whether all is sound."), "warn")
        self._danger = self._look_at_folder()
        self._show_cause()

    # ---------------------------------------------------------------- the check in the background

    def _check_if_due(self) -> None:
        """Once a week, and after the program died, the file is looked through while the researcher works."""
        project, today = self._session.project, date.today()
        last = self._window.settings.checked(project.uid)
        if project.read_only or not (project.was_left or last is None or today - last >= CHECK_EVERY):
            return
        job = Job(partial(_first_fault, project.path), self._window)
        job.succeeded.connect(partial(self._say_checked, project.path, project.uid))
        self._window.progress.follow(job, self.tr("Looking through {0}").format(project.path.name))
        job.start()

    def _say_checked(self, path: Path, uid: str, fault: object) -> None:
        if fault is None:
            self._window.settings.keep_checked(uid, date.today())
            return
        sentence = self.tr("{0} is damaged: {1}").format(path.name, fault)
        hint = self.tr("What can be read is shown. Do not go on in it: restore a backup, or save a copy and check it.")
        self._window.notice.say(sentence, hint, "danger", self._window.keeping.offer(path))


def _first_fault(path: Path, tick: Tick) -> object:
    from intercoder.project.opening import first_fault

    return first_fault(path, tick)
