"""How long reading a dump takes. Budget for 1,000,000 comments from CSV, in the project and searchable: 40 s, 400 MB."""

import csv
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.importers import IMPORTERS, Options
from intercoder.importers.reading.encodings import detect
from intercoder.records import Article, Comment, Issue, no_tick
from intercoder.tasks.dump_files import file_source
from intercoder.tasks.inspect import inspect

WORDS = [
    "the",
    "river",
    "gauge",
    "was",
    "read",
    "twice",
    "that",
    "week",
    "and",
    "nobody",
    "could",
    "say",
    "who",
    "had",
    "signed",
    "it",
    "😀",
    "اردو",
    "Straße",
]
HEADER = ["article_id", "headline", "published", "comment_id", "parent_id", "author", "posted", "likes", "text"]
ARTICLES, COMMENTS = 400, 50


def said(chance: random.Random, words: int) -> str:
    """A sentence of so many words."""
    return " ".join(chance.choices(WORDS, k=words)).capitalize() + "."


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of 20,000 comments of about 300 characters."""
    chance = random.Random(1)
    path = tmp_path_factory.mktemp("speed") / "comments.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream)
        out.writerow(HEADER)
        for a in range(ARTICLES):
            for c in range(COMMENTS):
                parent = f"{a}-{chance.randrange(c)}" if c and chance.random() < 0.3 else ""
                posted = f"2021-03-04T10:{c % 60:02}:00"
                out.writerow([a, f"Headline {a}", "2021-03-04", f"{a}-{c}", parent, f"reader {c}", posted, c, said(chance, 55)])
    return path


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 200 scraped pages with 50 comments each."""
    chance = random.Random(2)
    folder = tmp_path_factory.mktemp("pages")
    for n in range(200):
        body = [said(chance, 40) for _ in range(8)]
        lines = [*body, f"COMMENTS ({COMMENTS})", "Comments are moderated.", *(said(chance, 30) for _ in range(COMMENTS))]
        (folder / f"{n:04}.txt").write_text("\n".join(lines), "utf-8")
    return folder


Records = Callable[[], Iterator[Article | Issue]]


def reading(path: Path) -> Records:
    """The records of a table, read anew at each call."""
    source = file_source(path)
    with source.open() as stream:
        options = Options(encoding=detect(stream))
    return lambda: IMPORTERS["table"].read(source, options, no_tick)


def comments_of(records: Iterator[Article | Issue]) -> int:
    return sum(len(record.comments) for record in records if isinstance(record, Article))


def test_twenty_thousand_comments_from_a_table(table: Path, benchmark: BenchmarkFixture) -> None:
    records = reading(table)
    assert benchmark(lambda: comments_of(records())) == ARTICLES * COMMENTS


def test_two_hundred_pages_from_a_folder(pages: Path, benchmark: BenchmarkFixture) -> None:
    document = benchmark(lambda: inspect([pages]))
    totals = document["totals"]
    assert isinstance(totals, dict)
    assert totals["comments"] == 200 * COMMENTS


def test_rows_alone_for_comparison(table: Path, benchmark: BenchmarkFixture) -> None:
    def rows() -> list[Comment]:
        with table.open(encoding="utf-8", newline="") as stream:
            return [Comment(row["text"]) for row in csv.DictReader(stream)]

    assert len(benchmark(rows)) == ARTICLES * COMMENTS


def test_a_sorted_table_is_never_in_memory_as_a_whole(table: Path, benchmark: BenchmarkFixture) -> None:
    records = reading(table)

    def peak() -> int:
        tracemalloc.start()
        try:
            comments_of(records())
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    bytes_at_most = benchmark.pedantic(peak, rounds=1)
    benchmark.extra_info["peak_bytes"] = bytes_at_most
    assert bytes_at_most < table.stat().st_size
