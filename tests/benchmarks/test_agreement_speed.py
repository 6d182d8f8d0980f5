"""How long the statistics take. Budgets: alpha of 5 coders x 1,000,000 units 0.2 s; 10,000 draws 1 s for any number."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.agreement import bootstrap, kappas
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling, of_distances
from intercoder.agreement.codings import Codings
from intercoder.records import no_tick
from intercoder.ui.reliability import parts

Codes = Callable[..., NDArray[np.int64]]
CATEGORIES = tuple(range(7))


@pytest.mark.benchmark(group="alpha, 5 coders x 1,000,000 units (budget 0.2 s)")
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_alpha_of_a_million_units(benchmark: BenchmarkFixture, codes: Codes, level: str) -> None:
    table = codes(1_000_000)
    found = benchmark(lambda: alpha(Codings(table, CATEGORIES, level), level))
    assert found.value is not None


@pytest.mark.benchmark(group="alpha, 5 coders x 10,000 units, beside the package krippendorff")
@pytest.mark.parametrize("whose", ["ours", "krippendorff"])
def test_alpha_beside_another_package(benchmark: BenchmarkFixture, codes: Codes, whose: str) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    table = codes(10_000)
    data = np.where(table < 0, np.nan, table).T
    theirs = krippendorff.alpha(reliability_data=data, value_domain=list(CATEGORIES), level_of_measurement="nominal")
    if whose == "ours":
        found = benchmark(lambda: alpha(Codings(table, CATEGORIES), "nominal").value)
    else:
        found = benchmark(
            lambda: krippendorff.alpha(reliability_data=data, value_domain=list(CATEGORIES), level_of_measurement="nominal")
        )
    assert found == pytest.approx(theirs)


@pytest.mark.benchmark(group="Fleiss' kappa, 5 coders x 10,000 complete units, beside statsmodels")
@pytest.mark.parametrize("whose", ["ours", "statsmodels"])
def test_fleiss_beside_another_package(benchmark: BenchmarkFixture, codes: Codes, whose: str) -> None:
    judge = pytest.importorskip("statsmodels.stats.inter_rater")
    table = codes(10_000, missing=0)
    theirs = judge.fleiss_kappa(judge.aggregate_raters(table)[0])
    if whose == "ours":
        found = benchmark(lambda: kappas.fleiss(Codings(table, CATEGORIES))["fleiss_kappa"].value)
    else:
        found = benchmark(lambda: judge.fleiss_kappa(judge.aggregate_raters(table)[0]))
    assert found == pytest.approx(theirs)


@pytest.mark.benchmark(group="alpha, 5 coders x 1,000 units, beside NLTK")
@pytest.mark.parametrize("whose", ["ours", "NLTK"])
def test_alpha_beside_a_slow_package(benchmark: BenchmarkFixture, codes: Codes, whose: str) -> None:
    agreement = pytest.importorskip("nltk.metrics.agreement")
    table = codes(1_000)
    present = [(f"coder {j}", i, int(table[i, j])) for i, j in zip(*np.nonzero(table >= 0), strict=True)]
    theirs = agreement.AnnotationTask(present).alpha()
    if whose == "ours":
        found = benchmark(lambda: alpha(Codings(table, CATEGORIES), "nominal").value)
    else:
        found = benchmark.pedantic(lambda: agreement.AnnotationTask(present).alpha(), rounds=2)
    assert found == pytest.approx(theirs)


@pytest.mark.benchmark(group="10,000 bootstrap draws (budget 1 s, whatever the number of units)")
@pytest.mark.parametrize("units", [1_000, 1_000_000])
def test_an_interval(benchmark: BenchmarkFixture, codes: Codes, units: int) -> None:
    codings = Codings(codes(units), CATEGORIES)
    nominal = {"nominal": 1.0 - np.eye(len(CATEGORIES))}
    assert len(codings.pairable.units) < units  # counted before the clock starts
    found = benchmark(lambda: of_distances(codings, nominal, Resampling(draws=10_000)))
    assert found["bootstrap_units.nominal.lo95"].value is not None


@pytest.mark.benchmark(group="both intervals of one variable at every level it allows, 10,000 draws, 1,000,000 units")
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_all_intervals_of_a_million_units(benchmark: BenchmarkFixture, codes: Codes, level: str) -> None:
    codings = Codings(codes(1_000_000), CATEGORIES, level)
    assert len(codings.pairable.units) < 1_000_000  # counted before the clock starts
    found = benchmark.pedantic(lambda: bootstrap.statistics(codings, Resampling(draws=10_000)), rounds=2)
    assert found[f"bootstrap_units.{level}.lo95"].value is not None


@pytest.mark.benchmark(group="reliability table, 20 variables x 5 coders x 10,000 units, 2,000 draws (budget 5 s)")
@pytest.mark.parametrize("draws", [0, 2_000])
def test_the_report_of_a_large_round(benchmark: BenchmarkFixture, large_round: Path, draws: int) -> None:
    found = benchmark.pedantic(lambda: parts.compute(large_round, "reliability", draws, no_tick), rounds=1)
    assert len(found.rows) == 20
