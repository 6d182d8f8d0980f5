"""`intercoder codebook`: out and in again without a difference, and nothing lost on the way."""

import json

import pytest

from intercoder.project import Project
from intercoder.resources import example_study


def test_a_codebook_comes_back_equal(program, bridge, tmp_path):
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    assert program("codebook", bridge, "export", first).out == f"Wrote {first}\n"
    program("new", tmp_path / "other.intercoder", "--title", "Another study")
    assert program("codebook", tmp_path / "other.intercoder", "import", first).out == f"7 variables from {first}\n"
    program("codebook", tmp_path / "other.intercoder", "export", second)
    assert json.loads(second.read_text("utf-8")) == json.loads(first.read_text("utf-8"))


def test_the_codebook_of_the_example_comes_back_equal(program, demo_run, tmp_path):
    program("codebook", demo_run.project, "export", tmp_path / "book.json")
    given = json.loads((example_study() / "codebook.json").read_text("utf-8"))
    found = json.loads((tmp_path / "book.json").read_text("utf-8"))
    assert found["variables"] == given["variables"]


def test_an_export_replaces_an_older_one(program, bridge, save):
    path = save("book.json", "older")
    assert program("codebook", bridge, "export", path).code == 0
    assert json.loads(path.read_text("utf-8"))["title"]


@pytest.mark.parametrize("place", ["nowhere/book.json", "note.txt/book.json", "folder.json", "book.pdf"])
def test_an_export_that_cannot_be_written_leaves_nothing(program, bridge, save, tmp_path, contents, place):
    save("note.txt", "mine")
    (tmp_path / "folder.json").mkdir()
    before = contents()
    assert program("codebook", bridge, "export", tmp_path / place).refusal
    assert contents() == before


@pytest.mark.parametrize("text", [
    "", "{", "[]", "[" * 100_000, '{"variables": [{}]}', '{"variables": [{"name": "tone"}]}', "\ufeff",
], ids=lambda text: text[:9])  # fmt: skip
def test_a_file_that_is_no_codebook_changes_nothing(program, bridge, save, contents, text):
    path = save("book.json", text)
    before = contents()
    assert program("codebook", bridge, "import", path).refusal
    assert contents() == before


def test_a_codebook_without_a_category_that_has_codings_is_refused(program, bridge, save, tmp_path, contents):
    codings = save("c.csv", "unit,coder,tone\nk1,Ada,3\n")
    program("import-codings", bridge, codings, "--unit", "unit", "--coder", "coder", "--variables", "tone")
    program("codebook", bridge, "export", tmp_path / "book.json")
    document = json.loads((tmp_path / "book.json").read_text("utf-8"))
    tone = next(v for v in document["variables"] if v["name"] == "tone")
    tone["categories"] = tone["categories"][:2]
    path = save("book.json", json.dumps(document))
    before = contents()
    assert "“friendly” of “tone” has codings" in program("codebook", bridge, "import", path).refusal
    assert contents() == before


def test_a_codebook_without_a_variable_that_has_codings_is_refused(program, bridge, save, contents):
    codings = save("c.csv", "unit,coder,tone\nk1,Ada,3\n")
    program("import-codings", bridge, codings, "--unit", "unit", "--coder", "coder", "--variables", "tone")
    path = save("book.json", '{"variables": []}')
    before = contents()
    assert "“tone” has codings" in program("codebook", bridge, "import", path).refusal
    assert contents() == before


def test_a_package_takes_no_codebook(program, demo_run, tmp_path, contents):
    path = tmp_path / "A.intercoder"
    path.write_bytes((demo_run.folder / "packages" / "A.intercoder").read_bytes())
    before = contents()
    assert program("codebook", path, "import", example_study() / "codebook.json").refusal
    assert contents() == before


def test_an_import_is_a_step_that_can_be_undone(program, bridge, save):
    assert program("codebook", bridge, "import", save("book.json", '{"variables": []}')).code == 0
    with Project.open(bridge) as project:
        assert project.codebook.current().variables == ()
        project.undo()
        assert len(project.codebook.current().variables) == 7


