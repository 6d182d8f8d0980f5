"""Ids that any coder's file may mint."""

import secrets

from intercoder.project import ids
from intercoder.project.ids import EPOCH_MS, Minter


def test_ten_thousand_ids_of_one_millisecond_differ_and_rise(monkeypatch):
    monkeypatch.setattr(ids, "now_ms", lambda: EPOCH_MS + 123)
    minter = Minter()
    minted = [minter.mint() for _ in range(10_000)]
    assert minted == sorted(set(minted))


def test_a_clock_set_back_gives_no_id_twice(monkeypatch):
    times = iter([EPOCH_MS + 10**9, *[EPOCH_MS + 5] * 100])
    monkeypatch.setattr(ids, "now_ms", lambda: next(times))
    minter = Minter()
    minted = [minter.mint() for _ in range(101)]
    assert minted == sorted(set(minted))


def test_ids_fit_into_63_bits_until_september_2089(monkeypatch):
    monkeypatch.setattr(ids, "now_ms", lambda: EPOCH_MS + 2**41 - 1)
    monkeypatch.setattr(secrets, "randbits", lambda bits: 2**bits - 1)
    assert Minter().mint() == 2**63 - 1
    assert (EPOCH_MS + 2**41) // (365.25 * 86_400_000) + 1970 == 2089


def test_the_time_stands_in_the_id(monkeypatch):
    monkeypatch.setattr(ids, "now_ms", lambda: EPOCH_MS + 77)
    assert Minter().mint() >> 22 == 77


def test_two_minters_differ(monkeypatch):
    monkeypatch.setattr(ids, "now_ms", lambda: EPOCH_MS + 77)
    one, other = {Minter().mint() for _ in range(20)}, {Minter().mint() for _ in range(20)}
    assert len(one | other) > 30
