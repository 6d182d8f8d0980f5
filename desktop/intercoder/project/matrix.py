"""The codings of one variable in one round as units x coders."""

from typing import TYPE_CHECKING

from intercoder.records import Matrix, Round, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project


def matrix(project: "Project", variable: Variable, round_: Round) -> Matrix:
    """Units x coders of one variable. Rows: units that were assigned or coded, in the order of the text.

    In a planned round only coders who were asked to code are columns. A unit that a coder has begun in the window and
    not finished is open: half-coded units do not count.
    """
    columns = _columns(project, round_)
    column = {coder: place for place, coder in enumerate(columns)}
    cells: dict[int, list[object]] = {}
    states: dict[int, list[str]] = {}

    def row(unit: int) -> tuple[list[object], list[str]]:
        if unit not in cells:
            cells[unit], states[unit] = [None] * len(columns), [""] * len(columns)
        return cells[unit], states[unit]

    query = (
        "SELECT a.unit, a.coder FROM assignment a JOIN unit u ON u.id = a.unit WHERE a.round = ? AND u.kind = ?"
        " AND EXISTS (SELECT 1 FROM unit t WHERE t.id = a.unit)"
    )
    for unit, coder in project.db.execute(query, (round_.id, variable.unit_kind)).fetchall():
        if coder in column:
            row(unit)[1][column[coder]] = "open"
    half = set(
        project.db.execute("SELECT unit, coder FROM progress WHERE round = ? AND finished_at IS NULL", (round_.id,)).fetchall()
    )
    query = (
        "SELECT unit, coder, category, status, answer FROM value WHERE round = ? AND variable = ? AND span = 0"
        " ORDER BY unit, coder, category"
    )
    for unit, coder, category, status, answer in project.db.execute(query, (round_.id, variable.id)).fetchall():
        if coder not in column or (unit, coder) in half:
            continue
        values, marks = row(unit)
        place = column[coder]
        if category == 0:
            marks[place] = status
            values[place] = _cell(variable, status, answer)
        else:
            values[place] = (*_ticked(values[place]), int(answer))
    return _finish(project, variable, round_, columns, cells, states)


def _columns(project: "Project", round_: Round) -> list[int]:
    planned = project.plan.is_planned(round_.id)
    query = "SELECT DISTINCT coder FROM assignment WHERE round = ? AND (planned OR NOT ?) ORDER BY coder"
    return [c for (c,) in project.db.execute(query, (round_.id, planned)).fetchall()]


def _cell(variable: Variable, status: str, answer: str | None) -> object:
    if status != "value":
        return None
    if variable.answer_kind == "several":
        return ()
    if variable.answer_kind == "one":
        return int(answer or 0)
    if variable.answer_kind == "number":
        number = float(answer or 0)
        return int(number) if number == int(number) else number
    return answer


def _ticked(cell: object) -> tuple[int, ...]:
    return cell if isinstance(cell, tuple) else ()


def _finish(
    project: "Project",
    variable: Variable,
    round_: Round,
    columns: list[int],
    cells: dict[int, list[object]],
    states: dict[int, list[str]],
) -> Matrix:
    units = sorted(cells)
    refs = dict(project.db.execute("SELECT id, ref FROM unit").fetchall()) if len(units) > 500 else {}
    if not refs:
        refs = {u.id: u.ref for u in project.material.units_by_id(units)}
    return Matrix(
        variable,
        round_,
        tuple(units),
        tuple(refs[u] for u in units),
        tuple(project.plan.coder_by_id(c) for c in columns),
        tuple(tuple(tuple(sorted(c)) if isinstance(c, tuple) else c for c in cells[u]) for u in units),
        tuple(tuple(states[u]) for u in units),
    )
