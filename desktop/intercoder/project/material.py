"""The material of a project: sources, articles, comments and their texts. Reading; the import is in `intake`."""

import json
import sqlite3
from array import array
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.project import search_index
from intercoder.project.duplicates import DuplicatesRoom
from intercoder.project.intake import AddReport, Intake
from intercoder.project.reading_order import JOINED, placed
from intercoder.project.repeats import known_file
from intercoder.project.search import SearchRoom
from intercoder.project.search_query import parse
from intercoder.records import Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from intercoder.project.project import Project
    from intercoder.records import Article, Issue, SourceFile, Tick

_TEXT = "coalesce(u.text, substr(p.text, u.start + 1, u.stop - u.start))"
_UNIT = (
    f"SELECT u.id, u.kind, u.ref, u.article, u.parent, u.position, {_TEXT}, u.codable,"
    " iif(u.stop IS NULL, NULL, u.start), u.stop FROM unit u LEFT JOIN unit p ON p.id = u.parent AND u.kind = 'paragraph'"
)

_OWN_TEXT = _UNIT.partition(" LEFT JOIN")[0].replace(_TEXT, "u.text")
_BEGINNING = "substr(coalesce(u.text, substr(p.text, u.start + 1, min(u.stop - u.start, 120))), 1, 120)"


@dataclass(frozen=True)
class ArticleRow:
    """An article as lists show it; `comments` were found, `declared_comments` is what its header said."""

    id: int
    number: int
    ref: str
    headline: str | None
    outlet: str | None
    published: str | None
    byline: str | None
    url: str | None
    language: str | None
    section: str | None
    declared_comments: int | None
    comments: int
    source: str
    locator: str | None
    stub: bool
    first_words: str
    source_id: int | None = None

    @property
    def title(self) -> str:
        """The headline, or the first words where there is none."""
        return self.headline or self.first_words or self.ref


@dataclass(frozen=True)
class CommentRow:
    """The facts of a comment; `reply_to` is a unit id."""

    unit: int
    author: str | None
    posted: str | None
    reply_to: int | None
    reply_basis: str | None
    likes: int | None
    status: str
    provider_id: str | None = None


@dataclass(frozen=True)
class SourceRow:
    """A file that was imported."""

    id: int
    path: str
    sha256: str
    size: int
    format: str
    encoding: str
    imported_at: int
    importer: int | None  # version of the importer that read it; None of an import by an older program
    modified: int | None  # when the file was changed last, ms since 1970; None where it was not known or not kept
    report: dict[str, object]


@dataclass(frozen=True)
class IssueRow:
    """A warning or a skipped record of an import."""

    id: int
    source: str
    article: int | None
    severity: str
    code: str
    message: str
    locator: str | None
    declared: int | None
    found: int | None
    raw: str | None
    reason: str | None


@dataclass(frozen=True)
class Counts:
    """How much material there is."""

    sources: int
    articles: int
    comments: int
    issues: int


