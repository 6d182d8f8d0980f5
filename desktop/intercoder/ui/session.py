"""The open project as the window sees it: one holder, one signal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from intercoder.ui.ahead import Ahead
from intercoder.ui.others import looks_on
from intercoder.ui.settings import Settings
from intercoder.ui.worklist import Worklist

if TYPE_CHECKING:
    from intercoder.project import Project

WHO = "who"
"""Told beside the tables when another coder or another round is coded now."""
PROJECT = "project"
"""Told beside the tables when another project is open, or none."""
EVERYTHING = frozenset(
    {
        PROJECT, WHO, "meta", "source", "import_issue", "unit", "article", "comment", "variable", "category",
        "codebook_version", "coder", "round", "sample", "sample_unit", "assignment", "span", "value", "progress",
        "memo", "decision", "disagreement", "deal", "merge", "package",
    }
)  # fmt: skip


class Session(QObject):
    """Owns the open project. `changed` says which tables were touched; every view that shows one of them redraws."""

    changed = Signal(object)  # frozenset of table names

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.worklist = Worklist()
        self._who_known = False  # somebody said who codes, since the project was opened
        self._joined: set[tuple[int, int]] = set()  # (round, coder): looked on, then chose to code

    def open(self, path: str | Path, read_only: bool = False, take_over: bool = False) -> None:
        """Opens a project or package in place of the present one, read-only where it cannot be written now.

        Raises UserError and keeps the present one.
        """
        from intercoder.project import Project

        if read_only:
            self.hold(Project.open(Path(path), read_only=True))
        else:
            self.hold(Project.open_or_read(Path(path), take_over=take_over))

    def reread(self) -> bool:
        """Whether another program wrote into the file since the last call; then everything is shown anew."""
        if self.project is None or not self.project.reread():
            return False
        self.worklist.hold(self.project)
        self.changed.emit(EVERYTHING - {PROJECT})
        return True

    def create(self, path: str | Path, title: str) -> None:
        """Makes an empty project and opens it. Raises UserError if there is a file at `path`."""
        from intercoder.project import Project

        self.hold(Project.create(Path(path), title))

    def hold(self, project: Project | None) -> None:
        """Takes over a project that is open already; closes the one before."""
        if self.project is not None:
            self.project.on_change = None
            self.project.close()
        self.project = project
        self._who_known = False
        self._begin_as_last()
        self.worklist.hold(project)
        if project is not None:
            project.on_change = self._tell
            if not self.worklist.is_quick():
                ahead = Ahead(project, self)
                ahead.job.finished.connect(self._take_list)
                self.worklist.look_ahead(ahead)
        self.changed.emit(EVERYTHING)

    def _take_list(self) -> None:
        """The whole queue is known now: what showed its beginning shows it all."""
        if self.worklist.take_over():
            self.changed.emit(frozenset({"progress"}))

    def _begin_as_last(self) -> None:
        """Who coded last on this computer sits here until somebody says otherwise: no coder looks with the eyes of the lead."""
        project, name = self.project, self.last_coder()
        if project is not None and self.asks_who() and any(c.name == name for c in project.plan.coders_here()):
            project.set_coder(name)

    def swap(self, project: Project) -> None:
        """Another handle of the same project: a job had it, and has given it back."""
        unit, self.project = self.worklist.unit, project
        self.worklist.hold(project)
        self.worklist.unit = unit
        project.on_change = self._tell

    def close(self) -> None:
        """Closes the project; every answer was saved when it was given."""
        self.hold(None)

    def asks_who(self) -> bool:
        """Whether several people code in this very file and none of them said yet that it is their turn."""
        project = self.project
        if project is None or project.is_package or project.read_only or self._who_known:
            return False
        return len(project.plan.coders_here()) > 1

    def ask_who(self) -> None:
        """Asks anew who codes."""
        self._who_known = False
        self.changed.emit(frozenset({WHO}))

    def choose_coder(self, name: str) -> None:
        """Somebody said that they code now; remembered for the next time on this computer."""
        if self.project is None:
            return
        self._who_known = True
        Settings().keep_coder(self.project.uid, name)
        if self.project.coder.name == name:
            self.changed.emit(frozenset({WHO}))
        self.set_coder(name)

    def last_coder(self) -> str:
        """Who coded in this project last on this computer; else the present coder."""
        if self.project is None:
            return ""
        return Settings().coder(self.project.uid) or self.project.coder.name

    def set_coder(self, name: str) -> None:
        """Another coder codes from now on."""
        self._who_known = True
        if self.project is not None and self.project.coder.name != name:
            self.project.set_coder(name)
            self._tell(EVERYTHING - {PROJECT}, everything=True)

    def set_round(self, name: str) -> None:
        """Another round is coded from now on."""
        if self.project is not None and self.project.round.name != name:
            self.project.set_round(name)
            self._tell(EVERYTHING - {PROJECT}, everything=True)

    def looks_on(self) -> bool:
        """Whether the coder only sees what others code in this round, and has not chosen to code there too."""
        project = self.project
        if project is None or (project.round.id, project.coder.id) in self._joined:
            return False
        return looks_on(project) and self.worklist.is_untouched()

    def join(self) -> None:
        """The coder codes in this round too, from now on."""
        if self.project is not None:
            self._joined.add((self.project.round.id, self.project.coder.id))
            self.changed.emit(frozenset({"progress"}))

    def spend(self, unit: int, ms: int) -> None:
        """The coder worked on a unit for so long."""
        if self.project is not None and not self.project.read_only:
            self.project.codings.spend(unit, ms)

    def undo(self) -> str | None:
        """Takes the last step back; its label, or None if there is nothing to take back."""
        if self.project is None or self.project.undo_label is None:
            return None
        return self.project.undo()

    def redo(self) -> str | None:
        """Does the step again that was taken back last; its label."""
        if self.project is None or self.project.redo_label is None:
            return None
        return self.project.redo()

    def _tell(self, tables: frozenset[str], everything: bool = False) -> None:
        units = self.project.touched_units if self.project is not None else None
        self.worklist.update(tables, everything, units)
        self.changed.emit(tables)
