"""The page of keys: everything that can be done without the mouse."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from intercoder.ui import paint, theme

KEYS = (
    ("Code", (
        ("1 – 9, 0", "answer the focused question"), ("Tab", "next question, Shift+Tab the one before"),
        ("Space", "next question without an answer"), ("J", "next unit"), ("K", "previous unit"),
        ("–", "cannot be determined"), ("?", "doubt, with a memo"), ("Ctrl ↵", "finish and go to the next"),
        ("F1", "definition and examples"),
    )),
    ("Highlight", (
        ("Shift Ctrl →", "extend the selection by a word"), ("↵", "choose a category for the selection"),
        ("Shift Alt →", "move the edge of a span"), ("Del", "remove the span"), ("[  ]", "previous and next span"),
    )),
    ("Window", (
        ("Ctrl 1 … 5", "places"), ("Ctrl K", "every command and code"), ("Ctrl Z", "undo, by name"),
        ("Ctrl Shift Z", "redo, by name"), ("F9", "list, Shift+F9 form"), ("F6", "next pane"),
        ("Ctrl +", "larger type, Ctrl − smaller"), ("Ctrl F", "find in the text"),
    )),
)  # fmt: skip


class Cap(QWidget):
    """A key cap as a widget, for dialogs and headers."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        return paint.key_cap_size(self._text).toSize()

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = paint.key_cap_size(self._text)
        top = (self.height() - size.height()) / 2
        paint.key_cap(QPainter(self), QRectF(0, top, size.width(), size.height()), self._text)


class KeysDialog(QDialog):
    """Lists the keys in three groups."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        grid, row = QGridLayout(), 0
        theme.set_margins(grid, spacing=6)
        grid.setColumnStretch(1, 1)
        for group, keys in KEYS:
            heading = QLabel(self.tr(group), self)
            theme.set_font(heading, "small_strong")
            theme.set_kind(heading, "second")
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
            for key, what in keys:
                grid.addWidget(Cap(key, self), row, 0, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(QLabel(self.tr(what), self), row, 1)
                row += 1
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 20, 24, 16), 12)
        column.addLayout(grid)
        column.addWidget(buttons)

    @classmethod
    def ask(cls, parent: QWidget) -> None:
        """Shows the keys until the page is closed."""
        cls(parent).exec()
