"""The head of a pane: its name, one line of facts, and at most two actions at the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intercoder.ui import paint, theme


class Elided(QLabel):
    """One line that is shortened with an ellipsis where it does not fit; the tooltip has all of it."""

    def __init__(self, parent: QWidget, role: str, kind: str = "") -> None:
        super().__init__(parent)
        self._full = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_font(self, role)
        if kind:
            theme.set_kind(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Shows a text."""
        self._full = text
        self._fit()

    def full(self) -> str:
        """The whole text."""
        return self._full

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setText(shown)
        self.setToolTip(self._full if shown != self._full else "")
        self.setAccessibleName(self._full)


class PaneHeader(QWidget):
    """56 high with a hairline under it; `actions` is the row at its right end."""

    def __init__(self, parent: QWidget, margin: int = 24) -> None:
        super().__init__(parent)
        self._low = False
        theme.set_kind(self, "surface")
        theme.set_fixed(self, height="height.header")
        self.title, self.facts = Elided(self, "heading"), Elided(self, "small", "hint")
        words = QVBoxLayout()
        theme.set_margins(words, spacing=0)
        words.addStretch()
        words.addWidget(self.title)
        words.addWidget(self.facts)
        words.addStretch()
        self.actions = QHBoxLayout()
        theme.set_margins(self.actions, spacing=8)
        row = QHBoxLayout(self)
        theme.set_margins(row, (margin, 0, margin, 1), 12)
        row.addLayout(words, 1)
        row.addLayout(self.actions)

    def set_low(self, low: bool) -> None:
        """One line of 40 pixels for a small window: the facts move into the tooltip."""
        self._low = low
        theme.set_fixed(self, height="height.header_low" if low else "height.header")
        self.facts.setVisible(bool(self.facts.full()) and not low)

    def say(self, title: str, facts: str = "") -> None:
        """Writes the name and the facts."""
        self.title.say(title)
        self.facts.say(facts)
        self.facts.setVisible(bool(facts) and not self._low)
        self.setToolTip(facts if self._low else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, self.height() - 1, self.width())
