"""Reads the queue of a large project while the window already shows what can be seen at once."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from intercoder.ui.background import Job
from intercoder.ui.listing import Listing

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QObject

    from intercoder.project import Project
    from intercoder.records import Tick


class Ahead:
    """One reading by a handle of its own, for the coder and the round of now. Owned by the worklist."""

    def __init__(self, project: Project, owner: QObject) -> None:
        self._end = threading.Event()
        self._found: list[Listing] = []
        task = partial(_read, project.path, project.coder.name, project.round.name, self._found, self._end)
        self.job = Job(task, owner)
        self.job.start()

    @property
    def is_reading(self) -> bool:
        """Whether one would have to wait for it."""
        return not self._end.is_set()

    @property
    def has_failed(self) -> bool:
        """Whether it ended without a list."""
        return not self.is_reading and not self._found

    def listing(self, project: Project) -> Listing | None:
        """What was read, as this project's own; waits for it. None if it could not be read."""
        self._end.wait()
        for listing in self._found:
            listing.queue.hand_over(project)
            return listing
        return None


def _read(path: Path, coder: str, round_name: str, found: list[Listing], end: threading.Event, tick: Tick) -> None:
    from intercoder.errors import UserError
    from intercoder.project import Project

    try:
        with Project.open(path, read_only=True, coder=coder) as project:
            project.set_round(round_name)
            tick(0, 0)
            found.append(Listing(project.plan.queue()))
    except UserError:
        return  # it is read when it is needed, and the reason is seen then
    finally:
        end.set()
