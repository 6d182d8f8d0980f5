"""Files and names that outlive a power cut: what is not asked for may be lost, in any order.

A rename is durable only once its folder was synchronised, and may outlive the content of the file that it names unless that
was synchronised before. Windows cannot synchronise folders; there a name is durable when the system says so.
"""

import glob
import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

ABANDONED_S = 3600
"""An unfinished file that nobody has written to for so long belongs to a program that died."""


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


def clear_abandoned(folder: Path, stem: str) -> None:
    """Removes what a death left of unfinished files whose names begin with `stem`; one that is being written stays."""
    for part in folder.glob(f".{glob.escape(stem)}*.part*"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > ABANDONED_S:
                part.unlink()
