"""The codings of a project: spans and answers of the present coder, and the matrices that agreement reads."""

import json
import re
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from intercoder.errors import UserError
from intercoder.project import conditions, matrix, typed
from intercoder.project.memos import MemoVerbs
from intercoder.project.passages import PassageVerbs
from intercoder.records import Answer, Matrix, Progress, Status, Unit, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project

Key = tuple[str, int]
"""(variable name, span id or 0)."""
_TYPED = {"number": typed.number, "date": typed.day}
WORTH_WRITING_MS = 30_000  # what can be lost of the time of a unit that is left unfinished
_WHOLE = re.compile(r"-?\d{1,18}")


class CodingsRoom(PassageVerbs, MemoVerbs):
    """Every verb is one step and belongs to the present coder and round. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db
        self._spent: dict[tuple[int, int, int], int] = {}  # (round, coder, unit) -> ms not yet written

    # -------------------------------------------------------------- reading

    def answers(self, unit: int, coder: int | None = None, round_id: int | None = None) -> dict[Key, Answer]:
        """One coder's answers to a unit: {(variable name, span or 0): answer}. Default: the present coder and round."""
        who = self._project.coder.id if coder is None else coder
        query = (
            "SELECT v.name, x.variable, x.span, x.category, x.status, x.answer FROM value x JOIN variable v"
            " ON v.id = x.variable WHERE x.round = ? AND x.coder = ? AND x.unit = ? ORDER BY x.variable, x.span, x.category"
        )
        return collect(self._db.execute(query, (self._round(round_id), who, unit)).fetchall(), self._round(round_id), who, unit)

    def questions(self, unit: Unit, coder: int | None = None, round_id: int | None = None) -> list[Variable]:
        """What is asked of this unit now, conditions applied; questions about spans are left out."""
        answers = {name: a for (name, span), a in self.answers(unit.id, coder, round_id).items() if span == 0}
        return conditions.asked(self._asked(unit.kind), answers)

    def _asked(self, kind: str) -> list[Variable]:
        return [v for v in self._project.codebook.current().variables if v.unit_kind == kind and v.about is None]

    def missing(self, unit: Unit, coder: int | None = None, round_id: int | None = None) -> list[Variable]:
        """The required questions of this unit that have no answer yet; marking spans is never required."""
        answers = self.answers(unit.id, coder, round_id)
        return [
            v
            for v in self.questions(unit, coder, round_id)
            if v.required and v.answer_kind != "spans" and not _stands(v, answers.get((v.name, 0)))
        ]

    def missing_about(self, unit: Unit) -> list[tuple[int, Variable]]:
        """The required questions about this coder's own spans of a unit that have no answer yet, with their span.

        The form asks for them before it finishes a unit; codings brought in from elsewhere are finished without.
        """
        about = [v for v in self._project.codebook.current().variables if v.about is not None and v.required]
        if not about:
            return []
        answers = self.answers(unit.id)
        texts = [unit] if unit.kind == "comment" else self._project.material.units(unit.article)
        spans = self.spans([t.id for t in texts if t.id == unit.id or t.kind != "comment"], self._project.coder.id)
        names = {v.id: v.name for v in self._project.codebook.current().variables}
        return [(s.id, v) for s in spans for v in about if v.about == names[s.variable] and (v.name, s.id) not in answers]

    def progress(self, unit: int, coder: int | None = None, round_id: int | None = None) -> Progress:
        """How far a coder is with a unit."""
        who = self._project.coder.id if coder is None else coder
        query = "SELECT unit, finished_at, doubt, active_ms FROM progress WHERE round = ? AND coder = ? AND unit = ?"
        row = self._db.execute(query, (self._round(round_id), who, unit)).fetchone()
        return Progress(*row) if row else Progress(unit)

    def matrix(self, variable_name: str, round_name: str) -> Matrix:
        """Units x coders of one variable in one round, as agreement reads it."""
        return matrix.matrix(
            self._project, self._project.codebook.variable(variable_name), self._project.plan.round(round_name)
        )

    def matrices(self, variable_names: Sequence[str], round_name: str) -> dict[str, Matrix]:
        """The matrices of several variables by name: one reading of the round, where one by one would be many."""
        variables = [self._project.codebook.variable(name) for name in variable_names]
        return matrix.matrices(self._project, variables, self._project.plan.round(round_name))

    # -------------------------------------------------------------- answering

    def answer(
        self,
        unit: int,
        variable_name: str,
        answer: str | None = None,
        ticked: Sequence[int] | None = None,
        status: Status = "value",
        span: int = 0,
    ) -> None:
        """Answers a question, as one step. `ticked` are category numbers of a *several* question; [] = none of them.

        Numbers and days are taken as people write them.

        An answer about a span belongs to the article or comment that the span stands in. Raises UserError if the question
        is not asked of this unit or span, the answer does not fit the question, or the unit is finished. The answer that is
        there already leaves no step.
        """
        variable = self._project.codebook.variable(variable_name)
        unit = self._asked_unit(variable, unit, span)
        if status == "value" and answer is not None and answer.strip() and variable.answer_kind in _TYPED:
            answer = _TYPED[variable.answer_kind](answer)
        answer = checked(variable, answer, ticked, status)
        if self._is_given(unit, variable, span, answer, ticked, status):
            return
        with self._project.step(f"Answer {variable.label}: {_shown(variable, answer, ticked, status)}"):
            self._start(unit)
            self._write((*self._key(unit), variable.id, span), variable, answer, ticked, status)

    def _is_given(
        self, unit: int, variable: Variable, span: int, answer: str | None, ticked: Sequence[int] | None, status: Status
    ) -> bool:
        self._need_open(unit)
        present = self.answers(unit).get((variable.name, span))
        several = variable.answer_kind == "several" and status == "value"
        wanted = (status, None if several else answer, tuple(sorted(set(ticked or ()))) if several else ())
        return present is not None and (present.status, present.answer, present.ticked) == wanted

    def _asked_unit(self, variable: Variable, unit: int, span: int) -> int:
        """The unit that an answer belongs to. Raises UserError if the question is not asked of the unit or the span."""
        if span:
            marked = self._own(span)
            if self._project.codebook.by_id(marked.variable).name != variable.about:
                raise UserError(f"“{variable.label}” is not asked about this highlight.", "The codebook says what it is about.")
            return self._whole(self._project.material.unit(marked.unit))
        record = self._project.material.unit(unit)
        if variable.about is not None or record.kind != variable.unit_kind or variable.answer_kind == "spans":
            raise UserError(f"“{variable.label}” is not asked of {record.ref}.", "The codebook says what it is asked of.")
        return unit

    def _write(
        self, key: tuple[int, ...], variable: Variable, answer: str | None, ticked: Sequence[int] | None, status: str
    ) -> None:
        """Inside a step: writes the rows of an answer over those that are there; a row that stays is written anew as well."""
        at = self._project.clock()
        rows: list[tuple[object, ...]] = [(*key, 0, status, answer, at)]
        for number in sorted(set(ticked or ())) if variable.answer_kind == "several" and status == "value" else ():
            category = variable.category(number)
            assert category is not None
            rows.append((*key, category.id, "value", str(number), at))
        gone = "(round, coder, unit, variable, span) = (?, ?, ?, ?, ?) AND category NOT IN (SELECT value FROM json_each(?))"
        self._db.execute(f"DELETE FROM value WHERE {gone}", (*key, json.dumps([row[5] for row in rows])))
        self._db.executemany(
            "INSERT INTO value(round, coder, unit, variable, span, category, status, answer, at)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET status = excluded.status, answer = excluded.answer, at = excluded.at",
            rows,
        )

    def clear(self, unit: int, variable_name: str, span: int = 0) -> None:
        """Takes an answer away, as one step."""
        variable = self._project.codebook.variable(variable_name)
        unit = self._asked_unit(variable, unit, span)
        with self._project.step(f"Clear {variable.label}"):
            self._start(unit)
            key = (*self._key(unit), variable.id, span)
            self._db.execute("DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, ?)", key)

    # -------------------------------------------------------------- progress

    def finish(self, unit: int) -> None:
        """Locks a unit as done, as one step. What was not asked becomes *not applicable*, what was left out *skipped*.

        Raises UserError that lists the required questions without an answer.
        """
        record = self._project.material.unit(unit)
        missing = self.missing(record)
        if missing:
            names = ", ".join(f"“{v.label}”" for v in missing)
            raise UserError(f"{len(missing)} required questions have no answer: {names}.", "Answer them, then finish.")
        with self._project.step(f"Finish {record.ref}"):
            self._need_open(unit)
            self._ensure_row(unit)
            self.settle(self._key(unit), record.kind)

    def settle(self, key: tuple[int, int, int], kind: str, keep: bool = False) -> None:
        """Inside the caller's step: marks a unit (round, coder, unit) finished and gives unasked questions their state.

        An answer to a question that is not asked any more becomes *not applicable*, unless `keep`.
        """
        round_id, coder, unit = key
        answers = {name: a for (name, span), a in self.answers(unit, coder, round_id).items() if span == 0}
        asked = conditions.asked(self._asked(kind), answers)
        for variable in self._asked(kind):
            if variable.answer_kind == "spans":
                continue
            present = answers.get(variable.name)
            if present is not None and (keep or (variable in asked and _stands(variable, present))):
                continue
            status: Status = "skipped" if variable in asked else "not_applicable"
            if present is None or present.status != status:
                self._write((*key, variable.id, 0), variable, None, None, status)
        self._db.execute(
            "INSERT INTO progress(round, coder, unit, finished_at) VALUES(?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET finished_at = excluded.finished_at WHERE finished_at IS NULL",
            (*key, self._project.clock()),
        )

    def reopen(self, unit: int, reason: str = "") -> None:
        """Unlocks a finished unit, as one step; states given at the finish are taken away again, no other answer is."""
        record = self._project.material.unit(unit)
        if self.progress(unit).finished_at is None:
            raise UserError(f"{record.ref} is not finished.", "Its codings can be changed as it is.")
        with self._project.step(f"Reopen {record.ref}" + (f": {reason}" if reason else "")):
            self._db.execute("UPDATE progress SET finished_at = NULL WHERE (round, coder, unit) = (?, ?, ?)", self._key(unit))
            self.unsettle(self._key(unit), record.kind)

    def unsettle(self, key: tuple[int, int, int], kind: str) -> None:
        """Inside the caller's step: takes away the states that finishing gave the questions of a unit (round, coder, unit)."""
        round_id, coder, unit = key
        answers = {name: a for (name, span), a in self.answers(unit, coder, round_id).items() if span == 0}
        asked = conditions.asked(self._asked(kind), answers)
        for variable in self._asked(kind):
            given = "not_applicable" if variable not in asked else "" if variable.required else "skipped"
            self._db.execute(
                "DELETE FROM value WHERE (round, coder, unit, variable, span) = (?, ?, ?, ?, 0) AND status = ?",
                (*key, variable.id, given),
            )

    def why_reopened(self, unit: int) -> str | None:
        """Why a unit was reopened last, as the present coder said; None if it never was, or if it is finished again."""
        if self.progress(unit).finished_at is not None:
            return None
        query = (
            "SELECT l.text FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step) JOIN label l ON l.id = s.label"
            " WHERE c.unit = ?3 AND c.tbl = 'progress' AND c.key = json_array(?1, ?2, ?3) AND l.text LIKE 'Reopen %'"
            " ORDER BY s.at DESC LIMIT 1"
        )
        row = self._db.execute(query, self._key(unit)).fetchone()
        return str(row[0]).partition(": ")[2] if row else None

    def doubt(self, unit: int, memo: str | None) -> None:
        """Marks a unit as doubtful with a one-line memo; None takes the mark away. One step."""
        record = self._project.material.unit(unit)
        with self._project.step(f"{'No doubt' if memo is None else 'Doubt'} about {record.ref}"):
            self._ensure_row(unit)
            self._db.execute("UPDATE progress SET doubt = ? WHERE (round, coder, unit) = (?, ?, ?)", (memo, *self._key(unit)))

    def _start(self, unit: int) -> None:
        """Inside a step: the unit may be coded by this coder now, and counts as started."""
        self._need_open(unit)
        self._ensure_row(unit, WORTH_WRITING_MS)

    def _need_open(self, unit: int) -> None:
        project = self._project
        if not project.round.open:
            raise UserError(f"The round {project.round.name} is closed.", "The lead can open it again.")
        if self.progress(unit).finished_at is not None:
            raise UserError("This unit is finished.", "Reopen it to change the codings.")

    def _ensure_row(self, unit: int, least_ms: int = 1) -> None:
        """Inside a step: the unit has a row of progress, in which the time spent is written if it is so much or the row new."""
        project = self._project
        query = "SELECT 1 FROM assignment WHERE (round, coder, unit) = (?, ?, ?)"
        if self._db.execute(query, self._key(unit)).fetchone() is None:
            if project.is_package:
                raise UserError("This unit is context; it was not assigned to you.", "Code the units of your queue.")
            record = project.material.unit(unit)
            if not record.codable:
                raise UserError(f"{record.ref} is not coded.", "The review took it out of what is coded.")
            project.plan.insert_assignments(project.round.id, project.coder.id, [unit], planned=False)
        written = self._db.execute(
            "INSERT INTO progress(round, coder, unit, active_ms) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE"
            " SET active_ms = active_ms + excluded.active_ms WHERE excluded.active_ms >= ?5",
            (*self._key(unit), self._spent.get(self._key(unit), 0), least_ms),
        ).rowcount
        if written:
            self._spent.pop(self._key(unit), None)

    def spend(self, unit: int, ms: int) -> None:
        """The present coder worked on a unit for so long; it is written with a step about the unit.

        Half a minute waits for the step that finishes the unit, or for more: with every answer it would double the history.
        """
        key = self._key(unit)
        self._spent[key] = self._spent.get(key, 0) + ms

    def _key(self, unit: int) -> tuple[int, int, int]:
        return (self._project.round.id, self._project.coder.id, unit)

    def _round(self, round_id: int | None) -> int:
        return self._project.round.id if round_id is None else round_id


