"""Arrays to numbers: the statistics of agreement.

The contract of a family of statistics: one file of this room, entered in `STATISTICS`, with a function
`statistics(data)` that gives `{key: Statistic}`. `data` is a `Codings` (one value per unit and coder), a `SetCodings`
(a set of values) or a `SpanCodings` (marked stretches of text). What cannot be computed is a `Statistic` without a
value, with the reason in words. A family that draws random samples takes a `Resampling` as well.

Nothing here imports numpy before a statistic is computed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from intercoder.agreement.report import Statistic

Kind = Literal["coding", "multilabel", "spans"]
_ALL = ("nominal", "ordinal", "interval", "ratio", "circular", "bipolar")


@dataclass(frozen=True)
class Family:
    """A file of statistics. In its keys LEVEL, X (a category), A|B (two coders) and MODE stand for the real ones."""

    module: str
    keys: tuple[str, ...]
    kind: Kind = "coding"
    levels: tuple[str, ...] = _ALL  # at which the family is meaningful
    needs: str = "two coders"
    draws: bool = False  # takes a Resampling

    def compute(self, data: object, resampling: object) -> dict[str, Statistic]:
        """The statistics of this family for data of its kind."""
        module = import_module(f"intercoder.agreement.{self.module}")
        result: dict[str, Statistic] = module.statistics(data, resampling) if self.draws else module.statistics(data)
        return result


_COUNTS_AND_PERCENT = (
    "n.units",
    "n.coders",
    "n.values",
    "n.units_pairable",
    "n.values_pairable",
    "agree.unit_mean",
    "agree.pair_weighted",
    "agree.coder_pair_mean",
    "agree.all",
    "holsti",
)

STATISTICS: tuple[Family, ...] = (
    Family("percent", _COUNTS_AND_PERCENT),
    Family("alpha", ("alpha.LEVEL",), needs="two codings of one unit; numbers above the nominal level"),
    Family(
        "kappas",
        (
            "scott_pi",
            "cohen_kappa",
            "cohen_kappa_se",
            "cohen_kappa.linear",
            "cohen_kappa.quadratic",
            "fleiss_kappa",
            "fleiss_kappa_se",
            "fleiss_kappa_se0",
            "fleiss_kappa_z0",
            "conger_kappa",
            "conger_kappa_se",
            "light_kappa",
        ),
        levels=("nominal", "ordinal", "interval", "ratio"),
        needs="a codebook; exactly two coders for Scott and Cohen; numbers for weights; complete data for se0",
    ),
    Family(
        "gwet",
        (
            "brennan_prediger",
            "brennan_prediger_se",
            "ac1",
            "ac1_se",
            "ac2.linear",
            "ac2.linear_se",
            "ac2.quadratic",
            "ac2.quadratic_se",
        ),
        levels=("nominal", "ordinal", "interval", "ratio"),
        needs="a codebook of two categories or more; numbers for AC2",
    ),
    Family(
        "categories",
        ("category_alpha.X", "specific_agreement.X", "fleiss_category.X", "category_kappa.X"),
        levels=("nominal", "ordinal"),
        needs="a codebook; complete data for Fleiss; exactly two coders for kappa",
    ),
    Family(
        "icc",
        ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"),
        levels=("ordinal", "interval", "ratio"),
        needs="numbers, complete data, two coders, three units",
    ),
    Family(
        "bootstrap",
        (
            "bootstrap_units.LEVEL.lo95",
            "bootstrap_units.LEVEL.hi95",
            "bootstrap_units.LEVEL.q.667",
            "bootstrap_units.LEVEL.q.800",
            "bootstrap_units.LEVEL.no_variation",
            "bootstrap_kripp2016.LEVEL.lo95",
            "bootstrap_kripp2016.LEVEL.hi95",
            "bootstrap_kripp2016.LEVEL.q.667",
            "bootstrap_kripp2016.LEVEL.q.800",
        ),
        needs="an alpha",
        draws=True,
    ),
    Family(
        "sets",
        (
            *_COUNTS_AND_PERCENT,
            "alpha.nominal_set",
            "alpha.jaccard",
            "alpha.masi",
            "category_alpha.X",
            "specific_agreement.X",
            "mean_jaccard_similarity.pair_weighted",
            "bootstrap_units.LEVEL.lo95",
            "bootstrap_units.LEVEL.hi95",
            "bootstrap_units.LEVEL.q.667",
            "bootstrap_units.LEVEL.q.800",
            "bootstrap_units.LEVEL.no_variation",
        ),
        kind="multilabel",
        levels=("set",),
        needs="sets of labels; LEVEL is nominal_set, jaccard or masi",
        draws=True,
    ),
    Family(
        "spans",
        (
            "n.texts",
            "n.coders",
            "n.spans",
            "n.spans_joined",
            "u_alpha",
            "bar_u_alpha",
            "coverage",
            "cu_alpha.pairwise",
            "cu_alpha.union",
            "cu_alpha.intersection",
            "ku_alpha.pairwise.X",
            "ku_alpha.union.X",
            "ku_alpha.intersection.X",
            "ku_coverage.X",
            "u_alpha_label.X",
            "char_alpha",
            "char_agree.unit_mean",
        ),
        kind="spans",
        levels=("nominal",),
        needs="texts marked by two coders; no overlapping spans of one coder, but for u_alpha_label",
    ),
    Family(
        "matching",
        ("f1.MODE.A|B", "iou.A|B"),
        kind="spans",
        levels=("nominal",),
        needs="texts marked by both coders",
    ),
)


def statistics_of(kind: Kind, data: object, resampling: object, modules: Iterable[str] | None = None) -> dict[str, Statistic]:
    """All statistics of data of one kind, or those of some families, in the order of the table."""
    wanted = None if modules is None else set(modules)
    result: dict[str, Statistic] = {}
    for family in STATISTICS:
        if family.kind == kind and (wanted is None or family.module in wanted):
            result |= family.compute(data, resampling)
    return result
