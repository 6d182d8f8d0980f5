"""The spans of one article as the reader shows them: what they are, and which of them stand together.

Pure: no Qt, no project. Offsets are code points of the text that was coded, stop exclusive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter


@dataclass(frozen=True)
class SpanView:
    """One span of one coder, ready to be shown."""

    id: int
    unit: int
    start: int
    stop: int
    colour: str  # the name of the category's code colour
    category: str  # its label
    coder: int
    initials: str
    mine: bool  # of the coder who codes now, who may change it
    dashed: bool = False  # the second pattern of a colour, when a variable has more than eight categories
    memo: str = ""


@dataclass(frozen=True)
class LaneCoder:
    """A coder with a lane under the text, always at the same height."""

    id: int
    initials: str
    name: str = ""


@dataclass(frozen=True)
class Group:
    """Spans of one category in one text that overlap: one bracket in the margin, whoever coded them."""

    unit: int
    start: int
    stop: int
    colour: str
    category: str
    spans: tuple[SpanView, ...]

    @property
    def coders(self) -> frozenset[int]:
        """Who coded any of it."""
        return frozenset(s.coder for s in self.spans)

    @property
    def memo(self) -> str:
        """What was noted on any of it."""
        return "\n".join(s.memo for s in self.spans if s.memo)

    def to_select(self) -> SpanView:
        """The span that a click selects: the coder's own, else the first."""
        return next((s for s in self.spans if s.mine), self.spans[0])


def grouped(spans: Iterable[SpanView]) -> list[Group]:
    """The spans joined where the same category overlaps in the same text, in the order of unit and start."""
    stretches: dict[tuple[int, str, str], list[SpanView]] = {}
    for span in spans:
        stretches.setdefault((span.unit, span.category, span.colour), []).append(span)
    groups: list[Group] = []
    for of in stretches.values():
        of.sort(key=attrgetter("start", "stop"))
        run, stop = [of[0]], of[0].stop
        for span in of[1:]:
            if span.start >= stop:
                groups.append(_group(run, stop))
                run, stop = [], 0
            run.append(span)
            stop = max(stop, span.stop)
        groups.append(_group(run, stop))
    return sorted(groups, key=lambda g: (g.unit, g.start, -g.stop, g.category))


def meant(spans: Iterable[SpanView]) -> SpanView | None:
    """The one of several spans under a click that it means: the coder's own before others', then the shortest."""
    return min(spans, key=lambda s: (not s.mine, s.stop - s.start, s.id), default=None)


def describe(spans: Iterable[SpanView], coders: Iterable[LaneCoder]) -> str:
    """What a tooltip says of spans: each category, who coded it, and what they noted."""
    names = {coder.id: coder.name or coder.initials for coder in coders}
    lines: dict[str, list[SpanView]] = {}
    for span in spans:
        lines.setdefault(span.category, []).append(span)
    said = []
    for category, of in lines.items():
        who = ", ".join(dict.fromkeys(names.get(span.coder, span.initials) for span in of))
        said += [f"{category} · {who}", *(span.memo for span in of if span.memo)]
    return "\n".join(said)


def _group(run: list[SpanView], stop: int) -> Group:
    first = run[0]
    return Group(first.unit, first.start, stop, first.colour, first.category, tuple(run))
