"""A day of an article as the lead types it, read as the importers read one: never guessed between day and month."""

import re
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.importers.reading.dates import orders, read_date

if TYPE_CHECKING:
    from intercoder.project import Project

_YEAR = re.compile(r"(1[4-9]|2[01])\d\d")


def read_day(typed: str) -> str | None:
    """The day in ISO 8601, as precise as it was typed; None where nothing was typed.

    Raises UserError for what is no day, or could be two.

    >>> read_day("2013"), read_day("Nov 2013"), read_day("9 November 2013"), read_day("  ")
    ('2013', '2013-11', '2013-11-09', None)
    """
    text = typed.strip()
    if not text:
        return None
    if _YEAR.fullmatch(text):
        return text
    when = read_date(text)
    if when is not None:
        return when.value
    if len(orders(text)) > 1:
        raise UserError(f"“{text}” could be two days: day first, or month first.", "Write it as 2013-11-09, or name the month.")
    raise UserError(f"“{text}” is no day that can be read.", "Write it as 2013, 2013-11 or 2013-11-09.")


def set_day(project: "Project", article: int, typed: str) -> None:
    """Sets the day of an article as it was typed, as one step."""
    project.review.set_published(article, read_day(typed))
