"""Right-to-left names inside an English sentence."""

from intercoder.ui.isolate import isolated, isolated_in, side_by_side, without_isolates

TONE = "تبصرے کا لہجہ"


def test_a_right_to_left_name_is_isolated_and_any_other_stays_as_it_is():
    assert isolated(TONE) == f"\u2068{TONE}\u2069"
    assert [isolated(name) for name in ("", "Zoë 🙃", "論調")] == ["", "Zoë 🙃", "論調"]


def test_names_in_a_finished_sentence_are_isolated_once_the_longest_first():
    sentence = f"Never used: {TONE}, لہجہ."
    assert isolated_in(sentence, ["لہجہ", TONE, "x"]) == f"Never used: \u2068{TONE}\u2069, \u2068لہجہ\u2069."


def test_other_programs_get_no_isolates():
    assert without_isolates(f"{isolated(TONE)} 30 %") == f"{TONE} 30 %"


def test_parts_side_by_side_keep_their_direction_where_one_is_right_to_left():
    assert side_by_side(("Dawn", None, "2024-05", "")) == "Dawn · 2024-05"
    assert side_by_side((TONE, "2024-05", "page")) == f"{TONE} · \u20682024-05\u2069 · \u2068page\u2069"
    assert side_by_side(("2024-05", TONE)) == f"2024-05 · \u2068{TONE}\u2069"
