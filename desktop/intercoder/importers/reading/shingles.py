"""Near duplicates: wire copy and updated versions, found by shingles of five words and proven exactly.

Two texts belong together if at least THRESHOLD of their shingles are the same (Jaccard), or if so many of the shorter one's
stand in the longer one (containment). Shingles are compared as numbers first; each pair that is reported was compared again
word by word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from intercoder.records import Tick

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = 5
THRESHOLD = 0.8
OFTEN = 10
"""A shingle in so many texts pairs each with each; one in more pairs each with its next neighbours only."""
NEIGHBOURS = 2
SLICES = 16
"""The index is made in so many parts, to keep it small."""
PRIME = 1_000_003
_WORD = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+")

Text = tuple[int, str]
"""The id of an article and its text."""


class _Numbered(dict[str, int]):
    """Numbers for words, given out as they come."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self) + 1
        return number


@dataclass
class _Corpus:
    """The shingles of all texts as numbers, and which article has which."""

    ids: list[int] = field(default_factory=list)
    sets: "list[NDArray[np.uint32]]" = field(default_factory=list)


def words_of(text: str) -> list[str]:
    """The lower-cased words of a text; of scripts without blanks each character."""
    return _WORD.findall(text.lower())


def shingles_of(text: str) -> frozenset[tuple[str, ...]]:
    """The sets of five words in a row; of a shorter text the one it is."""
    words = words_of(text)
    if len(words) <= WORDS:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(*(words[start:] for start in range(WORDS)), strict=False))


def alike(one: str, other: str) -> tuple[float, float]:
    """(Jaccard, containment) of two texts, exactly; zeros if one has no words.

    >>> alike("a b c d e f", "a b c d e f")
    (1.0, 1.0)
    """
    return _measure(shingles_of(one), shingles_of(other))


def near_duplicates(
    texts: Iterable[Text], text_of: Callable[[int], str], tick: Tick, threshold: float = THRESHOLD
) -> list[list[int]]:
    """The groups of articles that are near duplicates, each sorted, two articles at least.

    `texts` are read once; `text_of` gives a text again by its id, for the exact comparison.
    """
    corpus = _numbers(texts, tick)
    groups = _Groups(len(corpus.ids))
    cache: dict[int, frozenset[tuple[str, ...]]] = {}
    pairs = list(_candidates(corpus, threshold, tick))
    for done, (one, other) in enumerate(pairs):
        if done % 500 == 0:
            tick(done, len(pairs))
        if groups.of(one) == groups.of(other):
            continue
        measured = _measure(*(_cached(cache, corpus.ids[at], text_of) for at in (one, other)))
        if max(measured) >= threshold:
            groups.join(one, other)
    return sorted(sorted(corpus.ids[at] for at in members) for members in groups.found())


def _cached(
    cache: dict[int, frozenset[tuple[str, ...]]], number: int, text_of: Callable[[int], str]
) -> frozenset[tuple[str, ...]]:
    if number not in cache:
        if len(cache) > 2_000:
            cache.clear()
        cache[number] = shingles_of(text_of(number))
    return cache[number]


