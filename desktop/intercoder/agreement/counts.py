"""The count table: how often each unit got each category, kept once for all units that look alike.

All that a statistic without coder identity needs is `counts` (units x categories). A million units have a few hundred
distinct count vectors, so the table keeps those and how many units have them.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

_KEY_BITS = 62


@dataclass(frozen=True, eq=False)
class CountTable:
    """Distinct count vectors (`vectors`, V x q) and how many units have each (`units`, V), the most frequent first."""

    vectors: IntArray
    units: IntArray

    @cached_property
    def codings(self) -> IntArray:
        """m: how many codings a unit with this vector has (V)."""
        return np.asarray(self.vectors.sum(axis=1), dtype=np.int64)

    @cached_property
    def n_units(self) -> int:
        """The number of units."""
        return int(self.units.sum())

    @cached_property
    def totals(self) -> IntArray:
        """n_c: how often each category was given (q)."""
        return np.asarray(self.units @ self.vectors, dtype=np.int64)

    @cached_property
    def n_codings(self) -> int:
        """N: the number of codings."""
        return int(self.totals.sum())

    @cached_property
    def used(self) -> IntArray:
        """The positions of the categories that occur."""
        return np.flatnonzero(self.totals)

    def with_codings(self, least: int) -> "CountTable":
        """The same table of the units with at least so many codings."""
        keep = self.codings >= least
        return CountTable(self.vectors[keep], self.units[keep])

    @cached_property
    def coincidences(self) -> FloatArray:
        """o_ck (q x q) of a table of pairable units: ordered pairs of codings of a unit, each 1/(m - 1).

        Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability".
        """
        share = self.units / (self.codings - 1)
        weighted = self.vectors * share[:, None]
        return np.asarray(self.vectors.T @ weighted - np.diag(weighted.sum(axis=0)), dtype=np.float64)

    @cached_property
    def pairs(self) -> IntArray:
        """Ordered pairs of codings of the same unit, unweighted (q x q)."""
        weighted = self.vectors * self.units[:, None]
        return np.asarray(self.vectors.T @ weighted - np.diag(self.totals), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class PairTable:
    """Two coders (positions a < b): `joint` (q x q) counts units by the category of a (row) and of b (column)."""

    a: int
    b: int
    joint: IntArray

    @property
    def units(self) -> int:
        """The number of units that both coded."""
        return int(self.joint.sum())

    @property
    def agreeing(self) -> int:
        """The number of units to which both gave the same category."""
        return int(np.trace(self.joint))


def count_table(codes: IntArray, q: int) -> CountTable:
    """The count table of `codes` (units x coders, 0 … q-1, -1 missing).

    >>> table = count_table(np.array([[0, 1, -1], [1, 0, 1], [1, 0, -1]]), 2)
    >>> table.vectors.tolist(), table.units.tolist()
    ([[1, 1], [1, 2]], [2, 1])
    """
    coders = codes.shape[1]
    if q * np.log2(coders + 1) < _KEY_BITS:
        vectors, units = _distinct_by_counts(codes, q)
    else:
        vectors, units = _distinct_by_rows(codes, q)
    order = np.argsort(-units, kind="stable")
    return CountTable(vectors[order], units[order])


def _distinct_by_counts(codes: IntArray, q: int) -> tuple[IntArray, IntArray]:
    """Distinct count vectors through one integer per unit: the counts as digits in radix coders + 1."""
    radix = codes.shape[1] + 1
    digit = np.zeros(q + 1, dtype=np.int64)  # the last one, reached by -1, is the missing coding
    digit[:q] = radix ** np.arange(q, dtype=np.int64)
    keys = np.zeros(len(codes), dtype=np.int64)
    for column in codes.T:
        keys += digit[column]
    distinct, units = np.unique(keys, return_counts=True)
    return distinct[:, None] // digit[:q] % radix, units


def _distinct_by_rows(codes: IntArray, q: int) -> tuple[IntArray, IntArray]:
    """Distinct count vectors through the sorted codes of a unit, for large codebooks and many coders."""
    rows, units = np.unique(np.sort(codes, axis=1), axis=0, return_counts=True)
    vectors = np.zeros((len(rows), q + 1), dtype=np.int64)
    np.add.at(vectors, (np.arange(len(rows))[:, None], rows), 1)
    return vectors[:, :q], units


def pair_tables(codes: IntArray, q: int) -> tuple[PairTable, ...]:
    """The joint tables of all pairs of coders that share a unit."""
    tables = []
    for a in range(codes.shape[1]):
        present = codes[:, a] >= 0
        first, others = codes[present, a], codes[present]
        for b in range(a + 1, codes.shape[1]):
            shared = others[:, b] >= 0
            if shared.any():
                joint = np.bincount(first[shared] * q + others[shared, b], minlength=q * q)
                tables.append(PairTable(a, b, joint.reshape(q, q)))
    return tuple(tables)
