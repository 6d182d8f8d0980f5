"""What an SPSS file can hold and pyreadstat cannot write: multiple-response sets and attributes.

They are extension records (type 7) and stand directly before the record that ends the dictionary (type 999). All
integers are little-endian, 32 bit. Source: "System File Format" in the PSPP developers' manual; subtypes 7, 17 and 18.
A .zsav holds absolute offsets to its data, which would no longer fit, so it is left as it is.
"""

import os
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from intercoder.exporters.model import ExportColumn, ExportStudy, ExportTable, Loss

HEADER = 176  # bytes
VARIABLE, LABELS, LABELLED, DOCUMENTS, EXTENSION, END = 2, 3, 4, 6, 7, 999
SETS, LONG_NAMES, FILE_ATTRIBUTES, VARIABLE_ATTRIBUTES = 7, 13, 17, 18
LEAST_MEMBERS = 2  # a set of one is refused


def extend(path: Path, table: ExportTable, study: ExportStudy) -> list[Loss]:
    """Adds the sets and attributes of the table to the file just written; gives what a .zsav cannot take."""
    if path.suffix == ".zsav":
        lost = len(set_members(table))
        return [Loss("sets_left_out", table.name, "compressed files hold no multiple-response sets", lost)] if lost else []
    with open(path, "rb") as file:
        end, short_names = _dictionary(file)
        records = [
            _record(SETS, _sets(table, short_names)),
            _record(FILE_ATTRIBUTES, _file_attributes(table, study)),
            _record(VARIABLE_ATTRIBUTES, _variable_attributes(table)),
        ]
        beside = path.with_suffix(".part")
        with open(beside, "wb") as out:
            file.seek(0)
            out.write(file.read(end))
            out.write(b"".join(records))
            shutil.copyfileobj(file, out, 1 << 20)
    os.replace(beside, path)
    return []


def set_members(table: ExportTable) -> dict[tuple[str, str], list[str]]:
    """Names of columns by (name, label) of their set, sets in the order of the columns."""
    found: dict[tuple[str, str], list[str]] = {}
    for column in table.columns:
        if column.set:
            found.setdefault((column.set.name, column.set.label), []).append(column.name)
    return {key: names for key, names in found.items() if len(names) >= LEAST_MEMBERS}


def _sets(table: ExportTable, short_names: dict[str, str]) -> str:
    """One line per set of 0/1 columns; members go by their short names in lower case, or PSPP finds none."""
    lines = []
    for (name, label), members in set_members(table).items():
        text = _line(label)
        names = " ".join(short_names[m].lower() for m in members)
        lines.append(f"${name}=D1 1 {len(text.encode())} {text} {names}\n")
    return "".join(lines)


def _file_attributes(table: ExportTable, study: ExportStudy) -> str:
    facts = {
        "Program": study.program,
        "ProjectUid": study.project_uid,
        "CodebookVersion": study.codebook_version,
        "Export": table.name,
    }
    return _attributes(facts)


def _variable_attributes(table: ExportTable) -> str:
    """Where an answer comes from, its level in the codebook and its question; members go by their long names."""
    return "/".join(f"{c.name}:{text}" for c in table.columns if (text := _attributes(_facts(c))))


def _facts(column: ExportColumn) -> dict[str, str | None]:
    return {"Uid": column.origin, "Level": column.level if column.origin else None, "Question": column.question}


def _attributes(facts: dict[str, str | None] | dict[str, str]) -> str:
    """One value per name. It ends at an apostrophe before a line feed; other apostrophes stand as they are."""
    return "".join(f"{name}('{_line(value)}'\n)" for name, value in facts.items() if value)


def _line(text: str) -> str:
    """The text in one line, for these records end at a line feed."""
    return " ".join(text.replace("\0", " ").split())


def _record(subtype: int, text: str) -> bytes:
    data = text.encode()
    return struct.pack("<4i", EXTENSION, subtype, 1, len(data)) + data if data else b""


def _dictionary(file: BinaryIO) -> tuple[int, dict[str, str]]:
    """(byte at which the record 999 begins, short names by long name)."""
    file.seek(HEADER)
    names: dict[str, str] = {}
    while True:
        at = file.tell()
        (kind,) = _integers(file, 1)
        if kind == END:
            return at, names
        if kind == VARIABLE:
            short = _variable(file)
            names.setdefault(short, short)
        elif kind == LABELS:
            for _ in range(_integers(file, 1)[0]):
                file.seek(8, os.SEEK_CUR)
                size = file.read(1)[0]
                file.seek((1 + size + 7) // 8 * 8 - 1, os.SEEK_CUR)
        elif kind == LABELLED:
            file.seek(4 * _integers(file, 1)[0], os.SEEK_CUR)
        elif kind == DOCUMENTS:
            file.seek(80 * _integers(file, 1)[0], os.SEEK_CUR)
        elif kind == EXTENSION:
            subtype, size, count = _integers(file, 3)
            data = file.read(size * count)
            names |= dict(_long_names(data)) if subtype == LONG_NAMES else {}
        else:
            raise ValueError(f"unknown record {kind} at byte {at}")


def _variable(file: BinaryIO) -> str:
    """Reads over the record of a variable and gives its short name."""
    _, labelled, missing, _, _ = _integers(file, 5)
    name = file.read(8).decode(errors="replace").rstrip()
    if labelled:
        file.seek((_integers(file, 1)[0] + 3) // 4 * 4, os.SEEK_CUR)
    file.seek(8 * abs(missing), os.SEEK_CUR)
    return name


def _long_names(data: bytes) -> Iterator[tuple[str, str]]:
    for entry in data.decode().split("\t"):
        short, _, name = entry.partition("=")
        yield name, short


def _integers(file: BinaryIO, count: int) -> tuple[int, ...]:
    return struct.unpack(f"<{count}i", file.read(4 * count))
