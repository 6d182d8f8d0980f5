"""One article with the codings that the present coder may see, read from the project and put into the reader's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercoder.ui.text.here_rows import HereRow, memo_rows, span_rows
from intercoder.ui.text.span_views import article_facts, lane_coders, span_views

if TYPE_CHECKING:
    from intercoder.records import Memo, Span, Unit
    from intercoder.ui.session import Session
    from intercoder.ui.text.article_blocks import Facts
    from intercoder.ui.text.span_view import LaneCoder, SpanView


class CodedArticle:
    """Owned by the place that codes, which says when to read. Never writes.

    What somebody may not see is never read here, so nothing that is shown from here can give it away.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.article: int | None = None
        self.units: dict[int, Unit] = {}
        self.spans: dict[int, Span] = {}
        self.memos: list[Memo] = []
        self.coders: list[LaneCoder] = []  # everybody who has a lane
        self.hidden: frozenset[int] = frozenset()  # coders whose lanes are switched off
        self._views: list[SpanView] = []

    def forget(self) -> None:
        """The next article is read anew, whichever it is."""
        self.article = None

    def read_article(self, article: int) -> Facts:
        """Reads the texts of an article; what stands beside them."""
        project = self._session.project
        self.article = article
        units = project.material.units(article)
        self.units = {unit.id: unit for unit in units}
        return article_facts(project, article, units)

    def read_codings(self) -> None:
        """Reads its highlights and memos."""
        project = self._session.project
        spans = project.codings.spans(list(self.units))
        self.memos = project.codings.memos(list(self.units))
        self.spans = {span.id: span for span in spans}
        self.coders = lane_coders(project, spans)
        self._views = span_views(project, spans, {memo.span: memo.text for memo in self.memos if memo.span})

    def switch_lane(self, coder: int) -> None:
        """Shows the lane of a coder, or hides it."""
        self.hidden ^= {coder}

    @property
    def lanes(self) -> list[LaneCoder]:
        """The coders whose lanes are shown."""
        return [coder for coder in self.coders if coder.id not in self.hidden]

    @property
    def views(self) -> list[SpanView]:
        """The highlights of the coders whose lanes are shown."""
        return [view for view in self._views if view.coder not in self.hidden] if self.hidden else self._views

    @property
    def noted(self) -> dict[int, str]:
        """Unit -> what was noted on it."""
        notes: dict[int, str] = {}
        for memo in self.memos:
            if not memo.span and memo.coder not in self.hidden:
                notes[memo.unit] = f"{notes[memo.unit]}\n{memo.text}" if memo.unit in notes else memo.text
        return notes

    def belongs(self, text: int, unit: Unit | None) -> bool:
        """Whether a text is coded with a unit: a comment with itself, every other with its article."""
        owner = self.units.get(text)
        if unit is None or owner is None:
            return False
        return owner.id == unit.id if unit.kind == "comment" else owner.kind != "comment"

    def is_own(self, span: int | None) -> bool:
        """Whether a highlight is of the present coder."""
        found = self.spans.get(span) if span is not None else None
        return found is not None and found.coder == self._session.project.coder.id

    def own_span(self, unit: int, category: int, start: int, stop: int) -> int | None:
        """The present coder's highlight of exactly these words with this category."""
        wanted, me = (unit, category, start, stop), self._session.project.coder.id
        found = (s.id for s in self.spans.values() if (s.unit, s.category, s.start, s.stop) == wanted and s.coder == me)
        return next(found, None)

    def rows_here(self, unit: Unit) -> list[HereRow]:
        """What is coded with a unit: the memos on it, then each highlighted stretch with its words."""
        names = {coder.id: coder for coder in self.coders}
        memos = [m for m in self.memos if not m.span and m.unit == unit.id and m.coder not in self.hidden]
        shown = [view for view in self.views if self.belongs(view.unit, unit)]
        texts = {view.unit: self.units[view.unit].text or "" for view in shown}
        return [*memo_rows(memos, names, self._session.project.coder.id), *span_rows(shown, names, texts)]
