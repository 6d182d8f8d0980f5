"""The lead's reasons for disagreements, counted in the row of their variable."""

from dataclasses import replace

from intercoder.agreement.report import VariableReport
from intercoder.records import REASONS
from intercoder.tasks.agreement_rows import RoundOfCodings


def with_reasons(row: VariableReport, study: RoundOfCodings) -> VariableReport:
    """The row with how often each reason was noted; rows NAME_K of one category have none of their own."""
    if study.project.codebook.current().variable(row.variable) is None:
        return row
    found = study.project.disagreements.of(row.variable, row.round).values()
    counts = {reason: sum(noted.reason == reason for noted in found) for reason in REASONS}
    return replace(row, reasons={reason: n for reason, n in counts.items() if n})
