"""Who has a project open: said by name, free when its holder dies, and asked about when another computer left it."""

import json
import os
import socket
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, lock
from intercoder.project.lock import Holder, InUse, Lock

ADA = {"user": "Ada", "host": "ada-laptop", "pid": 4711, "since": "2026-11-25 09:12"}


def leave(path: Path, words: str) -> Path:
    """A lock file that somebody left beside the project."""
    left = path.with_name(path.name + ".lock")
    left.write_text(words, encoding="utf-8")
    return left


def test_the_holder_is_known_by_user_computer_process_and_time(project, path):
    with pytest.raises(InUse) as caught:
        Project.open(path)
    holder = caught.value.holder
    assert (holder.host, holder.pid, holder.since[:2]) == (socket.gethostname(), os.getpid(), "20")
    assert caught.value.elsewhere is False


def test_a_second_window_reads_and_knows_who_writes(project, path):
    with Project.open_or_read(path) as second:
        assert second.read_only
        assert second.why_read_only.holder.pid == os.getpid()
        project.codings.answer(1, "topic", "3")
        assert second.codings.answers(1)["topic", 0].answer == "3"
        with pytest.raises(UserError, match="open read-only") as caught:
            second.codings.answer(1, "topic", "1")
        assert str(os.getpid()) in caught.value.hint


def test_what_is_free_opens_for_writing(path):
    with Project.open_or_read(path) as project:
        assert (project.read_only, project.why_read_only) == (False, None)


def test_a_lock_that_a_dead_process_of_this_computer_left_is_free_and_asks_for_a_check(path):
    leave(path, json.dumps(ADA | {"host": socket.gethostname()}))
    with Project.open(path) as project:
        assert project.was_left
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with Project.open(path) as project:
        assert not project.was_left


def test_a_lock_that_another_computer_left_is_not_broken_unasked(path):
    left = leave(path, json.dumps(ADA))
    with pytest.raises(InUse, match="opened by Ada on ada-laptop since 2026-11-25 09:12") as caught:
        Project.open(path)
    assert caught.value.elsewhere
    assert left.name in caught.value.hint
    assert json.loads(left.read_text(encoding="utf-8")) == ADA
    with Project.open_or_read(path) as reader:
        assert reader.why_read_only.holder.user == "Ada"


def test_a_lock_that_another_computer_left_can_be_taken_over(path):
    leave(path, json.dumps(ADA))
    with Project.open(path, take_over=True) as project:
        project.codings.answer(1, "topic", "1")
        assert project.was_left


@pytest.mark.parametrize("words", ["process 12 on old since 2026", "[]", '{"user": "Ada"}', '{"pid": "x"}', "\x00" * 40])
def test_a_lock_file_that_nobody_can_read_is_free_when_nobody_holds_it(path, words):
    leave(path, words)
    with Project.open(path) as project:
        assert project.was_left


def test_a_user_whom_the_system_does_not_know_can_open_too(path, monkeypatch):
    def unknown() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(lock.getpass, "getuser", unknown)
    with Project.open(path), pytest.raises(InUse, match="Somebody since"):
        Project.open(path)


def test_a_lock_of_somebody_else_is_not_taken_away_by_closing(tmp_path):
    held = Lock(tmp_path / "study.intercoder")
    os.replace(held.path, tmp_path / "away")
    other = Lock(tmp_path / "study.intercoder")
    held.release()
    assert other.path.exists()
    other.release()
    assert not other.path.exists()


def test_a_holder_without_a_name_is_somebody():
    assert str(Holder("", "ada-laptop", 0, "")) == "Somebody on ada-laptop since an unknown time (process 0)"
