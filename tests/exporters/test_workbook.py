"""One workbook with everything: every text as it is stored, no formula, no link, what a cell cannot hold said."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from intercoder.exporters import sheets, workbook
from intercoder.exporters.model import ExportColumn, ExportReport, ExportStudy, ExportTable


@pytest.fixture
def written(study: ExportStudy, tmp_path: Path) -> tuple[Path, ExportReport]:
    report = workbook.write(study, tmp_path / "all.xlsx")
    return tmp_path / "all.xlsx", report


def expected(cell: object) -> object:
    """What a cell can hold of a stored one."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\x01", "�").replace("\0", "�")
    return text.encode("utf-16-le")[: 2 * 32_767].decode("utf-16-le") or None


def test_every_sheet_holds_the_cells_of_its_table(study: ExportStudy, written: tuple[Path, ExportReport]) -> None:
    book = openpyxl.load_workbook(written[0])
    assert book.sheetnames == ["about", "comment_long", "comment_wide", "codebook"]
    for table in study.tables:
        head, labels, *rows = book[table.name].iter_rows(values_only=True)
        assert head == tuple(c.name for c in table.columns)
        assert labels == tuple(c.label or c.name for c in table.columns)
        found = [tuple(cell or None if isinstance(cell, str) else cell for cell in row) for row in rows]
        assert found == [tuple(expected(cell) for cell in row) for row in table.rows()]
        assert book[table.name].freeze_panes == "A3"


def test_no_text_becomes_a_formula_or_a_link(written: tuple[Path, ExportReport]) -> None:
    with zipfile.ZipFile(written[0]) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist()]
    assert not any("<f>" in part or "hyperlink" in part for part in parts)
    assert any("=1+1" in part for part in parts)


def test_what_a_cell_cannot_hold_is_said_with_its_column(written: tuple[Path, ExportReport], tmp_path: Path) -> None:
    losses = {(x.code, x.where): x.count for x in written[1].losses}
    assert losses["text_cut", "comment_wide.txt"] == 1
    assert losses["line_end", "comment_wide.txt"] == 1
    assert losses["control_character", "comment_wide.txt"] == 2
    assert (tmp_path / "all.export-report.txt").read_text("utf-8").count("text_cut") == 2


def test_a_cut_never_parts_an_emoji(study: ExportStudy, tmp_path: Path) -> None:
    column = ExportColumn("txt", "Text", role="text")
    table = ExportTable("units", "Units", "units", (column,), (["x" + "🙂" * 20_000],))
    workbook.write(replace(study, tables=(table,)), tmp_path / "all.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "all.xlsx")["units"]["A3"].value
    assert cell == "x" + "🙂" * 16_383


def test_what_passes_the_last_row_goes_on_on_a_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    column = ExportColumn("n", "Number", "number", "scale")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheets.Sheets(book).table(ExportTable("units", "Units", "units", (column,), (list(range(7)),)))
    book.close()
    read = openpyxl.load_workbook(out)
    assert read.sheetnames == ["units", "units (2)", "units (3)"]
    assert [[row[0] for row in read[name].iter_rows(3, values_only=True)] for name in read.sheetnames] == [
        [0, 1, 2],
        [3, 4, 5],
        [6],
    ]


def test_the_first_sheet_says_what_the_numbers_mean(written: tuple[Path, ExportReport]) -> None:
    about = [row[0] for row in openpyxl.load_workbook(written[0])["about"].iter_rows(values_only=True)]
    assert about[0] == "Leserkommentare 2024"
    assert "-99 skipped; -98 not applicable; -97 cannot be determined" in about[3]
