"""Which finished units a substantive change of the codebook touches, and under which version each value was given."""

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from intercoder.project import conditions
from intercoder.project.codebook_difference import Change
from intercoder.project.codings import collect
from intercoder.records import Answer, Codebook, Variable

Done = tuple[int, int, int]
"""A finished unit: (round, coder, unit)."""
_INSTRUMENT = "(SELECT session, step FROM change WHERE tbl IN ('variable', 'category', 'codebook_version', 'unit'))"
"""Steps that changed the codebook itself or a text: they moved codings, but nobody gave an answer in them."""


def touched(db: sqlite3.Connection, book: Codebook, changes: Iterable[Change]) -> dict[Done, list[str]]:
    """The finished units that these changes send back, with what was changed, in the order of round, coder, unit."""
    found: dict[Done, list[str]] = {}
    of_kind: dict[str, list[tuple[Change, Variable]]] = {}
    for change in changes:
        variable = book.variable(change.variable)
        if not change.recodes or variable is None:
            continue
        if variable.answer_kind == "spans" or variable.about:
            for done in _of_spans(db, book, variable, change):
                found.setdefault(done, []).append(change.sentence)
        else:
            of_kind.setdefault(variable.unit_kind, []).append((change, variable))
    for kind, pairs in of_kind.items():
        questions = [q for q in book.variables if q.unit_kind == kind and q.about is None]
        for done, answers in _finished(db, kind):
            asked = {q.name for q in conditions.asked(questions, answers)}
            for change, variable in pairs:
                if _hits(change, variable.name in asked, answers.get(variable.name)):
                    found.setdefault(done, []).append(change.sentence)
    return dict(sorted(found.items()))


def _hits(change: Change, asked: bool, answer: Answer | None) -> bool:
    """Whether a change touches a unit with this answer, of which the question is asked now or not."""
    if change.scope == "asked":
        return asked or (answer is not None and answer.status in ("value", "undetermined"))
    if change.scope == "gate":
        return asked != (answer is not None and answer.status != "not_applicable")
    if change.scope == "missing":
        return asked and (answer is None or answer.status == "skipped")
    if change.scope == "undetermined":
        return answer is not None and answer.status == "undetermined"
    return answer is not None and _has(answer, change.category)


def _has(answer: Answer, value: int | None) -> bool:
    return answer.status == "value" and (value in answer.ticked or answer.answer == str(value))


def _finished(db: sqlite3.Connection, kind: str) -> Iterator[tuple[Done, dict[str, Answer]]]:
    """Every finished unit of a kind with its coder's answers by variable name."""
    query = (
        "SELECT p.round, p.coder, p.unit, v.name, x.variable, x.span, x.category, x.status, x.answer FROM progress p"
        " JOIN unit u ON u.id = p.unit LEFT JOIN value x ON (x.round, x.coder, x.unit) = (p.round, p.coder, p.unit)"
        " AND x.span = 0 LEFT JOIN variable v ON v.id = x.variable WHERE p.finished_at IS NOT NULL AND u.kind = ?"
        " ORDER BY p.round, p.coder, p.unit, x.variable, x.category"
    )
    for done, rows in groupby(db.execute(query, (kind,)).fetchall(), key=lambda row: row[:3]):
        parts = [row[3:] for row in rows if row[3] is not None]
        yield done, {name: a for (name, _), a in collect(parts, *done).items()}


def _of_spans(db: sqlite3.Connection, book: Codebook, v: Variable, change: Change) -> Iterator[Done]:
    """Units where passages were or could be marked; for a question about passages those that have some."""
    marked = book.variable(v.about) if v.about else v
    if marked is None:
        return
    whole = "CASE WHEN u.kind = 'comment' THEN u.id ELSE u.article END"
    spans = f"SELECT 1 FROM span s JOIN unit u ON u.id = s.unit WHERE (s.round, s.coder, {whole}) = (p.round, p.coder, p.unit)"
    query = "SELECT p.round, p.coder, p.unit FROM progress p JOIN unit w ON w.id = p.unit WHERE p.finished_at IS NOT NULL"
    if change.scope == "category" and not v.about:
        category = "(SELECT id FROM category WHERE variable = ?1 AND value = ?2)"
        query += f" AND EXISTS ({spans} AND s.variable = ?1 AND s.category = {category})"
        rows = db.execute(query, (marked.id, change.category)).fetchall()
    elif v.about:
        rows = db.execute(query + f" AND EXISTS ({spans} AND s.variable = ?)", (marked.id,)).fetchall()
    else:
        kind = "comment" if v.unit_kind == "comment" else "article"
        rows = db.execute(query + " AND w.kind = ?", (kind,)).fetchall()
    yield from rows


