"""What the reliability table says in words: verdicts, caveats of a row, and the note under the table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from intercoder.agreement.codings import Codings
from intercoder.agreement.report import Period, Statistic, VariableReport, Verdict
from intercoder.records import AgreementRules, Round, Variable
from intercoder.wording import counted, named

if TYPE_CHECKING:
    from intercoder.tasks.agreement_rows import Cells

USUAL = AgreementRules()
FEW_UNITS, FEW_CODINGS = 20, 5
SKEWED = 0.90
LEVELS_DIFFER = 0.05
CHANCE_SHOWS = 0.10  # agreement so much above alpha is explained
HOLSTI_SHOWS = 0.02  # Holsti so much below the mean of the coder pairs is explained


def shown(statistic: Statistic | None, undefined: str = "–") -> str:
    """A coefficient as in print: .743, −.065, 1.000; a dash where there is none.

    >>> shown(Statistic(0.7434)), shown(Statistic(-0.065)), shown(Statistic(1.0)), shown(Statistic(None, "why"))
    ('.743', '−.065', '1.000', '–')
    """
    if statistic is None or statistic.value is None:
        return undefined
    text = f"{statistic.value:.3f}".replace("-0.000", "0.000").replace("-", "−")
    return text.replace("0.", ".", 1) if text.lstrip("−").startswith("0.") else text


def verdict(statistics: dict[str, Statistic], level: str, rules: AgreementRules = USUAL) -> Verdict:
    """The verdict on the alpha of a row: reliable only when an interval of enough units says so too."""
    lowest, units = statistics.get(f"bootstrap_units.{level}.lo95"), statistics["n.units_pairable"].value or 0
    return verdict_on(statistics.get(f"alpha.{level}"), lowest if units >= FEW_UNITS else None, rules)


def verdict_on(alpha: Statistic | None, lowest: Statistic | None, rules: AgreementRules = USUAL) -> Verdict:
    """The verdict on a coefficient and the lower end of its interval; without one tentative at best."""
    if alpha is None or alpha.value is None:
        return "not_computable"
    if alpha.value < rules.tentative:
        return "not_yet"
    is_sure = lowest is not None and lowest.value is not None and lowest.value >= rules.tentative
    return "reliable" if alpha.value >= rules.reliable and is_sure else "tentative"


def of_missing(cells: "Cells", variable: Variable, gate: str) -> list[str]:
    """What did not enter the statistics of a variable, and by which rule."""
    notes = []
    if cells.not_asked:
        notes.append(f"{_units(cells.not_asked)} excluded: the question did not apply for any coder.")
    if cells.gated:
        notes.append(f"{_units(cells.gated)} that only some coders were asked about{gate}.")
    missing = cells.missing
    if cells.unassigned:
        notes.append(f"{counted(cells.unassigned, 'coding')} never assigned: coders who were not asked about the unit.")
    if missing.undetermined:
        rule = "counts as a category" if cells.undetermined_counts else "is missing, since it has no place on the scale"
        if not cells.undetermined_counts and variable.level == "nominal":
            rule = "is missing"
        notes.append(f"{counted(missing.undetermined, 'coding')} “cannot be determined”, which {rule}.")
    if cells.not_applicable_counts:
        notes.append(f"{counted(missing.not_applicable, 'coding')} “not applicable”, which counts as a category.")
    if missing.skipped:
        notes.append(f"{missing.skipped} skipped.")
    if missing.open:
        notes.append(f"{missing.open} assigned and not coded yet.")
    return notes


def of_drift(periods: tuple[Period, ...], rules: AgreementRules = USUAL) -> list[str]:
    """The periods whose alpha is below the threshold for certain."""
    return [
        f"Drift: alpha of the {period_name(period)} is {shown(period.alpha)}, and even the upper end of its interval"
        f" ({shown(period.high)}) is below {shown(Statistic(rules.tentative))}."
        for period in periods
        if period.alarm
    ]


def period_name(period: Period) -> str:
    """Week of 2026-03-02, or units 1–25 in the order of coding."""
    return f"units {period.label} in the order of coding" if "–" in period.label else f"week of {period.label}"


def of_codings(
    codings: Codings,
    statistics: dict[str, Statistic],
    labels: list[str],
    has_categories: bool = True,
    rules: AgreementRules = USUAL,
) -> list[str]:
    """The caveats of a variable with one answer; `labels` in the order of the categories."""
    labels = [named(label) for label in labels]
    notes = _variation(codings, statistics, labels)
    pairable = codings.pairable.n_units
    alpha = statistics.get(f"alpha.{codings.level}")
    if not notes and alpha is not None and alpha.undefined:
        notes.append(f"Alpha is undefined: {alpha.undefined}.")
    if 0 < pairable < FEW_UNITS:
        notes.append(f"Only {counted(pairable, 'unit')} coded twice: too few for an interval.")
    if pairable >= FEW_UNITS:
        notes += _undecided(codings, statistics, rules)
    if has_categories and codings.table.n_codings:
        notes += _rare(codings, labels)
    notes += _levels(codings, statistics)
    left_out = statistics.get(f"bootstrap_units.{codings.level}.no_variation")
    if left_out is not None and left_out.value:
        notes.append(f"{counted(int(left_out.value), 'draw')} without variation left out of the interval.")
    return notes


def of_design(codings: Codings, statistics: dict[str, Statistic]) -> list[str]:
    """What follows from who coded which units."""
    notes = []
    alone = codings.table.with_codings(1).n_units - codings.pairable.n_units
    if alone:
        notes.append(f"{_units(alone)} coded by one coder only, and excluded.")
    mean, holsti = statistics["agree.coder_pair_mean"], statistics["holsti"]
    if mean.value is not None and holsti.value is not None and mean.value - holsti.value > HOLSTI_SHOWS:
        notes.append(
            f"Not everybody coded everything: Holsti ({shown(holsti)}) counts units that the other did not code; the mean"
            f" of the coder pairs is {shown(mean)}."
        )
    return notes


def _variation(codings: Codings, statistics: dict[str, Statistic], labels: list[str]) -> list[str]:
    """No variation at all, or hardly any."""
    table = codings.pairable
    if not table.n_units:
        return ["No unit was coded by two coders."]
    most = int(table.totals.argmax())
    share = int(table.totals[most]) / table.n_codings
    if share == 1:
        return [f"No variation: all {table.n_codings} codings are “{labels[most]}”, so that alpha is undefined."]
    agreement, alpha = statistics["agree.unit_mean"], statistics.get(f"alpha.{codings.level}")
    if share <= SKEWED or codings.is_many or alpha is None or alpha.value is None or agreement.value is None:
        return []
    if agreement.value - alpha.value < CHANCE_SHOWS:
        return []
    if f"specific_agreement.{codings.categories[most]}" not in statistics:
        return []
    specific = [f"{labels[i]} {shown(statistics.get(f'specific_agreement.{codings.categories[i]}'))}" for i in table.used]
    return [
        f"“{labels[most]}” is {100 * share:.0f} % of the codings: agreement ({shown(agreement)}) is high and"
        f" alpha ({shown(alpha)}) lower because chance agreement is high."
        f" Specific agreement: {', '.join(specific)}."
    ]


def _undecided(codings: Codings, statistics: dict[str, Statistic], rules: AgreementRules) -> list[str]:
    """Thresholds inside the interval: these units do not tell on which side alpha lies."""
    low, high = (statistics.get(f"bootstrap_units.{codings.level}.{end}") for end in ("lo95", "hi95"))
    if low is None or high is None or low.value is None or high.value is None:
        return []
    inside = [shown(Statistic(t)) for t in (rules.tentative, rules.reliable) if low.value < t <= high.value]
    if not inside:
        return []
    return [f"The interval from {shown(low)} to {shown(high)} holds {' and '.join(inside)}: these units do not decide it."]


def _rare(codings: Codings, labels: list[str]) -> list[str]:
    totals = codings.table.totals.tolist()
    notes = []
    labels = [label if label == label.strip() else f"“{label}”" for label in labels]  # else a blank at the end is not seen
    rare = [f"{label} ({n})" for label, n in zip(labels, totals, strict=True) if 0 < n < FEW_CODINGS]
    never = [label for label, n in zip(labels, totals, strict=True) if n == 0]
    if rare:
        notes.append(f"Fewer than {FEW_CODINGS} codings: {', '.join(rare)}.")
    if never:
        notes.append(f"Never used: {', '.join(never)}.")
    return notes


def _levels(codings: Codings, statistics: dict[str, Statistic]) -> list[str]:
    """Ordinal and interval, where they differ and it matters."""
    ordinal, interval = statistics.get("alpha.ordinal"), statistics.get("alpha.interval")
    if codings.level not in ("ordinal", "interval") or ordinal is None or interval is None:
        return []
    if ordinal.value is None or interval.value is None or abs(ordinal.value - interval.value) <= LEVELS_DIFFER:
        return []
    why = "its categories have an order" if codings.level == "ordinal" else "its numbers are a scale"
    return [f"The table shows the {codings.level} alpha, since {why}: ordinal {shown(ordinal)}, interval {shown(interval)}."]


def of_sets(statistics: dict[str, Statistic]) -> list[str]:
    """The other distances between sets, or why there is no alpha of them."""
    whole = statistics["alpha.nominal_set"]
    if whole.value is None:
        return [f"Alpha of the whole sets is undefined: {whole.undefined}. The categories by themselves stand below."]
    return [
        f"Alpha here asks for identical sets; with partial overlap it is {shown(statistics['alpha.jaccard'])} (Jaccard),"
        f" {shown(statistics['alpha.masi'])} (MASI). The categories by themselves stand below."
    ]


def under_table(
    rows: Sequence[VariableReport],
    variables: Sequence[Variable],
    rounds: Sequence[Round],
    draws: int,
    seed: int,
    version: str | None,
    rules: AgreementRules = USUAL,
) -> tuple[str, ...]:
    """The sentences under the table."""
    notes = [
        "Alpha is Krippendorff's alpha at the level of the row; agreement is the mean over units of the share of agreeing"
        " pairs of codings.",
        *_rounds(rows),
        *(
            f"Round {round_.name} is not blind: its coders could see each other's codings, so that agreement proves little."
            for round_ in rounds
            if not round_.blind and any(row.round == round_.name for row in rows)
        ),
    ]
    if draws:
        drawn = "articles with all their units" if rules.resample_articles else "units"
        notes.append(
            f"Intervals: 95 %, percentiles of {draws:,} draws of whole {drawn} with replacement, seed {seed};"
            " .667 and .800 in the details are the shares of draws below."
        )
    notes.append(
        "A missing coding is absent, never a category or a disagreement; units with fewer than two codings are outside the"
        f" coefficients. {_rule('Not applicable', rules.not_applicable_counts)}"
        f" {_rule('Cannot be determined', rules.undetermined_counts)}"
    )
    low, high = shown(Statistic(rules.tentative)), shown(Statistic(rules.reliable))
    is_usual = (rules.tentative, rules.reliable) == (USUAL.tentative, USUAL.reliable)
    source = " (Krippendorff 2019)" if is_usual else "; limits of this project, Krippendorff (2019) has .667 and .800"
    notes.append(
        f"Verdict: reliable from {high} with a lower limit of {low} or more and {FEW_UNITS} units coded twice, not yet below"
        f" {low}, tentative between{source}."
    )
    if any(row.answer_kind == "spans" for row in rows):
        notes.append(
            "Spans: u-alpha of 2016 (Krippendorff, Mathet, Bouvry & Widlöcher), each other coder by itself (“pairwise”);"
            " lengths in characters (code points)."
        )
    free = [variable.name for variable in variables if variable.answer_kind in ("text", "date")]
    if free:
        notes.append(f"Left out, since free texts and dates are not compared: {', '.join(free)}.")
    notes.append(f"Codebook version {version}." if version else "The codebook is a draft that was never frozen.")
    return tuple(notes)


def _rule(state: str, counts: bool) -> str:
    """What becomes of a missing state."""
    if counts:
        return f"“{state}” is a category of nominal questions with one answer, and missing elsewhere."
    return f"“{state}” is no category."


def _rounds(rows: Sequence[VariableReport]) -> list[str]:
    """Who coded in which round, and who was asked and did not, once per round."""
    asked: dict[str, dict[str, bool]] = {}
    for row in rows:
        coded = asked.setdefault(row.round, {})
        coded |= {coder.name: coded.get(coder.name, False) or coder in row.coded_by for coder in row.coders}
    return [_who(name, [c for c in coded if coded[c]], [c for c in coded if not coded[c]]) for name, coded in asked.items()]


def _who(round_: str, coders: list[str], silent: list[str]) -> str:
    found = f"Round {round_}: {counted(len(coders), 'coder')}"
    found += f" ({', '.join(coders)})." if coders else "."
    return f"{found} {', '.join(silent)} had coded nothing yet." if silent else found


def _units(number: int) -> str:
    return counted(number, "unit")
