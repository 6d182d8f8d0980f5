"""The losers of a merge: what two copies of one coder said differently, and the later one overwrote unseen.

A loser stays in the history. It is listed once, by the merge that brought one of the two.
"""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.project.projection import GROUP
from intercoder.project.readable import Reader

if TYPE_CHECKING:
    from intercoder.project.project import Project

_REMOVED = "removed"
# What two rows must differ in to be in conflict; when they were written is none of it.
_MEANING = {
    "value": ("status", "answer"),
    "span": ("unit", "variable", "category", "start", "stop"),
    "memo": ("text",),
}
_UNSEEN = """
SELECT tbl, key, lost, lost_place, lost_at, won, won_place, won_at FROM (
  SELECT tbl, key, before, fresh, lag(after) OVER w AS lost, lag(place) OVER w AS lost_place, lag(at) OVER w AS lost_at,
    lag(fresh) OVER w AS lost_fresh, row_number() OVER w AS n, last_value(after) OVER whole AS won,
    last_value(place) OVER whole AS won_place, last_value(at) OVER whole AS won_at
  FROM version WINDOW w AS (PARTITION BY tbl, key ORDER BY place),
    whole AS (PARTITION BY tbl, key ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING))
WHERE n > 1 AND before IS NOT lost AND (fresh OR lost_fresh) AND NOT (tbl = 'value' AND key NOT LIKE '%,0]')
ORDER BY tbl, key, lost_place
"""


@dataclass(frozen=True)
class Conflict:
    """One answer, highlight, memo or doubt that a later one of the same coder replaced without having seen it.

    `lost` and `won` in words; times in ms since 1970, UTC.
    """

    table: str
    key: str
    unit: str
    what: str
    lost: str
    lost_at: int
    won: str
    won_at: int


def found(project: "Project", hidden: list[tuple[str, str]]) -> tuple[Conflict, ...]:
    """The losers among the changes in `version`, and the answers of `hidden`, whose highlight the other copy removed."""
    reader = Reader(project)
    losers: dict[tuple[str, str, str, str], Conflict] = {}
    for table, key, lost, lost_place, lost_at, won, won_place, won_at in project.db.execute(_UNSEEN).fetchall():
        before, after = _meaning(reader, table, key, lost), _meaning(reader, table, key, won)
        ticks_lost, ticks_won = (_ticked(project.db, table, key, place) for place in (lost_place, won_place))
        if (before, ticks_lost) == (after, ticks_won):
            continue
        row = reader.fields(table, key, lost if lost is not None else won)
        texts = [_text(reader, table, key, i, t) for i, t in ((lost, ticks_lost), (won, ticks_won))]
        conflict = Conflict(
            table, key, reader.ref(row.get("unit")), reader.what(table, row), texts[0], lost_at, texts[1], won_at
        )
        losers.setdefault((table, key, texts[0], texts[1]), conflict)
    for key, image in hidden:
        row = reader.fields("value", key, image)
        at = row["at"] if isinstance(row["at"], int) else 0
        text = _text(reader, "value", key, image, ())
        gone = Conflict(
            "value", key, reader.ref(row["unit"]), reader.what("value", row), text, at, "its highlight was removed", at
        )
        losers.setdefault(("value", key, text, gone.won), gone)
    return tuple(losers.values())


def _meaning(reader: Reader, table: str, key: str, image: str | None) -> tuple[object, ...] | None:
    if image is None:
        return None
    row = reader.fields(table, key, image)
    if table == "progress":
        return row["doubt"], row["finished_at"] is not None
    return tuple(row[name] for name in _MEANING[table])


def _ticked(db: sqlite3.Connection, table: str, key: str, place: str | None) -> tuple[str, ...]:
    """Keys of the categories that were ticked in the step that wrote this status row; of other rows none."""
    if table != "value" or place is None:
        return ()
    query = (
        f"SELECT key FROM version WHERE tbl = 'value' AND key >= {GROUP.format('?1')} AND key < {GROUP.format('?1')} || ':'"
        " AND key <> ?1 AND substr(place, 1, 47) = substr(?2, 1, 47) AND after IS NOT NULL"
        " ORDER BY json_extract(key, '$[5]')"
    )
    return tuple(k for (k,) in db.execute(query, (key, place)).fetchall())


def _text(reader: Reader, table: str, key: str, image: str | None, ticks: tuple[str, ...]) -> str:
    if image is None:
        return _REMOVED
    if ticks:
        rows = [reader.fields("value", tick, image) for tick in ticks]
        return ", ".join(reader.text("value", row) for row in rows)
    return reader.text(table, reader.fields(table, key, image))
