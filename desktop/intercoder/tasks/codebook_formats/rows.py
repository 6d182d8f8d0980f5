"""A codebook as a table, there and back: a row per category, or per variable without categories.

The columns are those of the codebook table in every export, so that file can be read too; `codebook_title` and
`codebook_version` stand in every row.
"""

import json
from collections.abc import Iterable, Mapping, Sequence

from intercoder.errors import UserError
from intercoder.project.codebook_document import from_json
from intercoder.records import Category, Codebook, Variable

OF_VARIABLE = (
    "variable", "label", "question", "unit_kind", "answer_kind", "about", "level", "required", "undetermined", "group",
    "condition",
)  # fmt: skip
OF_CATEGORY = ("value", "category", "parent", "definition", "use_when", "not_when", "examples", "colour", "key")
OF_CODEBOOK = ("codebook_title", "codebook_version")
COLUMNS = (*OF_VARIABLE, *OF_CATEGORY, *OF_CODEBOOK)
_NEEDED = ("variable", "unit_kind", "answer_kind")
_YES, _NO = ("1", "yes", "true", "1.0"), ("0", "no", "false", "0.0", "")
Cell = str | int


def rows_of(codebook: Codebook) -> list[list[Cell]]:
    """The rows under `COLUMNS`; an empty text stands for what is absent."""
    ends: list[Cell] = [codebook.title, codebook.version]
    rows: list[list[Cell]] = []
    for v in codebook.variables:
        rows += [[*_variable(v), *_category(c), *ends] for c in v.categories]
        rows += [] if v.categories else [[*_variable(v), *([""] * len(OF_CATEGORY)), *ends]]
    nothing: list[Cell] = [""] * (len(COLUMNS) - len(ends))
    return rows or [[*nothing, *ends]]


def _variable(v: Variable) -> list[Cell]:
    kinds = [v.name, v.label, v.question, v.unit_kind, v.answer_kind, v.about or "", v.level]
    return [*kinds, int(v.required), int(v.undetermined), v.group or "", v.condition or ""]


def _category(c: Category) -> list[Cell]:
    examples = json.dumps(list(c.examples), ensure_ascii=False) if c.examples else ""
    parent = "" if c.parent is None else c.parent
    return [c.value, c.label, parent, c.definition, c.use_when, c.not_when, examples, c.colour or "", c.key or ""]


def from_rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Codebook:
    """The codebook of a table. Raises UserError that names the row."""
    names = [name.strip() for name in head]
    lacking = [name for name in _NEEDED if name not in names]
    if lacking:
        raise UserError(
            f"The table has no column “{lacking[0]}”, so it is no codebook.", "Export a codebook to see the columns."
        )
    title = version = ""
    variables: dict[str, dict[str, object]] = {}
    for number, cells in enumerate(rows, 2):
        row = dict(zip(names, cells, strict=False))
        title, version = row.get("codebook_title") or title, row.get("codebook_version") or version
        name = row.get("variable", "")
        if not name or row.get("answer_kind") == "Kind of answer":  # an empty line, or labels under the names
            continue
        entry = variables.setdefault(name, _entry(row, number))
        if row.get("value", "") != "":
            categories = entry["categories"]
            assert isinstance(categories, list)
            categories.append(_category_entry(row, number))
    return from_json({"title": title, "version": version, "variables": list(variables.values())})


def _entry(row: Mapping[str, str], number: int) -> dict[str, object]:
    same = ("label", "question", "unit_kind", "answer_kind", "about", "level", "group", "condition")
    entry: dict[str, object] = {key: row[key] for key in same if row.get(key)}
    entry |= {"name": row["variable"], "categories": []}
    for key, usual in (("required", True), ("undetermined", False)):
        entry[key] = _truth(row[key], key, number) if key in row else usual
    return entry


def _category_entry(row: Mapping[str, str], number: int) -> dict[str, object]:
    entry: dict[str, object] = {"value": _whole(row["value"], "value", number), "label": row.get("category", "")}
    entry |= {key: row[key] for key in ("definition", "use_when", "not_when", "colour", "key") if row.get(key)}
    if row.get("parent"):
        entry["parent"] = _whole(row["parent"], "parent", number)
    if row.get("examples"):
        entry["examples"] = _examples(row["examples"])
    return entry


def _examples(cell: str) -> list[object]:
    """A JSON list; what is none is one example, as somebody would type it."""
    try:
        found = json.loads(cell) if cell.startswith("[") else [cell]
    except ValueError:
        return [cell]
    return found if isinstance(found, list) else [cell]


def _whole(cell: str, column: str, number: int) -> int:
    text = cell.strip().removesuffix(".0")
    if not text.lstrip("-").isdecimal() or len(text) > 18:
        raise UserError(f"Row {number}: “{cell[:40]}” in the column {column} is no whole number.", "Mend the cell.")
    return int(text)


def _truth(cell: str, column: str, number: int) -> bool:
    word = cell.strip().casefold()
    if word not in (*_YES, *_NO):
        raise UserError(f"Row {number}: “{cell[:40]}” in the column {column} is neither 1 nor 0.", "Write 1 or 0.")
    return word in _YES
