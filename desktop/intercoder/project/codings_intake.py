"""Codings made elsewhere: many answers and spans of many coders, as one journalled, undoable step."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.codings import checked
from intercoder.project.file import readable
from intercoder.project.naming import proper
from intercoder.records import Status, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class GivenCoding:
    """One coding of a file. `unit` is a unit id, or the file's own name of a unit that the project does not have."""

    unit: int | str
    coder: str
    variable: str
    status: Status = "value"
    answer: str | None = None
    ticked: tuple[int, ...] = ()
    start: int | None = None  # of a span, with `answer` the number of its category
    stop: int | None = None
    memo: str | None = None  # on the span


@dataclass(frozen=True)
class GivenMemo:
    """A memo of a file on a unit as a whole."""

    unit: int
    coder: str
    text: str


@dataclass(frozen=True)
class CodingsReport:
    """What an import of codings did."""

    rows: int
    units: int
    coders: tuple[str, ...]
    new: int
    identical: int
    replaced: int
    spans: int
    coders_added: tuple[str, ...] = ()
    variables_added: tuple[str, ...] = ()
    units_added: tuple[str, ...] = field(default=())  # textless units for codings whose text is absent


def import_codings(
    project: "Project",
    codings: Sequence[GivenCoding],
    variables: Sequence[Variable],
    round_name: str,
    name: str,
    memos: Sequence[GivenMemo] = (),
) -> CodingsReport:
    """Writes all codings in the step “Import codings from NAME”. `variables` are new ones and ones with new categories.

    In a package only its coder's own assigned units may be coded. Raises UserError, changing nothing, if one does not fit.
    """
    with project.step(f"Import codings from {readable(name)}"):
        work = _Work(project, round_name)
        if variables:
            project.codebook.add_missing(list(variables))
        added_coders = work.add_coders(dict.fromkeys([*(c.coder for c in codings), *(m.coder for m in memos)]))
        added_units = work.add_units(codings)
        work.need_kinds(codings)
        work.assign(codings)
        new, identical, replaced, spans = work.write(codings)
        for memo in memos:
            work.note(memo.unit, memo.coder, memo.text)
        work.settle(codings)
    return CodingsReport(
        rows=len(codings),
        units=len({c.unit for c in codings}),
        coders=tuple(dict.fromkeys(c.coder for c in codings)),
        new=new,
        identical=identical,
        replaced=replaced,
        spans=spans,
        coders_added=added_coders,
        variables_added=tuple(v.name for v in variables if v.id == 0),
        units_added=added_units,
    )


