"""Frozen versions, the draft after them, and what a substantive change sends back for recoding."""

from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.codebook_difference import proposed_version
from intercoder.project.merge import merge
from intercoder.project.package import make
from intercoder.records import Variable

CODERS = ("Ben", "Chloé", "Dörte")


def code(project, coder, unit=1, topic="2"):
    project.set_coder(coder)
    project.set_round("reliability")
    project.codings.answer(unit, "topic", topic)
    project.codings.answer(unit, "actors", ticked=[1])
    project.codings.finish(unit)
    project.set_coder("Ada")


@pytest.fixture
def frozen(planned):
    """Version 1.0, and Ben and Chloé have finished the first article under it."""
    planned.codebook.freeze("1.0", "After the pilot 🎉")
    code(planned, "Ben")
    code(planned, "Chloé", topic="3")
    return planned


def finished(project, unit=1):
    return [
        n
        for n in CODERS
        if project.codings.progress(unit, project.plan.coder(n).id, project.plan.round("reliability").id).finished_at
    ]


def test_before_the_first_version_everything_is_a_draft_of_1_0(project):
    state = project.codebook.draft()
    assert (state.frozen, state.proposed, state.is_draft, state.changes) == (None, "1.0", True, ())


def test_a_frozen_codebook_is_no_draft_until_something_changes(frozen):
    assert not frozen.codebook.draft().is_draft
    frozen.codebook.change_variable("topic", label="Subject")
    state = frozen.codebook.draft()
    assert (state.is_draft, state.frozen, state.proposed) == (True, "1.0", "1.1")
    assert [c.sentence for c in state.changes] == ["Subject: label changed"]
    frozen.undo()
    assert not frozen.codebook.draft().is_draft


def test_every_change_is_listed_with_its_kind_and_both_contents(frozen):
    room = frozen.codebook
    room.change_variable("topic", name="subject", question="What is it about?")
    room.change_category("subject", 2, definition="The army اردو")
    room.add_category("subject", "Sport")
    room.change_category("actors", 1, colour="blue")
    room.remove_variable("remark")
    room.add_variable(Variable("mood", "Mood", "article", "text"))
    found = {(c.sentence, c.kind, c.scope) for c in room.draft().changes}
    assert found == {
        ("Topic: name changed", "editorial", "none"),
        ("Topic: question changed", "substantive", "asked"),
        ("Topic, 2 “Army”: definition changed", "substantive", "asked"),
        ("Topic: new category 4 “Sport”", "substantive", "asked"),
        ("Actors, 1 “EU”: colour changed", "editorial", "none"),
        ("Mood: new question", "substantive", "asked"),
        ("Remark: question removed", "substantive", "none"),
    }
    definition = next(c for c in room.draft().changes if c.field == "definition")
    assert (definition.variable, definition.category, definition.before, definition.after) == (
        "subject",
        2,
        "",
        "The army اردو",
    )


def test_a_comma_in_a_definition_is_editorial(frozen):
    frozen.codebook.change_category("topic", 2, definition="The army, or a general.")
    frozen.codebook.freeze("2.0")
    frozen.codebook.change_category("topic", 2, definition="The army or a General")
    assert [c.kind for c in frozen.codebook.draft().changes] == ["editorial"]


@pytest.mark.parametrize(
    ("last", "kind", "number"),
    [("1.0", "editorial", "1.1"), ("1.9", "editorial", "1.10"), ("1.4", "substantive", "2.0"), ("3", "editorial", "3.1")],
)
def test_the_next_number_follows_from_the_kind(frozen, last, kind, number):
    frozen.codebook.change_variable("topic", label="Subject")
    changes = [replace(c, kind=kind) for c in frozen.codebook.draft().changes]
    assert proposed_version(last, changes) == number


def test_a_substantive_change_reopens_exactly_the_units_it_touches(frozen, sound):
    frozen.codebook.change_category("topic", 2, definition="Soldiers, not police")
    changes = frozen.codebook.draft().changes
    assert len(frozen.codebook.touched_by(changes)) == 2
    assert frozen.codebook.freeze("2.0", changes=changes) == 2
    assert finished(frozen) == []
    assert sound(frozen)
    frozen.set_coder("Ben")
    frozen.set_round("reliability")
    assert frozen.codebook.reopened() == {1: "Freeze codebook v2.0 – Topic, 2 “Army”: definition changed"}
    assert frozen.codebook.why_open(1) == "v2.0 – Topic, 2 “Army”: definition changed"
    assert frozen.codebook.why_open(2) == ""
    assert frozen.codings.answers(1)["topic", 0].answer == "2"


def test_a_unit_that_its_coder_reopened_has_no_such_reason(frozen):
    frozen.set_coder("Ben")
    frozen.set_round("reliability")
    frozen.codings.reopen(1, "a slip")
    assert frozen.codebook.reopened() == {1: "Reopen A0001: a slip"}
    assert frozen.codebook.why_open(1) == ""


