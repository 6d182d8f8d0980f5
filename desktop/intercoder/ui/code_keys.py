"""Which single keys act where: none of them while a text box has the focus."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from intercoder.ui import keymap


def is_text_box(widget: QWidget | None) -> bool:
    """Whether typing into this widget writes text."""
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QLineEdit | QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())


def single_key(event: QKeyEvent) -> str:
    """The character of a key pressed alone or with Shift, digits of every script as 0 to 9; empty for any other."""
    key = keymap.key_of_event(event)
    return key if len(key) == 1 else ""


def tab_step(event: QKeyEvent) -> int:
    """1 for Tab, -1 for Shift+Tab, which some systems call Backtab."""
    back = event.key() == Qt.Key.Key_Backtab or event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return -1 if back else 1
