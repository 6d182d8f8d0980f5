"""Whether a package belongs to the project and tells the truth: everything that can be wrong, before anything is written."""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import file, package, projection, schema, stranger

if TYPE_CHECKING:
    from intercoder.project.project import Project

_AS_HANDED_IN = "Ask the coder for the package as it was handed in."
# What identifies a row of the lead's; names may change in the project, so an older one is looked up in the history.
_NAMES = {
    "coder": ("name",),
    "round": ("name",),
    "codebook_version": ("version", "content"),
    "variable": ("name", "unit_kind", "answer_kind", "about"),
    "category": ("variable", "value"),
}
# What the tables themselves allow in the columns that a merge takes over.
_ALLOWED = {
    "step": "kind IN ('do', 'undo', 'redo', 'barrier')",
    "value": "status IN ('value', 'not_applicable', 'undetermined', 'skipped')",
    "span": "start >= 0 AND start < stop",
}
# Of each session: its first and last step, how many there are, and those without a name; the same of its changes.
_STEPS = (
    "SELECT session, min(n), max(n), count(*), count(*) FILTER (WHERE label NOT IN (SELECT id FROM label)) FROM step"
    " GROUP BY session"
)
_CHANGES = (
    "SELECT session, min(step), max(step), count(*) FILTER"
    f" (WHERE ({projection.PLACED.format('?1')}) IS NOT TRUE) FROM change c GROUP BY session"
)
_NOT_PLACED = (
    f"SELECT count(*) FILTER (WHERE {projection.OF_CODER.format('?1')} IS NOT TRUE),"
    f" count(*) FILTER (WHERE {projection.MISPLACED}) FROM change c WHERE ({projection.PLACED.format('?1')}) IS NOT TRUE"
)
_ISSUED_TO = "SELECT value FROM meta WHERE key = 'issued_to'"
_LOST = (
    "SELECT 1 FROM change c LEFT JOIN step s ON (s.session, s.n) = (c.session, c.step)"
    " WHERE c.session = ? AND s.n IS NULL LIMIT 1"
)
# Whether a row `x` of the package was written by a change that the project does not have yet; {0} says of which row.
_ARRIVING = (
    "EXISTS (SELECT 1 FROM pkg.change c JOIN pkg.session p ON p.id = c.session LEFT JOIN main.session m ON m.uid = p.uid WHERE"
    " {0} AND c.seq > coalesce((SELECT max(seq) FROM main.change WHERE session = m.id), 0))"
)
_ARRIVES = _ARRIVING.format(schema.of_key("value", "json_array(x.round, x.coder, x.unit, x.variable, x.span, x.category)"))
_SPAN_ARRIVES = _ARRIVING.format(schema.of_key("span", "json_array(x.id)"))
_LEFT_CODING = "SELECT 1 FROM main.unit u JOIN pkg.unit p ON p.id = u.id WHERE p.codable AND NOT u.codable LIMIT 1"
"""Whether `_NOT_CODED`, which reads all codings of the package, need be asked."""
_NOT_CODED = (
    "SELECT u.ref FROM main.unit u JOIN pkg.unit p ON p.id = u.id WHERE p.codable AND NOT u.codable AND"
    f" (u.id IN (SELECT x.unit FROM pkg.value x WHERE {_ARRIVES})"
    f" OR u.id IN (SELECT x.unit FROM pkg.span x WHERE {_SPAN_ARRIVES})) LIMIT 1"
)
# An answer to a question of one is kept by its number: that of a category which is gone may be another one's by now. One of
# the same label is the same that came back.
_REUSED = (
    "SELECT k.value, k.label, n.label, v.label FROM pkg.category k JOIN main.category n"
    " ON (n.variable, n.value) = (k.variable, k.value) AND n.id <> k.id AND n.label <> k.label"
    " JOIN main.variable v ON v.id = k.variable WHERE v.answer_kind = 'one' AND EXISTS (SELECT 1 FROM pkg.value x"
    f" WHERE (x.variable, x.category, x.status, x.answer) = (k.variable, 0, 'value', CAST(k.value AS TEXT)) AND {_ARRIVES})"
)
# Passages refer to their category itself.
_RENUMBERED = (
    "SELECT k.value, k.label, o.value, v.label FROM pkg.category k JOIN main.category o ON o.id = k.id AND o.value <> k.value"
    " JOIN main.variable v ON v.id = k.variable WHERE EXISTS (SELECT 1 FROM pkg.value x WHERE (x.variable, x.status) ="
    " (k.variable, 'value') AND iif(v.answer_kind = 'one', x.category = 0 AND x.answer = CAST(k.value AS TEXT),"
    f" x.category = k.id) AND {_ARRIVES})"
)
_EXAMINED = ("variable", "category", *schema.CODER_TABLES, "session", "step", "change")
# Renaming is editorial; `about` follows the name of the variable that it names, and _RENUMBERED asks who uses a number.
_MAY_CHANGE = {"name", "about", "value"}


