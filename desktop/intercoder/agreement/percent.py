"""Counts, the four percent agreements and Holsti: what was coded, and how much of it alike.

Publications mix the four; each has its own key (Lombard, Snyder-Duch & Bracken 2002).
"""

import numpy as np

from intercoder.agreement.codings import Codings
from intercoder.agreement.report import Statistic

NO_PAIR = "no unit was coded by two coders"
NO_COMMON_UNIT = "no unit was coded by all coders"


def statistics(codings: Codings) -> dict[str, Statistic]:
    """All statistics of this file.

    >>> codings = Codings.from_cells([("a", "a"), ("a", "b"), ("b", None)])
    >>> statistics(codings)["agree.unit_mean"]
    Statistic(value=0.5, undefined=None)
    """
    result = {key: Statistic(float(number)) for key, number in counts(codings).items()}
    result["agree.unit_mean"] = unit_mean(codings)
    result["agree.pair_weighted"] = pair_weighted(codings)
    result["agree.coder_pair_mean"] = coder_pair_mean(codings)
    result["agree.all"] = all_agree(codings)
    result["holsti"] = holsti(codings)
    return result


def counts(codings: Codings) -> dict[str, int]:
    """Units, coders and codings, and those that can be compared."""
    return {
        "n.units": len(codings.codes),
        "n.coders": codings.coders,
        "n.values": codings.table.n_codings,
        "n.units_pairable": codings.pairable.n_units,
        "n.values_pairable": codings.pairable.n_codings,
    }


def unit_mean(codings: Codings) -> Statistic:
    """Mean over pairable units of agreeing pairs / pairs (Fleiss 1971)."""
    table = codings.pairable
    if not table.n_units:
        return Statistic(None, NO_PAIR)
    agreeing = (table.vectors * (table.vectors - 1)).sum(axis=1)
    share = agreeing / (table.codings * (table.codings - 1))
    return Statistic(float(table.units @ share) / table.n_units)


def pair_weighted(codings: Codings) -> Statistic:
    """Agreeing pairs / pairs over all units together."""
    table = codings.pairable
    if not table.n_units:
        return Statistic(None, NO_PAIR)
    agreeing = int(table.units @ (table.vectors * (table.vectors - 1)).sum(axis=1))
    return Statistic(agreeing / int(table.units @ (table.codings * (table.codings - 1))))


def coder_pair_mean(codings: Codings) -> Statistic:
    """Mean over the coder pairs that share a unit of their percent agreement."""
    if not codings.pairs:
        return Statistic(None, NO_PAIR)
    return Statistic(float(np.mean([pair.agreeing / pair.units for pair in codings.pairs])))


def all_agree(codings: Codings) -> Statistic:
    """Among the units coded by all coders, the share on which all agree."""
    table = codings.table
    if codings.coders < 2:
        return Statistic(None, NO_PAIR)
    common = table.codings == codings.coders
    units = int(table.units[common].sum())
    if not units:
        return Statistic(None, NO_COMMON_UNIT)
    unanimous = common & (table.vectors.max(axis=1) == codings.coders)
    return Statistic(int(table.units[unanimous].sum()) / units)


def holsti(codings: Codings) -> Statistic:
    """Mean over coder pairs that share a unit of 2M / (N1 + N2), N all codings of a coder (Holsti 1969)."""
    if not codings.pairs:
        return Statistic(None, NO_PAIR)
    own = (codings.codes >= 0).sum(axis=0)
    return Statistic(float(np.mean([2 * pair.agreeing / (own[pair.a] + own[pair.b]) for pair in codings.pairs])))
