"""From a date as it is stored to the days it may mean: a year is no day, and is never made one."""

from calendar import monthrange
from datetime import date


def period(stored: str | None) -> tuple[date, date] | None:
    """The first and the last day that an ISO 8601 date may mean, as precise as it is; None where there is none.

    >>> period("2026-02"), period("2026-03-01T10:00:00Z")
    ((datetime.date(2026, 2, 1), datetime.date(2026, 2, 28)), (datetime.date(2026, 3, 1), datetime.date(2026, 3, 1)))
    """
    parts = (stored or "")[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1), date(numbers[0], 12, 31)
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        day = date(*numbers)
    except (ValueError, TypeError):  # "10 March", a month 13: kept as printed, and no date
        return None
    return day, day


def day(stored: str | None) -> date | None:
    """The day of an ISO 8601 date, None where it names only a month or a year."""
    found = period(stored)
    return found[0] if found and found[0] == found[1] else None
