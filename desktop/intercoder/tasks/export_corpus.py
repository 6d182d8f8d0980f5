"""Texts, spans and answers of a project as records, for exports that are no tables."""

from collections.abc import Iterator

from intercoder.exporters.model import ExportAnswer, ExportCorpus, ExportMemo, ExportSpan, ExportUnit
from intercoder.project.frames import Coding, UnitRow
from intercoder.records import Answer, Variable
from intercoder.tasks.answer_columns import number
from intercoder.tasks.export_source import Source, utc
from intercoder.tasks.export_spans import span_id


def corpus(source: Source) -> ExportCorpus:
    """Everything of the source, in the order of the text."""
    return ExportCorpus(
        source.codebook,
        source.rounds,
        tuple(_unit(source, row) for row in source.units),
        tuple(_spans(source)),
        tuple(_answers(source)),
        tuple(ExportMemo(c.unit, c.coder, c.round, c.memo) for c in _ordered(source) if c.memo),
    )


def _unit(source: Source, row: UnitRow) -> ExportUnit:
    unit, article, comment = row.unit, source.articles[row.unit.article], source.comments.get(row.unit.id)
    facts: dict[str, str | int | None] = {
        "outlet": article.outlet,
        "headline": article.headline,
        "published": article.published,
        "language": article.language,
    }
    if comment is not None:
        target = source.by_id.get(comment.reply_to) if comment.reply_to else None
        facts |= {
            "author": comment.author,
            "posted": comment.posted,
            "reply_to": target.unit.ref if target else None,
            "likes": comment.likes,
        }
    text = None if unit.kind == "article" else unit.text
    known = {name: value for name, value in facts.items() if value is not None}
    return ExportUnit(unit.id, unit.ref, unit.kind, unit.article, text, known)


def _ordered(source: Source) -> list[Coding]:
    return sorted(source.codings, key=lambda c: (source.order[c.unit], c.round, c.coder))


def _spans(source: Source) -> Iterator[ExportSpan]:
    variables = {v.id: v for v in source.codebook.variables}
    rows = sorted(source.spans, key=lambda r: (source.order[r.span.unit], r.span.start, r.span.stop, r.span.coder, r.span.id))
    for row in rows:
        span = row.span
        if span.variable not in variables:
            continue
        value = next(c.value for c in variables[span.variable].categories if c.id == span.category)
        yield ExportSpan(
            span_id(span.id), span.unit, variables[span.variable].name, value, span.coder, span.round, span.start, span.stop,
            span.quote, utc(row.at) or "", row.memo,
        )  # fmt: skip


def _answers(source: Source) -> Iterator[ExportAnswer]:
    for coding in _ordered(source):
        for variable in source.codebook.variables:
            answer = coding.answers.get(variable.name)
            if answer is not None:
                yield _answer(variable, answer, None)
    for row in source.spans:
        for variable in source.codebook.variables:
            answer = row.answers.get(variable.name)
            if answer is not None:
                yield _answer(variable, answer, span_id(row.span.id))


def _answer(variable: Variable, given: Answer, span: str | None) -> ExportAnswer:
    value, label = _value(variable, given) if given.status == "value" else (None, None)
    return ExportAnswer(given.unit, variable.name, given.coder, given.round, given.status, value, label, span)


def _value(
    variable: Variable, given: Answer
) -> tuple[str | int | float | tuple[int, ...] | None, str | tuple[str, ...] | None]:
    """What was answered, and what its numbers mean."""
    if variable.answer_kind == "several":
        ticked = tuple(c for c in variable.categories if c.value in given.ticked)
        return tuple(c.value for c in ticked), tuple(c.label for c in ticked)
    if variable.answer_kind == "one" and given.answer is not None:
        category = variable.category(int(given.answer))
        return int(given.answer), category.label if category else None
    if variable.answer_kind == "number" and given.answer is not None:
        return number(given.answer), None
    return given.answer, None
