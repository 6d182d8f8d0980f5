"""Words are found in the stored text, and units by their words."""

from PySide6.QtCore import Qt

from intercoder.records import Unit
from intercoder.ui.text.find import places_of

CONTROL = Qt.KeyboardModifier.ControlModifier
UNITS = [
    Unit(1, "article", "A0001", 1, None, 1, None, True),
    Unit(2, "body", "A0001-B01", 1, 1, 1, "\U0001f600 Kayani met KAYANI.", True),
    Unit(3, "paragraph", "A0001-P01", 1, 2, 1, "\U0001f600 Kayani met KAYANI.", False, 0, 20),
    Unit(4, "comment", "A0001-C001", 1, 1, 2, "kayani?", True),
]


def test_words_are_found_in_any_case_once_for_each_text():
    assert places_of(UNITS, "kayani") == [(2, 2, 8), (2, 13, 19), (4, 0, 6)]


def test_signs_of_patterns_are_ordinary_characters():
    assert places_of(UNITS, "kayani?") == [(4, 0, 7)]
    assert places_of(UNITS, " ") == []


def test_control_f_finds_and_enter_goes_on(desk, press):
    desk.reader.setFocus()
    press((Qt.Key.Key_F, CONTROL), "the")
    first = desk.reader.selected(exact=True)
    press(Qt.Key.Key_Return)
    assert desk.reader.selected(exact=True) != first
    unit, start, stop = desk.reader.selected(exact=True)
    assert desk.reader.quote(unit, start, stop).casefold() == "the"
    press(Qt.Key.Key_Escape)
    assert desk.reader.hasFocus()


def test_the_palette_finds_units_by_their_words(desk, press):
    press((Qt.Key.Key_K, CONTROL), "Pakistani Border", Qt.Key.Key_Return)
    assert desk.unit.ref.endswith("C002")
