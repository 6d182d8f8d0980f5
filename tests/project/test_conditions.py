"""When a question is asked."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.project import conditions
from intercoder.records import Answer, Codebook, Variable


def one(number: int, status: str = "value") -> Answer:
    return Answer(1, 1, 1, 1, status, str(number) if status == "value" else None)  # type: ignore[arg-type]


def several(*ticked: int) -> Answer:
    return Answer(1, 1, 1, 1, ticked=ticked)


@pytest.mark.parametrize(
    ("condition", "answers", "asked"),
    [
        (None, {}, True),
        ("", {}, True),
        ("a = 1", {"a": one(1)}, True),
        ("a = 1", {"a": one(2)}, False),
        ("a = 1", {}, False),
        ("a != 1", {"a": one(2)}, True),
        ("a != 1", {"a": one(1)}, False),
        ("a != 1", {}, False),
        ("a in 1,2", {"a": one(2)}, True),
        ("a in 1, 2 ,-3", {"a": one(-3)}, True),
        ("a in 1,2", {"a": one(3)}, False),
        ("a = 1 and b = 2", {"a": one(1), "b": one(2)}, True),
        ("a = 1 and b = 2", {"a": one(1), "b": one(1)}, False),
        ("a=1  and\tb in 2,3", {"a": one(1), "b": one(3)}, True),
        ("a = 1", {"a": several(1, 2)}, True),
        ("a = 3", {"a": several(1, 2)}, False),
        ("a != 1", {"a": several()}, True),
        ("a = 1", {"a": several()}, False),
        ("a = 0", {"a": one(0)}, True),
        ("a = 1", {"a": one(1, "skipped")}, False),
        ("a != 1", {"a": one(1, "undetermined")}, False),
        ("a != 1", {"a": one(1, "not_applicable")}, False),
    ],
)
def test_a_question_is_asked_exactly_when_its_condition_holds(condition, answers, asked):
    assert conditions.holds(condition, answers) is asked


@pytest.mark.parametrize(
    "wrong", ["a", "a =", "= 1", "a == 1", "a = b", "a = 1 or b = 2", "a in", "a in 1,,2", "a = 1 and", "a > 1", "a = 1.5"]
)
def test_a_condition_that_cannot_be_read_is_refused(wrong):
    with pytest.raises(UserError, match="cannot be read"):
        conditions.parse(wrong)


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_a_sentence(text):
    said = ""
    try:
        terms = conditions.parse(text)
    except UserError as error:
        terms, said = (), error.message
    assert text in said or all(term.variable and term.numbers for term in terms)
    assert bool(terms) is not bool(said)


@given(st.integers(-99, 99), st.sets(st.integers(-99, 99), min_size=1, max_size=5))
def test_in_and_equal_agree_for_every_number(number, numbers):
    listed = ",".join(map(str, numbers))
    assert conditions.holds(f"a in {listed}", {"a": one(number)}) is (number in numbers)
    for other in numbers:
        assert conditions.holds(f"a = {other}", {"a": one(number)}) is not conditions.holds(f"a != {other}", {"a": one(number)})


def test_only_an_earlier_question_may_be_a_gate():
    first, second = Variable("a", "a", "comment", "one"), Variable("b", "b", "comment", "one", condition="a = 1")
    conditions.check(Codebook("T", (first, second)))
    with pytest.raises(UserError, match="“b” names “a”, which is not a question before it"):
        conditions.check(Codebook("T", (second, first)))


def test_an_answer_to_a_question_that_is_not_asked_opens_no_gate():
    chain = [Variable(n, n, "comment", "one", condition=c) for n, c in (("a", None), ("b", "a = 1"), ("c", "b = 1"))]
    answers = {"a": one(0), "b": one(1)}
    assert [v.name for v in conditions.asked(chain, answers)] == ["a"]
    assert [v.name for v in conditions.asked(chain, answers | {"a": one(1)})] == ["a", "b", "c"]


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.booleans(), st.frozensets(st.integers(0, 3), min_size=1, max_size=3)),
        min_size=1,
        max_size=3,
    ),
    st.permutations(range(4)),
)
def test_a_condition_holds_as_before_when_categories_get_other_numbers(terms, order):
    numbers = dict(enumerate(n + 10 for n in order))
    condition = conditions.text(conditions.Term(*term) for term in terms)
    assert conditions.text(conditions.parse(condition)) == condition
    moved = conditions.renumbered(condition, "a", numbers)
    for a, b in itertools.product(range(4), repeat=2):
        before = {name: Answer(1, 1, 1, 1, answer=str(n)) for name, n in (("a", a), ("b", b))}
        after = before | {"a": Answer(1, 1, 1, 1, answer=str(numbers[a]))}
        assert conditions.holds(moved, after) == conditions.holds(condition, before)
        renamed = {"z": after["a"], "b": after["b"]}
        assert conditions.holds(conditions.renamed(moved, "a", "z"), renamed) == conditions.holds(condition, before)


def test_a_condition_loses_the_numbers_that_are_gone():
    assert conditions.renumbered("a in 1,2 and b = 1", "a", {1: None}) == "a = 2 and b = 1"
    assert conditions.renumbered("a = 1 and b = 1", "a", {1: None}) == "b = 1"
    assert conditions.renumbered("a != 1", "a", {1: None}) is None
    assert conditions.renumbered("b  =  1", "a", {1: None}) == "b  =  1"
