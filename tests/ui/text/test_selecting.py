"""What is selected is what is quoted: in any script, by mouse and by keys, over soft line ends and changes of direction."""

import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt, QTextBoundaryFinder
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from intercoder.records import Unit
from intercoder.ui.positions import Positions, display
from intercoder.ui.text.reader import Reader

TEXTS = {
    "latin": "why is he standing like he is a servant of other two, and who let them in without a word to anybody at all? " * 2,
    "urdu": "یہ ایک تبصرہ ہے جو اردو میں لکھا گیا ہے اور دوسری سطر تک جاتا ہے کیونکہ یہ بہت لمبا ہے۔ " * 3,
    "ideographs": "這是一個很長的評論\U00020000字,寫給記者看的,沒有空格也沒有停頓。" * 4,
    "mixed": "the word تبصرہ means 😀 comment, and اردو میں it is 👨‍👩‍👧‍👦 written from the right, 12 بار۔ " * 3,
    "flags": "from 🇵🇰🇦🇫 to 🇧🇪 and back 👍🏽 again, as the 🏴󠁧󠁢󠁳󠁣󠁴󠁿 team did it in 2012. " * 3,
    "accents": "e\u0301te\u0301 a\u0300 la pla\u0302ge, n\u0303andu\u0301 et cætera, o\u0308fter als sonst u\u0308blich. " * 3,
}
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
COMMENT = 2


