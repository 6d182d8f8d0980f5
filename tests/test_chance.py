"""Chance that is the same everywhere: the same numbers for the same seed, whatever the order of the rows."""

import doctest
import hashlib
import random
from collections import Counter

import pytest

from intercoder import chance


def test_the_worked_example_comes_out():
    result = doctest.testmod(chance)
    assert (result.attempted, result.failed) == (1, 0)


def test_a_number_can_be_checked_with_another_program():
    assert chance.number(7, "draw", "A0012") == int(hashlib.sha256(b"7:draw:A0012").hexdigest()[:16], 16)


def test_the_order_of_the_rows_does_not_matter():
    keys = list(range(200))
    mixed = keys[:]
    random.Random(3).shuffle(mixed)
    assert chance.in_order(5, "draw", keys) == chance.in_order(5, "draw", mixed)


@pytest.mark.parametrize("other", [(6, "draw"), (5, "day")])
def test_another_seed_or_purpose_is_another_order(other):
    assert chance.in_order(5, "draw", range(50)) != chance.in_order(*other, range(50))


def test_every_key_is_equally_often_at_every_place():
    places = Counter((key, place) for seed in range(4000) for place, key in enumerate(chance.in_order(seed, "draw", "اب🙂x")))
    assert set(places) == {(key, place) for key in "اب🙂x" for place in range(4)}
    squares = sum((found - 1000) ** 2 / 1000 for found in places.values())
    assert squares < 40  # 9 degrees of freedom; 40 has a chance of 1 in 100,000
