"""Verified copies of a project in the folder `NAME backups` beside it: made before what cannot be undone, and daily.

A copy gets its name only after it was read back: a backup with a name is a good one. Older ones are thinned out, but never
for the sake of one that does not verify.
"""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from intercoder.errors import UserError
from intercoder.project import durable, file, folders, leftovers, schema, stranger
from intercoder.project.ids import now_ms

if TYPE_CHECKING:
    from intercoder.project.project import Project

Reason = Literal["daily", "merge", "migration", "restore", "removal"]
DAY_MS = 86_400_000
DAYS, WEEKS, MONTHS = 2, 4, 12  # of each the newest backup is kept
LAST = 5  # and the last ones made before a merge, a migration, a restore or the removal of an import
_NAME = re.compile(r"(?P<name>.+) (?P<at>\d{4}-\d{2}-\d{2} \d{6})Z (?P<reason>[a-z]+)(?: (?P<nth>\d+))?\.intercoder", re.DOTALL)
_CHOOSE = "Choose another name; nothing was changed."


@dataclass(frozen=True)
class Backup:
    """A file in the folder of backups. `at` in ms since 1970, UTC, when it was made; `nth` of that second."""

    path: Path
    at: int
    reason: str
    nth: int = 1


@dataclass(frozen=True)
class Contents:
    """What a backup holds. `steps_since` were made in the project afterwards; None where the project cannot be read.

    `sound` is False, and all else empty, where the backup itself is damaged.
    """

    file: str
    at: int
    reason: str
    bytes: int
    sound: bool
    articles: int = 0
    comments: int = 0
    codings: dict[str, int] = field(default_factory=dict)
    last_step: str = ""
    last_step_at: int = 0
    steps_since: int | None = None


# ------------------------------------------------------------------ making


def folder_of(project: Path) -> Path:
    """Where the backups of a project lie."""
    return project.with_name(f"{project.stem} backups")


def make(project: "Project", reason: Reason) -> Path:
    """A verified backup of an open project, then the thinning of older ones. Raises UserError if it cannot be made."""
    return make_of(project.path, project.db, reason)


def make_of(path: Path, db: sqlite3.Connection, reason: Reason) -> Path:
    """The same for a connection, as before a migration, when the file is not a project of this program yet."""
    with before(path, db, reason) as dest:
        return dest


@contextmanager
def before(path: Path, db: sqlite3.Connection, reason: Reason) -> Iterator[Path]:
    """The same for a change: made when the block begins; older ones are thinned when it has ended.

    If the block refuses with UserError nothing was changed: the backup goes again, and nothing is thinned.
    """
    folder = folder_of(path)
    at = datetime.fromtimestamp(now_ms() / 1000, UTC).strftime("%Y-%m-%d %H%M%S")
    try:
        durable.make_folder(folder)
    except OSError as error:
        raise _not_made(folder, error.strerror or str(error)) from error
    same = [b.nth for b in find(path) if f" {at}Z " in b.path.name]  # of one second
    dest = folder / f"{path.stem} {at}Z {reason}{f' {max(same) + 1}' if same else ''}.intercoder"
    try:
        write(db, dest)
        try:
            yield dest
        except UserError:
            with suppress(OSError):
                dest.unlink(missing_ok=True)
            raise
    except UserError:
        with suppress(OSError):
            folder.rmdir()  # one that was made for it, and has nothing in it
        raise
    durable.clear_abandoned(folder, f"{path.stem} ")
    if reason != "restore":  # the one that is about to be restored must not go now
        thin(path, dest)


def write(db: sqlite3.Connection, dest: Path) -> None:
    """A verified copy at a path where nothing is: written under another name, read back, made durable, then named."""
    if dest.exists():
        raise UserError(f"{dest} exists already.", _CHOOSE)
    with _part_of(dest) as part:
        with closing(sqlite3.connect(part)) as target:
            db.backup(target)
        if problem := difference(db, part):
            raise UserError(f"The copy is not sound: {problem}.", "Run the check on the project; no copy was made.")
        _place(part, dest)


