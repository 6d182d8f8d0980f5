"""The paragraph on reliability for the methods section of a paper: numbers and how they were made, no judgement.

What has to be reported: Lombard, Snyder-Duch & Bracken (2002). What the project does not know is listed, never made up.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from intercoder.agreement.report import AgreementReport, Statistic, VariableReport
from intercoder.errors import UserError
from intercoder.tasks.agreement_notes import USUAL, shown
from intercoder.tasks.agreement_text import interval
from intercoder.tasks.review_text import count_sentence
from intercoder.tasks.sampling_text import how_drawn, is_sampled
from intercoder.tasks.sources_text import sources_sentence
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project

TO_ADD = "To be added by you"
ALPHA_SOURCE = "Krippendorff, K. (2019). Content Analysis: An Introduction to Its Methodology (4th ed., chapter 12). Sage."
SPANS_SOURCE = (
    "Krippendorff, K., Mathet, Y., Bouvry, S. & Widlöcher, A. (2016). On the reliability of unitizing textual continua:"
    " Further developments. Quality & Quantity, 50, 2347–2364. doi 10.1007/s11135-015-0266-1"
)
_UNKNOWN_DRAW = "how the units of the reliability test were drawn"
UNKNOWN = (
    "who the coders were, and how they were trained",
    _UNKNOWN_DRAW,
    "how disagreements were settled for the final data",
    "where readers can get the codebook",
)


def paragraph(report: AgreementReport, project: "Project") -> str:
    """The text with the numbers of this report, its sources, and a list of what the project does not know.

    Raises UserError when nothing was coded.
    """
    if not report.rows:
        raise UserError("There are no codings to write about.", "Choose a round that was coded.")
    to_add = list(UNKNOWN)
    paragraphs = [_measures(report)]
    for name in dict.fromkeys(row.round for row in report.rows):
        rows = [row for row in report.rows if row.round == name]
        drawn = how_drawn(project, name)
        if is_sampled(project, name) and _UNKNOWN_DRAW in to_add:
            to_add.remove(_UNKNOWN_DRAW)
        paragraphs.append(" ".join(part for part in (drawn, _sample(rows, project, to_add), _results(rows)) if part))
    paragraphs.append(" ".join(_rules(report, project, to_add)))
    if material := " ".join(part for part in (sources_sentence(project), count_sentence(project)) if part):
        paragraphs.insert(0, material)
    parts = ["\n\n".join(paragraphs), _listed("Sources", _sources(report)), _listed(TO_ADD, to_add)]
    return "\n\n".join(parts) + "\n"


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"- {line}" for line in lines)])


def _measures(report: AgreementReport) -> str:
    """Which coefficient and why."""
    text = (
        "Agreement between coders was measured for every variable by itself with Krippendorff's alpha at the variable's level"
        " of measurement (Krippendorff 2019), since alpha allows any number of coders, every level of measurement and missing"
        " codings. Beside it stands the percent agreement, the mean over units of the share of agreeing pairs of codings;"
        " n is the number of units that two or more coders coded."
    )
    if any("alpha.nominal_set" in row.statistics for row in report.rows):
        text += " Where several answers were possible, alpha compares the whole sets of answers, and each category by itself."
    if any(row.answer_kind == "spans" for row in report.rows):
        text += (
            " Highlighted passages were compared with u-alpha (Krippendorff, Mathet, Bouvry & Widlöcher 2016), in characters;"
            " n is then the number of texts."
        )
    return text


def _sample(rows: list[VariableReport], project: "Project", to_add: list[str]) -> str:
    """Who coded how much of what."""
    name = rows[0].round
    coders = {coder.id for row in rows for coder in row.coded_by}
    kinds = {row.unit_kind: _units_of(row.unit_kind, rows, project) for row in rows}
    amounts = [_share(units, kind, project) for kind, units in kinds.items() if units]
    if len(amounts) < len(kinds) or any(" of " not in amount for amount in amounts):
        to_add.append(f"how many units of how many were coded in the round “{name}”, where the text does not say it")
    text = f"In the round “{name}”, {counted(len(coders), 'coder')} coded"
    text = f"{text} {_and(amounts)}." if amounts else f"{text}."
    blind = next((round_.blind for round_ in project.plan.rounds() if round_.name == name), None)
    if blind is not None:
        return text + (" They did not see one another's codings." if blind else " They could see one another's codings.")
    return text


def _units_of(kind: str, rows: list[VariableReport], project: "Project") -> int | None:
    """The units of a kind in a round; None where all rows count passages or texts instead."""
    variables = {v.name: v for v in project.codebook.current().variables}
    found = [
        row.units
        for row in rows
        if row.unit_kind == kind
        and (variable := variables.get(row.variable)) is not None
        and variable.about is None
        and variable.answer_kind != "spans"
    ]
    return max(found, default=None)


def _share(units: int, kind: str, project: "Project") -> str:
    """9 of 12 articles (75 %); without a population only the number."""
    counts = project.material.counts()
    population = {"article": counts.articles, "comment": counts.comments}.get(kind)
    if population is None or population < units:
        return counted(units, kind)
    return f"{units:,} of {counted(population, kind)} ({100 * units / population:.0f} %)"


def _results(rows: list[VariableReport]) -> str:
    return "; ".join(_result(row) for row in rows) + "."


def _result(row: VariableReport) -> str:
    """One variable: level, units, alpha, interval, agreement; or why there is no alpha."""
    is_span = row.answer_kind == "spans"
    head = f"{row.label} ({row.variable}; {'passages' if is_span else row.level}; n = {row.pairable_units:,}): "
    if is_span:
        return head + _spans(row)
    figure = row.statistics[f"alpha.{row.level}"]
    text = f"α = {shown(figure)}" if figure.value is not None else f"α not computable ({figure.undefined})"
    if figure.value is not None and interval(row):
        text += f", 95 % interval {interval(row)}"
    agreement = row.statistics["agree.unit_mean"].value
    return head + (text if agreement is None else f"{text}, agreement {100 * agreement:.1f} %")


def _spans(row: VariableReport) -> str:
    figure = row.statistics["u_alpha"]
    if figure.value is not None:
        return f"u-α = {shown(figure)}"
    single = [
        f"{label} {shown(found)}"
        for value, label in row.categories
        if (found := row.statistics.get(f"u_alpha_label.{value}")) is not None and found.value is not None
    ]
    text = f"u-α not computable ({figure.undefined})"
    return f"{text}; u-α of each category by itself: {', '.join(single)}" if single else text


def _rules(report: AgreementReport, project: "Project", to_add: list[str]) -> Iterator[str]:
    """Limits, intervals, what is missing, codebook and software."""
    low, high = (shown(Statistic(limit)) for limit in report.limits)
    usual = report.limits == (USUAL.tentative, USUAL.reliable)
    yield (
        f"The limits for alpha are {low} for tentative and {high} for firm conclusions"
        f" ({'Krippendorff 2019' if usual else 'set by this study; Krippendorff 2019 has .667 and .800'})."
    )
    if report.draws:
        drawn = "whole articles with all their units" if report.resampled == "articles" else "whole units"
        yield (
            f"The 95 % intervals are percentiles of {report.draws:,} bootstrap samples of {drawn}, drawn with replacement"
            f" (seed {report.seed})."
        )
    else:
        to_add.append("intervals: the report was made without draws")
    yield "Missing codings are absent, and units with fewer than two codings are outside the coefficients."
    # A question about whole sets and its categories miss the same answers: its rows NAME_K are not counted again.
    rows = [row for row in report.rows if not (row.answer_kind == "several" and "alpha.nominal_set" not in row.statistics)]
    skipped, unclear, not_applicable, still_open = (
        sum(getattr(row.missing, kind) for row in rows) for kind in ("skipped", "undetermined", "not_applicable", "open")
    )
    if skipped or still_open:
        yield f"Over all variables {skipped:,} answers were skipped and {still_open:,} were still open."
    rules = project.reliability.rules
    if unclear:
        yield f"“Cannot be determined” ({counted(unclear, 'answer')}) {_treated(rules.undetermined_counts)}."
    if not_applicable:
        ruled_out = f"What a condition of the codebook ruled out, “not applicable” ({counted(not_applicable, 'answer')}),"
        yield f"{ruled_out} {_treated(rules.not_applicable_counts)}."
    for name in dict.fromkeys(row.round for row in report.rows) if rules.mix_versions else ():
        for variable, (before, after) in project.reliability.mixed_versions(name).items():
            yield f"Codings of {variable} follow partly version {before} of its question, partly version {after}."
    if report.codebook_version == "draft":
        to_add.append("the version of the codebook: it is a draft that was never frozen")
    else:
        yield f"Codings follow version {report.codebook_version} of the codebook."
    yield f"Computed with {report.software}."


def _treated(counts: bool) -> str:
    """What became of a missing state by the rules of the project."""
    return "counts as a category of nominal questions with one answer, and is missing elsewhere" if counts else "is missing"


def _sources(report: AgreementReport) -> list[str]:
    has_spans = any(row.answer_kind == "spans" for row in report.rows)
    return [ALPHA_SOURCE, SPANS_SOURCE] if has_spans else [ALPHA_SOURCE]


def _and(parts: list[str]) -> str:
    """a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
