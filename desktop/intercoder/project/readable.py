"""Rows of the journal in words: what a coder gave, as the codebook calls it."""

import json
from typing import TYPE_CHECKING

from intercoder.project import schema

if TYPE_CHECKING:
    from intercoder.project.project import Project

_GONE = "a category that is gone"
_STATES = {"undetermined": "cannot be determined", "not_applicable": "not applicable", "skipped": "skipped"}


class Reader:
    """Turns keys and images of the journal into words. Reads the codebook and the names once."""

    def __init__(self, project: "Project") -> None:
        db = self._db = project.db
        self._shapes = {table: schema.shape(db, table) for table in schema.CODER_TABLES}
        self._variables = dict(db.execute("SELECT id, label FROM main.variable").fetchall())
        rows = db.execute("SELECT id, variable, value, label FROM main.category").fetchall()
        self._categories = {number: label for number, _, _, label in rows}
        self._numbers = {(variable, str(value)): label for _, variable, value, label in rows}
        self._one = {v for (v,) in db.execute("SELECT id FROM main.variable WHERE answer_kind = 'one'").fetchall()}
        self.rounds: dict[int, str] = dict(db.execute("SELECT id, name FROM main.round").fetchall())
        self.coders: dict[int, str] = dict(db.execute("SELECT id, name FROM main.coder").fetchall())

    def fields(self, table: str, key: str, image: str | None) -> dict[str, object]:
        """The columns of a row by name; without an image those of the key."""
        keys, columns = self._shapes[table]
        found: dict[str, object] = dict(zip(keys, json.loads(key), strict=True))
        if image is not None:
            found |= dict(zip(columns, json.loads(image), strict=True))
        return found

    def what(self, table: str, row: dict[str, object]) -> str:
        """What a row is about: the question, or Highlight, Memo, Progress."""
        if table == "value":
            return str(self._variables.get(_int(row["variable"]), "a question that is not asked any more"))
        if table == "span":
            return str(self._variables.get(_int(row.get("variable")), "Highlight"))
        return "Memo" if table == "memo" else "Progress"

    def text(self, table: str, row: dict[str, object]) -> str:
        """What a row says."""
        if table == "value":
            if row["status"] != "value":
                return _STATES.get(str(row["status"]), str(row["status"]))
            variable, category = _int(row["variable"]), _int(row["category"])
            if category:
                return str(self._categories.get(category) or row["answer"] or _GONE)
            if variable in self._one:
                return str(self._numbers.get((variable, str(row["answer"])), row["answer"]))
            return "" if row["answer"] is None else str(row["answer"])
        if table == "span":
            label = self._categories.get(_int(row["category"]), _GONE)
            return f"{label}, {row['start']}–{row['stop']}: “{row['quote']}”"
        if table == "memo":
            return str(row["text"])
        parts = ["finished" if row["finished_at"] is not None else "not finished"]
        return ", ".join(
            parts + ([f"in doubt: {row['doubt']}" if row["doubt"] else "in doubt"] if row["doubt"] is not None else [])
        )

    def ref(self, unit: object) -> str:
        """The readable reference of a unit."""
        row = self._db.execute("SELECT ref FROM main.unit WHERE id = ?", (unit,)).fetchone()
        return str(row[0]) if row else f"unit {unit}"


def _int(value: object) -> int:
    return value if isinstance(value, int) else 0
