"""A queue with what is counted over it: its articles, how far their units are, and how long those took."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.queue import Queue, Standing

ENOUGH = 3
"""Finished units with a measured time from which the rest can be estimated."""


@dataclass
class Group:
    """The units of one article: their places in the list, how many are comments, and how many are done."""

    article: int
    number: int  # among the groups
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


class Listing:
    """Made of a queue in whichever thread; reads nothing. Owned by the worklist, which tells it what changed."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue
        self.groups: list[Group] = []
        self.by_article: dict[int, Group] = {}
        self._places = _places(queue)
        self._group(queue)
        comments = queue.comments.count(1)
        self._paces = (Pace(len(queue) - comments), Pace(comments))  # of articles and their texts, of comments
        self.states: Counter[str] = Counter(open=len(queue))
        self.doubtful: set[int] = set()
        for unit, standing in queue.standings.items():
            self._count(unit, standing, 1)

    def _group(self, queue: Queue) -> None:
        place = 0
        for article, same in groupby(queue.articles):
            count = len(list(same))
            group = self.by_article.get(article)
            if group is None:
                group = self.by_article[article] = Group(article, len(self.groups))
                self.groups.append(group)
            places = range(place, place + count)
            group.places = [*group.places, *places] if group.places else places
            group.comments += queue.comments.count(1, place, place + count)
            place += count

    def place(self, unit: int) -> int | None:
        """Where a unit stands in the list."""
        if self._places is not None:
            return self._places.get(unit)
        at = bisect_left(self.queue.ids, unit)
        return at if at < len(self.queue.ids) and self.queue.ids[at] == unit else None

    def unit_at(self, place: int) -> int:
        """The unit at a place."""
        return self.queue.ids[place]

    def group_at(self, place: int) -> Group:
        """The group of the unit at a place."""
        return self.by_article[self.queue.articles[place]]

    def standing(self, place: int) -> Standing:
        """How far the unit at a place is."""
        from intercoder.project.queue import OPEN

        return self.queue.standings.get(self.queue.ids[place], OPEN)

    def replace(self, units: Iterable[int], fresh: dict[int, Standing]) -> None:
        """Takes over how far these units are now; those that are not in `fresh` were not begun."""
        standings = self.queue.standings
        for unit in units:
            old, new = standings.pop(unit, None), fresh.get(unit)
            if old is not None:
                self._count(unit, old, -1)
            if new is not None:
                standings[unit] = new
                self._count(unit, new, 1)

    def left_ms(self) -> int | None:
        """About how long the rest will take at this coder's own pace; None until a few units were timed."""
        measured, ms = (sum(getattr(pace, name) for pace in self._paces) for name in ("measured", "ms"))
        if measured < ENOUGH:
            return None
        left = 0.0
        for pace in self._paces:
            each = pace.ms / pace.measured if pace.measured >= ENOUGH else ms / measured
            left += (pace.units - pace.done) * each
        return round(left)

    def _count(self, unit: int, standing: Standing, by: int) -> None:
        """Adds or takes away a unit that was begun; units outside the list do not count."""
        place = self.place(unit)
        if place is None:
            return
        self.states[standing.state] += by
        self.states["open"] -= by
        self.states["doubt"] += by * standing.doubt
        if standing.doubt:
            (self.doubtful.add if by > 0 else self.doubtful.discard)(unit)
        if standing.state == "done":
            group, pace = self.group_at(place), self._paces[self.queue.comments[place]]
            group.done += by
            pace.done += by
            if standing.active_ms:
                pace.measured += by
                pace.ms += by * standing.active_ms


def _places(queue: Queue) -> dict[int, int] | None:
    """Unit -> its place; None where ids grow, so that they are found by halving: a million entries would be felt."""
    return None if queue.is_sorted else dict(zip(queue.ids, range(len(queue)), strict=True))
