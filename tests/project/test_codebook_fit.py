"""What a step may do to the codebook: not take from codings what they were made with, nor pass over those of the history."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package
from intercoder.project.merge import merge
from intercoder.project.take_back import take_back

CHANGES = {
    "a category of one": (lambda book: book.add_category("topic", "نئی", value=4), lambda c: c.answer(1, "topic", "4")),
    "a category of several": (
        lambda book: book.add_category("actors", "Media", value=4),
        lambda c: c.answer(1, "actors", ticked=[4]),
    ),
    "another number": (lambda book: book.change_category("topic", 3, value=8), lambda c: c.answer(1, "topic", "8")),
    "another kind of answer": (
        lambda book: book.change_variable("sources", answer_kind="text", level="nominal"),
        lambda c: c.answer(1, "sources", "پانچ"),
    ),
}


@pytest.fixture
def bens(planned, tmp_path):
    """Ben's package, made under codebook 1.0, with an answer of every kind."""
    planned.codebook.freeze("1.0")
    file = tmp_path / "ben.intercoder"
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")
        project.codings.answer(1, "actors", ticked=[3])
        project.codings.answer(1, "summary", "خلاصہ")
        project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 2, 2, 9)
    return file


@pytest.mark.parametrize("what", CHANGES)
def test_undo_never_takes_away_what_another_coder_coded_with(planned, state, sound, what):
    change, code = CHANGES[what]
    change(planned.codebook)
    planned.set_coder("Ben")
    planned.set_round("reliability")
    code(planned.codings)
    before = state(planned)
    planned.set_coder("Ada")
    with pytest.raises(UserError, match=r"depend on|was coded since"):
        planned.undo()
    assert state(planned) == before
    assert sound(planned)
    planned.set_coder("Ben")
    planned.undo()
    planned.set_coder("Ada")
    planned.undo()
    assert sound(planned)


@pytest.mark.parametrize(
    ("take_away", "bring_back"),
    [
        (lambda book: book.remove_category("topic", 3), lambda book: book.discard_draft()),
        (lambda book: book.remove_category("topic", 3), lambda book: book.add_category("topic", "Refugees", value=3)),
        (lambda book: book.remove_category("topic", 3), lambda book: book.change_category("topic", 2, value=3)),
        (lambda book: book.remove_category("actors", 3), lambda book: book.discard_draft()),
        (lambda book: book.remove_category("frame", 2), lambda book: book.discard_draft()),
        (lambda book: book.remove_variable("summary"), lambda book: book.discard_draft()),
    ],
)
def test_what_codings_of_the_history_were_made_with_comes_back_before_their_merge_alone(
    planned, bens, state, sound, take_away, bring_back
):
    take_away(planned.codebook)
    report = merge(planned, bens)
    assert report.unknown
    before = state(planned)
    with pytest.raises(UserError, match="The history keeps codings") as refused:
        bring_back(planned.codebook)
    assert "take that merge back" in refused.value.hint
    assert state(planned) == before
    assert sound(planned)


def test_a_question_that_came_back_takes_the_codings_of_a_merge_that_is_made_again(planned, bens, sound):
    planned.codebook.remove_category("actors", 3)
    planned.codebook.remove_category("frame", 2)
    assert merge(planned, bens).unknown == 2
    take_back(planned)
    planned.codebook.discard_draft()
    assert merge(planned, bens).unknown == 0
    ben = planned.plan.coder("Ben").id
    assert planned.codings.answers(1, ben)["actors", 0].ticked == (3,)
    assert len(planned.codings.spans([planned.material.unit_by_ref("A0001-B01").id], ben)) == 1
    assert sound(planned)


def test_a_category_comes_and_goes_as_long_as_nothing_was_coded_with_it(planned, bens, state, sound):
    merge(planned, bens)
    before = state(planned)
    planned.codebook.remove_category("topic", 2)
    planned.codebook.add_category("topic", "Soldiers", value=2)
    planned.codebook.change_category("topic", 2, value=7)
    for _ in range(3):
        planned.undo()
    assert state(planned) == before
    for _ in range(3):
        planned.redo()
    assert [c.value for c in planned.codebook.variable("topic").categories] == [1, 3, 7]
    assert sound(planned)
