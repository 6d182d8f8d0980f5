"""Passages: which spans of different coders are the same."""

from intercoder.agreement.pairing import CodersSpan, passages


def span(coder, start, stop, label="x", key=0):
    return CodersSpan(coder, start, stop, label, key or start * 10 + coder)


def groups(*spans):
    return [[(s.coder, s.start) for s in passage] for passage in passages(spans)]


def test_half_of_the_length_in_common_is_enough():
    assert groups(span(1, 0, 10), span(2, 0, 5)) == [[(1, 0), (2, 0)]]
    assert groups(span(1, 0, 10), span(2, 0, 4)) == [[(2, 0)], [(1, 0)]]


def test_another_category_is_another_passage():
    assert groups(span(1, 0, 10), span(2, 0, 10, "y")) == [[(1, 0)], [(2, 0)]]


def test_a_passage_has_one_span_of_each_coder_and_the_best_match_wins():
    assert groups(span(1, 0, 10), span(2, 0, 6), span(2, 1, 10)) == [[(2, 0)], [(1, 0), (2, 1)]]


def test_three_coders_share_a_passage():
    assert groups(span(1, 0, 10), span(2, 1, 10), span(3, 2, 10)) == [[(1, 0), (2, 1), (3, 2)]]


def test_nothing_marked_is_no_passage():
    assert passages([]) == []
