"""Codings made elsewhere, long or wide, into a project or a package."""

import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import typed
from intercoder.project.codebook_document import EXACT, validate
from intercoder.project.codings_intake import GivenCoding, import_codings
from intercoder.project.naming import proper
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import label_table
from intercoder.tasks.tables import Row, read_rows
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project import Project

_STATUS = {
    "": "value",
    "value": "value",
    "skipped": "skipped",
    "not_applicable": "not_applicable",
    "undetermined": "undetermined",
}
_LISTED = 5
_WHOLE = re.compile(r"-?(0|[1-9]\d*)(\.0+)?", re.ASCII)  # 007 is a label


@dataclass(frozen=True)
class Columns:
    """Which columns of the file hold what; long with `variable` and `value`, else wide with `variables`."""

    unit: str
    coder: str
    variable: str | None = None
    value: str | None = None
    variables: tuple[str, ...] = ()
    status: str | None = None
    start: str | None = None
    stop: str | None = None


def import_file(
    project: "Project",
    path: Path,
    columns: Columns,
    round_name: str = "main",
    by: str | None = None,
    labels: Path | None = None,
) -> dict[str, object]:
    """Imports a .csv, .tsv, .xlsx or .sav file in one undoable step. Raises UserError, changing nothing.

    `by`: how the unit column is read: id, provider or ref; None = the only way that fits all rows. `labels`: a table of
    values as they stand in the file and as they are meant.
    """
    rows = read_rows(path)
    cells = _cells(path, rows, columns)
    merged = label_table.read(labels) if labels is not None else label_table.Labels({})
    cells = [replace(cell, value=merged.meant(cell.variable, cell.value)) for cell in cells]
    units = _Units(project, by)
    names = units.resolve([cell.unit for cell in cells], path)
    variables = _variables(project, cells, names)
    known = {v.name: v for v in variables}
    codings = _codings(cells, names, {v.name: v for v in project.codebook.current().variables} | known, path)
    report = import_codings(project, codings, variables, round_name, path.name)
    return {"file": str(path), "round": round_name, "by": units.by, "labels_merged": merged.applied, **asdict(report)}


# -------------------------------------------------------------------- cells of the file


@dataclass(frozen=True)
class _Cell:
    line: int
    unit: str
    coder: str
    variable: str
    value: str
    status: str
    start: str | None
    stop: str | None


def _cells(path: Path, rows: Sequence[Row], columns: Columns) -> list[_Cell]:
    """One cell per coding; empty values without a status are no codings."""
    if not rows:
        raise UserError(f"{path.name} has no rows.", "Export it again with its header and its codings.")
    needed = [columns.unit, columns.coder, columns.variable, columns.value, columns.status, columns.start, columns.stop]
    for name in [n for n in needed if n] + list(columns.variables):
        if name not in rows[0].cells:
            raise UserError(f"{path.name} has no column “{name}”.", "Its columns are: " + ", ".join(rows[0].cells))
    status = columns.status or ("status" if "status" in rows[0].cells and columns.variable else None)
    found = []
    for row in rows:
        get = row.cells.get
        pairs = (
            [(get(columns.variable, ""), get(columns.value or "", ""))]
            if columns.variable
            else [(v, get(v, "")) for v in columns.variables]
        )
        for variable, value in pairs:
            state = get(status, "") if status else ""
            if not value and not state:
                continue
            start, stop = (get(columns.start, ""), get(columns.stop or "", "")) if columns.start else (None, None)
            coder = proper(get(columns.coder, ""))
            found.append(_Cell(row.line, get(columns.unit, ""), coder, variable, value, state, start, stop))
    for cell in found:
        if not cell.unit or not cell.coder or not cell.variable:
            what = "unit" if not cell.unit else "coder" if not cell.coder else "variable"
            raise UserError(f"{path.name}, line {cell.line}: the {what} is missing.", "Fill the cell, or take the row out.")
    return found


# -------------------------------------------------------------------- units


