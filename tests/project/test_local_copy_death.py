"""Sudden death while a local copy is taken or written back: the project is the old one or the new one, and nothing is lost.

The process is killed before each single thing that it does to a file of the two folders, one after the other.
"""

import os
import shutil
from pathlib import Path

import pytest

from intercoder.project import Project, backups, local_copy
from intercoder.project.check import check

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    """The place of local copies on this computer."""
    monkeypatch.setattr(local_copy, "home", lambda: tmp_path / "home")
    return tmp_path / "home"


def topic(path: Path) -> str | None:
    with Project.open(path, read_only=True) as project:
        assert check(project) == []
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def start_again(places: tuple[Path, ...], kept: Path) -> None:
    for place in places:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(kept / place.name, place)


def keep(places: tuple[Path, ...], kept: Path) -> None:
    for place in places:
        shutil.copytree(place, kept / place.name)


def test_after_a_death_while_it_is_written_back_the_project_is_whole_and_the_next_opening_ends_it(shared, home, tmp_path, died):
    copy = local_copy.take(shared)
    with Project.open(copy.path) as project:
        project.codings.answer(1, "topic", "2")
        backups.make(project, "merge")
    (copy.path.parent / "exports" / "more").mkdir(parents=True)
    (copy.path.parent / "exports" / "more" / "α.csv").write_text("α", encoding="utf-8")
    copy.path.with_name("names.csv").write_text("نادر", encoding="utf-8")
    copy.leave()
    places = (shared.parent, home)
    keep(places, tmp_path / "kept")
    before, after = shared.read_bytes(), copy.path.read_bytes()
    nth = 0
    while died(lambda: local_copy.take(shared).give_back(), places, nth := nth + 1):
        assert shared.read_bytes() in (before, after)
        assert topic(shared) == ("2" if shared.read_bytes() == after else None)
        again = local_copy.take(shared)
        again.give_back()
        assert topic(shared) == "2", nth
        found = sorted(str(p.relative_to(shared.parent)) for p in shared.parent.rglob("*") if p.is_file())
        [backup] = backups.find(shared)
        own = [shared.name, str(backup.path.relative_to(shared.parent))]
        assert found == sorted(["exports/more/α.csv", "names.csv", *own]), nth
        assert list(home.rglob("*")) == [], nth
        start_again(places, tmp_path / "kept")
    assert nth > 20


def test_after_a_death_while_the_copy_is_taken_the_next_opening_takes_it_whole(shared, home, tmp_path, died):
    local_copy.take(shared).leave()  # one without work was left
    with Project.open(shared) as project:
        project.codings.answer(1, "topic", "3")
    places = (shared.parent, home)
    keep(places, tmp_path / "kept")
    nth = 0
    while died(lambda: local_copy.take(shared), places, nth := nth + 1):
        again = local_copy.take(shared)
        assert not again.went_on, nth
        assert topic(again.path) == "3"
        assert again.give_back().what == "unchanged"
        assert [p.name for p in shared.parent.iterdir()] == [shared.name]
        assert list(home.rglob("*")) == [], nth
        start_again(places, tmp_path / "kept")
    assert nth > 5


def test_a_journal_that_a_death_left_beside_a_copy_without_work_is_not_applied_to_the_next_one(shared, home):
    copy = local_copy.take(shared)
    copy.leave()
    copy.path.with_name(f"{copy.path.name}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(504))
    with Project.open(shared) as project:
        project.codings.answer(1, "topic", "3")
    again = local_copy.take(shared)
    assert [p.name for p in again.path.parent.iterdir()].count(f"{copy.path.name}-journal") == 0
    assert topic(again.path) == "3"
    again.give_back()
