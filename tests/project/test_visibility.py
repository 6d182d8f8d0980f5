"""Who may see whose codings in a blind round."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, plan_grid
from intercoder.project.codebook_difference import Change
from intercoder.project.search import Scope
from intercoder.project.search_query import parse


def comments(project: Project) -> list[int]:
    article = project.material.article_ids()[0]
    return [unit.id for unit in project.material.units(article) if unit.kind == "comment"]


def test_a_lead_who_codes_in_a_blind_round_sees_others_codings_of_a_unit_only_once_finished(planned):
    first, second = comments(planned)[:2]
    planned.plan.assign(["Ada"], "reliability", [first, second])
    planned.set_coder("Ada")
    planned.set_round("reliability")
    other = next(c for c in planned.plan.coders() if c.id != 1)
    assert not planned.codings.may_see(other.id, first)
    planned.codings.answer(first, "incivility", "0")
    planned.codings.finish(first)
    assert planned.codings.may_see(other.id, first)
    assert not planned.codings.may_see(other.id, second)


def test_a_matrix_leaves_out_the_units_that_a_coding_lead_has_not_finished(planned):
    first = comments(planned)[0]
    whole = planned.codings.matrix("incivility", "reliability")
    planned.set_coder("Ada")
    assert planned.codings.visible(whole) == whole  # the lead looks on
    planned.plan.assign(["Ada"], "reliability", [first])
    seen = planned.codings.visible(planned.codings.matrix("incivility", "reliability"))
    assert first not in seen.units
    assert len(seen.units) == len(seen.refs) == len(seen.cells) == len(seen.states)


def test_a_coder_sees_nobody_elses_codings_in_a_blind_round(planned):
    names = [c.name for c in planned.plan.coders() if c.id != 1]
    planned.set_coder(names[0])
    planned.set_round("reliability")
    other = planned.plan.coder(names[1])
    assert not planned.codings.may_see(other.id, comments(planned)[0])
    assert planned.codings.visible(planned.codings.matrix("incivility", "reliability")).units == ()


@pytest.fixture
def coded(planned):
    """Three coders answered the first two comments in the blind round, alike but for one; the first coder is here."""
    first, second = comments(planned)[:2]
    coders = [c.name for c in planned.plan.coders() if c.id != 1][:3]
    for number, name in enumerate(coders):
        planned.set_coder(name)
        planned.set_round("reliability")
        planned.codings.answer(first, "incivility", "0")
        if number:
            planned.codings.answer(second, "incivility", "1")
        planned.codings.doubt(first, "irony?")
    planned.set_coder(coders[0])
    return planned


def test_a_coder_sees_no_figures_over_a_blind_round_and_the_lead_does(planned):
    coder = next(c for c in planned.plan.coders() if c.id != 1)
    assert planned.codings.sees_figures(planned.plan.round("reliability"))
    planned.set_coder(coder.name)
    assert not planned.codings.sees_figures(planned.plan.round("reliability"))
    assert not planned.codings.sees_figures()
    planned.set_coder("Ada")
    for round_ in planned.plan.rounds():
        planned.plan.set_blind(round_.name, False)
    planned.set_coder(coder.name)
    assert planned.codings.sees_figures()


def test_a_blind_round_is_opened_by_the_lead_alone(planned):
    planned.set_coder(next(c.name for c in planned.plan.coders() if c.id != 1))
    with pytest.raises(UserError, match="only the lead opens it"):
        planned.plan.set_blind("reliability", False)
    assert planned.plan.round("reliability").blind


def test_a_coder_counts_their_own_codings_of_a_category_and_lists_no_others(coded):
    me = coded.coder
    assert coded.codebook.uses().of_category == {("incivility", 0): 1}
    assert [use.coder for use in coded.codebook.codings_of("incivility", 0)] == [me.id]
    assert coded.codebook.codings_of("incivility", 1) == ()
    coded.set_coder("Ada")
    assert coded.codebook.uses().of_category == {("incivility", 0): 3, ("incivility", 1): 2}
    assert len(coded.codebook.codings_of("incivility", 1)) == 2


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.remove_category("incivility", 0, with_codings=True),
        lambda book: book.merge_categories("incivility", [0], 1),
        lambda book: book.change_category("incivility", 0, value=7),
        lambda book: book.remove_variable("incivility", with_codings=True),
        lambda book: book.freeze("1.0"),
        lambda book: book.requeue(),
    ],
    ids=["remove a category", "merge", "renumber", "remove a question", "freeze", "code anew"],
)
def test_a_coder_neither_changes_nor_learns_of_codings_through_the_codebook(coded, change):
    before = coded.codebook.current()
    with pytest.raises(UserError, match="by the lead only, while a round is blind"):
        change(coded.codebook)
    assert coded.codebook.current() == before


def test_a_coder_among_whom_nobody_else_has_coded_may_still_write_the_codebook(planned):
    planned.set_coder(next(c.name for c in planned.plan.coders() if c.id != 1))
    planned.codebook.remove_category("incivility", 1)
    assert planned.codebook.variable("incivility").category(1) is None


def test_a_coder_sees_their_own_pace_and_doubts_only(coded):
    first, number = comments(coded)[0], coded.plan.round("reliability").id
    loads = [(load.doubts, load.active_ms is None) for load in coded.plan.workloads(number)]
    assert loads == [(1, False), (None, True), (None, True)]
    states = plan_grid.rows(coded, number, [first])[0].states
    assert [state for _, state in sorted(states.items())] == ["doubt", "started", "started"]
    assert list(plan_grid.units(coded, number, "doubt")) == [first]
    coded.codings.doubt(first, None)
    assert list(plan_grid.units(coded, number, "doubt")) == []


def test_a_search_for_coded_texts_finds_a_coders_own_in_a_blind_round(coded):
    first, second = comments(coded)[:2]

    def found(is_coded: bool) -> list[int]:
        texts = [u for u in coded.material.units_by_id([first, second]) if u.text]
        words = [text.text.split()[0] for text in texts]
        return [u for word in words for u in coded.material.searching.units(parse(f'"{word}"'), Scope(coded=is_coded))]

    assert first in found(True)
    assert second not in found(True)
    assert second in found(False)
    coded.set_coder("Ada")
    assert second in found(True)


def test_a_cut_through_anothers_highlight_tells_nothing_of_it(coded):
    unit = comments(coded)[0]
    marks = next(v for v in coded.codebook.current().variables if v.answer_kind == "spans" and v.unit_kind == "comment")
    other = next(c.name for c in coded.plan.coders() if c.id not in (1, coded.coder.id))
    coded.set_coder(other)
    coded.set_round("reliability")
    coded.codings.highlight(unit, marks.name, marks.categories[0].value, 0, 8)
    coded.set_coder("Ada")
    with pytest.raises(UserError, match=f"a highlight of {other}, {marks.categories[0].label}"):
        coded.review.split(unit, 4)
    coded.plan.assign(["Ada"], "reliability", [unit])
    with pytest.raises(UserError, match="a highlight of another coder in a blind round"):
        coded.review.split(unit, 4)
    coded.set_coder(coded.plan.coders()[-1].name)
    with pytest.raises(UserError, match="belongs to the lead"):
        coded.review.split(unit, 4)


def test_a_coder_is_told_of_their_own_units_that_a_change_would_send_back(coded):
    first = comments(coded)[0]
    number = coded.codebook.variable("incivility").id
    change = Change("incivility", "Incivility: definition changed", "substantive", "asked", number=number)
    names = [c.name for c in coded.plan.coders() if c.id != 1][:3]
    for name in names:
        coded.set_coder(name)
        coded.set_round("reliability")
        for variable in coded.codings.missing(coded.material.unit(first)):
            coded.codings.answer(first, variable.name, str(variable.categories[0].value))
        coded.codings.finish(first)
    assert [coder for _, coder, _ in coded.codebook.touched_by([change])] == [coded.coder.id]
    coded.set_coder("Ada")
    assert len(coded.codebook.touched_by([change])) == 3
