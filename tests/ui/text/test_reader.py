"""The reader by mouse and by keyboard: what is offered is exactly a stored quote."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget

from intercoder.records import Unit
from intercoder.ui.code.pinned import HEIGHT, PinnedParent
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_view import LaneCoder, SpanView
from intercoder.ui.theme import current

PARAGRAPHS = (
    "Karzai called it an important meeting and said he was glad Kayani and Jilani had found the time to travel.",
    '"Let\'s hope forward for the best," he told reporters.',
    "The meeting follows weeks of tension with Pakistan over their 2,600-km border and stalled peace efforts.",
)
BODY = "\r\n".join(PARAGRAPHS)
CORRECTION = "Correction: An earlier version of the story stated that Jalil Jilani is Pakistan's foreign minister."
COMMENTS = (
    "why is he standing 😀 like he is a servant of other two",
    "یہ ایک تبصرہ ہے جو اردو میں لکھا گیا ہے",
    "@user یہ ایک تبصرہ 👨‍👩‍👧‍👦 ہے and then 😀 irony again",
    "\ufeffTen\xa0comments are\r\nhere\u2028and there",
)
ARTICLE, BODY_ID, CORRECTION_ID, HEADER, RULES, FIRST = 1, 2, 20, 21, 22, 30
CODERS = (LaneCoder(1, "AK", "Aylin Kaya"), LaneCoder(2, "BM", "Ben Moor"), LaneCoder(3, "CS", "Carla Sol"))
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def article() -> list[Unit]:
    units = [Unit(ARTICLE, "article", "A0001", 1, None, 1, None, True)]
    units.append(Unit(BODY_ID, "body", "A0001-B01", 1, 1, 1, BODY, True))
    for n, text in enumerate(PARAGRAPHS, 1):
        at = BODY.index(text)
        units.append(Unit(2 + n, "paragraph", f"A0001-P{n:02}", 1, BODY_ID, n, text, True, at, at + len(text)))
    units.append(Unit(CORRECTION_ID, "correction", "A0001-R01", 1, 1, 2, CORRECTION, True))
    units.append(Unit(HEADER, "comments_header", "A0001-N01", 1, 1, 3, "COMMENTS (10)", False))
    units.append(Unit(RULES, "boilerplate", "A0001-X01", 1, 1, 4, "Comments are moderated.", False))
    for n, text in enumerate(COMMENTS):
        units.append(Unit(FIRST + n, "comment", f"A0001-C{n + 1:03}", 1, 1, 5 + n, text, True))
    return units


TEXTS = {u.id: u.text for u in article()}


def span(number: int, unit: int, quote: str, coder: int = 1, colour: str = "blue", category: str = "Conflict frame"):
    start = TEXTS[unit].index(quote)
    initials = CODERS[coder - 1].initials
    return SpanView(number, unit, start, start + len(quote), colour, category, coder, initials, coder == 1)


@pytest.fixture
def reader(qtbot, look) -> Reader:
    reader = Reader()
    reader.resize(800, 1000)
    qtbot.addWidget(reader)
    with qtbot.waitActive(reader):
        reader.show()
        reader.activateWindow()
    reader.show_article(article(), Facts(notes={FIRST: "Nadir · 3 April 2013"}))
    reader.set_lanes(CODERS)
    reader.setFocus()
    return reader


def drag(reader: Reader, unit: int, start: int, stop: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Drags the mouse from before character `start` to behind character `stop - 1`."""
    first, last = reader.point_of(unit, start), reader.point_of(unit, stop, stop=True)
    drag_points(reader, first, last, modifiers)


def drag_points(reader: Reader, first: QPoint, last: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    view = reader.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, modifiers, first)
    QTest.mouseMove(view, (first + last) / 2)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, modifiers, last)


def words(reader: Reader, offered: list[tuple[int, int, int]]) -> list[str]:
    return [reader.quote(*selection) for selection in offered]


def put_caret(reader: Reader, unit: int, quote: str) -> None:
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=reader.point_of(unit, TEXTS[unit].index(quote)))


# ---------------------------------------------------------------- by mouse


