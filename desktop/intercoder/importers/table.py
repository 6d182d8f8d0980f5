"""Tables: CSV, TSV and XLSX of comments with their article's columns, or of articles.

A first pass over the rows learns what a whole column says (the order of day and month) and how many rows each article
has; the second yields an article as soon as its last row is read, so that a sorted table of any length streams.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, islice

from intercoder.importers.reading.articles import article_of_comments, article_of_row
from intercoder.importers.reading.columns import Columns, columns_of_rows, header_at, known_role
from intercoder.importers.reading.contract import HEAD_BYTES, Evidence, Options, Source
from intercoder.importers.reading.encodings import Encoding, binary_kind, clean, decode, detect
from intercoder.importers.reading.joining import by_id, with_texts
from intercoder.importers.reading.sheets import (
    EVEN,
    SAMPLE_ROWS,
    Dialect,
    Notes,
    Row,
    Sheet,
    find_dialect,
    text_sheet,
    workbook_sheets,
)
from intercoder.importers.reading.table_survey import Key, Survey
from intercoder.importers.reading.texts import head_text
from intercoder.records import Article, Issue, Tick

VERSION = 3  # 3: years alone; what articles and comments have no place for is kept
STREAMS = True
BLOCK_ROWS = 500
"""So many rows are looked at together, between two ticks."""
RAW = 200
NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Sample:
    """What one table of a file begins with: its columns, and the first rows below its header."""

    name: str | None  # of the sheet
    columns: Columns
    rows: tuple[Row, ...]
    within: bool = False  # of records that hold their comments: these stand in a table of their own


def sniff(head: bytes, name: str) -> Evidence:
    """A table has rows of one width; known column names make it sure. `name` only tells a column from a list."""
    if _is_workbook(head):
        return Evidence(90, "A workbook with sheets (XLSX).")
    if kind := binary_kind(head):
        return Evidence(0, f"Not a table: {kind}.")
    dialect, rows = _beginning(head)
    if not rows:
        return _one_column(head, name)
    header = rows[header_at(rows)]
    known = [cell for cell in header if known_role(cell)]
    shape = f"{dialect.width} columns divided by {NAMES.get(dialect.delimiter, dialect.delimiter)}"
    if len(rows) == 1 and len(known) < 2:
        return Evidence(0, "One line only.")
    if known and dialect.evenness >= EVEN and all(len(cell) <= 100 for cell in header):
        return Evidence(60 + 10 * min(len(known), 3), f"A table: {shape}, among them {', '.join(known[:4])}.")
    if dialect.width >= 3 and len(rows) >= 5 and dialect.evenness >= 0.95:
        return Evidence(45, f"A table: {shape}, no column name that is known.")
    return Evidence(0, "No rows of equal width.")


def read(source: Source, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles of a table in the order in which they first appear."""
    with source.open() as stream:
        head = stream.read(HEAD_BYTES)
    if _is_workbook(head):
        try:
            sheets = list(workbook_sheets(source))
        except ValueError as error:
            yield Issue("record_broken", str(error), "byte 0", "skipped")
            return
        yield from _read_sheets(sheets, options, tick)
        return
    encoding = _encoding(source, options)
    yield from encoding.issues()
    notes = Notes()
    yield from read_sheet(_text_sheet(source, head, encoding, notes), options, tick)
    yield from notes.issues()


def columns_of_file(source: Source, options: Options = Options()) -> list[Columns]:  # noqa: B008 - frozen
    """The columns of each table of a file; none of a file that cannot be read."""
    with source.open() as stream:
        head = stream.read(HEAD_BYTES)
    if _is_workbook(head):
        try:
            found = [_columns(sheet, options) for sheet in workbook_sheets(source)]
        except ValueError:
            return []
        return [columns for columns in found if columns]
    columns = columns_of_rows(_beginning(head)[1], options.roles)
    return [columns] if columns else []


