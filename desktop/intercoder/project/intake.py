"""The import of one file of a dump into the tables of the material, in one step."""

import hashlib
import json
import sqlite3
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from intercoder.project import retold
from intercoder.project.file import readable
from intercoder.project.ids import now_ms
from intercoder.project.journal import FILLING, IMPORTING
from intercoder.project.repeats import Repeats, canonical_url
from intercoder.records import CODABLE_KINDS, Article, Comment, Issue, SourceFile, Text, Tick

if TYPE_CHECKING:
    from intercoder.project.project import Project

LETTERS = {
    "headline": "H", "lead": "L", "body": "B", "paragraph": "P", "correction": "R", "caption": "I", "boilerplate": "X",
    "comments_header": "N", "comment": "C",
}  # fmt: skip
_REFS = {kind: f"%s-{letter}%0{3 if kind == 'comment' else 2}d" for kind, letter in LETTERS.items()}
LARGE_BYTES = 1_000_000
_TOGETHER = 50
"""So many rows go into one statement of a large import: a fifth less time than one by one."""
_OF_ARTICLE = (
    "unit, number, source, locator, provider_id, url, outlet, byline, published, published_raw, published_precision, section,"
    " language, declared_comments, stub, version_of, content_sha256, thread_sha256, extra, edition, page, genre,"
    " length_declared"
)
_OF_ISSUE = "source, article, severity, code, message, locator, declared, found, raw"
_TABLES = {"source", "unit", "article", "comment", "import_issue"}


@dataclass(frozen=True)
class AddReport:
    """What one file gave. new + identical + changed + conflict = articles read."""

    articles: int = 0
    comments: int = 0
    new: int = 0
    identical: int = 0
    changed: int = 0
    conflict: int = 0
    warnings: int = 0
    skipped: int = 0

    def plus(self, other: "AddReport") -> "AddReport":
        """Both together."""
        return AddReport(*[a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)])


