"""Unitizing: u-alpha and its parts, 2016.

Krippendorff, Mathet, Bouvry & Widlöcher 2016 (doi 10.1007/s11135-015-0266-1); Krippendorff 2019, 12.6. For three coders
or more the paper leaves open how a span pairs with itself on the common part; here each other coder counts by itself,
squares divided by m - 1 ("pairwise"). The other readings are given beside it: "union" squares the part that any other
coder marked, "intersection" each piece that another coder's span cuts out. For two coders they seldom differ.
"""

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from intercoder.agreement.continuum import MarkedText, SpanCodings, pieces
from intercoder.agreement.report import Statistic

FloatArray = NDArray[np.float64]

OVERLAP = "spans of one coder overlap: outside the definition"
NO_TEXT = "no text was marked by two coders"
NOTHING = "nobody marked anything"
NO_GAP = "no difference between marked and unmarked text"
NO_COMMON = "fewer than two labels, or too little text that two coders marked"
_ROUNDING = 1e-12
READINGS = ("pairwise", "union", "intersection")


def statistics(codings: SpanCodings) -> dict[str, Statistic]:
    """All statistics of marked and unmarked text; labels and coders as they are written.

    Two coders who mark the same stretches with exchanged labels:

    >>> text = MarkedText(50, {"a": ((0, 10, "x"), (20, 30, "y")), "b": ((0, 10, "y"), (20, 30, "x"))})
    >>> result = statistics(SpanCodings((text,), ("a", "b"), ("x", "y")))
    >>> round(result["u_alpha"].value, 4), result["bar_u_alpha"].value, round(result["cu_alpha.pairwise"].value, 4)
    (0.3186, 1.0, -0.5)
    """
    result = {
        "n.texts": Statistic(float(len(codings.texts))),
        "n.coders": Statistic(float(len(codings.coders))),
        "n.spans": Statistic(float(codings.n_marks)),
        "n.spans_joined": Statistic(float(codings.n_marks - sum(codings.only(x).n_marks for x in codings.labels))),
    }
    reason = NO_TEXT if not codings.pairable else OVERLAP if codings.overlaps else None
    if reason:
        result |= {key: Statistic(None, reason) for key in _keys(codings)}
    else:
        result |= _defined(_Lengths.of(codings), codings)
    for label in codings.labels:
        result[f"u_alpha_label.{label}"] = u_alpha_label(codings, label)
    return result


def u_alpha_label(codings: SpanCodings, label: str) -> Statistic:
    """u-alpha of one label alone, marked or not: also for spans that overlap those of other labels."""
    only = codings.only(label)
    if not only.n_marks:
        return Statistic(None, f"nobody marked {label}")
    return _u_alpha(_Lengths.of(only)) if only.pairable else Statistic(None, NO_TEXT)


def _keys(codings: SpanCodings) -> list[str]:
    keys = ["u_alpha", "bar_u_alpha", "coverage", *(f"cu_alpha.{r}" for r in READINGS), "char_alpha", "char_agree.unit_mean"]
    of_label = (*(f"ku_alpha.{r}" for r in READINGS), "ku_coverage")
    return keys + [f"{key}.{label}" for label in codings.labels for key in of_label]


@dataclass(frozen=True, eq=False)
class _Lengths:
    """What all texts add up to. Rows and columns: the q labels, then the gap."""

    common: FloatArray  # l_ck: length that one coder gave c and another k, per other coder ((q+1) x (q+1))
    squares: FloatArray  # S_c: squared lengths of the spans of c; for the gap the length itself (q+1)
    common_squares: FloatArray  # C_c: squared common lengths of the spans of c with other coders, by reading (3 x q)
    agreeing: float  # characters times their share of agreeing pairs
    characters: int

    @classmethod
    def of(cls, codings: SpanCodings) -> "_Lengths":
        """The sums over the texts that two coders marked. Spans never pair across texts."""
        size = len(codings.labels) + 1
        common, squares, overlap = np.zeros((size, size)), np.zeros(size), np.zeros((len(READINGS), size - 1))
        agreeing, characters = 0.0, 0
        for text in codings.pairable:
            characters += text.length
            if not any(text.marks.values()):  # most comments: all of it is a gap that everybody left
                common[-1, -1] += text.length * len(text.marks)
                squares[-1] += text.length * len(text.marks)
                agreeing += text.length
                continue
            of_text, counts = _common(text, codings.labels)
            common += of_text
            squares += _squares(text, codings.labels)
            squares[-1] += counts[-1]
            overlap += _common_squares(text, codings.labels)
            agreeing += float(np.trace(of_text)) / len(text.marks)
        return cls(common, squares, overlap, agreeing, characters)

    @property
    def rows(self) -> FloatArray:
        """l_c. (q+1)."""
        return np.asarray(self.common.sum(axis=1))

    @property
    def expected(self) -> FloatArray:
        """e_ck ((q+1) x (q+1))."""
        return _expected(self.rows, self.squares)

    @property
    def valued(self) -> FloatArray:
        """l_ck of the labels, without the gap (q x q)."""
        return np.asarray(self.common[:-1, :-1])

    def expected_valued(self, reading: str) -> FloatArray:
        """e'_ck of the labels on what both marked (q x q)."""
        return _expected(self.valued.sum(axis=1), self.common_squares[READINGS.index(reading)])


