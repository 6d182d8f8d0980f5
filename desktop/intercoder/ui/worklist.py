"""The queue of the coder who codes now, read once and kept true unit by unit.

Reading a long queue anew after each answer would be felt; so an answer refreshes its own unit only.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.plan import QueueItem

CODING = frozenset({"value", "span", "progress", "memo"})
"""Tables that coding one unit touches (beside `assignment`, where coding creates it)."""
_READ_ANEW = frozenset({"unit", "variable", "category", "round", "coder", "merge", "who", "project"})


LARGE = 30_000
"""Units from which reading the whole list is felt, so that it waits until the Code place is shown."""


@dataclass
class Group:
    """The units of one article: their places in the list, how many are comments, and how many are done."""

    article: int
    places: list[int] = field(default_factory=list)
    comments: int = 0
    done: int = 0


class Worklist:
    """Units in the order in which they are coded. Owned by the session, which tells it what changed."""

    def __init__(self) -> None:
        self._items: list[QueueItem] | None = None
        self._places: dict[int, int] = {}
        self._states: Counter[str] = Counter()
        self.groups: dict[int, Group] = {}  # article -> its group, in the order of the list
        self.revision = 0  # counts how often the whole list was read
        self._project: Project | None = None
        self.unit: int | None = None  # what is coded now

    def hold(self, project: Project | None) -> None:
        """Belongs to another project from now on."""
        self._project, self._items, self.unit = project, None, None

    @property
    def items(self) -> list[QueueItem]:
        """All units with their state; empty without a project."""
        if self._project is None:
            return []
        if self._items is None:
            self._items = self._project.plan.queue()
            self._arrange(self._items)
        return self._items

    def _arrange(self, items: list[QueueItem]) -> None:
        """Finds units, states and groups of a list that was read anew."""
        self.revision += 1
        self._places = {item.unit.id: place for place, item in enumerate(items)}
        self._states = Counter(item.state for item in items)
        self.groups = {}
        for place, item in enumerate(items):
            group = self.groups.setdefault(item.unit.article, Group(item.unit.article))
            group.places.append(place)
            group.comments += item.unit.kind == "comment"
            group.done += item.state == "done"

    def item(self, unit: int | None) -> QueueItem | None:
        """A unit's entry, None if it is not in the queue."""
        items = self.items
        place = self._places.get(unit) if unit is not None else None
        return items[place] if place is not None else None

    def update(self, tables: frozenset[str], everything: bool = False) -> None:
        """Takes note of a change: of the unit coded now, or of anything at all."""
        if self._items is None:
            return
        if everything or tables & _READ_ANEW or ("assignment" in tables and not tables & CODING):
            self._items = None
        elif tables & CODING:
            self._refresh_current()

    def is_quick(self) -> bool:
        """Whether asking for it costs nothing that is felt: it was read already, or the project is not large."""
        if self._items is not None or self._project is None:
            return True
        counts = self._project.material.counts()
        return counts.articles + counts.comments <= LARGE

    def counts(self) -> tuple[int, int, int]:
        """How many units are done, in doubt, and in the list."""
        total = len(self.items)
        return self._states["done"], self._states["doubt"], total

    def is_untouched(self) -> bool:
        """Whether nothing of the list was begun."""
        return len(self.items) == self._states["open"]

    def step(self, unit: int | None, by: int, wanted: frozenset[str] | None = None) -> int | None:
        """The unit `by` places on, of those in the wanted states; None at the end."""
        items = self.items
        place = self._places.get(unit, -1 if by > 0 else len(items)) if unit is not None else -1
        place += by
        while 0 <= place < len(items):
            if wanted is None or items[place].state in wanted:
                return items[place].unit.id
            place += by
        return None

    def first_open(self) -> int | None:
        """Where to go on: the first unit that is not done, else the first of all."""
        found = self.step(None, 1, frozenset({"open", "started"}))
        return found if found is not None else self.step(None, 1)

    def _refresh_current(self) -> None:
        item = self.item(self.unit)
        if item is None or self._project is None or self._items is None:
            self._items = None
            return
        codings = self._project.codings
        progress = codings.progress(item.unit.id)
        begun = item.state != "open" or bool(codings.answers(item.unit.id))
        state = (
            "doubt" if progress.doubt is not None else "done" if progress.finished_at is not None
            else "started" if begun else "open"
        )  # fmt: skip
        fresh = replace(item, state=state, required_left=len(codings.missing(item.unit)))
        self._items[self._places[item.unit.id]] = fresh
        self._states[item.state] -= 1
        self._states[state] += 1
        self.groups[item.unit.article].done += (state == "done") - (item.state == "done")
