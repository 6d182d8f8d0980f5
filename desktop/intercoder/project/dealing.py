"""Dealing units out to coders: who codes what, how much of it several code, evenly and by chance. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from intercoder.chance import in_order, number
from intercoder.errors import UserError

_MOST_GROUPS = 300  # of coders that are compared for one block


@dataclass(frozen=True)
class Rule:
    """How units are dealt out. Articles are dealt out whole if `whole`, else each unit by itself."""

    overlap: float = 1.0  # share that several coders code
    times: int | None = None  # how many coders code those; None = all
    n: int | None = None  # only so many articles (units), drawn by chance
    whole: bool = False
    by_length: bool = False  # even out characters instead of units
    fresh: bool = False  # nothing that was assigned in another round
    even_out: bool = False  # who has less in the round gets more now
    seed: int = 1


PRESETS: Mapping[str, Rule] = {
    "training": Rule(n=10),
    "pilot": Rule(n=30),
    "main": Rule(overlap=0.1),
    "pairs": Rule(overlap=0.2, times=2),
    "double": Rule(times=2),
}
"""Everybody the same 10 · everybody the same 30 · a tenth coded by all · a fifth by rotating pairs · everything twice."""


@dataclass(frozen=True)
class Block:
    """What is dealt out together: one unit, or the units of an article. `load` counts units or characters."""

    key: int
    units: tuple[int, ...]
    load: int


@dataclass(frozen=True)
class Deal:
    """The new blocks of each coder, in the order of dealing; `shared` are the keys of those that several coders code."""

    blocks: Mapping[int, tuple[Block, ...]]
    wanted: tuple[Block, ...]
    shared: frozenset[int]


def deal(
    blocks: Iterable[Block], coders: Sequence[int], rule: Rule, had: Mapping[int, frozenset[int]], loads: Mapping[int, int]
) -> Deal:
    """Deals blocks out to coders by a rule. What somebody has stays, and counts.

    `had`: key of a block -> the coders who have it already; `loads`: what each coder has already, for `rule.even_out`.
    Raises UserError if the rule cannot be.
    """
    _check(rule, coders)
    by_key = {block.key: block for block in blocks}
    chosen = _chosen(by_key, rule, had)
    several = rule.times or len(coders)
    shared = chosen[: round_half_up(len(chosen) * rule.overlap)]
    if several > 1:
        shared = _shared(chosen, len(shared), had)
    table = _Table(coders, rule.seed, loads if rule.even_out else {})
    for key in shared:
        wanted = len(coders) if rule.times is None else rule.times - len(had.get(key, ()))
        table.give(by_key[key], wanted, had.get(key, frozenset()))
    once = set(shared)
    rest = [by_key[key] for key in chosen if key not in once and not had.get(key)]
    for block in sorted(rest, key=lambda block: -block.load):  # the longest first, so that the last ones even out
        table.give(block, 1, frozenset())
    return Deal(
        {coder: tuple(given) for coder, given in table.given.items()}, tuple(by_key[k] for k in chosen), frozenset(shared)
    )


class _Table:
    """Coders around a table: who has least gets the next block; of several, those who shared least so far."""

    def __init__(self, coders: Sequence[int], seed: int, loads: Mapping[int, int]) -> None:
        seats = in_order(seed, "seat", coders)
        self.given: dict[int, list[Block]] = {coder: [] for coder in seats}
        self._load = {coder: loads.get(coder, 0) for coder in seats}
        self._met = {coder: dict.fromkeys(seats, 0) for coder in seats}
        self._seat = {coder: place for place, coder in enumerate(seats)}

    def give(self, block: Block, wanted: int, had: frozenset[int]) -> None:
        """Gives a block to so many of the coders who do not have it."""
        free = [coder for coder in self._load if coder not in had]
        takers = self._least(free, min(wanted, len(free)), [coder for coder in had if coder in self._load])
        for taker in takers:
            self.given[taker].append(block)
            self._load[taker] += block.load
        for one, other in combinations((*takers, *(coder for coder in had if coder in self._load)), 2):
            self._met[one][other] += 1
            self._met[other][one] += 1

    def _least(self, free: list[int], wanted: int, with_it: list[int]) -> list[int]:
        """Those who have least; where more have equally little, the group that met least, seen with who stays behind."""
        by_load = sorted(free, key=lambda coder: (self._load[coder], self._seat[coder]))
        if not 0 < wanted < len(by_load):
            return by_load[:wanted]
        most = self._load[by_load[wanted - 1]]
        sure = [coder for coder in by_load if self._load[coder] < most]
        level = [coder for coder in by_load if self._load[coder] == most]
        left = wanted - len(sure)
        if left == len(level) or (left == 1 and not sure and not with_it) or comb(len(level), left) > _MOST_GROUPS:
            return [*sure, *level[:left]]

        def met(group: Iterable[int]) -> int:
            return sum(self._met[one][other] ** 2 for one, other in combinations(group, 2))

        best = min(
            combinations(level, left),
            key=lambda group: met((*sure, *with_it, *group)) + met(coder for coder in level if coder not in group),
        )
        return [*sure, *best]


def coders_order(articles: Mapping[int, Sequence[int]], coder: int, seed: int) -> list[int]:
    """A coder's own order: whole articles by chance, inside an article the order of the text. `articles`: its units."""
    order = sorted(articles, key=lambda article: number(seed, f"order:{coder}", article))
    return [unit for article in order for unit in sorted(articles[article])]


def round_half_up(share: float) -> int:
    """5.5 gives 6: a share of units is never rounded to even."""
    return int(share + 0.5)


def _check(rule: Rule, coders: Sequence[int]) -> None:
    if not 0 <= rule.overlap <= 1:
        raise UserError(f"The overlap {rule.overlap} is no share.", "Give a number from 0 to 1.")
    if rule.times is not None and rule.times < 1:
        raise UserError(f"A unit cannot be coded by {rule.times} coders.", "Give a whole number from 1.")
    if rule.times is not None and rule.times > len(coders):
        raise UserError(
            f"Units cannot be coded by {rule.times} coders: only {len(coders)} are named.",
            "Name more coders, or ask for fewer.",
        )
    if rule.n is not None and rule.n < 1:
        raise UserError(f"{rule.n} units cannot be assigned.", "Give a whole number from 1.")


def _chosen(blocks: Mapping[int, Block], rule: Rule, had: Mapping[int, frozenset[int]]) -> list[int]:
    """The keys of all blocks in random order, or of `n`: those that somebody has already first, so that later coders
    get the same ones."""
    order = in_order(rule.seed, "deal", blocks)
    if rule.n is None:
        return order
    if rule.n > len(order):
        what = "articles" if rule.whole else "units"
        raise UserError(f"There are only {len(order):,} {what} to assign; {rule.n:,} were asked for.", "Ask for fewer.")
    return sorted(order, key=lambda key: not had.get(key))[: rule.n]


def _shared(chosen: list[int], wanted: int, had: Mapping[int, frozenset[int]]) -> list[int]:
    """The keys that several code: those that several have already, then fresh ones, then those that one coder has."""

    def standing(key: int) -> int:
        count = len(had.get(key, ()))
        return 0 if count > 1 else 2 - (count == 0)

    already = sum(standing(key) == 0 for key in chosen)
    return sorted(chosen, key=standing)[: max(wanted, already)]
