"""What the review asks: where to cut, what a comment answers, and why a count is accepted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from intercoder.records import COUNT_REASONS
from intercoder.ui import theme
from intercoder.ui.page import button
from intercoder.ui.positions import Positions, display


class _Asking(QDialog):
    def __init__(self, title: str, sentence: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.set_kind(self, "surface")
        self.column = QVBoxLayout(self)
        theme.set_margins(self.column, (20, 16, 20, 16), 10)
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        self.column.addWidget(words)
        cancel, self.confirm = button(self, self.tr("Cancel")), button(self, verb, "primary")
        self.confirm.setDefault(True)
        self.confirm.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.foot = QHBoxLayout()
        theme.set_margins(self.foot, spacing=8)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.confirm)
        self.resize(theme.current().px(560), theme.current().px(320))


class SplitDialog(_Asking):
    """Shows a comment with a caret; Enter or S cuts there. `ask` gives the place in code points, None if nothing is cut."""

    def __init__(self, text: str, parent: QWidget) -> None:
        sentence = self.tr("Put the caret before the first word of the second comment.")
        super().__init__(self.tr("Split the comment"), sentence, self.tr("Split here"), parent)
        self._positions = Positions(text)
        self.box = _Caret(self)
        self.box.setPlainText(display(text))
        self.box.setAccessibleName(self.tr("Text of the comment"))
        theme.set_font(self.box, "reading")
        self.column.addWidget(self.box, 1)
        self.column.addLayout(self.foot)
        self.box.moveCursor(QTextCursor.MoveOperation.Start)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def at(self) -> int:
        """Where the caret is, in code points of the stored text."""
        return self._positions.to_text(self.box.textCursor().position())

    @classmethod
    def ask(cls, text: str, parent: QWidget) -> int | None:
        """The place of the cut."""
        dialog = cls(text, parent)
        return dialog.at if dialog.exec() == QDialog.DialogCode.Accepted else None


class _Caret(QPlainTextEdit):
    """Read-only, with a caret that the arrow keys move."""

    def __init__(self, parent: QDialog) -> None:
        super().__init__(parent)
        self._dialog = parent
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().casefold() == "s":
            self._dialog.accept()
        else:
            super().keyPressEvent(event)


class ChooseDialog(_Asking):
    """A list that is narrowed by typing. `ask` gives the key of the chosen row, None if nothing was chosen."""

    def __init__(
        self, title: str, sentence: str, verb: str, rows: Sequence[tuple[object, str]], first: object, parent: QWidget
    ) -> None:
        super().__init__(title, sentence, verb, parent)
        self.field, self.list = QLineEdit(self), QListWidget(self)
        self.field.setPlaceholderText(self.tr("Type to find"))
        self.field.setAccessibleName(self.tr("Find in the list"))
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for key, words in rows:
            item = QListWidgetItem(" ".join(words.split()), self.list)
            item.setData(Qt.ItemDataRole.UserRole, key)
            if key == first:
                self.list.setCurrentItem(item)
        if self.list.currentItem() is None:
            self.list.setCurrentRow(0)
        self.field.textChanged.connect(self._narrow)
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.column.addWidget(self.field)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self.foot)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        super().keyPressEvent(event)

    def _narrow(self, typed: str) -> None:
        parts = typed.casefold().split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(not all(part in item.text().casefold() for part in parts))
        shown = [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown and self.list.currentItem() is not None and self.list.currentItem().isHidden():
            self.list.setCurrentRow(shown[0])
        self.confirm.setEnabled(bool(shown))

    @property
    def chosen(self) -> object:
        """The key of the current row."""
        return self.list.currentItem().data(Qt.ItemDataRole.UserRole)

    @classmethod
    def ask(
        cls, title: str, sentence: str, verb: str, rows: Sequence[tuple[object, str]], first: object, parent: QWidget
    ) -> object | None:
        """The key of the row that was chosen."""
        dialog = cls(title, sentence, verb, rows, first, parent)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None


def reasons() -> list[tuple[object, str]]:
    """The reasons for another count, with their words."""
    return [(key, words[0].upper() + words[1:]) for key, words in COUNT_REASONS.items()]
