"""From the codings of one variable in one round to its row of the reliability table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, cast

import numpy as np

from intercoder.agreement import drift, statistics_of
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings, Label, ordered
from intercoder.agreement.kappas import cohen
from intercoder.agreement.report import CoderPair, Missing, Period, Statistic, VariableReport
from intercoder.agreement.sets import SetCodings
from intercoder.records import AgreementRules, Category, Coder, Matrix, Round, Variable
from intercoder.tasks import agreement_notes

if TYPE_CHECKING:
    from intercoder.project import Project

UNDETERMINED, NOT_APPLICABLE = "undetermined", "not_applicable"
OF_MEASUREMENTS = ("percent", "alpha", "icc", "bootstrap")  # numbers have no codebook, so nothing is computed from its size
_UNDETERMINED_LABEL = "cannot be determined"


@dataclass(frozen=True, eq=False)
class RoundOfCodings:
    """One round of a project with the matrices read so far."""

    project: "Project"
    round: Round
    resampling: Resampling
    rules: AgreementRules = agreement_notes.USUAL
    _matrices: dict[str, Matrix] = field(default_factory=dict)
    _roots: dict[int, int] = field(default_factory=dict)  # the article of each unit

    def read(self, variables: Iterable[Variable]) -> None:
        """Reads the codings of these variables at once, but for those that are known."""
        names = [variable.name for variable in variables if variable.name not in self._matrices]
        self._matrices.update(self.project.codings.matrices(names, self.round.name))

    def matrix(self, variable: Variable) -> Matrix:
        """The codings of a variable in this round."""
        if variable.name not in self._matrices:
            self._matrices[variable.name] = self.project.codings.matrix(variable.name, self.round.name)
        return self._matrices[variable.name]

    def drift(self, variable: Variable, cells: "Cells", codings: Codings) -> tuple[Period, ...]:
        """Alpha over time; nothing for questions about spans, whose units are passages."""
        if variable.about is not None or not cells.rows:
            return ()
        times = self.matrix(variable).coded_at
        at = np.array([times.get(unit, 0) for unit in cells.units], dtype=np.int64)
        return drift.periods(codings, at, self.resampling, self.rules.tentative)

    def resampling_of(self, cells: "Cells", levels: tuple[str, ...] | None = None) -> Resampling:
        """How the rows of a variable are drawn again: unit by unit, or by whole articles where the project wants it."""
        groups = None
        if self.rules.resample_articles and cells.units:
            roots = self._roots or self.project.material.roots()
            self._roots.update(roots)
            groups = np.array([roots[unit] for unit in cells.units], dtype=np.int64)
        return Resampling(self.resampling.draws, self.resampling.seed, levels, groups)

    def name_of_row(self, variable: Variable, category: Category) -> str:
        """What the row of a category is called: NAME_K, and what tells it from a variable that has this name."""
        taken = {other.name.casefold() for other in self.project.codebook.current().variables}
        name = f"{variable.name}_{category.value}"
        while name.casefold() in taken:
            name += "_"
        return name

    def gate(self, variable: Variable) -> Variable | None:
        """The question that decides whether this one is asked; the first one where a condition names several."""
        name = (variable.condition or "").split("=")[0].split("!")[0].split(" in ")[0].strip()
        return self.project.codebook.current().variable(name) if name else None


@dataclass(frozen=True, eq=False)
class Cells:
    """What enters the statistics of a matrix: rows without the units that nobody was asked about, and what is missing."""

    rows: list[tuple[object, ...]]
    units: tuple[int, ...]  # of the rows
    missing: Missing
    not_asked: int  # units that the condition excluded for all their coders
    gated: int  # units that only some of their coders were asked about
    unassigned: int  # pairs of unit and coder for which nobody was asked
    undetermined_counts: bool  # "cannot be determined" is a category
    not_applicable_counts: bool  # "not applicable" was given, and is a category


def cells_of(matrix: Matrix, rules: AgreementRules = agreement_notes.USUAL) -> Cells:
    """The codings of a matrix after the rules for missing ones.

    Not applicable for every coder of a unit: the unit is out. "Cannot be determined" is a category of a nominal *one*
    question, and missing everywhere else, since it has no place on a scale. The project may decide otherwise on both.
    """
    takes = matrix.variable.answer_kind == "one" and matrix.variable.level == "nominal"
    counts = takes and rules.undetermined_counts
    labels = {UNDETERMINED: UNDETERMINED} if counts else {}
    labels |= {NOT_APPLICABLE: NOT_APPLICABLE} if takes and rules.not_applicable_counts else {}
    tally = Counter(chain.from_iterable(matrix.states))
    kinds = ("undetermined", "skipped", "not_applicable", "open")
    missing = Missing(**{kind: tally[kind] for kind in kinds})
    rows: list[tuple[object, ...]] = list(matrix.cells)
    if any(tally[state] for state in labels):
        rows = [
            tuple(labels.get(state, cell) for cell, state in zip(*both, strict=True))
            for both in zip(matrix.cells, matrix.states, strict=True)
        ]
    given = (
        [set(states) - {"", "open"} for states in matrix.states]
        if missing.not_applicable and NOT_APPLICABLE not in labels
        else []
    )
    not_asked = [states == {"not_applicable"} for states in given]
    gated = sum("not_applicable" in states for states in given) - sum(not_asked)
    units = matrix.units
    if given:
        rows = [row for row, out in zip(rows, not_asked, strict=True) if not out]
        units = tuple(unit for unit, out in zip(units, not_asked, strict=True) if not out)
    return Cells(
        rows, units, missing, sum(not_asked), gated, tally[""], counts, NOT_APPLICABLE in labels and missing.not_applicable > 0
    )


def row_of_one(study: RoundOfCodings, matrix: Matrix) -> VariableReport:
    """The row of a question with one answer or a number."""
    variable, cells = matrix.variable, cells_of(matrix, study.rules)
    listed = _categories(variable, cells)
    codings = _codings(variable, cells, listed, len(matrix.coders))
    resampling = study.resampling_of(cells, (codings.level,))
    statistics = statistics_of("coding", codings, resampling, None if listed else OF_MEASUREMENTS)
    periods = study.drift(variable, cells, codings)
    notes = [
        *agreement_notes.of_drift(periods, study.rules),
        *agreement_notes.of_missing(cells, variable, _gate_note(study, variable, cells)),
        *agreement_notes.of_codings(codings, statistics, _labels(codings, listed), bool(listed), study.rules),
        *agreement_notes.of_design(codings, statistics),
    ]
    return VariableReport(
        variable=variable.name,
        label=variable.label,
        unit_kind=variable.unit_kind,
        round=study.round.name,
        level=variable.level,
        answer_kind=variable.answer_kind,
        categories=listed,
        categories_used=int((codings.table.totals > 0).sum()),
        coders=matrix.coders,
        silent=_silent(matrix),
        units=len(codings.codes),
        pairable_units=codings.pairable.n_units,
        codings=codings.table.n_codings,
        missing=cells.missing,
        counts=tuple(codings.table.totals.tolist()) if listed else (),
        statistics=statistics,
        pairs=_pairs(codings, matrix.coders, bool(listed)),
        leave_one_out=_leave_one_out(codings, matrix.coders),
        notes=tuple(notes),
        verdict=agreement_notes.verdict(statistics, variable.level, study.rules),
        drift=periods,
    )


def _silent(matrix: Matrix) -> frozenset[int]:
    """The coders who were asked and have not answered anywhere, not even that it cannot be determined."""
    columns = range(len(matrix.coders))
    return frozenset(matrix.coders[j].id for j in columns if all(row[j] in ("", "open") for row in matrix.states))


def _categories(variable: Variable, cells: Cells) -> tuple[tuple[Label, str], ...]:
    """The codebook's categories; "cannot be determined" is one where it is offered or was answered."""
    listed: list[tuple[Label, str]] = [(category.value, category.label) for category in variable.categories]
    known = {value for value, _ in listed}
    found = {cell for cell in set(chain.from_iterable(cells.rows)) if isinstance(cell, (int, float))}
    if variable.answer_kind == "one":
        listed += [(value, str(value)) for value in ordered(found - known)]  # of a category since removed
    if cells.undetermined_counts and (variable.undetermined or cells.missing.undetermined):
        listed.append((UNDETERMINED, _UNDETERMINED_LABEL))
    if NOT_APPLICABLE in set(chain.from_iterable(cells.rows)):
        listed.append((NOT_APPLICABLE, "does not apply"))
    return tuple(listed)


