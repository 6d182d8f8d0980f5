"""The syntax beside each file, run by PSPP: it gives the same dictionary and the same cases as the .sav."""

import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from intercoder.exporters import spss
from intercoder.exporters.model import PLAIN, ExportColumn, ExportStudy, ExportTable, ResponseSet, Triple
from intercoder.exporters.spss_syntax import BREAK, data, syntax
from intercoder.records import no_tick

needs_pspp = pytest.mark.skipif(shutil.which("pspp") is None, reason="GNU PSPP is not installed (Debian package pspp)")


def run(folder: Path, name: str) -> Path:
    """What PSPP saves after the syntax; it must say nothing."""
    job = folder / f"{name}.job.sps"
    job.write_bytes((folder / f"{name}.sps").read_bytes() + f"SAVE OUTFILE='{name}.saved.sav'.\r\n".encode())
    done = subprocess.run(["pspp", "--no-statrc", job.name], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder / f"{name}.saved.sav"


@needs_pspp
@pytest.mark.parametrize("name", ["comment_long", "comment_wide"])
def test_pspp_reads_the_same_dictionary_from_the_syntax(
    study: ExportStudy, judge_sav: ModuleType, tmp_path: Path, name: str
) -> None:
    spss.write(study, tmp_path / "out", PLAIN, no_tick)
    saved = judge_sav.judge(str(run(tmp_path / "out" / "syntax", name)))
    written = judge_sav.judge(str(tmp_path / "out" / f"{name}.sav"))
    assert saved["header"]["cases"] == written["header"]["cases"]
    for mine, file in zip(saved["variables"], written["variables"], strict=True):
        assert mine | {"label": ""} == file | {"label": ""}
        assert file["label"].startswith(mine["label"])


@needs_pspp
def test_the_cells_are_the_same_but_for_line_breaks(study: ExportStudy, tmp_path: Path) -> None:
    import pyreadstat

    report = spss.write(study, tmp_path / "out", PLAIN, no_tick)
    saved, _ = pyreadstat.read_sav(run(tmp_path / "out" / "syntax", "comment_wide"), user_missing=True)
    written, _ = pyreadstat.read_sav(tmp_path / "out" / "comment_wide.sav", user_missing=True)
    flat = written["txt"].str.replace("\r\n", BREAK).str.replace("\n", BREAK)
    assert list(saved["txt"]) == list(flat)
    assert saved.drop(columns="txt").equals(written.drop(columns="txt"))
    assert ("line_end", "syntax/comment_wide", 1) in {(x.code, x.where, x.count) for x in report.losses}


@needs_pspp
def test_sets_and_long_labels_with_apostrophes_arrive(judge_sav: ModuleType, tmp_path: Path) -> None:
    label = "It's “Zoë’s” 🙂 list, isn't it? " * 7
    labels = {0: "no", 1: "it's a 'yes', " * 8}
    members = ResponseSet("größe", label)
    names = ["größe_1", "größe_2"]
    columns = tuple(
        ExportColumn(n, n + label[:150], "number", "nominal", None, 0, labels, Triple().labels, set=members) for n in names
    )
    table = ExportTable("t", "T", "long", columns, ([0, 1], [1, None]))
    flat, cells, losses = data(table)
    (tmp_path / "t.csv").write_bytes(cells)
    (tmp_path / "t.sps").write_bytes(syntax(flat, dict.fromkeys(names, "F3.0")))
    assert losses == []
    assert max(len(line) for line in (tmp_path / "t.sps").read_bytes().split(b"\r\n")) <= 256
    verdict = judge_sav.judge(str(run(tmp_path, "t")))
    assert verdict["complaints"] == []
    assert verdict["variables"][0]["label"] == "größe_1" + label[:150]
    assert verdict["variables"][0]["value_labels"]["1"]["label"] == labels[1]
    assert verdict["mrsets"][0]["Member Variables"] == names
