"""The document of an article does for the whole text only what cannot wait until it is seen."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextCursor

from intercoder.records import Unit
from intercoder.ui.text.article_blocks import Facts, article_blocks
from intercoder.ui.text.article_document import ArticleDocument
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_painter import Lanes
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
            assert {s.id for s in document.run_of(member)} == {s.id for s in group.spans}


def test_a_run_goes_on_where_spans_only_meet_in_a_third(document):
    line = len(LINE) + 1
    spans = [span(1, 2, line + 4), span(2, line + 3, 3 * line), span(3, 3 * line, 4 * line), span(4, line + 3, 40 + line, 1)]
    document.set_spans({s.id: s for s in spans})
    assert {s.id for s in document.run_of(spans[0])} == {1, 2}, "one that begins where another ends is a group of its own"
    assert {s.id for s in document.run_of(spans[3])} == {4}


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