def _codings(variable: Variable, cells: Cells, listed: tuple[tuple[Label, str], ...], coders: int) -> Codings:
    """The array of a variable. The numbers of a nominal variable are names, so nothing is computed with them."""
    rows = cast("list[tuple[Label | None, ...]]", cells.rows) or [(None,) * coders]
    labels = [value for value, _ in listed] or None
    codings = Codings.from_cells(rows, labels, variable.level)
    if variable.level == "nominal":
        codings = Codings(codings.codes, tuple(map(str, codings.categories)), "nominal")
    return codings if cells.rows else Codings(codings.codes[:0], codings.categories, codings.level)


def _labels(codings: Codings, listed: tuple[tuple[Label, str], ...]) -> list[str]:
    return [label for _, label in listed] or [str(category) for category in codings.categories]


def _pairs(codings: Codings, coders: tuple[Coder, ...], has_categories: bool) -> tuple[CoderPair, ...]:
    """Each pair of coders that shares a unit; confusion matrices only where there is a codebook."""
    result = []
    for pair in codings.pairs:
        confusion = tuple(map(tuple, pair.joint.tolist())) if has_categories else ()
        agreement = Statistic(pair.agreeing / pair.units)
        result.append(CoderPair(coders[pair.a].id, coders[pair.b].id, pair.units, agreement, cohen(pair), confusion))
    return tuple(result)


