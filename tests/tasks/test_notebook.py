"""A project in a notebook: frames that hold what the project holds, and the example script that runs as it stands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import intercoder
from intercoder.errors import UserError
from intercoder.tasks import agreement

SCRIPT = Path(__file__).parents[2] / "resources" / "help" / "notebook_example.py"


@pytest.fixture
def study(demo_run):
    with intercoder.open_project(demo_run.project) as opened:
        yield opened


def test_every_unit_is_there_with_its_text(study):
    frame = study.units_frame()
    assert len(frame) == study.project.material.counts().comments + sum(frame["kind"] != "comment")
    comment = frame[frame["kind"] == "comment"].iloc[0]
    assert comment["txt"] == study.project.material.unit(int(comment["unit_id"])).text


def test_codings_say_who_answered_what_with_number_label_and_status(study):
    frame = study.codings_frame()
    assert set(frame["coder"]) == {"A", "B", "C"}
    assert set(frame["status"]) == {"value", "skipped", "not_applicable", "undetermined"}
    assert frame[frame["status"] != "value"]["value"].isna().all()
    one = frame[(frame["variable"] == "incivility") & (frame["status"] == "value")]
    assert set(zip(one["value"], one["label"], strict=True)) == {(0, "No"), (1, "Yes")}
    several = frame[(frame["variable"] == "inciv_form") & (frame["status"] == "value")]
    assert all(isinstance(value, tuple) for value in several["value"])


def test_every_highlight_lies_in_its_text(study):
    texts = study.units_frame().set_index("unit_id")["txt"]
    spans = study.spans_frame()
    assert len(spans) > 200
    assert [texts[s.unit_id][s.start : s.stop] for s in spans.itertuples()] == list(spans["quote"])


def test_the_agreement_frame_holds_the_floats_of_the_report(study):
    frame = study.agreement_frame(["incivility", "tone_pak"])
    report = agreement.report(study.project, ["incivility", "tone_pak"])
    assert list(frame["alpha"]) == [row.statistics[f"alpha.{row.level}"].value for row in report.rows]


def test_a_file_that_is_no_project_is_refused(tmp_path):
    (tmp_path / "x.intercoder").write_text("no")
    with pytest.raises(UserError):
        intercoder.open_project(tmp_path / "x.intercoder")


def test_the_example_script_of_the_help_runs_as_it_stands(demo_run):
    desktop = str(Path(intercoder.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-W", "error", str(SCRIPT), str(demo_run.project)],
        env=os.environ | {"PYTHONPATH": desktop},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "265 highlights" in done.stdout
