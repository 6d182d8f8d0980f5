"""Search over all texts of a project: by the index where there is one, by the texts themselves where there is none.

Ids come in the order of the text; nothing is ranked, nothing is skipped by number. A statement is stopped by its `tick`.
"""

import json
import re
import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from intercoder.errors import Cancelled, UserError
from intercoder.project import reading_order
from intercoder.project.search_query import SearchQuery, like_pattern, words_of
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    from intercoder.project.project import Project

ARTICLE_TEXTS = ("headline", "lead", "body", "correction", "caption")
KINDS = (*ARTICLE_TEXTS, "comment", "boilerplate", "comments_header")
ORDERS = ("text", "date", "newest")
CONTEXT = 120
"""Characters given on both sides of a hit."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_STEPS = 20_000  # instructions of SQLite between two looks at whether the search was stopped
_CHUNK = 2_000  # texts read at a time
_MOST_RANGES = 200  # words of one query whose other names are looked for
_CODED = (
    "WITH coded(unit) AS MATERIALIZED (SELECT DISTINCT CASE kind WHEN 'paragraph' THEN parent ELSE id END FROM unit"
    " WHERE id IN (SELECT unit FROM span{seen} UNION SELECT unit FROM value{seen})) "
)
_IS_CODED = "(u.id IN (SELECT unit FROM coded) OR (u.kind <> 'comment' AND u.article IN (SELECT unit FROM coded)))"
_HIT = (
    "SELECT u.id, u.ref, u.kind, u.article, r.ref, u.text, a.outlet, a.published, c.author, c.posted, s.path,"
    " (SELECT text FROM unit h WHERE h.article = u.article AND h.kind = 'headline' LIMIT 1) FROM unit u"
    " JOIN article a ON a.unit = u.article JOIN unit r ON r.id = u.article LEFT JOIN comment c ON c.unit = u.id"
    " LEFT JOIN source s ON s.id = a.source"
    " WHERE u.id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True)
class Scope:
    """Where to search. `first` and `last` are days, months or years of the article's publication, both included."""

    outlets: tuple[str, ...] = ()  # "" = the articles without an outlet
    first: str | None = None
    last: str | None = None
    sources: tuple[str, ...] = ()  # paths of imported files
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()  # of units; none = every text
    author: str = ""  # a part of the name of a comment's author
    coded: bool | None = None  # whether anybody highlighted or answered anything there, as far as one may know
    article: int | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Scope()


@dataclass(frozen=True)
class SearchHit:
    """One place where a query stands; `start` and `stop` are code points of the unit's text."""

    unit: int
    ref: str
    kind: str
    article: int
    article_ref: str
    start: int
    stop: int
    before: str
    quote: str
    after: str
    outlet: str | None
    published: str | None
    author: str | None
    posted: str | None
    source: str | None
    headline: str | None

    @property
    def place(self) -> tuple[int, int, int]:
        """Unit, start, stop."""
        return self.unit, self.start, self.stop

    @property
    def date(self) -> str | None:
        """When the comment was posted, else when the article was published."""
        return self.posted or self.published


@dataclass(frozen=True)
class Choices:
    """What a search can be narrowed to: (name, number of articles), most first; "" = none in the file."""

    outlets: list[tuple[str, int]]
    languages: list[tuple[str, int]]
    sources: list[tuple[str, int]]


