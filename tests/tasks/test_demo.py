"""The example study: its report to the last digit, as committed in projects/example/expected."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from intercoder.errors import Cancelled
from intercoder.project import Project
from intercoder.tasks.demo import demo
from intercoder.tasks.importing import import_dump

STUDY = Path(__file__).parents[2] / "projects" / "example"


@pytest.fixture(scope="module")
def report(demo_run) -> dict[str, str]:
    """The files of `expected/` as they come out now."""
    spec = importlib.util.spec_from_file_location("make_expected", STUDY / "make_expected.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # the study's folder holds text files only
        spec.loader.exec_module(module)
    return module.files(demo_run.project)


@pytest.fixture(scope="module")
def results(report) -> dict[str, dict]:
    return {result["variable"]: result for result in json.loads(report["agreement.json"])["results"]}


def leaves(document, path="") -> dict[str, object]:
    """Every number and text of a document by its path."""
    if isinstance(document, dict):
        return {k: v for key, value in document.items() for k, v in leaves(value, f"{path}/{key}").items()}
    if isinstance(document, list):
        return {k: v for n, value in enumerate(document) for k, v in leaves(value, f"{path}/{n}").items()}
    return {path: document}


def test_the_report_of_the_example_is_the_committed_one_to_the_last_digit(report):
    found = leaves(json.loads(report["agreement.json"]))
    expected = leaves(json.loads((STUDY / "expected" / "agreement.json").read_text("utf-8")))
    assert found.keys() == expected.keys()
    numbers = {k for k, v in expected.items() if isinstance(v, float)}
    assert len(numbers) > 700
    assert {k: found[k] for k in numbers} == pytest.approx({k: expected[k] for k in numbers}, rel=0, abs=1e-12)
    assert {k: v for k, v in found.items() if k not in numbers} == {k: v for k, v in expected.items() if k not in numbers}


def test_the_table_of_the_example_is_the_committed_one(report):
    assert report["agreement.txt"] == (STUDY / "expected" / "agreement.txt").read_text("utf-8")


def test_the_demo_prints_the_committed_table(demo_run):
    assert (STUDY / "expected" / "agreement.txt").read_text("utf-8") in demo_run.out


def test_every_result_says_what_it_is_about(results):
    for name, result in results.items():
        assert result["round"] == "reliability"
        assert result["level"] in ("nominal", "ordinal", "interval", "ratio")
        assert result["unit_kind"] == ("article" if result["units"] < 20 else "comment"), name
        assert result["coders"] == ["A", "B", "C"]


def test_every_coded_variable_has_alpha_of_its_own_level_with_an_interval(results):
    for result in (r for r in results.values() if r["answer_kind"] == "one"):
        values = {key: entry["value"] for key, entry in result["statistics"].items()}
        interval = f"bootstrap_units.{result['level']}"
        assert values[f"{interval}.lo95"] <= values[f"alpha.{result['level']}"] <= values[f"{interval}.hi95"]


def test_a_question_with_several_answers_has_a_result_per_category(results):
    assert [name for name in results if name.startswith("inciv_form")] == [
        "inciv_form", *(f"inciv_form_{n}" for n in (1, 2, 3, 4, 5, 6, 9))
    ]  # fmt: skip


def test_a_second_import_of_the_dump_says_nothing_new(demo_run, tmp_path):
    path = tmp_path / "example.intercoder"
    path.write_bytes(demo_run.project.read_bytes())
    with Project.open(path) as project:
        totals = import_dump(project, [STUDY / "dump"])["totals"]
        assert {key: totals[key] for key in ("new", "identical", "changed", "conflict")} == {
            "new": 0, "identical": 9, "changed": 0, "conflict": 0,
        }  # fmt: skip
        assert project.material.counts().articles == 9


def test_a_demo_that_is_stopped_says_so(tmp_path):
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        demo(tmp_path / "demo", lambda line: None, stop)
