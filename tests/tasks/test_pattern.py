"""What is searched for: plain words in any script, and regular expressions that cannot hold anybody up."""

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.records import no_tick
from intercoder.tasks.pattern import Guarded, Query, find

TEXTS = {
    1: "The peace\u00a0process of 2013, a PEACE\r\nprocess 😀 again; peaceprocess.",
    2: "یہ ایک تبصرہ ہے جو اردو میں لکھا گیا ہے، تبصرہ",
    3: "one 👨‍👩‍👧‍👦 and one 👨 and 👍🏽, te\u0301 te",
    4: "",
}


def quotes(query: Query) -> list[str]:
    return [TEXTS[unit][start:stop] for unit, start, stop in find(query.pattern(), query.flags(), TEXTS.items())]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("peace process"), ["peace\u00a0process", "PEACE\r\nprocess"]),
        (Query("peace process", match_case=True), ["peace\u00a0process"]),
        (Query("PEACE", whole_words=True), ["peace", "PEACE"]),
        (Query("تبصرہ"), ["تبصرہ", "تبصرہ"]),
        (Query("😀"), ["😀"]),
        (Query("2013,"), ["2013,"]),
        (Query("a.b"), []),
        (Query(r"p\w+s\b", regex=True), ["process", "process", "peaceprocess"]),
        (Query("(?i:^the)|2[0-9]{3}", regex=True), ["The", "2013"]),
        (Query("x*", regex=True), []),
    ],
)
def test_a_query_finds_exactly_these_quotes(query, expected):
    assert quotes(query) == expected


def test_no_family_of_emoji_and_no_accent_is_cut():
    assert quotes(Query("👨")) == ["👨"]
    assert quotes(Query("👧‍👦")) == []
    assert quotes(Query("👨‍👩‍👧‍👦")) == ["👨‍👩‍👧‍👦"]
    assert quotes(Query("👍")) == ["👍🏽"]
    assert quotes(Query("te", whole_words=True)) == ["te\u0301", "te"]


@pytest.mark.parametrize("typed", ["caf\u00e9", "cafe\u0301", "CAF\u00c9"])
def test_a_letter_and_its_mark_are_found_composed_and_apart(typed):
    text = "Caf\u00e9 and cafe\u0301, not cafe."
    query = Query(typed)
    assert [text[a:b] for _, a, b in find(query.pattern(), query.flags(), [(1, text)])] == ["Caf\u00e9", "cafe\u0301"]


def test_a_character_with_another_normal_form_is_found_as_it_stands():
    query = Query("\uf900")
    assert find(query.pattern(), query.flags(), [(1, "\uf900 \u8c48")]) == [(1, 0, 1), (1, 2, 3)]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (Query("   "), "nothing to search for"),
        (Query("(open", regex=True), "no regular expression"),
        (Query("a{2,1}", regex=True), "no regular expression"),
        (Query("(?i)a", regex=True, whole_words=True), "no regular expression"),
        (Query("(" * 2000 + ")" * 2000, regex=True), "no regular expression"),
    ],
)
def test_what_cannot_be_searched_for_is_refused_in_one_sentence(query, reason):
    with pytest.raises(UserError, match=reason):
        query.pattern()


def test_a_guarded_search_finds_the_same():
    query = Query(r"\bte\b|تبصرہ", regex=True)
    with Guarded(query) as guarded:
        found = guarded.find(list(TEXTS.items()), no_tick)
    assert found == find(query.pattern(), query.flags(), TEXTS.items())
    assert len(found) == 4


def test_an_expression_without_end_is_stopped():
    with Guarded(Query("(a+)+b", regex=True), guard_s=0.2) as guarded, pytest.raises(UserError, match="takes too long"):
        guarded.find([(1, "a" * 60)], no_tick)


def test_a_guarded_search_can_be_cancelled():
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with Guarded(Query("(a+)+b", regex=True)) as guarded, pytest.raises(Cancelled):
        guarded.find([(1, "a" * 60)], cancel)
