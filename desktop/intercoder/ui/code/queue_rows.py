"""The rows of the queue: articles as groups with their units. Pure: worklist in, rows out."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.queue import QueueItem
    from intercoder.records import Unit
    from intercoder.ui.worklist import Group, Worklist

FILTERS = ("all", "to do", "doubt", "done")
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
    doubt: bool = False

    @property
    def key(self) -> tuple[str, int, bool]:
        """What makes the row the same row."""
        return ("unit", self.unit, True)


Row = GroupRow | UnitRow


def rows_of(worklist: Worklist, opened: AbstractSet[int], shown: str = "all", current: int | None = None) -> list[Row]:
    """The rows of a worklist: every group, and the units of those that are opened.

    `shown` is a filter: groups without a unit of it are left out; the current unit stays. Doubts are always opened.
    """
    now = worklist.place(current)
    if shown == "doubt":
        return _rows_in_doubt(worklist, now)
    rows: list[Row] = []
    for group in worklist.groups.values():
        is_open, left = group.article in opened, len(group.places) - group.done
        if not {"done": group.done, "to do": left}.get(shown, 1) and now not in group.places:
            continue
        rows.append(group_row(group, is_open))
        if is_open:
            places = [place for place in group.places if place == now or _belongs(worklist, place, shown)]
            rows += [unit_row(item) for item in worklist.read(places)]
    return rows


def _belongs(worklist: Worklist, place: int, shown: str) -> bool:
    return shown == "all" or (worklist.standing(place).state == "done") == (shown == "done")


def _rows_in_doubt(worklist: Worklist, now: int | None) -> list[Row]:
    places = sorted({worklist.place(unit) for unit in worklist.doubtful} | {now} - {None})
    rows: list[Row] = []
    for article, same in groupby(places, worklist.article_at):
        rows.append(group_row(worklist.groups[article], is_open=True))
        rows += [unit_row(item) for item in worklist.read(list(same))]
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
        return UnitRow(unit.id, number_of(unit.ref), words, item.state, item.doubt)
    label = number_of(unit.ref) if unit.kind == "paragraph" else ""
    words = " ".join((unit.text or "")[:_WORDS_MOST].split()) if unit.kind == "paragraph" else _NAMES[unit.kind]
    return UnitRow(unit.id, label, words, item.state, item.doubt)


def time_words(ms: int) -> str:
    """A time left as a coder says it: in five minutes from a quarter of an hour on, "1 h 50", "25 min", "1 min"."""
    minutes = max(1, round(ms / 60_000))
    if minutes > 15:
        minutes = round(minutes / 5) * 5
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if hours and rest else f"{hours} h" if hours else f"{minutes} min"
