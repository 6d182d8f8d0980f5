"""Opening: what cannot be written is read, what nobody of ours made is refused, and a file that moves away is noticed."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.project.lock import NotWritable
from intercoder.project.opening import first_fault
from intercoder.project.rescue import Moved
from intercoder.records import no_tick

needs_users = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system has no file modes")


@pytest.fixture
def protected(path: Path) -> Iterator[Path]:
    """A copy of the study in a folder of its own, seen by a user without rights to write to either."""
    folder = Path(tempfile.mkdtemp())
    copy = Path(shutil.copy(path, folder / "study.intercoder"))
    copy.chmod(0o444)
    folder.chmod(0o555)
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    yield copy
    if superuser:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)


@needs_users
def test_a_write_protected_file_is_read_and_says_so(protected):
    with pytest.raises(NotWritable, match=r"study\.intercoder is write-protected"):
        Project.open(protected)
    with Project.open_or_read(protected) as project:
        assert project.material.counts().articles == 2
        assert "write-protected" in project.why_read_only.message
        with pytest.raises(UserError, match="open read-only") as caught:
            project.codings.answer(1, "topic", "1")
        assert "Copy the project" in caught.value.hint


@needs_users
def test_a_writable_file_in_a_write_protected_folder_is_read_and_says_so(protected):
    superuser = os.geteuid() != os.getuid()
    if superuser:
        os.seteuid(0)
    protected.chmod(0o666)
    if superuser:
        os.seteuid(65534)
    with Project.open_or_read(protected) as project:
        assert "folder of study.intercoder cannot be written" in project.why_read_only.message


def test_a_file_whose_lock_a_foreign_tool_holds_is_read(path, monkeypatch):
    monkeypatch.setattr("intercoder.project.file.BUSY_MS", 0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Project.open_or_read(path) as project:
            assert "Another program is writing" in project.why_read_only.message
            assert project.title == "The talks"
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER sly AFTER INSERT ON value BEGIN DELETE FROM span; END", "sly"),
        ("CREATE VIEW extra AS SELECT 1", "extra"),
        ("CREATE TABLE notes(text)", "notes"),
        ("ALTER TABLE memo ADD COLUMN colour TEXT", "memo"),
        ("DROP INDEX span_unit", "span_unit"),
    ],
)
def test_what_no_intercoder_made_is_refused_by_name_and_nothing_changed(path, tamper, statement, name):
    tamper(path, statement)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(UserError, match=name):
            Project.open(path, read_only=read_only)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_statistics_that_a_tool_gathered_do_no_harm(path, tamper):
    tamper(path, "ANALYZE")
    Project.open(path).close()


# -------------------------------------------------------------------- moved, replaced, deleted


def move(path: Path) -> None:
    os.rename(path, path.with_name("elsewhere.intercoder"))


def replace(path: Path) -> None:
    os.replace(shutil.copy(path, path.with_name("newer.intercoder")), path)


def rescued(path: Path) -> list[Path]:
    return [p for p in path.parent.iterdir() if " rescued " in p.name]


@pytest.mark.parametrize("leave", [move, replace, Path.unlink])
def test_a_file_that_leaves_under_the_program_takes_nothing_with_it(project, path, leave):
    project.codings.answer(1, "topic", "1")
    leave(path)
    beside = {p: p.read_bytes() for p in path.parent.iterdir() if p.suffix == ".intercoder"}
    with pytest.raises(Moved, match="Nothing more is written") as caught:
        project.codings.answer(1, "topic", "3")
    assert {p: p.read_bytes() for p in beside} == beside
    assert [caught.value.rescued] == rescued(path)
    with Project.open(caught.value.rescued) as kept:
        assert kept.codings.answers(1)["topic", 0].answer == "3"
        assert check(kept) == []
        kept.undo()
        assert kept.codings.answers(1)["topic", 0].answer == "1"


def test_after_that_every_write_is_refused_and_reading_goes_on(project, path):
    move(path)
    with pytest.raises(Moved):
        project.codings.answer(1, "topic", "3")
    for write in (lambda: project.codings.answer(1, "topic", "2"), project.undo, lambda: project.plan.add_coder("Ben")):
        with pytest.raises(UserError, match="This action was not saved") as caught:
            write()
        assert rescued(path)[0].name in caught.value.hint
    assert project.read_only
    assert project.codings.answers(1) == {}
    assert len(rescued(path)) == 1


def test_where_the_folder_is_gone_the_rescue_file_lies_at_home(project, path, tmp_path, monkeypatch):
    home = tmp_path.parent / "home of Ada"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    os.rename(tmp_path, tmp_path.with_name("renamed folder"))
    with pytest.raises(Moved) as caught:
        project.codings.answer(1, "topic", "3")
    assert caught.value.rescued.parent == home


def test_an_import_into_a_file_that_left_is_in_the_rescue_file_whole(project, path, articles, source):
    move(path)
    with pytest.raises(Moved) as caught:
        project.material.add(source("more.txt"), articles, no_tick)
    with Project.open(caught.value.rescued) as kept:
        assert kept.material.counts().articles >= 2
        assert kept.material.counts().sources == 2
        assert check(kept) == []


# -------------------------------------------------------------------- somebody else writes


def test_a_reader_notices_that_the_writer_wrote(project, path):
    with Project.open(path, read_only=True) as reader:
        assert not reader.reread()
        project.plan.add_coder("Zoë")
        assert reader.reread()
        assert not reader.reread()


def test_a_writer_does_not_mistake_its_own_steps_for_anothers(project):
    project.codings.answer(1, "topic", "1")
    assert not project.reread()


def test_after_another_writer_the_next_step_comes_later_than_theirs(project, path, tamper):
    project.codings.answer(1, "topic", "1")
    ahead = project.last_step_ms + 3_600_000
    tamper(path, f"INSERT INTO step SELECT session, 99, {ahead}, label, kind, codebook, NULL, NULL FROM step WHERE n = 1")
    assert project.reread()
    project.codings.answer(1, "topic", "2")
    assert project.last_step_ms > ahead


# -------------------------------------------------------------------- POSIX locks, and the check after an unclean close


def test_a_file_that_is_open_here_is_not_opened_beside_sqlite(project, path, monkeypatch):
    """Closing any other handle on the file would drop the locks that SQLite holds for a step in another thread."""
    monkeypatch.setattr("intercoder.project.file.peek", lambda _path: pytest.fail("the header was read by hand"))
    monkeypatch.setattr("intercoder.project.leftovers.is_wal", lambda _path: pytest.fail("the header was read by hand"))
    with Project.open(path, read_only=True) as reader:
        assert reader.title == "The talks"


def test_a_sound_file_has_no_fault_while_it_is_open(project, path):
    assert first_fault(path) is None


def test_a_torn_page_is_found_by_the_quick_check_though_the_project_opens(path):
    with Project.open(path) as project:
        root = project.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change'").fetchone()[0]
        project.codings.answer(1, "topic", "1")
    good = path.read_bytes()
    path.write_bytes(good[: (root - 1) * 4096] + b"\xa5" * 4096 + good[root * 4096 :])
    with Project.open(path, read_only=True):
        assert first_fault(path)
