"""Why coders disagreed, noted on the units behind a cell with keys and buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from intercoder.ui.background import stop_jobs
from intercoder.ui.reliability.place import ReliabilityPlace

WHERE = ("army", "pilot")


@pytest.fixture
def place(qtbot, session, look):
    """The place with the first figures, the row *Role of the army* open."""
    made = ReliabilityPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.report is not None, timeout=20_000)
    made.show_target("army")
    return made


def reasons(place):
    return {unit: (d.reason, d.note) for unit, d in place.session.project.disagreements.of(*WHERE).items()}


def shown_unit(place):
    pane = place.detail.units
    return pane._unit_of(pane._units[pane._at])


def press(place, key):
    QTest.keyClick(place.detail._matrix, key)


def choose_cell(place, pair, i, j):
    place.detail._choose_pair(pair)
    matrix = place.detail._matrix
    index = matrix.counts.index(i, j)
    QTest.mouseClick(matrix.viewport(), Qt.MouseButton.LeftButton, pos=matrix.visualRect(index).center())


def test_a_key_in_the_matrix_notes_the_reason_and_the_same_key_takes_it_away(place):
    unit = shown_unit(place)
    press(place, Qt.Key.Key_1)
    assert reasons(place) == {unit: ("slip", "")}
    assert place.detail.units.reasons.buttons["slip"].isChecked()
    press(place, Qt.Key.Key_1)
    assert reasons(place) == {}
    assert not place.detail.units.reasons.buttons["slip"].isChecked()


def test_a_click_on_a_button_notes_the_reason_of_the_unit_in_sight(place):
    press(place, Qt.Key.Key_J)
    unit = shown_unit(place)
    QTest.mouseClick(place.detail.units.reasons.buttons["ambiguous"], Qt.MouseButton.LeftButton)
    assert reasons(place) == {unit: ("ambiguous", "")}


def test_a_note_is_typed_after_n_and_enter_gives_the_keys_back(place):
    unit = shown_unit(place)
    press(place, Qt.Key.Key_4)
    press(place, Qt.Key.Key_N)
    note = place.detail.units.reasons.note
    assert note.hasFocus()
    QTest.keyClicks(note, "two claims in one comment")
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert reasons(place) == {unit: ("segmentation", "two claims in one comment")}
    assert not note.hasFocus()


def test_undo_takes_the_reason_out_of_the_window_too(place):
    press(place, Qt.Key.Key_3)
    place.session.project.undo()
    assert not place.detail.units.reasons.buttons["ambiguous"].isChecked()
    assert reasons(place) == {}


def test_the_reason_is_there_when_the_unit_is_opened_again_and_is_counted_in_the_row(place):
    press(place, Qt.Key.Key_1)
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_3)
    place.table.close_row()
    place.show_target("army")
    assert place.detail.units.reasons.buttons["slip"].isChecked()
    assert any(
        "Reasons for disagreements: slip 1 · really ambiguous 1." in label.text() for label in place.detail.findChildren(QLabel)
    )


def test_the_units_behind_a_cell_are_filtered_by_reason(place):
    press(place, Qt.Key.Key_J)
    press(place, Qt.Key.Key_1)
    wanted = shown_unit(place)
    chooser = place.detail.units.filter
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.currentText() == "Slip  1"
    assert place.detail.shown_units == 1
    assert shown_unit(place) == wanted
    QTest.keyClick(chooser, Qt.Key.Key_Down)
    assert chooser.currentText() == "No reason yet  1"
    assert shown_unit(place) != wanted


def test_units_that_all_coders_answered_alike_have_no_reasons_to_choose(place):
    choose_cell(place, 0, 0, 0)
    assert place.detail.passage.isVisible()
    assert not place.detail.units.reasons.isVisible()


def test_codebook_unclear_opens_the_definition_with_the_passage_and_a_way_back(qtbot, make_window, study):
    window = make_window()
    window.session.open(study)
    window.session.set_round("pilot")
    window.go("reliability")
    place = window.place
    qtbot.waitUntil(lambda: place.report is not None, timeout=20_000)
    place.show_target("army")
    words = place.detail.passage.text
    press(place, Qt.Key.Key_2)
    assert window.place is not place
    assert window.place._variables.key == str(window.session.project.codebook.variable("army").id)
    assert words[:40] in window.place.notice.text
    QTest.mouseClick(window.place.notice._button, Qt.MouseButton.LeftButton)
    assert window.place is place
    assert place.detail.units.reasons.buttons["unclear"].isChecked()
