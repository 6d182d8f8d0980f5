"""Whether a project file is sound: the database, every text against its hash, every span, the journal against the tables."""

import hashlib
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.project import file, projection, schema

if TYPE_CHECKING:
    from intercoder.project.project import Project

_LIMIT = 20  # problems of one kind that are listed


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong."""

    code: str
    message: str


def check(project: "Project") -> list[Problem]:
    """All problems of the project file; an empty list is a sound file."""
    try:
        return _problems(project)
    except sqlite3.DatabaseError as error:
        if not file.is_damage(error):
            raise
        return [Problem("integrity", f"A part of the file cannot be read: {error}.")]


def _problems(project: "Project") -> list[Problem]:
    db = project.db
    problems = [Problem("integrity", row[0]) for row in db.execute("PRAGMA integrity_check").fetchall() if row[0] != "ok"]
    if problems:
        return problems[:_LIMIT]
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchall()[:_LIMIT]:
        problems.append(Problem("reference", f"Row {row} of {table} refers to a missing row of {parent}."))
    problems += _texts(db)
    problems += _spans(db)
    if project.meta("fingerprint") is not None:
        from intercoder.project.package import fingerprint

        if fingerprint(db) != project.meta("fingerprint"):
            problems.append(Problem("fingerprint", "The material is not what the package was made with."))
    sessions = projection.one_after_another(db, "main")
    for table in schema.CODER_TABLES if project.is_package else (*schema.CODER_TABLES, *schema.LEAD_TABLES):
        problems += _journal(db, table, sessions)
    return problems


def _texts(db: sqlite3.Connection) -> list[Problem]:
    problems: list[Problem] = []
    query = (
        "SELECT u.ref, coalesce(u.text, substr(p.text, u.start + 1, u.stop - u.start), ''), u.sha256 FROM unit u"
        " LEFT JOIN unit p ON p.id = u.parent AND u.kind = 'paragraph' WHERE u.id BETWEEN ? AND ?"
    )
    last = db.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0]
    for first in range(1, last + 1, 10_000):
        for ref, text, sha256 in db.execute(query, (first, first + 9_999)).fetchall():
            if hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != sha256 and len(problems) < _LIMIT:
                problems.append(Problem("text", f"The text of {ref} is not the one that was imported."))
    return problems


def _spans(db: sqlite3.Connection) -> list[Problem]:
    query = (
        "SELECT s.id, u.ref FROM span s JOIN unit u ON u.id = s.unit"
        " WHERE s.stop > length(u.text) OR substr(u.text, s.start + 1, s.stop - s.start) IS NOT s.quote LIMIT ?"
    )
    rows = db.execute(query, (_LIMIT,)).fetchall()
    return [Problem("span", f"A highlight in {ref} does not cover its quote.") for _, ref in rows]


def _journal(db: sqlite3.Connection, table: str, sessions: list[int] | None) -> list[Problem]:
    """Rows that are not what their latest change left; of coders' tables, also rows without a change."""
    wrong, unknown = projection.differing(db, table, "main", sessions)
    if table in schema.CODER_TABLES:
        wrong = wrong + unknown
    return [Problem("journal", f"A row of {table} is not what its history says: {key}.") for key in wrong[:_LIMIT]]
