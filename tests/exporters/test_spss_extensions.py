"""Multiple-response sets and attributes, added to a written file: PSPP and pyreadstat see them, the data stay as they were."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from intercoder.exporters import spss
from intercoder.exporters.model import PLAIN, ExportColumn, ExportOptions, ExportStudy, ExportTable, ResponseSet, Triple
from intercoder.exporters.spss_extensions import set_members
from intercoder.records import no_tick

needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="GNU PSPP is not installed (Debian package pspp)")
LABEL = "Whom does it attack?\nZoë’s “list” – it's long"
QUESTION = "Don't you see: whom?\r\n(Tick all.)"


def answer(name: str, members: ResponseSet | None) -> ExportColumn:
    labels = {0: "no", 1: "yes"}
    missing = Triple().labels
    return ExportColumn(name, name, "number", "nominal", "nominal", 0, labels, missing, "answer", name, members, QUESTION)


def table() -> ExportTable:
    """Names that share their first eight bytes, names beyond ASCII, a set of one, and a long text between."""
    whom, how, one = ResponseSet("prevalence_of", LABEL), ResponseSet("größe", "Größe"), ResponseSet("single", "One")
    columns = (
        ExportColumn("unit_id", "Unit", role="id"),
        *(answer(f"prevalence_of_{n}", whom) for n in (1, 2, 3)),
        *(answer(f"größe_{n}", how) for n in (1, 2)),
        answer("single_1", one),
        answer("v1", None),
        ExportColumn("txt", "Text", role="text"),
    )
    numbers = [[1, 0, -99], [0, 0, None], [1, 1, -98], [1, 0, -97], [0, 1, 1], [1, 1, 1], [0, 0, 1]]
    return ExportTable("comment_long", "Comments", "long", columns, (["a", "b", "c"], *numbers, ["ü" * 700, "", "🙂"]))


@needs_pspp
def test_pspp_sees_the_sets_and_the_attributes(
    study: ExportStudy, judge_sav: ModuleType, sav_records: ModuleType, tmp_path: Path
) -> None:
    spss.write(replace(study, tables=(table(),)), tmp_path / "out", PLAIN, no_tick)
    path = tmp_path / "out" / "comment_long.sav"
    verdict = judge_sav.judge(str(path))
    assert (verdict["complaints"], verdict["rules"]) == ([], [])
    assert sav_records.records(path.read_bytes())["rules"] == []
    assert {s["Name"]: (s["Label"], s["Counted Value"], s["Member Variables"]) for s in verdict["mrsets"]} == {
        "$prevalence_of": (" ".join(LABEL.split()), "1", ["prevalence_of_1", "prevalence_of_2", "prevalence_of_3"]),
        "$größe": ("Größe", "1", ["größe_1", "größe_2"]),
    }
    seen = {(a["of"], a["name"]): a["value"] for a in verdict["attributes"]}
    assert seen["(dataset)", "ProjectUid"] == study.project_uid
    assert seen["prevalence_of_1", "Question"] == "Don't you see: whom? (Tick all.)"
    assert seen["v1", "Level"] == "nominal"


def test_the_data_stay_as_they_were(study: ExportStudy, tmp_path: Path) -> None:
    import pyreadstat

    spss.write(replace(study, tables=(table(),)), tmp_path / "out", PLAIN, no_tick)
    frame, meta = pyreadstat.read_sav(tmp_path / "out" / "comment_long.sav", user_missing=True)
    given = table()
    assert [v["variable_list"] for v in meta.mr_sets.values()] == list(set_members(given).values())
    assert list(frame["txt"]) == list(given.column("txt"))
    for column in given.columns[1:-1]:
        assert [None if v != v else v for v in frame[column.name]] == list(given.column(column.name))


def test_a_compressed_file_has_no_sets_and_the_report_says_so(study: ExportStudy, tmp_path: Path) -> None:
    report = spss.write(replace(study, tables=(table(),)), tmp_path / "out", ExportOptions(zsav=True), no_tick)
    assert [(x.code, x.where, x.count) for x in report.losses] == [("sets_left_out", "comment_long", 2)]