class Intake:
    """Adds the records of one file. Lives for one call."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db = project.db
        self._units: list[tuple[object, ...]] = []
        self._articles: list[tuple[object, ...]] = []
        self._comments: list[tuple[object, ...]] = []
        self._issues: list[tuple[object, ...]] = []

    def add(
        self,
        source: SourceFile,
        records: Iterable[Article | Issue],
        tick: Tick,
        known_before: int | None,
        counts: Callable[[], dict[str, object]] | None = None,
    ) -> AddReport:
        """Adds all records; any error or a cancel leaves nothing of the file. `counts` gives what is kept for `known_file`."""
        self._project.need_project()
        source = replace(source, path=readable(source.path))
        large = source.size > LARGE_BYTES
        step = self._project.barrier(f"Import {source.path}", _TABLES, FILLING if large else IMPORTING)
        with step, retold.at_rest(self._db) if large else nullcontext():
            self._source = self._add_source(source)
            self._repeats = Repeats(self._db, source.format, self._source - 1 if known_before is None else known_before)
            self._next = self._first_free("unit")
            self._number = self._db.execute("SELECT coalesce(max(number), 0) FROM article").fetchone()[0]
            report = AddReport()
            for record in records:
                report = self._add_record(record, report)
                if len(self._units) > 5000:
                    self._flush()
                    tick(report.comments, 0)
            self._flush()
            tick(report.comments, report.comments)
            kept = dict(report.__dict__)
            if counts is not None:
                kept |= {"counts": counts(), "joined": source.joined, "identical_in": sorted(self._repeats.identical_in)}
            self._db.execute("UPDATE source SET report = ? WHERE id = ?", (json.dumps(kept), self._source))
        return report

    def _add_source(self, source: SourceFile) -> int:
        data = None if source.data is None else zlib.compress(source.data)
        query = (
            "INSERT INTO source(path, sha256, size, format, evidence, encoding, data, profile, importer, modified, imported_at,"
            " imported_by) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
        )
        s = source
        row = (s.path, s.sha256, s.size, s.format, s.evidence, s.encoding, data, s.profile, s.importer, s.modified, now_ms())
        return int(self._db.execute(query, (*row, self._project.coder.id)).fetchone()[0])

    def _first_free(self, table: str) -> int:
        row = self._db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) + 1 if row else 1

    def _add_record(self, record: Article | Issue, report: AddReport) -> AddReport:
        if isinstance(record, Issue):
            if record.severity == "note":
                return report
            self._note(record, None)
            counted = "skipped" if record.severity == "skipped" else "warnings"
            return replace(report, **{counted: getattr(report, counted) + 1})
        visible = len(record.comments) - [c.status for c in record.comments].count("pingback")
        report = replace(report, articles=report.articles + 1, comments=report.comments + visible)
        content, thread = _fingerprints(record)
        verdict, old = self._repeats.compare(record, content, thread)
        report = replace(report, **{verdict: getattr(report, verdict) + 1})
        for issue in record.issues:
            counted = "skipped" if issue.severity == "skipped" else "warnings"
            report = replace(report, **{counted: getattr(report, counted) + 1})
        if verdict == "identical":
            return report
        unit = self._write(record, content, thread, old if verdict == "changed" else None)
        for issue in record.issues:
            self._note(issue, unit)
        if verdict == "conflict":
            message = f"An article has the same id but another headline and text: {record.url or record.provider_id}."
            self._note(Issue("conflict", message, record.locator), unit)
        return report

    # -------------------------------------------------------------- writing

    def _write(self, record: Article, content: str, thread: str, version_of: int | None) -> int:
        self._number += 1
        root, ref = self._next, f"A{self._number:04d}"
        self._next += 1
        self._units.append((root, "article", root, None, self._number, ref, None, None, None, _sha256(""), 1))
        numbers: Counter[str] = Counter()
        comments: list[tuple[int, Comment]] = []
        for position, part in enumerate(record.parts, 1):
            unit, text = self._next, part.text
            self._next += 1
            if isinstance(part, Comment):
                kind, codable = "comment", part.codable
                comments.append((unit, part))
            else:
                kind, codable = part.kind, part.kind in CODABLE_KINDS and bool(text.strip())
            numbers[kind] += 1
            name = _REFS[kind] % (ref, numbers[kind])
            self._units.append((unit, kind, root, root, position, name, text, None, None, _sha256(text), codable))
            if isinstance(part, Text):
                self._paragraphs(root, unit, ref, numbers, part)
        ids = [unit for unit, _ in comments]
        for unit, c in comments:
            reply = ids[c.reply_to] if c.reply_to is not None else None
            self._comments.append(
                (
                    unit, c.provider_id, c.author, c.posted, c.posted_raw, c.posted_precision, reply, c.reply_basis,
                    c.likes, c.dislikes, c.status, _extra(c.extra),
                )
            )  # fmt: skip
        a = record
        self._articles.append(
            (
                root, self._number, self._source, a.locator, a.provider_id, canonical_url(a.url), a.outlet, a.byline,
                a.published, a.published_raw, a.published_precision, a.section, a.language, a.declared_comments,
                int(a.stub), version_of, content, thread, _extra(a.extra), a.edition, a.page, a.genre, a.length_declared,
            )
        )  # fmt: skip
        return root

    def _paragraphs(self, root: int, body: int, ref: str, numbers: Counter[str], part: Text) -> None:
        for place, (start, stop) in enumerate(part.paragraphs, 1):
            numbers["paragraph"] += 1
            name, hashed = _REFS["paragraph"] % (ref, numbers["paragraph"]), _sha256(part.text[start:stop])
            self._units.append((self._next, "paragraph", root, body, place, name, None, start, stop, hashed, 1))
            self._next += 1

    def _note(self, issue: Issue, article: int | None) -> None:
        row = (self._source, article, issue.severity, issue.code, issue.message, issue.locator)
        self._issues.append((*row, issue.declared, issue.found, issue.raw))

    def _flush(self) -> None:
        for table, rows in (
            ("unit", self._units),
            (f"article({_OF_ARTICLE})", self._articles),
            ("comment", self._comments),
            (f"import_issue({_OF_ISSUE})", self._issues),
        ):
            _insert(self._db, table, rows)
            rows.clear()


def _insert(db: sqlite3.Connection, into: str, rows: list[tuple[object, ...]]) -> None:
    """Inserts rows, many to a statement and the rest one by one."""
    if not rows:
        return
    marks = f"({', '.join('?' * len(rows[0]))})"
    many = len(rows) - len(rows) % _TOGETHER
    wide = (tuple(chain.from_iterable(rows[first : first + _TOGETHER])) for first in range(0, many, _TOGETHER))
    db.executemany(f"INSERT INTO {into} VALUES {', '.join([marks] * _TOGETHER)}", wide)
    db.executemany(f"INSERT INTO {into} VALUES {marks}", rows[many:])


def _fingerprints(article: Article) -> tuple[str, str]:
    """(hash of headline and texts, the same with all comments): NFC, white space collapsed. For matching only."""
    content = hashlib.sha256((article.headline or "").encode("utf-8", "replace"))
    for text in article.texts:
        if text.kind not in ("boilerplate", "comments_header"):
            content.update(_folded(text.text))
    thread = content.copy()
    for c in article.comments:
        thread.update(_folded(f"{c.text}\x00{c.author}\x00{c.posted or c.posted_raw}"))
    if article.stub or not article.texts:
        thread.update(_folded(f"{article.provider_id}\x00{canonical_url(article.url)}"))
    return content.hexdigest(), thread.hexdigest()


def _folded(text: str) -> bytes:
    return (" ".join(unicodedata.normalize("NFC", text).split()) + "\x1f").encode("utf-8", "replace")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _extra(extra: dict[str, str]) -> str | None:
    return json.dumps(extra, ensure_ascii=False, sort_keys=True) if extra else None
