"""What may lie beside a project file after a sudden death or an accident: a `-journal`, or a `-wal` of another tool.

SQLite cannot tell whether they belong to the file: a stranger's journal or log silently replaces its content. So they are
looked at before the first connection, under the lock, and what is changed is copied first.
"""

import shutil
import sqlite3
import struct
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project import durable, schema

_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_TO_THE_END = 0xFFFFFFFF  # number of records of a part that was not finished
_SIZES = frozenset(1 << n for n in range(9, 17))  # of sectors and pages, in bytes


@dataclass(frozen=True)
class Note:
    """Something that opening a file has to tell: what was found and done, and what helps."""

    code: str
    message: str
    hint: str = ""


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what an unfinished change overwrote; after a sudden death it stays there."""
    return path.with_name(path.name + "-journal")


def wal_of(path: Path) -> Path:
    """Where SQLite keeps changes of a file that another tool put into WAL mode."""
    return path.with_name(path.name + "-wal")


def settle_journal(path: Path) -> Note | None:
    """Looks at a journal beside the file: copies both before SQLite takes the change back, or puts a stranger's aside."""
    journal = journal_of(path)
    if not _is_hot(journal):
        return None
    if is_strangers_journal(path):
        aside = _free(path, "stray-journal")
        _do(path, lambda: journal.replace(aside))
        message = f"Beside {path.name} lay the journal of another file. It was not used, and is now {aside.name}."
        return Note("stray", message, "If the project is not as it should be, restore a backup.")
    aside = _free(path, "before-recovery")

    def copy() -> None:
        try:
            durable.copy(path, aside)
            durable.copy(journal, journal_of(aside))
        except OSError:  # half a copy would only take the room that is missing
            for half in (aside, journal_of(aside)):
                half.unlink(missing_ok=True)
            raise

    _do(path, copy)
    message = f"{path.name} was not closed properly. The change that was interrupted was taken back; all others are there."
    return Note("recovered", message, f"A copy from before is kept as {aside.name}.")


def settle_wal(path: Path) -> Note | None:
    """Puts a log aside that lies beside a file which is not in WAL mode: it is an old one, and SQLite would use it."""
    if not has_stray_wal(path):
        return None
    aside = _free(path, "stray-wal")

    def move() -> None:
        wal_of(path).replace(aside)
        path.with_name(path.name + "-shm").unlink(missing_ok=True)
        durable.sync_names(path.parent)

    _do(path, move)
    message = f"Beside {path.name} lay a log (WAL) that is not its own. It was not used, and is now {aside.name}."
    return Note("stray", message, "If the project is not as it should be, restore a backup.")


def has_stray_wal(path: Path) -> bool:
    """Whether a log lies beside a file that is one file by its header."""
    wal = wal_of(path)
    return wal.exists() and wal.stat().st_size > 0 and not is_wal(path)


def is_wal(path: Path) -> bool:
    """Whether another tool put the file into WAL mode, which needs a second file beside it."""
    with path.open("rb") as file:
        return file.read(19)[18:] == b"\x02"


def is_strangers_journal(path: Path) -> bool:
    """Whether a hot journal was written for another file.

    It holds page 1 as it was before the change, and the change counts the file's counter (bytes 24 to 27) up by one, once.
    A journal without page 1 knows at least how many pages the file had.
    Format: https://sqlite.org/fileformat2.html#the_rollback_journal
    """
    journal = journal_of(path).read_bytes()
    with path.open("rb") as project:
        now = project.read(100)
    pages, sector, page = struct.unpack(">3I", journal[16:28])
    if sector not in _SIZES or page not in _SIZES:
        return False  # SQLite does not use it either
    if page != _page_size(now):
        return True
    before = _page_one(journal, sector, page)
    if before is None:
        return bool(struct.unpack(">I", now[28:32])[0] != pages)
    ours = struct.unpack(">I", before[68:72])[0] == schema.APPLICATION_ID
    return not ours or (_counter(now) - _counter(before)) % (1 << 32) not in (0, 1)


def _page_one(journal: bytes, sector: int, page: int) -> bytes | None:
    """Page 1 as a journal keeps it, None if it is not there or torn. A journal is parts of a header and its records."""
    start = 0
    while journal[start : start + 8] == _JOURNAL_MAGIC:
        count, nonce = struct.unpack(">2I", journal[start + 8 : start + 16])
        at = start + sector
        for _ in range(count or _TO_THE_END):
            record = journal[at : at + page + 8]
            if len(record) < page + 8 or _sum(record[4:-4], nonce) != record[-4:]:
                break
            if record[:4] == b"\x00\x00\x00\x01":
                return record[4:-4]
            at += page + 8
        start = -(-at // sector) * sector
    return None


def _sum(page: bytes, nonce: int) -> bytes:
    return struct.pack(">I", (nonce + sum(page[len(page) - 200 : 0 : -200])) % (1 << 32))


def unwrap(path: Path) -> Note:
    """Brings a file out of WAL mode: a copy is converted, verified and put in its place; the original is kept."""
    part = path.with_name(f".{path.name}.part")
    aside = _free(path, "before-conversion")

    def convert() -> None:
        for made in (part, wal_of(part), journal_of(part)):
            made.unlink(missing_ok=True)
        shutil.copyfile(path, part)
        owner = _uid(part)
        if wal_of(path).exists():
            shutil.copyfile(wal_of(path), wal_of(part))
        with closing(sqlite3.connect(part, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = DELETE").fetchone()
            sound = db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        if not sound or (owner and _uid(part) != owner):
            raise UserError(
                f"Beside {path.name} lies {wal_of(path).name}, which does not belong to it; nothing was changed.",
                "Move that file elsewhere, then open the project again.",
            )
        durable.copy(path, aside)
        if wal_of(path).exists():
            durable.copy(wal_of(path), wal_of(aside))
        durable.place(part, path)  # before its log goes: without the log the last changes would be missing
        for suffix in ("-shm", "-wal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)

    try:
        _do(path, convert)
    finally:
        for made in (part, wal_of(part), journal_of(part), part.with_name(part.name + "-shm")):
            with suppress(OSError):
                made.unlink()
    message = f"Another program had put {path.name} into a mode that needs several files (WAL). It is one file again."
    return Note("wal", message, f"The file as it was is kept as {aside.name}.")


def _uid(path: Path) -> str:
    """The uid of a project file by itself, without what lies beside it; empty if it has none."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            row = db.execute("SELECT value FROM meta WHERE key = 'project_uid'").fetchone()
    except sqlite3.DatabaseError:
        return ""
    return str(row[0]) if row else ""


def _is_hot(journal: Path) -> bool:
    try:
        with journal.open("rb") as file:
            return file.read(8) == _JOURNAL_MAGIC
    except FileNotFoundError:
        return False


def _page_size(head: bytes) -> int:
    size = struct.unpack(">H", head[16:18])[0]
    return 65536 if size == 1 else int(size)


def _counter(head: bytes) -> int:
    return int(struct.unpack(">I", head[24:28])[0])


def _free(path: Path, what: str) -> Path:
    """A name beside the file that is not taken: NAME.WHAT-DATE."""
    stamp = time.strftime("%Y-%m-%d-%H%M%S")
    names = (f"{path.name}.{what}-{stamp}{suffix}" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _do(path: Path, work: Callable[[], object]) -> None:
    try:
        work()
    except OSError as error:
        message = f"{path.name} was interrupted, and no copy could be made before mending it: {error.strerror}."
        raise UserError(message, "Free some space, then open it again; nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        raise UserError(f"{path} is damaged: {error}.", "Open a backup of the project, or ask for the file again.") from error
