"""Whether an article of a dump is in the project already: by its provider's id, then its address, then its content.

An id counts within its provider only. Ids of tables and of JSON records number the rows of a dump, and two dumps may both
begin at 1: such an id counts where the headline, the address, the text or a comment agrees as well. Content alone makes
no repeat of two articles whose provider, address or outlet says that they are two, such as wire copy in two newspapers.
"""

import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from intercoder.records import Article, SourceFile

Verdict = Literal["new", "identical", "changed", "conflict"]
NUMBERED = frozenset({"table", "json"})
"""Formats whose ids are good within one dump only."""
COMPARED_COMMENTS = 200
_ROW = (
    "SELECT a.unit, a.content_sha256, a.thread_sha256, a.provider_id, a.url, a.outlet, s.format, s.id FROM article a"
    " JOIN source s ON s.id = a.source WHERE a.{} = ? AND a.source <= ? ORDER BY a.unit DESC LIMIT 200"
)


@dataclass(frozen=True)
class _Row:
    """An article of the project that may be the same."""

    unit: int
    content: str
    thread: str
    provider_id: str | None
    url: str | None
    outlet: str | None
    format: str
    source: int


class Repeats:
    """Compares the articles of one file with those of the sources up to `known_before`."""

    def __init__(self, db: sqlite3.Connection, format_: str, known_before: int) -> None:
        self._db = db
        self._family = _family(format_)
        self._known_before = known_before
        self.identical_in: set[int] = set()  # ids of the sources that have what was identical
        query = "SELECT 1 FROM source s JOIN article a ON a.source = s.id WHERE s.id <= ? LIMIT 1"
        self._any = db.execute(query, (known_before,)).fetchone() is not None

    def compare(self, record: Article, content: str, thread: str) -> tuple[Verdict, int | None]:
        """(what the article is, the older one of which it is a version or with which it is in conflict)."""
        if not self._any:
            return "new", None
        rows = self._by_id(record, content)
        address = canonical_url(record.url)
        if not rows and address is not None:
            rows = self._rows("url", address)
        if not rows and not record.stub and record.texts:
            rows = [row for row in self._rows("content_sha256", content) if self._may_be(record, address, row)]
        if (same := next((row for row in rows if row.thread == thread), None)) is None and rows:
            return ("conflict" if self._is_other(record, rows[0], content) else "changed"), rows[0].unit
        if same is None:
            alike = (row for row in self._rows("content_sha256", content) if row.thread == thread)
            same = next((row for row in alike if self._may_be(record, address, row)), None)
        if same is None:
            return "new", None
        self.identical_in.add(same.source)
        return "identical", None

    def _rows(self, column: str, value: str) -> list[_Row]:
        return [_Row(*row) for row in self._db.execute(_ROW.format(column), (value, self._known_before)).fetchall()]

    def _by_id(self, record: Article, content: str) -> list[_Row]:
        if record.provider_id is None:
            return []
        rows = [row for row in self._rows("provider_id", record.provider_id) if _family(row.format) == self._family]
        if self._family not in NUMBERED:
            return rows
        return [row for row in rows if self._agrees(record, row, content)]

    def _agrees(self, record: Article, row: _Row, content: str) -> bool:
        """Whether more than a number speaks for it: headline, address, text, or a comment."""
        address = canonical_url(record.url)
        if (address is not None and address == row.url) or (content == row.content and not record.stub):
            return True
        if record.headline:
            query = "SELECT 1 FROM unit WHERE article = ? AND kind = 'headline' AND text = ?"
            if self._db.execute(query, (row.unit, record.headline)).fetchone():
                return True
        hashes = [_sha256(c.text) for c in record.comments[:COMPARED_COMMENTS] if len(c.text) > 20]
        query = (
            "SELECT 1 FROM unit WHERE article = ? AND kind = 'comment' AND sha256 IN (SELECT value FROM json_each(?)) LIMIT 1"
        )
        return bool(hashes) and self._db.execute(query, (row.unit, json.dumps(hashes))).fetchone() is not None

    def _may_be(self, record: Article, address: str | None, row: _Row) -> bool:
        """Whether nothing says that two articles of one content are two."""
        if (
            _family(row.format) == self._family
            and self._family not in NUMBERED
            and _differ(record.provider_id, row.provider_id)
        ):
            return False
        return not _differ(address, row.url) and not _differ(record.outlet, row.outlet)

    def _is_other(self, record: Article, row: _Row, content: str) -> bool:
        """Whether both headline and text are others."""
        if content == row.content or record.stub:
            return False
        query = "SELECT kind, text FROM unit WHERE article = ? AND kind IN ('headline', 'body')"
        old = dict(self._db.execute(query, (row.unit,)).fetchall())
        new = {t.kind: t.text for t in record.texts if t.kind in ("headline", "body")}
        return old.get("headline") != new.get("headline") and old.get("body") != new.get("body")


def known_file(db: sqlite3.Connection, source: SourceFile, known_before: int) -> dict[str, object] | None:
    """What was counted when the same bytes were imported by the same importer in the same way; None if they were not.

    Nor is a file known whose articles are not all there: those of a file that was removed since were not imported again.
    A table read by itself brings nothing that it did not bring when it was joined with the articles of another.
    """
    if source.importer is None:  # what a folder has to say of itself, or a file that nothing reads: both are seen anew at once
        return None
    query = "SELECT report FROM source WHERE (sha256, format) = (?, ?) AND profile IS ? AND importer IS ? AND id <= ?"
    given = (source.sha256, source.format, source.profile, source.importer, known_before)
    for (stored,) in db.execute(f"{query} ORDER BY id DESC", given).fetchall():
        report = json.loads(stored or "{}")
        if "counts" not in report or source.joined not in (None, report["joined"]):
            continue
        gone = "SELECT 1 FROM json_each(?) WHERE value NOT IN (SELECT id FROM source)"
        if db.execute(gone, (json.dumps(report["identical_in"]),)).fetchone() is None:
            return dict(report["counts"])
    return None


def canonical_url(url: str | None) -> str | None:
    """The address without what differs between two copies: case of host, fragment, tracking, trailing slash."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    query = [
        (k, v)
        for k, v in parse_qsl(parts.query, keep_blank_values=True)
        if not k.startswith("utm_") and k not in ("fbclid", "gclid")
    ]
    path = parts.path.rstrip("/")
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, urlencode(query), ""))


def _family(format_: str) -> str:
    """The provider of a format: Factiva in HTML and in XML have the same ids."""
    return format_.split("-")[0]


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
