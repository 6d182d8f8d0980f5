"""Samples: every unit has its chance, strata their shares, and the same seed gives the same sample."""

import doctest
import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.sampling import draw, per_group, simple_random, stratified
from intercoder.sampling.draw import equal, proportional

SIZES = st.dictionaries(st.text("Dawn روزنامہ🗞️ ", min_size=1, max_size=4), st.integers(1, 400), min_size=1, max_size=12)


def test_the_worked_examples_come_out():
    result = doctest.testmod(draw)
    assert (result.attempted, result.failed) == (2, 0)


def test_the_same_seed_gives_the_same_sample_in_any_order_of_rows():
    rows = list(range(500, 900, 7))
    sample = simple_random(rows, 20, 42)
    random.Random(1).shuffle(rows)
    assert simple_random(rows, 20, 42) == sample != simple_random(rows, 20, 43)


def test_a_sample_stays_what_it_is():
    assert simple_random(range(1, 101), 5, 1).units == (66, 71, 52, 85, 45)


def test_a_larger_sample_holds_the_smaller_one():
    assert simple_random(range(100), 40, 9).units[:15] == simple_random(range(100), 15, 9).units


def test_every_unit_is_drawn_equally_often():
    units, n, seeds = range(10, 40), 6, 3000
    counts = Counter(unit for seed in range(seeds) for unit in simple_random(units, n, seed).units)
    expected = seeds * n / len(units)
    # Variance of a count without replacement is expected * (1 - n/N): scaled, the sum is chi-square with 29 degrees.
    squares = sum((counts[unit] - expected) ** 2 / (expected * (1 - n / len(units))) for unit in units)
    assert squares < 75  # a chance of about 1 in 100,000


def test_every_pair_of_units_is_drawn_equally_often():
    pairs = Counter(tuple(sorted(simple_random(range(6), 2, seed).units)) for seed in range(6000))
    assert len(pairs) == 15
    assert sum((found - 400) ** 2 / 400 for found in pairs.values()) < 50


def test_all_units_can_be_drawn():
    assert sorted(simple_random([3, 1, 2], 3, 1).units) == [1, 2, 3]


@pytest.mark.parametrize(
    ("units", "n", "reason"),
    [
        ((), 1, "nothing to draw from"),
        ((1, 2), 0, "cannot be drawn"),
        ((1, 2), -3, "cannot be drawn"),
        ((1, 2), 3, "only 2 units"),
    ],
)
def test_a_sample_that_cannot_be_is_refused(units, n, reason):
    for attempt in (lambda: simple_random(units, n, 1), lambda: stratified({"Dawn": units}, n, 1)):
        with pytest.raises(UserError, match=reason):
            attempt()


# ------------------------------------------------------------------------ strata


@given(SIZES, st.data())
def test_shares_are_whole_add_up_and_lie_next_to_the_exact_quota(sizes, data):
    total = sum(sizes.values())
    n = data.draw(st.integers(1, total))
    shares = proportional(sizes, n)
    assert sum(shares.values()) == n
    assert all(abs(shares[name] - Fraction(n * sizes[name], total)) < 1 for name in sizes)
    assert all(0 <= shares[name] <= sizes[name] for name in sizes)


@given(SIZES, st.data())
def test_equal_shares_differ_by_one_unless_a_stratum_is_exhausted(sizes, data):
    n = data.draw(st.integers(1, sum(sizes.values())))
    shares = equal(sizes, n)
    assert sum(shares.values()) == n
    assert all(shares[name] <= sizes[name] for name in sizes)
    free = [shares[name] for name in sizes if shares[name] < sizes[name]]
    assert not free or max(free) - min(free) <= 1
    assert not free or all(shares[name] <= max(free) + 1 for name in sizes)


def test_the_largest_remainder_gets_the_unit_that_is_left():
    assert proportional({"a": 47, "b": 16, "c": 37}, 10) == {"a": 5, "b": 1, "c": 4}


def test_a_stratified_sample_reports_what_each_stratum_gave():
    outlets = {"روزنامہ جنگ": range(60), "Dawn": range(100, 130), "Le Soir": range(200, 210), "empty": ()}
    found = stratified(outlets, 20, 4)
    assert [(s.name, s.population, s.drawn) for s in found.strata] == [
        ("Dawn", 30, 6), ("Le Soir", 10, 2), ("روزنامہ جنگ", 60, 12),
    ]  # fmt: skip
    assert sum(unit < 100 for unit in found.units) == 12
    assert len(set(found.units)) == 20


def test_every_unit_of_a_stratum_is_drawn_equally_often():
    strata = {"a": range(12), "b": range(100, 104)}
    counts = Counter(unit for seed in range(3000) for unit in stratified(strata, 4, seed).units if unit < 100)
    squares = sum((counts[unit] - 750) ** 2 / (750 * 0.75) for unit in range(12))
    assert squares < 45


# ------------------------------------------------------------------------ per article


def test_each_article_gives_its_comments_or_all_it_has():
    found = per_group({1: range(10, 30), 2: (40, 41), 3: ()}, 5, 8)
    assert sum(10 <= unit < 30 for unit in found.units) == 5
    assert {40, 41} <= set(found.units)
    assert len(found.units) == 7


@pytest.mark.parametrize(("groups", "n", "reason"), [({1: (2,)}, 0, "cannot be drawn"), ({1: ()}, 3, "nothing to draw")])
def test_per_article_refuses_what_cannot_be(groups, n, reason):
    with pytest.raises(UserError, match=reason):
        per_group(groups, n, 1)
