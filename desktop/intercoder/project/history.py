"""The history of a unit: who gave it which answer, highlight or memo, when, and what was there before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intercoder.project import schema
from intercoder.project.readable import Reader
from intercoder.records import Unit

if TYPE_CHECKING:
    from intercoder.project.project import Project

_FROM = (
    " FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step) JOIN label l ON l.id = s.label"
    " JOIN session e ON e.id = c.session WHERE c.tbl = "
)
_KINDS = {"do": "", "undo": "Undo ", "redo": "Redo ", "barrier": ""}


@dataclass(frozen=True)
class HistoryEntry:
    """What one step did to one answer, highlight, memo or the progress of a unit; `before`, `after` None = not there.

    `at` in ms since 1970, UTC. `by` is who did it: in a project the lead may import or recode a coder's codings.
    """

    at: int
    coder: str
    by: str
    round: str
    unit: str
    step: str
    what: str
    before: str | None
    after: str | None


@dataclass
class _Change:
    """The rows of one answer, or one row of another table, as a step changed them: {key: (before, after)}."""

    table: str
    at: int
    label: str
    by: int
    images: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)


def history(project: "Project", unit: Unit) -> list[HistoryEntry]:
    """Everything that was coded in a unit, oldest first; an article with all its texts, without its comments.

    In a blind round a coder sees only what is their own, and the lead what the round lets the lead see.
    """
    units = [u.id for u in project.material.units(unit.article) if u.kind != "comment"] if unit.kind == "article" else [unit.id]
    reader = Reader(project)
    rounds = {r.id: r for r in project.plan.rounds()}
    entries = []
    for change in _changes(project, units):
        row = _fields(reader, change)
        coder, number, of = _number(row, "coder"), _number(row, "unit"), rounds.get(_number(row, "round"))
        if of is None or not project.codings.may_see(coder, number, of):
            continue
        before, after = _text(reader, change, 0), _text(reader, change, 1)
        if before == after and change.table == "progress":  # only the time spent
            continue
        entries.append(
            HistoryEntry(
                change.at, reader.coders.get(coder, "?"), reader.coders.get(change.by, "?"), of.name, reader.ref(number),
                change.label, reader.what(change.table, row), before, after,
            )
        )  # fmt: skip
    return entries


def _changes(project: "Project", units: Sequence[int]) -> list[_Change]:
    rows = []
    inside = {"value": "c.unit IN", "progress": "c.unit IN"}
    for table in schema.CODER_TABLES:
        images = ", ".join(schema.whole(table, f"c.{side}", "s.at") for side in ("before", "after"))
        which = inside.get(table, "c.unit IS NULL AND json_extract(coalesce(c.after, c.before), '$[2]') IN")
        query = (
            f"SELECT c.tbl, c.key, {images}, s.at, e.uid, c.seq, s.n, l.text, s.kind, e.coder{_FROM}'{table}'"
            f" AND {which} (SELECT value FROM json_each(?))"
        )
        rows += project.db.execute(query, (json.dumps(list(units)),)).fetchall()
    found: dict[tuple[str, int, str, str], _Change] = {}
    for table, key, before, after, at, uid, _, n, label, kind, by in sorted(rows, key=lambda row: row[4:7]):
        group = key.rsplit(",", 1)[0] if table == "value" else key
        change = found.setdefault((uid, n, table, group), _Change(table, at, _KINDS[kind] + label, by))
        change.images[key] = (change.images[key][0] if key in change.images else before, after)
    return list(found.values())


def _fields(reader: Reader, change: _Change) -> dict[str, object]:
    key, (before, after) = next(iter(change.images.items()))
    return reader.fields(change.table, key, after if after is not None else before)


def _text(reader: Reader, change: _Change, side: int) -> str | None:
    rows = [
        reader.fields(change.table, key, image[side])
        for key, image in sorted(change.images.items(), key=lambda item: json.loads(item[0]))
        if image[side] is not None
    ]
    if not rows:
        return None
    if change.table != "value":
        return reader.text(change.table, rows[0])
    ticked = [reader.text("value", row) for row in rows if row["category"]]
    given = [reader.text("value", row) for row in rows if not row["category"]]
    return ", ".join(ticked) or (given[0] if given else "") or "none of them"


def _number(row: dict[str, object], name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0
