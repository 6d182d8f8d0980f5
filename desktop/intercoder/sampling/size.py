"""The size of a reliability sample, for Krippendorff's alpha and for percent agreement."""

from math import ceil, isfinite
from statistics import NormalDist

from intercoder.errors import UserError

EXPECTED_ABOVE = 0.05
"""The agreement in the whole population is taken to be this much above the smallest acceptable one (Lacy & Riffe 1996)."""
STANDARD_ERROR = 0.05 / 1.64
"""One-sided 95 %: 5 points are 1.64 standard errors. Unrounded; printed tables round it to .03 and need a few units more."""


def units_for_alpha(smallest_alpha: float, rarest_share: float, significance: float = 0.05) -> int:
    """The units that two coders need to tell alpha from `smallest_alpha`, rounded up.

    `rarest_share`: the share of the rarest category among the codings, at most .5; `significance` one-sided. For more than
    two coders the sources disagree, so nothing is promised. Raises UserError for numbers outside these limits.

    Bloch & Kraemer 1989, eq. 3.7; Krippendorff 2013, p. 322. A variable of four categories used equally often:

    >>> units_for_alpha(0.667, 0.25), units_for_alpha(0.800, 0.25)
    (81, 139)
    """
    if not 0 <= smallest_alpha < 1:
        raise UserError(
            f"The smallest acceptable alpha cannot be {smallest_alpha}.", "Give a number from 0 to below 1, such as .8."
        )
    if not 0 < rarest_share <= 0.5:
        raise UserError(
            f"The share of the rarest category cannot be {rarest_share}.",
            "Give a share above 0 and up to .5: .05 for a category of every twentieth unit.",
        )
    if not 0 < significance < 0.5:
        raise UserError(
            f"The level of significance cannot be {significance}.", "Give a number above 0 and below .5, such as .05."
        )
    z = NormalDist().inv_cdf(1 - significance)
    spread = 4 * (1 - smallest_alpha) * rarest_share * (1 - rarest_share)
    return ceil(2 * z**2 * ((1 + smallest_alpha) * (3 - smallest_alpha) / spread - smallest_alpha))


def units_for_agreement(population: int, smallest_agreement: float) -> int:
    """The units of a random sample that show percent agreement above `smallest_agreement` in the population, rounded up.

    `population`: all units of the study. Level .05. The agreement expected is .05 above the smallest acceptable one, so
    that .95 and more cannot be asked for. Raises UserError for numbers outside these limits.

    Lacy & Riffe 1996, with the standard error .05/1.64 unrounded. For 1,000 units and at least .80, 121.6 units:

    >>> units_for_agreement(1000, 0.80)
    122
    """
    if not isfinite(population) or population < 1 or population != int(population):
        raise UserError(f"The population cannot be {population} units.", "Give the number of all units, 1 or more.")
    if not 0 <= smallest_agreement < 1 - EXPECTED_ABOVE:
        raise UserError(
            f"The smallest acceptable agreement cannot be {smallest_agreement}.",
            "Give a share from 0 to below .95: the formula expects 5 points more than the smallest.",
        )
    expected = smallest_agreement + EXPECTED_ABOVE
    variance, error = expected * (1 - expected), (population - 1) * STANDARD_ERROR**2
    return ceil((error + variance * population) / (error + variance))
