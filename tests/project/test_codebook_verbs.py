"""Changing the questions of a codebook: one named step each, codings guarded, conditions follow."""

from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.records import Category, Variable


def names(project):
    return [v.name for v in project.codebook.current().variables]


def test_a_question_is_added_at_its_place_and_undone_by_name(project, state):
    before = state(project)
    tone = Variable(" tone ", "لہجہ 😀", "comment", "one", categories=(Category(1, "friendly"), Category(2, "hostile")))
    made = project.codebook.add_variable(tone, 3)
    assert (made.name, made.label, made.id > 0) == ("tone", "لہجہ 😀", True)
    assert names(project)[2:5] == ["topic", "tone", "actors"]
    assert project.undo() == "Add لہجہ 😀"
    assert state(project) == before


def test_a_question_without_a_label_is_called_by_its_name(project):
    assert project.codebook.add_variable(Variable("tone", "  ", "comment", "text")).label == "tone"


def test_empty_texts_of_what_may_be_absent_are_absent(project):
    made = project.codebook.change_variable("form", group=" ", condition="")
    assert (made.group, made.condition) == (None, None)


def test_a_renamed_question_keeps_codings_and_conditions_and_questions_about_it_follow(project):
    comment = project.material.unit_by_ref("A0001-C001").id
    project.codings.answer(comment, "incivility", "1")
    project.codebook.change_variable("incivility", name="rude")
    assert project.codebook.variable("form").condition == "rude = 1"
    assert project.codings.answers(comment)["rude", 0].answer == "1"
    project.codebook.change_variable("frame", name="frames")
    assert project.codebook.variable("strength").about == "frames"
    assert project.undo() == "Rename frame to frames"


def test_a_change_names_what_it_changes_and_a_change_of_nothing_makes_no_step(project):
    project.codebook.change_variable("topic", question="Worum geht es?\nاردو")
    assert project.undo_label == "Change question of Topic"
    project.codebook.change_variable("topic", question="Worum geht es?\nاردو")
    project.undo()
    assert project.undo_label is None


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("answer_kind", "several", "kind of answer"),
        ("unit_kind", "comment", "unit"),
    ],
)
def test_what_codings_depend_on_is_refused_once_there_are_some(project, state, field, value, why):
    project.codings.answer(1, "topic", "2")
    before = state(project)
    with pytest.raises(UserError, match=f"“topic” has codings, so its {why} cannot change"):
        project.codebook.change_variable("topic", **{field: value})
    assert state(project) == before


def test_the_level_of_a_coded_question_can_be_set_right(project):
    project.codings.answer(1, "topic", "2")
    assert project.codebook.change_variable("topic", level="ordinal").level == "ordinal"
    assert project.codings.answers(1)["topic", 0].answer == "2"


def test_the_kind_of_answer_of_an_uncoded_question_changes_with_its_categories(project):
    assert project.codebook.change_variable("topic", answer_kind="number").categories == ()
    labels = [c.label for c in project.codebook.change_variable("topic", answer_kind="several").categories]
    assert labels == ["First category", "Second category"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "2nd"}, "cannot be the name"),
        ({"name": "ACTORS"}, "Two variables are called"),
        ({"condition": "summary"}, "cannot be read"),
        ({"condition": "incivility = 1"}, "not a question before it"),
        ({"condition": "topic = 1"}, "not a question before it"),
        ({"about": "actors"}, "no span variable"),
    ],
)
def test_an_unsound_change_is_refused_whole(project, state, fields, reason):
    before = state(project)
    with pytest.raises(UserError, match=reason):
        project.codebook.change_variable("topic", **fields)
    assert state(project) == before


def test_a_question_moves_but_not_before_the_one_it_depends_on(project):
    project.codebook.move_variable("summary", 0)
    assert names(project)[0] == "summary"
    with pytest.raises(UserError, match="“form” names “incivility”"):
        project.codebook.move_variable("form", 0)
    assert project.undo() == "Move Summary"
    assert names(project)[5] == "summary"


