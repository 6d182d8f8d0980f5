"""The frame of the questions that Plan asks: a heading, a sentence, fields, and the one main button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.page import button, hair

_AROUND = 240  # pixels of heading, buttons and title bar around the content of a dialog
MOST_SEED = 999_999_999


class Question(QDialog):
    """A dialog with a heading, a sentence, a body to fill, and Cancel beside the one main button."""

    def __init__(self, title: str, sentence: str, deed: str, parent: QWidget, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.set_kind(self, "surface")
        heading, self.sentence = QLabel(title, self), QLabel(sentence, self)
        theme.set_font(heading, "heading")
        theme.set_kind(self.sentence, "second")
        self.sentence.setWordWrap(True)
        self._inside = QWidget(self)
        theme.set_kind(self._inside, "surface")
        self.body = QVBoxLayout(self._inside)
        theme.set_margins(self.body, (6, 8, 6, 12), 6)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(title)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel, self.confirm = button(self, self.tr("Cancel")), button(self, deed, "primary")
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        foot = QHBoxLayout()
        theme.set_margins(foot, (0, 8, 0, 0), 8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 4)
        column.addWidget(heading)
        column.addWidget(self.sentence)
        column.addWidget(self._scroll, 1)
        self.foot = QVBoxLayout()
        theme.set_margins(self.foot, (0, 4, 0, 8), 4)
        column.addLayout(self.foot)
        column.addWidget(hair(self))
        column.addLayout(foot)
        self.setMinimumWidth(theme.current().px(width))

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """As high as its content, but never higher than the window it belongs to: then the content scrolls."""
        around = self.parentWidget().window()
        self.setMinimumWidth(min(self.minimumWidth(), around.width()))
        room = around.height() - theme.current().px(_AROUND) - self.foot.sizeHint().height()
        wanted = self._inside.heightForWidth(self.minimumWidth()) if self._inside.hasHeightForWidth() else 0
        wanted = max(wanted, self._inside.sizeHint().height())
        self._scroll.setMinimumHeight(max(theme.current().px(80), min(wanted, room)))
        self.layout().activate()
        width = self.minimumWidth()
        self.resize(width, max(self.layout().minimumHeightForWidth(width), self.minimumSizeHint().height()))

    def add_field(self, name: str, field: QWidget, help_: str = "") -> None:
        """A field with its name above it and, below, what helps."""
        self.body.addLayout(self.labelled(name, field, help_))
        self.body.addSpacing(theme.current().px(6))

    def add_pair(self, *fields: tuple[str, QWidget]) -> None:
        """Fields beside each other."""
        row = QHBoxLayout()
        theme.set_margins(row, spacing=12)
        for name, field in fields:
            row.addLayout(self.labelled(name, field), 1)
        self.body.addLayout(row)
        self.body.addSpacing(theme.current().px(6))

    def labelled(self, name: str, field: QWidget, help_: str = "") -> QVBoxLayout:
        """A column of a field's name, the field, and what helps."""
        column = QVBoxLayout()
        theme.set_margins(column, spacing=6)
        label = QLabel(name, self)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        label.setBuddy(field)
        field.setAccessibleName(name)
        column.addWidget(label)
        column.addWidget(field)
        if help_:
            column.addWidget(self.hint(help_))
        return column

    def hint(self, words: str = "") -> QLabel:
        """A quiet line that wraps."""
        made = QLabel(words, self)
        theme.set_font(made, "small")
        theme.set_kind(made, "hint")
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        return made


class NameQuestion(Question):
    """Asks for a name."""

    def __init__(self, title: str, sentence: str, deed: str, name: str, parent: QWidget) -> None:
        super().__init__(title, sentence, deed, parent)
        self.name = QLineEdit(name, self)
        self.name.selectAll()
        self.add_field(self.tr("Name"), self.name)
        self.name.textChanged.connect(self._check)
        self._check()

    @classmethod
    def ask(cls, title: str, sentence: str, deed: str, name: str, parent: QWidget) -> str | None:
        """The name, None if the researcher thought better of it."""
        dialog = cls(title, sentence, deed, name, parent)
        return dialog.name.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _check(self) -> None:
        self.confirm.setEnabled(bool(self.name.text().strip()))


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
