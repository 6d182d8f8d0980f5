"""The document of an article does for the whole text only what cannot wait until it is seen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from intercoder.records import Unit
from intercoder.ui.text import article_document
from intercoder.ui.text.article_blocks import Facts, article_blocks
from intercoder.ui.text.article_document import ArticleDocument
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_painter import Lanes, Wash, boxes, lines_between
from intercoder.ui.text.span_view import LaneCoder, SpanView, grouped

LINE = "why is he standing 😀 like he is a servant یہ ایک تبصرہ ہے"
BODY = "\n".join([LINE] * 8)
KINDS = (("blue", "Conflict frame"), ("green", "Consequences"))


def units_of(body: str) -> list[Unit]:
    return [Unit(1, "article", "A0001", 1, None, 1, None, True), Unit(2, "body", "A0001-B01", 1, 1, 1, body, True)]


def span(number: int, start: int, stop: int, kind: int = 0) -> SpanView:
    return SpanView(number, 2, start, stop, *KINDS[kind], 1, "AK", True)


@pytest.fixture
def document(look) -> ArticleDocument:
    look()
    return ArticleDocument(article_blocks(units_of(BODY), Facts()), Lanes((1,)))


ranges = st.tuples(st.integers(0, len(BODY) - 1), st.integers(1, 120), st.integers(0, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ranges, min_size=1, max_size=30))
def test_the_run_of_a_span_is_its_group_among_all_spans(document, drawn):
    spans = [span(n, start, min(start + length, len(BODY)), kind) for n, (start, length, kind) in enumerate(drawn)]
    document.set_spans({s.id: s for s in spans})
    for group in grouped(spans):
        for member in group.spans:
            assert {s.id for s in document.index.run_of(member)} == {s.id for s in group.spans}


def test_a_run_goes_on_where_spans_only_meet_in_a_third(document):
    line = len(LINE) + 1
    spans = [span(1, 2, line + 4), span(2, line + 3, 3 * line), span(3, 3 * line, 4 * line), span(4, line + 3, 40 + line, 1)]
    document.set_spans({s.id: s for s in spans})
    assert {s.id for s in document.index.run_of(spans[0])} == {1, 2}, "one that begins where another ends is a group of its own"
    assert {s.id for s in document.index.run_of(spans[3])} == {4}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 59 * len(LINE)), st.integers(1, 900), st.integers(0, 1)), max_size=40))
def test_the_lines_of_a_long_paragraph_are_painted_bit_by_bit_as_they_would_be_at_once(look, drawn):
    look()
    body, lanes = LINE * 60, Lanes((1,))
    document = ArticleDocument(article_blocks(units_of(body), Facts()), lanes)
    document.setLayoutEnabled(True)
    document.setTextWidth(250)
    block = document.begin()
    document.documentLayout().blockBoundingRect(block)
    count = block.layout().lineCount()
    assert count > 3 * article_document._SECTION
    document.set_spans({n: span(n, at, min(at + long, len(body)), kind) for n, (at, long, kind) in enumerate(drawn)})
    data = document.data(block)
    whole = boxes(block.layout(), data.part(document.index, 0, data.positions.length), lanes)
    key = lambda box: (type(box).__name__, box.rect.getRect(), getattr(box, "colour", ""), getattr(box, "colours", ()))  # noqa: E731
    assert sorted(map(key, data.boxes(block, range(count), document, lanes))) == sorted(map(key, whole))
    part = data.boxes(block, range(40, 50), document, lanes)
    inside = lines_between(block.layout(), block.layout().lineAt(40).y() + 1, block.layout().lineAt(49).y() + 1)
    assert inside == range(40, 50)
    top, bottom = block.layout().lineAt(40).y() + 2, block.layout().lineAt(49).y() + 2
    among = [key(b) for b in whole if isinstance(b, Wash) and top <= b.rect.center().y() <= bottom]
    assert set(among) <= set(map(key, part))


class AskedReader(Reader):
    """Keeps how many blocks are laid out after each question for the place of a point."""

    laid_out: tuple[int, ...] = ()

    def cursorForPosition(self, point: QPoint) -> QTextCursor:
        found = super().cursorForPosition(point)
        block, count = self.document().begin(), 0
        while block.isValid():
            count, block = count + bool(block.layout().lineCount()), block.next()
        self.laid_out += (count,)
        return found


def test_an_article_that_opens_is_never_laid_out_beyond_what_is_seen(qtbot, look):
    look()
    reader = AskedReader()
    reader.resize(800, 600)
    qtbot.addWidget(reader)
    with qtbot.waitExposed(reader):
        reader.show()
    reader.set_lanes((LaneCoder(1, "AK"),))
    reader.show_article(units_of("\n".join([LINE * 5] * 2000)))  # with it comes the scroll bar
    assert reader.verticalScrollBar().isVisible()
    assert reader.document().lastBlock().layout().lineCount() == 0
    assert max(reader.laid_out, default=0) < 100
