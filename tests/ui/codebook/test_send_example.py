"""Words selected in the place Code become an example of a category, with their source."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def test_selected_words_are_sent_to_a_category_and_taken_back(desk):
    unit = desk.unit
    desk.reader.select(unit.id, 0, 16)
    menu = desk.marking.menu_of(None)
    next(a for a in menu.actions() if a.text().startswith("Send to the codebook")).trigger()
    palette = desk.marking.palette
    QTest.keyClicks(palette._field, "Implied")
    QTest.keyClick(palette._field, Qt.Key.Key_Return)
    room = desk.session.project.codebook
    assert room.variable("army").category(1).examples == (f"{unit.text[:16]} [{unit.ref}]",)
    desk.session.undo()
    assert room.variable("army").category(1).examples == ()


def test_without_a_selection_nothing_is_offered(desk):
    desk.reader.clear_selection()
    assert not [a for a in desk.marking.menu_of(None).actions() if a.text().startswith("Send to the codebook")]


def test_a_unit_to_be_coded_anew_says_why(desk):
    project, unit = desk.session.project, desk.unit
    project.codebook.freeze("1.0")
    project.codings.answer(unit.id, "army", "0")
    project.codings.answer(unit.id, "incivility", "0")
    project.codings.finish(unit.id)
    project.codebook.change_category("army", 1, definition="Only hints.")
    project.codebook.freeze("2.0")
    assert project.codings.progress(unit.id).finished_at is None
    assert "To code anew since v2.0 – Role of the army, 1 “Implied”" in desk.form.header.facts.full()
