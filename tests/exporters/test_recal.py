"""Files for ReCal: numbers alone, complete units alone, and a map back to units and categories."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from intercoder.exporters import recal
from intercoder.exporters.model import ExportColumn, ExportStudy, ExportTable

REFS = [f"A0001-C{n:03}" for n in range(1, 7)]
LABELS = {-1: "against", 0: "neither", 1: "for"}


def table(columns: dict[str, list[int | float | None]], level: str = "nominal") -> ExportTable:
    """A reliability file of six units; columns are called VAR_cN."""
    made = [ExportColumn("unit_id", role="id"), ExportColumn("unit_ref", role="id")]
    for name in columns:
        origin, _, coder = name.rpartition("_c")
        made.append(
            ExportColumn(
                name, f"{origin} – coder {coder} (Ayşe)", "number", "nominal", level, 0, LABELS, {-97: "?"}, "answer", origin,
                coder=int(coder),
            )
        )  # fmt: skip
    return ExportTable("comment_wide", "Comments", "wide", tuple(made), (REFS, REFS, *columns.values()), ("unit_id",))


def rows(path: Path) -> list[list[str]]:
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


@pytest.fixture
def write(study: ExportStudy, tmp_path: Path):
    def make(*tables: ExportTable):
        return recal.write(replace(study, tables=tables), tmp_path / "out"), tmp_path / "out"

    return make


def test_two_coders_stand_side_by_side_and_negative_numbers_become_digits(write) -> None:
    _, folder = write(table({"stance_c2": [-1, 0, 1, 1, 0, -1], "stance_c3": [-1, 0, 0, 1, 0, 1]}))
    assert rows(folder / "recal2_c2_c3.csv") == [["0", "0"], ["1", "1"], ["2", "1"], ["2", "2"], ["1", "1"], ["0", "2"]]


def test_variables_with_the_same_complete_units_share_a_file(write) -> None:
    _, folder = write(
        table({"a_c1": [1, 0, 1, 0, 1, 0], "a_c2": [1, 1, 1, 0, 0, 0], "b_c1": [0, 0, 0, 1, 1, 1], "b_c2": [0, 0, 1, 1, 1, 1]})
    )
    assert rows(folder / "recal2_c1_c2.csv")[:2] == [["1", "1", "0", "0"], ["0", "1", "0", "0"]]


def test_a_variable_with_other_units_gets_a_file_of_its_own_and_loses_none(write) -> None:
    report, folder = write(
        table(
            {
                "a_c1": [1, 0, 1, 0, 1, 0],
                "a_c2": [1, 1, 1, 0, 0, 0],
                "b_c1": [0, None, -97, 1, 1, 1],
                "b_c2": [0, 0, 1, 1, 1, 1],
            }
        )
    )
    assert len(rows(folder / "recal2_c1_c2_a.csv")) == 6
    assert len(rows(folder / "recal2_c1_c2_b.csv")) == 4
    assert [(x.code, x.where, x.count) for x in report.losses] == [("incomplete_units", "b", 2)]


def test_three_coders_get_one_file_a_variable_beside_those_of_the_pairs(write) -> None:
    _, folder = write(table({f"a_c{n}": [1, 0, 1, 0, 1, 0] for n in (1, 2, 3)}))
    assert rows(folder / "recal3_a.csv") == [["1"] * 3, ["0"] * 3] * 3
    assert {p.name for p in folder.glob("recal2*")} == {"recal2_c1_c2.csv", "recal2_c1_c3.csv", "recal2_c2_c3.csv"}


def test_other_levels_keep_their_numbers(write) -> None:
    _, folder = write(table({"minutes_c1": [-1.5, 0, 2, 3, 4, 5], "minutes_c2": [0.25, 0, 2, 3, 4, 5]}, "interval"))
    assert rows(folder / "recal_oir_minutes.csv")[0] == ["-1.5", "0.25"]
    assert not list(folder.glob("recal2*"))


def test_the_map_leads_every_number_back_to_its_unit_and_category(write) -> None:
    _, folder = write(table({"stance_c2": [-1, 0, 1, 1, None, -1], "stance_c3": [-1, 0, 0, 1, 0, 1]}))
    head, *lines = rows(folder / "recal_map.csv")
    assert head == list(recal.MAP_HEAD)
    assert lines[4] == ["recal2_c2_c3.csv", "5", "A0001-C006", "1", "stance", "2", "-1", "0"]
    assert len(lines) == 10


def test_no_unit_coded_by_both_gives_no_file_and_a_loss(write) -> None:
    report, folder = write(table({"a_c1": [1, 0, 1, None, None, None], "a_c2": [None, None, None, 0, 0, 0]}))
    assert {p.name for p in folder.iterdir()} == {"recal_map.csv", "export-report.txt"}
    assert [x.code for x in report.losses] == ["no_complete_unit"]
