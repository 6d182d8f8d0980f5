"""Intraclass correlations of complete numeric codings.

Shrout & Fleiss 1979; McGraw & Wong 1996. Six forms: one-way (1), two-way agreement (2), two-way consistency (3), of one
coder and (k) of the mean of all.
"""

from intercoder.agreement.codings import Codings
from intercoder.agreement.report import Statistic

KEYS = ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")


def statistics(codings: Codings) -> dict[str, Statistic]:
    """The six forms, for an ordinal, interval or ratio variable.

    Shrout and Fleiss' six targets and four judges (1979, table 2): .17, .29, .71.

    >>> targets = [(9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7)]
    >>> result = statistics(Codings.from_cells(targets, level="interval"))
    >>> [round(result[key].value, 2) for key in KEYS]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    if codings.level not in ("ordinal", "interval", "ratio") or codings.numbers is None:
        return {}
    reason = _cannot(codings)
    if reason:
        return {key: Statistic(None, reason) for key in KEYS}
    return {key: _ratio(above, below) for key, (above, below) in _forms(codings).items()}


def _cannot(codings: Codings) -> str | None:
    """Why the intraclass correlation cannot be computed, or None."""
    if not codings.is_complete:
        return "needs every unit coded by every coder"
    if codings.coders < 2 or len(codings.codes) < 3:
        return "needs at least two coders and three units"
    return None


def _forms(codings: Codings) -> dict[str, tuple[float, float]]:
    """Each form as a fraction of mean squares: between units, between coders, residual, within units."""
    numbers = codings.numbers
    assert numbers is not None
    x = numbers[codings.codes]
    n, k = x.shape
    x = x - x.mean()
    units, coders = x.mean(axis=1), x.mean(axis=0)
    ms_r = k * float(units @ units) / (n - 1)
    ms_c = n * float(coders @ coders) / (k - 1)
    residual = x - units[:, None] - coders
    ms_e = float((residual**2).sum()) / ((n - 1) * (k - 1))
    ms_w = float(((x - units[:, None]) ** 2).sum()) / (n * (k - 1))
    return {
        "icc1": (ms_r - ms_w, ms_r + (k - 1) * ms_w),
        "icc2": (ms_r - ms_e, ms_r + (k - 1) * ms_e + k * (ms_c - ms_e) / n),
        "icc3": (ms_r - ms_e, ms_r + (k - 1) * ms_e),
        "icc1k": (ms_r - ms_w, ms_r),
        "icc2k": (ms_r - ms_e, ms_r + (ms_c - ms_e) / n),
        "icc3k": (ms_r - ms_e, ms_r),
    }


def _ratio(above: float, below: float) -> Statistic:
    return Statistic(above / below) if below > 0 else Statistic(None, "no variation between units")
