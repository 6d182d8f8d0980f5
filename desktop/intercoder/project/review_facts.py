"""What the lead puts right about an article: its headline, its day and its outlet. Each is one step.

The raw text of a day stays what the file says. The fingerprint of an article stays that of the import, so that the same dump
again is still known.
"""

import hashlib
import sqlite3
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import reading_order
from intercoder.project.issued import need_recalled

if TYPE_CHECKING:
    from intercoder.project.project import Project

_SHAPES = {4: "year", 7: "month", 10: "day", 16: "minute", 17: "minute", 19: "second", 20: "second"}
"""Characters of an ISO day or time, with and without the Z, and how precise it is."""
_UNCHANGED = "Nothing was changed."


class FactVerbs:
    """Part of `project.review`."""

    _project: "Project"
    _db: sqlite3.Connection

    if TYPE_CHECKING:

        def _need_lead(self) -> None: ...
        def _count_texts(self, more: int) -> None: ...

    def set_headline(self, article: int, text: str) -> int:
        """Gives an article a headline, or another one; gives its unit.

        Raises UserError without words, if it is the headline already, or if codings belong to the words that it had.
        """
        row = self._project.material.article(article)
        if not text.strip():
            raise UserError("A headline has words.", "Undo takes a headline back that was added. " + _UNCHANGED)
        if len(text.splitlines()) > 1:
            raise UserError("A headline is one line.", _UNCHANGED)
        if text == row.headline:
            raise UserError("That is the headline already.", _UNCHANGED)
        self._need_free(article)
        known = self._db.execute("SELECT min(id) FROM unit WHERE article = ? AND kind = 'headline'", (article,)).fetchone()[0]
        if known is not None:
            self._need_uncoded(int(known))
        sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
        with self._project.step(f"Change the headline of {row.ref}" if known is not None else f"Add a headline to {row.ref}"):
            if known is not None:
                self._db.execute("UPDATE unit SET text = ?, sha256 = ?, codable = 1 WHERE id = ?", (text, sha256, known))
                return int(known)
            # Position 0 lies before all that an import writes: the headline is read first.
            added = self._db.execute(
                "INSERT INTO unit(kind, article, parent, position, ref, text, sha256, codable)"
                " VALUES('headline', ?1, ?1, 0, ?2, ?3, ?4, 1) RETURNING id",
                (article, f"{row.ref}-H01", text, sha256),
            )
            unit = int(added.fetchone()[0])
            reading_order.add(self._db, unit)
            self._count_texts(1)
        return unit

    def set_outlet(self, article: int, outlet: str | None) -> None:
        """Says in which outlet an article appeared; None or blank = not known."""
        row, outlet = self._project.material.article(article), (outlet or "").strip() or None
        if outlet == row.outlet:
            raise UserError("That is the outlet already.", _UNCHANGED)
        self._need_free(article)
        with self._project.step(f"Set the outlet of {row.ref} to {outlet}" if outlet else f"Clear the outlet of {row.ref}"):
            self._db.execute("UPDATE article SET outlet = ? WHERE unit = ?", (outlet, article))

    def set_published(self, article: int, published: str | None) -> None:
        """Says when an article appeared, in ISO 8601 and only as precise as is known (`2013`, `2013-11`, `2013-11-09`).

        None = not known. What the file says in its own words is kept beside it.
        """
        row = self._project.material.article(article)
        if published is not None and len(published) not in _SHAPES:
            raise UserError(f"“{published}” is no day.", "Write it as 2013-11-09. " + _UNCHANGED)
        if published == row.published:
            raise UserError("That is the day already.", _UNCHANGED)
        self._need_free(article)
        label = f"Set the day of {row.ref} to {published}" if published else f"Clear the day of {row.ref}"
        with self._project.step(label):
            self._db.execute(
                "UPDATE article SET published = ?, published_precision = ? WHERE unit = ?",
                (published, _SHAPES[len(published)] if published else None, article),
            )

    def published_raw(self, article: int) -> str | None:
        """The day of an article in the words of its file."""
        row = self._db.execute("SELECT published_raw FROM article WHERE unit = ?", (article,)).fetchone()
        return row[0] if row else None

    def _need_free(self, article: int) -> None:
        self._need_lead()
        units = self._db.execute("SELECT id FROM unit WHERE article = ?", (article,)).fetchall()
        need_recalled(self._project, [article, *(unit for (unit,) in units)])

    def _need_uncoded(self, headline: int) -> None:
        """What was answered or marked belongs to the words that were read."""
        for table in ("span", "value", "progress", "memo", "decision"):
            if self._db.execute(f"SELECT 1 FROM {table} WHERE unit = ? LIMIT 1", (headline,)).fetchone():
                raise UserError("The headline was coded already; its codings belong to its words.", _UNCHANGED)
