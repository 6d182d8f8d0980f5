"""Finds words in every text that a coder may highlight in, with the words around each place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.records import Tick, no_tick
from intercoder.tasks.pattern import Guarded, Place, Query, find

if TYPE_CHECKING:
    from intercoder.project import Project

MOST = 50_000
"""Places that are listed; more would help nobody to choose."""
CONTEXT = 120
"""Characters given on both sides of a place."""


@dataclass(frozen=True)
class Hit:
    """One place, with what stands before and after it, and whether its unit is finished."""

    unit: int
    ref: str
    start: int
    stop: int
    before: str
    quote: str
    after: str
    locked: bool = False

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.unit, self.start, self.stop


@dataclass(frozen=True)
class Found:
    """What a search found: places in the order of the text, and in how many texts was searched."""

    hits: tuple[Hit, ...]
    searched: int
    more: bool = False  # there are more places than MOST
    texts: int = 0  # that have a place


def search(
    project: "Project", query: Query, variable: str | None = None, article: int | None = None, tick: Tick = no_tick
) -> Found:
    """Every place of the query in the texts that may be marked with a span variable (by default with any).

    `article` = in this article only. Raises UserError if the query is not sound or takes too long.
    """
    pattern, flags = query.pattern(), query.flags()
    units = project.codings.markable(variable, article)
    if not query.regex:
        return _collect(project, units, lambda texts: find(pattern, flags, texts), tick)
    with Guarded(query) as guarded:
        return _collect(project, units, lambda texts: guarded.find(texts, tick), tick)


def _collect(
    project: "Project", units: Sequence[int], finder: Callable[[Sequence[tuple[int, str]]], list[Place]], tick: Tick
) -> Found:
    hits: list[Hit] = []
    searched, more = 0, False
    for texts in project.codings.texts(units):
        tick(searched, len(units))
        places = finder(texts)
        more = len(hits) + len(places) > MOST
        hits += _hits(project, places[: MOST - len(hits)], dict(texts))
        searched += len(texts)
        if more:
            break
    return Found(tuple(hits), searched, more, len({hit.unit for hit in hits}))


def _hits(project: "Project", places: Sequence[Place], texts: dict[int, str]) -> list[Hit]:
    numbers = sorted({unit for unit, _, _ in places})
    if not numbers:
        return []
    refs = {unit.id: unit.ref for unit in project.material.beginnings(numbers)}
    locked = project.codings.locked(numbers)
    return [
        Hit(
            unit, refs[unit], start, stop,
            texts[unit][max(0, start - CONTEXT) : start], texts[unit][start:stop], texts[unit][stop : stop + CONTEXT],
            unit in locked,
        )
        for unit, start, stop in places
    ]  # fmt: skip
