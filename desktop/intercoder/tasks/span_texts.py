"""The texts behind the row of a span variable: who marked what where, and how far the coders differ in each text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from intercoder.agreement.bootstrap import Resampling
from intercoder.errors import UserError
from intercoder.records import Coder, Span, Tick, Unit, no_tick
from intercoder.tasks import agreement_spans
from intercoder.tasks.agreement_rows import RoundOfCodings

if TYPE_CHECKING:
    from intercoder.project import Project

Stretch = tuple[int, int]  # start, stop (exclusive), code points


@dataclass(frozen=True)
class SpanText:
    """One text that coders were asked to mark. Lengths are code points.

    `agreed` are the stretches to which all coders gave the same categories; `differing` counts the characters that
    somebody marked and not all alike.
    """

    unit: int
    ref: str
    title: str  # "Body · Talks in Brussels", "Comment 3 · Talks in Brussels"
    length: int
    coders: tuple[Coder, ...]
    spans: tuple[Span, ...]
    agreed: tuple[Stretch, ...]
    differing: int


def texts(project: "Project", variable: str, round_name: str, tick: Tick = no_tick) -> list[SpanText]:
    """The texts with marks of a span variable, those on which the coders differ most first.

    Only codings of coders who are through with a text, as the statistics count them, and which the present coder may
    see. Raises UserError for a variable that is not in the codebook.
    """
    asked = project.codebook.current().variable(variable)
    if asked is None:
        raise UserError(f"There is no variable “{variable}” in the codebook.")
    project.set_round(round_name)
    study = RoundOfCodings(project, project.round, Resampling(0, 0))
    titles: dict[int, str] = {}
    known = {category.id for category in asked.categories}
    coded = agreement_spans.coded(study, asked)
    found = []
    for done, (unit, coders) in enumerate(coded.items()):
        tick(done, len(coded))
        seen = [coder for coder in coders if project.codings.may_see(coder.id, unit)]
        for text in agreement_spans.texts_of(study, asked, unit):
            spans = [s for c in seen for s in project.codings.spans([text.id], c.id, project.round.id)]
            if text.article not in titles:
                titles[text.article] = project.material.article(text.article).title
            title = f"{_name(text)} · {titles[text.article]}"
            found.append(_text(text, title, seen, [s for s in spans if s.variable == asked.id and s.category in known]))
    tick(len(coded), len(coded))
    return sorted((text for text in found if text.spans), key=lambda text: -text.differing)


def _name(unit: Unit) -> str:
    number = unit.ref.rpartition("-C")[2].lstrip("0") if unit.kind == "comment" else ""  # A0001-C008 is the eighth comment
    return f"{unit.kind.replace('_', ' ').capitalize()} {number}".strip()


def _text(unit: Unit, title: str, coders: Sequence[Coder], spans: Sequence[Span]) -> SpanText:
    pieces = list(_pieces([coder.id for coder in coders], spans))
    differing = sum(stop - start for start, stop, alike in pieces if not alike)
    agreed = _joined([(start, stop) for start, stop, alike in pieces if alike])
    return SpanText(unit.id, unit.ref, title, len(unit.text or ""), tuple(coders), tuple(spans), agreed, differing)


def _pieces(coders: Sequence[int], spans: Sequence[Span]) -> Iterator[tuple[int, int, bool]]:
    """Marked pieces between two neighbouring ends, and whether all of two coders or more gave the same categories."""
    ends = sorted({edge for span in spans for edge in (span.start, span.stop)})
    for start, stop in pairwise(ends):
        here = [span for span in spans if span.start <= start and stop <= span.stop]
        if here:
            given = {frozenset(span.category for span in here if span.coder == coder) for coder in coders}
            yield start, stop, len(given) == 1 and len(coders) > 1


def _joined(pieces: Sequence[Stretch]) -> tuple[Stretch, ...]:
    joined: list[Stretch] = []
    for start, stop in pieces:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], stop)
        else:
            joined.append((start, stop))
    return tuple(joined)
