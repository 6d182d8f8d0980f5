"""The journal: every change is a named step with before and after of each row; undo and redo come from it.

TEMP triggers, built anew at each opening, record every change of a journalled table while a step is open and abort
every write outside one. Nothing executable is stored in the file. Design and measurements: docs in DECISIONS.md.
"""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from intercoder import PROGRAM
from intercoder.errors import UserError
from intercoder.project import schema
from intercoder.project.ids import now_ms
from intercoder.project.transaction import Transaction, explain

CLOSED, RECORDING, MERGING, IMPORTING, FILLING = 0, 1, 2, 3, 4
_UNWATCHED: dict[int, tuple[str, ...]] = {MERGING: schema.CODER_TABLES, FILLING: ("unit", "comment")}
"""What is written by the million: FILLING is the import of a large file."""
_HELD = "unit in a package"
# Whatever verb it is: the codings of a package that is out would point at other text, or were given below another comment.
# What is only said about a text (its day, its outlet, its author) may be put right meanwhile.
_WHAT_IS_HELD = {
    "unit_changed": ("UPDATE ON main.unit", "old.id", "true"),
    "unit_removed": ("DELETE ON main.unit", "old.id", "true"),
    "article_moved": ("UPDATE OF unit ON main.article", "old.unit", "true"),
    "article_removed": ("DELETE ON main.article", "old.unit", "true"),
    "comment_moved": ("UPDATE OF unit ON main.comment", "old.unit", "true"),
    "comment_removed": ("DELETE ON main.comment", "old.unit", "true"),
    "reply_changed": ("UPDATE OF reply_to ON main.comment", "old.unit", "old.reply_to IS NOT new.reply_to"),
}
_CODED_WITHOUT_ASSIGNMENT = (
    "SELECT 1 FROM json_each(?) gone CROSS JOIN progress p ON (p.round, p.coder, p.unit) ="
    " (json_extract(gone.value, '$[0]'), json_extract(gone.value, '$[1]'), json_extract(gone.value, '$[2]'))"
    " WHERE NOT EXISTS (SELECT 1 FROM assignment a WHERE (a.round, a.coder, a.unit) = (p.round, p.coder, p.unit)) LIMIT 1"
)


@dataclass(frozen=True)
class StepRef:
    """One step that can be undone or redone."""

    session: int
    n: int
    label: str


