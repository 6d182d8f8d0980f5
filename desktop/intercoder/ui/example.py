"""Makes the example study, coded and merged, in a folder, and opens it: for a first look at everything."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from intercoder.records import Tick
from intercoder.ui import faults
from intercoder.ui.background import Job
from intercoder.ui.progress import ProgressLine


def make_example(folder: Path, tick: Tick) -> Path:
    """The example's project file in `folder`; made there if it is not yet."""
    project = folder / "example.intercoder"
    if not project.exists():
        from intercoder.tasks.demo import demo

        demo(folder, lambda _line: None, tick)
    return project


def example_folder() -> Path:
    """Where the example lies: in the documents of this user."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "Intercoder example"


class Example(QObject):
    """Belongs to the window, which opens the project when it is made."""

    def __init__(self, window, progress: ProgressLine) -> None:  # type: ignore[no-untyped-def]
        super().__init__(window)
        self._window, self._progress = window, progress

    def open(self) -> None:
        """Makes the example where it is missing, then opens it."""
        job = Job(partial(make_example, example_folder()), self)
        job.succeeded.connect(self._open)
        job.failed.connect(self._say_failed)
        self._progress.follow(job, self.tr("Making the example study"))
        job.start()

    def _open(self, project: object) -> None:
        self._window.open_path(str(project))

    def _say_failed(self, error: Exception) -> None:
        faults.show_fault(error, self._window)