def samples_of(source: Source, options: Options) -> list[Sample]:
    """The first rows of each table of a file, as it would be read; none of a file that cannot be read."""
    with source.open() as stream:
        head = stream.read(HEAD_BYTES)
    if not _is_workbook(head):
        sheets = [_text_sheet(source, head, _encoding(source, options), Notes())]
    else:
        try:
            sheets = list(workbook_sheets(source))
        except ValueError:
            return []
    return [sample for sheet in sheets if (sample := sample_of(sheet, options)) is not None]


def sample_of(sheet: Sheet, options: Options) -> Sample | None:
    """The columns of a table and its first rows; None of an empty one."""
    columns = _columns(sheet, options)
    if columns is None:
        return None
    rows = (row for row in _body(sheet, columns) if not isinstance(row, Issue))
    return Sample(sheet.name, columns, tuple(islice(rows, SAMPLE_ROWS)))


def _encoding(source: Source, options: Options) -> Encoding:
    if options.encoding is not None:
        return options.encoding
    with source.open() as stream:
        return detect(stream)


def _text_sheet(source: Source, head: bytes, encoding: Encoding, notes: Notes) -> Sheet:
    dialect, _rows = find_dialect(clean(decode(head, encoding))[0], source.size <= len(head))
    return text_sheet(source, encoding, dialect, notes)


# ---------------------------------------------------------------- sheets


