import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.lock import NotWritable
from intercoder.ui.background import stop_jobs
from intercoder.ui.writing import WritingDialog


@pytest.fixture
def window(qtbot, look):
    made = QWidget()
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.show()
    return made


def test_a_task_writes_with_a_handle_of_its_own_and_the_window_gets_its_project_back(qtbot, session, window):
    dialog = WritingDialog(session, "Adding a round", lambda project, tick: project.plan.add_round("main 2").name, window)
    changes = []
    session.changed.connect(changes.append)
    with qtbot.waitSignal(dialog.succeeded) as told:
        dialog.begin()
        assert session.project.read_only
    assert told.args == ["main 2"]
    assert "round" in changes[0]
    assert not session.project.read_only
    assert "main 2" in [r.name for r in session.project.plan.rounds()]


def test_escape_cancels_the_task_and_nothing_is_written(qtbot, session, window):
    def endless(project, tick):
        with project.step("Add round late"):
            project.plan.insert_round("late")
            while True:
                tick(1, 2)

    dialog = WritingDialog(session, "Waiting", endless, window)
    dialog.begin()
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not session.project.read_only)
    assert "late" not in [r.name for r in session.project.plan.rounds()]


def test_an_error_of_the_task_is_handed_on_and_the_project_is_back(qtbot, session, window):
    def fail(project, tick):
        raise UserError("The disk is full.", "Free some space.")

    dialog = WritingDialog(session, "Writing", fail, window)
    with qtbot.waitSignal(dialog.failed) as told:
        dialog.begin()
    assert told.args[0].hint == "Free some space."
    assert not session.project.read_only


def test_a_file_that_another_program_took_meanwhile_can_still_be_read(qtbot, session, window, monkeypatch):
    real = Project.open.__func__

    def taken(cls, path, coder=None, read_only=False, take_over=False):
        if not read_only:
            raise NotWritable("The project is open in another window.")
        return real(cls, path, coder, read_only)

    def task(project, tick):
        monkeypatch.setattr(Project, "open", classmethod(taken))

    dialog = WritingDialog(session, "Writing", task, window)
    with qtbot.waitSignal(dialog.failed):
        dialog.begin()
    assert session.project.read_only
    assert session.project.material.counts().articles == 2
