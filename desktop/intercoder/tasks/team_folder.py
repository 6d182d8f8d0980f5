"""A shared folder as post box: coders hand in there, and the lead looks what came. One file has one writer."""

import os
import time
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import backups, check, durable, file, issued, merge, stranger
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project

SUFFIX = ".intercoder"


def hand_in(project: "Project", folder: str | Path) -> dict[str, object]:
    """Writes a verified copy of an open package into a folder, under a name that no other file has.

    The name tells the coder, the project and the time; the file gets it only when it is complete. Raises UserError if the
    project is no package, or the folder cannot be written.
    """
    if not project.is_package:
        raise UserError("Only a package can be handed in.", "The lead's project is where packages come back to.")
    if problems := check.check(project):
        raise UserError(f"The package is not sound: {problems[0].message}", "Send the file itself to the lead.")
    folder = Path(folder)
    if not os.path.isdir(folder):
        raise UserError(f"There is no folder {folder}.", "Choose the folder that you share with the lead.")
    who = safe_name(f"{project.coder.name} {project.uid[:6]}")
    durable.clear_abandoned(folder, f"{who} ")
    stem = safe_name(f"{who} {time.strftime('%Y-%m-%d %H%M%S')}")
    names = (folder / f"{stem}{number}{SUFFIX}" for number in ("", *(f" {n}" for n in range(2, 1000))))
    dest = next(name for name in names if not name.exists())
    backups.write(project.db, dest)
    units, finished = issued.work_in(project)
    return {"file": str(dest), "coder": project.coder.name, "units": units, "finished": finished, "bytes": dest.stat().st_size}


def safe_name(name: str) -> str:
    """A name that every system takes for a file; what some refuse becomes a hyphen."""
    return "".join("-" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in name).strip(" .")


def is_package_of(project: "Project", path: str | Path) -> bool:
    """Whether a file is a package that was made from this project."""
    path = Path(path)
    try:
        file.peek(path)
        meta = stranger.facts(path)
    except UserError:
        return False
    return meta.get("kind") == "package" and meta.get("project_uid") == project.uid


def look(project: "Project", paths: Sequence[str | Path], tick: Tick = no_tick) -> dict[str, list[dict[str, object]]]:
    """What returned files would bring, each for itself, and the reason of each that is refused. Nothing is written."""
    packages: list[dict[str, object]] = []
    refused: list[dict[str, object]] = []
    for done, path in enumerate(paths):
        tick(done, len(paths))
        try:
            packages.append(asdict(merge.merge(project, Path(path), dry_run=True)))
        except UserError as error:
            refused.append({"file": str(path), "reason": error.message, "hint": error.hint})
    tick(len(paths), len(paths))
    return {"packages": packages, "refused": refused}


def arrived(
    project: "Project", folder: str | Path, seen: Collection[tuple[str, int, int]], tick: Tick = no_tick
) -> dict[str, object]:
    """What coders put into the folder that is new to the project; `seen` are the marks of files looked at before.

    Gives `packages` and `refused` as `look` does, and the `marks` of all files looked at now. What is no package of this
    project is nobody's business here and is passed over, and so is a file that is still being written.
    """
    files, marks = [], []
    for path in _files(folder):
        mark = _mark(path)
        if not path.name.startswith(".") and mark is not None and mark not in seen and path != project.path:
            files.append(path)
            marks.append(mark)
    found = look(project, files, tick)
    return {
        "packages": [package for package in found["packages"] if package["steps"]],
        "refused": [file for file in found["refused"] if is_package_of(project, str(file["file"]))],
        "marks": marks,
    }


def _files(folder: str | Path) -> list[Path]:
    """The files of a folder that may be packages; none where it is gone, or may not be read now."""
    try:
        return sorted(Path(folder, name) for name in os.listdir(folder) if name.endswith(SUFFIX))
    except OSError:
        return []


def _mark(path: Path) -> tuple[str, int, int] | None:
    """What tells a file from a later one of the same name; None if it is gone by now."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return str(path), facts.st_size, facts.st_mtime_ns
