"""Changing categories: numbers, order and tree; merge, split and removal move codings in one step that undo takes back."""

from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.merge import merge
from intercoder.project.package import make


def shape(project, name):
    return [(c.value, c.label, c.parent) for c in project.codebook.variable(name).categories]


def cells(project, name, round_name="reliability"):
    return project.codings.matrix(name, round_name).cells


@pytest.fixture
def coded(planned):
    """Ben, Chloé and Dörte gave topic and actors of the first article, and marked its body."""
    body = planned.material.unit_by_ref("A0001-B01").id
    for coder, topic, actors in (("Ben", "2", [1, 2]), ("Chloé", "3", [2, 3]), ("Dörte", "3", [3])):
        planned.set_coder(coder)
        planned.set_round("reliability")
        planned.codings.answer(1, "topic", topic)
        planned.codings.answer(1, "actors", ticked=actors)
        planned.codings.highlight(body, "frame", 1 if coder == "Ben" else 2, 0, 8)
        planned.codings.finish(1)
    planned.set_coder("Ada")
    return planned


def test_a_category_gets_the_next_number_and_stands_where_it_is_wanted(project):
    made = project.codebook.add_category("topic", " Sport 🏏 ", after=1)
    assert (made.value, made.label, made.colour) == (4, "Sport 🏏", None)
    assert [value for value, _, _ in shape(project, "topic")] == [1, 4, 2, 3]
    assert project.undo() == "Add category Sport 🏏 to Topic"


def test_a_span_category_gets_a_colour_that_is_not_used_yet(project):
    assert project.codebook.add_category("frame", "Economic").colour == "blue"
    assert project.codebook.add_category("frame", "Morality").colour == "vermilion"


def test_a_renumbered_category_takes_codings_conditions_and_the_tree_along(project, state, sound):
    comment = project.material.unit_by_ref("A0001-C001").id
    project.codings.answer(comment, "incivility", "1")
    project.codebook.add_category("incivility", "very", parent=1)
    before = state(project)
    project.codebook.change_category("incivility", 1, value=7)
    assert project.codings.answers(comment)["incivility", 0].answer == "7"
    assert project.codebook.variable("form").condition == "incivility = 7"
    assert shape(project, "incivility") == [(0, "no", None), (7, "yes", None), (2, "very", 7)]
    assert sound(project)
    project.undo()
    assert state(project) == before


def test_ticks_follow_a_renumbered_category(coded):
    coded.codebook.change_category("actors", 3, value=9)
    assert cells(coded, "actors")[0] == ((1, 2), (2, 9), (9,))


def test_a_number_that_is_taken_is_refused(project, state):
    before = state(project)
    with pytest.raises(UserError, match="number 2 twice"):
        project.codebook.change_category("topic", 1, value=2)
    assert state(project) == before


def test_renaming_and_changing_say_what_they_did(project):
    project.codebook.change_category("topic", 2, label="Military")
    assert project.undo_label == "Rename Army to Military"
    project.codebook.change_category("topic", 2, definition="Says اردو", use_when="x")
    assert project.undo_label == "Change definition and “use when” of Military"


def test_order_and_tree_change_at_once_and_no_circle_arises(project):
    project.codebook.arrange_categories("topic", [(3, None), (1, 3), (2, 1)], "Indent Army")
    assert shape(project, "topic") == [(3, "Refugees", None), (1, "Talks", 3), (2, "Army", 1)]
    with pytest.raises(UserError, match="lies under itself"):
        project.codebook.arrange_categories("topic", [(3, 2), (1, 3), (2, 1)], "x")
    with pytest.raises(UserError, match="every category once"):
        project.codebook.arrange_categories("topic", [(3, None)], "x")
    assert project.undo() == "Indent Army"


def test_a_category_moves_and_is_copied_without_its_key(project):
    project.codebook.change_category("topic", 1, key="t", examples=("“a”",))
    project.codebook.move_category("topic", 1, 2)
    copy = project.codebook.duplicate_category("topic", 1)
    assert [value for value, _, _ in shape(project, "topic")] == [2, 3, 1, 4]
    assert (copy.label, copy.key, copy.examples) == ("Talks (copy)", None, ("“a”",))


