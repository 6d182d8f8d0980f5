"""`intercoder agreement`: the report of a project, and the statistics of files."""

import json
from pathlib import Path

import pytest

from intercoder.resources import example_study

ORACLE = Path(__file__).parents[1] / "agreement" / "oracle"
KRIPPENDORFF = ORACLE / "k01_krippendorff_4x12.json"


def test_the_report_of_a_project_is_one_document_with_the_documented_keys(program, demo_run):
    answer = program("agreement", demo_run.project, "--json")
    assert answer.err == ""
    results = answer.document["results"]
    for result in results:
        assert {"variable", "unit_kind", "round", "level", "statistics"} <= result.keys()
        for entry in result["statistics"].values():
            assert entry.keys() in ({"value"}, {"value", "undefined"})
            assert (entry["value"] is None) == ("undefined" in entry)
    names = [result["variable"] for result in results]
    assert len(set(names)) == len(names)
    expected = json.loads((example_study() / "expected" / "agreement.json").read_text("utf-8"))
    assert names == [result["variable"] for result in expected["results"]]


def test_the_report_in_words_is_the_committed_table(program, demo_run):
    answer = program("agreement", demo_run.project)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith((example_study() / "expected" / "agreement.txt").read_text("utf-8"))


def test_the_same_project_gives_the_same_bytes(program, demo_run):
    first, second = (program("agreement", demo_run.project, "--json").out for _ in range(2))
    assert first == second


def test_variables_and_rounds_can_be_chosen(program, demo_run):
    arguments = ("--variable", "tone_pak", "--variable", "inciv_form", "--round", "reliability", "--json")
    names = [r["variable"] for r in program("agreement", demo_run.project, *arguments).document["results"]]
    assert names == ["tone_pak", "inciv_form", *(f"inciv_form_{n}" for n in (1, 2, 3, 4, 5, 6, 9))]


@pytest.mark.parametrize(("option", "says", "hint"), [
    (("--variable", "mood"), "There is no variable “mood” in the codebook.", "tone_pak"),
    (("--round", "pilot"), "There is no round “pilot”.", "reliability"),
])  # fmt: skip
def test_an_unknown_variable_or_round_is_refused_with_those_that_there_are(program, demo_run, option, says, hint):
    answer = program("agreement", demo_run.project, *option, "--json")
    assert answer.refusal == says
    assert hint in answer.err.split("hint: ")[1]


def test_a_project_without_codings_has_no_results(program, bridge):
    assert program("agreement", bridge, "--json").document["results"] == []
    assert "No variable was coded yet." in program("agreement", bridge).out


def test_files_give_the_same_statistics_without_a_project(program, krippendorff, save):
    table = save("wide.csv", "unit,A,B\nu1,1,1\nu2,1,2\nu3,2,2\n")
    document = program("agreement", "--data", KRIPPENDORFF, "--data", table, "--json").document
    first, second = document["results"]
    assert (first["file"], second["file"]) == (str(KRIPPENDORFF), str(table))
    assert first["statistics"]["alpha.nominal"]["value"] == pytest.approx(113 / 152, abs=1e-9)
    assert second["statistics"]["agree.unit_mean"]["value"] == pytest.approx(2 / 3, abs=1e-9)


def test_files_may_follow_one_data_option(program):
    two = sorted(ORACLE.glob("c0[13]*.json"))
    assert [r["file"] for r in program("agreement", "--data", *two, "--json").document["results"]] == [str(p) for p in two]


def test_the_level_can_be_chosen_for_files(program):
    (result,) = program("agreement", "--data", KRIPPENDORFF, "--level", "ordinal", "--json").document["results"]
    assert (result["level"], result["statistics"]["alpha.ordinal"]["value"]) == (
        "ordinal",
        pytest.approx(108577 / 133160, abs=1e-9),
    )


def test_files_in_words_are_a_table(program):
    answer = program("agreement", "--data", KRIPPENDORFF)
    assert (answer.code, answer.err) == (0, "")
    assert str(KRIPPENDORFF) in answer.out
    assert ".743" in answer.out


