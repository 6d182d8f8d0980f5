"""While jobs run, Python looks for garbage in the window's thread only.

Python frees cycles of objects in whichever thread happens to allocate. A dialog that was closed is often part of such a
cycle; freed by the thread of a job it would end its widgets there, which Qt answers with a crash.
"""

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

GAP_MS = 200
_REST = 20  # a full collection is followed by at least so many times its own duration without one


class GarbageCollector(QObject):
    """Belongs to the application. Collects in its thread as long as a job holds it; otherwise Python does as ever."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holders: set[object] = set()
        self._next_full_s = 0.0
        self._timer = QTimer(self, interval=GAP_MS, timeout=self.collect)

    def hold(self, who: object) -> None:
        """A job begins; called in the window's thread."""
        self._holders.add(who)
        gc.disable()
        self._timer.start()

    def release(self, who: object) -> None:
        """The thread of a job has left its task; called in the window's thread, once or more often."""
        self._holders.discard(who)
        if not self._holders:
            self._timer.stop()
            gc.enable()

    def collect(self) -> None:
        """Collects what is due, as Python itself would; all objects only now and then, since that may take long."""
        due = [count > threshold for count, threshold in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        began_s = time.monotonic()
        if due[2] and began_s >= self._next_full_s:
            gc.collect()
            now_s = time.monotonic()
            self._next_full_s = now_s + _REST * (now_s - began_s)
        elif due[0] or due[1]:
            gc.collect(1 if due[1] else 0)


def collector() -> GarbageCollector:
    """The one of this application."""
    application = QCoreApplication.instance()
    found = application.findChild(GarbageCollector)
    return found if found is not None else GarbageCollector(application)
