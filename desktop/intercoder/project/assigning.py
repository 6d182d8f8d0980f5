"""Assigning: which units there are to deal out, to whom they go, and one step that writes it down."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.dealing import Block, Deal, Rule, coders_order, deal
from intercoder.project.naming import proper
from intercoder.project.reading_order import placed

if TYPE_CHECKING:
    import sqlite3

    from intercoder.project.project import Project


@dataclass(frozen=True)
class AssignReport:
    """How many units were to be assigned, how many of them several coders share, and what each coder has in the round."""

    round: str
    units: int
    shared: int
    per_coder: dict[str, int]


@dataclass(frozen=True)
class Load:
    """What an assignment gives one coder: units and characters, and how many units they have in the round already."""

    coder: str
    units: int
    characters: int
    had: int


@dataclass(frozen=True)
class Preview:
    """What an assignment would do. `left_out` counts units of other rounds that were not taken."""

    units: int
    shared: int
    left_out: int
    loads: tuple[Load, ...]


@dataclass(frozen=True)
class _Plan:
    """Everything that is known before it is written; coders that are new have negative numbers."""

    numbers: dict[str, int]
    dealt: Deal
    given: dict[int, tuple[int, ...]]
    left_out: int


class AssignVerbs:
    """The verbs of the plan that hand out units."""

    _project: "Project"
    _db: "sqlite3.Connection"

    def assign(
        self,
        coders: Sequence[str],
        round: str,  # noqa: A002 - the field's word
        units: Sequence[int] | None = None,
        overlap: float = 1.0,
        seed: int = 1,
    ) -> AssignReport:
        """Assigns units, each by itself; `overlap` = share of them that all coders get. See `hand_out`."""
        return self.hand_out(coders, round, Rule(overlap=overlap, seed=seed), units=units)

    def hand_out(
        self, coders: Sequence[str], round_name: str, rule: Rule, sample: str | None = None,
        units: Sequence[int] | None = None, blind: bool = True,
    ) -> AssignReport:  # fmt: skip
        """Assigns units to coders by a rule, as one step; what was assigned stays. Unknown coders and rounds are added.

        The units are those of the sample, else those given, else all that have questions. Each coder's articles stand in an
        own random order, behind what the coder had, the same for the same seed. `blind` is for a round that is new. Raises
        UserError, changing nothing.
        """
        self._project.need_project()
        round_name = proper(round_name)
        plan = self._plan(coders, round_name, rule, sample, units)
        wanted = [unit for block in plan.dealt.wanted for unit in block.units]
        with self._project.step(f"Assign {len(wanted):,} units in round {round_name}"):
            round_id = self._project.plan.insert_round(round_name, blind)
            numbers = {name: n if n > 0 else self._project.plan.insert_coder(name) for name, n in plan.numbers.items()}
            for name, number in plan.numbers.items():
                ordered = self._in_coders_order(plan.given[number], numbers[name], rule.seed)
                self.insert_assignments(round_id, numbers[name], ordered)
            note = json.dumps(asdict(rule) | {"coders": list(numbers), "units": len(wanted)}, ensure_ascii=False)
            self._db.execute(
                "INSERT INTO deal(round, sample, seed, parameters) VALUES(?, ?, ?, ?)", (round_id, sample, rule.seed, note)
            )
        shared = len({unit for block in plan.dealt.wanted if block.key in plan.dealt.shared for unit in block.units})
        per_coder = {name: len(self._project.plan.assigned(round_id, number)) for name, number in numbers.items()}
        return AssignReport(round_name, len(wanted), shared, per_coder)

    def preview(
        self, coders: Sequence[str], round_name: str, rule: Rule, sample: str | None = None, units: Sequence[int] | None = None
    ) -> Preview:  # fmt: skip
        """What `hand_out` would do, without writing. Raises UserError where it would."""
        plan = self._plan(coders, round_name, rule, sample, units)
        lengths = self._lengths([unit for block in plan.dealt.wanted for unit in block.units])
        round_id = next((r.id for r in self._project.plan.rounds() if r.name == round_name), 0)
        loads = []
        for name, number in plan.numbers.items():
            given = plan.given[number]
            had = len(self._project.plan.assigned(round_id, number)) if number > 0 else 0
            loads.append(Load(name, len(given), sum(lengths[unit] for unit in given), had))
        shared = sum(len(block.units) for block in plan.dealt.wanted if block.key in plan.dealt.shared)
        return Preview(sum(len(block.units) for block in plan.dealt.wanted), shared, plan.left_out, tuple(loads))

    def deals(self, round_id: int) -> list[tuple[str | None, dict[str, object]]]:
        """(sample, rule with coders and number of units) of each handing out of units in a round, in order."""
        rows = self._db.execute("SELECT sample, parameters FROM deal WHERE round = ? ORDER BY id", (round_id,)).fetchall()
        return [(sample, json.loads(parameters)) for sample, parameters in rows]

    def insert_assignments(self, round_id: int, coder: int, units: Iterable[int], planned: bool = True) -> None:
        """Assigns inside the caller's step, after what the coder has; a unit that is assigned already stays in its place."""
        last = "SELECT max(position) FROM assignment WHERE round = ? AND coder = ?"
        if not planned:  # begun one after the other: the newest stands last, and is found without reading all of them
            last = "SELECT position FROM assignment WHERE +round = ? AND coder = ? ORDER BY id DESC LIMIT 1"
        row = self._db.execute(last, (round_id, coder)).fetchone()
        place = row[0] or 0 if row is not None else 0
        self._db.executemany(
            "INSERT INTO assignment(round, coder, unit, position, planned) VALUES(?, ?, ?, ?, ?)"
            " ON CONFLICT(round, coder, unit) DO UPDATE SET planned = 1 WHERE excluded.planned AND NOT planned",
            [(round_id, coder, unit, place + n, int(planned)) for n, unit in enumerate(units, 1)],
        )

    # -------------------------------------------------------------- inside

    def _plan(
        self, names: Sequence[str], round_name: str, rule: Rule, sample: str | None, units: Sequence[int] | None
    ) -> _Plan:  # fmt: skip
        numbers = self._numbers(names)
        round_ = next((r for r in self._project.plan.rounds() if proper(r.name) == proper(round_name)), None)
        if not proper(round_name):
            raise UserError("A round needs a name.")
        if round_ is not None and not round_.open:
            raise UserError(f"The round {round_name} is closed.", "Open it in Plan first, or choose another round.")
        wanted, left_out = self._wanted(rule, sample, units, round_.id if round_ else 0)
        had, loads, theirs = self._standing(round_.id if round_ else 0, wanted, rule)
        dealt = deal(wanted, list(numbers.values()), rule, had, loads)
        given = {}
        for number in numbers.values():
            own = [block for block in dealt.wanted if number in had.get(block.key, ())]  # what came to an article since
            units_ = (unit for block in (*dealt.blocks[number], *own) for unit in block.units)
            given[number] = tuple(unit for unit in units_ if (unit, number) not in theirs)
        return _Plan(numbers, dealt, given, left_out)

    def _numbers(self, names: Sequence[str]) -> dict[str, int]:
        """Coders by name; new ones get negative numbers until they are written."""
        known = {proper(coder.name): coder for coder in self._project.plan.coders()}
        numbers: dict[str, int] = {}
        for place, name in enumerate(dict.fromkeys(proper(name) for name in names), 1):
            if not name:
                raise UserError("A coder needs a name.")
            if name in known and not known[name].active:
                raise UserError(f"{name} is inactive.", "Make the coder active again first.")
            numbers[name] = known[name].id if name in known else -place
        if not numbers:
            raise UserError("No coder is named.", "Name at least one.")
        return numbers

    def _wanted(self, rule: Rule, sample: str | None, units: Sequence[int] | None, round_id: int) -> tuple[list[Block], int]:
        """The blocks to deal out, and how many units were left out because other rounds have them."""
        if sample is not None:
            wanted = self._project.samples.units_to_code(sample)
            if not wanted:
                raise UserError(f"The codebook asks nothing of the units of the sample {sample}.", "Add questions first.")
        else:
            wanted = list(dict.fromkeys(units if units is not None else self._project.plan.units_with_questions()))
        if not wanted:
            raise UserError("There are no units to assign.", "Import material and a codebook with questions first.")
        before = len(wanted)
        if rule.fresh:
            query = "SELECT DISTINCT unit FROM assignment WHERE round <> ?"
            elsewhere = {unit for (unit,) in self._db.execute(query, (round_id,)).fetchall()}
            wanted = [unit for unit in wanted if unit not in elsewhere]
            if not wanted:
                raise UserError("All these units were assigned in other rounds.", "Draw another sample, or take them too.")
        lengths = self._lengths(wanted) if rule.by_length else dict.fromkeys(wanted, 1)
        if not rule.whole:
            return [Block(unit, (unit,), max(1, lengths[unit])) for unit in wanted], before - len(wanted)
        blocks = [
            Block(article, tuple(group), max(1, sum(lengths[unit] for unit in group)))
            for article, group in self._by_article(wanted).items()
        ]
        return blocks, before - len(wanted)

    def _standing(
        self, round_id: int, blocks: list[Block], rule: Rule
    ) -> tuple[dict[int, frozenset[int]], dict[int, int], set[tuple[int, int]]]:
        """Who has which block already, what each coder has in the round, in units or characters, and (unit, coder)."""
        query = "SELECT unit, coder FROM assignment WHERE round = ? AND planned"
        rows = self._db.execute(query, (round_id,)).fetchall()
        block_of = {unit: block.key for block in blocks for unit in block.units}
        had: dict[int, set[int]] = {}
        loads: dict[int, int] = {}
        lengths = self._lengths([unit for unit, _ in rows]) if rule.by_length else {}
        for unit, coder in rows:
            loads[coder] = loads.get(coder, 0) + lengths.get(unit, 1)
            if unit in block_of:
                had.setdefault(block_of[unit], set()).add(coder)
        return {key: frozenset(coders) for key, coders in had.items()}, loads, set(rows)

    def _lengths(self, units: Sequence[int]) -> dict[int, int]:
        """Characters of each unit; those of an article's texts count for the article where it is coded as a whole too."""
        texts = "SELECT sum(length(t.text)) FROM unit t WHERE t.article = u.id AND t.kind <> 'comment'"
        query = (
            f"SELECT id, kind, article, coalesce(length(text), stop - start, ({texts}), 0) FROM unit u"
            " WHERE id IN (SELECT value FROM json_each(?))"
        )
        rows = self._db.execute(query, (json.dumps(list(units)),)).fetchall()
        whole = {unit for unit, kind, _, _ in rows if kind == "article"}
        return {
            unit: 0 if article in whole and kind not in ("article", "comment") else characters
            for unit, kind, article, characters in rows
        }

    def _by_article(self, units: Iterable[int]) -> dict[int, list[int]]:
        query = "SELECT id, article FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        groups: dict[int, list[int]] = {}
        for unit, article in placed(self._db, self._db.execute(query, (json.dumps(list(units)),)).fetchall(), itemgetter(0)):
            groups.setdefault(article, []).append(unit)
        return groups

    def _in_coders_order(self, units: Iterable[int], coder: int, seed: int) -> list[int]:
        return coders_order(self._by_article(units), coder, seed)
