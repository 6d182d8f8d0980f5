"""The rows of the queue: articles as groups with their units. Which rows there are is arithmetic over the worklist; what
stands in one is read when it is shown, so that 20,000 articles cost no more than twenty.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING, overload

from PySide6.QtCore import QCoreApplication

from intercoder.ui import figures

if TYPE_CHECKING:
    from intercoder.project.queue import QueueItem
    from intercoder.records import Unit
    from intercoder.ui.listing import Group, Listing
    from intercoder.ui.worklist import Worklist

    Read = Callable[[Sequence[int]], list[QueueItem]]

FILTERS = ("all", "to do", "doubt", "done")
_WORDS_MOST = 120
_PAGE, _KEPT = 50, 4000  # units whose words are read at once, and are remembered


@dataclass(frozen=True)
class GroupRow:
    """An article: what of it is in the list, and whether its units are shown."""

    article: int
    facts: str
    is_open: bool


@dataclass(frozen=True)
class UnitRow:
    """A unit to be coded: its number among its kind, its first words, its state."""

    unit: int
    label: str
    words: str
    state: str
    doubt: bool = False


Row = GroupRow | UnitRow


class Rows(Sequence[Row]):
    """The rows that are shown: groups, and below those that are open the units at some places of a listing.

    `shown` are the numbers of the groups, `opened` the places below some of them, both growing. `read` gives the entries at
    places, or none when the listing is out of date: rows stay what they were until others are shown.
    """

    def __init__(
        self,
        listing: Listing | None = None,
        read: Read | None = None,
        shown: Sequence[int] = (),
        opened: Mapping[int, Sequence[int]] | None = None,
    ) -> None:
        opened = opened or {}
        self.listing, self._entries, self._shown = listing, read, shown
        self._open = sorted(bisect_left(shown, number) for number in opened)  # which of the shown groups are open
        self._places = [opened[shown[at]] for at in self._open]
        self._above = [0, *accumulate(map(len, self._places))]  # units above the n-th open group
        self._begin = [at + units for at, units in zip(self._open, self._above, strict=False)]  # the row of the n-th open group
        self._words: OrderedDict[int, tuple[str, str]] = OrderedDict()  # place of a unit -> its label and words

    def __len__(self) -> int:
        return len(self._shown) + self._above[-1]

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> list[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | list[Row]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        nth, below = self._find(number)
        if 0 < below <= self._units_of(nth):
            return self._unit_row(nth, below - 1)
        return group_row(self._listed.groups[self._group_at(nth, below)], below == 0)

    @property
    def _listed(self) -> Listing:
        assert self.listing is not None  # without one there are no rows
        return self.listing

    def _find(self, number: int) -> tuple[int, int]:
        """The last open group at this row or above it, -1 for none, and how many rows below its own the row is."""
        nth = bisect_right(self._begin, number) - 1
        return nth, number - self._begin[nth] if nth >= 0 else number + 1

    def _units_of(self, nth: int) -> int:
        return len(self._places[nth]) if nth >= 0 else 0

    def _group_at(self, nth: int, below: int) -> int:
        """The number of the group so many rows below an open one, past its units."""
        at = self._open[nth] if nth >= 0 else -1
        return self._shown[at + max(0, below - self._units_of(nth))]

    # ---------------------------------------------------------------- where a row is

    def of_article(self, number: int) -> int | None:
        """The row of the group with this number."""
        at = bisect_left(self._shown, number)
        if at == len(self._shown) or self._shown[at] != number:
            return None
        return at + self._above[bisect_left(self._open, at)]

    def of_unit(self, place: int) -> int | None:
        """The row of the unit at this place of the worklist."""
        row = self.of_article(self._listed.group_at(place).number)
        nth = bisect_left(self._begin, row) if row is not None else len(self._begin)
        if row is None or nth == len(self._begin) or self._begin[nth] != row:
            return None
        below = bisect_left(self._places[nth], place)
        found = below < len(self._places[nth]) and self._places[nth][below] == place
        return row + 1 + below if found else None

    def top(self, number: int, group_px: int, unit_px: int) -> int:
        """Where a row begins, counted from the first one, where groups and units have these heights."""
        nth = bisect_left(self._begin, number) - 1
        units = self._above[nth] + min(self._units_of(nth), number - self._begin[nth] - 1) if nth >= 0 else 0
        return (number - units) * group_px + units * unit_px

    def at(self, y: int, group_px: int, unit_px: int) -> int | None:
        """The row at this height; None beside all rows."""
        if y < 0:
            return None

        def top_of(nth: int) -> int:
            return self._open[nth] * group_px + self._above[nth] * unit_px

        nth = bisect_right(range(len(self._open)), y, key=top_of) - 1
        if nth < 0:
            number = y // group_px
        else:
            below = y - top_of(nth) - group_px
            high = self._units_of(nth) * unit_px
            within = 1 + below // unit_px if below < high else 1 + self._units_of(nth) + (below - high) // group_px
            number = self._begin[nth] + (within if below >= 0 else 0)
        return number if number < len(self) else None

    # ---------------------------------------------------------------- what stands in a row

    def _unit_row(self, nth: int, at: int) -> UnitRow:
        places = self._places[nth]
        place, standing = places[at], self._listed.standing(places[at])
        label, words = self._read(places, at)
        return UnitRow(self._listed.unit_at(place), label, words, standing.state, standing.doubt)

    def _read(self, places: Sequence[int], at: int) -> tuple[str, str]:
        """Number and words of a unit, read with those that stand around it."""
        if places[at] not in self._words:
            first = at - at % _PAGE
            page = places[first : first + _PAGE]
            entries = self._entries(page) if self._entries is not None else []
            if not entries:
                return "", ""
            self._words |= zip(page, map(words_of, entries), strict=True)
            while len(self._words) > _KEPT:
                self._words.popitem(last=False)
        return self._words[places[at]]

    def digits(self) -> int:
        """How many digits the longest number has: that of the last unit of an open group, and at least 2."""
        last = [self._read(places, len(places) - 1)[0] for places in self._places[:_PAGE] if places]
        return max([2, *map(len, last)])


def rows_of(worklist: Worklist, opened: AbstractSet[int], shown: str = "all", current: int | None = None) -> Rows:
    """The rows of a worklist: every group, and the units of the articles in `opened`.

    `shown` is a filter: groups without a unit of it are left out; the current unit stays. Doubts are always opened.
    """
    listing = worklist.present
    if listing is None:
        return Rows()
    now = listing.place(current) if current is not None else None
    read = partial(worklist.read, listing)
    if shown == "doubt":
        return Rows(listing, read, *_in_doubt(listing, now))
    numbers: Sequence[int] = range(len(listing.groups))
    done = shown == "done"
    if shown != "all":
        mine = listing.group_at(now).number if now is not None else -1
        fitting = [g for g in listing.groups if (g.done if done else len(g.places) > g.done) or g.number == mine]
        numbers = [group.number for group in fitting]
    below: dict[int, Sequence[int]] = {}
    for group in (listing.by_article[article] for article in opened if article in listing.by_article):
        if shown == "all":
            below[group.number] = group.places
        elif _is_among(numbers, group.number):
            below[group.number] = [p for p in group.places if p == now or (listing.standing(p).state == "done") == done]
    return Rows(listing, read, numbers, below)


def _is_among(numbers: Sequence[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


def _in_doubt(listing: Listing, now: int | None) -> tuple[list[int], dict[int, list[int]]]:
    """The groups with a unit in doubt, or with the current one, and these units."""
    below: dict[int, list[int]] = {}
    doubtful = {place for place in map(listing.place, listing.doubtful) if place is not None}
    for place in sorted(doubtful | ({now} if now is not None else set())):
        below.setdefault(listing.group_at(place).number, []).append(place)
    return sorted(below), below


# ---------------------------------------------------------------- words


def group_row(group: Group, is_open: bool) -> GroupRow:
    """The row of an article."""
    facts = _counted(group.comments) if group.comments else _tr("Article alone")
    if group.done:
        done = _tr("{0} of {1} done").format(figures.count(group.done), figures.count(len(group.places)))
        facts = f"{facts} · {done}"
    return GroupRow(group.article, facts, is_open)


def _counted(comments: int) -> str:
    return (_tr("{0} comment") if comments == 1 else _tr("{0} comments")).format(figures.count(comments))


def number_of(ref: str) -> str:
    """The number within its kind at the end of a readable reference: A0001-C012 gives 12."""
    tail = ref.rsplit("-", 1)[-1]
    return tail.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0")


def kind_word(kind: str) -> str:
    """A kind of unit as a coder reads it: "Comment"."""
    words = {
        "article": _tr("Article"), "headline": _tr("Headline"), "lead": _tr("Lead"), "body": _tr("Body"),
        "paragraph": _tr("Paragraph"), "correction": _tr("Correction"), "caption": _tr("Caption"), "comment": _tr("Comment"),
    }  # fmt: skip
    return words.get(kind, kind.capitalize())


def name_of(unit: Unit | None) -> str:
    """What a unit is called above its questions: "Comment 2", "Article 14"."""
    return _tr("{0} {1}").format(kind_word(unit.kind), number_of(unit.ref)) if unit is not None else ""


def words_of(item: QueueItem) -> tuple[str, str]:
    """Number and words of a unit in the list: comments and paragraphs by their first words, other texts by their kind."""
    unit = item.unit
    if unit.kind in ("comment", "paragraph"):
        return number_of(unit.ref), " ".join((unit.text or "")[:_WORDS_MOST].split())
    return "", kind_word(unit.kind)


def time_words(ms: int) -> str:
    """A time left as a coder says it: in five minutes from a quarter of an hour on, "1 h 50", "25 min", "1 min"."""
    minutes = max(1, round(ms / 60_000))
    if minutes > 15:
        minutes = round(minutes / 5) * 5
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _tr("{0} min").format(rest)
    return _tr("{0} h {1}").format(hours, f"{rest:02d}") if rest else _tr("{0} h").format(hours)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Queue", text)
