"""A codebook as CSV and as an Excel sheet, there and back."""

import csv
import io
import re
from pathlib import Path

from intercoder.errors import UserError
from intercoder.exporters.sheets import CELL, PLAIN_TEXT
from intercoder.importers.reading.sheets import BROKEN_BOOK
from intercoder.records import Codebook
from intercoder.tasks.codebook_formats.rows import COLUMNS, from_rows, rows_of

_WIDTHS = {"variable": 14, "label": 24, "question": 40, "category": 24, "definition": 48, "use_when": 36, "not_when": 36}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_WRITES_ITSELF = re.compile("_x[0-9A-Fa-f]{4}_")  # what Excel would take for an escaped character


def write_csv(codebook: Codebook) -> bytes:
    """RFC 4180 in UTF-8, cells exactly as they are."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows_of(codebook))
    return out.getvalue().encode()


def read_csv(data: bytes, path: Path) -> Codebook:
    """The codebook of a CSV file with comma, semicolon or tab. Raises UserError."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not a text in UTF-8.", "Save the table as “CSV UTF-8”.") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(2**31 - 1)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UserError(f"{path} is no table: {error}.", "Export a codebook to see the shape.") from error
    if not rows:
        raise UserError(f"{path} is empty.", "Export a codebook to see the shape.")
    return from_rows(rows[0], rows[1:])


def write_xlsx(codebook: Codebook) -> bytes:
    """One sheet; texts stay texts, whatever they begin with. Raises UserError if a text is too long for a cell."""
    import xlsxwriter

    rows = rows_of(codebook)
    for row in rows:
        for cell in row:
            _need_fit(str(cell), str(row[0]))
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, PLAIN_TEXT | {"in_memory": True}) as book:
        book.set_properties({"title": codebook.title[:255], "created": _first_day()})
        sheet = book.add_worksheet("codebook")
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for c, name in enumerate(COLUMNS):
            sheet.set_column(c, c, _WIDTHS.get(name, 11), wrapped)
            sheet.write_string(0, c, name, bold)
        for r, row in enumerate(rows, 1):
            for c, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(r, c, cell, wrapped)
                elif cell:
                    sheet.write_string(r, c, cell, wrapped)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    return out.getvalue()


def _need_fit(text: str, variable: str) -> None:
    if len(text.encode("utf-16-le")) // 2 > CELL:
        raise UserError(f"A text of “{variable}” is longer than a cell of Excel holds.", "Choose CSV or JSON.")
    if _WRITES_ITSELF.search(text) or any(c in text for c in "\ufffe\uffff"):
        raise UserError(f"A text of “{variable}” holds what Excel takes for another character.", "Choose CSV or JSON.")


def _first_day() -> object:
    from datetime import datetime

    return datetime(1980, 1, 1)


def read_xlsx(data: bytes, path: Path) -> Codebook:
    """The codebook on the sheet “codebook”, else on the first one. Raises UserError."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book["codebook"] if "codebook" in book.sheetnames else book.worksheets[0]
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except BROKEN_BOOK as error:
        message = f"{path} is no Excel workbook, or is damaged."
        raise UserError(message, "Save the table as .xlsx, or as CSV.") from error
    if not rows:
        raise UserError(f"{path} is empty.", "Export a codebook to see the shape.")
    return from_rows(rows[0], rows[1:])


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(cell))
