"""A disk that loses its power: what is asked of it is logged, and any moment of the log can be put on a real disk.

What a disk is asked to keep is kept: the content of a file by `sync`, the names in a folder by `names`. Of everything after it
each sector of 512 bytes is there or not, by chance, and so is each change of a name, in any order. The method is that of
SQLite's own crash tests. SQLite's writes to a project are seen by a VFS (`Disk`); those of everybody else, libraries in C among
them, by comparing the folder before and after each fsync and each rename (`witnessed`).
"""

import os
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
HOME = "home"
Place = tuple[str, str]
"""Where a name stands: the folder, which is a file too, and the name in it."""
NOWHERE = ("", "")


@dataclass(frozen=True)
class Event:
    """One thing that was asked of the disk; `ack` is the program that told the researcher "saved".

    `write`, `truncate` and `sync` are about the content of `file`, and `folder` says that it is one; `name`, `rename` (from
    `at` to `to`) and `unlink` are about names; `names` makes all names in the folder `file`, or the one `at`, durable.
    """

    what: str
    file: str = ""
    offset: int = 0
    data: bytes = b""
    at: Place = NOWHERE
    to: Place = NOWHERE
    durable: bool = False


class Disk(apsw.VFS):
    """Passes everything on to the real disk, and logs what happens to the files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.name = f"disk of {folder}"
        self.folder = folder
        self.log: list[Event] = []
        self.start: dict[Place, tuple[str, bytes | None]] = {}  # what stands where: file, content (None: a folder)
        self.own: dict[str, int] = {}  # paths that are seen by this VFS, and how often each was made anew
        self.settings: dict[str, str] = {}  # other settings than the program's, to show what they would lose
        super().__init__(self.name, "")

    def begin(self) -> None:
        """From here on is logged; what is in the folder now is on the disk."""
        self.log.clear()
        for path in self.folder.rglob("*"):
            content = None if path.is_dir() else path.read_bytes()
            self.start[self._at(path)] = (str(path), content)

    def _at(self, path: str | Path) -> Place:
        path = Path(path)
        return (HOME if path.parent == self.folder else str(path.parent), path.name)

    def acknowledge(self, what: str) -> None:
        """The program says that something is done."""
        self.log.append(Event("ack", what))

    def is_logged(self, name: str | None) -> bool:
        return name is not None and Path(name).parent == self.folder

    def xOpen(self, name: Any, flags: list[int]) -> Any:
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        if self.is_logged(name):
            self.log.append(Event("unlink", at=self._at(name), durable=syncdir))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk = disk
        self._name = path if disk.is_logged(path) else None
        is_new = self._name is not None and not os.path.exists(path)
        super().__init__("", name, flags)
        if self._name is not None:
            disk.own[self._name] = disk.own.get(self._name, 0) + is_new
            self._file = f"{path}, {disk.own[self._name]}" if disk.own[self._name] else path
        if is_new:
            disk.log.append(Event("name", self._file, at=disk._at(path)))

    def _note(self, what: str, offset: int = 0, data: bytes = b"") -> None:
        if self._name is not None:
            self._disk.log.append(Event(what, self._file, offset, data))

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._note("write", offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._note("truncate", size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._note("sync")
        if self._name is not None:  # SQLite makes the name of a new file durable with its first sync
            self._disk.log.append(Event("names", at=self._disk._at(self._name)))


class Witness:
    """Logs what everybody but the VFS does in the folder of a disk and below: by looking, at each fsync and each rename."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self._born = 0
        self._names = {str(p): str(p) for p in disk.folder.rglob("*")}  # path -> file
        self._inodes = {file: self._inode(path) for path, file in self._names.items()}
        self._contents = {file: content for file, content in disk.start.values() if content is not None}

    @staticmethod
    def _inode(path: str | int) -> tuple[int, int]:
        facts = os.stat(path)
        return facts.st_dev, facts.st_ino

    def _at(self, path: str) -> Place:
        folder, name = os.path.split(path)
        return (HOME if folder == str(self.disk.folder) else self._names[folder], name)

    def look(self) -> None:
        """Logs what changed since the last look."""
        there = [str(p) for p in sorted(self.disk.folder.rglob("*")) if str(p) not in self.disk.own]
        for path in [p for p in self._names if p not in there and p not in self.disk.own]:
            self.disk.log.append(Event("unlink", at=self._at(path)))
        gone = {p: f for p, f in self._names.items() if p not in there}
        self._names = {p: f for p, f in self._names.items() if p in there}
        for path in there:
            if self._names.get(path) is None or self._inodes[self._names[path]] != self._inode(path):
                self._meet(path)
            if not os.path.isdir(path):
                self._read(path, self._names[path])
        self._inodes = {f: n for f, n in self._inodes.items() if f in self._names.values() or f in gone.values()}

    def _meet(self, path: str) -> None:
        """A new name: of a new file, or of one that has another name too."""
        inode = self._inode(path)
        same = [f for f in self._names.values() if self._inodes[f] == inode]
        self._born += 1
        file = same[0] if same else f"file {self._born}"
        self._names[path], self._inodes[file] = file, inode
        if os.path.isdir(path):
            self.disk.log.append(Event("folder", file))
        self.disk.log.append(Event("name", file, at=self._at(path)))

    def _read(self, path: str, file: str) -> None:
        content, before = Path(path).read_bytes(), self._contents.get(file, b"")
        if len(content) < len(before):
            self.disk.log.append(Event("truncate", file, len(content)))
        if content != before:
            self.disk.log.append(Event("write", file, 0, content))
        self._contents[file] = content

    def fsync(self, real: Callable[[int], None], handle: int) -> None:
        """In place of os.fsync."""
        real(handle)
        self.look()
        inode = self._inode(handle)
        if inode == self._inode(str(self.disk.folder)):
            self.disk.log.append(Event("names", HOME))
        for path, file in self._names.items():
            if self._inodes[file] == inode:
                self.disk.log.append(Event("names" if os.path.isdir(path) else "sync", file))
                break

    def rename(self, real: Callable[..., None], source: Any, to: Any) -> None:
        """In place of os.replace and os.rename."""
        self.look()
        source, to = os.path.abspath(source), os.path.abspath(to)
        real(source, to)
        self.disk.log.append(Event("rename", self._names[source], at=self._at(source), to=self._at(to)))
        for path in [p for p in self._names if p == source or p.startswith(source + os.sep)]:
            self._names[to + path[len(source) :]] = self._names.pop(path)


