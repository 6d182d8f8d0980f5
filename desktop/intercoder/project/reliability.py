"""What the reliability table asks of the history: when each unit was coded."""

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.project import Project


class ReliabilityRoom:
    """Reads the history of codings. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    def coded_at(self, variable_name: str, round_name: str) -> dict[int, int]:
        """When the last coding of each unit was given, by unit id, in ms since 1970, UTC."""
        variable = self._project.codebook.variable(variable_name)
        query = "SELECT unit, max(at) FROM value WHERE variable = ? AND round = ? AND span = 0 GROUP BY unit"
        return dict(self._db.execute(query, (variable.id, self._project.plan.round(round_name).id)).fetchall())
