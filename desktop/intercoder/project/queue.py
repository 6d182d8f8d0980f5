"""What a coder is to code in a round: ids in their order, and how far each unit is. Texts are read when they are shown."""

import json
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, overload

from intercoder.project.reading_order import is_by_id, placed
from intercoder.records import Unit

if TYPE_CHECKING:
    from intercoder.project.project import Project

State = Literal["open", "started", "done"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a unit is; a doubt is kept apart, since a unit in doubt may be done. `active_ms` = time spent on it."""

    state: State = "open"
    doubt: bool = False
    active_ms: int = 0


OPEN = Standing()


@dataclass(frozen=True)
class QueueItem:
    """A unit in a coder's queue, and how far it is."""

    unit: Unit
    state: State
    doubt: bool = False
    active_ms: int = 0


class Queue(Sequence[QueueItem]):
    """A coder's units: parallel arrays of ids, articles and whether it is a comment, and the standing of those begun.

    1,000,000 units are read in less than a second, since records are made only of those that are asked for.
    """

    def __init__(
        self,
        project: "Project",
        ids: list[int],
        articles: Iterable[int],
        comments: Iterable[int],
        standings: dict[int, Standing],
    ) -> None:
        self._project = project
        self.ids, self.articles, self.comments = array("q", ids), array("q", articles), bytearray(comments)
        self.standings = standings
        self.is_sorted = ids == sorted(ids)  # ids grow, as where nothing was drawn or split

    def hand_over(self, project: "Project") -> None:
        """Texts are read through this handle of the same project from now on."""
        self._project = project

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, place: int) -> QueueItem: ...
    @overload
    def __getitem__(self, place: slice) -> list[QueueItem]: ...
    def __getitem__(self, place: int | slice) -> QueueItem | list[QueueItem]:
        if isinstance(place, slice):
            return self.at(range(*place.indices(len(self))))
        return self._item(self._project.material.unit(self.ids[place]))

    def at(self, places: Sequence[int]) -> list[QueueItem]:
        """The entries at these places, with the beginnings of their texts only."""
        return [self._item(unit) for unit in self._project.material.beginnings([self.ids[place] for place in places])]

    def _item(self, unit: Unit) -> QueueItem:
        standing = self.standings.get(unit.id, OPEN)
        return QueueItem(unit, standing.state, standing.doubt, standing.active_ms)


_CODABLE = "SELECT id, article, kind = 'comment' AS is_comment FROM unit WHERE codable AND kind IN ({}) ORDER BY id"
_ASSIGNED = (
    "SELECT u.id, u.article, u.kind = 'comment' AS is_comment FROM assignment a JOIN unit u ON u.id = a.unit"
    " WHERE a.round = ? AND a.coder = ? ORDER BY a.position, a.unit"
)
_COLUMNS = "SELECT json_group_array(id), json_group_array(article), group_concat(is_comment, '') FROM"
"""One text for each column is fetched in half the time of a million rows; SQLite keeps the order of the inner query."""
_BITS = bytes.maketrans(b"01", b"\0\1")
_STANDING = "SELECT unit, finished_at IS NOT NULL, doubt IS NOT NULL, active_ms FROM progress WHERE round = ? AND coder = ?"


def read(project: "Project", kinds: Sequence[str]) -> Queue:
    """The queue of the present coder in the present round; without a plan every codable unit of `kinds`."""
    who = (project.round.id, project.coder.id)
    planned = project.plan.takes_part(*who)
    rows = _ASSIGNED if planned else _CODABLE.format(", ".join("?" * len(kinds)))
    *numbers, flags = project.db.execute(f"{_COLUMNS} ({rows})", who if planned else kinds).fetchone()
    columns = [*map(json.loads, numbers), (flags or "").encode().translate(_BITS)]
    if not planned:
        now = range(len(columns[0]))
        order = placed(project.db, now, columns[0].__getitem__)
        if order is not now:
            columns = [[column[place] for place in order] for column in columns]
    begun = project.db.execute(_STANDING, who).fetchall()
    ids, articles, comments = columns
    return Queue(project, ids, articles, comments, {unit: _standing(*row) for unit, *row in begun})


def beginning(project: "Project", kinds: Sequence[str]) -> Queue | None:
    """The units of the article in which the first stands that is not finished: read at once, however many there are.

    None where a plan or a review gives the order, so that the whole queue has to be read.
    """
    who = (project.round.id, project.coder.id)
    if project.plan.takes_part(*who) or not is_by_id(project.db):
        return None
    codable = f"codable AND kind IN ({', '.join('?' * len(kinds))})"
    first = (
        f"SELECT article FROM unit u WHERE {codable} AND NOT EXISTS (SELECT 1 FROM progress p"
        " WHERE (p.round, p.coder, p.unit) = (?, ?, u.id) AND p.finished_at IS NOT NULL) ORDER BY id LIMIT 1"
    )
    row = project.db.execute(first, (*kinds, *who)).fetchone()
    if row is None:
        return None
    query = f"SELECT id, article, kind = 'comment' FROM unit WHERE {codable} AND article = ? ORDER BY id"
    ids, articles, comments = map(list, zip(*project.db.execute(query, (*kinds, *row)).fetchall(), strict=True))
    return Queue(project, ids, articles, comments, standings(project, ids))


def standings(project: "Project", units: Iterable[int]) -> dict[int, Standing]:
    """How far these units are; without those that were not begun."""
    who = (project.round.id, project.coder.id)
    found = {}
    for unit in units:
        row = project.db.execute(f"{_STANDING} AND unit = ?", (*who, unit)).fetchone()
        if row is not None:
            found[unit] = _standing(*row[1:])
    return found


def _standing(finished: int, doubt: int, active_ms: int) -> Standing:
    return Standing("done" if finished else "started", bool(doubt), active_ms)
