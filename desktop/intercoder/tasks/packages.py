"""Sending a coder their work and taking it back; checking and copying a project."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import backups as copies
from intercoder.project import check as checking
from intercoder.project import issued as issuing
from intercoder.project import merge as merging
from intercoder.project import package as packaging
from intercoder.project import take_back as taking_back
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project import Project


def package(project: "Project", coder_name: str, out: str | Path) -> dict[str, object]:
    """Makes the package of a coder; gives the report as a document."""
    return asdict(packaging.make(project, coder_name, Path(out)))


def merge(
    project: "Project", paths: Sequence[str | Path], dry_run: bool = False, tick: Tick = no_tick, backup: bool = True
) -> dict[str, object]:
    """Merges packages one after the other; each whole or not at all. With `dry_run` nothing is written.

    One backup is made before the first that brings something; without `backup` none, as for a project made a moment ago.
    """
    reports: list[dict[str, object]] = []
    for done, path in enumerate(paths):
        tick(done, len(paths))
        try:
            report = merging.merge(project, Path(path), dry_run, backup)
        except UserError as error:
            raise _after(error, [str(r["file"]) for r in reports if r["merge"] is not None]) from error
        backup = backup and report.merge is None
        reports.append(asdict(report))
    tick(len(paths), len(paths))
    return {"dry_run": dry_run, "packages": reports}


def _after(refusal: UserError, merged: list[str]) -> UserError:
    """The refusal of one of several files, with what was merged before it: that stays."""
    if not merged:
        return refusal
    return UserError(refusal.message, f"{refusal.hint} Merged before it: {', '.join(Path(m).name for m in merged)}.".lstrip())


def merges(project: "Project") -> dict[str, object]:
    """All merges of the project, newest first."""
    return {"merges": [asdict(m) for m in taking_back.merges(project)]}


def take_back(project: "Project", number: int | None = None) -> dict[str, object]:
    """Takes a merge back, by default the newest that stands."""
    return asdict(taking_back.take_back(project, number))


def issued(project: "Project") -> dict[str, object]:
    """Every package that was made, newest first."""
    return {"packages": [asdict(p) for p in issuing.issued(project)]}


def recall(project: "Project", number: int) -> dict[str, object]:
    """Notes that a package is called back, so that its units may change."""
    return asdict(issuing.recall(project, number))


def check(project: "Project") -> dict[str, object]:
    """Everything that is wrong with a project file as a document; `ok` says whether it is sound."""
    problems = checking.check(project)
    return {"ok": not problems, "problems": [asdict(p) for p in problems]}


def backup(project: "Project", dest: str | Path) -> dict[str, object]:
    """A verified copy of a sound project at `dest`. Raises UserError if something is there."""
    dest = Path(dest)
    if dest.exists():
        raise UserError(f"{dest} exists already.", "Choose another name; nothing was changed.")
    if problems := checking.check(project):
        raise UserError(f"The copy is not sound: {problems[0].message}", "Run the check on the project.")
    copies.write(project.db, dest)
    return {"file": str(dest), "bytes": dest.stat().st_size}


def backups(project: "Project") -> dict[str, object]:
    """The backups of a project, newest first, with what each holds."""
    found = [asdict(copies.contents(b, project)) for b in copies.find(project.path)]
    return {"folder": str(copies.folder_of(project.path)), "backups": found}


def restore(backup_file: str | Path, dest: str | Path) -> dict[str, object]:
    """A backup as a project under a new name."""
    dest = copies.restore(Path(backup_file), Path(dest))
    return {"file": str(dest), "bytes": dest.stat().st_size}
