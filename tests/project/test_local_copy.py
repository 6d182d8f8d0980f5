"""A local copy of a project in a shared folder: taken, worked in, written back whole, or kept where that cannot be."""

import hashlib
import os
from pathlib import Path

import pytest

from intercoder.errors import Cancelled
from intercoder.project import Project, backups, carrying, folders, local_copy
from intercoder.project.check import check
from intercoder.project.lock import InUse, NotWritable

pytestmark = pytest.mark.usefixtures("home")


def answer(path: Path, topic: str = "2") -> None:
    with Project.open(path) as project:
        project.codings.answer(1, "topic", topic)


def topic(path: Path) -> str | None:
    with Project.open(path, read_only=True) as project:
        assert check(project) == []
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def is_clear(home: Path) -> bool:
    return list(home.rglob("*")) == []


def test_what_is_done_in_the_copy_is_the_project_afterwards(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path)
    assert topic(shared) is None
    given = copy.give_back()
    assert (given.what, given.path) == ("returned", shared)
    assert topic(shared) == "2"
    assert [p.name for p in shared.parent.iterdir()] == [shared.name]
    assert is_clear(home)


def test_a_copy_in_which_nothing_was_done_leaves_the_project_byte_for_byte(shared, home):
    before = shared.read_bytes()
    copy = local_copy.take(shared)
    Project.open(copy.path).close()
    assert copy.give_back().what == "unchanged"
    assert shared.read_bytes() == before
    assert is_clear(home)


def test_a_project_that_was_changed_meanwhile_stays_and_the_copy_lies_beside_it(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path, "2")
    copy.leave()  # the other computer took the lock over
    answer(shared, "1")
    given = copy.give_back()
    assert given.what == "beside"
    assert "was changed meanwhile" in given.why
    assert (topic(shared), topic(given.path)) == ("1", "2")
    assert given.path.parent == shared.parent
    assert is_clear(home)


def test_a_project_that_was_deleted_meanwhile_is_not_brought_back_under_its_name(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path)
    shared.unlink()
    given = copy.give_back()
    assert given.what == "beside"
    assert "not there any more" in given.why
    assert not shared.exists()
    assert topic(given.path) == "2"


def test_where_the_folder_is_gone_the_copy_is_kept_and_the_next_opening_goes_on_in_it(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path)
    away = shared.parent.rename(shared.parent.with_name("away"))
    given = copy.give_back()
    assert (given.what, given.path) == ("kept", copy.path)
    assert given.why
    away.rename(shared.parent)
    again = local_copy.take(shared)
    assert again.went_on
    assert topic(again.path) == "2"
    assert again.give_back().what == "returned"
    assert topic(shared) == "2"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="a superuser may write everywhere")
def test_where_the_folder_may_not_be_written_any_more_the_copy_is_kept(shared):
    copy = local_copy.take(shared)
    answer(copy.path)
    shared.parent.chmod(0o555)
    given = copy.give_back()
    shared.parent.chmod(0o755)
    assert given.what == "kept"


def test_where_there_is_no_room_the_copy_is_kept_and_the_project_is_as_it_was(shared, monkeypatch):
    before = shared.read_bytes()
    copy = local_copy.take(shared)
    answer(copy.path)

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(carrying, "copy", full)
        given = copy.give_back()
    assert (given.what, given.why) == ("kept", "No space left on device")
    assert shared.read_bytes() == before
    assert [p.name for p in shared.parent.iterdir()] == [shared.name]


def test_after_a_sudden_death_the_next_opening_goes_on_in_the_copy(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path)
    copy.leave()
    assert local_copy.find(shared) == copy.path
    again = local_copy.take(shared)
    assert again.went_on
    assert again.give_back().what == "returned"
    assert topic(shared) == "2"
    assert local_copy.find(shared) is None


def test_a_copy_without_work_that_was_left_is_taken_anew(shared):
    local_copy.take(shared).leave()
    answer(shared, "3")
    copy = local_copy.take(shared)
    assert not copy.went_on
    assert topic(copy.path) == "3"
    copy.leave()


def test_while_a_copy_is_worked_in_others_are_told_who_has_the_project(shared):
    copy = local_copy.take(shared)
    with pytest.raises(InUse):
        Project.open(shared)
    with pytest.raises(NotWritable):
        local_copy.take(shared)
    copy.give_back()
    Project.open(shared).close()