@pytest.mark.parametrize(("name", "text"), [
    ("a.csv", ""), ("a.csv", "unit,A,B\n"), ("a.csv", "1,1\n2,2\n"), ("a.csv", "unit,A,B\nu1,1\n"), ("a.csv", "a\x00b"),
    ("a.csv", 'unit,A,B\nu1,"1,2\nu2,1,1\n'), ("a.json", ""), ("a.json", "[1]"), ("a.json", '{"data": []}'),
    ("a.json", '{"data": [[1, [2]]]}'), ("a.json", "[" * 100_000), ("a.json", '{"data": [[1, 2], [1]]}'),
    ("a.json", '{"data": [[NaN, 1]]}'), ("a.json", '{"data": [[1, 1]], "kind": "dream"}'), ("a.json", "9" * 5_000),
    ("a.json", '{"data": [[1, 1]], "level": "circular"}'), ("a.txt", "The bridge stays closed.\n"),
], ids=lambda value: value if len(value) < 30 else "")  # fmt: skip
def test_a_file_without_codings_is_refused_in_one_line(program, save, contents, name, text):
    path = save(name, text)
    before = contents()
    assert str(path) in program("agreement", "--data", path, "--json").refusal
    assert contents() == before


def test_a_missing_data_file_is_refused(program, tmp_path):
    assert "cannot be read" in program("agreement", "--data", tmp_path / "nowhere.csv", "--json").refusal
    assert "cannot be read" in program("agreement", "--data", tmp_path, "--json").refusal


@pytest.mark.parametrize("arguments", [(), ("a.intercoder", "b.intercoder"), ("--level", "metric"), ("--json",)])
def test_wrong_usage_is_exit_code_2(program, arguments):
    answer = program("agreement", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Usage: intercoder agreement" in answer.err


def test_whole_articles_are_drawn_on_request_and_the_note_says_so(program, demo_run):
    units = program("agreement", demo_run.project, "--variable", "incivility", "--json").document
    articles = program("agreement", demo_run.project, "--variable", "incivility", "--resample-articles", "--json").document
    assert (units["resampled"], articles["resampled"]) == ("units", "articles")
    assert any("draws of whole articles with all their units" in note for note in articles["note"])
    (one,), (other,) = units["results"], articles["results"]
    assert one["statistics"]["alpha.nominal"] == other["statistics"]["alpha.nominal"]
    assert one["statistics"]["bootstrap_units.nominal.lo95"] != other["statistics"]["bootstrap_units.nominal.lo95"]


@pytest.mark.parametrize(
    "arguments",
    [("study.intercoder", "--level", "ratio"), ("--data", KRIPPENDORFF, "--round", "pilot"),
     ("--data", KRIPPENDORFF, "--variable", "tone"), ("--data", KRIPPENDORFF, "--thresholds", "0.6", "0.8")],
)  # fmt: skip
def test_an_option_that_would_change_nothing_is_refused(program, arguments):
    answer = program("agreement", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "--data" in answer.err


def test_a_label_as_long_as_a_paragraph_is_named_by_its_beginning(program, tmp_path, save, page):
    categories = [{"value": 1, "label": "Conflict\nframe"}, {"value": 2, "label": "Human interest " * 100}]
    variable = {"name": "frame", "label": "Frame", "unit_kind": "comment", "answer_kind": "one", "level": "nominal"}
    book = save("book.json", json.dumps({"title": "Frames", "variables": [variable | {"categories": categories}]}))
    program("new", tmp_path / "p.intercoder", "--codebook", book)
    program("import", tmp_path / "p.intercoder", page)
    table = save("codings.csv", "unit,who,frame\nA0001-C001,Ada,1\nA0001-C001,Ben,2\nA0001-C002,Ada,1\nA0001-C002,Ben,1\n")
    program("import-codings", tmp_path / "p.intercoder", table, "--unit", "unit", "--coder", "who", "--variables", "frame")
    told = " ".join(program("agreement", tmp_path / "p.intercoder").out.split())
    assert "Fewer than 5 codings: Conflict frame (3), Human interest Human interest Human interest Human interest…" in told
    assert len(told) < 3000
