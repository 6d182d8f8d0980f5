"""The queue of the coder who codes now, read once and kept true unit by unit.

Reading a long queue anew after each answer would be felt; so a step refreshes the units it touched only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from intercoder.ui.listing import Listing

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.queue import Queue, QueueItem
    from intercoder.ui.ahead import Ahead

CODING = frozenset({"value", "span", "progress", "memo"})
"""Tables that coding one unit touches (beside `assignment`, where coding creates it)."""
_READ_ANEW = frozenset({"unit", "variable", "category", "round", "coder", "merge", "who", "project"})

LARGE = 30_000
"""Units from which reading the whole list is felt, so that it waits until the Code place is shown."""


class Worklist:
    """Units in the order in which they are coded. Owned by the session, which tells it what changed."""

    def __init__(self) -> None:
        self._listing: Listing | None = None
        self._ahead: Ahead | None = None
        self.revision = 0  # counts how often the whole list was read
        self._project: Project | None = None
        self.unit: int | None = None  # what is coded now
        self.turned = False  # the last change finished it or opened it again, or may have
        self.touched: tuple[int, ...] = ()  # units whose standing the last change may have changed

    def hold(self, project: Project | None) -> None:
        """Belongs to another project from now on; to the same one, it is read anew and goes on at its unit."""
        if project is not self._project:
            self.unit = None
        self._project, self._listing, self._ahead = project, None, None

    def look_ahead(self, ahead: Ahead) -> None:
        """The list is being read already; it is taken over when it is asked for, unless something changed in between."""
        self._ahead = ahead

    @property
    def items(self) -> Queue | tuple[()]:
        """All units with their state; empty without a project."""
        listing = self.listing
        return listing.queue if listing is not None else ()

    @property
    def listing(self) -> Listing | None:
        """The units with what is counted over them, read if need be; None without a project."""
        if self._listing is None and self._project is not None:
            ahead, self._ahead = self._ahead, None
            found = ahead.listing(self._project) if ahead is not None else None
            self._listing = found if found is not None else Listing(self._project.plan.queue())
            self.revision += 1
        return self._listing

    def place(self, unit: int | None) -> int | None:
        """Where a unit stands in the list."""
        listing = self.listing
        return listing.place(unit) if unit is not None and listing is not None else None

    def item(self, unit: int | None) -> QueueItem | None:
        """A unit's entry, None if it is not in the queue."""
        place = self.place(unit)
        return self.items[place] if place is not None else None

    def read(self, listing: Listing, places: Sequence[int]) -> list[QueueItem]:
        """The entries at these places of a listing, with the beginnings of their texts; none once it is out of date."""
        return listing.queue.at(places) if listing is self._listing else []

    # ---------------------------------------------------------------- following the project

    def update(self, tables: frozenset[str], everything: bool = False, units: Iterable[int] | None = None) -> None:
        """Takes note of a change: of these units, or of anything at all where `units` is None."""
        self.turned, self.touched = self._listing is None, ()
        if self._listing is None:
            self._ahead = None
            return
        planned = "assignment" in tables and not tables & CODING
        if everything or tables & _READ_ANEW or planned or units is None:
            self._listing, self.turned = None, True
        else:
            self._refresh(self._listing, tuple(units))

    def _refresh(self, listing: Listing, units: tuple[int, ...]) -> None:
        assert self._project is not None
        before, fresh = listing.queue.standings.get(self.unit or 0), self._project.plan.standings(units)
        listing.replace(units, fresh)
        self.touched = units
        if self.unit in units:
            states = {each.state for each in (before, fresh.get(self.unit)) if each is not None}
            self.turned = "done" in states and states != {"done"}

    def is_quick(self) -> bool:
        """Whether asking for it costs nothing that is felt: it was read already, or the project is not large."""
        if self._listing is not None or self._project is None:
            return True
        return not self._project.material.exceeds(LARGE)

    # ---------------------------------------------------------------- counting

    @property
    def doubtful(self) -> set[int]:
        """Units in doubt."""
        listing = self.listing
        return listing.doubtful if listing is not None else set()

    def counts(self) -> tuple[int, int, int]:
        """How many units are done, in doubt, and in the list."""
        listing = self.listing
        return (listing.states["done"], listing.states["doubt"], len(listing.queue)) if listing is not None else (0, 0, 0)

    def left_ms(self) -> int | None:
        """About how long the rest will take at this coder's own pace; None until a few units were timed."""
        listing = self.listing
        return listing.left_ms() if listing is not None else None

    def is_untouched(self) -> bool:
        """Whether nothing of the list was begun."""
        listing = self.listing
        return listing is None or len(listing.queue) == listing.states["open"]

    # ---------------------------------------------------------------- from unit to unit

    def step(self, unit: int | None, by: int) -> int | None:
        """The unit `by` places on; None at the end."""
        ids = self.items.ids if self.items else ()
        place = self.place(unit)
        if place is None:
            place = -1 if unit is None or by > 0 else len(ids)
        return ids[place + by] if 0 <= place + by < len(ids) else None

    def next_unfinished(self) -> int | None:
        """The next unit that is not done, round the end; None when all are."""
        place = self.place(self.unit)
        found = self._unfinished_from(place + 1 if place is not None else 0)
        return found if found is not None else self._unfinished_from(0)

    def _unfinished_from(self, number: int) -> int | None:
        """The first unit from this place on that is not done; articles that are done are passed over as a whole."""
        listing = self.listing
        if listing is None or listing.states["done"] == len(listing.queue):
            return None
        while number < len(listing.queue):
            group = listing.group_at(number)
            if group.done == len(group.places) and isinstance(group.places, range):
                number = group.places.stop
            elif listing.standing(number).state != "done":
                return listing.unit_at(number)
            else:
                number += 1
        return None

    def first_open(self) -> int | None:
        """Where to go on: the first unit that is not done, else the first of all."""
        found = self._unfinished_from(0)
        return found if found is not None else self.step(None, 1)
