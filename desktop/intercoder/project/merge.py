"""Merging a package back: the union of both histories, then each row as its latest change says.

The package is read from a private copy and never written. What a merge would do is worked out first, in tables of the
connection that are in no file; a dry run stops there. Then everything is written in one transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import backups, conflicts, file, incoming, projection, schema, stranger
from intercoder.project.conflicts import Conflict
from intercoder.project.journal import MERGING

if TYPE_CHECKING:
    from intercoder.project.project import Project

_COUNTED = ("span", "value", "memo")  # rows of `progress` are no codings
_BOTH = ("main.change", "pkg.change")
_ARRIVING_STEPS = "SELECT count(*) FROM arriving a JOIN pkg.step s ON s.session = a.theirs AND s.n > a.n"
_SPAN_AFTER = "(p.span = 0 OR EXISTS (SELECT 1 FROM span_after x WHERE x.id = p.span))"


@dataclass(frozen=True)
class MergeReport:
    """What a package brings; rows of highlights, answers and memos."""

    file: str
    coder: str
    rounds: tuple[str, ...]
    codebook_version: str
    new: int
    changed: int
    identical: int
    removed: int
    unknown: int = 0  # use a variable or category that the codebook has no more: kept in the history, not shown
    conflicts: tuple[Conflict, ...] = ()
    known: bool = False  # this very file was merged before
    steps: int = 0  # of work that the project did not have, be it a unit finished, a doubt or something undone since
    merge: int | None = None  # the number by which the merge is taken back; None if nothing was merged


def merge(project: "Project", path: Path, dry_run: bool = False, backup: bool = True) -> MergeReport:
    """Merges a package into the project. Raises UserError with the reason, changing nothing, if it does not belong.

    Before the first byte is written a verified copy of the project is made, unless `backup` is False.
    """
    if project.is_package:
        raise UserError("A package cannot take codings in.", "Merge into the lead's project.")
    file.peek(path)
    with stranger.private_copy(path) as copy:
        digest = _sha256(copy)
        known = _known(project, path, digest)
        if known is not None:
            return known
        incoming.settle(copy, path)
        with _attached(project.db, copy), incoming.examining(copy, path) as examined:
            plan = _Plan(project, path, incoming.check(project, path))
            if dry_run:
                examined()
                return plan.report
            label = f"Merge the codings of {plan.report.coder}"
            kept = backups.before(project.path, project.db, "merge") if backup else nullcontext()
            with kept, plan.proven(), project.barrier(label, set(schema.CODER_TABLES), MERGING):
                number = plan.carry_out(digest)
                examined()
    return replace(plan.report, merge=number)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _known(project: "Project", path: Path, digest: str) -> MergeReport | None:
    """The report of a file that was merged before, to the byte: nothing of it is new."""
    row = project.db.execute("SELECT report FROM merge WHERE sha256 = ? AND NOT taken_back", (digest,)).fetchone()
    if row is None:
        return None
    past = json.loads(row[0])
    rows = past["new"] + past["changed"] + past["identical"]
    return MergeReport(str(path), past["coder"], tuple(past["rounds"]), past["codebook_version"], 0, 0, rows, 0, known=True)


@contextmanager
def _attached(db: sqlite3.Connection, copy: Path) -> Iterator[None]:
    db.execute("ATTACH ? AS pkg", (copy.resolve().as_uri() + "?mode=ro",))
    try:
        yield
    finally:
        db.execute("DETACH pkg")


class _Plan:
    """What merging the attached package does; lives for one merge. Making it writes nothing to any file."""

    def __init__(self, project: "Project", path: Path, coder: int) -> None:
        self._project, self._db, self._path, self._coder = project, project.db, path, coder
        self._gone = any(
            self._db.execute(f"SELECT 1 FROM pkg.{t} WHERE id NOT IN (SELECT id FROM main.{t}) LIMIT 1").fetchone()
            for t in ("variable", "category")
        )
        self._find_what_arrives()
        self._decide()
        self.report = self._report()

    # -------------------------------------------------------------- working it out

    def _find_what_arrives(self) -> None:
        """`arriving`: sessions with how much of each the project has; `key_wanted`: keys that both files changed."""
        db = self._db
        projection.prepare(db)
        db.execute("DROP TABLE IF EXISTS temp.arriving")
        db.execute("CREATE TEMP TABLE arriving(theirs INTEGER PRIMARY KEY, uid TEXT, ours INTEGER, n INTEGER, seq INTEGER)")
        db.execute(
            "INSERT INTO arriving SELECT p.id, p.uid, m.id,"
            " coalesce((SELECT max(n) FROM main.step WHERE session = m.id), 0),"
            " coalesce((SELECT max(seq) FROM main.change WHERE session = m.id), 0)"
            " FROM pkg.session p LEFT JOIN main.session m ON m.uid = p.uid"
        )
        if self._knows_codings():
            for table in schema.CODER_TABLES:
                same = schema.of_key(table, "c.key", "o")
                if table == "value":
                    same = projection.of_answer("o", projection.GROUP.format("c.key"))
                db.execute(
                    "INSERT OR IGNORE INTO key_wanted SELECT c.tbl, c.key FROM arriving a CROSS JOIN pkg.change c"
                    f" ON a.theirs = c.session WHERE c.seq > a.seq AND c.tbl = '{table}'"
                    f" AND EXISTS (SELECT 1 FROM main.change o WHERE {same})"
                )
            projection.want_answers_about_spans(db, _BOTH)
            projection.want_whole_answers(db, _BOTH)
        known = "SELECT EXISTS (SELECT 1 FROM arriving WHERE ours IS NOT NULL) OR EXISTS (SELECT 1 FROM key_wanted)"
        self._all_new = not db.execute(known).fetchone()[0]
        db.execute("DROP TABLE IF EXISTS temp.fresh")
        db.execute("CREATE TEMP TABLE fresh(tbl TEXT, key TEXT, PRIMARY KEY(tbl, key)) WITHOUT ROWID")
        if not self._all_new:
            db.execute(
                "INSERT OR IGNORE INTO fresh SELECT c.tbl, c.key FROM pkg.change c JOIN arriving a ON a.theirs = c.session"
                " WHERE c.seq > a.seq AND (c.tbl, c.key) NOT IN (SELECT tbl, key FROM key_wanted)"
            )

    def _knows_codings(self) -> bool:
        """Whether the project's history has anything of this coder: merged before, or done in the project itself."""
        merged = "SELECT 1 FROM main.merge_session t JOIN main.merge m ON m.id = t.merge WHERE m.coder = ?1 AND t.changes"
        own = (
            "SELECT 1 FROM main.session e CROSS JOIN main.change c ON c.session = e.id"
            f" WHERE e.arrived IS NULL AND {projection.OF_CODER.format('?1')}"
        )
        return any(self._db.execute(f"{query} LIMIT 1", (self._coder,)).fetchone() for query in (merged, own))

    def _decide(self) -> None:
        """All changes of the keys that both files changed, from both, in `version`."""
        if self._db.execute("SELECT 1 FROM key_wanted LIMIT 1").fetchone() is None:
            return
        for table in schema.CODER_TABLES:
            projection.collect(self._db, table)
            self._db.execute(
                f"INSERT OR IGNORE INTO version {projection.versions(table, 'pkg')}"
                f" JOIN arriving a ON a.theirs = c.session AND c.seq > a.seq WHERE k.tbl = '{table}'"
            )

    def _report(self) -> MergeReport:
        db = self._db
        new = changed = identical = removed = unknown = 0
        for table in _COUNTED:
            keys, columns = schema.shape(db, table)
            same_key = " AND ".join(f"o.{k} = p.{k}" for k in keys)
            equal = f"json_array({_of('o', columns)}) IS json_array({_of('p', columns)})"
            there = f"o.{keys[0]} IS NOT NULL"
            projection.decide(db, table)
            wins = f"({projection.rows_of_win(keys, columns)}) p LEFT JOIN main.{table} o ON {same_key}"
            query = (
                f"SELECT count(*) FILTER (WHERE NOT {there}), count(*) FILTER (WHERE {there}),"
                f" count(*) FILTER (WHERE {there} AND NOT {equal}) FROM {wins} WHERE {self._living(table, True)}"
            )
            appeared, stayed, altered = db.execute(query).fetchone()
            in_key = f"({', '.join(keys)}) IN (SELECT {_extracted(len(keys))} FROM win)"
            removed += db.execute(f"SELECT count(*) FROM main.{table} WHERE {in_key}").fetchone()[0] - stayed
            new += appeared + db.execute(f"SELECT count(*) {self._fresh_rows(table)}").fetchone()[0]
            changed += altered
            if not self._all_new:
                same = f"SELECT count(*) FROM pkg.{table} p JOIN main.{table} o ON {same_key} WHERE {equal}"
                identical += db.execute(same).fetchone()[0]
            if self._gone and table != "memo":
                query = f"SELECT count(*) FROM pkg.{table} p WHERE NOT ({projection.known_to_codebook(table)})"
                unknown += db.execute(query).fetchone()[0]
            if table == "span":
                self._note_spans_after(keys, columns)
            if table == "value":
                hidden = self._answers_hidden(keys, columns)
        rounds = db.execute(
            "SELECT DISTINCT r.name FROM pkg.assignment a JOIN main.round r ON r.id = a.round ORDER BY r.id"
        ).fetchall()
        version = db.execute("SELECT version FROM pkg.codebook_version ORDER BY id DESC LIMIT 1").fetchone()
        return MergeReport(
            str(self._path), self._project.plan.coder_by_id(self._coder).name, tuple(r for (r,) in rounds),
            version[0] if version else "draft", new, changed, identical, removed, unknown,
            conflicts.found(self._project, hidden), steps=db.execute(_ARRIVING_STEPS).fetchone()[0],
        )  # fmt: skip

    def _note_spans_after(self, keys: list[str], columns: list[str]) -> None:
        """`span_after`: the highlights of this coder as they will be."""
        db = self._db
        db.execute("DROP TABLE IF EXISTS temp.span_after")
        db.execute("CREATE TEMP TABLE span_after(id INTEGER PRIMARY KEY)")
        db.execute(
            "INSERT INTO span_after SELECT id FROM main.span WHERE coder = ? AND json_array(id) NOT IN (SELECT key FROM win)",
            (self._coder,),
        )
        winning = f"SELECT p.id FROM ({projection.rows_of_win(keys, columns)}) p WHERE {self._living('span', True)}"
        db.execute(f"INSERT OR IGNORE INTO span_after {winning}")
        db.execute(f"INSERT OR IGNORE INTO span_after SELECT p.id {self._fresh_rows('span')}")

    def _answers_hidden(self, keys: list[str], columns: list[str]) -> list[tuple[str, str]]:
        """(key, row) of answers that were given to a highlight which the other copy removed; the history keeps them."""
        here = (
            f"(SELECT 1 FROM main.value o WHERE ({', '.join('o.' + k for k in keys)}) = ({', '.join('p.' + k for k in keys)}))"
        )
        fresh = "EXISTS (SELECT 1 FROM version v WHERE (v.tbl, v.key) = ('value', p.win_key) AND v.fresh)"
        lost = f"p.category = 0 AND p.span <> 0 AND NOT {_SPAN_AFTER}"
        image = f"json_array({_of('p', columns)})"
        rows = self._db.execute(
            f"SELECT p.win_key, {image} FROM ({projection.rows_of_win(keys, columns)}) p WHERE {lost}"
            f" AND (EXISTS {here} OR {fresh}) UNION ALL"
            f" SELECT json_array({_of('p', keys)}), {image} {self._fresh_rows('value', lost)}"
        ).fetchall()
        return [(str(key), str(row)) for key, row in rows]

    def _living(self, table: str, won: bool = False) -> str:
        """The condition that a row `p` of `win`, else of the package, will be seen once the merge is done."""
        ticks = projection.TICKS_OF_WIN if won else projection.TICKS_OF_PACKAGE
        return projection.living(table, won or self._gone, ticks).replace(projection.SPAN_THERE, _SPAN_AFTER)

    def _fresh_rows(self, table: str, living: str | None = None) -> str:
        """`FROM … WHERE …`: the rows `p` of the package whose keys only the package has changed."""
        keys, _ = schema.shape(self._db, table)
        fresh = "" if self._all_new else f" AND ('{table}', json_array({_of('p', keys)})) IN (SELECT tbl, key FROM fresh)"
        return f"FROM pkg.{table} p WHERE {living or self._living(table)}{fresh}"

    # -------------------------------------------------------------- writing

    @contextmanager
    def proven(self) -> Iterator[None]:
        """While nothing of the coder is in the project yet, the examination proves every row before they are committed.

        What the tables themselves would ask of each row is a third of the time of writing it; once is enough.
        """
        if not self._all_new:
            yield
            return
        self._db.execute("PRAGMA foreign_keys = OFF")
        self._db.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            self._db.execute("PRAGMA ignore_check_constraints = OFF")
            self._db.execute("PRAGMA foreign_keys = ON")

    def carry_out(self, digest: str) -> int:
        """Inside the transaction: takes the history over, then writes the rows. Gives the number of the merge."""
        db = self._db
        before = self._counts("main")
        summary = {k: v for k, v in asdict(self.report).items() if k not in ("merge", "known")}
        number = int(
            db.execute(
                "INSERT INTO merge(at, file, sha256, coder, report) VALUES(?, ?, ?, ?, ?) RETURNING id",
                (self._project.clock(), file.readable(self._path.name), digest, self._coder, ""),
            ).fetchone()[0]
        )
        self._take_history(number)
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table in schema.CODER_TABLES:
            projection.decide(db, table)
            projection.apply(db, table)
            names = _of("p", [n for part in schema.shape(db, table) for n in part])
            plain = names.replace("p.", "")
            living = projection.living(table, self._gone, projection.TICKS_OF_PACKAGE)
            db.execute(f"INSERT INTO main.{table}({plain}) SELECT {names} {self._fresh_rows(table, living)}")
        summary["rows"] = {"before": before, "package": self._counts("pkg"), "after": self._counts("main")}
        self._prove(before, summary["rows"]["after"])
        db.execute("UPDATE merge SET report = ? WHERE id = ?", (json.dumps(summary, ensure_ascii=False), number))
        return number

    def _take_history(self, number: int) -> None:
        db = self._db
        db.execute(
            "INSERT INTO main.session(uid, coder, program, schema, opened, arrived) SELECT p.uid, p.coder, p.program, p.schema,"
            " p.opened, ? FROM pkg.session p JOIN arriving a ON a.theirs = p.id WHERE a.ours IS NULL ORDER BY p.id",
            (number,),
        )
        db.execute("UPDATE arriving SET ours = (SELECT id FROM main.session m WHERE m.uid = arriving.uid) WHERE ours IS NULL")
        db.execute("INSERT INTO main.label(text) SELECT text FROM pkg.label WHERE true ON CONFLICT DO NOTHING")
        db.execute("DROP TABLE IF EXISTS temp.naming")
        db.execute("CREATE TEMP TABLE naming(theirs INTEGER PRIMARY KEY, ours INTEGER)")
        db.execute("INSERT INTO naming SELECT p.id, o.id FROM pkg.label p JOIN main.label o ON o.text = p.text")
        db.execute(
            "INSERT INTO main.step SELECT a.ours, s.n, s.at, l.ours, s.kind, s.codebook, o.ours, s.of_n FROM arriving a"
            " CROSS JOIN pkg.step s ON s.session = a.theirs AND s.n > a.n JOIN naming l ON l.theirs = s.label"
            " LEFT JOIN arriving o ON o.theirs = s.of_session"
        )
        db.execute(
            "INSERT INTO main.change SELECT a.ours, c.seq, c.step, c.tbl, c.key, c.unit, c.before, c.after FROM arriving a"
            " CROSS JOIN pkg.change c ON c.session = a.theirs AND c.seq > a.seq"
        )
        db.execute(
            "INSERT INTO merge_session SELECT ?, a.ours, (SELECT coalesce(max(n), 0) FROM pkg.step WHERE session = a.theirs),"
            " (SELECT coalesce(max(seq), 0) FROM pkg.change WHERE session = a.theirs) FROM arriving a"
            " JOIN main.session m ON m.id = a.ours WHERE m.arrived IS NOT NULL",
            (number,),
        )

    def _counts(self, of: str) -> dict[str, int]:
        """Rows of the coder by table; both sides are kept with the merge, so that a doubt can be settled later."""
        query = "SELECT count(*) FROM {}.{} WHERE coder = ? AND round IN (SELECT id FROM main.round)"
        return {t: self._db.execute(query.format(of, t), (self._coder,)).fetchone()[0] for t in schema.CODER_TABLES}

    def _prove(self, before: dict[str, int], after: dict[str, int]) -> None:
        """The counts must come out as the report says, else the merge is taken back whole: a fault of the program."""
        grown = sum(after[t] - before[t] for t in _COUNTED)
        if grown != self.report.new - self.report.removed:
            raise RuntimeError(f"the merge of {self._path.name} brought {grown} rows, not as reported: {self.report}")


def _of(alias: str, names: list[str]) -> str:
    return ", ".join(f'{alias}."{name}"' for name in names)


def _extracted(number: int) -> str:
    return ", ".join(f"json_extract(key, '$[{n}]')" for n in range(number))
