"""The palette finds entries by the beginnings and words that were typed."""

from PySide6.QtCore import QPoint, Qt

from intercoder.ui.palette import Entry, matching

ENTRIES = [Entry(label, lambda: None, detail=detail) for label, detail in (
    ("Export …", "File"), ("Frame: conflict", ""), ("Conflict frame", "Frame element"), ("Next unit", "Go"))]  # fmt: skip


def labels(typed: str) -> list[str]:
    return [entry.label for entry in matching(ENTRIES, typed)]


def test_nothing_typed_lists_everything_in_order():
    assert labels("") == ["Export …", "Frame: conflict", "Conflict frame", "Next unit"]


def test_what_begins_with_the_words_comes_first():
    assert labels("conf") == ["Conflict frame", "Frame: conflict"]


def test_words_may_stand_in_any_order_and_in_the_detail():
    assert set(labels("frame conflict")) == {"Frame: conflict", "Conflict frame"}
    assert labels("go next") == ["Next unit"]


def test_what_is_not_there_gives_nothing():
    assert labels("zebra") == []


def test_the_palette_is_as_high_as_what_it_lists_and_says_when_nothing_fits(desk, press):
    window = desk.window()
    press((Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier))
    palette = window.palette_of_commands
    tall = palette.height()
    press("finish and next")
    assert palette.labels() == ["Finish and next"]
    assert palette.height() < tall / 3
    press("zzz")
    assert palette.labels() == []
    assert palette._none.isVisible()
    press(*[Qt.Key.Key_Backspace] * 18)
    assert palette.height() == tall
    assert not palette._none.isVisible()


def test_a_palette_above_its_place_keeps_its_foot_there(desk, press, qtbot):
    palette = desk.window().palette_of_commands
    entries = [Entry(f"Category {n}", lambda: None) for n in range(9)]
    palette.open(entries, QPoint(200, desk.window().height() - 60), 300)
    foot = palette.geometry().bottom()
    press("category 3")
    assert palette.labels() == ["Category 3"]
    assert palette.geometry().bottom() == foot
