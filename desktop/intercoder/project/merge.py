"""Merging a package back: the union of both histories, then each row as its latest change says.

The package is read from a private copy and never written. Everything happens in one transaction on the lead's file.
"""

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import file, incoming, schema
from intercoder.project.ids import now_ms
from intercoder.project.journal import MERGING

if TYPE_CHECKING:
    from intercoder.project.project import Project

ORDER = "printf('%015d%s%010d', s.at, e.uid, c.seq)"
"""The one order of all changes of all files: time, then session, then number."""


@dataclass(frozen=True)
class Conflict:
    """A change that overwrote something its maker had not seen: two copies of one coder. The loser is kept in the journal."""

    table: str
    key: str
    lost: str | None
    at: int


@dataclass(frozen=True)
class MergeReport:
    """What a package brings; rows of spans, answers and memos."""

    file: str
    coder: str
    rounds: tuple[str, ...]
    codebook_version: str
    new: int
    changed: int
    identical: int
    removed: int
    conflicts: tuple[Conflict, ...] = ()
    known: bool = False  # this very file was merged before


def merge(project: "Project", path: Path, dry_run: bool = False) -> MergeReport:
    """Merges a package into the project. Raises UserError with the reason, changing nothing, if it does not belong."""
    if project.is_package:
        raise UserError("A package cannot take codings in.", "Merge into the lead's project.")
    file.peek(path)
    with tempfile.TemporaryDirectory(prefix="intercoder-") as folder:
        copy = _copy(path, Path(folder))
        digest = hashlib.sha256(copy.read_bytes()).hexdigest()
        known = _known(project, path, digest)
        if known is not None:
            return known
        incoming.settle(copy, path)
        with _attached(project.db, copy):
            coder = incoming.check(project, path)
            report = _compare(project, path, coder)
            if dry_run:
                return report
            with project.barrier(f"Merge the codings of {report.coder}", set(schema.CODER_TABLES), MERGING):
                report = replace(report, conflicts=_take(project.db, coder, path, digest, report))
    return report


def _known(project: "Project", path: Path, digest: str) -> MergeReport | None:
    """The report of a file that was merged before, to the byte: nothing of it is new."""
    row = project.db.execute("SELECT report FROM merge WHERE sha256 = ? AND NOT taken_back", (digest,)).fetchone()
    if row is None:
        return None
    past = json.loads(row[0])
    rows = past["new"] + past["changed"] + past["identical"]
    return MergeReport(str(path), past["coder"], tuple(past["rounds"]), past["codebook_version"], 0, 0, rows, 0, (), True)


def _copy(path: Path, folder: Path) -> Path:
    copy = folder / "package.intercoder"
    try:
        shutil.copyfile(path, copy)
        journal = path.with_name(path.name + "-journal")
        if journal.exists():
            shutil.copyfile(journal, folder / "package.intercoder-journal")
    except OSError as error:
        raise UserError(f"{path} could not be read: {error.strerror}.", "Check the file.") from error
    return copy


@contextmanager
def _attached(db: sqlite3.Connection, copy: Path) -> Iterator[None]:
    db.execute("ATTACH ? AS pkg", (copy.resolve().as_uri() + "?mode=ro",))
    try:
        yield
    finally:
        db.execute("DETACH pkg")


def _compare(project: "Project", path: Path, coder: int) -> MergeReport:
    db = project.db
    new = changed = identical = removed = 0
    for table in ("span", "value", "memo"):
        keys, columns = schema.shape(db, table)
        same_key = " AND ".join(f"o.{k} = p.{k}" for k in keys)
        equal = f"json_array({_of('o', columns)}) IS json_array({_of('p', columns)})"
        there = f"o.{keys[0]} NOT NULL"
        query = (
            f"SELECT count(*) FILTER (WHERE NOT {there}), count(*) FILTER (WHERE {there} AND NOT {equal}),"
            f" count(*) FILTER (WHERE {there} AND {equal}) FROM pkg.{table} p LEFT JOIN main.{table} o ON {same_key}"
        )
        fresh, other, equal_rows = db.execute(query).fetchone()
        new, changed, identical = new + fresh, changed + other, identical + equal_rows
        removed += db.execute(
            f"SELECT count(*) FROM main.{table} o WHERE o.coder = ? AND EXISTS (SELECT 1 FROM pkg.change c WHERE c.tbl = ?"
            f" AND c.key = json_array({_of('o', keys)})) AND NOT EXISTS (SELECT 1 FROM pkg.{table} p WHERE {same_key})",
            (coder, table),
        ).fetchone()[0]
    rounds = db.execute(
        "SELECT DISTINCT r.name FROM pkg.assignment a JOIN pkg.round r ON r.id = a.round ORDER BY r.id"
    ).fetchall()
    version = db.execute("SELECT version FROM pkg.codebook_version ORDER BY id DESC LIMIT 1").fetchone()
    name = project.plan.coder_by_id(coder).name
    names = tuple(r for (r,) in rounds)
    return MergeReport(str(path), name, names, version[0] if version else "draft", new, changed, identical, removed)


