"""Who codes what: coders, rounds, assignments, and the queue of the present coder."""

import json
import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.queue import Queue, Standing, read, standings
from intercoder.records import Coder, Round

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class AssignReport:
    """How many units each coder has in the round, and how many of them all coders share."""

    round: str
    units: int
    shared: int
    per_coder: dict[str, int]


@dataclass(frozen=True)
class Workload:
    """Counters of one coder in one round."""

    coder: Coder
    assigned: int
    finished: int


class PlanRoom:
    """Coders, rounds and assignments. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db
        self._hides_names = False

    # -------------------------------------------------------------- coders

    def coders(self) -> list[Coder]:
        """All coders by number; the lead is the first."""
        rows = self._db.execute("SELECT id, name, active FROM coder ORDER BY id").fetchall()
        named = [Coder(number, name, bool(active)) for number, name, active in rows]
        return [replace(c, name=f"Coder {c.id}") for c in named] if self._hides_names else named

    @contextmanager
    def pseudonyms(self) -> Iterator[None]:
        """Inside the block every coder is called by number: "Coder 2". For exports; nothing is written."""
        self._hides_names = True
        try:
            yield
        finally:
            self._hides_names = False

    def coders_here(self) -> list[Coder]:
        """Active coders who code in this very file: those who were sent a package code there."""
        query = "SELECT DISTINCT coder FROM package WHERE recalled_at IS NULL"
        away = {number for (number,) in self._db.execute(query).fetchall()}
        return [coder for coder in self.coders() if coder.active and coder.id not in away]

    def coder(self, name: str) -> Coder:
        """The coder with this name. Raises UserError if there is none."""
        for coder in self.coders():
            if coder.name == name:
                return coder
        raise UserError(f"The project has no coder “{name}”.", "Coders are: " + ", ".join(c.name for c in self.coders()))

    def coder_by_id(self, number: int) -> Coder:
        """The coder with this number."""
        return next(c for c in self.coders() if c.id == number)

    def add_coder(self, name: str) -> Coder:
        """A new coder, as one step. Raises UserError if the name is empty or taken."""
        self._project.need_project()
        with self._project.step(f"Add coder {name}"):
            self.insert_coder(name)
        return self.coder(name)

    def insert_coder(self, name: str) -> int:
        """A new coder inside the caller's step; gives the number."""
        name = name.strip()
        if not name:
            raise UserError("A coder needs a name.")
        if any(c.name == name for c in self.coders()):
            raise UserError(f"There is a coder “{name}” already.", "Choose another name.")
        return int(self._db.execute("INSERT INTO coder(name) VALUES(?) RETURNING id", (name,)).fetchone()[0])

    # -------------------------------------------------------------- rounds

    def rounds(self) -> list[Round]:
        """All rounds in the order in which they were made."""
        rows = self._db.execute("SELECT id, name, blind, open FROM round ORDER BY id").fetchall()
        return [Round(number, name, bool(blind), bool(is_open)) for number, name, blind, is_open in rows]

    def round(self, name: str) -> Round:
        """The round with this name. Raises UserError if there is none."""
        for candidate in self.rounds():
            if candidate.name == name:
                return candidate
        raise UserError(f"The project has no round “{name}”.", "Rounds are: " + ", ".join(r.name for r in self.rounds()))

    def add_round(self, name: str, blind: bool = True) -> Round:
        """A new round, as one step."""
        self._project.need_project()
        if any(r.name == name for r in self.rounds()):
            raise UserError(f"There is a round “{name}” already.", "Choose another name.")
        with self._project.step(f"Add round {name}"):
            self.insert_round(name, blind)
        return self.round(name)

    def insert_round(self, name: str, blind: bool = True) -> int:
        """The round with this name, made inside the caller's step if it is new; gives its id."""
        for candidate in self.rounds():
            if candidate.name == name:
                return candidate.id
        row = self._db.execute("INSERT INTO round(name, blind) VALUES(?, ?) RETURNING id", (name, int(blind)))
        return int(row.fetchone()[0])

    def default_round(self, coder: int) -> Round:
        """Where a coder goes on: the newest open round with work for them, else with any codings, else the first."""
        for query in (
            "SELECT max(round) FROM assignment WHERE coder = ?",
            "SELECT max(round) FROM assignment WHERE ? > 0",
        ):
            newest = self._db.execute(query, (coder,)).fetchone()[0]
            if newest is not None:
                return next(r for r in self.rounds() if r.id == newest)
        return self.rounds()[0]

    # -------------------------------------------------------------- assignments

    def units_with_questions(self) -> list[int]:
        """Every codable unit whose kind the codebook asks something of, in the order of the text."""
        query = "SELECT id FROM unit WHERE codable AND kind IN (SELECT value FROM json_each(?)) ORDER BY id"
        return [i for (i,) in self._db.execute(query, (json.dumps(self._asked_kinds()),)).fetchall()]

    def _asked_kinds(self) -> list[str]:
        return sorted({v.unit_kind for v in self._project.codebook.current().variables})

    def assign(
        self,
        coders: Sequence[str],
        round: str,  # noqa: A002 - the field's word
        units: Sequence[int] | None = None,
        overlap: float = 1.0,
        seed: int = 1,
    ) -> AssignReport:
        """Assigns units to coders, as one step; what was assigned stays. Coders and round are added where unknown.

        `overlap` = share of the units that all coders get; the others are dealt out evenly. Articles come before their
        comments and each coder's articles stand in an own random order, the same for the same seed.
        """
        self._project.need_project()
        coders = list(dict.fromkeys(coders))
        if not coders:
            raise UserError("No coder is named.", "Name at least one.")
        if not 0 <= overlap <= 1:
            raise UserError(f"The overlap {overlap} is no share.", "Give a number from 0 to 1.")
        wanted = list(units) if units is not None else self.units_with_questions()
        if not wanted:
            raise UserError("There are no units to assign.", "Import material and a codebook with questions first.")
        dealt = _deal(wanted, len(coders), overlap, random.Random(seed))
        with self._project.step(f"Assign {len(wanted):,} units in round {round}"):
            round_id = self.insert_round(round)
            known = {c.name: c.id for c in self.coders()}
            numbers = [known[n] if n in known else self.insert_coder(n) for n in coders]
            for index, number in enumerate(numbers):
                ordered = self._in_coders_order(dealt[index], random.Random(f"{seed}:{number}"))
                self.insert_assignments(round_id, number, ordered)
        shared = set.intersection(*(set(part) for part in dealt[: len(numbers)]))
        names = {c.id: c.name for c in self.coders()}
        per_coder = {names[n]: len(self.assigned(round_id, n)) for n in numbers}
        return AssignReport(round, len(wanted), len(shared), per_coder)

    def insert_assignments(self, round_id: int, coder: int, units: Iterable[int], planned: bool = True) -> None:
        """Assigns inside the caller's step, after what the coder has; a unit that is assigned already stays."""
        place = self._db.execute(
            "SELECT coalesce(max(position), 0) FROM assignment WHERE round = ? AND coder = ?", (round_id, coder)
        ).fetchone()[0]
        self._db.executemany(
            "INSERT INTO assignment(round, coder, unit, position, planned) VALUES(?, ?, ?, ?, ?)"
            " ON CONFLICT(round, coder, unit) DO NOTHING",
            [(round_id, coder, unit, place + n, int(planned)) for n, unit in enumerate(units, 1)],
        )

    def _in_coders_order(self, units: Sequence[int], chance: random.Random) -> list[int]:
        """Whole articles in random order; inside an article the order of the text."""
        query = "SELECT id, article FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        groups: dict[int, list[int]] = {}
        for unit, article in self._db.execute(query, (json.dumps(list(units)),)).fetchall():
            groups.setdefault(article, []).append(unit)
        articles = sorted(groups)
        chance.shuffle(articles)
        return [unit for article in articles for unit in groups[article]]

    def assigned(self, round_id: int, coder: int) -> list[int]:
        """Unit ids that a coder was asked to code in a round, in the coder's order."""
        query = "SELECT unit FROM assignment WHERE round = ? AND coder = ? ORDER BY position"
        return [i for (i,) in self._db.execute(query, (round_id, coder)).fetchall()]

    def is_planned(self, round_id: int) -> bool:
        """Whether somebody was asked to code in this round; else everybody simply codes."""
        query = "SELECT 1 FROM assignment WHERE round = ? AND planned LIMIT 1"
        return self._db.execute(query, (round_id,)).fetchone() is not None

    def takes_part(self, round_id: int, coder: int) -> bool:
        """Whether this coder was asked to code in the round."""
        query = "SELECT 1 FROM assignment WHERE round = ? AND coder = ? AND planned LIMIT 1"
        return self._db.execute(query, (round_id, coder)).fetchone() is not None

    def workloads(self, round_id: int) -> list[Workload]:
        """Counters of every coder who has something to do in a round."""
        query = (
            "SELECT a.coder, count(*), count(p.finished_at) FROM assignment a LEFT JOIN progress p"
            " ON (p.round, p.coder, p.unit) = (a.round, a.coder, a.unit) WHERE a.round = ? GROUP BY a.coder ORDER BY a.coder"
        )
        return [Workload(self.coder_by_id(c), n, done) for c, n, done in self._db.execute(query, (round_id,)).fetchall()]

    # -------------------------------------------------------------- the queue

    def queue(self) -> Queue:
        """The units of the present coder in the present round with their standing."""
        return read(self._project, json.dumps(self._asked_kinds()))

    def standings(self, units: Iterable[int]) -> dict[int, Standing]:
        """How far the present coder is with these units; without those that were not begun."""
        return standings(self._project, units)


def _deal(units: list[int], coders: int, overlap: float, chance: random.Random) -> list[list[int]]:
    """Units per coder: a share that all get, the rest dealt out evenly."""
    if overlap >= 1 or coders == 1:
        return [list(units) for _ in range(coders)]
    mixed = list(units)
    chance.shuffle(mixed)
    shared = mixed[: round_half_up(len(mixed) * overlap)]
    rest = mixed[len(shared) :]
    return [shared + rest[index::coders] for index in range(coders)]


def round_half_up(number: float) -> int:
    """5.5 gives 6: a share of units is never rounded to even."""
    return int(number + 0.5)
