"""Looks up which passages the coders marked, unit by unit, where they did not mark alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr
from intercoder.ui.reliability.units import STATES, Behind, CoderAnswer

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.records import Span

MOST_UNITS = 500
"""A row opens at once; of more units the first ones are looked at."""
MOST_MARKS = 4  # of one coder beside a text
_TEXTS = ("headline", "lead", "body", "correction", "caption")
_LONGEST_QUOTE = 60


def marks_that_differ(project: Project, behind: Behind) -> dict[int, list[CoderAnswer]]:
    """Units of the round that two coders are through with and marked differently, with what each of them marked."""
    matrix, found = behind.matrix, {}
    for row, unit in enumerate(matrix.units[:MOST_UNITS]):
        texts = [unit]
        if behind.variable.unit_kind == "article":
            texts = [text.id for text in project.material.units(unit) if text.kind in _TEXTS]
        answers, marked = [], set()
        for column, coder in enumerate(matrix.coders):
            spans = project.codings.spans(texts, coder.id, matrix.round.id)
            spans = [span for span in spans if span.variable == behind.variable.id]
            is_through = bool(spans) or _is_finished(project, unit, coder.id, matrix.round.id)
            words = _words(behind, spans) if is_through else tr(STATES.get(matrix.states[row][column], "not finished"))
            answers.append(CoderAnswer(coder, words, is_through))
            if is_through:
                marked.add(tuple((span.unit, span.category, span.start, span.stop) for span in spans))
        if len(marked) > 1:
            found[unit] = answers
    return found


def _words(behind: Behind, spans: list[Span]) -> str:
    labels = {category.id: category.label for category in behind.variable.categories}
    lines = [f"{isolated(labels.get(span.category, ''))}: “{isolated(_short(span.quote))}”" for span in spans[:MOST_MARKS]]
    if len(spans) > MOST_MARKS:
        lines.append(tr("and {0} more").format(len(spans) - MOST_MARKS))
    return "\n".join(lines) or tr("nothing marked")


def _short(quote: str) -> str:
    return quote if len(quote) <= _LONGEST_QUOTE else f"{quote[: _LONGEST_QUOTE // 2]} … {quote[-_LONGEST_QUOTE // 2 :]}"


def _is_finished(project: Project, unit: int, coder: int, round_id: int) -> bool:
    return project.codings.progress(unit, coder, round_id).finished_at is not None
