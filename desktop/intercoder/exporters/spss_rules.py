"""What a table must be before it is written as an SPSS file, for the libraries say nothing about most faults.

Measured with pyreadstat 1.3.7 and PSPP 1.6.2: labels are cut silently, a NUL cuts its text silently, a text over 32,767
bytes is written and falls apart on reading, two names that differ in case only are both written.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intercoder.exporters.dates import date_form
from intercoder.exporters.model import Cell, ExportColumn, ExportTable, Loss, Triple
from intercoder.exporters.names import cut, spss_name

LABEL_BYTES = 256
VALUE_LABEL_BYTES = 120
TEXT_BYTES = 32767
SHORT_TEXT_BYTES = 255  # a longer text is stored in segments
NUL_SIGN = "␀"


def validated(table: ExportTable, triple: Triple) -> tuple[ExportTable, list[Loss]]:
    """The table as SPSS can hold it, and everything that had to change."""
    losses: list[Loss] = []
    taken: list[str] = []
    columns, cells = [], []
    for column, values in zip(table.columns, table.cells, strict=True):
        column = _dated(column, values, table.name, losses)
        name = spss_name(column.name, taken)
        if name != column.name:
            losses.append(Loss("renamed", f"{table.name}.{column.name}", f"is called {name}"))
        taken.append(name)
        if column.kind == "text":
            values = _texts(values, f"{table.name}.{column.name}", losses)
        columns.append(_labelled(replace(column, name=name), values, table.name, triple, losses))
        cells.append(values)
    columns = _joinable(columns, cells, table.name, losses)
    return replace(table, columns=tuple(columns), cells=tuple(cells)), losses


def _dated(column: ExportColumn, values: Sequence[Cell], table: str, losses: list[Loss]) -> ExportColumn:
    """A column of dates stays one only if each of its cells is a whole date of one form; else it keeps its text."""
    if column.kind != "date":
        return column
    form = date_form(values)
    if form == "mixed":
        losses.append(Loss("date_as_text", f"{table}.{column.name}", "holds dates of several precisions; written as text"))
        return replace(column, kind="text", measure="nominal")
    return replace(column, label=f"{column.label} (UTC)", measure="scale") if form == "utc" else column


def _labelled(column: ExportColumn, values: Sequence[Cell], table: str, triple: Triple, losses: list[Loss]) -> ExportColumn:
    """The column with a label, and a label for every number that occurs in it if any number has one."""
    where = f"{table}.{column.name}"
    label = _cut(column.label or column.name, LABEL_BYTES, where, losses)
    labels = {n: _cut(text or str(n), VALUE_LABEL_BYTES, f"{where}={n}", losses) for n, text in column.labels.items()}
    if labels:
        states = set(triple.labels)
        for number in sorted({v for v in set(values) if isinstance(v, int | float)} - set(labels) - states):
            labels[int(number)] = f"{number:g}"
            losses.append(Loss("unlabelled_value", where, f"the number {number:g} is not in the codebook"))
    return replace(column, label=label, labels=labels)


def _cut(text: str, limit: int, where: str, losses: list[Loss]) -> str:
    clean = text.replace("\0", NUL_SIGN)
    short = cut(clean, limit)
    if short != text:
        losses.append(Loss("label_cut", where, f"the label was cut at {limit} bytes"))
    return short


def _texts(values: Sequence[Cell], where: str, losses: list[Loss]) -> list[Cell]:
    """The texts without NUL, none too long for SPSS; trailing spaces are only counted, they vanish on reading."""
    out: list[Cell] = []
    nul = spaces = long = 0
    for value in values:
        text = "" if value is None else str(value)
        if "\0" in text:
            text, nul = text.replace("\0", NUL_SIGN), nul + 1
        if len(text) * 4 > TEXT_BYTES and (short := cut(text, TEXT_BYTES)) != text:
            text, long = short, long + 1
        spaces += text.endswith(" ")
        out.append(text)
    for code, count, message in (
        ("control_character", nul, f"NUL was replaced by {NUL_SIGN}"),
        ("text_cut", long, f"the text was cut at {TEXT_BYTES} bytes"),
        ("trailing_space", spaces, "spaces at the end are not kept"),
    ):
        if count:
            losses.append(Loss(code, where, message, count))
    return out


def _joinable(
    columns: list[ExportColumn], cells: Sequence[Sequence[Cell]], table: str, losses: list[Loss]
) -> list[ExportColumn]:
    """The columns with long texts renamed where SPSS could not tell their segments from other variables.

    SPSS joins the segments by the first five bytes of the short name (pyreadstat#119, haven#752).
    """
    out = list(columns)
    for i, column in enumerate(columns):
        if column.kind != "text" or widest(cells[i]) <= SHORT_TEXT_BYTES:
            continue
        name, n = column.name, 0
        others = [c.name for j, c in enumerate(out) if j != i]
        while any(_confusable(name, other) for other in others):
            n += 1
            name = spss_name(f"t{n}_{column.name}", others)
        if n:
            losses.append(Loss("renamed", f"{table}.{column.name}", f"is called {name}: SPSS would split its long text"))
            out[i] = replace(column, name=name)
    return out


def all_labels(column: ExportColumn) -> dict[int | float, str]:
    """The labels of a column's numbers, those of "no value" among them, the smallest number first."""
    return {float(n): text for n, text in sorted((column.missing | column.labels).items())}


def widest(values: Sequence[Cell]) -> int:
    """The longest text in bytes."""
    texts = (v if isinstance(v, str) else str(v) for v in values if v is not None)
    return max((len(t) if t.isascii() else len(t.encode()) for t in texts), default=0)


def _confusable(long: str, other: str) -> bool:
    stem, short = _short(long, 5), _short(other, 8)
    return short[: len(stem)] == stem and (len(stem) == 5 or re.fullmatch(r"[0-9A-Z]{0,3}", short[len(stem) :]) is not None)


def _short(name: str, limit: int) -> str:
    return cut(name, limit).upper()
