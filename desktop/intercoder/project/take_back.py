"""Taking a merge back: the state is as if that file had never been merged, and all others had.

The changes that arrived with it are deleted, except those that another merge brought too, and their keys are projected
again. It is the only deletion that the journal knows; that the merge was made and taken back stays on record.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import obstacles, projection, schema
from intercoder.project.conflicts import Conflict
from intercoder.project.journal import MERGING

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class Merged:
    """One merge of the project, newest first in lists; `at` and `taken_back` in ms since 1970, None = it stands."""

    number: int
    at: int
    file: str
    coder: str
    rounds: tuple[str, ...]
    new: int
    changed: int
    removed: int
    conflicts: int
    taken_back: int | None


@dataclass(frozen=True)
class TakenBack:
    """What taking a merge back did: steps that went, and steps that stay since these other merges brought them too."""

    merge: int
    file: str
    coder: str
    steps: int
    kept: int
    kept_by: tuple[int, ...]


def merges(project: "Project") -> list[Merged]:
    """All merges, newest first."""
    query = (
        "SELECT m.id, m.at, m.file, c.name, m.report, m.taken_back FROM merge m JOIN coder c ON c.id = m.coder"
        " ORDER BY m.id DESC"
    )
    return [_merged(*row) for row in project.db.execute(query).fetchall()]


def has_merges(project: "Project") -> bool:
    """Whether anything was ever merged into a project, be it taken back or not."""
    return project.db.execute("SELECT 1 FROM merge LIMIT 1").fetchone() is not None


def _merged(number: int, at: int, name: str, coder: str, report: str, taken_back: int) -> Merged:
    past = json.loads(report)
    return Merged(
        number, at, name, coder, tuple(past["rounds"]), past["new"], past["changed"], past["removed"],
        len(past.get("conflicts", ())), taken_back or None,
    )  # fmt: skip


def losers(project: "Project", number: int) -> tuple[Conflict, ...]:
    """What the merge with this number found said differently in two copies of its coder, as its report has it."""
    row = project.db.execute("SELECT report FROM merge WHERE id = ?", (number,)).fetchone()
    return tuple(Conflict(**conflict) for conflict in json.loads(row[0]).get("conflicts", ())) if row else ()


def take_back(project: "Project", number: int | None = None) -> TakenBack:
    """Takes a merge back, by default the newest that stands. Raises UserError, changing nothing, if it cannot be."""
    merge = _choose(project, number)
    db = project.db
    with project.barrier(f"Take back the merge of {merge.coder}'s codings", set(schema.CODER_TABLES), MERGING):
        _find_what_goes(project, merge.number)
        obstacles.need_codings_as_they_were(db, merge.number)
        steps = db.execute("SELECT count(*) FROM step s JOIN going g ON g.session = s.session AND s.n > g.steps").fetchone()[0]
        held, kept_by = _kept(project, merge.number)
        projection.prepare(db)
        db.execute(
            "INSERT OR IGNORE INTO key_wanted SELECT c.tbl, c.key FROM change c JOIN going g ON g.session = c.session"
            " AND c.seq > g.changes"
        )
        projection.want_answers_about_spans(db)
        projection.want_whole_answers(db)
        _delete(project, merge.number)
        db.execute("PRAGMA defer_foreign_keys = ON")
        for table in schema.CODER_TABLES:
            projection.collect(db, table)
            _forget_keys_without_history(project, table)
            projection.decide(db, table)
            if table == "value":
                obstacles.need_numbers_as_they_were(db)
            projection.apply(db, table)
        obstacles.need_texts_as_they_were(db)
    return TakenBack(merge.number, merge.file, merge.coder, steps, held - steps, kept_by)


def _choose(project: "Project", number: int | None) -> Merged:
    project.need_project()
    there = merges(project)
    if number is None:
        standing = [m for m in there if m.taken_back is None]
        if not standing:
            raise UserError("There is no merge to take back.", "Nothing was changed.")
        return standing[0]
    for merge in there:
        if merge.number == number:
            if merge.taken_back is not None:
                raise UserError(f"Merge {number} was taken back already.", "Nothing was changed.")
            return merge
    raise UserError(f"There is no merge {number}.", "`intercoder merge PROJECT --list` lists them.")


def _find_what_goes(project: "Project", number: int) -> None:
    """`going`: the sessions of this merge, and how much of each stays because another merge brought it too."""
    db = project.db
    db.execute("DROP TABLE IF EXISTS temp.going")
    db.execute("CREATE TEMP TABLE going(session INTEGER PRIMARY KEY, steps INTEGER, changes INTEGER, first INTEGER)")
    others = (
        "FROM merge_session o JOIN merge m ON m.id = o.merge WHERE o.session = t.session AND o.merge <> t.merge"
        " AND NOT m.taken_back"
    )
    db.execute(
        f"INSERT INTO going SELECT t.session, coalesce((SELECT max(o.steps) {others}), 0), coalesce((SELECT max(o.changes)"
        f" {others}), 0), (SELECT min(o.merge) {others}) FROM merge_session t WHERE t.merge = ?",
        (number,),
    )


def _kept(project: "Project", number: int) -> tuple[int, tuple[int, ...]]:
    """(steps that this file held, the other merges that brought some of them)."""
    held = project.db.execute(
        "SELECT count(*) FROM step s JOIN merge_session t ON t.session = s.session AND s.n <= t.steps WHERE t.merge = ?",
        (number,),
    ).fetchone()[0]
    query = (
        "SELECT DISTINCT o.merge FROM merge_session o JOIN merge m ON m.id = o.merge WHERE o.session IN"
        " (SELECT session FROM going) AND o.merge <> ? AND NOT m.taken_back ORDER BY o.merge"
    )
    return int(held), tuple(m for (m,) in project.db.execute(query, (number,)).fetchall())


def _delete(project: "Project", number: int) -> None:
    stays = "(SELECT g.{0} FROM going g WHERE g.session = {1}.session)"
    going = "session IN (SELECT session FROM going)"
    for statement in (
        f"DELETE FROM merge_session WHERE merge = {number}",
        f"DELETE FROM change WHERE {going} AND seq > {stays.format('changes', 'change')}",
        f"DELETE FROM step WHERE {going} AND n > {stays.format('steps', 'step')}",
        "DELETE FROM label WHERE id NOT IN (SELECT label FROM step)",
        "UPDATE session SET arrived = g.first FROM going g WHERE g.session = session.id AND g.first IS NOT NULL",
        "DELETE FROM session WHERE id IN (SELECT session FROM going WHERE first IS NULL)",
        f"UPDATE merge SET taken_back = {project.clock()} WHERE id = {number}",
    ):
        project.db.execute(statement)


def _forget_keys_without_history(project: "Project", table: str) -> None:
    """Keys that only this merge had changed have no change left: their rows go."""
    project.db.execute(
        "INSERT OR IGNORE INTO version SELECT tbl, key, NULL, NULL, 0, '', 0 FROM key_wanted WHERE tbl = ?1 AND key NOT IN"
        " (SELECT key FROM version WHERE tbl = ?1)",
        (table,),
    )
