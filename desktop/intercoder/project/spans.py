"""The verbs of highlighting: spans of the present coder, each one step."""

import sqlite3
from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.visibility import Visibility
from intercoder.records import Category, Span, Unit, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project

CONTEXT = 32  # characters kept on both sides of a quote, so that it can be found again
_NEWEST = 2_000  # highlights of the file that are looked at for the categories used last
_ARTICLE_TEXTS = ("headline", "lead", "body", "correction", "caption")


class SpanVerbs(Visibility):
    """Part of `project.codings`."""

    _project: "Project"
    _db: sqlite3.Connection

    if TYPE_CHECKING:

        def _start(self, unit: int) -> None: ...  # CodingsRoom: the unit may be coded now, and counts as started

    def spans(self, units: Sequence[int], coder: int | None = None, round_id: int | None = None) -> list[Span]:
        """Spans of these units by place in the text; without `coder` those of everybody whom the present coder may see."""
        round_id = self._project.round.id if round_id is None else round_id
        query = (
            "SELECT id, round, coder, unit, variable, category, start, stop, quote FROM span"
            " WHERE unit IN (SELECT value FROM json_each(?)) AND round = ? ORDER BY unit, start, stop, coder, id"
        )
        rows = self._db.execute(query, (dumps(list(units)), round_id)).fetchall()
        spans = [Span(*row) for row in rows]
        if coder is not None:
            return [s for s in spans if s.coder == coder]
        seen = self._may_see_each([(s.coder, s.unit) for s in spans])
        return [s for s in spans if seen[s.coder, s.unit]]

    def last_used(self) -> list[int]:
        """Ids of the categories that the present coder highlighted with, the last used first; of the newest highlights."""
        query = "SELECT category FROM (SELECT coder, category FROM span ORDER BY id DESC LIMIT ?) WHERE coder = ?"
        rows = self._db.execute(query, (_NEWEST, self._project.coder.id)).fetchall()
        return list(dict.fromkeys(category for (category,) in rows))

    def highlight(self, unit: int, variable_name: str, category_value: int, start: int, stop: int) -> Span:
        """A new span of text[start:stop] (code points, stop exclusive), as one step."""
        variable, category = self._category(variable_name, category_value)
        record = self._project.material.unit(unit)
        self.need_fit(variable, record)
        with self._project.step(f"Highlight with {category.label}"):
            self._start(self._whole(record))
            number = self._project.minter.mint()
            self.insert_span(number, self._project.round.id, self._project.coder.id, record, variable, category, start, stop)
        return self._span(number)

    def insert_span(
        self,
        number: int,
        round_id: int,
        coder: int,
        unit: Unit,
        variable: Variable,
        category: Category,
        start: int,
        stop: int,
    ) -> None:
        """Inside the caller's step: one span, its quote taken from the stored text."""
        quote, before, after = _quote(unit, start, stop)
        self._db.execute(
            "INSERT INTO span(id, round, coder, unit, variable, category, start, stop, quote, before, after, at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                round_id,
                coder,
                unit.id,
                variable.id,
                category.id,
                start,
                stop,
                quote,
                before,
                after,
                self._project.clock(),
            ),
        )

    def remove_span(self, number: int) -> None:
        """Removes a span with the answers and the memo about it, as one step."""
        span = self._own(number)
        with self._project.step(f"Remove {self._label(span)}"):
            whole = self._whole(self._project.material.unit(span.unit))
            self._start(whole)
            self._db.execute("DELETE FROM memo WHERE unit = ? AND span = ?", (whole, number))
            self._db.execute("DELETE FROM span WHERE id = ?", (number,))

    def move_span(self, number: int, start: int, stop: int) -> None:
        """Gives a span other edges, as one step."""
        span = self._own(number)
        record = self._project.material.unit(span.unit)
        quote, before, after = _quote(record, start, stop)
        with self._project.step(f"Move the edge of {self._label(span)}"):
            self._start(self._whole(record))
            self._db.execute(
                "UPDATE span SET start = ?, stop = ?, quote = ?, before = ?, after = ? WHERE id = ?",
                (start, stop, quote, before, after, number),
            )

    def recategorise_span(self, number: int, category_value: int) -> None:
        """Gives a span another category of its variable, as one step."""
        span = self._own(number)
        variable = self._project.codebook.by_id(span.variable)
        _, category = self._category(variable.name, category_value)
        with self._project.step(f"Change {self._label(span)} to {category.label}"):
            self._start(self._whole(self._project.material.unit(span.unit)))
            self._db.execute("UPDATE span SET category = ? WHERE id = ?", (category.id, number))

    # -------------------------------------------------------------- private

    def _span(self, number: int) -> Span:
        query = "SELECT id, round, coder, unit, variable, category, start, stop, quote FROM span WHERE id = ?"
        row = self._db.execute(query, (number,)).fetchone()
        if row is None:
            raise UserError("This highlight is not there any more.")
        return Span(*row)

    def _own(self, number: int) -> Span:
        span = self._span(number)
        if span.coder != self._project.coder.id:
            raise UserError("This highlight belongs to another coder.", "Each coder changes only their own codings.")
        if span.round != self._project.round.id:
            raise UserError("This highlight belongs to another round.", "Choose that round first.")
        return span

    def _category(self, variable_name: str, value: int) -> tuple[Variable, Category]:
        variable = self._project.codebook.variable(variable_name)
        category = variable.category(value)
        if variable.answer_kind != "spans" or category is None:
            raise UserError(f"“{variable_name}” has no category {value} to mark with.", "The codebook lists them.")
        return variable, category

    def need_fit(self, variable: Variable, unit: Unit) -> None:
        """Raises UserError if this variable is not marked in a text of this kind."""
        allowed = _ARTICLE_TEXTS if variable.unit_kind == "article" else (variable.unit_kind,)
        if unit.kind not in allowed or not unit.codable:
            raise UserError(f"“{variable.label}” is not marked here.", f"It is marked in: {', '.join(allowed)}.")

    def _whole(self, unit: Unit) -> int:
        """The unit that is coded: a comment by itself, every other text with its article."""
        return unit.id if unit.kind == "comment" else unit.article

    def _label(self, span: Span) -> str:
        variable = self._project.codebook.by_id(span.variable)
        return next(c.label for c in variable.categories if c.id == span.category)


def _quote(unit: Unit, start: int, stop: int) -> tuple[str, str, str]:
    text = unit.text or ""
    if not 0 <= start < stop <= len(text):
        raise UserError(
            f"A highlight from {start} to {stop} does not lie in {unit.ref}, which has {len(text)} characters.",
            "Mark the passage again.",
        )
    return text[start:stop], text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT]
