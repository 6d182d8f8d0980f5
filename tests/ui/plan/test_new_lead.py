"""As a new lead does it: from a corpus of a thousand articles to the packages of five coders, through the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton

from intercoder.project import Project
from intercoder.ui.asking import NameQuestion
from intercoder.ui.background import stop_jobs
from intercoder.ui.plan.assign_dialog import AssignDialog
from intercoder.ui.plan.dialogs import PackagesDialog
from intercoder.ui.plan.grid import FIRST_CODER, STATE_ROLE, GridModel
from intercoder.ui.plan.place import PlanPlace
from intercoder.ui.plan.sample_dialog import SampleDialog
from intercoder.ui.plan.wizard import ReliabilityDialog
from intercoder.ui.session import Session

FIVE = ("Aylin Kaya", "Bruno Maier", "Carla Santos", "نادر خان", "Emil Voß")


@pytest.fixture
def place(qtbot, corpus, look):
    session = Session()
    session.open(corpus)
    made = PlanPlace(session)
    qtbot.addWidget(made, before_close_func=stop_jobs)
    made.resize(1360, 820)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    stop_jobs(made)
    session.close()


@pytest.fixture
def accept(monkeypatch):
    """Fills in the next dialog of a class and confirms it, as Enter does."""

    def fill(kind, deed):
        def run(dialog) -> int:
            deed(dialog)
            assert dialog.confirm.isEnabled()
            return QDialog.DialogCode.Accepted

        monkeypatch.setattr(kind, "exec", run)

    return fill


def type_into(field, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)


def trigger(place, words: str) -> None:
    """Runs a command of the Edit menu."""
    action = next(a for a in place.menu_actions()["edit"] if a.text() == words)
    assert action.isEnabled()
    action.trigger()


@pytest.fixture
def sampled(place, accept):
    """A stratified sample of 100 articles, by outlet."""

    def fill(dialog):
        type_into(dialog.name, "main")
        QTest.keyClick(dialog.method, Qt.Key.Key_Down)
        type_into(dialog.seed, "7")

    accept(SampleDialog, fill)
    trigger(place, "Draw a sample …")
    return place


@pytest.fixture
def assigned(sampled, accept):
    """The sample, assigned to five coders, a tenth to all of them."""

    def fill(dialog):
        dialog.more.setText(", ".join(FIVE))
        dialog.preset.setCurrentIndex(dialog.preset.findData("main"))
        dialog.show_loads()
        for name in FIVE:
            assert name in dialog.loads.text()

    accept(AssignDialog, fill)
    QTest.mouseClick(sampled._assign, Qt.MouseButton.LeftButton)
    return sampled


def test_an_empty_plan_says_what_to_do_next(place):
    assert place._stack.currentWidget() is place._empty
    assert "2,999 units have questions" in place._empty._sentence.text()


def test_a_sample_is_drawn_kept_shown_and_undone(sampled, qtbot):
    project = sampled.session.project
    (sample,) = project.samples.all()
    assert (sample.name, sample.method, sample.by, sample.seed, sample.size) == ("main", "stratified", "outlet", 7, 100)
    assert sampled.sample_name == "main"
    qtbot.waitUntil(lambda: sampled.sample_view.picture.isVisible(), timeout=20_000)
    assert "روزنامہ جنگ کراچی" in sampled.sample_view.picture.accessibleName()
    assert sampled.sample_view.units.rowCount() == 100
    sampled.session.undo()
    assert project.samples.all() == []
    assert sampled.round_name == "main"


def test_the_dialog_shows_what_would_be_drawn_before_it_is_kept(place, qtbot):
    dialog = SampleDialog(place.session.project, place)
    qtbot.addWidget(dialog)
    dialog.method.setCurrentIndex(dialog.method.findData("weeks"))
    type_into(dialog.n, "2")
    dialog.show()
    qtbot.waitUntil(lambda: dialog.found.text().endswith("of 1,000 drawn"), timeout=20_000)
    assert dialog.picture.isVisible()
    type_into(dialog.words, "nothing like this")
    qtbot.waitUntil(lambda: dialog.found.text().startswith("No articles pass"), timeout=20_000)
    assert not dialog.confirm.isEnabled()
    dialog.reject()


def test_the_sample_is_assigned_whole_and_evenly(assigned):
    project = assigned.session.project
    assert assigned.round_name == "main"
    works = project.plan.workloads(project.plan.round("main").id)
    assert [work.coder.name for work in works] == list(FIVE)
    assert max(w.assigned for w in works) - min(w.assigned for w in works) <= 4  # the units of an article
    ((sample, rule),) = project.plan.deals(project.plan.round("main").id)
    assert (sample, rule["overlap"], rule["whole"]) == ("main", 0.1, True)


def test_a_large_assignment_is_written_in_the_background_and_can_be_undone(place, accept, qtbot, monkeypatch):
    from intercoder.ui.plan import place as module

    monkeypatch.setattr(module, "MOST_AT_ONCE", 10)
    accept(AssignDialog, lambda dialog: dialog.more.setText("Aylin Kaya, نادر خان"))
    QTest.mouseClick(place._empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.notice.text.startswith("2,999 units assigned to 2 coders"), timeout=60_000)
    assert [work.assigned for work in place.works.works] == [2999, 2999]
    place.session.undo()
    assert place.works.works == [] or place._stack.currentWidget() is place._empty


def test_the_grid_shows_who_has_which_unit(assigned):
    grid = assigned.round_view.grid.grid
    states = [grid.index(0, FIRST_CODER + n).data(STATE_ROLE) for n in range(5)]
    assert set(states) <= {"", "assigned"}
    assert "assigned" in states
    everything = grid.rowCount()
    assigned.round_view.shown.setCurrentIndex(1)
    assert 0 < grid.rowCount() < everything
    assert [grid.index(0, FIRST_CODER + n).data(STATE_ROLE) for n in range(5)] == ["assigned"] * 5


def test_the_grid_follows_what_is_coded(assigned):
    project, grid = assigned.session.project, assigned.round_view.grid.grid
    project.set_coder("Bruno Maier")
    project.set_round("main")
    unit = next(
        u for u in project.plan.assigned(project.round.id, project.coder.id) if project.material.unit(u).kind == "comment"
    )
    project.codings.answer(unit, "uncivil", "1")
    project.codings.finish(unit)
    row = list(grid.ids).index(unit)
    assert grid.index(row, FIRST_CODER + 1).data(STATE_ROLE) == "done"
    assert grid.index(row, FIRST_CODER + 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Bruno Maier: done"
    assigned.round_view.shown.setCurrentIndex(2)
    assert unit not in grid.ids or grid.row(list(grid.ids).index(unit)).done < len(grid.row(list(grid.ids).index(unit)).states)


def test_the_model_of_the_grid_keeps_the_rules_of_qt(assigned, qtmodeltester):
    model = GridModel(assigned.round_view._fetch)
    model.show(assigned.round_view.grid.grid.ids[:50], assigned.round_view.grid.grid.coders)
    qtmodeltester.check(model)


def test_five_packages_are_written_at_once(assigned, qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "out"
    folder.mkdir()
    monkeypatch.setattr(PackagesDialog, "ask", classmethod(lambda cls, names, parent: (names, folder)))
    QTest.mouseClick(assigned._packages, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: assigned.notice.text.startswith("5 packages written"), timeout=60_000)
    assert len(list(folder.glob("*.intercoder"))) == 5
    with Project.open(next(folder.glob("*Emil*")), read_only=True) as package:
        assert package.plan.assigned(package.round.id, package.coder.id)
        assert package.samples.all() == []
    assert assigned.works.index(0, 5).data().startswith("sent ")


def test_the_reliability_sample_says_why_and_is_coded_by_all(place, accept):
    advised = []

    def fill(dialog):
        dialog.unit.setCurrentIndex(dialog.unit.findData("comment"))
        advised.append(dialog.reasons.text())
        dialog.more.setText(", ".join(FIVE))
        for box in dialog.boxes:
            box.setChecked(False)

    accept(ReliabilityDialog, fill)
    trigger(place, "Reliability sample …")
    assert "294 units" in advised[0]
    assert "Lacy & Riffe 1996" in advised[0]
    project = place.session.project
    assert place.round_name == "reliability"
    assert project.samples.sample("reliability").size == 294
    works = project.plan.workloads(project.plan.round("reliability").id)
    assert [work.assigned for work in works] == [294] * 5


def test_rounds_and_coders_change_by_commands_that_can_be_undone(assigned, accept):
    project = assigned.session.project
    assigned.table.selectRow(1)
    trigger(assigned, "Make the coder inactive")
    assert not project.plan.coder("Bruno Maier").active
    assert assigned.works.index(1, 0).data() == "Bruno Maier (inactive)"
    assigned.session.undo()
    trigger(assigned, "Close the round")
    assert "Closed" in assigned.facts.text()
    trigger(assigned, "Open the round")
    accept(NameQuestion, lambda dialog: dialog.name.setText("ہفتہ اول"))
    trigger(assigned, "Rename the round …")
    assert assigned.round_name == "ہفتہ اول"
    project.plan.add_round("retest")
    trigger(assigned, "Remove the round")
    assert assigned.notice.text.startswith("Not removed: The round ہفتہ اول has units or codings")


def test_what_cannot_be_assigned_is_said_before_it_is_tried(place, qtbot):
    dialog = AssignDialog(place.session.project, "main", place)
    qtbot.addWidget(dialog)
    dialog.more.setText("Aylin Kaya")
    dialog.times.setCurrentIndex(dialog.times.findData(3))
    dialog.show_loads()
    assert dialog.loads.text().startswith("Units cannot be coded by 3 coders")
    assert not dialog.confirm.isEnabled()


def test_the_loads_of_a_large_study_are_worked_out_in_the_background(place, qtbot, monkeypatch):
    from intercoder.ui.plan import assign_dialog

    monkeypatch.setattr(assign_dialog, "MOST_AT_ONCE", 10)
    dialog = AssignDialog(place.session.project, "main", place)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.more.setText("Aylin Kaya, نادر خان")
    qtbot.waitUntil(lambda: dialog.loads.text().startswith("2,999 units, 2,999 of them"), timeout=20_000)
    type_into(dialog.overlap, "0")
    qtbot.waitUntil(lambda: "1,500 units" in dialog.loads.text(), timeout=20_000)
    dialog.reject()


@pytest.mark.parametrize("kind", [SampleDialog, ReliabilityDialog])
def test_every_field_of_a_dialog_has_a_name_and_stays_in_a_small_window(place, qtbot, kind):
    place.resize(1024, 600)
    dialog = kind(place.session.project, place)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.isVisible())
    assert dialog.height() <= place.height()
    for field in (dialog.name, dialog.n, dialog.seed):
        assert field.accessibleName()
    assert all(box.text() for box in dialog.findChildren(QCheckBox))
    dialog.reject()
