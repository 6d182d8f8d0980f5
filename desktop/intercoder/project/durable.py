"""Files and names that outlive a power cut: what is not asked for may be lost, in any order.

A rename is durable only once its folder was synchronised, and may outlive the content of the file that it names unless that
was synchronised before. Windows cannot synchronise folders; there a name is durable when the system says so.
"""

import errno
import glob
import hashlib
import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from intercoder.errors import UserError
from intercoder.project.schema import APPLICATION_ID

ABANDONED_S = 3600
"""An unfinished file that nobody has written to for so long belongs to a program that died, or that is slow elsewhere."""
ABANDONED_ELSEWHERE_S = 86_400
"""The same for one that another computer writes: whether its program lives cannot be seen, and its clock may be wrong."""
_HERE = hashlib.sha256(socket.gethostname().encode("utf-8", "surrogateescape")).hexdigest()[:6]
_WRITER = re.compile(r"\.(?P<host>[0-9a-f]{6})-(?P<process>\d+)\.part")


def sync(path: Path) -> None:
    """Makes the content of a file durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_names(folder: Path) -> None:
    """Makes what was named, renamed and removed in a folder durable, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def place(part: Path, dest: Path) -> None:
    """Gives a finished file its name; until then whatever had that name is untouched, afterwards the new file is whole."""
    sync(part)
    os.replace(part, dest)
    sync_names(dest.parent)


def copy(source: Path, dest: Path) -> None:
    """A durable copy of a closed file, under a name that is durable too."""
    shutil.copyfile(source, dest)
    sync(dest)
    sync_names(dest.parent)


def make_folder(folder: Path) -> None:
    """A folder with a durable name; its parent must be there."""
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        sync_names(folder.parent)


def part_of(dest: Path) -> Path:
    """The name of a file while it is unfinished: hidden, beside its place, with the computer and the process that write it."""
    return dest.with_name(f".{dest.name}.{_HERE}-{os.getpid()}.part")


def spare_project(dest: Path) -> None:
    """Raises UserError if `dest` is a project or a package, whose place no table, document or picture ever takes."""
    if not dest.is_file():
        return
    with suppress(OSError), dest.open("rb") as there:
        if there.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big"):
            raise UserError(f"{dest} is a project, which this would replace.", "Choose another name; nothing was changed.")


def assure_place(dest: Path) -> None:
    """Raises UserError or OSError if no file can be written at `dest`; for before a long work whose outcome goes there."""
    spare_project(dest)
    if dest.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(dest))
    part = part_of(dest)
    part.touch()
    part.unlink()


@contextmanager
def writing(dest: Path) -> Iterator[Path]:
    """The unfinished file that gets the name `dest` after the block, whole and durable; if that raises, it is gone.

    Raises UserError if `dest` is a project.
    """
    spare_project(dest)
    part = part_of(dest)
    clear_abandoned(dest.parent, f"{dest.name}.")
    try:
        part.unlink(missing_ok=True)
        yield part
        place(part, dest)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def clear_abandoned(folder: Path, stem: str) -> None:
    """Removes what a death left of unfinished files whose names begin with `stem`; one that is being written stays."""
    for part in folder.glob(f".{glob.escape(stem)}*.part*"):
        with suppress(OSError):
            if _is_abandoned(part):
                part.unlink()


def _is_abandoned(part: Path) -> bool:
    silent_s = time.time() - part.stat().st_mtime
    writer = _WRITER.search(part.name)
    if writer is None:
        return silent_s > ABANDONED_S
    if writer["host"] != _HERE:
        return silent_s > ABANDONED_ELSEWHERE_S
    return silent_s > ABANDONED_S and not _lives(int(writer["process"]))


def _lives(process: int) -> bool:
    """Whether a process of this computer is there; on Windows an open file cannot be removed, so nobody is asked."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True
