"""The tables of spans: `spans`, all in one, and `spans_VAR`, one per span variable with its categories as labels."""

from intercoder.exporters.model import Cell, ExportColumn, ExportTable
from intercoder.project.frames import SpanRow
from intercoder.records import Variable
from intercoder.tasks.export_source import Source, utc
from intercoder.tasks.export_tables import (
    ARTICLE_NUMBER,
    MEMO,
    UNIT_ID,
    UNIT_REF,
    Filled,
    number,
    table,
    transposed,
)

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # base 32 without letters that look like digits (Crockford)


def span_id(identity: int) -> str:
    """The id of a span as a text of even width, for spreadsheets round numbers of 63 bits.

    >>> span_id(0), span_id(2**63 - 1)
    ('s0000000000000', 's7zzzzzzzzzzzz')
    """
    return "s" + "".join(DIGITS[identity >> shift & 31] for shift in range(60, -1, -5))


def spans_table(source: Source) -> ExportTable:
    """Every span of every coder, variable and round."""
    variables = {v.id: v for v in source.codebook.variables}
    rows = _ordered(source, list(source.spans))
    chosen = [variables[r.span.variable] for r in rows]
    numbers = [_number(v, r) for v, r in zip(chosen, rows, strict=True)]
    labels = [_label(v, r) for v, r in zip(chosen, rows, strict=True)]
    about = [v for v in source.codebook.variables if v.about is not None]
    code: list[Filled] = [
        (ExportColumn("variable", "Variable", role="key"), [v.name for v in chosen]),
        (number("code", "Category"), numbers),
        (ExportColumn("code_label", "Label of the category"), labels),
    ]
    return table("spans", "Highlighted spans", "spans", _filled(source, rows, code, about), ("span_id",))


def spans_of(source: Source, variable: Variable) -> ExportTable:
    """The spans of one variable; the column of categories is called like it."""
    rows = _ordered(source, [r for r in source.spans if r.span.variable == variable.id])
    stem = source.columns[variable.name].stem
    labels = {c.value: c.label or str(c.value) for c in variable.categories}
    column = ExportColumn(stem, variable.label, "number", "nominal", "nominal", 0, labels, role="answer", origin=variable.name)
    about = [v for v in source.codebook.variables if v.about == variable.name]
    filled = _filled(source, rows, [(column, [_number(variable, r) for r in rows])], about)
    return table(f"spans_{stem}", f"Spans: {variable.label}", "spans_of", filled, ("span_id",))


def _ordered(source: Source, rows: list[SpanRow]) -> list[SpanRow]:
    return sorted(rows, key=lambda r: (source.order[r.span.unit], r.span.start, r.span.stop, r.span.coder, r.span.id))


def _filled(source: Source, rows: list[SpanRow], code: list[Filled], about: list[Variable]) -> list[Filled]:
    units = [source.by_id[r.span.unit] for r in rows]
    return [
        (ExportColumn("span_id", "Span", role="id"), [span_id(r.span.id) for r in rows]),
        (UNIT_ID, [str(u.unit.id) for u in units]),
        (UNIT_REF, [u.unit.ref for u in units]),
        (ARTICLE_NUMBER, [u.article_number for u in units]),
        (number("coder", "Coder", source.coder_labels), [r.span.coder for r in rows]),
        (number("round", "Round", source.round_labels), [r.span.round for r in rows]),
        *code,
        (number("start", "First character"), [r.span.start for r in rows]),
        (number("stop", "Character after the last"), [r.span.stop for r in rows]),
        (number("n_chars", "Characters"), [r.span.stop - r.span.start for r in rows]),
        (ExportColumn("coded_at", "Time of the highlight", "date"), [utc(r.at) for r in rows]),
        *(pair for v in about for pair in _answers(source, v, rows)),
        (MEMO, [r.memo for r in rows]),
        (ExportColumn("quote", "Highlighted words", role="text"), [r.span.quote for r in rows]),
    ]


def _answers(source: Source, variable: Variable, rows: list[SpanRow]) -> list[Filled]:
    """The answers about the spans; a question about another span variable is not applicable."""
    columns = source.columns[variable.name]
    names = {v.id: v.name for v in source.codebook.variables}
    return transposed(
        columns.named(),
        [columns.cells(r.answers.get(variable.name), names[r.span.variable] == variable.about) for r in rows],
    )


def _number(variable: Variable, row: SpanRow) -> Cell:
    return next((c.value for c in variable.categories if c.id == row.span.category), None)


def _label(variable: Variable, row: SpanRow) -> Cell:
    return next((c.label for c in variable.categories if c.id == row.span.category), None)
