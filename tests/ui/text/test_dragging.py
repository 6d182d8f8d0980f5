"""Selecting by a hand that drags any way, and by keys from right to left: always a stretch of one text, as it is stored."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from intercoder.records import Unit
from intercoder.ui.text.article_blocks import Facts
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_view import LaneCoder

LEFT = Qt.MouseButton.LeftButton
ALT, SHIFT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LINES = (
    "Karzai called it an important meeting 😀 in Brussels.",
    "یہ ایک اہم ملاقات تھی جس میں سب نے بات کی۔",
    "“Let's hope forward,” he said; 這是一個很長的評論 and left 👨‍👩‍👧‍👦 home.",
)
BODY_TEXT = "\r\n".join(LINES)
FIRST_TEXT = "why is he standing 😀 there, said Kayani's friend"
URDU_TEXT = "ایک تبصرہ 🇵🇰 جو اردو میں لکھا گیا ہے"
MIXED_TEXT = "the word تبصرہ means 12 بار comment"
ARTICLE, BODY, FIRST, URDU, MIXED, RULES = 1, 2, 10, 11, 12, 20
TEXTS = {BODY: BODY_TEXT, FIRST: FIRST_TEXT, URDU: URDU_TEXT, MIXED: MIXED_TEXT}


def article() -> list[Unit]:
    units = [Unit(ARTICLE, "article", "A1", 1, None, 1, None, True)]
    units.append(Unit(BODY, "body", "A1-B01", 1, 1, 1, BODY_TEXT, True))
    for number, line in enumerate(LINES, 1):
        at = BODY_TEXT.index(line)
        units.append(Unit(2 + number, "paragraph", f"A1-P{number:02}", 1, BODY, number, line, True, at, at + len(line)))
    units.append(Unit(RULES, "boilerplate", "A1-X01", 1, 1, 2, "Comments are moderated.", False))
    for number, unit in enumerate((FIRST, URDU, MIXED), 1):
        units.append(Unit(unit, "comment", f"A1-C{number:03}", 1, 1, 2 + number, TEXTS[unit], True))
    return units


@pytest.fixture
def reader(qtbot, look) -> Reader:
    look()
    reader = Reader()
    reader.resize(900, 700)
    qtbot.addWidget(reader)
    with qtbot.waitActive(reader):
        reader.show()
        reader.activateWindow()
    reader.show_article(article(), Facts(notes={FIRST: "Nadir · 3 April 2013"}))
    reader.set_lanes((LaneCoder(1, "AK"),))
    reader.setFocus()
    return reader


def drag(reader: Reader, first: QPoint, last: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    view = reader.viewport()
    QTest.mousePress(view, LEFT, modifiers, first)
    QTest.mouseMove(view, (first + last) / 2)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, LEFT, modifiers, last)


def before(reader: Reader, unit: int, words: str) -> QPoint:
    return reader.point_of(unit, TEXTS[unit].index(words))


def behind(reader: Reader, unit: int, words: str) -> QPoint:
    return reader.point_of(unit, TEXTS[unit].index(words) + len(words), stop=True)


def quotes(reader: Reader, offered) -> list[tuple[int, str]]:
    assert all(reader.quote(*place) == TEXTS[place[0]][place[1] : place[2]] for place in offered)
    return [(place[0], reader.quote(*place)) for place in offered]


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("unit", "dragged", "snapped"),
    [
        (BODY, "ortant mee", "important meeting"),
        (BODY, "eeting 😀 i", "meeting 😀 in"),
        (BODY, "لاقات تھی ج", "ملاقات تھی جس"),
        (BODY, "et's hop", "Let's hope"),
        (BODY, "eft 👨‍👩‍👧‍👦 h", "left 👨‍👩‍👧‍👦 home"),
        (FIRST, "ayani's fr", "Kayani's friend"),
        (URDU, "صرہ 🇵🇰 ج", "تبصرہ 🇵🇰 جو"),
        (MIXED, "ord تبصرہ mea", "word تبصرہ means"),
    ],
)
def test_a_drag_either_way_takes_the_words_it_touches_and_with_alt_the_signs(
    reader, offered, unit, dragged, snapped, backwards
):
    ends = [before(reader, unit, dragged), behind(reader, unit, dragged)]
    if backwards:
        ends.reverse()
    drag(reader, *ends)
    drag(reader, *ends, ALT)
    assert quotes(reader, offered) == [(unit, snapped), (unit, dragged)]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_drag_over_paragraphs_of_the_body_is_one_stretch_of_it(reader, offered, backwards):
    ends = [before(reader, BODY, "important"), behind(reader, BODY, "Let's")]
    drag(reader, *(reversed(ends) if backwards else ends))
    start = BODY_TEXT.index("important")
    assert quotes(reader, offered) == [(BODY, BODY_TEXT[start : BODY_TEXT.index("Let's") + 5])]
    assert "\r\n" in reader.quote(*offered[0])


@pytest.mark.parametrize(
    ("first", "last", "unit", "quote"),
    [
        ((BODY, "and left"), (FIRST, "standing"), BODY, "and left 👨‍👩‍👧‍👦 home."),
        ((FIRST, "standing"), (BODY, "hope"), FIRST, "why is he standing"),
        ((FIRST, "Kayani's"), (MIXED, "word"), FIRST, "Kayani's friend"),
        ((URDU, "اردو میں"), (FIRST, "why"), URDU, "ایک تبصرہ 🇵🇰 جو اردو میں"),
        ((MIXED, "word"), (BODY, "Karzai"), MIXED, "the word"),
    ],
)
def test_a_drag_out_of_a_text_ends_with_the_text_in_which_it_began(reader, offered, first, last, unit, quote):
    down = list(TEXTS).index(first[0]) < list(TEXTS).index(last[0])
    drag(reader, before(reader, *first) if down else behind(reader, *first), before(reader, *last))
    assert quotes(reader, offered) == [(unit, quote)]
    assert reader.selected(exact=True) == offered[0], "what is shown as selected is what was offered"


def test_a_drag_that_begins_on_a_line_of_the_readers_own_or_on_boilerplate_offers_nothing(reader, offered):
    note = before(reader, FIRST, "why") - QPoint(0, 26)
    assert reader.place_at(note) is None
    drag(reader, note, behind(reader, FIRST, "standing"))
    drag(reader, reader.point_of(RULES, 4), behind(reader, FIRST, "standing"))
    assert offered == []


@pytest.mark.parametrize(
    ("unit", "at", "word"),
    [
        (BODY, "portant", "important"),
        (BODY, "et's", "Let's"),
        (BODY, "لاقات", "ملاقات"),
        (BODY, "很", "很"),
        (BODY, "😀", "😀"),
        (BODY, "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        (URDU, "🇵🇰", "🇵🇰"),
        (URDU, "لکھا", "لکھا"),
        (MIXED, "تبصرہ", "تبصرہ"),
        (MIXED, "12", "12"),
    ],
)
def test_a_double_click_takes_the_word_or_sign_under_it(reader, offered, unit, at, word):
    start = TEXTS[unit].index(at)
    ends = reader.point_of(unit, start), reader.point_of(unit, start + len(at), stop=True)
    point = ends[0] + (ends[1] - ends[0]) / 3
    QTest.mouseClick(reader.viewport(), LEFT, pos=point)
    QTest.mouseDClick(reader.viewport(), LEFT, pos=point)
    QTest.mouseRelease(reader.viewport(), LEFT, pos=point)
    assert quotes(reader, offered) == [(unit, word)]


@pytest.mark.parametrize("unit", [BODY, FIRST, URDU, MIXED])
def test_a_triple_click_takes_the_whole_paragraph(reader, offered, unit):
    point, view = reader.point_of(unit, 6), reader.viewport()
    QTest.mouseClick(view, LEFT, pos=point)
    QTest.mouseDClick(view, LEFT, pos=point)
    QTest.mouseRelease(view, LEFT, pos=point)
    offered.clear()
    QTest.mouseClick(view, LEFT, pos=point)
    assert quotes(reader, offered) == [(unit, LINES[0] if unit == BODY else TEXTS[unit])]


@pytest.mark.parametrize(
    ("unit", "at", "keys", "quote"),
    [
        (URDU, 0, [(Qt.Key.Key_Left, SHIFT)] * 3, "ایک"),
        (URDU, 4, [(Qt.Key.Key_Left, SHIFT | CONTROL)] * 2, "تبصرہ 🇵🇰"),
        (URDU, 13, [(Qt.Key.Key_Right, SHIFT)] * 2, "🇵🇰 "),
        (URDU, 9, [(Qt.Key.Key_End, SHIFT)], " 🇵🇰 جو اردو میں لکھا گیا ہے"),
        (URDU, 9, [(Qt.Key.Key_Home, SHIFT)], "ایک تبصرہ"),
        (MIXED, 4, [(Qt.Key.Key_Right, SHIFT | CONTROL)] * 2, "word تبصرہ"),
    ],
)
def test_shift_and_arrows_select_in_the_direction_of_the_text(reader, offered, unit, at, keys, quote):
    reader.select(unit, at, at)
    for key, modifiers in keys:
        QTest.keyClick(reader, key, modifiers)
    QTest.keyClick(reader, Qt.Key.Key_Return, ALT)
    assert [words.rstrip() for _, words in quotes(reader, offered)] == [quote.rstrip()]
    assert offered[0][0] == unit
