"""Reliability data of a file, outside any project: a table as CSV, wide or long, or a JSON document."""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from intercoder.agreement import Kind
from intercoder.agreement.codings import Codings, Label
from intercoder.agreement.continuum import SpanCodings
from intercoder.agreement.sets import SetCodings
from intercoder.errors import UserError
from intercoder.tasks import agreement_json

CODER_COLUMNS = frozenset({"coder", "annotator", "rater"})
UNIT_COLUMNS = ("unit", "unit_id", "id")
LEVELS = ("nominal", "ordinal", "interval", "ratio")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_SAYS_MISSING = frozenset({"na", "n/a", "nan", "null", "none", "."})


@dataclass(frozen=True)
class DataSet:
    """One variable of a file, ready for the statistics; `variable` is None where the file has but one."""

    kind: Kind
    data: Codings | SetCodings | SpanCodings
    level: str
    variable: str | None = None
    notes: tuple[str, ...] = ()


def read(path: Path, level: str | None) -> list[DataSet]:
    """The variables of a file; `level` overrides what the file says. Raises UserError for anything but such a file."""
    try:
        raw = path.read_bytes()
    except OSError as fault:
        raise UserError(f"{path}: cannot be read ({fault.strerror}).", "Check the name of the file.") from fault
    text, notes = _decoded(raw, path)
    if path.suffix.lower() == ".json":
        try:
            document = json.loads(text)
        except (ValueError, RecursionError) as fault:
            raise UserError(f"{path}: is not a JSON document ({fault}).") from fault
        kind, data, own_level = agreement_json.data_set(document, str(path), level)
        return [DataSet(kind, data, own_level)]
    if level is not None and level not in LEVELS:
        raise UserError(f"{path}: the level {level} needs a .json file, which says how large the scale is.")
    found = _table(_rows(text, path), path, level or "nominal")
    return [replace(data_set, notes=(*data_set.notes, *notes)) for data_set in found]


def _decoded(raw: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and what is to be said about its encoding."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace"), ()
    if b"\0" in raw:
        raise UserError(f"{path}: is not a text file.", "Save the table as CSV first.")
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace"), ("The file is not UTF-8; it was read as Windows-1252.",)


