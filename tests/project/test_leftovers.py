"""What lies beside a project after a sudden death or an accident is copied, told of, and never mixed into the project."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, leftovers, schema
from intercoder.project.leftovers import is_strangers_journal, journal_of, wal_of
from intercoder.project.opening import Damaged

COUNTRIES = "CREATE TABLE country(name TEXT)"


def beside(path: Path, what: str) -> list[Path]:
    return sorted(p for p in path.parent.iterdir() if f".{what}-" in p.name)


def interrupt(path: Path, journal: Path, *statements: str) -> bytes:
    """Copies the journal as it is in the middle of a change that is partly written; gives the bytes of the file then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = 1")
        db.execute("BEGIN IMMEDIATE")
        for statement in ("CREATE TABLE filler(text)", *statements):
            db.execute(statement)
            db.executemany("INSERT INTO filler VALUES(?)", [("یہ نوٹ " * 300,) for _ in range(200)])
        middle, kept = path.read_bytes(), journal_of(path).read_bytes()
        db.execute("ROLLBACK")
    journal.write_bytes(kept)
    return middle


@pytest.fixture
def spilled(path: Path) -> Path:
    """A project whose writer died in the middle of a large change that was partly written already."""
    path.write_bytes(interrupt(path, path.with_name("j"), "UPDATE meta SET value = 'half' WHERE key = 'title'"))
    path.with_name("j").rename(journal_of(path))
    return path


def test_a_half_written_change_is_taken_back_and_told_of(spilled, sound):
    with Project.open(spilled) as project:
        assert [note.code for note in project.notes] == ["recovered", "proven"]
        assert beside(spilled, "before-recovery")[0].name in project.notes[0].hint
        assert project.was_left
        assert project.title == "The talks"
        assert sound(project)


@pytest.fixture
def spoiled(spilled: Path) -> Path:
    """The same, with a name that an index has otherwise: no quick check finds it."""
    good = spilled.read_bytes()
    spilled.write_bytes(good.replace(b"Ada", b"Ida", 1))
    with closing(sqlite3.connect(shutil.copy(spilled, spilled.with_name("probe")))) as db:
        shutil.copy(journal_of(spilled), journal_of(spilled.with_name("probe")))
        assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    return spilled


def test_a_recovered_file_that_is_not_sound_is_read_and_not_written(spoiled):
    with pytest.raises(Damaged, match="missing from index"):
        Project.open(spoiled)
    with Project.open_or_read(spoiled) as project:
        assert project.read_only
        assert "is damaged" in project.why_read_only.message
        assert project.title == "The talks"


def test_a_recovered_file_stays_in_doubt_until_it_was_looked_through(spoiled):
    for _ in range(2):  # the journal is gone the second time
        with pytest.raises(Damaged):
            Project.open(spoiled)
    assert not journal_of(spoiled).exists()
    spoiled.write_bytes(spoiled.read_bytes().replace(b"Ida", b"Ada"))
    with Project.open(spoiled) as project:
        assert [note.code for note in project.notes] == ["proven"]
    assert not spoiled.with_name(spoiled.name + ".lock").exists()


def test_a_file_that_was_closed_properly_is_not_looked_through(path):
    Project.open(path).close()
    with Project.open(path) as project:
        assert project.notes == []


def test_the_schema_number_of_an_interrupted_migration_is_not_believed(path):
    """The header may say the new number already while the journal still takes the whole migration back."""
    middle = bytearray(interrupt(path, path.with_name("j")))
    middle[27] += 1  # the count of changes, and the schema number: page 1 is written last
    middle[63] = schema.SCHEMA - 1
    path.write_bytes(middle)
    path.with_name("j").rename(journal_of(path))
    with Project.open(path) as project:
        assert project.db.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA
        assert [note.code for note in project.notes] == ["recovered", "proven"]


def test_the_journal_of_a_change_of_this_file_is_its_own(spilled):
    assert not is_strangers_journal(spilled)


def test_the_journal_of_another_database_is_put_aside_and_the_project_stays_as_it_is(path, tmp_path, sound):
    other = tmp_path / "countries.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as db:
        db.execute(COUNTRIES)
        db.executemany("INSERT INTO country VALUES(?)", [(f"Country {n}" * 50,) for n in range(500)])
    interrupt(other, journal_of(path), "DELETE FROM country")
    before = path.read_bytes()
    assert is_strangers_journal(path)
    with Project.open(path) as project:
        assert [note.code for note in project.notes] == ["stray"]
        assert sound(project)
    assert path.read_bytes() == before
    assert [p.name for p in beside(path, "stray-journal")] == [p.name for p in tmp_path.iterdir() if "stray" in p.name]


