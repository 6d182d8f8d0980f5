"""Fields that the questions of Plan share."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

MOST_SEED = 999_999_999


def number_field(parent: QWidget, value: int | None, least: int, most: int) -> QLineEdit:
    """A field for a whole number."""
    field = QLineEdit("" if value is None else str(value), parent)
    field.setValidator(QIntValidator(least, most, field))
    return field


def choice(parent: QWidget, options: list[tuple[str, object]], current: object = None) -> QComboBox:
    """A list of words to choose from; `currentData()` is what the word stands for."""
    box = QComboBox(parent)
    for words, data in options:
        box.addItem(words, data)
    box.setCurrentIndex(max(0, next((n for n, (_, data) in enumerate(options) if data == current), 0)))
    return box
