"""The instrument: loaded whole, ids kept, and no change that would alter a coding."""

from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Category, Codebook, Variable


def changed(project: Project, name: str, **more: object) -> Codebook:
    """The present codebook with one variable changed."""
    book = project.codebook.current()
    return replace(book, variables=tuple(replace(v, **more) if v.name == name else v for v in book.variables))


def without_ids(book: Codebook) -> Codebook:
    variables = (replace(v, id=0, categories=tuple(replace(c, id=0) for c in v.categories)) for v in book.variables)
    return replace(book, variables=tuple(variables))


def test_a_codebook_comes_back_as_it_was_loaded(project, codebook):
    assert without_ids(project.codebook.current()) == codebook


def test_every_field_of_a_category_comes_back(project):
    rich = Category(-7, "غصہ 😡", "A definition\nof two lines", "use", "not", ("“a”", "中"), "vermilion", "ä", None)
    book = Codebook(
        "Rich", (Variable("mood", "Mood", "comment", "one", "ordinal", "How?", categories=(rich, Category(8, "b", parent=-7))),)
    )
    project.codebook.load(book)
    assert without_ids(project.codebook.current()) == book


def test_loading_the_same_codebook_keeps_every_id_and_makes_no_step(project):
    before, label = project.codebook.current(), project.undo_label
    project.codebook.load(before)
    assert project.codebook.current() == before
    assert project.undo_label == label


def test_loading_is_undone_in_one_step(project, state):
    before, book = state(project), project.codebook.current()
    project.codebook.load(Codebook("New", (replace(book.variables[2], categories=book.variables[2].categories[:2]),)))
    assert len(project.codebook.current().variables) == 1
    assert project.undo() == "Import the codebook"
    assert state(project) == before
    assert project.codebook.current() == book


def test_a_renamed_label_keeps_the_codings(project):
    project.codings.answer(1, "topic", "2")
    categories = (Category(2, "The army 🪖"), Category(1, "Talks"), Category(3, "Refugees"))
    project.codebook.load(changed(project, "topic", label="Subject", categories=categories))
    assert project.codings.answers(1)["topic", 0].answer == "2"
    assert [c.value for c in project.codebook.variable("topic").categories] == [2, 1, 3]


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("topic", {"categories": (Category(1, "Talks"), Category(3, "Refugees"))}),
        ("actors", {"categories": (Category(2, "Citizens"),)}),
        ("frame", {"categories": (Category(2, "Human interest"),)}),
        ("topic", {"answer_kind": "several"}),
        ("topic", {"answer_kind": "text"}),
        ("actors", {"answer_kind": "one"}),
        ("topic", {"unit_kind": "comment"}),
        ("frame", {"unit_kind": "comment"}),
    ],
)
def test_a_change_that_would_alter_codings_is_refused_whole(project, state, name, more):
    project.codings.answer(1, "topic", "2")
    project.codings.answer(1, "actors", ticked=[1])
    project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 1, 0, 8)
    before, book = state(project), project.codebook.current()
    with pytest.raises(UserError, match=f"“{name}”"):
        project.codebook.load(changed(project, name, **more))
    assert state(project) == before
    assert project.codebook.current() == book


def test_a_variable_with_codings_cannot_be_left_out(project, state):
    project.codings.answer(1, "summary", "x")
    before, book = state(project), project.codebook.current()
    with pytest.raises(UserError, match="“summary” has codings"):
        project.codebook.load(replace(book, variables=tuple(v for v in book.variables if v.name != "summary")))
    assert state(project) == before


def test_what_has_no_codings_may_change_in_every_way(project):
    project.codings.answer(1, "summary", "x")
    project.codebook.load(changed(project, "topic", answer_kind="several", categories=(Category(9, "Other"),)))
    assert project.codebook.variable("topic").category(2) is None


def test_freezing_gives_the_version_and_undo_does_not_cross_it(project):
    assert project.codebook.version is None
    project.codebook.freeze("1.0", "After the pilot 🎉")
    assert (project.codebook.version, project.codebook.current().version) == ("1.0", "1.0")
    assert project.undo_label is None
    with pytest.raises(UserError, match=r"v1\.0 already"):
        project.codebook.freeze("1.0")
    project.codebook.freeze("1.1", change_kind="editorial")
    assert project.codebook.version == "1.1"


def test_an_unknown_variable_is_said_by_name(project):
    with pytest.raises(UserError, match="no variable “mood”"):
        project.codebook.variable("mood")