@pytest.mark.parametrize(
    ("unit", "dragged", "quote"),
    [
        (BODY_ID, "portant meet", "important meeting"),
        (FIRST, "ke he is a ser", "like he is a servant"),
        (FIRST, "ing 😀 li", "standing 😀 like"),
        (FIRST + 1, "تبصرہ ہے جو", "تبصرہ ہے جو"),
        (FIRST + 1, "بصرہ ہے ج", "تبصرہ ہے جو"),
        (FIRST + 2, "ایک تبصرہ", "ایک تبصرہ"),
        (FIRST + 2, "then 😀 iro", "then 😀 irony"),
        (FIRST + 2, "nd th", "and then"),
        (FIRST + 3, "comments are\r\nhere\u2028an", "comments are\r\nhere\u2028and"),
    ],
)
def test_a_drag_offers_exactly_the_stored_words(reader, offered, unit, dragged, quote):
    start = TEXTS[unit].index(dragged)
    drag(reader, unit, start, start + len(dragged))
    assert words(reader, offered) == [quote]
    assert offered[0][0] == unit


def test_a_drag_backwards_offers_the_same(reader, offered):
    start = COMMENTS[0].index("servant")
    drag_points(reader, reader.point_of(FIRST, start + 7, stop=True), reader.point_of(FIRST, start))
    assert words(reader, offered) == ["servant"]


def test_with_alt_a_drag_is_exact(reader, offered):
    start = COMMENTS[0].index("ervan")
    drag(reader, FIRST, start, start + 5, ALT)
    assert words(reader, offered) == ["ervan"]


def test_a_drag_within_a_family_of_emoji_takes_the_whole_family(reader, offered):
    start = COMMENTS[2].index("👨")
    drag(reader, FIRST + 2, start, start + 7, ALT)
    assert words(reader, offered) == ["👨‍👩‍👧‍👦"]


def test_a_span_of_the_body_may_cross_its_paragraphs(reader, offered):
    start, stop = BODY.index("glad Kayani"), BODY.index(" for the best")
    drag(reader, BODY_ID, start, stop)
    assert offered == [(BODY_ID, start, stop)]
    assert "\r\n" in reader.quote(*offered[0])


def test_a_selection_is_clipped_to_the_text_where_it_began(reader, offered):
    start = CORRECTION.index("foreign")
    first = reader.point_of(CORRECTION_ID, start)
    drag_points(reader, first, reader.point_of(FIRST, 9))
    drag_points(reader, first, reader.point_of(BODY_ID, 10))
    assert words(reader, offered) == ["foreign minister.", CORRECTION[:start].rstrip()]


def test_what_is_shown_as_selected_is_what_was_offered(reader, offered):
    drag(reader, FIRST, 1, 5)
    assert reader.textCursor().selectedText() == reader.quote(*offered[0]) == "why is"


def test_a_text_that_is_not_coded_offers_nothing(reader, offered):
    drag(reader, RULES, 0, 8)
    assert offered == []
    assert reader.textCursor().hasSelection()


def test_a_double_click_offers_a_word(reader, offered):
    point = reader.point_of(FIRST, COMMENTS[0].index("rvant"))
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseRelease(reader.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert words(reader, offered) == ["servant"]


def test_a_second_drag_begins_inside_the_first(reader, offered):
    start = COMMENTS[0].index("servant of other")
    drag(reader, FIRST, start, start + 16)
    drag(reader, FIRST, start + 8, start + 16)
    assert words(reader, offered) == ["servant of other", "of other"]


# ---------------------------------------------------------------- by keyboard


def test_words_selected_by_caret_are_offered_on_enter(qtbot, reader, offered):
    put_caret(reader, FIRST, "servant")
    for _ in range(2):
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT | CONTROL)
    assert offered == []
    QTest.keyClick(reader, Qt.Key.Key_Return)
    assert words(reader, offered) == ["servant of"]


def test_alt_enter_offers_the_characters_as_they_are(reader, offered):
    put_caret(reader, FIRST, "servant")
    for _ in range(3):
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_Return, ALT)
    assert words(reader, offered) == ["ser"]


def test_an_arrow_steps_over_an_emoji_at_once(reader, offered):
    put_caret(reader, FIRST, "😀")
    QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_Return, ALT)
    assert words(reader, offered) == ["😀"]


def test_the_brackets_go_through_the_spans_in_the_order_of_the_text(reader):
    reader.set_spans([span(7, FIRST, "servant"), span(5, BODY_ID, "tension"), span(6, BODY_ID, "important meeting")])
    visited: list[int] = []
    reader.span_clicked.connect(visited.append)
    for key in "]]]][":
        QTest.keyClicks(reader, key)
    assert visited == [6, 5, 7, 5]
    assert reader.current_span == 5


