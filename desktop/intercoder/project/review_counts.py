"""How many comments the header of an article declared, how many there are, and what the lead decided about the difference."""

import json
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import COUNT_REASONS, CountReason
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project.project import Project

_FOUND = (
    "(SELECT count(*) FROM unit c JOIN comment k ON k.unit = c.id WHERE c.article = a.unit AND c.kind = 'comment'"
    " AND k.status <> 'pingback')"
)
_MOST_COMMENTS, _SHORT = 200_000, 12  # comments that are looked through; characters of a line
KEPT = "readers_lines"
"""Key of `meta`: the hashes of lines that stand under several articles and that the lead said readers wrote."""
_ISSUE = "i.code = 'declared_comments' AND i.article IS NOT NULL"


@dataclass(frozen=True)
class CommentCount:
    """The two numbers of an article; pingbacks are not counted. `reason` = why the lead accepted the difference."""

    article: int
    declared: int | None
    found: int
    reason: CountReason | None = None

    @property
    def is_equal(self) -> bool:
        """Whether as many comments are there as were declared."""
        return self.declared == self.found

    @property
    def is_open(self) -> bool:
        """Whether the lead still has to look at it."""
        return self.declared is not None and not self.is_equal and self.reason is None


@dataclass(frozen=True)
class RepeatedLine:
    """A line of an article that stands under others too: its words, all the comments that it is, in how many articles."""

    text: str
    units: tuple[int, ...]
    articles: int


@dataclass(frozen=True)
class CountSummary:
    """What became of the headers that declared another number of comments than an import found; numbers of articles."""

    differed: int
    equal_now: int
    open: int
    accepted: Mapping[CountReason, int]
    joined: int  # comments that were joined with the one before, in these articles
    split: int  # and made by a split


