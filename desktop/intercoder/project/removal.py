"""Removing an import: what one file of a dump brought goes as a whole. Undo does not cross it; a backup is made before."""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import backups, issued, schema, search_index
from intercoder.project.journal import IMPORTING, RECORDING

if TYPE_CHECKING:
    from intercoder.project.project import Project

_CODINGS = ("value", "span", "memo", "progress", "decision", "disagreement")
_MATERIAL = ("comment", "article", "unit")  # parts before what they are parts of
_OF = {"comment": "unit", "article": "unit", "unit": "id"}


class HasCodings(UserError):  # noqa: N818 - what is in the way, not a mistake
    """Codings hang on what is to be removed, and it was not said that they go too."""


@dataclass(frozen=True)
class RemovalReport:
    """What went with an import. `codings` are answers, highlights, memos and decisions."""

    file: str
    articles: int
    comments: int
    codings: int
    assignments: int
    backup: str


def remove_import(project: "Project", source: int, codings_too: bool = False) -> RemovalReport:
    """Removes an imported file with all its articles and comments, and the plan for them.

    Raises UserError, changing nothing, while a package that is out holds one of its units, or while codings hang on it
    unless `codings_too`. What coders gave stays readable in the history; the texts themselves are gone from the file.
    """
    project.need_project()
    name = _name(project, source)
    db = project.db
    db.execute("DROP TABLE IF EXISTS temp.doomed")
    db.execute("CREATE TEMP TABLE doomed(id INTEGER PRIMARY KEY)")
    db.execute("INSERT INTO doomed SELECT u.id FROM unit u JOIN article a ON a.unit = u.article WHERE a.source = ?", (source,))
    issued.need_recalled(project, [unit for (unit,) in db.execute("SELECT id FROM doomed").fetchall()])
    report = _count(project, name)
    if report.codings and not codings_too:
        raise HasCodings(
            f"{report.codings:,} codings hang on what {name} brought.",
            "Say that they go too, or keep the import. Nothing was changed.",
        )
    made = backups.make(project, "removal")
    tables = {*schema.MATERIAL_TABLES, *schema.CODER_TABLES, *schema.LEAD_TABLES}
    db.execute("PRAGMA secure_delete = ON")  # the texts do not stay behind in free pages
    db.execute("PRAGMA foreign_keys = OFF")  # for each unit it would look through all others; the whole is checked at the end
    try:
        with project.barrier(f"Remove the import {name}", tables, RECORDING):
            _remove(project, source)
    finally:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = OFF")
    return RemovalReport(name, report.articles, report.comments, report.codings, report.assignments, str(made))


def _name(project: "Project", source: int) -> str:
    row = project.db.execute("SELECT path FROM source WHERE id = ?", (source,)).fetchone()
    if row is None:
        raise UserError(f"There is no import {source}.", "Nothing was changed.")
    return str(row[0])


def _count(project: "Project", name: str) -> RemovalReport:
    def rows(table: str, column: str = "unit") -> int:
        query = f"SELECT count(*) FROM {table} WHERE {column} IN (SELECT id FROM doomed)"
        return int(project.db.execute(query).fetchone()[0])

    codings = sum(rows(table) for table in _CODINGS if table != "progress")
    return RemovalReport(name, rows("article"), rows("comment"), codings, rows("assignment"), "")


def _remove(project: "Project", source: int) -> None:
    """Inside the step: codings and plan are recorded; material is, like its import, not, but for rows with a history."""
    db = project.db
    for table in _tables_with_units(project):
        db.execute(f"DELETE FROM {table} WHERE unit IN (SELECT id FROM doomed)")
    for table, column in (("article", "version_of"), ("comment", "reply_to")):
        outside = f"{column} IN (SELECT id FROM doomed) AND unit NOT IN (SELECT id FROM doomed)"
        db.execute(f"UPDATE {table} SET {column} = NULL WHERE {outside}")
    issues = "source = ? OR article IN (SELECT id FROM doomed)"
    for edited in (True, False):
        if not edited:
            db.execute("UPDATE now SET mode = ?", (IMPORTING,))
        _delete(project, "import_issue", f"({issues})", edited, source)
        for table in _MATERIAL:
            _delete(project, table, f"{_OF[table]} IN (SELECT id FROM doomed)", edited)
        _delete(project, "source", "id = ?", edited, source)
    if broken := db.execute("PRAGMA foreign_key_check").fetchone():
        raise sqlite3.IntegrityError(f"the removal of an import broke a reference of {broken[0]} to {broken[2]}")
    if project.meta("searchable") is not None:
        search_index.rebuild(db)


def _delete(project: "Project", table: str, which: str, edited: bool, *given: int) -> None:
    key = _OF.get(table, "id")
    history = (
        f" AND EXISTS (SELECT 1 FROM change c WHERE {schema.of_key(table, f'json_array({table}.{key})')})" if edited else ""
    )
    project.db.execute(f"DELETE FROM {table} WHERE {which}{history}", given)


def _tables_with_units(project: "Project") -> list[str]:
    """Tables of coders and of the lead whose rows are about a unit; a table that is new is found too."""
    found = []
    for table in (*schema.CODER_TABLES, *schema.LEAD_TABLES):
        references = project.db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        if any(row[2] == "unit" and row[3] == "unit" for row in references):
            found.append(table)
    return found