@contextmanager
def witnessed(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While it lasts, what is not SQLite's is logged too."""
    disk.begin()
    witness, acknowledge = Witness(disk), disk.acknowledge

    def acknowledge_all(what: str) -> None:
        witness.look()
        acknowledge(what)

    fsync, replace, rename = os.fsync, os.replace, os.rename
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: witness.fsync(fsync, handle))
        patch.setattr(os, "replace", lambda source, to: witness.rename(replace, source, to))
        patch.setattr(os, "rename", lambda source, to: witness.rename(rename, source, to))
        patch.setattr(disk, "acknowledge", acknowledge_all)
        yield
        witness.look()


# ------------------------------------------------------------------ what is left


@dataclass
class _Kept:
    """A file on the disk: what is durable, and what was asked of it since."""

    content: bytearray = field(default_factory=bytearray)
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


@dataclass
class _Names:
    """The names on the disk: those that are durable, and what was asked of them since."""

    durable: dict[Place, str]
    pending: list[Event] = field(default_factory=list)

    def settle(self, keep: Callable[[Event], bool]) -> None:
        for event in [e for e in self.pending if keep(e)]:
            self.pending.remove(event)
            if event.what == "name":
                self.durable[event.at] = event.file
                continue
            self.durable.pop(event.at, None)
            if event.what == "rename":  # at once, or not at all
                self.durable[event.to] = event.file


def images(disk: Disk, folder: Path, seed: int, number: int) -> Iterator[tuple[Path, list[str]]]:
    """Disks at random moments of the log: (folder with the files, what was acknowledged by then)."""
    chance = random.Random(seed)
    for n in range(number):
        moment = chance.randrange(1, len(disk.log) + 1) if n % 5 else len(disk.log)  # what was said to be done, too
        image = folder / f"image {n}"
        image.mkdir()
        _put(image, HOME, *_disk_at(disk, disk.log[:moment], chance))
        yield image, [event.file for event in disk.log[:moment] if event.what == "ack"]


def _disk_at(disk: Disk, log: Iterable[Event], chance: random.Random) -> tuple[dict[Place, str], dict[str, bytes | None]]:
    """What stands where, and the content of each file."""
    names = _Names({place: file for place, (file, _) in disk.start.items()})
    files = {file: _Kept(bytearray(content)) for file, content in disk.start.values() if content is not None}
    folders = {file for file, content in disk.start.values() if content is None}
    for event in log:
        if event.what in ("write", "truncate"):
            files.setdefault(event.file, _Kept()).pending.append(event)
        elif event.what == "sync":
            files.setdefault(event.file, _Kept()).settle(lambda: True)
        elif event.what == "folder":
            folders.add(event.file)
        elif event.what == "names":
            names.settle(lambda e, of=event: of.at == e.at if of.at != NOWHERE else of.file in (e.at[0], e.to[0]))  # type: ignore[misc]
        elif event.what != "ack":
            names.pending.append(event)
            if event.durable:
                names.settle(lambda e, of=event: e.at == of.at)  # type: ignore[misc]
    for kept in files.values():
        kept.settle(lambda: chance.random() < 0.5)
    names.settle(lambda _event: chance.random() < 0.5)
    contents: dict[str, bytes | None] = {file: bytes(kept.content) for file, kept in files.items()}
    return names.durable, {**dict.fromkeys(names.durable.values(), b""), **contents, **dict.fromkeys(folders)}


def _put(folder: Path, of: str, names: dict[Place, str], contents: dict[str, bytes | None]) -> None:
    for (parent, name), file in names.items():
        if parent != of:
            continue
        content = contents[file]
        if content is None:
            (folder / name).mkdir()
            _put(folder / name, file, names, contents)
        else:
            (folder / name).write_bytes(content)


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

    def fetchmany(self, number: int) -> list[Any]:
        rows, self._rows = self._rows[:number], self._rows[number:]
        return rows

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