def _read_sheets(sheets: list[Sheet], options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles of all sheets. One of articles whose comments stand in another comes last, with those without any."""
    kinds = [columns.of_comments if (columns := _keyed(sheet, options)) else None for sheet in sheets]
    full = None
    if True in kinds and False in kinds:
        tables = [sheet for sheet, of_comments in zip(sheets, kinds, strict=True) if of_comments is False]
        full = by_id(record for sheet in tables for record in read_sheet(sheet, options, tick))
    if full is None:
        for sheet in sheets:
            yield from read_sheet(sheet, options, tick)
        return
    used: set[str] = set()
    for late in (False, True):
        for sheet, of_comments in zip(sheets, kinds, strict=True):
            for record in read_sheet(sheet, options, tick) if (of_comments is False) == late else ():
                identity = record.provider_id if isinstance(record, Article) else None
                if isinstance(record, Issue) or identity is None:
                    yield record
                elif of_comments and record.stub and identity in full and identity not in used:
                    used.add(identity)
                    yield with_texts(record, full[identity])
                elif not late or identity not in used:
                    yield record


def _keyed(sheet: Sheet, options: Options) -> Columns | None:
    """The columns of a sheet that names its articles by an id; None of any other."""
    columns = _columns(sheet, options)
    return columns if columns is not None and "article_key" in columns.roles else None


@dataclass
class _Open:
    """The articles that still wait for rows, in the order of their first row."""

    left: Counter[Key]
    rows: dict[Key, list[Row]] = field(default_factory=dict)

    def take(self, key: Key, rows: list[Row]) -> list[list[Row]]:
        """Add rows to their article, and give the articles that are now to be made, the first ones first."""
        if key in self.rows:
            self.rows[key] += rows
        else:
            self.rows[key] = rows
        self.left[key] -= len(rows)
        complete: list[list[Row]] = []
        while self.rows and not self.left[key]:  # only an article that became complete frees itself or those behind it
            first = next(iter(self.rows))
            if self.left[first]:
                break
            complete.append(self.rows.pop(first))
        return complete


def read_sheet(sheet: Sheet, options: Options, tick: Tick) -> Iterator[Article | Issue]:
    """Yield the articles of one table, whatever its rows come from."""
    columns = _columns(sheet, options)
    if columns is None:
        return
    yield from _about(columns, options)
    survey = Survey(columns, options)
    total = 0
    for block in _blocks(_body(sheet, columns)):
        survey.look(block)
        total += len(block)
        tick(0, 0)
    if not survey.rows:
        yield Issue("no_text", "The table has a header and no rows.", "line 1", "skipped")
        return
    if not survey.has_text and not survey.has_links:
        message = "No column holds text, a headline or an address; there is nothing to import."
        yield Issue("no_text", message, "line 1", "skipped", found=survey.rows)
        return
    waiting = _Open(Counter(survey.counts))
    done = 0
    for block in _blocks(_body(sheet, columns)):
        for key, run in groupby(block, survey.key):
            if key is None:
                for row in run:
                    yield row if isinstance(row, Issue) else Issue("skipped", "The row is empty.", row[0], "skipped")
                continue
            rows = [row for row in run if not isinstance(row, Issue)]
            if columns.of_comments:
                for complete in waiting.take(key, rows):
                    yield article_of_comments(complete, survey)
            else:
                for row in rows:
                    yield article_of_row(row, survey)
        done += len(block)
        tick(done, total)
    yield from survey.faults.issues()
    tick(total, total)


def _blocks(rows: Iterator[Row | Issue]) -> Iterator[list[Row | Issue]]:
    """The same rows, some at a time."""
    while block := list(islice(rows, BLOCK_ROWS)):
        yield block


def _columns(sheet: Sheet, options: Options) -> Columns | None:
    """What the columns are; None of an empty sheet."""
    first: list[list[str]] = []
    for row in sheet.rows():
        if not isinstance(row, Issue) and any(cell.strip() for cell in row[1]):
            first.append(row[1])
        if len(first) > SAMPLE_ROWS:
            break
    return columns_of_rows(first, options.roles)


def _about(columns: Columns, options: Options) -> Iterator[Issue]:
    """What is to be said about the columns."""
    if columns.useless_header:
        roles = [f"{name} as {role}" for name, role in zip(columns.names, columns.roles, strict=True) if role]
        message = f"The first row names no columns; they were taken by their content: {', '.join(roles) or 'none'}."
        yield Issue("header_useless", message, "line 1")
    if columns.unmapped:
        yield Issue("column_unmapped", f"Kept as they are: {', '.join(columns.unmapped)}.", "line 1")
    if columns.private and not options.keep_private:
        message = f"Columns with private data were left out: {', '.join(columns.private)}."
        yield Issue("private_data_dropped", message, "line 1", found=len(columns.private))


def _body(sheet: Sheet, columns: Columns) -> Iterator[Row | Issue]:
    """The rows below the header, and the places where a row cannot be read or stands above it."""
    rows = iter(sheet.rows())
    above = columns.above
    for row in rows:
        if isinstance(row, Issue):
            yield row
        elif any(cell.strip() for cell in row[1]):
            if not above:
                if columns.useless_header and _is_data(row[1]):
                    yield row
                break
            above -= 1
            raw = " | ".join(filter(str.strip, row[1]))[:RAW]
            yield Issue("skipped", "The row stands above the names of the columns.", row[0], "skipped", raw=raw)
    yield from rows


def _is_data(cells: list[str]) -> bool:
    """Whether a first row that names no columns is a row of its own: not only numbers."""
    return any(cell.strip() and not cell.strip().replace(".", "").isdigit() for cell in cells)


# ---------------------------------------------------------------- recognising


def _is_workbook(head: bytes) -> bool:
    return (
        head.startswith(b"PK\x03\x04")
        and (b"xl/" in head or b"[Content_Types].xml" in head[:200])
        and (b"word/" not in head[:4096] and b"ppt/" not in head[:4096])
    )


def _beginning(head: bytes) -> tuple[Dialect, list[list[str]]]:
    return find_dialect(head_text(head).lstrip("\n"), len(head) < HEAD_BYTES)


def _one_column(head: bytes, name: str) -> Evidence:
    """A column of comments looks like a list of lines; its header and the file's name together tell it."""
    first = head_text(head).split("\n", 1)[0].strip().strip('"')
    if name.lower().endswith((".csv", ".tsv")) and known_role(first) in ("comment", "text", "body"):
        return Evidence(75, f"A table with the one column {first}.")
    return Evidence(0, "No rows of equal width.")