@pytest.mark.parametrize(
    ("unit", "quote", "key", "modifiers", "moved"),
    [
        (FIRST, "a servant", Qt.Key.Key_Right, SHIFT | ALT, "a servant of"),
        (FIRST, "a servant", Qt.Key.Key_Left, SHIFT | ALT, "a"),
        (FIRST, "a servant", Qt.Key.Key_Left, SHIFT | ALT | CONTROL, "is a servant"),
        (FIRST, "a servant", Qt.Key.Key_Right, SHIFT | ALT | CONTROL, "servant"),
        (FIRST + 1, "تبصرہ ہے", Qt.Key.Key_Left, SHIFT | ALT, "تبصرہ ہے جو"),
        (FIRST + 2, "then", Qt.Key.Key_Right, SHIFT | ALT, "then 😀"),
    ],
)
def test_an_edge_of_the_current_span_moves_by_a_word(reader, unit, quote, key, modifiers, moved):
    found = []
    reader.edge_moved.connect(lambda *edges: found.append(edges))
    reader.set_spans([span(1, unit, quote)])
    reader.set_current_span(1)
    QTest.keyClick(reader, key, modifiers)
    assert [reader.quote(unit, start, stop) for _, start, stop in found] == [moved]


def test_only_an_own_span_is_changed_or_removed(reader):
    asked: list[int] = []
    reader.removal_asked.connect(asked.append)
    reader.edge_moved.connect(lambda *edges: asked.append(edges[0]))
    reader.set_spans([span(1, FIRST, "servant"), span(2, FIRST, "other", coder=2)])
    for number in (2, 1):
        reader.set_current_span(number)
        QTest.keyClick(reader, Qt.Key.Key_Delete)
        QTest.keyClick(reader, Qt.Key.Key_Right, SHIFT | ALT)
    assert asked == [1, 1]


@pytest.mark.parametrize("key", [Qt.Key.Key_1, Qt.Key.Key_J, Qt.Key.Key_Space, Qt.Key.Key_Minus])
def test_single_keys_are_left_to_the_form(reader, key):
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    reader.keyPressEvent(event)
    assert not event.isAccepted()


# ---------------------------------------------------------------- clicks


def test_a_click_tells_the_unit_and_the_span_under_it(reader):
    units, spans = [], []
    reader.unit_clicked.connect(units.append)
    reader.span_clicked.connect(spans.append)
    reader.set_spans([span(1, FIRST, "a servant of other"), span(2, FIRST, "servant", colour="purple"), span(3, FIRST, "two")])
    text = COMMENTS[0]
    for quote in ("ervant", "f other", "tanding"):
        QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=reader.point_of(FIRST, text.index(quote)))
    assert units == [FIRST] * 3
    assert spans == [2, 1]


def test_a_click_in_the_body_tells_its_paragraph(reader):
    units = []
    reader.unit_clicked.connect(units.append)
    put_caret(reader, BODY_ID, "hope")
    put_caret(reader, CORRECTION_ID, "earlier")
    assert units == [4, CORRECTION_ID]


def test_a_click_in_the_margin_tells_the_own_span(reader):
    reader.set_spans([span(1, FIRST, "servant of", coder=2), span(2, FIRST, "a servant", coder=1)])
    reader.grab()
    (mark,) = reader.margin.marks
    clicked = []
    reader.span_clicked.connect(clicked.append)
    QTest.mouseClick(reader.margin, Qt.MouseButton.LeftButton, pos=QPoint(60, round(mark.label) + 5))
    assert clicked == [2]


# ---------------------------------------------------------------- shown


