"""Names that SPSS accepts: legal, short, unique, and as like the given name as can be."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.exporters.names import LIMIT, RESERVED, cut, spss_name, stem_for

NAMES = st.one_of(
    st.text(max_size=90), st.sampled_from(["by", "With", "ALL", "tone", "Tone", "TONE", "_x", "1x", "", "a.", "ü" * 40])
)


def is_legal(name: str) -> bool:
    kinds = [unicodedata.category(c) for c in name]
    return (
        0 < len(name.encode()) <= LIMIT
        and kinds[0][0] == "L"
        and all(k[0] == "L" or k == "Nd" or c in "_.$#@" for c, k in zip(name, kinds, strict=True))
        and name[-1] not in "._"
        and name.casefold() not in RESERVED
    )


@given(st.lists(NAMES, max_size=12))
def test_any_names_become_legal_ones_that_differ_ignoring_case(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(spss_name(name, taken))
    assert all(is_legal(name) for name in taken)
    assert len({name.casefold() for name in taken}) == len(taken)


@given(NAMES)
def test_a_legal_name_stays_as_it_is(name: str) -> None:
    once = spss_name(name)
    assert spss_name(once) == once == spss_name(name)


@given(st.lists(NAMES, min_size=1, max_size=6), st.lists(st.sampled_from(["_c1", "_c12", "_st", "_1", ""]), min_size=1))
def test_the_columns_of_a_variable_share_a_stem_and_are_legal(names: list[str], suffixes: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        stem = stem_for(name, suffixes, taken)
        derived = {stem + s for s in suffixes}
        assert not {d.casefold() for d in derived} & {t.casefold() for t in taken}
        assert all(is_legal(d) for d in derived)
        taken += derived


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Is it hostile?", "Is_it_hostile"), ("by", "by_v"), ("1st", "v_1st"), ("größe", "größe"), ("a_", "a"), ("🙂", "v")],
)
def test_a_name_keeps_what_spss_can_read(name: str, expected: str) -> None:
    assert spss_name(name) == expected


def test_a_second_name_that_differs_in_case_only_gets_a_number() -> None:
    assert spss_name("Tone", ["tone"]) == "Tone_2"


@given(st.text(), st.integers(0, 40))
def test_a_cut_keeps_whole_characters(text: str, limit: int) -> None:
    assert text.startswith(cut(text, limit))
    assert len(cut(text, limit).encode()) <= limit
