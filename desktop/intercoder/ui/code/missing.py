"""What is still to be answered before a unit can be finished: each with a jump."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

from intercoder.ui import paint, theme
from intercoder.ui.flow import Flow

_MOST = 12


class MissingBar(QWidget):
    """Lies above the footer after finishing was refused; shrinks with every answer and goes with the last."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        self._heading = QLabel(self)
        theme.set_font(self._heading, "small_label")
        theme.set_kind(self._heading, "danger")
        self._flow = Flow(self)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        theme.set_margins(self._lines, (20, 8, 16, 4), 0)
        self._lines.addWidget(self._heading)
        self._lines.addWidget(self._flow, 1)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """The heading stands before the list instead of above it."""
        self._lines.setDirection(QBoxLayout.Direction.LeftToRight if narrow else QBoxLayout.Direction.TopToBottom)

    @property
    def buttons(self) -> list[QPushButton]:
        """What leads to the questions."""
        return self._flow.items

    def say(self, missing: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Lists labels of questions with what leads to them; none hides the list."""
        while self.buttons:
            button = self.buttons.pop()
            button.hide()
            button.setParent(None)
            button.deleteLater()
        for words, jump in missing[:_MOST]:
            button = QPushButton(words.replace("&", "&&"), self._flow)
            theme.set_kind(button, "link")
            theme.set_font(button, "small")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(self.tr("Go to “{0}”").format(words))
            button.clicked.connect(lambda _checked=False, go=jump: go())
            button.show()
            self.buttons.append(button)
        count = len(missing)
        one = self.tr("1 required answer is missing")
        self._heading.setText(one if count == 1 else self.tr("{0} required answers are missing").format(count))
        self._flow.updateGeometry()
        self._flow.arrange()
        self.setVisible(count > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, 0, self.width())
