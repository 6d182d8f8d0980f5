"""The page of keys: everything that can be done without the mouse."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

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
        ("F2", "change the category"),
        ("Ctrl M", "memo on the span, or on the unit"),
    )),
    ("Window", (
        ("Ctrl 1 … 5", "places"), ("Ctrl K", "every command and code"), ("Ctrl Z", "undo, by name"),
        ("Ctrl Shift Z", "redo, by name"), ("Ctrl F", "find in the text"), ("F9", "list, Shift+F9 form"),
        ("F6", "next pane"), ("Ctrl +", "larger type, Ctrl − smaller"), ("Ctrl E", "export"),
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
        page = QWidget(self)
        theme.set_kind(page, "surface")
        groups = QHBoxLayout(page)
        theme.set_margins(groups, spacing=32)
        for group, keys in KEYS:
            groups.addLayout(self._group(self.tr(group), keys), 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 20, 24, 16), 12)
        column.addWidget(scroll, 1)
        column.addWidget(buttons)
        wanted = page.sizeHint() + QSize(theme.current().px(64), theme.current().px(112))
        self.resize(wanted.boundedTo(parent.size()))

    def _group(self, name: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        theme.set_margins(grid, spacing=6)
        grid.setColumnStretch(1, 1)
        heading = QLabel(name, self)
        theme.set_font(heading, "small_strong")
        theme.set_kind(heading, "second")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (key, what) in enumerate(keys, 1):
            grid.addWidget(Cap(key, self), row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(QLabel(self.tr(what), self), row, 1)
        grid.setRowStretch(len(keys) + 1, 1)
        return grid

    @classmethod
    def ask(cls, parent: QWidget) -> None:
        """Shows the keys until the page is closed."""
        cls(parent).exec()
