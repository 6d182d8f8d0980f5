"""Opening a project file: every fault is one sentence, no byte is changed, and there is one writer."""

import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, file, schema
from intercoder.project.check import check

DESKTOP = str(Path(file.__file__).parents[2])
FAULTS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda good: b"", "is empty"),
    "one zero": (lambda good: b"\x00", "filled with zeros"),
    "NUL-filled": (lambda good: bytes(len(good)), "filled with zeros"),
    "text": (lambda good: "COMMENTS (10)\r\nیہ ایک تبصرہ ہے".encode(), "not an Intercoder project"),
    "half the magic": (lambda good: good[:9], "not an Intercoder project"),
    "magic only": (lambda good: good[:16], "ends after 16 bytes"),
    "99 bytes": (lambda good: good[:99], "ends after 99 bytes"),
    "header only": (lambda good: good[:100], "bytes are there"),
    "one byte short": (lambda good: good[:-1], "bytes are there"),
    "an odd length": (lambda good: good[: len(good) // 2 | 1], "bytes are there"),
    "one page short": (lambda good: good[:-4096], "bytes are there"),
    "one page left": (lambda good: good[:4096], "bytes are there"),
    "foreign application": (lambda good: good[:68] + b"QUAL" + good[72:], "another program"),
    "no application": (lambda good: good[:68] + bytes(4) + good[72:], "another program"),
    "newer schema": (
        lambda good: good[:60] + struct.pack(">I", 99) + good[64:],
        rf"newer Intercoder \(schema 99; .* knows {schema.SCHEMA}\)",
    ),
    "schema zero": (lambda good: good[:60] + bytes(4) + good[64:], "damaged"),
    "first table zeroed": (lambda good: good[:100] + bytes(3996) + good[4096:], "damaged"),
    "noise after the header": (lambda good: good[:100] + b"\xa5" * (len(good) - 100), "damaged"),
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_refused_in_one_sentence_and_not_touched(path, fault, read_only):
    spoil, sentence = FAULTS[fault]
    path.write_bytes(spoil(path.read_bytes()))
    before, stamp = path.read_bytes(), path.stat().st_mtime_ns
    with pytest.raises(UserError, match=sentence) as caught:
        Project.open(path, read_only=read_only)
    assert caught.value.hint
    assert path.name in caught.value.message
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_project_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        Project.open(tmp_path / "nothing.intercoder")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_a_project(tmp_path):
    folder = tmp_path / "study.intercoder"
    folder.mkdir()
    with pytest.raises(UserError, match="is not a file"):
        Project.open(folder)
    assert list(folder.iterdir()) == []


def test_a_file_in_a_folder_that_may_not_be_entered_is_said_in_a_sentence(path, monkeypatch):
    def deny(*_given, **_named):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", deny)
    with pytest.raises(UserError, match="could not be read: Permission denied") as refused:
        file.peek(path)
    assert "folder" in refused.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_make_the_program_wait(tmp_path):
    os.mkfifo(tmp_path / "study.intercoder")
    with pytest.raises(UserError, match="is not a file"):
        Project.open(tmp_path / "study.intercoder")


def test_a_database_of_another_program_is_refused_unchanged(tmp_path):
    path = tmp_path / "foreign.intercoder"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE code_name(cid INTEGER PRIMARY KEY, name TEXT)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="another program"):
        Project.open(path)
    assert path.read_bytes() == before


def test_create_never_writes_over_a_file(tmp_path):
    path = tmp_path / "notes.intercoder"
    path.write_text("My only copy.", encoding="utf-8")
    with pytest.raises(UserError, match="exists already"):
        Project.create(path, "The talks")
    assert path.read_text(encoding="utf-8") == "My only copy."


def test_create_in_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path):
    with pytest.raises(UserError, match="could not be written"):
        Project.create(tmp_path / "no such folder" / "study.intercoder")


