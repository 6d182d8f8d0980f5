"""One category at a time: alpha, specific agreement, Fleiss' and Cohen's kappa of a category against all others.

Three different numbers per category are in use; each has its own key.
"""

import numpy as np

from intercoder.agreement.codings import Codings
from intercoder.agreement.counts import PairTable
from intercoder.agreement.kappas import cohen
from intercoder.agreement.report import Statistic

NEVER = "the category does not occur in units coded twice"


def statistics(codings: Codings) -> dict[str, Statistic]:
    """All statistics per category, the label written after the key.

    >>> codings = Codings.from_cells([("y", "y"), ("y", "n"), ("n", "n"), ("n", "n")])
    >>> statistics(codings)["specific_agreement.n"]
    Statistic(value=0.8, undefined=None)
    """
    if codings.is_many:
        return {}
    result = {}
    for position, label in enumerate(codings.categories):
        result[f"category_alpha.{label}"] = category_alpha(codings, position)
        result[f"specific_agreement.{label}"] = specific_agreement(codings, position)
        result[f"fleiss_category.{label}"] = fleiss_category(codings, position)
        if codings.coders == 2 and codings.pairs:
            result[f"category_kappa.{label}"] = category_kappa(codings.pairs[0], position)
    return result


def category_alpha(codings: Codings, category: int) -> Statistic:
    """Nominal alpha of a category (position) against all others."""
    table = codings.pairable
    total, own = table.n_codings, int(table.totals[category]) if table.n_units else 0
    if own == 0:
        return Statistic(None, NEVER)
    if own == total:
        return Statistic(None, "the category is the only one that occurs")
    apart = float(table.coincidences[category].sum() - table.coincidences[category, category])
    return Statistic(1 - (total - 1) * apart / (own * (total - own)))


def specific_agreement(codings: Codings, category: int) -> Statistic:
    """Given that one coder says so, how often another does, over pairs (Cicchetti & Feinstein 1990)."""
    table = codings.pairable
    own = int(table.totals[category]) if table.n_units else 0
    if own == 0:
        return Statistic(None, NEVER)
    return Statistic(float(table.coincidences[category, category]) / own)


def fleiss_category(codings: Codings, category: int) -> Statistic:
    """Fleiss' kappa of a category (Fleiss 1971, p. 381); needs the same number of codings in every unit."""
    table = codings.table.with_codings(1)
    if not codings.pairable.n_units:
        return Statistic(None, "no unit was coded by two coders")
    m, n = int(table.codings[0]), table.n_units
    if (table.codings != m).any():
        return Statistic(None, "the units have different numbers of codings")
    own = table.vectors[:, category]
    share = int(table.units @ own) / (n * m)
    if share in (0, 1):
        return Statistic(None, "no variation: everybody or nobody gave the category")
    mixed = int(table.units @ (own * (m - own)))
    return Statistic(1 - mixed / (n * m * (m - 1) * share * (1 - share)))


def category_kappa(pair: PairTable, category: int) -> Statistic:
    """Cohen's kappa of a category against all others."""
    both = int(pair.joint[category, category])
    row, column = int(pair.joint[category].sum()), int(pair.joint[:, category].sum())
    joint = np.array([[both, row - both], [column - both, pair.units - row - column + both]])
    return cohen(PairTable(pair.a, pair.b, joint))
