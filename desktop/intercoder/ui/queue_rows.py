"""The rows of the queue: articles as groups with their units. Pure: worklist in, rows out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.project.plan import QueueItem
    from intercoder.records import Unit

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
    title: str
    facts: str
    is_open: bool

    @property
    def key(self) -> tuple[str, int, bool]:
        """What makes the row the same row."""
        return ("article", self.article, self.is_open)

    @property
    def words(self) -> str:
        """What is read out."""
        return f"{self.title}, {self.facts}"


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
    items: Sequence[QueueItem], titles: Mapping[int, tuple[str, bool]], opened: frozenset[int] | set[int]
) -> list[Row]:
    """The rows for these units, in their order; `titles` says of each article its title and if that is a headline."""
    rows: list[Row] = []
    for article, members in groupby(items, key=lambda item: item.unit.article):
        units = list(members)
        title, is_headline = titles.get(article, ("", True))
        is_open = article in opened
        rows.append(GroupRow(article, title, _facts(units, is_headline), is_open))
        if is_open:
            rows += [_unit_row(item) for item in units]
    return rows


def number_of(ref: str) -> str:
    """The number within its kind at the end of a readable reference: A0001-C012 gives 12."""
    tail = ref.rsplit("-", 1)[-1]
    return tail.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0")


def name_of(unit: Unit | None) -> str:
    """What a unit is called above its questions: "Comment 2", "Article 14"."""
    return f"{unit.kind.capitalize()} {number_of(unit.ref)}" if unit is not None else ""


def _unit_row(item: QueueItem) -> UnitRow:
    unit = item.unit
    if unit.kind == "comment":
        words = " ".join((unit.text or "")[:_WORDS_MOST].split())
        return UnitRow(unit.id, number_of(unit.ref), words, item.state)
    label = number_of(unit.ref) if unit.kind == "paragraph" else ""
    words = " ".join((unit.text or "")[:_WORDS_MOST].split()) if unit.kind == "paragraph" else _NAMES[unit.kind]
    return UnitRow(unit.id, label, words, item.state)


def _facts(items: Sequence[QueueItem], is_headline: bool) -> str:
    comments = sum(item.unit.kind == "comment" for item in items)
    done = sum(item.state == "done" for item in items)
    first = "" if is_headline or done else "No headline · "
    noun = "comment" if comments == 1 else "comments"
    words = f"{comments:,} {noun}" if comments else "Article alone"
    return f"{first}{words}" + (f" · {done:,} of {len(items):,} done" if done else "")