def _measure(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> tuple[float, float]:
    if not one or not other:
        return 0.0, 0.0
    common = len(one & other)
    return common / (len(one) + len(other) - common), common / min(len(one), len(other))


def _numbers(texts: Iterable[Text], tick: Tick) -> _Corpus:
    """The shingles of each text as numbers of 32 bits; equal shingles have equal numbers."""
    import numpy as np

    vocabulary = _Numbered()
    corpus = _Corpus()
    for number, text in texts:
        words = words_of(text)
        if not words:
            continue
        known = np.array([vocabulary[word] for word in words], dtype=np.uint64)
        size = max(1, len(words) - WORDS + 1)
        mixed = np.zeros(size, dtype=np.uint64)
        for start in range(min(WORDS, len(words))):
            mixed = mixed * np.uint64(PRIME) + known[start : start + size]
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        corpus.ids.append(number)
        corpus.sets.append(np.unique((mixed >> np.uint64(32)).astype(np.uint32)))
        if len(corpus.ids) % 500 == 0:
            tick(len(corpus.ids), 0)
    return corpus


def _candidates(corpus: _Corpus, threshold: float, tick: Tick) -> Iterator[tuple[int, int]]:
    """Pairs that share enough shingles to be worth a look, by their place in the corpus."""
    import numpy as np

    if len(corpus.ids) < 2:
        return
    count = np.uint64(len(corpus.ids))
    keys: list[NDArray[np.uint64]] = []
    times: list[NDArray[np.int64]] = []
    sizes = np.array([len(found) for found in corpus.sets], dtype=np.int64)
    edges = np.arange(SLICES + 1, dtype=np.uint64) * np.uint64((1 << 32) // SLICES)
    cuts = np.array([np.searchsorted(found, edges) for found in corpus.sets], dtype=np.int64)
    for part in range(SLICES):
        tick(part, SLICES)
        first, second = _pairs(corpus, cuts[:, part], cuts[:, part + 1])
        found, often = np.unique(first * count + second, return_counts=True)
        keys.append(found)
        times.append(often)
    found, place = np.unique(np.concatenate(keys), return_inverse=True)
    often = np.bincount(place, weights=np.concatenate(times), minlength=len(found))
    one, other = (found // count).astype(np.int64), (found % count).astype(np.int64)
    # A shingle in many texts pairs only neighbours, so a pair may be counted for few of those that it shares.
    enough = often >= np.maximum(1, threshold * np.minimum(sizes[one], sizes[other]) * 0.25)
    order = np.argsort(-often[enough], kind="stable")
    yield from zip(one[enough][order].tolist(), other[enough][order].tolist(), strict=True)


def _pairs(
    corpus: _Corpus, starts_at: "NDArray[np.int64]", stops_at: "NDArray[np.int64]"
) -> "tuple[NDArray[np.uint64], NDArray[np.uint64]]":
    """The pairs of texts that share a shingle of one part of the index, which is a stretch of each text's shingles."""
    import numpy as np

    texts = np.repeat(np.arange(len(corpus.sets), dtype=np.uint64), stops_at - starts_at)
    stretches = zip(corpus.sets, starts_at.tolist(), stops_at.tolist(), strict=True)
    hashes = np.concatenate([found[start:stop] for found, start, stop in stretches])
    joined = np.sort((hashes.astype(np.uint64) << np.uint64(32)) | texts)
    shingle, texts = joined >> np.uint64(32), joined & np.uint64(0xFFFFFFFF)
    starts = np.flatnonzero(np.r_[True, shingle[1:] != shingle[:-1]]) if len(shingle) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[starts, len(shingle)])
    group = np.repeat(np.arange(len(starts)), sizes)
    ones, others = [np.zeros(0, dtype=np.uint64)], [np.zeros(0, dtype=np.uint64)]
    for distance in range(1, OFTEN):
        same = group[distance:] == group[:-distance] if distance < len(group) else np.zeros(0, dtype=bool)
        if distance > NEIGHBOURS:
            same &= sizes[group[distance:]] <= OFTEN
        ones.append(texts[:-distance][same] if distance < len(group) else ones[0])
        others.append(texts[distance:][same] if distance < len(group) else others[0])
    return np.concatenate(ones), np.concatenate(others)


class _Groups:
    """Sets that grow together when two of their members are joined."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def of(self, at: int) -> int:
        while self._above[at] != at:
            self._above[at] = self._above[self._above[at]]
            at = self._above[at]
        return at

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.of(one), self.of(other)))
        self._above[high] = low

    def found(self) -> Sequence[list[int]]:
        members: dict[int, list[int]] = {}
        for at in range(len(self._above)):
            members.setdefault(self.of(at), []).append(at)
        return [group for group in members.values() if len(group) > 1]
