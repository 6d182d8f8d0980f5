"""Making a package: a copy of the project with one coder's assignments, their context, and nobody else's codings."""

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import durable
from intercoder.project.file import readable
from intercoder.project.projection import OF_CODER
from intercoder.records import Coder

if TYPE_CHECKING:
    from intercoder.project.project import Project

# Units that travel: what is assigned, the articles of it with all texts, and the comments that are replied to.
_KEEP = """
WITH RECURSIVE
  mine(id) AS (SELECT unit FROM assignment WHERE coder = :coder),
  thread(id) AS (SELECT id FROM mine UNION
    SELECT c.reply_to FROM thread t JOIN comment c ON c.unit = t.id WHERE c.reply_to IS NOT NULL)
INSERT INTO keep SELECT id FROM thread UNION
  SELECT id FROM unit WHERE kind NOT IN ('comment', 'joined')
    AND article IN (SELECT article FROM unit WHERE id IN (SELECT id FROM mine))
"""
_STRIP = (
    "DELETE FROM assignment WHERE coder <> :coder",
    "DELETE FROM value WHERE coder <> :coder",
    "DELETE FROM span WHERE coder <> :coder",
    "DELETE FROM progress WHERE coder <> :coder",
    "DELETE FROM memo WHERE coder <> :coder",
    "DELETE FROM decision",
    "DELETE FROM disagreement",
    "DELETE FROM deal",
    "DELETE FROM sample_unit",
    "DELETE FROM sample",
    f"DELETE FROM change AS c WHERE NOT {OF_CODER.format(':coder')}",  # of own rows it travels, whoever's step it was
    "DELETE FROM step WHERE NOT EXISTS (SELECT 1 FROM change c WHERE (c.session, c.step) = (step.session, step.n))",
    "DELETE FROM label WHERE id NOT IN (SELECT label FROM step)",
    "DELETE FROM session WHERE NOT EXISTS (SELECT 1 FROM step s WHERE s.session = session.id)",
    "UPDATE session SET arrived = NULL",
    "UPDATE session SET coder = 1 WHERE coder <> :coder",  # whoever gave this coder codings stays unnamed
    "DELETE FROM merge_session",
    "DELETE FROM merge",
    "DELETE FROM package_unit",
    "DELETE FROM package",
    "INSERT INTO unit_search(unit_search) VALUES('delete-all')",
    "DELETE FROM import_issue WHERE article IS NULL OR article NOT IN keep",
    "DELETE FROM comment WHERE unit NOT IN keep",
    "UPDATE article SET version_of = NULL WHERE version_of NOT IN keep",
    "DELETE FROM article WHERE unit NOT IN keep",
    "DELETE FROM unit WHERE id NOT IN keep",
    "DELETE FROM source WHERE id NOT IN (SELECT source FROM article WHERE source IS NOT NULL)"
    " AND id NOT IN (SELECT source FROM import_issue)",
    "UPDATE source SET data = NULL, report = NULL",
    "DELETE FROM round WHERE id NOT IN (SELECT round FROM assignment)",
    "DELETE FROM coder WHERE id NOT IN (1, :coder)",
    "DELETE FROM meta WHERE key = 'searchable'",
    "UPDATE meta SET value = 'package' WHERE key = 'kind'",
)


@dataclass(frozen=True)
class PackageReport:
    """What went into a package."""

    coder: str
    file: str
    units: int
    rounds: tuple[str, ...]
    fingerprint: str


