"""Where washes and lanes lie, from a layout alone."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QTextBoundaryFinder
from PySide6.QtGui import QTextLayout

from intercoder.ui.positions import Positions, display
from intercoder.ui.text import span_index, span_painter, span_view
from intercoder.ui.text.span_painter import (
    BlockSpan,
    Lane,
    Lanes,
    Wash,
    boxes,
    intervals,
    lines_between,
    stretch,
    text_of,
    union,
)
from intercoder.ui.theme import current

AK, BM, CS = 1, 2, 3
THREE = Lanes((AK, BM, CS))
NEIGHBOR = "a powerful india and a hostile Afghanistan means dead to Pakistan if they are smart enough"
MIXED = "@user یہ ایک تبصرہ ہے and then English"


@pytest.fixture
def lay_out(qapp, look):
    def lay_out(text: str, width: float = 1000) -> QTextLayout:
        layout = QTextLayout(display(text), current().font("reading"))
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += 30
        layout.endLayout()
        return layout

    return lay_out


def span(text: str, quote: str, colour: str = "blue", coder: int = AK, number: int = 1, dashed: bool = False) -> BlockSpan:
    start = text.index(quote)
    return BlockSpan(start, start + len(quote), colour, coder, number, dashed)


def washes(found):
    return [b for b in found if isinstance(b, Wash)]


def lanes_in(found):
    return [b for b in found if isinstance(b, Lane)]


def test_a_span_has_a_wash_behind_and_a_lane_under_its_words(lay_out):
    layout = lay_out(NEIGHBOR)
    found = boxes(layout, [span(NEIGHBOR, "hostile")], THREE)
    line = layout.lineAt(0)
    left, right = (line.cursorToX(NEIGHBOR.index(w))[0] for w in ("hostile", " Afghanistan"))
    wash, lane = found
    assert (wash.rect.left(), wash.rect.right()) == pytest.approx((left, right))
    assert wash.rect.top() < line.y()
    assert lane.rect.top() == pytest.approx(wash.rect.bottom())
    assert (lane.rect.left(), lane.rect.right(), lane.rect.height()) == pytest.approx((left, right, 2))
    assert lane.colours == ("blue",)


def test_the_measures_are_those_of_the_look(lay_out):
    layout = lay_out(NEIGHBOR)
    found = boxes(layout, [span(NEIGHBOR, "hostile", coder=c) for c in (AK, BM, CS)], THREE)
    top = (30 - layout.lineAt(0).naturalTextRect().height()) / 2  # of the glyphs in a step of 30
    tops = [round(box.rect.top() + top) for box in found]
    assert tops == [3, 24, 27, 30]
    assert round(found[0].rect.bottom() + top) == 24
    assert [Lanes((AK,)).line_step(), THREE.line_step(), Lanes((AK,), 2).line_step()] == [24, 30, 48]


def test_a_coder_keeps_the_lane_whoever_else_coded(lay_out):
    layout = lay_out(NEIGHBOR)
    alone = lanes_in(boxes(layout, [span(NEIGHBOR, "hostile", coder=CS)], THREE))
    full = lanes_in(boxes(layout, [span(NEIGHBOR, "hostile", coder=c) for c in (AK, BM, CS)], THREE))
    assert alone[0].rect == full[2].rect


def test_three_coders_with_one_category_make_one_wash(lay_out):
    layout = lay_out(NEIGHBOR)
    spans = [
        span(NEIGHBOR, "a powerful india", coder=AK),
        span(NEIGHBOR, "india and a hostile", coder=BM),
        span(NEIGHBOR, "hostile Afghanistan", coder=CS),
    ]
    found = boxes(layout, spans, THREE)
    assert len(washes(found)) == 1
    assert len(lanes_in(found)) == 3


def test_two_categories_make_a_double_wash_where_they_overlap(lay_out):
    layout = lay_out(NEIGHBOR)
    spans = [span(NEIGHBOR, "means dead to Pakistan", coder=AK), span(NEIGHBOR, "Pakistan if", "purple", CS)]
    found = washes(boxes(layout, spans, THREE))
    assert [w.colour for w in found] == ["blue", "purple"]
    assert found[0].rect.right() > found[1].rect.left()


def test_overlapping_categories_of_one_coder_alternate_in_the_lane(lay_out):
    layout = lay_out(NEIGHBOR)
    spans = [span(NEIGHBOR, "dead to Pakistan"), span(NEIGHBOR, "Pakistan if they", "purple")]
    found = lanes_in(boxes(layout, spans, THREE))
    assert [lane.colours for lane in found] == [("blue",), ("blue", "purple"), ("purple",)]


def test_a_repeated_colour_is_dashed(lay_out):
    (lane,) = lanes_in(boxes(lay_out(NEIGHBOR), [span(NEIGHBOR, "dead", dashed=True)], THREE))
    assert lane.dashed


def test_a_span_over_two_lines_has_a_box_on_each(lay_out):
    layout = lay_out(NEIGHBOR, width=300)
    found = stretch(layout, 0, len(NEIGHBOR), THREE)
    assert len(found) == layout.lineCount() > 1
    assert [round(r.top() - found[0].top()) for r in found] == [30 * n for n in range(len(found))]


def test_coders_without_a_lane_are_not_painted(lay_out):
    spans = [span(NEIGHBOR, "hostile", coder=BM)]
    assert boxes(lay_out(NEIGHBOR), spans, Lanes((AK,))) == []


def test_more_than_six_coders_share_one_lane_with_the_colours_of_all(lay_out):
    lanes = Lanes(tuple(range(1, 8)))
    spans = [span(NEIGHBOR, "hostile", coder=c) for c in (1, 7)] + [span(NEIGHBOR, "hostile", "purple", coder=3)]
    found = lanes_in(boxes(lay_out(NEIGHBOR), spans, lanes))
    assert lanes.line_step() == 24
    assert [(lane.colours, lane.coder) for lane in found] == [(("blue", "purple"), 0)]


def test_a_span_of_mixed_direction_has_separate_boxes_that_do_not_touch(lay_out):
    layout = lay_out(MIXED)
    start, stop = MIXED.index("ہے"), MIXED.index(" English")
    found = intervals(layout.lineAt(0), start, stop)
    assert len(found) == 2
    assert found[1][0] - found[0][1] > 4
    covered = sum(right - left for left, right in found)
    assert covered < layout.lineAt(0).naturalTextWidth() / 2


def test_an_urdu_word_lies_where_its_glyphs_are(lay_out):
    layout = lay_out(MIXED)
    line = layout.lineAt(0)
    first, last = (
        intervals(line, MIXED.index("یہ"), MIXED.index("یہ") + 2),
        intervals(line, MIXED.index("ہے"), MIXED.index("ہے") + 2),
    )
    assert len(first) == len(last) == 1
    assert first[0][0] > last[0][1]  # the first word stands at the right


def test_an_emoji_shifts_nothing(lay_out):
    text = "ok 😀 then irony"
    layout = lay_out(text)
    start = len("ok 😀 then ".encode("utf-16-le")) // 2
    (wash,) = washes(boxes(layout, [BlockSpan(start, start + 5, "blue", AK, 1)], THREE))
    assert wash.rect.right() == pytest.approx(layout.lineAt(0).naturalTextWidth())


def test_ranges_are_joined_where_they_touch():
    assert union([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]


def test_pieces_closer_than_four_pixels_are_one_box(lay_out):
    text = "ہے و ہے and و ہے"  # words of a right-to-left run have their blanks between them
    layout = lay_out(text)
    line = layout.lineAt(0)
    for start in range(len(text)):
        for stop in range(start + 1, len(text) + 1):
            found = intervals(line, start, stop)
            assert all(after[0] - before[1] > 4 for before, after in pairwise(found))
            assert all(0 <= left < right <= line.naturalTextWidth() + 0.01 for left, right in found)


@pytest.mark.parametrize("text", ["", "one line", "یہ ایک تبصرہ ہے"])
def test_an_empty_span_paints_nothing(lay_out, text):
    layout = lay_out(text)
    for at in range(len(text) + 1):
        assert boxes(layout, [BlockSpan(at, at, "blue", AK, 1)], THREE) == []


@pytest.mark.parametrize("text", [NEIGHBOR, MIXED * 4, "👨‍👩‍👧‍👦🇵🇰 e\u0301te\u0301 " * 12, "這是一個很長的評論" * 9])
def test_all_that_is_marked_is_covered_and_nothing_else(lay_out, text):
    """Each sign of a wrapped text alone: together their boxes cover what the whole text covers."""
    layout = lay_out(text, width=220)
    positions = Positions(text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, display(text))
    cuts = [0]
    while (at := finder.toNextBoundary()) >= 0:
        cuts.append(at)
    assert cuts[-1] == positions.length
    whole = stretch(layout, 0, cuts[-1], THREE)
    tops = {round(box.top()) for box in whole}
    assert len(tops) == layout.lineCount() > 1
    utf16 = display(text).encode("utf-16-le")
    signs = [(start, stop) for start, stop in pairwise(cuts) if utf16[2 * start : 2 * stop].decode("utf-16-le").strip()]
    assert len(signs) > 30
    for start, stop in signs:  # a blank may hang over the end of its line
        for box in stretch(layout, start, stop, THREE):
            assert any(box.left() >= w.left() - 0.5 and box.right() <= w.right() + 0.5 and box.top() == w.top() for w in whole)
            assert box.width() < 60, "one sign is never as wide as a line"
        assert stretch(layout, start, stop, THREE)


def test_lines_between_two_heights_are_those_that_are_seen(lay_out):
    layout = lay_out(NEIGHBOR * 5, width=200)
    count = layout.lineCount()
    assert lines_between(layout, 0, 10_000) == range(count)
    assert lines_between(layout, 31, 61) == range(1, 3)
    assert list(lines_between(layout, 30 * count + 50, 30 * count + 90)) == []
    assert text_of(layout, range(count)) == (0, len(NEIGHBOR * 5))
    assert text_of(layout, range(0)) == (0, 0)


def test_what_is_painted_is_found_without_a_widget_and_without_a_project():
    """The modules that decide where boxes lie import neither."""
    for module in (span_painter, span_index, span_view):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {
            name for name in names if "QtWidgets" in name or name.startswith(("intercoder.project", "intercoder.tasks"))
        }
