"""Krippendorff's alpha in six levels: 1 - observed / expected disagreement within units.

Krippendorff 2004; 2011, "Computing Krippendorff's Alpha-Reliability"; 2019, chapter 12.
"""

import numpy as np

from intercoder.agreement.alpha_values import disagreement_of_values
from intercoder.agreement.codings import Codings, FloatArray
from intercoder.agreement.counts import CountTable
from intercoder.agreement.metrics import cannot_be_measured, delta, metric_levels
from intercoder.agreement.report import Statistic

TOO_FEW = "fewer than two codings of the same unit"


def statistics(codings: Codings) -> dict[str, Statistic]:
    """Alpha at every level that the codebook allows.

    Krippendorff's four observers and twelve units (2011, p. 5), a word per unit:

    >>> units = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", ".3.."]
    >>> cells = [[None if value == "." else int(value) for value in unit] for unit in units]
    >>> {key: round(result.value, 3) for key, result in statistics(Codings.from_cells(cells)).items()}
    {'alpha.nominal': 0.743, 'alpha.ordinal': 0.815, 'alpha.interval': 0.849, 'alpha.ratio': 0.797}
    """
    return {f"alpha.{level}": alpha(codings, level) for level in metric_levels(codings)}


def alpha(codings: Codings, level: str) -> Statistic:
    """Alpha at one level; undefined without a pair of codings and without variation."""
    table = codings.pairable
    total = table.n_codings
    if total < 2:
        return Statistic(None, TOO_FEW)
    reason = cannot_be_measured(codings, level)
    if reason:
        return Statistic(None, reason)
    if len(table.used) < 2:
        return Statistic(None, no_variation(codings))
    if codings.is_many:
        observed, expected = disagreement_of_values(codings, level)
    else:
        observed, expected = disagreement(table, delta(codings, level, table.totals))
    if expected == 0:
        return Statistic(None, no_variation(codings))
    return Statistic(1 - (total - 1) * observed / expected)


def alpha_of_table(table: CountTable, distance: FloatArray) -> float | None:
    """Alpha of a table of pairable units with any squared distance (q x q); None without variation."""
    observed, expected = disagreement(table, distance)
    return None if expected == 0 else 1 - (table.n_codings - 1) * observed / expected


def disagreement(table: CountTable, distance: FloatArray) -> tuple[float, float]:
    """Sum of o_ck d_ck and sum of n_c n_k d_ck over a table of pairable units."""
    totals = table.totals.astype(np.float64)
    return float((table.coincidences * distance).sum()), float(totals @ distance @ totals)


def no_variation(codings: Codings) -> str:
    """The reason why alpha is 1 - 0/0, with what everybody said."""
    table = codings.pairable
    said = codings.categories[int(table.used[0])] if len(table.used) else ""
    return f"no variation: all {table.n_codings} codings are '{said}'"
