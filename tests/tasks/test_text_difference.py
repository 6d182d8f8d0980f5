"""Where two articles differ: as places in the stored texts, in every script."""

import pytest

from intercoder.tasks.text_difference import compare_texts


def words(one: str, other: str) -> list[tuple[str, str]]:
    found = compare_texts([(1, one)], [(2, other)]).differences
    return [("|".join(one[a:b] for _, a, b in d.one), "|".join(other[a:b] for _, a, b in d.other)) for d in found]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("The talks went on.", "The talks went on.", []),
        ("The talks went on.", "The talks ended.", [("went on", "ended")]),
        ("Three died.", "Three people died, police said.", [("", "people"), ("", ", police said")]),
        ("a 😀 b", "a 😡 b", [("😀", "😡")]),
        ("وزیر نے کہا", "صدر نے کہا", [("وزیر", "صدر")]),
        ("中文评论很好", "中文评论不好", [("很", "不")]),
        ("don't go", "do not go", [("don't", "do not")]),
        ("", "all new", [("", "all new")]),
        ("", "", []),
    ],
)
def test_words_that_differ_are_given_with_their_places(one, other, found):
    assert words(one, other) == found


def test_a_difference_over_two_texts_has_a_place_in_each():
    [difference] = compare_texts([(1, "Same head"), (2, "body same")], [(3, "Same start"), (4, "text same")]).differences
    assert difference.one == ((1, 5, 9), (2, 0, 4))
    assert difference.other == ((3, 5, 10), (4, 0, 4))


def test_what_is_missing_on_a_side_is_looked_for_behind_the_word_before():
    [difference] = compare_texts([(1, "one two")], [(2, "one and two")]).differences
    assert (difference.one, difference.one_at) == ((), (1, 0, 3))


def test_words_are_counted_on_both_sides():
    compared = compare_texts([(1, "a b c")], [(2, "a x y c")])
    assert (compared.words, compared.alone) == ((3, 4), (1, 2))
