"""Files carried from one folder to another, durably: whole at their new place before they go at the old one."""

import hashlib
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from intercoder.project import durable
from intercoder.records import Tick, no_tick

BLOCK = 1 << 20
MEGABYTE = 1_000_000


class Meter:
    """Tells a tick in megabytes how much of `total` bytes was read; below one megabyte it only asks whether to stop."""

    def __init__(self, tick: Tick, total: int) -> None:
        self._tick, self._total, self._done = tick, total, 0

    def __call__(self, count: int) -> None:
        """So many bytes more were read."""
        self._done = min(self._done + count, self._total)
        self._tick(self._done // MEGABYTE, self._total // MEGABYTE)


silent = Meter(no_tick, 0)


def sha256(path: Path, read: Callable[[int], None] = silent) -> str:
    """The hash of a closed file; `read` is told of each block."""
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            whole.update(block)
            read(len(block))
    return whole.hexdigest()


def copy(source: Path, dest: Path, read: Callable[[int], None] = silent) -> str:
    """Copies a closed file and gives the hash of what was read. Its name is for the caller to make durable."""
    whole = hashlib.sha256()
    with source.open("rb") as file, dest.open("wb") as other:
        while block := file.read(BLOCK):
            whole.update(block)
            other.write(block)
            read(len(block))
    return whole.hexdigest()


def move(source: Path, dest: Path) -> None:
    """Moves a file, or a folder with all that is in it, to a name that is free.

    After a death it stands at one of the two, or whole at both (`is_same`), and `sweep` takes the rest away.
    """
    part = dest.with_name(f".{dest.name}.part")
    _clear(part)
    try:
        if source.is_dir() and not source.is_symlink():
            _copy_folder(source, part)
            os.rename(part, dest)
            durable.sync_names(dest.parent)
            remove(source)
        else:
            copy(source, part)
            durable.place(part, dest)
            source.unlink()
    finally:
        with suppress(OSError):
            _clear(part)


def remove(path: Path) -> None:
    """Removes a file, or a folder: never half of it under its name."""
    if path.is_dir() and not path.is_symlink():
        aside = path.with_name(f".{path.name}.moved")
        _clear(aside)
        os.rename(path, aside)
        path = aside
    _clear(path)


def is_same(one: Path, other: Path) -> bool:
    """Whether two files, or two folders, hold the same."""
    if one.is_dir() != other.is_dir():
        return False
    if not one.is_dir():
        return one.stat().st_size == other.stat().st_size and sha256(one) == sha256(other)
    names = {path.name for path in one.iterdir()}
    return names == {path.name for path in other.iterdir()} and all(is_same(one / name, other / name) for name in names)


def sweep(folder: Path) -> None:
    """Removes what a death left in a folder on the way of moving; nothing may be on its way there now."""
    for path in folder.iterdir():
        if path.name.startswith(".") and path.name.endswith((".moved", ".part")):
            _clear(path)


def _copy_folder(source: Path, dest: Path) -> None:
    dest.mkdir()
    for path in sorted(source.iterdir()):
        if path.is_dir() and not path.is_symlink():
            _copy_folder(path, dest / path.name)
        else:
            copy(path, dest / path.name)
            durable.sync(dest / path.name)
    durable.sync_names(dest)


def _clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
