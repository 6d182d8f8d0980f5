"""SPSS files, judged by PSPP and by their raw records; neither shares code with what writes them."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from intercoder.exporters import spss
from intercoder.exporters.model import PLAIN, ExportColumn, ExportOptions, ExportStudy, ExportTable
from intercoder.records import no_tick

needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="GNU PSPP is not installed (Debian package pspp)")


def written(study: ExportStudy, folder: Path, options: ExportOptions = PLAIN) -> list[Path]:
    report = spss.write(study, folder, options, no_tick)
    return [Path(f.path) for f in report.files if f.path.endswith("sav")]


@needs_pspp
def test_pspp_opens_every_file_without_a_word(study: ExportStudy, judge_sav: ModuleType, tmp_path: Path) -> None:
    for path in written(study, tmp_path / "out"):
        verdict = judge_sav.judge(str(path))
        assert (verdict["complaints"], verdict["rules"]) == ([], [])


@needs_pspp
def test_pspp_opens_a_compressed_file(study: ExportStudy, judge_sav: ModuleType, tmp_path: Path) -> None:
    for path in written(study, tmp_path / "out", ExportOptions(zsav=True)):
        assert judge_sav.judge(str(path))["complaints"] == []


def test_the_records_set_every_level_and_can_be_joined(study: ExportStudy, sav_records: ModuleType, tmp_path: Path) -> None:
    for path in written(study, tmp_path / "out"):
        assert sav_records.records(path.read_bytes())["rules"] == []


@needs_pspp
def test_labels_levels_formats_and_missing_values_arrive(study: ExportStudy, judge_sav: ModuleType, tmp_path: Path) -> None:
    path = next(p for p in written(study, tmp_path / "out") if p.name == "comment_long.sav")
    seen = {v["name"]: v for v in judge_sav.judge(str(path))["variables"]}
    tone = seen["tone"]
    assert (tone["label"], tone["measure"], tone["format"], tone["missing"]) == ("Tone", "Ordinal", "F3.0", "-99 THRU -97")
    assert {n: entry["label"] for n, entry in tone["value_labels"].items()} == {
        "-99": "skipped",
        "-98": "not applicable",
        "-97": "cannot be determined",
        "1": "hostile",
        "2": "neutral — “balanced”",
        "3": "friendly",
    }
    counts = {value: count for value, count, _ in tone["frequencies"]}
    assert counts == {"1": 3, "2": 2, "3": 2, "-99": 1, "-98": 1, "-97": 1, ".": 1}
    assert seen["coder"]["value_labels"]["1"]["label"] == "Ayşe Yılmaz"
    assert (seen["posted"]["format"], seen["posted"]["label"]) == ("DATETIME20.0", "Posted (UTC)")
    assert (seen["published"]["format"], seen["printed"]["format"]) == ("SDATE10", "A10")


def test_texts_come_back_but_for_what_the_report_names(study: ExportStudy, tmp_path: Path) -> None:
    report = spss.write(study, tmp_path / "out", PLAIN, no_tick)
    import pyreadstat

    frame, _ = pyreadstat.read_sav(tmp_path / "out" / "comment_wide.sav")
    texts = list(study.tables[1].column("txt"))
    changed = [i for i, (a, b) in enumerate(zip(texts, frame["txt"], strict=True)) if a != b]
    assert changed == [4, 5, 7]
    assert frame["txt"][4] == "cut␀here"
    assert len(frame["txt"][5]) == 32767
    lost = {(x.code, x.where): x.count for x in report.losses}
    assert lost["text_cut", "comment_wide.txt"] == 1
    assert lost["control_character", "comment_wide.txt"] == 1
    assert lost["trailing_space", "comment_wide.txt"] == 1
    assert lost["date_as_text", "comment_long.printed"] == 1


@needs_pspp
def test_pspp_computes_the_published_alpha_from_the_wide_file(
    study: ExportStudy, judge_alpha: ModuleType, tmp_path: Path
) -> None:
    """Krippendorff 2011, four observers and twelve units: .743 nominal, .815 ordinal, .849 interval."""
    rows = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -99],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -97],
    ]
    labels = {n: str(n) for n in range(1, 6)}
    states = study.triple.labels
    names = [f"x_c{n}" for n in range(1, 5)]
    columns = tuple(ExportColumn(n, n, "number", labels=labels, missing=states, role="answer") for n in names)
    table = ExportTable("article_wide", "Articles", "wide", columns, tuple(rows))
    spss.write(replace(study, tables=(table,)), tmp_path / "out", PLAIN, no_tick)
    path = tmp_path / "out" / "article_wide.sav"
    alpha = judge_alpha.judge(f"GET FILE='{path}'.\n", names)["alpha"]
    assert alpha["nominal"] == pytest.approx(0.7434210526, abs=1e-9)
    assert alpha["ordinal"] == pytest.approx(0.8153875038, abs=1e-9)
    assert alpha["interval"] == pytest.approx(0.8491071429, abs=1e-9)


@needs_pspp
def test_names_that_spss_cannot_bear_are_changed_and_reported(
    study: ExportStudy, judge_sav: ModuleType, sav_records: ModuleType, tmp_path: Path
) -> None:
    names = ["by", "Tone", "tone", "TONE", "_x", "größe" * 20, "txt0", "txtu", "v1", "prevalence_a", "prevalence_b", "ٹون"]
    columns = [ExportColumn(n, "", "number", labels={1: "yes"}) for n in names] + [ExportColumn("txt", "Text")]
    table = ExportTable("article_long", "Articles", "long", tuple(columns), (*([1] for _ in names), ["x" * 9000]))
    report = spss.write(replace(study, tables=(table,)), tmp_path / "out", PLAIN, no_tick)
    path = tmp_path / "out" / "article_long.sav"
    verdict = judge_sav.judge(str(path))
    assert (verdict["complaints"], verdict["rules"]) == ([], [])
    assert sav_records.records(path.read_bytes())["rules"] == []
    shown = [v["name"] for v in verdict["variables"]]
    assert [shown[i] for i in (0, 1, 2, 3, 4, 11)] == ["by_v", "Tone", "tone_2", "TONE_3", "v__x", "ٹون"]
    renamed = {x.where for x in report.losses if x.code == "renamed"}
    assert {f"article_long.{n}" for n in ("by", "tone", "TONE", "_x", "txt")} <= renamed


def test_a_table_without_rows_is_a_file_without_cases(study: ExportStudy, tmp_path: Path) -> None:
    table = study.tables[0]
    empty = replace(table, cells=tuple([] for _ in table.columns))
    spss.write(replace(study, tables=(empty,)), tmp_path / "out", PLAIN, no_tick)
    import pyreadstat

    frame, meta = pyreadstat.read_sav(tmp_path / "out" / "comment_long.sav")
    assert len(frame) == 0
    assert meta.column_names == [c.name for c in table.columns]


def test_the_header_bears_the_time_of_the_last_step(study: ExportStudy, tmp_path: Path) -> None:
    path = written(study, tmp_path / "out")[0]
    assert path.read_bytes()[92:109] == b"04 Mar 2605:06:07"


def test_notes_fit_their_lines() -> None:
    lines = spss.wrapped("Überschrift " * 20 + "ü" * 100)
    assert all(0 < len(line.encode()) <= 80 for line in lines)
    assert "".join(lines).replace(" ", "") == "Überschrift" * 20 + "ü" * 100
