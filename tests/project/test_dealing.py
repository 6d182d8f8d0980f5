"""Dealing out: every unit its number of coders, every coder a fair load, nothing taken away, nothing to be guessed."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.errors import UserError
from intercoder.project.dealing import PRESETS, Block, Rule, coders_order, deal, round_half_up


def single(count: int) -> list[Block]:
    return [Block(n, (n,), 1) for n in range(1, count + 1)]


def coders_of(dealt) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for coder, blocks in dealt.blocks.items():
        for block in blocks:
            assert coder not in found.setdefault(block.key, set())
            found[block.key].add(coder)
    return found


def sizes(dealt) -> list[int]:
    return [sum(block.load for block in blocks) for blocks in dealt.blocks.values()]


RULES = st.builds(
    Rule, overlap=st.floats(0, 1), times=st.one_of(st.none(), st.integers(1, 4)), seed=st.integers(0, 999)
)  # fmt: skip


@given(st.integers(1, 150), st.integers(1, 7), RULES)
def test_each_unit_gets_its_number_of_coders_and_each_coder_a_balanced_load(units, coders, rule):
    if rule.times is not None and rule.times > coders:
        rule = Rule(rule.overlap, None, seed=rule.seed)
    dealt = deal(single(units), list(range(1, coders + 1)), rule, {}, {})
    found = coders_of(dealt)
    several = rule.times or coders
    shared = round_half_up(units * rule.overlap)
    assert sorted(found) == list(range(1, units + 1))
    assert len(dealt.shared) == shared
    assert all(len(found[key]) == (several if key in dealt.shared else 1) for key in found)
    assert max(sizes(dealt)) - min(sizes(dealt)) <= 1


@given(st.integers(1, 60), st.integers(1, 60), st.integers(2, 5), RULES)
def test_a_later_deal_takes_nothing_away_and_gives_nobody_a_unit_twice(before, more, coders, rule):
    if rule.times is not None and rule.times > coders:
        rule = Rule(rule.overlap, None, seed=rule.seed)
    who = list(range(1, coders + 1))
    first = deal(single(before), who, rule, {}, {})
    had = {key: frozenset(names) for key, names in coders_of(first).items()}
    second = deal(single(before + more), [*who, coders + 1], rule, had, {})
    added = coders_of(second)
    assert all(not (added[key] & had[key]) for key in added.keys() & had.keys())
    together = {key: added.get(key, set()) | had.get(key, set()) for key in range(1, before + more + 1)}
    assert all(together.values())
    if rule.times is not None:
        assert all(len(together[key]) == rule.times for key in second.shared)
    else:
        assert all(together[key] >= set(who) | {coders + 1} for key in second.shared)
    assert first.shared <= second.shared or len(who) == 1 or rule.times == 1


@pytest.mark.parametrize("coders", [3, 4, 5, 6])
def test_rotated_pairs_meet_equally_often(coders):
    dealt = deal(single(120), list(range(coders)), PRESETS["double"], {}, {})
    pairs = Counter(tuple(sorted(names)) for names in coders_of(dealt).values())
    assert set(pairs) == set(combinations(range(coders), 2))
    assert max(pairs.values()) - min(pairs.values()) <= 2


@pytest.mark.parametrize(("preset", "expected"), [("training", {4: 10}), ("pilot", {4: 30}), ("main", {4: 10, 1: 90}),
                                                  ("pairs", {2: 20, 1: 80}), ("double", {2: 100})])  # fmt: skip
def test_presets_do_what_their_name_says(preset, expected):
    found = coders_of(deal(single(100), [1, 2, 3, 4], PRESETS[preset], {}, {}))
    assert Counter(map(len, found.values())) == expected


def test_a_coder_who_joins_gets_the_same_training_units():
    first = deal(single(100), [1, 2], PRESETS["training"], {}, {})
    had = {key: frozenset(names) for key, names in coders_of(first).items()}
    later = deal(single(150), [3], PRESETS["training"], had, {})
    assert {block.key for block in later.blocks[3]} == set(had)


def test_the_shared_units_are_drawn_equally_often():
    counts = Counter(key for seed in range(2000) for key in deal(single(20), [1, 2], Rule(0.2, seed=seed), {}, {}).shared)
    squares = sum((counts[key] - 400) ** 2 / (400 * 0.8) for key in range(1, 21))
    assert squares < 55  # 19 degrees of freedom


def test_shared_units_stand_anywhere_in_a_coders_order():
    places: Counter[int] = Counter()
    for seed in range(1500):
        dealt = deal(single(20), [1, 2], Rule(0.2, seed=seed), {}, {})
        order = coders_order({block.key: block.units for block in dealt.blocks[1]}, 1, seed)
        places.update(place for place, unit in enumerate(order) if unit in dealt.shared)
    expected = 1500 * 4 / 12
    assert sum((places[place] - expected) ** 2 / expected for place in range(12)) < 40


def test_coders_have_orders_of_their_own():
    articles = {n: (n,) for n in range(30)}
    assert coders_order(articles, 1, 5) != coders_order(articles, 2, 5)
    assert coders_order(articles, 1, 5) == coders_order(dict(reversed(articles.items())), 1, 5)


def test_long_articles_are_evened_out_by_their_load():
    blocks = [
        Block(n, tuple(range(100 * n, 100 * n + load)), load) for n, load in enumerate([50, 30, 20, 9, 8, 7, 6, 5, 3, 2], 1)
    ]
    dealt = deal(blocks, [1, 2, 3], Rule(overlap=0), {}, {})
    assert sorted(sizes(dealt)) == [45, 45, 50]


def test_the_new_work_is_shared_equally_or_evens_out_what_was():
    loads = {1: 50, 2: 50}
    assert sorted(sizes(deal(single(30), [1, 2, 3], Rule(overlap=0), {}, loads))) == [10, 10, 10]
    evened = deal(single(80), [1, 2, 3], Rule(overlap=0, even_out=True), {}, loads)
    assert {coder: len(blocks) for coder, blocks in evened.blocks.items()} == {1: 10, 2: 10, 3: 60}


@pytest.mark.parametrize(
    ("rule", "reason"),
    [(Rule(overlap=1.5), "is no share"), (Rule(overlap=float("nan")), "is no share"), (Rule(times=3), "only 2 are named"),
     (Rule(times=0), "cannot be coded by 0"), (Rule(n=0), "cannot be assigned"), (Rule(n=6), "only 5 units"),
     (Rule(n=6, whole=True), "only 5 articles")],
)  # fmt: skip
def test_rules_that_cannot_be_are_refused(rule, reason):
    with pytest.raises(UserError, match=reason):
        deal(single(5), [1, 2], rule, {}, {})
