"""A copy on this computer of a project that lies on a network drive or in a synchronised folder, and its way back.

The project is locked where it lies as long as the copy is worked in. When that is closed the copy takes the project's place as
a finished file, if the project is what it was; else it is laid beside it. What cannot be written back stays on this computer,
and the next opening goes on in it.
"""

import hashlib
import json
import os
import shutil
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from intercoder.errors import UserError
from intercoder.project import backups, durable, opening
from intercoder.project.folders import ORIGIN, original_of
from intercoder.project.lock import Lock


@dataclass(frozen=True)
class GivenBack:
    """What became of a local copy, and the file that holds the work now; `why` where it is not the project itself.

    `unchanged`: nothing was done in it. `returned`: it is the project now. `beside`: it has a second name there.
    `kept`: it is still on this computer.
    """

    what: Literal["unchanged", "returned", "beside", "kept"]
    path: Path
    why: str = ""


def home() -> Path:
    """Where local copies lie: a folder of this user on this computer."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "Intercoder" / "local copies"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Intercoder" / "local copies"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "intercoder" / "local copies"


def find(original: Path) -> Path | None:
    """The local copy of a project that was not given back yet; None if there is none."""
    copy = _place_of(original)
    return copy if copy.is_file() and original_of(copy) is not None else None


def take(original: Path, take_over: bool = False) -> "LocalCopy":
    """Locks a project and copies it to this computer, or goes on in the copy that was not given back.

    Raises NotWritable where the project could only be read, and UserError if there is no room. No connection of this
    process may have the project open.
    """
    copy = _place_of(original)
    there = find(original)
    if there is not None and not original.exists():  # the drive is away, or the project gone: the work is here all the same
        return LocalCopy(copy, original, None, went_on=True)
    try:
        lock = opening.open_file(original, take_over=take_over).keep_lock()
    except FileNotFoundError:
        raise UserError(f"There is no file {original}.", "Check the path.") from None
    try:
        if there is not None and _sha256(copy) != _origin(copy)["sha256"]:
            return LocalCopy(copy, original, lock, went_on=True)
        copy.parent.mkdir(parents=True, exist_ok=True)
        durable.copy(original, copy)
        facts = {"path": str(original.absolute()), "sha256": _sha256(copy), "taken": time.strftime("%Y-%m-%d %H:%M")}
        part = copy.with_name(ORIGIN + ".part")
        part.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        durable.place(part, copy.with_name(ORIGIN))
    except OSError as error:
        lock.release()
        raise UserError(f"No local copy could be made: {error.strerror or error}.", "Make room on this computer.") from error
    except BaseException:
        lock.release()
        raise
    return LocalCopy(copy, original, lock)


class LocalCopy:
    """A copy that is worked in; `went_on` if it was there already. Holds the lock of the project, if that can be reached."""

    def __init__(self, path: Path, original: Path, lock: Lock | None, went_on: bool = False) -> None:
        self.path, self.original, self.went_on = path, original, went_on
        self.taken = _origin(path)["taken"]
        self._lock = lock

    def leave(self) -> None:
        """Frees the project; the copy stays for the next opening."""
        if self._lock is not None:
            self._lock.release()

    def give_back(self) -> GivenBack:
        """Writes the closed copy back; afterwards the project is free. What fails is told, and the copy is kept."""
        try:
            given = self._give()
            if given.what != "kept":
                self._clear()
            return given
        except (OSError, UserError) as error:
            why = error.message if isinstance(error, UserError) else f"{error.strerror or error}"
            return GivenBack("kept", self.path, why.rstrip("."))
        finally:
            self.leave()

    def _give(self) -> GivenBack:
        now, before = _sha256(self.path), _origin(self.path)["sha256"]
        if now == before:
            return GivenBack("unchanged", self.original)
        if problem := backups.fault(self.path):
            return GivenBack("kept", self.path, f"the copy is damaged: {problem}")
        why = ""
        if not self.original.exists():
            os.stat(self.original.parent)  # a drive that does not answer is no project that is gone
            why = f"{self.original.name} is not there any more"
        elif _sha256(self.original) != before:
            why = f"{self.original.name} was changed meanwhile"
        dest = _second_name(self.original) if why else self.original
        part = dest.with_name(f".{dest.name}.part")
        try:
            shutil.copyfile(self.path, part)
            if _sha256(part) != now:
                return GivenBack("kept", self.path, "what was written there is not what was to be written")
            durable.place(part, dest)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return GivenBack("beside" if why else "returned", dest, why)

    def _clear(self) -> None:
        """Takes the copy away; its backups go to those of the project, or stay where that cannot be."""
        there = backups.folder_of(self.original)
        with suppress(OSError):
            for backup in backups.folder_of(self.path).glob("*.intercoder"):
                durable.make_folder(there)
                if not (there / backup.name).exists():
                    part = there / f".{backup.name}.part"
                    shutil.copyfile(backup, part)
                    durable.place(part, there / backup.name)
                backup.unlink()
        own = {self.path.name, f"{self.path.name}.lock", ORIGIN, backups.folder_of(self.path).name}
        for other in sorted(self.path.parent.iterdir()):  # exports, packages, restored backups: what was put beside the copy
            if other.name not in own and not self.original.with_name(other.name).exists():
                with suppress(OSError):
                    shutil.move(other, self.original.with_name(other.name))
        with suppress(OSError):
            self.path.with_name(ORIGIN).unlink()
            self.path.unlink()
            backups.folder_of(self.path).rmdir() if backups.folder_of(self.path).is_dir() else None
            self.path.parent.rmdir()


def _place_of(original: Path) -> Path:
    name = hashlib.sha256(str(original.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return home() / name / original.name


def _origin(copy: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(copy.with_name(ORIGIN).read_text(encoding="utf-8"))
    return found


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _second_name(original: Path) -> Path:
    stamp = time.strftime("%Y-%m-%d %H%M%S")
    names = (f"{original.stem} local copy {stamp}{n}{original.suffix}" for n in ("", *(f" {n}" for n in range(2, 1000))))
    return next(original.with_name(name) for name in names if not original.with_name(name).exists())
