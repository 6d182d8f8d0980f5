"""The questions of one unit as cards, all in sight; one of them is focused, and keys answer that one."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intercoder.records import Variable
from intercoder.ui import paint, theme
from intercoder.ui.code.question import QuestionCard
from intercoder.ui.definition import label
from intercoder.ui.pane import Elided

Key = tuple[Variable, int]
"""A question: its variable, and the span it is about or 0."""


class SpanHead(QWidget):
    """Names the highlight that the questions under it are about: its colour, its category, its words."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._code: str | None = None
        self._words = Elided(self, "small_strong", "second")
        row = QHBoxLayout(self)
        theme.set_margins(row, (30, 8, 12, 0))
        row.addWidget(self._words, 1)
        self.hide()

    def say(self, code: str | None, category: str, quote: str) -> None:
        """Shows another highlight."""
        self._code = code
        self._words.say(f"{category}: “{' '.join(quote.split())}”")
        self.setAccessibleName(self.tr("About the highlight {0}").format(self._words.full()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        box = QRectF(theme.current().px(12), self._words.y(), theme.current().px(10), self._words.height())
        paint.swatch(QPainter(self), box, self._code)


class Cards(QScrollArea):
    """Keeps a card for each question that is asked. Emits `made(card)` for a new one, and `focused_other`."""

    made = Signal(object)
    focused_other = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards: list[QuestionCard] = []
        self._at = 0
        self._body = QWidget(self)
        theme.set_kind(self._body, "surface")
        self._column = QVBoxLayout(self._body)
        theme.set_margins(self._column, (8, 8, 8, 24), 4)
        self.head = SpanHead(self._body)
        self._not_asked = label(self._body, "", "small", "hint")
        self._not_asked.setContentsMargins(12, 8, 12, 0)
        self._not_asked.hide()
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._body)

    # ---------------------------------------------------------------- which questions

    def set_asked(self, asked: Sequence[Key]) -> None:
        """Shows these questions; cards of those that are asked still stay, with the focus."""
        if [(card.variable, card.span) for card in self.cards] == list(asked):
            return
        focus = self.window().focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        now = self.focused
        kept = {(card.variable, card.span): card for card in self.cards}
        for widget in (self.head, self._not_asked, *self.cards):
            self._column.removeWidget(widget)
        for key, card in kept.items():
            if key not in asked:
                card.hide()
                card.setParent(None)
                card.deleteLater()
        self.cards = [kept.get(key) or self._card(*key) for key in asked]
        self._insert()
        for before, after in pairwise(self.cards):
            QWidget.setTabOrder(before, after)
        self._at = self.cards.index(now) if now in self.cards else min(self._at, max(0, len(self.cards) - 1))
        self.mark_focused()
        if had_focus and self.focused is not None:
            self.focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, variable: Variable, span: int) -> QuestionCard:
        card = QuestionCard(variable, span, self._body)
        card.entered.connect(lambda c=card: self.enter(c))
        self.made.emit(card)
        return card

    def _insert(self) -> None:
        about = [card for card in self.cards if card.span]
        self.head.setVisible(bool(about))
        place = 0
        for card in self.cards:
            if about and card is about[0]:
                self._column.insertWidget(place, self.head)
                place += 1
            self._column.insertWidget(place, card)
            card.show()
            place += 1
        self._column.insertWidget(place, self._not_asked)

    def say_not_asked(self, names: Sequence[str]) -> None:
        """Names the questions whose condition does not hold: they are not applicable, which is no missing answer."""
        words = self.tr("Not asked here: {0}").format(", ".join(names)) if names else ""
        if words != self._not_asked.text():
            self._not_asked.setText(words)
            self._not_asked.setVisible(bool(words))

    # ---------------------------------------------------------------- the focused one

    @property
    def focused(self) -> QuestionCard | None:
        """The question that keys answer now."""
        return self.cards[self._at] if self._at < len(self.cards) else None

    def focus_question(self, place: int) -> None:
        """Puts the focus on a question by its place."""
        if 0 <= place < len(self.cards):
            self.turn_to(place)
            self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    def turn_to(self, place: int) -> None:
        """Keys answer another question; the focus of the keyboard goes with it only if it was on a question."""
        self._at = place
        self.mark_focused()
        focus = self.window().focusWidget()
        if focus is not self.cards[place] and focus in self.cards:
            self.cards[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self, card: QuestionCard) -> None:
        """The focus went to a card."""
        if card in self.cards and self.cards.index(card) != self._at:
            self.turn_to(self.cards.index(card))

    def step(self, by: int) -> bool:
        """Goes to the next or previous question; False at the end."""
        if not 0 <= self._at + by < len(self.cards):
            return False
        self.focus_question(self._at + by)
        return True

    def next_unanswered(self) -> bool:
        """Goes to the next question without an answer, round the end."""
        count = len(self.cards)
        for place in (*range(self._at + 1, count), *range(min(self._at + 1, count))):
            if is_open(self.cards[place]):
                self.focus_question(place)
                return True
        return False

    def turn_to_first_open(self, span: int = 0) -> None:
        """Keys answer the first question without an answer; of those about a span if one is given."""
        places = [n for n, card in enumerate(self.cards) if not span or card.span == span]
        if places:
            self.turn_to(next((n for n in places if is_open(self.cards[n])), places[0]))

    def mark_focused(self) -> None:
        """Shows which card is focused, and brings it into sight."""
        for place, card in enumerate(self.cards):
            card.set_focused(place == self._at)
        self.focused_other.emit()
        self.bring_into_sight()

    def bring_into_sight(self) -> None:
        """Scrolls to the focused question once everything has its place; to the row that the arrow is at."""
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        card = self.focused
        if card is None:
            return
        self._body.layout().activate()
        gap = theme.current().px(12)
        top, height = card.y() - gap, card.height() + 2 * gap
        if card.pointed is not None and height > self.viewport().height():
            row = card.pointed
            rect = QRect(row.mapTo(self._body, QPoint(0, 0)), row.size())
            top, height = rect.top() - 2 * gap, rect.height() + 4 * gap
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() or height > room:
            bar.setValue(max(0, top))
        elif top + height > bar.value() + room:
            bar.setValue(top + height - room)


def is_open(card: QuestionCard) -> bool:
    """Whether a question waits for an answer; marking in the text never does."""
    return card.variable.answer_kind != "spans" and not card.is_answered()
