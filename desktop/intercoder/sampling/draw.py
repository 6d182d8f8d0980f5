"""Samples: all, simple random, stratified, and so many comments per article."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from intercoder.chance import in_order
from intercoder.errors import UserError

Allocation = Literal["proportional", "equal"]


@dataclass(frozen=True)
class Stratum:
    """A part of the population, and how much of it was drawn."""

    name: str
    population: int
    drawn: int


@dataclass(frozen=True)
class Draw:
    """The units of a sample in the order in which they were drawn: the first n are a random sample of their own."""

    units: tuple[int, ...]
    strata: tuple[Stratum, ...] = ()


def simple_random(units: Collection[int], n: int, seed: int) -> Draw:
    """`n` units, each with the same chance, none twice. Raises UserError if there are fewer."""
    _check(n, len(units))
    return Draw(tuple(in_order(seed, "draw", units)[:n]))


def stratified(strata: Mapping[str, Collection[int]], n: int, seed: int, allocation: Allocation = "proportional") -> Draw:
    """`n` units, a random sample out of each stratum: as large as the stratum's share, or equally large.

    Shares are whole units by the largest remainder. A stratum that is smaller than an equal share gives all it has, and the
    others make up for it. Raises UserError if there are fewer than `n` units.
    """
    sizes = {name: len(units) for name, units in strata.items() if units}
    _check(n, sum(sizes.values()))
    wanted = proportional(sizes, n) if allocation == "proportional" else equal(sizes, n)
    drawn = [unit for name, share in wanted.items() for unit in in_order(seed, "draw", strata[name])[:share]]
    table = tuple(Stratum(name, sizes[name], wanted[name]) for name in sorted(sizes))
    return Draw(tuple(in_order(seed, "draw", drawn)), table)


def per_group(groups: Mapping[int, Collection[int]], n: int, seed: int) -> Draw:
    """`n` units out of each group, all of a smaller one: so many comments per article."""
    if n < 1:
        raise UserError(f"{n} per article cannot be drawn.", "Give a whole number from 1.")
    drawn = [unit for units in groups.values() for unit in in_order(seed, "draw", units)[:n]]
    if not drawn:
        raise UserError("There is nothing to draw from.", "Loosen the filters, or import material first.")
    return Draw(tuple(in_order(seed, "draw", drawn)))


def proportional(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of `n` each stratum gets by its size: whole quotas first, the rest to the largest remainders.

    Equal remainders go to the larger stratum, then by name. Hamilton's method, in whole numbers:

    >>> proportional({"Dawn": 60, "Jang": 30, "Le Soir": 10}, 15)
    {'Dawn': 9, 'Jang': 5, 'Le Soir': 1}
    """
    total = sum(sizes.values())
    shares = {name: n * size // total for name, size in sizes.items()}
    by_remainder = sorted(sizes, key=lambda name: (-(n * sizes[name] % total), -sizes[name], name))
    for name in by_remainder[: n - sum(shares.values())]:
        shares[name] += 1
    return shares


def equal(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of `n` each stratum gets if all get the same, as far as they reach; what is left over goes to the larger.

    >>> equal({"Dawn": 60, "Jang": 30, "Le Soir": 2}, 15)
    {'Dawn': 7, 'Jang': 6, 'Le Soir': 2}
    """
    shares = dict.fromkeys(sizes, 0)
    left, open_ = n, sorted(sizes, key=lambda name: (-sizes[name], name))
    while left:
        each = left // len(open_)
        for name in open_ if each else open_[:left]:
            more = min(each or 1, sizes[name] - shares[name])
            shares[name] += more
            left -= more
        open_ = [name for name in open_ if shares[name] < sizes[name]]
    return shares


def _check(n: int, population: int) -> None:
    if not population:
        raise UserError("There is nothing to draw from.", "Loosen the filters, or import material first.")
    if n < 1:
        raise UserError(f"A sample of {n} units cannot be drawn.", "Give a whole number from 1.")
    if n > population:
        raise UserError(
            f"There are only {population:,} units to draw from; {n:,} were asked for.", "Ask for fewer, or loosen the filters."
        )
