"""The columns of one variable: what they are called, what their numbers mean, and what an answer puts into them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from intercoder.exporters.model import Cell, ExportColumn, Measure, ResponseSet, Triple
from intercoder.exporters.names import stem_for
from intercoder.records import Answer, Category, Coder, Variable

MEASURES: dict[str, Measure] = {"nominal": "nominal", "ordinal": "ordinal", "interval": "scale", "ratio": "scale"}
STATE = "_st"
SOURCE = "_src"  # how a final value came about
ANSWERED = 1


@dataclass(frozen=True)
class Columns:
    """A variable with the stem that all its columns share, in every table of the export."""

    variable: Variable
    stem: str
    triple: Triple
    decimals: int = 0  # of the numbers that were typed

    def of_coder(self, coder: Coder) -> list[ExportColumn]:
        """The columns of one coder in a reliability file, declared so that it reproduces the agreement report.

        There "cannot be determined" counts as a category of a nominal question, so it is labelled but not missing.
        """
        named = self.named(f"_c{coder.id}", f" – coder {coder.id} ({coder.name})")
        columns = [replace(c, coder=coder.id) for c in named]
        if self.variable.answer_kind != "one" or self.variable.level != "nominal":
            return columns
        code, missing = self.triple.undetermined, dict(self.triple.labels)
        label = {code: missing.pop(code)}
        return [replace(c, labels=c.labels | label, missing=missing) for c in columns]

    def named(self, suffix: str = "", addition: str = "") -> list[ExportColumn]:
        """The columns; `suffix` comes after the name, `addition` after the label."""
        v, name = self.variable, self.stem + suffix
        label = (v.label or v.name) + addition
        if v.answer_kind == "several":
            return [self._ticked(c, suffix, addition) for c in v.categories]
        if v.answer_kind in ("one", "number"):
            labels = {c.value: c.label or str(c.value) for c in v.categories}
            return [self._number(name, label, labels, MEASURES[v.level], self.decimals, v.name)]
        kind: Literal["date", "text"] = "date" if v.answer_kind == "date" else "text"
        text = ExportColumn(name, label, kind, "nominal", v.level, role="answer", origin=v.name, question=v.question)
        state = self._number(name + STATE, f"{label} (state)", {ANSWERED: "answered"}, "nominal", 0, v.name, "status")
        return [text, state]

    def _ticked(self, category: Category, suffix: str, addition: str) -> ExportColumn:
        v = self.variable
        label = f"{v.label or v.name}: {category.label}{addition}"
        origin = f"{v.name}={category.value}"
        members = ResponseSet(self.stem + suffix, (v.label or v.name) + addition)
        name = self.stem + ticked(category.value) + suffix
        return self._number(name, label, {0: "no", 1: "yes"}, "nominal", 0, origin, set_=members)

    def _number(
        self,
        name: str,
        label: str,
        labels: dict[int, str],
        measure: Measure,
        decimals: int,
        origin: str,
        role: Literal["answer", "status"] = "answer",
        set_: ResponseSet | None = None,
    ) -> ExportColumn:
        level = "nominal" if measure == "nominal" else self.variable.level
        missing, question = self.triple.labels, self.variable.question
        return ExportColumn(name, label, "number", measure, level, decimals, labels, missing, role, origin, set_, question)

    def cells(self, answer: Answer | None, asked: bool = True) -> list[Cell]:
        """What stands in these columns: the answer, the code of its status, or nothing where it is still open."""
        if answer is None:
            return self._filled(None if asked else self.triple.not_applicable)
        if answer.status != "value":
            return self._filled(self.state(answer.status))
        kind = self.variable.answer_kind
        if kind == "several":
            return [int(c.value in answer.ticked) for c in self.variable.categories]
        if kind == "one":
            return [int(answer.answer or 0)]
        return [number(answer.answer or "0")] if kind == "number" else [answer.answer, ANSWERED]

    def of_matrix(self, value: object, state: str) -> list[Cell]:
        """The same for a cell of a matrix that was coded, as the agreement report counts it."""
        if state != "value":
            return self._filled(self.state(state))
        if isinstance(value, tuple):
            return [int(c.value in value) for c in self.variable.categories]
        if isinstance(value, int | float):
            return [value]
        return [str(value), ANSWERED]

    def state(self, status: str) -> int:
        """The code of a status that is no value."""
        codes = {"skipped": self.triple.skipped, "not_applicable": self.triple.not_applicable}
        return codes.get(status, self.triple.undetermined)

    def _filled(self, code: int | None) -> list[Cell]:
        """The same state in every column; a text cannot hold it."""
        if self.variable.answer_kind in ("text", "date"):
            return [None, code]
        return [code] * (len(self.variable.categories) if self.variable.answer_kind == "several" else 1)


def ticked(value: int) -> str:
    """The end of the name of the column of one category of a *several* variable."""
    return f"_{value}" if value >= 0 else f"_m{-value}"


def number(text: str) -> int | float:
    """The number that was typed, whole where it is whole."""
    value = float(text)
    return int(value) if value.is_integer() else value


def decimals(text: str) -> int:
    """How many decimals a typed number shows: 2 for "1.50", 3 for "5e-3"."""
    mantissa, _, exponent = text.strip().lower().partition("e")
    return max(0, len(mantissa.partition(".")[2]) - int(exponent or 0))


def stems(variables: tuple[Variable, ...], coders: list[int], fixed: Iterable[str]) -> dict[str, str]:
    """The stem of each variable's columns: legal, and such that no column of any table has a name twice."""
    taken = set(fixed)
    out: dict[str, str] = {}
    for variable in variables:
        suffixes = _suffixes(variable, coders)
        stem = stem_for(variable.name, suffixes, taken)
        taken |= {stem + s for s in suffixes}
        out[variable.name] = stem
    return out


def _suffixes(variable: Variable, coders: list[int]) -> list[str]:
    """Every ending that a name of this variable gets anywhere, the bare name included."""
    ends = [ticked(c.value) for c in variable.categories] if variable.answer_kind == "several" else [""]
    ends += [STATE] if variable.answer_kind in ("text", "date") else []
    by_coder = [f"_c{n}" for n in coders]
    wide = [f"{end}{c}" for end in ends for c in by_coder] + [f"{c}{STATE}" for c in by_coder]
    return list(dict.fromkeys(["", *ends, SOURCE, *wide]))