def settle(copy: Path, path: Path) -> None:
    """Makes the private copy of a package fit to be read: ours, its interrupted change taken back, of this schema."""
    version = file.peek(path)
    try:
        with stranger.reading(copy, (), write=True) as db:
            if schema.layout(db) != schema.known_layout(version):
                raise refused(path, "holds tables that no Intercoder made")
            if version < schema.SCHEMA:
                _need_sound(db, path)
        if version < schema.SCHEMA:
            file.bring_up(copy, version)
    except sqlite3.DatabaseError as error:
        raise refused(path, f"is damaged: {error}") from error


@contextmanager
def examining(copy: Path, path: Path) -> Iterator[Callable[[], None]]:
    """Examines the settled copy on other cores while the block runs: every page, the history, the codings by the history.

    Gives what waits for all of it, and raises UserError if the package does not tell the truth; the block must call it before
    it commits anything. A copy that is damaged is refused as such, whatever else was found in it or the block made of it.
    """
    with ThreadPoolExecutor(2) as pool:
        sound, *told = (pool.submit(job, copy, path) for job in (_read_through, _prove, _read_history))

        def examined() -> None:
            sound.result()
            for job in reversed(told):
                job.result()

        refusal = False
        try:
            yield examined
        except UserError:
            refusal = True
            raise
        finally:
            sound.result()
            if not refusal:
                examined()


def _read_through(copy: Path, path: Path) -> None:
    with _examination(copy, path, ()) as db:
        _need_sound(db, path)


def _read_history(copy: Path, path: Path) -> None:
    with _examination(copy, path, ("meta", "session", "label", "step", "change")) as db:
        _check_history(db, path, int(db.execute(_ISSUED_TO).fetchone()[0]))


def _check_history(db: sqlite3.Connection, path: Path, coder: int) -> None:
    """What a program writes is seen to be right in one pass; what looks otherwise is then asked one by one."""
    steps = {session: numbers for session, *numbers in db.execute(_STEPS).fetchall()}
    nameless = any(numbers[-1] for numbers in steps.values())
    changes = db.execute(_CHANGES, (coder,)).fetchall()
    if any(odd for *_, odd in changes):
        foreign, misplaced = db.execute(_NOT_PLACED, (coder,)).fetchone()
        if foreign:
            raise refused(path, "has a history of somebody else's codings")
        if misplaced:
            raise refused(path, "has a history that names other units than its rows")
    for session, first, last, _ in changes:
        least, most, number, _ = steps.get(session, (0, 0, 0, 0))
        is_whole = number == most - least + 1 and least <= first and last <= most
        if nameless or (not is_whole and db.execute(_LOST, (session,)).fetchone()):
            raise refused(path, "has a history with steps missing")