class _Units:
    """Reads a unit column one way: by unit id, by the provider's id, or by readable reference."""

    def __init__(self, project: "Project", by: str | None) -> None:
        self._project = project
        self.by = by or ""

    def resolve(self, names: Sequence[str], path: Path) -> dict[str, int | str]:
        """Unit ids by name; a name that fits nothing stays a name."""
        distinct = list(dict.fromkeys(names))
        refs = self._project.material.refs()
        ids = {str(number): number for number in refs.values()}
        providers = self._project.material.provider_ids()
        ways: dict[str, dict[str, int]] = {
            "id": {n: ids[n] for n in distinct if n in ids},
            "provider": {n: providers[n][0] for n in distinct if len(providers.get(n, [])) == 1},
            "ref": {n: refs[n] for n in distinct if n in refs},
        }
        if self.by and self.by not in ways:
            raise UserError(f"“{self.by}” is no way to read the unit column.", "Use id, provider or ref.")
        if not self.by:
            self.by = self._choose(ways, distinct, path)
        chosen = ways[self.by]
        return {n: chosen.get(n, n) for n in distinct}

    def _choose(self, ways: dict[str, dict[str, int]], distinct: list[str], path: Path) -> str:
        full = [way for way, found in ways.items() if len(found) == len(distinct)]
        if len({tuple(ways[w][n] for n in distinct) for w in full}) > 1:
            raise UserError(
                f"The unit column of {path.name} can be read as {' or as '.join(full)}, and that gives different units.",
                f"Say which with --by {full[0]} or --by {full[1]}.",
            )
        if full:
            return full[0]
        best = sorted(ways, key=lambda way: -len(ways[way]))
        if len(ways[best[0]]) and len(ways[best[0]]) == len(ways[best[1]]) and ways[best[0]] != ways[best[1]]:
            raise UserError(
                f"The unit column of {path.name} fits neither way for all rows.", f"Say how to read it with --by {best[0]}."
            )
        return best[0] if ways[best[0]] else "provider"


# -------------------------------------------------------------------- variables and values


def _variables(project: "Project", cells: Sequence[_Cell], names: dict[str, int | str]) -> list[Variable]:
    """New variables for names that the codebook does not have. Refused in a package or once a version is frozen."""
    known = {v.name: v.unit_kind for v in project.codebook.current().variables}
    unknown = dict.fromkeys(c.variable for c in cells if c.variable not in known)
    if not unknown:
        return []
    if project.is_package or project.codebook.version is not None:
        raise UserError(
            f"The codebook has no variable “{next(iter(unknown))}”.",
            "It is frozen: import a file with its variables only; nothing was changed.",
        )
    asked: dict[str, set[str]] = {}  # by units that the project does not have: what its own questions take them for
    for cell in cells:
        if cell.variable in known and isinstance(names[cell.unit], str):
            asked.setdefault(cell.unit, set()).add(known[cell.variable])
    new = [_new_variable(project, name, cells, names, asked) for name in unknown]
    validate(Codebook("", tuple(new)))
    like = {name.lower(): name for name in known}
    for name in unknown:
        if name.lower() in like:
            raise UserError(f"“{name}” is nearly the variable “{like[name.lower()]}”.", "Write the name as in the codebook.")
    return new


def _new_variable(
    project: "Project", name: str, cells: Sequence[_Cell], names: dict[str, int | str], asked: dict[str, set[str]]
) -> Variable:
    own = [c for c in cells if c.variable == name]
    values = dict.fromkeys(c.value for c in own if c.value and _STATUS.get(c.status) == "value")
    numbers = {value: _whole(value) for value in values}
    taken = set(numbers.values())
    free = iter(n for n in range(1, 2 * len(values) + 1) if n not in taken)
    labels = {n: str(n) for n in taken if n is not None} | {next(free): v for v, n in numbers.items() if n is None}
    found = [n for n in dict.fromkeys(names[c.unit] for c in own) if isinstance(n, int)]
    kinds: set[str] = {u.kind for u in project.material.units_by_id(found[:1000])}
    kinds = kinds.union(*(asked.get(c.unit, ()) for c in own))
    spans = any(c.start is not None for c in own)
    kind = next(iter(kinds)) if len(kinds) == 1 else "article"
    unit_kind = "article" if spans and kind != "comment" else kind
    return Variable(
        name, name, unit_kind, "spans" if spans else "one",  # type: ignore[arg-type]
        undetermined=any(c.status == "undetermined" for c in own),
        categories=tuple(Category(n, labels[n]) for n in sorted(labels)),
    )  # fmt: skip