def test_a_copy_stands_after_the_question_with_a_free_name(project):
    first = project.codebook.duplicate_variable("topic")
    second = project.codebook.duplicate_variable("topic")
    assert (first.name, second.name, first.label) == ("topic_2", "topic_3", "Topic (copy)")
    assert names(project)[2:5] == ["topic", "topic_3", "topic_2"]
    assert {c.id for c in first.categories}.isdisjoint(c.id for c in project.codebook.variable("topic").categories)


def test_an_uncoded_question_goes_and_conditions_lose_it(project):
    project.codebook.remove_variable("incivility")
    assert project.codebook.variable("form").condition is None
    assert project.undo() == "Remove Incivility"
    assert project.codebook.variable("form").condition == "incivility = 1"


def test_a_coded_question_goes_only_with_its_codings_and_comes_back_with_them(project, state, sound):
    project.codings.answer(1, "topic", "2")
    body = project.material.unit_by_ref("A0001-B01").id
    span = project.codings.highlight(body, "frame", 1, 0, 8)
    project.codings.answer(body, "strength", "2", span=span.id)
    before = state(project)
    with pytest.raises(UserError, match="“topic” has codings"):
        project.codebook.remove_variable("topic")
    project.codebook.remove_variable("topic", with_codings=True)
    project.codebook.remove_variable("strength", with_codings=True)
    project.codebook.remove_variable("frame", with_codings=True)
    assert project.codings.answers(1) == {}
    assert sound(project)
    for _ in range(3):
        project.undo()
    assert state(project) == before


def test_the_span_question_of_another_question_stays(project):
    with pytest.raises(UserError, match="“strength” is asked about the passages of “frame”"):
        project.codebook.remove_variable("frame")


def test_a_package_changes_nothing_of_the_codebook(planned, tmp_path):
    from intercoder.project import Project
    from intercoder.project.package import make

    make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as package:
        for change in (
            lambda room: room.change_variable("topic", label="x"),
            lambda room: room.remove_variable("summary"),
            lambda room: room.add_category("topic", "x"),
            lambda room: room.merge_categories("topic", [1], 2),
        ):
            with pytest.raises(UserError, match="belong to the lead"):
                change(package.codebook)
        assert package.undo_label is None


def test_a_package_comes_back_after_a_question_was_renamed(planned, tmp_path):
    from intercoder.project import Project
    from intercoder.project.merge import merge
    from intercoder.project.package import make

    make(planned, "Ben", tmp_path / "ben.intercoder")
    planned.codebook.change_variable("topic", name="subject")
    with Project.open(tmp_path / "ben.intercoder") as package:
        package.codings.answer(1, "topic", "2")
    merge(planned, tmp_path / "ben.intercoder")
    ben = planned.plan.coder("Ben").id
    assert planned.codings.answers(1, ben)["subject", 0].answer == "2"


def test_uses_count_answers_ticks_and_passages(project):
    body = project.material.unit_by_ref("A0001-B01").id
    project.codings.answer(1, "topic", "2")
    project.codings.answer(1, "actors", ticked=[1, 3])
    project.codings.highlight(body, "frame", 1, 0, 8)
    uses = project.codebook.uses()
    assert (uses.of_variable["topic"], uses.of_variable["actors"], uses.of_variable["summary"]) == (1, 1, 0)
    assert uses.of_category == {("topic", 2): 1, ("actors", 1): 1, ("actors", 3): 1, ("frame", 1): 1}
    assert uses.any


def test_many_questions_keep_their_order(project):
    book = project.codebook.current()
    for number in range(20):
        project.codebook.add_variable(Variable(f"q{number}", f"سوال {number}", "comment", "text"))
    assert names(project)[len(book.variables) :] == [f"q{n}" for n in range(20)]
    assert replace(project.codebook.current(), variables=project.codebook.current().variables[:9]) == book
