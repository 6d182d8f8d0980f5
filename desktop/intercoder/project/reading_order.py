"""Units in the order of the text, also those that a review added later.

Ids grow in the order of the text, so that lists need not be sorted. A unit that a review makes, as the second half of a
comment that is split, has a later id; `meta.parts` names these few. Such a half shares the position of the comment that it was
cut from, and its `start` says where it began in that comment as it was imported.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
JOINED = "joined"
"""The kind of a unit that a review joined with the one before: without text, kept for its reference and for undo."""


def placed(
    db: sqlite3.Connection, rows: Sequence[T], unit: Callable[[T], int], group: Callable[[T], int] = lambda _row: 0
) -> Sequence[T]:
    """Rows that stand in the order of their unit's id, in the order of the text; the very same where no review added units.

    Rows are sorted within their `group`, and those of a lower one come first.
    """
    later = _anchors(db)
    return sorted(rows, key=lambda row: (group(row), later.get(unit(row), (unit(row), -1)))) if later else rows


def placed_ids(db: sqlite3.Connection, ids: Sequence[int]) -> Sequence[int]:
    """Ids that are sorted by number, in the order of the text."""
    return placed(db, ids, int)


def is_by_id(db: sqlite3.Connection) -> bool:
    """Whether ids alone give the order of the text: no review added units."""
    return not later_units(db)


def add(db: sqlite3.Connection, unit: int) -> None:
    """Inside a step: notes that a unit's id is not where its text stands."""
    parts = json.dumps([*later_units(db), unit])
    db.execute("INSERT INTO meta VALUES('parts', ?) ON CONFLICT DO UPDATE SET value = excluded.value", (parts,))


def later_units(db: sqlite3.Connection) -> list[int]:
    """The units that a review added, whose ids are not where their texts stand."""
    row = db.execute("SELECT value FROM meta WHERE key = 'parts'").fetchone()
    return list(json.loads(row[0])) if row else []


def _anchors(db: sqlite3.Connection) -> dict[int, tuple[int, int]]:
    """{unit added later: (the unit of the import after which it stands, its place among those behind that one)}."""
    parts = later_units(db)
    if not parts:
        return {}
    query = (
        "WITH part(id) AS (SELECT value FROM json_each(?))"
        " SELECT u.id, coalesce(u.start, 0), (SELECT max(a.id) FROM unit a WHERE a.article = u.article AND a.start IS NULL"
        " AND a.kind <> 'paragraph' AND (a.kind = 'article' OR a.position <= u.position) AND a.id NOT IN part)"
        " FROM unit u WHERE u.id IN part"
    )
    return {unit: (anchor, start) for unit, start, anchor in db.execute(query, (json.dumps(parts),)).fetchall()}
