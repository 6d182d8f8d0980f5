"""Whether a package belongs to the project and tells the truth: everything that can be wrong, before anything is written."""

import hashlib
import sqlite3
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import package, schema
from intercoder.project.check import projection_differs

if TYPE_CHECKING:
    from intercoder.project.project import Project


def settle(copy: Path, path: Path) -> None:
    """Opens the private copy once: an interrupted change is rolled back, and the file must be sound and ours."""
    db = sqlite3.connect(copy, isolation_level=None)
    try:
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA cell_size_check = ON")
        if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise _refused(path, "is damaged")
        if layout(db) != known_layout():
            raise _refused(path, "holds tables that no Intercoder made")
        if db.execute("PRAGMA foreign_key_check").fetchone():
            raise _refused(path, "is damaged: it refers to rows that are not there")
    except sqlite3.DatabaseError as error:
        raise _refused(path, f"is damaged: {error}") from error
    finally:
        db.close()


@cache
def known_layout(version: int = schema.SCHEMA) -> frozenset[tuple[str, str]]:
    """Names and definitions of everything in a fresh project file of a schema."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.build(db, version)
        return frozenset(layout(db))
    finally:
        db.close()


def layout(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Names and definitions of what a file holds."""
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    return {(name, " ".join(sql.split())) for name, sql in db.execute(query).fetchall()}


def check(project: "Project", path: Path) -> int:
    """The coder of the attached package `pkg`. Raises UserError with the first reason against merging it."""
    try:
        return _coder(project, path)
    except (sqlite3.DatabaseError, ValueError) as error:  # what should be a number or JSON is none
        raise _refused(path, f"is damaged: {error}") from error


def _coder(project: "Project", path: Path) -> int:
    db = project.db
    meta = dict(db.execute("SELECT key, value FROM pkg.meta").fetchall())
    if meta.get("kind") != "package":
        raise _refused(path, "is a project, not a package")
    if meta.get("project_uid") != project.uid:
        raise _refused(path, "belongs to another project")
    coder = int(meta.get("issued_to", 0))
    if coder not in {c.id for c in project.plan.coders()}:
        raise _refused(path, "was made for a coder that this project does not know")
    _check_material(db, path, meta.get("fingerprint"))
    for table, columns in (
        ("variable", "id, unit_kind, answer_kind"),  # its name may have changed meanwhile: the number is the identity
        ("category", "id, variable, value"),
        ("round", "id, name"),
        ("codebook_version", "id, version"),
    ):
        if db.execute(f"SELECT {columns} FROM pkg.{table} EXCEPT SELECT {columns} FROM main.{table}").fetchone():
            raise _refused(path, f"knows a {table.replace('_', ' ')} that this project does not")
    for table in schema.CODER_TABLES:
        if db.execute(f"SELECT 1 FROM pkg.{table} WHERE coder <> ? LIMIT 1", (coder,)).fetchone():
            raise _refused(path, "holds codings of somebody else")
    query = "SELECT 1 FROM pkg.span p JOIN main.span o ON o.id = p.id WHERE o.coder <> p.coder LIMIT 1"
    if db.execute(query).fetchone():
        raise _refused(path, "holds highlights that belong to another coder")
    _check_history(db, path, coder)
    return coder


def _check_material(db: sqlite3.Connection, path: Path, stored: str | None) -> None:
    query = "SELECT 1 FROM pkg.unit p LEFT JOIN main.unit o ON o.id = p.id WHERE o.id IS NULL OR o.sha256 <> p.sha256 LIMIT 1"
    if package.fingerprint(db, "pkg") != stored or db.execute(query).fetchone():
        raise _refused(path, "holds other texts than this project")
    for number, text, sha256 in db.execute("SELECT id, text, sha256 FROM pkg.unit WHERE text IS NOT NULL").fetchall():
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise _refused(path, f"holds a text that was changed (unit {number})")


def _check_history(db: sqlite3.Connection, path: Path, coder: int) -> None:
    query = (
        "SELECT 1 FROM pkg.change c JOIN pkg.session p ON p.id = c.session JOIN main.session m ON m.uid = p.uid"
        " JOIN main.change o ON (o.session, o.seq) = (m.id, c.seq)"
        " WHERE o.tbl <> c.tbl OR o.key <> c.key OR o.before IS NOT c.before OR o.after IS NOT c.after LIMIT 1"
    )
    foreign = (
        "SELECT 1 FROM pkg.change WHERE NOT (tbl IN ('value', 'progress') AND json_extract(key, '$[1]') = ?1"
        " OR tbl IN ('span', 'memo') AND json_extract(coalesce(after, before), '$[1]') = ?1) LIMIT 1"
    )
    if db.execute(query).fetchone():
        raise _refused(path, "has an altered history")
    if db.execute(foreign, (coder,)).fetchone():
        raise _refused(path, "has a history of somebody else's codings")
    if db.execute("SELECT 1 FROM pkg.session WHERE coder NOT IN (1, ?)", (coder,)).fetchone():
        raise _refused(path, "holds steps of somebody else")
    if any(projection_differs(db, table, "pkg") for table in schema.CODER_TABLES):
        raise _refused(path, "holds codings that its history does not know")


def _refused(path: Path, reason: str) -> UserError:
    return UserError(f"{path.name} {reason}; nothing was merged.", "Ask the coder for the package as it was handed in.")
