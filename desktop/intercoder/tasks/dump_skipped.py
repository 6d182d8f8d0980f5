"""What an import skipped, as a table: file, place, reason, and the text of the dump that it was about."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import durable
from intercoder.records import Issue

if TYPE_CHECKING:
    from intercoder.project import Project

COLUMNS = ("file", "place", "code", "reason", "records", "text")


Skipped = tuple[str, Issue]
"""The file that a skipped record stood in, and why it was skipped."""


def assure_place(path: Path, dump: Sequence[Path]) -> None:
    """Raises UserError, before anything is imported, if the table of what was skipped cannot go there."""
    if path.resolve() in [file.resolve() for file in dump]:
        message = f"{path} is imported; the skipped records would replace it."
        raise UserError(message, "Choose another name; nothing was changed.")
    try:
        durable.assure_place(path)
    except OSError as error:
        raise _unwritable(path, error) from None


def save_skipped(project: "Project", path: Path, after: int = 0) -> dict[str, object]:
    """Writes the skipped records of the issues with an id above `after` to a CSV file, whole or not at all."""
    rows = [issue for issue in project.material.issues() if issue.severity == "skipped" and issue.id > after]
    return write_skipped([(i.source, Issue(i.code, i.message, i.locator, "skipped", None, i.found, i.raw)) for i in rows], path)


def write_skipped(rows: Sequence[Skipped], path: Path) -> dict[str, object]:
    """Writes skipped records to a CSV file, whole or not at all. Raises UserError if it cannot."""
    try:
        with durable.writing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for source, issue in rows:
                row = (source, issue.locator or "", issue.code, issue.message, issue.found or 1, issue.raw or "")
                writer.writerow([_harmless(cell) for cell in row])
    except OSError as error:
        raise _unwritable(path, error) from None
    return {"file": str(path), "rows": len(rows)}


def _unwritable(path: Path, error: OSError) -> UserError:
    return UserError(f"{path} cannot be written: {(error.strerror or str(error)).lower()}.", "Choose another folder.")


def _harmless(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
