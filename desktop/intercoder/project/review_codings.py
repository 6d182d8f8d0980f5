"""Carries codings and plan along when the review joins or splits comments; inside the caller's step.

No row changes its key: a row that moves to another unit under a natural key is deleted and written anew, so that the history
of both keys is whole. Offsets are code points.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from intercoder.project.spans import CONTEXT
from intercoder.records import REASONS

if TYPE_CHECKING:
    from intercoder.project.project import Project

_STATES = ("skipped", "not_applicable")  # what finishing gives where there is no answer
_OF = "WHERE (round, coder, unit) = (?, ?, ?)"
_INSERT_VALUE = (
    "INSERT INTO value(round, coder, unit, variable, span, category, status, answer, at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True)
class Difference:
    """A question that was answered differently of two comments; coder 0 = the adjudicated value."""

    round: int
    coder: int
    variable: int


class Carrier:
    """Moves what hangs on comments. Lives for one step; `asked_again` are the (coder, unit) that a change reopened."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db
        self._pairs = self._db.execute("SELECT r.id, c.id FROM round r, coder c").fetchall()
        self.asked_again: set[tuple[int, int]] = set()

    # -------------------------------------------------------------- joining

    def differences(self, first: int, second: int) -> list[Difference]:
        """The questions that stand in the way of a join: one coder answered them differently of the two comments."""
        found = []
        for round_id, coder in self._pairs:
            ours, theirs = self._values(round_id, coder, first), self._values(round_id, coder, second)
            for (variable, span), rows in theirs.items():
                if not span and (variable, 0) in ours and _differ(ours[variable, 0], rows):
                    found.append(Difference(round_id, coder, variable))
        decided = self._decisions(first)
        found += [
            Difference(round_id, 0, variable)
            for (round_id, variable), rows in self._decisions(second).items()
            if (round_id, variable) in decided and _answer(decided[round_id, variable]) != _answer(rows)
        ]
        return found

    def join(self, first: int, second: int, shift: int, text: str, differing: Sequence[Difference]) -> None:
        """Everything of the second comment becomes the first one's; `shift` = where its text begins in the joined one.

        Answers that differ are taken away, and their units are open again.
        """
        self._db.execute(
            "UPDATE span SET unit = ?, start = start + ?, stop = stop + ? WHERE unit = ?", (first, shift, shift, second)
        )
        self.refit(first, text)
        for difference in differing:
            self._forget(difference, first, second)
        for round_id, coder in self._pairs:
            self._join_values(round_id, coder, first, second)
            self._join_memos(round_id, coder, first, second)
            self._join_assignments(round_id, coder, first, second)
            disputed = any((d.round, d.coder) == (round_id, coder) for d in differing)
            self._join_progress((round_id, coder), first, second, disputed)
        self._join_lead_rows(first, second)

    def _forget(self, difference: Difference, first: int, second: int) -> None:
        for unit in (first, second):
            if difference.coder:
                key = (difference.round, difference.coder, unit, difference.variable)
                self._db.execute("DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, 0)", key)
            else:
                key3 = (difference.round, unit, difference.variable)
                self._db.execute("DELETE FROM decision WHERE (round, unit, variable) = (?, ?, ?)", key3)

    def _join_values(self, round_id: int, coder: int, first: int, second: int) -> None:
        """An answer beats a state that finishing gave; equal answers are one."""
        ours = self._values(round_id, coder, first)
        for key, rows in self._values(round_id, coder, second).items():
            present = ours.get(key)
            replaces = present is not None and present[0][3] in _STATES and rows[0][3] not in _STATES
            for unit, gone in ((second, True), (first, replaces)):
                if gone:
                    self._db.execute(
                        "DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, ?)",
                        (round_id, coder, unit, *key),
                    )
            if present is None or replaces:
                self._db.executemany(_INSERT_VALUE, [(round_id, coder, first, *row) for row in rows])

    def _join_memos(self, round_id: int, coder: int, first: int, second: int) -> None:
        """Notes on highlights move; two notes on the comments themselves become one, line by line."""
        query = f"SELECT id, text FROM memo {_OF} AND span = 0"
        ours, theirs = (self._db.execute(query, (round_id, coder, unit)).fetchone() for unit in (first, second))
        if ours and theirs:
            self._db.execute("UPDATE memo SET text = ? WHERE id = ?", (f"{ours[1]}\n{theirs[1]}", ours[0]))
            self._db.execute("DELETE FROM memo WHERE id = ?", (theirs[0],))
        self._db.execute(f"UPDATE memo SET unit = ? {_OF}", (first, round_id, coder, second))

    def _join_assignments(self, round_id: int, coder: int, first: int, second: int) -> None:
        """Who was asked for one of the two is asked for both."""
        query = f"SELECT id, planned FROM assignment {_OF}"
        ours, theirs = (self._db.execute(query, (round_id, coder, unit)).fetchone() for unit in (first, second))
        if theirs is None:
            return
        if ours is None:
            self._db.execute("UPDATE assignment SET unit = ? WHERE id = ?", (first, theirs[0]))
            return
        self._db.execute("DELETE FROM assignment WHERE id = ?", (theirs[0],))
        self._db.execute("UPDATE assignment SET planned = ? WHERE id = ?", (max(ours[1], theirs[1]), ours[0]))

    def _join_progress(self, who: tuple[int, int], first: int, second: int, disputed: bool) -> None:
        """Finished is what a coder had finished both of; time and doubts add up."""
        query = f"SELECT finished_at, doubt, active_ms FROM progress {_OF}"
        ours, theirs = (self._db.execute(query, (*who, unit)).fetchone() for unit in (first, second))
        if ours is None and theirs is None:
            return
        there = [row for row in (ours, theirs) if row is not None]
        finished = ours[0] if len(there) == 2 and all(row[0] is not None for row in there) and not disputed else None
        doubts = [row[1] for row in there if row[1] is not None]
        doubt = " · ".join(dict.fromkeys(filter(None, doubts))) if doubts else None
        spent = sum(row[2] for row in there)
        self._db.execute(f"DELETE FROM progress {_OF}", (*who, second))
        self._db.execute(
            "INSERT INTO progress(round, coder, unit, finished_at, doubt, active_ms) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO"
            " UPDATE SET finished_at = excluded.finished_at, doubt = excluded.doubt, active_ms = excluded.active_ms",
            (*who, first, finished, doubt, spent),
        )
        if finished is None and any(row[0] is not None for row in there):
            self._reopened(who, first)

    def _join_lead_rows(self, first: int, second: int) -> None:
        """Decisions, reasons for disagreements, and membership in samples."""
        for (round_id, variable), rows in self._decisions(second).items():
            self._db.execute("DELETE FROM decision WHERE (round, unit, variable) = (?, ?, ?)", (round_id, second, variable))
            if (round_id, variable) not in self._decisions(first):
                insert = "INSERT INTO decision(round, unit, variable, span, category, status, answer, reason, at)"
                self._db.executemany(
                    f"{insert} VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)", [(round_id, first, variable, *row) for row in rows]
                )
        for row in self._db.execute(
            "SELECT round, variable, reason, note, at FROM disagreement WHERE unit = ?", (second,)
        ).fetchall():
            self._join_disagreement(first, second, *row)
        for sample, position in self._samples(second):
            self._db.execute("DELETE FROM sample_unit WHERE (sample, unit) = (?, ?)", (sample, second))
            self._db.execute("INSERT INTO sample_unit VALUES(?, ?, ?) ON CONFLICT DO NOTHING", (sample, first, position))

    def _join_disagreement(
        self, first: int, second: int, round_id: int, variable: int, reason: str, note: str, at: int
    ) -> None:
        """The reason given for the first comment stays; another one for the second is kept as a note."""
        key = "WHERE (round, variable, unit) = (?, ?, ?)"
        self._db.execute(f"DELETE FROM disagreement {key}", (round_id, variable, second))
        present = self._db.execute(f"SELECT reason, note FROM disagreement {key}", (round_id, variable, first)).fetchone()
        if present is None:
            row = (round_id, variable, first, reason, note, at)
            self._db.execute("INSERT INTO disagreement(round, variable, unit, reason, note, at) VALUES(?, ?, ?, ?, ?, ?)", row)
            return
        other = "" if reason == present[0] else REASONS.get(reason, reason)  # type: ignore[call-overload]
        notes = [part for part in (present[1], ": ".join(filter(None, (other, note)))) if part]
        self._db.execute(f"UPDATE disagreement SET note = ? {key}", ("; ".join(notes), round_id, variable, first))

    # -------------------------------------------------------------- splitting

    def split(self, first: int, second: int, start: int, texts: tuple[str, str]) -> None:
        """Highlights that begin at `start` or later, with what was said of them, move to the second half.

        Answers about the whole comment stay with the first half; whoever was asked for the comment is asked for both.
        """
        moved = [n for (n,) in self._db.execute("SELECT id FROM span WHERE unit = ? AND start >= ?", (first, start)).fetchall()]
        self._db.execute(
            "UPDATE span SET unit = ?, start = start - ?, stop = stop - ? WHERE unit = ? AND start >= ?",
            (second, start, start, first, start),
        )
        self.refit(first, texts[0])
        self.refit(second, texts[1])
        for round_id, coder in self._pairs:
            self._db.execute(
                f"INSERT INTO assignment(round, coder, unit, position, planned) SELECT round, coder, ?, position, planned"
                f" FROM assignment {_OF}",
                (second, round_id, coder, first),
            )
            self._split_answers((round_id, coder), first, second, moved)
        for sample, position in self._samples(first):
            self._db.execute("INSERT INTO sample_unit VALUES(?, ?, ?)", (sample, second, position))

    def _split_answers(self, who: tuple[int, int], first: int, second: int, moved: Sequence[int]) -> None:
        values = {key: rows for key, rows in self._values(*who, first).items() if key[1] in moved}
        for (variable, span), rows in values.items():
            self._db.execute(
                "DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, ?)", (*who, first, variable, span)
            )
            self._db.executemany(_INSERT_VALUE, [(*who, second, *row) for row in rows])
        spans = json.dumps(list(moved))
        self._db.execute(
            f"UPDATE memo SET unit = ? {_OF} AND span IN (SELECT value FROM json_each(?))", (second, *who, first, spans)
        )
        own = "SELECT 1 FROM span WHERE unit = ? AND round = ? AND coder = ? LIMIT 1"
        if self._db.execute(own, (second, *who)).fetchone():
            self._db.execute("INSERT INTO progress(round, coder, unit) VALUES(?, ?, ?)", (*who, second))
        finished = f"SELECT 1 FROM progress {_OF} AND finished_at IS NOT NULL"
        if self._db.execute(finished, (*who, first)).fetchone():
            self._db.execute(f"UPDATE progress SET finished_at = NULL {_OF}", (*who, first))
            self._reopened(who, first)

    # -------------------------------------------------------------- taking away

    def coded(self, unit: int) -> tuple[int, int, int]:
        """(coders, answers, highlights) of a unit; finishing and doubts count as coding, decisions as answers."""
        coders: set[int] = set()
        answers = len(self._decisions(unit))
        for round_id, coder in self._pairs:
            given = [rows for rows in self._values(round_id, coder, unit).values() if rows[0][3] not in _STATES]
            answers += len(given)
            done = f"SELECT 1 FROM progress {_OF} AND (finished_at IS NOT NULL OR doubt IS NOT NULL)"
            if given or self._db.execute(done, (round_id, coder, unit)).fetchone():
                coders.add(coder)
        notes = self._db.execute("SELECT coder FROM memo WHERE unit = ?", (unit,)).fetchall()
        spans = self._db.execute("SELECT coder FROM span WHERE unit = ?", (unit,)).fetchall()
        return len(coders | {coder for (coder,) in (*notes, *spans)}), answers, len(spans)

    def take_away(self, unit: int) -> int:
        """Removes codings and plan of a unit; gives how many assignments there were."""
        assigned = 0
        for round_id, coder in self._pairs:
            for table in ("value", "progress"):
                self._db.execute(f"DELETE FROM {table} {_OF}", (round_id, coder, unit))
            assigned += self._db.execute(f"DELETE FROM assignment {_OF}", (round_id, coder, unit)).rowcount
        for sample, _ in self._samples(unit):
            self._db.execute("DELETE FROM sample_unit WHERE (sample, unit) = (?, ?)", (sample, unit))
        for table in ("memo", "span", "decision", "disagreement"):
            self._db.execute(f"DELETE FROM {table} WHERE unit = ?", (unit,))
        return assigned

    # -------------------------------------------------------------- private

    def refit(self, unit: int, text: str) -> None:
        """Gives the highlights of a text the words around them anew."""
        for number, start, stop in self._db.execute("SELECT id, start, stop FROM span WHERE unit = ?", (unit,)).fetchall():
            around = (text[max(0, start - CONTEXT) : start], text[stop : stop + CONTEXT])
            self._db.execute("UPDATE span SET before = ?, after = ? WHERE id = ?", (*around, number))

    def _reopened(self, who: tuple[int, int], unit: int) -> None:
        self._project.codings.unsettle((*who, unit), "comment")
        self.asked_again.add((who[1], unit))

    def _values(self, round_id: int, coder: int, unit: int) -> dict[tuple[int, int], list[tuple[object, ...]]]:
        """{(variable, span): rows (variable, span, category, status, answer, at)}; the status row first."""
        query = f"SELECT variable, span, category, status, answer, at FROM value {_OF} ORDER BY variable, span, category"
        return dict(_grouped(self._db.execute(query, (round_id, coder, unit)).fetchall()))

    def _decisions(self, unit: int) -> dict[tuple[int, int], list[tuple[object, ...]]]:
        """{(round, variable): rows (span, category, status, answer, reason, at)} of a unit."""
        query = (
            "SELECT round, variable, span, category, status, answer, reason, at FROM decision WHERE unit = ?"
            " ORDER BY round, variable, span, category"
        )
        rows = self._db.execute(query, (unit,)).fetchall()
        return {key: [row[2:] for row in rows] for key, rows in _grouped(rows)}

    def _samples(self, unit: int) -> list[tuple[int, int]]:
        query = "SELECT sample, position FROM sample_unit WHERE sample IN (SELECT id FROM sample) AND unit = ?"
        return self._db.execute(query, (unit,)).fetchall()


def _grouped(rows: list[tuple[int, ...]]) -> Iterator[tuple[tuple[int, int], list[tuple[object, ...]]]]:
    for (one, two), group in groupby(rows, key=lambda row: (row[0], row[1])):
        yield (one, two), list(group)


def _differ(ours: list[tuple[object, ...]], theirs: list[tuple[object, ...]]) -> bool:
    if ours[0][3] in _STATES or theirs[0][3] in _STATES:
        return False
    return [row[2:5] for row in ours] != [row[2:5] for row in theirs]


def _answer(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [row[:4] for row in rows]
