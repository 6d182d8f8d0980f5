"""Whether a project file is sound: the database, every text against its hash, every span, the journal against the tables."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.project import file, projection, schema

if TYPE_CHECKING:
    from intercoder.project.project import Project

_LIMIT = 20  # problems of one kind that are listed
_BEGINNING = {("coder", "[1]"), ("round", "[1]")}  # a project is made with them, before there is a history

_COUNTED = {("meta", '["searchable"]')}  # follows the texts, which imports bring without a history; `_search` proves it


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
    problems += _history(db)
    problems += _search(project)
    for table in schema.CODER_TABLES if project.is_package else (*schema.CODER_TABLES, *schema.LEAD_TABLES):
        problems += _journal(db, table)
    if not project.is_package:  # a package leaves the history of the lead's tables behind
        problems += [problem for table in (*schema.MATERIAL_TABLES, "meta") for problem in _edits(db, table)]
    return problems


def _texts(db: sqlite3.Connection) -> list[Problem]:
    problems: list[Problem] = []
    query = (
        "SELECT ref, iif(kind = 'paragraph' AND text IS NULL, parent, NULL), coalesce(text, ''), start, stop, sha256 FROM unit"
        " WHERE id BETWEEN ? AND ?"
    )
    body_of = "SELECT coalesce(max(text), '') FROM unit WHERE id = ?"
    last = db.execute("SELECT coalesce(max(id), 0) FROM unit").fetchone()[0]
    known, body = None, ""  # the last body: its paragraphs follow each other, and SQLite would read it anew for each
    for first in range(1, last + 1, 10_000):
        for ref, parent, text, start, stop, sha256 in db.execute(query, (first, first + 9_999)).fetchall():
            if parent is not None and parent != known:
                known, body = parent, db.execute(body_of, (parent,)).fetchone()[0]
            text = text if parent is None else body[start:stop]
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


def _history(db: sqlite3.Connection) -> list[Problem]:
    """Changes and steps as no program writes them: without a step, a name or a unit, or going back in time."""
    lost = "SELECT count(*) FROM change c LEFT JOIN step s ON (s.session, s.n) = (c.session, c.step) WHERE s.n IS NULL"
    back = "SELECT count(*) FROM (SELECT at, lag(at) OVER (PARTITION BY session ORDER BY n) AS last FROM step) WHERE at <= last"
    found = []
    if number := db.execute(f"SELECT count(*) FROM change c WHERE {projection.MISPLACED}").fetchone()[0]:
        found.append(Problem("history", f"{number} changes of the history stand under another unit than that of their row."))
    if number := db.execute("SELECT count(*) FROM step WHERE label NOT IN (SELECT id FROM label)").fetchone()[0]:
        found.append(Problem("history", f"{number} steps of the history have no name."))
    if number := db.execute(lost).fetchone()[0]:
        found.append(Problem("history", f"{number} changes of the history belong to no step."))
    if number := db.execute(back).fetchone()[0]:
        found.append(Problem("history", f"{number} steps of the history go back in time."))
    return found


def _search(project: "Project") -> list[Problem]:
    """The search index must have every text, or there is none and texts are searched one by one."""
    if project.meta("searchable") is None:
        return []
    texts = project.db.execute("SELECT count(*) FROM unit WHERE text IS NOT NULL").fetchone()[0]
    rows = project.db.execute("SELECT count(*) FROM unit_search_docsize").fetchone()[0]
    units = project.db.execute("SELECT count(*) FROM unit").fetchone()[0]
    if int(project.meta("searchable") or 0) == texts and rows == units:
        return []
    return [Problem("search", f"The search index was made for {project.meta('searchable')} texts; there are {texts}.")]


def _journal(db: sqlite3.Connection, table: str) -> list[Problem]:
    """Rows that are not what their latest change left, and rows without a change but for those a new project begins with."""
    try:
        wrong, unknown = projection.differing(db, table)
    except ValueError as error:
        return [Problem("journal", f"The history cannot be read: {error}.")]
    wrong = wrong + [key for key in unknown if (table, key) not in _BEGINNING]
    return [_row_differs(table, key) for key in wrong[:_LIMIT]]


def _edits(db: sqlite3.Connection, table: str) -> list[Problem]:
    """Rows of the material that were edited since their import, and are not as the last edit left them."""
    keys, columns = schema.shape(db, table)
    image = ", ".join(f'"{c}"' for c in columns)
    key = ", ".join(f'"{k}"' for k in keys)
    edited = (
        f"SELECT key, after FROM (SELECT c.key, c.after, max({projection.ORDER}) FROM change c"
        " JOIN step s ON (s.session, s.n) = (c.session, c.step) JOIN session e ON e.id = c.session WHERE c.tbl = ?"
        " GROUP BY c.key)"
    )
    row = f"SELECT json_array({image}) FROM {table} WHERE ({key}) = ({', '.join('?' * len(keys))})"
    wrong = []
    for name, after in db.execute(edited, (table,)).fetchall():
        there = db.execute(row, json.loads(name)).fetchone()
        if (there[0] if there else None) != after and (table, name) not in _COUNTED:
            wrong.append(name)
    return [_row_differs(table, name) for name in wrong[:_LIMIT]]


def _row_differs(table: str, key: str) -> Problem:
    return Problem("journal", f"A row of {table} is not what its history says: {key}.")
