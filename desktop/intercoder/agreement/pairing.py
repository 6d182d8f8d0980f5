"""Which spans of different coders are the same passage: the units of questions about spans.

Two spans are matched when they have the same label and an intersection over union of at least a half. The best matches
are made first, and a passage holds at most one span of each coder.
"""

from collections.abc import Sequence
from typing import NamedTuple

LEAST_OVERLAP = 0.5


class CodersSpan(NamedTuple):
    """A span with who marked it. `key` is whatever the caller knows it by."""

    coder: int
    start: int
    stop: int
    label: str
    key: int


def passages(spans: Sequence[CodersSpan]) -> list[list[CodersSpan]]:
    """The spans of one text as passages, those that nobody else marked alone, in the order of the text.

    >>> marked = [CodersSpan(1, 0, 10, "x", 1), CodersSpan(2, 2, 10, "x", 2), CodersSpan(2, 40, 50, "x", 3)]
    >>> [[span.key for span in passage] for passage in passages(marked)]
    [[1, 2], [3]]
    """
    ordered = sorted(spans, key=lambda span: (span.start, span.stop, span.coder, span.key))
    group = {span: [span] for span in ordered}
    for _, one, other in sorted(_matches(ordered), key=lambda match: -match[0]):
        ours, theirs = group[one], group[other]
        if ours is theirs or {span.coder for span in ours} & {span.coder for span in theirs}:
            continue
        ours += theirs
        group |= dict.fromkeys(theirs, ours)
    return [sorted(passage) for span, passage in group.items() if span is passage[0]]


def _matches(ordered: list[CodersSpan]) -> list[tuple[float, CodersSpan, CodersSpan]]:
    """Pairs of spans of two coders that may be the same passage, with their intersection over union."""
    found = []
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if other.start >= one.stop:
                break
            common = min(one.stop, other.stop) - other.start
            share = common / (max(one.stop, other.stop) - one.start)
            if one.coder != other.coder and one.label == other.label and share >= LEAST_OVERLAP:
                found.append((share, one, other))
    return found
