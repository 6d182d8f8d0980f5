"""Kappas with holes, constant coders and codebooks larger than their use."""

import pytest

from intercoder.agreement import categories, gwet, icc, kappas, percent
from intercoder.agreement.codings import Codings


def test_a_constant_coder_gives_cohen_exactly_0_with_standard_error_0(codings):
    found = kappas.statistics(codings("d02"))
    assert found["cohen_kappa"].value == 0
    assert found["cohen_kappa_se"].value == 0


def test_two_coders_who_share_no_unit_have_no_kappa(codings):
    found = kappas.statistics(codings("d04"))
    assert "cohen_kappa" not in found
    assert found["fleiss_kappa"].undefined == "no unit was coded by two coders"


def test_a_coder_without_codings_leaves_conger_undefined():
    found = kappas.statistics(Codings.from_cells([("a", "b", None), ("a", "a", None)]))
    assert found["conger_kappa"].undefined == "a coder coded nothing"
    assert found["fleiss_kappa"].value is not None


def test_fleiss_error_without_agreement_needs_complete_data(codings):
    found = kappas.statistics(codings("k01"))
    assert found["fleiss_kappa_se0"].undefined == "the units have different numbers of codings"


def test_unused_categories_of_the_codebook_raise_brennan_prediger():
    cells = [("a", "a"), ("a", "b"), ("b", "b")]
    small = gwet.statistics(Codings.from_cells(cells, ["a", "b"]))["brennan_prediger"].value
    large = gwet.statistics(Codings.from_cells(cells, ["a", "b", "c", "d"]))["brennan_prediger"].value
    assert small == pytest.approx((2 / 3 - 1 / 2) / (1 - 1 / 2))
    assert large == pytest.approx((2 / 3 - 1 / 4) / (1 - 1 / 4))


def test_a_codebook_of_one_category_leaves_ac1_undefined():
    found = gwet.statistics(Codings.from_cells([("a", "a")], ["a"]))
    assert found["ac1"].undefined == "the codebook has fewer than two categories"


def test_the_interval_of_a_coefficient_ends_at_1():
    low, high = gwet.interval95(0.9, 0.1, 12)
    assert low == pytest.approx(0.9 - 2.20099 * 0.1, abs=1e-5)
    assert high == 1


@pytest.mark.parametrize(("df", "quantile"), [(1, 12.7062), (9, 2.2622), (10, 2.228139), (20, 2.085963), (120, 1.979930)])
def test_students_quantile_is_the_tabled_one(df, quantile):
    assert gwet.t975(df) == pytest.approx(quantile, abs=1e-5)


def test_holsti_counts_units_that_the_other_did_not_code(codings):
    found = percent.statistics(codings("k01"))
    assert found["agree.coder_pair_mean"].value == pytest.approx(0.778, abs=0.001)
    assert found["holsti"].value == pytest.approx(0.697, abs=0.001)


def test_a_single_coder_agrees_with_nobody():
    found = percent.statistics(Codings.from_cells([("a",), ("b",)]))
    assert found["n.values"].value == 2
    assert all(found[key].value is None for key in found if not key.startswith("n."))


def test_a_category_that_nobody_gave_is_undefined_in_every_way(codings):
    found = categories.statistics(codings("g07"))
    for key in ("category_alpha.soc", "specific_agreement.soc", "fleiss_category.soc"):
        assert found[key].undefined


def test_the_intraclass_correlation_needs_three_units():
    found = icc.statistics(Codings.from_cells([(1, 2), (2, 3)], level="interval"))
    assert found["icc1"].undefined == "needs at least two coders and three units"


def test_units_without_variation_have_no_intraclass_correlation():
    found = icc.statistics(Codings.from_cells([(2, 2)] * 4, level="ordinal"))
    assert found["icc2"].undefined == "no variation between units"
