"""The comment that the current one answers, pinned above the text while it is out of sight."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from intercoder.ui.paint import hairline, paint_icon, paint_text
from intercoder.ui.positions import display
from intercoder.ui.theme import current

HEIGHT = 52  # px at scale 1
_SHOWN = 400  # characters: more than one line ever holds


class PinnedParent(QWidget):
    """Two lines: who wrote it and when, and how it begins. A click goes there. Owned by the reader."""

    clicked = Signal(int)  # the comment

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._unit, self._note, self._text = 0, "", ""
        self._left = 0.0
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_comment(self, unit: int, note: str, text: str, left: float) -> None:
        """Shows this comment; `left` is where the text of the article begins."""
        self._unit, self._note, self._left = unit, note, left
        self._text = " ".join(display(text[:_SHOWN]).split())
        self.setAccessibleName(self.tr("Answers: {0}").format(self._text))
        self.setToolTip(self._text)
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        hairline(painter, 0, self.height() - 1, self.width())
        side, line, left = theme.px(14), theme.line("small"), self._left
        top = (self.height() - 2 * line) / 2
        paint_icon(painter, QRectF(left - theme.px(22), top + (line - side) / 2, side, side), "reply", "text3")
        room = self.width() - left - theme.px(12)
        paint_text(painter, QRectF(left, top, room, line), self._note, "small", "text3")
        paint_text(painter, QRectF(left, top + line, room, line), self._text, "small", "text2")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.clicked.emit(self._unit)
