"""The table `KIND_final`: one row per unit of a round, with the value that stands and how it came about."""

from dataclasses import replace

from intercoder.exporters.model import Cell, ExportColumn, ExportTable
from intercoder.exporters.names import spss_name
from intercoder.project.frames import Coding
from intercoder.records import Answer, Round, Variable
from intercoder.tasks.answer_columns import SOURCE
from intercoder.tasks.export_source import Source
from intercoder.tasks.export_tables import (
    TEXT,
    Filled,
    article_columns,
    comment_and_article,
    key_columns,
    number,
    table,
    transposed,
)

UNANIMOUS, ADJUDICATED, SINGLE, OPEN = 1, 2, 3, 4
SOURCES = {
    UNANIMOUS: "unanimous: two or more coders said the same",
    ADJUDICATED: "adjudicated",
    SINGLE: "one coder only",
    OPEN: "open: coders differ, or nobody answered",
}


def final_tables(source: Source, kind: str) -> list[ExportTable]:
    """One table per round that holds codings of this kind of unit; rounds never mix, and a majority decides nothing."""
    kinds = source.by_id
    found = [
        (round_, rows)
        for round_ in source.rounds
        if (rows := [c for c in source.codings if c.round == round_.id and kinds[c.unit].unit.kind == kind])
        and any(c.answers for c in rows)
    ]
    taken: list[str] = []
    out = []
    for round_, rows in found:
        taken.append(spss_name(round_.name, taken))
        name = f"{kind}_final" if len(found) == 1 else f"{kind}_final_{taken[-1]}"
        out.append(_final(source, kind, name, round_, rows))
    return out


def _final(source: Source, kind: str, name: str, round_: Round, rows: list[Coding]) -> ExportTable:
    by_unit: dict[int, list[Coding]] = {}
    for coding in rows:
        by_unit.setdefault(coding.unit, []).append(coding)
    ids = sorted(by_unit, key=source.order.__getitem__)
    units = [source.by_id[i] for i in ids]
    filled: list[Filled] = [
        *key_columns(units),
        *(article_columns(source, units) if kind == "article" else []),
        *(comment_and_article(source, units) if kind == "comment" else []),
    ]
    for variable in source.asked_of(kind):
        columns = source.columns[variable.name]
        standing = [_standing(source, variable, round_, i, by_unit[i]) for i in ids]
        filled += transposed(columns.named(), [columns.cells(answer) for answer, _ in standing])
        origin = ExportColumn(
            columns.stem + SOURCE, f"{variable.label or variable.name} – how the value came about", "number", labels=SOURCES,
            role="status", origin=variable.name,
        )  # fmt: skip
        filled.append((origin, [how for _, how in standing]))
    counts: list[Cell] = [sum(bool(c.answers) for c in by_unit[i]) for i in ids]
    filled.append((number("n_coders", "Coders who coded the unit"), counts))
    filled.append((TEXT, [source.text(u) for u in units]))
    made = table(name, f"{kind.capitalize()}s, final values, round {round_.name}", "final", filled, ("unit_id",), kind)
    return replace(made, round=round_.name)


def _standing(source: Source, variable: Variable, round_: Round, unit: int, codings: list[Coding]) -> tuple[Answer | None, int]:
    """The answer that stands, None while it is open, and how it came about."""
    if source.decisions and (decided := source.decisions.get((round_.id, unit, variable.name))) is not None:
        return decided, ADJUDICATED
    given = [answer for c in codings if (answer := c.answers.get(variable.name)) is not None]
    if not given or (len(given) > 1 and len({_said(answer) for answer in given}) > 1):
        return None, OPEN
    return given[0], SINGLE if len(given) == 1 else UNANIMOUS


def _said(answer: Answer) -> tuple[str, object]:
    """What two answers are compared by: the status, and the numbers, not the way in which they were typed."""
    if answer.status != "value":
        return answer.status, None
    try:
        return "value", (float(answer.answer or ""), answer.ticked)
    except ValueError:
        return "value", (answer.answer, answer.ticked)
