"""How long a search of the corpus takes. Budgets for a million comments: first hits of indexed words 50 ms, CJK half a second.

INTERCODER_BIG=FILE.intercoder measures the same in a project of one's own, such as one of a million comments.
"""

import os
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.project import Project
from intercoder.project.search import Scope
from intercoder.project.search_query import parse
from intercoder.tasks.corpus_hits import Wish, find_units, first_hits

FIRST = "first 60 hits, opened for reading (budget 50 ms for words in the index)"
ALL = "ids of all texts"
QUERIES = {
    "word": Wish("water"), "rare word": Wish("gauge"), "two words": Wish("water report"), "phrase": Wish('"the river"'),
    "prefix": Wish("wat*"), "without": Wish("water -report"), "outlet": Wish("water", Scope(outlets=("The Harbour Post",))),
    "comments of a year": Wish("water", Scope(first="2019", last="2019", kinds=("comment",))), "emoji": Wish("😀"),
    "CJK": Wish("桥"), "CJK, nowhere": Wish("鬱鬱"), "not coded": Wish("water", Scope(coded=False)),
}  # fmt: skip


@pytest.fixture(scope="module")
def corpus(study: Project) -> Path:
    own = os.environ.get("INTERCODER_BIG")
    if own is None:
        study.material.index()
    return Path(own) if own else study.path


@pytest.mark.benchmark(group=FIRST)
@pytest.mark.parametrize("name", QUERIES)
def test_first_hits(benchmark: BenchmarkFixture, corpus: Path, name: str) -> None:
    def run() -> int:
        with Project.open(corpus, read_only=True) as project:
            return len(first_hits(project, QUERIES[name]))

    benchmark.pedantic(run, rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group=ALL)
@pytest.mark.parametrize("name", ["word", "phrase", "prefix", "outlet", "CJK"])
def test_all_texts(benchmark: BenchmarkFixture, corpus: Path, name: str) -> None:
    with Project.open(corpus, read_only=True) as project:
        benchmark.pedantic(lambda: find_units(project, QUERIES[name]), rounds=2, warmup_rounds=1)


@pytest.mark.benchmark(group="places of a word in the first 20,000 texts that have it")
def test_counting(benchmark: BenchmarkFixture, corpus: Path) -> None:
    query = parse("water")
    with Project.open(corpus, read_only=True) as project:
        units = find_units(project, Wish("water"))[:20_000]
        benchmark.pedantic(lambda: project.material.searching.count_places(query, units), rounds=2)
