"""One question of the form: small at rest, a card with keys and definition while it has the focus."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from intercoder.records import Answer, Variable
from intercoder.ui import keymap, theme
from intercoder.ui.code.answers import Answers
from intercoder.ui.code.options import UNDETERMINED, Choice, chosen
from intercoder.ui.code_keys import is_text_box
from intercoder.ui.definition import Definition, label
from intercoder.ui.icons import Picture
from intercoder.ui.isolate import isolated
from intercoder.ui.others import Others

_EXAMPLES = {"number": "12", "date": "2013-04-24", "text": "a few words"}


class QuestionCard(QWidget):
    """Emits `taken(choice)` and `typed(text)`; shows only what the project holds. `marked` = spans of a span variable."""

    taken = Signal(object)
    typed = Signal(str)
    entered = Signal()

    def __init__(self, variable: Variable, span: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.variable, self.span = variable, span
        self.refused = ""  # what was typed and could not be taken
        self._answer: Answer | None = None
        self._shown: object = None  # what the card shows, so that it is not told again
        self._last: Choice | None = None  # what was chosen last, of several
        self._pointed: QAbstractButton | None = None
        self._focused: bool | None = None  # None until it was shown once
        self._all = self._locked = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = label(self, variable.label, "label")
        self._state = QLabel(self)
        self._check = Picture(self, "check", "ok")
        theme.set_font(self._state, "small")
        theme.set_kind(self._state, "hint")
        self._question = label(self, variable.question, "body", "second")
        self.answers = Answers(variable, self)
        self.field: QLineEdit | None = None  # of a number, a text or a day
        self.find: QLineEdit | None = None  # of a question with many answers
        self._help = label(self, "", "small", "hint")
        self._hint = label(self, "", "small", "hint")
        self.definition = Definition(self)
        self.answers.taken.connect(self._take)
        self._lay_out()
        self.set_focused(False)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        theme.set_margins(head, spacing=8)
        head.addWidget(self._label, 1)
        head.addWidget(self._state, alignment=Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._check, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        theme.set_margins(column, (12, 10, 12, 10), 5)
        column.addLayout(head)
        column.addWidget(self._question)
        if self.variable.answer_kind in _EXAMPLES:
            self.field = self._text_box(self.variable.label, _EXAMPLES[self.variable.answer_kind])
            self.field.editingFinished.connect(self._tell_typed)
            column.addWidget(self.field)
        if self.answers.is_large:
            count = len(self.variable.categories)
            words = self.tr("Type to find one of {0} answers").format(count)
            self.find = self._text_box(words, self.tr("{0}  (Enter)").format(words))
            self.find.textChanged.connect(self._search)
            column.addWidget(self.find)
        for widget in (self.answers, self._help, self._hint, self.definition):
            column.addWidget(widget)

    def _text_box(self, name: str, example: str) -> QLineEdit:
        box = QLineEdit(self)
        box.setPlaceholderText(example)
        box.setAccessibleName(name)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return box

    # ---------------------------------------------------------------- showing

    def show_answer(self, answer: Answer | None, marked: int = 0) -> None:
        """Shows what the project holds; `marked` counts the spans of a span variable."""
        shown = (answer, marked, self._locked, self.refused)
        if shown == self._shown:
            return
        self._answer, self._shown = answer, shown
        self.answers.set_chosen(chosen(self.variable, answer))
        if self.field is not None and not self.field.hasFocus() and not self.refused:
            self.field.setText(answer.answer or "" if answer is not None and answer.status == "value" else "")
        if self.variable.answer_kind == "spans":
            told = self.tr("{0} marked in this text").format(marked) if marked else ""
            self._say_help(told or self.tr("Select words in the text to mark"))
        self._say_state()
        self._show_answers()
        self._define()

    def show_others(self, others: Others) -> None:
        """Shows beside each answer the coders who gave it, and what they typed under a field."""
        given: dict[Choice, tuple[str, ...]] = {}
        typed = []
        for coder, answers in others:
            answer = answers.get((self.variable.name, self.span))
            for choice in chosen(self.variable, answer):
                given[choice] = (*given.get(choice, ()), coder)
            if self.field is not None and answer is not None and answer.answer:
                typed.append(f"{isolated(coder)} {isolated(answer.answer)}")
        self.answers.set_chips(given)
        if self.field is not None and not self.refused:
            self._say_help(" · ".join(typed))

    def set_focused(self, focused: bool) -> None:
        """The card of the question that keys answer now."""
        if focused == self._focused:
            return
        self._focused = focused
        if not focused:
            self._pointed, self._all = None, False
            if self.find is not None:
                self.find.clear()
        theme.set_font(self._label, "strong" if focused else "label")
        self._question.setVisible(focused and bool(self.variable.question))
        self.answers.point(self._pointed)
        self._show_answers()
        self._help.setVisible(bool(self._help.text()))
        self._define()
        self.update()

    def set_locked(self, locked: bool) -> None:
        """A finished unit shows its answers and takes none."""
        if locked == self._locked:
            return
        self._locked = locked
        self.answers.setEnabled(not locked)
        for box in (self.field, self.find):
            if box is not None:
                box.setEnabled(not locked)

    def _show_answers(self) -> None:
        """Rows in focus, pills at rest; of many answers only those that were given at rest, and on a locked unit."""
        open_rows = bool(self._focused) and not (self._locked and self.answers.is_large)
        self.answers.set_rows(open_rows)
        self.answers.setVisible(bool(self.answers.shown))
        if self.find is not None:
            self.find.setVisible(open_rows)

    def refresh_marks(self) -> None:
        """Paints outline and key caps anew: the focus went to another widget."""
        self.update()
        for button in self.answers.shown:
            button.update()

    def is_answered(self) -> bool:
        """Whether the project holds an answer."""
        return self._answer is not None

    def say_error(self, typed: str, sentence: str) -> None:
        """What is wrong with what was typed, and what helps; empty when it is right."""
        self.refused = typed if sentence else ""
        if self.field is not None:
            theme.set_kind(self.field, "error" if sentence else "")
            theme.set_kind(self._help, "danger" if sentence else "hint")
            self.field.setAccessibleDescription(sentence)
            self._shown = None
            self._say_help(sentence)
            self._say_state()

    def _say_help(self, words: str) -> None:
        if words != self._help.text():
            self._help.setText(words)
        self._help.setVisible(bool(words))

    # ---------------------------------------------------------------- keys

    def key(self, key: str) -> bool:
        """Answers by the key of a category; whether there was one."""
        choice = self.answers.by_key(key)
        if choice is None:
            return False
        self._take(choice)
        return True

    def undetermine(self) -> bool:
        """Answers `cannot be determined`, where it is offered."""
        if not self.variable.undetermined:
            return False
        self._take(UNDETERMINED)
        return True

    def point(self, step: int) -> None:
        """Moves the arrow over the answers; its definition shows."""
        shown = self.answers.shown
        if not shown or self._locked:
            return
        place = shown.index(self._pointed) if self._pointed in shown else self._place_chosen(shown, step)
        self._pointed = shown[(place + step) % len(shown)]
        self.answers.point(self._pointed)
        self._define()
        self._say_state()

    @property
    def pointed(self) -> QWidget | None:
        """The row that the arrow keys are at."""
        return self._pointed

    def take_pointed(self) -> bool:
        """Answers what the arrow is at; a field takes the caret instead, and so does the search in many answers."""
        if self._pointed is not None:
            self._take(self._pointed.option.choice)
            return True
        box = self.field or self.find
        if box is None or not box.isEnabled():
            return False
        box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        box.selectAll()
        return True

    def type_first(self, character: str) -> bool:
        """Begins to type into the field; whether there is one."""
        if self.field is None or not self.field.isEnabled():
            return False
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setText(character)
        return True

    def toggle_all(self) -> None:
        """The definitions of all answers, with every example, or of one again."""
        self._all = not self._all
        self._define()

    # ---------------------------------------------------------------- private

    def _search(self, typed: str) -> None:
        self.answers.find(typed)
        found = self.answers.shown
        self._pointed = found[0] if typed.strip() and found else None
        self.answers.point(self._pointed)
        self._say_help("" if found or not typed.strip() else self.tr("No answer begins like that."))
        self._define()
        self._say_state()

    def _take(self, choice: Choice) -> None:
        if self.answers.isEnabled():
            self._last = choice
            self.taken.emit(choice)

    def _tell_typed(self) -> None:
        assert self.field is not None
        text = self.field.text().strip()
        before = self._answer.answer if self._answer is not None and self._answer.status == "value" else ""
        if text != (before or "") or (self.refused and text != self.refused):
            self.typed.emit(text)

    def _say_state(self) -> None:
        answer = self._answer
        answered = answer is not None and answer.status in ("value", "undetermined")
        states = {"skipped": self.tr("skipped"), "not_applicable": self.tr("not applicable")}
        needed = self.variable.required and self.variable.answer_kind != "spans" and not self._locked
        words = states.get(answer.status, "") if answer is not None else self.tr("required") if needed else ""
        words = self.tr("not kept") if self.refused else words
        self._check.setVisible(answered and not self.refused)
        self._state.setVisible(bool(words))
        self._state.setText(words)
        theme.set_kind(self._state, "danger" if self.refused else "hint")
        given = ", ".join(b.option.whole for b in self.answers.buttons if b.isChecked())
        if answer is not None and answer.status == "value" and self.variable.answer_kind in _EXAMPLES:
            given = answer.answer or ""
        state = words or (self.tr("answered") if answered else "")
        locked = self.tr("finished") if self._locked else ""
        self.setAccessibleName(", ".join(part for part in (self.variable.label, given, state, locked) if part))
        at = self.tr("at {0}").format(self._pointed.option.whole) if self._pointed is not None else ""
        self.setAccessibleDescription(" ".join(p for p in (self.variable.question, at, self._help.text()) if p))

    def _place_chosen(self, shown: list[QAbstractButton], step: int) -> int:
        """Where the arrow begins: at what is chosen, else before the first or after the last."""
        places = [place for place, button in enumerate(shown) if button.isChecked()]
        return places[0] if places else -1 if step > 0 else 0

    def _define(self) -> None:
        """The definition of what is under the arrow, else of what was chosen last."""
        if not self._focused:
            self.definition.hide()
            self._hint.hide()
            return
        if self._all:
            self._hint.hide()
            self.definition.show_categories(self.variable.categories, all_examples=True)
            return
        chosen_now = [b.option.choice for b in self.answers.buttons if b.isChecked()]
        last = self._last if self._last in chosen_now else chosen_now[0] if chosen_now else None
        choice = self._pointed.option.choice if self._pointed is not None else last
        category = self.variable.category(choice) if isinstance(choice, int) else None
        self.definition.show_categories((category,) if category is not None else ())
        key = keymap.current().cap("code.definition")
        defined = any(c.definition or c.use_when or c.examples for c in self.variable.categories)
        if category is None and defined and key:
            self._hint.setText(self.tr("{0}: the definitions of all answers").format(key))
        self._hint.setVisible(category is None and defined and bool(key))

    def _is_elsewhere(self, focus: QWidget | None) -> bool:
        """Whether another widget shows that it has the focus: a button, or a text box outside of the card."""
        return isinstance(focus, QPushButton | QToolButton) or (is_text_box(focus) and not self.isAncestorOf(focus))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._focused:
            return
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, 2 * look.scale)
        elsewhere = self._is_elsewhere(self.window().focusWidget())
        painter.setPen(QPen(look.colour("strong" if elsewhere else "accent"), width))
        painter.setBrush(look.colour("surface"))
        half, radius = width / 2, look.px("radius.card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
