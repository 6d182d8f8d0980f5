"""Identities between coefficients, and what must not change them."""

import math

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intercoder.agreement import statistics_of
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.categories import category_alpha
from intercoder.agreement.codings import Codings
from intercoder.agreement.counts import CountTable, count_table
from intercoder.agreement.gwet import chance_corrected, observed_agreement, shares

EXAMPLES = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def codings(draw, q=4, coders=None, complete=False, level="nominal"):
    """Codings with categories 1 … q."""
    width = coders or draw(st.integers(2, 4))
    cell = st.integers(0 if complete else -1, q - 1)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))
    return Codings(np.array(rows, dtype=np.int64), tuple(range(1, q + 1)), level)


def found(data):
    return statistics_of("coding", data, Resampling(draws=0))


def same(a, b):
    if a.value is None or b.value is None:
        return a.value is None and b.value is None
    return math.isclose(a.value, b.value, rel_tol=1e-9, abs_tol=1e-9)


@EXAMPLES
@given(codings(coders=2, complete=True))
def test_scotts_pi_is_fleiss_kappa_for_two_complete_coders(data):
    assert same(found(data)["scott_pi"], found(data)["fleiss_kappa"])


@EXAMPLES
@given(codings(complete=True))
def test_nominal_alpha_follows_from_fleiss_kappa_on_complete_data(data):
    result = found(data)
    assume(result["fleiss_kappa"].value is not None)
    total = data.pairable.n_codings
    expected = 1 - (1 - result["fleiss_kappa"].value) * (total - 1) / total
    assert math.isclose(result["alpha.nominal"].value, expected, abs_tol=1e-9)
    assert result["alpha.nominal"].value >= result["fleiss_kappa"].value - 1e-12


@EXAMPLES
@given(codings(q=2))
def test_two_categories_make_all_levels_the_same(data):
    result = found(data)
    assert same(result["alpha.nominal"], result["alpha.ordinal"])
    assert same(result["alpha.nominal"], result["alpha.interval"])


@EXAMPLES
@given(codings(q=2))
def test_both_categories_of_a_binary_variable_have_its_alpha(data):
    assume(alpha(data, "nominal").value is not None)
    for category in (0, 1):
        assert same(category_alpha(data, category), alpha(data, "nominal"))


@EXAMPLES
@given(codings())
def test_ac2_with_identity_weights_is_ac1(data):
    assume(data.pairable.n_units > 0)
    identity = np.eye(data.q)
    pi = shares(data.table.with_codings(1))
    chance = identity.sum() / (data.q * (data.q - 1)) * float(pi @ (1 - pi))
    assert same(chance_corrected(observed_agreement(data.pairable, identity), chance), found(data)["ac1"])


@EXAMPLES
@given(codings(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_does_not_matter(data, chance):
    units = chance.sample(range(len(data.codes)), len(data.codes))
    coders = chance.sample(range(data.coders), data.coders)
    shuffled = Codings(data.codes[np.ix_(units, coders)], data.categories)
    before, after = found(data), found(shuffled)
    assert before.keys() == after.keys()
    for key, value in before.items():
        assert same(value, after[key]), key


@EXAMPLES
@given(codings(), st.permutations(range(4)))
def test_the_names_of_nominal_categories_do_not_matter(data, new):
    renamed = Codings(np.where(data.codes < 0, -1, np.array([*new, -1])[data.codes]), data.categories)
    for key in ("alpha.nominal", "fleiss_kappa", "conger_kappa", "ac1", "brennan_prediger", "agree.unit_mean"):
        assert same(found(data)[key], found(renamed)[key]), key


@EXAMPLES
@given(codings(), st.integers(-5, 5), st.integers(1, 9))
def test_interval_alpha_ignores_origin_and_unit_and_ratio_alpha_the_unit(data, origin, unit):
    moved = Codings(data.codes, tuple(origin + unit * c for c in data.categories))
    stretched = Codings(data.codes, tuple(unit * c for c in data.categories))
    assert same(alpha(data, "interval"), alpha(moved, "interval"))
    assert same(alpha(data, "ordinal"), alpha(moved, "ordinal"))
    assert same(alpha(data, "ratio"), alpha(stretched, "ratio"))


@EXAMPLES
@given(codings(), st.integers(0, 3))
def test_a_unit_with_one_coding_changes_neither_alpha_nor_agreement(data, category):
    lonely = np.full((1, data.coders), -1)
    lonely[0, 0] = category
    more = Codings(np.vstack([data.codes, lonely]), data.categories)
    for key in ("alpha.nominal", "alpha.ordinal", "alpha.interval", "alpha.ratio", "agree.unit_mean", "agree.all"):
        assert same(found(data)[key], found(more)[key]), key


@EXAMPLES
@given(codings())
def test_a_coder_without_codings_changes_nothing(data):
    idle = Codings(np.hstack([data.codes, np.full((data.codes.shape[0], 1), -1)]), data.categories)
    for key in ("alpha.nominal", "alpha.ordinal", "alpha.interval", "alpha.ratio", "agree.unit_mean", "fleiss_kappa", "ac1"):
        assert same(found(data)[key], found(idle)[key]), key


@EXAMPLES
@given(codings())
def test_keeping_alike_units_once_changes_nothing(data):
    one_by_one = np.stack([(data.codes == c).sum(axis=1) for c in range(data.q)], axis=1)
    whole = CountTable(one_by_one, np.ones(len(one_by_one), dtype=np.int64)).with_codings(2)
    kept = count_table(data.codes, data.q).with_codings(2)
    assert kept.n_units == whole.n_units
    assert kept.totals.tolist() == whole.totals.tolist()
    assert np.allclose(kept.coincidences, whole.coincidences)
    assert kept.pairs.tolist() == whole.pairs.tolist()


@EXAMPLES
@given(codings())
def test_nothing_is_ever_nan_or_infinite_or_without_a_reason(data):
    for key, statistic in statistics_of("coding", data, Resampling(draws=50)).items():
        if statistic.value is None:
            assert statistic.undefined, key
        else:
            assert math.isfinite(statistic.value), key
            assert statistic.undefined is None, key
