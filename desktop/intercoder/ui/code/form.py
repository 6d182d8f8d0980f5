"""The questions of one unit, all in sight; the keys answer the one that is focused."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.records import Answer, Unit, Variable
from intercoder.ui import keymap, theme
from intercoder.ui.code.answers import NONE, UNDETERMINED, Choice
from intercoder.ui.code.form_parts import CapButton, Footer, MemoBar
from intercoder.ui.code.question import QuestionCard
from intercoder.ui.code.queue_rows import name_of
from intercoder.ui.code_keys import single_key, tab_step
from intercoder.ui.others import others_answers
from intercoder.ui.pane import PaneHeader
from intercoder.ui.session import Session

_OF_THE_CARD = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that text and lists need themselves."""

Asked = tuple[str, int]
"""A question: the variable's name, and the span it is about or 0."""


class FormPane(QWidget):
    """Answers through the project's verbs. Emits what reaches beyond the unit.

    `step_wanted(+1 or -1)`: another unit; `finished`: the next unfinished one; `mark_wanted(variable, category)`: mark
    the selected words; `said(text)`: a sentence for the notice.
    """

    step_wanted = Signal(int)
    finished = Signal()
    mark_wanted = Signal(str, int)
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._place = parent  # watches the keys of every card
        self._unit: Unit | None = None
        self._span: tuple[int, str] | None = None  # the current span and the name of its variable
        self._at = 0
        self._looks_on = False
        self.cards: list[QuestionCard] = []
        theme.set_kind(self, "surface")
        self.header = PaneHeader(self, margin=20)
        units = (("code.previous_unit", self.tr("Previous unit"), -1), ("code.next_unit", self.tr("Next unit"), 1))
        for command, words, by in units:
            button = CapButton(command, words, self.header)
            button.clicked.connect(lambda _checked=False, step=by: self.step_wanted.emit(step))
            self.header.actions.addWidget(button)
        self._body = QWidget(self)
        theme.set_kind(self._body, "surface")
        self._column = QVBoxLayout(self._body)
        theme.set_margins(self._column, (8, 8, 8, 24), 4)
        self._column.addStretch(1)
        self.scroll = QScrollArea(self)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(self._body)
        self.memo = MemoBar(self)
        self.footer = Footer(self)
        self.memo.opened.connect(self.footer.setHidden)
        self.footer.finish.clicked.connect(self.finish)
        self.footer.reopen.clicked.connect(self._unlock)
        QApplication.instance().focusChanged.connect(self._follow_focus)
        keymap.current().changed.connect(self._change_keys)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        for widget in (self.header, self.scroll, self.memo, self.footer):
            column.addWidget(widget, 1 if widget is self.scroll else 0)

    # ---------------------------------------------------------------- showing

    def show_unit(self, unit: Unit | None, span: tuple[int, str] | None = None) -> None:
        """Asks about another unit; `span` = a current span of this coder and its variable, with questions of its own."""
        other = unit is None or self._unit is None or unit.id != self._unit.id
        self._unit, self._span = unit, span
        if other:
            self.memo.hide()
            self.footer.show()
            self._at = 0
        self.refresh(rebuild=other)
        if other:
            self._focus_first_open()
            self.scroll.verticalScrollBar().setValue(0)

    def refresh(self, rebuild: bool = False) -> None:
        """Reads the answers anew; cards change only where the questions did."""
        unit, project = self._unit, self._session.project
        if unit is None or project is None:
            self._set_cards([])
            self.header.say("")
            self.footer.say(0, False, False)
            return
        asked = self._asked(unit)
        if rebuild or [(c.variable, c.span) for c in self.cards] != asked:
            self._set_cards(asked)
        answers = project.codings.answers(unit.id)
        progress = project.codings.progress(unit.id)
        self._looks_on = self._session.looks_on()
        locked = progress.finished_at is not None or project.read_only or self._looks_on
        others = others_answers(project, unit.id)
        for card in self.cards:
            card.show_others(others)
            card.set_locked(locked)
            card.show_answer(answers.get((card.variable.name, card.span)), self._marked(card.variable))
        self._show_counts(answers, progress.finished_at is not None, progress.doubt)
        if self._looks_on:
            coders = ", ".join(coder for coder, _ in others)
            self.header.facts.say(self.tr("Answers of {0}").format(coders) if coders else self.tr("No answers yet"))
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _change_keys(self) -> None:
        """A category gains or loses its key when a command does."""
        self._set_cards([])
        self.refresh(rebuild=True)

    def _asked(self, unit: Unit) -> list[tuple[Variable, int]]:
        project = self._session.project
        asked = [(variable, 0) for variable in project.codings.questions(unit)]
        if self._span is not None:
            span, name = self._span
            about = [v for v in project.codebook.current().variables if v.about == name]
            asked = [(variable, span) for variable in about] + asked
        return asked

    def _show_counts(self, answers: dict[Asked, Answer], done: bool, doubt: str | None) -> None:
        questions = [c for c in self.cards if c.variable.answer_kind != "spans" and c.span == 0]
        given = sum((c.variable.name, 0) in answers for c in questions)
        facts = self.tr("{0} of {1} questions answered").format(given, len(questions)) if questions else ""
        if doubt is not None:
            facts = self.tr("In doubt: {0}").format(doubt) if doubt else self.tr("In doubt")
        self.header.say(name_of(self._unit), facts)
        left = sum(c.variable.required and (c.variable.name, 0) not in answers for c in questions)
        self.footer.say(left, done, bool(self.cards), self._looks_on)

    def _marked(self, variable: Variable) -> int:
        if variable.answer_kind != "spans":
            return 0
        project, unit = self._session.project, self._unit
        ids = [unit.id] if unit.kind == "comment" else [u.id for u in project.material.units(unit.article)]
        spans = project.codings.spans(ids, project.coder.id)
        return sum(s.variable == variable.id for s in spans)

    def _set_cards(self, asked: list[tuple[Variable, int]]) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        now = self.cards[self._at] if self._at < len(self.cards) else None
        kept = {(card.variable, card.span): card for card in self.cards}
        for key, card in kept.items():
            self._column.removeWidget(card)
            if key not in asked:
                card.hide()
                card.setParent(None)
                card.deleteLater()
        self.cards = [kept.get(key) or self._card(*key) for key in asked]
        for place, card in enumerate(self.cards):
            self._column.insertWidget(place, card)
            card.show()
        for before, after in pairwise(self.cards):
            QWidget.setTabOrder(before, after)
        self._at = self.cards.index(now) if now in self.cards else min(self._at, max(0, len(self.cards) - 1))
        self._mark_focused()
        if had_focus and self.cards:
            self.cards[self._at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _card(self, variable: Variable, span: int) -> QuestionCard:
        card = QuestionCard(variable, span, self._body)
        card.taken.connect(lambda choice, c=card: self._take(c, choice))
        card.typed.connect(lambda text, c=card: self._type(c, text))
        card.entered.connect(lambda c=card: self._enter(c))
        card.installEventFilter(self._place)
        if card.field is not None:
            card.field.installEventFilter(self)
        return card

    # ---------------------------------------------------------------- the focused question

    def focus_question(self, place: int) -> None:
        """Puts the focus on a question by its place."""
        if 0 <= place < len(self.cards):
            self._at = place
            self._mark_focused()
            self.cards[place].setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def focused(self) -> QuestionCard | None:
        """The question that keys answer now."""
        return self.cards[self._at] if self._at < len(self.cards) else None

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
            if self._is_open(self.cards[place]):
                self.focus_question(place)
                return True
        return False

    def _is_open(self, card: QuestionCard) -> bool:
        return card.variable.answer_kind != "spans" and not card.is_answered()

    def _focus_first_open(self) -> None:
        self._at = next((n for n, card in enumerate(self.cards) if self._is_open(card)), 0)
        self._mark_focused()

    def _enter(self, card: QuestionCard) -> None:
        if card in self.cards and self.cards.index(card) != self._at:
            self._at = self.cards.index(card)
            self._mark_focused()

    def _mark_focused(self) -> None:
        for place, card in enumerate(self.cards):
            card.set_focused(place == self._at)
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _follow_focus(self) -> None:
        if self.focused is not None:
            self.focused.refresh_marks()

    def _bring_into_sight(self) -> None:
        if self.focused is not None:
            self._body.layout().activate()
            self.scroll.ensureWidgetVisible(self.focused, 0, theme.current().px(12))

    # ---------------------------------------------------------------- answering

    def _take(self, card: QuestionCard, choice: Choice) -> None:
        self._enter(card)
        codings, unit, name = self._session.project.codings, self._unit, card.variable.name
        if card.variable.answer_kind == "spans":
            self.mark_wanted.emit(name, int(choice))
        elif choice == UNDETERMINED:
            codings.answer(unit.id, name, status="undetermined", span=card.span)
        elif choice == NONE:
            codings.answer(unit.id, name, ticked=[], span=card.span)
        elif card.variable.answer_kind == "several":
            before = codings.answers(unit.id).get((name, card.span))
            ticked = set(before.ticked if before is not None else ()) ^ {int(choice)}
            if ticked:
                codings.answer(unit.id, name, ticked=sorted(ticked), span=card.span)
            else:
                codings.clear(unit.id, name, span=card.span)
        else:
            codings.answer(unit.id, name, str(choice), span=card.span)

    def _type(self, card: QuestionCard, text: str) -> None:
        if self._session.project is None or self._unit is None:
            return
        codings = self._session.project.codings
        try:
            if text:
                codings.answer(self._unit.id, card.variable.name, text, span=card.span)
            else:
                codings.clear(self._unit.id, card.variable.name, span=card.span)
            card.say_error("")
        except UserError as error:
            card.say_error(f"{error.message} {error.hint}".strip())

    def undetermine(self) -> None:
        """Answers `cannot be determined`, where the focused question offers it."""
        if self.focused is not None:
            self.focused.undetermine()

    def toggle_all(self) -> None:
        """Shows the definitions of all answers to the focused question, or hides them again."""
        if self.focused is not None:
            self.focused.toggle_all()

    def clear(self) -> None:
        """Takes the answer to the focused question away."""
        card = self.focused
        if card is not None and card.is_answered() and card.answers.isEnabled():
            self._session.project.codings.clear(self._unit.id, card.variable.name, span=card.span)

    def finish(self) -> None:
        """Locks the unit and goes on; where required answers are missing, goes to the first of them."""
        project, unit = self._session.project, self._unit
        if unit is None or project is None:
            return
        if project.codings.progress(unit.id).finished_at is None and not self._looks_on:
            if self.focused is not None and self.focused.field is not None and self.focused.field.hasFocus():
                self.focused.setFocus(Qt.FocusReason.OtherFocusReason)  # what was typed is told first
            missing = project.codings.missing(unit)
            if missing:
                names = ", ".join(variable.label for variable in missing)
                self.said.emit(self.tr("Still to be answered: {0}").format(names))
                self.focus_question([card.variable for card in self.cards].index(missing[0]))
                return
            project.codings.finish(unit.id)
        self.finished.emit()

    def ask_doubt(self) -> None:
        """Asks for one line about a doubt."""
        codings, unit = self._session.project.codings, self._unit
        if unit is None:
            return
        before = codings.progress(unit.id).doubt
        self.memo.ask(
            self.tr("What is in doubt?"),
            before or "",
            self.tr("Keep"),
            lambda memo: codings.doubt(unit.id, memo),
            (self.tr("No doubt"), lambda: codings.doubt(unit.id, None)) if before is not None else None,
        )

    def _unlock(self) -> None:
        if self._looks_on:
            self._session.join()
        else:
            self.ask_reopen()

    def ask_reopen(self) -> None:
        """Asks why a finished unit is to be changed."""
        codings, unit = self._session.project.codings, self._unit
        if unit is not None:
            act = self.tr("Reopen")
            self.memo.ask(self.tr("Why is it reopened?"), "", act, lambda memo: codings.reopen(unit.id, memo), None)

    # ---------------------------------------------------------------- keys

    def handle(self, event: QKeyEvent) -> bool:
        """Acts on a key pressed anywhere in the place but in a text box; whether it did."""
        card, key = self.focused, event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self.step(tab_step(event))
        if card is None:
            return False
        acts = {
            Qt.Key.Key_Down: lambda: card.point(1),
            Qt.Key.Key_Up: lambda: card.point(-1),
            Qt.Key.Key_Return: card.take_pointed,
            Qt.Key.Key_Enter: card.take_pointed,
        }
        if key in _OF_THE_CARD and not self.isAncestorOf(self.window().focusWidget()):
            return False
        if key in acts and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            acts[key]()
            return True
        character = single_key(event)
        return bool(character) and character != " " and self._answer_key(card, character)

    def _answer_key(self, card: QuestionCard, character: str) -> bool:
        if card.key(character):
            return True
        if card.field is not None and card.field.isEnabled() and character.isdigit():
            card.take_pointed()
            card.field.setText(character)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (
            Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape,
        ):  # fmt: skip
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            card = watched.parentWidget()
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.step(tab_step(event))
            return True
        return super().eventFilter(watched, event)
