"""Offsets change their unit in one place, and no text that Qt would change shifts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument

from intercoder.ui.positions import Positions, display

TEXTS = {
    "latin": "why is he standing like he is a servant of other two",
    "emoji": "ok 😀 then irony",
    "flags": "🇵🇰🇦🇫 talk in 🇧🇪",
    "family": "the 👨‍👩‍👧‍👦 family 👍🏽!",
    "accents": "e\u0301 te\u0301 a\u0300 la page",
    "urdu": "یہ ایک تبصرہ ہے جو اردو میں لکھا گیا ہے",
    "ideographs": "這是\U00020000\U0002a6d6字 \U0002b740",
    "crlf": "one\r\ntwo\rthree\nfour",
    "mark": "\ufeffHeadline\ufeff",
    "no-break": "10\xa0comments\u202fhere",
    "separators": "a\u2028b\u2029c\x85d\x0be",
    "frames": "a\ufdd0b\ufdd1c\ufffcd\x00e",
    "surrogates": "lone \ud83d and \ude00 and \ud83d\ude00 end",
    "empty": "",
}


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_position_comes_back(text):
    positions = Positions(text)
    for position in range(len(text) + 1):
        assert positions.to_qt(position) == utf16(text[:position])
        assert positions.to_text(positions.to_qt(position)) == position
        assert positions.to_text(positions.to_qt(position), up=True) == position
    assert positions.length == utf16(text)


def shown_by_qt(text: str) -> str:
    """What a document really holds, character by character."""
    document = QTextDocument()
    QTextCursor(document).insertText(display(text))
    assert document.blockCount() == 1
    units = [document.characterAt(at) for at in range(document.characterCount() - 1)]
    return b"".join(ord(u).to_bytes(2, "little") for u in units).decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_a_document_holds_the_display_copy_unchanged(qapp, text):
    assert shown_by_qt(text) == display(text)
    assert len(display(text)) == len(text)
    assert utf16(display(text)) == utf16(text)


def test_the_display_copy_keeps_what_qt_keeps():
    assert display(TEXTS["family"]) == TEXTS["family"]
    assert display(TEXTS["urdu"]) == TEXTS["urdu"]
    assert display("tab\tstays") == "tab\tstays"


def test_line_ends_break_the_line_inside_the_block():
    assert display("one\r\ntwo\nthree") == "one \u2028two\u2028three"


def test_a_range_that_cuts_a_pair_is_rounded_outwards():
    positions = Positions("ok 😀 then")
    inside = positions.to_qt(3) + 1
    assert positions.range_to_text(inside, inside + 2) == (3, 5)
    assert positions.range_to_text(0, inside) == (0, 4)
    assert positions.range_to_text(inside, inside) == (3, 3)


def test_a_cursor_in_the_document_selects_the_quote_after_an_emoji(qapp):
    text = "ok 😀 then irony"
    start = text.index("irony")
    document = QTextDocument(display(text))
    cursor = QTextCursor(document)
    low, high = Positions(text).range_to_qt(start, start + 5)
    cursor.setPosition(low)
    cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "irony"


@given(st.text(alphabet=st.characters(exclude_categories=())), st.data())
def test_any_position_of_any_text_comes_back(text, data):
    position = data.draw(st.integers(0, len(text)))
    positions = Positions(text)
    assert positions.to_text(positions.to_qt(position)) == position
    assert positions.to_qt(position) == utf16(text[:position])


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_display_copy_has_the_length_of_its_text(text):
    assert len(display(text)) == len(text)
    assert utf16(display(text)) == utf16(text)
    assert not set(display(text)) & set("\n\r\u2029\ufdd0\ufdd1\ufeff\x00\xa0")
