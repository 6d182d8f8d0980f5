"""Where words begin and end: snapping a selection, moving an edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercoder.ui.text.words import moved_start, moved_stop, next_edge, previous_edge, sign_edge, snap

REGRET = "The error is regretted, isn't it?"
FAMILY = "so 👨‍👩‍👧‍👦 and 🇵🇰🇦🇫 went"
URDU = "یہ ایک تبصرہ ہے"


def snapped(text: str, dragged: str) -> str | None:
    start = text.index(dragged)
    ends = snap(text, start, start + len(dragged))
    return text[slice(*ends)] if ends else None


@pytest.mark.parametrize(
    ("text", "dragged", "quote"),
    [
        (REGRET, "rror is reg", "error is regretted"),
        (REGRET, " error ", "error"),
        (REGRET, "sn'", "isn't"),
        (REGRET, "it?", "it?"),
        (REGRET, "regretted,", "regretted,"),
        (FAMILY, "\u200d👩", "👨‍👩‍👧‍👦"),
        (FAMILY, "🇰", "🇵🇰"),
        (URDU, "ی", "یہ"),
        (URDU, "بصر", "تبصرہ"),
        ("這是中文", "是中", "是中"),
        ("e\u0301te\u0301 fini", "te", "e\u0301te\u0301"),
        ("in \U00020000\U0002a6d6 out", "\U0002a6d6 o", "\U0002a6d6 out"),
    ],
)
def test_a_selection_snaps_to_the_whole_words_it_touches(text, dragged, quote):
    assert snapped(text, dragged) == quote


def test_white_space_alone_is_no_selection():
    assert snap("a \u2003 b", 1, 4) is None
    assert snap("abc", 2, 2) is None


def test_the_stop_moves_word_by_word_over_punctuation():
    text, stops, at = "Yes – he said: “no”.", [], 0
    while at < len(text):
        at = next_edge(text, at)
        stops.append(text[:at])
    assert stops == ["Yes", "Yes – he", "Yes – he said", "Yes – he said: “no", "Yes – he said: “no”."]


def test_the_start_moves_back_word_by_word():
    text = "Yes – he said"
    assert previous_edge(text, len(text)) == text.index("said")
    assert previous_edge(text, text.index("said")) == text.index("he")
    assert previous_edge(text, text.index("he")) == 0
    assert previous_edge(text, 0) == 0


def test_an_edge_never_passes_the_other():
    text = "one two three"
    assert moved_stop(text, 4, 13, forward=False) == 7
    assert moved_stop(text, 4, 7, forward=False) == 7
    assert moved_start(text, 0, 7, forward=True) == 4
    assert moved_start(text, 4, 7, forward=True) == 4
    assert moved_start(text, 4, 7, forward=False) == 0
    assert moved_stop(text, 4, 7, forward=True) == 13


def test_words_in_a_long_text_are_found_where_they_stand():
    text = "word " * 50_000
    assert snap(text, 124_001, 124_003) == (124_000, 124_004)


@given(st.text(), st.data())
def test_snapping_twice_changes_nothing_more(text, data):
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    ends = snap(text, start, stop)
    if ends is not None:
        assert 0 <= ends[0] < ends[1] <= len(text)
        assert snap(text, *ends) == ends


@pytest.mark.parametrize(("position", "edge"), [(0, 0), (1, 1), (2, 1), (3, 3), (4, 3), (5, 5), (6, 6)])
def test_a_flag_right_behind_an_emoji_is_cut_by_no_page(position, edge):
    assert sign_edge("👍🇵🇰🇦🇫🇧", position) == edge
