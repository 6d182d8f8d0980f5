"""A corpus as a new lead has it: many articles with comments from outlets in several scripts, and a codebook."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from intercoder.records import no_tick

OUTLETS = ("Dawn", "روزنامہ جنگ کراچی", "Le Soir", "The News International", "ایکسپریس نیوز")


def build(path: Path, count: int) -> Path:
    """A project of so many articles, an article a day, each with one to three comments."""
    from intercoder.project import Project
    from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable

    yes_no = (Category(0, "No"), Category(1, "Yes"))
    codebook = Codebook(
        "Talks",
        (
            Variable("topic", "Topic", "article", "one", categories=(Category(1, "Peace"), Category(2, "War"))),
            Variable("uncivil", "Incivility", "comment", "one", categories=yes_no),
        ),
    )
    articles = [
        Article(
            (Text("headline", f"Day {n} of the talks 🕊️"), Text("body", f"It was day {n}. " * (n % 5 + 1)),
             *(Comment(f"Comment {m} on day {n}: یہ کیا ہے 👍🏽", author=f"reader {m}") for m in range(n % 3 + 1))),
            headline=f"Day {n}", outlet=OUTLETS[n * n % len(OUTLETS)],
            published=(date(2024, 1, 1) + timedelta(days=n * 366 // count)).isoformat(),
        )
        for n in range(count)
    ]  # fmt: skip
    with Project.create(path, "Peace talks", codebook) as project:
        project.material.add(SourceFile("talks.txt", "ab" * 32, 1, "text", "a page", "utf-8"), articles, no_tick)
    return path


@pytest.fixture(scope="session")
def corpus_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("corpus") / "talks.intercoder", 1000)


@pytest.fixture
def corpus(corpus_template: Path, tmp_path: Path) -> Path:
    """The file of a study of 1,000 articles in which nothing is planned yet."""
    return Path(shutil.copy(corpus_template, tmp_path / "peace.intercoder"))