def _prove(copy: Path, path: Path) -> None:
    with _examination(copy, path, _EXAMINED) as db:
        for table, allowed in _ALLOWED.items():
            if db.execute(f"SELECT 1 FROM {table} WHERE ({allowed}) IS NOT TRUE LIMIT 1").fetchone():
                raise refused(path, "is damaged")
        if any(any(projection.differing(db, table)) for table in schema.CODER_TABLES):
            raise refused(path, "holds codings that its history does not know")


@contextmanager
def _examination(copy: Path, path: Path, tables: Collection[str]) -> Iterator[sqlite3.Connection]:
    try:
        with stranger.reading(copy, tables) as db:
            yield db
    except (sqlite3.DatabaseError, ValueError) as error:  # what should be a number or JSON is none
        raise refused(path, f"is damaged: {error}") from error


def _need_sound(db: sqlite3.Connection, path: Path) -> None:
    db.execute("PRAGMA ignore_check_constraints = ON")  # two thirds of the time; _ALLOWED asks the same
    if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise refused(path, "is damaged")
    if db.execute("PRAGMA foreign_key_check").fetchone():
        raise refused(path, "is damaged: it refers to rows that are not there")


def check(project: "Project", path: Path) -> int:
    """The coder of the attached package `pkg`. Raises UserError with the first reason against merging it."""
    try:
        return _coder(project, path)
    except (sqlite3.DatabaseError, ValueError) as error:
        raise refused(path, f"is damaged: {error}") from error


def _coder(project: "Project", path: Path) -> int:
    db = project.db
    meta = dict(db.execute("SELECT key, value FROM pkg.meta").fetchall())
    if meta.get("kind") != "package":
        raise refused(path, "is a project, not a package")
    if meta.get("project_uid") != project.uid:
        raise refused(path, "belongs to another project")
    coder = int(meta.get("issued_to", 0))
    if coder not in {c.id for c in project.plan.coders()}:
        raise refused(path, "was made for a coder that this project does not know")
    _check_material(db, path, meta.get("fingerprint"))
    for table in _NAMES:
        _check_names(db, path, table)
    if row := db.execute(_RENUMBERED).fetchone():
        number, label, present, question = row
        message = f"{path.name} answers “{question}” with {number} “{label}”, which has the number {present} by now"
        hint = f"Give it {number} again in the codebook, then merge: the answers follow when you change it afterwards."
        raise UserError(f"{message}; nothing was merged.", hint)
    if row := db.execute(_REUSED).fetchone():
        number, theirs, ours, question = row
        message = f"{path.name} answers “{question}” with {number} “{theirs}”, and {number} stands for “{ours}” by now"
        hint = f"Give “{ours}” another number in the codebook, then merge: the answers stay what they are."
        raise UserError(f"{message}; nothing was merged.", hint)
    for table in schema.CODER_TABLES:
        if db.execute(f"SELECT 1 FROM pkg.{table} WHERE coder <> ? LIMIT 1", (coder,)).fetchone():
            raise refused(path, "holds codings of somebody else")
    query = "SELECT 1 FROM pkg.span p JOIN main.span o ON o.id = p.id WHERE o.coder <> p.coder LIMIT 1"
    if db.execute(query).fetchone():
        raise refused(path, "holds highlights that belong to another coder")
    if _altered(db):
        raise refused(path, "has an altered history")
    if db.execute("SELECT 1 FROM pkg.session WHERE coder NOT IN (1, ?)", (coder,)).fetchone():
        raise refused(path, "holds steps of somebody else")
    return coder


