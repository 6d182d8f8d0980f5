"""The answers of one question: as small pills at rest, as rows with key caps while the question is focused."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from intercoder.records import Variable
from intercoder.ui import paint, style, theme
from intercoder.ui.code.options import LARGE, NONE, UNDETERMINED, Choice, Option, matching, options
from intercoder.ui.icons import paint_icon

_COLUMN = 240  # px at scale 1: the least width of a column of answers
_LOCKED = 0.75  # opacity of answers that cannot be chosen now and were not given


class _Painted:
    """How an answer looks; mixed into a radio button and a check box, so that screen readers know what it is."""

    option: Option
    rows: bool
    pointed: bool
    found: bool = False  # a row among those that match what is typed: it stands without its tree
    chips: tuple[str, ...] = ()

    def set_chips(self, chips: tuple[str, ...]) -> None:
        """Initials of the other coders who gave this answer."""
        self.chips = chips
        self.describe()
        self.update()

    def describe(self) -> None:
        """Says what is painted beside the label: the key, and who else gave this answer."""
        key = [self.option.key] if self.option.key else []
        self.setAccessibleDescription(", ".join([*key, *self.chips]))

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
        self.setAccessibleName(option.whole)
        self.setToolTip(option.whole if option.path else "")
        self.describe()
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def size_at(self, width: int) -> QSize:
        """How large it is where this much room is: a row wraps its label, a pill stands on one line."""
        look = theme.current()
        if not self.rows:
            words = paint.text_width("small", self.option.whole) + self._chips_width()
            return QSize(min(round(words) + look.px(40), width), look.px("height.pill"))
        least = look.px("height.answer")
        room = round(width - self._left() - self._right_width())
        if paint.text_width("label", self.option.label) <= room:
            return QSize(width, least)
        metrics = QFontMetrics(look.font("label"))
        box = metrics.boundingRect(QRect(0, 0, max(1, room), 10_000), Qt.TextFlag.TextWordWrap, self.option.label)
        return QSize(width, max(least, box.height() + look.px(12)))

    def _left(self) -> int:
        """Where the label of a row begins."""
        return theme.current().px(36 + (0 if self.found else 18 * self.option.depth))

    def _right_width(self) -> float:
        """The room that key cap and chips of a row need."""
        look = theme.current()
        cap = paint.key_cap_size(self.option.key).width() + look.px(8) if self.option.key else 0
        return cap + self._chips_width() + look.px(8)

    def sizeHint(self) -> QSize:
        return self.size_at(theme.current().px(240))

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
        paint.paint_text(painter, words, self.option.whole, "small", "text" if on else "text2")

    def _paint_row(self, painter: QPainter, rect: QRectF) -> None:
        look, on = theme.current(), self.isChecked()
        ground = "selected" if on else "hover" if self.underMouse() or self.pointed else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            radius = look.px("radius.control")
            painter.drawRoundedRect(rect.adjusted(0, 0.5, 0, -0.5), radius, radius)
        mark = self._left() - look.px(28)
        self._paint_mark(painter, QRectF(mark, rect.center().y() - look.px(8), look.px(16), look.px(16)), on)
        right = rect.right() - look.px(8)
        if self.option.key and self.isEnabled() and caps_work(self):
            size = paint.key_cap_size(self.option.key)
            cap = QRectF(right - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.key_cap(painter, cap, self.option.key, pressed=False)
            right = cap.left() - look.px(8)
        right = self._paint_chips(painter, right, rect.center().y())
        words = QRectF(self._left(), 0, right - self._left(), rect.height())
        second = self.option.choice in (UNDETERMINED, NONE)
        painter.setFont(look.font("label" if on else "body"))
        painter.setPen(look.colour("text2" if second and not on else "text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, flags | Qt.TextFlag.TextWordWrap, self.option.label)
        if self.found and self.option.path:
            used = paint.text_width("label", self.option.label) + look.px(8)
            rest = words.adjusted(used, 0, 0, 0)
            if rest.width() > look.px(24):
                paint.paint_text(painter, rest, " › ".join(self.option.path), "small", "text3")

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
    """Holds the answers of one question and lays them out as pills or rows. Emits `taken` with a choice.

    Of a question with many answers only the chosen ones are shown at rest, and in focus those that match what is typed.
    """

    taken = Signal(object)

    def __init__(self, variable: Variable, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows, self._typed = False, ""
        self._placed: dict[int, tuple[list[QRect], int]] = {}  # width -> where the answers lie, and their height
        self.buttons: list[QAbstractButton] = []
        for option in options(variable):
            button = (BoxAnswer if option.several else RadioAnswer)(option, self)
            button.clicked.connect(lambda _checked=False, c=option.choice: self.taken.emit(c))
            self.buttons.append(button)
        self.is_large = len(self.buttons) > LARGE
        self._shown = [] if self.is_large else list(self.buttons)
        # Not fixed: a layout keeps the hint of another width, and would take it for the greatest height.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._choose_shown()

    # ---------------------------------------------------------------- showing

    @property
    def shown(self) -> list[QAbstractButton]:
        """The answers that are in sight, in their order."""
        return self._shown

    def set_rows(self, rows: bool) -> None:
        """Rows while focused, pills at rest."""
        if rows == self._rows and self._placed:
            return
        self._rows = rows
        for button in self.buttons:
            button.rows = rows
        self._choose_shown()

    def find(self, typed: str) -> None:
        """Shows the rows that match what is typed; all of them for nothing."""
        if typed != self._typed:
            self._typed = typed
            self._choose_shown()

    def set_chosen(self, choices: set[Choice]) -> None:
        """Marks what the project holds."""
        changed = [button for button in self.buttons if button.isChecked() != (button.option.choice in choices)]
        for button in changed:
            button.setChecked(not button.isChecked())
        if changed and self.is_large and not self._rows:
            self._choose_shown()

    def set_chips(self, given: Mapping[Choice, tuple[str, ...]]) -> None:
        """Shows beside each answer who else gave it."""
        changed = [button for button in self.buttons if button.chips != given.get(button.option.choice, ())]
        for button in changed:
            button.set_chips(given.get(button.option.choice, ()))
        if changed:
            self._lay_out()

    def point(self, button: QAbstractButton | None) -> None:
        """Shows which row the arrow keys are at."""
        for each in self.buttons:
            if each.pointed != (each is button):
                each.pointed = each is button
                each.update()

    def by_key(self, key: str) -> Choice | None:
        """The choice with this key."""
        for button in self.buttons:
            if button.option.key and button.option.key.casefold() == key.casefold():
                return button.option.choice
        return None

    def _choose_shown(self) -> None:
        """Which answers are in sight."""
        if not self.is_large:
            self._shown = self.buttons
        elif not self._rows:
            self._shown = [button for button in self.buttons if button.isChecked()]
        else:
            found = matching([button.option for button in self.buttons], self._typed)
            of = {button.option.choice: button for button in self.buttons}
            self._shown = [of[option.choice] for option in found]
        for button in self.buttons:
            button.found = bool(self._typed.strip()) and self._rows
            button.setVisible(button in self._shown)
            button.update()
        self._lay_out()

    # ---------------------------------------------------------------- laying out

    def _lay_out(self) -> None:
        self._placed.clear()
        self.updateGeometry()
        self._arrange()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width)[1]

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(240))
        return QSize(theme.current().px(240), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        least = theme.current().px(120)
        return QSize(least, self.heightForWidth(max(self.width(), least)))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and hasattr(self, "_shown"):
            self._lay_out()

    def _arrange(self) -> None:
        for button, rect in zip(self._shown, self._place(self.width())[0], strict=True):
            button.setGeometry(rect)

    def _place(self, width: int) -> tuple[list[QRect], int]:
        """Where each answer in sight lies, and the height of all of them."""
        if width not in self._placed:
            columns = self._columns(width) if self._rows else 1
            sizes = [button.size_at(width // columns) for button in self._shown]
            self._placed[width] = rows_of(sizes, columns) if self._rows else pills_of(sizes, width, theme.current().px(4))
        return self._placed[width]

    def _columns(self, width: int) -> int:
        """Where there is much room, as under the text of a narrow window, rows stand beside each other; a tree never."""
        is_tree = any(button.option.depth and not button.found for button in self._shown)
        return 1 if is_tree else max(1, width // theme.current().px(_COLUMN))


def rows_of(sizes: Sequence[QSize], columns: int = 1) -> tuple[list[QRect], int]:
    """One below the other, in columns of the same width."""
    rects, y = [], 0
    for first in range(0, len(sizes), columns):
        line = sizes[first : first + columns]
        height = max(size.height() for size in line)
        rects += [QRect(size.width() * n, y, size.width(), height) for n, size in enumerate(line)]
        y += height
    return rects, y


def pills_of(sizes: Sequence[QSize], width: int, gap: int) -> tuple[list[QRect], int]:
    """Beside each other, going on below where the width ends."""
    x, y, line, rects = 0, 0, 0, []
    for size in sizes:
        if x and x + size.width() > width:
            x, y, line = 0, y + line + gap, 0
        rects.append(QRect(x, y, min(size.width(), width), size.height()))
        x += size.width() + gap
        line = max(line, size.height())
    return rects, y + line
