"""`intercoder new`: an empty project, never over another file."""

import json

import pytest

from intercoder.project import Project
from intercoder.resources import example_study


def test_a_new_project_is_empty_and_sound(program, tmp_path):
    path = tmp_path / "study.intercoder"
    answer = program("new", path, "--title", "Grenzgespräche")
    assert (answer.code, answer.out, answer.err) == (0, f"Made {path}\n", "")
    with Project.open(path, read_only=True) as project:
        assert (project.title, project.kind, project.codebook.version) == ("Grenzgespräche", "project", None)
        assert [c.name for c in project.plan.coders()] == ["Lead"]
        assert [r.name for r in project.plan.rounds()] == ["main"]
        assert project.material.counts().articles == 0
    assert program("check", path, "--json").document["ok"]
    assert [p.name for p in tmp_path.iterdir()] == ["study.intercoder"]


def test_without_a_title_the_project_is_called_after_its_file(program, tmp_path):
    program("new", tmp_path / "bridge.intercoder")
    with Project.open(tmp_path / "bridge.intercoder", read_only=True) as project:
        assert project.title == "bridge"


def test_a_new_project_takes_the_codebook_it_is_given(program, tmp_path):
    path = tmp_path / "study.intercoder"
    assert program("new", path, "--codebook", example_study() / "codebook.json").code == 0
    with Project.open(path, read_only=True) as project:
        assert len(project.codebook.current().variables) == 15


@pytest.mark.parametrize("what", ["a project", "a note", "a folder"])
def test_new_never_overwrites(program, bridge, contents, tmp_path, what):
    path = {"a project": bridge, "a note": tmp_path / "note.intercoder", "a folder": tmp_path / "folder"}[what]
    if what == "a note":
        path.write_text("mine")
    elif what == "a folder":
        path.mkdir()
    before = contents()
    assert program("new", path).refusal == f"{path} exists already."
    assert contents() == before


@pytest.mark.parametrize("below", ["nowhere", "note.txt"])
def test_a_place_where_nothing_can_be_written_is_refused(program, save, contents, tmp_path, below):
    save("note.txt", "mine")
    before = contents()
    assert "could not be written" in program("new", tmp_path / below / "study.intercoder").refusal
    assert contents() == before


def test_an_unsound_codebook_leaves_no_project(program, save, contents, tmp_path):
    category = {"value": 1, "label": "a"}
    variable = {"name": "tone", "unit_kind": "comment", "answer_kind": "one", "categories": [category, category]}
    book = save("book.json", json.dumps({"variables": [variable]}))
    before = contents()
    answer = program("new", tmp_path / "study.intercoder", "--codebook", book)
    assert answer.refusal == "“tone” has the number 1 twice (“a”)."
    assert "hint: Give each category its own number." in answer.err
    assert contents() == before


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\x00\x01"], ids=["empty", "broken", "deep", "binary"])
def test_a_codebook_that_is_none_leaves_no_project(program, save, contents, tmp_path, text):
    book = save("book.json", text)
    before = contents()
    assert program("new", tmp_path / "study.intercoder", "--codebook", book).refusal
    assert contents() == before