@contextmanager
def _part_of(dest: Path) -> Iterator[Path]:
    """The unfinished file; it is gone afterwards, whatever happens, and no cause but a sentence is seen."""
    part = durable.part_of(dest)
    try:
        for earlier in (leftovers.journal_of(part), part):
            earlier.unlink(missing_ok=True)
        yield part
    except (OSError, sqlite3.OperationalError) as error:
        raise _not_made(dest, str(getattr(error, "strerror", None) or error)) from error
    except sqlite3.DatabaseError as error:
        raise UserError(f"The project is damaged: {error}.", "Run the check; no copy was made.") from error
    finally:
        for leftover in (part, leftovers.journal_of(part)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _not_made(dest: Path, why: str) -> UserError:
    return UserError(f"{dest} could not be written: {why}.", "Choose another folder, or make room; nothing was changed.")


def difference(db: sqlite3.Connection, copy: Path) -> str | None:
    """Why a copy is not as good as the file it was made of, None if it is."""
    if problem := fault(copy):
        return problem
    with stranger.reading(copy, _tables(db)) as other:
        for table in _tables(db):
            query = f"SELECT count(*) FROM main.{table}"
            if db.execute(query).fetchone() != other.execute(query).fetchone():
                return f"the rows of {table} do not all stand in it"
    return None


def fault(path: Path) -> str | None:
    """What is wrong with a file as a project, None if it is sound. Reads every page, and writes nothing."""
    try:
        version = file.peek(path)
        with stranger.reading(path, ()) as db:
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                return "a part of it is damaged"
            if schema.layout(db) != schema.known_layout(version):
                return "it holds tables that no Intercoder made"
    except UserError as error:
        return error.message.rstrip(".")
    except sqlite3.DatabaseError as error:
        return str(error)
    return None


def _tables(db: sqlite3.Connection) -> list[str]:
    query = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    names = [n for (n,) in db.execute(query).fetchall()]
    return [n for n in names if not n.startswith(("sqlite_", "unit_search"))]


def _place(part: Path, dest: Path) -> None:
    if dest.exists():
        raise UserError(f"{dest} exists already.", _CHOOSE)
    durable.place(part, dest)


# ------------------------------------------------------------------ daily


def due(project: "Project", now: int | None = None) -> bool:
    """Whether a daily backup is due: the last one, or the project itself, is older than a day, and something changed since."""
    there = find(project.path)
    begun = project.db.execute("SELECT min(at) FROM step").fetchone()[0]
    since = there[0].at if there else begun
    if since is None or (now or now_ms()) - since < DAY_MS:
        return False
    return not there or project.last_step_ms > there[0].at


def daily(project: "Project", now: int | None = None) -> Path | None:
    """The daily backup if it is due, else None."""
    return make(project, "daily") if due(project, now) else None


# ------------------------------------------------------------------ listing


def find(project: Path) -> list[Backup]:
    """The backups of a project, newest first, by their names: other files in the folder are left alone.

    A local copy has those of the project too.
    """
    original = folders.original_of(project)
    places = [folder_of(p) for p in (project, original) if p is not None]
    found = []
    for path in (path for folder in places if folder.is_dir() for path in folder.iterdir()):
        match = _NAME.fullmatch(path.name)
        if match and match["name"] == project.stem and path.is_file():
            at = datetime.strptime(match["at"], "%Y-%m-%d %H%M%S").replace(tzinfo=UTC)
            found.append(Backup(path, int(at.timestamp() * 1000), match["reason"], int(match["nth"] or 1)))
    return sorted(found, key=lambda b: (b.at, b.nth), reverse=True)


def contents(backup: Backup, project: "Project | None" = None) -> Contents:
    """What a backup holds, and with the project open how many steps were made since."""
    size = backup.path.stat().st_size
    name = str(backup.path)
    damaged = Contents(name, backup.at, backup.reason, size, sound=False)
    if fault(backup.path) is not None:
        return damaged
    tables = ("article", "comment", "coder", "value", "span", "session", "step", "label")
    try:
        with stranger.reading(backup.path, tables) as db:
            count = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM comment WHERE status <> 'pingback')"
            articles, comments = db.execute(count).fetchone()
            query = (
                "SELECT c.name, (SELECT count(*) FROM value v WHERE v.coder = c.id AND v.category = 0)"
                " + (SELECT count(*) FROM span s WHERE s.coder = c.id) AS n FROM coder c ORDER BY c.id"
            )
            codings = {coder: n for coder, n in db.execute(query).fetchall() if n}
            interned = db.execute("PRAGMA user_version").fetchone()[0] >= 3
            named = "(SELECT text FROM label WHERE id = step.label)" if interned else "label"
            label, at = db.execute(f"SELECT {named}, at FROM step ORDER BY at DESC LIMIT 1").fetchone() or ("", 0)
            since = None if project is None else _steps_since(project.db, db)
    except sqlite3.DatabaseError:
        return damaged
    return Contents(name, backup.at, backup.reason, size, True, articles, comments, codings, label, at, since)