def test_of_two_computers_the_first_writes_back_and_the_second_lies_beside(shared, home, monkeypatch, tmp_path):
    first = local_copy.take(shared)
    first.leave()
    monkeypatch.setattr(local_copy, "home", lambda: tmp_path / "other computer")
    second = local_copy.take(shared, take_over=True)
    answer(first.path, "1")
    answer(second.path, "2")
    assert first.give_back().what == "returned"
    given = second.give_back()
    assert given.what == "beside"
    assert (topic(shared), topic(given.path)) == ("1", "2")


def test_a_damaged_copy_never_takes_the_place_of_the_project(shared):
    before = hashlib.sha256(shared.read_bytes()).digest()
    copy = local_copy.take(shared)
    copy.path.write_bytes(copy.path.read_bytes()[:8192])
    given = copy.give_back()
    assert given.what == "damaged"
    assert "damaged" in given.why
    assert hashlib.sha256(shared.read_bytes()).digest() == before


def test_backups_made_in_the_copy_go_to_those_of_the_project(shared, home):
    with Project.open(shared) as project:
        old = backups.make(project, "migration")
    copy = local_copy.take(shared)
    with Project.open(copy.path) as project:
        made = backups.make(project, "merge")
        project.codings.answer(1, "topic", "1")
        assert {b.path for b in backups.find(copy.path)} == {old, made}
    copy.give_back()
    assert [b.reason for b in backups.find(shared)] == ["merge", "migration"]
    assert is_clear(home)


def test_a_copy_knows_its_project_and_no_other_file_is_taken_for_one(shared, path):
    copy = local_copy.take(shared)
    assert folders.original_of(copy.path) == shared
    assert folders.original_of(shared) is None
    assert folders.original_of(copy.path.with_name("other.intercoder")) is None
    copy.leave()


def test_what_was_put_beside_the_copy_comes_along_and_takes_nothing_s_place(shared, home):
    copy = local_copy.take(shared)
    answer(copy.path)
    (copy.path.parent / "exports").mkdir()
    (copy.path.parent / "exports" / "alpha.csv").write_text("α", encoding="utf-8")
    shared.with_name("names.csv").write_text("older", encoding="utf-8")
    copy.path.with_name("names.csv").write_text("newer", encoding="utf-8")
    copy.give_back()
    assert (shared.parent / "exports" / "alpha.csv").read_text(encoding="utf-8") == "α"
    assert shared.with_name("names.csv").read_text(encoding="utf-8") == "older"
    [second] = shared.parent.glob("names local copy *.csv")
    assert second.read_text(encoding="utf-8") == "newer"
    assert is_clear(home)


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_writing_back_that_is_cancelled_keeps_the_copy_and_leaves_the_project(shared, monkeypatch, nth):
    before = shared.read_bytes()
    monkeypatch.setattr(carrying, "MEGABYTE", 1)
    copy = local_copy.take(shared)
    answer(copy.path)
    told = []

    def tick(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) == nth:
            raise Cancelled

    given = copy.give_back(tick)
    assert (given.what, given.why) == ("kept", "it was cancelled")
    assert told[-1][0] * 4 <= told[-1][1] * nth
    assert shared.read_bytes() == before
    assert [p.name for p in shared.parent.iterdir()] == [shared.name]
    assert local_copy.take(shared).give_back(lambda done, total: told.append((done, total))).what == "returned"
    assert told[-1][0] == told[-1][1]
    assert topic(shared) == "2"


def test_taking_a_copy_that_is_cancelled_leaves_none_and_frees_the_project(shared, home):
    def tick(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        local_copy.take(shared, tick=tick)
    assert local_copy.find(shared) is None
    answer(shared, "1")


@pytest.mark.parametrize("away", ["the folder", "the project"])
def test_a_kept_copy_is_gone_on_with_while_the_project_is_away(shared, home, away):
    copy = local_copy.take(shared)
    answer(copy.path)
    copy.leave()
    if away == "the folder":
        unplugged = shared.parent.rename(shared.parent.with_name("unplugged"))
    else:
        shared.unlink()
    again = local_copy.take(shared)
    assert again.went_on
    assert topic(again.path) == "2"
    given = again.give_back()
    if away == "the folder":
        assert given.what == "kept"
        unplugged.rename(shared.parent)
        assert local_copy.take(shared).give_back().what == "returned"
        assert topic(shared) == "2"
    else:
        assert given.what == "beside"
        assert topic(given.path) == "2"
