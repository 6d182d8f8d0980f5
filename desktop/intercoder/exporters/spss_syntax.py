"""The same tables as SPSS syntax beside a CSV file, for those who want to see, change or repeat how the data are read.

The CSV is its own: PSPP ends a record at a line break inside a cell, so line breaks stand as ␤ here.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.dates import date_form, moment
from intercoder.exporters.model import Cell, ExportColumn, ExportTable, Loss
from intercoder.exporters.names import cut
from intercoder.exporters.spss_extensions import set_members
from intercoder.exporters.spss_rules import TEXT_BYTES, widest

BREAK = "␤"
PIECE = 80  # bytes of a text in one line, so that the line stays below the 256 that SPSS reads
LABEL_BYTES = 255  # PSPP takes one byte less from syntax than from a file
SET_LABEL_BYTES = 200
TEXT_WIDTH = 40


def data(table: ExportTable) -> tuple[ExportTable, bytes, list[Loss]]:
    """The table with every cell in one line, its CSV, and how many cells had a line break."""
    cells: list[Sequence[Cell]] = []
    broken = 0
    for column, values in zip(table.columns, table.cells, strict=True):
        flat = [_flat(v) for v in values] if column.kind == "text" else values
        broken += sum(a is not b for a, b in zip(flat, values, strict=True)) if column.kind == "text" else 0
        cells.append(flat)
    table = replace(table, cells=tuple(cells))
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([c.name for c in table.columns])
    writer.writerows(zip(*(_shown(c, v) for c, v in zip(table.columns, table.cells, strict=True)), strict=True))
    message = f"line breaks stand as {BREAK} in the data of the syntax"
    return table, out.getvalue().encode(), [Loss("line_end", f"syntax/{table.name}", message, broken)] if broken else []


def syntax(table: ExportTable, formats: dict[str, str]) -> bytes:
    """The commands that read the CSV of this table and describe its variables as the .sav does."""
    columns = list(zip(table.columns, table.cells, strict=True))
    lines = [
        "SET DECIMAL=DOT.",
        f"GET DATA /TYPE=TXT /FILE='{table.name}.csv' /ENCODING='UTF-8'",
        "  /ARRANGEMENT=DELIMITED /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES=",
        *(f"  {c.name} {_input(c, v, formats[c.name])}" for c, v in columns),
    ]
    lines[-1] += "."
    for column in table.columns:
        lines += _described(column, formats[column.name])
    for (name, label), members in set_members(table).items():
        lines.append(f"MRSETS /MDGROUP NAME=${name}")
        lines += _words("  LABEL=", cut(label, SET_LABEL_BYTES))
        lines += ["  VARIABLES=", *(f"    {m}" for m in members), "  VALUE=1."]
    return "".join(f"{line}\r\n" for line in [*lines, "EXECUTE."]).encode()


def _described(column: ExportColumn, shape: str) -> Iterator[str]:
    """Format, labels, missing values, level and width of one variable."""
    name = column.name
    if column.kind != "text":
        yield f"FORMATS {name} ({shape})."
    yield from _ended(_words(f"VARIABLE LABELS {name} ", cut(column.label, LABEL_BYTES)))
    labels = column.missing | column.labels if column.kind == "number" else {}
    if labels:
        yield f"VALUE LABELS {name}"
        yield from _ended(line for n in sorted(labels) for line in _words(f"  {n} ", labels[n]))
    if column.kind == "number" and column.missing:
        yield f"MISSING VALUES {name} ({min(column.missing)} THRU {max(column.missing)})."
    yield f"VARIABLE LEVEL {name} ({column.measure.upper()})."
    if column.kind == "text":
        yield f"VARIABLE WIDTH {name} ({TEXT_WIDTH})."


def _flat(value: Cell) -> Cell:
    """The text in one line, the very same object where it had no line break."""
    if not isinstance(value, str) or not ("\n" in value or "\r" in value):
        return value
    return cut(re.sub(r"\r\n|[\r\n]", BREAK, value), TEXT_BYTES)


def _shown(column: ExportColumn, values: Sequence[Cell]) -> Iterator[str]:
    if column.kind != "date":
        return map(shown, values)
    shape = "%Y-%m-%d" if date_form(values) == "day" else "%Y-%m-%d %H:%M:%S"
    return ("" if (at := moment(v)) is None else at.strftime(shape) for v in values)


def _input(column: ExportColumn, values: Sequence[Cell], shape: str) -> str:
    if column.kind == "text":
        return f"A{max(1, widest(values))}"
    if column.kind == "date":
        return "SDATE10" if date_form(values) == "day" else "YMDHMS19"
    return shape


def _words(head: str, text: str) -> Iterator[str]:
    """A quoted text after its head, in pieces that fit their lines and are joined by +."""
    text = " ".join(text.splitlines())
    piece = cut(text, PIECE)
    while rest := text[len(piece) :]:
        yield f"{head}{_quoted(piece)} +"
        head, text = "    ", rest
        piece = cut(text, PIECE)
    yield f"{head}{_quoted(piece)}"


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """The lines of a command, the last with its full stop."""
    *first, last = lines
    yield from first
    yield f"{last}."


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
