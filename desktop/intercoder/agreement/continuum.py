"""Marked stretches of texts as the statistics of spans read them: one continuum per text and coder.

Offsets are half-open, in characters (Unicode code points). Characters are never expanded: between two neighbouring
boundaries nothing changes, so a text is a short list of pieces.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
Mark = tuple[int, int, str]  # start, stop, label


@dataclass(frozen=True)
class MarkedText:
    """One text: its length, and per coder who was asked to mark it the marks; no marks = all of it a gap."""

    length: int
    marks: dict[str, tuple[Mark, ...]]

    @cached_property
    def overlaps(self) -> bool:
        """Whether two marks of one coder share a character."""
        return any(_overlap(sorted(marks)) for marks in self.marks.values())

    @cached_property
    def boundaries(self) -> list[int]:
        """All places where something begins or ends."""
        ends = {edge for marks in self.marks.values() for start, stop, _ in marks for edge in (start, stop)}
        return sorted(ends | {0, self.length})


@dataclass(frozen=True)
class SpanCodings:
    """One span variable: the texts, the coders in order, and the labels of the codebook in order."""

    texts: tuple[MarkedText, ...]
    coders: tuple[str, ...]
    labels: tuple[str, ...]

    @cached_property
    def pairable(self) -> tuple[MarkedText, ...]:
        """The texts that two coders or more were asked to mark."""
        return tuple(text for text in self.texts if len(text.marks) > 1 and text.length > 0)

    @cached_property
    def overlaps(self) -> bool:
        """Whether marks of one coder overlap in a text that counts."""
        return any(text.overlaps for text in self.pairable)

    @cached_property
    def n_marks(self) -> int:
        """The number of marks."""
        return sum(len(marks) for text in self.texts for marks in text.marks.values())

    def only(self, label: str) -> "SpanCodings":
        """The marks of one label; overlapping marks of one coder are joined."""
        texts = tuple(
            MarkedText(text.length, {coder: joined(marks, label) for coder, marks in text.marks.items()}) for text in self.texts
        )
        return SpanCodings(texts, self.coders, (label,))


def joined(marks: Iterable[Mark], label: str) -> tuple[Mark, ...]:
    """The marks of a label in order, overlapping ones as one; touching ones stay two."""
    result: list[Mark] = []
    for start, stop, _ in sorted(mark for mark in marks if mark[2] == label):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(stop, result[-1][1]), label)
        else:
            result.append((start, stop, label))
    return tuple(result)


def pieces(text: MarkedText, labels: tuple[str, ...]) -> tuple[IntArray, IntArray]:
    """The lengths of the pieces of a text (p), and each coder's label position in each (p x coders), gap = last."""
    gap = len(labels)
    position = {label: i for i, label in enumerate(labels)}
    edges = text.boundaries
    index = {edge: i for i, edge in enumerate(edges)}
    codes = np.full((len(edges) - 1, len(text.marks)), gap, dtype=np.int64)
    for column, marks in enumerate(text.marks.values()):
        for start, stop, label in marks:
            codes[index[start] : index[stop], column] = position[label]
    return np.array(edges[1:], dtype=np.int64) - np.array(edges[:-1], dtype=np.int64), codes


def _overlap(marks: list[Mark]) -> bool:
    furthest = 0
    for start, stop, _ in marks:
        if start < furthest:
            return True
        furthest = max(furthest, stop)
    return False
