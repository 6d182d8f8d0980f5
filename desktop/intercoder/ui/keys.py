"""The page of keys: everything that can be done without the mouse, found by typing, and changed where one likes."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from intercoder.errors import UserError
from intercoder.ui import keymap, paint, theme
from intercoder.ui.keymap import COMMANDS, Command, cap_of

_COMMAND = Qt.ItemDataRole.UserRole
_ROWS = 16


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
    """Lists every command with its keys; the chosen one gets the key that is pressed next. Opened by `ask`."""

    def __init__(self, parent: QWidget, categories: Mapping[str, str] | None = None) -> None:
        super().__init__(parent)
        self._categories = dict(categories or {})
        self._waits = False
        self.setWindowTitle(self.tr("Keys"))
        self.field, self.list, self._said = QLineEdit(self), QListWidget(self), QLabel(self)
        self.field.setPlaceholderText(self.tr("Search, such as “next unit” or “ctrl k”"))
        self.field.setAccessibleName(self.tr("Search a command or a key"))
        self.field.textChanged.connect(self._fill)
        self.list.setAccessibleName(self.tr("Commands and their keys"))
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(lambda _item: self.begin_change())
        self.list.currentItemChanged.connect(self._choose)
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_font(self._said, "small")
        self.change = self._button(self.tr("Change key …"), self.begin_change)
        self.default = self._button(self.tr("Own key back"), self._reset)
        self.all = self._button(self.tr("All keys back"), self._reset_all)
        self.close_button = self._button(self.tr("Close"), self.reject)
        for widget in (self.field, self.list):
            widget.installEventFilter(self)
        self._lay_out()
        self._fill("")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _button(self, words: str, act) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        theme.set_margins(foot, spacing=8)
        for button in (self.change, self.default, self.all):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 20, 24, 16), 10)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self._said)
        column.addLayout(foot)
        look = theme.current()
        wanted = QSize(look.px(640), look.px(120) + _ROWS * look.px("height.row"))
        self.resize(wanted.boundedTo(self.parentWidget().size()))

    # ---------------------------------------------------------------- the list

    def _fill(self, typed: str, keep: str = "") -> None:
        """Lists what fits; chooses the command `keep`, else the one whose words begin with what was typed."""
        wanted = typed.casefold().split()
        self.list.clear()
        group = ""
        for command in COMMANDS:
            words = f"{self.tr(command.group)} {self.tr(command.words)} {spoken_keys(command)}".casefold()
            if not all(part in words for part in wanted):
                continue
            if command.group != group:
                group = command.group
                heading = QListWidgetItem(self.tr(group), self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(f"{self.tr(command.words)}, {spoken_keys(command) or self.tr('no key')}", self.list)
            item.setData(_COMMAND, command)
            item.setToolTip(self.tr("This key cannot be changed.") if command.fixed else "")
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_COMMAND) is not None]
        self.list.setCurrentRow(min(rows, key=lambda row: self._rank(row, typed, keep), default=-1))
        self._choose()

    def _rank(self, row: int, typed: str, keep: str) -> tuple[bool, bool, int]:
        command: Command = self.list.item(row).data(_COMMAND)
        return command.id != keep, not self.tr(command.words).casefold().startswith(typed.casefold().strip()), row

    def command(self) -> Command | None:
        """The command that is chosen."""
        item = self.list.currentItem()
        return item.data(_COMMAND) if item is not None else None

    def _choose(self, *_items: object) -> None:
        command = self.command()
        self._waits = False
        self.change.setEnabled(command is not None and not command.fixed)
        self.default.setEnabled(command is not None and keymap.current().is_own(command.id))
        self.all.setEnabled(any(keymap.current().is_own(each.id) for each in COMMANDS))
        fixed = command is not None and command.fixed
        self._say(self.tr("This key cannot be changed.") if fixed else self.tr("Enter changes the key, Delete takes it away."))

    def _say(self, sentence: str, wrong: bool = False) -> None:
        theme.set_kind(self._said, "danger" if wrong else "hint")
        self._said.setText(sentence)

    def said(self) -> str:
        """The sentence under the list."""
        return self._said.text()

    # ---------------------------------------------------------------- changing

    def begin_change(self) -> None:
        """The next key that is pressed becomes the key of the chosen command; Esc leaves all as it is."""
        command = self.command()
        if command is not None and not command.fixed:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._waits = True
            self._say(self.tr("Press the key for “{0}”; Esc leaves it as it is.").format(self.tr(command.words)))

    def _take(self, key: str) -> None:
        command = self.command()
        self._waits = False
        if command is None or command.fixed:
            return
        try:
            keymap.current().change(command.id, key, self._categories)
        except UserError as error:
            self._say(f"{error.message} {error.hint}", wrong=True)
            return
        self._fill(self.field.text(), command.id)

    def _reset(self) -> None:
        command = self.command()
        if command is None:
            return
        try:
            keymap.current().reset(command.id)
        except UserError as error:
            self._say(f"{error.message} {error.hint}", wrong=True)
            return
        self._fill(self.field.text(), command.id)

    def _reset_all(self) -> None:
        keymap.current().reset_all()
        self._fill(self.field.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and self._waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        return self._key_in_field(event) if watched is self.field else self._key_in_list(event)

    def _key_in_field(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def _key_in_list(self, event: QKeyEvent) -> bool:
        if self._waits:
            key = keymap.key_of_event(event)
            if event.key() == Qt.Key.Key_Escape:
                self._choose()
            elif key:
                self._take(key)
            return True
        if event.key() == Qt.Key.Key_Delete:
            self._take("")
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin_change()
            return True
        return False

    @classmethod
    def ask(cls, parent: QWidget, categories: Mapping[str, str] | None = None) -> None:
        """Shows the keys until the page is closed."""
        cls(parent, categories).exec()


def caps(command: Command) -> list[str]:
    """The keys of a command as they stand on caps."""
    return [cap_of(key) for key in (command.keys if command.fixed else keymap.current().keys(command.id))]


def spoken_keys(command: Command) -> str:
    """The keys of a command in words, for search and for screen readers."""
    keys = command.keys if command.fixed else keymap.current().keys(command.id)
    return ", ".join(f"{key.replace('+', ' ').strip() or '+'} {cap_of(key)}" if len(key) > 1 else key for key in keys)


class _Rows(QStyledItemDelegate):
    """A heading, or the words of a command with its caps at the right; a mark where the key was changed."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(10, theme.current().px("height.row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, command = theme.current(), index.data(_COMMAND)
        view: QListWidget = option.widget
        rect = QRectF(option.rect).adjusted(look.px(8), 0, -look.px(8), 0)
        if command is None:
            paint.paint_text(painter, rect.adjusted(0, look.px(6), 0, 0), index.data(), "small_strong", "text2")
            return
        if view.currentIndex() == index:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if view.hasFocus() else "sunken"))
            painter.drawRoundedRect(rect, look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        right = rect.right() - look.px(8)
        for cap in reversed(caps(command)):
            size = paint.key_cap_size(cap)
            right -= size.width()
            box = QRectF(right, rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.key_cap(painter, box, cap)
            right -= look.px(4)
        if keymap.current().is_own(command.id):
            words = self.parent().tr("changed")
            right -= paint.text_width("small", words) + look.px(8)
            paint.paint_text(painter, QRectF(right, rect.y(), rect.right() - right, rect.height()), words, "small", "accent")
        room = QRectF(rect.x() + look.px(8), rect.y(), right - rect.x() - look.px(16), rect.height())
        paint.paint_text(painter, room, self.parent().tr(command.words), "body", "text2" if command.fixed else "text")