class Journal:
    """Opens steps, undoes and redoes them. Owned by the project; one per writing connection."""

    def __init__(self, db: sqlite3.Connection, clock: Callable[[], int] = now_ms) -> None:
        self._db = db
        self._clock = clock
        self._shapes = {table: schema.shape(db, table) for table in schema.JOURNALLED}
        self._session: int | None = None
        self._uid = ""
        self._coder = 0
        self._steps = 0
        self._seq = 0
        self._open = False
        self._transaction = Transaction(db)
        self.before_commit: Callable[[], None] | None = None  # runs inside the transaction of every step
        self.at = 0  # time of the open step, 0 outside of one
        self._last_at = self._latest()
        self._undo: list[StepRef] = []
        self._redo: list[StepRef] = []
        self.units: frozenset[int] | None = None  # whose answers and progress the last step touched; None = not known
        self.replanned = True  # whether the last step may have changed who is asked to code
        self._build_triggers()

    # -------------------------------------------------------------- sessions

    def begin_session(self, coder: int) -> None:
        """From now on steps belong to this coder; the session row is written with the first step."""
        self._session, self._uid, self._coder = None, secrets.token_hex(16), coder
        self._steps = self._seq = 0
        self._restack()

    def reread(self) -> None:
        """Another program wrote into the file: its steps come before the next one, and undo starts from what is there."""
        self._last_at = self._latest()
        self._restack()

    def _latest(self) -> int:
        return int(self._db.execute("SELECT coalesce(max(at), 0) FROM step").fetchone()[0])

    def _write_session(self) -> int:
        if self._session is None:
            self._session = self._db.execute(
                "INSERT INTO session(uid, coder, program, schema, opened) VALUES(?, ?, ?, ?, ?) RETURNING id",
                (self._uid, self._coder, PROGRAM, schema.SCHEMA, self._clock()),
            ).fetchone()[0]
        return self._session

    # -------------------------------------------------------------- steps

    @contextmanager
    def step(self, label: str, kind: str = "do", of: StepRef | None = None, mode: int = RECORDING) -> Iterator[set[str]]:
        """One named change in one transaction. Gives a set that holds the touched tables after the block.

        A `do` step that changes nothing leaves no trace. Steps do not nest. Any exception rolls everything back.
        """
        if self._open:
            raise RuntimeError("steps do not nest")
        touched: set[str] = set()
        session_before = self._session
        self._transaction.begin()
        self._open = True
        try:
            session = self._write_session()
            n, at = self._steps + 1, max(self._clock(), self._last_at + 1)
            self.at = at
            version = self._db.execute("SELECT max(id) FROM codebook_version").fetchone()[0]
            self._db.execute(
                "INSERT INTO step VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
                (session, n, at, self._label(label), kind, version, of and of.session, of and of.n),
            )
            opened = "UPDATE now SET session = ?, step = ?, seq = ?, mode = ?, at = ?"
            self._db.execute(opened, (session, n, self._seq, mode, at))
            self._unwatch(_UNWATCHED.get(mode, ()))
            yield touched
            for table in _UNWATCHED.get(mode, ()):
                self._watch(table)
            seq = self._db.execute("SELECT seq FROM now").fetchone()[0]
            self._db.execute("UPDATE now SET mode = 0")
            query = "SELECT DISTINCT tbl FROM change WHERE session = ? AND seq > ?"
            touched.update(t for (t,) in self._db.execute(query, (session, self._seq)).fetchall())
            if not touched and kind == "do":
                self._transaction.roll_back()
                self._session = session_before
                return
            units = self._units(session, touched) if mode == RECORDING else None
            replanned = mode != RECORDING or self._replans(session, touched)
            if self.before_commit is not None:
                self.before_commit()
            self._transaction.commit()
        except BaseException as error:
            self._transaction.roll_back()
            self._session = session_before
            if isinstance(error, sqlite3.OperationalError):
                raise UserError(*explain(error)) from error
            if isinstance(error, sqlite3.IntegrityError) and str(error) == _HELD:
                hint = "Recall the package first: intercoder packages PROJECT --recall N. Nothing was changed."
                raise UserError("This would change a unit that is in a package which is out.", hint) from error
            raise
        finally:
            self._open, self.at = False, 0
        self._steps, self._seq, self._last_at, self.units, self.replanned = n, seq, at, units, replanned
        if mode == MERGING:  # the clock of the coder whose history arrived may be ahead of ours
            self._last_at = self._latest()
        self._note(StepRef(session, n, label), kind, of)

    @contextmanager
    def together(self) -> Iterator[None]:
        """The steps of this block share one transaction; of one that is lost nothing is remembered."""
        before = (self._session, self._steps, self._seq, self._last_at, list(self._undo), list(self._redo))
        try:
            with self._transaction.shared():
                yield
        finally:
            if self._transaction.is_lost:
                self._session, self._steps, self._seq, self._last_at, self._undo, self._redo = before

    def _label(self, text: str) -> int:
        """The number of a label; most are used again and again."""
        self._db.execute("INSERT INTO label(text) VALUES(?) ON CONFLICT DO NOTHING", (text,))
        return int(self._db.execute("SELECT id FROM label WHERE text = ?", (text,)).fetchone()[0])

    def _units(self, session: int, touched: set[str]) -> frozenset[int]:
        """The units whose answers or progress the present step touched."""
        if not touched & {"value", "progress"}:
            return frozenset()
        query = "SELECT DISTINCT unit FROM change WHERE session = ? AND seq > ? AND tbl IN ('value', 'progress')"
        return frozenset(unit for (unit,) in self._db.execute(query, (session, self._seq)).fetchall())

    def _replans(self, session: int, touched: set[str]) -> bool:
        """Whether the present step touched assignments of a plan, not only those of units that somebody simply began."""
        if "assignment" not in touched:
            return False
        place = self._shapes["assignment"][1].index("planned")
        query = (
            "SELECT 1 FROM change WHERE session = ? AND seq > ? AND tbl = 'assignment'"
            f" AND (json_extract(before, '$[{place}]') OR json_extract(after, '$[{place}]')) LIMIT 1"
        )
        return self._db.execute(query, (session, self._seq)).fetchone() is not None

    def _note(self, step: StepRef, kind: str, of: StepRef | None) -> None:
        if kind == "do":
            self._undo.append(step)
            self._redo.clear()
        elif kind == "barrier":
            self._undo.clear()
            self._redo.clear()
        else:
            source, target = (self._undo, self._redo) if kind == "undo" else (self._redo, self._undo)
            # The last one, but where two copies of a coder met: then steps of the other may lie above, or a barrier between.
            place = next((place for place in reversed(range(len(source))) if source[place] == of), None)
            if place is not None:
                target.append(source.pop(place))

    # -------------------------------------------------------------- undo and redo

    @property
    def undo_label(self) -> str | None:
        """What undo would take back, None if there is nothing."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again, None if there is nothing."""
        return self._redo[-1].label if self._redo else None

    @property
    def last_at(self) -> int:
        """Time of the last step of the file in ms, 0 if there is none."""
        return int(self._last_at)

    def undo(self) -> tuple[str, set[str]]:
        """Takes the last step of this coder back. Gives its label and the touched tables."""
        if not self._undo:
            raise UserError("There is nothing to undo.")
        return self._replay(self._undo[-1], "undo")

    def redo(self) -> tuple[str, set[str]]:
        """Does the step again that was undone last."""
        if not self._redo:
            raise UserError("There is nothing to redo.")
        return self._replay(self._redo[-1], "redo")

    def _replay(self, step: StepRef, kind: str) -> tuple[str, set[str]]:
        net = self._net(step)
        refused = UserError(
            f"“{step.label}” cannot be taken back: something it touched was changed since, or codings depend on it.",
            "Nothing was changed.",
        )
        try:
            with self.step(step.label, kind, step) as touched:
                self._db.execute("PRAGMA defer_foreign_keys = ON")
                for table, images in net.items():
                    for key, (before, after) in images.items():
                        expected, target = (after, before) if kind == "undo" else (before, after)
                        present = self._row(table, key)
                        if not _same(self._timed(table, present, 0), self._timed(table, expected, 0)):
                            raise refused
                        images[key] = (expected, self._timed(table, target, self._time_of(table, present)))
                for table, images in net.items():
                    self._write(table, {key: target for key, (_, target) in images.items()})
                taken = [json.loads(expected) for expected, _ in net.get("assignment", {}).values() if expected]
                if taken and self._db.execute(_CODED_WITHOUT_ASSIGNMENT, (json.dumps(taken),)).fetchone():
                    raise refused
        except sqlite3.IntegrityError as error:  # a row that the step made is referred to by now
            raise refused from error
        return step.label, touched

    def _net(self, step: StepRef) -> dict[str, dict[str, tuple[str | None, str | None]]]:
        """{table: {key: (row before the step, row after it)}} in JSON, with their times."""
        net: dict[str, dict[str, tuple[str | None, str | None]]] = {}
        where = (step.session, step.n)
        at = self._db.execute("SELECT at FROM step WHERE (session, n) = (?, ?)", where).fetchone()[0]
        query = "SELECT tbl, key, before, after FROM change WHERE session = ? AND step = ? ORDER BY seq"
        for table, key, *pair in self._db.execute(query, where).fetchall():
            before, after = (_whole(table, image, at) for image in pair)
            images = net.setdefault(table, {})
            images[key] = (images[key][0] if key in images else before, after)
        return net

    def _row(self, table: str, key: str) -> str | None:
        keys, columns = self._shapes[table]
        where = " AND ".join(f'"{k}" IS ?' for k in keys)
        query = f"SELECT json_array({_quoted(columns)}) FROM {table} WHERE {where}"
        row = self._db.execute(query, json.loads(key)).fetchone()
        return str(row[0]) if row else None

    def _timed(self, table: str, image: str | None, ms: int | None) -> str | None:
        """The image of a row of `progress` with this time spent: undo never takes time back, and does not compare it."""
        if table != "progress" or image is None or ms is None:
            return image
        row = json.loads(image)
        row[self._shapes[table][1].index("active_ms")] = ms
        return json.dumps(row)

    def _time_of(self, table: str, image: str | None) -> int | None:
        if table != "progress" or image is None:
            return None
        return int(json.loads(image)[self._shapes[table][1].index("active_ms")])

    def _write(self, table: str, rows: dict[str, str | None]) -> None:
        """Deletes the rows whose image is None, then writes the others."""
        keys, columns = self._shapes[table]
        gone = [json.loads(key) for key, image in rows.items() if image is None]
        where = " AND ".join(f'"{k}" = ?' for k in keys)
        self._db.executemany(f"DELETE FROM {table} WHERE {where}", gone)
        kept = [json.loads(key) + json.loads(image) for key, image in rows.items() if image is not None]
        self._db.executemany(upsert_sql(table, keys, columns), kept)

    def _restack(self) -> None:
        """Derives the undo and redo stacks by replaying the steps of this coder that were made in this file."""
        self._undo, self._redo = [], []
        rows = self._db.execute(
            "SELECT s.session, s.n, l.text, s.kind, s.of_session, s.of_n FROM step s JOIN session e ON e.id = s.session"
            " JOIN label l ON l.id = s.label WHERE e.arrived IS NULL AND (e.coder = ? OR s.kind = 'barrier') ORDER BY s.at",
            (self._coder,),
        ).fetchall()
        for session, n, label, kind, of_session, of_n in rows:
            self._note(StepRef(session, n, label), kind, StepRef(of_session, of_n, label))

    # -------------------------------------------------------------- triggers

    def _build_triggers(self) -> None:
        execute = self._db.execute
        execute("CREATE TEMP TABLE now(session INTEGER, step INTEGER, seq INTEGER, mode INTEGER, at INTEGER)")
        execute("INSERT INTO now VALUES(0, 0, 0, 0, 0)")
        for table in schema.GUARDED:
            self._watch(table)
        for name, (event, unit, change) in _WHAT_IS_HELD.items():
            execute(
                f"CREATE TEMP TRIGGER held_{name} BEFORE {event} WHEN (SELECT mode FROM now) = 1 AND {change} AND EXISTS"
                f" (SELECT 1 FROM package_unit x JOIN package p ON p.id = x.package WHERE x.unit = {unit} AND p.recalled_at"
                f" IS NULL) BEGIN SELECT RAISE(ABORT, '{_HELD}'); END"
            )

    def _watch(self, table: str) -> None:
        for event in ("INSERT", "UPDATE", "DELETE"):
            self._db.execute(
                f"CREATE TEMP TRIGGER guard_{table}_{event} BEFORE {event} ON main.{table}"
                " WHEN (SELECT mode FROM now) = 0 BEGIN SELECT RAISE(ABORT, 'write outside a step'); END"
            )
            if table in self._shapes:
                self._db.execute(self._recorder(table, event))

    def _unwatch(self, tables: Iterable[str]) -> None:
        """Lifts the triggers of tables that are written in bulk: they would ask at each of a million rows whether to record.

        A step that is rolled back brings them back.
        """
        for table in tables:
            for event in ("INSERT", "UPDATE", "DELETE"):
                self._db.execute(f"DROP TRIGGER temp.guard_{table}_{event}")
                self._db.execute(f"DROP TRIGGER temp.journal_{table}_{event}")

    def _recorder(self, table: str, event: str) -> str:
        keys, columns = self._shapes[table]
        row = "old" if event == "DELETE" else "new"
        key = _array(row, keys)
        unit = f"{row}.unit" if table in schema.UNIT_IN_KEY else "NULL"
        before = "NULL" if event == "INSERT" else _image(table, "old", columns)
        after = "NULL" if event == "DELETE" else _image(table, "new", columns)
        same = f" AND {_array('old', columns)} IS NOT {_array('new', columns)}" if event == "UPDATE" else ""
        return (
            f"CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event} ON main.{table}"
            f" WHEN (SELECT mode FROM now) = 1{same} BEGIN UPDATE now SET seq = seq + 1;"
            f" INSERT INTO change SELECT session, seq, step, '{table}', {key}, {unit}, {before}, {after} FROM now; END"
        )


