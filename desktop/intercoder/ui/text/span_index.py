"""The spans of an article by where they lie, so that a look at one place costs the same in any number of them.

Pure: positions are code points of the texts, `stop` is exclusive. A text is divided into cells; each cell knows the spans that
touch it.
"""

from collections.abc import Collection, Iterable, Mapping

from intercoder.ui.text.span_view import SpanView

_CELL = 2_000  # code points: some screens of text, and most comments whole


class SpanIndex:
    """Owned by the view that shows the spans, on whichever page of the article."""

    def __init__(self) -> None:
        self._spans: dict[int, SpanView] = {}
        self._of_text: dict[int, dict[int, SpanView]] = {}
        self._cells: dict[tuple[int, int], dict[int, SpanView]] = {}

    def take(self, spans: Mapping[int, SpanView]) -> list[SpanView]:
        """Holds these spans in place of those before; what is gone or new, and of what changed both."""
        before, self._spans = self._spans, dict(spans)
        gone = [s for s in before.values() if spans.get(s.id) != s]
        new = [s for s in spans.values() if before.get(s.id) != s] if before else list(spans.values())
        for span in gone:
            self._of_text[span.unit].pop(span.id)
            for cell in _cells(span.unit, span.start, span.stop):
                self._cells[cell].pop(span.id)
        for span in new:
            self._of_text.setdefault(span.unit, {})[span.id] = span
            for cell in _cells(span.unit, span.start, span.stop):
                self._cells.setdefault(cell, {})[span.id] = span
        return gone + new

    def of_text(self, unit: int) -> Collection[SpanView]:
        """The spans of a text."""
        return self._of_text.get(unit, {}).values()

    def within(self, unit: int, start: int, stop: int) -> list[SpanView]:
        """The spans that touch a range of a text, in no order."""
        found: dict[int, SpanView] = {}
        for cell in _cells(unit, start, stop):
            found.update(self._cells.get(cell, ()))
        return [s for s in found.values() if s.start < stop and s.stop > start]

    def run_of(self, span: SpanView) -> Collection[SpanView]:
        """The spans of its category that overlap it, those that overlap these, and so on; looks only where they are."""
        kind, run = (span.category, span.colour), {span.id: span}
        ahead = [(span.start, span.stop)]
        while ahead:
            low, high = ahead.pop()
            found = [s for s in self.within(span.unit, low, high) if s.id not in run and (s.category, s.colour) == kind]
            if found:
                run.update((s.id, s) for s in found)
                first, last = min(s.start for s in found), max(s.stop for s in found)
                ahead += [(first, low + 1)] * (first < low) + [(high - 1, last)] * (last > high)
        return run.values()


def _cells(unit: int, start: int, stop: int) -> Iterable[tuple[int, int]]:
    return [(unit, cell) for cell in range(start // _CELL, (stop - 1) // _CELL + 1)] if start < stop else ()
