"""Matching spans of two coders: F1 in four named modes, and intersection over union.

exact: same start, stop and label; boundary: same start and stop; overlap_label: the largest one-to-one matching of spans
of the same label that share a character; char_label: Dice over characters with their label.
"""

from collections import Counter, deque
from itertools import combinations

from intercoder.agreement.continuum import Mark, SpanCodings, joined
from intercoder.agreement.report import Statistic

NEITHER = "neither coder marked anything"
MODES = ("exact", "boundary", "overlap_label", "char_label")


def statistics(codings: SpanCodings) -> dict[str, Statistic]:
    """F1 in each mode and IoU for each pair of coders, over the texts that both were asked to mark.

    >>> from intercoder.agreement.continuum import MarkedText
    >>> text = MarkedText(20, {"a": ((0, 4, "x"), (6, 9, "y")), "b": ((0, 4, "x"), (8, 12, "y"))})
    >>> result = statistics(SpanCodings((text,), ("a", "b"), ("x", "y")))
    >>> result["f1.exact.a|b"].value, result["f1.overlap_label.a|b"].value, result["iou.a|b"].value
    (0.5, 1.0, 0.5)
    """
    result = {}
    for a, b in combinations(codings.coders, 2):
        texts = [(text.marks[a], text.marks[b]) for text in codings.texts if a in text.marks and b in text.marks]
        for key, value in of_pair(texts, codings.labels).items():
            result[f"{key}.{a}|{b}"] = value
    return result


def of_pair(texts: list[tuple[tuple[Mark, ...], tuple[Mark, ...]]], labels: tuple[str, ...]) -> dict[str, Statistic]:
    """F1 in each mode and IoU of two coders; `texts` holds the marks of both, text by text."""
    if not texts:
        return {key: Statistic(None, "the coders share no text") for key in (*(f"f1.{m}" for m in MODES), "iou")}
    marks = sum(len(ours) + len(theirs) for ours, theirs in texts)
    hits = {
        "exact": sum(_alike(ours, theirs) for ours, theirs in texts),
        "boundary": sum(_alike(_edges(ours), _edges(theirs)) for ours, theirs in texts),
        "overlap_label": sum(most_overlaps(ours, theirs) for ours, theirs in texts),
    }
    result = {f"f1.{mode}": _share(2 * hit, marks) for mode, hit in hits.items()}
    own, common = 0, 0
    for ours, theirs in texts:
        for label in labels:
            a, b = joined(ours, label), joined(theirs, label)
            own += sum(stop - start for start, stop, _ in a + b)
            common += _common_length(a, b)
    result["f1.char_label"] = _share(2 * common, own)
    result["iou"] = _share(common, own - common)
    return result


def _share(part: int, whole: int) -> Statistic:
    return Statistic(part / whole) if whole else Statistic(None, NEITHER)


def _alike(ours: tuple[tuple[object, ...], ...], theirs: tuple[tuple[object, ...], ...]) -> int:
    """How many marks occur with both, each as often as with the one who has fewer."""
    return (Counter(ours) & Counter(theirs)).total()


def _edges(marks: tuple[Mark, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((start, stop) for start, stop, _ in marks)


def _common_length(ours: tuple[Mark, ...], theirs: tuple[Mark, ...]) -> int:
    """Characters in both of two ordered lists of marks that do not overlap within a list."""
    total, i, j = 0, 0, 0
    while i < len(ours) and j < len(theirs):
        total += max(0, min(ours[i][1], theirs[j][1]) - max(ours[i][0], theirs[j][0]))
        if ours[i][1] < theirs[j][1]:
            i += 1
        else:
            j += 1
    return total


def most_overlaps(ours: tuple[Mark, ...], theirs: tuple[Mark, ...]) -> int:
    """The size of the largest one-to-one matching of marks of the same label that share a character.

    Augmenting paths: taking the first fitting partner would lose matches.
    """
    partners = [
        [j for j, (begin, end, other) in enumerate(theirs) if other == label and begin < stop and start < end]
        for start, stop, label in ours
    ]
    taken: dict[int, int] = {}  # their mark -> our mark
    return sum(_augment(i, partners, taken) for i in range(len(ours)))


def _augment(root: int, partners: list[list[int]], taken: dict[int, int]) -> bool:
    """Finds a partner for one more of our marks, moving others to another partner where needed."""
    came_from: dict[int, int] = {}  # their mark -> our mark from which it was reached
    queue = deque([root])
    while queue:
        ours = queue.popleft()
        for theirs in partners[ours]:
            if theirs in came_from:
                continue
            came_from[theirs] = ours
            if theirs in taken:
                queue.append(taken[theirs])
                continue
            _flip(theirs, root, came_from, taken)
            return True
    return False


def _flip(theirs: int, root: int, came_from: dict[int, int], taken: dict[int, int]) -> None:
    """Takes the found path: each of our marks on it gets the partner through which it was left."""
    before = {ours: mark for mark, ours in taken.items()}
    while True:
        ours = came_from[theirs]
        taken[theirs] = ours
        if ours == root:
            return
        theirs = before[ours]
