"""The codings of variables in one round as units x coders.

A large round holds a million answers, so SQLite hands over all answers of a coder to a unit as one row, and what is the
same for many units (which questions, in which states) is read once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from json import dumps
from operator import itemgetter
from typing import TYPE_CHECKING

from intercoder.project.reading_order import placed
from intercoder.records import Matrix, Round, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project

_SEPARATOR = "\x1f"  # no number holds it; free texts are read one question at a time and never joined
_AT_A_TIME = 4_000  # rows of (coder, unit)
_ANSWERS = f"""
SELECT unit, coder, group_concat(variable), group_concat(status), group_concat(category),
  group_concat(ifnull(answer, ''), '{_SEPARATOR}'), group_concat(at)
FROM value {{index}} WHERE round = :round AND span = 0 AND {{which}} GROUP BY coder, unit
"""
# Left alone, SQLite reads the whole round for a single variable.
_OF_ONE = _ANSWERS.format(index="INDEXED BY value_variable", which="variable = json_extract(:variables, '$[0]')")
_OF_MANY = _ANSWERS.format(index="", which="+variable IN (SELECT value FROM json_each(:variables))")

_Row = tuple[int, int, str, str, str, str, str]
_Answered = tuple[list[int], str, list[object], list[int]]
"""Where answers of one state stand in the flat matrix, their state, their cells, and when they were given."""


def matrix(project: "Project", variable: Variable, round_: Round) -> Matrix:
    """Units x coders of one variable. Rows: units that were assigned or coded, in the order of the text.

    In a planned round only coders who were asked to code are columns. A unit that a coder has begun in the window and
    not finished is open: half-coded units do not count.
    """
    return matrices(project, [variable], round_)[variable.name]


def matrices(project: "Project", variables: Sequence[Variable], round_: Round) -> dict[str, Matrix]:
    """The matrices of several variables by name, with all answers that can be joined read at once."""
    reading = _Reading(project, round_)
    joined = [variable for variable in variables if variable.answer_kind in ("one", "number", "several")]
    for group in (joined, *([variable] for variable in variables if variable not in joined)):
        if group:
            reading.read(group)
    return {variable.name: reading.matrix(variable) for variable in variables}


@dataclass
class _Units:
    """The units of one kind in the order they were met, and who was asked to code them (unit, column)."""

    row: dict[int, int] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)  # places in the flat matrix
    n_asked: int = 0

    @property
    def are_asked(self) -> bool:
        """Whether somebody was asked to code each of them; else some were met through answers to other variables."""
        return self.n_asked == len(self.row)

    def place(self, unit: int, column: int, width: int) -> int:
        """Where the coding of a unit by a coder stands in the flat matrix."""
        return self.row.setdefault(unit, len(self.row)) * width + column


class _Reading:
    """One reading of a round: what is common to its variables is asked once."""

    def __init__(self, project: "Project", round_: Round) -> None:
        self._project, self._round = project, round_
        self._columns = {coder: n for n, coder in enumerate(_coders(project, round_))}
        query = "SELECT unit, coder FROM progress WHERE round = ? AND finished_at IS NULL"
        self._half = set(project.db.execute(query, (round_.id,)).fetchall())
        self._kinds: dict[str, _Units] = {}
        self._answers: dict[int, list[_Answered]] = {}
        self._refs: dict[int, str] = {}

    def read(self, variables: Sequence[Variable]) -> None:
        """Reads the answers to these variables; several of them only where no answer is a free text."""
        known = {variable.id: variable for variable in variables}
        query = _OF_ONE if len(variables) == 1 else _OF_MANY
        found = self._project.db.execute(query, {"round": self._round.id, "variables": dumps(list(known))})
        while rows := found.fetchmany(_AT_A_TIME):
            alike: dict[tuple[str, str, str], list[_Row]] = {}
            for row in rows:
                if row[1] in self._columns and (row[0], row[1]) not in self._half:
                    alike.setdefault(row[2:5], []).append(row)
            for pattern, members in alike.items():
                self._take(pattern, members, known)

    def _take(self, pattern: tuple[str, str, str], rows: list[_Row], known: dict[int, Variable]) -> None:
        """The answers of rows in which the same questions stand in the same states."""
        ids, states, categories = (part.split(",") for part in pattern)
        size = len(ids)
        texts = [row[5] for row in rows]
        texts = _SEPARATOR.join(texts).split(_SEPARATOR) if size > 1 else texts
        times = list(map(int, ",".join(row[6] for row in rows).split(",")))
        width = len(self._columns)
        places: dict[str, list[int]] = {}
        for n, (variable, state, category) in enumerate(zip(map(int, ids), states, categories, strict=True)):
            kind = known[variable].unit_kind
            if kind not in places:
                units = self._units(kind)
                places[kind] = [units.place(row[0], self._columns[row[1]], width) for row in rows]
            cells = _cells(known[variable], texts[n::size]) if state == "value" and category == "0" else []
            if category != "0":
                state, cells = "", [(int(text),) for text in texts[n::size]]
            self._answers.setdefault(variable, []).append((places[kind], state, cells, times[n::size]))

    def _units(self, kind: str) -> _Units:
        if kind not in self._kinds:
            self._kinds[kind] = units = _Units()
            query = "SELECT a.unit, a.coder FROM assignment a JOIN unit u ON u.id = a.unit WHERE a.round = ? AND u.kind = ?"
            for unit, coder in self._project.db.execute(query, (self._round.id, kind)).fetchall():
                if coder in self._columns:
                    units.asked.append(units.place(unit, self._columns[coder], len(self._columns)))
            units.n_asked = len(units.row)
        return self._kinds[kind]

    def matrix(self, variable: Variable) -> Matrix:
        """The matrix of a variable that was read."""
        units, width = self._units(variable.unit_kind), len(self._columns)
        size = len(units.row) * width
        cells: list[object] = [None] * size
        states, times = [""] * size, [0] * size
        for place in units.asked:
            states[place] = "open"
        for places, state, given, at in self._answers.get(variable.id, []):
            _write(cells, states, times, places, state, given, at)
        rows = zip(units.row, _chunks(cells, width), _chunks(states, width), _chunks(times, width), strict=True)
        kept = sorted(rows if units.are_asked else (row for row in rows if any(row[2])), key=itemgetter(0))
        kept = list(placed(self._project.db, kept, itemgetter(0)))
        return Matrix(
            variable,
            self._round,
            tuple(row[0] for row in kept),
            tuple(map(self._ref, (row[0] for row in kept))),
            tuple(self._project.plan.coder_by_id(coder) for coder in self._columns),
            tuple(row[1] for row in kept),
            tuple(row[2] for row in kept),
            {row[0]: latest for row in kept if (latest := max(row[3]))},
        )

    def _ref(self, unit: int) -> str:
        if unit not in self._refs:
            self._refs = dict(self._project.db.execute("SELECT id, ref FROM unit").fetchall())
        return self._refs[unit]


def _write(
    cells: list[object],
    states: list[str],
    times: list[int],
    places: list[int],
    state: str,
    given: list[object],
    at: list[int],
) -> None:
    """Writes answers of one state into the flat matrix; ticked categories (no state) add to what is there."""
    if state:
        for place in places:
            states[place] = state
        for place, cell in zip(places, given, strict=False):
            cells[place] = cell
    else:
        for place, cell in zip(places, given, strict=True):
            before = cells[place]
            cells[place] = tuple(sorted((*before, *cell))) if isinstance(before, tuple) else cell  # type: ignore[misc]
    for place, moment in zip(places, at, strict=True):
        if moment > times[place]:
            times[place] = moment


def _chunks(flat: list, width: int) -> Iterator[tuple]:  # type: ignore[type-arg]
    """The rows of a flat matrix."""
    return zip(*[iter(flat)] * width, strict=True)


def _coders(project: "Project", round_: Round) -> Iterable[int]:
    planned = project.plan.is_planned(round_.id)
    query = "SELECT DISTINCT coder FROM assignment WHERE round = ? AND (planned OR NOT ?) ORDER BY coder"
    return [c for (c,) in project.db.execute(query, (round_.id, planned)).fetchall()]


def _cells(variable: Variable, answers: list[str]) -> list[object]:
    """Answers as the matrix holds them; what is written alike is read once."""
    if variable.answer_kind in ("text", "date"):
        return list(answers)
    known = {answer: _cell(variable, answer) for answer in set(answers)}
    return [known[answer] for answer in answers]


def _cell(variable: Variable, answer: str) -> object:
    if variable.answer_kind == "several":
        return ()
    if variable.answer_kind == "one":
        return int(answer or 0)
    number = float(answer or 0)
    return int(number) if number == int(number) else number
