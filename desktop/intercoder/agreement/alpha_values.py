"""Disagreement of measurements: alpha without a table of categories, for counts and durations with many values."""

import numpy as np

from intercoder.agreement.codings import Codings, FloatArray, IntArray
from intercoder.agreement.metrics import between, mid_ranks, scale, scale_order

_BLOCK_CELLS = 4_000_000


def disagreement_of_values(codings: Codings, level: str) -> tuple[float, float]:
    """Observed and expected disagreement as `alpha.disagreement` gives them, from the values of each unit.

    Krippendorff 2011; sums of squares instead of a table of all pairs of values.
    """
    codes = codings.codes[(codings.codes >= 0).sum(axis=1) >= 2]
    totals = np.bincount(codes[codes >= 0], minlength=codings.q).astype(np.float64)
    if level in ("interval", "ordinal"):
        return _of_differences(codes, _positions(codings, level, totals))
    return _of_pairs(codes, totals, codings, level)


def _positions(codings: Codings, level: str, totals: FloatArray) -> FloatArray:
    """Where each category lies: its number about the mean, or its mid-rank."""
    numbers = scale(codings) if level == "interval" else mid_ranks(totals, scale_order(codings))
    return np.asarray(numbers - (totals @ numbers) / totals.sum(), dtype=np.float64)


def _of_differences(codes: IntArray, position: FloatArray) -> tuple[float, float]:
    """Disagreement where the distance is a squared difference of positions (q)."""
    present = codes >= 0
    x = np.where(present, position[codes], 0.0)
    m = present.sum(axis=1)
    observed = 2 * (m * (x**2).sum(axis=1) - x.sum(axis=1) ** 2) / (m - 1)
    total = float(m.sum())
    return float(observed.sum()), float(2 * (total * (x**2).sum() - x.sum() ** 2))


def _of_pairs(codes: IntArray, totals: FloatArray, codings: Codings, level: str) -> tuple[float, float]:
    """Disagreement for any other distance: coder pair by coder pair, and the expected part in blocks of categories."""
    weight = 1 / ((codes >= 0).sum(axis=1) - 1)
    observed = 0.0
    for a in range(codes.shape[1]):
        for b in range(a + 1, codes.shape[1]):
            both = (codes[:, a] >= 0) & (codes[:, b] >= 0)
            distance = between(codings, level, codes[both, a], codes[both, b])
            observed += 2 * float(distance @ weight[both])
    every = np.arange(codings.q)
    step = max(1, _BLOCK_CELLS // codings.q)
    expected = 0.0
    for start in range(0, codings.q, step):
        rows = every[start : start + step]
        expected += float(totals[rows] @ between(codings, level, rows[:, None], every) @ totals)
    return observed, expected
