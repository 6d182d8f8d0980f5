"""The count table by either way of finding what is alike."""

import numpy as np
import pytest

from intercoder.agreement import counts
from intercoder.agreement.counts import count_table, pair_tables


@pytest.fixture
def codes():
    random = np.random.default_rng(1)
    return random.integers(-1, 5, (300, 4))


def rows(table):
    return sorted((tuple(vector), int(units)) for vector, units in zip(table.vectors.tolist(), table.units, strict=True))


def test_large_codebooks_take_another_way_to_the_same_table(codes):
    by_counts = counts._distinct_by_counts(codes, 5)
    by_rows = counts._distinct_by_rows(codes, 5)
    assert sorted(map(tuple, by_counts[0].tolist())) == sorted(map(tuple, by_rows[0].tolist()))
    assert by_counts[1].sum() == by_rows[1].sum() == 300


def test_a_codebook_of_a_hundred_categories_is_counted(codes):
    table = count_table(np.where(codes < 0, -1, codes * 20), 100)
    assert table.vectors.shape[1] == 100
    assert table.n_codings == int((codes >= 0).sum())
    assert [row for row, _ in rows(count_table(codes, 5))] == [row[::20] for row, _ in rows(table)]


def test_the_most_frequent_vector_comes_first(codes):
    units = count_table(codes, 5).units
    assert (np.diff(units) <= 0).all()


def test_units_without_a_coding_are_counted_as_units():
    table = count_table(np.array([[-1, -1], [0, 1]]), 2)
    assert table.n_units == 2
    assert table.with_codings(1).n_units == 1


def test_pairs_of_coders_without_a_common_unit_have_no_table():
    tables = pair_tables(np.array([[0, 0, -1], [1, -1, 1], [1, 0, -1]]), 2)
    assert [(pair.a, pair.b, pair.units, pair.agreeing) for pair in tables] == [(0, 1, 2, 1), (0, 2, 1, 1)]
