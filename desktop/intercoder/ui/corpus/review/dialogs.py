"""What the review asks: what a comment answers, and why a count is accepted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from intercoder.records import COUNT_REASONS
from intercoder.ui import theme
from intercoder.ui.page import button, resize_within


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
        resize_within(self, 560, 320)


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
