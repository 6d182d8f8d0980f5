"""The notice under a place: what happened, and the one thing that can be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.icons import Picture, icon

STAYS_MS = 8000
_LOOKS = {
    "done": ("notice", "check", "ok"),
    "warn": ("notice-warn", "triangle-alert", "warn"),
    "danger": ("notice-danger", "circle-alert", "danger"),
}


class Notice(QFrame):
    """One sentence with its icon; the next one replaces it. A mistake stays until it is closed.

    Emits `left` when the researcher closes it.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = Picture(self, size=20)
        self._sentence, self._hint = QLabel(self), QLabel(self)
        self._button, self._close = QPushButton(self), QToolButton(self)
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=STAYS_MS, timeout=self._leave)
        theme.set_kind(self._button, "link")
        theme.set_kind(self._hint, "second")
        self._sentence.setWordWrap(True)
        self._hint.setWordWrap(True)
        for label in (self._sentence, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(self.tr("Close the notice"))
        self._close.setToolTip(self.tr("Close"))
        self._button.clicked.connect(self._do)
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        theme.set_margins(words)
        words.addWidget(self._sentence)
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        theme.set_margins(row, (16, 6, 8, 6), 12)
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)

    def say(
        self,
        text: str,
        hint: str = "",
        look: str = "done",
        action: tuple[str, Callable[[], object]] | None = None,
        lasting: bool = False,
    ) -> None:
        """Shows a sentence; `look` is done, warn or danger; `action` is the word and the deed of its button.

        It leaves after a while, unless it tells of a mistake or is `lasting`: then it stays until it is closed.
        """
        kind, name, token = _LOOKS[look]
        theme.set_kind(self, kind)
        self._picture.show_icon(name, token)
        self._sentence.setText(text)
        theme.set_font(self._sentence, "strong" if hint else "body")
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._button.setVisible(action is not None)
        self._act = action[1] if action else None
        if action:
            self._button.setText(action[0])
        self.setAccessibleName(f"{text} {hint}".strip())
        self.show()
        self._keep_room()
        if look == "danger" or lasting:
            self._timer.stop()
        else:
            self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """A layout that is short of room would lay the lines of wrapped words over each other; half the window is enough."""
        needed = max(0, self.layout().heightForWidth(self.width()))
        self.setMinimumHeight(min(needed, self.window().height() // 2))

    def forget(self) -> None:
        """Hides it, and what it said is nowhere any more."""
        self.hide()
        self._act = None
        for label in (self._sentence, self._hint):
            label.clear()
        self.setAccessibleName("")

    @property
    def text(self) -> str:
        """The sentence shown last."""
        return self._sentence.text()

    def _dismiss(self) -> None:
        self.hide()
        self.left.emit()

    def _do(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()

    def _leave(self) -> None:
        if self.underMouse():
            self._timer.start()
        else:
            self.hide()