def _check_material(db: sqlite3.Connection, path: Path, stored: str | None) -> None:
    gone = "SELECT p.ref FROM pkg.unit p LEFT JOIN main.unit o ON o.id = p.id WHERE o.id IS NULL LIMIT 1"
    if row := db.execute(gone).fetchone():
        raise refused(path, f"holds other texts than this project: a unit that is not there ({row[0]})")
    query = "SELECT p.ref FROM pkg.unit p JOIN main.unit o ON o.id = p.id WHERE o.sha256 <> p.sha256 LIMIT 1"
    if (row := db.execute(query).fetchone()) or package.fingerprint(db, "pkg") != stored:
        raise refused(path, f"holds other texts than this project{f' ({row[0]})' if row else ''}")
    if db.execute(_LEFT_CODING).fetchone() and (row := db.execute(_NOT_CODED).fetchone()):
        message = f"{path.name} has new codings of {row[0]}, which a review took out of what is coded; nothing was merged."
        raise UserError(message, "Take that review back, then merge; or ask the coder for the package without them.")
    for number, text, sha256 in db.execute("SELECT id, text, sha256 FROM pkg.unit WHERE text IS NOT NULL").fetchall():
        if hashlib.sha256(text.encode()).hexdigest() != sha256:
            raise refused(path, f"holds a text that was changed (unit {number})")


def _check_names(db: sqlite3.Connection, path: Path, table: str) -> None:
    """Every row of the package is one of the project's, under its present name or one that it had."""
    columns = ", ".join(f'"{name}"' for name in ("id", *_NAMES[table]))
    for number, *names in db.execute(f"SELECT {columns} FROM pkg.{table} EXCEPT SELECT {columns} FROM main.{table}").fetchall():
        given = dict(zip(_NAMES[table], names, strict=True))
        present = db.execute(f"SELECT {columns} FROM main.{table} WHERE id = ?", (number,)).fetchone()
        fixed = [n for n, old in zip(_NAMES[table], present[1:], strict=True) if given[n] != old] if present else []
        if set(fixed) - _MAY_CHANGE or not _was(db, table, number, given):
            raise refused(path, f"knows a {table.replace('_', ' ')} that this project does not")


def _was(db: sqlite3.Connection, table: str, number: int, given: dict[str, object]) -> bool:
    """Whether a row once looked like this, by the history of the project."""
    columns = schema.shape(db, table)[1]
    query = f"SELECT before, after FROM main.change c WHERE {schema.of_key(table, '?1')}"
    images = [image for pair in db.execute(query, (f"[{number}]",)).fetchall() for image in pair if image is not None]
    past = [dict(zip(columns, json.loads(image), strict=True)) for image in images]
    return any(all(row[name] == value for name, value in given.items()) for row in past)


def _altered(db: sqlite3.Connection) -> bool:
    """Whether a session that both files know differs: in a change, in a step, or by a change that was taken out."""
    both = "pkg.session p CROSS JOIN main.session m ON m.uid = p.uid"
    changes = (
        f"SELECT 1 FROM {both} CROSS JOIN pkg.change c ON c.session = p.id"
        " JOIN main.change o ON (o.session, o.seq) = (m.id, c.seq)"
        " WHERE o.tbl <> c.tbl OR o.key <> c.key OR o.step <> c.step OR o.before IS NOT c.before OR o.after IS NOT c.after"
    )
    steps = (
        f"SELECT 1 FROM {both} CROSS JOIN pkg.step c ON c.session = p.id JOIN main.step o ON (o.session, o.n) = (m.id, c.n)"
        " WHERE o.at <> c.at OR o.kind <> c.kind"
    )
    taken_out = (
        f"SELECT 1 FROM {both} WHERE m.arrived IS NOT NULL AND (SELECT count(*) FROM pkg.change c WHERE c.session = p.id"
        " AND c.seq <= (SELECT max(seq) FROM main.change WHERE session = m.id)) <> (SELECT count(*) FROM main.change c"
        " WHERE c.session = m.id AND c.seq <= (SELECT max(seq) FROM pkg.change WHERE session = p.id))"
    )
    return any(db.execute(f"{query} LIMIT 1").fetchone() for query in (changes, steps, taken_out))


def refused(path: Path, reason: str) -> UserError:
    """The refusal of a package; nothing was written."""
    return UserError(f"{path.name} {reason}; nothing was merged.", _AS_HANDED_IN)
