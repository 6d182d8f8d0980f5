import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

from intercoder.project import Project
from intercoder.ui.codebook import place as codebook
from intercoder.ui.codebook.place import CodebookPlace
from intercoder.ui.codebook.variable_sheet import CategoryBlock
from intercoder.ui.session import Session


@pytest.fixture
def place(qtbot, session, look):
    made = CodebookPlace(session)
    qtbot.addWidget(made)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def rows(place):
    return [place._variables.item(n).text() for n in range(place._variables.count())]


def test_variables_are_grouped_by_what_they_are_asked_of(place):
    assert rows(place) == ["Asked of articles", "Topic", "Asked of comments", "Role of the army", "Calls for violence"]


def test_arrows_go_from_variable_to_variable_past_the_names_of_groups(place):
    place._variables.setFocus()
    QTest.keyClick(place._variables, Qt.Key.Key_Down)
    assert place.title.text() == "Role of the army"


def test_a_click_shows_the_variable(place):
    item = place._variables.item(4)
    rect = place._variables.visualItemRect(item)
    QTest.mouseClick(place._variables.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert place.title.text() == "Calls for violence"


def test_a_variable_shows_its_question_facts_and_rules(place):
    place.show_target("army")
    shown = place.sheet.shown_texts()
    for text in (
        "Does the comment question the army's part?", "army", "Comments", "One category",
        "Ordinal – agreement is ordinal alpha", "Says it outright.", "It can be quoted.", "A general is only named.",
        "“who is calling shots in Pakistan”",
    ):  # fmt: skip
        assert text in shown


def test_every_category_has_number_label_and_name_for_screen_readers(place):
    place.show_target("army")
    names = [block.accessibleName() for block in place.sheet.findChildren(CategoryBlock)]
    assert names == ["Category 0, No", "Category 1, Implied", "Category 2, Stated"]


def test_a_missing_definition_is_named(place):
    place.show_target("violence")
    assert "No definition in the codebook." in place.sheet.shown_texts()


def test_nothing_looks_as_if_it_could_be_changed(place):
    for name in ("topic", "army", "violence"):
        place.show_target(name)
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit):
            assert not place.findChildren(kind)


def test_an_exported_codebook_is_the_json_that_can_be_imported(place, tmp_path, monkeypatch, session):
    path = tmp_path / "talks.json"
    monkeypatch.setattr(codebook, "ask_where_to_write", lambda parent, proposed: path)
    QTest.mouseClick(place._export, Qt.MouseButton.LeftButton)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert [v["name"] for v in document["variables"]] == ["topic", "army", "violence"]
    assert "written to" in place.notice.text


def test_an_imported_codebook_appears_and_can_be_taken_back(qtbot, look, place, tmp_path, monkeypatch):
    path = tmp_path / "talks.json"
    monkeypatch.setattr(codebook, "ask_where_to_write", lambda parent, proposed: path)
    place.export_codebook()
    held = Session()
    held.hold(Project.create(tmp_path / "new.intercoder", "New"))
    empty = CodebookPlace(held)
    qtbot.addWidget(empty)
    assert empty._stack.currentWidget() is empty._empty
    monkeypatch.setattr(codebook, "ask_for_codebook", lambda parent: path)
    empty.import_codebook()
    assert rows(empty)[-1] == "Calls for violence"
    held.undo()
    assert empty._stack.currentWidget() is empty._empty
    held.close()


def test_a_file_that_is_no_codebook_changes_nothing(place, tmp_path, monkeypatch, session):
    path = tmp_path / "talks.json"
    path.write_text("no json", encoding="utf-8")
    monkeypatch.setattr(codebook, "ask_for_codebook", lambda parent: path)
    place.import_codebook()
    assert place.notice.text.startswith("The codebook was not imported:")
    assert len(session.project.codebook.current().variables) == 3


def test_the_list_becomes_a_drawer_where_there_is_little_room(place):
    place.set_room("medium")
    assert place.left_pane.isHidden()
    QTest.mouseClick(place.drawer, Qt.MouseButton.LeftButton)
    assert place.left_pane.isVisible()


def test_every_widget_that_takes_the_focus_has_a_name(place):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    for widget in place.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"
