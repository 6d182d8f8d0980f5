"""Whole tables of a project at once, for exports and data frames: reading only, in the order of the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from intercoder.project import conditions
from intercoder.project.codings import collect
from intercoder.project.reading_order import JOINED, placed
from intercoder.records import Answer, Span, Unit, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project

_CATEGORY, _AT = itemgetter(3), itemgetter(6)
_ID, _NUMBER, _UNIT_OF_SPAN = itemgetter(0), itemgetter(10), itemgetter(3)
PIECE = 50_000
"""How many answers are read at once."""


@dataclass(frozen=True)
class UnitRow:
    """A unit with its article's number, its place in the article (the article itself is 0) and the hash of its text."""

    unit: Unit
    article_number: int
    place: int
    sha256: str


@dataclass
class Coding:
    """All that one coder did with one unit in one round. Times in milliseconds since 1970, UTC."""

    round: int
    coder: int
    unit: int
    answers: dict[str, Answer] = field(default_factory=dict)  # by name of the variable
    last_at: int | None = None
    active_ms: int | None = None
    memo: str | None = None

    def asks(self, variable: Variable) -> bool:
        """Whether the question is asked as far as this coder's answers go; True while its gate is open."""
        if variable.condition is None:
            return True
        gates = {term.variable for term in conditions.parse(variable.condition)}
        return not gates <= self.answers.keys() or conditions.holds(variable.condition, self.answers)


@dataclass(frozen=True)
class SpanRow:
    """A span with the answers about it, when it was made, and its memo."""

    span: Span
    at: int
    answers: dict[str, Answer]
    memo: str | None


@contextmanager
def moment(project: "Project") -> Iterator[None]:
    """One read transaction: everything read inside the block shows the same state."""
    project.db.execute("BEGIN")
    try:
        yield
    finally:
        project.db.execute("COMMIT")


def units(project: "Project") -> list[UnitRow]:
    """Every unit of the project; a paragraph has the text of its range."""
    query = (
        "SELECT u.id, u.kind, u.ref, u.article, u.parent, u.position,"
        " coalesce(u.text, substr(p.text, u.start + 1, u.stop - u.start)), u.codable, iif(u.stop IS NULL, NULL, u.start),"
        " u.stop, a.number, u.sha256"
        " FROM unit u JOIN article a ON a.unit = u.article LEFT JOIN unit p ON p.id = u.parent AND u.kind = 'paragraph'"
        f" WHERE u.kind <> '{JOINED}' ORDER BY a.number, u.id"
    )
    rows = placed(project.db, project.db.execute(query).fetchall(), _ID, _NUMBER)
    out: list[UnitRow] = []
    first = 0
    for *row, codable, start, stop, number, sha256 in rows:
        if not out or out[-1].article_number != number:
            first = len(out)
        identity, kind, ref, article, parent, position, text = row
        unit = Unit(identity, kind, ref, article, parent, position, text, bool(codable), start, stop)
        out.append(UnitRow(unit, number, len(out) - first, sha256 or ""))
    return out


def codings(project: "Project") -> list[Coding]:
    """Every unit x coder x round that was assigned or coded, by round, coder and unit; answers about spans are left out."""
    found: dict[tuple[int, int, int], Coding] = {}

    def coding(round_id: int, coder: int, unit: int) -> Coding:
        return found.setdefault((round_id, coder, unit), Coding(round_id, coder, unit))

    for key in project.db.execute("SELECT round, coder, unit FROM assignment").fetchall():
        coding(*key)
    for round_id, coder, unit, last_at, answers in _answers(project, "x.span = 0"):
        row = coding(round_id, coder, unit)
        row.answers, row.last_at = {name: a for (name, _), a in answers.items()}, last_at
    for *key, active_ms, doubt in project.db.execute(
        "SELECT round, coder, unit, active_ms, doubt FROM progress ORDER BY round, coder, unit"
    ).fetchall():
        row = coding(*key)
        row.active_ms, row.memo = active_ms, doubt or None
    for (round_id, coder, unit, _), text in _memos(project, "span = 0").items():
        row = coding(round_id, coder, unit)
        row.memo = "\n".join(filter(None, (row.memo, text)))
    return [found[key] for key in sorted(found)]


