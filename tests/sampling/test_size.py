"""The size of a reliability sample: the published tables come out, and impossible wishes are refused in a sentence."""

import doctest
import json
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.sampling import size, units_for_agreement, units_for_alpha

ORACLE = json.loads((Path(__file__).parent / "n01_sample_size_visible.json").read_text("utf-8"))
SHARES = (0.50, 0.25, 0.10, 0.05)
ALPHAS = {0.667: (60, 81, 172, 330), 0.800: (103, 139, 294, 560), 0.900: (212, 283, 595, 1132)}
EXPECTED = (0.85, 0.90, 0.95)
POPULATIONS = {  # unrounded, by the agreement expected in the population
    100: (58.5, 49.9, 34.7),
    250: (89.4, 70.7, 43.4),
    500: (108.6, 82.1, 47.4),
    1_000: (121.6, 89.3, 49.6),
    5_000: (134.5, 96.0, 51.6),
    10_000: (136.3, 96.9, 51.8),
}


def test_the_worked_examples_come_out():
    result = doctest.testmod(size)
    assert (result.attempted, result.failed) == (2, 0)


@pytest.mark.parametrize("row", ORACLE["rows"], ids=lambda row: f"{row['alpha_min']}-{row['p_c']}-{row['significance']}")
def test_every_row_of_the_oracle_comes_out(row):
    assert units_for_alpha(row["alpha_min"], row["p_c"], row["significance"]) == row["N"]


@pytest.mark.parametrize("alpha", ALPHAS)
def test_the_printed_table_for_alpha_comes_out(alpha):
    assert tuple(units_for_alpha(alpha, share) for share in SHARES) == ALPHAS[alpha]


@pytest.mark.parametrize("population", POPULATIONS)
def test_the_printed_table_for_agreement_comes_out_rounded_up(population):
    for expected, printed in zip(EXPECTED, POPULATIONS[population], strict=True):
        assert printed - 0.05 <= units_for_agreement(population, expected - 0.05) <= printed + 1.05


def test_a_rarer_category_needs_more_units():
    needed = [units_for_alpha(0.8, share / 100) for share in range(50, 0, -1)]
    assert needed == sorted(needed)
    assert len(set(needed)) > 40


@pytest.mark.parametrize("population", [1, 2, 10, 10**9])
def test_no_sample_is_larger_than_its_population(population):
    assert 1 <= units_for_agreement(population, 0.8) <= min(population, 139)


@pytest.mark.parametrize(
    ("alpha", "share", "significance", "says"),
    [
        (1.0, 0.25, 0.05, "smallest acceptable alpha cannot be 1.0"),
        (-0.1, 0.25, 0.05, "smallest acceptable alpha cannot be -0.1"),
        (float("nan"), 0.25, 0.05, "smallest acceptable alpha cannot be nan"),
        (0.8, 0.0, 0.05, "share of the rarest category cannot be 0.0"),
        (0.8, 0.6, 0.05, "share of the rarest category cannot be 0.6"),
        (0.8, 0.25, 0.0, "level of significance cannot be 0.0"),
        (0.8, 0.25, 0.5, "level of significance cannot be 0.5"),
    ],
)
def test_an_impossible_wish_for_alpha_is_refused_with_what_to_give(alpha, share, significance, says):
    with pytest.raises(UserError) as caught:
        units_for_alpha(alpha, share, significance)
    assert says in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize(
    ("population", "agreement", "says"),
    [
        (0, 0.8, "population cannot be 0 units"),
        (-5, 0.8, "population cannot be -5 units"),
        (10.5, 0.8, "population cannot be 10.5 units"),
        (float("nan"), 0.8, "population cannot be nan units"),
        (100, 0.95, "smallest acceptable agreement cannot be 0.95"),
        (100, -0.1, "smallest acceptable agreement cannot be -0.1"),
        (100, float("nan"), "smallest acceptable agreement cannot be nan"),
    ],
)
def test_an_impossible_wish_for_agreement_is_refused_with_what_to_give(population, agreement, says):
    with pytest.raises(UserError) as caught:
        units_for_agreement(population, agreement)
    assert says in caught.value.message
    assert caught.value.hint
