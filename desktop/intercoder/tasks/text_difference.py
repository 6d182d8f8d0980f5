"""Where two articles differ, word by word, as places in their texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Place = tuple[int, int, int]
"""Unit, start, stop: code points, stop exclusive."""

_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
_TOKEN = re.compile(f"[{_CJK}]|[^\\W{_CJK}]+(?:[’'][^\\W{_CJK}]+)*|[^\\w\\s]|_")
_LONG = 3_000  # words from which frequent ones no longer count as anchors, or it would take seconds


@dataclass(frozen=True)
class Difference:
    """One stretch that is another in both texts; where there is nothing on a side, `*_at` is the word before it."""

    one: tuple[Place, ...]
    other: tuple[Place, ...]
    one_at: Place | None
    other_at: Place | None


@dataclass(frozen=True)
class Compared:
    """The differences in order, and how many words each side has and has alone."""

    differences: tuple[Difference, ...]
    words: tuple[int, int]
    alone: tuple[int, int]


def compare_texts(one: Sequence[tuple[int, str]], other: Sequence[tuple[int, str]]) -> Compared:
    """The differences of two articles given as (unit, text), in the order of their texts.

    >>> compare_texts([(1, "The talks went on.")], [(2, "The talks ended.")]).differences[0].one
    ((1, 10, 17),)
    """
    left, right = _tokens(one), _tokens(other)
    words = [token for token, _ in left], [token for token, _ in right]
    matcher = SequenceMatcher(None, *words, autojunk=max(len(left), len(right)) > _LONG)
    found, alone = [], [0, 0]
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            found.append(Difference(_places(left[a:b]), _places(right[c:d]), _at(left, a, b), _at(right, c, d)))
            alone = [alone[0] + b - a, alone[1] + d - c]
    return Compared(tuple(found), (len(left), len(right)), (alone[0], alone[1]))


def _tokens(texts: Sequence[tuple[int, str]]) -> list[tuple[str, Place]]:
    return [(m.group(), (unit, m.start(), m.end())) for unit, text in texts for m in _TOKEN.finditer(text)]


def _places(tokens: Sequence[tuple[str, Place]]) -> tuple[Place, ...]:
    """Stretches of words, one in each text that they touch."""
    stretches: list[Place] = []
    for _, (unit, start, stop) in tokens:
        if stretches and stretches[-1][0] == unit:
            start = stretches.pop()[1]
        stretches.append((unit, start, stop))
    return tuple(stretches)


def _at(tokens: Sequence[tuple[str, Place]], start: int, stop: int) -> Place | None:
    """The first stretch, else the word before it, else the first word."""
    if start < stop:
        return _places(tokens[start:stop])[0]
    return tokens[max(0, start - 1)][1] if tokens else None
