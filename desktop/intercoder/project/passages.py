"""Search and code: the texts in which the present coder may highlight, and many highlights as one step."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from json import dumps
from operator import itemgetter

from intercoder.errors import UserError
from intercoder.project.reading_order import placed, placed_ids
from intercoder.project.spans import SpanVerbs
from intercoder.records import Category, Unit, Variable

BATCH = 2_000
"""Texts read at once, so that another program can write in between."""
_ARTICLE_TEXTS = ("headline", "lead", "body", "correction", "caption")

Place = tuple[int, int, int]
"""Unit, start, stop: code points, stop exclusive."""


@dataclass(frozen=True)
class MarkedAll:
    """What highlighting many places did: new highlights, places that were highlighted already, places in finished units."""

    made: int
    there: int
    locked: int


class PassageVerbs(SpanVerbs):
    """Part of `project.codings`."""

    def markable(self, variable_name: str | None = None, article: int | None = None) -> list[int]:
        """Ids of the texts that the present coder codes and may mark with a span variable, by default with any.

        In a round with a plan these are the texts of the units that were assigned to them, else all that are codable.
        `article` = of this article only.
        """
        project = self._project
        kinds = self._kinds_of(variable_name)
        planned = project.is_package or project.plan.takes_part(project.round.id, project.coder.id)
        mine = (
            " AND (CASE kind WHEN 'comment' THEN id ELSE article END) IN"
            " (SELECT unit FROM assignment WHERE round = :round AND coder = :coder)"
        )
        query = (
            "SELECT id FROM unit WHERE codable AND text IS NOT NULL AND kind IN (SELECT value FROM json_each(:kinds))"
            f" AND (:article IS NULL OR article = :article){mine if planned else ''} ORDER BY id"
        )
        given = {"kinds": dumps(kinds), "article": article, "round": project.round.id, "coder": project.coder.id}
        return list(placed_ids(self._db, [number for (number,) in self._db.execute(query, given).fetchall()]))

    def _kinds_of(self, variable_name: str | None) -> list[str]:
        """The kinds of text in which a span variable is marked."""
        variables = [self._project.codebook.variable(variable_name)] if variable_name else []
        variables = variables or [v for v in self._project.codebook.current().variables if v.answer_kind == "spans"]
        kinds = {kind for v in variables for kind in (_ARTICLE_TEXTS if v.unit_kind == "article" else (v.unit_kind,))}
        return sorted(kinds)

    def texts(self, units: Sequence[int]) -> Iterator[list[tuple[int, str]]]:
        """(id, text) of these units, batch by batch; between two batches others may write."""
        for at in range(0, len(units), BATCH):
            query = "SELECT id, text FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
            rows = self._db.execute(query, (dumps(list(units[at : at + BATCH])),)).fetchall()
            yield list(placed(self._db, rows, itemgetter(0)))

    def locked(self, units: Iterable[int]) -> set[int]:
        """Those of these texts whose article or comment the present coder has finished."""
        query = (
            "SELECT u.id FROM unit u JOIN progress p ON p.unit = CASE u.kind WHEN 'comment' THEN u.id ELSE u.article END"
            " WHERE u.id IN (SELECT value FROM json_each(?)) AND p.round = ? AND p.coder = ? AND p.finished_at IS NOT NULL"
        )
        given = (dumps(sorted(set(units))), self._project.round.id, self._project.coder.id)
        return {number for (number,) in self._db.execute(query, given).fetchall()}

    def marked(self, variable_name: str, category_value: int, units: Iterable[int]) -> set[Place]:
        """The places in these texts that the present coder highlighted with a category."""
        _, category = self._category(variable_name, category_value)
        spans = self.spans(sorted(set(units)), self._project.coder.id)
        return {(s.unit, s.start, s.stop) for s in spans if s.category == category.id}

    def mark_counts(self, unit: Unit) -> dict[int, int]:
        """How many highlights of each span variable the present coder has in a comment, or in the texts of an article."""
        mine = "s.round = ? AND s.coder = ? GROUP BY s.variable"
        who = (self._project.round.id, self._project.coder.id)
        if unit.kind == "comment":
            query = f"SELECT s.variable, count(*) FROM span s WHERE s.unit = ? AND {mine}"
            return dict(self._db.execute(query, (unit.id, *who)).fetchall())
        query = (
            "SELECT s.variable, count(*) FROM unit u JOIN span s ON s.unit = u.id"
            f" WHERE u.article = ? AND u.kind <> 'comment' AND {mine}"
        )
        return dict(self._db.execute(query, (unit.article, *who)).fetchall())

    def highlight_all(self, variable_name: str, category_value: int, places: Iterable[Place]) -> MarkedAll:
        """A new span for each place, all of them as one step.

        Places that carry this very highlight already and those in finished units are left out and counted. Raises
        UserError if a place does not lie in a text that the present coder codes; then nothing is changed.
        """
        project = self._project
        variable, category = self._category(variable_name, category_value)
        wanted = sorted(set(places))
        texts = {unit for unit, _, _ in wanted}
        if strange := texts - set(self.markable(variable_name)):
            record = project.material.unit(min(strange))
            self.need_fit(variable, record)
            raise UserError(f"{record.ref} is not among the units that you code.", "Code the units of your queue.")
        locked, there = self.locked(texts), self.marked(variable_name, category_value, texts)
        new = [place for place in wanted if place not in there and place[0] not in locked]
        old = sum(place in there for place in wanted)
        if not new:
            return MarkedAll(0, old, len(wanted) - old)
        if not project.round.open:
            raise UserError(f"The round {project.round.name} is closed.", "The lead can open it again.")
        many = f"{len(new):,} places" if len(new) > 1 else "1 place"
        with project.step(f"Highlight {many} with {category.label}"):
            self._insert_all(new, variable, category)
        return MarkedAll(len(new), old, len(wanted) - len(new) - old)

    def _insert_all(self, places: Sequence[Place], variable: Variable, category: Category) -> None:
        """Inside a step: the spans, and their units count as started."""
        project = self._project
        numbers = sorted({unit for unit, _, _ in places})
        units: dict[int, Unit] = {}
        for at in range(0, len(numbers), BATCH):
            units |= {u.id: u for u in project.material.units_by_id(numbers[at : at + BATCH])}
        wholes = sorted({u.id if u.kind == "comment" else u.article for u in units.values()})
        project.plan.insert_assignments(project.round.id, project.coder.id, wholes, planned=False)
        self._db.executemany(
            "INSERT INTO progress(round, coder, unit) VALUES(?, ?, ?) ON CONFLICT DO NOTHING",
            [(project.round.id, project.coder.id, whole) for whole in wholes],
        )
        for unit, start, stop in places:
            number = project.minter.mint()
            self.insert_span(number, project.round.id, project.coder.id, units[unit], variable, category, start, stop)
