"""Brennan-Prediger, AC1, AC2 and Gwet's standard errors: chance from the size of the codebook.

Brennan & Prediger 1981; Gwet 2008, 2014. q counts every category of the codebook, also those that nobody used.
"""

from statistics import NormalDist

import numpy as np

from intercoder.agreement.codings import Codings, FloatArray
from intercoder.agreement.counts import CountTable
from intercoder.agreement.report import Statistic

NO_PAIR = "no unit was coded by two coders"
ONE_CATEGORY = "the codebook has fewer than two categories"
ONE_UNIT = "one unit has no variance"

_T975 = (12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622)


def statistics(codings: Codings) -> dict[str, Statistic]:
    """Brennan-Prediger, AC1 and, where the categories are numbers, AC2; each with its standard error.

    Gwet's four raters and twelve units (2014, table 2.10), a word per unit: AC1 .77544.

    >>> units = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3."]
    >>> cells = [[None if value == "." else int(value) for value in unit] for unit in units]
    >>> result = statistics(Codings.from_cells(cells))
    >>> round(result["ac1"].value, 5), round(result["ac1_se"].value, 5), round(result["brennan_prediger"].value, 5)
    (0.77544, 0.14295, 0.77273)
    """
    if codings.is_many:
        return {}
    identity = np.eye(codings.q)
    result = _pair("brennan_prediger", codings, identity, from_shares=False)
    result |= _pair("ac1", codings, identity, from_shares=True)
    if codings.numbers is not None and codings.q > 1:
        for name, weights in weightings(codings.numbers).items():
            result |= _pair(f"ac2.{name}", codings, weights, from_shares=True)
    return result


def _pair(key: str, codings: Codings, weights: FloatArray, from_shares: bool) -> dict[str, Statistic]:
    """A coefficient and its standard error, chance from the codebook alone or times the shares of the categories."""
    if not codings.pairable.n_units or codings.q < 2:
        reason = NO_PAIR if codings.q > 1 else ONE_CATEGORY
        return {key: Statistic(None, reason), f"{key}_se": Statistic(None, reason)}
    table = codings.table.with_codings(1)
    pi = shares(table)
    q, total = codings.q, float(weights.sum())
    if from_shares:
        chance = total / (q * (q - 1)) * float(pi @ (1 - pi))
        chance_of_unit = total / (q * (q - 1)) * (table.vectors @ (1 - pi) / table.codings)
    else:
        chance = total / q**2
        chance_of_unit = np.full(len(table.units), chance)
    value = chance_corrected(observed_agreement(codings.pairable, weights), chance)
    return {key: value, f"{key}_se": linearised_se(table, weights, chance, chance_of_unit)}


def weightings(numbers: FloatArray) -> dict[str, FloatArray]:
    """Linear and quadratic agreement weights (q x q) by the category's number over the codebook's range."""
    distance = np.abs(numbers[:, None] - numbers) / np.ptp(numbers)
    return {"linear": 1 - distance, "quadratic": 1 - distance**2}


def shares(table: CountTable) -> FloatArray:
    """pi_c: mean over units of the share of category c in the unit's codings (q)."""
    return np.asarray((table.units / table.codings) @ table.vectors / table.n_units, dtype=np.float64)


def unit_agreement(table: CountTable, weights: FloatArray) -> FloatArray:
    """Pa_u of a table of pairable units: weighted agreeing pairs / pairs (V)."""
    alike = table.vectors @ weights
    return np.asarray((table.vectors * (alike - 1)).sum(axis=1) / (table.codings * (table.codings - 1)))


def observed_agreement(table: CountTable, weights: FloatArray) -> float:
    """Pa: the mean of Pa_u over a table of pairable units."""
    return float(table.units @ unit_agreement(table, weights)) / table.n_units


def chance_corrected(observed: float, chance: float) -> Statistic:
    """(observed - chance) / (1 - chance)."""
    if chance == 1:
        return Statistic(None, "chance agreement is 1")
    return Statistic((observed - chance) / (1 - chance))


def linearised_se(table: CountTable, weights: FloatArray, chance: float, chance_of_unit: FloatArray) -> Statistic:
    """Gwet's standard error (2014) of a table of units with a coding or more; `chance_of_unit` is Pe_u (V).

    Where all codings are alike every unit contributes the same, and it is 0.
    """
    n = table.n_units
    if n < 2:
        return Statistic(None, ONE_UNIT)
    if len(table.used) < 2:
        return Statistic(0.0)
    pairable = table.codings >= 2
    sub = CountTable(table.vectors[pairable], table.units[pairable])
    agreement = unit_agreement(sub, weights)
    kappa = (float(sub.units @ agreement) / sub.n_units - chance) / (1 - chance)
    of_unit = np.zeros(len(table.units))
    of_unit[pairable] = (n / sub.n_units) * (agreement - chance) / (1 - chance)
    of_unit -= 2 * (1 - kappa) * (chance_of_unit - chance) / (1 - chance)
    return Statistic(float(np.sqrt(table.units @ (of_unit - kappa) ** 2 / (n * (n - 1)))))


def interval95(value: float, se: float, units: int) -> tuple[float, float]:
    """The 95 % interval of a coefficient, value ± t·se with units - 1 degrees of freedom, cut at 1."""
    width = t975(units - 1) * se
    return value - width, min(1.0, value + width)


def t975(df: int) -> float:
    """The .975 quantile of Student's t: a table to 9 degrees of freedom, then Cornish and Fisher's series.

    >>> round(t975(11), 4), round(t975(30), 4)
    (2.201, 2.0423)
    """
    if df <= len(_T975):
        return _T975[df - 1]
    z = NormalDist().inv_cdf(0.975)
    series = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return sum(term / float(df) ** power for power, term in enumerate(series))
