"""Packages that are out: what they hold, and calling them back.

While a package is out new material may come in, but no unit that it holds may change: its codings would point at other text.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class Issued:
    """One package that was made; times in ms since 1970, UTC. `recalled_at` None = it is out."""

    number: int
    coder: str
    file: str
    units: int
    issued_at: int
    recalled_at: int | None
    merged: int  # how often a package of this coder was merged since it was made


def issued(project: "Project") -> list[Issued]:
    """Every package that was made from this project, newest first."""
    query = (
        "SELECT p.id, c.name, p.file, p.units, p.issued_at, p.recalled_at, (SELECT count(*) FROM merge m WHERE"
        " m.coder = p.coder AND m.at >= p.issued_at AND NOT m.taken_back)"
        " FROM package p JOIN coder c ON c.id = p.coder ORDER BY p.id DESC"
    )
    return [Issued(*row) for row in project.db.execute(query).fetchall()]


def recall(project: "Project", number: int) -> Issued:
    """Notes that a package is called back: its units may change, and it may not fit any more when it comes back after all."""
    project.need_project()
    found = {package.number: package for package in issued(project)}
    if number not in found:
        raise UserError(f"There is no package {number}.", "`intercoder packages PROJECT` lists them.")
    if found[number].recalled_at is not None:
        raise UserError(f"Package {number} was recalled already.", "Nothing was changed.")
    with project.barrier(f"Recall the package of {found[number].coder}", {"package"}):
        project.db.execute("UPDATE package SET recalled_at = ? WHERE id = ?", (project.clock(), number))
    return next(package for package in issued(project) if package.number == number)


def need_recalled(project: "Project", units: Iterable[int]) -> None:
    """Raises UserError if a package that is out holds one of these units. Every verb that changes or removes one asks."""
    query = (
        "SELECT c.name, u.ref, p.id FROM package_unit x JOIN package p ON p.id = x.package JOIN coder c ON c.id = p.coder"
        " JOIN unit u ON u.id = x.unit WHERE p.recalled_at IS NULL AND x.unit IN (SELECT value FROM json_each(?))"
        " GROUP BY p.id ORDER BY p.id"
    )
    held = project.db.execute(query, (json.dumps(list(units)),)).fetchall()
    if held:
        who = ", ".join(dict.fromkeys(name for name, _, _ in held))
        numbers = ", ".join(str(number) for _, _, number in held)
        raise UserError(
            f"{held[0][1]} is in a package that is out: {who}.",
            f"Recall it first (package {numbers}); its codings would not fit the changed text. Nothing was changed.",
        )


def work_in(project: "Project") -> tuple[int, int]:
    """How many units a package holds, and how many of them are finished."""
    units = project.db.execute("SELECT count(*) FROM assignment").fetchone()[0]
    finished = project.db.execute("SELECT count(*) FROM progress WHERE finished_at IS NOT NULL").fetchone()[0]
    return int(units), int(finished)
