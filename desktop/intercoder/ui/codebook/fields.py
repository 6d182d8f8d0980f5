"""Fields that save themselves when they are left: a line, a text of several lines, a choice, a switch."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from intercoder.ui import theme
from intercoder.ui.definition import label as wrapped

_MOST_LINES = 8


class Field(QWidget):
    """A name above, a control, a sentence under it. Emits `changed` with the value once it was left or chosen."""

    changed = Signal(object)
    _plain, _error = "", "error"  # how the control looks, and with a mistake in it

    def __init__(self, name: str, control: QWidget, parent: QWidget, help_: str = "") -> None:
        super().__init__(parent)
        theme.set_kind(control, self._plain)
        self._help = help_
        self.control = control
        control.setParent(self)
        control.setAccessibleName(name)
        self.name = QLabel(name, self)
        theme.set_font(self.name, "small_label")
        theme.set_kind(self.name, "second")
        self.name.setBuddy(control)
        self.sentence = wrapped(self, help_, "small", "hint")
        self.sentence.setVisible(bool(help_))
        column = QVBoxLayout(self)
        theme.set_margins(column, spacing=6)
        column.addWidget(self.name)
        column.addWidget(control)
        column.addWidget(self.sentence)
        self.setFocusProxy(control)

    def say(self, sentence: str = "", kind: str = "danger") -> None:
        """What is wrong or worth knowing; empty = the help again."""
        theme.set_kind(self.sentence, kind if sentence else "hint")
        self.sentence.setText(sentence or self._help)
        self.sentence.setVisible(bool(sentence or self._help))
        theme.set_kind(self.control, self._error if sentence and kind == "danger" else self._plain)
        self.control.setAccessibleDescription(sentence or self._help)

    def set_help(self, sentence: str) -> None:
        """Another help."""
        self._help = sentence
        self.say()


class LineField(Field):
    """One line. Emits `typing` with every key, `changed` when it was left with another text; Escape takes back."""

    typing = Signal(str)

    def __init__(self, name: str, parent: QWidget, help_: str = "", example: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(name, self.line, parent, help_)
        self._kept = ""
        self.line.setPlaceholderText(example)
        self.line.textEdited.connect(self.typing)
        self.line.editingFinished.connect(self._leave)
        self.line.installEventFilter(self)

    def show_value(self, text: str) -> None:
        """What the project holds; what is being typed stays."""
        if text != self._kept or not self.line.hasFocus():
            self._kept = text
            if self.line.text() != text:
                self.line.setText(text)
            self.line.setCursorPosition(0)
            self.say()

    def _leave(self) -> None:
        if self.line.text() != self._kept:
            self.changed.emit(self.line.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if watched is self.line and event.type() == QEvent.Type.KeyPress else None
        if pressed == Qt.Key.Key_Escape and self.line.text() != self._kept:
            self.line.setText(self._kept)
            self.say()
            return True
        return super().eventFilter(watched, event)


class _Growing(QPlainTextEdit):
    """A text box as high as its text, up to eight lines; Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _grow(self) -> None:
        most = _MOST_LINES * self.fontMetrics().lineSpacing()
        text, block = 0.0, self.document().begin()
        while block.isValid() and text < most:  # lines of Urdu are higher than those of the interface
            text += max(self.blockBoundingRect(block).height(), self.fontMetrics().lineSpacing())
            block = block.next()
        wanted = round(min(text, most)) + theme.current().px(18)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._grow)  # a height that changes while a layout works is not seen by it

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() == 0:
            event.ignore()
        else:
            super().wheelEvent(event)


class TextField(Field):
    """Several lines. Emits `changed` when it was left with another text, and on Ctrl+Enter; Escape takes back."""

    _plain, _error = "box", "box-error"

    def __init__(self, name: str, parent: QWidget, help_: str = "", example: str = "") -> None:
        self.box = _Growing()
        super().__init__(name, self.box, parent, help_)
        self._kept = ""
        self.box.setPlaceholderText(example)
        self.box.left.connect(self._leave)
        self.box.installEventFilter(self)

    def show_value(self, text: str) -> None:
        """What the project holds; what is being typed stays."""
        if text != self._kept or not self.box.hasFocus():
            self._kept = text
            if self.text() != text:
                self.box.setPlainText(text)
            self.say()

    def text(self) -> str:
        """What stands in the box; a no-break space stays one."""
        return _with_feeds(self.box.document().toRawText())

    def _leave(self) -> None:
        if self.text() != _with_feeds(self._kept):
            self.changed.emit(self.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.text() != self._kept:
                self.box.setPlainText(self._kept)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._leave()
                return True
        return super().eventFilter(watched, event)


def _with_feeds(text: str) -> str:
    """The text with a line feed wherever the box ends a line: a text that nobody edits is never written back."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\u2028", "\n")


class Picker(QComboBox):
    """A combo box that does not turn under the mouse wheel while somebody scrolls past it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def fill(self, options: Sequence[tuple[str, object]], value: object) -> None:
        """Offers (words, value) and shows the one chosen. Emits nothing."""
        with QSignalBlocker(self):
            self.clear()
            for words, data in options:
                self.addItem(words, data)
            self.setCurrentIndex(next((n for n, (_, data) in enumerate(options) if data == value), -1))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PickField(Field):
    """A choice of one of several words. Emits `changed` with its value."""

    def __init__(self, name: str, parent: QWidget, help_: str = "") -> None:
        self.picker = Picker(name)
        super().__init__(name, self.picker, parent, help_)
        self.picker.activated.connect(lambda _index: self.changed.emit(self.picker.currentData()))

    def show_value(self, options: Sequence[tuple[str, object]], value: object) -> None:
        """What may be chosen, and what the project holds."""
        self.picker.fill(options, value)
        self.say()


class Switch(QAbstractButton):
    """What acts at once, on or off: a word and a slider after it. Emits `clicked`."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(round(theme.advance(look.font_key("body"), self.text())) + look.px(36 + 12 + 4), look.px(28))

    minimumSizeHint = sizeHint

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        from intercoder.ui import paint, style

        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else look.alphas["disabled"])
        width, height = look.px(36), look.px(20)
        track = QRectF(2, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent" if self.isChecked() else "control"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        side = height - look.px(4)
        x = track.right() - side - look.px(2) if self.isChecked() else track.x() + look.px(2)
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(QRectF(x, track.y() + look.px(2), side, side))
        words = QRectF(track.right() + look.px(10), 0, self.width() - track.right() - look.px(10), self.height())
        paint.paint_text(painter, words, self.text())
        if self.hasFocus():
            style.focus_ring(painter, track.adjusted(-2, -2, 2, 2), 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def row(*widgets: QWidget, spacing: int = 16, shares: Sequence[int] = ()) -> QHBoxLayout:
    """Fields beside each other, their tops in one line."""
    made = QHBoxLayout()
    theme.set_margins(made, spacing=spacing)
    for n, widget in enumerate(widgets):
        made.addWidget(widget, shares[n] if shares else 1, Qt.AlignmentFlag.AlignTop)
    return made
