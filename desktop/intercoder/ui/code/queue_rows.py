"""The rows of the queue: articles as groups with their units. Pure: worklist in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.plan import QueueItem
    from intercoder.records import Unit
    from intercoder.ui.worklist import Group

FILTERS = {
    "all": frozenset({"open", "started", "doubt", "done"}),
    "open": frozenset({"open", "started"}),
    "doubt": frozenset({"doubt"}),
}
_NAMES = {"article": "Article", "headline": "Headline", "lead": "Lead", "body": "Body", "correction": "Correction",
          "caption": "Caption"}  # fmt: skip
_WORDS_MOST = 120


@dataclass(frozen=True)
class GroupRow:
    """An article: its title, what of it is in the list, and whether its units are shown."""

    article: int
    facts: str
    is_open: bool

    @property
    def key(self) -> tuple[str, int, bool]:
        """What makes the row the same row."""
        return ("article", self.article, self.is_open)

    @property
    def words(self) -> str:
        """What is read out."""
        return self.facts


@dataclass(frozen=True)
class UnitRow:
    """A unit to be coded: its number among its kind, its first words, its state."""

    unit: int
    label: str
    words: str
    state: str

    @property
    def key(self) -> tuple[str, int, bool]:
        """What makes the row the same row."""
        return ("unit", self.unit, True)


Row = GroupRow | UnitRow


def rows_of(
    items: Sequence[QueueItem],
    groups: Iterable[Group],
    opened: AbstractSet[int],
    shown: str = "all",
    current: int | None = None,
) -> list[Row]:
    """The rows of a worklist: every group, and the units of those that are opened.

    `shown` is a filter: groups without a unit of it are left out; the current unit stays.
    """
    rows: list[Row] = []
    for group in groups:
        units = [] if shown == "all" and group.article not in opened else [items[place] for place in group.places]
        if shown != "all":
            units = [item for item in units if item.state in FILTERS[shown] or item.unit.id == current]
            if not units:
                continue
        is_open = group.article in opened
        rows.append(group_row(group, is_open))
        if is_open:
            rows += [unit_row(item) for item in units]
    return rows


def group_row(group: Group, is_open: bool) -> GroupRow:
    """The row of an article."""
    noun = "comment" if group.comments == 1 else "comments"
    words = f"{group.comments:,} {noun}" if group.comments else "Article alone"
    done = f" · {group.done:,} of {len(group.places):,} done" if group.done else ""
    return GroupRow(group.article, words + done, is_open)


def number_of(ref: str) -> str:
    """The number within its kind at the end of a readable reference: A0001-C012 gives 12."""
    tail = ref.rsplit("-", 1)[-1]
    return tail.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0")


def name_of(unit: Unit | None) -> str:
    """What a unit is called above its questions: "Comment 2", "Article 14"."""
    return f"{unit.kind.capitalize()} {number_of(unit.ref)}" if unit is not None else ""


def unit_row(item: QueueItem) -> UnitRow:
    """The row of a unit."""
    unit = item.unit
    if unit.kind == "comment":
        words = " ".join((unit.text or "")[:_WORDS_MOST].split())
        return UnitRow(unit.id, number_of(unit.ref), words, item.state)
    label = number_of(unit.ref) if unit.kind == "paragraph" else ""
    words = " ".join((unit.text or "")[:_WORDS_MOST].split()) if unit.kind == "paragraph" else _NAMES[unit.kind]
    return UnitRow(unit.id, label, words, item.state)
