"""Marked text: a second opinion character by character, and the rules for texts, gaps and overlaps."""

from collections import Counter
from fractions import Fraction
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from intercoder.agreement import statistics_of
from intercoder.agreement.continuum import MarkedText, SpanCodings

LABELS = ("x", "y")


def codings(*texts, coders=("a", "b", "c")):
    return SpanCodings(tuple(MarkedText(length, marks) for length, marks in texts), coders, LABELS)


def found(data):
    return statistics_of("spans", data, None)


@st.composite
def marks(draw, length):
    """Marks of one coder that do not overlap; some touch."""
    edges = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    stretches = [pair for pair in pairwise(edges) if draw(st.booleans())]
    return tuple((start, stop, draw(st.sampled_from(LABELS))) for start, stop in stretches)


@st.composite
def texts(draw):
    """One to three texts of two or three coders."""
    result = []
    for _ in range(draw(st.integers(1, 3))):
        length = draw(st.integers(1, 12))
        coders = draw(st.sampled_from(["ab", "ac", "abc"]))
        result.append((length, {coder: draw(marks(length)) for coder in coders}))
    return codings(*result)


# ---------------------------------------------------------------- the definition, character by character


def label_at(spans, place):
    return next((label for start, stop, label in spans if start <= place < stop), None)


def observed(data):
    """l_ck: characters that one coder gave c and another k, per other coder."""
    table = Counter()
    for text in data.texts:
        for place in range(text.length):
            for one, other in permutations(text.marks.values(), 2):
                table[label_at(one, place), label_at(other, place)] += Fraction(1, len(text.marks) - 1)
    return table


def exact_u_alpha(data):
    table = observed(data)
    total = sum(table.values())
    rows = {c: sum(n for (one, _), n in table.items() if one == c) for c in (*LABELS, None)}
    squares = Fraction(0)
    for text in data.texts:
        for spans in text.marks.values():
            squares += sum((stop - start) ** 2 for start, stop, _ in spans)
            squares += text.length - sum(stop - start for start, stop, _ in spans)
    apart = sum(rows[c] * rows[k] for c in rows for k in rows if c != k) / (total - squares / total)
    return 1 - sum(n for (c, k), n in table.items() if c != k) / apart if apart else None


def exact_cu_alpha(data):
    table = {key: n for key, n in observed(data).items() if None not in key}
    total = sum(table.values())
    rows = {c: sum(n for (one, _), n in table.items() if one == c) for c in LABELS}
    squares = Fraction(0)
    for text in data.texts:
        for one, other in permutations(text.marks.values(), 2):
            for start, stop, _ in one:
                common = sum(label_at(other, place) is not None for place in range(start, stop))
                squares += Fraction(common**2, len(text.marks) - 1)
    if not all(rows.values()) or total <= squares / total:
        return None
    apart = 2 * rows["x"] * rows["y"] / (total - squares / total)
    return 1 - sum(n for (c, k), n in table.items() if c != k) / apart


def most_partners(ours, theirs):
    """The largest matching by trying every order."""
    if not ours:
        return 0
    (start, stop, label), rest = ours[0], ours[1:]
    best = most_partners(rest, theirs)
    for i, (begin, end, other) in enumerate(theirs):
        if other == label and begin < stop and start < end:
            best = max(best, 1 + most_partners(rest, theirs[:i] + theirs[i + 1 :]))
    return best


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_u_alpha_is_exact(data):
    exact = exact_u_alpha(data)
    value = found(data)["u_alpha"].value
    assert value is None if exact is None else value == pytest.approx(float(exact), abs=1e-9)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_cu_alpha_is_exact(data):
    exact = exact_cu_alpha(data)
    value = found(data)["cu_alpha.pairwise"].value
    assert value is None if exact is None else value == pytest.approx(float(exact), abs=1e-9)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_overlap_f1_takes_the_largest_matching(data):
    mark = st.tuples(st.integers(0, 9), st.integers(1, 5), st.sampled_from(LABELS))
    ours, theirs = (
        tuple((start, start + size, label) for start, size, label in data.draw(st.lists(mark, max_size=5))) for _ in range(2)
    )
    assume(ours or theirs)
    value = found(codings((15, {"a": ours, "b": theirs}), coders=("a", "b")))["f1.overlap_label.a|b"].value
    assert value == pytest.approx(2 * most_partners(ours, theirs) / (len(ours) + len(theirs)))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts())
def test_character_overlap_is_exact(data):
    for a, b in combinations(data.coders, 2):
        sets = [
            {(i, p, label) for i, t in enumerate(data.texts) if a in t.marks and b in t.marks
             for start, stop, label in t.marks[coder] for p in range(start, stop)}
            for coder in (a, b)
        ]  # fmt: skip
        value = found(data)[f"iou.{a}|{b}"].value
        assert value is None if not sets[0] | sets[1] else value == len(sets[0] & sets[1]) / len(sets[0] | sets[1])


# ---------------------------------------------------------------- rules


def test_several_texts_are_added_before_anything_is_divided():
    one = (20, {"a": ((0, 5, "x"),), "b": ((0, 5, "x"),)})
    two = (20, {"a": ((3, 9, "y"),), "b": ()})
    pooled = found(codings(one, two))["u_alpha"].value
    assert pooled != pytest.approx((found(codings(one))["u_alpha"].value + found(codings(two))["u_alpha"].value) / 2)
    assert pooled == pytest.approx(float(exact_u_alpha(codings(one, two))))


def test_a_coder_who_was_not_asked_is_absent_and_not_a_gap():
    both = (10, {"a": ((0, 4, "x"),), "b": ((0, 4, "x"),)})
    alone = (10, {"a": ((2, 9, "y"),)})
    assert found(codings(both))["u_alpha"] == found(codings(both, alone))["u_alpha"]
    asked = (10, {"a": ((2, 9, "y"),), "b": ()})
    assert found(codings(both, asked))["u_alpha"].value < 1


def test_touching_spans_of_one_label_stay_two():
    whole = found(codings((10, {"a": ((0, 8, "x"),), "b": ((0, 6, "x"),)})))["u_alpha"].value
    split = found(codings((10, {"a": ((0, 4, "x"), (4, 8, "x")), "b": ((0, 6, "x"),)})))["u_alpha"].value
    assert whole != split


def test_overlapping_spans_are_undefined_but_for_each_label_alone():
    result = found(codings((20, {"a": ((0, 8, "x"), (4, 12, "y"), (6, 10, "x")), "b": ((0, 10, "x"),)})))
    assert result["u_alpha"].undefined == "spans of one coder overlap: outside the definition"
    assert result["u_alpha_label.x"].value == 1
    assert result["u_alpha_label.y"].value < 0
    assert result["n.spans_joined"].value == 1


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ({"a": (), "b": ()}, "nobody marked anything"),
        ({"a": ((0, 10, "x"),), "b": ((0, 10, "x"),)}, "no variation: everything is marked with one label"),
        ({"a": ((0, 5, "x"),)}, "no text was marked by two coders"),
    ],
)
def test_what_cannot_be_computed_says_why(marks, reason):
    assert found(codings((10, marks)))["u_alpha"].undefined == reason


def test_nobody_marked_anything_leaves_f1_undefined_and_one_alone_makes_it_0():
    assert found(codings((10, {"a": (), "b": ()})))["f1.exact.a|b"].undefined == "neither coder marked anything"
    assert found(codings((10, {"a": ((0, 3, "x"),), "b": ()})))["f1.exact.a|b"].value == 0
