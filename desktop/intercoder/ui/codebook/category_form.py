"""The fields of one category, which open under its row; each saved when it is left."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from intercoder.records import Category, Variable
from intercoder.ui import style, theme
from intercoder.ui.codebook.fields import LineField, TextField, row
from intercoder.ui.definition import Quote
from intercoder.ui.icons import icon
from intercoder.ui.page import button

_NAMES = {
    "blue": "Blue", "vermilion": "Vermilion", "green": "Green", "purple": "Purple", "ochre": "Ochre", "sky": "Sky blue",
    "olive": "Olive", "grey": "Grey",
}  # fmt: skip


class CategoryForm(QWidget):
    """Emits `change(field, value)` and what is to become of the category as a whole."""

    change = Signal(str, object)
    merge_wanted = Signal()
    split_wanted = Signal()
    remove_wanted = Signal()
    duplicate_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self._category: Category | None = None
        self.number = LineField(self.tr("Number"), self)
        self.label = LineField(self.tr("Label"), self, example=self.tr("Stated"))
        self.key = LineField(self.tr("Key"), self)
        self.key.line.setMaxLength(2)  # one character may be two code units
        self.colour = ColourRow(self)
        self.definition = TextField(self.tr("Definition"), self, example=self.tr("Says outright that …"))
        self.use_when = TextField(self.tr("Use when"), self, example=self.tr("the claim can be quoted as it stands"))
        self.not_when = TextField(self.tr("Not when"), self, example=self.tr("a general is only named or described"))
        self.examples = Examples(self)
        self.merge = button(self, self.tr("Merge into …"))
        self.split = button(self, self.tr("Split …"))
        self.duplicate = button(self, self.tr("Duplicate"))
        self.remove = button(self, self.tr("Remove"), "danger")
        self._lay_out()
        for field in ("label", "definition", "use_when", "not_when"):
            getattr(self, field).changed.connect(lambda value, f=field: self.change.emit(f, value))
        self.number.changed.connect(self._tell_number)
        self.key.changed.connect(lambda text: self.change.emit("key", text.strip() or None))
        self.colour.chosen.connect(lambda name: self.change.emit("colour", name))
        self.examples.changed.connect(lambda texts: self.change.emit("examples", texts))
        self.merge.clicked.connect(self.merge_wanted)
        self.split.clicked.connect(self.split_wanted)
        self.duplicate.clicked.connect(self.duplicate_wanted)
        self.remove.clicked.connect(self.remove_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 12, 12, 16), 12)
        column.addLayout(row(self.number, self.label, self.key, shares=(2, 8, 2)))
        column.addWidget(self.definition)
        column.addLayout(row(self.use_when, self.not_when))
        column.addWidget(self.examples)
        column.addWidget(self.colour)
        foot = QHBoxLayout()
        theme.set_margins(foot, (0, 4, 0, 0), 8)
        foot.addWidget(self.merge)
        foot.addWidget(self.split)
        foot.addWidget(self.duplicate)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        column.addLayout(foot)

    def show_category(self, c: Category, variable: Variable, used: int) -> None:
        """Shows what the project holds."""
        other = self._category is None or self._category.id != c.id
        if other and self.isAncestorOf(self.window().focusWidget() or self):
            self.parentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        self._category = c
        self.number.show_value(str(c.value))
        self.label.show_value(c.label)
        self.key.show_value(c.key or "")
        self.key.line.setPlaceholderText(str(c.value) if 0 <= c.value <= 9 else "")
        self.definition.show_value(c.definition)
        self.use_when.show_value(c.use_when)
        self.not_when.show_value(c.not_when)
        self.examples.show_examples(c)
        self.colour.show_colour(c.colour)
        self.merge.setEnabled(len(variable.categories) > 1)
        self.split.setText(self.tr("Split {0} codings …").format(used) if used > 1 else self.tr("Split …"))

    @property
    def shown(self) -> int:
        """The number of the category whose fields these are."""
        return self._category.value if self._category is not None else 0

    def say(self, field: str, sentence: str) -> None:
        """What is wrong with what was typed; the project holds what it held."""
        where = {"value": self.number}.get(field) or getattr(self, field, None)
        if hasattr(where, "say"):
            where.say(sentence)

    def field(self, name: str) -> QWidget:
        """The field of this name, to jump to."""
        where = {"value": self.number, "colour": self.colour.buttons[0]}.get(name)
        return where or getattr(self, name or "definition", self.label)

    def _tell_number(self, text: str) -> None:
        cleaned = text.strip().replace("−", "-")
        if cleaned.lstrip("-").isdecimal() and len(cleaned) < 16:
            self.change.emit("value", int(cleaned))
        else:
            self.number.say(self.tr("Type a whole number."))


class ColourRow(QWidget):
    """The colours of codes as swatches, readable in light and dark, and none. Emits `chosen` with a name or None."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        name = QLabel(self.tr("Colour"), self)
        theme.set_font(name, "small_label")
        theme.set_kind(name, "second")
        line = QHBoxLayout(self)
        theme.set_margins(line, spacing=4)
        line.addWidget(name)
        line.addSpacing(theme.current().px(8))
        self.buttons = [_Swatch(colour, self) for colour in (None, *theme.CODE_COLOURS)]
        for made in self.buttons:
            made.clicked.connect(lambda _checked=False, c=made.colour: self.chosen.emit(c))
            line.addWidget(made)
        line.addStretch(1)

    def show_colour(self, colour: str | None) -> None:
        """Marks what the project holds."""
        for made in self.buttons:
            made.setChecked(made.colour == colour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(event.key(), 0)
        here = next((n for n, b in enumerate(self.buttons) if b.hasFocus()), None)
        if step and here is not None:
            self.buttons[(here + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


class _Swatch(QAbstractButton):
    def __init__(self, colour: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.colour = colour
        words = _NAMES[colour] if colour else "No colour"
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.set_fixed(self, 28, 28)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(28), theme.current().px(28))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(look.px(5), look.px(5), -look.px(5), -look.px(5))
        if self.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.code(self.colour))
            painter.drawRoundedRect(rect, look.px(4), look.px(4))
        else:
            painter.setPen(look.colour("control"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px(4), look.px(4))
            painter.drawLine(rect.bottomLeft() + rect.topLeft() * 0, rect.topRight())
        if self.isChecked():
            style.focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 7)
        elif self.hasFocus() or self.underMouse():
            painter.setPen(look.colour("strong" if not self.hasFocus() else "accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = look.px(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)


class Examples(QWidget):
    """Anchor examples: each can be taken away, a new one typed or pasted. Emits `changed` with all of them."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        name = QLabel(self.tr("Examples"), self)
        theme.set_font(name, "small_label")
        theme.set_kind(name, "second")
        self.line = QLineEdit(self)
        self.line.setAccessibleName(self.tr("New example"))
        self.line.setPlaceholderText(self.tr("Paste a passage, or send one from the place Code with its source"))
        self.line.editingFinished.connect(self._add)
        self._column = QVBoxLayout(self)
        theme.set_margins(self._column, spacing=6)
        self._column.addWidget(name)
        self._column.addWidget(self.line)
        self._rows: list[QWidget] = []

    def show_examples(self, c: Category) -> None:
        """The examples of a category."""
        self._texts = c.examples
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(n, text, c.colour) for n, text in enumerate(c.examples)]
        for n, made in enumerate(self._rows, 1):
            self._column.insertWidget(n, made)
            made.show()

    def _row(self, place: int, text: str, colour: str | None) -> QWidget:
        made = QWidget(self)
        line = QHBoxLayout(made)
        theme.set_margins(line, spacing=8)
        away = QToolButton(made)
        away.setIcon(icon("x"))
        away.setAccessibleName(self.tr("Remove example {0}").format(place + 1))
        away.setToolTip(self.tr("Remove this example"))
        away.clicked.connect(lambda _checked=False: self.changed.emit(self._texts[:place] + self._texts[place + 1 :]))
        line.addWidget(Quote(text, colour, made), 1)
        line.addWidget(away, alignment=Qt.AlignmentFlag.AlignTop)
        return made

    def _add(self) -> None:
        text = self.line.text().strip()
        if text:
            self.line.clear()
            self.changed.emit((*self._texts, text))