def upsert_sql(table: str, keys: list[str], columns: list[str]) -> str:
    """INSERT … ON CONFLICT DO UPDATE for one row: the key columns, then the others."""
    marks = ", ".join("?" * (len(keys) + len(columns)))
    update = ", ".join(f'"{c}" = excluded."{c}"' for c in columns)
    action = f"DO UPDATE SET {update}" if columns else "DO NOTHING"
    return f"INSERT INTO {table}({_quoted(keys + columns)}) VALUES({marks}) ON CONFLICT({_quoted(keys)}) {action}"


def _array(row: str, names: list[str]) -> str:
    return "json_array(" + ", ".join(f'{row}."{name}"' for name in names) + ")"


def _image(table: str, row: str, columns: list[str]) -> str:
    """A row in JSON without its key, and without its time where that is the time of the step."""
    if table not in schema.TIMED:
        return _array(row, columns)
    return f"CASE WHEN {row}.at = now.at THEN {_array(row, columns[:-1])} ELSE {_array(row, columns)} END"


def _whole(table: str, image: str | None, at: int) -> str | None:
    """The image with the time of its row."""
    if image is None or table not in schema.TIMED or image[-2].isdigit():
        return image
    return f"{image[:-1]},{at}]"


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _same(image: str | None, other: str | None) -> bool:
    return image == other or (image is not None and other is not None and json.loads(image) == json.loads(other))
