"""A copy on this computer of a project that lies on a network drive or in a synchronised folder, and its way back.

The project is locked where it lies as long as the copy is worked in. When that is closed the copy takes the project's place as
a finished file, if the project is what it was; else it is laid beside it. What cannot be written back stays on this computer,
and the next opening goes on in it.
"""

import hashlib
import json
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from intercoder.errors import Cancelled, UserError
from intercoder.project import backups, carrying, durable, leftovers, opening
from intercoder.project.folders import ORIGIN, original_of
from intercoder.project.lock import InUse, Lock
from intercoder.records import Tick, no_tick


@dataclass(frozen=True)
class GivenBack:
    """What became of a local copy, and the file that holds the work now; `why` where it is not the project itself.

    `unchanged`: nothing was done in it. `returned`: it is the project now. `beside`: it has a second name there.
    `kept`: it is still on this computer. `damaged`: that too, and it is not sound.
    """

    what: Literal["unchanged", "returned", "beside", "kept", "damaged"]
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


def take(original: Path, take_over: bool = False, tick: Tick = no_tick) -> "LocalCopy":
    """Locks a project and copies it to this computer, or goes on in the copy that was not given back.

    Raises NotWritable where the project could only be read, and UserError if there is no room. No connection of this
    process may have the project open. A copy that is not sound has a `damage`: it is not for opening, but for `set_aside`.
    """
    copy = _place_of(original)
    there = find(original)
    if there is not None and not original.exists():  # the drive is away, or the project gone: the work is here all the same
        return LocalCopy(copy, original, None, went_on=True)
    try:
        lock = opening.open_file(original, take_over=take_over).keep_lock()
    except FileNotFoundError:
        raise UserError(f"There is no file {original}.", "Check the path.") from None
    except UserError as error:
        if there is None or isinstance(error, InUse):
            raise
        return LocalCopy(copy, original, None, went_on=True, trouble=error.message)  # but the work is here
    try:
        if there is not None and (now := _hash(copy, tick)) != _origin(copy)["sha256"]:
            left = LocalCopy(copy, original, lock, went_on=True)
            if now != _hash(original, tick):
                return left
            left.clear()  # it was written back, and death came before it was cleared away
        _fetch(original, copy, tick)
    except OSError as error:
        lock.release()
        raise UserError(f"No local copy could be made: {error.strerror or error}.", "Make room on this computer.") from error
    except BaseException:
        lock.release()
        raise
    return LocalCopy(copy, original, lock)


def set_aside(original: Path, tick: Tick = no_tick) -> Path | None:
    """Lays the copy that was not given back beside its project, so that the project itself can be opened.

    None if there was no work in it. Raises UserError, and keeps the copy, where that cannot be.
    """
    copy = take(original, tick=tick)
    if copy.went_on:
        return copy.lay_beside()
    copy.give_back(tick)
    return None


