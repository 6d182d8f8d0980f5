"""The columns of one variable: names that never meet, numbers as they were typed, a cell for every kind of answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.exporters.model import Triple
from intercoder.records import Answer, AnswerKind, Category, Coder, Status, Variable
from intercoder.tasks.answer_columns import Columns, decimals, number, stems, ticked

CATEGORIES = (Category(1, "economy"), Category(2, "conflict"))


def columns(kind: AnswerKind) -> Columns:
    return Columns(
        Variable("v", "V", "comment", kind, categories=CATEGORIES if kind in ("one", "several") else ()), "v", Triple()
    )


def answer(status: Status = "value", text: str | None = None, chosen: tuple[int, ...] = ()) -> Answer:
    return Answer(1, 1, 1, 1, status, text, chosen)


@pytest.mark.parametrize(
    ("kind", "given_answer", "cells"),
    [
        ("one", answer(text="2"), [2]),
        ("one", answer("skipped"), [-99]),
        ("one", answer("undetermined"), [-97]),
        ("one", None, [None]),
        ("several", answer(chosen=(2,)), [0, 1]),
        ("several", answer(), [0, 0]),
        ("several", answer("not_applicable"), [-98, -98]),
        ("number", answer(text="1.50"), [1.5]),
        ("text", answer(text="Weil."), ["Weil.", 1]),
        ("text", answer("skipped"), [None, -99]),
        ("date", answer(text="2024-05-01"), ["2024-05-01", 1]),
        ("text", None, [None, None]),
    ],
)
def test_an_answer_fills_its_columns(kind: AnswerKind, given_answer: Answer | None, cells: list[object]) -> None:
    found = columns(kind)
    assert found.cells(given_answer) == cells
    assert len(found.named()) == len(cells)


def test_a_question_that_was_not_asked_is_not_applicable() -> None:
    assert columns("several").cells(None, asked=False) == [-98, -98]


def test_a_coders_columns_of_a_nominal_question_keep_undetermined_as_a_value() -> None:
    (column,) = columns("one").of_coder(Coder(3, "Chloé"))
    assert (column.name, column.label) == ("v_c3", "V – coder 3 (Chloé)")
    assert column.labels == {1: "economy", 2: "conflict", -97: "cannot be determined"}
    assert set(column.missing) == {-98, -99}


@pytest.mark.parametrize(("text", "places"), [("1", 0), ("1.50", 2), ("5e-3", 3), ("1.5e3", 0), ("-0.25", 2), (".5", 1)])
def test_typed_decimals_are_counted(text: str, places: int) -> None:
    assert decimals(text) == places


def test_whole_numbers_stay_whole() -> None:
    assert repr(number("12.0")) == "12"
    assert repr(number("0.1")) == "0.1"


def test_a_negative_category_gives_a_legal_ending() -> None:
    assert (ticked(3), ticked(-3)) == ("_3", "_m3")


NAMES = st.lists(st.sampled_from(["a", "a_1", "a_c1", "a_st", "a_1_c1", "A_st_2", "coder", "by", "txt"]), unique_by=str.lower)


@given(NAMES, st.lists(st.sampled_from(["one", "several", "text"]), min_size=9, max_size=9))
def test_no_two_variables_ever_share_a_column(names: list[str], kinds: list[AnswerKind]) -> None:
    variables = tuple(Variable(n, n, "comment", k, categories=CATEGORIES) for n, k in zip(names, kinds, strict=False))
    coders = [Coder(1, "A"), Coder(2, "B")]
    found = stems(variables, [c.id for c in coders], ["coder", "txt"])
    taken = ["coder", "txt"]
    for v in variables:
        mine = Columns(v, found[v.name], Triple())
        taken += [c.name.casefold() for c in (*mine.named(), *(c for coder in coders for c in mine.of_coder(coder)))]
    assert len(taken) == len(set(taken))
