"""One table on one sheet of an Excel workbook: no formulas, no links, what a cell cannot hold said."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from intercoder.exporters.csv_folder import shown
from intercoder.exporters.model import Cell, ExportTable, Loss

if TYPE_CHECKING:
    import xlsxwriter

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
SHEET_NAME = 31  # characters that Excel allows
FORBIDDEN = "[]:*?/\\'"
CELL = 32_767  # UTF-16 units that a cell holds
MOST_ROWS = 1_048_576 - 2  # below the two rows of the head
NAME_WIDTHS = {"txt": 60, "quote": 60, "memo": 40, "headline": 40, "definition": 50, "note": 60}
WIDTHS = {"number": 10, "date": 20, "text": 16}  # in characters
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML cannot hold


class Sheets:
    """The sheets of one workbook. Keeps the names that are taken, and collects what was lost."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self.book = book
        self.losses: list[Loss] = []
        self._taken: set[str] = set()
        self._bold = book.add_format({"bold": True})
        self._plain = book.add_format({"text_wrap": True, "valign": "top"})

    def notes(self, name: str, lines: tuple[str, ...]) -> None:
        """A sheet of sentences, one a row."""
        sheet = self.book.add_worksheet(sheet_name(name, self._taken))
        sheet.set_column(0, 0, 110, self._plain)
        for row, line in enumerate(lines):
            sheet.write_string(row, 0, line)

    def table(self, table: ExportTable) -> None:
        """A table: row 1 holds column names, row 2 labels, both frozen; what passes the last row goes on on a next sheet."""
        rows, number = table.rows(), 1
        while True:
            name = table.name if number == 1 else f"{table.name} ({number})"
            self._sheet(name, table, islice(rows, MOST_ROWS))
            if number * MOST_ROWS >= table.size:
                return
            number += 1

    def _sheet(self, name: str, table: ExportTable, rows: Iterator[tuple[Cell, ...]]) -> None:
        sheet = self.book.add_worksheet(sheet_name(name, self._taken))
        for c, column in enumerate(table.columns):
            sheet.set_column(c, c, NAME_WIDTHS.get(column.name, WIDTHS[column.kind]))
        for c, column in enumerate(table.columns):
            sheet.write_string(0, c, column.name, self._bold)
        for c, column in enumerate(table.columns):
            sheet.write_string(1, c, self._fitted(column.label or column.name, f"{table.name}.{column.name}"))
        sheet.freeze_panes(2, 0)
        last = 1
        for last, row in enumerate(rows, start=2):
            for c, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(last, c, self._fitted(cell, f"{table.name}.{table.columns[c].name}"))
                elif cell is not None:
                    sheet.write_number(last, c, Exact(cell))
        if table.columns:
            sheet.autofilter(0, 0, last, len(table.columns) - 1)

    def _fitted(self, text: str, where: str) -> str:
        """The text as a cell can hold it: line feeds alone, no control characters, not too long."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self.losses.append(Loss("line_end", where, "carriage returns became line feeds"))
        clean = CONTROL.sub("�", text)
        if clean != text:
            self.losses.append(Loss("control_character", where, "control characters were replaced by �"))
        if len(clean) * 2 > CELL and len(clean.encode("utf-16-le")) > 2 * CELL:
            clean = clean.encode("utf-16-le")[: 2 * CELL].decode("utf-16-le", "ignore")
            self.losses.append(Loss("text_cut", where, f"the text was cut at {CELL:,} characters"))
        return clean


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel allows and that no sheet bears yet, ignoring case."""
    clean = "".join("_" if c in FORBIDDEN else c for c in name)[:SHEET_NAME] or "sheet"
    out, n = clean, 1
    while out.casefold() in taken:
        n += 1
        out = f"{clean[: SHEET_NAME - len(f' ({n})')]} ({n})"
    taken.add(out.casefold())
    return out


class Exact(float):
    """A number that is written in full: xlsxwriter asks for 16 digits, and some floats need 17 to read back the same."""

    def __format__(self, _: str) -> str:
        return shown(float(self))
