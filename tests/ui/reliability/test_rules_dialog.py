"""The rules of the reliability table, asked for in a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intercoder.records import AgreementRules
from intercoder.ui.reliability.place import ReliabilityPlace
from intercoder.ui.reliability.rules_dialog import RulesDialog


@pytest.fixture
def dialog(qtbot, session, look):
    """The dialog with the usual rules."""
    place = ReliabilityPlace(session)
    qtbot.addWidget(place)
    made = RulesDialog(AgreementRules(), place)
    qtbot.addWidget(made)
    made.show()
    return made


def retype(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_typed_limits_and_ticked_boxes_are_the_rules(dialog):
    retype(dialog.tentative, "0,7")
    retype(dialog.reliable, ".9")
    QTest.keyClick(dialog.boxes["mix_versions"], Qt.Key.Key_Space)
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.result() == 1
    assert dialog.rules == AgreementRules(0.7, 0.9, mix_versions=True)


@pytest.mark.parametrize(("low", "says"), [("many", "is no number"), (".95", "are not in order"), ("", "is no number")])
def test_limits_that_cannot_be_are_said_and_the_dialog_stays(dialog, low, says):
    retype(dialog.tentative, low) if low else dialog.tentative.clear()
    QTest.mouseClick(dialog.confirm, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert says in dialog.problem.text()


def test_the_usual_rules_come_back_with_a_click(dialog):
    retype(dialog.tentative, ".5")
    QTest.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    assert dialog.rules == AgreementRules()


def test_changed_rules_are_a_step_and_are_computed_with(qtbot, session, look, monkeypatch):
    from intercoder.ui.background import stop_jobs

    place = ReliabilityPlace(session)
    qtbot.addWidget(place, before_close_func=stop_jobs)
    place.resize(1360, 820)
    place.show()
    qtbot.waitUntil(lambda: place.report is not None, timeout=20_000)
    monkeypatch.setattr(RulesDialog, "ask", lambda rules, parent: AgreementRules(0.5, 0.6))
    QTest.mouseClick(place._rules, Qt.MouseButton.LeftButton)
    assert session.project.undo_label == "Change the rules of agreement"
    qtbot.waitUntil(lambda: place.report.limits == (0.5, 0.6), timeout=20_000)
    assert place.table.limits == (0.5, 0.6)
    assert "alpha < .500" in place.foot.legend.accessibleDescription()
