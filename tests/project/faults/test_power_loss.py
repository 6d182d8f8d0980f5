"""When the power goes, every step that was acknowledged is there afterwards, and the file is never damaged."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.records import Article, Comment, SourceFile, Text, no_tick


def run(path: Path, disk: Any, work: Callable[[Project, Callable[[str], None]], object]) -> None:
    """Does work in a project on the logging disk."""
    disk.begin()
    with Project.open(path) as project:
        work(project, disk.acknowledge)


def survivors(path: Path, images: Callable[..., Iterator[Any]], seed: int) -> Iterator[Any]:
    """(project, what was acknowledged) of each random image, opened as the program opens it."""
    for image, acknowledged in images(seed):
        with Project.open(image / path.name) as project:
            assert check(project) == []
            yield project, acknowledged


def answers(project: Project, acknowledge: Callable[[str], None]) -> None:
    for n in range(30):
        project.codings.answer(1, "sources", str(n))
        acknowledge(str(n))


def test_no_acknowledged_answer_is_lost(path, disk, images):
    run(path, disk, answers)
    seen = set()
    for project, acknowledged in survivors(path, images, seed=1):
        stored = project.codings.answers(1).get(("sources", 0))
        last = int(acknowledged[-1]) if acknowledged else -1
        assert (int(stored.answer) if stored else -1) in {last, last + 1}
        seen.add(last)
    assert len(seen) > 10


def test_no_acknowledged_step_is_lost_undo_among_them(path, disk, images):
    def work(project: Project, acknowledge: Callable[[str], None]) -> None:
        for n in range(8):
            project.codings.answer(1, "summary", f"{n} 中文 👨‍👩‍👧 " * 40)
            acknowledge(f"do {n}")
            if n % 2:
                project.undo()
                acknowledge(f"undo {n}")

    with Project.open(path, read_only=True) as project:
        old = project.db.execute("SELECT count(*) FROM step").fetchone()[0]
    run(path, disk, work)
    for project, acknowledged in survivors(path, images, seed=2):
        steps = project.db.execute("SELECT count(*) FROM step").fetchone()[0] - old
        assert steps in {len(acknowledged), len(acknowledged) + 1}


def test_an_import_is_there_whole_or_not_at_all(path, disk, images):
    def work(project: Project, acknowledge: Callable[[str], None]) -> None:
        comments = tuple(Comment(f"Comment {n} 👍🏽 " * 30, author=f"reader {n}") for n in range(200))
        article = Article((Text("headline", "Day"), Text("body", "یہ ایک مضمون ہے۔ " * 200), *comments), headline="Day")
        sha256 = hashlib.sha256(b"x").hexdigest()
        project.material.add(SourceFile("big.txt", sha256, 1, "text", "", "utf-8", b"x"), [article] * 3, no_tick)
        acknowledge("imported")

    run(path, disk, work)
    for project, acknowledged in survivors(path, images, seed=3):
        sources = project.material.counts().sources
        assert sources == 2 if acknowledged else sources in {1, 2}


def test_a_merge_is_there_whole_or_not_at_all(path, disk, images, tmp_path_factory):
    from intercoder.project import merge, package

    folder = tmp_path_factory.mktemp("team") / "packages"
    folder.mkdir()
    with Project.open(path) as project:
        project.plan.assign(["Ben"], "main")
        package.make(project, "Ben", folder / "ben.intercoder")
    with Project.open(folder / "ben.intercoder") as bens:
        for n in range(40):
            bens.codings.answer(1, "sources", str(n))
        bens.codings.answer(1, "topic", "3")

    def work(project: Project, acknowledge: Callable[[str], None]) -> None:
        merge.merge(project, folder / "ben.intercoder")
        acknowledge("merged")

    run(path, disk, work)
    for project, acknowledged in survivors(path, images, seed=4):
        merged = project.db.execute("SELECT (SELECT count(*) FROM merge), (SELECT count(*) FROM value)").fetchone()
        assert merged == (1, 2) if acknowledged else merged in {(0, 0), (1, 2)}


def test_with_weaker_settings_the_disk_does_lose_work(path, disk, images):
    """Without this the tests above would prove nothing: the disk must be one that forgets."""
    disk.settings["synchronous"] = "OFF"
    run(path, disk, answers)
    lost = 0
    for image, acknowledged in images(5, 20):
        try:
            with Project.open(image / path.name) as project:
                stored = project.codings.answers(1).get(("sources", 0))
                lost += bool(acknowledged) and (stored is None or int(stored.answer or -1) < int(acknowledged[-1]))
                lost += check(project) != []
        except (UserError, sqlite3.DatabaseError):
            lost += 1
    assert lost
