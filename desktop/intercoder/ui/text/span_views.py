"""What the reader and the list show of an article's spans: the project's spans put into the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from intercoder.records import Coder, Span, Unit, Variable
from intercoder.ui.isolate import side_by_side
from intercoder.ui.others import looks_on
from intercoder.ui.paint import initials_of
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.span_view import LaneCoder, SpanView

if TYPE_CHECKING:
    from intercoder.project import Project

_ARTICLE_TEXTS = frozenset({"headline", "lead", "body", "correction", "caption"})
_COLOURS = 8  # more categories than this repeat colours with a second pattern


def span_views(project: Project, spans: Sequence[Span], memos: Mapping[int, str]) -> list[SpanView]:
    """The spans as they are shown: colour and label of the category, initials of the coder, what was noted on them."""
    short = _short(project.plan.coders())
    categories = {
        category.id: (category, place >= _COLOURS)
        for variable in project.codebook.current().variables
        for place, category in enumerate(variable.categories)
    }
    me = project.coder.id
    views = []
    for span in spans:
        category, dashed = categories[span.category]
        views.append(
            SpanView(
                span.id, span.unit, span.start, span.stop, category.colour or "grey", category.label, span.coder,
                short[span.coder], span.coder == me, dashed, memos.get(span.id, ""),
            )
        )  # fmt: skip
    return views


def lane_coders(project: Project, spans: Sequence[Span]) -> list[LaneCoder]:
    """Who has a lane: the coder who codes now, and everybody whose spans may be seen."""
    seen = {span.coder for span in spans}
    if not seen or not looks_on(project):
        seen.add(project.coder.id)
    coders = project.plan.coders()
    short = _short(coders)
    return [LaneCoder(c.id, short[c.id], c.name) for c in coders if c.id in seen]


def _short(coders: Sequence[Coder]) -> dict[int, str]:
    """Initials by number that stay apart among all coders of the project."""
    return dict(zip((coder.id for coder in coders), initials_of([coder.name for coder in coders]), strict=True))


def span_variables(project: Project, unit: Unit) -> list[Variable]:
    """The span variables that one may mark in this text."""
    asked = "article" if unit.kind in _ARTICLE_TEXTS else unit.kind
    return [
        v
        for v in project.codebook.current().variables
        if v.answer_kind == "spans" and v.unit_kind in (unit.kind, asked) and unit.codable
    ]


def article_facts(project: Project, article: int, units: Sequence[Unit]) -> Facts:
    """What stands beside the texts of an article: who wrote a comment, when, and to whom it replies."""
    row = project.material.article(article)
    comments = [unit for unit in units if unit.kind == "comment"]
    rows = {c.unit: c for c in project.material.comments_of([unit.id for unit in comments])}
    numbers = {unit.id: number for number, unit in enumerate(comments, 1)}
    notes, depths, replies = {}, {}, {}
    for unit in comments:
        facts = rows.get(unit.id)
        if facts is None:
            continue
        reply = f"reply to {numbers[facts.reply_to]}" if facts.reply_to in numbers else ""
        note = side_by_side((facts.author, _when(facts.posted), reply))
        if note:
            notes[unit.id] = note
        if facts.reply_to in numbers:
            replies[unit.id] = facts.reply_to
            depths[unit.id] = min(3, depths.get(facts.reply_to, 0) + 1)
    found = f"{len(comments):,} found"
    if row.declared_comments is not None and row.declared_comments != len(comments):
        found += f" · header says {row.declared_comments:,}"
    return Facts(comments=found if comments else "", notes=notes, replies=replies, depths=depths)


def _when(posted: str | None) -> str:
    """A day with its time to the minute where the seconds are none; stored are 2013-04-24T13:00 and 2013-04-24T13:00:00Z."""
    words = (posted or "").replace("T", " ").removesuffix("Z")
    return words.removesuffix(":00") if words.count(":") == 2 else words
