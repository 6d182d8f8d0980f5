"""A folder of files, or a single file, appears whole or not at all, whatever the kind."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.exporters import EXPORTERS
from intercoder.exporters.folder import whole_folder
from intercoder.exporters.model import PLAIN, ExportStudy
from intercoder.records import no_tick


def place(kind: str, folder: Path) -> Path:
    """Where an export into this folder goes: the folder itself, or a file in it."""
    exporter = EXPORTERS[kind]
    return folder if exporter.destination == "folder" else folder / f"study{exporter.suffix}"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("kind", EXPORTERS)
def test_the_report_names_every_file(study: ExportStudy, tmp_path: Path, kind: str) -> None:
    report = EXPORTERS[kind].write(study, place(kind, tmp_path / "deep" / "out"), PLAIN, no_tick)
    assert {Path(f.path).relative_to(tmp_path / "deep" / "out").as_posix() for f in report.files} == set(
        everything(tmp_path / "deep" / "out")
    )
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


@pytest.mark.parametrize("kind", EXPORTERS)
def test_the_same_study_gives_the_same_bytes(study: ExportStudy, tmp_path: Path, kind: str) -> None:
    for name in ("one", "two"):
        EXPORTERS[kind].write(study, place(kind, tmp_path / name), PLAIN, no_tick)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


@pytest.mark.parametrize("kind", EXPORTERS)
def test_an_export_over_an_older_one_replaces_its_files_and_keeps_others(study: ExportStudy, tmp_path: Path, kind: str) -> None:
    EXPORTERS[kind].write(study, place(kind, tmp_path / "out"), PLAIN, no_tick)
    before = everything(tmp_path / "out")
    for name in before:
        (tmp_path / "out" / name).write_text("old")
    (tmp_path / "out" / "mine.txt").write_text("mine")
    EXPORTERS[kind].write(study, place(kind, tmp_path / "out"), PLAIN, no_tick)
    assert everything(tmp_path / "out") == before | {"mine.txt": b"mine"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", EXPORTERS)
@pytest.mark.parametrize("inside", ["file", "file/out", "file/deep/out"])
def test_a_destination_under_a_file_is_refused_in_a_sentence(
    study: ExportStudy, tmp_path: Path, kind: str, inside: str
) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UserError, match="is not a folder"):
        EXPORTERS[kind].write(study, place(kind, tmp_path / inside), PLAIN, no_tick)
    assert everything(tmp_path) == {"file": b"mine"}


@pytest.mark.parametrize("kind", EXPORTERS)
def test_a_cancelled_export_leaves_nothing(study: ExportStudy, tmp_path: Path, kind: str) -> None:
    ticks = []
    EXPORTERS[kind].write(study, place(kind, tmp_path / "whole"), PLAIN, lambda done, total: ticks.append(done))
    for last in range(len(ticks)):
        left = iter(range(last))

        def tick(done: int, total: int) -> None:
            if next(left, None) is None:  # noqa: B023
                raise Cancelled

        with pytest.raises(Cancelled):
            EXPORTERS[kind].write(study, place(kind, tmp_path / "deep" / "out"), PLAIN, tick)
        assert [p.name for p in tmp_path.iterdir()] == ["whole"]


def write_texts(folder: Path, names: list[str]) -> None:
    with whole_folder(folder) as draft:
        for name in names:
            draft.add(name, b"new")


def test_a_failure_while_files_are_moved_in_brings_the_old_ones_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "b.txt").mkdir(parents=True)
    (out / "a.txt").write_text("old")
    with pytest.raises(UserError):
        write_texts(out, ["a.txt", "deep/0.txt", "b.txt"])
    assert everything(out) == {"a.txt": b"old"}
    assert {p.name for p in out.iterdir()} == {"a.txt", "b.txt"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


CHILD = """
import resource, signal, sys
sys.path[:0] = [sys.argv[1], sys.argv[2]]
import conftest
from pathlib import Path
from intercoder.errors import UserError
from intercoder.exporters import EXPORTERS
from intercoder.exporters.model import PLAIN
from intercoder.records import no_tick
codings = [[1] * conftest.UNITS] * 3
study = conftest.study.__wrapped__(codings)
kind, folder, limit = sys.argv[3], Path(sys.argv[4]), int(sys.argv[5])
exporter = EXPORTERS[kind]
if exporter.destination == "file":
    folder = folder / ("study" + exporter.suffix)
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    exporter.write(study, folder, PLAIN, no_tick)
except UserError as error:
    print(error.message)
"""


def child(kind: str, folder: Path, limit: int = 0, seed: str = "0") -> str:
    here = Path(__file__).parent
    arguments = [str(here.parents[1] / "desktop"), str(here), kind, str(folder), str(limit)]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CHILD, *arguments],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system has no limit on the size of a file")
@pytest.mark.parametrize("kind", EXPORTERS)
def test_a_disk_that_is_full_at_once_leaves_the_old_files_untouched(tmp_path: Path, kind: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("old")
    assert child(kind, tmp_path / "out", limit=1) == "The disk is full.\n"
    assert everything(tmp_path) == {"out/mine.txt": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="this system has no limit on the size of a file")
@pytest.mark.parametrize("kind", ["spss", "csv", "xlsx", "stata", "jsonl"])
@pytest.mark.parametrize("limit", [1500, 60_000])
def test_a_disk_that_fills_up_leaves_the_old_files_untouched(tmp_path: Path, kind: str, limit: int) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "export-report.txt").write_text("old")
    said = child(kind, tmp_path / "out", limit)
    if said or limit < 60_000:
        assert said == "The disk is full.\n"
        assert everything(tmp_path) == {"out/export-report.txt": b"old"}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", EXPORTERS)
def test_the_order_of_sets_never_reaches_a_file(tmp_path: Path, kind: str) -> None:
    for seed in ("1", "2"):
        assert child(kind, tmp_path / seed, seed=seed) == ""
    assert everything(tmp_path / "1") == everything(tmp_path / "2")
