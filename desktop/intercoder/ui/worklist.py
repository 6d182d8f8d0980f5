"""The queue of the coder who codes now, read once and kept true unit by unit.

Reading a long queue anew after each answer would be felt; so a step refreshes the units it touched only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.queue import Queue, QueueItem, Standing

CODING = frozenset({"value", "span", "progress", "memo"})
"""Tables that coding one unit touches (beside `assignment`, where coding creates it)."""
_READ_ANEW = frozenset({"unit", "variable", "category", "round", "coder", "merge", "who", "project"})

LARGE = 30_000
"""Units from which reading the whole list is felt, so that it waits until the Code place is shown."""
ENOUGH = 3
"""Finished units with a measured time from which the rest can be estimated."""
UNFINISHED = frozenset({"open", "started"})


@dataclass
class Group:
    """The units of one article: their places in the list, how many are comments, and how many are done."""

    article: int
    places: Sequence[int] = ()
    comments: int = 0
    done: int = 0


@dataclass
class Pace:
    """How many units of one kind there are, how many are done, and the time that those took which were measured."""

    units: int = 0
    done: int = 0
    measured: int = 0
    ms: int = 0


class Worklist:
    """Units in the order in which they are coded. Owned by the session, which tells it what changed."""

    def __init__(self) -> None:
        self._queue: Queue | None = None
        self._places: dict[int, int] = {}
        self._states: Counter[str] = Counter()
        self._paces: tuple[Pace, Pace] = (Pace(), Pace())  # of articles and their texts, of comments
        self._groups: dict[int, Group] = {}
        self.revision = 0  # counts how often the whole list was read
        self.doubtful: set[int] = set()  # units in doubt
        self._project: Project | None = None
        self.unit: int | None = None  # what is coded now
        self.turned = False  # the last change finished it or opened it again, or may have

    def hold(self, project: Project | None) -> None:
        """Belongs to another project from now on; to the same one, it is read anew and goes on at its unit."""
        if project is not self._project:
            self.unit = None
        self._project, self._queue = project, None

    @property
    def items(self) -> Queue | tuple[()]:
        """All units with their state; empty without a project."""
        if self._project is None:
            return ()
        if self._queue is None:
            self._queue = self._project.plan.queue()
            self._arrange(self._queue)
        return self._queue

    @property
    def groups(self) -> dict[int, Group]:
        """The articles of the list in its order, each with its units."""
        return self._groups if self.items else {}

    def _arrange(self, queue: Queue) -> None:
        """Finds units, states and groups of a list that was read anew."""
        self.revision += 1
        self._places = dict(zip(queue.ids, range(len(queue)), strict=True))
        self._groups, place = {}, 0
        for article, same in groupby(queue.articles):
            count = len(list(same))
            group = self._groups.setdefault(article, Group(article))
            places = range(place, place + count)
            group.places = [*group.places, *places] if group.places else places
            group.comments += queue.comments.count(1, place, place + count)
            place += count
        comments = queue.comments.count(1)
        self._paces = (Pace(len(queue) - comments), Pace(comments))
        self._states, self.doubtful = Counter(open=len(queue)), set()
        for unit, standing in queue.standings.items():
            self._count(unit, standing, 1)

    def _count(self, unit: int, standing: Standing, by: int) -> None:
        """Adds or takes away a unit that was begun; units outside the list do not count."""
        place = self._places.get(unit)
        if place is None or self._queue is None:
            return
        self._states[standing.state] += by
        self._states["open"] -= by
        self._states["doubt"] += by * standing.doubt
        if standing.doubt:
            (self.doubtful.add if by > 0 else self.doubtful.discard)(unit)
        if standing.state == "done":
            group, pace = self._groups[self._queue.articles[place]], self._paces[self._queue.comments[place]]
            group.done += by
            pace.done += by
            if standing.active_ms:
                pace.measured += by
                pace.ms += by * standing.active_ms

    def place(self, unit: int | None) -> int | None:
        """Where a unit stands in the list."""
        return self._places.get(unit) if unit is not None and self.items else None

    def standing(self, place: int) -> Standing:
        """How far the unit at a place is."""
        from intercoder.project.queue import OPEN

        assert self._queue is not None
        return self._queue.standings.get(self._queue.ids[place], OPEN)

    def article_at(self, place: int) -> int:
        """The article of the unit at a place."""
        assert self._queue is not None
        return self._queue.articles[place]

    def read(self, places: Sequence[int]) -> list[QueueItem]:
        """The entries at these places, with the beginnings of their texts."""
        return self.items.at(places) if self.items else []

    def item(self, unit: int | None) -> QueueItem | None:
        """A unit's entry, None if it is not in the queue."""
        place = self.place(unit)
        return self.items[place] if place is not None else None

    def update(self, tables: frozenset[str], everything: bool = False, units: Iterable[int] | None = None) -> None:
        """Takes note of a change: of these units, or of anything at all where `units` is None."""
        self.turned = self._queue is None
        if self._queue is None:
            return
        planned = "assignment" in tables and not tables & CODING
        if everything or tables & _READ_ANEW or planned or units is None:
            self._queue, self.turned = None, True
        else:
            self._refresh(list(units))

    def is_quick(self) -> bool:
        """Whether asking for it costs nothing that is felt: it was read already, or the project is not large."""
        if self._queue is not None or self._project is None:
            return True
        counts = self._project.material.counts()
        return counts.articles + counts.comments <= LARGE

    def counts(self) -> tuple[int, int, int]:
        """How many units are done, in doubt, and in the list."""
        total = len(self.items)
        return self._states["done"], self._states["doubt"], total

    def left_ms(self) -> int | None:
        """About how long the rest will take at this coder's own pace; None until a few units were timed."""
        if not self.items:
            return None
        measured, ms = (sum(getattr(pace, name) for pace in self._paces) for name in ("measured", "ms"))
        if measured < ENOUGH:
            return None
        left = 0.0
        for pace in self._paces:
            each = pace.ms / pace.measured if pace.measured >= ENOUGH else ms / measured
            left += (pace.units - pace.done) * each
        return round(left)

    def is_untouched(self) -> bool:
        """Whether nothing of the list was begun."""
        return len(self.items) == self._states["open"]

    def step(self, unit: int | None, by: int, wanted: frozenset[str] | None = None) -> int | None:
        """The unit `by` places on, of those in the wanted states; None at the end."""
        queue = self.items
        if not queue:
            return None
        ids, begun = queue.ids, queue.standings
        place = self._places.get(unit, -1 if by > 0 else len(ids)) if unit is not None else -1
        for number in range(place + by, len(ids) if by > 0 else -1, by):
            found = begun.get(ids[number])
            if wanted is None or (found.state if found is not None else "open") in wanted:
                return ids[number]
        return None

    def next_unfinished(self) -> int | None:
        """The next unit that is not done, round the end; None when all are."""
        found = self.step(self.unit, 1, UNFINISHED)
        return found if found is not None else self.step(None, 1, UNFINISHED)

    def first_open(self) -> int | None:
        """Where to go on: the first unit that is not done, else the first of all."""
        found = self.step(None, 1, UNFINISHED)
        return found if found is not None else self.step(None, 1)

    def _refresh(self, units: list[int]) -> None:
        assert self._project is not None
        assert self._queue is not None
        fresh = self._project.plan.standings(units)
        for unit in units:
            old, new = self._queue.standings.pop(unit, None), fresh.get(unit)
            if unit == self.unit:
                states = {each.state for each in (old, new) if each is not None}
                self.turned = "done" in states and states != {"done"}
            if old is not None:
                self._count(unit, old, -1)
            if new is not None:
                self._queue.standings[unit] = new
                self._count(unit, new, 1)
