"""Rows of a table as articles and comments, once it is known what the columns are."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from operator import itemgetter

from intercoder.importers.reading.columns import Columns, normal
from intercoder.importers.reading.contract import Options
from intercoder.importers.reading.dates import When, read_iso
from intercoder.importers.reading.day_column import DayColumn
from intercoder.importers.reading.faults import Faults
from intercoder.importers.reading.replies import with_mentions
from intercoder.importers.reading.sheets import Row
from intercoder.records import Article, Comment, Issue, Kind, Text

Roles = tuple[str, ...]
Key = str | tuple[str, ...]
"""What the rows of an article have in common: their cell in one role, or their cells in several."""
Cells = Callable[[list[str]], tuple[str, ...]]
"""Gives the cells of a row in some roles, '' where there is none."""

NO_PARENT = frozenset({"", "0", "0.0", "nan", "none", "null", "na", "-1", "false"})
STATUSES = {
    "pending": "pending", "hold": "pending", "0": "pending", "unapproved": "pending", "deleted": "deleted",
    "removed": "deleted", "trash": "deleted", "blocked": "blocked", "rejected": "blocked", "spam": "spam",
    "pingback": "pingback", "trackback": "pingback",
}  # fmt: skip
_OF_A_COMMENT = ("comment", "comment_id", "author", "posted", "parent", "likes", "dislikes", "status")
"""The roles of what `_comment` reads from a row."""
DELETED = frozenset({"[deleted]", "[removed]"})
_KIND = re.compile(r"t[1-6]_")
_WHOLE = re.compile(r"[-+]?\d+(?:\.0+)?")
_ID = 1
LARGEST = 2**63 - 1
"""A project keeps no greater number."""
LONGEST_NUMBER = 40
KNOWN_DAYS = 50_000
"""So many days as printed are kept with what they say."""
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+")


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
        self.of_a_comment = self._cells(_OF_A_COMMENT)
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

    def has(self, role: str) -> bool:
        """Whether a column has this role."""
        return role in self._place

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
        return rest[0] if self.own_addresses else first

    @cached_property
    def own_addresses(self) -> bool:
        """Whether the addresses are the comments' own: each is another, and the column does not speak of articles."""
        if not self.columns.of_comments or ("url",) not in self._counts:
            return False
        name = normal(self.columns.names[self._place["url"]])
        return name in ("url", "link", "permalink", "href") and len(self._counts[("url",)]) == self.rows > 1

    def _possible_keys(self) -> list[Roles]:
        """The roles by which rows may be grouped, the best first; the empty one puts all into one article."""
        named = tuple(role for role in ("outlet", "headline", "published") if role in self._place)
        if "article_key" in self._place:
            return [("article_key",)]
        return [("url",), named] if "url" in self._place else [named]

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


def article_of_row(row: Row, survey: Survey) -> Article:
    """An article of a table of articles."""
    place, cells = row
    if not survey.cell(cells, "body").strip() and not survey.cell(cells, "lead").strip():
        survey.faults.add("no_body", place)
    return _article([row], survey, (), survey.extra(cells))


def article_of_comments(rows: list[Row], survey: Survey) -> Article:
    """The article that these rows have in common, with a comment for each row that has one."""
    cells_of = survey.of_a_comment
    found = [(row, cells) for row in rows if (cells := cells_of(row[1]))[0].strip() or any(map(str.strip, cells[1:4]))]
    ids = {i if i.isdecimal() else _bare(i): n for n, (_row, cells) in enumerate(found) if (i := cells[_ID].strip())}
    keys = {survey.value(rows[0][1], "article_key")} - {None}
    comments = tuple([_comment(row, cells, n, survey, ids, keys) for n, (row, cells) in enumerate(found)])
    if any(comment.text[:1] == "@" for comment in comments):
        comments = tuple(with_mentions(comments))
    if not any(survey.key(rows[0]) or ()) and ({"article_key", "url"} & set(survey.columns.roles)):
        for row in rows:
            survey.faults.add("keyless", row[0])
    return _article(rows, survey, comments, {})


