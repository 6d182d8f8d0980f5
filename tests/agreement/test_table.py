"""The table of statistics names exactly the keys that its files give."""

import json
import re

import pytest

from intercoder.agreement import STATISTICS, statistics_of
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.continuum import MarkedText, SpanCodings
from intercoder.agreement.sets import SetCodings

PLACES = {"LEVEL": r"[a-z_]+", "X": r".+", "A|B": r".+\|.+", "MODE": r"[a-z_]+"}


def pattern(key):
    """A key of the table as a regular expression."""
    parts = [PLACES.get(part, re.escape(part)) for part in re.split(r"(?<=\.)(LEVEL|X|A\|B|MODE)(?=\.|$)", key)]
    return re.compile("".join(parts))


@pytest.fixture
def data(codings):
    """Data of each kind that together give every statistic."""
    skewed = Codings.from_cells([(1, 1)] * 9 + [(2, 2)], [1, 2], "interval")
    sets = SetCodings.from_cells([({"a"}, {"a"})] * 9 + [({"b"}, {"b"})])
    text = MarkedText(20, {"a": ((0, 5, "x"), (6, 9, "y")), "b": ((0, 5, "x"), (7, 9, "y"))})
    return {
        "coding": [codings("k01"), codings("w03"), skewed],
        "multilabel": [sets],
        "spans": [SpanCodings((text,), ("a", "b"), ("x", "y"))],
    }


@pytest.mark.parametrize("family", STATISTICS, ids=lambda family: family.module)
def test_a_file_gives_the_keys_of_its_entry_and_no_others(family, data):
    given = {key for one in data[family.kind] for key in statistics_of(family.kind, one, Resampling(200), [family.module])}
    patterns = {key: pattern(key) for key in family.keys}
    assert [key for key in sorted(given) if not any(p.fullmatch(key) for p in patterns.values())] == []
    assert [key for key, p in patterns.items() if not any(p.fullmatch(one) for one in given)] == []


def test_every_statistic_is_ready_for_json(data):
    for kind, several in data.items():
        for one in several:
            found = statistics_of(kind, one, Resampling(100))
            assert json.dumps({key: value.value for key, value in found.items()}, allow_nan=False)