def make(project: "Project", coder_name: str, out: Path) -> PackageReport:
    """Makes the package of a coder at `out`. Raises UserError if there is nothing for them, or `out` exists."""
    coder = project.plan.coder(coder_name)
    if project.is_package:
        raise UserError("A package cannot make packages.", "The lead makes them from the project.")
    if out.exists():
        raise UserError(f"{out} exists already.", "Choose another name; nothing was changed.")
    if project.db.execute("SELECT 1 FROM assignment WHERE coder = ? LIMIT 1", (coder.id,)).fetchone() is None:
        raise UserError(f"{coder_name} has no assignments.", "Assign units first.")
    part = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        copy(project, part)
        mark, units, held = _strip(part, coder.id)
        # On record before it is there: a package that nobody knows of would not keep its texts from being changed.
        number = _record(project, coder, out, mark, units, held)
        try:
            _place(part, out)
        except (OSError, UserError):
            _strike(project, coder_name, number)
            raise
    except (OSError, sqlite3.OperationalError) as error:
        raise UserError(f"{out} could not be written: {error}.", "Choose another folder.") from error
    finally:
        with suppress(OSError):
            part.unlink()
    rounds = tuple(r.name for r in project.plan.rounds() if project.plan.assigned(r.id, coder.id))
    return PackageReport(coder_name, str(out), units, rounds, mark)


def _record(project: "Project", coder: Coder, out: Path, mark: str, units: int, held: Sequence[int]) -> int:
    with project.barrier(f"Make the package of {coder.name}", {"package"}):
        number = int(
            project.db.execute(
                "INSERT INTO package(coder, issued_at, fingerprint, units, file) VALUES(?, ?, ?, ?, ?) RETURNING id",
                (coder.id, project.clock(), mark, units, readable(out.name)),
            ).fetchone()[0]
        )
        project.db.executemany("INSERT INTO package_unit VALUES(?, ?)", [(number, unit) for unit in held])
    return number


def _strike(project: "Project", coder_name: str, number: int) -> None:
    with project.barrier(f"The package of {coder_name} could not be written", {"package"}):
        project.db.execute("DELETE FROM package_unit WHERE package = ?", (number,))
        project.db.execute("DELETE FROM package WHERE id = ?", (number,))


def copy(project: "Project", part: Path) -> None:
    """A consistent copy of the project file at a path where nothing is.

    Page by page: `VACUUM INTO` of SQLite 3.40 cannot copy generated columns of a file that is open read-only.
    """
    try:
        with closing(sqlite3.connect(part)) as target:
            project.db.backup(target)
    except sqlite3.OperationalError as error:
        raise UserError(f"{part.parent} could not be written: {error}.", "Choose another folder.") from error


def fingerprint(db: sqlite3.Connection, of: str = "main") -> str:
    """SHA-256 over the lines `id:sha256` of all units in id order."""
    digest = hashlib.sha256()
    for number, sha256 in db.execute(f"SELECT id, sha256 FROM {of}.unit ORDER BY id").fetchall():
        digest.update(f"{number}:{sha256}\n".encode())
    return digest.hexdigest()


def _strip(part: Path, coder: int) -> tuple[str, int, list[int]]:
    """Takes everything out of the copy that is not this coder's.

    Gives (fingerprint, number of assigned units, ids of all units in it).
    """
    db = sqlite3.connect(part, isolation_level=None)
    try:
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("CREATE TEMP TABLE keep(id INTEGER PRIMARY KEY)")
        db.execute("BEGIN IMMEDIATE")
        db.execute(_KEEP, {"coder": coder})
        for statement in _STRIP:
            db.execute(statement, {"coder": coder} if ":coder" in statement else {})
        mark = fingerprint(db)
        db.executemany("INSERT INTO meta VALUES(?, ?)", [("issued_to", str(coder)), ("fingerprint", mark)])
        db.execute("COMMIT")
        db.execute("VACUUM")
        if broken := db.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"a package with broken references: {broken[:3]}")
        held = [unit for (unit,) in db.execute("SELECT id FROM unit ORDER BY id").fetchall()]
        return mark, int(db.execute("SELECT count(*) FROM assignment").fetchone()[0]), held
    finally:
        db.close()


def _place(part: Path, out: Path) -> None:
    """Gives the finished file its name; durable, and never over another file."""
    if out.exists():
        raise UserError(f"{out} exists already.", "Choose another name; nothing was changed.")
    durable.place(part, out)