def _steps_since(project: sqlite3.Connection, backup: sqlite3.Connection) -> int:
    """Steps that the project has and the backup has not."""
    query = "SELECT e.uid, count(s.n) FROM session e JOIN step s ON s.session = e.id GROUP BY e.id"
    then = dict(backup.execute(query).fetchall())
    return sum(max(0, steps - then.get(uid, 0)) for uid, steps in project.execute(query).fetchall())


# ------------------------------------------------------------------ restoring and thinning out


def restore(backup: Path, dest: Path) -> Path:
    """A backup as a project under a new name. Raises UserError if something is at `dest`, or the backup is not sound.

    The project that the backup is of stays as it is; what was done in it since is backed up first, where it can be read.
    A journal that lies beside the new name is moved aside: SQLite would take it for the journal of this file.
    """
    if dest.exists():
        raise UserError(f"{dest} exists already.", "A backup never replaces a file. " + _CHOOSE)
    if problem := fault(backup):
        raise UserError(f"{backup.name} cannot be restored: {problem}.", "Choose an older backup; nothing was changed.")
    _keep_present(backup)
    with _part_of(dest) as part, closing(sqlite3.connect(f"{backup.resolve().as_uri()}?mode=ro", uri=True)) as db:
        with closing(sqlite3.connect(part)) as target:
            db.backup(target)
        if problem := difference(db, part):
            raise UserError(f"The restored copy is not sound: {problem}.", "Nothing was changed; try again.")
        for suffix in ("-journal", "-wal", "-shm"):
            stray = dest.with_name(dest.name + suffix)
            if stray.exists():
                stray.replace(stray.with_name(f"{stray.name}.aside-{time.strftime('%Y-%m-%d-%H%M%S')}"))
                durable.sync_names(dest.parent)
        _place(part, dest)
    return dest


def _keep_present(backup: Path) -> None:
    match = _NAME.fullmatch(backup.name)
    project = backup.parent.with_name(f"{match['name']}.intercoder") if match else backup
    if not match or folder_of(project) != backup.parent or not project.is_file():
        return
    with suppress(UserError, sqlite3.DatabaseError):  # the project may be damaged: that is why one restores
        file.peek(project)
        with closing(file.connect(project, read_only=True)) as db:
            last = db.execute("SELECT coalesce(max(at), 0) FROM step").fetchone()[0]
            if last >= find(project)[0].at + 1000:  # names of backups count in seconds
                make_of(project, db, "restore")


def thin(project: Path, verified: Path | None = None) -> list[Path]:
    """Removes what `kept` does not keep; gives what went. `verified` was read back a moment ago.

    A backup goes only if those that are kept in its place are read through and sound.
    """
    there = find(project)
    while True:
        keep = kept(there)
        going = [b for b in there if b.path not in keep]
        if not going:
            return []
        newer = [b for b in there if b.path in keep and b.at >= min(g.at for g in going) and b.path != verified]
        damaged = {b.path for b in newer if fault(b.path) is not None}
        if not damaged:
            break
        there = [b for b in there if b.path not in damaged]  # they take nobody's place, and stay for whoever can mend them
    for backup in going:
        with suppress(OSError):
            backup.path.unlink()
    return [b.path for b in going]


def kept(there: list[Backup]) -> set[Path]:
    """Those that stay: the newest of two days, four weeks and twelve months, and the last before something great."""
    newest_first = sorted(there, key=lambda b: (b.at, b.nth), reverse=True)
    keep = {b.path for b in [b for b in newest_first if b.reason != "daily"][:LAST]}
    for pattern, number in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        slots: dict[str, Path] = {}
        for backup in newest_first:
            slots.setdefault(datetime.fromtimestamp(backup.at / 1000, UTC).strftime(pattern), backup.path)
        keep |= set(list(slots.values())[:number])
    return keep