def spans(project: "Project") -> list[SpanRow]:
    """Every span by unit, start, stop, coder and id."""
    query = (
        "SELECT id, round, coder, unit, variable, category, start, stop, quote, at FROM span"
        " ORDER BY unit, start, stop, coder, id"
    )
    answers: dict[int, dict[str, Answer]] = {}
    for _, _, _, _, given in _answers(project, "x.span <> 0"):
        for (name, span), answer in given.items():
            answers.setdefault(span, {})[name] = answer
    memos = {key[3]: text for key, text in _memos(project, "span <> 0").items()}
    rows = placed(project.db, project.db.execute(query).fetchall(), _UNIT_OF_SPAN)
    return [SpanRow(Span(*row), at, answers.get(row[0], {}), memos.get(row[0])) for *row, at in rows]


def decisions(project: "Project") -> dict[tuple[int, int, str], Answer]:
    """What the adjudicator decided about units as a whole, by round, unit and name of the variable; coder 0."""
    query = (
        "SELECT d.round, d.unit, v.name, d.variable, d.span, d.category, d.status, d.answer"
        " FROM decision d JOIN variable v ON v.id = d.variable WHERE d.span = 0"
        " ORDER BY d.round, d.unit, d.variable, d.category"
    )
    rows: dict[tuple[int, int], list[tuple[object, ...]]] = {}
    for round_id, unit, *row in project.db.execute(query).fetchall():
        rows.setdefault((round_id, unit), []).append(tuple(row))
    return {
        (round_id, unit, name): answer
        for (round_id, unit), found in rows.items()
        for (name, _), answer in collect(found, round_id, 0, unit).items()
    }


AnswerRow = tuple[int, int, int, int, dict[tuple[str, int], Answer]]


def _answers(project: "Project", which: str) -> Iterator[AnswerRow]:
    """(round, coder, unit, time of the last answer, answers) of every unit of every coder in every round.

    Read in pieces by unit, so that millions of rows are never there at once.
    """
    pairs = project.db.execute(f"SELECT DISTINCT x.round, x.coder FROM value x WHERE {which} ORDER BY 1, 2").fetchall()
    names = dict(project.db.execute("SELECT id, name FROM variable").fetchall())
    for round_id, coder in pairs:
        for unit, rows in _by_unit(project, which, round_id, coder):
            if any(map(_CATEGORY, rows)):
                answers = collect([(names[row[1]], *row[1:6]) for row in rows], round_id, coder, unit)
            else:  # no row of a ticked category: every row is an answer of its own
                answers = {
                    (names[v], span): Answer(round_id, coder, unit, v, status, answer, (), span)
                    for _, v, span, _, status, answer, _ in rows
                }
            yield round_id, coder, unit, max(map(_AT, rows)), answers


def _by_unit(project: "Project", which: str, round_id: int, coder: int) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """The rows (unit, variable, span, category, status, answer, at) of one coder, unit by unit."""
    query = (
        "SELECT x.unit, x.variable, x.span, x.category, x.status, x.answer, x.at FROM value x"
        f" WHERE {which} AND x.round = ? AND x.coder = ? AND x.unit > ?"
        " ORDER BY x.unit, x.variable, x.span, x.category LIMIT ?"
    )
    last, size = 0, PIECE
    while True:
        found = project.db.execute(query, (round_id, coder, last, size)).fetchall()
        is_cut = len(found) == size
        units = [(unit, list(rows)) for unit, rows in groupby(found, key=itemgetter(0))]
        if is_cut and len(units) == 1:  # one unit with more answers than a piece
            size *= 2
            continue
        yield from units[:-1] if is_cut else units
        if not is_cut:
            return
        last, size = units[-2][0], PIECE


def _memos(project: "Project", which: str) -> dict[tuple[int, int, int, int], str]:
    query = f"SELECT round, coder, unit, span, text FROM memo WHERE {which} ORDER BY round, coder, unit, span, id"
    found: dict[tuple[int, int, int, int], str] = {}
    for *key, text in project.db.execute(query).fetchall():
        place = (key[0], key[1], key[2], key[3])
        found[place] = f"{found[place]}\n{text}" if place in found else text
    return found
