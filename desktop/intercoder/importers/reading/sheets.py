"""The rows of a table, from CSV, TSV or XLSX, each with the place where it stands."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain
from typing import TYPE_CHECKING

from intercoder.importers.reading.contract import BROKEN_ZIP, Source
from intercoder.importers.reading.encodings import UNFIT, Encoding, replaced_issue, text_lines, with_pairs
from intercoder.records import Issue

if TYPE_CHECKING:
    from _csv import Reader

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"
"""What divides the cells of a table of one column: nothing that occurs."""
_ESCAPED = re.compile(r'\\"(?![,;\t|\r\n]|\Z)')  # before a delimiter it may be the end of a cell that ends in a backslash
_EXCEL = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a character that XML cannot hold, such as `_x000D_` for a carriage return: ECMA-376, 22.9.2.19."""
SAMPLE_ROWS = 50
_END = "\0"
"""A line behind the last one: a quotation that is never closed swallows it. No text of a dump holds it."""
LONGEST_CELL = 10_000_000
EVEN = 0.8
"""A delimiter is one if so many of the first rows have the same number of cells."""

BROKEN_BOOK: tuple[type[Exception], ...] = (
    *BROKEN_ZIP, SyntaxError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What openpyxl runs into in damaged workbooks; a broken XML is a SyntaxError."""
Row = tuple[str, list[str]]
"""Where a row stands, and its cells."""


@dataclass
class Notes:
    """What a reading of a text file noticed besides its rows."""

    replaced: int = 0  # characters that no text can hold
    open_quote: str | None = None  # where a quotation begins that never ends

    def issues(self) -> Iterator[Issue]:
        """What is to be said of it after the last row."""
        if self.open_quote:
            message = "A quotation mark opens here that is never closed; the rest of the file was read as one cell."
            yield Issue("truncated", message, self.open_quote)
        if self.replaced:
            yield replaced_issue(self.replaced)


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
    rows: Callable[[], Iterator[Row | Issue]]


def find_dialect(text: str, whole: bool) -> tuple[Dialect, list[list[str]]]:
    """The dialect of the beginning of a table and its first rows; a last row that is cut off is left out."""
    first = text.split("\n", 1)[0].strip().strip('"')
    escapes = '""' not in text and _ESCAPED.search(text) is not None
    if first.lower().startswith("sep=") and len(first) == 5:
        rows = _sample(text.split("\n", 1)[-1], first[4], escapes, whole)
        return _rated(first[4], escapes, 1, rows), rows
    best, best_rows = Dialect(","), list[list[str]]()
    for delimiter in DELIMITERS:
        rows = _sample(text, delimiter, escapes, whole)
        rated = _rated(delimiter, escapes, 0, rows)
        if rated.width > 1 and (rated.evenness, rated.width) > (best.evenness, best.width):
            best, best_rows = rated, rows
    header = next((row for row in best_rows if row), [])
    if best.width < 2 or (best.evenness < EVEN and len(header) == 1):  # commas below a name without any are those of a text
        return Dialect(NO_DELIMITER, escapes), []
    return best, best_rows


def text_sheet(source: Source, encoding: Encoding, dialect: Dialect, notes: Notes) -> Sheet:
    """The table of a text file. Each reading fills `notes` anew."""

    def rows() -> Iterator[Row | Issue]:
        notes.replaced, notes.open_quote = 0, None
        with closing(text_lines(source.open(), encoding)) as stream:
            yield from _Parser(stream, dialect, notes, encoding.sound)

    return Sheet(None, rows)


def workbook_sheets(source: Source) -> Iterator[Sheet]:
    """The sheets of an XLSX file that have rows. Raises ValueError if it is none or damaged."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(source.read_bytes()), read_only=True, data_only=True)
    except (*BROKEN_BOOK, InvalidFileException) as error:
        raise ValueError(f"The workbook is damaged ({type(error).__name__}).") from None
    for worksheet in book.worksheets:
        yield Sheet(worksheet.title, _worksheet_rows(worksheet))


def _worksheet_rows(worksheet: "ReadOnlyWorksheet") -> Callable[[], Iterator[Row | Issue]]:
    def rows() -> Iterator[Row | Issue]:
        number = 0
        try:
            for number, cells in enumerate(worksheet.iter_rows(values_only=True), 1):
                yield f"sheet {worksheet.title}, row {number}", [_cell(value) for value in cells]
        except BROKEN_BOOK as error:
            message = f"The sheet {worksheet.title} cannot be read further ({type(error).__name__})."
            yield Issue("truncated", message, f"sheet {worksheet.title}, row {number + 1}", "skipped")

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
    text = str(value)
    if "_x" in text:
        text = with_pairs(_EXCEL.sub(lambda match: chr(int(match[1], 16)), text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


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


class _Parser:
    """The rows of a text file, each with the number of its first line; a row that cannot be parsed is an issue."""

    def __init__(self, lines: Iterator[str], dialect: Dialect, notes: Notes, sound: bool) -> None:
        self._lines = lines if sound else _cleaned(lines, notes)
        self._dialect = dialect
        self._notes = notes

    def __iter__(self) -> Iterator[Row | Issue]:
        skipped = self._dialect.skip_lines
        for _ in range(skipped):
            next(self._lines, "")
        reader = _reader(chain(self._lines, (_END,)), self._dialect.delimiter, self._dialect.escapes)
        line = skipped + 1
        while True:
            try:
                for row in reader:
                    if row and row[-1][-1:] == _END:
                        if skipped + reader.line_num > line:
                            self._notes.open_quote = f"line {line}"
                            yield f"line {line}", [*row[:-1], row[-1][:-1]]
                        return
                    yield f"line {line}", row
                    line = skipped + reader.line_num + 1
                return
            except csv.Error as error:
                yield Issue("record_broken", f"The row cannot be read: {error}.", f"line {line}", "skipped")
                line = skipped + reader.line_num + 1


def _cleaned(lines: Iterator[str], notes: Notes) -> Iterator[str]:
    """The lines without what no text can hold."""
    for line in lines:
        if UNFIT.search(line):
            line, count = UNFIT.subn("\ufffd", line)
            notes.replaced += count
        yield line
