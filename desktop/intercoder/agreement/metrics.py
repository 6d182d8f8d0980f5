"""Levels of measurement: how far two categories lie apart, squared.

Krippendorff 2019, chapter 12.3.4: nominal, ordinal, interval, ratio, circular and bipolar.
"""

import numpy as np

from intercoder.agreement.codings import Codings, FloatArray, IntArray

NO_NUMBERS = "the categories are not numbers"


def metric_levels(codings: Codings) -> tuple[str, ...]:
    """The levels of alpha that the codebook allows, and the variable's own level always."""
    levels = ["nominal"]
    if codings.numbers is not None:
        levels += ["ordinal", "interval"]
        if (codings.numbers >= 0).all():
            levels.append("ratio")
    if codings.level not in levels:
        levels.append(codings.level)
    return tuple(levels)


def cannot_be_measured(codings: Codings, level: str) -> str | None:
    """Why the codebook does not allow this level, or None."""
    numbers = codings.numbers
    if level == "nominal" or (level == "ordinal" and codings.level == "ordinal"):
        return None  # the codebook's order is enough for an ordinal variable
    if numbers is None:
        return NO_NUMBERS
    if level == "ratio" and (numbers < 0).any():
        return "ratio needs values of 0 or more"
    if level == "circular" and not codings.circle:
        return "circular needs U, the number of positions on the circle"
    if level == "bipolar":
        if codings.lo is None or codings.hi is None:
            return "bipolar needs lo and hi, the ends of the scale"
        if (numbers < codings.lo).any() or (numbers > codings.hi).any():
            return f"bipolar needs values from {codings.lo:g} to {codings.hi:g}"
    return None


def delta(codings: Codings, level: str, totals: IntArray) -> FloatArray:
    """The squared distance between categories (q x q); `totals` (q) are the frequencies, which ordinal needs."""
    if level == "ordinal":
        ranks = mid_ranks(totals.astype(np.float64), scale_order(codings))
        return np.asarray((ranks[:, None] - ranks) ** 2, dtype=np.float64)
    every = np.arange(codings.q)
    return between(codings, level, every[:, None], every)


def between(codings: Codings, level: str, c: IntArray, k: IntArray) -> FloatArray:
    """The squared distance of two arrays of categories (positions) at a level that needs no frequencies."""
    if level == "nominal":
        return np.asarray(c != k, dtype=np.float64)
    x, y = scale(codings)[c], scale(codings)[k]
    if level == "interval":
        return np.asarray((x - y) ** 2, dtype=np.float64)
    if level == "ratio":
        return _ratio(x - y, x + y) ** 2
    if level == "circular":
        circle = codings.circle or 1.0
        return np.asarray(np.sin(np.pi * ((x - y) % circle) / circle) ** 2, dtype=np.float64)
    if level == "bipolar":
        lo, hi = codings.lo or 0.0, codings.hi or 0.0
        return _ratio((x - y) ** 2, (x + y - 2 * lo) * (2 * hi - x - y))
    raise ValueError(f"no such level: {level}")


def _ratio(above: FloatArray, below: FloatArray) -> FloatArray:
    """Divide, where 0 / 0 is 0: two codings at the same end of the scale do not differ."""
    return np.divide(above, below, out=np.zeros(np.broadcast(above, below).shape), where=below != 0)


def scale(codings: Codings) -> FloatArray:
    """The categories' numbers; for an ordinal variable of words their place in the codebook."""
    return np.arange(codings.q, dtype=np.float64) if codings.numbers is None else codings.numbers


def scale_order(codings: Codings) -> IntArray:
    """The positions of the categories from the lowest to the highest."""
    return np.argsort(scale(codings), kind="stable")


def mid_ranks(totals: FloatArray, order: IntArray) -> FloatArray:
    """The mid-rank of each category: cumulative frequency - half its own (… x q, the last axis in codebook order)."""
    ranks = np.empty_like(totals)
    ascending = totals[..., order]
    ranks[..., order] = np.cumsum(ascending, axis=-1) - ascending / 2
    return ranks
