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
        self._beginning: Listing | None = None  # what is shown while the whole list is being read
        self._late: set[int] = set()  # units that changed while it was being read
        self._found: tuple[Listing, int, QueueItem | None] | None = None  # the entry that was asked for last
        self.revision = 0  # counts how often the whole list was read
        self._project: Project | None = None
        self.unit: int | None = None  # what is coded now
        self.turned = False  # the last change finished it or opened it again, or may have
        self.touched: tuple[int, ...] = ()  # units whose standing the last change may have changed

    def hold(self, project: Project | None) -> None:
        """Belongs to another project from now on; to the same one, it is read anew and goes on at its unit."""
        if project is not self._project:
            self.unit = None
        self._project = project
        self._drop()

    def look_ahead(self, ahead: Ahead) -> None:
        """The list is being read already; it is taken over when it is asked for, or when it was read."""
        self._ahead = ahead

    def take_over(self) -> bool:
        """Takes the list over that was being read; whether it did, so that everything can be shown."""
        ahead, shown = self._ahead, self._beginning
        if (ahead is None and shown is None) or (ahead is not None and ahead.is_reading):
            return False
        if ahead is not None and ahead.has_failed and shown is None:
            return False  # it is read when it is needed
        self._beginning = None
        return self.listing is not None

    def _drop(self) -> None:
        self._listing = self._beginning = self._ahead = self._found = None
        self._late = set()

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
            self._listing.replace(self._late, self._project.plan.standings(self._late))
            self._late = set()
            self.revision += 1
        return self._listing

    @property
    def present(self) -> Listing | None:
        """What can be shown now: the whole list, or while that is being read the article at which the coder goes on."""
        if self._project is None or self._ahead is None or not self._ahead.is_reading:
            return self.listing
        if self._beginning is None:
            queue = self._project.plan.beginning()
            if queue is None:
                return self.listing
            self._beginning = Listing(queue)
            self.revision += 1
        return self._beginning

    @property
    def is_whole(self) -> bool:
        """Whether the list was read to its end."""
        return self._listing is not None

    def place(self, unit: int | None) -> int | None:
        """Where a unit stands in the list."""
        listing = self.listing if unit is not None else None
        return listing.place(unit) if unit is not None and listing is not None else None

    def item(self, unit: int | None) -> QueueItem | None:
        """A unit's entry, None if it is not in the queue; of the whole list only where that is needed to know."""
        listing = self.present if unit is not None else None
        if unit is None or listing is None:
            return None
        if listing.place(unit) is None:
            listing = self.listing or listing
        if self._found is None or self._found[:2] != (listing, unit):
            place = listing.place(unit)
            self._found = (listing, unit, listing.queue[place] if place is not None else None)
        return self._found[2]

    def read(self, listing: Listing, places: Sequence[int]) -> list[QueueItem]:
        """The entries at these places of a listing, with the beginnings of their texts; none once it is out of date."""
        return listing.queue.at(places) if listing in (self._listing, self._beginning) else []

    # ---------------------------------------------------------------- following the project

    def update(self, tables: frozenset[str], everything: bool = False, units: Iterable[int] | None = None) -> None:
        """Takes note of a change: of these units, or of anything at all where `units` is None."""
        shown = self._listing or self._beginning
        self.turned, self.touched, self._found = shown is None, (), None
        planned = "assignment" in tables and not tables & CODING
        if everything or tables & _READ_ANEW or planned or units is None:
            self._drop()
            self.turned = True
            return
        if self._ahead is not None:
            self._late.update(units)
        if shown is not None:
            self._refresh(shown, tuple(units))

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
        found = self._unfinished_from(self.listing, place + 1 if place is not None else 0)
        return found if found is not None else self._unfinished_from(self.listing, 0)

    @staticmethod
    def _unfinished_from(listing: Listing | None, number: int) -> int | None:
        """The first unit from this place on that is not done; articles that are done are passed over as a whole."""
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
        found = self._unfinished_from(self.present, 0)
        return found if found is not None else self.step(None, 1)