def graphemes(text: str) -> list[int]:
    """Where one may cut a text without cutting what one sees as one sign: code points, ends included."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, display(text))
    cuts, positions = [0], Positions(text)
    while (at := finder.toNextBoundary()) >= 0:
        cuts.append(positions.to_text(at))
    for row in re.finditer("[\U0001f1e6-\U0001f1ff]+", text):  # behind an emoji Qt pairs the halves of flags wrongly
        pairs = range(row.start() + 2, row.end(), 2)
        cuts = sorted({cut for cut in cuts if not row.start() < cut < row.end()} | set(pairs))
    return cuts


def show(reader: Reader, text: str) -> None:
    reader.show_article(
        [
            Unit(1, "article", "A0001", 1, None, 1, None, True),
            Unit(COMMENT, "comment", "A0001-C001", 1, 1, 1, text, True),
            Unit(3, "comment", "A0001-C002", 1, 1, 2, "and the next one", True),
        ]
    )


@pytest.fixture
def reader(qtbot, look) -> Reader:
    look()
    reader = Reader()
    reader.resize(700, 800)
    qtbot.addWidget(reader)
    with qtbot.waitActive(reader):
        reader.show()
        reader.activateWindow()
    reader.setFocus()
    return reader


def drag(reader: Reader, first: QPoint, last: QPoint, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    view = reader.viewport()
    QTest.mousePress(view, LEFT, modifiers, first)
    QTest.mouseMove(view, (first + last) / 2)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, LEFT, modifiers, last)


def visible(reader: Reader, offered: list[tuple[int, int, int]], text: str) -> tuple[int, int]:
    """The only offer; what the caret holds must be the same characters."""
    ((unit, start, stop),) = offered
    assert unit == COMMENT
    cursor = reader.textCursor()
    low = reader.document().findBlock(cursor.selectionStart()).position()
    positions = Positions(text)
    assert positions.range_to_text(cursor.selectionStart() - low, cursor.selectionEnd() - low) == (start, stop)
    return start, stop


spots = pytest.mark.parametrize(("start", "stop"), [(4, 9), (2, 70), (31, 100)], ids=["line", "wrapped", "inside"])
scripts = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


def ends(text: str, start: int, stop: int) -> tuple[int, int]:
    """The nearest cuts between signs, before `start` and after `stop`."""
    cuts = graphemes(text)
    return max(c for c in cuts if c <= start), min(c for c in cuts if c >= stop)


@scripts
@spots
def test_an_exact_drag_is_the_same_both_ways_and_cuts_no_sign(reader, offered, text, start, stop):
    show(reader, text)
    start, stop = ends(text, start, stop)
    first, last = reader.point_of(COMMENT, start), reader.point_of(COMMENT, stop, stop=True)
    drag(reader, first, last, ALT)
    found = visible(reader, offered, text)
    assert set(found) <= set(graphemes(text))
    offered.clear()
    drag(reader, last, first, ALT)
    assert visible(reader, offered, text) == found


@scripts
@spots
def test_a_drag_takes_whole_words_of_the_stored_text(reader, offered, text, start, stop):
    show(reader, text)
    start, stop = ends(text, start, stop)
    drag(reader, reader.point_of(COMMENT, start), reader.point_of(COMMENT, stop, stop=True))
    low, high = visible(reader, offered, text)
    assert {low, high} <= set(graphemes(text))
    assert text[low:high] == text[low:high].strip()


@scripts
def test_shift_and_a_click_extend_to_the_click(reader, offered, text):
    show(reader, text)
    start, stop = ends(text, 4, 60)
    QTest.mouseClick(reader.viewport(), LEFT, pos=reader.point_of(COMMENT, start))
    caret = reader.textCursor().position()
    QTest.mouseClick(reader.viewport(), LEFT, SHIFT | ALT, reader.point_of(COMMENT, stop, stop=True))
    found = visible(reader, offered, text)
    block = reader.document().findBlock(caret).position()
    assert Positions(text).to_text(caret - block) in found
    assert set(found) <= set(graphemes(text))


@scripts
def test_a_triple_click_takes_the_paragraph_and_no_more(reader, offered, text):
    show(reader, text)
    view, point = reader.viewport(), reader.point_of(COMMENT, 40)
    QTest.mouseClick(view, LEFT, pos=point)
    QTest.mouseDClick(view, LEFT, pos=point)
    QTest.mouseRelease(view, LEFT, pos=point)
    offered.clear()
    QTest.mouseClick(view, LEFT, pos=point)
    assert reader.quote(*offered[-1]) == text.strip()


@scripts
def test_shift_and_arrows_go_sign_by_sign(reader, offered, text):
    show(reader, text)
    reader.select(COMMENT, 0, 0)
    cuts = graphemes(text)
    for _ in range(20):
        QTest.keyClick(reader, Qt.Key.Key_Left if text == TEXTS["urdu"] else Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(reader, Qt.Key.Key_Return, ALT)
    assert visible(reader, offered, text) == (0, cuts[20])


characters = st.sampled_from("a b\u0301ه ی👍🏽字\U00020000🇵🇰\u200d👩\r\n\xa0\ufeff.'’")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@example("👍🇰🇰🇰", 0, 3)
@given(st.text(alphabet=characters, min_size=1, max_size=40), st.integers(0, 99), st.integers(0, 99))
def test_any_selection_of_any_text_is_quoted_as_it_is_shown(reader, text, one, other):
    show(reader, text)
    block = reader.document().firstBlock()
    while reader.document().data(block).block.unit != COMMENT:
        block = block.next()
    cursor = QTextCursor(block)
    length = block.length() - 1
    cursor.setPosition(block.position() + one % (length + 1))
    cursor.setPosition(block.position() + other % (length + 1), QTextCursor.MoveMode.KeepAnchor)
    reader.setTextCursor(cursor)
    low, high = cursor.selectionStart() - block.position(), cursor.selectionEnd() - block.position()
    exact, snapped = reader.selected(exact=True), reader.selected()
    if low == high:
        assert exact is snapped is None
        return
    start, stop = exact[1:]
    assert text.encode("utf-16-le")[2 * low : 2 * high] in text[start:stop].encode("utf-16-le")
    assert Positions(text).range_to_text(low, high) == (start, stop)
    if snapped is None:
        assert not text[start:stop].strip()
    else:
        assert text[start:stop].strip() in text[snapped[1] : snapped[2]]
        assert set(snapped[1:]) <= set(graphemes(text))
