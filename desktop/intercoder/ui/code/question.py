"""One question of the form: small at rest, a card with keys and definition while it has the focus."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from intercoder.records import Answer, Variable
from intercoder.ui import theme
from intercoder.ui.code.answers import UNDETERMINED, Answers, Choice, chosen
from intercoder.ui.definition import Definition, label
from intercoder.ui.icons import Picture
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
        self._answer: Answer | None = None
        self._pointed: int | None = None
        self._focused = self._all = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._label = label(self, variable.label, "label")
        self._state = QLabel(self)
        self._check = Picture(self, "check", "ok")
        theme.set_font(self._state, "small")
        theme.set_kind(self._state, "hint")
        self._question = label(self, variable.question, "body", "second")
        self.answers = Answers(variable, self)
        self.field: QLineEdit | None = None
        self._help = label(self, "", "small", "hint")
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
            self.field = QLineEdit(self)
            self.field.setPlaceholderText(_EXAMPLES[self.variable.answer_kind])
            self.field.setAccessibleName(self.variable.label)
            self.field.editingFinished.connect(self._tell_typed)
            self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            column.addWidget(self.field)
        column.addWidget(self.answers)
        column.addWidget(self._help)
        column.addWidget(self.definition)
        self.answers.setVisible(bool(self.answers.buttons))

    # ---------------------------------------------------------------- showing

    def show_answer(self, answer: Answer | None, marked: int = 0) -> None:
        """Shows what the project holds; `marked` counts the spans of a span variable."""
        self._answer = answer
        self.answers.set_chosen(chosen(self.variable, answer))
        if self.field is not None and not self.field.hasFocus():
            self.field.setText(answer.answer or "" if answer is not None and answer.status == "value" else "")
        if self.variable.answer_kind == "spans":
            self._help.setText(
                self.tr("{0} marked in this text").format(marked) if marked else self.tr("Select words in the text to mark")
            )
        answered = answer is not None and answer.status in ("value", "undetermined")
        self._say_state(answered)
        self._define()
        self.setAccessibleName(self._words(answered))

    def show_others(self, others: Others) -> None:
        """Shows beside each answer the coders who gave it, and what they typed under a field."""
        given: dict[Choice, tuple[str, ...]] = {}
        typed = []
        for coder, answers in others:
            answer = answers.get((self.variable.name, self.span))
            for choice in chosen(self.variable, answer):
                given[choice] = (*given.get(choice, ()), coder)
            if self.field is not None and answer is not None and answer.answer:
                typed.append(f"{coder} {answer.answer}")
        self.answers.set_chips(given)
        if self.field is not None and self.field.property("kind") != "error":
            self._help.setText(" · ".join(typed))
            self._help.setVisible(bool(typed))

    def set_focused(self, focused: bool) -> None:
        """The card of the question that keys answer now."""
        self._focused = focused
        if not focused:
            self._pointed, self._all = None, False
        theme.set_font(self._label, "strong" if focused else "label")
        self._question.setVisible(focused and bool(self.variable.question))
        self.answers.point(None)
        self.answers.set_rows(focused)
        self._help.setVisible(bool(self._help.text()))
        self._define()
        self.update()

    def set_locked(self, locked: bool) -> None:
        """A finished unit shows its answers and takes none."""
        self.answers.setEnabled(not locked)
        if self.field is not None:
            self.field.setEnabled(not locked)

    def refresh_marks(self) -> None:
        """Paints outline and key caps anew: the focus went to another widget."""
        self.update()
        for button in self.answers.buttons:
            button.update()

    def is_answered(self) -> bool:
        """Whether the project holds an answer."""
        return self._answer is not None

    def say_error(self, sentence: str) -> None:
        """What is wrong with what was typed, and what helps; empty when it is right."""
        if self.field is not None:
            theme.set_kind(self.field, "error" if sentence else "")
            theme.set_kind(self._help, "danger" if sentence else "hint")
            self._help.setText(sentence)
            self._help.setVisible(bool(sentence))

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
        count = len(self.answers.buttons)
        if not count:
            return
        now = self._pointed if self._pointed is not None else self._place_chosen()
        self._pointed = (now + step) % count if now is not None else (0 if step > 0 else count - 1)
        self.answers.point(self._pointed)
        self._define()

    def take_pointed(self) -> bool:
        """Answers what the arrow is at; a field takes the caret instead."""
        if self.field is not None and self.field.isEnabled():
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.field.selectAll()
            return True
        if self._pointed is None:
            return False
        self._take(self.answers.buttons[self._pointed].option.choice)
        return True

    def toggle_all(self) -> None:
        """F1: the definitions of all answers, with every example."""
        self._all = not self._all
        self._define()

    # ---------------------------------------------------------------- private

    def _take(self, choice: Choice) -> None:
        if self.answers.isEnabled():
            self.taken.emit(choice)

    def _tell_typed(self) -> None:
        assert self.field is not None
        before = self._answer.answer if self._answer is not None and self._answer.status == "value" else ""
        if self.field.text().strip() != (before or ""):
            self.typed.emit(self.field.text().strip())

    def _say_state(self, answered: bool) -> None:
        needed = self.variable.required and self.variable.answer_kind != "spans" and self.answers.isEnabled()
        self._check.setVisible(answered)
        self._state.setVisible(needed and not answered)
        self._state.setText(self.tr("required"))

    def _words(self, answered: bool) -> str:
        state = self.tr("answered") if answered else self.tr("required") if self.variable.required else ""
        said = ", ".join(b.option.label for b in self.answers.buttons if b.isChecked())
        return ", ".join(part for part in (self.variable.label, said, state) if part)

    def _place_chosen(self) -> int | None:
        places = [place for place, button in enumerate(self.answers.buttons) if button.isChecked()]
        return places[0] if places else None

    def _define(self) -> None:
        """The definition of what is under the arrow, else of what is chosen."""
        if not self._focused:
            self.definition.hide()
            return
        if self._all:
            self.definition.show_categories(self.variable.categories, all_examples=True)
            return
        place = self._pointed if self._pointed is not None else self._place_chosen()
        choice = self.answers.buttons[place].option.choice if place is not None else None
        category = self.variable.category(choice) if isinstance(choice, int) else None
        self.definition.show_categories((category,) if category is not None else ())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._focused:
            return
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(2.0, 2 * look.scale)
        elsewhere = isinstance(self.window().focusWidget(), QPushButton | QToolButton)  # they have the ring
        painter.setPen(QPen(look.colour("strong" if elsewhere else "accent"), width))
        painter.setBrush(look.colour("surface"))
        half, radius = width / 2, look.px("radius.card")
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