def test_create_with_an_unsound_codebook_leaves_no_file(tmp_path, codebook):
    twice = type(codebook)("Twice", (codebook.variables[2],) * 2)
    with pytest.raises(UserError, match="Two variables"):
        Project.create(tmp_path / "study.intercoder", codebook=twice)
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_has_the_settings_of_a_document(project):
    settings = {
        name: project.db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "application_id",
            "user_version",
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "trusted_schema",
            "busy_timeout",
        )
    }
    assert settings == {
        "application_id": 0x49434452, "user_version": schema.SCHEMA, "journal_mode": "delete", "synchronous": 3,
        "foreign_keys": 1, "trusted_schema": 0, "busy_timeout": 5000,
    }  # fmt: skip


def test_a_file_that_another_tool_put_into_wal_mode_is_one_file_again_after_opening(path, tamper, sound):
    tamper(path, "PRAGMA journal_mode = WAL")
    assert path.read_bytes()[18] == 2
    with Project.open(path) as project:
        project.codings.answer(1, "topic", "1")
        assert path.with_name(path.name + "-wal").exists() is False
        assert sound(project)


# -------------------------------------------------------------------- one writer


def test_a_second_writer_is_refused_with_the_name_of_the_holder(project, path):
    with pytest.raises(UserError, match=rf"open in another window: \S+ since .*\(process {os.getpid()}\)") as caught:
        Project.open(path)
    assert "read-only" in caught.value.hint
    project.codings.answer(1, "topic", "1")


def test_a_project_that_another_program_writes_to_is_not_called_damaged(path, tamper, monkeypatch):
    monkeypatch.setattr(file, "BUSY_MS", 0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UserError, match="Another program is writing"):
        Project.open(path)
    other.execute("ROLLBACK")
    other.close()
    Project.open(path).close()


def test_a_reader_may_open_what_a_writer_holds_and_sees_the_last_step(project, path):
    project.codings.answer(1, "topic", "3")
    with Project.open(path, read_only=True) as reader:
        assert reader.codings.answers(1)["topic", 0].answer == "3"


def test_a_reader_writes_nothing(path):
    before = path.read_bytes()
    with Project.open(path, read_only=True) as reader:
        for write in (lambda: reader.codings.answer(1, "topic", "1"), reader.undo, lambda: reader.plan.add_coder("Ben")):
            with pytest.raises(UserError, match="open read-only"):
                write()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.db.execute("DELETE FROM unit")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_closing_frees_the_lock_and_leaves_no_file(path):
    for _ in range(2):
        Project.open(path).close()
        assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_file_that_cannot_be_opened_is_not_left_locked(path):
    good = path.read_bytes()
    path.write_bytes(good[:100] + bytes(3996) + good[4096:])
    with pytest.raises(UserError):
        Project.open(path)
    path.write_bytes(good)
    Project.open(path).close()


def test_a_file_replaced_under_the_program_is_not_written(project, path, state):
    other = Path(shutil.copy(path, path.with_name("other.intercoder")))
    wanted = other.read_bytes()
    os.replace(other, path)
    with pytest.raises(UserError, match="moved, replaced or deleted"):
        project.codings.answer(1, "topic", "1")
    assert path.read_bytes() == wanted


# -------------------------------------------------------------------- sudden death


