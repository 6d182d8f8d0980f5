"""Runs a long task in a pool thread while the window stays alive, with progress and cancel.

The task knows nothing of threads or Qt: it gets `tick(done, total)`, calls it as often as it likes, and stops where
tick raises `Cancelled`. All signals reach their slots in the window's thread, whatever the slot is.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

from intercoder.errors import Cancelled, UserError
from intercoder.records import Tick
from intercoder.ui.garbage import GarbageCollector, collector

Task = Callable[[Tick], object]

LEAST_GAP_S = 0.05
"""Progress is told at most 20 times a second, so that a quick loop does not flood the window."""


class Job(QObject):
    """One run of a task. Its owner is its parent and keeps it until `finished`, which follows every end.

    Emits `succeeded` with what the task returned, or `failed` with its exception; a task that stopped because it was
    cancelled gives neither.
    """

    progressed = Signal(int, int)
    succeeded = Signal(object)
    failed = Signal(object)
    finished = Signal()
    _told = Signal(int, int)
    _ended = Signal(object, object)

    def __init__(self, task: Task, parent: QObject) -> None:
        super().__init__(parent)
        self._task = task
        self._stop = threading.Event()
        self._done = threading.Event()
        self._last_s = 0.0
        self._running = False
        self._told.connect(self._tell)
        self._ended.connect(self._end)

    def start(self) -> None:
        """Hands the task to the pool."""
        self._running = True
        self._garbage = collector()
        self._garbage.hold(self._done)
        self.destroyed.connect(partial(_leave, self._stop, self._done, self._garbage))
        QThreadPool.globalInstance().start(QRunnable.create(self._run))

    @property
    def is_running(self) -> bool:
        """Whether `finished` is still to come."""
        return self._running

    def cancel(self) -> None:
        """Asks the task to stop at its next tick."""
        self._stop.set()

    def is_over_within(self, ms: int) -> bool:
        """Waits so long, with the window standing still, for the task to end; its result comes by the signals all the same."""
        return self._done.wait(ms / 1000)

    def stop(self) -> None:
        """Cancels and waits until the thread has left the task; for closing a window."""
        self.cancel()
        if self._running:
            self._done.wait()

    def _run(self) -> None:
        result: object = None
        error: Exception | None = None
        try:
            self._tick(0, 0)
            result = self._task(self._tick)
        except Exception as problem:  # noqa: BLE001 - the border of the thread: the window shows it
            error = problem
        try:
            if isValid(self):
                self._ended.emit(result, error)
        finally:
            self._done.set()

    def _tick(self, done: int, total: int) -> None:
        if self._stop.is_set():
            raise Cancelled
        now_s = time.monotonic()
        if now_s - self._last_s >= LEAST_GAP_S:
            self._last_s = now_s
            self._told.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        if not self._stop.is_set():
            self.progressed.emit(done, total)

    def _end(self, result: object, error: Exception | None) -> None:
        self._running = False
        self._done.wait()
        self._garbage.release(self._done)
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, Cancelled):
            if not isinstance(error, UserError):
                logging.getLogger(__name__).error("A background task failed", exc_info=error)
            self.failed.emit(error)
        self.finished.emit()
        self.deleteLater()


def stop_jobs(owner: QObject) -> None:
    """Cancels every job below `owner` and waits for them; a window calls it before it closes."""
    for job in owner.findChildren(Job):
        job.stop()


def _leave(stop: threading.Event, done: threading.Event, garbage: GarbageCollector) -> None:
    """Keeps a job that dies with its window until its thread no longer uses it."""
    stop.set()
    done.wait()
    if isValid(garbage):
        garbage.release(done)