class SearchRoom:
    """Finds texts and the places in them. Owned by the material."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    def choices(self) -> Choices:
        """Outlets, languages and files of the corpus."""
        lists = (
            self._db.execute(f"SELECT {field}, count(*) FROM {table} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
            for field, table in (
                ("coalesce(outlet, '')", "article"), ("coalesce(language, '')", "article"),
                ("s.path", "article a JOIN source s ON s.id = a.source"),
            )
        )  # fmt: skip
        return Choices(*lists)

    def units(
        self, query: SearchQuery, scope: Scope = Scope(), order: str = "text", limit: int | None = None, tick: Tick = no_tick
    ) -> "array[int]":
        """Ids of the texts that fit, at most `limit` of them. Raises UserError for an odd scope, and what `tick` raises."""
        wheres, given = self._where(scope)
        if not query.wanted:
            return array("q")
        indexed = self._project.meta("searchable") is not None  # a package travels without an index
        with self._stopped_by(tick):
            variants = self._variants(query) if indexed and query.has_words else {}
            most = limit if order == "text" else None
            with_sql = "" if scope.coded is None else _CODED.format(seen=self._seen())
            if indexed and query.has_words:
                wheres.insert(0, "unit_search MATCH ?")
                given.insert(0, query.match(variants))
                tables = "unit_search s JOIN unit u ON u.id = s.rowid" if not scope.is_all or query.likes else "unit_search s"
                key = "s.rowid"
            else:
                wheres.insert(0, "u.text IS NOT NULL")
                tables, key = "unit u", "u.id"
            for like, pattern in query.likes:
                wheres.append(f"u.text {like} ? ESCAPE '\\'")
                given.append(pattern)
            sql = f"{with_sql}SELECT {key} FROM {tables} WHERE {' AND '.join(wheres)}"
            exact = query.is_exact(variants) and (indexed or not query.has_words)
            find = partial(self._all if exact else self._proven, given=given, key=key, limit=most, query=query, tick=tick)
            found = find(sql)
            if later := reading_order.later_units(self._db):  # those that come by their number after the limit
                among = f"{sql} AND {key} IN ({', '.join(map(str, later))})"
                found = array("q", reading_order.placed_ids(self._db, sorted({*found, *find(among)})))[:most]
            return found if order == "text" else self._by_date(found, order)[:limit]

    def hits(self, query: SearchQuery, units: Sequence[int]) -> list[SearchHit]:
        """Every place of the query in these texts, in the order of the ids that were given."""
        rows = {row[0]: row for row in self._db.execute(_HIT, (json.dumps(list(units)),)).fetchall()}
        found: list[SearchHit] = []
        for row in (rows[unit] for unit in units if unit in rows):
            facts, text = row[:5], row[5] or ""
            for start, stop in query.places(text):
                before, after = text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]
                found.append(SearchHit(*[*facts, start, stop, before, text[start:stop], after, *row[6:]]))
        return found

    def count_places(self, query: SearchQuery, units: "array[int]", tick: Tick = no_tick) -> int:
        """How many places the query has in these texts."""
        number = 0
        for first in range(0, len(units), _CHUNK):
            tick(first, len(units))
            chunk = json.dumps(units[first : first + _CHUNK].tolist())
            rows = self._db.execute("SELECT text FROM unit WHERE id IN (SELECT value FROM json_each(?))", (chunk,)).fetchall()
            number += sum(len(query.places(text)) for (text,) in rows)
        return number

    def places(self, query: SearchQuery, article: int) -> list[tuple[int, int, int]]:
        """Every place in the texts of one article, as unit, start, stop; those of a paragraph belong to its body."""
        query_sql = "SELECT id, text FROM unit WHERE article = ? AND text IS NOT NULL ORDER BY id"
        rows = reading_order.placed(self._db, self._db.execute(query_sql, (article,)).fetchall(), itemgetter(0))
        return [(unit, start, stop) for unit, text in rows for start, stop in query.places(text) if query.wanted]

    # -------------------------------------------------------------- the statement

    def _all(self, sql: str, *, given: list[object], key: str, limit: int | None, **_: object) -> "array[int]":
        rows = self._db.execute(f"{sql} ORDER BY {key} LIMIT ?", (*given, -1 if limit is None else limit)).fetchall()
        return array("q", (row[0] for row in rows))

    def _proven(
        self, sql: str, *, given: list[object], key: str, limit: int | None, query: SearchQuery, tick: Tick
    ) -> "array[int]":
        """The texts of a statement that fit, read some at a time."""
        found, last = array("q"), 0
        while True:
            tick(0, 0)
            rows = self._db.execute(f"{sql} AND {key} > ? ORDER BY {key} LIMIT {_CHUNK}", (*given, last)).fetchall()
            if not rows:
                return found
            chunk, last = [row[0] for row in rows], rows[-1][0]
            texts = self._db.execute(
                "SELECT id, text FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", (json.dumps(chunk),)
            ).fetchall()
            for unit, text in texts:
                if query.fits(text or ""):
                    found.append(unit)
                    if len(found) == limit:
                        return found

    def _by_date(self, units: "array[int]", order: str) -> "array[int]":
        """By the day of the article's publication; articles without one last, texts of one article in their order."""
        if order not in ORDERS:
            raise UserError(f"Hits cannot be sorted by “{order}”.", "Orders are: " + ", ".join(ORDERS))
        down = " DESC" if order == "newest" else ""
        query = (
            "SELECT u.id FROM json_each(?) j JOIN unit u ON u.id = j.value JOIN article a ON a.unit = u.article"
            f" ORDER BY a.published IS NULL, a.published{down}, u.article, j.id"
        )
        return array("q", (i for (i,) in self._db.execute(query, (json.dumps(units.tolist()),)).fetchall()))

    def _where(self, scope: Scope) -> tuple[list[str], list[object]]:
        wheres: list[str] = []
        given: list[object] = []
        articles, marks = self._articles(scope)
        if articles:
            wheres.append(f"u.article IN (SELECT a.unit FROM article a WHERE {' AND '.join(articles)})")
            given += marks
        if odd := [kind for kind in scope.kinds if kind not in KINDS]:
            raise UserError(f"There are no texts of the kind “{odd[0]}”.", "Kinds are: " + ", ".join(KINDS))
        if scope.kinds:
            wheres.append("u.kind IN (SELECT value FROM json_each(?))")
            given.append(json.dumps(scope.kinds))
        if scope.author.strip():
            wheres.append("EXISTS (SELECT 1 FROM comment c WHERE c.unit = u.id AND c.author LIKE ? ESCAPE '\\')")
            given.append(like_pattern(scope.author.strip()))
        if scope.coded is not None:
            wheres.append(_IS_CODED if scope.coded else f"NOT {_IS_CODED}")
        if scope.article is not None:
            wheres.append("u.article = ?")
            given.append(scope.article)
        return wheres, given

    def _articles(self, scope: Scope) -> tuple[list[str], list[object]]:
        wheres: list[str] = []
        given: list[object] = []
        for names, field in ((scope.outlets, "a.outlet"), (scope.languages, "a.language")):
            if names:
                wheres.append(f"coalesce({field}, '') IN (SELECT value FROM json_each(?))")
                given.append(json.dumps(names))
        if scope.sources:
            wheres.append("a.source IN (SELECT id FROM source WHERE path IN (SELECT value FROM json_each(?)))")
            given.append(json.dumps(scope.sources))
        for day, sign in ((scope.first, ">="), (scope.last, "<=")):
            if day:
                if not _DAY.fullmatch(day):
                    raise UserError(f"“{day}” is no day.", "Write 2026-03-31, or a month 2026-03, or a year 2026.")
                wheres.append(f"length(a.published) >= {len(day)} AND substr(a.published, 1, {len(day)}) {sign} ?")
                given.append(day)
        return wheres, given

    # -------------------------------------------------------------- words of the index

    def _seen(self) -> str:
        """Which codings count: in a blind round a coder's own."""
        if self._project.codings.sees_figures():
            return ""
        return f" WHERE coder = {self._project.coder.id:d} OR round IN (SELECT id FROM round WHERE NOT blind)"

    def _variants(self, query: SearchQuery) -> Mapping[str, Sequence[str]]:
        """What the words of a query may also be called in the index.

        SQLite does not know the younger emoji and takes them for letters: “great🤣” is one word of the index.
        """
        wanted = {term.words[-1]: term.prefix for term in query.terms if not term.literal}
        wanted = {**{w: False for t in query.terms if not t.literal for w in t.words}, **wanted}
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_word USING fts5vocab(main, unit_search, 'row')")
        holds = "EXISTS (SELECT 1 FROM json_each(?3) j WHERE instr(term, j.value))"
        sql = f"SELECT term FROM temp.indexed_word WHERE term >= ?1 AND term <= ?2 AND {holds}"
        ranges = [("\ufffd", "\U0001ffff"), *((word + "\u2000", word + "\U0010ffff") for word in wanted)]
        found: dict[str, list[str]] = {}
        for low, high in ranges[:_MOST_RANGES]:
            for (name,) in self._db.execute(sql, (low, high, json.dumps(list(wanted)))).fetchall():
                known = words_of(name)
                for word, prefix in wanted.items() if known != [name] else ():
                    if any(each == word or (prefix and each.startswith(word)) for each in known):
                        found.setdefault(word, []).append(name)
        return found

    @contextmanager
    def _stopped_by(self, tick: Tick) -> Iterator[None]:
        """Statements inside ask `tick` now and then, and end with what it raises."""
        raised: list[BaseException] = []

        def look() -> int:
            try:
                tick(0, 0)
            except (Cancelled, KeyboardInterrupt) as reason:
                raised.append(reason)
                return 1
            return 0

        self._db.set_progress_handler(look, _STEPS)
        try:
            yield
        except sqlite3.OperationalError:
            if raised:
                raise raised[0] from None
            raise
        finally:
            self._db.set_progress_handler(None, 0)
