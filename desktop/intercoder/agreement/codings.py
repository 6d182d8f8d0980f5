"""What the statistics of categories and numbers read: one variable's codings as an array, with its codebook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from intercoder.agreement.counts import CountTable, PairTable, count_table, pair_tables

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Label = int | float | str

MANY = 200
"""More categories than this are measurements: statistics that need a table of categories are not given."""


@dataclass(frozen=True, eq=False)
class Codings:
    """One variable: `codes` units x coders holds positions in `categories`, -1 where there is no coding.

    `categories` is the whole codebook in its order, with categories that nobody used. `circle` is the number of
    positions of a circular scale; `lo` and `hi` are the ends of a bipolar one.
    """

    codes: IntArray
    categories: tuple[Label, ...]
    level: str = "nominal"
    circle: float | None = None
    lo: float | None = None
    hi: float | None = None

    @classmethod
    def from_cells(
        cls,
        cells: Iterable[Sequence[Label | None]],
        categories: Sequence[Label] | None = None,
        level: str = "nominal",
        circle: float | None = None,
        lo: float | None = None,
        hi: float | None = None,
    ) -> "Codings":
        """The codings of a table of labels, None where there is none; labels are compared exactly.

        Without `categories` the codebook is what occurs, in order. Raises KeyError for a label outside the codebook.
        """
        rows = [tuple(row) for row in cells]
        if categories is None:
            categories = ordered({label for row in rows for label in row if label is not None})
        position: dict[Label | None, int] = {label: i for i, label in enumerate(categories)}
        position[None] = -1
        codes = np.fromiter(map(position.__getitem__, chain.from_iterable(rows)), dtype=np.int64)
        return cls(codes.reshape(len(rows), len(rows[0]) if rows else 0), tuple(categories), level, circle, lo, hi)

    @property
    def q(self) -> int:
        """The size of the codebook."""
        return len(self.categories)

    @property
    def coders(self) -> int:
        """The number of coders, those without codings too."""
        return int(self.codes.shape[1])

    @property
    def is_many(self) -> bool:
        """Whether there are too many categories for tables of categories."""
        return self.q > MANY

    @cached_property
    def is_complete(self) -> bool:
        """Whether every coder coded every unit."""
        return self.codes.size > 0 and bool((self.codes >= 0).all())

    @cached_property
    def numbers(self) -> FloatArray | None:
        """The categories as numbers, in codebook order; None when one of them is no number."""
        if not self.categories or any(isinstance(c, (str, bool)) for c in self.categories):
            return None
        return np.array(self.categories, dtype=np.float64)

    @cached_property
    def table(self) -> CountTable:
        """The distinct count vectors of all units, those with one coding or none too."""
        return count_table(self.codes, self.q)

    @cached_property
    def pairable(self) -> CountTable:
        """The distinct count vectors of the units with two codings or more."""
        return self.table.with_codings(2)

    @cached_property
    def pairs(self) -> tuple[PairTable, ...]:
        """The joint table of each pair of coders that shares a unit."""
        return pair_tables(self.codes, self.q)

    def binary(self, category: int) -> "Codings":
        """The same codings as this category (position) against all others."""
        codes = np.where(self.codes < 0, -1, (self.codes == category).astype(np.int64))
        return Codings(codes, (0, 1))

    def without_coder(self, coder: int) -> "Codings":
        """The codings of all coders but this one (position)."""
        codes = np.delete(self.codes, coder, axis=1)
        return Codings(codes, self.categories, self.level, self.circle, self.lo, self.hi)


def ordered(labels: Iterable[Label]) -> list[Label]:
    """Labels in order: numbers by value, then words by their characters."""
    return sorted(labels, key=lambda label: (isinstance(label, str), label))
