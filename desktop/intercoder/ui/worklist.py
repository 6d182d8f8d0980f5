"""The queue of the coder who codes now, read once and kept true unit by unit.

Reading a long queue anew after each answer would be felt; so an answer refreshes its own unit only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.plan import QueueItem

CODING = frozenset({"value", "span", "progress", "memo"})
"""Tables that coding one unit touches (beside `assignment`, where coding creates it)."""
_READ_ANEW = frozenset({"assignment", "unit", "variable", "category", "round", "coder", "who", "project"})


class Worklist:
    """Units in the order in which they are coded. Owned by the session, which tells it what changed."""

    def __init__(self) -> None:
        self._items: list[QueueItem] | None = None
        self._places: dict[int, int] = {}
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
            self._places = {item.unit.id: place for place, item in enumerate(self._items)}
        return self._items

    def item(self, unit: int | None) -> QueueItem | None:
        """A unit's entry, None if it is not in the queue."""
        items = self.items
        place = self._places.get(unit) if unit is not None else None
        return items[place] if place is not None else None

    def update(self, tables: frozenset[str], everything: bool = False) -> None:
        """Takes note of a change: of the unit coded now, or of anything at all."""
        if self._items is None:
            return
        if everything or (tables & _READ_ANEW and not tables & CODING):
            self._items = None
        elif tables & CODING:
            self._refresh_current()

    def counts(self) -> tuple[int, int, int]:
        """How many units are done, in doubt, and in the list."""
        states = [item.state for item in self.items]
        return states.count("done"), states.count("doubt"), len(states)

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
