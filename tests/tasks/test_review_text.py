from pathlib import Path

import pytest

from intercoder.project import Project
from intercoder.tasks.importing import import_dump
from intercoder.tasks.review_text import count_sentence

PAGE = Path(__file__).parents[2] / "projects" / "example" / "dump" / "01-brussels-talks.txt"
DIFFERS = "The header of 1 article declared another number of comments than the import found"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "talks.intercoder", "Brussels talks") as made:
        import_dump(made, [PAGE])
        yield made


def test_a_count_that_was_not_looked_at_is_said_to_be(project):
    assert count_sentence(project) == f"{DIFFERS}; 1 was not reviewed."


def test_an_accepted_count_stands_with_its_reason(project):
    project.review.accept(project.review.to_review()[0], "older")
    assert count_sentence(project) == f"{DIFFERS}; in 1 the comments found were kept (number older than the list: 1)."


def test_a_count_that_was_made_equal_says_by_how_many_joins(project):
    article = project.review.to_review()[0]
    for _ in range(2):
        comments = [u for u in project.material.units(article) if u.kind == "comment"]
        project.review.join(comments[5].id)
    assert count_sentence(project) == (
        f"{DIFFERS}; in 1 the numbers agree after a review (2 lines joined with the comment before)."
    )
