"""The clock of a coder stops when nothing happens for two minutes."""

import pytest

from intercoder.ui.code.active_time import ActiveTime


@pytest.fixture
def clock():
    """A clock with a hand that the test moves; what it counted by unit."""
    counted: dict[int, int] = {}
    hand = [0]

    def spend(unit: int, ms: int) -> None:
        counted[unit] = counted.get(unit, 0) + ms

    made = ActiveTime(spend, lambda: hand[0])
    made.hand, made.counted = hand, counted
    return made


def after(clock: ActiveTime, seconds: float) -> ActiveTime:
    clock.hand[0] += round(seconds * 1000)
    return clock


def test_time_between_two_keys_counts_for_the_unit(clock):
    clock.turn_to(7)
    after(clock, 3).touch()
    after(clock, 2).touch()
    assert clock.counted == {7: 5_000}


def test_two_idle_minutes_count_and_no_more(clock):
    clock.turn_to(7)
    after(clock, 3_600).touch()
    assert clock.counted == {7: 120_000}


def test_another_unit_has_its_own_time(clock):
    clock.turn_to(7)
    after(clock, 4).turn_to(8)
    after(clock, 1).touch()
    assert clock.counted == {7: 4_000, 8: 1_000}


def test_time_in_another_window_does_not_count(clock):
    clock.turn_to(7)
    after(clock, 4).pause()
    after(clock, 60).touch()
    after(clock, 1).touch()
    assert clock.counted == {7: 5_000}
