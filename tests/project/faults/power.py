"""A disk that loses its power: every write of SQLite is logged, and any moment of the log can be put on a real disk.

What a disk is asked to keep (`sync`) is kept. Of everything after it each sector of 512 bytes is there or not, by chance, and
so is a change of a name that was not made durable. The method is that of SQLite's own crash tests.
"""

import random
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import pytest

SECTOR = 512


@dataclass(frozen=True)
class Event:
    """One thing that SQLite asked of the disk; `ack` is the program that told the researcher "saved"."""

    what: str  # write, truncate, sync, delete, ack
    name: str
    offset: int = 0
    data: bytes = b""
    durable: bool = False


class Disk(apsw.VFS):
    """Passes everything on to the real disk, and logs what happens to files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.name = f"disk of {folder}"
        self.folder = folder
        self.log: list[Event] = []
        self.settings: dict[str, str] = {}  # other settings than the program's, to show what they would lose
        super().__init__(self.name, "")

    def is_logged(self, name: str | None) -> bool:
        return name is not None and Path(name).parent == self.folder

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        if self.is_logged(name):
            self.log.append(Event("delete", name, durable=syncdir))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = path if disk.is_logged(path) else None

    def _note(self, what: str, offset: int = 0, data: bytes = b"") -> None:
        if self._name is not None:
            self._disk.log.append(Event(what, self._name, offset, data))

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._note("truncate", size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._note("sync")


@dataclass
class _Kept:
    """A file on the disk: what is durable, and what was asked of it since."""

    content: bytearray
    is_named: bool
    pending: list[Event] = field(default_factory=list)

    def settle(self, keep: Callable[[], bool]) -> None:
        for event in self.pending:
            if event.what == "truncate":
                if keep():
                    del self.content[event.offset :]
                continue
            for at in range(0, len(event.data), SECTOR):
                if keep():
                    piece = event.data[at : at + SECTOR]
                    start = event.offset + at
                    self.content.extend(bytes(max(0, start - len(self.content))))
                    self.content[start : start + len(piece)] = piece
        self.pending = []


def images(
    before: dict[str, bytes], log: list[Event], number: int, seed: int, folder: Path
) -> Iterator[tuple[Path, list[str]]]:
    """Disks at random moments of the log: (folder with the files, what was acknowledged by then)."""
    chance = random.Random(seed)
    for n in range(number):
        moment = chance.randrange(1, len(log) + 1)
        image = folder / f"image {n}"
        image.mkdir()
        for name, content in _disk_at(before, log[:moment], chance).items():
            (image / Path(name).name).write_bytes(content)
        yield image, [event.name for event in log[:moment] if event.what == "ack"]


def _disk_at(before: dict[str, bytes], log: Iterable[Event], chance: random.Random) -> dict[str, bytes]:
    files = {name: _Kept(bytearray(content), True) for name, content in before.items()}
    for event in log:
        if event.what == "ack":
            continue
        if event.what == "delete":
            if event.durable or chance.random() < 0.5:
                files.pop(event.name, None)
            continue
        kept = files.setdefault(event.name, _Kept(bytearray(), False))
        if event.what == "sync":
            kept.settle(lambda: True)
            kept.is_named = True  # SQLite makes the name of a new file durable with its first sync
        else:
            kept.pending.append(event)
    for kept in files.values():
        kept.settle(lambda: chance.random() < 0.5)
    return {name: bytes(kept.content) for name, kept in files.items() if kept.is_named or chance.random() < 0.5}


class Connection:
    """What the project needs of a connection of the standard library, over one of APSW."""

    def __init__(self, path: Path, disk: Disk) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI
        self._db = apsw.Connection(str(path), flags=flags, vfs=disk.name)

    def execute(self, sql: str, parameters: Any = ()) -> "_Rows":
        return _Rows(self._db.execute(sql, parameters), self._db)

    def executemany(self, sql: str, rows: Iterable[Any]) -> "_Rows":
        return _Rows(self._db.executemany(sql, list(rows)), self._db)

    @property
    def in_transaction(self) -> bool:
        return self._db.in_transaction

    @property
    def total_changes(self) -> int:
        return self._db.total_changes()

    def backup(self, target: sqlite3.Connection) -> None:
        """The same pages, through memory: a backup of SQLite has both ends in one library."""
        with closing(sqlite3.connect(":memory:")) as pages:
            pages.deserialize(self._db.serialize("main"))
            pages.backup(target)

    def close(self) -> None:
        self._db.close()


class _Rows:
    """Reads everything at once, as the project does too."""

    def __init__(self, cursor: Any, db: apsw.Connection) -> None:
        self._rows = list(cursor)
        self.rowcount = db.changes()

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())


@contextmanager
def logged(folder: Path, probe: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """While it lasts, projects of the folder are written through a disk that logs."""
    from intercoder.project import file

    disk = Disk(folder)
    real = file.connect

    def connect(path: Path, read_only: bool = False, immutable: bool = False) -> Any:
        if read_only or path.parent != folder:
            return real(path, read_only, immutable)
        db = Connection(path, disk)
        for name in ("synchronous", "journal_mode", "foreign_keys", "recursive_triggers", "trusted_schema"):
            db.execute(f"PRAGMA {name} = {disk.settings.get(name, asked[name])}")
        db.execute("PRAGMA temp_store = MEMORY")
        return db

    with closing(real(probe, read_only=True)) as db:  # the very settings of the program
        names = ("synchronous", "journal_mode", "foreign_keys", "recursive_triggers", "trusted_schema")
        asked = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}
    with monkeypatch.context() as patch:
        patch.setattr(file, "connect", connect)
        yield disk
