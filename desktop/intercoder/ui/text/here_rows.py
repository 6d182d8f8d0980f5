"""The rows of "Codings here": memos on the unit, and every stretch that was highlighted in it.

Pure: what is shown in, rows out. A row says in words all that lanes, brackets and chips show, for the keyboard and for
screen readers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intercoder.records import Memo
    from intercoder.ui.text.span_view import LaneCoder, SpanView

QUOTE_MOST = 200
"""Characters of a quote that a row shows: more never fits."""


@dataclass(frozen=True)
class SpanRow:
    """Highlights of exactly the same words with the same category, whoever made them."""

    spans: tuple[SpanView, ...]
    quote: str  # on one line, shortened
    names: str  # of the coders

    @property
    def coders(self) -> frozenset[int]:
        """Who made them."""
        return frozenset(span.coder for span in self.spans)

    @property
    def memo(self) -> str:
        """What was noted on any of them."""
        return "\n".join(span.memo for span in self.spans if span.memo)

    @property
    def to_select(self) -> SpanView:
        """The one that a choice means: the coder's own, else the first."""
        return next((span for span in self.spans if span.mine), self.spans[0])

    @property
    def words(self) -> str:
        """What is read out."""
        memo = f" Memo: {_one_line(self.memo)}" if self.memo else ""
        return f"{self.spans[0].category}, {self.names}: “{self.quote}”{memo}"


@dataclass(frozen=True)
class MemoRow:
    """A memo on the unit itself."""

    unit: int
    text: str
    coder: LaneCoder | None
    mine: bool

    @property
    def words(self) -> str:
        """What is read out."""
        of = f", {self.coder.name}" if self.coder is not None else ""
        return f"Memo{of}: {_one_line(self.text)}"


HereRow = SpanRow | MemoRow


def span_rows(views: Sequence[SpanView], coders: Mapping[int, LaneCoder], texts: Mapping[int, str]) -> list[SpanRow]:
    """A row for each stretch and category, in the order of the text."""
    stretches: dict[tuple[int, int, int, str, str], list[SpanView]] = {}
    for view in sorted(views, key=lambda v: (v.unit, v.start, -v.stop, v.category, v.coder, v.id)):
        stretches.setdefault((view.unit, view.start, view.stop, view.category, view.colour), []).append(view)
    rows = []
    for (unit, start, stop, *_), spans in stretches.items():
        quote = texts[unit][start : min(stop, start + QUOTE_MOST)] + ("…" if stop - start > QUOTE_MOST else "")
        names = dict.fromkeys(coders[s.coder].name if s.coder in coders else s.initials for s in spans)
        rows.append(SpanRow(tuple(spans), _one_line(quote), ", ".join(names)))
    return rows


def memo_rows(memos: Sequence[Memo], coders: Mapping[int, LaneCoder], me: int) -> list[MemoRow]:
    """A row for each memo on the unit, the own first."""
    ordered = sorted(memos, key=lambda memo: (memo.coder != me, memo.at))
    return [MemoRow(memo.unit, memo.text, coders.get(memo.coder), memo.coder == me) for memo in ordered]


def _one_line(text: str) -> str:
    return " ".join(text.split())
