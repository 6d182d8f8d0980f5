"""Several answers at once: agreement on sets of labels, and on each label by itself.

Distances between sets: 1 - Jaccard; 1 - Jaccard x monotonicity (MASI, Passonneau 2006); same or not. Two empty sets are
alike; an empty set is a coding ("none of them applies"), not a missing one.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from intercoder.agreement import bootstrap, percent
from intercoder.agreement.alpha import TOO_FEW, alpha_of_table
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.categories import category_alpha, specific_agreement
from intercoder.agreement.codings import Codings, FloatArray, IntArray, Label, ordered
from intercoder.agreement.report import Statistic

DISTANCES = ("nominal_set", "jaccard", "masi")


@dataclass(frozen=True, eq=False)
class SetCodings:
    """One variable with several answers: `codes` units x coders holds positions in `sets`, -1 where not coded."""

    codes: IntArray
    sets: tuple[frozenset[Label], ...]
    categories: tuple[Label, ...]

    @classmethod
    def from_cells(
        cls, cells: Iterable[Sequence[AbstractSet[Label] | None]], categories: Sequence[Label] | None = None
    ) -> "SetCodings":
        """The codings of a table of sets of labels, None where there is none.

        Without `categories` the codebook is what occurs. Raises KeyError for a label outside the codebook.
        """
        rows = [[None if cell is None else frozenset(cell) for cell in row] for row in cells]
        found = dict.fromkeys(cell for row in rows for cell in row if cell is not None)
        occurring = {label for cell in found for label in cell}
        if categories is None:
            categories = ordered(occurring)
        for label in occurring:
            if label not in categories:
                raise KeyError(label)
        position: dict[frozenset[Label] | None, int] = {cell: i for i, cell in enumerate(found)}
        position[None] = -1
        codes = np.array([[position[cell] for cell in row] for row in rows], dtype=np.int64)
        return cls(codes.reshape(len(rows), len(rows[0]) if rows else 0), tuple(found), tuple(categories))

    @cached_property
    def whole(self) -> Codings:
        """The sets as categories: alike only when identical."""
        return Codings(self.codes, tuple(" + ".join(map(str, ordered(cell))) or "none" for cell in self.sets))

    def ticked(self, label: Label) -> Codings:
        """Whether the label was ticked (1) or not (0)."""
        binary = np.array([label in cell for cell in self.sets] + [False], dtype=np.int64)
        return Codings(np.where(self.codes < 0, -1, binary[self.codes]), (0, 1))

    @cached_property
    def members(self) -> IntArray:
        """Which set has which label (sets x labels)."""
        rows = [[label in cell for label in self.categories] for cell in self.sets]
        return np.array(rows, dtype=np.int64).reshape(len(self.sets), len(self.categories))


def statistics(codings: SetCodings, resampling: Resampling) -> dict[str, Statistic]:
    """Agreement on identical sets, alpha with three distances, alpha and specific agreement of each label.

    >>> cells = [({"a"}, {"a"}), ({"a", "b"}, {"a"}), (set(), {"b"}), ({"b"}, {"b"})]
    >>> result = statistics(SetCodings.from_cells(cells), Resampling(draws=0))
    >>> result["mean_jaccard_similarity.pair_weighted"].value, round(result["alpha.jaccard"].value, 3)
    (0.625, 0.447)
    """
    result = percent.statistics(codings.whole)
    distances = {name: distance(codings, name) for name in DISTANCES}
    for name, matrix in distances.items():
        result[f"alpha.{name}"] = _alpha(codings, matrix)
    for label in codings.categories:
        binary = codings.ticked(label)
        result[f"category_alpha.{label}"] = category_alpha(binary, 1)
        result[f"specific_agreement.{label}"] = specific_agreement(binary, 1)
    result["mean_jaccard_similarity.pair_weighted"] = _mean_similarity(codings, 1 - distances["jaccard"])
    defined = {name: matrix for name, matrix in distances.items() if result[f"alpha.{name}"].value is not None}
    return result | bootstrap.of_distances(codings.whole, defined, resampling)


def distance(codings: SetCodings, name: str) -> FloatArray:
    """The distance between all sets that occur (sets x sets)."""
    members = codings.members
    sizes = members.sum(axis=1)
    common = (members @ members.T).astype(np.float64)
    union = sizes[:, None] + sizes - common
    same = common == union
    if name == "nominal_set":
        return np.asarray(~same, dtype=np.float64)
    jaccard = np.divide(common, union, out=np.ones_like(common), where=union > 0)
    if name == "jaccard":
        return np.asarray(1 - jaccard, dtype=np.float64)
    inside = common == np.minimum(sizes[:, None], sizes)
    monotonicity = np.select([same, inside, common > 0], [1.0, 2 / 3, 1 / 3], 0.0)
    return np.asarray(1 - jaccard * monotonicity, dtype=np.float64)


def _alpha(codings: SetCodings, matrix: FloatArray) -> Statistic:
    table = codings.whole.pairable
    if table.n_codings < 2:
        return Statistic(None, TOO_FEW)
    value = alpha_of_table(table, matrix)
    if value is None:
        said = codings.whole.categories[int(table.used[0])]
        return Statistic(None, f"no variation: all {table.n_codings} codings are '{said}'")
    return Statistic(value)


def _mean_similarity(codings: SetCodings, similarity: FloatArray) -> Statistic:
    """Mean over all pairs of codings of a unit, all units together."""
    pairs = codings.whole.pairable.pairs
    if not codings.whole.pairable.n_units:
        return Statistic(None, percent.NO_PAIR)
    return Statistic(float((pairs * similarity).sum()) / int(pairs.sum()))
