"""What a column of ISO 8601 texts really holds: days, times in UTC, times as printed, or something else."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from intercoder.exporters.model import Cell

DateForm = Literal["day", "utc", "local", "mixed"]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?")
_GREGORIAN = datetime(1582, 10, 15)  # where the calendar of SPSS begins


def date_form(cells: Iterable[Cell]) -> DateForm:
    """The form that all cells share; a column without any value holds days."""
    forms = {_form(c) for c in set(cells) - {None, ""}}
    return forms.pop() if len(forms) == 1 else "mixed" if forms else "day"


def moment(cell: Cell) -> datetime | None:
    """The naive date and time of an ISO text, in UTC where it has a zone; None where it is not one."""
    if not isinstance(cell, str) or not (_DAY.fullmatch(cell) or _TIME.fullmatch(cell)):
        return None
    try:
        parsed = datetime.fromisoformat(cell)
        parsed = parsed.astimezone(UTC).replace(tzinfo=None) if parsed.tzinfo else parsed
    except (ValueError, OverflowError):
        return None
    return parsed if parsed >= _GREGORIAN else None


def _form(cell: Cell) -> DateForm:
    if moment(cell) is None:
        return "mixed"
    text = str(cell)
    return "day" if len(text) == 10 else "utc" if re.search(r"(Z|[+-]\d\d:\d\d)$", text) else "local"
