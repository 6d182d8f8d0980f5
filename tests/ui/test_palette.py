"""The palette finds entries by the beginnings and words that were typed."""

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
