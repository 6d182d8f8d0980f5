"""Constructed weeks: the right weekdays, each day equally likely, gaps said."""

import doctest
from collections import Counter
from datetime import date, timedelta

import pytest

from intercoder.errors import UserError
from intercoder.sampling import constructed_weeks, day, days, period

MONDAY = date(2024, 1, 1)
YEAR = {n: MONDAY + timedelta(days=n // 2) for n in range(2 * 364)}  # two articles a day, 52 weeks


def test_the_worked_example_comes_out():
    result = doctest.testmod(days)
    assert (result.attempted, result.failed) == (1, 0)


def test_two_weeks_are_two_of_every_weekday_with_all_their_articles():
    found = constructed_weeks(YEAR, 2, 11)
    drawn = {YEAR[unit] for unit in found.units}
    assert Counter(d.weekday() for d in drawn) == dict.fromkeys(range(7), 2)
    assert len(found.units) == 28
    assert set(found.units) == {unit for unit, d in YEAR.items() if d in drawn}
    assert (found.short, found.missing) == ((), ())


def test_each_week_runs_from_monday_to_sunday():
    assert [[d.weekday() for d in week] for week in constructed_weeks(YEAR, 3, 5).weeks] == [list(range(7))] * 3


def test_the_same_seed_gives_the_same_days_in_any_order_of_rows():
    backwards = dict(reversed(YEAR.items()))
    assert constructed_weeks(YEAR, 2, 3) == constructed_weeks(backwards, 2, 3) != constructed_weeks(YEAR, 2, 4)


def test_every_monday_is_equally_likely():
    counts = Counter(constructed_weeks(YEAR, 1, seed).weeks[0][0] for seed in range(2600))
    assert len(counts) == 52
    assert sum((found - 50) ** 2 / 50 for found in counts.values()) < 110  # 51 degrees of freedom


def test_days_without_an_article_are_not_drawn_and_listed():
    sparse = {1: date(2024, 1, 1), 2: date(2024, 1, 3), 3: date(2024, 1, 10), 4: date(2024, 1, 15)}
    found = constructed_weeks(sparse, 2, 1)
    assert sorted(found.units) == [1, 2, 3, 4]
    assert len(found.missing) == 11
    assert dict(found.short) == {"Tuesday": 0, "Thursday": 0, "Friday": 0, "Saturday": 0, "Sunday": 0}


def test_empty_days_can_be_drawn_too():
    mondays = {n: date(2024, 1, 1) + timedelta(weeks=n) for n in range(4)}
    found = constructed_weeks(mondays, 1, 2, last=date(2024, 1, 28), with_empty_days=True)
    assert [d.weekday() for d in found.weeks[0]] == list(range(7))
    assert len(found.units) == 1


def test_the_period_bounds_the_days():
    found = constructed_weeks(YEAR, 1, 1, date(2024, 3, 4), date(2024, 3, 10))
    assert found.weeks == (tuple(date(2024, 3, 4) + timedelta(days=n) for n in range(7)),)


@pytest.mark.parametrize(("material", "weeks", "reason"), [({}, 1, "day of publication"), (YEAR, 0, "cannot be drawn")])
def test_weeks_that_cannot_be_are_refused(material, weeks, reason):
    with pytest.raises(UserError, match=reason):
        constructed_weeks(material, weeks, 1)


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        ("2026-03-01", date(2026, 3, 1)), ("2026-03-01T23:30:00Z", date(2026, 3, 1)), ("2026-03", None), ("2026", None),
        (None, None), ("", None), ("10 March", None), ("2026-02-30", None), ("۲۰۲۶", None),
    ],
)  # fmt: skip
def test_only_a_whole_date_is_a_day(stored, found):
    assert day(stored) == found


def test_a_year_is_all_its_days():
    assert period("2024") == (date(2024, 1, 1), date(2024, 12, 31))
