"""How long finding near duplicates takes. Budget: a minute of one core for 100,000 articles.

INTERCODER_ARTICLES=100000 measures that size; the default is a twentieth of it.
"""

import itertools
import os
import random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.importers.reading.shingles import near_duplicates
from intercoder.records import no_tick


def corpus(number: int) -> dict[int, str]:
    """Articles of 150 to 450 words by their frequency; one in eight is copied with changes, one in three has a stock ending."""
    chance = random.Random(3)
    words = [f"w{n}" for n in range(60_000)]
    weights = list(itertools.accumulate(1 / (n + 3) for n in range(60_000)))
    texts: dict[int, str] = {}
    copied: list[list[str]] = []
    for n in range(number):
        share = chance.random()
        if copied and share < 0.12:
            own = list(chance.choice(copied))
            for _ in range(chance.randint(0, 8)):
                own[chance.randrange(len(own))] = chance.choice(words)
        else:
            own = chance.choices(words, cum_weights=weights, k=chance.randint(150, 450))
            if share < 0.2:
                copied.append(own)
        texts[n] = " ".join(own + (words[100:130] if chance.random() < 0.3 else []))
    return texts


@pytest.mark.benchmark(group="near duplicates among 5,000 articles, or INTERCODER_ARTICLES (budget a minute for 100,000)")
def test_finding(benchmark: BenchmarkFixture) -> None:
    texts = corpus(int(os.environ.get("INTERCODER_ARTICLES", "5000")))
    assert benchmark.pedantic(lambda: near_duplicates(texts.items(), texts.__getitem__, no_tick), rounds=1)
