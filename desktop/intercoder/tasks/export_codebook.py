"""The codebook as a table: one row per category, or per variable without categories."""

import json

from intercoder.exporters.model import Cell, ExportColumn, ExportTable
from intercoder.records import Category, Variable
from intercoder.tasks.answer_columns import ticked
from intercoder.tasks.export_source import Source
from intercoder.tasks.export_tables import number, table, transposed

YES_NO = {0: "no", 1: "yes"}
OF_VARIABLE = [
    ExportColumn("variable", "Variable", role="key"),
    ExportColumn("label", "Label of the variable"),
    ExportColumn("question", "Question"),
    ExportColumn("unit_kind", "Asked of"),
    ExportColumn("answer_kind", "Kind of answer"),
    ExportColumn("about", "About the spans of"),
    ExportColumn("level", "Level of measurement"),
    number("required", "Required", YES_NO),
    number("undetermined", "“Cannot be determined” is offered", YES_NO),
    ExportColumn("group", "Group"),
    ExportColumn("condition", "Asked only if"),
    ExportColumn("column", "Column in the files"),
]
OF_CATEGORY = [
    number("value", "Number of the category"),
    ExportColumn("category", "Label of the category"),
    number("parent", "Number of the category above"),
    ExportColumn("definition", "Definition"),
    ExportColumn("use_when", "Use when"),
    ExportColumn("not_when", "Not when"),
    ExportColumn("examples", "Examples (a JSON list)"),
    ExportColumn("colour", "Colour"),
    ExportColumn("key", "Key"),
]


def codebook_table(source: Source) -> ExportTable:
    """Every variable in codebook order, its categories in their order."""
    rows: list[list[Cell]] = []
    for v in source.codebook.variables:
        stem = source.columns[v.name].stem
        rows += [[*_variable(v), _column(v, c, stem), *_category(c)] for c in v.categories]
        rows += [] if v.categories else [[*_variable(v), stem, *([None] * len(OF_CATEGORY))]]
    return table("codebook", "Codebook", "codebook", transposed(OF_VARIABLE + OF_CATEGORY, rows), ("variable", "value"))


def _variable(v: Variable) -> list[Cell]:
    kinds = (v.name, v.label, v.question, v.unit_kind, v.answer_kind, v.about, v.level)
    return [*kinds, int(v.required), int(v.undetermined), v.group, v.condition]


def _column(v: Variable, c: Category, stem: str) -> str:
    return stem + (ticked(c.value) if v.answer_kind == "several" else "")


def _category(c: Category) -> list[Cell]:
    examples = json.dumps(list(c.examples), ensure_ascii=False)
    return [c.value, c.label, c.parent, c.definition, c.use_when, c.not_when, examples, c.colour, c.key]
