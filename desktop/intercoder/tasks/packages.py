"""Sending a coder their work and taking it back; checking and copying a project."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import check as checking
from intercoder.project import merge as merging
from intercoder.project import package as packaging
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project


def package(project: "Project", coder_name: str, out: str | Path) -> dict[str, object]:
    """Makes the package of a coder; gives the report as a document."""
    return asdict(packaging.make(project, coder_name, Path(out)))


def merge(project: "Project", paths: Sequence[str | Path], dry_run: bool = False, tick: Tick = no_tick) -> dict[str, object]:
    """Merges packages one after the other; each whole or not at all. With `dry_run` nothing is written."""
    reports = []
    for done, path in enumerate(paths):
        tick(done, len(paths))
        reports.append(asdict(merging.merge(project, Path(path), dry_run)))
    tick(len(paths), len(paths))
    return {"dry_run": dry_run, "packages": reports}


def check(project: "Project") -> dict[str, object]:
    """Everything that is wrong with a project file as a document; `ok` says whether it is sound."""
    problems = checking.check(project)
    return {"ok": not problems, "problems": [asdict(p) for p in problems]}


def backup(project: "Project", dest: str | Path) -> dict[str, object]:
    """A verified copy of the project at `dest`. Raises UserError if something is there."""
    dest = Path(dest)
    if dest.exists():
        raise UserError(f"{dest} exists already.", "Choose another name; nothing was changed.")
    from intercoder.project import Project

    part = dest.with_name(f".{dest.name}.part")
    try:
        packaging.copy(project, part)
        with Project.open(part, read_only=True) as copy:
            problems = checking.check(copy)
        if problems:
            raise UserError(f"The copy is not sound: {problems[0].message}", "Run the check on the project.")
        os.replace(part, dest)
    except OSError as error:
        raise UserError(f"{dest} could not be written: {error}.", "Choose another folder.") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return {"file": str(dest), "bytes": dest.stat().st_size}
