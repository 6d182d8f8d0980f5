"""Files from strangers: nothing in them runs, and nothing of them is used before it was looked at."""

import sqlite3
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package, stranger
from intercoder.project.merge import merge

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
TRAPS = {
    "a view that never ends": "CREATE VIEW trap AS " + ENDLESS,
    "a view in place of a table": "CREATE VIEW trap AS SELECT id, text FROM unit",
    "a view that loads a program": "CREATE VIEW trap AS SELECT load_extension('trap.so') AS x",
    "a trigger that deletes": "CREATE TRIGGER trap AFTER INSERT ON value BEGIN DELETE FROM span; END",
    "a trigger on the history": "CREATE TRIGGER trap BEFORE INSERT ON change BEGIN SELECT RAISE(IGNORE); END",
    "a table more": "CREATE TABLE trap(x)",
    "an index with an expression": "CREATE INDEX trap ON unit(abs(id))",
    "a virtual table": "CREATE VIRTUAL TABLE trap USING fts5(x)",
}


@pytest.fixture
def bens(planned: Project, tmp_path: Path) -> Path:
    out = tmp_path / "ben.intercoder"
    package.make(planned, "Ben", out)
    return out


@pytest.mark.parametrize("trap", TRAPS)
def test_a_package_is_refused_that_holds(planned, bens, path, tamper, trap):
    tamper(bens, TRAPS[trap])
    before, theirs = path.read_bytes(), bens.read_bytes()
    with pytest.raises(UserError, match="tables that no Intercoder made"):
        merge(planned, bens)
    assert (path.read_bytes(), bens.read_bytes()) == (before, theirs)


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("read_only", [True, False])
def test_a_project_is_not_opened_that_holds(path, tamper, trap, read_only):
    tamper(path, TRAPS[trap])
    before = path.read_bytes()
    with pytest.raises(UserError, match="that no Intercoder made: trap"):
        Project.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_table_that_became_a_view_is_refused(bens, planned, tamper):
    tamper(bens, "ALTER TABLE memo RENAME TO hidden", "CREATE VIEW memo AS SELECT * FROM hidden")
    with pytest.raises(UserError, match="tables that no Intercoder made"):
        merge(planned, bens)


@pytest.fixture
def trapped(tmp_path: Path) -> Path:
    """A database of a stranger: a table, and views over it."""
    path = tmp_path / "strange.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE source(name TEXT)")
    db.execute("INSERT INTO source VALUES('اردو 😀')")
    db.execute("CREATE TABLE secret(x)")
    db.execute("CREATE VIEW calling AS SELECT name FROM source")
    db.execute("CREATE VIEW endless AS " + ENDLESS)
    db.commit()
    db.close()
    return path


def test_a_named_table_is_read(trapped):
    with stranger.reading(trapped, ["source"]) as db:
        assert db.execute("SELECT name FROM source").fetchall() == [("اردو 😀",)]
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (4,)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM secret", "SELECT * FROM calling", "SELECT * FROM endless", "ATTACH ':memory:' AS other",
        "DELETE FROM source", "INSERT INTO source VALUES('x')", "DROP TABLE source", "CREATE TABLE x(y)",
        "CREATE TEMP TABLE x(y)", "PRAGMA writable_schema = ON", "PRAGMA user_version = 7", "PRAGMA journal_mode = WAL",
        "SELECT load_extension('x')", "SELECT randomblob(100000000)", "BEGIN", "VACUUM",
    ],
)  # fmt: skip
@pytest.mark.parametrize("write", [False, True])
def test_nothing_else_is_done_with_a_stranger(trapped, query, write):
    before = trapped.read_bytes()
    with stranger.reading(trapped, ["source"], write=write) as db, pytest.raises(sqlite3.DatabaseError):
        db.execute(query).fetchall()
    assert trapped.read_bytes() == before


def test_a_query_that_would_never_end_is_broken_off(trapped):
    many = "SELECT count(*) FROM source a, source b, source c, source d, source e, source f"
    db = sqlite3.connect(trapped)
    db.executemany("INSERT INTO source VALUES(?)", [(str(n),) for n in range(200)])
    db.commit()
    db.close()
    with (
        stranger.reading(trapped, ["source"], seconds=0.05) as reader,
        pytest.raises(sqlite3.OperationalError, match="interrupt"),
    ):
        reader.execute(many).fetchone()


def test_a_value_that_is_too_long_is_not_read(trapped, monkeypatch):
    monkeypatch.setitem(stranger._LIMITS, sqlite3.SQLITE_LIMIT_LENGTH, 1000)
    db = sqlite3.connect(trapped)
    db.execute("UPDATE source SET name = ?", ("x" * 5000,))
    db.commit()
    db.close()
    with stranger.reading(trapped, ["source"]) as reader, pytest.raises(sqlite3.DatabaseError):
        reader.execute("SELECT name FROM source").fetchall()


def test_the_private_copy_is_gone_afterwards_and_the_file_untouched(trapped):
    before = trapped.read_bytes()
    with stranger.private_copy(trapped) as copy:
        assert copy.read_bytes() == before
    assert not copy.exists()
    assert trapped.read_bytes() == before
