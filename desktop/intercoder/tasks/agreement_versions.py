"""Codings of codebook versions between which a question changed in substance are compared only if somebody says so."""

from dataclasses import replace

from intercoder.agreement.report import Statistic, VariableReport
from intercoder.records import AgreementRules

HOW = "Compare them all the same with --mix-versions, or by the rules of agreement in the window."


def treated(row: VariableReport, versions: tuple[str, str], rules: AgreementRules) -> VariableReport:
    """The row without its coefficients and with the reason; with them and a caveat where the rules allow the mixture."""
    what = f"coded with codebook {versions[0]} and {versions[1]}, between which this question changed in substance"
    said = what[:1].upper() + what[1:]
    if rules.mix_versions:
        return replace(row, notes=(f"{said}: the coefficients compare answers to two questions.", *row.notes))
    refused = Statistic(None, what)
    statistics = {key: found if key.startswith("n.") else refused for key, found in row.statistics.items()}
    return replace(
        row,
        statistics=statistics,
        pairs=(),
        leave_one_out={},
        drift=(),
        needed=None,
        verdict="not_computable",
        notes=(f"{said}. {HOW}",),
    )