def test_a_narrower_definition_may_touch_only_the_units_with_the_category(frozen):
    frozen.codebook.change_category("topic", 2, definition="Soldiers, not police")
    changes = [replace(c, scope="category") for c in frozen.codebook.draft().changes]
    frozen.codebook.freeze("2.0", changes=changes)
    assert finished(frozen) == ["Chloé"]


def test_an_editorial_change_reopens_nothing(frozen):
    frozen.codebook.change_category("topic", 2, definition="Soldiers")
    changes = [replace(c, kind="editorial") for c in frozen.codebook.draft().changes]
    assert frozen.codebook.freeze("1.1", changes=changes) == 0
    assert finished(frozen) == ["Ben", "Chloé"]
    assert [v.kind for v in frozen.codebook.versions()] == ["substantive", "editorial"]


def test_a_change_of_another_unit_kind_touches_no_article(frozen):
    frozen.codebook.change_category("incivility", 1, definition="Insults")
    assert frozen.codebook.freeze("2.0") == 0


def test_a_new_condition_touches_the_units_of_which_it_turns(frozen):
    frozen.codebook.change_variable("actors", condition="topic = 2")
    assert frozen.codebook.freeze("2.0") == 1
    assert finished(frozen) == ["Ben"]


def test_a_question_that_became_required_touches_who_skipped_it(frozen):
    frozen.codebook.change_variable("summary", required=True)
    assert frozen.codebook.freeze("2.0") == 2


def test_marking_with_a_new_category_sends_the_articles_back(frozen):
    frozen.codebook.add_category("frame", "Morality")
    assert frozen.codebook.freeze("2.0") == 2


def test_a_merge_is_editorial_since_its_codings_went_along(frozen):
    frozen.codebook.merge_categories("topic", [3], 2)
    state = frozen.codebook.draft()
    assert [(c.sentence, c.kind) for c in state.changes] == [("Topic: category 3 “Refugees” merged into 2 “Army”", "editorial")]
    assert frozen.codebook.freeze("1.1") == 0
    assert not frozen.codebook.draft().is_draft


def test_undo_does_not_cross_a_freeze(frozen):
    frozen.codebook.change_variable("topic", label="Subject")
    frozen.codebook.freeze("1.1")
    assert frozen.undo_label is None


def test_values_keep_the_version_they_were_given_under(frozen):
    first, second = (frozen.plan.coder(n).id for n in ("Ben", "Chloé"))
    frozen.codebook.change_category("topic", 2, definition="Soldiers")
    frozen.codebook.freeze("2.0")
    one, two = (v.id for v in frozen.codebook.versions())
    assert frozen.codebook.given_under("topic", "reliability") == {(1, first): one, (1, second): one}
    frozen.set_coder("Ben")
    frozen.set_round("reliability")
    frozen.codings.finish(1)
    assert frozen.codebook.given_under("topic", "reliability") == {(1, first): two, (1, second): one}


def test_codings_moved_by_a_merge_keep_their_version(frozen):
    frozen.codebook.change_variable("summary", label="Abstract")
    frozen.codebook.freeze("1.1")
    frozen.codebook.merge_categories("topic", [3], 2)
    one = frozen.codebook.versions()[0].id
    assert set(frozen.codebook.given_under("topic", "reliability").values()) == {one}


def test_passages_have_a_version_too(frozen):
    body = frozen.material.unit_by_ref("A0001-B01").id
    frozen.set_coder("Dörte")
    frozen.set_round("reliability")
    frozen.codings.highlight(body, "frame", 1, 0, 8)
    coder, one = frozen.coder.id, frozen.codebook.versions()[0].id
    assert frozen.codebook.given_under("frame", "reliability") == {(body, coder): one}
    frozen.set_coder("Ada")
    frozen.codebook.freeze("1.1")
    code(frozen, "Dörte")
    assert frozen.codebook.given_under("frame", "reliability") == {(body, coder): frozen.codebook.versions()[1].id}


def test_only_a_substantive_change_of_the_very_question_stands_between_two_versions(frozen):
    room = frozen.codebook
    room.change_variable("topic", label="Subject")
    room.freeze("1.1")
    room.change_category("topic", 2, definition="Soldiers")
    room.freeze("2.0")
    one, editorial, two = (v.id for v in room.versions())
    assert room.substantive_between("topic", one, editorial) is False
    assert room.substantive_between("topic", one, two) is True
    assert room.substantive_between("topic", two, one) is True
    assert room.substantive_between("topic", two, two) is False
    assert room.substantive_between("actors", one, two) is False
    assert room.substantive_between("topic", None, editorial) is False


def test_a_renamed_question_keeps_its_history(frozen):
    frozen.codebook.change_category("topic", 2, definition="Soldiers")
    frozen.codebook.freeze("2.0")
    frozen.codebook.change_variable("topic", name="subject")
    one, two = (v.id for v in frozen.codebook.versions())
    assert frozen.codebook.substantive_between("subject", one, two)


