"""Where a page turns by itself and where it does not, and what is shown where one ends in a text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from intercoder.records import Unit
from intercoder.ui import paint
from intercoder.ui.code.pinned import PinnedParent
from intercoder.ui.corpus.marked import Marked
from intercoder.ui.paint import text_width
from intercoder.ui.text import article_pages, reader_paint
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.text.find import FindBar
from intercoder.ui.text.page_bar import PageBar
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_painter import Wash
from intercoder.ui.text.span_view import LaneCoder, SpanView

LINE = "Karzai called it an important meeting 😀 یہ ایک تبصرہ ہے and said so."
BODY = "\n".join(f"{number}. {LINE}" for number in range(1, 61))
COMMENTS = 450
BODY_ID, FIRST = 2, 1000
CODERS = (LaneCoder(1, "AK"), LaneCoder(2, "BM"))
ALT = Qt.KeyboardModifier.AltModifier


def comment(number: int) -> int:
    return FIRST + number - 1


def article() -> list[Unit]:
    units = [Unit(1, "article", "A1", 1, None, 1, None, True), Unit(BODY_ID, "body", "A1-B01", 1, 1, 1, BODY, True)]
    at = 0
    for number, line in enumerate(BODY.split("\n"), 1):
        units.append(Unit(100 + number, "paragraph", f"A1-P{number:02}", 1, BODY_ID, number, line, True, at, at + len(line)))
        at += len(line) + 1
    for number in range(1, COMMENTS + 1):
        text = f"comment {number} says 😀 why is he standing there"
        units.append(Unit(comment(number), "comment", f"A1-C{number:03}", 1, 1, 1 + number, text, True))
    return units


TEXTS = {u.id: u.text or "" for u in article()}


def span(number: int, unit: int, start: int, stop: int, coder: int = 1) -> SpanView:
    return SpanView(number, unit, start, stop, "blue", "Conflict frame", coder, CODERS[coder - 1].initials, coder == 1)


@pytest.fixture
def most(monkeypatch) -> None:
    monkeypatch.setattr(article_pages, "MOST_CHARACTERS", 3000)


@pytest.fixture
def room(qtbot, look) -> QWidget:
    look()
    room = QWidget()
    room.resize(800, 700)
    qtbot.addWidget(room)
    return room


@pytest.fixture
def reader(qtbot, most, room) -> Reader:
    reader = Reader(room)
    lines = QVBoxLayout(room)
    lines.addWidget(reader)
    with qtbot.waitActive(room):
        room.show()
        room.activateWindow()
    reader.set_lanes(CODERS)
    facts = Facts(notes={comment(440): "Nadir"}, replies={comment(440): comment(3)})
    reader.show_article(article(), facts)
    reader.setFocus()
    return reader


def first(reader: Reader) -> tuple[int, int]:
    """The unit and position with which the page in sight begins."""
    place = reader.document().place(0)
    return place.unit, place.position


def in_sight(reader: Reader, unit: int, position: int) -> bool:
    point = reader.point_of(unit, position)
    return point is not None and reader.viewport().rect().contains(point)


def test_the_page_turns_to_the_current_unit(reader):
    for unit in (comment(300), comment(449), 105, comment(1)):
        reader.set_current_unit(unit)
        assert reader.page == reader.pages.page_of(unit)
        assert in_sight(reader, BODY_ID if unit < FIRST else unit, BODY.index("\n5.") + 1 if unit == 105 else 0)
        assert reader.document().place(reader.textCursor().position()).unit == (BODY_ID if unit < FIRST else unit)


def test_another_page_leaves_the_current_unit_dimmed_or_not_as_it_was(reader, look):
    reader.set_current_unit(comment(300))
    here = reader.page
    reader.turn_to(0)
    assert reader.palette().text().color() == look().colour("dim")
    reader.turn_to(here)
    block = reader.document().blocks_of(comment(300))[0]
    assert block.begin().fragment().charFormat().foreground().color() == look().colour("text")


def test_a_unit_that_is_partly_in_sight_turns_no_page(reader):
    reader.turn_to(1)
    assert first(reader)[0] == BODY_ID
    reader.set_current_unit(BODY_ID)
    assert reader.page == 1


def test_spans_are_gone_through_over_all_pages(reader):
    spans = [span(1, BODY_ID, 3, 9), span(2, comment(120), 0, 7), span(3, comment(121), 0, 7), span(4, comment(440), 0, 7)]
    reader.set_spans(reversed(spans))
    clicked: list[int] = []
    reader.span_clicked.connect(clicked.append)
    for key in (Qt.Key.Key_BracketRight,) * 4 + (Qt.Key.Key_BracketLeft,) * 3:
        QTest.keyClick(reader, key)
        shown = next(s for s in spans if s.id == reader.current_span)
        assert in_sight(reader, shown.unit, shown.start)
    assert clicked == [1, 2, 3, 4, 3, 2, 1]


def test_from_the_caret_of_a_later_page_the_next_span_is_one_below(reader):
    reader.set_spans([span(1, BODY_ID, 3, 9), span(2, comment(440), 0, 7)])
    reader.turn_to(reader.pages.page_of(comment(300)))
    QTest.keyClick(reader, Qt.Key.Key_BracketRight)
    assert reader.current_span == 2


def test_a_span_over_the_edge_of_a_page_is_painted_on_both_and_never_shifted(reader):
    edge = reader.pages.blocks(1)[0].start
    start, stop = edge - 20, edge + 24
    reader.set_spans([span(1, BODY_ID, start, stop)])
    found = ""
    for number in (0, 1):
        reader.turn_to(number)
        for block, low, high in reader.document().pieces(BODY_ID, start, stop):
            data = reader.document().data(block)
            washes = [
                b
                for b in data.boxes(block, range(block.layout().lineCount()), reader.document(), reader._view.lanes)
                if isinstance(b, Wash)
            ]
            assert washes
            found += data.block.text.encode("utf-16-le")[2 * low : 2 * high].decode("utf-16-le")
        assert [mark.group.spans[0].id for mark in reader.margin.marks] == [1] or number == 0
    assert found == BODY[start:stop].replace("\n", "")
    reader.set_current_span(1)
    assert reader.page == 1, "what is in sight already turns no page"
    reader.turn_to(3)
    assert reader.document().numbers(BODY_ID, start, stop) == []
    reader.set_current_span(1)
    assert reader.page == 0


@pytest.mark.parametrize("quote", ["important meeting 😀 یہ", "تبصرہ ہے and"])
def test_what_is_selected_on_a_later_page_is_the_stored_quote(reader, quote):
    offered: list[tuple[int, int, int]] = []
    reader.selection_made.connect(lambda *selection: offered.append(selection))
    start = BODY.index(quote, BODY.index("\n45."))
    reader.select(BODY_ID, start, start + len(quote))
    ends = reader.point_of(BODY_ID, start), reader.point_of(BODY_ID, start + len(quote), stop=True)
    view = reader.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, ALT, ends[0])
    QTest.mouseMove(view, (ends[0] + ends[1]) / 2)
    QTest.mouseMove(view, ends[1])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, ALT, ends[1])
    assert offered == [(BODY_ID, start, start + len(quote))]
    assert reader.quote(*offered[0]) == quote


def test_a_selection_ends_with_the_page(reader):
    reader.turn_to(1)
    reader.selectAll()
    unit, start, stop = reader.selected(exact=True)
    assert (unit, start) == (BODY_ID, reader.pages.blocks(1)[0].start)
    assert BODY[start:stop].split("\n") == [b.text for b in reader.pages.blocks(1) if b.unit == BODY_ID]


def test_finding_goes_through_all_pages_with_the_right_count(reader, room):
    bar = FindBar(reader, room)
    bar.open(article())
    bar.field.setText("says 😀 why")
    assert bar.told() == "1 of 450"
    bar.step(-1)
    assert bar.told() == "450 of 450 · from the end"
    assert in_sight(reader, comment(450), 5)
    for number in (449, 448):
        bar.step(-1)
        assert bar.told() == f"{number} of 450"
    bar.field.setText("comment 201 ")
    assert (bar.told(), reader.selected()[0]) == ("1 of 1", comment(201))


def test_a_place_found_over_the_edge_of_a_page_is_left_again(reader, room):
    bar = FindBar(reader, room)
    bar.open(article())
    bar.field.setText("said so. " + BODY[reader.pages.blocks(1)[0].start :][:3])
    bar.show_article(article())
    count = len(bar._places)
    assert count == 1
    bar.step(1)
    bar.step(1)
    assert bar.told() == "1 of 1 · from the top"


def test_the_comment_that_is_answered_is_pinned_from_another_page_and_a_click_leads_there(reader):
    reader.set_current_unit(comment(440))
    pinned = reader.findChild(PinnedParent)
    assert pinned.isVisible()
    assert pinned.accessibleName() == f"Answers: {TEXTS[comment(3)]}"
    QTest.mouseClick(pinned, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert reader.page == reader.pages.page_of(comment(3))
    assert in_sight(reader, comment(3), 0)


def test_another_look_keeps_the_page(reader, look):
    reader.set_current_unit(comment(300))
    here = reader.page
    look("dark", 1.5)
    assert reader.page == here
    assert in_sight(reader, comment(300), 0)


def test_a_place_marked_in_a_preview_is_shown_from_its_page(qtbot, most, look):
    look()
    view = ArticleView()
    view.resize(700, 500)
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.show_article(article())
    marked = Marked(view)
    place = (comment(449), 0, 11)
    marked.show([(BODY_ID, 3, 9), place])
    marked.go(place)
    assert view.page == view.pages.page_of(comment(449))
    assert view.viewport().rect().contains(view.cursorRect())
    assert [selected for _, selected in marked._marks.boxes(view.viewport().rect())] == [True]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_number_in_the_gutter_is_cut(reader, look, monkeypatch, scale):
    shown: list[tuple[str, float]] = []
    keep = lambda _painter, room, words, role, *_: shown.append((words, room.width() - text_width(role, words)))  # noqa: E731
    look("light", scale)
    reader.set_current_unit(comment(449))
    monkeypatch.setattr(reader_paint, "paint_text", keep)
    reader.grab()
    assert "449" in {words for words, _ in shown}
    assert all(room >= 0 for _, room in shown)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_bar_is_reached_from_the_text_and_used_by_keyboard(reader, key):
    QTest.keyClick(reader, Qt.Key.Key_Tab)
    control = QApplication.focusWidget()
    assert control.text() == "Next 39 comments"
    QTest.keyClick(control, key)
    assert reader.page == 1
    reader.setFocus()
    QTest.keyClick(reader, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Previous page"
    QTest.keyClick(QApplication.focusWidget(), key)
    assert reader.page == 0


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_bar_cuts_no_button_and_shortens_its_words_rather(reader, room, look, monkeypatch, scale, qapp):
    look("light", scale)
    room.resize(700 if scale == 1 else 860, 700)
    reader.turn_to(2)
    qapp.processEvents()
    bar = reader.findChild(PageBar)
    for control in (bar.previous, bar.next):
        assert control.width() >= control.sizeHint().width()
        assert bar.rect().contains(control.geometry())
    shown: list[tuple[str, float]] = []
    monkeypatch.setattr(paint, "paint_text", lambda _p, rect, words, *_: shown.append((words, rect.width())))
    bar.grab()
    ((words, width),) = shown
    assert words == bar.accessibleName() == "Comments 40–110 of 450 · Page 3 of 8"
    assert width <= bar.previous.x()


def test_a_note_on_the_article_stands_at_its_beginning_alone(reader):
    reader.set_notes({1: "looked at twice"})
    assert reader._view.note_beside(reader.document().begin()) == "looked at twice"
    reader.turn_to(len(reader.pages) - 1)
    assert reader._view.note_beside(reader.document().begin()) == ""
