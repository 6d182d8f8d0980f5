"""How long the project file takes. Budgets: one coding action 50 ms at the 99th percentile, 5 ms of it our own work."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from intercoder.project import Project
from intercoder.records import Article, SourceFile, no_tick

ACTION = "one coding action in a project of 100,000 comments, on the disk (budget 50 ms)"


@pytest.mark.benchmark(group=ACTION)
def test_an_answer(benchmark: BenchmarkFixture, study: Project) -> None:
    comments = itertools.cycle(
        [unit.id for unit in study.material.units(study.material.article_ids()[0]) if unit.kind == "comment"]
    )
    values = itertools.cycle("12345")
    benchmark.pedantic(lambda: study.codings.answer(next(comments), "TONE", next(values)), rounds=300)


@pytest.mark.benchmark(group=ACTION)
def test_a_highlight(benchmark: BenchmarkFixture, study: Project) -> None:
    body = next(unit.id for unit in study.material.units(study.material.article_ids()[0]) if unit.kind == "body")
    starts = itertools.count()
    benchmark.pedantic(lambda: study.codings.highlight(body, "FRAME", 1, (n := next(starts)), n + 30), rounds=300)


@pytest.mark.benchmark(group=ACTION)
def test_an_undo(benchmark: BenchmarkFixture, study: Project) -> None:
    comment = next(unit.id for unit in study.material.units(study.material.article_ids()[1]) if unit.kind == "comment")

    def one_more() -> None:
        study.codings.answer(comment, "TONE", "1")

    benchmark.pedantic(study.undo, setup=one_more, rounds=100)


@pytest.mark.benchmark(group="20,000 comments into a new project, searchable (budget 0.8 s, a fiftieth of a million)")
def test_an_import(
    benchmark: BenchmarkFixture, dump: tuple[SourceFile, Callable[[], Iterator[Article]]], tmp_path: Path
) -> None:
    source, articles = dump
    numbers = itertools.count()

    def run() -> None:
        with Project.create(tmp_path / f"{next(numbers)}.intercoder", "Speed") as project:
            project.material.add(source, articles(), no_tick)
            project.material.index()

    benchmark.pedantic(run, rounds=3)


@pytest.mark.benchmark(group="a project of 100,000 comments opened and its first article read (budget 1 s for a million)")
def test_opening(benchmark: BenchmarkFixture, study: Project) -> None:
    def run() -> int:
        with Project.open(study.path, read_only=True) as project:
            return len(project.material.units(project.material.article_ids()[0]))

    assert benchmark(run) > 1000