def test_discarding_brings_the_frozen_codebook_back_with_its_ids(frozen, state):
    before, book = state(frozen), frozen.codebook.current()
    room = frozen.codebook
    room.change_variable("topic", name="subject", label="Subject")
    room.remove_variable("remark")
    room.remove_category("incivility", 0)
    room.add_variable(Variable("mood", "Mood", "comment", "text"))
    room.move_variable("mood", 0)
    room.discard_draft()
    assert room.current() == book
    assert state(frozen) == before
    assert frozen.undo() == "Discard the draft after v1.0"
    assert room.variable("mood").id > 0


def test_a_draft_with_codings_of_its_own_is_not_discarded(frozen, state):
    frozen.codebook.add_category("topic", "Sport")
    frozen.set_coder("Dörte")
    frozen.set_round("reliability")
    frozen.codings.answer(1, "topic", "4")
    frozen.set_coder("Ada")
    before = state(frozen)
    with pytest.raises(UserError, match="Category 4 “Sport” is new in the draft and has codings"):
        frozen.codebook.discard_draft()
    assert state(frozen) == before


def test_a_draft_in_which_codings_moved_is_not_discarded(frozen):
    frozen.codebook.merge_categories("topic", [3], 2)
    with pytest.raises(UserError, match="codings were moved"):
        frozen.codebook.discard_draft()
    frozen.undo()
    frozen.codebook.discard_draft()


def test_without_a_frozen_version_there_is_nothing_to_go_back_to(project):
    with pytest.raises(UserError, match="No version is frozen"):
        project.codebook.discard_draft()


def test_the_reason_travels_in_a_package_and_the_recoding_comes_back(frozen, tmp_path):
    frozen.codebook.change_category("topic", 2, definition="Soldiers")
    frozen.codebook.freeze("2.0")
    make(frozen, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as package:
        assert "definition changed" in package.codebook.reopened()[1]
        package.codings.answer(1, "topic", "1")
        package.codings.finish(1)
    merge(frozen, tmp_path / "ben.intercoder")
    ben = frozen.plan.coder("Ben").id
    assert frozen.codebook.given_under("topic", "reliability")[1, ben] == frozen.codebook.versions()[1].id
    assert finished(frozen) == ["Ben"]


def test_a_version_without_a_number_is_refused(project):
    with pytest.raises(UserError, match="no number"):
        project.codebook.freeze(" v ")


def test_units_of_an_older_package_are_coded_anew_on_demand(planned, tmp_path, state):
    planned.codebook.freeze("1.0")
    make(planned, "Ben", tmp_path / "ben.intercoder")
    planned.codebook.change_category("topic", 2, definition="Soldiers")
    planned.codebook.freeze("2.0")
    with Project.open(tmp_path / "ben.intercoder") as package:
        package.codings.answer(1, "topic", "2")
        package.codings.answer(1, "actors", ticked=[1])
        package.codings.finish(1)
    merge(planned, tmp_path / "ben.intercoder")
    assert finished(planned) == ["Ben"]
    assert list(planned.codebook.outdated().values()) == [["Topic, 2 “Army”: definition changed"]]
    before = state(planned)
    assert planned.codebook.requeue() == 1
    assert finished(planned) == []
    assert planned.codebook.outdated() == {}
    planned.set_coder("Ben")
    assert planned.codebook.why_open(1) == "v2.0 – Topic, 2 “Army”: definition changed"
    planned.codings.finish(1)
    assert planned.codebook.outdated() == {}
    planned.undo()
    planned.set_coder("Ada")
    planned.undo()
    assert state(planned) == before
    planned.codebook.requeue()
    with pytest.raises(UserError, match="Nothing was coded under an older version"):
        planned.codebook.requeue()


def test_codings_moved_by_a_merge_do_not_make_a_unit_old(frozen):
    frozen.codebook.merge_categories("topic", [3], 2)
    frozen.codebook.freeze("1.1")
    assert frozen.codebook.outdated() == {}


def test_answers_from_both_sides_of_a_substantive_change_are_mixed_until_all_are_coded_anew(frozen):
    frozen.codebook.change_category("topic", 2, definition="Soldiers")
    frozen.codebook.freeze("2.0")
    frozen.set_coder("Ben")
    frozen.set_round("reliability")
    frozen.codings.finish(1)
    assert frozen.codebook.mixed_versions("reliability") == {"topic": ("1.0", "2.0")}
    frozen.set_coder("Chloé")
    frozen.set_round("reliability")
    frozen.codings.finish(1)
    assert frozen.codebook.mixed_versions("reliability") == {}


def test_a_merge_a_rename_and_a_new_colour_mix_nothing(frozen):
    frozen.codebook.merge_categories("topic", [3], 2)
    frozen.codebook.change_variable("topic", name="subject")
    frozen.codebook.change_category("subject", 2, colour="blue")
    frozen.codebook.add_variable(Variable("mood", "Mood", "comment", "text"))
    frozen.codebook.freeze("2.0")
    code_other = frozen.plan.coder("Dörte").name
    frozen.set_coder(code_other)
    frozen.set_round("reliability")
    frozen.codings.answer(1, "subject", "2")
    assert frozen.codebook.mixed_versions("reliability") == {}