def _fetch(original: Path, copy: Path, tick: Tick) -> None:
    """Copies a project that is locked. Until the last line there is no copy to go on in, whatever lies there."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if copy.is_file() and copy.with_name(ORIGIN).exists() and original_of(copy) is None:
        os.replace(copy, _second_name(copy))  # nobody can tell what was done in it; it goes to the project with what lies here
    copy.with_name(ORIGIN).unlink(missing_ok=True)
    durable.sync_names(copy.parent)
    for suffix in ("-journal", "-wal", "-shm"):  # of a copy without work; SQLite would apply it to this one
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    part = copy.with_name(f".{copy.name}.part")
    try:
        sha256 = carrying.copy(original, part, carrying.Meter(tick, original.stat().st_size))
        durable.place(part, copy)
    finally:
        part.unlink(missing_ok=True)
    facts = {"path": str(original.absolute()), "sha256": sha256, "taken": time.strftime("%Y-%m-%d %H:%M")}
    part = copy.with_name(ORIGIN + ".part")
    part.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    durable.place(part, copy.with_name(ORIGIN))


class LocalCopy:
    """A copy that is worked in; `went_on` if it was there already. Holds the lock of the project, if that can be reached.

    `trouble` says what keeps the project itself from being opened, where it can be reached.
    """

    def __init__(self, path: Path, original: Path, lock: Lock | None, went_on: bool = False, trouble: str = "") -> None:
        self.path, self.original, self.went_on, self.trouble = path, original, went_on, trouble
        self.taken = _origin(path)["taken"]
        self.damage = backups.fault(path) if went_on and not leftovers.journal_of(path).exists() else None
        self._lock = lock

    def leave(self) -> None:
        """Frees the project; the copy stays for the next opening."""
        if self._lock is not None:
            self._lock.release()

    def give_back(self, tick: Tick = no_tick) -> GivenBack:
        """Writes the closed copy back; then the project is free. What fails, or is cancelled, is told; the copy is kept."""
        try:
            given = self._give(tick)
            if given.what not in ("kept", "damaged"):
                self.clear()
            return given
        except Cancelled:
            return self.give_up()
        except (OSError, UserError) as error:
            why = error.message if isinstance(error, UserError) else f"{error.strerror or error}"
            return GivenBack("kept", self.path, why.rstrip("."))
        finally:
            self.leave()

    def give_up(self) -> GivenBack:
        """What is told of a copy that is not written back now: the next opening goes on in it. The project is free."""
        self.leave()
        return GivenBack("kept", self.path, "it was cancelled")

    def lay_beside(self) -> Path:
        """Lays the copy beside the project as it is, sound or not, and frees the project. Raises UserError if it cannot."""
        dest, journal = _second_name(self.original), leftovers.journal_of(self.path)
        try:
            for source, place in ((journal, leftovers.journal_of(dest)), (self.path, dest)):
                if source.exists():
                    part = place.with_name(f".{place.name}.part")
                    carrying.copy(source, part)
                    durable.place(part, place)
            journal.unlink(missing_ok=True)
            self.clear()
        except OSError as error:
            raise UserError(f"{dest} could not be written: {error.strerror or error}.", "Make room there.") from error
        finally:
            self.leave()
        return dest

    def _give(self, tick: Tick) -> GivenBack:
        size = self.path.stat().st_size
        meter = carrying.Meter(tick, 4 * size)  # read, compared with the project, written, read back
        now, before = carrying.sha256(self.path, meter), _origin(self.path)["sha256"]
        if now == before and self._lock is not None:
            return GivenBack("unchanged", self.original)
        if problem := backups.fault(self.path):
            return GivenBack("damaged", self.path, f"the copy is damaged: {problem}")
        why = ""
        if not self.original.exists():
            os.stat(self.original.parent)  # a drive that does not answer is no project that is gone
            why = f"{self.original.name} is not there any more"
        elif (there := carrying.sha256(self.original, meter)) == now:
            return GivenBack("unchanged" if now == before else "returned", self.original)
        elif there != before:
            why = f"{self.original.name} was changed meanwhile"
        dest = _second_name(self.original) if why else self.original
        part = dest.with_name(f".{dest.name}.part")
        try:
            carrying.copy(self.path, part, meter)
            durable.sync(part)
            if carrying.sha256(part, meter) != now:
                return GivenBack("kept", self.path, "what was written there is not what was to be written")
            durable.place(part, dest)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return GivenBack("beside" if why else "returned", dest, why)

    def clear(self) -> None:
        """Takes a copy away that was given back; what lies beside it goes to the project, or stays where that cannot be.

        The copy itself goes last: a death on the way leaves what the next opening clears away.
        """
        home = self.path.parent
        with suppress(OSError):
            for backup in backups.folder_of(self.path).glob("*.intercoder"):
                there = backups.folder_of(self.original)
                durable.make_folder(there)
                if (there / backup.name).exists():
                    backup.unlink()
                else:
                    carrying.move(backup, there / backup.name)
        with suppress(OSError):
            carrying.sweep(home)
            backups.folder_of(self.path).rmdir()
        own = {self.path.name, f"{self.path.name}.lock", ORIGIN, backups.folder_of(self.path).name}
        for other in sorted(home.iterdir()):  # exports, packages, restored backups: what was put beside the copy
            if other.name not in own and not other.name.startswith("."):
                with suppress(OSError):
                    place = self.original.with_name(other.name)
                    if place.exists() and carrying.is_same(other, place):
                        carrying.remove(other)
                    else:
                        carrying.move(other, _second_name(place) if place.exists() else place)
        with suppress(OSError):
            self.path.unlink()
            self.path.with_name(f"{self.path.name}.lock").unlink(missing_ok=True)
            self.path.with_name(ORIGIN).unlink()
            home.rmdir()


def _hash(path: Path, tick: Tick) -> str:
    return carrying.sha256(path, carrying.Meter(tick, path.stat().st_size))


def _place_of(original: Path) -> Path:
    name = hashlib.sha256(str(original.absolute()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return home() / name / original.name


def _origin(copy: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(copy.with_name(ORIGIN).read_text(encoding="utf-8"))
    return found


def _second_name(original: Path) -> Path:
    stamp = time.strftime("%Y-%m-%d %H%M%S")
    names = (f"{original.stem} local copy {stamp}{n}{original.suffix}" for n in ("", *(f" {n}" for n in range(2, 1000))))
    return next(original.with_name(name) for name in names if not original.with_name(name).exists())
