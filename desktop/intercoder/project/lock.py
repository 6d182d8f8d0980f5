"""The one writer of a project file: an operating system lock on `NAME.intercoder.lock`, freed when its holder dies."""

import getpass
import json
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from intercoder.errors import UserError


class NotWritable(UserError):  # noqa: N818 - a state of the file, not a mistake
    """The project can be read, but not written now: somebody else has it, or the file or folder is write-protected."""


@dataclass(frozen=True)
class Holder:
    """Who has a project open: user, computer, process, and since when (local time of that computer).

    `in_doubt` while an interrupted change was taken back and the file was not looked through yet.
    """

    user: str
    host: str
    pid: int
    since: str
    in_doubt: bool = False

    def __str__(self) -> str:
        here = "" if self.host == socket.gethostname() else f" on {self.host}"
        return f"{self.user or 'Somebody'}{here} since {self.since or 'an unknown time'} (process {self.pid})"


class InUse(NotWritable):
    """Another window, or another computer, has the project open for writing."""

    def __init__(self, name: str, holder: Holder | None, elsewhere: bool) -> None:
        who = str(holder) if holder is not None else "somebody"
        self.holder = holder
        self.elsewhere = elsewhere
        """Whether the lock was left by another computer, which this one cannot ask whether it still runs."""
        if elsewhere:
            hint = f"If it is closed there and the note is left over, delete {name}.lock."
            super().__init__(f"{name} was opened by {who} and not closed there.", hint)
        else:
            super().__init__(f"{name} is open in another window: {who}.", "Close it there, or open it read-only.")


class Lock:
    """Held from opening to closing. `was_left` says that the one before died without closing the project.

    A file `in_doubt` stays so, also for whoever opens it next, until somebody looked it through and said `trust`.

    Raises InUse if somebody holds it, or if another computer left it behind and `take_over` is not set, and NotWritable
    if the folder is write-protected.
    """

    def __init__(self, project: Path, take_over: bool = False) -> None:
        self.path = project.with_name(project.name + ".lock")
        self.was_left = False
        self.in_doubt = False
        self._handle = self._take(project.name, take_over)

    def _take(self, name: str, take_over: bool) -> int:
        while True:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                message = f"The folder of {name} cannot be written: {error.strerror}."
                raise NotWritable(message, "Copy the project to another folder to go on with it.") from error
            try:
                self._check(handle, name, take_over)
                if self._is_here(handle):
                    break
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)  # the holder before took its file away between our opening and locking it: once more
        self._handle = handle
        try:
            self._sign()
        except NotWritable:
            self.release()
            raise
        return handle

    def _sign(self) -> None:
        """Writes down who holds the file. Raises NotWritable where the disk has no room for that either."""
        words = json.dumps(asdict(_me(self.in_doubt)), ensure_ascii=False).encode()
        try:
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, words)
            os.ftruncate(self._handle, len(words))  # afterwards: where there is no room, a doubt that was written stays
        except OSError as error:
            message = f"Beside {self.path.stem} nothing can be written: {error.strerror}."
            raise NotWritable(message, "Make room there, or copy the project to another folder to go on with it.") from error

    def doubt(self) -> None:
        """The file must be looked through before it counts as sound, by the next one if not by this process."""
        self.in_doubt = True
        self._sign()

    def trust(self) -> None:
        """The file was looked through and is sound."""
        self.in_doubt = False
        self._sign()

    def _check(self, handle: int, name: str, take_over: bool) -> None:
        free = _lock(handle)
        holder = _read(handle)
        if not free:
            raise InUse(name, holder, elsewhere=False)
        self.was_left = holder is not None
        self.in_doubt = holder is not None and holder.in_doubt
        if holder is not None and holder.host != socket.gethostname() and not take_over:
            raise InUse(name, holder, elsewhere=True)

    def _is_here(self, handle: int) -> bool:
        try:
            return os.fstat(handle).st_ino == self.path.stat().st_ino
        except FileNotFoundError:
            return False

    def release(self) -> None:
        """Frees the lock and takes its file away, unless the file is still in doubt."""
        if self._handle < 0:
            return
        with suppress(OSError):  # emptied first, for where the file of an open handle cannot be deleted
            if not self.in_doubt:
                os.ftruncate(self._handle, 0)
                if self._is_here(self._handle):
                    self.path.unlink()
        os.close(self._handle)
        self._handle = -1


def _me(in_doubt: bool) -> Holder:
    try:
        user = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without an entry, or a system without users
        user = ""
    return Holder(user, socket.gethostname(), os.getpid(), time.strftime("%Y-%m-%d %H:%M"), in_doubt)


def _read(handle: int) -> Holder | None:
    """Who wrote the lock file; None if it is empty. What is no lock of ours counts as one of nobody on this computer."""
    os.lseek(handle, 0, os.SEEK_SET)
    with suppress(OSError):
        words = os.read(handle, 1000)
        if not words:
            return None
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            found = json.loads(words)
            doubt = bool(found.get("in_doubt"))
            return Holder(str(found["user"]), str(found["host"]), int(found["pid"]), str(found["since"]), doubt)
    return Holder("", socket.gethostname(), 0, "")


if sys.platform == "win32":
    import msvcrt

    _BYTE = 1 << 20  # a byte behind the words: Windows keeps others from reading what is locked

    def _lock(handle: int) -> bool:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
