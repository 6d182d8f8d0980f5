"""A project file from outside: its header before SQLite touches it, and a connection with the settings of a document."""

import os
import sqlite3
import stat
import struct
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import schema
from intercoder.project.leftovers import journal_of
from intercoder.project.lock import NotWritable

BUSY_MS = 5000  # how long another program's write is waited for
_MAGIC = b"SQLite format 3\x00"
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")
_HINT_BACKUP = "Open a backup of the project, or ask for the file again."


def peek(path: Path) -> int:
    """The schema number of a project file, read from its first 100 bytes before SQLite touches it.

    Raises UserError for a file that is missing, empty, truncated, foreign, or made by a newer program.
    """
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise UserError(f"{path} is not a file.", "Choose a project file; its name ends in .intercoder.")
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UserError(f"There is no file {path}.", "Check the path, or make a new project.") from error
    except OSError as error:
        hint = "Check the rights of the file and of its folder."
        raise UserError(f"{path} could not be read: {error.strerror}.", hint) from error
    size = facts.st_size
    if size == 0:
        raise UserError(f"{path} is empty; it is not a project.", _HINT_BACKUP)
    if not head.startswith(_MAGIC):
        if not head.strip(b"\x00"):
            raise UserError(f"{path} is damaged: its beginning is filled with zeros.", _HINT_BACKUP)
        raise UserError(f"{path} is not an Intercoder project.", "To read a dump of articles, import it into a project.")
    if len(head) < 100:
        raise UserError(f"{path} is damaged: it ends after {size} bytes.", _HINT_BACKUP)
    application, version = struct.unpack(">I", head[68:72])[0], struct.unpack(">I", head[60:64])[0]
    if application != schema.APPLICATION_ID:
        raise UserError(f"{path} is a database of another program, not an Intercoder project.", "Choose another file.")
    if version > schema.SCHEMA:
        raise UserError(
            f"{path} was made by a newer Intercoder (schema {version}; this program knows {schema.SCHEMA}).",
            "Install the newer version to open it.",
        )
    if version < 1:
        raise UserError(f"{path} is damaged: no Intercoder wrote the schema number {version}.", _HINT_BACKUP)
    page = struct.unpack(">H", head[16:18])[0]
    page = 65536 if page == 1 else page
    pages = struct.unpack(">I", head[28:32])[0]
    # A change that was interrupted may have counted pages before it wrote them; SQLite takes it back from its journal.
    if pages * page > size and not journal_of(path).exists():
        raise UserError(f"{path} is damaged: {size:,} of {pages * page:,} bytes are there.", _HINT_BACKUP)
    return int(version)


def connect(path: Path, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """A connection with the settings of a document; `isolation_level` None, so that we begin and commit."""
    mode = "ro&immutable=1" if immutable else "ro" if read_only else "rw"
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000)
    try:
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "foreign_keys = ON",
            "recursive_triggers = ON",
            "synchronous = EXTRA",
            "cache_size = -65536",
            "temp_store = MEMORY",
        ):
            db.execute(f"PRAGMA {pragma}")
        if sys.platform == "darwin":
            db.execute("PRAGMA fullfsync = ON")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not read_only:
            _probe(db)
    except sqlite3.DatabaseError as error:
        db.close()
        raise explained(path, error) from error
    return db


def _probe(db: sqlite3.Connection) -> None:
    """Whether the file can be written now: a foreign tool may hold SQLite's own lock."""
    db.execute("BEGIN IMMEDIATE")
    db.execute("ROLLBACK")


def bring_up(copy: Path, version: int) -> None:
    """Migrates a private copy of an older file to the tables of this program; nothing that anybody else has is written."""
    db = sqlite3.connect(copy, isolation_level=None)
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA synchronous = OFF")
        schema.migrate(db, version)
    finally:
        db.close()


def explained(path: Path, error: sqlite3.DatabaseError) -> UserError:
    """Why a file that has our header cannot be opened, in one sentence."""
    code = getattr(error, "sqlite_errorname", "")  # absent where a migration found its own result broken
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return NotWritable(f"Another program is writing to {path}.", "Close it there, then open the project again.")
    if code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) and journal_of(path).exists():
        return UserError(
            f"The last change of {path} was interrupted and must be taken back first.", "Open it once for writing."
        )
    return UserError(f"{path} is damaged: {error}.", _HINT_BACKUP)


def readable(name: str) -> str:
    """The name of a file as text that can be stored: bytes in it that are no UTF-8 become �."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the bytes of the file are to blame, not the program: a page in its middle may be torn."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def create(path: Path) -> sqlite3.Connection:
    """An empty project file with its tables. Raises UserError if something is at that path, or it cannot be written."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o644)
    except FileExistsError as error:
        raise UserError(f"{path} exists already.", "Choose another name; nothing was changed.") from error
    except OSError as error:
        raise UserError(f"{path} could not be written: {error.strerror}.", "Choose another folder.") from error
    os.close(handle)
    with kept_if_whole(path):
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA page_size = 4096")
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("PRAGMA synchronous = EXTRA")
            db.execute("BEGIN IMMEDIATE")
            schema.build(db)
            db.execute("COMMIT")
        return connect(path)


@contextmanager
def kept_if_whole(path: Path) -> Iterator[None]:
    """Takes a file that is being made away again if the block fails. Raises UserError where there is no room for it."""
    try:
        yield
    except BaseException as error:
        path.unlink(missing_ok=True)
        journal_of(path).unlink(missing_ok=True)
        if getattr(error, "sqlite_errorname", "").startswith(_NO_ROOM):
            hint = "Choose another folder, or make room; nothing was changed."
            raise UserError(f"{path} could not be written: {error}.", hint) from error
        raise
