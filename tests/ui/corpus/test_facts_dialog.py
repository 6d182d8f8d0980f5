"""Headline, outlet and day put right in the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from intercoder.project import Project
from intercoder.tasks.importing import import_dump
from intercoder.ui.corpus.facts_dialog import FactsDialog
from intercoder.ui.session import Session

NEW = "وزیر اعظم 🙂 中文 said so"


@pytest.fixture
def asked(tmp_path, qtbot, look):
    page = tmp_path / "page.txt"
    page.write_text("The dam held through the night, the mayor said.\nNobody was hurt 🙂.\nCOMMENTS (1)\nGood.\n", "utf-8")
    path = tmp_path / "study.intercoder"
    with Project.create(path, "Study") as project:
        import_dump(project, [page])
    session = Session()
    session.open(path)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 700)
    yield FactsDialog(session, session.project.material.article_ids()[0], window)
    session.close()


def row(asked):
    return asked._session.project.material.article(asked._article)


def test_what_is_typed_is_saved_and_each_fact_is_undone_by_itself(asked):
    asked.headline.setText(NEW)
    asked.outlet.setText("Der Kurier")
    asked.day.setText("9 November 2013")
    QTest.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    assert asked.result() == FactsDialog.DialogCode.Accepted
    assert (row(asked).headline, row(asked).outlet, row(asked).published) == (NEW, "Der Kurier", "2013-11-09")
    asked._session.undo()
    assert (row(asked).outlet, row(asked).published) == ("Der Kurier", None)
    asked._session.undo()
    asked._session.undo()
    assert (row(asked).headline, row(asked).outlet) == (None, None)


@pytest.mark.parametrize("typed", ["03/04/2013", "someday"])
def test_a_day_that_cannot_be_taken_is_said_and_nothing_is_changed(asked, typed):
    asked.headline.setText(NEW)
    asked.day.setText(typed)
    QTest.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    assert typed in asked.refusal.text()
    assert not asked.refusal.isHidden()
    assert row(asked).headline is None


def test_a_long_headline_shows_its_beginning(asked):
    asked.headline.setText("Talks 🙂 " * 60)
    asked.open()
    QTest.keyClick(asked.headline, Qt.Key.Key_Tab)
    QTest.keyClick(asked.outlet, Qt.Key.Key_Backtab)
    assert asked.headline.selectedText() == asked.headline.text()
    assert asked.headline.cursorRect().x() < asked.headline.width() // 10
    asked.reject()


def test_saving_what_was_not_changed_is_no_step(asked):
    before = asked._session.project.undo_label
    QTest.mouseClick(asked.confirm, Qt.MouseButton.LeftButton)
    assert asked._session.project.undo_label == before