def _rows(text: str, path: Path) -> list[list[str]]:
    """The table with its header; every row as long as the header."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(10_000_000)  # of the whole program; every reader of tables sets the same
    try:
        rows = [row for row in reader if any(map(str.strip, row))]
    except csv.Error as fault:
        raise UserError(f"{path}: is not a table that can be read (line {reader.line_num}: {fault}).") from fault
    if len(rows) < 2:
        raise UserError(f"{path}: holds no codings.", "It needs a header and a row per unit or per coding.")
    header = [name.strip() for name in rows[0]]
    if len(header) < 2:
        raise UserError(f"{path}: has one column only.", "Cells are separated by commas, semicolons or tabs.")
    if all(_NUMBER.fullmatch(name) for name in header):
        raise UserError(f"{path}: the first line holds numbers.", "Add a header with the names of the coders.")
    doubled = next((name for name in header if header.count(name) > 1), None)
    if doubled is not None:
        raise UserError(f"{path}: two columns are called '{doubled}'.")
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            raise UserError(f"{path}: row {number} has {len(row)} cells, the header has {len(header)}.")
    return [header, *rows[1:]]


def _table(rows: list[list[str]], path: Path, level: str) -> list[DataSet]:
    header = rows[0]
    coder = next((i for i, name in enumerate(header) if name.lower() in CODER_COLUMNS), None)
    if coder is None:
        return [_wide(rows, path, level)]
    unit = _unit_column(rows, coder)
    variables = [i for i in range(len(header)) if i not in (unit, coder)]
    if unit is None or not variables:
        raise UserError(
            f"{path}: {'no column tells the units apart' if unit is None else 'there is no variable'}.",
            "A long table needs the columns unit and coder, and a column per variable.",
        )
    return [_long(rows, unit, coder, column, path, level) for column in variables]


def _unit_column(rows: list[list[str]], coder: int | None) -> int | None:
    """The column of the units: by its name, else the first with distinct values (with the coder, in a long table)."""
    names = [name.lower() for name in rows[0]]
    for name in UNIT_COLUMNS:
        if name in names:
            return names.index(name)
    others = [i for i in range(len(names)) if i != coder]
    by_name = [i for i in others if names[i].endswith("_id")]
    return next((i for i in by_name + others if _tells_apart(rows, i, coder)), by_name[0] if by_name else None)


def _tells_apart(rows: list[list[str]], column: int, coder: int | None) -> bool:
    keys = [(row[column], row[coder] if coder is not None else "") for row in rows[1:]]
    return all(key[0].strip() for key in keys) and len(set(keys)) == len(keys)


def _wide(rows: list[list[str]], path: Path, level: str) -> DataSet:
    """A row per unit, a column per coder."""
    by_name = [name for name in rows[0] if name.lower().endswith("_id")]
    if len(by_name) > 1 and not {name.lower() for name in rows[0]} & set(UNIT_COLUMNS):
        raise UserError(f"{path}: {' and '.join(by_name)} could both be the unit.", "Call the column of the units “unit”.")
    unit = _unit_column(rows, None)
    coders = [i for i in range(len(rows[0])) if i != unit]
    if len(coders) < 2 and unit is not None and rows[0][unit].lower() not in UNIT_COLUMNS:
        unit, coders = None, list(range(len(rows[0])))  # two columns, and neither is called after a unit
    if unit is not None:
        _refuse_doubles([row[unit] for row in rows[1:]], path)
    found = _data_set([[row[i] for i in coders] for row in rows[1:]], path, level, None)
    if unit is None or by_name or rows[0][unit].lower() in UNIT_COLUMNS:
        return found
    return replace(found, notes=(*found.notes, f"“{rows[0][unit]}” was read as the units, since its values are distinct."))


def _refuse_doubles(units: list[str], path: Path) -> None:
    seen: dict[str, int] = {}
    for number, unit in enumerate(units, 2):
        if unit in seen:
            raise UserError(f"{path}: the unit '{unit}' stands in row {seen[unit]} and in row {number}.")
        seen[unit] = number


def _long(rows: list[list[str]], unit: int, coder: int, column: int, path: Path, level: str) -> DataSet:
    """A row per coding."""
    units = {name: i for i, name in enumerate(dict.fromkeys(row[unit] for row in rows[1:]))}
    coders = {name: i for i, name in enumerate(dict.fromkeys(row[coder] for row in rows[1:]))}
    cells = [[""] * len(coders) for _ in units]
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows[1:], 2):
        if not row[unit].strip() or not row[coder].strip():
            raise UserError(f"{path}: row {number} has no {'unit' if not row[unit].strip() else 'coder'}.")
        if (row[unit], row[coder]) in seen:
            raise UserError(f"{path}: row {number} codes '{row[unit]}' by '{row[coder]}' a second time.")
        seen.add((row[unit], row[coder]))
        cells[units[row[unit]]][coders[row[coder]]] = row[column]
    return _data_set(cells, path, level, rows[0][column])


def _data_set(cells: Sequence[Sequence[str]], path: Path, level: str, variable: str | None) -> DataSet:
    texts = [cell for row in cells for cell in row if cell.strip()]
    read = {text: _number(text, level) for text in set(texts)}
    word = next((text for text in texts if read[text] is None), None)
    if word is not None and level != "nominal":
        raise UserError(f"{path}: the level {level} needs numbers, and '{word}' is none.")
    table: list[list[Label | None]] = [
        [(read[cell] if word is None else cell) if cell.strip() else None for cell in row] for row in cells
    ]
    notes = ["The file has no codebook: the categories are those that occur."]
    missing = sorted({text for text in texts if text.strip().lower() in _SAYS_MISSING})
    notes += [f"'{text}' counts as a category; only an empty cell is missing." for text in missing]
    return DataSet("coding", Codings.from_cells(table, level=level), level, variable, tuple(notes))


def _number(text: str, level: str) -> int | float | None:
    """A text as a number, or None. As names 007 and 7 are two codes, so that a nominal number has no leading zero."""
    plain = text.strip()
    if not _NUMBER.fullmatch(plain) or (level == "nominal" and re.match(r"[+-]?0\d", plain)):
        return None
    value = float(plain.replace(",", "."))
    if abs(value) > agreement_json.LARGEST:
        return None
    return int(plain) if plain.lstrip("+-").isdigit() else value