def child(path: Path, code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that says "ready", then goes on until it is killed."""
    head = f"import sys; sys.path.insert(0, {DESKTOP!r})\nfrom intercoder.project import Project\n"
    program = f"{head}project = Project.open({str(path)!r})\nprint('ready', flush=True)\n{textwrap.dedent(code)}"
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kills at once, like a power switch for one process; gives the lines it had said."""
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    lines = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return lines


needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill without warning")

ANSWER = """
import itertools
for n in itertools.count():
    project.codings.answer(1, "sources", str(n))
    print(n, flush=True)
"""
IMPORT = """
import hashlib
from intercoder.records import Article, Comment, SourceFile, Text, no_tick
body = "یہ ایک لمبا مضمون ہے۔ 中文 👨‍👩‍👧 " * 40
def articles():
    for n in range(1500):
        comments = tuple(Comment(f"Comment {n}.{m} 👍🏽", author=f"reader {m}") for m in range(10))
        yield Article((Text("headline", f"Day {n}"), Text("body", f"{n} {body}"), *comments), headline=f"Day {n}")
print("importing", flush=True)
project.material.add(SourceFile("big.txt", "ab" * 32, 1, "text", "", "utf-8", b"x"), articles(), no_tick)
print("done", flush=True)
project.codings.answer(1, "topic", "1")
"""


@needs_kill
def test_the_lock_is_free_as_soon_as_its_holder_is_killed(path):
    process = child(path, "sys.stdin.read()")
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(UserError, match=rf"process {process.pid}\)"):
        Project.open(path)
    kill(process)
    Project.open(path).close()


@needs_kill
@pytest.mark.parametrize("wait_ms", [3, 11, 23, 41, 67])
def test_every_acknowledged_answer_survives_a_kill(path, wait_ms):
    process = child(path, ANSWER)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.readline()
    time.sleep(wait_ms / 1000)
    said = kill(process)
    with Project.open(path) as project:
        assert check(project) == []
        stored = int(project.codings.answers(1)["sources", 0].answer or -1)
        assert stored >= int(said[-1] if said else 0)
        project.undo()
        assert check(project) == []


@needs_kill
@pytest.mark.parametrize("wait_ms", [5, 60, 150, 250, 400])
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(path, wait_ms):
    process = child(path, IMPORT)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.readline()
    time.sleep(wait_ms / 1000)
    said = kill(process)
    with Project.open(path) as project:
        counts = project.material.counts()
        assert (counts.sources, counts.articles, counts.comments) in {(1, 2, 5), (2, 1502, 15_005)}
        assert counts.sources == 2 or "done" not in said
        assert check(project) == []
        project.codings.answer(1, "topic", "2")


@pytest.fixture
def interrupted(path: Path) -> Path:
    """A project whose writer died in a commit: the header counts pages that were not written; the journal has page 1.

    The format is that of https://sqlite.org/fileformat2.html#the_rollback_journal.
    """
    good, nonce = path.read_bytes(), 4711
    page = good[:4096]
    head = bytes.fromhex("d9d505f920a163d7") + struct.pack(">5I", 1, nonce, len(good) // 4096, 512, 4096)
    total = nonce + sum(page[4096 - 200 : 0 : -200])
    journal = head.ljust(512, b"\x00") + struct.pack(">I", 1) + page + struct.pack(">I", total)
    path.with_name(path.name + "-journal").write_bytes(journal)
    path.write_bytes(good[:28] + struct.pack(">I", len(good) // 4096 + 7) + good[32:])
    return path


def test_an_interrupted_change_is_taken_back_at_the_next_opening(interrupted, sound):
    with Project.open(interrupted) as project:
        assert sound(project)
        project.codings.answer(1, "topic", "1")


def test_before_an_interrupted_change_is_taken_back_both_files_are_copied(interrupted):
    journal = interrupted.with_name(interrupted.name + "-journal")
    before = {interrupted.read_bytes(), journal.read_bytes()}
    Project.open(interrupted).close()
    copies = [p for p in interrupted.parent.iterdir() if ".before-recovery-" in p.name]
    assert {p.read_bytes() for p in copies} == before
    assert sorted(p.name.endswith("-journal") for p in copies) == [False, True]
    assert interrupted.read_bytes() not in before


def test_a_reader_is_told_to_open_an_interrupted_project_for_writing(interrupted):
    before = interrupted.read_bytes()
    with pytest.raises(UserError, match="interrupted"):
        Project.open(interrupted, read_only=True)
    assert interrupted.read_bytes() == before


FULL = """
import resource
from intercoder.errors import UserError
import os
size = os.path.getsize(project.path)
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 200_000, resource.RLIM_INFINITY))
saved = 0
try:
    for n in range(5000):
        project.codings.answer(1, "summary", f"{n} " + "long " * 2000)
        saved = n
except UserError as error:
    print(error.message, flush=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(saved, project.codings.answers(1)["summary", 0].answer.split()[0], flush=True)
project.codings.answer(1, "summary", "there is room again")
project.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on the size of files is set with resource")
def test_a_full_disk_loses_nothing_and_the_next_action_works_once_there_is_room(path, sound):
    process = child(path, FULL)
    output, _ = process.communicate(timeout=60)
    _, message, counts = output.splitlines()
    assert "The disk is full. Nothing was lost" in message
    saved, stored = counts.split()
    assert saved == stored != "0"
    with Project.open(path) as project:
        assert project.codings.answers(1)["summary", 0].answer == "there is room again"
        assert sound(project)
