"""What the review asks: where to cut, what a comment answers, and why a count is accepted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from intercoder.project.review import halves_at
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
        self._text = text
        self.first, self.second = self._half(self.tr("Stays")), self._half(self.tr("New comment"))
        self.column.addLayout(self.foot)
        self.box.cursorPositionChanged.connect(self._show_halves)
        self.box.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_halves()
        self.resize(theme.current().px(560), theme.current().px(400))
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _half(self, name: str) -> "_Half":
        row = QHBoxLayout()
        theme.set_margins(row, spacing=8)
        heading, words = QLabel(name, self), _Half(name, self)
        theme.set_font(heading, "small_label")
        theme.set_kind(heading, "second")
        theme.set_fixed(heading, width=96)
        row.addWidget(heading)
        row.addWidget(words, 1)
        self.column.addLayout(row)
        return words

    def _show_halves(self) -> None:
        """What the cut would make, before it is made; where a half would have no words nothing can be cut."""
        halves = halves_at(self._text, self.at)
        self.first.show_text(halves[0], Qt.TextElideMode.ElideLeft)
        self.second.show_text(halves[1], Qt.TextElideMode.ElideRight)
        self.confirm.setEnabled(all(half.strip() for half in halves))

    @property
    def at(self) -> int:
        """Where the caret is, in code points of the stored text."""
        return self._positions.to_text(self.box.textCursor().position())

    @classmethod
    def ask(cls, text: str, parent: QWidget) -> int | None:
        """The place of the cut."""
        dialog = cls(text, parent)
        return dialog.at if dialog.exec() == QDialog.DialogCode.Accepted else None


class _Half(QLabel):
    """One line of a half, cut short where it is not next to the caret; screen readers get the whole of it."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._words, self._mode = name, "", Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme.set_font(self, "body")

    def show_text(self, text: str, mode: Qt.TextElideMode) -> None:
        """Shows the beginning of a text, or its end."""
        self._words, self._mode = " ".join(display(text).split()) or self.tr("no words"), mode
        theme.set_kind(self, "" if text.strip() else "hint")
        self.setAccessibleName(f"{self._name}: {self._words}")
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, self._mode, self.width()))


class _Caret(QPlainTextEdit):
    """Read-only, with a caret that the arrow keys move."""

    def __init__(self, parent: SplitDialog) -> None:
        super().__init__(parent)
        self._dialog = parent
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().casefold() == "s":
            self._dialog.confirm.click()  # does nothing while a half would have no words
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
