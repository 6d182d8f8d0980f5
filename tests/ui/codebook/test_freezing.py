"""The draft at the foot of the place, the freeze with the kind of each change, and what changed from version to version."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(row, words):
    row.picker.setCurrentIndex(row.picker.findText(words))
    row.picker.activated.emit(row.picker.currentIndex())


@pytest.fixture
def frozen(army):
    army.session.project.codebook.freeze("1.0", "After the pilot")
    return army


def test_before_the_first_freeze_the_bar_says_draft(army):
    assert army.bar.words.full() == "Draft: no version is frozen yet"
    assert army.bar.freeze.text() == "Freeze v1.0 …"
    assert army.bar.changes.isHidden()


def test_the_first_freeze_takes_number_and_note(army, answer, write):
    def fill(dialog):
        assert dialog.confirm.text() == "Freeze v1.0"
        write(dialog.note.box, "نوٹ 🎉")
        click(dialog.confirm)

    answer(fill)
    click(army.bar.freeze)
    version = army.session.project.codebook.versions()[0]
    assert (version.version, version.note) == ("1.0", "نوٹ 🎉")
    assert not army.bar.freeze.isEnabled()
    assert army.notice.text == "Codebook v1.0 is frozen."


def test_an_edit_begins_a_draft_and_says_what_it_sends_back(frozen):
    assert frozen.bar.words.full() == "Version 1.0, frozen; the next edit begins a draft"
    frozen.session.project.codebook.change_category("army", 2, definition="Names the army as the one who decides.")
    assert frozen.bar.words.full() == "Draft after v1.0: 1 change, 18 finished units to code anew"
    assert frozen.bar.freeze.text() == "Freeze v2.0 …"


def test_the_kind_of_a_change_decides_number_and_recoding(frozen, answer):
    frozen.session.project.codebook.change_category("army", 2, definition="Names the army.")
    seen = []

    def fill(dialog):
        seen.append((dialog.consequence.text(), dialog.confirm.text()))
        choose(dialog.rows[0], "Editorial")
        seen.append((dialog.consequence.text(), dialog.confirm.text()))
        choose(dialog.rows[0], "Substantive, units with it only")
        seen.append((dialog.consequence.text(), dialog.confirm.text()))
        click(dialog.confirm)

    answer(fill)
    click(frozen.bar.freeze)
    assert seen == [
        ("18 finished units are opened again for recoding, counted for each coder.", "Freeze v2.0"),
        ("All changes are editorial: nothing is to be coded anew.", "Freeze v1.1"),
        ("6 finished units are opened again for recoding, counted for each coder.", "Freeze v2.0"),
    ]
    assert "6 units are open again for recoding" in frozen.notice.text
    assert frozen.session.project.codebook.version == "2.0"


def test_a_number_that_was_typed_stays(frozen, answer):
    frozen.session.project.codebook.change_variable("army", label="Army")

    def fill(dialog):
        dialog.version.line.selectAll()
        QTest.keyClicks(dialog.version.line, "3.0")
        choose(dialog.rows[0], "Substantive")
        click(dialog.confirm)

    answer(fill)
    click(frozen.bar.freeze)
    assert frozen.session.project.codebook.version == "3.0"


def test_a_number_that_is_taken_freezes_nothing(frozen, answer):
    frozen.session.project.codebook.change_variable("army", label="Army")

    def fill(dialog):
        dialog.version.line.selectAll()
        QTest.keyClicks(dialog.version.line, "1.0")
        click(dialog.confirm)

    answer(fill)
    click(frozen.bar.freeze)
    assert "v1.0 already" in frozen.notice.text
    assert len(frozen.session.project.codebook.versions()) == 1


def test_what_changed_is_shown_version_by_version(frozen, answer):
    room = frozen.session.project.codebook
    room.change_category("army", 2, definition="Names the army.")
    room.freeze("2.0", "Clearer")
    room.change_variable("army", label="Army")
    seen = []

    def look(dialog):
        seen.append([row.change.sentence for row in dialog.rows])
        dialog.which.picker.setCurrentIndex(1)
        dialog.which.picker.activated.emit(1)
        seen.append((dialog.note.text(), [(row.change.before, row.change.after) for row in dialog.rows]))
        dialog.reject()

    answer(look)
    click(frozen.bar.changes)
    assert seen == [["Army: label changed"], ("Clearer", [("Says it outright.", "Names the army.")])]


def test_a_discarded_draft_comes_back_with_undo(frozen):
    frozen.session.project.codebook.change_variable("army", label="Army")
    frozen.deeds.discard()
    assert frozen.title.text() == "Role of the army"
    click(frozen.notice._button)
    assert frozen.title.text() == "Army"


def test_what_an_older_package_brought_is_coded_anew_by_a_button(frozen, tmp_path):
    from intercoder.project import Project
    from intercoder.project.merge import merge
    from intercoder.project.package import make

    project = frozen.session.project
    comment = next(u.id for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment")
    project.plan.assign(["Dörte"], "pilot", [comment])
    make(project, "Dörte", tmp_path / "d.intercoder")
    project.codebook.change_category("army", 2, definition="Names the army.")
    project.codebook.freeze("2.0")
    assert frozen.bar.anew.isHidden()
    with Project.open(tmp_path / "d.intercoder") as package:
        package.codings.answer(comment, "army", "2")
        package.codings.answer(comment, "violence", "0")
        package.codings.finish(comment)
    merge(project, tmp_path / "d.intercoder")
    assert frozen.bar.anew.text() == "Code 1 unit anew"
    click(frozen.bar.anew)
    assert frozen.notice.text == "1 unit is open again for recoding."
    assert frozen.bar.anew.isHidden()
