"""Several answers: sets against sets, and every label by itself."""

import pytest

from intercoder.agreement import statistics_of
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.sets import SetCodings, distance


@pytest.fixture
def answers():
    cells = [({1}, {1}), ({1, 2}, {1}), (set(), set()), ({3}, {2, 3}), (set(), {2}), (None, {1}), ({1, 2}, {2, 3})]
    return SetCodings.from_cells(cells, [1, 2, 3, 4])


def found(answers):
    return statistics_of("multilabel", answers, Resampling(draws=300))


def test_masi_weighs_inside_and_overlap(answers):
    place = {cell: i for i, cell in enumerate(answers.sets)}
    masi = distance(answers, "masi")
    one, both, other = place[frozenset({1})], place[frozenset({1, 2})], place[frozenset({2, 3})]
    none = place[frozenset()]
    assert masi[one, both] == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi[both, other] == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi[one, other] == 1
    assert (masi[none, none], masi[none, one]) == (0, 1)


def test_nothing_ticked_is_a_coding(answers):
    assert found(answers)["n.values"].value == 13
    assert found(answers)["n.units_pairable"].value == 6


def test_a_label_by_itself_is_ticked_or_not(answers):
    cells = [(1, 1), (1, 1), (0, 0), (0, 0), (0, 0), (None, 1), (1, 0)]
    expected = alpha(Codings.from_cells(cells), "nominal").value
    assert found(answers)["category_alpha.1"].value == pytest.approx(expected)


def test_a_label_nobody_ticked_is_undefined(answers):
    assert found(answers)["category_alpha.4"].undefined == "the category does not occur in units coded twice"


def test_the_same_set_everywhere_is_no_variation():
    result = found(SetCodings.from_cells([({1, 2}, {2, 1})] * 3))
    assert result["alpha.masi"].undefined == "no variation: all 6 codings are '1 + 2'"
    assert result["mean_jaccard_similarity.pair_weighted"].value == 1


def test_identical_sets_as_categories_have_the_nominal_alpha(answers):
    assert found(answers)["alpha.nominal_set"].value == pytest.approx(alpha(answers.whole, "nominal").value)


def test_every_distance_has_an_interval(answers):
    result = found(answers)
    for name in ("nominal_set", "jaccard", "masi"):
        assert result[f"bootstrap_units.{name}.lo95"].value <= result[f"bootstrap_units.{name}.hi95"].value


def test_a_label_outside_the_codebook_is_refused():
    with pytest.raises(KeyError):
        SetCodings.from_cells([({1}, {9})], [1, 2])
