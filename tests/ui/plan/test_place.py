import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intercoder.project import Project
from intercoder.project.dealing import Rule
from intercoder.ui.background import stop_jobs
from intercoder.ui.plan.assign_dialog import AssignDialog, Assignment
from intercoder.ui.plan.coder_table import ASSIGNED, CODER, DONE, DOUBTS, FINISHED, HOURS, PACKAGE, WorkModel
from intercoder.ui.plan.dialogs import PackagesDialog
from intercoder.ui.plan.place import PlanPlace, package_name
from intercoder.ui.plan.round_view import RoundView


@pytest.fixture
def place(qtbot, session, look):
    made = PlanPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def packages(place, qtbot, tmp_path, monkeypatch):
    """The packages of all three coders, made in a folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(PackagesDialog, "ask", classmethod(lambda cls, names, parent: (names, folder)))
    place.make_packages()
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    return sorted(folder.iterdir())


def test_the_model_keeps_the_rules_of_qt(qtmodeltester, session):
    model = WorkModel()
    model.show(session.project.plan.workloads(session.project.plan.round("pilot").id))
    qtmodeltester.check(model)


def test_each_coder_of_the_round_has_counters(place):
    cells = [place.works.index(0, column).data() for column in (CODER, ASSIGNED, FINISHED, DOUBTS, HOURS, PACKAGE, DONE)]
    assert cells == ["Aylin Kaya", "8", "6", "0", "0.0", "not sent", "75 %"]
    assert "18 of 24 units finished" in place.facts.text()


def test_a_round_without_coders_says_what_to_do_next(place):
    place.choose("round", "main")
    assert place._stack.currentWidget() is place._empty
    assert "8 units have questions" in place._empty._sentence.text()


def test_assigning_is_one_step_that_can_be_undone(place, monkeypatch, session):
    wanted = Assignment("reliability", ("Aylin Kaya", "Dora Klein"), Rule(seed=7))
    monkeypatch.setattr(AssignDialog, "ask", classmethod(lambda cls, *args: wanted))
    QTest.mouseClick(place._assign, Qt.MouseButton.LeftButton)
    assert place.round_name == "reliability"
    assert place.works.rowCount() == 2
    assert place.notice.text == "8 units assigned to 2 coders, 8 of them by several."
    session.undo()
    assert "reliability" not in [r.name for r in session.project.plan.rounds()]
    assert place.round_name != "reliability"


def test_the_dialog_needs_at_least_one_coder(qtbot, place, session):
    dialog = AssignDialog(session.project, "pilot", place)
    assert not dialog.confirm.isEnabled()
    QTest.keyClicks(dialog.more, "Dora Klein, Emil Voss")
    box = next(box for box in dialog.boxes if box.text() == "Aylin Kaya")
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert dialog.confirm.isEnabled()
    assert dialog.assignment == Assignment("pilot", ("Aylin Kaya", "Dora Klein", "Emil Voss"))


def test_a_share_above_all_cannot_be_assigned(place, session):
    dialog = AssignDialog(session.project, "pilot", place)
    dialog.more.setText("Dora Klein")
    dialog.overlap.selectAll()
    QTest.keyClicks(dialog.overlap, "10")
    assert dialog.assignment.rule.overlap == 0.1
    dialog.overlap.clear()
    assert not dialog.confirm.isEnabled()


def test_a_dialog_with_many_coders_stays_inside_its_window(place, qtbot):
    place.resize(1024, 500)
    dialog = PackagesDialog([f"Coder {n}" for n in range(60)], place)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.height() > 100)
    assert dialog.height() <= place.height()
    dialog.reject()


def test_every_field_of_the_dialog_has_a_name(place, session):
    dialog = AssignDialog(session.project, "pilot", place)
    assert [w.accessibleName() for w in (dialog.round, dialog.more, dialog.overlap, dialog.seed)] == [
        "Round", "New coders", "Coded by several, per cent", "Seed",
    ]  # fmt: skip


def test_packages_are_made_for_those_who_have_work(place, packages):
    assert [path.name for path in packages] == [
        "Brussels talks Aylin Kaya.intercoder", "Brussels talks Bruno Maier.intercoder",
        "Brussels talks Carla Santos.intercoder",
    ]  # fmt: skip
    assert place.notice.text.startswith("3 packages written to")
    with Project.open(packages[0], read_only=True) as package:
        assert package.kind == "package"


def test_a_package_that_exists_is_not_overwritten(place, packages, qtbot):
    place.notice.hide()
    place.make_packages()
    qtbot.waitUntil(lambda: not place.notice.isHidden())
    assert place.notice.text.startswith("No package was made: Brussels talks Aylin Kaya.intercoder is in that folder")


def test_a_file_name_keeps_no_character_that_a_system_refuses():
    assert package_name("Talks: part 1/2", "Aylin Kaya") == "Talks- part 1-2 Aylin Kaya.intercoder"


def test_every_widget_that_takes_the_focus_has_a_name(place):
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QWidget

    for widget in place.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{widget} has no name"


def test_a_project_open_for_reading_only_offers_nothing_that_writes(qtbot, look, study):
    from intercoder.project import Project
    from intercoder.ui.codebook.place import CodebookPlace
    from intercoder.ui.corpus.place import CorpusPlace
    from intercoder.ui.session import Session

    held = Session()
    held.hold(Project.open(study, read_only=True))
    held.set_round("pilot")
    plan, corpus, codebook = PlanPlace(held), CorpusPlace(held), CodebookPlace(held)
    for made in (plan, corpus, codebook):
        qtbot.addWidget(made)
    for control in (plan._assign, plan._merge, plan._packages, corpus._import, codebook.importing):
        assert not control.isEnabled()
    corpus.take_files(["kerry.txt"])
    assert corpus.notice.text == "The project is open for reading only."
    held.close()


def test_no_coder_is_said_to_have_no_room_who_has_a_column(make_window, study, qtbot):
    window = make_window(study)
    window.go("plan")
    view = window.place.findChild(RoundView)
    qtbot.waitUntil(lambda: view.grid.isVisible() and view.grid.hidden_coders == 0)
    assert "no room" not in view.count.text()
