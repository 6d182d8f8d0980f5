"""Data of the benchmarks, from a seeded generator: the same in every run."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick

PROSE = (
    "the river gauge was read twice that week and nobody in the district office could say who had signed the report "
    "readers wrote that it was the same every spring while others asked where the money had gone 😀 اردو Straße"
)
WORDS = PROSE.split()


@pytest.fixture(scope="session")
def codes() -> Callable[..., NDArray[np.int64]]:
    """Codings of one variable, units x coders: mostly the unit's own category, some others, some missing."""

    def make(units: int, coders: int = 5, categories: int = 7, missing: float = 0.1) -> NDArray[np.int64]:
        chance = np.random.default_rng(1)
        own = chance.integers(categories, size=(units, 1))
        seen = np.where(chance.random((units, coders)) < 0.8, own, chance.integers(categories, size=(units, coders)))
        return np.where(chance.random((units, coders)) < missing, -1, seen).astype(np.int64)

    return make


def articles(number: int, comments: int) -> Iterator[Article]:
    """Articles with a body and comments of about 300 characters."""
    chance = random.Random(1)
    for i in range(number):
        body = Text("body", " ".join(chance.choices(WORDS, k=300)))
        readers = (Comment(" ".join(chance.choices(WORDS, k=55)), author=f"reader {n % 97}") for n in range(comments))
        yield Article((body, *readers), headline=f"Article {i}", locator=f"record {i}")


TONES = tuple(Category(n, f"Tone {n}") for n in range(1, 6))
CODEBOOK = Codebook(
    "Speed",
    (
        Variable("TONE", "Tone", "comment", "one", categories=TONES, required=False),
        Variable("FRAME", "Frame", "article", "spans", categories=(Category(1, "Conflict"), Category(2, "Consequences"))),
    ),
)


SOURCE = SourceFile("generated.csv", "0" * 64, 1, "table", "generated", "utf-8")


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project of 100 articles with 1,000 comments each, and a codebook."""
    path: Path = tmp_path_factory.mktemp("speed") / "study.intercoder"
    with Project.create(path, "Speed", CODEBOOK) as project:
        project.material.add(SOURCE, articles(100, 1000), no_tick)
        yield project


@pytest.fixture
def dump() -> tuple[SourceFile, Callable[[], Iterator[Article]]]:
    """A source and its 20,000 comments, made anew at each call."""
    return SOURCE, lambda: articles(20, 1000)


@pytest.fixture(scope="session")
def large_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with 10,000 comments that five coders answered 20 questions about, in the course of a week."""
    path = tmp_path_factory.mktemp("round") / "large.intercoder"
    chance = random.Random(1)
    levels = ("nominal", "ordinal")
    categories = tuple(Category(k, f"Category {k}") for k in range(5))
    variables = tuple(Variable(f"v{n:02}", f"V {n}", "comment", "one", levels[n % 2], categories=categories) for n in range(20))
    with Project.create(path, "Large", Codebook("Large", variables)) as project:
        project.material.add(SourceFile("large.csv", "ab" * 32, 9, "csv", "", "utf-8", b""), articles(100, 100), no_tick)
        units = [unit for (unit,) in project.db.execute("SELECT id FROM unit WHERE kind = 'comment'").fetchall()]
        project.plan.assign([f"Coder {n}" for n in range(5)], "reliability", units)
        number = project.plan.round("reliability").id
        asked = [variable.id for variable in project.codebook.current().variables]
        true = {(unit, variable): chance.randrange(5) for unit in units for variable in asked}
        with project.barrier("Codings", {"value"}):
            for coder in range(2, 7):
                rows = (
                    (number, coder, u, v, str(value if chance.random() < 0.75 else chance.randrange(5)), u * 60_000)
                    for (u, v), value in true.items()
                )
                insert = "INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(?, ?, ?, ?, 'value', ?, ?)"
                project.db.executemany(insert, rows)
    return path
