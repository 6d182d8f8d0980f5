"""One unit with the answers of all coders beside it: the text at the left, who said what at the right."""

from collections import Counter

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.records import Unit
from intercoder.ui import figures, paint, theme
from intercoder.ui.isolate import isolated
from intercoder.ui.paint import initials_of
from intercoder.ui.reliability.units import CoderAnswer

_MOST_LINES = 6  # of single coders; more are put together by what they said
_CHIPS_A_LINE = 6
_MOST_CHARACTERS = 6000  # more of an article's text would not help to compare two answers


class Passage(QFrame):
    """A card with a unit's text and a line per coder. Imported text is shown as plain text only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[CoderAnswer] | None = None
        theme.set_kind(self, "card")
        self._where, self._text = _Elided(self), QLabel(self)
        theme.set_font(self._where, "small")
        theme.set_kind(self._where, "hint")
        for label in (self._where, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._text)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Text of the unit"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        theme.set_kind(self._text, "surface")
        self._answers = QWidget(self)
        self._grid = QGridLayout(self._answers)
        theme.set_margins(self._grid, (0, 0, 0, 0), 8)
        line = QFrame(self)
        theme.set_kind(line, "hair")
        theme.set_fixed(line, width=1)
        words = QVBoxLayout()
        theme.set_margins(words, spacing=6)
        words.addWidget(self._where)
        words.addWidget(self._scroll, 1)
        row = QHBoxLayout(self)
        theme.set_margins(row, (16, 12, 16, 12), 16)
        row.addLayout(words, 1)
        row.addWidget(line)
        row.addWidget(self._answers, 0, Qt.AlignmentFlag.AlignTop)

    def show_unit(self, unit: Unit, where: str, text: str, answers: list[CoderAnswer]) -> None:
        """Shows a unit with the answers of its coders."""
        self._where.setText(where)
        self._where.setToolTip(where)
        self._text.setText(text[:_MOST_CHARACTERS] + (" …" if len(text) > _MOST_CHARACTERS else ""))
        self._scroll.verticalScrollBar().setValue(0)
        self.setAccessibleName(f"{unit.ref}, {where}")
        self._shown = answers
        self._show_answers(answers)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and self._shown is not None:
            self._show_answers(self._shown)  # the chips are pictures in the colours of the theme

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text.text()

    def answers(self) -> list[str]:
        """What the coders said, as shown, top to bottom."""
        labels = self._answers.findChildren(QLabel, "answer")
        return [label.accessibleName() for label in labels]

    def _show_answers(self, answers: list[CoderAnswer]) -> None:
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        short = initials_of([given.coder.name for given in answers])
        if len(answers) > _MOST_LINES:
            self._show_groups(answers, short)
            return
        most = Counter(given.words for given in answers if given.is_coded).most_common(1)
        for n, given in enumerate(answers):
            chip, answer = QLabel(self._answers), QLabel(given.words, self._answers)
            chip.setPixmap(_chip(short[n], given.is_coded, self.devicePixelRatioF()))
            chip.setToolTip(given.coder.name)
            answer.setObjectName("answer")
            answer.setAccessibleName(f"{given.coder.name}: {given.words}")
            answer.setToolTip(given.words)
            answer.setTextFormat(Qt.TextFormat.PlainText)
            answer.setMaximumWidth(theme.current().px(160))
            answer.setWordWrap(True)
            differs = given.is_coded and given.words != most[0][0]
            theme.set_font(answer, "strong" if differs else "body")
            theme.set_kind(answer, "plain" if given.is_coded else "hint")
            self._grid.addWidget(chip, n, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(answer, n, 1)
        self._grid.setColumnStretch(1, 1)
        self._answers.setMinimumWidth(theme.current().px(130))

    def _show_groups(self, answers: list[CoderAnswer], short: list[str]) -> None:
        """A line per answer with all who gave it, the commonest first; who gave none stands last."""
        groups: dict[tuple[bool, str], list[int]] = {}
        for n, given in enumerate(answers):
            groups.setdefault((given.is_coded, given.words), []).append(n)
        ranked = sorted(groups.items(), key=lambda group: (not group[0][0], -len(group[1])))
        for line, ((is_coded, words), members) in enumerate(ranked):
            names = ", ".join(isolated(answers[n].coder.name) for n in members)
            said = QLabel(f"{isolated(words)} · {figures.count(len(members))}", self._answers)
            said.setObjectName("answer")
            said.setAccessibleName(f"{names}: {isolated(words)}")
            said.setToolTip(said.accessibleName())
            said.setTextFormat(Qt.TextFormat.PlainText)
            said.setWordWrap(True)
            theme.set_font(said, "strong" if is_coded and line else "body")
            theme.set_kind(said, "plain" if is_coded else "hint")
            chips = QLabel(self._answers)
            chips.setPixmap(_chips([short[n] for n in members], is_coded, self.devicePixelRatioF()))
            chips.setToolTip(names)
            self._grid.addWidget(said, 2 * line, 0, 1, 2)
            self._grid.addWidget(chips, 2 * line + 1, 0, 1, 2)
        self._answers.setMinimumWidth(theme.current().px(190))


class _Elided(QLabel):
    """One line that ends in an ellipsis where it is too long; the tooltip has all of it."""

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(80), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint.paint_text(QPainter(self), QRectF(self.rect()), self.text(), "small", "text3")


def _chips(names: list[str], coded: bool, ratio: float) -> QPixmap:
    """The chips of several coders in lines of a few."""
    gap = theme.current().px(4)
    sizes = [paint.coder_chip_size(letters) for letters in names]
    wide, high = max(s.width() for s in sizes) + gap, max(s.height() for s in sizes) + gap
    lines = -(-len(names) // _CHIPS_A_LINE)
    picture = QPixmap(QSize(round(min(len(names), _CHIPS_A_LINE) * wide * ratio), round(lines * high * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    for n, (letters, size) in enumerate(zip(names, sizes, strict=True)):
        box = QRectF(n % _CHIPS_A_LINE * wide, n // _CHIPS_A_LINE * high, size.width(), size.height())
        paint.coder_chip(painter, box, letters, coded)
    painter.end()
    return picture


def _chip(letters: str, coded: bool, ratio: float) -> QPixmap:
    size = paint.coder_chip_size(letters)
    picture = QPixmap(QSize(round(size.width() * ratio), round((size.height() + 4) * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint.coder_chip(painter, QRectF(0, 2, size.width(), size.height()), letters, coded)
    painter.end()
    return picture
