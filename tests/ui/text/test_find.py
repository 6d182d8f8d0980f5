"""Words are found in the stored text, all of them marked and one after the other selected; units by their words."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Unit, Variable, no_tick
from intercoder.ui.text.find import places_of

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
UNITS = [
    Unit(1, "article", "A0001", 1, None, 1, None, True),
    Unit(2, "body", "A0001-B01", 1, 1, 1, "\U0001f600 Kayani met KAYANI.", True),
    Unit(3, "paragraph", "A0001-P01", 1, 2, 1, "\U0001f600 Kayani met KAYANI.", False, 0, 20),
    Unit(4, "comment", "A0001-C001", 1, 1, 2, "kayani?", True),
]
TEXTS = (
    "The talks 😀 went on, and the Talks failed.",
    "یہ بات چیت ہے، بات پھر 👨‍👩‍👧‍👦 بات",
    "会谈会谈在布鲁塞尔举行。 talks",
    "Cafe\u0301 talk\u00a0shop, caf\u00e9 TALKS",
)


def test_words_are_found_in_any_case_once_for_each_text():
    assert places_of(UNITS, "kayani") == [(2, 2, 8), (2, 13, 19), (4, 0, 6)]


def test_case_and_whole_words_narrow_the_search():
    assert places_of(UNITS, "KAYANI", match_case=True) == [(2, 13, 19)]
    assert places_of(UNITS, "kaya", whole_words=True) == []


def test_signs_of_patterns_are_ordinary_characters():
    assert places_of(UNITS, "kayani?") == [(4, 0, 7)]
    assert places_of(UNITS, " ") == []


# ---------------------------------------------------------------- in the place


@pytest.fixture
def place(tmp_path, make_window):
    """The Code place on an article of four comments, the caret at the beginning of the first."""
    argument = Variable("argument", "Argument", "comment", "spans", categories=(Category(1, "Reason", key="g"),))
    second = Article((Text("headline", "Other talks"), Comment("no more talks, no talks")))
    path = tmp_path / "find.intercoder"
    with Project.create(path, "Find", Codebook("Find", (argument,)), lead="Aylin Kaya") as project:
        source = SourceFile("t.txt", "ab" * 32, 9, "text", "a page", "utf-8", b"dump")
        project.material.add(source, [Article(tuple(map(Comment, TEXTS))), second], no_tick)
    window = make_window(path)
    window.go("code")
    window.place.reader.setFocus()
    return window.place


@pytest.fixture
def find(place, press):
    """Opens the bar and types."""

    def type_words(words: str) -> None:
        press((Qt.Key.Key_F, CONTROL))
        if words.isascii():
            press(words)
        else:
            place.find.field.insert(words)  # as an input method does

    return type_words


def selected(place) -> str:
    return place.reader.quote(*place.reader.selected(exact=True))


def number(place) -> int:
    """Which of the comments the selection is in, from 1."""
    unit = place.reader.selected(exact=True)[0]
    return [u.id for u in place.coded.units.values() if u.kind == "comment"].index(unit) + 1


def test_control_f_finds_and_enter_goes_on(place, find, press):
    find("talks")
    assert (selected(place), place.find.told()) == ("talks", "1 of 4")
    press(Qt.Key.Key_Return)
    assert (selected(place), place.find.told()) == ("Talks", "2 of 4")


def test_the_search_begins_at_the_caret(place, find, press):
    press((Qt.Key.Key_Right, CONTROL), (Qt.Key.Key_Right, CONTROL), (Qt.Key.Key_Right, CONTROL))
    find("talks")
    assert (selected(place), place.find.told()) == ("Talks", "2 of 4")


def test_more_letters_search_from_where_the_search_began(place, find, press):
    find("ta")
    press("lk", Qt.Key.Key_Space, "shop")
    assert selected(place) == "talk\u00a0shop"
    press(*[Qt.Key.Key_Backspace] * 5)
    assert (selected(place), place.find.told()) == ("talk", "1 of 5")


def test_it_says_when_it_goes_on_round_the_end(place, find, press):
    find("talks")
    press((Qt.Key.Key_Return, SHIFT))
    assert (selected(place), place.find.told()) == ("TALKS", "4 of 4 · from the end")
    press(Qt.Key.Key_Return)
    assert (selected(place), place.find.told()) == ("talks", "1 of 4 · from the top")
    press(Qt.Key.Key_Return)
    assert place.find.told() == "2 of 4"


def test_f3_goes_on_from_the_caret_also_while_the_text_has_the_focus(place, find, press):
    find("talks")
    press(Qt.Key.Key_Escape, (Qt.Key.Key_End, CONTROL), (Qt.Key.Key_F3, SHIFT))
    assert (selected(place), place.find.told()) == ("TALKS", "4 of 4")
    assert QApplication.focusWidget() is place.reader
    press(Qt.Key.Key_F3)
    assert place.find.told() == "1 of 4 · from the top"


def test_escape_leaves_the_caret_at_the_place_so_that_a_key_marks_it(place, find, press):
    find("failed")
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is place.reader
    assert selected(place) == "failed"
    assert place.find.isHidden()
    press("g")
    assert [span.quote for span in place.coded.spans.values()] == ["failed"]


def test_selected_words_are_searched_for(place, press):
    press((Qt.Key.Key_Right, CONTROL), (Qt.Key.Key_Right, CONTROL | SHIFT))
    press((Qt.Key.Key_F, CONTROL))
    assert place.find.field.text() == "talks"
    assert place.find.told() == "1 of 4"


def test_switches_act_at_once(place, find, press, qtbot):
    find("talk")
    assert place.find.told() == "1 of 5"
    press(Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert place.find.whole.isChecked()
    assert (selected(place), place.find.told()) == ("talk", "1 of 1")
    press(Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    assert place.find.case.isChecked()
    assert place.find.told() == "1 of 3"


@pytest.mark.parametrize(
    ("words", "found", "comments"),
    [
        ("بات", "بات", [2, 2, 2]),
        ("会谈", "会谈", [3, 3]),
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", [2]),
        ("CAFÉ", "Cafe\u0301", [4, 4]),
        ("😀", "😀", [1]),
    ],
)
def test_words_of_every_script_are_found(place, find, press, words, found, comments):
    find(words)
    assert selected(place) == found
    assert place.find.told() == f"1 of {len(comments)}"
    where = []
    for _ in comments:
        where.append(number(place))
        press(Qt.Key.Key_Return)
    assert where == comments


def test_every_place_in_sight_is_marked_and_the_selected_one_outlined(place, find, look):
    find("talks")
    marked = place.find.marks.boxes(place.reader.viewport().rect())
    assert [selected for _, selected in marked] == [True, False, False, False]
    picture = place.reader.viewport().grab().toImage()
    for (box, _), token in zip(marked[:2], ("accent", "find"), strict=True):
        x = box.left() + 1
        inks = {picture.pixelColor(round(x), y).name() for y in range(round(box.top()), round(box.bottom()))}
        assert look().colour(token).name() in inks


def test_marks_go_with_the_bar(place, find, press):
    find("talks")
    press(Qt.Key.Key_Escape)
    assert place.find.marks.boxes(QRect(0, 0, 2000, 2000)) == []


def test_another_article_is_searched_without_leaving_the_bar(place, find, press):
    find("talks")
    place.show_unit(place.session.worklist.items[len(place.session.worklist.items) - 1].unit.id)
    assert place.find.told() == "3 found"
    press(Qt.Key.Key_Return)
    assert (selected(place), place.find.told()) == ("talks", "2 of 3")  # on from the current comment


def test_what_is_not_there_is_said_and_selects_nothing(place, find, press):
    find("zzz")
    assert place.find.told() == "not found"
    press(Qt.Key.Key_Return)
    assert place.reader.selected() is None


def test_no_key_answers_while_a_switch_of_the_bar_has_the_focus(desk, press):
    press((Qt.Key.Key_F, CONTROL), Qt.Key.Key_Tab, "1j")
    assert QApplication.focusWidget() is desk.find.whole
    assert desk.session.project.codings.answers(desk.unit.id) == {}


def test_the_palette_finds_units_by_their_words(desk, press):
    press((Qt.Key.Key_K, CONTROL), "Pakistani Border", Qt.Key.Key_Return)
    assert desk.unit.ref.endswith("C002")
