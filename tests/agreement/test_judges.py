"""Other programs as judges, each only where it is right; it is no part of the program."""

import krippendorff
import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa

from intercoder.agreement import statistics_of
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.sets import SetCodings


def noisy(units, coders, q, missing, seed):
    """Codings that follow a true value, with noise and holes."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, q, units)[:, None]
    codes = np.where(random.random((units, coders)) < 0.7, truth, random.integers(0, q, (units, coders)))
    return np.where(random.random((units, coders)) < missing, -1, codes)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize(("coders", "q", "missing"), [(2, 2, 0), (3, 5, 0.2), (6, 9, 0.4)])
def test_krippendorff_agrees_on_alpha(level, coders, q, missing):
    codes = noisy(200, coders, q, missing, seed=coders)
    data = np.where(codes < 0, np.nan, codes).T
    judged = krippendorff.alpha(reliability_data=data, level_of_measurement=level)
    assert alpha(Codings(codes, tuple(range(q))), level).value == pytest.approx(judged, abs=1e-10)


@pytest.mark.parametrize("q", [2, 5])
def test_statsmodels_agrees_on_cohen_and_its_standard_error(q):
    codes = noisy(150, 2, q, 0, seed=q)
    joint = np.zeros((q, q))
    np.add.at(joint, (codes[:, 0], codes[:, 1]), 1)
    judged = cohens_kappa(joint)
    found = statistics_of("coding", Codings(codes, tuple(range(q))), Resampling(draws=0), ["kappas"])
    assert found["cohen_kappa"].value == pytest.approx(judged.kappa, abs=1e-12)
    assert found["cohen_kappa_se"].value == pytest.approx(judged.std_kappa, abs=1e-12)


def test_statsmodels_agrees_on_complete_fleiss():
    codes = noisy(150, 4, 5, 0, seed=9)
    counts = np.stack([(codes == c).sum(axis=1) for c in range(5)], axis=1)
    found = statistics_of("coding", Codings(codes, tuple(range(5))), Resampling(draws=0), ["kappas"])
    assert found["fleiss_kappa"].value == pytest.approx(fleiss_kappa(counts), abs=1e-12)


def test_scikit_learn_agrees_on_unweighted_kappa():
    codes = noisy(150, 2, 6, 0, seed=4)
    found = statistics_of("coding", Codings(codes, tuple(range(6))), Resampling(draws=0), ["kappas"])
    assert found["cohen_kappa"].value == pytest.approx(cohen_kappa_score(codes[:, 0], codes[:, 1]), abs=1e-12)


def test_scikit_learn_agrees_on_weights_when_the_categories_are_evenly_spaced_and_all_used():
    codes = noisy(150, 2, 5, 0, seed=5)
    found = statistics_of("coding", Codings(codes, tuple(range(5))), Resampling(draws=0), ["kappas"])
    for weights in ("linear", "quadratic"):
        judged = cohen_kappa_score(codes[:, 0], codes[:, 1], weights=weights)
        assert found[f"cohen_kappa.{weights}"].value == pytest.approx(judged, abs=1e-12)


def test_nltk_agrees_on_alpha_of_sets_that_are_not_both_empty():
    random = np.random.default_rng(2)
    cells = [[frozenset(random.choice(list("abcd"), random.integers(1, 4))) for _ in range(3)] for _ in range(40)]
    triples = [(f"c{j}", i, cell) for i, row in enumerate(cells) for j, cell in enumerate(row)]
    judged = AnnotationTask(triples, distance=jaccard_distance).alpha()
    found = statistics_of("multilabel", SetCodings.from_cells(cells), Resampling(draws=0))
    assert found["alpha.jaccard"].value == pytest.approx(judged, abs=1e-10)
