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
