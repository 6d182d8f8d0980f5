"""The answers of one question: as small pills at rest, as rows with key caps while the question is focused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from intercoder.records import Answer, Variable
from intercoder.ui import keymap, paint, style, theme
from intercoder.ui.icons import paint_icon

UNDETERMINED = "undetermined"
NONE = "none"
Choice = int | str
"""The number of a category, or `undetermined`, or `none` (of a *several* question: none of them applies)."""
_LOCKED = 0.75  # opacity of answers that cannot be chosen now and were not given


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    choice: Choice
    label: str
    key: str
    several: bool
    code: str | None = None  # the colour of a category one marks with


def options(variable: Variable) -> list[Option]:
    """The answers of a question with categories, in codebook order; `cannot be determined` comes last."""
    several, marks = variable.answer_kind == "several", variable.answer_kind == "spans"
    found = [
        Option(c.value, c.label, key_of(c.key, c.value), several, (c.colour or "grey") if marks else None)
        for c in variable.categories
        if variable.answer_kind in ("one", "several", "spans")
    ]
    if several:
        taken = {option.key for option in found}
        found.append(Option(NONE, "None of these", "" if "0" in taken else "0", False))
    if variable.undetermined:
        found.append(Option(UNDETERMINED, "Cannot be determined", keymap.current().cap("code.undetermined"), False))
    return found


def key_of(key: str | None, value: int) -> str:
    """The key of a category: its own, else its one-digit number; none if a command has it."""
    wanted = key or (str(value) if 0 <= value <= 9 else "")
    return "" if wanted.casefold() in keymap.current().reserved() else wanted


def category_keys(variables: Iterable[Variable]) -> dict[str, str]:
    """The keys that categories have, as they are compared, and the labels they stand for."""
    pairs = ((key_of(c.key, c.value), c.label) for variable in variables for c in variable.categories)
    return {key.casefold(): label for key, label in pairs if key}


def chosen(variable: Variable, answer: Answer | None) -> set[Choice]:
    """What of the options an answer has chosen."""
    if answer is None:
        return set()
    if answer.status == "undetermined":
        return {UNDETERMINED}
    if answer.status != "value":
        return set()
    if variable.answer_kind == "several":
        return set(answer.ticked) or {NONE}
    return {int(answer.answer)} if answer.answer is not None and variable.answer_kind == "one" else set()


class _Painted:
    """How an answer looks; mixed into a radio button and a check box, so that screen readers know what it is."""

    option: Option
    rows: bool
    pointed: bool
    chips: tuple[str, ...] = ()

    def set_chips(self, chips: tuple[str, ...]) -> None:
        """Initials of the other coders who gave this answer."""
        if chips != self.chips:
            self.chips = chips
            self.setAccessibleDescription(", ".join(chips))
            self.updateGeometry()
            self.update()

    def _chips_width(self) -> float:
        gap = theme.current().px(3)
        return sum(paint.coder_chip_size(chip).width() + gap for chip in self.chips)

    def _paint_chips(self, painter: QPainter, right: float, middle: float) -> float:
        """Paints the chips up to `right`; where they begin."""
        for chip in reversed(self.chips):
            size = paint.coder_chip_size(chip)
            right -= size.width()
            paint.coder_chip(painter, QRectF(right, round(middle - size.height() / 2), *size.toTuple()), chip)
            right -= theme.current().px(3)
        return right

    def dress(self, option: Option) -> None:
        """Takes over what it says."""
        self.option, self.rows, self.pointed = option, False, False
        self.setText(option.label.replace("&", "&&"))
        self.setAccessibleName(option.label)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        look = theme.current()
        if self.rows:
            return QSize(look.px(200), look.px("height.answer"))
        words = paint.text_width("small", self.option.label) + self._chips_width()
        return QSize(round(words) + look.px(40), look.px("height.pill"))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self.chips and not self.isChecked():
            painter.setOpacity(_LOCKED)
        (self._paint_row if self.rows else self._paint_pill)(painter, QRectF(self.rect()))

    def _paint_pill(self, painter: QPainter, rect: QRectF) -> None:
        look, on = theme.current(), self.isChecked()
        painter.setPen(QPen(look.colour("accent" if on else "hair"), 1.5 * look.scale if on else 1))
        painter.setBrush(look.colour("selected" if on else "hover" if self.underMouse() else "surface"))
        radius = look.px("radius.control")
        painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), radius, radius)
        mark = QRectF(look.px(8), rect.center().y() - look.px(7), look.px(14), look.px(14))
        self._paint_mark(painter, mark, on)
        right = self._paint_chips(painter, rect.right() - look.px(6), rect.center().y())
        words = QRectF(look.px(28), 0, right - look.px(28), rect.height())
        paint.paint_text(painter, words, self.option.label, "small", "text" if on else "text2")

    def _paint_row(self, painter: QPainter, rect: QRectF) -> None:
        look, on = theme.current(), self.isChecked()
        ground = "selected" if on else "hover" if self.underMouse() or self.pointed else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            radius = look.px("radius.control")
            painter.drawRoundedRect(rect.adjusted(0, 0.5, 0, -0.5), radius, radius)
        self._paint_mark(painter, QRectF(look.px(8), rect.center().y() - look.px(8), look.px(16), look.px(16)), on)
        right = rect.right() - look.px(8)
        if self.option.key and self.isEnabled() and caps_work(self):
            size = paint.key_cap_size(self.option.key)
            cap = QRectF(right - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.key_cap(painter, cap, self.option.key, pressed=False)
            right = cap.left() - look.px(8)
        right = self._paint_chips(painter, right, rect.center().y())
        words = QRectF(look.px(36), 0, right - look.px(36), rect.height())
        second = self.option.choice in (UNDETERMINED, NONE)
        token = "text2" if second and not on else "text"
        paint.paint_text(painter, words, self.option.label, "label" if on else "body", token)

    def _paint_mark(self, painter: QPainter, rect: QRectF, on: bool) -> None:
        if self.option.choice in (UNDETERMINED, NONE):
            paint_icon(painter, rect, "ban", "accent" if on else "text3")
        elif self.option.code is not None:
            paint.swatch(painter, rect, self.option.code)
        elif self.option.several:
            style.check(painter, rect, on)
        else:
            style.radio(painter, rect, on)


def caps_work(widget: QWidget) -> bool:
    """Whether single keys act now: not while a text box has the focus."""
    from intercoder.ui.code_keys import is_text_box

    return not is_text_box(widget.window().focusWidget())


class RadioAnswer(_Painted, QRadioButton):
    """An answer of which one is chosen."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        QRadioButton.__init__(self, parent)
        self.dress(option)

    def nextCheckState(self) -> None:
        """The project says what is chosen, not the click."""


