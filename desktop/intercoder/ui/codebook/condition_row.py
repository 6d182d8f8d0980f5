"""The condition of a question built with pickers: question, is or is not, categories; several terms are joined by *and*."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from intercoder.project import conditions
from intercoder.project.conditions import Term
from intercoder.records import Codebook, Variable
from intercoder.ui import theme
from intercoder.ui.codebook.fields import Picker
from intercoder.ui.icons import icon
from intercoder.ui.page import button


def gates_for(variable: Variable, codebook: Codebook) -> list[Variable]:
    """The questions on whose answer this one may hang: before it, of the same units, with categories."""
    found = []
    for other in codebook.variables:
        if other.name == variable.name:
            break
        same = (other.unit_kind, other.about) == (variable.unit_kind, variable.about)
        if same and other.answer_kind in ("one", "several"):
            found.append(other)
    return found


class ConditionRow(QWidget):
    """Shows the terms of a condition. Emits `changed` with the whole condition or None."""

    changed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Ask only if"))
        self._terms: list[Term] = []
        self._gates: list[Variable] = []
        self._codebook = Codebook("", ())
        self._column = QVBoxLayout(self)
        theme.set_margins(self._column, spacing=6)
        name = QLabel(self.tr("Ask only if"), self)
        theme.set_font(name, "small_label")
        theme.set_kind(name, "second")
        self._column.addWidget(name)
        self._rows: list[QWidget] = []
        self.add = button(self, self.tr("Always asked – add a condition"), "link", "plus")
        self.add.clicked.connect(self._add_term)
        foot = QHBoxLayout()
        theme.set_margins(foot)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)

    def show_condition(self, variable: Variable, codebook: Codebook) -> None:
        """The condition of a question as the project holds it."""
        self._gates, self._codebook = gates_for(variable, codebook), codebook
        self._terms = list(conditions.parse(variable.condition)) if variable.condition else []
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(n, term) for n, term in enumerate(self._terms)]
        for n, made in enumerate(self._rows, 1):
            self._column.insertWidget(n, made)
            made.show()
        self.add.setText(self.tr("and …") if self._terms else self.tr("Always asked – add a condition"))
        self.add.setEnabled(bool(self._gates))
        self.add.setToolTip("" if self._gates else self.tr("There is no question with categories before this one."))

    def _row(self, place: int, term: Term) -> QWidget:
        gate = self._codebook.variable(term.variable)
        made = QWidget(self)
        line = QHBoxLayout(made)
        theme.set_margins(line, spacing=6)
        question = Picker(f"Question of condition {place + 1}", made)
        options = [(v.label, v.name) for v in self._gates]
        if term.variable not in {name for _, name in options}:
            options.append((gate.label if gate else term.variable, term.variable))
        question.fill(options, term.variable)
        question.activated.connect(lambda _n, p=place, q=question: self._choose(p, q.currentData()))
        sign = Picker(f"Is or is not, condition {place + 1}", made)
        sign.setMinimumContentsLength(5)
        sign.fill([("is", False), ("is not", True)], term.negated)
        sign.activated.connect(lambda _n, p=place, s=sign: self._set(p, negated=s.currentData()))
        answers = QToolButton(made)
        answers.setText(_labels(term, gate))
        answers.setToolTip(answers.text())
        answers.setAccessibleName(self.tr("Categories of condition {0}: {1}").format(place + 1, answers.text()))
        answers.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        answers.setMenu(self._menu(place, term, gate, answers))
        answers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        theme.set_kind(answers, "picker")
        away = QToolButton(made)
        away.setIcon(icon("x"))
        away.setAccessibleName(self.tr("Remove condition {0}").format(place + 1))
        away.setToolTip(self.tr("Remove this condition"))
        away.clicked.connect(lambda _checked=False, p=place: self._remove(p))
        line.addWidget(question, 3)
        line.addWidget(sign, 1)
        line.addWidget(answers, 3)
        line.addWidget(away)
        return made

    def _menu(self, place: int, term: Term, gate: Variable | None, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        for category in gate.categories if gate is not None else ():
            action = QAction(f"{category.value}  {category.label}".replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(category.value in term.numbers)
            action.triggered.connect(lambda _on, p=place, value=category.value: self._toggle(p, value))
            menu.addAction(action)
        return menu

    def _add_term(self) -> None:
        named = {term.variable for term in self._terms}
        gate = next((v for v in reversed(self._gates) if v.name not in named), self._gates[-1])
        first = next((c.value for c in gate.categories if c.value == 1), gate.categories[0].value)
        self._terms.append(Term(gate.name, False, frozenset({first})))
        self._tell()

    def _choose(self, place: int, name: str) -> None:
        gate = self._codebook.variable(name)
        if gate is not None and gate.categories and name != self._terms[place].variable:
            self._set(place, variable=name, numbers=frozenset({gate.categories[0].value}))

    def _toggle(self, place: int, value: int) -> None:
        numbers = self._terms[place].numbers ^ {value}
        self._set(place, numbers=numbers or self._terms[place].numbers)

    def _set(self, place: int, **fields: object) -> None:
        self._terms[place] = replace(self._terms[place], **fields)
        self._tell()

    def _remove(self, place: int) -> None:
        del self._terms[place]
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit(conditions.text(self._terms) or None)


def _labels(term: Term, gate: Variable | None) -> str:
    labels = []
    for number in sorted(term.numbers):
        category = gate.category(number) if gate is not None else None
        labels.append(category.label if category is not None else str(number))
    return " or ".join(labels)
