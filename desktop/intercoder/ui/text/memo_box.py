"""The box in which a memo is written: over the text, beside what it is about."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.pane import Elided

WIDTH, HEIGHT = 380, 176  # px at scale 1


class MemoBox(QFrame):
    """Owned by the widget it lies over. What was typed is kept however the box is left, except by Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self._keep: Callable[[str], object] | None = None
        self._back: QWidget | None = None
        theme.set_kind(self, "popup")
        self._name = Elided(self, "small_label")
        self.field = QPlainTextEdit(self)
        self.field.setPlaceholderText(self.tr("Sounds ironic: ask the others"))
        self.field.setTabChangesFocus(True)
        self.field.installEventFilter(self)
        hint = QLabel(self.tr("Shift Enter: new line · Escape: leave as it was"), self)
        theme.set_font(hint, "small")
        theme.set_kind(hint, "hint")
        self._button = QPushButton(self.tr("Keep"), self)
        theme.set_kind(self._button, "primary")
        self._button.clicked.connect(lambda _checked=False: self.leave(keep=True))
        self._button.installEventFilter(self)
        foot = QHBoxLayout()
        theme.set_margins(foot, spacing=8)
        foot.addWidget(hint, 1)
        foot.addWidget(self._button)
        column = QVBoxLayout(self)
        theme.set_margins(column, (12, 10, 12, 10), 6)
        column.addWidget(self._name)
        column.addWidget(self.field, 1)
        column.addLayout(foot)
        self.hide()

    def ask(self, about: str, text: str, at: QPoint, keep: Callable[[str], object]) -> None:
        """Opens near a point of the parent with the text as it is; `keep` takes what it is afterwards, if that differs."""
        self.leave(keep=True)
        self._before, self._keep = text, keep
        self._back = self.window().focusWidget()
        self._name.say(about)
        self.field.setAccessibleName(about)
        self.field.setPlainText(text)
        look, room = theme.current(), self.parentWidget().rect().adjusted(4, 4, -4, -4)
        self.resize(min(look.px(WIDTH), room.width()), min(look.px(HEIGHT), room.height()))
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        y = at.y() if at.y() + self.height() <= room.bottom() else max(room.top(), at.y() - self.height() - look.px(36))
        self.move(x, y)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    def leave(self, keep: bool) -> None:
        """Closes, and gives the focus back."""
        if self.isHidden():
            return
        act, text = self._keep, self.field.toPlainText()
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        self._keep = None
        self.hide()
        if had_focus and self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        if keep and act is not None and text.strip() != self._before.strip():
            act(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and watched is self.field:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            following = self.window().focusWidget()
            if following is None or not self.isAncestorOf(following):
                self.leave(keep=True)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave(keep=False)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.leave(keep=True)
            return True
        return False
