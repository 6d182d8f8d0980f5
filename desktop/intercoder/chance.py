"""The one source of chance for samples and assignments: the same on every machine, today and in ten years.

Each unit has a permanent random number (Ohlsson 1995): the first 16 hexadecimal digits of the SHA-256 of
`SEED:PURPOSE:UNIT`. Who draws n units takes the n smallest numbers. So a draw does not depend on the order of rows, on the
machine, or on a version of Python or numpy; a larger draw holds the smaller one; and anybody can check it with another
program.
"""

import hashlib
from collections.abc import Hashable, Iterable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def number(seed: int, purpose: str, key: object) -> int:
    """The permanent random number of `key`, from 0 to below 2 to the power of 64.

    >>> f"{number(1, 'draw', 12):016x}"
    '98bfdc8899f78ec2'
    """
    return int.from_bytes(hashlib.sha256(f"{seed}:{purpose}:{key}".encode()).digest()[:8], "big")


def in_order(seed: int, purpose: str, keys: Iterable[Key]) -> list[Key]:
    """The keys in random order, smallest number first; equal keys stand once, and the order given does not matter."""
    return [key for _, _, key in sorted((number(seed, purpose, key), str(key), key) for key in set(keys))]
