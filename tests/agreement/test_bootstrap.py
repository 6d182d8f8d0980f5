"""The interval: whole units are drawn, the same seed gives the same numbers, draws without variation are left out."""

import itertools

import numpy as np
import pytest

from intercoder.agreement import bootstrap
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling, statistics
from intercoder.agreement.codings import Codings
from intercoder.agreement.metrics import metric_levels


def by_hand(codings, level, draws, seed):
    """Alpha of units drawn one by one, each draw by the point estimate."""
    random = np.random.default_rng(seed)
    rows = codings.codes[(codings.codes >= 0).sum(axis=1) > 1]
    found = [
        alpha(Codings(rows[random.integers(0, len(rows), len(rows))], codings.categories, level), level) for _ in range(draws)
    ]
    return np.array([statistic.value for statistic in found if statistic.value is not None])


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_drawing_count_vectors_is_drawing_units(codings, level):
    data = codings("k06")
    found = bootstrap.statistics(data, Resampling(8000, 1))
    drawn = by_hand(data, level, 2500, 2)
    lo, hi = np.percentile(drawn, [2.5, 97.5])
    assert found[f"bootstrap_units.{level}.lo95"].value == pytest.approx(lo, abs=0.03)
    assert found[f"bootstrap_units.{level}.hi95"].value == pytest.approx(hi, abs=0.03)
    assert found[f"bootstrap_units.{level}.q.800"].value == pytest.approx((drawn < 0.8).mean(), abs=0.04)


def test_the_draws_of_one_alpha_are_those_of_the_point_estimate(codings):
    """A draw that takes every unit once is the data themselves."""
    data = codings("k01")
    table = data.pairable
    weights = table.units[None, :].astype(float)
    for level in metric_levels(data):
        metric = bootstrap._metric(data, level)
        (value,) = bootstrap._alphas(table, metric, weights, weights @ table.vectors)
        assert value == pytest.approx(alpha(data, level).value, abs=1e-12)


def test_the_same_seed_gives_the_same_interval(codings):
    data = codings("k01")
    assert bootstrap.statistics(data, Resampling(500, 7)) == bootstrap.statistics(data, Resampling(500, 7))
    assert bootstrap.statistics(data, Resampling(500, 7)) != bootstrap.statistics(data, Resampling(500, 8))


def test_draws_without_variation_are_left_out_and_counted():
    data = Codings.from_cells([("a", "a")] * 9 + [("b", "b")])
    found = bootstrap.statistics(data, Resampling(2000, 1))
    left_out = found["bootstrap_units.nominal.no_variation"].value
    assert left_out == pytest.approx(2000 * 0.9**10, rel=0.15)
    assert found["bootstrap_units.nominal.lo95"].value == 1
    assert found["bootstrap_units.nominal.q.800"].value == 0


def test_an_undefined_alpha_has_no_interval(codings):
    assert bootstrap.statistics(codings("d01"), Resampling(100, 1)) == {}


def test_no_draws_give_no_interval(codings):
    assert bootstrap.statistics(codings("k01"), Resampling(draws=0)) == {}


def test_chosen_levels_only(codings):
    found = bootstrap.statistics(codings("k01"), Resampling(100, 1, ("ordinal",)))
    assert {key.split(".")[1] for key in found} == {"ordinal"}


def test_measurements_with_many_values_have_an_interval():
    random = np.random.default_rng(3)
    truth = random.integers(0, 1000, 60)
    data = Codings.from_cells([(int(t), int(t + random.integers(0, 60))) for t in truth], level="interval")
    wide = Codings.from_cells(data_cells(data), range(1100), "interval")
    found = bootstrap.statistics(wide, Resampling(1000, 1, ("interval",)))
    assert 0.9 < found["bootstrap_units.interval.lo95"].value < alpha(wide, "interval").value
    assert not any(key.startswith("bootstrap_kripp2016") for key in found)


def data_cells(data):
    return [[data.categories[code] for code in row] for row in data.codes]


def clustered(articles: int, each: int) -> tuple[Codings, np.ndarray]:
    """Comments of an article are alike: its coders agree on all of them, or on none."""
    chance = np.random.default_rng(7)
    codes, groups = [], []
    for article in range(articles):
        agree, value = chance.random() < 0.7, chance.integers(2)
        for _ in range(each):
            codes.append([value, value] if agree else [0, 1])
            groups.append(article)
    return Codings(np.array(codes, dtype=np.int64), (0, 1)), np.array(groups)


def width(codings: Codings, groups: np.ndarray | None, draws: int = 4000) -> float:
    found = statistics(codings, Resampling(draws=draws, groups=groups))
    return found["bootstrap_units.nominal.hi95"].value - found["bootstrap_units.nominal.lo95"].value


def test_drawing_whole_articles_gives_the_wider_interval_where_their_units_are_alike() -> None:
    codings, groups = clustered(30, 10)
    assert width(codings, groups) > 2 * width(codings, None)


def test_articles_of_one_unit_each_give_the_interval_of_units() -> None:
    codings, _ = clustered(120, 1)
    by_article, by_unit = width(codings, np.arange(120)), width(codings, None)
    assert by_article == pytest.approx(by_unit, rel=0.05)


def test_each_draw_of_articles_is_the_alpha_of_their_units_laid_together() -> None:
    codings, groups = clustered(4, 3)
    found = set()
    for drawn in itertools.product(range(4), repeat=4):
        rows = np.concatenate([codings.codes[groups == article] for article in drawn])
        value = alpha(Codings(rows, (0, 1)), "nominal").value
        found.add("none" if value is None else round(value, 9))
    metrics = {"nominal": bootstrap._metric(codings, "nominal")}
    draws = bootstrap.draws_of_groups(codings, metrics, Resampling(draws=600), groups)["nominal"]
    assert {"none" if np.isnan(v) else round(float(v), 9) for v in draws} == found


def test_units_with_a_single_coding_take_no_part_in_a_draw_of_articles() -> None:
    codings, groups = clustered(20, 3)
    lone = Codings(np.vstack([codings.codes, [[1, -1]] * 50]), (0, 1))
    more = np.concatenate([groups, np.arange(100, 150)])
    assert statistics(lone, Resampling(draws=500, groups=more)) == statistics(codings, Resampling(draws=500, groups=groups))
