"""How long reading a dump takes. Budget for 1,000,000 comments from CSV, in the project and searchable: 40 s, 400 MB."""

import csv
import itertools
import json
import random
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.importers import IMPORTERS, Options
from intercoder.importers.reading.encodings import detect
from intercoder.project import Project
from intercoder.records import Article, Comment, Issue, no_tick
from intercoder.tasks.dump_files import file_source
from intercoder.tasks.importing import import_dump
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
_NUMBERS = itertools.count()


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


def reading(path: Path, format_: str = "table") -> Records:
    """The records of a file, read anew at each call."""
    source = file_source(path)
    with source.open() as stream:
        options = Options(encoding=detect(stream))
    return lambda: IMPORTERS[format_].read(source, options, no_tick)


def comments_of(records: Iterator[Article | Issue]) -> int:
    return sum(len(record.comments) for record in records if isinstance(record, Article))


def test_twenty_thousand_comments_from_a_table(table: Path, benchmark: BenchmarkFixture) -> None:
    records = reading(table)
    assert benchmark(lambda: comments_of(records())) == ARTICLES * COMMENTS


def test_the_same_comments_from_json_lines(table: Path, tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    path = tmp_path / "comments.jsonl"
    with table.open(encoding="utf-8", newline="") as rows, path.open("w", encoding="utf-8") as lines:
        for article, comments in itertools.groupby(csv.DictReader(rows), key=lambda row: row["article_id"]):
            said = [{name: row[name] for name in HEADER[3:]} for row in comments]
            lines.write(json.dumps({"article_id": article, "headline": f"Headline {article}", "comments": said}) + "\n")
    records = reading(path, "json")
    assert benchmark(lambda: comments_of(records())) == ARTICLES * COMMENTS


def test_two_hundred_pages_from_a_folder(pages: Path, benchmark: BenchmarkFixture) -> None:
    document = benchmark(lambda: inspect([pages]))
    totals = document["totals"]
    assert isinstance(totals, dict)
    assert totals["comments"] == 200 * COMMENTS


@pytest.mark.benchmark(group="200 small files of a folder into a project, searchable (budget 0.5 s)")
def test_two_hundred_small_files_into_a_project(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    chance, folder = random.Random(3), tmp_path / "small"
    folder.mkdir()
    for n in range(200):
        lines = [said(chance, 8), "", *(said(chance, 40) for _ in range(4)), "", "COMMENTS (5)"]
        lines += [said(chance, 20) for _ in range(5)]
        (folder / f"{n:04}.txt").write_text("\n".join(lines), "utf-8")
    assert benchmark.pedantic(lambda: imported(folder, tmp_path), rounds=5) == (200, 1000)


@pytest.mark.benchmark(group="1,000,000 comments from CSV into a project, searchable (budget 40 s)")
def test_a_million_comments_into_a_project(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    beside = (parent / "shared" / "samples" / "make_big_dump.py" for parent in Path(__file__).parents)
    maker = next((script for script in beside if script.is_file()), None)
    if maker is None:
        pytest.skip("the script that makes the dump lies beside the repository, not in it")
    subprocess.run([sys.executable, maker, tmp_path / "dump", "--forms", "csv"], check=True, capture_output=True)
    file = tmp_path / "dump" / "comments.csv"
    assert benchmark.pedantic(lambda: imported(file, tmp_path), rounds=1) == (20_000, 1_000_000)


def imported(dump: Path, folder: Path) -> tuple[int, int]:
    """(articles, comments) of a new project with this dump."""
    path = folder / f"{next(_NUMBERS)}.intercoder"
    with Project.create(path, "Speed") as project:
        import_dump(project, [dump])
        counts = project.material.counts()
    path.unlink()
    return counts.articles, counts.comments


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
