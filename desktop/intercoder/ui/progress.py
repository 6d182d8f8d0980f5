"""Progress in place: what is being done, how far it is, how long it will take, and Cancel."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.background import Job
from intercoder.ui.pane import Elided

PATIENCE_MS = 300
"""Below this nothing is shown: a flash of progress only unsettles."""
_LEAST_FOR_A_GUESS_S = 1.0


class ProgressLine(QWidget):
    """Follows one job at a time; hidden while there is none, and in a job's first 300 milliseconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what, self._how_far = Elided(self, "label"), QLabel(self)
        theme.set_font(self._how_far, "small")
        theme.set_kind(self._how_far, "second")
        self.cancel_button = QPushButton(self.tr("Cancel"), self)
        theme.set_kind(self.cancel_button, "link")
        self.cancel_button.clicked.connect(self._cancel)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        theme.set_fixed(self._bar, height=4)
        line = QHBoxLayout()
        theme.set_margins(line, spacing=12)
        line.addWidget(self._what, 1)
        line.addWidget(self._how_far)
        line.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 4, 24, 6), 4)
        column.addLayout(line)
        column.addWidget(self._bar)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS, timeout=self.show)
        self._job: Job | None = None
        self._began_s = 0.0
        self.hide()

    def follow(self, job: Job, what: str) -> None:
        """Shows the progress of a job that is about to start."""
        self._job, self._began_s = job, time.monotonic()
        self._what.say(what)
        self._how_far.setText("")
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        job.progressed.connect(self._show)
        job.finished.connect(self._end)
        self._timer.start()

    def _show(self, done: int, total: int) -> None:
        if self.sender() is not self._job or not total:
            return
        self._bar.setRange(0, 1000)
        self._bar.setValue(min(1000, done * 1000 // total))
        parts = [f"{figures.count(done)} of {figures.count(total)}"]
        elapsed_s = time.monotonic() - self._began_s
        if done and elapsed_s > _LEAST_FOR_A_GUESS_S:
            parts.append(f"{max(1, round(elapsed_s / done * (total - done)))} s left")
        self._how_far.setText(" · ".join(parts))

    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._timer.stop()
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self.cancel_button.setEnabled(False)
            self._job.cancel()
