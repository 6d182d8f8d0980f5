"""agreement.xlsx: the agreement table, its long form, the tables behind it and the notes. No formulas, no links."""

import io
from datetime import datetime

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.model import ExportStudy, ExportTable

SHEET_NAME = 31  # characters that Excel allows
FORBIDDEN = "[]:*?/\\'"
FIRST_DAY = datetime(1980, 1, 1)  # that a zip archive can hold


def workbook(study: ExportStudy) -> bytes:
    """The bytes of the workbook; row 1 holds column names, row 2 labels, both frozen."""
    import xlsxwriter

    out = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, plain)
    created = (study.saved_at or FIRST_DAY).replace(tzinfo=None)
    book.set_properties({"title": study.title, "created": created})
    bold = book.add_format({"bold": True})
    taken: set[str] = set()
    for table in study.of_form("agreement", "agreement_long", "detail"):
        _sheet(book.add_worksheet(sheet_name(table.name, taken)), table, bold)
    notes = book.add_worksheet(sheet_name("notes", taken))
    for row, note in enumerate(study.notes):
        notes.write_string(row, 0, note)
    book.close()
    return out.getvalue()


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel allows and that no sheet bears yet, ignoring case."""
    clean = "".join("_" if c in FORBIDDEN else c for c in name)[:SHEET_NAME] or "sheet"
    out, n = clean, 1
    while out.casefold() in taken:
        n += 1
        out = f"{clean[: SHEET_NAME - len(f' ({n})')]} ({n})"
    taken.add(out.casefold())
    return out


def _sheet(sheet, table: ExportTable, bold) -> None:  # type: ignore[no-untyped-def]
    for c, column in enumerate(table.columns):
        sheet.write_string(0, c, column.name, bold)
        sheet.write_string(1, c, column.label or column.name)
    sheet.freeze_panes(2, 0)
    if table.columns:
        sheet.autofilter(0, 0, table.size + 1, len(table.columns) - 1)
    for r, row in enumerate(table.rows(), start=2):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, c, cell)
            elif cell is not None:
                sheet.write_number(r, c, _Exact(cell))


class _Exact(float):
    """A number that is written in full: xlsxwriter asks for 16 digits, and some floats need 17 to read back the same."""

    def __format__(self, _: str) -> str:
        return shown(float(self))
