"""The reliability table as plain text for a terminal."""

import textwrap
import unicodedata

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.tasks.agreement_notes import shown

HEADER = ("variable", "level", "units", "coders", "agreement", "alpha", "95 % interval", "verdict")
NUMBERS = frozenset({"units", "coders", "agreement", "alpha"})
VERDICTS = {
    "reliable": "reliable",
    "tentative": "tentative",
    "not_yet": "not yet",
    "not_computable": "not computable",
}
WIDTH = 100


def as_table(found: AgreementReport) -> str:
    """The report as lines of text: a table per round, remarks on single variables, the note."""
    rounds = dict.fromkeys(row.round for row in found.rows)
    lines = [f"Agreement: {found.title}", ""]
    if not rounds:
        lines += ["No variable was coded yet.", ""]
    for name in rounds:
        rows = [row for row in found.rows if row.round == name]
        lines += [f"Round {name}", *_table([HEADER, *(_cells(row) for row in rows)]), ""]
        lines += _remarks(rows)
    for sentence in (*found.note, f"{found.software}."):
        lines += textwrap.wrap(sentence, WIDTH)
    return "\n".join(lines) + "\n"


def _cells(row: VariableReport) -> tuple[str, ...]:
    is_span = row.answer_kind == "spans"
    alpha = row.statistics.get("u_alpha" if is_span else f"alpha.{row.level}")
    agreement = row.statistics.get("char_agree.unit_mean" if is_span else "agree.unit_mean")
    return (
        row.variable,
        "spans" if is_span else row.level,
        f"{row.pairable_units:,}" if row.pairable_units == row.units else f"{row.pairable_units:,} of {row.units:,}",
        str(len(row.coded_by)),
        shown(agreement),
        shown(alpha),
        interval(row),
        VERDICTS[row.verdict],
    )


def interval(row: VariableReport) -> str:
    """[.42, 1.00] as in print, or nothing."""
    ends = [row.statistics.get(f"bootstrap_units.{row.level}.{end}") for end in ("lo95", "hi95")]
    if any(end is None or end.value is None for end in ends):
        return ""
    return f"[{shown(ends[0])}, {shown(ends[1])}]"


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns as wide as their widest cell, numbers at the right; the header ruled."""
    widths = [max(display_width(row[i]) for row in rows) for i in range(len(HEADER))]
    lines = ["  ".join(_padded(cell, widths[i], HEADER[i] in NUMBERS) for i, cell in enumerate(row)) for row in rows]
    rule = "  ".join("─" * width for width in widths)
    return [line.rstrip() for line in (lines[0], rule, *lines[1:])]


def _padded(cell: str, width: int, right: bool) -> str:
    space = " " * (width - display_width(cell))
    return space + cell if right else cell + space


def display_width(text: str) -> int:
    """Columns of a terminal: full-width characters take two, combining ones none.

    >>> display_width("tone"), display_width("論調"), display_width("é")
    (4, 4, 1)
    """
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.combining(character) > 0 for character in text)


def _remarks(rows: list[VariableReport]) -> list[str]:
    """What is to be said about single variables, name by name."""
    lines: list[str] = []
    for row in rows:
        if row.notes:
            lines += textwrap.wrap(f"{row.variable}: {' '.join(row.notes)}", WIDTH, subsequent_indent="  ")
    return [*lines, ""] if lines else []
