"""A long job that the window waits for: a dialog over it with progress and Cancel, which is painted while the job runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from intercoder.errors import Cancelled
from intercoder.ui import theme
from intercoder.ui.background import Job
from intercoder.ui.progress import PATIENCE_MS, ProgressLine

if TYPE_CHECKING:
    from intercoder.ui.background import Task


class WaitingDialog(QDialog):
    """Shows one job of its own. Escape, Cancel and the cross cancel it; the dialog stays until the job has stopped."""

    def __init__(self, what: str, task: Task, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(what)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.line = ProgressLine(self)
        column = QVBoxLayout(self)
        theme.set_margins(column, (0, 20, 0, 16))
        column.addWidget(self.line)
        theme.set_fixed(self, width="width.dialog")
        self.job = Job(task, self)
        self.line.follow(self.job, what)
        self.line.show()

    def reject(self) -> None:
        """Escape cancels the job; the dialog closes when the job has stopped."""
        self.job.cancel()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.job.is_running:
            self.job.cancel()
            event.ignore()


def wait_for(what: str, task: Task, parent: QWidget) -> object:
    """What a task gives, which runs in the background meanwhile; the dialog comes up once it takes long.

    Raises what the task raised, and Cancelled where it was cancelled.
    """
    dialog = WaitingDialog(what, task, parent)
    results: list[object] = []
    errors: list[Exception] = []
    loop = QEventLoop()
    dialog.job.succeeded.connect(results.append)
    dialog.job.failed.connect(errors.append)
    dialog.job.finished.connect(loop.quit)
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        dialog.job.start()
        is_quick = dialog.job.is_over_within(PATIENCE_MS)
    finally:
        QApplication.restoreOverrideCursor()
    if not is_quick:
        dialog.open()
    loop.exec()
    dialog.done(0)
    dialog.deleteLater()
    if errors:
        raise errors[0]
    if not results:
        raise Cancelled
    return results[0]
