"""A mistake of the program in the middle of a step: the step is taken back, and the window shows what is stored."""

import pytest
from PySide6.QtCore import Qt

from intercoder.project.check import check
from intercoder.ui import faults


@pytest.fixture
def shown(monkeypatch):
    """The reports that the window would show."""
    reports: list[str] = []
    monkeypatch.setattr(faults.FaultDialog, "ask", lambda text, _parent: reports.append(text))
    return reports


def test_a_mistake_in_a_verb_takes_its_step_back_and_the_next_key_works(desk, press, qtbot, monkeypatch, shown):
    window, project = desk.window(), desk.window().session.project
    press("1")
    qtbot.waitUntil(lambda: project.db.execute("SELECT count(*) FROM value").fetchone()[0] == 1)
    steps = project.db.execute("SELECT count(*) FROM step").fetchone()[0]
    label = project.undo_label
    real = project.step

    def break_off(label: str, kind: str = "do"):
        from contextlib import contextmanager

        @contextmanager
        def broken():
            with real(label, kind):
                yield
                raise ZeroDivisionError("in the middle of a step")

        return broken()

    with monkeypatch.context() as patch, qtbot.captureExceptions() as caught:
        patch.setattr(project, "step", break_off)
        desk.form.focus_question(0)
        press("2")
    assert [kind.__name__ for kind, _, _ in caught] == ["ZeroDivisionError"]
    faults.show_fault(caught[0][1], window)
    assert "ZeroDivisionError" in shown[0]
    assert project.db.execute("SELECT count(*) FROM step").fetchone()[0] == steps
    assert project.undo_label == label
    assert check(project) == []
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert project.db.execute("SELECT count(*) FROM value").fetchone()[0] == 0
