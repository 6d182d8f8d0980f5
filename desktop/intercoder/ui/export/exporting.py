"""Runs an export in the background and says what was written and what a format could not hold."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from intercoder.records import Tick
from intercoder.ui import faults
from intercoder.ui.background import Job
from intercoder.ui.export.dialog import ExportDialog, Study, Wanted
from intercoder.ui.others import export_refusal
from intercoder.ui.progress import ProgressLine

PRESET = "export"


def write(path: Path, wanted: Wanted, tick: Tick) -> object:
    """Writes everything that is wanted, from a handle of its own."""
    from intercoder.tasks.export import options
    from intercoder.tasks.export_all import export_all

    return export_all(path, wanted.kinds, wanted.folder, options(**wanted.options), tick)


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
        if refusal := export_refusal(project):
            self._window.notify(*refusal, "warn")
            return
        variables = tuple(v.name for v in project.codebook.current().variables)
        rounds, coders = (tuple(x.name for x in found) for found in (project.plan.rounds(), project.plan.coders()))
        preset = self._window.settings.preset(PRESET)
        folder = str(project.path.parent / "exports")
        wanted = ExportDialog.ask(self._window, folder, Study(rounds, coders, variables), preset)
        if wanted is not None:
            self._window.settings.keep_preset(PRESET, {"kinds": list(wanted.kinds), **wanted.options})
            self.start(wanted)

    def start(self, wanted: Wanted) -> Job:
        """Writes what is wanted."""
        job = Job(partial(write, self._window.session.project.path, wanted), self)
        job.succeeded.connect(partial(self._say_written, wanted.folder))
        job.failed.connect(self._say_failed)
        self._progress.follow(job, self.tr("Export to {0}").format(wanted.folder.name))
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