@pytest.mark.parametrize("arguments", [("export",), ("convert", "book.json"), ()])
def test_wrong_usage_is_exit_code_2(program, bridge, arguments):
    answer = program("codebook", bridge, *arguments)
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "qdc"])
def test_a_codebook_comes_back_from_every_format(program, bridge, tmp_path, suffix):
    path = tmp_path / f"book.{suffix}"
    answer = program("codebook", bridge, "export", path, "--json")
    assert answer.document["file"] == str(path)
    program("new", tmp_path / "other.intercoder")
    assert program("codebook", tmp_path / "other.intercoder", "import", path, "--json").document["variables"] == 7
    with Project.open(bridge, read_only=True) as a, Project.open(tmp_path / "other.intercoder", read_only=True) as b:
        names = [[(v.name, v.label, len(v.categories)) for v in p.codebook.current().variables] for p in (a, b)]
    assert names[0] == names[1]


@pytest.mark.parametrize("suffix", ["html", "docx"])
def test_a_page_for_reading_cannot_come_back(program, bridge, tmp_path, suffix):
    path = tmp_path / f"book.{suffix}"
    answer = program("codebook", bridge, "export", path)
    assert "note: Keys and colours are left out" in answer.err
    assert "no codebook file" in program("codebook", bridge, "import", path).refusal


def test_check_lists_what_to_look_at(program, bridge):
    findings = program("codebook", bridge, "check", "--json").document["findings"]
    assert {"code", "message", "variable", "category", "field", "severity"} == set(findings[0])
    assert program("codebook", bridge, "check").out.endswith("things to look at\n")


def test_check_of_a_codebook_with_a_fault_is_exit_code_1(program, bridge, save):
    tone = {"name": "tone", "unit_kind": "comment", "answer_kind": "one", "categories": [
        {"value": 1, "label": "hostile", "key": "2"}, {"value": 2, "label": "friendly"}]}  # fmt: skip
    program("codebook", bridge, "import", save("book.json", json.dumps({"variables": [tone]})))
    answer = program("codebook", bridge, "check", "--json")
    assert (answer.code, json.loads(answer.out)["ok"]) == (1, False)
    assert "1 fault." in answer.err


@pytest.mark.parametrize("arguments", [("check", "book.json"), ("import",)])
def test_a_file_stands_only_where_it_is_needed(program, bridge, arguments):
    assert program("codebook", bridge, *arguments).code == 2


def test_a_project_begins_with_a_starter_codebook(program, tmp_path):
    path = tmp_path / "study.intercoder"
    assert program("new", path, "--codebook", "incivility").code == 0
    with Project.open(path, read_only=True) as project:
        assert project.codebook.variable("uncivil").category(1).label == "Yes"
    assert program("codebook", path, "check").out == "Nothing to look at\n"


def test_a_starter_that_does_not_exist_is_refused_as_a_file(program, tmp_path):
    assert program("new", tmp_path / "study.intercoder", "--codebook", "mood").refusal


def test_freeze_proposes_the_number_and_lists_what_was_changed(program, bridge, save, tmp_path):
    assert program("codebook", bridge, "freeze", "--note", "pilot").out.endswith(
        "v1.0 is frozen; 0 finished units are open again\n"
    )
    assert "Nothing was changed since v1.0" in program("codebook", bridge, "freeze").refusal
    program("codebook", bridge, "export", tmp_path / "book.json")
    document = json.loads((tmp_path / "book.json").read_text("utf-8"))
    document["variables"][0]["question"] = "Another question altogether?"
    program("codebook", bridge, "import", save("book.json", json.dumps(document)))
    answer = program("codebook", bridge, "freeze", "--json").document
    assert (answer["version"], [c["kind"] for c in answer["changes"]]) == ("2.0", ["substantive"])


def test_a_codebook_without_questions_is_not_frozen(program, tmp_path):
    program("new", tmp_path / "p.intercoder")
    assert program("codebook", tmp_path / "p.intercoder", "freeze").refusal == "The codebook has no questions."


def test_freeze_takes_a_number_once(program, bridge):
    assert program("codebook", bridge, "freeze", "--version", "0.9").code == 0
    with Project.open(bridge) as project:
        project.codebook.change_variable("tone", label="Ton")
    assert "v0.9 already" in program("codebook", bridge, "freeze", "--version", "0.9").refusal
