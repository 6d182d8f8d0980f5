"""The small parts of the form: a key cap that can be clicked, the one-line memo, and the footer."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import keymap, paint, theme
from intercoder.ui.settings import ADVANCE, Settings
from intercoder.ui.style import focus_ring


class CapButton(QAbstractButton):
    """A key cap that does the same when it is clicked."""

    def __init__(self, command: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._command, self._words = command, words
        self.setAccessibleName(words)
        keymap.current().changed.connect(self._read)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._read()

    def _read(self) -> None:
        """The key as it is now."""
        self._cap = keymap.current().cap(self._command) or "·"
        self.setToolTip(f"{self._words}  {self._cap}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px("height.target")
        return paint.key_cap_size(self._cap).toSize().expandedTo(QSize(side, side))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        size = paint.key_cap_size(self._cap)
        rect = QRectF(0, 0, size.width(), size.height())
        rect.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        paint.key_cap(painter, rect.toAlignedRect().toRectF(), self._cap, pressed=self.isDown())
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), 6)


class AdvanceAction(QAction):
    """Whether an answer leads to the next question by itself; off until it is switched on, and remembered."""

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        self.setText(self.tr("An answer leads to the next question"))
        self.setCheckable(True)
        self.setChecked(Settings().word(ADVANCE) == "on")
        form.advances = self.isChecked()
        self.toggled.connect(self._keep)

    def _keep(self, on: bool) -> None:
        self._form.advances = on
        Settings().keep(ADVANCE, "on" if on else "off")


class FinishButton(QPushButton):
    """The main button of the form, with its key on it."""

    paints_focus = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "primary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keymap.current().changed.connect(self.updateGeometry)

    @property
    def cap(self) -> str:
        """The key that does the same."""
        return keymap.current().cap("code.finish")

    def sizeHint(self) -> QSize:
        look = theme.current()
        width = paint.text_width("label", self.text()) + paint.key_cap_size(self.cap).width() + look.px(36)
        return QSize(round(width), look.px("height.control"))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme.current(), QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent2" if self.underMouse() or self.isDown() else "accent"))
        painter.setOpacity(1.0 if self.isEnabled() else look.alphas["disabled"])
        painter.drawRoundedRect(rect, look.px("radius.control"), look.px("radius.control"))
        size = paint.key_cap_size(self.cap)
        cap = QRectF(rect.right() - size.width() - look.px(10), 0, size.width(), size.height())
        cap.moveTop(round(rect.center().y() - size.height() / 2))
        if self.cap:
            paint.key_cap(painter, cap, self.cap, on_accent=True)
        words = QRectF(look.px(14), 0, cap.left() - look.px(20), rect.height())
        paint.paint_text(painter, words, self.text(), "label", "onaccent")
        if self.hasFocus():
            painter.setPen(look.colour("onaccent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2.5, 2.5, -2.5, -2.5), look.px(4), look.px(4))


class Footer(QWidget):
    """What is missing, and the way on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        theme.set_fixed(self, height="height.footer")
        self._left = QLabel(self)
        theme.set_kind(self._left, "second")
        theme.set_font(self._left, "small")
        self.reopen = QPushButton(self.tr("Reopen …"), self)
        theme.set_kind(self.reopen, "link")
        self.finish = FinishButton(self)
        row = QHBoxLayout(self)
        theme.set_margins(row, (20, 1, 20, 0), 8)
        row.addWidget(self._left)
        row.addWidget(self.reopen)
        row.addStretch(1)
        row.addWidget(self.finish)
        self.say(0, False, False)

    def say(self, required_left: int, done: bool, asked: bool, looking: bool = False, read_only: bool = False) -> None:
        """How many required answers are missing; or that the unit is done; or that one only looks on, or only can read."""
        words = self.tr("{0} required left").format(required_left) if required_left else self.tr("Nothing missing")
        state = self.tr("You look on") if looking else self.tr("Done") if done else words
        if read_only and not done:
            state = self.tr("Read-only")
        self._left.setText(state if asked else "")
        self._left.setToolTip(self.tr("Nothing is assigned to you in this round.") if looking else "")
        theme.set_kind(self._left, "ok" if done else "second")
        self.reopen.setVisible((done or looking) and not read_only)
        self.reopen.setText(self.tr("Code too") if looking else self.tr("Reopen …"))
        self.finish.setText(self.tr("Next unit") if done or looking or read_only else self.tr("Finish and next"))
        self.finish.setEnabled(asked or done)
        self.finish.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, 0, self.width())


class MemoBar(QWidget):
    """Asks for one line of text in the place of the footer: a doubt, or why a unit is reopened.

    Emits `opened(bool)` when it comes and goes.
    """

    opened = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self._act: Callable[[str], object] | None = None
        self._other: Callable[[], object] | None = None
        self._back: QWidget | None = None
        self._name = QLabel(self)
        theme.set_font(self._name, "small_label")
        self.field = QLineEdit(self)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._allow)
        self._needed = False
        self._do, self._take_away = QPushButton(self), QPushButton(self)
        self._do.clicked.connect(self._finish)
        self._take_away.clicked.connect(self._remove)
        theme.set_kind(self._take_away, "link")
        head, row = QHBoxLayout(), QHBoxLayout()
        theme.set_margins(head, spacing=8)
        head.addWidget(self._name, 1)
        head.addWidget(self._take_away)
        theme.set_margins(row, spacing=8)
        row.addWidget(self.field, 1)
        row.addWidget(self._do)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 8, 20, 12), 4)
        column.addLayout(head)
        column.addLayout(row)
        self.hide()

    def ask(
        self,
        name: str,
        text: str,
        button: str,
        act: Callable[[str], object],
        other: tuple[str, Callable[[], object]] | None,
        example: str = "",
        needed: bool = False,
    ) -> None:
        """Opens with a text to change; Enter acts, Escape leaves everything as it is. `needed`: an empty line is none."""
        self._needed = needed
        self.field.setPlaceholderText(example)
        self._act, self._other = act, other[1] if other else None
        self._back = self.window().focusWidget()
        self._name.setText(name)
        self.field.setAccessibleName(name)
        self.field.setText(text)
        self._do.setText(button)
        self._take_away.setVisible(other is not None)
        self._take_away.setText(other[0] if other else "")
        self._allow()
        self.show()
        self.opened.emit(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._finish()
                return True
        return super().eventFilter(watched, event)

    def _allow(self) -> None:
        self._do.setEnabled(not self._needed or bool(self.field.text().strip()))

    def _finish(self) -> None:
        if not self._do.isEnabled():
            return
        act, text = self._act, self.field.text().strip()
        self._close()
        if act is not None:
            act(text)

    def _remove(self) -> None:
        other = self._other
        self._close()
        if other is not None:
            other()

    def _close(self) -> None:
        self.hide()
        self.opened.emit(False)
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
