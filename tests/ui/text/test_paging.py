"""A long thread in the reader: pages turn by themselves where one goes, and nothing is shifted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intercoder.records import Unit
from intercoder.ui.text import article_pages
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.find import FindBar
from intercoder.ui.text.page_bar import PageBar
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_view import LaneCoder, SpanView

BODY, FIRST = 2, 10
PARAGRAPHS = ("The talks 😀 go on. " * 10, "پل بند ہے۔ " * 20)
COMMENTS = [f"Comment {n} 😀 says that the bridge is {'پل' if n % 2 else 'old'}." for n in range(1, 31)]


def article() -> list[Unit]:
    text, at = "\n".join(PARAGRAPHS), 0
    units = [Unit(1, "article", "A0001", 1, None, 1, None, True), Unit(BODY, "body", "A0001-B01", 1, 1, 1, text, True)]
    for n, line in enumerate(PARAGRAPHS, 1):
        units.append(Unit(BODY + n, "paragraph", f"A0001-P{n:02}", 1, BODY, n, line, True, at, at + len(line)))
        at += len(line) + 1
    units += [Unit(FIRST + n, "comment", f"A0001-C{n + 1:03}", 1, 1, 2 + n, line, True) for n, line in enumerate(COMMENTS)]
    return units


def span(number: int, unit: int, start: int, stop: int) -> SpanView:
    return SpanView(number, unit, start, stop, "blue", "Frame", 1, "AK", True)


@pytest.fixture
def reader(qtbot, look, monkeypatch) -> Reader:
    monkeypatch.setattr(article_pages, "MOST_CHARACTERS", 450)
    monkeypatch.setattr(article_pages, "COMMENTS", 10)
    reader = Reader()
    reader.resize(800, 500)
    qtbot.addWidget(reader)
    with qtbot.waitActive(reader):
        reader.show()
        reader.activateWindow()
    reader.show_article(article(), Facts(replies={FIRST + 29: FIRST}, notes={FIRST: "Nadir"}))
    reader.set_lanes((LaneCoder(1, "AK", "Aylin Kaya"),))
    return reader


def shown(reader: Reader) -> str:
    return reader.toPlainText()


def bar(reader: Reader) -> PageBar:
    return reader.findChild(PageBar)


def test_the_bar_says_what_is_shown_and_turns_the_pages(reader):
    said = []
    for _ in range(len(reader.pages)):
        said.append(bar(reader).accessibleName())
        QTest.mouseClick(bar(reader).next, Qt.MouseButton.LeftButton)
    assert said[0].endswith(f"Page 1 of {len(reader.pages)}")
    assert said[-1].startswith("Comments ")
    assert said[-1].endswith(f"–30 of 30 · Page {len(reader.pages)} of {len(reader.pages)}")
    assert "Comment 30 " in shown(reader)
    assert "Comment 1 " not in shown(reader)
    assert not bar(reader).next.isEnabled()
    assert bar(reader).previous.text().startswith("Previous ")


def test_an_article_of_usual_length_has_no_bar(qtbot, look):
    reader = Reader()
    qtbot.addWidget(reader)
    reader.show()
    reader.show_article(article())
    assert bar(reader).isHidden()
    assert "Comment 30 " in shown(reader)


def test_the_bar_lies_below_the_text_and_hides_none_of_it(reader):
    assert bar(reader).geometry().top() >= reader.viewport().geometry().bottom()
    assert reader.margin.geometry().bottom() <= bar(reader).geometry().top()


def test_going_to_a_unit_turns_to_its_page_and_back(reader):
    reader.set_current_unit(FIRST + 25)
    assert "Comment 26 " in shown(reader)
    page = reader.page
    reader.set_current_unit(BODY + 1)
    assert reader.page == 0
    assert page > 1


def test_an_article_can_be_shown_from_the_page_of_a_unit_at_once(reader):
    filled = []
    bar(reader).show_page = lambda pages, page: filled.append(page)
    reader.show_article(article(), unit=FIRST + 25)
    reader.set_current_unit(FIRST + 25)
    assert filled == [reader.pages.page_of(FIRST + 25)]
    assert filled != [0]
    assert "Comment 26 " in shown(reader)
    assert reader.point_of(FIRST + 25, 0).y() < reader.viewport().height()


def test_every_comment_can_be_selected_with_exactly_its_stored_words(reader):
    for n, text in enumerate(COMMENTS):
        start = text.index("😀")
        reader.select(FIRST + n, start, len(text))
        assert reader.selected(exact=True) == (FIRST + n, start, len(text))
        assert reader.quote(FIRST + n, start, len(text)) == text[start:]


def test_a_drag_on_a_later_page_gives_the_stored_words(reader):
    offered = []
    reader.selection_made.connect(lambda *place: offered.append(place))
    unit, text = FIRST + 20, COMMENTS[20]
    reader.set_current_unit(unit)
    start, stop = text.index("😀"), text.index("says") + 4
    QTest.mousePress(reader.viewport(), Qt.MouseButton.LeftButton, pos=reader.point_of(unit, start))
    last = reader.point_of(unit, stop, stop=True)
    QTest.mouseMove(reader.viewport(), last)
    QTest.mouseRelease(reader.viewport(), Qt.MouseButton.LeftButton, pos=last)
    assert [reader.quote(*place) for place in offered] == ["😀 says"]


def test_a_span_across_the_edge_of_two_pages_is_shown_on_both(reader):
    first = len(PARAGRAPHS[0])
    assert reader.pages.page_of(BODY, first - 1) == 0
    reader.set_spans([span(1, BODY, first - 20, first + 9)])
    parts = []
    for page in range(2):
        reader.turn_to(page)
        for block, start, stop in reader._view.document.pieces(BODY, first - 20, first + 9):
            parts.append(block.text().encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le"))
    text = "\n".join(PARAGRAPHS)
    assert "\n".join(parts) == text[first - 20 : first + 9]
    reader.turn_to(2)
    assert reader._view.document.pieces(BODY, first - 20, first + 9) == []


def test_the_keys_from_span_to_span_turn_the_pages(reader):
    reader.set_spans([span(n, FIRST + at, 0, 7) for n, at in enumerate((0, 12, 28), 1)])
    reader.setFocus()
    seen = []
    for key in "]]][[":
        QTest.keyClicks(reader, key)
        seen.append((reader.current_span, "Comment 29 " in shown(reader)))
    assert seen == [(1, False), (2, False), (3, True), (2, False), (1, False)]


def test_a_span_that_is_gone_to_from_a_list_is_on_the_page(reader):
    reader.set_spans([span(7, FIRST + 28, 0, 7)])
    reader.set_current_span(7)
    assert "Comment 29 " in shown(reader)


def test_the_find_bar_counts_and_reaches_the_places_of_all_pages(reader, qtbot):
    find = FindBar(reader, reader)
    find.open(article())
    find.field.setText("bridge")
    assert find.told() == "1 of 30"
    find.step(-1)
    assert find.told().startswith("30 of 30")
    assert "Comment 30 " in shown(reader)
    assert reader.selected(exact=True)[0] == FIRST + 29
    find.step(1)
    assert find.told().startswith("1 of 30")
    assert "Comment 1 " in shown(reader)


def test_the_comment_that_is_answered_is_pinned_from_another_page(reader):
    reader.set_current_unit(FIRST + 29)
    assert not reader._pinned.isHidden()
    assert "Comment 1 " in reader._pinned.toolTip()
    reader.set_current_unit(FIRST + 28)
    assert reader._pinned.isHidden()


def test_page_down_at_the_end_of_a_page_turns_it_and_page_up_turns_back(reader):
    reader.setFocus()
    reader.set_current_unit(FIRST)
    page = reader.page
    for _ in range(40):
        if reader.page != page:
            break
        QTest.keyClick(reader, Qt.Key.Key_PageDown)
    assert (reader.page, reader.verticalScrollBar().value()) == (page + 1, 0)
    QTest.keyClick(reader, Qt.Key.Key_PageUp)
    assert reader.page == page


def test_another_size_of_type_keeps_the_page(reader, look):
    reader.set_current_unit(FIRST + 20)
    page = reader.page
    look("dark", 2.0)
    assert reader.page == page
    assert "Comment 21 " in shown(reader)


def test_the_next_article_begins_with_its_first_page(reader):
    reader.set_current_unit(FIRST + 20)
    reader.show_article(article()[:5])
    assert (reader.page, len(reader.pages)) == (0, 1)
    assert bar(reader).isHidden()


def test_the_buttons_are_reached_by_tab_and_hand_the_focus_on_at_the_last_page(reader):
    bar(reader).next.setFocus()
    for _ in range(len(reader.pages)):
        QTest.keyClick(bar(reader).next, Qt.Key.Key_Space)
    assert not bar(reader).next.isEnabled()
    assert bar(reader).previous.hasFocus()
