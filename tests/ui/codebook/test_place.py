"""The place Codebook: its list, what is worth a look, files in and out, and reading where nothing can be changed."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from intercoder.project import Project
from intercoder.ui.codebook import files
from intercoder.ui.codebook.variable_sheet import CategoryBlock
from intercoder.ui.session import Session


def rows(place):
    return [place._variables.item(n).text() for n in range(place._variables.count())]


def names(place):
    return [v.name for v in place.session.project.codebook.current().variables]


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture
def reading(show, study, look):
    """The place on the study open read-only."""
    held = Session()
    held.hold(Project.open(study, read_only=True))
    yield show(held)
    held.close()


@pytest.fixture
def empty(show, tmp_path):
    held = Session()
    held.hold(Project.create(tmp_path / "new.intercoder", "New"))
    yield show(held)
    held.close()


# ---------------------------------------------------------------- the list


def test_variables_are_grouped_by_what_they_are_asked_of(place):
    assert rows(place) == ["Asked of articles", "Topic", "Asked of comments", "Role of the army", "Calls for violence"]


def test_arrows_go_from_variable_to_variable_past_the_names_of_groups(place):
    place._variables.setFocus()
    QTest.keyClick(place._variables, Qt.Key.Key_Down)
    assert place.title.text() == "Role of the army"
    assert place.editor.form.name.line.text() == "army"


def test_a_click_shows_the_variable(place):
    rect = place._variables.visualItemRect(place._variables.item(4))
    QTest.mouseClick(place._variables.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert place.title.text() == "Calls for violence"


@pytest.mark.parametrize(("typed", "left"), [("ARMY", ["Role of the army"]), ("outright", ["Role of the army"]), ("xyz", [])])
def test_find_looks_into_labels_and_definitions(place, typed, left):
    QTest.keyClicks(place.find, typed)
    assert [row for row in rows(place) if not row.startswith("Asked of")] == left


def test_a_new_question_stands_beside_the_open_one_and_its_label_is_to_be_typed(army, write):
    army.add.menu().aboutToShow.emit()
    next(a for a in army.add.menu().actions() if a.text() == "Question about comments").trigger()
    assert names(army) == ["topic", "army", "question", "violence"]
    assert army.editor.form.label.line.hasFocus()
    write(army.editor.form.label.line, "لہجہ 😀\r")
    assert army.session.project.codebook.variable("question").label == "لہجہ 😀"


def test_alt_and_arrows_move_a_question_inside_its_group(army):
    army._variables.setFocus()
    QTest.keyClick(army._variables, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(army) == ["topic", "violence", "army"]
    QTest.keyClick(army._variables, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(army) == ["topic", "army", "violence"]
    assert army.title.text() == "Role of the army"


def test_delete_removes_a_question_without_codings_at_once_and_the_notice_offers_undo(place):
    place._variables.setFocus()
    QTest.keyClick(place._variables, Qt.Key.Key_Delete)
    assert names(place) == ["army", "violence"]
    click(place.notice._button)
    assert names(place) == ["topic", "army", "violence"]


def test_delete_asks_before_codings_go(army, answer):
    army._variables.setFocus()
    answer(lambda dialog: dialog.reject())
    QTest.keyClick(army._variables, Qt.Key.Key_Delete)
    assert names(army) == ["topic", "army", "violence"]
    seen = []
    answer(lambda dialog: (seen.append(dialog.sentence.text()), dialog.accept()))
    QTest.keyClick(army._variables, Qt.Key.Key_Delete)
    assert names(army) == ["topic", "violence"]
    assert "18 codings of all coders and rounds" in seen[0]


def test_a_duplicate_opens(army):
    army.deeds.duplicate(army.current)
    assert army.title.text() == "Role of the army (copy)"
    assert names(army) == ["topic", "army", "army_2", "violence"]


# ---------------------------------------------------------------- what is worth a look


def test_a_finding_leads_to_the_field_to_mend(qtbot, place):
    line = next(line for line in place.lint.lines if line.finding.code == "no_definition")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert place.title.text() == "Calls for violence"
    assert place.editor.category.definition.box.hasFocus()
    QTest.keyClicks(place.editor.category.definition.box, "None is called for.")
    place._variables.setFocus()
    assert "“No”" not in "".join(line.finding.message for line in place.lint.lines if line.finding.code == "no_definition")


def test_the_findings_are_counted(place):
    assert place.lint.heading.text() == f"{len(place.lint.lines)} things to look at"


# ---------------------------------------------------------------- files and starters


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_an_exported_codebook_can_be_imported_and_taken_back(place, empty, tmp_path, monkeypatch, suffix):
    path = tmp_path / f"talks.{suffix}"
    monkeypatch.setattr(files, "ask_where_to_write", lambda parent, proposed: path)
    monkeypatch.setattr(files, "ask_for_codebook", lambda parent: path)
    click(place._export)
    assert "written to" in place.notice.text
    click(empty._empty.file)
    assert rows(empty)[-1] == "Calls for violence"
    empty.session.undo()
    assert empty._stack.currentWidget() is empty._empty


def test_an_export_says_what_its_format_cannot_carry(place, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ask_where_to_write", lambda parent, proposed: tmp_path / "talks.html")
    click(place._export)
    assert "Keys and colours are left out" in place.notice._hint.text()


def test_a_file_that_is_no_codebook_changes_nothing(place, tmp_path, monkeypatch):
    (tmp_path / "talks.json").write_text("no json", encoding="utf-8")
    monkeypatch.setattr(files, "ask_for_codebook", lambda parent: tmp_path / "talks.json")
    place.import_codebook()
    assert place.notice.text.startswith("The codebook was not imported:")
    assert len(names(place)) == 3


def test_an_empty_place_begins_with_a_starter_codebook_that_undo_takes_back(empty):
    assert [card.starter.title for card in empty._empty.cards] == ["News frames", "Incivility in comments", "Sourcing", "Tone"]
    click(empty._empty.cards[1].use)
    assert "uncivil" in names(empty)
    assert empty.lint.isHidden()
    empty.session.undo()
    assert names(empty) == []


def test_an_empty_place_begins_with_a_question(empty):
    click(empty._empty.question)
    assert names(empty) == ["question"]
    assert empty.editor.form.label.line.hasFocus()


# ---------------------------------------------------------------- for reading


def test_read_only_nothing_looks_as_if_it_could_be_changed(reading):
    for name in ("topic", "army", "violence"):
        reading.show_target(name)
        for kind in (QLineEdit, QComboBox, QPlainTextEdit, QTextEdit):
            assert [w for w in reading.findChildren(kind) if w.isVisible() and w is not reading.find] == []
    assert reading.add.isHidden()
    assert reading.more.isHidden()
    assert reading.bar.isHidden()


def test_for_reading_a_variable_shows_its_question_facts_and_rules(reading):
    reading.show_target("army")
    shown = reading.sheet.shown_texts()
    for text in (
        "Does the comment question the army's part?", "army", "Comments", "One category",
        "Ordinal – agreement is ordinal alpha", "Says it outright.", "It can be quoted.", "A general is only named.",
        "“who is calling shots in Pakistan”",
    ):  # fmt: skip
        assert text in shown
    names = [block.accessibleName() for block in reading.sheet.findChildren(CategoryBlock)]
    assert names == ["Category 0, No", "Category 1, Implied", "Category 2, Stated"]


def test_a_missing_definition_is_named_for_reading(reading):
    reading.show_target("violence")
    assert "No definition in the codebook." in reading.sheet.shown_texts()


def test_the_codebook_can_be_written_out_from_a_file_for_reading(reading, tmp_path, monkeypatch):
    path = tmp_path / "talks.json"
    monkeypatch.setattr(files, "ask_where_to_write", lambda parent, proposed: path)
    click(reading._export)
    assert [v["name"] for v in json.loads(path.read_text(encoding="utf-8"))["variables"]] == ["topic", "army", "violence"]


# ---------------------------------------------------------------- room and names


def test_the_sides_become_drawers_where_there_is_little_room(place):
    place.set_room("medium")
    assert place.left_pane.isHidden()
    assert place.right_pane.isHidden()
    click(place.drawer)
    assert place.left_pane.isVisible()
    place.set_room("wide")
    assert place.right_pane.isVisible()


def test_every_widget_that_takes_the_focus_has_a_name(army):
    army.editor.jump("definition", 2)
    for widget in army.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_sixty_long_categories_and_urdu_are_painted_without_a_warning(look, show, tmp_path, theme, scale):
    from intercoder.records import Category, Codebook, Variable

    look(theme, scale)
    categories = tuple(
        Category(n, f"ایک بہت لمبا نام 😀 {'long ' * 20}{n}", "تعریف " * 30, parent=n - 1 or None) for n in range(1, 61)
    )
    book = Codebook("x", (Variable("q", "A label that is " + "very " * 30 + "long", "comment", "one", categories=categories),))
    held = Session()
    held.hold(Project.create(tmp_path / "long.intercoder", "Long", book))
    made = show(held)
    made.editor.jump("definition", 60)
    assert not made.grab().isNull()
    held.close()
