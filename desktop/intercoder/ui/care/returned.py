"""What goes to the lead and comes back: handing in, the team folder, looking at returned files, merging, taking back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFileDialog

from intercoder.records import Tick
from intercoder.ui import faults, figures
from intercoder.ui.background import Job
from intercoder.ui.care.losers import differing
from intercoder.ui.care.merges import MergesDialog
from intercoder.ui.care.returned_dialog import ReturnedDialog
from intercoder.ui.isolate import isolated
from intercoder.ui.session import PROJECT
from intercoder.ui.writing import WritingDialog

if TYPE_CHECKING:
    from intercoder.ui.window import Window


class Returned(QObject):
    """Belongs to the window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self._seen: set[tuple[str, int, int]] = set()
        self._job: Job | None = None
        self._last_merge = None
        self._is_last_known = False
        self._session.changed.connect(self._follow)
        window.installEventFilter(self)

    # ---------------------------------------------------------------- handing in

    def hand_in(self) -> None:
        """Writes one file into the team folder; asks for the folder the first time."""
        project = self._session.project
        folder = self.folder or self.choose_folder()
        if folder is None:
            return
        from intercoder.tasks.team_folder import hand_in

        report = hand_in(project, folder)
        done = self.tr("{0} of {1} units finished").format(report["finished"], report["units"])
        hint = self.tr("{0}. You can go on coding and hand in again.").format(done)
        self._window.notify(self.tr("Handed in: {0}").format(report["file"]), hint)

    @property
    def folder(self) -> Path | None:
        """The team folder of this project on this computer; None while none is chosen, or it is not there."""
        project = self._session.project
        chosen = self._window.settings.team_folder(project.uid) if project is not None else ""
        return Path(chosen) if os.path.isdir(chosen) else None

    def choose_folder(self) -> Path | None:
        """Asks for the folder that lead and coders share, and remembers it for this project."""
        words = self.tr("Folder that lead and coders share")
        chosen = QFileDialog.getExistingDirectory(self._window, words, str(self.folder or ""))
        if not chosen:
            return None
        self._window.settings.keep_team_folder(self._session.project.uid, chosen)
        self._seen.clear()
        self.look_in_folder()
        return Path(chosen)

    # ---------------------------------------------------------------- what came into the folder

    def eventFilter(self, watched, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self.look_in_folder()
        return super().eventFilter(watched, event)

    def _follow(self, tables: frozenset[str]) -> None:
        if {PROJECT, "merge"} & tables:
            self._is_last_known = False
        if PROJECT in tables:
            self._seen.clear()
            self.look_in_folder()

    def look_in_folder(self) -> None:
        """Looks in the background whether coders handed something in; it is offered once."""
        project, folder = self._session.project, self.folder
        if project is None or project.is_package or project.read_only or folder is None or self._job is not None:
            return
        self._job = Job(partial(_arrived, project.path, folder, frozenset(self._seen)), self)
        self._job.succeeded.connect(partial(self._offer, project.uid))
        self._job.finished.connect(self._looked)
        self._job.start()

    def _looked(self) -> None:
        self._job = None

    def _offer(self, uid: str, found: dict) -> None:
        self._seen.update(tuple(mark) for mark in found["marks"])
        project = self._session.project
        if project is None or project.uid != uid:
            return
        packages, refused = found["packages"], found["refused"]
        if not packages:
            for file in refused[:1]:
                self._window.notice.say(file["reason"], file["hint"], "warn", lasting=True)
            return
        coders = ", ".join(dict.fromkeys(isolated(p["coder"]) for p in packages))
        number = sum(p["new"] + p["changed"] + p["removed"] for p in packages)
        codings = figures.counted(number, "coding", "codings") if number else self.tr("work")
        sentence = self.tr("{0} handed in {1} that this project does not have yet.").format(coders, codings)
        hint = " ".join(file["reason"] for file in refused)
        paths = [p["file"] for p in packages]
        self._window.notice.say(sentence, hint, "done", (self.tr("Merge …"), partial(self.take, paths)), lasting=True)

    # ---------------------------------------------------------------- merging

    def choose(self) -> None:
        """Asks for the files that came back and takes them in."""
        words = self.tr("Packages (*{0})").format(".intercoder")
        paths = QFileDialog.getOpenFileNames(self._window, self.tr("Merge packages"), str(self.folder or ""), words)[0]
        if paths:
            self.take(paths)

    def take(self, paths: list[str]) -> None:
        """Looks at returned files, says what each would bring, and merges those that the researcher wants."""
        job = Job(partial(_look, self._session.project.path, paths), self)
        job.succeeded.connect(self._confirm)
        job.failed.connect(self._say_failed)
        self._window.progress.follow(job, self.tr("Looking at what came back"))
        job.start()

    def _confirm(self, found: dict) -> None:
        for package in found["packages"]:
            package["conflicts"] = self._as_seen(package["conflicts"])
        paths = ReturnedDialog.ask(found, self._session.project.read_only, self._window)
        if paths:
            self._write(self.tr("Merging"), partial(_merge, paths), self._say_merged)

    def _as_seen(self, conflicts: Sequence[dict]) -> list[dict]:
        """Where two copies of a coder differ, without what was answered if that is not for the one who sits here."""
        if self._session.project.codings.sees_figures():
            return list(conflicts)
        hidden = self.tr("not shown in a blind round")
        return [{**conflict, "lost": hidden, "won": hidden} for conflict in conflicts]

    def _say_merged(self, report: dict) -> None:
        packages = report["packages"]
        new, changed, removed = (sum(p[key] for p in packages) for key in ("new", "changed", "removed"))
        coders = ", ".join(dict.fromkeys(isolated(p["coder"]) for p in packages))
        counts = self.tr("{0} new, {1} changed, {2} removed").format(*(figures.count(n) for n in (new, changed, removed)))
        action = (self.tr("Take back"), self.take_back) if any(p["merge"] for p in packages) else None
        losers = [(isolated(p["coder"]), len(p["conflicts"])) for p in packages if p["conflicts"]]
        hint = "; ".join(self.tr("{0} in two copies of {1}").format(differing(n), coder) for coder, n in losers)
        if losers:
            hint, action = self.tr("{0}. The later one counts.").format(hint), (self.tr("Show …"), self.show_merges)
        self._window.notice.say(self.tr("Merged {0}: {1}.").format(coders, counts), hint, action=action, lasting=bool(losers))

    # ---------------------------------------------------------------- taking back

    def last_merge(self):
        """The newest merge that stands; None if there is none. Read once, since the menu asks after every answer."""
        project = self._session.project
        if not self._is_last_known:
            self._last_merge = _newest(project) if project is not None and not project.is_package else None
            self._is_last_known = True
        return self._last_merge

    def show_merges(self) -> None:
        """Lists all merges, and takes the one back that the researcher chooses."""
        from intercoder.project.take_back import losers, merges

        project = self._session.project

        def told(number: int) -> list[dict]:
            return self._as_seen([asdict(conflict) for conflict in losers(project, number)])

        number = MergesDialog.ask(merges(project), told, project.read_only, self._window)
        if number is not None:
            self.take_back(number)

    def take_back(self, number: int | None = None) -> None:
        """Takes a merge back as a whole, by default the newest that stands."""
        self._write(self.tr("Taking the merge back"), partial(_take_back, number), self._say_taken_back)

    def _say_taken_back(self, report: dict) -> None:
        sentence = self.tr("The merge of {0}'s codings is taken back.").format(isolated(report["coder"]))
        kept = self.tr("What another merge brought too stays.") if report["kept"] else ""
        self._window.notify(sentence, kept or self.tr("The file can be merged again at any time."))

    # ---------------------------------------------------------------- how it is done

    def _write(self, what: str, task, then) -> None:
        writing = WritingDialog(self._session, what, task, self._window)
        writing.succeeded.connect(then)
        writing.failed.connect(self._say_failed)
        writing.begin()

    def _say_failed(self, error: Exception) -> None:
        faults.show_fault(error, self._window)


def returned_to(project, paths: list[str]) -> bool:
    """Whether dropped files are to be merged into the open project: several always, a single one if it is its package."""
    if len(paths) != 1:
        return True
    from intercoder.tasks.team_folder import is_package_of

    return is_package_of(project, paths[0])


def _look(path: Path, paths: list[str], tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.team_folder import look

    with Project.open(path, read_only=True) as project:
        return look(project, paths, tick)


def _arrived(path: Path, folder: Path, seen: frozenset[tuple[str, int, int]], tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.team_folder import arrived

    with Project.open(path, read_only=True) as project:
        return arrived(project, folder, seen, tick)


def _merge(paths: list[str], project, tick: Tick) -> object:
    from intercoder.tasks.packages import merge

    return merge(project, paths, tick=tick)


def _newest(project):
    """The newest merge of a project that stands."""
    from intercoder.project.take_back import merges

    return next((m for m in merges(project) if m.taken_back is None), None)


def _take_back(number: int | None, project, _tick: Tick) -> object:
    from intercoder.tasks.packages import take_back

    return take_back(project, number)
