"""Whether a row of the reliability table rests on enough units, given its rarest category."""

from dataclasses import replace

from intercoder.agreement.report import Statistic, VariableReport
from intercoder.records import AgreementRules
from intercoder.sampling import units_for_alpha
from intercoder.tasks.agreement_notes import USUAL, shown
from intercoder.tasks.agreement_rows import NOT_APPLICABLE, UNDETERMINED
from intercoder.wording import named

SIGNIFICANCE = 0.05


def with_needed(row: VariableReport, rules: AgreementRules = USUAL) -> VariableReport:
    """The row with the units that two coders need for alpha at both limits, and a remark where it has fewer.

    The rarest category is the rarest of those that somebody used; "cannot be determined" is none that a study is after.
    Rows of spans, numbers and whole sets stay as they are: they have no shares of categories.
    """
    used = [
        (count, label)
        for (value, label), count in zip(row.categories, row.counts, strict=True)
        if count and value not in (UNDETERMINED, NOT_APPLICABLE)
    ]
    if row.answer_kind == "spans" or "alpha.nominal_set" in row.statistics or len(used) < 2:
        return row
    count, label = min(used)
    share = count / sum(row.counts)
    needed = units_for_alpha(rules.tentative, share, SIGNIFICANCE), units_for_alpha(rules.reliable, share, SIGNIFICANCE)
    notes = (
        (*row.notes, _too_few(row.pairable_units, needed, named(label), share, rules))
        if 0 < row.pairable_units < needed[1]
        else row.notes
    )
    return replace(row, needed=needed, notes=notes)


def _too_few(units: int, needed: tuple[int, int], label: str, share: float, rules: AgreementRules) -> str:
    low, high = shown(Statistic(rules.tentative)), shown(Statistic(rules.reliable))
    wanted = (
        f"{needed[0]:,} for an alpha of {low} and {needed[1]:,} for {high}"
        if units < needed[0]
        else f"{needed[1]:,} for an alpha of {high}"
    )
    rarest = f"{100 * share:.0f} %" if share >= 0.01 else "less than 1 %"
    return (
        f"Units coded twice: {units:,}; two coders need {wanted}, since the rarest category, “{label}”, is {rarest} of the"
        " codings (Bloch & Kraemer 1989)."
    )
