"""Questions are answered by keys, each answer is in the project before the next key, and the form asks what applies."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from intercoder.project import Project
from intercoder.records import Answer

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def answer_of(desk):
    """The answer of the project's own file to a question of the current unit, by another connection."""

    def read(name: str, span: int = 0):
        path, unit, number = desk.session.project.path, desk.unit.id, desk.session.project.round.id
        with Project.open(path, read_only=True) as other:
            return other.codings.answers(unit, 1, number).get((name, span))

    return read


def names(desk) -> list[str]:
    return [card.variable.name for card in desk.form.cards]


def test_a_digit_answers_the_focused_question_and_is_saved_at_once(desk, press, answer_of):
    press("2")
    assert answer_of("army").answer == "2"
    assert desk.form.focused.variable.name == "army"


def test_the_card_shows_what_was_answered_and_its_definition(desk, press):
    press("2")
    card = desk.form.cards[0]
    assert [b.option.label for b in card.answers.buttons if b.isChecked()] == ["Stated"]
    assert card.definition.isVisible()
    assert "answered" in card.accessibleName()


def test_tab_and_shift_tab_go_through_the_questions(desk, press):
    press(Qt.Key.Key_Tab)
    assert desk.form.focused.variable.name == "incivility"
    press(Qt.Key.Key_Tab, (Qt.Key.Key_Tab, SHIFT))
    assert desk.form.focused.variable.name == "incivility"
    assert QApplication.focusWidget() is desk.form.focused


def test_space_goes_to_the_next_question_without_an_answer(desk, press):
    press("1", Qt.Key.Key_Tab, "0", (Qt.Key.Key_Tab, SHIFT), Qt.Key.Key_Space)
    assert desk.form.focused.variable.name == "note"


def test_minus_says_that_it_cannot_be_determined_where_that_is_offered(desk, press, answer_of):
    press("-")
    assert answer_of("army").status == "undetermined"
    press(Qt.Key.Key_Tab, "-")
    assert answer_of("incivility") is None


def test_a_conditional_question_appears_with_the_answer_that_asks_for_it(desk, press):
    assert "forms" not in names(desk)
    press(Qt.Key.Key_Tab, "1")
    assert names(desk) == ["army", "incivility", "forms", "note", "argument"]
    assert QApplication.focusWidget() is desk.form.focused
    press("0")
    assert "forms" not in names(desk)


def test_keys_tick_and_untick_several_answers(desk, press, answer_of):
    press(Qt.Key.Key_Tab, "1", Qt.Key.Key_Tab, "1", "2")
    assert answer_of("forms").ticked == (1, 2)
    press("1")
    assert answer_of("forms").ticked == (2,)
    press("2")
    assert answer_of("forms") is None


def test_none_of_these_is_an_answer_of_its_own(desk, press, answer_of):
    press(Qt.Key.Key_Tab, "1", Qt.Key.Key_Tab, "0")
    assert answer_of("forms").status == "value"
    assert answer_of("forms").ticked == ()


def test_no_key_answers_while_a_text_box_has_the_focus(desk, press, answer_of):
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is desk.form.focused.field
    before = desk.unit.id
    press("j12 ?-k")
    assert desk.form.focused.field.text() == "j12 ?-k"
    assert desk.unit.id == before
    assert answer_of("army") is None
    press(Qt.Key.Key_Return)
    assert answer_of("note").answer == "j12 ?-k"


def test_the_caps_of_single_keys_vanish_while_a_text_box_has_the_focus(desk, press):
    from intercoder.ui.code.answers import caps_work

    assert caps_work(desk)
    press("?")
    assert not caps_work(desk)


def test_escape_leaves_a_text_box_to_its_question(desk, press):
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is desk.form.focused


def test_a_number_that_is_none_is_refused_under_its_field(desk, press):
    article = next(item.unit.id for item in desk.session.worklist.items if item.unit.kind == "article")
    desk.show_unit(article)
    desk.form.focus_question(1)
    press(Qt.Key.Key_Return, "many", Qt.Key.Key_Return)
    card = desk.form.cards[1]
    assert card.field.property("kind") == "error"
    assert "“many” is no number" in card._help.text()
    press(Qt.Key.Key_Return, "12", Qt.Key.Key_Return)
    assert card.field.property("kind") == ""
    assert desk.session.project.codings.answers(article)["sources", 0].answer == "12"


def test_backspace_takes_an_answer_away(desk, press, answer_of):
    press("1", Qt.Key.Key_Backspace)
    assert answer_of("army") is None


def test_f1_shows_every_definition(desk, press):
    press(Qt.Key.Key_F1)
    assert desk.form.cards[0].definition.isVisible()
    press(Qt.Key.Key_F1)
    assert not desk.form.cards[0].definition.isVisible()


def test_the_arrow_shows_a_definition_without_answering(desk, press, answer_of):
    press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert desk.form.cards[0].definition.isVisible()
    assert answer_of("army") is None
    press(Qt.Key.Key_Return)
    assert answer_of("army").answer == "2"


def test_a_click_on_an_answer_answers(desk, qtbot, answer_of):
    card = desk.form.cards[1]
    qtbot.mouseClick(card.answers.buttons[1], Qt.MouseButton.LeftButton)
    assert answer_of("incivility").answer == "1"
    assert desk.form.focused is desk.form.cards[1]


