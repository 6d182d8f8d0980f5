"""Opening a project file: who has it, what lies beside it, whether it can be written, and what has to be told."""

import logging
import os
import sqlite3
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock as Guard

from intercoder.errors import UserError
from intercoder.project import backups, file, leftovers, schema
from intercoder.project.leftovers import Note
from intercoder.project.lock import Lock, NotWritable
from intercoder.records import Tick, no_tick

Identity = tuple[int, int]
_UNCLEAN = {"recovered", "stray", "wal"}
_here: Counter[Identity] = Counter()
"""The files that this process has open. Closing any handle on one would drop SQLite's locks on it (a rule of POSIX), so
such a file is never opened again beside SQLite, not even to look at its header."""
_guard = Guard()


class Damaged(NotWritable):
    """After an interrupted change was taken back the file is not sound: it can be looked at, and nothing more is written."""


@dataclass
class Opened:
    """A connection to a project file with its lock, None when it is open to be read; `notes` are for the researcher."""

    path: Path
    db: sqlite3.Connection
    lock: Lock | None
    identity: Identity
    notes: list[Note] = field(default_factory=list)
    _is_closed: bool = False

    def __post_init__(self) -> None:
        with _guard:
            _here[self.identity] += 1

    @property
    def was_left(self) -> bool:
        """Whether the file was not closed properly, so that it should be checked."""
        return self.lock is not None and (self.lock.was_left or any(note.code in _UNCLEAN for note in self.notes))

    def close(self) -> None:
        """Closes the file and frees its lock."""
        if self._is_closed:
            return
        self._close()
        if self.lock is not None:
            self.lock.release()

    def keep_lock(self) -> Lock:
        """Closes the file; gives its lock, which is still held."""
        assert self.lock is not None
        self._close()
        return self.lock

    def _close(self) -> None:
        self._is_closed = True
        self.db.close()
        with _guard:
            _here[self.identity] -= 1


def open_file(path: Path, read_only: bool = False, take_over: bool = False) -> Opened:
    """Opens the file for writing, or to be read. Raises NotWritable if it could only be read, else UserError."""
    if read_only and path.is_file() and _here[identity_of(path)]:
        return Opened(path, file.connect(path, read_only=True), None, identity_of(path))
    version = file.peek(path)
    identity = identity_of(path)
    if read_only:
        return Opened(path, _reader(path, version), None, identity)
    if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise NotWritable(f"{path.name} is write-protected.", "Copy the project to a place where you may write.")
    lock = Lock(path, take_over)
    try:
        notes = [note for note in (leftovers.settle_wal(path), leftovers.settle_journal(path)) if note is not None]
        if any(note.code == "recovered" for note in notes):
            lock.doubt()
        if leftovers.is_wal(path):
            notes.append(leftovers.unwrap(path))
            identity = identity_of(path)
        db = file.connect(path)
        try:
            # Read again: what the header said may have been taken back with an interrupted migration.
            version = db.execute("PRAGMA user_version").fetchone()[0]
            _check_layout(path, db, version)
            if lock.in_doubt:
                notes.append(_prove(path, db))
                lock.trust()
            if version < schema.SCHEMA:
                backups.make_of(path, db, "migration")
                schema.migrate(db, version)
        except BaseException as error:
            db.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise file.explained(path, error) from error
            raise
    except BaseException:
        lock.release()
        raise
    for note in notes:
        logging.getLogger(__name__).warning("%s %s", note.message, note.hint)
    return Opened(path, db, lock, identity, notes)


def _prove(path: Path, db: sqlite3.Connection) -> Note:
    """Looks the whole file through once SQLite has taken an interrupted change back. Raises Damaged if it is not sound."""
    found = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found == "ok" and db.execute("PRAGMA foreign_key_check").fetchone() is not None:
        found = "rows refer to others that are not there"
    if found != "ok":
        raise Damaged(
            f"{path.name} was interrupted and is damaged: {found}.", "Restore a backup; nothing more is written to it."
        )
    return Note("proven", f"{path.name} was looked through after the interruption and is sound.")


def first_fault(path: Path, tick: Tick = no_tick) -> str | None:
    """What a quick check of the open file finds first, None if it is sound. A table at a time, so that steps are not kept
    waiting for long: a writer waits for a reader."""
    with closing(file.connect(path, read_only=True)) as db:
        try:
            query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid"
            names = [name for (name,) in db.execute(query).fetchall()]
            for done, name in enumerate(names):
                tick(done, len(names))
                found = db.execute(f'PRAGMA quick_check("{name}")').fetchone()[0]
                if found != "ok":
                    return str(found)
        except sqlite3.DatabaseError as error:
            if not file.is_damage(error):
                raise
            return str(error)
    return None


def identity_of(path: Path) -> Identity:
    """What tells a file from another one that took its name."""
    facts = path.stat()
    return facts.st_dev, facts.st_ino


def is_gone(path: Path, identity: Identity) -> bool:
    """Whether the file was moved, replaced or deleted; a drive that does not answer does not say so."""
    with suppress(OSError):
        try:
            return identity_of(path) != identity
        except FileNotFoundError:
            return True
    return False


def _reader(path: Path, version: int) -> sqlite3.Connection:
    wal = leftovers.wal_of(path)
    if leftovers.is_wal(path) and wal.exists() and wal.stat().st_size:
        raise UserError(
            f"The last changes of {path.name} lie in {wal.name}, where another program put them.", "Open it once for writing."
        )
    if leftovers.has_stray_wal(path):
        raise UserError(f"Beside {path.name} lies {wal.name}, a log that is not its own.", "Open it once for writing.")
    if version < schema.SCHEMA:
        raise UserError("The project is of an older version.", "Open it for writing once to bring it up.")
    db = file.connect(path, read_only=True, immutable=leftovers.is_wal(path))
    try:
        _check_layout(path, db, version)
    except BaseException as error:
        db.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise file.explained(path, error) from error
        raise
    return db


def _check_layout(path: Path, db: sqlite3.Connection, version: int) -> None:
    """Tables, views and triggers that no Intercoder made are not run: a stored trigger could change codings unseen."""
    strange = sorted(schema.layout(db) - schema.known_layout(version))
    missing = sorted(name for name, _ in schema.known_layout(version) - schema.layout(db))
    if strange or missing:
        name = strange[0][0] if strange else missing[0]
        how = "holds a table, view or trigger that no Intercoder made" if strange else "lacks a table"
        raise UserError(f"{path.name} {how}: {name}.", "Open a backup of the project, or ask for the file again.")
