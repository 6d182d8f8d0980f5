"""Kappas: Scott and Cohen for two coders, Fleiss, Conger and Light for several.

Scott 1955; Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969; Fleiss 1971; Fleiss, Nee & Landis 1979; Light 1971;
Conger 1980; with missing codings Gwet 2014.
"""

import numpy as np

from intercoder.agreement.codings import Codings, FloatArray, IntArray
from intercoder.agreement.counts import CountTable, PairTable
from intercoder.agreement.gwet import NO_PAIR, chance_corrected, linearised_se, observed_agreement, shares, weightings
from intercoder.agreement.report import Statistic

NO_VARIATION = "no variation: chance agreement is 1"
INCOMPLETE = "the units have different numbers of codings"


def statistics(codings: Codings) -> dict[str, Statistic]:
    """All kappas; those of two coders when there are exactly two and they share a unit.

    Cohen's first example (1960, p. 37), as pairs of diagnoses and how many patients got them:

    >>> joint = {"11": 25, "12": 12, "13": 3, "21": 13, "22": 2, "23": 15, "31": 12, "32": 16, "33": 2}
    >>> codings = Codings.from_cells([pair for pair, patients in joint.items() for _ in range(patients)])
    >>> round(statistics(codings)["cohen_kappa"].value, 3), round(statistics(codings)["cohen_kappa_se"].value, 4)
    (-0.092, 0.0566)
    """
    if codings.is_many:
        return {}
    result: dict[str, Statistic] = {}
    if codings.coders == 2 and codings.pairs:
        result |= two_coders(codings)
    result |= fleiss(codings)
    result |= conger(codings)
    result["light_kappa"] = light(codings)
    return result


def two_coders(codings: Codings) -> dict[str, Statistic]:
    """Scott's pi, and Cohen's kappa with its standard error and its weights."""
    pair = codings.pairs[0]
    result = {"scott_pi": scott(pair), "cohen_kappa": cohen(pair), "cohen_kappa_se": cohen_se(pair)}
    if codings.numbers is not None and np.ptp(codings.numbers) > 0:
        for name, weights in weightings(codings.numbers).items():
            result[f"cohen_kappa.{name}"] = cohen(pair, weights)
    return result


def scott(pair: PairTable) -> Statistic:
    """Scott's pi: chance from the distribution of both coders together."""
    pooled = (pair.joint.sum(axis=0) + pair.joint.sum(axis=1)) / (2 * pair.units)
    if pooled.max() == 1:
        return Statistic(None, NO_VARIATION)
    return chance_corrected(pair.agreeing / pair.units, float(pooled @ pooled))


def cohen(pair: PairTable, weights: FloatArray | None = None) -> Statistic:
    """Cohen's kappa: chance from the distribution of each coder; `weights` (q x q) are shares of agreement."""
    rows, columns = pair.joint.sum(axis=1), pair.joint.sum(axis=0)
    if rows.max() == pair.units and columns.max() == pair.units and rows.argmax() == columns.argmax():
        return Statistic(None, NO_VARIATION)
    w = np.eye(len(rows)) if weights is None else weights
    observed = float((w * pair.joint).sum()) / pair.units
    return chance_corrected(observed, float(rows @ w @ columns) / pair.units**2)


def cohen_se(pair: PairTable) -> Statistic:
    """The standard error of Cohen's kappa (Fleiss, Cohen & Everitt 1969)."""
    kappa = cohen(pair).value
    if kappa is None:
        return Statistic(None, NO_VARIATION)
    p = pair.joint / pair.units
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    chance = float(rows @ columns)
    both = rows + columns
    agreeing = float((np.diag(p) * (1 - both * (1 - kappa)) ** 2).sum())
    cross = p * (columns[:, None] + rows) ** 2
    differing = (1 - kappa) ** 2 * float(cross.sum() - np.trace(cross))
    bracket = agreeing + differing - (kappa - chance * (1 - kappa)) ** 2
    if bracket < 1e-14 * (agreeing + differing):
        bracket = 0.0  # it is 0 up to rounding, as with a constant coder
    return Statistic(float(np.sqrt(bracket / pair.units)) / (1 - chance))


