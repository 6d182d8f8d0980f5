"""Sudden death before each single thing that a verb does to a file: what had a name is whole, and doing it again ends it."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from intercoder.project import Project, backups, package
from intercoder.project.check import check
from intercoder.project.merge import merge
from intercoder.tasks import team_folder
from intercoder.tasks.export import export

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture
def room(path: Path, tmp_path: Path) -> Path:
    """A folder of its own with the project, which has one answer."""
    folder = tmp_path / "مطالعہ"
    folder.mkdir()
    shutil.move(path, folder / "study.intercoder")
    with Project.open(folder / "study.intercoder") as project:
        project.plan.assign(["Ben"], "reliability")
        project.codings.answer(1, "topic", "1")
    return folder


@pytest.fixture
def each_death(died, room: Path, tmp_path: Path) -> Callable[[Callable[[], object], Callable[[], object]], int]:
    """Kills the deed before each of its touches in turn, and asks after each death; gives how many deaths there were."""

    def run(deed: Callable[[], object], ask: Callable[[], object]) -> int:
        kept, nth = Path(shutil.copytree(room, tmp_path / "kept")), 1
        while died(deed, (room,), nth):
            ask()
            shutil.rmtree(room)
            shutil.copytree(kept, room)
            nth += 1
        ask()
        return nth - 1

    return run


def topic(path: Path) -> str | None:
    with Project.open(path, read_only=True) as project:
        assert check(project) == []
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def named(folder: Path) -> set[str]:
    """What a researcher sees in a folder: no hidden file, no lock."""
    return {p.name for p in folder.iterdir() if not p.name.startswith(".")}


def test_a_backup_is_whole_or_not_there(room, each_death):
    path = room / "study.intercoder"

    def deed() -> None:
        with Project.open(path) as project:
            backups.make(project, "merge")

    def ask() -> None:
        before = backups.find(path)
        assert [topic(b.path) for b in before] in ([], ["1"])
        deed()
        assert {topic(b.path) for b in backups.find(path)} == {"1"}
        assert len(backups.find(path)) == len(before) + 1
        assert topic(path) == "1"

    assert each_death(deed, ask) > 5


def test_a_restored_project_is_whole_or_not_there_and_the_present_one_is_kept(room, each_death):
    path, dest = room / "study.intercoder", room / "restored.intercoder"
    with Project.open(path) as project:
        old = backups.make(project, "merge")
        time.sleep(1.1)  # names of backups count in seconds
        project.codings.answer(1, "topic", "2")
    present = path.read_bytes()

    def deed() -> None:
        backups.restore(old, dest)

    def ask() -> None:
        assert path.read_bytes() == present
        assert topic(old) == "1"
        if dest.exists():
            assert topic(dest) == "1"
            assert [topic(b.path) for b in backups.find(path)] == ["2", "1"]
            dest.unlink()
        deed()
        assert (topic(dest), topic(path)) == ("1", "2")
        assert "2" in [topic(b.path) for b in backups.find(path)]

    assert each_death(deed, ask) > 6


def test_a_package_is_whole_or_not_there(room, each_death):
    path, out = room / "study.intercoder", room / "ben.intercoder"

    def deed() -> None:
        with Project.open(path) as project:
            package.make(project, "Ben", out)

    def ask() -> None:
        if out.exists():
            with Project.open(out) as project:
                assert (project.is_package, project.coder.name, check(project)) == (True, "Ben", [])
            out.unlink()
        assert topic(path) == "1"
        deed()
        with Project.open(out) as project:
            project.codings.answer(1, "topic", "3")
        with Project.open(path) as project:
            assert merge(project, out, backup=False).new == 1
            assert check(project) == []

    assert each_death(deed, ask) > 4


def test_what_is_handed_in_is_whole_or_not_there(room, tmp_path, died):
    own, folder = tmp_path / "ben.intercoder", room / "team"
    with Project.open(room / "study.intercoder") as project:
        package.make(project, "Ben", own)
    with Project.open(own) as project:
        project.codings.answer(1, "topic", "3")
    folder.mkdir()
    handed = own.read_bytes()

    def deed() -> None:
        with Project.open(own) as project:
            team_folder.hand_in(project, folder)

    nth = 1
    while died(deed, (folder, own), nth):
        left = [p for p in folder.iterdir() if p.suffix == ".intercoder" and not p.name.startswith(".")]
        assert own.read_bytes() == handed
        assert [topic(p) for p in left] in ([], ["3"])
        deed()
        with Project.open(room / "study.intercoder") as project:
            assert 1 in [report["new"] for report in team_folder.look(project, list(folder.iterdir()))["packages"]], nth
        for p in folder.iterdir():
            p.unlink()
        nth += 1
    assert nth > 4


def test_a_merge_is_done_or_not_and_its_backup_is_there_before_it(room, each_death):
    path, file = room / "study.intercoder", room.parent / "ben.intercoder"
    with Project.open(path) as project:
        package.make(project, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")

    def deed() -> None:
        with Project.open(path) as project:
            merge(project, file)

    def rows() -> int:
        with Project.open(path, read_only=True) as project:
            assert check(project) == []
            return int(project.db.execute("SELECT count(*) FROM value").fetchone()[0])

    def ask() -> None:
        if rows() == 2:
            assert len(backups.find(path)) == 1
        deed()
        assert rows() == 2
        assert backups.find(path)

    assert each_death(deed, ask) > 5


def test_each_exported_file_is_the_old_one_or_the_new_one(room, each_death):
    path, out = room / "study.intercoder", room / "tables"

    def deed() -> None:
        with Project.open(path, read_only=True) as project:
            export(project, "csv", out)

    deed()
    old = {p.name: p.read_bytes() for p in out.iterdir()}
    with Project.open(path) as project:
        project.codings.answer(1, "topic", "2")
    deed()
    new = {p.name: p.read_bytes() for p in out.iterdir()}
    assert old != new
    for name, data in old.items():
        (out / name).write_bytes(data)

    def ask() -> None:
        assert named(out) == set(new)
        assert all((out / name).read_bytes() in (old[name], new[name]) for name in new)
        deed()
        assert {p.name: p.read_bytes() for p in out.iterdir()} == new

    assert each_death(deed, ask) > 10
