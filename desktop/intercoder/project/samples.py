"""Samples: what a draw can draw from, and the samples that were kept with how they were drawn."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from intercoder.errors import UserError
from intercoder.project import reading_order
from intercoder.project.duplicates import FIRST

if TYPE_CHECKING:
    from intercoder.project.project import Project

KINDS = ("article", "headline", "lead", "body", "paragraph", "correction", "caption", "comment")
FIELDS = {
    "outlet": "a.outlet",
    "section": "a.section",
    "genre": "a.genre",
    "language": "a.language",
    "source": "(SELECT path FROM source WHERE id = a.source)",
    "year": "substr(a.published, 1, 4)",
    "month": "CASE WHEN length(a.published) >= 7 THEN substr(a.published, 1, 7) END",
    "weekday": "strftime('%w', CASE WHEN length(a.published) >= 10 THEN substr(a.published, 1, 10) END)",
}
"""Fields of the article by which a sample can be stratified."""
_WEEKDAYS = {"1": "Monday", "2": "Tuesday", "3": "Wednesday", "4": "Thursday", "5": "Friday", "6": "Saturday", "0": "Sunday"}
_NO_LIMIT = -1


@dataclass(frozen=True)
class Filters:
    """What a sample is drawn from. `first` and `last` are days (ISO) of the article's publication, both included."""

    unit: str = "article"  # kind of the units that are drawn
    comments: bool = True  # of articles: their comments come along when they are assigned
    words: str = ""  # in the text of the unit; of an article, in its texts other than comments
    outlets: tuple[str, ...] = ()  # "" = the articles without an outlet
    first: str | None = None
    last: str | None = None
    one_per_group: bool = False  # of near duplicates only the representative: the chosen one, else the first published
    within: str | None = None  # only what this sample holds
    without: tuple[str, ...] = ()  # nothing of what these samples hold


class Candidate(NamedTuple):
    """A unit that a draw may take; `value` is the article's value of the field by which the sample is stratified."""

    unit: int
    article: int
    published: str | None
    value: str | None


@dataclass(frozen=True)
class Sample:
    """A sample that was kept. `parameters` hold the filters and what the draw found, as a document."""

    id: int
    name: str
    method: str
    n: int | None
    by: str | None
    seed: int | None
    size: int
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def filters(self) -> Filters:
        """What it was drawn from."""
        names = Filters.__dataclass_fields__
        known = {key: tuple(v) if isinstance(v, list) else v for key, v in self.parameters.items() if key in names}
        return replace(Filters(), **known)  # type: ignore[arg-type]


