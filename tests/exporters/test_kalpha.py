"""Files for KALPHA: integers in columns of judges, nothing declared missing, and PSPP finds the alpha of the report in them."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pyreadstat
import pytest

from intercoder.exporters import kalpha, spss
from intercoder.exporters.model import ExportStudy

needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="GNU PSPP is not installed (Debian package pspp)")


def test_judges_are_columns_and_codes_of_no_value_are_empty(study: ExportStudy, tmp_path: Path) -> None:
    kalpha.write(study, tmp_path / "out")
    frame, meta = pyreadstat.read_sav(tmp_path / "out" / "kalpha_tone.sav", user_missing=True)
    assert list(frame.columns) == ["unit_ref", "tone_c1", "tone_c2", "tone_c3"]
    assert frame["tone_c1"].tolist()[:7] == [1, 2, 3, 3, 2, 1, 1]
    assert frame["tone_c1"].isna().sum() == 1
    assert meta.missing_ranges == {}
    assert meta.variable_value_labels["tone_c2"][3] == "friendly"
    assert set(meta.variable_measure.values()) == {"nominal", "ordinal"}


def test_units_that_nobody_coded_are_left_out(study: ExportStudy, tmp_path: Path) -> None:
    kalpha.write(study, tmp_path / "out")
    frame, _ = pyreadstat.read_sav(tmp_path / "out" / "kalpha_tone.sav")
    assert "A0001-C010" not in frame["unit_ref"].tolist()
    assert len(frame) == 10


def test_the_syntax_opens_each_file_and_names_its_judges_and_level(study: ExportStudy, tmp_path: Path) -> None:
    kalpha.write(study, tmp_path / "out")
    lines = (tmp_path / "out" / "kalpha.sps").read_bytes().decode().split("\r\n")
    assert lines[0].startswith("* Run the KALPHA macro")
    assert lines[1:] == [
        "GET FILE='kalpha_tone.sav'.",
        "KALPHA judges = tone_c1 tone_c2 tone_c3 /level = 2 /detail = 0 /boot = 5000.",
        "",
    ]


def test_a_variable_with_one_coder_gives_no_file_and_a_loss(study: ExportStudy, tmp_path: Path) -> None:
    nobody: list[int | None] = [None] * 11
    wide = study.tables[1]
    alone = replace(wide, cells=(*wide.cells[:3], nobody, nobody, wide.cells[5]))
    report = kalpha.write(replace(study, tables=(alone,)), tmp_path / "out")
    assert [loss.code for loss in report.losses] == ["too_few_coders"]
    assert {p.name for p in (tmp_path / "out").iterdir()} == {"kalpha.sps", "export-report.txt"}


@needs_pspp
def test_pspp_finds_no_fault_and_computes_the_alpha_that_the_wide_file_gives(
    study: ExportStudy, tmp_path: Path, judge_sav: ModuleType, judge_alpha: ModuleType
) -> None:
    kalpha.write(study, tmp_path / "kalpha")
    spss.write(study, tmp_path / "spss")
    path = tmp_path / "kalpha" / "kalpha_tone.sav"
    assert judge_sav.judge(str(path))["complaints"] == []
    names = ["tone_c1", "tone_c2", "tone_c3"]
    mine, wide = (
        judge_alpha.judge(f"GET FILE='{f}'.\n", names)["alpha"] for f in (path, tmp_path / "spss" / "comment_wide.sav")
    )
    assert mine == wide
    assert 0 < mine["ordinal"] < 1