def test_the_journal_of_an_older_copy_of_the_same_project_is_a_strangers(path, tmp_path, sound):
    older = Path(shutil.copy(path, tmp_path / "older.intercoder"))
    with Project.open(path) as project:
        for answer in ("1", "2", "3"):
            project.codings.answer(1, "topic", answer)
    interrupt(older, journal_of(path))
    assert is_strangers_journal(path)
    with Project.open(path) as project:
        assert project.codings.answers(1)["topic", 0].answer == "3"
        assert sound(project)


def test_a_journal_of_several_parts_is_read_to_its_page_one(path):
    """Each flush of a long change begins a new part of the journal with its own header."""
    middle = interrupt(path, journal_of(path), "UPDATE unit SET text = 'half'", "UPDATE coder SET active = 0")
    path.write_bytes(middle)
    assert journal_of(path).read_bytes().count(leftovers._JOURNAL_MAGIC) > 1
    assert not is_strangers_journal(path)


def test_an_empty_journal_is_nobodys(path):
    journal_of(path).touch()
    with Project.open(path) as project:
        assert project.notes == []


def in_wal_mode(path: Path, tmp_path: Path) -> None:
    """Leaves the file as a tool does that dies in WAL mode: the last change is in the `-wal` alone."""
    work = Path(shutil.copy(path, tmp_path / "work.db"))
    with closing(sqlite3.connect(work, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE meta SET value = 'Renamed elsewhere' WHERE key = 'title'")
        shutil.copyfile(work, path)
        shutil.copyfile(wal_of(work), wal_of(path))


def test_a_file_in_wal_mode_becomes_one_file_with_its_last_change_and_the_original_is_kept(path, tmp_path, sound):
    in_wal_mode(path, tmp_path)
    before = path.read_bytes(), wal_of(path).read_bytes()
    with Project.open(path) as project:
        assert [note.code for note in project.notes] == ["wal"]
        assert project.title == "Renamed elsewhere"
        assert sound(project)
    kept, log = beside(path, "before-conversion")
    assert (kept.read_bytes(), log.read_bytes()) == before
    assert path.read_bytes()[18] == 1
    assert not wal_of(path).exists()


def test_a_wal_of_another_database_is_refused_and_nothing_changed(path, tmp_path, codebook):
    other = tmp_path / "other.intercoder"
    Project.create(other, "Another study", codebook).close()
    in_wal_mode(other, tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL").fetchone()
    wal_of(other).rename(wal_of(path))
    before = path.read_bytes(), wal_of(path).read_bytes()
    with pytest.raises(UserError, match="does not belong to it; nothing was changed"):
        Project.open(path)
    assert (path.read_bytes(), wal_of(path).read_bytes()) == before
    assert not path.with_name(path.name + ".lock").exists()


@pytest.fixture
def strange_wal(path: Path, tmp_path: Path) -> bytes:
    """Lays the log of another project beside a file that is not in WAL mode; gives the bytes of the file."""
    other = Path(shutil.copy(path, tmp_path / "other.intercoder"))
    in_wal_mode(other, tmp_path)
    wal_of(other).rename(wal_of(path))
    return path.read_bytes()


def test_a_log_beside_a_file_that_needs_none_is_put_aside_and_the_project_stays_as_it_is(path, strange_wal, sound):
    with Project.open(path) as project:
        assert [note.code for note in project.notes] == ["stray"]
        assert project.title == "The talks"
        assert sound(project)
        assert project.db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert path.read_bytes() == strange_wal
    assert beside(path, "stray-wal")


def test_a_reader_does_not_mix_a_log_that_is_not_its_own_into_the_project(path, strange_wal):
    with pytest.raises(UserError, match="a log that is not its own"):
        Project.open(path, read_only=True)
    assert path.read_bytes() == strange_wal
    assert wal_of(path).exists()


def test_a_reader_opens_a_complete_file_in_wal_mode_and_makes_no_file(path, tamper):
    tamper(path, "PRAGMA journal_mode = WAL")
    before = path.read_bytes()
    with Project.open(path, read_only=True) as project:
        assert project.title == "The talks"
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_reader_does_not_show_a_file_whose_last_changes_lie_in_a_wal(path, tmp_path):
    in_wal_mode(path, tmp_path)
    with pytest.raises(UserError, match="last changes"):
        Project.open(path, read_only=True)


def test_without_room_for_the_copy_nothing_is_mended(spilled, monkeypatch):
    def full(_source: Path, half: Path) -> None:
        half.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    before = spilled.read_bytes(), journal_of(spilled).read_bytes()
    monkeypatch.setattr(leftovers.shutil, "copyfile", full)
    with pytest.raises(UserError, match="no copy could be made"):
        Project.open(spilled)
    assert (spilled.read_bytes(), journal_of(spilled).read_bytes()) == before
    assert beside(spilled, "before-recovery") == []
