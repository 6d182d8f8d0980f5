"""How long a coder really worked on a unit: the clock stops after two idle minutes, and while another window is in front."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from intercoder.ui.session import Session

IDLE_MS = 120_000
_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TouchUpdate}
)


def _now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


class ActiveTime:
    """Counts from one sign of life to the next. Owned by the Code place; `spend(unit, ms)` takes what was counted."""

    def __init__(self, spend: Callable[[int, int], None], now: Callable[[], int] = _now_ms) -> None:
        self._spend, self._now = spend, now
        self._unit: int | None = None
        self._last: int | None = None  # when the coder last did something; None = away

    def turn_to(self, unit: int | None) -> None:
        """Another unit is worked on from now on, or none."""
        self.touch()
        self._unit = unit

    def touch(self) -> None:
        """The coder did something: what passed since the last time counts, two minutes at most."""
        now = self._now()
        if self._last is not None and self._unit is not None and now > self._last:
            self._spend(self._unit, min(now - self._last, IDLE_MS))
        self._last = now

    def pause(self) -> None:
        """The coder turned to something else; what follows counts from the next sign of life."""
        self.touch()
        self._last = None


class Watch(QObject):
    """Tells a clock of every key and movement in a window, and when the window loses the focus. Owned by the place."""

    def __init__(self, clock: ActiveTime, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._clock, self._session, self._place = clock, session, place
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _SIGNS_OF_LIFE:
            self._clock.touch()
        elif watched is self._place and kind == QEvent.Type.Show:
            self._place.window().windowHandle().installEventFilter(self)
            self._clock.turn_to(self._session.worklist.unit)
        elif watched is self._place and kind == QEvent.Type.Hide:
            self._clock.turn_to(None)
        elif kind == QEvent.Type.FocusOut and watched.isWindowType():
            self._clock.pause()
        return False
