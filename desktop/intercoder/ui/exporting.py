"""Runs an export in the background and says what was written and what a format could not hold."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from intercoder.ui import faults
from intercoder.ui.background import Job
from intercoder.ui.export_dialog import ExportDialog, write_all
from intercoder.ui.progress import ProgressLine


class Exporting(QObject):
    """Belongs to the window; one export at a time."""

    def __init__(self, window, progress: ProgressLine) -> None:  # type: ignore[no-untyped-def]
        super().__init__(window)
        self._window, self._progress = window, progress

    def ask(self) -> None:
        """Asks what to write and where, and begins."""
        project = self._window.session.project
        if project is None:
            return
        wanted = ExportDialog.ask(self._window, str(project.path.parent / "exports"))
        if wanted is not None:
            self.start(*wanted)

    def start(self, kinds: list[str], folder: Path) -> Job:
        """Writes these kinds into the folder."""
        job = Job(partial(write_all, self._window.session.project.path, kinds, folder), self)
        job.succeeded.connect(partial(self._say_written, folder))
        job.failed.connect(self._say_failed)
        self._progress.follow(job, self.tr("Export to {0}").format(folder.name))
        job.start()
        return job

    def _say_written(self, folder: Path, reports: object) -> None:
        files = sum(len(report.files) for report in reports)
        losses = [loss for report in reports for loss in report.losses]
        hint = ""
        if losses:
            hint = self.tr("Not everything fits every format: {0} The export report names all.").format(losses[0].message)
        self._window.notify(self.tr("{0} files written to {1}").format(files, folder), hint)

    def _say_failed(self, error: Exception) -> None:
        faults.show_fault(error, self._window)