def colours_under(reader: Reader, unit: int, quote: str) -> set[str]:
    picture = reader.viewport().grab().toImage()
    text = TEXTS[unit]
    at = reader.point_of(unit, text.index(quote) + len(quote) // 2)
    return {picture.pixelColor(at.x(), y).name() for y in range(at.y() - 14, at.y() + 24)}


def test_each_coder_has_a_lane_of_the_category(reader, look):
    theme = look()
    reader.set_spans([span(n, FIRST, "servant", coder=n) for n in (1, 2, 3)])
    picture = reader.viewport().grab().toImage()
    point = reader.point_of(FIRST, COMMENTS[0].index("rvant"))
    column = [picture.pixelColor(point.x(), y).name() for y in range(point.y(), point.y() + 24)]
    assert column.count(theme.code("blue").name()) == 6  # three lanes of two pixels


def test_spans_of_coders_without_a_lane_are_not_shown(reader, look):
    reader.set_spans([span(2, FIRST, "servant", coder=2)])
    blue = look().code("blue").name()
    assert blue in colours_under(reader, FIRST, "servant")
    reader.set_lanes(CODERS[:1])
    assert blue not in colours_under(reader, FIRST, "servant")


def test_one_lane_needs_less_room_than_three(reader):
    before = reader.point_of(FIRST + 3, 0).y()
    reader.set_lanes(CODERS[:1])
    assert reader.point_of(FIRST + 3, 0).y() < before


def test_a_span_over_paragraphs_is_painted_in_each(reader, look):
    theme = look()
    start, stop = BODY.index("travel"), BODY.index(" hope")
    reader.set_spans([SpanView(1, BODY_ID, start, stop, "green", "Attribution", 1, "AK", True)])
    for quote in ("travel", "Let"):
        assert theme.code("green").name() in colours_under(reader, BODY_ID, quote)


def test_the_current_unit_has_full_contrast_and_the_rest_is_dimmed(reader, look):
    theme = look()
    reader.set_current_unit(FIRST)
    text, dim = theme.colour("text").name(), theme.colour("dim").name()
    here, there = colours_in(reader, FIRST), colours_in(reader, CORRECTION_ID)
    assert text in here
    assert dim not in here
    assert dim in there
    assert text not in there
    reader.set_current_unit(ARTICLE)
    assert text in colours_in(reader, CORRECTION_ID)


def colours_in(reader: Reader, unit: int) -> set[str]:
    reader.clearFocus()  # no caret
    picture = reader.viewport().grab().toImage()
    first, last = reader.point_of(unit, 0), reader.point_of(unit, 20)
    return {picture.pixelColor(x, y).name() for x in range(first.x(), last.x()) for y in range(first.y() - 10, first.y() + 10)}


def test_a_change_of_theme_and_scale_keeps_spans_and_unit(reader, look):
    reader.set_spans([span(1, FIRST, "servant")])
    reader.set_current_unit(FIRST)
    theme = look("dark", 2.0)
    reader.set_current_span(1)
    assert theme.code("blue").name() in colours_under(reader, FIRST, "servant")
    assert reader.viewport().grab().toImage().pixelColor(1, 1) == theme.colour("surface")


def test_the_current_span_is_outlined_in_the_accent(reader, look):
    accent = look().colour("accent").name()
    reader.set_spans([span(1, FIRST, "servant")])
    assert accent not in colours_under(reader, FIRST, "servant")
    reader.set_current_span(1)
    assert accent in colours_under(reader, FIRST, "servant")
    reader.set_current_span(None)
    assert accent not in colours_under(reader, FIRST, "servant")


def test_labels_in_the_margin_never_lie_on_each_other(reader):
    quotes = ("why", "is", "he", "standing", "like", "servant")
    names = ("A", "B", "C", "D", "E", "F")
    reader.set_spans([span(n, FIRST, q, category=c) for n, (q, c) in enumerate(zip(quotes, names, strict=True), 1)])
    reader.grab()
    labels = [mark.label for mark in reader.margin.marks]
    assert len(labels) == 6
    assert all(b - a >= 20 for a, b in pairwise(labels))


def test_a_narrow_reader_gives_up_names_then_chips_but_not_the_text(reader):
    widths = []
    for width in (1200, 775, 660, 400):
        reader.resize(width, 700)
        widths.append((reader.viewport().width(), reader.margin.width()))
    margins = [margin for _, margin in widths]
    assert margins == sorted(margins, reverse=True)
    assert len(set(margins)) == 3
    assert widths[-1][0] > 300


def test_a_long_jump_brings_the_unit_into_sight(reader):
    reader.resize(800, 200)
    reader.set_current_unit(FIRST + 3)
    assert 0 < reader.point_of(FIRST + 3, 0).y() < reader.viewport().height()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_current_unit_stays_in_sight_when_the_window_or_the_type_changes(qtbot, reader, look, scale):
    comments = [Unit(2 + n, "comment", f"A0001-C{n + 1:03}", 1, 1, n + 1, f"{n} {COMMENTS[0]} " * 5, True) for n in range(60)]
    reader.show_article([Unit(1, "article", "A0001", 1, None, 1, None, True), *comments])
    reader.set_current_unit(40)
    look("light", scale)
    for size in ((520, 300), (1300, 900)):
        reader.resize(*size)
        qtbot.waitUntil(lambda wanted=size: (reader.width(), reader.height()) == wanted)
        assert 0 <= reader.point_of(40, 0).y() < reader.viewport().height()


def test_an_urdu_comment_is_set_from_right_to_left(reader):
    assert reader.point_of(FIRST + 1, 0).x() > reader.point_of(FIRST + 1, len(COMMENTS[1])).x()
    assert reader.point_of(FIRST + 1, 0).x() > reader.viewport().width() * 0.8


def test_copying_gives_the_stored_characters(reader):
    drag(reader, FIRST + 3, 1, len(COMMENTS[3]), ALT)
    assert reader.createMimeDataFromSelection().text() == COMMENTS[3][1:]


def test_text_is_never_taken_for_markup_and_nothing_is_loaded(reader):
    html = '<b>bold</b> <img src="https://example.org/x.png">'
    reader.show_article(
        [Unit(1, "article", "A0001", 1, None, 1, None, True), Unit(2, "comment", "A0001-C001", 1, 1, 1, html, True)]
    )
    assert html in reader.toPlainText()
    assert reader.document().loadResource(2, "https://example.org/x.png") is None


def test_an_article_without_any_text_is_shown_empty(reader):
    reader.show_article([Unit(1, "article", "A0001", 1, None, 1, None, True)])
    assert reader.toPlainText() == ""
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 40))
    QTest.keyClicks(reader, "]")
    assert reader.current_span is None


