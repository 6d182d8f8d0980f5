"""What one action of a coder reads does not grow with the project: SQLite itself counts its work."""

from collections.abc import Callable
from pathlib import Path

import pytest

from intercoder.project import Project
from intercoder.records import Article, Comment, SourceFile, Text, no_tick

WORDS = "جی ہاں، یہ درست ہے 👩🏽‍🚀"
OTHERS = 300
"""Further articles with ten comments each."""


@pytest.fixture
def large_file(desk_file: Path) -> Path:
    """The small study with many further articles, in a second file of its own."""
    path = desk_file.with_name("large.intercoder")
    path.write_bytes(desk_file.read_bytes())
    parts = (Text("body", "Talks went on."), *(Comment(WORDS) for _ in range(10)))
    with Project.open(path) as project:
        source = SourceFile("more.txt", "ef" * 32, 900, "text", "a page", "utf-8", b"more")
        project.material.add(source, [Article(parts, headline=f"Article {n}") for n in range(OTHERS)], no_tick)
    return path


def work(project: Project, act: Callable[[], object]) -> int:
    """How many instructions of its own SQLite ran for an action, in hundreds."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    project.db.set_progress_handler(count, 100)
    act()
    project.db.set_progress_handler(None, 0)
    return counted[0]


def work_of_actions(window, qapp, press) -> dict[str, int]:
    window.go("code")
    place, project = window.place, window.session.project
    comments = [item.unit.id for item in window.session.worklist.items[:4] if item.unit.kind == "comment"]
    place.show_unit(comments[0])
    place.form.focus_question(0)
    qapp.processEvents()

    def answer() -> None:
        press("1")
        qapp.processEvents()

    def undo() -> None:
        window.undo()
        qapp.processEvents()

    def redo() -> None:
        window.redo()
        qapp.processEvents()

    found = {"answer": work(project, answer), "undo": work(project, undo), "redo": work(project, redo)}
    assert project.codings.answers(comments[0])["army", 0].answer == "1"
    return found


def test_an_answer_its_undo_and_its_redo_read_no_more_among_many_articles(make_window, desk_file, large_file, qapp, press):
    small = work_of_actions(make_window(desk_file), qapp, press)
    large = work_of_actions(make_window(large_file), qapp, press)
    assert all(large[name] <= small[name] + 5 for name in small), (small, large)


def test_the_count_would_notice_that_the_queue_is_read_again(large_file):
    with Project.open(large_file) as project:
        assert work(project, project.plan.queue) > 100