class CountVerbs:
    """Part of `project.review`."""

    _project: "Project"
    _db: sqlite3.Connection

    if TYPE_CHECKING:

        def _need_lead(self) -> None: ...

    def count(self, article: int) -> CommentCount:
        """The two numbers of an article and what was decided."""
        query = (
            f"SELECT a.declared_comments, {_FOUND}, (SELECT max(i.reason) FROM import_issue i WHERE i.article = a.unit"
            f" AND {_ISSUE} AND i.resolution = 'accepted') FROM article a WHERE a.unit = ?"
        )
        return CommentCount(article, *self._db.execute(query, (article,)).fetchone())

    def to_review(self) -> list[int]:
        """The articles whose count still has to be looked at, by number."""
        query = (
            f"SELECT DISTINCT a.unit FROM import_issue i JOIN article a ON a.unit = i.article WHERE {_ISSUE}"
            f" AND i.resolution IS NULL AND a.declared_comments IS NOT NULL AND a.declared_comments <> {_FOUND}"
            " ORDER BY a.number"
        )
        return [article for (article,) in self._db.execute(query).fetchall()]

    def repeated_lines(self, article: int) -> tuple[RepeatedLine, ...]:
        """The lines of an article that are likely the site's own.

        They stand under at least 3 articles or half of them, and name no author. Short ones, which people write too, do not
        count, nor those that the lead kept as comments; in a corpus of very many comments nothing is looked for.
        """
        if self._db.execute("SELECT count(*) FROM comment").fetchone()[0] > _MOST_COMMENTS:
            return ()
        articles = self._db.execute("SELECT count(DISTINCT article) FROM unit WHERE kind = 'comment'").fetchone()[0]
        query = (
            "SELECT u.text, json_group_array(u.id), count(DISTINCT u.article) AS n, max(u.article = ?) AS here FROM unit u"
            " JOIN comment c ON c.unit = u.id WHERE u.kind = 'comment' AND c.author IS NULL AND c.provider_id IS NULL"
            " AND length(u.text) >= ? AND u.sha256 NOT IN (SELECT value FROM json_each(?)) GROUP BY u.sha256"
            " HAVING n >= ? AND here ORDER BY min(u.id)"
        )
        kept = json.dumps(self._kept_lines())
        rows = self._db.execute(query, (article, _SHORT, kept, min(3, max(2, (articles + 1) // 2)))).fetchall()
        return tuple(RepeatedLine(text, tuple(sorted(json.loads(ids))), n) for text, ids, n, _ in rows)

    def keep_lines(self, units: Sequence[int]) -> None:
        """Remembers that readers wrote the words of these comments, wherever they stand, as one step."""
        self._need_lead()
        hashes = self._hashes(units)
        with self._project.step(f"Keep {counted(len(hashes), 'line')} as comments"):
            self._remember_lines(hashes)

    def _hashes(self, units: Sequence[int]) -> frozenset[str]:
        query = "SELECT DISTINCT sha256 FROM unit WHERE id IN (SELECT value FROM json_each(?))"
        return frozenset(sha256 for (sha256,) in self._db.execute(query, (json.dumps(list(units)),)).fetchall())

    def _kept_lines(self) -> list[str]:
        return list(json.loads(self._project.meta(KEPT) or "[]"))

    def _remember_lines(self, kept: frozenset[str], marked: frozenset[str] = frozenset()) -> None:
        """Adds lines to those that readers wrote, and forgets those that are boilerplate after all. Inside a step."""
        before = self._kept_lines()
        after = sorted({*before, *kept} - marked)
        if after != before:
            query = "INSERT INTO meta VALUES(?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
            self._db.execute(query, (KEPT, json.dumps(after)))

    def accept(self, article: int, reason: CountReason) -> None:
        """Takes the number of comments as it is, with the reason why the header says another one, as one step."""
        count = self.count(article)
        if reason not in COUNT_REASONS:
            raise UserError(f"“{reason}” is no reason.", "Reasons are: " + ", ".join(COUNT_REASONS))
        if count.declared is None or count.is_equal:
            raise UserError("The header and the comments agree; there is nothing to accept.", "Nothing was changed.")
        self._need_lead()
        ref = self._project.material.unit(article).ref
        with self._project.step(f"Accept {count.found:,} comments of {ref}: {COUNT_REASONS[reason]}"):
            self._db.execute(
                "UPDATE import_issue AS i SET resolution = 'accepted', reason = ?, resolved_by = ? WHERE i.article = ?"
                f" AND {_ISSUE}",
                (reason, self._project.coder.id, article),
            )

    def reconsider(self, article: int) -> None:
        """Takes the acceptance of a count back, as one step."""
        self._need_lead()
        ref = self._project.material.unit(article).ref
        with self._project.step(f"Review the comments of {ref} again"):
            self._db.execute(
                "UPDATE import_issue AS i SET resolution = NULL, reason = NULL, resolved_by = NULL WHERE i.article = ?"
                f" AND {_ISSUE}",
                (article,),
            )

    def summary(self) -> CountSummary:
        """What became of all counts that differed at their import, for the methods text."""
        query = (
            f"SELECT a.unit, a.declared_comments = {_FOUND}, max(i.reason),"
            " (SELECT count(*) FROM unit u WHERE u.article = a.unit AND u.kind = 'joined'),"
            " (SELECT count(*) FROM unit u WHERE u.article = a.unit AND u.kind = 'comment' AND u.start IS NOT NULL)"
            f" FROM import_issue i JOIN article a ON a.unit = i.article WHERE {_ISSUE} AND a.declared_comments IS NOT NULL"
            " GROUP BY a.unit"
        )
        rows = self._db.execute(query).fetchall()
        equal = sum(is_equal for _, is_equal, _, _, _ in rows)
        accepted = Counter(reason for _, is_equal, reason, _, _ in rows if reason is not None and not is_equal)
        return CountSummary(
            len(rows), equal, len(rows) - equal - accepted.total(), accepted, sum(r[3] for r in rows), sum(r[4] for r in rows)
        )