# ---------------------------------------------------------------- the version of a value


def given_under(db: sqlite3.Connection, round_id: int) -> dict[int, dict[tuple[int, int], int | None]]:
    """{variable: {(unit, coder): id of the frozen version}} of what was coded in a round; None = before the first version.

    It is the version in force when the answer was given last, or when the unit was finished with it, whichever is later:
    who finishes a unit again stands by every answer in it.
    """
    row = "coalesce(c.after, c.before)"
    sources = (
        ("value", *(f"json_extract(c.key, '$[{n}]')" for n in (0, 1, 2, 3))),
        ("span", *(f"json_extract({row}, '$[{n}]')" for n in (0, 1, 2, 3))),
    )
    versions = db.execute("SELECT frozen_at, id FROM codebook_version ORDER BY id").fetchall()
    found: dict[int, dict[tuple[int, int], int | None]] = {}
    for table, in_round, coder_of, unit_of, variable_of in sources:
        query = f"SELECT variable, unit, coder, max(at) FROM {table} WHERE round = ? GROUP BY 1, 2, 3"
        present = {(v, unit, coder): at for v, unit, coder, at in db.execute(query, (round_id,)).fetchall()}
        query = (
            f"SELECT {variable_of}, {unit_of}, {coder_of}, s.codebook, max(s.at) FROM change c"
            f" JOIN step s ON (s.session, s.n) = (c.session, c.step) WHERE c.tbl = ? AND {in_round} = ?"
            f" AND (c.session, c.step) NOT IN {_INSTRUMENT} GROUP BY 1, 2, 3"
        )
        for variable, unit, coder, version, _ in db.execute(query, (table, round_id)).fetchall():
            if present.pop((variable, unit, coder), None) is not None:
                found.setdefault(variable, {})[unit, coder] = version
        for (variable, unit, coder), at in present.items():  # moved here by a review, or given where a step made the unit
            number = bisect_right(versions, at, key=itemgetter(0))
            found.setdefault(variable, {}).setdefault((unit, coder), versions[number - 1][1] if number else None)
    under = finished_under(db)
    whole = _wholes(db, {unit for given in found.values() for unit, _ in given})
    for given in found.values():
        for (unit, coder), version in given.items():
            given[unit, coder] = max(version or 0, under.get((round_id, coder, whole[unit]), 0)) or None
    return found


def _wholes(db: sqlite3.Connection, units: set[int]) -> dict[int, int]:
    """The unit that is finished with each unit: a comment by itself, every other text with its article."""
    query = (
        "SELECT id, CASE WHEN kind = 'comment' THEN id ELSE article END FROM unit WHERE id IN (SELECT value FROM json_each(?))"
    )
    return dict(db.execute(query, (json.dumps(sorted(units)),)).fetchall())


def finished_under(db: sqlite3.Connection) -> dict[Done, int]:
    """The id of the frozen version under which each finished unit was finished; 0 = before the first.

    It is the step that gave the time of finishing which stands there now: undo brings an older one back.
    """
    query = (
        "SELECT p.round, p.coder, p.unit, coalesce(s.codebook, 0), min(s.at) FROM progress p JOIN change c"
        " ON c.unit = p.unit AND c.tbl = 'progress' AND c.key = json_array(p.round, p.coder, p.unit)"
        " JOIN step s ON (s.session, s.n) = (c.session, c.step) WHERE p.finished_at IS NOT NULL"
        " AND json_extract(c.after, '$[0]') = p.finished_at AND s.kind IN ('do', 'barrier') GROUP BY 1, 2, 3"
    )
    return {(round_id, coder, unit): version for round_id, coder, unit, version, _ in db.execute(query).fetchall()}


def reasons(db: sqlite3.Connection, round_id: int, coder: int, unit: int | None = None) -> dict[int, str]:
    """Why units of a coder in a round, or one of them, are open again: unit -> label of the step that reopened it."""
    query = (
        "SELECT p.unit, (SELECT text FROM label WHERE id = s.label), max(s.at) FROM progress p JOIN change c ON c.unit = p.unit"
        " AND c.tbl = 'progress' AND c.key = json_array(p.round, p.coder, p.unit) JOIN step s"
        " ON (s.session, s.n) = (c.session, c.step)"
        " WHERE p.round = ?1 AND p.coder = ?2 AND (?3 IS NULL OR p.unit = ?3) AND p.finished_at IS NULL"
        " AND json_extract(c.before, '$[0]') NOT NULL"
        " AND json_extract(c.after, '$[0]') IS NULL GROUP BY p.unit"
    )
    return {opened: label for opened, label, _ in db.execute(query, (round_id, coder, unit)).fetchall()}
