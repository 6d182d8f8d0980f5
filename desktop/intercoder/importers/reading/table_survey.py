"""What the rows of a table say together, before they become articles and comments."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter

from intercoder.importers.reading.columns import Columns, normal
from intercoder.importers.reading.contract import Options
from intercoder.importers.reading.dates import When, read_iso
from intercoder.importers.reading.day_column import DayColumn
from intercoder.importers.reading.faults import Faults
from intercoder.importers.reading.sheets import Row
from intercoder.records import Issue

Roles = tuple[str, ...]
Key = str | tuple[str, ...]
"""What the rows of an article have in common: their cell in one role, or their cells in several."""
Cells = Callable[[list[str]], tuple[str, ...]]
"""Gives the cells of a row in some roles, '' where there is none."""

OF_AN_ARTICLE = (
    "headline", "lead", "body", "outlet", "byline", "url", "language", "section", "published", "declared",
)  # fmt: skip
"""The roles of what an article takes from the first of its rows that says it."""
_URL = OF_AN_ARTICLE.index("url")
OF_A_COMMENT = ("comment", "comment_id", "author", "posted", "parent", "likes", "dislikes", "status")
"""The roles of what `_comment` reads from a row."""
KNOWN_DAYS = 50_000
"""So many days as printed are kept with what they say."""


class Survey:
    """What the rows of one table say together: articles and their rows, the order of dates, what could not be read.

    `look` is called for each row of a first pass; the counts of faults grow while articles are made in the second.
    """

    def __init__(self, columns: Columns, options: Options) -> None:
        self.columns = columns
        self.options = options
        self.rows = 0
        self.faults = Faults()
        self._place = {role: at for at, role in enumerate(columns.roles) if role}
        self._width = len(columns.names)
        self._known: dict[tuple[str, str], When | None] = {}
        self._days = {
            role: DayColumn.of(columns.names[at], options)
            for role in ("published", "posted")
            if (at := self._place.get(role)) is not None
        }
        self._clocked = ("posted" if "posted" in self._place else "published") if "clock" in self._place else None
        self._counts: dict[Roles, Counter[Key]] = {roles: Counter() for roles in self._possible_keys()}
        self._keys = [(counts, self._key_in(roles)) for roles, counts in self._counts.items()]
        self.of_a_comment = self._cells(OF_A_COMMENT)
        self.of_an_article = self._cells(OF_AN_ARTICLE)
        self._extra = [
            (at, name)
            for at, (name, role) in enumerate(zip(columns.names, columns.roles, strict=True))
            if role is None or (role == "private" and options.keep_private)
        ]

    @property
    def has_text(self) -> bool:
        """Whether a column holds text to code."""
        return bool({"comment", "body", "lead"} & set(self._place))

    @property
    def has_links(self) -> bool:
        """Whether a row of articles at least names one."""
        return not self.columns.of_comments and bool({"headline", "url"} & set(self._place))

    def look(self, rows: Sequence[Row | Issue]) -> None:
        """Learn from rows of the first pass."""
        found = [row for row in rows if not isinstance(row, Issue) and any(map(str.strip, row[1]))]
        self.rows += len(found)
        for counts, key_of in self._keys:
            counts.update([key_of(cells) for _place, cells in found])
        for place, cells in found:
            if len(cells) > self._width:
                self.faults.add("wide", place)
        for role, days in self._days.items():
            at = self._place[role]
            days.look([cells[at] for _place, cells in found if at < len(cells) and cells[at][4:5] != "-"])

    def name(self, role: str) -> str:
        """The name of the column with this role."""
        return self.columns.names[self._place[role]]

    def taken(self, said: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """What an article takes of what its rows say of it: in each role the first cell that is not blank."""
        taken = said[0]
        if said.count(taken) < len(said):
            taken = tuple([next((cell for cell in column if cell.strip()), "") for column in zip(*said, strict=True)])
        return tuple(["" if at == _URL else cell for at, cell in enumerate(taken)]) if self.own_addresses else taken

    def beside(self, said: tuple[str, ...], taken: tuple[str, ...]) -> dict[str, str]:
        """What a row says of its article that the article did not take, by the names of the columns."""
        return {
            self.columns.names[self._place[role]]: cell
            for role, cell, known in zip(OF_AN_ARTICLE, said, taken, strict=True)
            if cell.strip() and cell.strip() != known.strip()
        }

    def cell(self, cells: list[str], role: str) -> str:
        """The cell with this role as it is; '' where there is none."""
        at = self._place.get(role)
        return cells[at] if at is not None and at < len(cells) else ""

    def value(self, cells: list[str], role: str) -> str | None:
        """The cell of metadata with this role; None where it is blank."""
        return self.cell(cells, role).strip() or None

    @cached_property
    def counts(self) -> Counter[Key]:
        """The number of rows of each article, known after the first pass."""
        return self._counts[self._key]

    def key(self, row: Row | Issue) -> Key | None:
        """What the row has in common with those of the same article; None if it is empty or was not read."""
        if isinstance(row, Issue) or not any(map(str.strip, row[1])):
            return None
        return self._key_of(row[1])

    def when(self, role: str, printed: str, row: Row) -> tuple[str | None, str | None, str | None]:
        """The day or time in the cell of a row with this role: value, as printed, precision."""
        raw = printed.strip()
        if not raw:
            return None, None, None
        place, cells = row
        if role == self._clocked and (clock := self.cell(cells, "clock").strip()):
            raw = f"{raw} {clock}"
        if (plain := read_iso(raw)) is not None:
            return plain[0], raw, plain[1]
        read = self._known_when(raw, role)
        if read is None:
            self.faults.add(DayColumn.fault(raw), place)
            return None, raw, None
        return read.value, raw, read.precision

    def extra(self, cells: list[str]) -> dict[str, str]:
        """The cells of the columns without a role, and cells beyond the header."""
        kept = {name: cells[at] for at, name in self._extra if at < len(cells) and cells[at]} if self._extra else {}
        if len(cells) > self._width:
            kept.update({f"column {at + 1}": cells[at] for at in range(self._width, len(cells)) if cells[at]})
        return kept

    def _known_when(self, raw: str, role: str) -> When | None:
        """What a day says that may stand in many rows: to read it takes long."""
        if (raw, role) not in self._known:
            if len(self._known) >= KNOWN_DAYS:
                self._known.clear()
            self._known[raw, role] = self._days[role].read(raw)
        return self._known[raw, role]

    @cached_property
    def _key(self) -> Roles:
        """The columns that tell one article from another; an address that never repeats is the comment's own."""
        first, *rest = self._counts
        return rest[0] if self.own_addresses and first == ("url",) else first

    @cached_property
    def own_addresses(self) -> bool:
        """Whether the addresses are the comments' own: each is another, also where comments have an article in common."""
        if ("url",) not in self._counts:
            return False
        keys = self._counts.get(("article_key",), ())
        return self._may_be_own and len(self._counts[("url",)]) == self.rows > max(1, len(keys))

    def _possible_keys(self) -> list[Roles]:
        """The roles by which rows may be grouped, the best first; the empty one puts all into one article."""
        named = tuple(role for role in ("outlet", "headline", "published") if role in self._place)
        if "article_key" in self._place:
            return [("article_key",), ("url",)] if self._may_be_own else [("article_key",)]
        return [("url",), named] if "url" in self._place else [named]

    @cached_property
    def _may_be_own(self) -> bool:
        """Whether there is a column with addresses that does not speak of articles."""
        name = normal(self.name("url")) if "url" in self._place else ""
        return self.columns.of_comments and name in ("url", "link", "permalink", "href")

    @cached_property
    def _key_of(self) -> Callable[[list[str]], Key]:
        return self._key_in(self._key)

    def _key_in(self, roles: Roles) -> Callable[[list[str]], Key]:
        """What gives the key of a row whose article is told by its cells in these roles."""
        if not roles:
            return lambda _cells: ""
        if len(roles) == 1:
            at = self._place[roles[0]]
            return lambda cells: cells[at].strip() if at < len(cells) else ""
        cells_of = self._cells(roles)
        return lambda cells: tuple(map(str.strip, cells_of(cells)))

    def _cells(self, roles: Roles) -> Cells:
        """What gives the cells of a row in these roles, two or more; a row may be shorter or longer than the header."""
        width = self._width
        get = itemgetter(*[self._place.get(role, width) for role in roles])

        def cells_of(cells: list[str]) -> tuple[str, ...]:
            missing = width + 1 - len(cells)
            return get([*cells, ""] if missing == 1 else cells[:width] + [""] * max(missing, 1))  # type: ignore[no-any-return]

        return cells_of