def _whole(value: str) -> int | None:
    """3 of "3" and "3.0", as a table of a statistics program may write it; None for what is a label."""
    if _WHOLE.fullmatch(value) is None or abs(float(value)) > EXACT:
        return None
    return int(value.split(".")[0])


def _codings(
    cells: Sequence[_Cell], names: dict[str, int | str], variables: dict[str, Variable], path: Path
) -> list[GivenCoding]:
    _need_one_reading(path, cells, variables)
    codings, wrong = [], []
    given: dict[tuple[str, ...], tuple[GivenCoding, int]] = {}
    for cell in cells:
        if cell.status not in _STATUS:
            raise UserError(
                f"{path.name}, line {cell.line}: “{cell.status}” is no status.",
                f"Use one of {', '.join(s for s in _STATUS if s)}.",
            )
        coding = _coding(cell, names[cell.unit], variables[cell.variable])
        if coding is None:
            wrong.append(f"line {cell.line}: {cell.variable} = “{cell.value}”")
            continue
        codings.append(coding)
        first, line = given.setdefault((cell.unit, cell.coder, cell.variable), (coding, cell.line))
        if coding.start is None and coding != first:
            raise UserError(
                f"{path.name}: lines {line} and {cell.line} answer {cell.variable} of {cell.unit} differently.",
                "Leave one of them; several answers to one question stand in one cell, such as 1;3.",
            )
    if wrong:
        listed = "; ".join(wrong[:_LISTED]) + (f" and {len(wrong) - _LISTED} more" if len(wrong) > _LISTED else "")
        raise UserError(
            f"{path.name} has {counted(len(wrong), 'value')} that the codebook does not know: {listed}.",
            "Add the categories, or mend the values; several answers stand in one cell, such as 1;3. Nothing was changed.",
        )
    return codings


def _coding(cell: _Cell, unit: int | str, variable: Variable) -> GivenCoding | None:
    """None if the value does not fit the variable."""
    coding = GivenCoding(unit, cell.coder, cell.variable, _STATUS[cell.status])  # type: ignore[arg-type]
    if coding.status != "value":
        return coding
    if variable.answer_kind == "several":
        ticked = [_number_of(variable, part.strip()) for part in cell.value.split(";") if part.strip()]
        return None if None in ticked else replace(coding, ticked=tuple(n for n in ticked if n is not None))
    if variable.answer_kind in ("one", "spans"):
        number = _number_of(variable, cell.value)
        if number is None:
            return None
        coding = replace(coding, answer=str(number))
        if variable.answer_kind == "one":
            return coding
        if not (cell.start or "").isdecimal() or not (cell.stop or "").isdecimal():
            raise UserError(f"Line {cell.line}: the span has no start and stop.", "Name their columns with --start and --stop.")
        return replace(coding, start=int(cell.start or 0), stop=int(cell.stop or 0))
    if variable.answer_kind == "number":
        try:
            if not math.isfinite(float(cell.value)):
                return None
        except ValueError:
            return None
    if variable.answer_kind == "date":
        try:
            return replace(coding, answer=typed.day(cell.value))
        except UserError:
            return None
    return replace(coding, answer=cell.value)


def _need_one_reading(path: Path, cells: Sequence[_Cell], variables: dict[str, Variable]) -> None:
    """Raises UserError where one column holds labels, and a value that is a label too but the number of another category."""
    for variable in variables.values():
        numbers = {str(category.value): category for category in variable.categories}
        labels = {category.label: category for category in variable.categories}
        own = {part.strip() for cell in cells if cell.variable == variable.name for part in cell.value.split(";")}
        doubtful = sorted(value for value in own & numbers.keys() & labels.keys() if numbers[value] is not labels[value])
        if doubtful and own & labels.keys() - numbers.keys():
            first = doubtful[0]
            raise UserError(
                f"{path.name} holds labels of “{variable.name}”, and “{first}” is the label of one category and the number of"
                f" another, “{numbers[first].label}”.",
                "Write the numbers of the categories in the whole column; nothing was changed.",
            )


def _number_of(variable: Variable, value: str) -> int | None:
    """The number of a category given by number, else by its exact label."""
    if value in {str(category.value) for category in variable.categories}:
        return int(value)
    for category in variable.categories:
        if value == category.label:
            return category.value
    try:
        number = float(value)
    except ValueError:
        return None
    return int(number) if number.is_integer() and variable.category(int(number)) else None
