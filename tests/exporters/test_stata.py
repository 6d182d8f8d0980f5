"""Stata files read back equal, with names, labels and texts of every length; the do-file declares the missing values."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from intercoder.exporters import stata
from intercoder.exporters.model import ExportColumn, ExportReport, ExportStudy, ExportTable


@pytest.fixture
def folder(study: ExportStudy, tmp_path: Path) -> tuple[Path, ExportReport]:
    report = stata.write(study, tmp_path / "out")
    return tmp_path / "out", report


def test_every_cell_reads_back(study: ExportStudy, folder: tuple[Path, ExportReport]) -> None:
    long = study.tables[0]
    frame = pd.read_stata(folder[0] / "comment_long.dta", convert_categoricals=False)
    assert frame["txt"].tolist() == [str(text).replace("\0", "␀") for text in long.column("txt")]
    assert frame["why"].tolist() == long.column("why")
    tone = [None if pd.isna(v) else v for v in frame["tone"]]
    assert tone == long.column("tone")
    assert [v for v in frame["score"] if not pd.isna(v)] == [v for v in long.column("score") if v is not None]
    assert frame["posted"][0] == pd.Timestamp("2024-05-01 13:45:07")
    assert frame["published"][0] == pd.Timestamp("2024-05-01")
    assert frame["printed"][0] == "2024-05"


def test_labels_of_columns_and_numbers_arrive(folder: tuple[Path, ExportReport]) -> None:
    with pd.io.stata.StataReader(folder[0] / "comment_long.dta") as reader:
        columns, labels = reader.variable_labels(), reader.value_labels()
        assert reader.data_label == "Comments, one row per coding"
    assert columns["unit_id"] == "Unit (permanent id)"
    assert labels["tone"][3] == "friendly"
    assert labels["tone"][-99] == "skipped"
    assert labels["score"] == {-99: "skipped", -98: "not applicable", -97: "cannot be determined"}


def test_the_do_file_declares_the_codes_of_answer_columns_alone(folder: tuple[Path, ExportReport]) -> None:
    lines = (folder[0] / "missing.do").read_text("utf-8").splitlines()
    assert lines[1:4] == [
        'use "comment_long.dta", clear',
        "mvdecode tone score why_st, mv(-97=.a \\ -98=.b \\ -99=.c)",
        'save "comment_long.dta", replace',
    ]


def test_names_that_stata_keeps_or_cuts_are_changed_and_said(study: ExportStudy, tmp_path: Path) -> None:
    names = ("int", "Ton.des#Kommentars", "Ton_des_Kommentars", "x" * 40, "байка_про_город_и_мир")
    columns = tuple(ExportColumn(name, "L" * 90, "number", "scale") for name in names)
    table = ExportTable("comment_long", "T", "long", columns, tuple([1] for _ in names))
    report = stata.write(replace(study, tables=(table,)), tmp_path / "out")
    found = list(pd.read_stata(tmp_path / "out" / "comment_long.dta").columns)
    assert found[:4] == ["int_2", "Ton_des_Kommentars", "Ton_des_Kommentars_2", "x" * 32]
    assert len(set(found)) == 5
    assert sum(x.code == "renamed" for x in report.losses) == 5
    assert sum(x.code == "label_cut" for x in report.losses) == 5


def test_a_table_without_rows_is_written(study: ExportStudy, tmp_path: Path) -> None:
    empty = replace(study.tables[0], cells=tuple([] for _ in study.tables[0].columns))
    stata.write(replace(study, tables=(empty,)), tmp_path / "out")
    assert len(pd.read_stata(tmp_path / "out" / "comment_long.dta")) == 0
