"""The agreement folder: one set of numbers in CSV, workbook and page; no formulas, links, scripts or outside resources."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from intercoder.exporters import agreement_tables
from intercoder.exporters.model import PLAIN, ExportStudy
from intercoder.exporters.sheets import sheet_name
from intercoder.records import no_tick


@pytest.fixture
def folder(agreement_study: ExportStudy, tmp_path: Path) -> Path:
    agreement_tables.write(agreement_study, tmp_path / "out", PLAIN, no_tick)
    return tmp_path / "out"


def test_the_folder_holds_tables_workbook_page_and_report(folder: Path) -> None:
    assert {p.name for p in folder.iterdir()} == {
        "agreement.csv",
        "agreement_long.csv",
        "agreement.docx",
        "agreement.html",
        "agreement.tex",
        "agreement.xlsx",
        "methods.txt",
        "export-report.txt",
    }


def test_the_workbook_has_no_formula_and_no_link(folder: Path) -> None:
    with zipfile.ZipFile(folder / "agreement.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/")]
    assert sheets
    assert not any("<f>" in text or "hyperlink" in text for text in parts.values())
    assert "=friendly" in parts["xl/sharedStrings.xml"]


def test_the_workbook_holds_the_cells_of_the_tables(agreement_study: ExportStudy, folder: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(folder / "agreement.xlsx")
    assert book.sheetnames == [*(t.name for t in agreement_study.tables), "notes"]
    for table in agreement_study.tables:
        head, labels, *rows = book[table.name].iter_rows(values_only=True)
        assert head == tuple(c.name for c in table.columns)
        assert labels == tuple(c.label for c in table.columns)
        assert [[v or None for v in row] for row in rows] == [[v or None for v in row] for row in table.rows()]
        assert book[table.name].freeze_panes == "A3"


def test_names_of_sheets_are_short_clean_and_unique() -> None:
    taken: set[str] = set()
    names = [sheet_name(n, taken) for n in ("x" * 40, "X" * 40, "a/b:c", "", "'q'")]
    assert names == ["x" * 31, "X" * 27 + " (2)", "a_b_c", "sheet", "_q_"]


class Page(HTMLParser):
    """The cells of the first table of a page, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        self._inside = tag in ("td", "th")
        if self._inside:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def test_the_page_shows_the_texts_of_the_table(agreement_study: ExportStudy, folder: Path) -> None:
    page = Page()
    page.feed((folder / "agreement.html").read_text(encoding="utf-8"))
    head, first, second, *_ = page.rows
    table = agreement_study.tables[0]
    assert first[head.index("α [95 % CI]")] == ".333 [−.012, > .999]"
    assert second[head.index("α [95 % CI]")] == "—"
    assert "<dt>dull (main)</dt><dd>Few units. All codings identical.</dd>" in (folder / "agreement.html").read_text("utf-8")
    assert first[0] == table.column("variable")[0]
    assert [row[2] for row in page.rows if row[0] == "tone"][1] == ".500"
    assert "Who chose what where" not in (folder / "agreement.html").read_text(encoding="utf-8")


def test_the_page_is_self_contained_and_escapes_texts(folder: Path) -> None:
    page = (folder / "agreement.html").read_text(encoding="utf-8")
    assert not re.search(r"<script|<link|<img|https?://|url\(|@import", page)
    assert "A &lt;b&gt; &amp; study" in page
    assert 'scope="col"' in page


def test_csv_keeps_full_floats(agreement_study: ExportStudy, folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / "agreement.csv").read_text(encoding="utf-8"), newline="")))
    assert float(rows[0]["alpha"]) == 1 / 3
    assert rows[1]["alpha"] == ""


def test_the_text_for_the_methods_section_stands_beside_the_tables(agreement_study: ExportStudy, tmp_path: Path) -> None:
    study = replace(agreement_study, methods="Agreement was α = .743 (n = 12).\n")
    agreement_tables.write(study, tmp_path / "out", PLAIN, no_tick)
    assert (tmp_path / "out" / "methods.txt").read_text("utf-8") == "Agreement was α = .743 (n = 12).\n"
