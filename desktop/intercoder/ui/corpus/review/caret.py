"""The caret in a comment under review: arrow keys and clicks move it, and the split is where it stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from intercoder.ui import theme
from intercoder.ui.positions import Positions, display


class Caret(QTextEdit):
    """Lies over the text of the current line and shows all of it. Owned by the list of lines.

    Emits `cut` where it is to be cut, `left` when it is given up. Letters that act on the line are left to the list.
    """

    cut = Signal()
    left = Signal()
    FOR_THE_LIST = frozenset("jkmbrx")

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._positions = Positions(text)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        for set_policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the comment"))
        self.setAccessibleDescription(self.tr("Arrow keys move the caret, S splits the comment there, Escape leaves."))
        self.setFont(theme.current().font("body"))
        self.setCursorWidth(theme.current().px(2))
        self.document().setDocumentMargin(0)
        self.setPlainText(display(text))
        lines = QTextBlockFormat()
        lines.setLineHeight(theme.current().line("body"), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.mergeBlockFormat(lines)
        self.put(text.find("\n") + 1)

    @property
    def at(self) -> int:
        """Where the caret is, in code points of the stored text."""
        return self._positions.to_text(self.textCursor().position())

    def put(self, at: int) -> None:
        """Moves the caret before this character."""
        cursor = self.textCursor()
        cursor.setPosition(self._positions.to_qt(at))
        self.setTextCursor(cursor)

    def height_for(self, width: float) -> int:
        """How high all lines are at this width, in pixels."""
        self.document().setTextWidth(width)
        return round(self.document().size().height() + 0.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().casefold() == "s":
            self.cut.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text().casefold() in self.FOR_THE_LIST:
            event.ignore()  # goes on to the list, whose child this is
        else:
            super().keyPressEvent(event)
