"""Confidence of alpha: whole units are drawn again, because the codings of one unit are not independent.

Nor are the units of one article: on request whole articles are drawn, each with all its units.
`bootstrap_units` is the interval (Zapf et al. 2016, BMC Med Res Methodol 16:93). `bootstrap_kripp2016` is the
KALPHA-style one (Krippendorff 2016), which draws pairs and is too narrow for three coders or more; reviewers compare
with it.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from intercoder.agreement.alpha import alpha, disagreement, no_variation
from intercoder.agreement.codings import Codings, FloatArray, IntArray
from intercoder.agreement.counts import CountTable
from intercoder.agreement.metrics import delta, metric_levels, mid_ranks, scale_order
from intercoder.agreement.report import Statistic

TOO_MANY = "too many distinct values to draw units again"
PARTS = ("lo95", "hi95", "q.667", "q.800")
_CHUNK = 250  # draws
_MOST_CELLS = 20_000_000


@dataclass(frozen=True)
class Resampling:
    """How many draws, from which seed: the same numbers again with the same version of numpy.

    `levels` are the levels to give intervals for; None = all at which alpha is defined.
    """

    draws: int = 10_000
    seed: int = 20_260_101
    levels: tuple[str, ...] | None = None
    groups: IntArray | None = field(default=None, compare=False)
    """The article of each unit (units), where whole articles are drawn."""


@dataclass(frozen=True, eq=False)
class _Metric:
    """What a level needs: a fixed distance (q x q) and each vector's disagreement (V), or only the scale's order."""

    distance: FloatArray | None
    of_vector: FloatArray | None
    order: IntArray


def _metric(codings: Codings, level: str) -> _Metric:
    if level == "ordinal":
        return _Metric(None, None, scale_order(codings))
    return _fixed(codings.pairable, delta(codings, level, codings.pairable.totals))


def _fixed(table: CountTable, distance: FloatArray) -> _Metric:
    of_vector = ((table.vectors @ distance) * table.vectors).sum(axis=1) / (table.codings - 1)
    return _Metric(distance, of_vector, np.arange(0))


def statistics(codings: Codings, resampling: Resampling) -> dict[str, Statistic]:
    """Both bootstraps at every level at which alpha is defined; nothing when `draws` is 0.

    >>> codings = Codings.from_cells([("y", "y")] * 6 + [("n", "n")] * 5 + [("y", "n")])
    >>> result = statistics(codings, Resampling(draws=2000))
    >>> result["bootstrap_units.nominal.lo95"].value < 0.84 < result["bootstrap_units.nominal.hi95"].value
    True
    """
    wanted = [level for level in metric_levels(codings) if resampling.levels is None or level in resampling.levels]
    levels = [level for level in wanted if alpha(codings, level).value is not None]
    metrics = {level: _metric(codings, level) for level in levels}
    result = _of_units(codings, metrics, resampling)
    if not codings.is_many and resampling.draws > 0:
        for level in levels:
            result |= _named(f"bootstrap_kripp2016.{level}", draws_of_pairs(codings, level, resampling), codings)
    return result


def of_distances(codings: Codings, distances: dict[str, FloatArray], resampling: Resampling) -> dict[str, Statistic]:
    """The interval of alpha with any distances between categories (q x q), by their names."""
    metrics = {name: _fixed(codings.pairable, distance) for name, distance in distances.items()}
    return _of_units(codings, metrics, resampling)


def _of_units(codings: Codings, metrics: dict[str, _Metric], resampling: Resampling) -> dict[str, Statistic]:
    """Limits and shares by whole units for each metric; nothing when no draws are wanted."""
    if not metrics or resampling.draws < 1:
        return {}
    if codings.q * len(codings.pairable.units) > _MOST_CELLS:
        return {f"bootstrap_units.{name}.{part}": Statistic(None, TOO_MANY) for name in metrics for part in PARTS}
    result: dict[str, Statistic] = {}
    if resampling.groups is None:
        found = draws_of_units(codings.pairable, metrics, resampling)
    else:
        found = draws_of_groups(codings, metrics, resampling, resampling.groups)
    for name, draws in found.items():
        result |= _named(f"bootstrap_units.{name}", draws, codings)
    return result


def _named(key: str, draws: FloatArray, codings: Codings) -> dict[str, Statistic]:
    """The limits and shares of draws; those without variation are left out."""
    kept = draws[~np.isnan(draws)]
    if not len(kept):
        return {f"{key}.{part}": Statistic(None, no_variation(codings)) for part in PARTS}
    lo, hi = np.percentile(kept, [2.5, 97.5])
    values = (lo, hi, (kept < 0.667).mean(), (kept < 0.800).mean())
    named = {f"{key}.{part}": Statistic(float(value)) for part, value in zip(PARTS, values, strict=True)}
    if len(kept) < len(draws):
        named[f"{key}.no_variation"] = Statistic(float(len(draws) - len(kept)))
    return named


def draws_of_units(table: CountTable, metrics: dict[str, _Metric], resampling: Resampling) -> dict[str, FloatArray]:
    """Alpha of each draw of whole units, per metric (draws); NaN where a draw has no variation.

    Drawing n units with replacement is one multinomial over the distinct count vectors, exactly.
    """
    shares = table.units / table.n_units
    return _draws(table, metrics, resampling, lambda random, size: random.multinomial(table.n_units, shares, size=size))


def draws_of_groups(
    codings: Codings, metrics: dict[str, _Metric], resampling: Resampling, groups: IntArray
) -> dict[str, FloatArray]:
    """Alpha of each draw of whole articles, per metric (draws): as many articles as have a pairable unit, each with all
    its pairable units. `groups` names the article of each unit (units).
    """
    pairable = (codings.codes >= 0).sum(axis=1) >= 2
    codes = codings.codes[pairable]
    counts = np.zeros((len(codes), codings.q + 1), dtype=np.int64)  # the last column, reached by -1, is no coding
    np.add.at(counts, (np.arange(len(codes))[:, None], codes), 1)
    vectors, position = np.unique(counts[:, :-1], axis=0, return_inverse=True)
    names, article = np.unique(groups[pairable], return_inverse=True)
    members = np.zeros((len(names), len(vectors)), dtype=np.int64)  # how many units of each vector an article has
    np.add.at(members, (article.ravel(), position.ravel()), 1)
    table = CountTable(vectors, members.sum(axis=0))
    fitted = {name: metric if metric.distance is None else _fixed(table, metric.distance) for name, metric in metrics.items()}
    shares = np.full(len(names), 1 / len(names))
    return _draws(table, fitted, resampling, lambda random, size: random.multinomial(len(names), shares, size=size) @ members)


def _draws(
    table: CountTable,
    metrics: dict[str, _Metric],
    resampling: Resampling,
    draw: Callable[[np.random.Generator, int], IntArray],
) -> dict[str, FloatArray]:
    """Alpha of each draw, per metric; `draw` gives how often each vector is in so many draws (draws x V)."""
    sizes = [min(_CHUNK, resampling.draws - start) for start in range(0, resampling.draws, _CHUNK)]
    seeds = np.random.SeedSequence(resampling.seed).spawn(len(sizes))
    with ThreadPoolExecutor(min(len(sizes), os.cpu_count() or 1)) as pool:
        chunks = list(pool.map(partial(_chunk, table, metrics, draw), seeds, sizes))
    return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in metrics}


def _chunk(
    table: CountTable,
    metrics: dict[str, _Metric],
    draw: Callable[[np.random.Generator, int], IntArray],
    seed: np.random.SeedSequence,
    size: int,
) -> dict[str, FloatArray]:
    """Some of the draws, from a seed of their own: the result does not depend on how many run side by side."""
    weights = draw(np.random.default_rng(seed), size).astype(np.float64)
    totals = weights @ table.vectors
    return {name: _alphas(table, metric, weights, totals) for name, metric in metrics.items()}


def _alphas(table: CountTable, metric: _Metric, weights: FloatArray, totals: FloatArray) -> FloatArray:
    """Alpha of each draw (B), from how often it drew each vector (B x V) and each category's frequency (B x q)."""
    n = totals.sum(axis=1)
    if metric.distance is None or metric.of_vector is None:
        ranks = mid_ranks(totals, metric.order) / n[:, None] - 0.5
        squares = 2 * ((ranks**2) @ table.vectors.T * table.codings - (ranks @ table.vectors.T) ** 2)
        observed = (weights * (squares / (table.codings - 1))).sum(axis=1)
        expected = 2 * (n * (totals * ranks**2).sum(axis=1) - (totals * ranks).sum(axis=1) ** 2)
    else:
        observed = weights @ metric.of_vector
        expected = ((totals @ metric.distance) * totals).sum(axis=1)
    varies = ((totals > 0).sum(axis=1) > 1) & (expected > 0)
    return np.where(varies, 1 - (n - 1) * observed / np.where(varies, expected, 1.0), np.nan)


def draws_of_pairs(codings: Codings, level: str, resampling: Resampling) -> FloatArray:
    """Alpha of each draw by Krippendorff 2016 (draws): pairs are drawn, expected disagreement stays, cut at -1."""
    table = codings.pairable
    distance = delta(codings, level, table.totals)
    _, expected = disagreement(table, distance)
    total = table.n_codings
    deviations, position = np.unique(distance.ravel(), return_inverse=True)
    frequency = np.bincount(position.ravel(), weights=table.pairs.ravel().astype(np.float64))
    random = np.random.default_rng(resampling.seed)
    result = np.ones(resampling.draws)
    for m in np.unique(table.codings):
        pairs = int(table.units[table.codings == m].sum()) * int(m * (m - 1)) // 2
        drawn = random.multinomial(pairs, frequency / frequency.sum(), size=resampling.draws)
        result -= (drawn @ deviations) * 2 * (total - 1) / (expected * (m - 1))
    return np.asarray(np.maximum(result, -1.0), dtype=np.float64)
