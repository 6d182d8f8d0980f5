"""Where brackets and labels lie in the margin, from groups alone."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from intercoder.ui.text.span_margin import place_marks, spread
from intercoder.ui.text.span_view import Group, SpanView

ROW = 20.0


def group(number: int, top: float, bottom: float) -> tuple[Group, float, float]:
    span = SpanView(number, 1, number, number + 5, "blue", f"Frame {number}", 1, "AK", True)
    return Group(1, span.start, span.stop, span.colour, span.category, (span,)), top, bottom


heights = st.lists(st.tuples(st.floats(-300, 700), st.floats(3, 400)), min_size=1, max_size=60)


@given(heights, st.floats(100, 700), st.integers(0, 59))
def test_labels_never_lie_on_each_other_and_none_is_cut(drawn, height, current):
    groups = [group(n, top, top + long) for n, (top, long) in enumerate(drawn) if top < height and top + long > 0]
    marks = place_marks(groups, ROW, height, current)
    assert len(marks) == len(groups), "every bracket is painted"
    labels = [mark.label for mark in marks if mark.label is not None]
    last = height if len(labels) == len(marks) else height - ROW  # the last row says how many more there are
    assert all(label >= -1e-6 and label + ROW <= last + 1e-6 for label in labels)
    assert all(after - before >= ROW - 1e-6 for before, after in pairwise(sorted(labels)))
    assert len(labels) == len(marks) or len(labels) == int(height // ROW) - 1
    assert all(mark.label is not None for mark in marks if mark.group.spans[0].id == current)


def test_labels_stay_beside_their_brackets_where_there_is_room():
    marks = place_marks([group(1, 40, 90), group(2, 200, 260), group(3, 205, 230)], ROW, 600)
    assert [mark.label for mark in marks] == [40, 192.5, 212.5]


def test_brackets_that_overlap_have_columns_of_their_own():
    marks = place_marks([group(n, 10 * n, 300) for n in range(5)], ROW, 600)
    assert [mark.column for mark in marks] == [0, 1, 2, 3, 4]


def test_labels_of_brackets_that_begin_out_of_sight_stay_in_it():
    assert spread([-50, -45, 300, 590], ROW, 600) == [0, 20, 300, 580]
