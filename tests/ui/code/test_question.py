"""Questions with many answers, with days and numbers, about highlights, not asked, refused and reopened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick

CONTROL = Qt.KeyboardModifier.ControlModifier
GROUPS = {
    "State": ("Head of state", "Minister", "Parliament", "Court", "Army"),
    "Media": ("Newspaper", "Journalist"),
    "Society": ("Trade union", "Church", "NGO", "Citizens’ initiative"),
    "Outside": ("Nato", "Nachbarn", "飞行员"),
}


def actors() -> tuple[Category, ...]:
    found = []
    for number, (group, members) in enumerate(GROUPS.items(), 1):
        found.append(Category(100 * number, group, f"Any actor of {group}."))
        for n, member in enumerate(members, 1):
            found.append(Category(100 * number + n, member, f"{member} as a body.", parent=100 * number))
    return tuple(found)


@pytest.fixture
def form(make_window, tmp_path: Path):
    """The form on the first of two comments, with a question of every kind."""
    yes_no = (Category(0, "No"), Category(1, "Yes"))
    variables = (
        Variable("blame", "Blame", "comment", "one", categories=yes_no),
        Variable("whom", "Who is blamed", "comment", "one", condition="blame = 1", categories=actors(), undetermined=True),
        Variable("named", "Actors named", "comment", "several", required=False, categories=actors()),
        Variable("day", "Day", "comment", "date", required=False),
        Variable("share", "Share", "comment", "number", required=False),
        Variable("argument", "Argument", "comment", "spans", required=False, categories=(Category(1, "Reason", key="g"),)),
        Variable("strength", "Strength", "comment", "one", about="argument", categories=yes_no),
    )
    path = tmp_path / "many.intercoder"
    with Project.create(path, "Many", Codebook("Many", variables), lead="Aylin Kaya") as project:
        source = SourceFile("a.txt", "cd" * 32, 9, "text", "a page", "utf-8", b"dump")
        comments = (Comment("The army rules 🇵🇰, and اردو is heard."), Comment("So what?"))
        project.material.add(source, [Article(comments, headline="Talks")], no_tick)
    window = make_window(path)
    window.go("code")
    window.place.setFocus()
    return window.place.form


def answers(form) -> dict:
    return {name: answer for (name, _), answer in form._session.project.codings.answers(form._unit.id).items()}


def focus(form, name: str) -> None:
    form.focus_question([card.variable.name for card in form.cards].index(name))


def labels(card) -> list[str]:
    return [button.option.label for button in card.answers.shown]


def test_many_answers_show_at_rest_only_what_was_given(form):
    card = next(card for card in form.cards if card.variable.name == "named")
    assert labels(card) == []
    form._session.project.codings.answer(form._unit.id, "named", ticked=[105, 202])
    assert labels(card) == ["Army", "Journalist"]


def test_one_of_many_is_answered_by_typing_its_beginning(form, press):
    press("1")
    focus(form, "whom")
    press(Qt.Key.Key_Return, "arm")
    assert labels(form.focused) == ["Army"]
    assert form.focused.definition.isVisible()
    press(Qt.Key.Key_Return)
    assert answers(form)["whom"].answer == "105"
    assert QApplication.focusWidget() is form.focused


def test_several_of_many_are_ticked_one_after_the_other(form, press):
    focus(form, "named")
    press(Qt.Key.Key_Return, "church", Qt.Key.Key_Return, "nato", Qt.Key.Key_Return)
    form.focused.find.setText("飞")  # as an input method would
    press(Qt.Key.Key_Return)
    assert answers(form)["named"].ticked == (302, 401, 403)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is form.focused


def test_letters_and_digits_typed_into_the_search_answer_nothing_else(form, press):
    unit = form._unit.id
    focus(form, "named")
    press(Qt.Key.Key_Return, "jk1-?")
    assert form._unit.id == unit
    assert answers(form) == {}
    assert form.focused.find.text() == "jk1-?"


def test_arrows_go_through_the_answers_found(form, press):
    focus(form, "named")
    press(Qt.Key.Key_Return, "na", Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert answers(form)["named"].ticked == (402,)


def test_tab_leaves_the_search_for_the_next_question(form, press):
    focus(form, "named")
    press(Qt.Key.Key_Return, "na", Qt.Key.Key_Tab)
    assert form.focused.variable.name == "day"
    assert QApplication.focusWidget() is form.focused


def test_a_day_is_taken_as_people_write_it_and_shown_as_it_is_kept(form, press):
    focus(form, "day")
    press("2", "4.4.2013", Qt.Key.Key_Return)
    assert answers(form)["day"].answer == "2013-04-24"
    assert form.focused.field.text() == "2013-04-24"


def test_what_is_refused_stays_in_the_field_and_is_not_finished_over(form, press):
    press("0")
    focus(form, "share")
    press("1", ",250", Qt.Key.Key_Return)
    assert form.focused.field.text() == "1,250"
    press(Qt.Key.Key_Tab, (Qt.Key.Key_Return, CONTROL))
    assert form.focused.variable.name == "share"
    assert form._session.project.codings.progress(form._unit.id).finished_at is None
    press(Qt.Key.Key_Return, "1.250", (Qt.Key.Key_Return, CONTROL))
    assert form._session.worklist.counts()[0] == 1


def test_leaving_the_unit_says_what_was_not_kept(form, press):
    focus(form, "share")
    press("7", "x", Qt.Key.Key_Return, "j")
    assert form.window().notice.text == "“7x” was not kept for “Share”."


def test_minus_begins_a_negative_number(form, press):
    focus(form, "share")
    press("-", "3", Qt.Key.Key_Return)
    assert answers(form)["share"].answer == "-3"


def test_minus_says_where_it_is_not_offered(form, press):
    press("-")
    assert "no “cannot be determined” for “Blame”" in form.window().notice.text


def test_a_question_that_does_not_apply_is_named_apart_and_keeps_its_answer_until_the_unit_is_finished(form, press):
    press("1")
    form._session.project.codings.answer(form._unit.id, "whom", "105")
    focus(form, "blame")
    press("0")
    assert form.questions._not_asked.text() == "Not asked here: Who is blamed"
    press("1")
    assert answers(form)["whom"].answer == "105"
    press("0", (Qt.Key.Key_Return, CONTROL), "k")
    assert answers(form)["whom"].status == "not_applicable"


def test_a_required_question_about_a_highlight_is_missing_until_it_is_answered(form, press):
    press("0")
    span = form._session.project.codings.highlight(form._unit.id, "argument", 1, 4, 8)
    press((Qt.Key.Key_Return, CONTROL))
    assert [button.text() for button in form.missing.buttons] == ["Strength"]
    assert (form.focused.variable.name, form.focused.span) == ("strength", span.id)
    assert form.questions.head.isVisible()
    press("1", (Qt.Key.Key_Return, CONTROL))
    assert form._session.worklist.counts()[0] == 1


def test_the_list_of_what_is_missing_leads_to_each_question_and_shrinks(form, press, qtbot):
    press("1", (Qt.Key.Key_Return, CONTROL))
    assert [button.text() for button in form.missing.buttons] == ["Who is blamed"]
    focus(form, "day")
    qtbot.mouseClick(form.missing.buttons[0], Qt.MouseButton.LeftButton)
    assert form.focused.variable.name == "whom"
    press("-")
    assert not form.missing.isVisible()


def test_reopening_asks_for_a_reason_and_keeps_it(form, press):
    press("0", (Qt.Key.Key_Return, CONTROL), "k")
    form.ask_reopen()
    press(Qt.Key.Key_Return)
    assert form._session.project.codings.progress(form._unit.id).finished_at is not None
    press("read too fast", Qt.Key.Key_Return)
    assert form._session.project.codings.progress(form._unit.id).finished_at is None
    assert form._session.project.undo_label == "Reopen A0001-C001: read too fast"


def test_nothing_advances_by_itself_unless_it_is_switched_on(form, press, make_window):
    press("0")
    assert form.focused.variable.name == "blame"
    switch = form.window().place.menu_actions()["go"][-1]
    switch.trigger()
    press("0")
    assert form.focused.variable.name == "named"


def test_the_card_says_what_is_painted(form, press):
    card = form.cards[0]
    spoken = QAccessible.queryAccessibleInterface(card)
    assert spoken.text(QAccessible.Text.Name) == "Blame, required"
    press("1")
    assert spoken.text(QAccessible.Text.Name) == "Blame, Yes, answered"
    button = QAccessible.queryAccessibleInterface(card.answers.buttons[1])
    assert button.text(QAccessible.Text.Name) == "Yes"
    assert button.text(QAccessible.Text.Description) == "1"
    assert button.state().checked
    focus(form, "named")
    press(Qt.Key.Key_Return, "army")
    spoken = QAccessible.queryAccessibleInterface(form.focused)
    assert spoken.text(QAccessible.Text.Description) == "at State › Army"
