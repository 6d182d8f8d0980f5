"""What the cells of one column of days say together: the order of day and month, and whether four digits are a year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from intercoder.importers.reading.contract import Options
from intercoder.importers.reading.dates import Order, When, orders, orders_of, read_date, read_unix

_YEAR = re.compile(r"(1[4-9]\d\d|2[01]\d\d|2200)(?:\.0+|-00-00(?:[ T]00:00(?::00)?)?)?", re.A)
"""A year as tables have it: alone, made a fraction by a program, or with no month and day, as databases write it."""
_NUMBER = re.compile(r"-?(\d{1,7})(?:[.,]\d+)?")
MOSTLY = 0.9
"""So many of the bare numbers of a column must be years. Seconds of a video may be as large, beside smaller and larger ones."""


@dataclass
class DayColumn:
    """A column, or a field of JSON records, whose cells are days or times; `look` is called with all of them first."""

    chosen: Order | None = None  # for this column
    otherwise: Order | None = None  # for the whole file
    possible: frozenset[Order] | None = None  # orders that all its days allow; None where none needs one
    numbers: int = 0  # bare numbers that are no Unix time; 0 says nothing
    years: int = 0  # those of them that may be years

    @classmethod
    def of(cls, name: str, options: Options) -> "DayColumn":
        """The column or field of this name, with what was decided about it."""
        return cls(_order(options.date_orders.get(name)), _order(options.date_order))

    def look(self, cells: Iterable[str]) -> None:
        """Learn from some cells."""
        cells = list(cells)
        self.possible = orders_of(set(cells), self.possible)
        for cell in cells:
            if (match := _NUMBER.fullmatch(cell.strip())) and int(match[1]):
                self.numbers += 1
                self.years += _YEAR.fullmatch(cell.strip()) is not None

    @property
    def order(self) -> Order | None:
        """The order of day and month: as was chosen for the column, else the only possible one, else that of the file."""
        return self.chosen or (next(iter(self.possible)) if self.possible and len(self.possible) == 1 else self.otherwise)

    def read(self, raw: str) -> When | None:
        """The day or time that a cell says, a year alone too; None if it says something else, or could be two days."""
        if (when := read_unix(raw) or read_date(raw, self.order)) is not None:
            return when
        match = _YEAR.fullmatch(raw.strip()) if self.years >= self.numbers * MOSTLY else None
        return When(match[1], "year") if match else None

    @staticmethod
    def fault(raw: str) -> str:
        """The code of the warning for a cell that cannot be read."""
        return "date_order" if len(orders(raw)) == 2 else "date_unread"


def _order(chosen: str | None) -> Order | None:
    return "dmy" if chosen == "dmy" else "mdy" if chosen == "mdy" else None
