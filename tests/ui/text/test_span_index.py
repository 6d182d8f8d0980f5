"""The index of spans answers as a look at all of them would, after any changes."""

from hypothesis import given
from hypothesis import strategies as st

from intercoder.ui.text import span_index
from intercoder.ui.text.span_index import SpanIndex
from intercoder.ui.text.span_view import SpanView, grouped

KINDS = (("blue", "Conflict frame"), ("green", "Consequences"))
LONG = 9 * span_index._CELL


def view(number: int, unit: int, start: int, length: int, kind: int) -> SpanView:
    return SpanView(number, unit, start, start + length, *KINDS[kind], 1, "AK", True)


places = st.integers(0, LONG) | st.sampled_from([span_index._CELL * n + by for n in (1, 2, 5) for by in (-1, 0, 1)])
lengths = st.integers(1, 300) | st.sampled_from([1, span_index._CELL, 3 * span_index._CELL])
drawn = st.dictionaries(st.integers(1, 30), st.tuples(st.integers(1, 2), places, lengths, st.integers(0, 1)), max_size=25)


def views(found) -> dict[int, SpanView]:
    return {number: view(number, *facts) for number, facts in found.items()}


@given(drawn, drawn, places, lengths)
def test_what_touches_a_range_is_found_after_any_change(before, after, start, length):
    index = SpanIndex()
    index.take(views(before))
    changed = index.take(views(after))
    assert {s.id for s in changed} == {n for n in {*before, *after} if before.get(n) != after.get(n)}
    for unit in (1, 2):
        own = [s for s in views(after).values() if s.unit == unit]
        expected = {s.id for s in own if s.start < start + length and s.stop > start}
        found = index.within(unit, start, start + length)
        assert len(found) == len(expected)
        assert {s.id for s in found} == expected
        assert sorted(index.of_text(unit), key=lambda s: s.id) == sorted(own, key=lambda s: s.id)


@given(drawn)
def test_a_run_is_the_group_among_all(spans):
    index = SpanIndex()
    index.take(views(spans))
    for group in grouped(views(spans).values()):
        for member in group.spans:
            assert {s.id for s in index.run_of(member)} == {s.id for s in group.spans}


def test_an_empty_range_touches_nothing():
    index = SpanIndex()
    index.take(views({1: (1, 10, 20, 0)}))
    assert index.within(1, 15, 15) == []
