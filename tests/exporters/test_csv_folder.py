"""CSV files: every cell as stored, and a description that a validator accepts."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import frictionless
import pytest

from intercoder.exporters import csv_folder
from intercoder.exporters.model import PLAIN, ExportColumn, ExportOptions, ExportStudy, ExportTable
from intercoder.records import no_tick


def rows_of(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=delimiter, strict=True))


def test_cells_come_back_exactly_and_rewriting_gives_the_same_bytes(study: ExportStudy, tmp_path: Path) -> None:
    csv_folder.write(study, tmp_path / "out", PLAIN, no_tick)
    for table in study.tables:
        data = (tmp_path / "out" / f"{table.name}.csv").read_bytes()
        head, *rows = rows_of(data)
        assert head == [c.name for c in table.columns]
        assert rows == [[csv_folder.shown(cell) for cell in row] for row in table.rows()]
        again = io.StringIO(newline="")
        csv.writer(again, lineterminator="\r\n").writerows([head, *rows])
        assert again.getvalue().encode() == data


@pytest.mark.parametrize("options", [PLAIN, ExportOptions(excel=True), ExportOptions(guard=True)])
def test_frictionless_accepts_the_package(study: ExportStudy, tmp_path: Path, options: ExportOptions) -> None:
    csv_folder.write(study, tmp_path / "out", options, no_tick)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["resourceName", "rowNumber", "fieldName", "note"]) == []
    assert report.valid


def test_frictionless_refuses_a_number_that_is_no_category(study: ExportStudy, tmp_path: Path) -> None:
    csv_folder.write(study, tmp_path / "out", PLAIN, no_tick)
    path = tmp_path / "out" / "comment_wide.csv"
    path.write_bytes(path.read_bytes().replace(b"u0,A0001-C000,1,", b"u0,A0001-C000,7,"))
    assert not frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_the_package_describes_categories_keys_and_missing_codes(study: ExportStudy, tmp_path: Path) -> None:
    table = replace(study.tables[1], columns=study.tables[1].columns[:-1], cells=study.tables[1].cells[:-1])
    csv_folder.write(replace(study, tables=(table,)), tmp_path / "out", PLAIN, no_tick)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    schema = package["resources"][0]["schema"]
    assert schema["missingValues"] == ["", "-97", "-98", "-99"]
    assert schema["primaryKey"] == ["unit_id"]
    tone = schema["fields"][2]
    assert tone["constraints"] == {"enum": [1, 2, 3]}
    assert tone["categories"][0] == {"value": 1, "label": "hostile"}
    assert (tone["type"], tone["x-level"]) == ("integer", "ordinal")


def test_a_text_that_reads_like_a_missing_code_stays_a_text(study: ExportStudy, tmp_path: Path) -> None:
    report = csv_folder.write(study, tmp_path / "out", PLAIN, no_tick)
    assert {x.where for x in report.losses if x.code == "missing_by_field"} == {"comment_long", "comment_wide"}
    rows = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).get_resource("comment_wide").read_rows()
    assert rows[6]["txt"] == "-99"


@pytest.mark.parametrize(
    ("cell", "text"),
    [(None, ""), (1, "1"), (1.0, "1"), (0.1 + 0.2, "0.30000000000000004"), (1e-7, "1e-07"), (-99, "-99"), ("NA", "NA")],
)
def test_numbers_are_written_so_that_they_read_back_the_same(cell: str | float | None, text: str) -> None:
    assert csv_folder.shown(cell) == text


def test_the_preset_for_excel_has_a_mark_and_semicolons(study: ExportStudy) -> None:
    data = csv_folder.csv_bytes(study.tables[1], ExportOptions(excel=True))
    assert data.startswith(b"\xef\xbb\xbfunit_id;unit_ref;")


def test_the_guard_touches_texts_only_and_is_reported(study: ExportStudy, tmp_path: Path) -> None:
    columns = (ExportColumn("n", "N", "number"), ExportColumn("txt", "Text"))
    table = ExportTable("units", "Units", "units", columns, ([-5, 2], ["=1+1", "fine"]))
    report = csv_folder.write(replace(study, tables=(table,)), tmp_path / "out", ExportOptions(guard=True), no_tick)
    assert (tmp_path / "out" / "units.csv").read_bytes() == b"n,txt\r\n-5,'=1+1\r\n2,fine\r\n"
    assert [(x.code, x.count) for x in report.losses] == [("formula_guard", 1)]
    assert json.loads((tmp_path / "out" / "datapackage.json").read_text())["formulaGuard"] is True