def test_the_reader_tells_its_codings_to_those_who_cannot_see_them(reader):
    interface = QAccessible.queryAccessibleInterface(reader)
    assert interface.text(QAccessible.Text.Name) == "Text of the article"
    reader.set_spans([span(n, FIRST, "servant", coder=n) for n in (1, 2, 3)] + [span(4, BODY_ID, "hope")])
    assert interface.text(QAccessible.Text.Description) == "4 codings"
    reader.set_current_unit(4)
    assert interface.text(QAccessible.Text.Description) == "1 coding"


def test_the_caret_tells_where_it_is(qtbot, reader):
    with qtbot.waitSignal(reader.caret_moved) as moved:
        put_caret(reader, FIRST + 2, "irony")
    assert moved.args == [FIRST + 2, COMMENTS[2].index("irony")]


def test_the_last_of_many_comments_is_brought_into_sight_at_once(reader):
    comments = [Unit(2 + n, "comment", f"A0001-C{n + 1:03}", 1, 1, n + 1, f"{n} {COMMENTS[0]} " * 5, True) for n in range(400)]
    units = [Unit(1, "article", "A0001", 1, None, 1, None, True), *comments]
    reader.show_article(units)
    reader.set_current_unit(comments[-1].id)
    assert 0 < reader.point_of(comments[-1].id, 0).y() < reader.viewport().height()
    reader.show_article(units)
    reader.set_spans([SpanView(1, 300, 0, 5, "blue", "Conflict frame", 1, "AK", True)])
    reader.set_current_span(1)
    assert 0 < reader.point_of(300, 0).y() < reader.viewport().height()


def test_codings_are_painted_at_the_very_first_sight(reader, look):
    theme = look()
    long = "\n".join([PARAGRAPHS[0] * 40] * 50)  # more than Qt lays out at once
    reader.show_article(
        [Unit(ARTICLE, "article", "A0001", 1, None, 1, None, True), Unit(BODY_ID, "body", "A0001-B01", 1, 1, 1, long, True)]
    )
    reader.set_spans([span(1, BODY_ID, "Karzai", colour="green")])
    picture = QImage(reader.size(), QImage.Format.Format_ARGB32_Premultiplied)
    reader.render(picture, QPoint())
    left, lane = reader.point_of(BODY_ID, 2), theme.code("green").name()
    assert lane in {picture.pixelColor(left.x(), y).name() for y in range(left.y(), left.y() + 24)}
    assert len(reader.margin.marks) == 1


