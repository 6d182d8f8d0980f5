"""A button that looks like the key which does the same."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from intercoder.ui import paint, theme


class KeyButton(QPushButton):
    """A button that looks like the key which does the same."""

    def sizeHint(self) -> QSize:
        side = theme.current().px("height.target")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1.0 if self.isEnabled() else theme.current().alphas["disabled"])
        size = paint.key_cap_size(self.text())
        box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height())
        paint.key_cap(painter, box, self.text(), pressed=self.isDown() or self.hasFocus())


def step_button(parent: QWidget, key: str, name: str) -> KeyButton:
    """A key as a button; `name` says what it does."""
    button = KeyButton(key, parent)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({key})")
    theme.set_fixed(button, 24, 24)
    return button