def test_finishing_says_what_is_missing_and_goes_there(desk, press):
    press("1", (Qt.Key.Key_Return, CONTROL))
    assert desk.form.focused.variable.name == "incivility"
    assert [button.text() for button in desk.form.missing.buttons] == ["Incivility"]
    assert desk.session.project.codings.progress(desk.unit.id).finished_at is None


def test_finish_and_next_locks_the_unit_and_shows_the_next_open_one(desk, press):
    first = desk.unit.id
    press("1", Qt.Key.Key_Tab, "0", (Qt.Key.Key_Return, CONTROL))
    assert desk.session.project.codings.progress(first).finished_at is not None
    assert desk.unit.ref.endswith("C002")
    press("2")
    assert desk.session.project.codings.answers(desk.unit.id)["army", 0].answer == "2"


def test_a_finished_unit_takes_no_answer_until_it_is_reopened_with_a_reason(desk, press, answer_of):
    first = desk.unit.id
    press("1", Qt.Key.Key_Tab, "0", (Qt.Key.Key_Return, CONTROL), "k")
    assert desk.unit.id == first
    press("2")
    assert answer_of("army").answer == "1"
    desk.form.ask_reopen()
    press("slip", Qt.Key.Key_Return)
    assert desk.session.project.codings.progress(first).finished_at is None
    assert "slip" in desk.session.project.undo_label


def test_a_doubt_keeps_its_memo_and_can_be_taken_back(desk, press):
    press("?", "two readings", Qt.Key.Key_Return)
    assert desk.session.project.codings.progress(desk.unit.id).doubt == "two readings"
    assert desk.session.worklist.item(desk.unit.id).doubt
    assert "two readings" in desk.form.header.facts.full()
    desk.form.ask_doubt()
    desk.form.memo._take_away.click()
    assert desk.session.project.codings.progress(desk.unit.id).doubt is None


def test_questions_about_a_span_are_asked_while_it_is_current(desk, press, answer_of):
    span = desk.session.project.codings.highlight(desk.unit.id, "argument", 1, 0, 16)
    desk.show_span(span.id)
    assert names(desk)[-2:] == ["argument", "strength"]
    assert desk.form.focused.variable.name == "strength"
    press("2")
    assert answer_of("strength", span.id).answer == "2"


def test_what_stands_in_a_text_box_is_saved_when_the_window_closes(desk, press):
    from intercoder.project import Project

    path, unit = desk.session.project.path, desk.unit.id
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return, "half a thought")
    desk.window().close()
    with Project.open(path, read_only=True) as project:
        assert project.codings.answers(unit)["note", 0].answer == "half a thought"


def test_who_is_not_asked_to_code_in_a_round_looks_on_until_they_choose_to_code(make_window, study, press):
    window = make_window(study)
    window.session.project.plan.add_coder("Dora Lang")
    window.session.set_coder("Dora Lang")
    window.session.set_round("pilot")
    window.go("code")
    form = window.place.form
    assert form.footer.finish.text() == "Next unit"
    comment = next(item.unit.id for item in window.session.worklist.items if item.unit.kind == "comment")
    window.place.show_unit(comment)
    form.focus_question(0)
    press("1")
    assert window.session.project.codings.answers(comment) == {}
    form.footer.reopen.click()
    form.focus_question(0)
    press("1")
    assert window.session.project.codings.answers(comment)["army", 0].answer == "1"


def shown_card(window, kind, name):
    """The question's card in the form of the first unit of a kind."""
    window.place.show_unit(next(item.unit.id for item in window.session.worklist.items if item.unit.kind == kind))
    return next(card for card in window.place.form.cards if card.variable.name == name)


def test_the_answers_of_others_show_beside_them_once_they_may_be_seen(make_window, study):
    window = make_window(study)
    window.session.project.set_coder("Aylin Kaya")
    window.session.set_round("pilot")
    project = window.session.project
    project.round = type(project.round)(project.round.id, project.round.name, blind=False)
    window.go("code")
    army = shown_card(window, "comment", "army")
    assert next(button.chips for button in army.answers.buttons) == ("BM", "CS")


def test_two_coders_with_the_same_initials_stay_apart(make_window, study):
    with Project.open(study) as project:
        project.plan.rename_coder("Carla Santos", "Boris Meier")
    window = make_window(study)
    window.session.set_round("pilot")
    window.go("code")
    army = shown_card(window, "comment", "army")
    assert next(button.chips for button in army.answers.buttons) == ("AK", "B3", "B4")


def test_a_day_behind_right_to_left_initials_is_not_turned_round(make_window, study):
    window = make_window(study)
    window.session.set_round("pilot")
    window.go("code")
    topic = shown_card(window, "article", "topic")
    topic.show_others([("مع", {("topic", 0): Answer(1, 2, window.place.unit.id, 1, "value", "2024-02-04", (), 0)})])
    assert "\u2068مع\u2069 2024-02-04" in [label.text() for label in topic.findChildren(QLabel)]


def test_a_unit_is_asked_its_own_questions_and_no_others(desk):
    assert [card.variable.name for card in desk.form.cards] == ["army", "incivility", "note", "argument"]
    desk.show_unit(desk.unit.article)
    assert [card.variable.name for card in desk.form.cards] == ["topic", "sources", "frame"]
