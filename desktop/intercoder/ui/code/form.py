"""The pane of questions: asks about one unit, takes answers through the project's verbs, finishes and reopens."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.records import Answer, Span, Unit, Variable
from intercoder.ui import keymap, theme
from intercoder.ui.code.cards import Cards, Key
from intercoder.ui.code.form_parts import CapButton, Footer, MemoBar
from intercoder.ui.code.missing import MissingBar
from intercoder.ui.code.options import NONE, UNDETERMINED, Choice
from intercoder.ui.code.question import QuestionCard
from intercoder.ui.code.queue_rows import name_of
from intercoder.ui.code_keys import single_key, tab_step
from intercoder.ui.isolate import isolated
from intercoder.ui.others import others_answers
from intercoder.ui.pane import PaneHeader
from intercoder.ui.session import Session

_OF_THE_CARD = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter)
"""Keys that text and lists need themselves."""
_LEAVE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)

Asked = tuple[str, int]
"""A question: the variable's name, and the span it is about or 0."""


class FormPane(QWidget):
    """Answers through the project's verbs. Emits what reaches beyond the unit.

    `step_wanted(+1 or -1)`: another unit; `finished`: the next unfinished one; `mark_wanted(variable, category)`: mark
    the selected words; `span_wanted(span)`: another highlight; `said(text)`: a sentence for the notice.
    """

    step_wanted = Signal(int)
    finished = Signal()
    mark_wanted = Signal(str, int)
    span_wanted = Signal(object)
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._place = parent  # watches the keys of every card
        self._unit: Unit | None = None
        self._span: Span | None = None  # the current highlight, if questions are asked about it
        self._looks_on = self._tells_missing = False
        self.goes_on = False  # the unit is being finished and the next one will be shown
        self._chain: list[QWidget] = []  # what Tab goes through after the questions
        self.advances = False
        theme.set_kind(self, "surface")
        self.header = PaneHeader(self, margin=20)
        units = (("code.previous_unit", self.tr("Previous unit"), -1), ("code.next_unit", self.tr("Next unit"), 1))
        for command, words, by in units:
            button = CapButton(command, words, self.header)
            button.clicked.connect(lambda _checked=False, step=by: self.step_wanted.emit(step))
            self.header.actions.addWidget(button)
        self.questions = Cards(self)
        self.questions.made.connect(self._dress)
        self.missing, self.memo, self.footer = MissingBar(self), MemoBar(self), Footer(self)
        self.memo.opened.connect(self.footer.setHidden)
        self.footer.finish.clicked.connect(self.finish)
        self.footer.reopen.clicked.connect(self._unlock)
        QApplication.instance().focusChanged.connect(self._follow_focus)
        keymap.current().changed.connect(self._change_keys)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        for widget in (self.header, self.questions, self.missing, self.memo, self.footer):
            column.addWidget(widget, 1 if widget is self.questions else 0)

    # ---------------------------------------------------------------- showing

    @property
    def cards(self) -> list[QuestionCard]:
        """The questions that are asked now."""
        return self.questions.cards

    @property
    def focused(self) -> QuestionCard | None:
        """The question that keys answer now."""
        return self.questions.focused

    def show_unit(self, unit: Unit | None, span: Span | None = None) -> None:
        """Asks about another unit; `span` = a current highlight of this coder."""
        other = unit is None or self._unit is None or unit.id != self._unit.id
        if other:
            self._tell_refused()
            self.memo.hide()
            self.footer.show()
            self._tells_missing = False
        other_span = (span.id if span else None) != (self._span.id if self._span else None)
        self._unit, self._span = unit, span
        self.refresh()
        if other:
            self.questions.verticalScrollBar().setValue(0)
            self.questions.turn_to_first_open()
        if span is not None and (other or other_span):
            self.questions.turn_to_first_open(span.id)

    def refresh(self) -> None:
        """Reads the answers anew; cards change only where the questions did."""
        unit, project = self._unit, self._session.project
        if unit is None or project is None:
            self.questions.set_asked([])
            self.header.say("")
            self.footer.say(0, False, False)
            return
        answers, progress = project.codings.answers(unit.id), project.codings.progress(unit.id)
        asked = self._asked(unit)
        self.questions.set_asked(asked)
        self._looks_on = self._session.looks_on()
        locked = progress.finished_at is not None or project.read_only or self._looks_on
        others, marked = others_answers(project, unit.id), self._marked()
        for card in self.cards:
            card.show_others(others)
            card.set_locked(locked)
            card.show_answer(answers.get((card.variable.name, card.span)), marked.get(card.variable.id, 0))
        self._show_counts(answers, progress.finished_at is not None, progress.doubt)
        self._order()
        if self._looks_on:
            coders = ", ".join(isolated(coder) for coder, _ in others)
            self.header.facts.say(self.tr("Answers of {0}").format(coders) if coders else self.tr("No answers yet"))
        self.questions.bring_into_sight()

    def _asked(self, unit: Unit) -> list[Key]:
        """What is asked of the unit, with the questions about the current highlight after the one that it answers."""
        project = self._session.project
        every = project.codebook.current().variables
        asked: list[Key] = [(variable, 0) for variable in project.codings.questions(unit)]
        not_asked = [v.label for v in every if v.unit_kind == unit.kind and v.about is None and (v, 0) not in asked]
        self.questions.say_not_asked(not_asked)
        if self._span is None:
            return asked
        marked = project.codebook.by_id(self._span.variable)
        about: list[Key] = [(v, self._span.id) for v in every if v.about == marked.name]
        category = next(c for c in marked.categories if c.id == self._span.category)
        self.questions.head.say(category.colour or "grey", category.label, self._span.quote)
        place = asked.index((marked, 0)) + 1 if (marked, 0) in asked else 0
        return [*asked[:place], *about, *asked[place:]]

    def _show_counts(self, answers: dict[Asked, Answer], done: bool, doubt: str | None) -> None:
        questions = [c for c in self.cards if c.variable.answer_kind != "spans" and c.span == 0]
        given = sum((c.variable.name, 0) in answers for c in questions)
        facts = self.tr("{0} of {1} questions answered").format(given, len(questions)) if questions else ""
        anew = self._session.project.codebook.why_open(self._unit.id) if questions and not done else ""
        why = self._session.project.codings.why_reopened(self._unit.id) if questions and not done and not anew else None
        if anew:
            facts = self.tr("To code anew since {0}").format(anew)
        elif why:
            facts = self.tr("Reopened: {0}").format(why)
        if doubt is not None:
            facts = self.tr("In doubt: {0}").format(doubt) if doubt else self.tr("In doubt")
        self.header.say(name_of(self._unit), facts)
        missing = [] if done else self._missing()
        self.footer.say(len(missing), done, bool(self.cards), self._looks_on, self._session.project.read_only)
        self._tells_missing = self._tells_missing and bool(missing)
        self.missing.say([(v.label, lambda v=v, s=s: self.go_to(v, s)) for v, s in missing] if self._tells_missing else [])

    def _order(self) -> None:
        """Tab goes from the last question to what is missing, and to the buttons of the footer."""
        chain = [*self.cards[-1:], *self.missing.buttons, self.footer.reopen, self.footer.finish]
        if chain != self._chain:
            self._chain = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _missing(self) -> list[Key]:
        """The required questions without an answer, those about highlights with their highlight."""
        codings = self._session.project.codings
        return [(v, 0) for v in codings.missing(self._unit)] + [(v, s) for s, v in codings.missing_about(self._unit)]

    def _marked(self) -> dict[int, int]:
        """How many spans of each span variable this coder has in the unit."""
        if not any(card.variable.answer_kind == "spans" for card in self.cards):
            return {}
        return self._session.project.codings.mark_counts(self._unit)

    def _dress(self, card: QuestionCard) -> None:
        card.taken.connect(lambda choice, c=card: self._take(c, choice))
        card.typed.connect(lambda text, c=card: self._type(c, text))
        card.installEventFilter(self._place)
        for box in (card.field, card.find):
            if box is not None:
                box.installEventFilter(self)

    def _change_keys(self) -> None:
        """A category gains or loses its key when a command does."""
        focus, at = self.window().focusWidget(), self.cards.index(self.focused) if self.focused is not None else 0
        had_focus = focus is not None and self.isAncestorOf(focus)
        self.questions.set_asked([])
        self.refresh()
        if had_focus:
            self.focus_question(at)

    def _follow_focus(self) -> None:
        if self.focused is not None:
            self.focused.refresh_marks()

    def focus_question(self, place: int) -> None:
        """Puts the focus on a question by its place."""
        self.questions.focus_question(place)

    def go_to(self, variable: Variable, span: int = 0) -> None:
        """Puts the focus on a question; of a highlight, after the highlight was chosen."""
        if span:
            self.span_wanted.emit(span)
        keys = [(card.variable, card.span) for card in self.cards]
        if (variable, span) in keys:
            self.focus_question(keys.index((variable, span)))

    def next_unanswered(self) -> bool:
        """Goes to the next question without an answer, round the end."""
        return self.questions.next_unanswered()

    # ---------------------------------------------------------------- answering

    def _take(self, card: QuestionCard, choice: Choice) -> None:
        self.questions.enter(card)
        codings, unit, name = self._session.project.codings, self._unit, card.variable.name
        if card.variable.answer_kind == "spans":
            self.mark_wanted.emit(name, int(choice))
            return
        if choice == UNDETERMINED:
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
        if self.advances and (card.variable.answer_kind != "several" or choice == UNDETERMINED):
            self.next_unanswered()

    def _type(self, card: QuestionCard, text: str) -> None:
        if self._session.project is None or self._unit is None:
            return
        codings = self._session.project.codings
        try:
            if text:
                codings.answer(self._unit.id, card.variable.name, text, span=card.span)
            else:
                codings.clear(self._unit.id, card.variable.name, span=card.span)
            card.say_error("", "")
            self.refresh()  # as it was understood
        except UserError as error:
            card.say_error(text, f"{error.message} {error.hint}".strip())

    def _tell_refused(self) -> None:
        """Says what was typed into the unit that is left and could not be kept."""
        for card in self.cards:
            if card.refused:
                words = self.tr("“{0}” was not kept for “{1}”.").format(card.refused, card.variable.label)
                card.say_error("", "")
                self.said.emit(words)

    def undetermine(self) -> None:
        """Answers `cannot be determined`, where the focused question offers it; begins a negative number elsewhere."""
        card = self.focused
        if card is None or card.undetermine():
            return
        if card.variable.answer_kind == "number" and card.type_first("-"):
            return
        self.said.emit(self.tr("The codebook offers no “cannot be determined” for “{0}”.").format(card.variable.label))

    def toggle_all(self) -> None:
        """Shows the definitions of all answers to the focused question, or hides them again."""
        if self.focused is not None:
            self.focused.toggle_all()

    def clear(self) -> None:
        """Takes the answer to the focused question away."""
        card = self.focused
        if card is not None and card.is_answered() and card.answers.isEnabled():
            self._session.project.codings.clear(self._unit.id, card.variable.name, span=card.span)

    # ---------------------------------------------------------------- finishing, doubt, reopening

    def finish(self) -> None:
        """Locks the unit and goes on; where required answers are missing, lists them and goes to the first."""
        project, unit = self._session.project, self._unit
        if unit is None or project is None:
            return
        if project.codings.progress(unit.id).finished_at is None and not self._looks_on and not project.read_only:
            if self.focused is not None and self.focused.field is not None and self.focused.field.hasFocus():
                self.focused.setFocus(Qt.FocusReason.OtherFocusReason)  # what was typed is told first
            refused = next((n for n, card in enumerate(self.cards) if card.refused), None)
            if refused is not None:
                self.focus_question(refused)
                return
            missing = self._missing()
            if missing:
                self._tells_missing = True
                self.refresh()
                self.go_to(*missing[0])
                return
            self.goes_on = True
            try:
                project.codings.finish(unit.id)
            finally:
                self.goes_on = False
        self.finished.emit()

    def ask_doubt(self) -> None:
        """Asks for one line about a doubt."""
        codings, unit = self._session.project.codings, self._unit
        if unit is None or self._looks_on or self._session.project.read_only:
            return
        before = codings.progress(unit.id).doubt
        self.memo.ask(
            self.tr("What is in doubt?"),
            before or "",
            self.tr("Keep"),
            lambda memo: codings.doubt(unit.id, memo),
            (self.tr("No doubt"), lambda: codings.doubt(unit.id, None)) if before is not None else None,
            self.tr("two readings are possible"),
        )

    def _unlock(self) -> None:
        if self._looks_on:
            self._session.join()
        else:
            self.ask_reopen()

    def ask_reopen(self) -> None:
        """Asks why a finished unit is to be changed; the reason is kept with the step."""
        codings, unit = self._session.project.codings, self._unit
        if unit is None or codings.progress(unit.id).finished_at is None or self._session.project.read_only:
            return
        self.memo.ask(
            self.tr("Why is it reopened?"),
            "",
            self.tr("Reopen"),
            lambda memo: codings.reopen(unit.id, memo),
            None,
            self.tr("a key was pressed by mistake"),
            needed=True,
        )

    # ---------------------------------------------------------------- keys

    def handle(self, event: QKeyEvent) -> bool:
        """Acts on a key pressed anywhere in the place but in a text box; whether it did."""
        card, key = self.focused, event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return self.questions.step(tab_step(event))
        if card is None:
            return False
        if key in _OF_THE_CARD:
            quiet = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            return quiet and self.isAncestorOf(self.window().focusWidget()) and self._key_of_card(card, key)
        character = single_key(event)
        return bool(character) and (card.key(character) or (character.isdigit() and card.type_first(character)))

    def _key_of_card(self, card: QuestionCard, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            card.point(1 if key == Qt.Key.Key_Down else -1)
            self.questions.bring_into_sight()
            return True
        return card.take_pointed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return super().eventFilter(watched, event)
        card: QuestionCard = watched.parentWidget()
        if watched is card.find:
            return self._key_in_search(card, event)
        if event.key() in _LEAVE:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                self.questions.step(tab_step(event))
            return True
        return super().eventFilter(watched, event)

    def _key_in_search(self, card: QuestionCard, event: QKeyEvent) -> bool:
        """Arrows go through the answers found, Enter takes one; of several, the search goes on."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._key_of_card(card, key)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and card.pointed is not None:
            card.take_pointed()
            if card.variable.answer_kind == "several":
                card.find.selectAll()
                return True
        if key not in _LEAVE:
            return False
        card.find.clear()
        if self.focused is card:
            card.setFocus(Qt.FocusReason.OtherFocusReason)
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.questions.step(tab_step(event))
        return True
