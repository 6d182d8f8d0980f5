"""A long job that writes into the project: one writer, so the window waits for it, with progress and cancel.

While it runs the window reads through a handle of its own; afterwards it has its project back, as the same coder in the
same round, and is told that everything may have changed.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from intercoder.records import Tick
from intercoder.ui.session import EVERYTHING, PROJECT, Session
from intercoder.ui.waiting import WaitingDialog

if TYPE_CHECKING:
    from pathlib import Path

    from intercoder.project import Project

    Writing = Callable[[Project, Tick], object]


class WritingDialog(WaitingDialog):
    """Runs `task(project, tick)` with a writing handle of its own. Emits `succeeded`, `failed` or `cancelled`, then closes."""

    succeeded = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, session: Session, what: str, task: Writing, parent: QWidget) -> None:
        project = session.project
        who, round_name = project.coder.name, project.round.name
        super().__init__(what, partial(_write, project.path, who, round_name, task), parent)
        self._session, self._who, self._round = session, who, round_name
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.job.succeeded.connect(self._succeed)
        self.job.failed.connect(self._fail)
        self.job.finished.connect(self._end)
        self._end_with: Callable[[], None] = self.cancelled.emit

    def begin(self) -> None:
        """Lends the project to the job."""
        from intercoder.project import Project

        project = self._session.project
        path = project.path
        project.need_in_place()
        project.on_change = None
        project.close()
        self._session.swap(Project.open(path, self._who, read_only=True))  # whoever sits here sees no more than before
        self.open()
        self.job.start()

    def _succeed(self, result: object) -> None:
        self._end_with = partial(self.succeeded.emit, result)

    def _fail(self, error: Exception) -> None:
        self._end_with = partial(self.failed.emit, error)

    def _end(self) -> None:
        from intercoder.project import Project

        session, path = self._session, self._session.project.path
        session.project.close()
        session.swap(Project.open_or_read(path, coder=self._who))
        if session.project.why_read_only is not None:  # another program took the file in between: it can still be read
            self._end_with = partial(self.failed.emit, session.project.why_read_only)
        session.project.set_round(self._round)
        session.changed.emit(EVERYTHING - {PROJECT})
        self._end_with()
        self.done(0)


def _write(path: Path, coder: str, round_name: str, task: Writing, tick: Tick) -> object:
    from intercoder.project import Project

    with Project.open(path) as project:
        project.set_coder(coder)
        project.set_round(round_name)
        return task(project, tick)