def _take(db: sqlite3.Connection, coder: int, path: Path, digest: str, report: MergeReport) -> tuple[Conflict, ...]:
    """Inside the transaction: takes the history over, then projects every key it touched."""
    summary = json.dumps({key: value for key, value in report.__dict__.items() if key != "conflicts"}, ensure_ascii=False)
    number = db.execute(
        "INSERT INTO merge(at, file, sha256, coder, report) VALUES(?, ?, ?, ?, ?) RETURNING id",
        (now_ms(), file.readable(path.name), digest, coder, summary),
    ).fetchone()[0]
    for table in ("map", "touched", "win"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute("CREATE TEMP TABLE map(theirs INTEGER PRIMARY KEY, ours INTEGER)")
    db.execute("CREATE TEMP TABLE touched(tbl TEXT, key TEXT, PRIMARY KEY(tbl, key)) WITHOUT ROWID")
    db.execute(
        "INSERT INTO main.session(uid, coder, program, schema, opened, arrived) SELECT uid, coder, program, schema, opened, ?"
        " FROM pkg.session WHERE uid NOT IN (SELECT uid FROM main.session)",
        (number,),
    )
    db.execute("INSERT INTO map SELECT p.id, o.id FROM pkg.session p JOIN main.session o ON o.uid = p.uid")
    db.execute(
        "INSERT INTO touched SELECT DISTINCT c.tbl, c.key FROM pkg.change c JOIN map m ON m.theirs = c.session WHERE"
        " NOT EXISTS (SELECT 1 FROM main.change o WHERE (o.session, o.seq) = (m.ours, c.seq))"
    )
    db.execute(
        "INSERT INTO main.step SELECT m.ours, s.n, s.at, s.label, s.kind, s.codebook, o.ours, s.of_n FROM pkg.step s"
        " JOIN map m ON m.theirs = s.session LEFT JOIN map o ON o.theirs = s.of_session WHERE true ON CONFLICT DO NOTHING"
    )
    db.execute(
        "INSERT INTO main.change SELECT m.ours, c.seq, c.step, c.tbl, c.key, c.before, c.after FROM pkg.change c"
        " JOIN map m ON m.theirs = c.session WHERE true ON CONFLICT DO NOTHING"
    )
    conflicts = _conflicts(db)
    db.execute("PRAGMA defer_foreign_keys = ON")
    for table in ("span", "value", "progress", "memo"):
        project_keys(db, table)
        if table == "span":
            _touch_values_of_spans(db)
    return conflicts


def project_keys(db: sqlite3.Connection, table: str) -> None:
    """Writes the rows of a table whose keys stand in `touched` as their latest change says; NULL deletes."""
    keys, columns = schema.shape(db, table)
    db.execute("DROP TABLE IF EXISTS temp.win")
    db.execute(
        f"CREATE TEMP TABLE win AS SELECT c.key, c.after, max({ORDER}) AS place FROM main.change c"
        " JOIN main.step s ON (s.session, s.n) = (c.session, c.step) JOIN main.session e ON e.id = c.session"
        " WHERE c.tbl = ?1 AND c.key IN (SELECT key FROM touched WHERE tbl = ?1) GROUP BY c.key",
        (table,),
    )
    key_values = ", ".join(f"json_extract(key, '$[{n}]')" for n in range(len(keys)))
    row_values = ", ".join(f"json_extract(after, '$[{n}]')" for n in range(len(columns)))
    names = ", ".join(f'"{k}"' for k in keys)
    db.execute(f"DELETE FROM main.{table} WHERE ({names}) IN (SELECT {key_values} FROM win WHERE after IS NULL)")
    living = " AND (json_extract(key, '$[4]') = 0 OR json_extract(key, '$[4]') IN (SELECT id FROM main.span))"
    update = ", ".join(f'"{c}" = excluded."{c}"' for c in columns)
    db.execute(
        f"INSERT INTO main.{table}({names}, {', '.join(columns)}) SELECT {key_values}, {row_values} FROM win"
        f" WHERE after IS NOT NULL{living if table == 'value' else ''} ON CONFLICT DO UPDATE SET {update}"
    )


def _touch_values_of_spans(db: sqlite3.Connection) -> None:
    """Answers about a span that came back are projected again."""
    db.execute(
        "INSERT INTO touched SELECT DISTINCT 'value', c.key FROM main.change c WHERE c.tbl = 'value' AND"
        " json_extract(c.key, '$[4]') IN (SELECT json_extract(key, '$[0]') FROM win WHERE after IS NOT NULL)"
        " ON CONFLICT DO NOTHING"
    )


def _conflicts(db: sqlite3.Connection) -> tuple[Conflict, ...]:
    """Changes of touched keys whose `before` is not what the change before them left."""
    query = (
        "SELECT tbl, key, lost, at FROM (SELECT c.tbl, c.key, c.before, s.at, lag(c.after) OVER w AS lost, row_number() OVER w"
        " AS n FROM main.change c JOIN main.step s ON (s.session, s.n) = (c.session, c.step) JOIN main.session e"
        " ON e.id = c.session WHERE (c.tbl, c.key) IN (SELECT tbl, key FROM touched)"
        f" WINDOW w AS (PARTITION BY c.tbl, c.key ORDER BY {ORDER})) WHERE n > 1 AND before IS NOT lost"
    )
    return tuple(Conflict(*row) for row in db.execute(query).fetchall())


def _of(alias: str, names: list[str]) -> str:
    return ", ".join(f'{alias}."{name}"' for name in names)
