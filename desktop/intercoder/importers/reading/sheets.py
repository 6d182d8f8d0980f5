"""The rows of a table, from CSV, TSV or XLSX, each with the place where it stands."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from intercoder.importers.reading.contract import Source
from intercoder.importers.reading.encodings import UNFIT, Encoding, text_lines

if TYPE_CHECKING:
    from _csv import Reader

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 50
LONGEST_CELL = 10_000_000
EVEN = 0.8
"""A delimiter is one if so many of the first rows have the same number of cells."""

Row = tuple[str, list[str]]
"""Where a row stands, and its cells."""


@dataclass(frozen=True)
class Dialect:
    """How a table in text is written."""

    delimiter: str
    escapes: bool = False  # a backslash before a quotation mark
    skip_lines: int = 0  # `sep=;` is no row
    evenness: float = 0.0
    width: int = 0


@dataclass(frozen=True)
class Sheet:
    """One table of a file. `rows()` begins anew at the first row, header included, as often as one likes."""

    name: str | None
    rows: Callable[[], Iterator[Row]]


def find_dialect(text: str, whole: bool) -> tuple[Dialect, list[list[str]]]:
    """The dialect of the beginning of a table and its first rows; a last row that is cut off is left out."""
    first = text.split("\n", 1)[0].strip().strip('"')
    escapes = '\\"' in text and '""' not in text
    if first.lower().startswith("sep=") and len(first) == 5:
        rows = _sample(text.split("\n", 1)[-1], first[4], escapes, whole)
        return _rated(first[4], escapes, 1, rows), rows
    best, best_rows = Dialect(","), list[list[str]]()
    for delimiter in DELIMITERS:
        rows = _sample(text, delimiter, escapes, whole)
        rated = _rated(delimiter, escapes, 0, rows)
        if rated.width > 1 and (rated.evenness, rated.width) > (best.evenness, best.width):
            best, best_rows = rated, rows
    return best, best_rows


def text_sheet(source: Source, encoding: Encoding, dialect: Dialect, replaced: list[int]) -> Sheet:
    """The table of a text file. Each reading sets `replaced[0]` to the number of characters that were replaced."""

    def rows() -> Iterator[Row]:
        replaced[0] = 0
        with closing(text_lines(source.open(), encoding)) as stream:
            yield from _parse(_cleaned(stream, replaced), dialect)

    return Sheet(None, rows)


def workbook_sheets(source: Source) -> Iterator[Sheet]:
    """The sheets of an XLSX file that have rows. Raises ValueError if it is none or damaged."""
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(source.read_bytes()), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, OSError, InvalidFileException, SyntaxError) as error:
        raise ValueError(f"The workbook is damaged: {error}.") from None
    for worksheet in book.worksheets:
        yield Sheet(worksheet.title, _worksheet_rows(worksheet))


def _worksheet_rows(worksheet: "ReadOnlyWorksheet") -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        for number, cells in enumerate(worksheet.iter_rows(values_only=True), 1):
            yield f"sheet {worksheet.title}, row {number}", [_cell(value) for value in cells]

    return rows


def _cell(value: object) -> str:
    """A cell as text: nothing is '', a whole number has no point, a day is ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (datetime, date, time)):
        return value.isoformat(sep=" ", timespec="seconds") if isinstance(value, datetime) else value.isoformat()
    return UNFIT.sub("\ufffd", str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _sample(text: str, delimiter: str, escapes: bool, whole: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in _reader(io.StringIO(text), delimiter, escapes):
            rows.append(row)
            if len(rows) > SAMPLE_ROWS:
                return rows[:SAMPLE_ROWS]
    except csv.Error:
        return rows
    return rows if whole else rows[:-1]


def _rated(delimiter: str, escapes: bool, skip: int, rows: Sequence[Sequence[str]]) -> Dialect:
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return Dialect(delimiter, escapes, skip)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return Dialect(delimiter, escapes, skip, count / sum(widths.values()), width)


def _reader(lines: Iterator[str] | io.StringIO, delimiter: str, escapes: bool) -> "Reader":
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(lines, delimiter=delimiter, doublequote=not escapes, escapechar="\\" if escapes else None)


def _cleaned(lines: Iterator[str], replaced: list[int]) -> Iterator[str]:
    for line in lines:
        if UNFIT.search(line):
            line, count = UNFIT.subn("\ufffd", line)
            replaced[0] += count
        yield line


def _parse(lines: Iterator[str], dialect: Dialect) -> Iterator[Row]:
    """The rows with the number of their first line. A row that cannot be parsed ends the table: `csv.Error`."""
    for _ in range(dialect.skip_lines):
        next(lines, "")
    reader = _reader(lines, dialect.delimiter, dialect.escapes)
    start = 1
    for row in reader:
        yield f"line {start + dialect.skip_lines}", row
        start = reader.line_num + 1
