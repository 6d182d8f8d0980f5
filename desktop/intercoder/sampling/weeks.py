"""Constructed weeks: one random Monday, one random Tuesday, … out of the period of a study (Riffe, Aust & Lacy 1993)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from intercoder.chance import in_order
from intercoder.errors import UserError

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Weeks:
    """The units of all drawn days, in the order of the days, and what a reader of the study has to know."""

    units: tuple[int, ...]
    weeks: tuple[tuple[date, ...], ...]
    """The days of each constructed week from Monday on; a week is shorter where a weekday had no further day."""
    short: tuple[tuple[str, int], ...]
    """(weekday, how many days of it there were) where there were fewer than weeks."""
    missing: tuple[date, ...]
    """Days of the period without a unit. Drawn ones are among them only where empty days may be drawn."""


def constructed_weeks(
    days: Mapping[int, date], weeks: int, seed: int, first: date | None = None, last: date | None = None,
    with_empty_days: bool = False, of: str = "",
) -> Weeks:  # fmt: skip
    """All units of `weeks` random Mondays, `weeks` random Tuesdays, … of the period; `days`: unit -> day of publication.

    The period runs from `first` to `last`, else from the first to the last day with a unit. Days without a unit are not drawn
    and listed; with `with_empty_days` they are drawn as any other, which keeps days without coverage in the sample.
    `of` names what the weeks are for: another outlet has weeks of its own. Raises UserError if there is no unit in the period.
    """
    if weeks < 1:
        raise UserError(f"{weeks} constructed weeks cannot be drawn.", "Give a whole number from 1.")
    by_day: dict[date, list[int]] = defaultdict(list)
    for unit, day in days.items():
        if (first is None or day >= first) and (last is None or day <= last):
            by_day[day].append(unit)
    if not by_day:
        raise UserError("No article of the period has a day of publication.", "Choose another period, or another method.")
    start, stop = first or min(by_day), last or max(by_day)
    calendar = [start + timedelta(days=n) for n in range((stop - start).days + 1)]
    drawn: list[list[date]] = []
    for weekday in range(7):
        pool = [day for day in calendar if day.weekday() == weekday and (with_empty_days or day in by_day)]
        drawn.append(in_order(seed, f"day{of}", pool)[:weeks])
    chosen = sorted(day for group in drawn for day in group)
    return Weeks(
        tuple(unit for day in chosen for unit in sorted(by_day.get(day, ()))),
        tuple(tuple(group[n] for group in drawn if n < len(group)) for n in range(max(map(len, drawn)))),
        tuple((WEEKDAYS[n], len(group)) for n, group in enumerate(drawn) if len(group) < weeks),
        tuple(day for day in calendar if day not in by_day),
    )
