"""Files of a dump that are left out of an import, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from intercoder.project import Project
from intercoder.tasks.importing import import_dump


@pytest.fixture
def folder(tmp_path):
    """Two tables, one of them with an Urdu name, and a file that does not belong to the corpus."""
    tmp_path = tmp_path / "dump"
    tmp_path.mkdir()
    (tmp_path / "a.csv").write_text("comment_id,comment\nc1,Gut 😀\nc2,Nein\n", "utf-8")
    (tmp_path / "اخبار.csv").write_text("comment_id,comment\nc1,پل\n", "utf-8")
    (tmp_path / "truth.json").write_text('[{"headline": "Truth", "body": "Not for the corpus."}]', "utf-8")
    return tmp_path


def names(dialog) -> list[str]:
    return [dialog.files.item(row).text() for row in range(dialog.files.count())]


def click_tick(dialog, row: int) -> None:
    place = dialog.files.visualItemRect(dialog.files.item(row))
    QTest.mouseClick(dialog.files.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x() + 24, place.center().y()))


def test_a_click_on_the_tick_leaves_a_file_out_and_another_takes_it_in_again(opened, folder, settle, tmp_path):
    dialog = opened(folder)
    row = names(dialog).index("truth.json")
    current = dialog.files.key
    assert dialog.counts.text().startswith("3 files · 3 articles · 3 comments")
    click_tick(dialog, row)
    settle(dialog)
    assert dialog.counts.text().startswith("2 files · 2 articles · 3 comments")
    assert dialog.title.text() == "Import 2 of 3 files"
    assert dialog.files.key == current
    item = dialog.files.item(row)
    assert item.checkState() == Qt.CheckState.Unchecked
    assert "left out" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    with Project.create(tmp_path / "study.intercoder", "Study") as project:
        document = import_dump(project, [folder], profile=dialog.looking.profiles)
    assert sorted(file["path"].rpartition("/")[2] for file in document["files"] if file["articles"]) == ["a.csv", "اخبار.csv"]
    click_tick(dialog, row)
    settle(dialog)
    assert dialog.counts.text().startswith("3 files")
    assert dialog.title.text() == "Import 3 files"


def test_the_space_bar_does_the_same_and_nothing_is_imported_without_a_file(opened, folder, settle):
    dialog = opened(folder)
    dialog.files.setFocus()
    for row in range(3):
        dialog.files.setCurrentRow(row)
        settle(dialog)
        QTest.keyClick(dialog.files, Qt.Key.Key_Space)
        settle(dialog)
    assert dialog.counts.text() == "Nothing to import"
    assert not dialog.confirm.isEnabled()
    QTest.keyClick(dialog.files, Qt.Key.Key_Space)
    settle(dialog)
    assert dialog.confirm.isEnabled()
    assert dialog.counts.text().startswith("1 article")


def test_a_click_beside_the_tick_only_looks_at_the_file(opened, folder, settle):
    dialog = opened(folder)
    place = dialog.files.visualItemRect(dialog.files.item(2))
    QTest.mouseClick(dialog.files.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    settle(dialog)
    assert (dialog.files.currentRow(), dialog.looking.left_out) == (2, frozenset())