class _Work:
    """The parts of one import; lives inside its step."""

    def __init__(self, project: "Project", round_name: str) -> None:
        self._project = project
        self._db = project.db
        if not project.is_package:
            project.plan.insert_round(round_name)
        round_ = project.plan.round(round_name)
        if not round_.open:
            raise UserError(f"The round {round_.name} is closed.", "The lead can open it again; nothing was changed.")
        self._round = round_.id
        self._coders: dict[str, int] = {}
        self._added: dict[str, int] = {}
        self._whole: dict[int, int] = {}

    def add_coders(self, names: Iterable[str]) -> tuple[str, ...]:
        known = {proper(c.name): c.id for c in self._project.plan.coders()}
        added = []
        for name in names:
            own = proper(name)
            if self._project.is_package and known.get(own) != self._project.coder.id:
                raise UserError(
                    f"The file holds codings of “{name}”; this package is {self._project.coder.name}'s.",
                    "Import only that coder's codings; nothing was changed.",
                )
            if own not in known:
                known[own] = self._project.plan.insert_coder(own)
                added.append(own)
            self._coders[name] = known[own]
        return tuple(added)

    def add_units(self, codings: Sequence[GivenCoding]) -> tuple[str, ...]:
        """Textless units for codings whose unit the project does not have, so that they are kept and counted."""
        missing = {c.unit: c.variable for c in codings if isinstance(c.unit, str)}
        if not missing:
            return ()
        if self._project.is_package:
            raise UserError(
                f"{len(missing)} units of the file are not in this package, such as “{next(iter(missing))}”.",
                "Import them into the lead's project; nothing was changed.",
            )
        root: int | None = None
        for name, variable in missing.items():
            assert isinstance(name, str)
            kind = self._project.codebook.variable(variable).unit_kind
            if kind == "article":
                self._added[name] = self._textless_article(name)
            else:
                root = root or self._textless_article("codings without text")
                self._added[name] = self._textless_part(root, name, kind)
        return tuple(self._added)

    def need_kinds(self, codings: Sequence[GivenCoding]) -> None:
        """Raises UserError for an answer to a question that is not asked of its unit as a whole: no table would show it."""
        answers = [coding for coding in codings if coding.start is None]
        variables = {v.name: v for v in self._project.codebook.current().variables}
        units = {u.id: u for u in self._project.material.units_by_id(sorted({self._unit(c) for c in answers}))}
        for coding in answers:
            unit, variable = units[self._unit(coding)], variables[coding.variable]
            if variable.about:
                raise UserError(
                    f"“{variable.name}” is asked about passages of “{variable.about}”, and the file does not say of which.",
                    "Take that question out of the file; nothing was changed.",
                )
            if unit.kind != variable.unit_kind:
                raise UserError(
                    f"“{variable.name}” is not asked of {unit.ref}: it is asked of the kind {variable.unit_kind}, and that is"
                    f" of the kind {unit.kind}.",
                    "Mend the unit or the name of the question; nothing was changed.",
                )

    def _textless_article(self, name: str) -> int:
        number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM article").fetchone()[0]
        unit = self._insert_unit("article", None, None, number, f"A{number:04d}")
        self._db.execute("INSERT INTO article(unit, number, provider_id, stub) VALUES(?, ?, ?, 1)", (unit, number, name))
        return unit

    def _textless_part(self, root: int, name: str, kind: str) -> int:
        place = self._db.execute("SELECT count(*) + 1 FROM unit WHERE parent = ?", (root,)).fetchone()[0]
        ref = self._db.execute("SELECT ref FROM unit WHERE id = ?", (root,)).fetchone()[0]
        unit = self._insert_unit(kind, root, root, place, f"{ref}-C{place:03d}" if kind == "comment" else f"{ref}-T{place:03d}")
        if kind == "comment":
            self._db.execute("INSERT INTO comment(unit, provider_id, status) VALUES(?, ?, 'visible')", (unit, name))
        return unit

    def _insert_unit(self, kind: str, root: int | None, parent: int | None, position: int, ref: str) -> int:
        row = (kind, root or 0, parent, position, ref, hashlib.sha256(b"").hexdigest())
        query = (
            "INSERT INTO unit(kind, article, parent, position, ref, sha256, codable) VALUES(?, ?, ?, ?, ?, ?, 0) RETURNING id"
        )
        unit = int(self._db.execute(query, row).fetchone()[0])
        if root is None:
            self._db.execute("UPDATE unit SET article = id WHERE id = ?", (unit,))
        return unit

    def _unit(self, coding: GivenCoding) -> int:
        return self._added[coding.unit] if isinstance(coding.unit, str) else coding.unit

    def _coded_unit(self, coding: GivenCoding) -> int:
        """The unit whose assignment and progress the coding belongs to: spans of an article's texts count for it."""
        unit = self._unit(coding)
        if coding.start is None:
            return unit
        if unit not in self._whole:
            record = self._project.material.unit(unit)
            self._whole[unit] = unit if record.kind == "comment" else record.article
        return self._whole[unit]

    def assign(self, codings: Sequence[GivenCoding]) -> None:
        per_coder: dict[int, dict[int, None]] = {}
        for coding in codings:
            per_coder.setdefault(self._coders[coding.coder], {})[self._coded_unit(coding)] = None
        for coder, units in per_coder.items():
            fresh = units.keys() - set(self._project.plan.assigned(self._round, coder))
            if fresh and self._project.is_package:
                ref = self._project.material.unit(min(fresh)).ref
                raise UserError(
                    f"{len(fresh)} units of the file were not assigned to this coder, such as {ref}.",
                    "Import them into the lead's project; nothing was changed.",
                )
            self._project.plan.insert_assignments(self._round, coder, (u for u in units if u in fresh))

    def write(self, codings: Sequence[GivenCoding]) -> tuple[int, int, int, int]:
        """(new, identical, replaced answers; new spans)."""
        variables = {v.name: v for v in self._project.codebook.current().variables}
        new = identical = replaced = spans = 0
        seen: dict[tuple[int, ...], list[tuple[int, str, str | None]]] = {}
        for coding in codings:
            variable = variables[coding.variable]
            if coding.start is not None:
                fresh = self._write_span(coding, variable)
                spans, identical = spans + fresh, identical + (not fresh)
                continue
            key = (self._round, self._coders[coding.coder], self._unit(coding), variable.id, 0)
            rows = self._rows(coding, variable)
            if seen.setdefault(key, rows) != rows:
                raise UserError(
                    f"The file holds two answers of “{coding.coder}” to “{coding.variable}” for {self._called(coding)}.",
                    "Keep one of them; several categories of one answer stand in one cell. Nothing was changed.",
                )
            query = "SELECT category, status, answer FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, ?)"
            present = self._db.execute(f"{query} ORDER BY category", key).fetchall()
            if present == rows:
                identical += 1
                continue
            new, replaced = new + (not present), replaced + bool(present)
            if present:
                self._db.execute("DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, ?)", key)
            self._db.executemany(
                "INSERT INTO value(round, coder, unit, variable, span, category, status, answer, at)"
                " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [(*key, *row, self._project.clock()) for row in rows],
            )
        return new, identical, replaced, spans

    def _called(self, coding: GivenCoding) -> str:
        return coding.unit if isinstance(coding.unit, str) else self._project.material.unit(coding.unit).ref

    def _rows(self, coding: GivenCoding, variable: Variable) -> list[tuple[int, str, str | None]]:
        """The rows (category, status, answer) of one answer."""
        answer = checked(variable, coding.answer, coding.ticked, coding.status)
        rows: list[tuple[int, str, str | None]] = [(0, coding.status, answer)]
        ids = {c.value: c.id for c in variable.categories}
        ticked = coding.ticked if variable.answer_kind == "several" and coding.status == "value" else ()
        rows += sorted((ids[number], "value", str(number)) for number in set(ticked))
        return rows

    def _write_span(self, coding: GivenCoding, variable: Variable) -> bool:
        category = variable.category(int(coding.answer or 0))
        if variable.answer_kind != "spans" or category is None:
            raise UserError(f"“{variable.name}” has no category {coding.answer} to mark with.", "The codebook lists them.")
        assert coding.start is not None
        assert coding.stop is not None
        unit, coder = self._unit(coding), self._coders[coding.coder]
        query = "SELECT 1 FROM span WHERE (round, coder, unit, category, start, stop) = (?, ?, ?, ?, ?, ?)"
        row = (self._round, coder, unit, category.id, coding.start, coding.stop)
        if self._db.execute(query, row).fetchone():
            return False
        record = self._project.material.unit(unit)
        self._project.codings.need_fit(variable, record)
        number = self._project.minter.mint()
        self._project.codings.insert_span(number, self._round, coder, record, variable, category, coding.start, coding.stop)
        if coding.memo:
            self.note(self._coded_unit(coding), coding.coder, coding.memo, number)
        return True

    def note(self, unit: int, coder: str, text: str, span: int = 0) -> None:
        """Keeps a memo, unless it stands there already."""
        place = (self._round, self._coders[coder], unit, span)
        where = "(round, coder, unit, span) = (?, ?, ?, ?)"
        there = {t for (t,) in self._db.execute(f"SELECT text FROM memo WHERE {where}", place).fetchall()}
        if text not in there:
            insert = "INSERT INTO memo(id, round, coder, unit, span, text, at) VALUES(?, ?, ?, ?, ?, ?, ?)"
            self._db.execute(insert, (self._project.minter.mint(), *place, text, self._project.clock()))

    def settle(self, codings: Sequence[GivenCoding]) -> None:
        """A unit with an answer to every required question counts as finished by its coder."""
        units = {(self._coders[c.coder], self._coded_unit(c)) for c in codings}
        kinds = {u.id: u for u in self._project.material.units_by_id(sorted({unit for _, unit in units}))}
        for coder, unit in sorted(units):
            if not self._project.codings.missing(kinds[unit], coder, self._round):
                self._project.codings.settle((self._round, coder, unit), kinds[unit].kind, keep=True)
