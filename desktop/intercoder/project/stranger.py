"""A file from somebody else: copied aside, and read so that nothing in it can run.

A database may bring views, triggers and whole programs of recursive queries along. What comes from elsewhere is read from a
private copy, on a connection that reads tables and nothing else, and stops after a while whatever it is asked.
"""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import leftovers

LONGEST = 500_000_000  # bytes of one value or row
_SECONDS = 60.0  # a sound file of half a gigabyte is read through in seven
_STEPS = 20_000  # SQLite instructions between two looks at the clock
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 1000,
}
_PRAGMAS = {
    "quick_check", "integrity_check", "foreign_key_check", "table_info", "user_version", "ignore_check_constraints"
}  # fmt: skip
_FUNCTIONS = {
    "count", "max", "min", "sum", "coalesce", "length", "substr", "instr", "like", "lower", "nullif", "json_array",
    "json_extract", "json_valid", "printf", "rtrim", "char", "group_concat",
}  # fmt: skip


@contextmanager
def private_copy(path: Path) -> Iterator[Path]:
    """A copy of a database, and of the journal of its interrupted change, in a folder of its own. The file stays closed."""
    with tempfile.TemporaryDirectory(prefix="intercoder-") as folder:
        copy = Path(folder) / "copy.intercoder"
        try:
            shutil.copyfile(path, copy)
            if leftovers.journal_of(path).exists():
                shutil.copyfile(leftovers.journal_of(path), leftovers.journal_of(copy))
        except OSError as error:
            raise UserError(f"{path} could not be read: {error.strerror}.", "Check the file.") from error
        yield copy


@contextmanager
def reading(
    path: Path, tables: Collection[str], seconds: float = _SECONDS, write: bool = False
) -> Iterator[sqlite3.Connection]:
    """A connection that can read these tables and the list of what there is: no view, attach, function of ours, nor write.

    `write` lets SQLite take the interrupted change of a private copy back; statements that write are refused all the same.
    A query that goes on longer than `seconds` is broken off with sqlite3.OperationalError.
    """
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode={'rw' if write else 'ro'}", uri=True, isolation_level=None)
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}")
        for limit, value in _LIMITS.items():
            db.setlimit(limit, value)
        stop = time.monotonic() + seconds
        db.set_progress_handler(lambda: time.monotonic() > stop, _STEPS)
        allowed = {*tables, "sqlite_master", "sqlite_schema", ""}
        db.set_authorizer(lambda *question: _answer(allowed, *question))
        yield db
    finally:
        db.close()


def facts(path: Path) -> dict[str, str]:
    """The facts of the table `meta` in somebody else's file. Raises UserError if it cannot be read."""
    with private_copy(path) as copy, reading(copy, ("meta",), write=True) as db:
        return dict(db.execute("SELECT key, value FROM meta").fetchall())


def _answer(allowed: set[str], action: int, first: str | None, second: str | None, _: str | None, inside: str | None) -> int:
    """What the authorizer of `reading` says; `inside` names the view or trigger that asks."""
    if inside is not None:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_SELECT:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_READ and first in allowed:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS and (second is None or first != "user_version"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY
