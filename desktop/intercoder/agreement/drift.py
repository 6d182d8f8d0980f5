"""Drift: alpha of the units coded in each week, or in each batch of units in the order of coding."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling, statistics
from intercoder.agreement.codings import Codings, IntArray
from intercoder.agreement.report import Period, Statistic

LEAST_UNITS = 20
"""Fewer pairable units are too few for an interval, so that they raise no alarm."""
MOST_BATCHES, MOST_DRAWS = 8, 1_000
AT_ONCE_MS = 60_000
"""Codings that came in within a minute were brought in by a file: they have no order of coding."""
_DAY_MS, _THURSDAY = 86_400_000, 3  # 1970 began on the fourth day of a week
_FEW = Statistic(None, f"fewer than {LEAST_UNITS} units")


def periods(codings: Codings, at: IntArray, resampling: Resampling, threshold: float) -> tuple[Period, ...]:
    """Alpha over time; `at` is when the last coding of each unit was given (ms since 1970, UTC), in the order of the rows.

    By calendar week (Monday, UTC) where more than one was coded in, else in batches of equal size of 20 units or more. An
    alarm is raised only where the upper end of the interval lies below `threshold`. Nothing where there are no two periods.
    """
    pairable = np.flatnonzero((codings.codes >= 0).sum(axis=1) > 1)
    if len(pairable) < 2 or at[pairable].max() - at[pairable].min() < AT_ONCE_MS:
        return ()
    order = pairable[np.argsort(at[pairable], kind="stable")]
    groups = list(_weeks(order, at))
    if len(groups) < 2:
        groups = list(_batches(order))
    if len(groups) < 2:
        return ()
    draws = replace(resampling, draws=min(resampling.draws, MOST_DRAWS), levels=(codings.level,))
    return tuple(_period(codings, label, rows, at, draws, threshold) for label, rows in groups)


def _weeks(order: IntArray, at: IntArray) -> Iterator[tuple[str, IntArray]]:
    weeks = (at[order] // _DAY_MS + _THURSDAY) // 7
    for week in np.unique(weeks):
        monday = int(week) * 7 - _THURSDAY
        yield datetime.fromtimestamp(monday * _DAY_MS // 1000, UTC).date().isoformat(), order[weeks == week]


def _batches(order: IntArray) -> Iterator[tuple[str, IntArray]]:
    number = min(MOST_BATCHES, len(order) // LEAST_UNITS)
    start = 0
    for rows in np.array_split(order, number) if number > 1 else ():
        yield f"{start + 1}–{start + len(rows)}", rows
        start += len(rows)


def _period(codings: Codings, label: str, rows: IntArray, at: IntArray, draws: Resampling, threshold: float) -> Period:
    part = Codings(codings.codes[rows], codings.categories, codings.level, codings.circle, codings.lo, codings.hi)
    found, low, high = alpha(part, codings.level), _FEW, _FEW
    if len(rows) >= LEAST_UNITS:
        drawn = statistics(part, draws)
        missing = Statistic(None, found.undefined or "not drawn")
        low, high = (drawn.get(f"bootstrap_units.{codings.level}.{end}", missing) for end in ("lo95", "hi95"))
    is_low = high.value is not None and high.value < threshold
    return Period(label, int(at[rows].min()), int(at[rows].max()), len(rows), found, low, high, is_low)
