"""The reliability report of a project: one row per variable and round, never an average over them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.report import AgreementReport, Period, Statistic, VariableReport
from intercoder.errors import UserError
from intercoder.project.reliability import check_limits
from intercoder.records import AgreementRules, Matrix, Round, Tick, Variable, no_tick
from intercoder.tasks import (
    agreement_about,
    agreement_notes,
    agreement_reasons,
    agreement_rows,
    agreement_size,
    agreement_spans,
    agreement_versions,
)
from intercoder.tasks.agreement_data import as_document, software
from intercoder.tasks.agreement_text import as_table

if TYPE_CHECKING:
    from intercoder.project import Project

__all__ = ["as_json", "as_table", "report"]

DEFAULT = Resampling()
NOT_COMPARED = ("text", "date")
ADJUDICATION = "adjudication"  # its codings were made together: they say nothing about agreement


def report(
    project: "Project",
    variables: Sequence[str] | None = None,
    round: str | None = None,  # noqa: A002 - the noun of the field
    draws: int = DEFAULT.draws,
    seed: int = DEFAULT.seed,
    tick: Tick = no_tick,
    rules: AgreementRules | None = None,
    read: dict[str, dict[str, Matrix]] | None = None,
) -> AgreementReport:
    """The agreement of these variables in this round; by default of all variables in every round with codings.

    `draws` 0 gives points without intervals; without `rules` those of the project hold. `read` keeps the matrices by round
    and variable for a second report on the same codings. Raises UserError for a variable or round that does not exist.
    """
    rules = rules or project.reliability.rules
    chosen = _variables(project, variables)
    rounds = _rounds(project, round)
    rows: list[VariableReport] = []
    total = len(chosen) * len(rounds)
    for place, round_ in enumerate(rounds):
        known = {} if read is None else read.setdefault(round_.name, {})
        study = agreement_rows.RoundOfCodings(project, round_, Resampling(draws, seed), rules, known)
        study.read(v for v in chosen if v.about is None and v.answer_kind not in (*NOT_COMPARED, "spans"))
        mixed = project.reliability.mixed_versions(round_.name)
        for number, variable in enumerate(chosen):
            tick(place * len(chosen) + number, total)
            asked_for = variables is not None and (round is not None or len(rounds) == 1)
            found = [agreement_size.with_needed(row, rules) for row in _rows_of(study, variable, asked_for)]
            if variable.name in mixed:
                found = [agreement_versions.treated(row, mixed[variable.name], rules) for row in found]
            rows += [agreement_reasons.with_reasons(row, study) for row in found]
    tick(total, total)
    version = project.codebook.version or project.codebook.current().version
    return AgreementReport(
        title=project.title,
        rows=tuple(rows),
        draws=draws,
        seed=seed,
        software=software(),
        codebook_version=project.codebook.version or "draft",
        date=project.saved_at.isoformat(timespec="seconds") if project.saved_at else None,
        note=agreement_notes.under_table(rows, chosen, rounds, draws, seed, version, rules),
        limits=(rules.tentative, rules.reliable),
        resampled="articles" if rules.resample_articles else "units",
    )


def rules_of(
    project: "Project", limits: tuple[float, float] | None, mix_versions: bool, resample_articles: bool = False
) -> AgreementRules:
    """The project's rules with what is asked for this once. Raises UserError if the limits are not in order."""
    rules = project.reliability.rules
    if limits is not None:
        rules = replace(rules, tentative=limits[0], reliable=limits[1])
    check_limits(rules)
    return replace(
        rules,
        mix_versions=rules.mix_versions or mix_versions,
        resample_articles=rules.resample_articles or resample_articles,
    )


def _variables(project: "Project", names: Sequence[str] | None) -> list[Variable]:
    codebook = project.codebook.current()
    if names is None:
        return list(codebook.variables)
    chosen = []
    for name in dict.fromkeys(names):
        variable = codebook.variable(name)
        if variable is None:
            known = ", ".join(v.name for v in codebook.variables) or "none"
            raise UserError(f"There is no variable “{name}” in the codebook.", f"Its variables are: {known}.")
        if variable.answer_kind in NOT_COMPARED:
            raise UserError(f"The answers to “{name}” are free {variable.answer_kind}s, which agreement does not compare.")
        chosen.append(variable)
    return chosen


def _rounds(project: "Project", name: str | None) -> list[Round]:
    rounds = project.plan.rounds()
    if name is None:
        return [round_ for round_ in rounds if round_.name != ADJUDICATION]
    found = [round_ for round_ in rounds if round_.name == name]
    if not found:
        known = ", ".join(round_.name for round_ in rounds) or "none"
        raise UserError(f"There is no round “{name}”.", f"The rounds are: {known}.")
    return found


def _rows_of(study: agreement_rows.RoundOfCodings, variable: Variable, asked_for: bool) -> list[VariableReport]:
    """The rows of a variable; none when nobody coded it in this round, unless it was asked for by name."""
    if variable.answer_kind in NOT_COMPARED:
        return []
    if variable.about is not None:
        marked = study.project.codebook.current().variable(variable.about)
        rows = agreement_about.rows(study, variable, marked) if marked else []
        return rows if asked_for or any(row.codings for row in rows) else []
    if variable.answer_kind == "spans":
        row = agreement_spans.row(study, variable)
        return [row] if row.codings or asked_for else []
    matrix = study.matrix(variable)
    if not _is_coded(matrix) and not asked_for:
        return []
    if variable.answer_kind == "several":
        return agreement_rows.rows_of_several(study, matrix)
    return [agreement_rows.row_of_one(study, matrix)]


def _is_coded(matrix: Matrix) -> bool:
    return any(cell is not None for row in matrix.cells for cell in row)


def as_json(found: AgreementReport) -> dict[str, object]:
    """The report as a JSON document: a result per row, with `alpha.LEVEL` of its own level and the interval of it."""
    limits = [agreement_notes.shown(Statistic(limit)) for limit in found.limits]
    results = [
        {
            "variable": row.variable,
            "label": row.label,
            "unit_kind": row.unit_kind,
            "round": row.round,
            "level": row.level,
            "answer_kind": row.answer_kind,
            "coders": [coder.name for coder in row.coded_by],
            "units": row.units,
            "pairable_units": row.pairable_units,
            "codings": row.codings,
            "missing": vars(row.missing),
            "statistics": as_document(row.statistics),
            "verdict": row.verdict,
            "units_needed": dict(zip(limits, row.needed, strict=True)) if row.needed else None,
            "drift": [_period(period) for period in row.drift],
            "disagreements": row.reasons,
            "notes": list(row.notes),
        }
        for row in found.rows
    ]
    return {
        "title": found.title,
        "results": results,
        "draws": found.draws,
        "seed": found.seed,
        "resampled": found.resampled,
        "software": found.software,
        "codebook_version": found.codebook_version,
        "date": found.date,
        "note": list(found.note),
    }


def _period(period: Period) -> dict[str, object]:
    ends = {"alpha": period.alpha, "lo95": period.low, "hi95": period.high}
    when = [datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds") for ms in (period.first, period.last)]
    named = {"period": period.label, "first": when[0], "last": when[1], "units": period.units}
    return {**named, "statistics": as_document(ends), "alarm": period.alarm}