def _common(text: MarkedText, labels: tuple[str, ...]) -> tuple[FloatArray, FloatArray]:
    """l_ck of one text, and the length that each label and the gap got from all coders together (q+1)."""
    lengths, codes = pieces(text, labels)
    m = codes.shape[1]
    counts = (codes[:, :, None] == np.arange(len(labels) + 1)).sum(axis=1)
    weighted = counts * lengths[:, None]
    totals = weighted.sum(axis=0)
    return (counts.T @ weighted - np.diag(totals)) / (m - 1), totals.astype(np.float64)


def _squares(text: MarkedText, labels: tuple[str, ...]) -> FloatArray:
    """Squared lengths of the spans per label; the place of the gap stays 0."""
    squares = np.zeros(len(labels) + 1)
    for marks in text.marks.values():
        for start, stop, label in marks:
            squares[labels.index(label)] += (stop - start) ** 2
    return squares


def _common_squares(text: MarkedText, labels: tuple[str, ...]) -> FloatArray:
    """Per reading and label the squared lengths of what other coders marked at all of each span (3 x q)."""
    squares = np.zeros((len(READINGS), len(labels)))
    for coder, marks in text.marks.items():
        others = [theirs for other, theirs in text.marks.items() if other != coder]
        for start, stop, label in marks:
            cuts = [[(max(start, a), min(stop, b)) for a, b, _ in theirs if a < stop and b > start] for theirs in others]
            by_coder = sum(sum(b - a for a, b in cut) ** 2 for cut in cuts) / len(others)
            by_piece = sum((b - a) ** 2 for cut in cuts for a, b in cut) / len(others)
            squares[:, labels.index(label)] += (by_coder, _covered(sorted(chain.from_iterable(cuts))) ** 2, by_piece)
    return squares


def _covered(stretches: list[tuple[int, int]]) -> int:
    """The length of stretches in order, what several cover counted once."""
    total = furthest = 0
    for start, stop in stretches:
        total += max(0, stop - max(start, furthest))
        furthest = max(furthest, stop)
    return total


def _expected(rows: FloatArray, squares: FloatArray) -> FloatArray:
    """(r_c r_k - [c = k] S_c) / (r - sum S / r); zero where so little was marked that a span pairs only with itself."""
    total = float(rows.sum())
    divisor = total - float(squares.sum()) / total if total else 0.0
    if divisor <= _ROUNDING * total:
        return np.zeros((len(rows), len(rows)))
    return np.asarray((np.outer(rows, rows) - np.diag(squares)) / divisor, dtype=np.float64)


def _apart(matrix: FloatArray) -> float:
    """The sum outside the diagonal."""
    return float(matrix.sum() - np.trace(matrix))


def _u_alpha(lengths: _Lengths) -> Statistic:
    expected = lengths.expected
    if _apart(expected) <= 0:
        nothing = lengths.rows[:-1].sum() == 0
        return Statistic(None, NOTHING if nothing else "no variation: everything is marked with one label")
    return Statistic(1 - _apart(lengths.common) / _apart(expected))


def _defined(lengths: _Lengths, codings: SpanCodings) -> dict[str, Statistic]:
    """The statistics of texts without overlapping spans of one coder."""
    result = {"u_alpha": _u_alpha(lengths), "bar_u_alpha": _bar(lengths)}
    total = float(lengths.common.sum())
    result["coverage"] = Statistic(float(lengths.valued.sum()) / total)
    for reading in READINGS:
        result |= _labels(lengths, codings, reading)
    differing = total**2 - float((lengths.rows**2).sum())
    varies = (lengths.rows > 0).sum() > 1
    alpha = 1 - (total - 1) * _apart(lengths.common) / differing if varies else None
    result["char_alpha"] = Statistic(alpha, None if varies else "no variation: all characters are coded alike")
    result["char_agree.unit_mean"] = Statistic(lengths.agreeing / lengths.characters)
    return result


def _bar(lengths: _Lengths) -> Statistic:
    """Marked or not, labels ignored."""
    gap = float(lengths.expected[-1, :-1].sum())
    if gap <= 0:
        return Statistic(None, NO_GAP)
    return Statistic(1 - float(lengths.common[-1, :-1].sum()) / gap)


def _labels(lengths: _Lengths, codings: SpanCodings, reading: str) -> dict[str, Statistic]:
    """Labels on what two coders marked: all together, and one by one with the share that others marked at all."""
    valued, expected = lengths.valued, lengths.expected_valued(reading)
    rows = valued.sum(axis=1)
    all_labels = Statistic(None, NO_COMMON)
    if _apart(expected) > 0:
        all_labels = Statistic(1 - _apart(valued) / _apart(expected))
    result = {f"cu_alpha.{reading}": all_labels}
    for i, label in enumerate(codings.labels):
        own = float(expected[:, i].sum())
        differing = own - float(expected[i, i])
        alpha = Statistic(None, f"no two coders marked text that one of them called {label}")
        if rows[i] > 0:
            alpha = Statistic(None, "no other label, or too little text, that two coders marked")
            if differing > 0:
                alpha = Statistic(1 - own / float(rows[i]) * float(rows[i] - valued[i, i]) / differing)
        result[f"ku_alpha.{reading}.{label}"] = alpha
        marked = float(lengths.rows[i])
        share = Statistic(float(rows[i]) / marked) if marked else Statistic(None, f"nobody marked {label}")
        result[f"ku_coverage.{label}"] = share
    return result