class MaterialRoom:
    """Reads the material and hands imports to the intake. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db
        self._counted: tuple[tuple[int, int], Counts] | None = None  # the state of the file, and what was counted then
        self.duplicates = DuplicatesRoom(project)
        self.searching = SearchRoom(project)

    # -------------------------------------------------------------- import

    def add(
        self,
        source: "SourceFile",
        records: "Iterable[Article | Issue]",
        tick: "Tick",
        known_before: int | None = None,
        counts: "Callable[[], dict[str, object]] | None" = None,
    ) -> AddReport:
        """Imports one file in one step. Articles equal to one of a source up to `known_before` are not added.

        What `counts` gives when all records were read is what `known_file` gives for the same file later.
        """
        return Intake(self._project).add(source, records, tick, known_before, counts)

    def known_file(self, source: "SourceFile", known_before: int) -> dict[str, object] | None:
        """What was counted when the same bytes were imported in the same way; None if all is not still there, or was not."""
        return known_file(self._db, source, known_before)

    def last_source(self) -> int:
        """Id of the newest source, 0 if there is none: the `known_before` of an import that begins now."""
        return int(self._db.execute("SELECT coalesce(max(id), 0) FROM source").fetchone()[0])

    def last_issue(self) -> int:
        """Id of the newest issue, 0 if there is none: what comes after it belongs to an import that begins now."""
        return int(self._db.execute("SELECT coalesce(max(id), 0) FROM import_issue").fetchone()[0])

    def articles_of(self, sha256: str, format_: str, profile: str | None = None) -> int | None:
        """Number of articles of a file that was imported before with this profile, None if it was not."""
        query = "SELECT id FROM source WHERE sha256 = ? AND format = ? AND profile IS ?"
        row = self._db.execute(query, (sha256, format_, profile)).fetchone()
        if row is None:
            return None
        return int(self._db.execute("SELECT count(*) FROM article WHERE source = ?", row).fetchone()[0])

    def index(self) -> None:
        """Brings what was imported into the search index."""
        with self._project.barrier("Build the search index", set()):
            search_index.fill(self._db)

    # -------------------------------------------------------------- reading

    def counts(self) -> Counts:
        """How many sources, articles, comments and import issues there are; counted anew when the file was changed only."""
        state = (self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes)
        settled = not self._db.in_transaction  # what a step has changed may still be rolled back
        if settled and self._counted is not None and self._counted[0] == state:
            return self._counted[1]
        query = "SELECT (SELECT count(*) FROM source), (SELECT count(*) FROM article),"
        query += " (SELECT count(*) FROM comment WHERE status <> 'pingback'), (SELECT count(*) FROM import_issue)"
        counts = Counts(*self._db.execute(query).fetchone())
        if settled:
            self._counted = (state, counts)
        return counts

    def exceeds(self, number: int) -> bool:
        """Whether there are more articles and comments than this; counts no further."""
        query = "SELECT count(*) FROM (SELECT 1 FROM article UNION ALL SELECT 1 FROM comment LIMIT ?)"
        return int(self._db.execute(query, (number + 1,)).fetchone()[0]) > number

    def sources(self) -> list[SourceRow]:
        """The imported files in order."""
        columns = "id, path, sha256, size, format, encoding, imported_at, importer, modified, report"
        rows = self._db.execute(f"SELECT {columns} FROM source ORDER BY id").fetchall()
        return [SourceRow(*[*row[:9], json.loads(row[9] or "{}")]) for row in rows]

    def skipped(self) -> dict[str, int]:
        """How many records of all imports gave no article and no comment, by the code of the reason, most first."""
        query = (
            "SELECT code, sum(coalesce(nullif(found, 0), 1)) AS n FROM import_issue WHERE severity = 'skipped' GROUP BY code"
            " UNION ALL SELECT 'pingbacks', count(*) AS n FROM comment WHERE status = 'pingback' ORDER BY n DESC, code"
        )
        return {code: number for code, number in self._db.execute(query).fetchall() if number}

    def article_ids(self) -> "array[int]":
        """Ids of all articles by number."""
        return array("q", (i for (i,) in self._db.execute("SELECT unit FROM article ORDER BY number").fetchall()))

    def articles(self, ids: "Sequence[int] | None" = None) -> list[ArticleRow]:
        """Rows of these articles in this order, or of all by number."""
        if ids is None:
            ids = self.article_ids()
        query = (
            "SELECT a.unit, a.number, u.ref, (SELECT text FROM unit h WHERE h.article = a.unit AND h.kind = 'headline'),"
            " a.outlet, a.published, a.byline, a.url, a.language, a.section, a.declared_comments,"
            " (SELECT count(*) FROM unit c WHERE c.article = a.unit AND c.kind = 'comment'),"
            " coalesce(s.path, ''), a.locator, a.stub, coalesce((SELECT substr(text, 1, 120) FROM unit b"
            " WHERE b.article = a.unit AND b.kind IN ('lead', 'body') ORDER BY b.id LIMIT 1), ''), a.source"
            " FROM article a JOIN unit u ON u.id = a.unit LEFT JOIN source s ON s.id = a.source"
            " WHERE a.unit IN (SELECT value FROM json_each(?))"
        )
        rows = {
            row[0]: ArticleRow(*[*row[:14], bool(row[14]), row[15].split("\n")[0], row[16]])
            for row in self._db.execute(query, (json.dumps(list(ids)),)).fetchall()
        }
        return [rows[i] for i in ids if i in rows]

    def article(self, number: int) -> ArticleRow:
        """The article with this unit id."""
        return self.articles([number])[0]

    def units(self, article: int) -> list[Unit]:
        """All units of an article with their texts, in the order of the text; the article itself first."""
        query = f"{_OWN_TEXT} WHERE u.article = ? AND u.kind <> '{JOINED}' ORDER BY u.id"
        return _units(_with_paragraphs(placed(self._db, self._db.execute(query, (article,)).fetchall(), itemgetter(0))))

    def unit(self, number: int) -> Unit:
        """The unit with this id."""
        return self.units_by_id([number])[0]

    def units_by_id(self, ids: "Sequence[int]") -> list[Unit]:
        """These units in this order."""
        rows = self._db.execute(f"{_UNIT} WHERE u.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        found = {unit.id: unit for unit in _units(rows.fetchall())}
        return [found[i] for i in ids]

    def beginnings(self, ids: "Sequence[int]") -> list[Unit]:
        """These units in this order with the first 120 characters of their texts: enough for a list, fast for a million."""
        query = _UNIT.replace(_TEXT, _BEGINNING)
        rows = self._db.execute(f"{query} WHERE u.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        found = {unit.id: unit for unit in _units(rows.fetchall())}
        return [found[i] for i in ids]

    def unit_by_ref(self, ref: str) -> Unit:
        """The unit with this readable reference. Raises UserError if there is none."""
        rows = _units(self._db.execute(f"{_UNIT} WHERE u.ref = ?", (ref,)).fetchall())
        if rows and rows[0].kind == JOINED:
            into = self.unit(rows[0].parent or 0).ref
            raise UserError(f"{ref} was joined with the comment before it in the review.", f"Its text is part of {into} now.")
        if not rows:
            raise UserError(f"The project has no unit “{ref}”.", "References look like A0012 or A0012-C003.")
        return rows[0]

    def roots(self) -> dict[int, int]:
        """The article of every unit."""
        return dict(self._db.execute("SELECT id, article FROM unit").fetchall())

    def refs(self) -> dict[str, int]:
        """Unit ids by readable reference."""
        return dict(self._db.execute("SELECT ref, id FROM unit WHERE kind <> ?", (JOINED,)).fetchall())

    def provider_ids(self) -> dict[str, list[int]]:
        """Unit ids by the id that the provider of the dump gave; an id may stand more than once."""
        query = "SELECT provider_id, unit FROM comment WHERE provider_id IS NOT NULL"
        query += " UNION ALL SELECT provider_id, unit FROM article WHERE provider_id IS NOT NULL"
        found: dict[str, list[int]] = {}
        for provider, unit in self._db.execute(query).fetchall():
            found.setdefault(provider, []).append(unit)
        return found

    def comment(self, unit: int) -> CommentRow | None:
        """The facts of a comment, None if the unit is none."""
        rows = self.comments_of([unit])
        return rows[0] if rows else None

    def comments_of(self, units: "Sequence[int]") -> list[CommentRow]:
        """The facts of those of these units that are comments."""
        query = (
            "SELECT unit, author, posted, reply_to, reply_basis, likes, status, provider_id FROM comment"
            " WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY unit"
        )
        return [CommentRow(*row) for row in self._db.execute(query, (json.dumps(list(units)),)).fetchall()]

    def issues(self, article: int | None = None) -> list[IssueRow]:
        """Warnings and skipped records of all imports, or those of one article."""
        query = (
            "SELECT i.id, s.path, i.article, i.severity, i.code, i.message, i.locator, i.declared, i.found, i.raw, i.reason"
            " FROM import_issue i JOIN source s ON s.id = i.source WHERE ?1 IS NULL OR i.article = ?1 ORDER BY i.id"
        )
        return [IssueRow(*row) for row in self._db.execute(query, (article,)).fetchall()]

    def search(self, words: str, limit: int = 200) -> list[int]:
        """Ids of units whose text has what was typed, in order; see `search_query`. A limit below 0 is none."""
        return list(self.searching.units(parse(words), limit=limit if limit >= 0 else None))


def _with_paragraphs(rows: "Sequence[Any]") -> "list[Any]":
    """The rows with the texts of paragraphs, cut out of their bodies among them.

    SQLite would read the body anew for each: a text of 3,000 paragraphs would take a second instead of milliseconds.
    """
    texts = {row[0]: row[6] for row in rows}
    return [
        (*row[:6], body[row[8] : row[9]], *row[7:]) if row[1] == "paragraph" and (body := texts.get(row[4])) else row
        for row in rows
    ]


def _units(rows: "Sequence[Any]") -> list[Unit]:
    return [Unit(*[*row[:7], bool(row[7]), *row[8:]]) for row in rows]
