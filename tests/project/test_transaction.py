"""Several steps in one transaction: each whole or not at all, and nothing half remembered where all of them are lost."""

import sqlite3
from contextlib import closing

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.project import Project
from intercoder.records import Article, Comment, no_tick


def page(number: int) -> Article:
    return Article((Comment(f"تبصرہ {number} 👍🏽"),), headline=f"Page {number}")


def labels(path) -> list[str]:
    """The steps that somebody else sees in the file."""
    with closing(sqlite3.connect(path)) as db:
        return [label for (label,) in db.execute("SELECT text FROM step JOIN label ON label.id = step.label ORDER BY at")]


@pytest.fixture
def add(project: Project, source):
    """Imports a file with one page; `error` is raised while it is read."""

    def run(number: int, error: BaseException | None = None) -> None:
        def records():
            yield page(number)
            if error is not None:
                raise error

        project.material.add(source(f"{number}.txt"), records(), no_tick)

    return run


@pytest.fixture
def add_together(project: Project, add):
    """Imports files in one transaction; `errors` says in which of them something is raised."""

    def run(numbers, errors=()) -> None:
        with project.together():
            for number in numbers:
                add(number, dict(errors).get(number))

    return run


def test_steps_together_are_committed_at_the_end_and_each_is_one(project, path, add, sound):
    before = labels(path)
    with project.together():
        add(1)
        add(2)
        assert labels(path) == before
    assert labels(path) == [*before, "Import 1.txt", "Import 2.txt"]
    add(3)
    assert labels(path)[-1] == "Import 3.txt"
    assert sound(project)


@pytest.mark.parametrize("error", [Cancelled(), ValueError("a fault"), KeyboardInterrupt()], ids=repr)
def test_a_step_that_fails_goes_alone(project, path, add, add_together, sound, error):
    before, counts = labels(path), project.material.counts()
    with pytest.raises(type(error)):
        add_together((1, 2), {2: error})
    assert labels(path) == [*before, "Import 1.txt"]
    assert project.material.counts().articles == counts.articles + 1
    add(3)
    assert labels(path) == [*before, "Import 1.txt", "Import 3.txt"]
    assert sound(project)


def test_a_step_that_fails_inside_goes_alone_and_others_follow(project, path, add, sound):
    before = labels(path)
    with project.together():
        add(1)
        with pytest.raises(ValueError, match="a fault"):
            add(2, ValueError("a fault"))
        add(3)
    assert labels(path) == [*before, "Import 1.txt", "Import 3.txt"]
    assert sound(project)


def test_after_a_refusal_nothing_stays_and_the_work_goes_on(project, path, add, add_together, sound):
    project.codings.answer(1, "topic", "1")
    before, data, undo = labels(path), path.read_bytes(), project.undo_label
    with pytest.raises(UserError, match="no"):
        add_together((1, 2), {2: UserError("no")})
    assert path.read_bytes() == data
    assert project.undo_label == undo
    project.undo()
    add(3)
    assert len(labels(path)) == len(before) + 2
    assert sound(project)


def test_where_the_room_ends_nothing_of_the_block_stays(project, path, add, add_together, sound):
    before, data = labels(path), path.read_bytes()
    pages = project.db.execute("PRAGMA page_count").fetchone()[0]
    project.db.execute(f"PRAGMA max_page_count = {pages + 3}")
    with pytest.raises(UserError, match="full"):
        add_together(range(200))
    assert path.read_bytes() == data
    project.db.execute("PRAGMA max_page_count = 1000000")
    add(3)
    assert labels(path) == [*before, "Import 3.txt"]
    assert sound(project)


def test_where_nothing_could_be_committed_nothing_is_remembered(project, path, add, add_together, sound):
    before = labels(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM unit").fetchone()
        project.db.execute("PRAGMA busy_timeout = 1")
        with pytest.raises(UserError, match="Another program"):
            add_together([1])
    assert labels(path) == before
    add(2)
    assert labels(path) == [*before, "Import 2.txt"]
    assert sound(project)