def fleiss(codings: Codings) -> dict[str, Statistic]:
    """Fleiss' kappa, its standard error by Gwet, and that under the hypothesis of no agreement."""
    table = codings.table.with_codings(1)
    if not codings.pairable.n_units:
        return {key: Statistic(None, NO_PAIR) for key in ("fleiss_kappa", "fleiss_kappa_se", "fleiss_kappa_se0")}
    pi = shares(table)
    weights = np.eye(codings.q)
    observed = observed_agreement(codings.pairable, weights)
    varies = len(table.used) > 1
    kappa = chance_corrected(observed, float(pi @ pi)) if varies else Statistic(None, NO_VARIATION)
    chance_of_unit = table.vectors @ pi / table.codings
    result = {"fleiss_kappa": kappa, "fleiss_kappa_se": linearised_se(table, weights, float(pi @ pi), chance_of_unit)}
    result |= _fleiss_se0(codings, pi, kappa)
    return result


def _fleiss_se0(codings: Codings, pi: FloatArray, kappa: Statistic) -> dict[str, Statistic]:
    """Standard error and z under the hypothesis of no agreement (Fleiss, Nee & Landis 1979); complete data only."""
    table = codings.table.with_codings(1)
    m = int(table.codings[0])
    if kappa.value is None or (table.codings != m).any():
        reason = kappa.undefined or INCOMPLETE
        return {key: Statistic(None, reason) for key in ("fleiss_kappa_se0", "fleiss_kappa_z0")}
    pq = pi * (1 - pi)
    root = np.sqrt(max(0.0, float(pq.sum() ** 2 - (pq * (1 - 2 * pi)).sum())))
    se0 = float(np.sqrt(2 / (table.n_units * m * (m - 1))) * root / pq.sum())
    z0 = Statistic(kappa.value / se0) if se0 else Statistic(None, "the standard error is 0")
    return {"fleiss_kappa_se0": Statistic(se0), "fleiss_kappa_z0": z0}


def conger(codings: Codings) -> dict[str, Statistic]:
    """Conger's exact kappa and its standard error: chance from each coder's own distribution."""
    keys = ("conger_kappa", "conger_kappa_se")
    own = (codings.codes >= 0).sum(axis=0)
    if not codings.pairable.n_units:
        return {key: Statistic(None, NO_PAIR) for key in keys}
    if (own == 0).any():
        return {key: Statistic(None, "a coder coded nothing") for key in keys}
    if len(codings.table.used) < 2:
        return {key: Statistic(None, NO_VARIATION) for key in keys}
    p = coder_distributions(codings.codes, codings.q)
    coders = codings.coders
    chance = float((p.sum(axis=0) ** 2 - (p**2).sum(axis=0)).sum()) / (coders * (coders - 1))
    kappa = chance_corrected(observed_agreement(codings.pairable, np.eye(codings.q)), chance)
    if kappa.value is None:
        return dict.fromkeys(keys, kappa)
    return {"conger_kappa": kappa, "conger_kappa_se": _conger_se(codings, p, own, chance)}


def coder_distributions(codes: IntArray, q: int) -> FloatArray:
    """p_gc: the share of each category in the codings of each coder (coders x q)."""
    return np.array([np.bincount(column[column >= 0], minlength=q) / (column >= 0).sum() for column in codes.T])


def _conger_se(codings: Codings, p: FloatArray, own: IntArray, chance: float) -> Statistic:
    """Gwet's linearised standard error, unit by unit, since it knows the coders (Gwet 2014)."""
    codes = codings.codes[(codings.codes >= 0).any(axis=1)]
    n, coders = codes.shape
    others = p.sum(axis=0) - p  # r * mean - own, coders x q
    chance_of_unit = np.zeros(n)
    for g in range(coders):
        present = codes[:, g] >= 0
        said = np.where(present, others[g][codes[:, g]], 0.0)
        expected = float(p[g] @ others[g])
        chance_of_unit += (n / own[g]) * (said - (present - own[g] / n) * expected)
    chance_of_unit /= coders * (coders - 1)
    counts = np.stack([(codes == c).sum(axis=1) for c in range(codings.q)], axis=1)
    table = CountTable(counts, np.ones(n, dtype=np.int64))
    return linearised_se(table, np.eye(codings.q), chance, chance_of_unit)


def light(codings: Codings) -> Statistic:
    """The mean of Cohen's kappa over the coder pairs that share a unit; undefined if one of them is."""
    if not codings.pairs:
        return Statistic(None, NO_PAIR)
    values = [cohen(pair).value for pair in codings.pairs]
    if any(value is None for value in values):
        return Statistic(None, "a pair of coders has no variation")
    return Statistic(float(np.mean([value for value in values if value is not None])))