def collect(rows: Sequence[tuple[object, ...]], round_id: int, coder: int, unit: int) -> dict[Key, Answer]:
    """Rows (name, variable, span, category, status, answer) in key order, put together to answers."""
    found: dict[Key, Answer] = {}
    for name, variable, span, category, status, answer in cast(list[tuple[str, int, int, int, Status, str]], rows):
        if category == 0:
            found[name, span] = Answer(round_id, coder, unit, variable, status, answer, (), span)
        elif (name, span) in found:
            old = found[name, span]
            ticked = tuple(sorted((*old.ticked, int(answer))))
            found[name, span] = Answer(round_id, coder, unit, variable, old.status, old.answer, ticked, span)
    return found


def _stands(variable: Variable, present: Answer | None) -> bool:
    """Whether an asked question has its answer: *not applicable* from before its condition was met is none."""
    return present is not None and (variable.condition is None or present.status != "not_applicable")


def checked(variable: Variable, answer: str | None, ticked: Sequence[int] | None, status: str) -> str | None:
    """The answer as it is stored. Raises UserError if it does not fit the variable."""
    where = f"“{variable.name}”"
    if status != "value":
        if status == "undetermined" and not variable.undetermined:
            raise UserError(f"{where} has no “cannot be determined”.", "Switch it on in the codebook.")
        return None
    if variable.answer_kind == "several":
        for number in ticked or ():
            if variable.category(number) is None:
                raise UserError(f"{where} has no category {number}.", "The codebook lists the numbers.")
        return None
    if variable.answer_kind == "one":
        category = variable.category(int(answer)) if answer and _WHOLE.fullmatch(answer) else None
        if category is None:
            raise UserError(f"{where} has no category “{answer}”.", "The codebook lists the numbers.")
        return str(category.value)
    if answer is None or not answer.strip():
        raise UserError(f"{where} needs an answer.", "Type it, or clear the question.")
    if variable.answer_kind == "number":
        return _number(answer, where)
    return answer


def _number(answer: str, where: str) -> str:
    try:
        number = float(answer) if "_" not in answer else float("nan")
    except ValueError:
        number = float("nan")
    if not abs(number) < float("inf"):
        raise UserError(f"{where} needs a number, not “{answer}”.", "Write it with a point, such as 12 or 0.5.")
    return answer.strip()


def _shown(variable: Variable, answer: str | None, ticked: Sequence[int] | None, status: str) -> str:
    if status != "value":
        return {"undetermined": "cannot be determined", "not_applicable": "not applicable"}.get(status, status)
    if variable.answer_kind == "several":
        labels = [c.label for c in variable.categories if c.value in set(ticked or ())]
        return ", ".join(labels) or "none"
    category = variable.category(int(answer)) if variable.answer_kind == "one" and answer else None
    return category.label if category else (answer or "")[:40]
