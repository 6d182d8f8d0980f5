"""Ids of rows that any coder's file may mint, and the clock of the journal."""

import secrets
import time

EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00Z, so that 41 bits last until 2089


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


class Minter:
    """63-bit ids: 41 bits of milliseconds since 2020, then 22 random bits; never the same twice from one minter."""

    def __init__(self) -> None:
        self._last = 0

    def mint(self) -> int:
        """A fresh id, larger than all that this minter gave before."""
        fresh = (now_ms() - EPOCH_MS) << 22 | secrets.randbits(22)
        self._last = max(fresh, self._last + 1)
        return self._last
