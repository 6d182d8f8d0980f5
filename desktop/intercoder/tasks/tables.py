"""Small tables of texts from .csv, .tsv, .xlsx and .sav files, all cells as text."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from intercoder.errors import UserError
from intercoder.importers.reading.sheets import BROKEN_BOOK


@dataclass(frozen=True)
class Row:
    """One row by column name; `line` counts from 1 with the header."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """All rows of a table. Raises UserError if the file is missing, unreadable or no table."""
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "Check the path.")
    if path.stat().st_size == 0:
        raise UserError(f"{path} is empty.", "Export it again.")
    suffix = path.suffix.lower()
    read = {".xlsx": _xlsx, ".sav": _sav}.get(suffix, _csv)
    try:
        return read(path)
    except OSError as error:
        raise UserError(f"{path} could not be read: {error.strerror or error}.", "Check the rights of the file.") from error


def _csv(path: Path) -> list[Row]:
    text = _decoded(path.read_bytes())
    if "\x00" in text:
        raise UserError(f"{path.name} is not a text file.", "Save the table as CSV in UTF-8.")
    first = re.split("[\r\n]", text, maxsplit=1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        return _named(path, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserError(f"{path.name} is no table: {error}.", "Save it as CSV in UTF-8.") from error


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # what a spreadsheet calls Unicode text
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _xlsx(path: Path) -> list[Row]:
    import openpyxl

    data = io.BytesIO(path.read_bytes())
    try:
        book = openpyxl.load_workbook(data, read_only=True, data_only=True)
        rows = [[_shown(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    except BROKEN_BOOK as error:
        raise UserError(f"{path.name} is not an Excel workbook, or is damaged.", "Save it as .xlsx or .csv.") from error
    return _named(path, rows)


def _sav(path: Path) -> list[Row]:
    import pyreadstat

    try:
        frame, _ = pyreadstat.read_sav(str(path))
    except (pyreadstat.ReadstatError, UnicodeDecodeError) as error:
        raise UserError(f"{path.name} is not an SPSS file.", "Save it as .sav or .csv.") from error
    rows = ([_shown(cell) for cell in row] for row in frame.itertuples(index=False))
    return _named(path, iter([[str(name) for name in frame.columns], *rows]))


def _shown(cell: object) -> str:
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        return str(int(cell))
    return str(cell)


def _named(path: Path, rows: Iterable[list[str]]) -> list[Row]:
    numbered = iter(enumerate(rows, 1))
    header = next(numbered, (1, []))[1]
    names = [name.strip() for name in header]
    doubled = {n for n in names if n and names.count(n) > 1}
    if doubled:
        raise UserError(f"{path.name} has two columns called “{sorted(doubled)[0]}”.", "Give each column its own name.")
    found = []
    for line, cells in numbered:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            raise UserError(
                f"{path.name}, line {line}: there are more cells than columns.", "Quote cells that hold the delimiter."
            )
        padded = [*cells[: len(names)], *[""] * (len(names) - len(cells))]
        found.append(Row(line, {name: cell.strip() for name, cell in zip(names, padded, strict=True)}))
    return found
