"""A table that mends the labels of codings made elsewhere: what stands in the file, and what is meant."""

from dataclasses import dataclass, field
from pathlib import Path

from intercoder.errors import UserError
from intercoder.tasks.tables import read_rows


@dataclass
class Labels:
    """Values by (variable, value); the variable "" is any. `applied` counts how often each was put in place."""

    meant_by: dict[tuple[str, str], str]
    applied: dict[str, int] = field(default_factory=dict)

    def meant(self, variable: str, value: str) -> str:
        """The value that is meant; of several in one cell, such as `1;3`, each by itself."""
        whole = self._one(variable, value)
        if whole is not None or ";" not in value:
            return value if whole is None else whole
        parts = [part.strip() for part in value.split(";")]
        mended = [self._one(variable, part) for part in parts]
        if all(part is None for part in mended):
            return value
        return ";".join(part if new is None else new for part, new in zip(parts, mended, strict=True))

    def _one(self, variable: str, value: str) -> str | None:
        new = self.meant_by.get((variable, value), self.meant_by.get(("", value)))
        if new is not None and new != value:
            self.applied[f"{value} → {new}"] = self.applied.get(f"{value} → {new}", 0) + 1
        return new


def read(path: Path) -> Labels:
    """The table of a file with the columns from, to and, where a label is mended for one question only, variable."""
    rows = read_rows(path)
    if not rows or not {"from", "to"} <= rows[0].cells.keys():
        raise UserError(f"{path.name} has no columns “from” and “to”.", "A third column “variable” names one question only.")
    found: dict[tuple[str, str], str] = {}
    for row in rows:
        key, new = (row.cells.get("variable", ""), row.cells["from"]), row.cells["to"]
        if not key[1] or not new:
            raise UserError(f"{path.name}, line {row.line}: a label is missing.", "Fill both columns, or take the row out.")
        if found.setdefault(key, new) != new:
            raise UserError(f"{path.name}, line {row.line}: “{key[1]}” is given two meanings.", "Leave one of them.")
    return Labels(found)