def _leave_one_out(codings: Codings, coders: tuple[Coder, ...]) -> dict[int, Statistic]:
    """Alpha without each coder, where at least two are left."""
    if len(coders) < 3:
        return {}
    return {coder.id: alpha(codings.without_coder(i), codings.level) for i, coder in enumerate(coders)}


def _gate_note(study: RoundOfCodings, variable: Variable, cells: Cells) -> str:
    """The name and alpha of the gate, where coders disagreed on whether to ask."""
    gate = study.gate(variable) if cells.gated else None
    if gate is None or gate.answer_kind not in ("one", "number"):
        return ""
    of_gate = cells_of(study.matrix(gate), study.rules)
    codings = _codings(gate, of_gate, _categories(gate, of_gate), len(study.matrix(gate).coders))
    return f"; alpha of the gate {gate.name}: {agreement_notes.shown(alpha(codings, gate.level))}"


# ---------------------------------------------------------------- several answers


def rows_of_several(study: RoundOfCodings, matrix: Matrix) -> list[VariableReport]:
    """The row of a question with several answers, compared as sets, and a row for each of its categories."""
    cells = cells_of(matrix, study.rules)
    whole = _row_of_sets(study, matrix, cells)
    return [whole, *(_row_of_category(study, matrix, cells, category) for category in matrix.variable.categories)]


def _row_of_sets(study: RoundOfCodings, matrix: Matrix, cells: Cells) -> VariableReport:
    variable = matrix.variable
    found = {number for row in cells.rows for cell in row if isinstance(cell, tuple) for number in cell}
    listed = [(category.value, category.label) for category in variable.categories]
    listed += [(number, str(number)) for number in sorted(found - {value for value, _ in listed})]
    rows = [[frozenset(cell) if isinstance(cell, tuple) else None for cell in row] for row in cells.rows]
    codings = SetCodings.from_cells(rows or [[None] * len(matrix.coders)], [value for value, _ in listed])
    whole = codings.whole
    statistics = statistics_of("multilabel", codings, study.resampling_of(cells))
    statistics |= {  # sets as categories: the nominal alpha of the variable as a whole
        key.replace("nominal_set", "nominal"): found for key, found in statistics.items() if "nominal_set" in key
    }
    return VariableReport(
        variable=variable.name,
        label=variable.label,
        unit_kind=variable.unit_kind,
        round=study.round.name,
        level="nominal",
        answer_kind="several",
        categories=tuple(listed),
        categories_used=len(found),
        coders=matrix.coders,
        silent=_silent(matrix),
        units=len(cells.rows),
        pairable_units=whole.pairable.n_units,
        codings=whole.table.n_codings,
        missing=cells.missing,
        counts=tuple(int((codings.ticked(value).codes == 1).sum()) for value, _ in listed),
        statistics=statistics,
        pairs=_pairs(whole, matrix.coders, False),
        leave_one_out=_leave_one_out(whole, matrix.coders),
        notes=(
            *agreement_notes.of_missing(cells, variable, _gate_note(study, variable, cells)),
            *agreement_notes.of_sets(statistics),
            *agreement_notes.of_design(whole, statistics),
        ),
        verdict=agreement_notes.verdict(statistics, "nominal", study.rules),
    )


def _row_of_category(study: RoundOfCodings, matrix: Matrix, cells: Cells, category: Category) -> VariableReport:
    """One category of a question with several answers: ticked (1) or not (0)."""
    variable = matrix.variable
    rows = [[int(category.value in cell) if isinstance(cell, tuple) else None for cell in row] for row in cells.rows]
    codings = Codings.from_cells(rows or [[None] * len(matrix.coders)], (0, 1))
    codings = Codings(codings.codes if rows else codings.codes[:0], ("0", "1"))
    resampling = study.resampling_of(cells, ("nominal",))
    statistics = statistics_of("coding", codings, resampling)
    periods = study.drift(variable, cells, codings)
    listed: tuple[tuple[Label, str], ...] = ((0, "not ticked"), (1, "ticked"))
    return VariableReport(
        variable=study.name_of_row(variable, category),
        label=f"{variable.label}: {category.label}",
        unit_kind=variable.unit_kind,
        round=study.round.name,
        level="nominal",
        answer_kind="several",
        categories=listed,
        categories_used=int((codings.table.totals > 0).sum()),
        coders=matrix.coders,
        silent=_silent(matrix),
        units=len(rows),
        pairable_units=codings.pairable.n_units,
        codings=codings.table.n_codings,
        missing=cells.missing,
        counts=tuple(codings.table.totals.tolist()),
        statistics=statistics,
        pairs=_pairs(codings, matrix.coders, True),
        leave_one_out=_leave_one_out(codings, matrix.coders),
        notes=(
            *agreement_notes.of_drift(periods, study.rules),
            *agreement_notes.of_codings(codings, statistics, ["not ticked", "ticked"], rules=study.rules),
        ),
        verdict=agreement_notes.verdict(statistics, "nominal", study.rules),
        drift=periods,
        part=(variable.name, category.value),
    )