def test_an_unused_category_goes_and_what_lay_under_it_moves_up(project):
    project.codebook.arrange_categories("topic", [(1, None), (2, 1), (3, 2)], "tree")
    project.codebook.remove_category("topic", 2)
    assert shape(project, "topic") == [(1, "Talks", None), (3, "Refugees", 1)]


def test_the_last_category_stays(project):
    project.codebook.remove_category("topic", 1)
    project.codebook.remove_category("topic", 2)
    with pytest.raises(UserError, match="no categories"):
        project.codebook.remove_category("topic", 3)


def test_a_used_category_goes_only_with_its_codings_and_opens_the_units(coded, state, sound):
    before = state(coded)
    with pytest.raises(UserError, match="Category 3 “Refugees” has 2 codings"):
        coded.codebook.remove_category("topic", 3)
    assert state(coded) == before
    assert coded.codebook.remove_category("topic", 3, with_codings=True).codings == 2
    assert cells(coded, "topic")[0] == (2, None, None)
    finished = [coded.codings.progress(1, coded.plan.coder(n).id).finished_at is not None for n in ("Ben", "Chloé", "Dörte")]
    assert finished == [True, False, False]
    assert sound(coded)
    assert coded.undo() == "Remove Refugees from Topic with its codings"
    assert state(coded) == before


def test_a_removed_tick_never_leaves_none_of_them_behind(coded):
    coded.codebook.remove_category("actors", 3, with_codings=True)
    chloe, doerte = (coded.plan.coder(n).id for n in ("Chloé", "Dörte"))
    assert coded.codings.answers(1, chloe)["actors", 0].ticked == (2,)
    assert ("actors", 0) not in coded.codings.answers(1, doerte)
    assert coded.codings.progress(1, chloe).finished_at is not None
    assert coded.codings.progress(1, doerte).finished_at is None


@pytest.mark.parametrize(
    ("name", "merged", "into", "expected"),
    [
        ("topic", 2, 3, (3, 3, 3)),
        ("actors", 3, 2, ((1, 2), (2,), (2,))),
    ],
)
def test_a_merge_moves_the_codings_and_undo_is_exact(coded, state, sound, name, merged, into, expected):
    before, matrix = state(coded), cells(coded, name)
    report = coded.codebook.merge_categories(name, [merged], into)
    assert cells(coded, name)[0] == expected
    assert report.met == (1 if name == "actors" else 0)
    assert coded.codebook.variable(name).category(merged) is None
    assert sound(coded)
    coded.undo()
    assert (state(coded), cells(coded, name)) == (before, matrix)
    coded.redo()
    assert cells(coded, name)[0] == expected


def test_merged_passages_take_the_category_and_a_passage_marked_twice_stays_once(coded, state, sound):
    coded.set_coder("Dörte")
    coded.set_round("reliability")
    coded.codings.reopen(1)
    body = coded.material.unit_by_ref("A0001-B01").id
    coded.codings.highlight(body, "frame", 1, 0, 8)
    coded.set_coder("Ada")
    before = state(coded)
    report = coded.codebook.merge_categories("frame", [2], 1)
    spans = coded.db.execute("SELECT coder, category, start, stop FROM span ORDER BY coder").fetchall()
    assert len(spans) == 3
    assert len({category for _, category, _, _ in spans}) == 1
    assert (report.codings, report.met) == (2, 1)
    assert sound(coded)
    coded.undo()
    assert state(coded) == before


def test_a_merge_brings_conditions_tree_and_examples_along(project):
    project.codebook.add_category("incivility", "a bit", examples=("“huh 🙄”",))
    project.codebook.arrange_categories("incivility", [(0, None), (2, None), (1, 2)], "tree")
    project.codebook.change_variable("form", condition="incivility in 1,2")
    project.codebook.merge_categories("incivility", [2], 1)
    assert shape(project, "incivility") == [(0, "no", None), (1, "yes", None)]
    assert project.codebook.variable("form").condition == "incivility = 1"
    assert project.codebook.variable("incivility").category(1).examples == ("“huh 🙄”",)


def test_a_split_moves_exactly_the_chosen_codings(coded, state, sound):
    before = state(coded)
    chosen = [use for use in coded.codebook.codings_of("topic", 3) if use.coder_name == "Chloé"]
    made = coded.codebook.split_category("topic", 3, "Camps", chosen, definition="People in camps")
    assert (made.value, made.definition) == (4, "People in camps")
    assert cells(coded, "topic")[0] == (2, 4, 3)
    assert sound(coded)
    assert coded.undo() == "Split Camps from Refugees"
    assert state(coded) == before


