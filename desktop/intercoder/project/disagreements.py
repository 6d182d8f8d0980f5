"""Why coders disagreed on a unit, as the lead sees it: one reason for a variable and a unit in a round."""

import sqlite3
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import REASONS, Disagreement, Reason

if TYPE_CHECKING:
    from intercoder.project.project import Project


class DisagreementsRoom:
    """Every verb is one step and belongs to the lead: packages neither carry nor take reasons. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    def of(self, variable_name: str, round_name: str) -> dict[int, Disagreement]:
        """The reasons noted for a variable in a round, by unit id."""
        query = "SELECT unit, reason, note FROM disagreement WHERE round = ? AND variable = ? ORDER BY unit"
        rows = self._db.execute(query, self._key(variable_name, round_name)).fetchall()
        return {unit: Disagreement(unit, reason, note) for unit, reason, note in rows}

    def explain(self, unit: int, variable_name: str, round_name: str, reason: Reason, note: str = "") -> None:
        """Notes why the coders disagreed on a unit, as one step; another reason or note takes the place of the first.

        Raises UserError in a package, and for a reason that is none of `REASONS`.
        """
        self._project.need_project()
        if reason not in REASONS:
            raise UserError(f"“{reason}” is no reason for a disagreement.", f"Reasons are: {', '.join(REASONS)}.")
        key, ref = self._key(variable_name, round_name), self._project.material.unit(unit).ref
        with self._project.step(f"Disagreement on {ref}: {REASONS[reason]}"):
            self._db.execute(
                "INSERT INTO disagreement(round, variable, unit, reason, note, at) VALUES(?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET reason = excluded.reason, note = excluded.note, at = excluded.at"
                " WHERE (reason, note) IS NOT (excluded.reason, excluded.note)",
                (*key, unit, reason, " ".join(note.split()), self._project.clock()),
            )

    def clear(self, unit: int, variable_name: str, round_name: str) -> None:
        """Takes the reason of a unit away, as one step."""
        self._project.need_project()
        key, ref = self._key(variable_name, round_name), self._project.material.unit(unit).ref
        with self._project.step(f"No reason for the disagreement on {ref}"):
            self._db.execute("DELETE FROM disagreement WHERE (round, variable, unit) = (?, ?, ?)", (*key, unit))

    def _key(self, variable_name: str, round_name: str) -> tuple[int, int]:
        variable = self._project.codebook.variable(variable_name)
        return self._project.plan.round(round_name).id, variable.id or 0
