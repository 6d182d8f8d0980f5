"""A day as the lead types it: as precise as it is typed, and never guessed between day and month."""

import pytest

from intercoder.errors import UserError
from intercoder.tasks.article_facts import read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("2013", "2013"), ("2013-11", "2013-11"), ("9. November 2013", "2013-11-09"), ("25/12/2013", "2013-12-25"),
     ("2013年11月9日", "2013-11-09"), (" 2013-11-09 10:05 ", "2013-11-09T10:05"), ("", None)],
)  # fmt: skip
def test_a_day_is_read_as_it_is_written(typed, day):
    assert read_day(typed) == day


@pytest.mark.parametrize("typed", ["03/04/2013", "3.", "someday", "2013-13", "2013-02-30", "99", "0000"])
def test_what_is_no_day_or_could_be_two_is_refused(typed):
    with pytest.raises(UserError, match=typed):
        read_day(typed)


def test_a_day_that_could_be_two_says_how_to_write_it():
    with pytest.raises(UserError, match="could be two days") as refusal:
        read_day("03/04/2013")
    assert "2013-11-09" in refusal.value.hint