def test_split_ticks_and_passages_move_too(coded, sound):
    ticks = [use for use in coded.codebook.codings_of("actors", 2) if use.coder_name == "Ben"]
    coded.codebook.split_category("actors", 2, "Readers", ticks)
    assert cells(coded, "actors")[0] == ((1, 4), (2, 3), (3,))
    passages = coded.codebook.codings_of("frame", 2)
    assert [use.quote for use in passages] == ["Brussels", "Brussels"]
    coded.codebook.split_category("frame", 2, "Loss", passages[:1])
    assert len(coded.codebook.codings_of("frame", 3)) == 1
    assert sound(coded)


def test_a_coding_that_is_gone_cannot_be_split_off(coded, state):
    chosen = coded.codebook.codings_of("topic", 3)
    coded.codebook.merge_categories("topic", [3], 2)
    before = state(coded)
    with pytest.raises(UserError, match="no category 3"):
        coded.codebook.split_category("topic", 3, "Camps", chosen)
    with pytest.raises(UserError, match="not there any more"):
        coded.codebook.split_category("topic", 2, "Camps", [replace(chosen[0], unit=99)])
    assert state(coded) == before


def test_agreement_after_a_merge_is_that_of_the_merged_codings(coded):
    before = cells(coded, "topic")[0]
    coded.codebook.merge_categories("topic", [2], 3)
    after = cells(coded, "topic")[0]
    assert (len(set(before)), len(set(after))) == (2, 1)


def test_codings_do_not_move_while_packages_are_out(coded, tmp_path, state):
    make(coded, "Ben", tmp_path / "ben.intercoder")
    before = state(coded)
    for change in (
        lambda room: room.merge_categories("topic", [2], 3),
        lambda room: room.remove_category("topic", 3, with_codings=True),
        lambda room: room.split_category("topic", 3, "x", room.codings_of("topic", 3)),
        lambda room: room.change_category("topic", 3, value=8),
        lambda room: room.remove_variable("topic", with_codings=True),
    ):
        with pytest.raises(UserError, match="packages are out: Ben"):
            change(coded.codebook)
    assert state(coded) == before
    coded.codebook.change_category("topic", 3, label="Displaced people")


def test_a_number_that_was_taken_away_is_not_given_to_another_category(planned, tmp_path, sound):
    package = tmp_path / "ben.intercoder"
    make(planned, "Ben", package)
    with Project.open(package) as bens:
        bens.codings.answer(1, "topic", "3")
    planned.codebook.remove_category("topic", 3)
    assert planned.codebook.add_category("topic", "Sport").value == 4
    merge(planned, package)
    assert "3" not in str(cells(planned, "topic"))
    assert sound(planned)
    planned.codebook.remove_category("topic", 4)
    assert [planned.codebook.duplicate_category("topic", 1).value for _ in range(2)] == [5, 6]


def test_before_coding_has_begun_a_number_is_free_again(project):
    project.codebook.remove_category("topic", 3)
    assert project.codebook.add_category("topic", "Sport").value == 3


def test_nothing_to_merge_is_said(project):
    with pytest.raises(UserError, match="nothing to merge"):
        project.codebook.merge_categories("topic", [2], 2)


def test_a_merge_into_what_lay_below_makes_no_circle(project):
    project.codebook.arrange_categories("topic", [(1, None), (2, 1), (3, 2)], "tree")
    project.codebook.merge_categories("topic", [1], 3)
    assert shape(project, "topic") == [(2, "Army", 3), (3, "Refugees", None)]


def test_an_example_brings_its_source_and_is_kept_once(project):
    comment = project.material.unit_by_ref("A0001-C002")
    start = comment.text.index("you")
    project.codebook.add_example("incivility", 1, comment.id, start, len(comment.text))
    (example,) = project.codebook.variable("incivility").category(1).examples
    assert example == f"{comment.text[start:]} [A0001-C002]"
    with pytest.raises(UserError, match="has this example already"):
        project.codebook.add_example("incivility", 1, comment.id, start, len(comment.text))
    with pytest.raises(UserError, match="No words"):
        project.codebook.add_example("incivility", 1, comment.id, 3, 3)
    assert project.undo() == "Add an example to yes"
