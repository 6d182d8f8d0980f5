"""Alpha where it is easy to get wrong: no variation, words, negative numbers, circles and poles."""

import math

import pytest

from intercoder.agreement.alpha import alpha
from intercoder.agreement.codings import Codings
from intercoder.agreement.metrics import metric_levels


def test_one_unit_on_which_two_coders_differ_gives_0():
    assert alpha(Codings.from_cells([("a", "b")]), "nominal").value == 0


def test_no_variation_says_what_everybody_said():
    found = alpha(Codings.from_cells([("no", "no")] * 30, ["yes", "no"]), "nominal")
    assert found.value is None
    assert found.undefined == "no variation: all 60 codings are 'no'"


def test_no_unit_coded_twice_is_undefined():
    found = alpha(Codings.from_cells([("a", None), (None, "b")]), "nominal")
    assert found.undefined == "fewer than two codings of the same unit"


def test_an_empty_table_is_undefined():
    assert alpha(Codings.from_cells([], ["a"]), "nominal").value is None


def test_labels_that_look_alike_are_three_codes():
    assert alpha(Codings.from_cells([("ab", "AB"), ("ab ", "ab"), ("AB", "AB")]), "nominal").value < 0.5


def test_ratio_refuses_negative_values():
    data = Codings.from_cells([(-1, 2), (1, 1)], level="ratio")
    assert alpha(data, "ratio").undefined == "ratio needs values of 0 or more"
    assert "ratio" not in metric_levels(Codings.from_cells([(-1, 2)]))


def test_ratio_takes_two_zeros_for_alike():
    found = alpha(Codings.from_cells([(0, 0), (1, 2), (4, 4)], level="ratio"), "ratio").value
    assert found == pytest.approx(1 - 5 * (2 / 9) / expected_ratio([0, 0, 1, 2, 4, 4]))


def expected_ratio(values):
    return sum(((a - b) / (a + b)) ** 2 for a in values for b in values if a != b)


def test_words_have_no_distance():
    assert metric_levels(Codings.from_cells([("a", "b")])) == ("nominal",)
    assert alpha(Codings.from_cells([("a", "b")]), "interval").undefined == "the categories are not numbers"


def test_ordinal_words_follow_the_order_of_the_codebook():
    cells = [("low", "low"), ("mid", "high"), ("high", "high"), ("low", "mid")]
    words = Codings.from_cells(cells, ["low", "mid", "high"], "ordinal")
    numbers = Codings.from_cells([[{"low": 1, "mid": 2, "high": 3}[c] for c in row] for row in cells], level="ordinal")
    assert alpha(words, "ordinal") == alpha(numbers, "ordinal")


def test_ordinal_orders_by_number_and_not_by_place_in_the_codebook():
    cells = [(10, 10), (2, 10), (2, 2), (1, 2)]
    straight = Codings.from_cells(cells, [1, 2, 10], "ordinal")
    crooked = Codings.from_cells(cells, [10, 1, 2], "ordinal")
    assert alpha(straight, "ordinal").value == pytest.approx(alpha(crooked, "ordinal").value)


def test_the_ends_of_a_circle_meet():
    def circular(pair):
        return alpha(Codings.from_cells([pair, (6, 6), (18, 18)], range(24), "circular", 24), "circular").value

    assert circular((23, 0)) == pytest.approx(circular((5, 6)), abs=0.05)
    assert circular((0, 12)) < circular((0, 6)) < circular((23, 0))


def test_a_difference_at_the_pole_counts_more_than_one_in_the_middle():
    def bipolar(pair):
        cells = [pair, (1, 1), (7, 7), (4, 4)]
        return alpha(Codings.from_cells(cells, range(1, 8), "bipolar", None, 1, 7), "bipolar").value

    assert bipolar((1, 2)) < bipolar((4, 5))
    assert math.isfinite(bipolar((1, 7)))


@pytest.mark.parametrize(
    ("level", "reason"),
    [("circular", "circular needs U, the number of positions on the circle"),
     ("bipolar", "bipolar needs lo and hi, the ends of the scale")],
)  # fmt: skip
def test_a_scale_without_its_size_is_undefined(level, reason):
    assert alpha(Codings.from_cells([(1, 2)], level=level), level).undefined == reason


def test_values_outside_a_bipolar_scale_are_undefined():
    data = Codings.from_cells([(0, 2)], None, "bipolar", None, 1, 7)
    assert alpha(data, "bipolar").undefined == "bipolar needs values from 1 to 7"
