"""Alpha over time: which units make a period, and when there is reason for alarm."""

from datetime import UTC, datetime

import numpy as np
import pytest

from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.drift import periods

DAY_MS = 86_400_000
MONDAY = int(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp()) * 1000
AGREEING = [(1, 1), (2, 2)] * 12
AT_RANDOM = [(1, 2), (2, 1), (1, 1), (2, 2)] * 6


def found(cells, at, draws=500):
    codings = Codings.from_cells(cells, (1, 2))
    return periods(codings, np.array(at, dtype=np.int64), Resampling(draws, 7), 0.667)


def test_weeks_begin_on_monday_and_hold_the_units_whose_last_coding_is_in_them():
    sunday = MONDAY + 6 * DAY_MS
    weeks = found([*AGREEING, *AT_RANDOM], [sunday] * 24 + [sunday + DAY_MS] * 24)
    assert [(p.label, p.units) for p in weeks] == [("2026-03-02", 24), ("2026-03-09", 24)]


def test_the_alpha_of_a_week_is_that_of_its_units_alone():
    weeks = found([*AGREEING, *AT_RANDOM], [MONDAY] * 24 + [MONDAY + 7 * DAY_MS] * 24)
    alone = [alpha(Codings.from_cells(cells, (1, 2)), "nominal").value for cells in (AGREEING, AT_RANDOM)]
    assert [p.alpha.value for p in weeks] == alone


def test_there_is_alarm_only_where_the_whole_interval_is_below_the_threshold():
    weeks = found([*AGREEING, *AT_RANDOM], [MONDAY] * 24 + [MONDAY + 7 * DAY_MS] * 24)
    assert [p.alarm for p in weeks] == [False, True]
    assert weeks[1].high.value < 0.667 <= weeks[0].low.value


def test_a_week_of_few_units_has_a_point_and_no_interval_and_raises_no_alarm():
    weeks = found([*AGREEING, *AT_RANDOM[:8]], [MONDAY] * 24 + [MONDAY + 7 * DAY_MS] * 8)
    assert weeks[1].alpha.value < 0.1
    assert (weeks[1].low.undefined, weeks[1].alarm) == ("fewer than 20 units", False)


def test_one_week_is_cut_into_batches_of_units_in_the_order_of_coding():
    at = [MONDAY + 60_000 * n for n in range(48)]
    batches = found([*AT_RANDOM, *AGREEING], at[::-1])
    assert [(p.label, p.units) for p in batches] == [("1–24", 24), ("25–48", 24)]
    assert batches[0].alpha.value == 1.0


@pytest.mark.parametrize(
    ("cells", "at"),
    [
        ([], []),
        (AGREEING[:1], [MONDAY]),
        (AGREEING, [MONDAY + n for n in range(24)]),  # a file brought them in
        (AGREEING, [MONDAY + 60_000 * n for n in range(24)]),  # too few for two batches
        ([(1, None), (None, 2)] * 30, [MONDAY + DAY_MS * n for n in range(60)]),  # nothing coded twice
    ],
)
def test_without_two_periods_there_is_no_drift(cells, at):
    assert periods(Codings.from_cells(cells or [(None, None)], (1, 2)), np.array(at or [0]), Resampling(10), 0.667) == ()


def test_a_week_without_variation_has_the_reason_in_place_of_numbers():
    weeks = found([*AGREEING, *[(1, 1)] * 24], [MONDAY] * 24 + [MONDAY + 7 * DAY_MS] * 24)
    assert "no variation" in weeks[1].alpha.undefined
    assert "no variation" in weeks[1].high.undefined
    assert not weeks[1].alarm


def test_no_draws_give_points_without_intervals():
    weeks = found([*AGREEING, *AT_RANDOM], [MONDAY] * 24 + [MONDAY + 7 * DAY_MS] * 24, draws=0)
    assert [p.low.undefined for p in weeks] == ["not drawn", "not drawn"]
