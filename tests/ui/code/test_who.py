"""Where several people code in one file, it asks who; a coder who comes back is told where they go on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intercoder.project import Project
from intercoder.tasks.packages import package


@pytest.fixture
def place(make_window, study):
    window = make_window(study)
    window.go("code")
    window.place.setFocus()
    return window.place


def test_a_file_of_several_coders_asks_who_codes_before_anything_can_be_answered(place, press):
    assert place.stack.currentWidget() is place.who
    assert QApplication.focusWidget() is place.who.list
    press("1")
    assert not place.form.isVisible()


def test_enter_chooses_who_codes_and_the_first_open_question_is_focused(place, press):
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert place.session.project.coder.name == "Aylin Kaya"
    assert QApplication.focusWidget() is place.form.focused
    assert place.window().notice.text == "Continue: 6 of 8"


def test_who_coded_last_is_chosen_the_next_time(place, press, make_window, study):
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    place.window().close()
    window = make_window(study)
    window.go("code")
    assert window.place.who.list.currentItem().text() == "Aylin Kaya"


def test_before_anybody_said_who_codes_a_coders_computer_shows_no_figures_of_a_blind_round(place, press, make_window, study):
    press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    place.window().close()
    window = make_window(study)
    window.go("reliability")
    window.place._rounds.choose("pilot")
    assert window.session.asks_who()
    assert window.place.is_hidden
    window.session.choose_coder("Lead")
    window.go("reliability")
    assert not window.place.is_hidden


def test_somebody_new_is_added_and_codes(place, press):
    place.who.field.setFocus()
    press("Dilan", Qt.Key.Key_Return)
    assert place.session.project.coder.name == "Dilan"
    assert [c.name for c in place.session.project.plan.coders()][-1] == "Dilan"


def test_a_name_that_is_there_is_refused_in_a_sentence(place, press):
    place.who.field.setFocus()
    press("Aylin Kaya", Qt.Key.Key_Return)
    assert "There is a coder “Aylin Kaya” already." in place.who._wrong.text()
    assert place.stack.currentWidget() is place.who


def test_nobody_is_asked_where_the_others_were_sent_packages(study, tmp_path, make_window):
    with Project.open(study) as project:
        for name in ("Aylin Kaya", "Bruno Maier", "Carla Santos"):
            package(project, name, tmp_path / f"{name}.intercoder")
    window = make_window(study)
    window.go("code")
    assert window.place.stack.currentWidget() is not window.place.who


def test_a_package_opens_with_the_first_open_question_and_says_how_far_the_coder_is(study, tmp_path, make_window, press):
    with Project.open(study) as project:
        package(project, "Bruno Maier", tmp_path / "bruno.intercoder")
    window = make_window(tmp_path / "bruno.intercoder")
    assert window.place is window._made["code"]
    assert window.notice.text == "Continue: 6 of 8"
    assert window.place.form.focused.variable.name == "topic"
    assert QApplication.focusWidget() is window.place.form.focused


def test_no_key_codes_in_the_name_of_the_one_before_while_it_asks(place, press):
    press(Qt.Key.Key_Return)
    unit = place.unit
    place.session.ask_who()
    place.setFocus()
    before = place.session.project.last_step_ms
    press(
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier), "2", "j", (Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    )
    assert place.session.project.last_step_ms == before
    assert place.stack.currentWidget() is place.who
    assert place.unit == unit


def test_somebody_else_can_take_over_from_the_foot_of_the_window(place, press):
    press(Qt.Key.Key_Return)
    place.window().status._ask_who()
    assert place.stack.currentWidget() is place.who
