"""While jobs run, Python looks for garbage in the window's thread only, and it does not look at what stays anyway.

Python frees cycles of objects in whichever thread happens to allocate. A dialog that was closed is often part of such a
cycle; freed by the thread of a job it would end its widgets there, which Qt answers with a crash.

To look through all that a large project and its window are made of takes 40 ms, now and then between a key and its answer. So
what is there when a project has been opened is set aside; from then on only what came since is looked through.
"""

import gc
import time

from PySide6.QtCore import QCoreApplication, QObject, QTimer

GAP_MS = 200
SETTLED_MS = 1500  # after the opening of a project
_REST = 20  # a full collection is followed by at least so many times its own duration without one


class GarbageCollector(QObject):
    """Belongs to the application. Collects in its thread as long as a job holds it; otherwise Python does as ever."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._holders: set[object] = set()
        self._next_full_s = 0.0
        self._timer = QTimer(self, interval=GAP_MS, timeout=self.collect)
        self._settling = QTimer(self, interval=SETTLED_MS, singleShot=True, timeout=self.settle)

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

    def settle_soon(self) -> None:
        """A project was opened or closed: when all is read and painted, what is there is set aside."""
        self._settling.start()

    def settle(self) -> None:
        """Frees what is no longer needed, and sets the rest aside; later, if a job is at work."""
        if self._holders:
            self._settling.start()
            return
        gc.unfreeze()
        gc.collect()
        gc.freeze()

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

