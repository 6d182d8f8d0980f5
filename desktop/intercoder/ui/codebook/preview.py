"""The questions of the codebook as coders see them, to be tried out: keys and clicks answer, nothing is written."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.project import conditions
from intercoder.project.codings import checked
from intercoder.records import Answer, Codebook, Variable
from intercoder.ui import theme
from intercoder.ui.code.options import NONE, UNDETERMINED, Choice
from intercoder.ui.code.question import QuestionCard
from intercoder.ui.code_keys import single_key
from intercoder.ui.definition import label


class Preview(QScrollArea):
    """Cards of the questions that stand together with the shown one; answers live here only, until another unit is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Preview"))
        self._variables: list[Variable] = []
        self._shown = ""
        self._answers: dict[str, Answer] = {}
        self.cards: list[QuestionCard] = []
        body = QWidget(self)
        theme.set_kind(body, "surface")
        self._column = QVBoxLayout(body)
        theme.set_margins(self._column, (8, 8, 8, 16), 4)
        self._note = label(body, "", "small", "hint")
        self._column.addWidget(self._note)
        self._column.addStretch(1)
        self.setWidget(body)

    def show_variable(self, variable: Variable, codebook: Codebook) -> None:
        """Shows the questions asked together with this one; it has the focus mark."""
        together = [v for v in codebook.variables if (v.unit_kind, v.about) == (variable.unit_kind, variable.about)]
        if {v.name for v in together} != {v.name for v in self._variables}:
            self._answers = {}
        self._variables, self._shown = together, variable.name
        self._answers = {name: a for name, a in self._answers.items() if self._fits(name, a)}
        self._draw()

    def answers(self) -> dict[str, Answer]:
        """What was tried out."""
        return dict(self._answers)

    def clear(self) -> None:
        """Forgets what was tried out."""
        self._answers = {}
        self._draw()

    def _fits(self, name: str, answer: Answer) -> bool:
        v = next((v for v in self._variables if v.name == name), None)
        if v is None or answer.status != "value":
            return v is not None and v.undetermined
        try:
            checked(v, answer.answer, answer.ticked, "value")
        except UserError:
            return False
        return True

    def _draw(self) -> None:
        asked = conditions.asked(self._variables, self._answers)
        shown = [v for v in self._variables if v in asked or v.name == self._shown]
        if [card.variable for card in self.cards] != shown:
            self._set_cards(shown)
        for card in self.cards:
            card.set_focused(card.variable.name == self._shown)
            card.show_answer(self._answers.get(card.variable.name))
        own = next((v for v in self._variables if v.name == self._shown), None)
        waits = own is not None and own not in asked
        self._note.setText(self.tr("It is not asked now: its condition is not met.") if waits else "")
        self._note.setVisible(waits)
        QTimer.singleShot(0, self, self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        card = next((card for card in self.cards if card.variable.name == self._shown), None)
        if card is not None:
            self.widget().layout().activate()
            margin = theme.current().px(12)
            if card.height() > self.viewport().height():
                self.verticalScrollBar().setValue(card.y() - margin)
            else:
                self.ensureWidgetVisible(card, 0, margin)

    def _set_cards(self, shown: list[Variable]) -> None:
        kept = {card.variable: card for card in self.cards}
        for card in self.cards:
            self._column.removeWidget(card)
            if card.variable not in shown:
                card.hide()
                card.deleteLater()
        self.cards = [kept.get(v) or self._card(v) for v in shown]
        for n, card in enumerate(self.cards):
            self._column.insertWidget(n, card)
            card.show()

    def _card(self, variable: Variable) -> QuestionCard:
        card = QuestionCard(variable, 0, self.widget())
        card.taken.connect(lambda choice, v=variable: self._take(v, choice))
        card.typed.connect(lambda text, c=card: self._type(c, text))
        card.entered.connect(lambda v=variable: self._enter(v))
        card.installEventFilter(self)
        return card

    def _enter(self, variable: Variable) -> None:
        if variable.name != self._shown:
            self._shown = variable.name
            self._draw()

    def _take(self, v: Variable, choice: Choice) -> None:
        self._shown = v.name
        old = self._answers.get(v.name)
        if v.answer_kind == "spans":
            return
        if choice == UNDETERMINED:
            self._answers[v.name] = Answer(0, 0, 0, v.id, "undetermined")
        elif choice == NONE:
            self._answers[v.name] = Answer(0, 0, 0, v.id)
        elif v.answer_kind == "several":
            ticked = tuple(sorted(set(old.ticked if old is not None else ()) ^ {int(choice)}))
            self._answers[v.name] = Answer(0, 0, 0, v.id, ticked=ticked)
            if not ticked:
                del self._answers[v.name]
        else:
            self._answers[v.name] = Answer(0, 0, 0, v.id, answer=str(choice))
        self._draw()

    def _type(self, card: QuestionCard, text: str) -> None:
        self._answers.pop(card.variable.name, None)
        try:
            if text:
                self._answers[card.variable.name] = Answer(
                    0, 0, 0, card.variable.id, answer=checked(card.variable, text, None, "value")
                )
            card.say_error("")
        except UserError as error:
            card.say_error(f"{error.message} {error.hint}".strip())
            return
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QuestionCard):
            key = single_key(event)
            if key == "-" and watched.undetermine():
                return True
            if key and watched.key(key):
                return True
        return super().eventFilter(watched, event)
