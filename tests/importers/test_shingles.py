"""Near duplicates of texts written for the purpose, checked against comparing every text with every other."""

import random
from itertools import combinations

import pytest

from intercoder.errors import Cancelled
from intercoder.importers.reading.shingles import alike, near_duplicates, words_of
from intercoder.records import no_tick

WORDS = [
    "bridge", "port", "ferry", "pier", "diver", "water", "north", "quay", "office", "ticket", "fare", "board", "storm", "crane",
    "ship", "dock", "rope", "wind", "tide", "sand",
]  # fmt: skip


def found(*texts, threshold=0.8):
    corpus = dict(enumerate(texts))
    return near_duplicates(corpus.items(), corpus.__getitem__, no_tick, threshold)


def sentence(seed, length=60):
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def test_the_same_words_in_another_case_and_with_other_marks_are_near():
    assert found("The bridge is shut, the port said 🚧.", "THE BRIDGE IS SHUT — the port said") == [[0, 1]]


def test_an_extended_version_contains_the_first_one():
    short = sentence(1)
    jaccard, containment = alike(short, short + " " + sentence(2, 200))
    assert jaccard < 0.5
    assert containment == 1
    assert found(short, short + " " + sentence(2, 200), sentence(3)) == [[0, 1]]


def test_a_chain_of_versions_is_one_group():
    first, second, third = sentence(1), sentence(2), sentence(3)
    assert found(first, f"{first} {second}", f"{first} {second} {third}", sentence(4)) == [[0, 1, 2]]


def test_texts_that_share_a_theme_are_no_copies():
    assert found(sentence(1), sentence(2), sentence(3)) == []


def test_texts_without_blanks_between_words_are_compared_by_their_characters():
    assert words_of("橋は閉鎖 port") == ["橋", "は", "閉", "鎖", "port"]
    assert found("橋は閉鎖されたままです。", "橋は閉鎖されたままです", "船は毎時間北の岸から出ます") == [[0, 1]]


@pytest.mark.parametrize("texts", [(), ("",), ("One.",), ("", "", ""), ("🚧", "!!")])
def test_nothing_to_compare_gives_no_groups(texts):
    assert found(*texts) == []


def test_short_texts_are_compared_as_a_whole():
    assert found("Bridge shut", "Bridge shut!", "Bridge open") == [[0, 1]]


@pytest.mark.parametrize("copies", [2, 11, 60, 300])
def test_a_text_in_many_places_is_one_group_however_many(copies):
    texts = [f"{sentence(1)} place{n}" for n in range(copies)]
    assert found(*texts, sentence(2)) == [list(range(copies))]


@pytest.mark.parametrize("seed", range(6))
def test_the_groups_are_those_of_comparing_each_with_each(seed):
    chance = random.Random(seed)
    texts = [sentence(seed * 100 + n, chance.randrange(3, 120)) for n in range(40)]
    for _ in range(25):
        words = chance.choice(texts).split()
        for _ in range(chance.randrange(0, 4)):
            words[chance.randrange(len(words))] = chance.choice(WORDS)
        texts.append(" ".join(words[: chance.randrange(1, len(words) + 1)]))
    above = list(range(len(texts)))
    for one, other in combinations(range(len(texts)), 2):
        if max(alike(texts[one], texts[other])) >= 0.8:
            low, high = sorted((above[one], above[other]))
            above = [low if at == high else at for at in above]
    groups = {}
    for at, root in enumerate(above):
        groups.setdefault(root, []).append(at)
    assert found(*texts) == sorted(group for group in groups.values() if len(group) > 1)


def test_a_wish_to_stop_is_heard():
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        near_duplicates([(1, "a b"), (2, "a b")], lambda _n: "a b", stop)
