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
    place = {coder: n for n, coder in enumerate(columns)}
    states = _assigned(project, round_, variable.unit_kind, place)
    cells: dict[int, list[object]] = {unit: [None] * len(columns) for unit in states}
    half = set(
        project.db.execute("SELECT unit, coder FROM progress WHERE round = ? AND finished_at IS NULL", (round_.id,)).fetchall()
    )
    times: dict[int, int] = {}
    # Left alone, SQLite reads the whole round once for every variable.
    query = (
        "SELECT unit, coder, category, status, answer, at FROM value INDEXED BY value_variable"
        " WHERE round = ? AND variable = ? AND span = 0"
    )
    for unit, coder, category, status, answer, at in project.db.execute(query, (round_.id, variable.id)).fetchall():
        n = place.get(coder)
        if n is None or (unit, coder) in half:
            continue
        if unit not in states:
            states[unit], cells[unit] = [""] * len(columns), [None] * len(columns)
        if at > times.get(unit, 0):
            times[unit] = at
        if category == 0:
            states[unit][n] = status
            if status == "value" and cells[unit][n] is None:  # ticked categories may come first
                cells[unit][n] = _cell(variable, answer)
        else:
            cells[unit][n] = (*_ticked(cells[unit][n]), int(answer))
    return _finish(project, variable, round_, columns, cells, states, times)


def _assigned(project: "Project", round_: Round, kind: str, place: dict[int, int]) -> dict[int, list[str]]:
    """Units of a kind x coders: open where a coder was asked to code, else nothing."""
    states: dict[int, list[str]] = {}
    query = "SELECT a.unit, a.coder FROM assignment a JOIN unit u ON u.id = a.unit WHERE a.round = ? AND u.kind = ?"
    for unit, coder in project.db.execute(query, (round_.id, kind)).fetchall():
        n = place.get(coder)
        if n is not None:
            if unit not in states:
                states[unit] = [""] * len(place)
            states[unit][n] = "open"
    return states


def _columns(project: "Project", round_: Round) -> list[int]:
    planned = project.plan.is_planned(round_.id)
    query = "SELECT DISTINCT coder FROM assignment WHERE round = ? AND (planned OR NOT ?) ORDER BY coder"
    return [c for (c,) in project.db.execute(query, (round_.id, planned)).fetchall()]


def _cell(variable: Variable, answer: str | None) -> object:
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
    times: dict[int, int],
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
        tuple(_sorted(cells[u]) for u in units) if variable.answer_kind == "several" else tuple(tuple(cells[u]) for u in units),
        tuple(tuple(states[u]) for u in units),
        times,
    )


def _sorted(row: list[object]) -> tuple[object, ...]:
    """A row with the ticked numbers of each cell in order."""
    return tuple(tuple(sorted(cell)) if isinstance(cell, tuple) else cell for cell in row)