class BoxAnswer(_Painted, QCheckBox):
    """An answer that can be ticked beside others."""

    def __init__(self, option: Option, parent: QWidget) -> None:
        QCheckBox.__init__(self, parent)
        self.dress(option)

    def nextCheckState(self) -> None:
        """The project says what is ticked, not the click."""


class Answers(QWidget):
    """Holds the answers of one question and lays them out as pills or rows. Emits `taken` with a choice."""

    taken = Signal(object)

    def __init__(self, variable: Variable, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = False
        self.buttons: list[QAbstractButton] = []
        for option in options(variable):
            button = (BoxAnswer if option.several else RadioAnswer)(option, self)
            button.clicked.connect(lambda _checked=False, c=option.choice: self.taken.emit(c))
            self.buttons.append(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_rows(self, rows: bool) -> None:
        """Rows while focused, pills at rest."""
        self._rows = rows
        for button in self.buttons:
            button.rows = rows
            button.update()
        self.updateGeometry()
        self._arrange()

    def set_chosen(self, choices: set[Choice]) -> None:
        """Marks what the project holds."""
        for button in self.buttons:
            button.setChecked(button.option.choice in choices)

    def set_chips(self, given: Mapping[Choice, tuple[str, ...]]) -> None:
        """Shows beside each answer who else gave it."""
        for button in self.buttons:
            button.set_chips(given.get(button.option.choice, ()))
        self.updateGeometry()
        self._arrange()

    def point(self, place: int | None) -> None:
        """Shows which row the arrow keys are at."""
        for number, button in enumerate(self.buttons):
            button.pointed = number == place
            button.update()

    def by_key(self, key: str) -> Choice | None:
        """The choice with this key."""
        for button in self.buttons:
            if button.option.key and button.option.key.casefold() == key.casefold():
                return button.option.choice
        return None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, self._sizes())[1]

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(240))
        return QSize(theme.current().px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.heightForWidth(max(self.width(), theme.current().px(120))))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "buttons"):
            self.updateGeometry()
            self._arrange()

    def _sizes(self) -> list[QSize]:
        return [button.sizeHint() for button in self.buttons]

    def _arrange(self) -> None:
        for button, rect in zip(self.buttons, self._place(self.width(), self._sizes())[0], strict=True):
            button.setGeometry(rect)

    def _place(self, width: int, sizes: Sequence[QSize]) -> tuple[list[QRect], int]:
        """Where each answer lies, and the height of all of them."""
        if self._rows:
            rects, y = [], 0
            for size in sizes:
                rects.append(QRect(0, y, width, size.height()))
                y += size.height()
            return rects, y
        gap, x, y, line, rects = theme.current().px(4), 0, 0, 0, []
        for size in sizes:
            if x and x + size.width() > width:
                x, y = 0, y + line + gap
            rects.append(QRect(x, y, min(size.width(), width), size.height()))
            x += size.width() + gap
            line = size.height()
        return rects, y + line
