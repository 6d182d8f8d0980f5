"""Who codes what: coders, rounds, assignments, and the queue of the present coder."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.assigning import AssignVerbs
from intercoder.project.naming import proper
from intercoder.project.queue import Queue, Standing, beginning, read, standings
from intercoder.project.reading_order import placed_ids
from intercoder.project.visibility import LEAD
from intercoder.records import Coder, Round

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class Workload:
    """Counters of one coder in one round. None = the present coder may not see it."""

    coder: Coder
    assigned: int
    finished: int
    doubts: int | None = 0
    active_ms: int | None = 0


class PlanRoom(AssignVerbs):
    """Coders, rounds and assignments. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db
        self._hides_names = False
        self._parts: dict[tuple[int, int], bool] = {}  # (round, coder) -> whether they take part
        self._stamp = (-1, -1)  # of the plan that this was read from

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
            if proper(coder.name) == proper(name):
                return coder
        raise UserError(f"The project has no coder “{name}”.", "Coders are: " + ", ".join(c.name for c in self.coders()))

    def coder_by_id(self, number: int) -> Coder:
        """The coder with this number."""
        return next(c for c in self.coders() if c.id == number)

    def add_coder(self, name: str) -> Coder:
        """A new coder, as one step. Raises UserError if the name is empty or taken."""
        self._project.need_project()
        with self._project.step(f"Add coder {proper(name)}"):
            self.insert_coder(name)
        return self.coder(name)

    def insert_coder(self, name: str) -> int:
        """A new coder inside the caller's step; gives the number."""
        name = proper(name)
        self._need_free_name(name)
        return int(self._db.execute("INSERT INTO coder(name) VALUES(?) RETURNING id", (name,)).fetchone()[0])

    def rename_coder(self, name: str, new: str) -> Coder:
        """Another name for the same coder, as one step."""
        self._project.need_project()
        coder, new = self.coder(name), proper(new)
        if new != coder.name:
            self._need_free_name(new, coder.id)
            with self._project.step(f"Rename coder {coder.name}"):
                self._db.execute("UPDATE coder SET name = ? WHERE id = ?", (new, coder.id))
        return self.coder_by_id(coder.id)

    def set_active(self, name: str, active: bool) -> None:
        """Whether a coder takes part in what comes; what they coded stays. As one step. The lead is always active."""
        self._project.need_project()
        coder = self.coder(name)
        if not active and coder.id == self.coders()[0].id:
            raise UserError("The lead cannot be inactive.", "Leave the lead out when you assign.")
        with self._project.step(f"Make coder {name} {'active' if active else 'inactive'}"):
            self._db.execute("UPDATE coder SET active = ? WHERE id = ?", (int(active), coder.id))

    def _need_free_name(self, name: str, own: int = 0) -> None:
        """Raises UserError if the name is empty, or that of a coder other than `own`."""
        if not name:
            raise UserError("A coder needs a name.")
        if any(proper(c.name) == name and c.id != own for c in self.coders()):
            raise UserError(f"There is a coder “{name}” already.", "Choose another name.")

    # -------------------------------------------------------------- rounds

    def rounds(self) -> list[Round]:
        """All rounds in the order in which they were made."""
        rows = self._db.execute("SELECT id, name, blind, open FROM round ORDER BY id").fetchall()
        return [Round(number, name, bool(blind), bool(is_open)) for number, name, blind, is_open in rows]

    def round(self, name: str) -> Round:
        """The round with this name. Raises UserError if there is none."""
        found = self._find_round(name)
        if found is not None:
            return found
        raise UserError(f"The project has no round “{name}”.", "Rounds are: " + ", ".join(r.name for r in self.rounds()))

    def add_round(self, name: str, blind: bool = True) -> Round:
        """A new round, as one step."""
        self._project.need_project()
        name = proper(name)
        self._need_free_round(name)
        with self._project.step(f"Add round {name}"):
            self.insert_round(name, blind)
        return self.round(name)

    def rename_round(self, name: str, new: str) -> Round:
        """Another name for the same round, as one step."""
        self._project.need_project()
        round_, new = self.round(name), proper(new)
        if new != round_.name:
            self._need_free_round(new, round_.id)
            with self._project.step(f"Rename round {round_.name}"):
                self._db.execute("UPDATE round SET name = ? WHERE id = ?", (new, round_.id))
        return self.round(new)

    def set_open(self, name: str, is_open: bool) -> None:
        """Opens a round, or closes it: a closed one takes no codings and no assignments. As one step."""
        self._set_round(name, "open", is_open, f"{'Open' if is_open else 'Close'} round {name}")

    def set_blind(self, name: str, blind: bool) -> None:
        """Whether coders see nothing of what others coded in a round. As one step. A blind round is opened by the lead."""
        if not blind and self.round(name).blind and self._project.coder.id != LEAD:
            raise UserError(f"The round {name} is blind; only the lead opens it.", "Nothing was changed.")
        self._set_round(name, "blind", blind, f"Make round {name} {'blind' if blind else 'open to see'}")

    def _set_round(self, name: str, column: str, on: bool, label: str) -> None:
        self._project.need_project()
        round_ = self.round(name)
        with self._project.step(label):
            self._db.execute(f"UPDATE round SET {column} = ? WHERE id = ?", (int(on), round_.id))

    def remove_round(self, name: str) -> None:
        """Removes a round to which nothing is assigned and in which nothing was coded, as one step."""
        self._project.need_project()
        round_ = self.round(name)
        if len(self.rounds()) == 1:
            raise UserError("The only round cannot be removed.", "Add another one first.")
        tables = ("assignment", "progress", "value", "span", "memo", "decision", "disagreement")
        used = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE round = ?1" for table in tables)
        if self._db.execute(f"{used} LIMIT 1", (round_.id,)).fetchone():
            raise UserError(f"The round {name} has units or codings.", "Close it instead: then it takes no more codings.")
        with self._project.step(f"Remove round {name}"):
            self._db.execute("DELETE FROM deal WHERE round = ?", (round_.id,))
            self._db.execute("DELETE FROM round WHERE id = ?", (round_.id,))

    def _need_free_round(self, name: str, own: int = 0) -> None:
        """Raises UserError if the name is empty, or that of a round other than `own`."""
        if not name:
            raise UserError("A round needs a name.")
        found = self._find_round(name)
        if found is not None and found.id != own:
            raise UserError(f"There is a round “{name}” already.", "Choose another name.")

    def _find_round(self, name: str) -> Round | None:
        return next((r for r in self.rounds() if proper(r.name) == proper(name)), None)

    def insert_round(self, name: str, blind: bool = True) -> int:
        """The round with this name, made inside the caller's step if it is new; gives its id."""
        found = self._find_round(name)
        if found is not None:
            return found.id
        name = proper(name)
        self._need_free_round(name)
        row = self._db.execute("INSERT INTO round(name, blind) VALUES(?, ?) RETURNING id", (name, int(blind)))
        return int(row.fetchone()[0])

    def default_round(self, coder: int) -> Round:
        """Where a coder goes on: the newest open round with work for them, else with any codings, else the first."""
        rounds = self.rounds()
        for whose in ("AND coder = ?", "AND ? > 0"):
            query = f"SELECT 1 FROM assignment WHERE round = ? {whose} LIMIT 1"
            for round_ in reversed(rounds):
                if self._db.execute(query, (round_.id, coder)).fetchone() is not None:
                    return round_
        return rounds[0]

    # -------------------------------------------------------------- assignments

    def units_with_questions(self) -> list[int]:
        """Every codable unit whose kind the codebook asks something of, in the order of the text."""
        query = "SELECT id FROM unit WHERE codable AND kind IN (SELECT value FROM json_each(?)) ORDER BY id"
        rows = self._db.execute(query, (json.dumps(self._asked_kinds()),)).fetchall()
        return list(placed_ids(self._db, [i for (i,) in rows]))

    def _asked_kinds(self) -> list[str]:
        return sorted({v.unit_kind for v in self._project.codebook.current().variables})

    def assigned(self, round_id: int, coder: int) -> list[int]:
        """Unit ids that a coder was asked to code in a round, in the coder's order."""
        query = "SELECT unit FROM assignment WHERE round = ? AND coder = ? ORDER BY position, unit"
        return [i for (i,) in self._db.execute(query, (round_id, coder)).fetchall()]

    def is_planned(self, round_id: int) -> bool:
        """Whether somebody was asked to code in this round; else everybody simply codes."""
        query = "SELECT 1 FROM assignment WHERE round = ? AND planned LIMIT 1"
        return self._db.execute(query, (round_id,)).fetchone() is not None

    def takes_part(self, round_id: int, coder: int) -> bool:
        """Whether this coder was asked to code in the round."""
        if self._db.in_transaction:
            return self._read_part(round_id, coder)
        stamp = (self._project.plan_edits, self._project.data_version())
        if stamp != self._stamp:
            self._parts, self._stamp = {}, stamp
        if (round_id, coder) not in self._parts:
            self._parts[round_id, coder] = self._read_part(round_id, coder)
        return self._parts[round_id, coder]

    def _read_part(self, round_id: int, coder: int) -> bool:
        """Looks at all that a coder has in a round without a plan: too slow to be asked at every key."""
        query = "SELECT 1 FROM assignment WHERE round = ? AND coder = ? AND planned LIMIT 1"
        return self._db.execute(query, (round_id, coder)).fetchone() is not None

    def workloads(self, round_id: int) -> list[Workload]:
        """Counters of every coder who has something to do in a round.

        A coder sees the time only of themselves, and in a blind round the doubts.
        """
        query = (
            "SELECT a.coder, count(*), count(p.finished_at), count(p.doubt), coalesce(sum(p.active_ms), 0)"
            " FROM assignment a LEFT JOIN progress p"
            " ON (p.round, p.coder, p.unit) = (a.round, a.coder, a.unit) WHERE a.round = ? GROUP BY a.coder ORDER BY a.coder"
        )
        rows = self._db.execute(query, (round_id,)).fetchall()
        round_ = next(r for r in self.rounds() if r.id == round_id)
        me, sees = self._project.coder.id, self._project.codings.sees_figures(round_)
        works = [Workload(self.coder_by_id(coder), *counts) for coder, *counts in rows]
        if me == LEAD:
            return works
        return [w if w.coder.id == me else replace(w, active_ms=None, doubts=w.doubts if sees else None) for w in works]

    # -------------------------------------------------------------- the queue

    def queue(self) -> Queue:
        """The units of the present coder in the present round with their standing."""
        return read(self._project, self._asked_kinds())

    def beginning(self) -> Queue | None:
        """The part of the queue at which the present coder goes on; None where the whole queue has to be read for that."""
        return beginning(self._project, self._asked_kinds())

    def standings(self, units: Iterable[int]) -> dict[int, Standing]:
        """How far the present coder is with these units; without those that were not begun."""
        return standings(self._project, units)
