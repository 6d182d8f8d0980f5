"""What a coder types is read kindly, and never guessed."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.project import typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"), (" 12 ", "12"), ("007", "007"), ("0.50", "0.50"), ("12,5", "12.5"), (",5", "0.5"), ("0,125", "0.125"),
        ("−3", "-3"), ("1 250", "1250"), ("1\u202f250\u00a0000,5", "1250000.5"), ("1’250.75", "1250.75"), ("45 %", "45"),
        ("١٢", "12"), ("۱۲,۵", "12.5"), ("1e3", "1e3"), (".5", ".5"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text, number):
    assert typed.number(text) == number


@pytest.mark.parametrize(
    "text", ["", "many", "1,250", "1,2,3", "12 5", "1e999", "nan", "inf", "0x10", "1_000", "½", "3-4", "--3"]
)
def test_what_is_no_number_or_could_be_two_is_refused(text):
    with pytest.raises(UserError):
        typed.number(text)


def test_both_readings_of_a_number_are_named():
    with pytest.raises(UserError, match=r"“1,250” can be 1\.250 or 1250"):
        typed.number("1,250")


@pytest.mark.parametrize(
    "text",
    ["2013-04-24", "2013-4-24", "24.4.2013", "24. 4. 2013", "24/4/2013", "4/24/2013", "2013/04/24", "24 April 2013",
     "24 Apr. 2013", "April 24, 2013", "24th april 2013", "٢٤.٤.٢٠١٣"],
)  # fmt: skip
def test_a_day_is_read_as_people_write_it(text):
    assert typed.day(text) == "2013-04-24"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("4/5/2013", "“4/5/2013” can be 4 May or 5 April."), ("31.2.2013", "“31.2.2013” is not in the calendar."),
        ("April 2013", "“April 2013” is no day."), ("2013", "“2013” is no day."), ("yesterday", "“yesterday” is no day."),
        ("24 Brumaire 2013", "“24 Brumaire 2013” is not in the calendar."), ("0.0.0000", "“0.0.0000” is not in the calendar."),
        ("24.4.13", "“24.4.13” is no day."),
    ],
)  # fmt: skip
def test_what_is_no_day_or_could_be_two_is_refused_with_the_reason(text, reason):
    with pytest.raises(UserError) as refused:
        typed.day(text)
    assert refused.value.message == reason


def test_the_same_day_and_month_can_be_one_day_only():
    assert typed.day("5/5/2013") == "2013-05-05"


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_and_what_was_read_stays(text):
    for read in (typed.number, typed.day):
        with suppress(UserError):
            once = read(text)
            assert read(once) == once