def _article(rows: list[Row], survey: Survey, comments: tuple[Comment, ...], extra: dict[str, str]) -> Article:
    place, cells = rows[0]
    first = {role: _first(rows, survey, role) for role in ("headline", "lead", "body", "outlet", "byline", "url", "language")}
    key = survey.value(cells, "article_key")
    address = None if survey.own_addresses else first["url"] or (key if key and "/" in key else None)
    published, raw, precision = survey.when("published", survey.cell(cells, "published"), rows[0])
    declared = _number(survey.cell(cells, "declared"))
    kinds: tuple[Kind, ...] = ("headline", "lead", "body")
    texts = [Text(kind, text, place, _paragraphs(text) if kind == "body" else ()) for kind in kinds if (text := first[kind])]
    issues: tuple[Issue, ...] = ()
    if declared is not None and comments and declared != len(comments):
        message = f"The table says {declared} comments, {len(comments)} found."
        issues = (Issue("declared_comments", message, place, declared=declared, found=len(comments)),)
    return Article(
        (*texts, *comments),
        place,
        first["headline"],
        first["outlet"],
        first["byline"],
        published,
        raw,
        precision,
        address,
        first["language"],
        survey.value(cells, "section"),
        key if key != address else None,
        declared,
        not (first["body"] or first["lead"]),
        extra,
        issues,
    )


def _comment(
    row: Row, found: tuple[str, ...], number: int, survey: Survey, ids: dict[str, int], keys: set[str | None]
) -> Comment:
    place, cells = row
    text, identity, author, day, above, printed, dislikes, printed_status = found
    if not text.strip():
        survey.faults.add("no_comment_text", place)
    posted, raw, precision = survey.when("posted", day, row)
    extra = survey.extra(cells)
    if survey.own_addresses and (address := survey.value(cells, "url")):
        extra["url"] = address
    parent = _parent(above, keys) if above else None
    reply_to = ids.get(parent) if parent else None
    if parent and (reply_to is None or reply_to == number):
        survey.faults.add("orphan_reply", place)
        extra, reply_to = {**extra, "parent": parent}, None
    likes = _number(printed) if printed else None
    if printed and likes is None and (printed := printed.strip()).lower() not in NO_PARENT:
        survey.faults.add("likes", place)
        extra = {**extra, "likes": printed}
    status = STATUSES.get(printed_status.strip().lower(), "visible") if printed_status else "visible"
    return Comment(
        text,
        place,
        author.strip() or None,
        posted,
        raw,
        precision,
        reply_to,
        "explicit" if reply_to is not None else None,
        likes,
        _number(dislikes) if dislikes else None,
        "deleted" if text[:1] == "[" and text.strip() in DELETED else status,  # type: ignore[arg-type]
        identity.strip() or None,
        extra,
    )


def _first(rows: list[Row], survey: Survey, role: str) -> str | None:
    """The first cell with this role that is not blank; metadata without the space around it, texts as they are."""
    for _place, cells in rows if survey.has(role) else ():
        cell = survey.cell(cells, role)
        if cell.strip():
            return cell if role in ("headline", "lead", "body") else cell.strip()
    return None


def _parent(cell: str, keys: set[str | None]) -> str | None:
    """The id of the comment that is answered; None if it is the article, or nothing."""
    cell = cell.strip()
    if cell.lower() in NO_PARENT or cell.startswith("t3_") or cell in keys:
        return None
    return _bare(cell)


def _bare(identity: str) -> str:
    """An id as it is compared: Reddit's `t1_` before it says only its kind, `.0` after it only that it was a number."""
    identity = _KIND.sub("", identity, count=1) if identity[:1] == "t" else identity
    return identity.removesuffix(".0")


def _number(cell: str) -> int | None:
    if not cell or len(cell) > LONGEST_NUMBER:
        return None
    if not cell.isdecimal():
        cell = cell.strip()
        if _WHOLE.fullmatch(cell):
            cell = cell.split(".")[0]
        elif _THOUSANDS.fullmatch(cell):
            cell = re.sub(r"[^\d+-]", "", cell)
        else:
            return None
    number = int(cell)
    return number if -LARGEST <= number <= LARGEST else None


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The lines of a body that are not blank."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            ranges.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(ranges)
