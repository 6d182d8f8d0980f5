"""A slow second opinion: every coefficient from its definition, in fractions, pair by pair."""

import math
from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intercoder.agreement import statistics_of
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings

CATEGORIES = (0, 1, 2, 5)


@st.composite
def matrices(draw, categories=CATEGORIES, most_coders=4):
    """Units x coders of categories and None."""
    coders = draw(st.integers(2, most_coders))
    cell = st.one_of(st.none(), st.sampled_from(categories))
    return draw(st.lists(st.tuples(*[cell] * coders), min_size=1, max_size=9))


def computed(data, level="nominal"):
    codings = Codings.from_cells(data, CATEGORIES, level)
    return statistics_of("coding", codings, Resampling(draws=0))


def values(row):
    return [value for value in row if value is not None]


def pairable(data):
    return [values(row) for row in data if len(values(row)) > 1]


def mean(numbers):
    numbers = list(numbers)
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else None


# ---------------------------------------------------------------- alpha


def distance(level, c, k, frequency):
    if c == k:
        return Fraction(0)
    if level == "nominal":
        return Fraction(1)
    if level == "interval":
        return Fraction(c - k) ** 2
    if level == "ratio":
        return Fraction(c - k, c + k) ** 2
    low, high = min(c, k), max(c, k)
    between = sum(n for value, n in frequency.items() if low < value < high)
    return (Fraction(frequency[c] + frequency[k], 2) + between) ** 2


def exact_alpha(data, level):
    units = pairable(data)
    everything = [value for unit in units for value in unit]
    if len(set(everything)) < 2:
        return None
    frequency = {c: everything.count(c) for c in CATEGORIES}
    observed = sum(sum(distance(level, a, b, frequency) for a, b in permutations(unit, 2)) / (len(unit) - 1) for unit in units)
    expected = sum(frequency[c] * frequency[k] * distance(level, c, k, frequency) for c in CATEGORIES for k in CATEGORIES)
    return 1 - (len(everything) - 1) * observed / expected


# ---------------------------------------------------------------- agreement and kappas


def exact_unit_mean(data):
    return mean(mean(Fraction(a == b) for a, b in combinations(unit, 2)) for unit in pairable(data))


def pairs(data):
    for g, h in combinations(range(len(data[0])), 2):
        both = [(row[g], row[h]) for row in data if row[g] is not None and row[h] is not None]
        if both:
            yield g, h, both


def exact_holsti(data):
    own = [sum(row[g] is not None for row in data) for g in range(len(data[0]))]
    return mean(Fraction(2 * sum(a == b for a, b in both), own[g] + own[h]) for g, h, both in pairs(data))


def exact_cohen(both):
    observed = mean(Fraction(a == b) for a, b in both)
    chance = mean(Fraction(a == b) for a, _ in both for _, b in both)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def exact_fleiss(data):
    if not pairable(data):
        return None
    coded = [values(row) for row in data if values(row)]
    shares = [mean(Fraction(unit.count(c), len(unit)) for unit in coded) for c in CATEGORIES]
    chance = sum(share**2 for share in shares)
    return None if chance == 1 else (exact_unit_mean(data) - chance) / (1 - chance)


def exact_ac1(data):
    if not pairable(data):
        return None
    coded = [values(row) for row in data if values(row)]
    shares = [mean(Fraction(unit.count(c), len(unit)) for unit in coded) for c in CATEGORIES]
    chance = sum(share * (1 - share) for share in shares) / (len(CATEGORIES) - 1)
    return (exact_unit_mean(data) - chance) / (1 - chance)


def exact_conger(data):
    columns = [[row[g] for row in data if row[g] is not None] for g in range(len(data[0]))]
    if not pairable(data) or not all(columns):
        return None
    chance = mean(
        sum(Fraction(a.count(c), len(a)) * Fraction(b.count(c), len(b)) for c in CATEGORIES)
        for a, b in combinations(columns, 2)
    )
    return None if chance == 1 else (exact_unit_mean(data) - chance) / (1 - chance)


def exact_specific(data, category):
    given = sum(unit.count(category) for unit in pairable(data))
    if not given:
        return None
    alike = sum(Fraction(unit.count(category) * (unit.count(category) - 1), len(unit) - 1) for unit in pairable(data))
    return alike / given


def agree(found, exact):
    if exact is None:
        return found.value is None and bool(found.undefined)
    return found.value is not None and math.isclose(found.value, exact, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices(), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_exact_at_every_level(data, level):
    assert agree(computed(data, level)[f"alpha.{level}"], exact_alpha(data, level))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices())
def test_coefficients_without_weights_are_exact(data):
    found = computed(data)
    assert agree(found["agree.unit_mean"], exact_unit_mean(data))
    assert agree(found["holsti"], exact_holsti(data))
    assert agree(found["fleiss_kappa"], exact_fleiss(data))
    assert agree(found["ac1"], exact_ac1(data))
    assert agree(found["conger_kappa"], exact_conger(data))
    for category in CATEGORIES:
        assert agree(found[f"specific_agreement.{category}"], exact_specific(data, category))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices(most_coders=2))
def test_cohens_kappa_is_exact(data):
    for _, _, both in pairs(data):
        assert agree(computed(data)["cohen_kappa"], exact_cohen(both))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(matrices(most_coders=2), st.sampled_from(["linear", "quadratic"]))
def test_weighted_kappa_uses_the_numbers_and_the_range_of_the_codebook(data, weights):
    power = {"linear": 1, "quadratic": 2}[weights]
    for _, _, both in pairs(data):
        observed = mean(Fraction(abs(a - b), 5) ** power for a, b in both)
        expected = mean(Fraction(abs(a - b), 5) ** power for a, _ in both for _, b in both)
        assert agree(computed(data)[f"cohen_kappa.{weights}"], 1 - observed / expected if expected else None)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_measurements_with_many_values_follow_the_same_definition(level):
    data = [(i * i % 97, (i * i + i % 3) % 97, None if i % 4 else i) for i in range(80)]
    table = Codings.from_cells(data, range(97), level)
    many = Codings.from_cells(data, range(97 * 5), level)
    assert many.is_many
    assert not table.is_many
    key = f"alpha.{level}"
    slow = statistics_of("coding", table, Resampling(draws=0), ["alpha"])[key]
    fast = statistics_of("coding", many, Resampling(draws=0), ["alpha"])[key]
    assert fast.value == pytest.approx(slow.value, abs=1e-12)