class SamplesRoom:
    """The samples of a project. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    # -------------------------------------------------------------- what was kept

    def all(self) -> list[Sample]:
        """All samples in the order in which they were drawn."""
        query = (
            "SELECT id, name, method, n, by, seed, (SELECT count(*) FROM sample_unit WHERE sample = sample.id), parameters"
            " FROM sample ORDER BY id"
        )
        rows = self._db.execute(query).fetchall()
        return [Sample(*[*row[:7], json.loads(row[7] or "{}")]) for row in rows]

    def sample(self, name: str) -> Sample:
        """The sample with this name. Raises UserError if there is none."""
        samples = self.all()
        for candidate in samples:
            if candidate.name == name:
                return candidate
        known = ", ".join(s.name for s in samples)
        raise UserError(f"The project has no sample “{name}”.", f"Samples are: {known}" if known else "Draw one first.")

    def units(self, name: str) -> list[int]:
        """The ids of the units that were drawn, in the order of the draw."""
        query = "SELECT unit FROM sample_unit WHERE sample = ? ORDER BY position, unit"
        return [i for (i,) in self._db.execute(query, (self.sample(name).id,)).fetchall()]

    def units_to_code(self, name: str) -> list[int]:
        """The units of a sample that have questions: of articles their texts and comments too. In the order of the text."""
        sample, asked = self.sample(name), self._project.plan.units_with_questions()
        query = "SELECT u.id, u.kind, u.article, s.unit IS NOT NULL FROM unit u LEFT JOIN sample_unit s"
        query += " ON s.sample = ? AND s.unit = u.id WHERE u.article IN (SELECT article FROM unit WHERE id IN"
        query += " (SELECT unit FROM sample_unit WHERE sample = ?))"
        filters = sample.filters
        belongs = {
            unit
            for unit, kind, _, drawn in self._db.execute(query, (sample.id, sample.id)).fetchall()
            if (filters.unit == "article" and (filters.comments or kind != "comment")) or drawn
        }
        return [unit for unit in asked if unit in belongs]

    # -------------------------------------------------------------- what can be drawn from

    def candidates(self, filters: Filters, by: str | None = None) -> list[Candidate]:
        """Units that pass the filters but the days, in reading order; see `Candidate`. Raises UserError for odd filters."""
        if filters.unit not in KINDS:
            raise UserError(f"There are no units of the kind “{filters.unit}”.", "Kinds are: " + ", ".join(KINDS))
        if by is not None and by not in FIELDS:
            raise UserError(f"A sample cannot be stratified by “{by}”.", "Fields are: " + ", ".join(FIELDS))
        wheres, given = self._where(filters)
        query = (
            f"SELECT u.id, u.article, a.published, {FIELDS[by] if by else 'NULL'} FROM unit u JOIN article a"
            f" ON a.unit = u.article WHERE {' AND '.join(wheres)} ORDER BY u.id"
        )
        rows = reading_order.placed(self._db, self._db.execute(query, given).fetchall(), itemgetter(0))
        names = _WEEKDAYS if by == "weekday" else {}
        return [Candidate(unit, article, at, names.get(value, value)) for unit, article, at, value in rows]

    def outlets(self) -> list[tuple[str, int]]:
        """(outlet, number of articles), most first; "" are the articles without one."""
        query = "SELECT coalesce(outlet, ''), count(*) FROM article GROUP BY 1 ORDER BY 2 DESC, 1"
        return self._db.execute(query).fetchall()

    def published(self, articles: Sequence[int] | None = None) -> list[tuple[str | None, str | None]]:
        """(date of publication, outlet) of all articles, or of those of these units."""
        if articles is None:
            return self._db.execute("SELECT published, outlet FROM article ORDER BY unit").fetchall()
        query = (
            "SELECT published, outlet FROM article WHERE unit IN (SELECT article FROM unit WHERE id IN"
            " (SELECT value FROM json_each(?))) ORDER BY unit"
        )
        return self._db.execute(query, (json.dumps(list(articles)),)).fetchall()

    # -------------------------------------------------------------- writing

    def keep(self, sample: Sample, units: Sequence[int]) -> Sample:
        """Keeps a sample with its units in this order, as one step; `id` and `size` are given. Raises UserError if the
        name is empty or taken."""
        self._project.need_project()
        name = self._free_name(sample.name)
        parameters = json.dumps(dict(sample.parameters), ensure_ascii=False)
        with self._project.step(f"Draw the sample {name}"):
            row = (name, sample.method, sample.n, sample.by, sample.seed, parameters)
            query = "INSERT INTO sample(name, method, n, by, seed, parameters) VALUES(?, ?, ?, ?, ?, ?) RETURNING id"
            number = self._db.execute(query, row).fetchone()[0]
            rows = [(number, unit, place) for place, unit in enumerate(units, 1)]
            self._db.executemany("INSERT INTO sample_unit(sample, unit, position) VALUES(?, ?, ?)", rows)
        return self.sample(name)

    def rename(self, name: str, new: str) -> None:
        """Another name, as one step."""
        self._project.need_project()
        sample = self.sample(name)
        if new.strip() != name:
            new = self._free_name(new)
            with self._project.step(f"Rename the sample {name}"):
                self._db.execute("UPDATE sample SET name = ? WHERE id = ?", (new, sample.id))

    def remove(self, name: str) -> None:
        """Forgets a sample, as one step; what was assigned from it stays assigned."""
        self._project.need_project()
        sample = self.sample(name)
        with self._project.step(f"Remove the sample {name}"):
            self._db.execute("DELETE FROM sample_unit WHERE sample = ?", (sample.id,))
            self._db.execute("DELETE FROM sample WHERE id = ?", (sample.id,))

    # -------------------------------------------------------------- inside

    def _free_name(self, name: str) -> str:
        name = name.strip()
        if not name:
            raise UserError("A sample needs a name.")
        if any(s.name == name for s in self.all()):
            raise UserError(f"There is a sample “{name}” already.", "Choose another name, or remove that sample first.")
        return name

    def _where(self, filters: Filters) -> tuple[list[str], list[object]]:
        wheres: list[str] = ["u.codable", "u.kind = ?"]
        marks: list[object] = [filters.unit]
        if filters.outlets:
            wheres.append("coalesce(a.outlet, '') IN (SELECT value FROM json_each(?))")
            marks.append(json.dumps(filters.outlets))
        if filters.words.strip():
            found = self._project.material.search(filters.words, _NO_LIMIT)
            own = "u.id IN (SELECT value FROM json_each(?))"
            of_article = (
                "u.article IN (SELECT article FROM unit WHERE kind NOT IN ('comment', 'comments_header', 'boilerplate')"
                " AND id IN (SELECT value FROM json_each(?)))"
            )
            wheres.append(of_article if filters.unit in ("article", "paragraph") else own)
            marks.append(json.dumps(found))
        if filters.one_per_group:
            wheres.append(
                "(a.duplicate_group IS NULL OR a.unit = (SELECT b.unit FROM article b WHERE b.duplicate_group ="
                f" a.duplicate_group ORDER BY {FIRST.format('b.unit', 'b.')} LIMIT 1))"
            )
        for names, word in (((filters.within,) if filters.within else (), "IN"), (filters.without, "NOT IN")):
            for name in names:
                sample = self.sample(name)
                wheres.append(self._held(sample, filters.unit, word))
                marks.append(sample.id)
        return wheres, marks

    @staticmethod
    def _held(sample: Sample, unit: str, word: str) -> str:
        """Units of the same kind are compared themselves, others by their article."""
        drawn = "SELECT unit FROM sample_unit WHERE sample = ?"
        if sample.filters.unit == unit:
            return f"u.id {word} ({drawn})"
        return f"u.article {word} (SELECT article FROM unit WHERE id IN ({drawn}))"