def test_the_comment_that_is_answered_stays_in_sight_above_its_reply(reader):
    units = [Unit(2 + n, "comment", f"A0001-C{n + 1:03}", 1, 1, n + 1, f"{n} {COMMENTS[0]} " * 5, True) for n in range(30)]
    units.insert(0, Unit(1, "article", "A0001", 1, None, 1, None, True))
    reader.resize(800, 400)
    reader.show_article(units, Facts(replies={20: 3, 4: 3}, notes={3: "Nadir"}))
    pinned = reader.findChild(PinnedParent)
    clicked = []
    reader.unit_clicked.connect(clicked.append)
    reader.set_current_unit(20)
    assert pinned.isVisible()
    assert pinned.accessibleName().startswith("Answers: 1 why is he standing")
    assert reader.point_of(20, 0).y() > pinned.height()
    QTest.mouseClick(pinned, Qt.MouseButton.LeftButton)
    assert clicked == [3]
    reader.set_current_unit(21)
    assert not pinned.isVisible()
    reader.set_current_unit(4)
    reader.verticalScrollBar().setValue(0)
    assert not pinned.isVisible()


def test_the_comment_that_is_answered_takes_no_third_of_a_low_window_from_its_reply(reader):
    units = [Unit(2 + n, "comment", f"A0001-C{n + 1:03}", 1, 1, n + 1, f"{n} {COMMENTS[0]} " * 5, True) for n in range(30)]
    units.insert(0, Unit(1, "article", "A0001", 1, None, 1, None, True))
    pinned = reader.findChild(PinnedParent)
    for times, is_pinned in ((4, True), (2, False), (4, True)):
        reader.resize(800, times * current().px(HEIGHT))
        reader.show_article(units, Facts(replies={20: 3}))
        reader.set_current_unit(20)
        assert pinned.isVisible() == is_pinned
        assert (pinned.height() if is_pinned else 0) < reader.point_of(20, 0).y() < reader.viewport().height()


def test_spans_that_go_move_or_change_are_painted_as_they_are_now(reader, look):
    theme = look()
    blue, green = theme.code("blue").name(), theme.code("green").name()
    reader.set_spans([span(1, FIRST, "servant"), span(2, FIRST, "standing"), span(3, BODY_ID, "tension")])
    reader.set_spans([span(1, FIRST, "servant", colour="green"), span(2, FIRST, "why")])
    assert green in colours_under(reader, FIRST, "servant")
    assert blue not in colours_under(reader, FIRST, "servant") | colours_under(reader, FIRST, "standing")
    assert blue in colours_under(reader, FIRST, "why")
    assert blue not in colours_under(reader, BODY_ID, "tension")
    assert [mark.group.start for mark in reader.margin.marks] == [0, COMMENTS[0].index("servant")]


def test_names_have_the_same_room_with_any_number_of_coders(reader):
    wide = []
    for count in (1, 2, 3):
        reader.set_lanes(CODERS[:count])
        wide.append(reader.margin.widths()[0])
    assert wide[1] - wide[0] == wide[2] - wide[1] == 26  # one chip and its gap


@pytest.mark.parametrize("pages", [1, 8])
@pytest.mark.parametrize("grabbed", [False, True])
def test_the_margin_begins_where_the_text_ends_also_when_the_bar_goes_while_it_is_shown(qtbot, look, pages, grabbed):
    look()
    dialog = QDialog()
    dialog.resize(1000, 400)
    sides, views = QSplitter(dialog), []
    QVBoxLayout(dialog).addWidget(sides)
    for units in (article()[:4], article() * pages):
        side = QWidget(sides)
        view = ArticleView(side)
        QVBoxLayout(side).addWidget(view)
        sides.addWidget(side)
        view.show_article(units)
        views.append(view)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    if grabbed:
        dialog.grab()
    for view in views:
        assert view.margin.geometry().left() == view.viewport().geometry().right() + 1
        assert view.margin.height() == view.viewport().height()


def test_an_article_that_is_shown_again_has_no_spans(reader, look):
    reader.set_spans([span(1, BODY_ID, "important meeting")])
    assert look().code("blue").name() in colours_under(reader, BODY_ID, "important")
    reader.show_article(article())
    assert reader.margin.marks == []
    assert look().code("blue").name() not in colours_under(reader, BODY_ID, "important")
    assert reader.spans_at(reader.point_of(BODY_ID, BODY.index("important") + 3)) == []
