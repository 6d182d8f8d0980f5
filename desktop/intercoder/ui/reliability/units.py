"""Looks up the units behind a number of the reliability table in the codings themselves. No window is needed here."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP

from intercoder.agreement.report import VariableReport
from intercoder.records import Coder, Matrix, Variable
from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr

_COUNTED = ("undetermined", "not_applicable")
STATES = {
    "": QT_TRANSLATE_NOOP("Intercoder", "not assigned"),
    "open": QT_TRANSLATE_NOOP("Intercoder", "not answered yet"),
    "skipped": QT_TRANSLATE_NOOP("Intercoder", "skipped"),
    "undetermined": QT_TRANSLATE_NOOP("Intercoder", "cannot be determined"),
    "not_applicable": QT_TRANSLATE_NOOP("Intercoder", "does not apply"),
}


@dataclass(frozen=True)
class CoderAnswer:
    """What one coder said of a unit; `is_coded` is false where there is no answer, and `words` then says why."""

    coder: Coder
    words: str
    is_coded: bool


@dataclass(frozen=True)
class Behind:
    """The codings that a row of the table counts."""

    matrix: Matrix
    report: VariableReport

    @property
    def part(self) -> int | None:
        """The category whose presence the row is about."""
        return self.report.part[1] if self.report.part is not None else None

    @property
    def variable(self) -> Variable:
        """The variable that was asked."""
        return self.matrix.variable

    def column(self, coder: int) -> int:
        """The column of the matrix of the coder with this id."""
        return [c.id for c in self.matrix.coders].index(coder)

    def value(self, row: int, coder: int) -> object:
        """What this coder's coding counts as in the table; None where there is no coding."""
        j = self.column(coder)
        cell, state = self.matrix.cells[row][j], self.matrix.states[row][j]
        if state in _COUNTED and any(value == state for value, _label in self.report.categories):
            return state  # of a nominal question it counts as a category
        if cell is None or state != "value":
            return None
        if self.part is not None:
            return int(self.part in _several(cell))
        return cell

    def units_of_cell(self, a: int, b: int, i: int, j: int) -> list[int]:
        """Rows of the matrix to which coder `a` gave the i-th category of the table and `b` the j-th."""
        first, second = self.report.categories[i][0], self.report.categories[j][0]
        return [n for n in range(len(self.matrix.units)) if self.value(n, a) == first and self.value(n, b) == second]

    def units_that_differ(self, a: int, b: int) -> list[int]:
        """Rows of the matrix that both coded, and not alike."""
        both = ((n, self.value(n, a), self.value(n, b)) for n in range(len(self.matrix.units)))
        return [n for n, x, y in both if x is not None and y is not None and x != y]

    def answers(self, row: int) -> list[CoderAnswer]:
        """The answers of all coders to a unit, side by side."""
        states = self.matrix.states[row]
        return [
            CoderAnswer(coder, self.words(row, coder.id), states[j] == "value") for j, coder in enumerate(self.matrix.coders)
        ]

    def words(self, row: int, coder: int) -> str:
        """A coder's answer to the question itself, as the codebook names it, or why there is none."""
        j = self.column(coder)
        state = self.matrix.states[row][j]
        cell = self.matrix.cells[row][j]
        if cell is None or state != "value":
            return tr(STATES.get(state, state))
        if isinstance(cell, (tuple, list, set, frozenset)):
            return ", ".join(self.label(value) for value in sorted(_several(cell))) or tr("none of them")
        return self.label(cell)

    def definition(self, i: int) -> tuple[str, str]:
        """The i-th category of the table by number and label, and its definition and rules in one paragraph."""
        value, label = self.report.categories[i]
        number = self.part if self.part is not None else value
        category = self.variable.category(number) if isinstance(number, int) else None
        if category is None:
            return str(label), tr("Offered beside the categories.")
        rules = (("", category.definition), (tr("Use when: "), category.use_when), (tr("Not when: "), category.not_when))
        text = " ".join(name + isolated(rule) for name, rule in rules if rule)
        return f"{number} {category.label}", text or tr("No definition in the codebook.")

    def label(self, value: object) -> str:
        """The label of a category of the question, or the answer as it was given."""
        category = self.variable.category(value) if isinstance(value, int) else None
        return category.label if category else str(value)


def alpha_key(report: VariableReport) -> str | None:
    """The key of the row's own alpha: that of its level, else the first there is; of marked passages u-alpha."""
    if report.answer_kind == "spans":
        return "u_alpha" if "u_alpha" in report.statistics else None
    keys = [key for key in report.statistics if key.startswith("alpha.")]
    wanted = f"alpha.{report.level}"
    return wanted if wanted in keys else next(iter(keys), None)


def _several(cell: object) -> tuple[int, ...]:
    return tuple(cell) if isinstance(cell, (tuple, list, set, frozenset)) else ()
