"""A week of a study in the real windows: a lead and three coders, four copies on disk, two computers, a file returned twice."""

import json
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QFileDialog, QLabel, QPushButton

from intercoder.cli import run
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.ui.care.merges import MergesDialog
from intercoder.ui.care.returned_dialog import ReturnedDialog
from intercoder.ui.code.place import CodePlace
from intercoder.ui.notices import Notice
from intercoder.ui.plan.assign_dialog import AssignDialog
from intercoder.ui.plan.dialogs import PackagesDialog

CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
NAMES = ("Ben Maurer", "Chloé Noël", "Dörte Ünal")
Coded = dict[tuple[str, str, str], str]


def stored(path: Path) -> Coded:
    """Every answer and highlight of a project, read in a sound file."""
    answers = (
        "SELECT c.name, u.ref, v.name, x.answer FROM value x JOIN coder c ON c.id = x.coder JOIN unit u ON u.id = x.unit"
        " JOIN variable v ON v.id = x.variable WHERE x.category = 0 AND x.status = 'value'"
    )
    marks = "SELECT c.name, u.ref, s.quote, '' FROM span s JOIN coder c ON c.id = s.coder JOIN unit u ON u.id = s.unit"
    with Project.open(path, read_only=True) as project:
        assert check(project) == []
        rows = project.db.execute(answers).fetchall() + project.db.execute(marks).fetchall()
        return {(coder, ref, what): answer for coder, ref, what, answer in rows}


def in_dialog(kind: type[QDialog], fill) -> list[QDialog]:
    """Fills in the next dialog of this kind as soon as it is open; gives a list that holds it afterwards."""
    seen: list[QDialog] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind):
            QTimer.singleShot(20, look)
            return
        seen.append(dialog)
        fill(dialog)

    QTimer.singleShot(0, look)
    return seen


def rows_of(model) -> list[list[str]]:
    """The words of every cell of a table."""
    return [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(model.rowCount())]


def click(control) -> None:
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


@pytest.fixture
def give(qtbot, press):
    """Gives a command by the list of commands; without a window manager nobody brings the window back after a dialog."""

    def command(window, words: str) -> None:
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        window.place.setFocus()
        press((Qt.Key.Key_K, CONTROL), words, RETURN)

    return command


@pytest.fixture
def team(tmp_path: Path, monkeypatch) -> Path:
    """The shared folder, which every file dialog of this week chooses."""
    folder = tmp_path / "Team Ordner"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(folder))
    return folder


class Coder:
    """One person at one window; `coded` is what they believe to have said."""

    def __init__(self, window, press, give, coded: Coded) -> None:
        self.window, self.press, self.give, self.coded = window, press, give, coded
        self.name = window.session.project.coder.name

    @property
    def place(self):
        return self.window.place

    def say(self, variable: str, *keys: object, answer: str) -> None:
        """Answers the focused question, which has to be this one."""
        assert self.place.form.focused.variable.name == variable
        self.press(*keys)
        self.coded[self.name, self.place.unit.ref, variable] = answer

    def code_units(self, shift: int, kinds: tuple[str, ...] = ("article", "comment")) -> None:
        """Answers all units of these kinds that are not finished, in the order in which the window offers them."""
        for _ in range(len(self.window.session.worklist.items)):
            unit = self.place.unit
            if unit.kind not in kinds:
                self.press("j")
                continue
            self.place.form.focus_question(0)
            choice = (unit.id + shift) % 2
            if unit.kind == "article":
                self.say("topic", str(1 + choice), answer=str(1 + choice))
                self.press(TAB)
                self.say("sources", *f"{shift},5", RETURN, answer=f"{shift}.5")
            else:
                self.say("army", str(choice), answer=str(choice))
                self.press(TAB)
                self.say("incivility", "0", answer="0")
            self.press((RETURN, CONTROL))

    def mark(self, quote: str, key: str) -> None:
        """Drags over words of the current unit and gives them a category by its key."""
        reader, unit = self.place.reader, self.place.unit
        start = unit.text.index(quote)
        first, last = reader.point_of(unit.id, start), reader.point_of(unit.id, start + len(quote), stop=True)
        QTest.mousePress(reader.viewport(), Qt.MouseButton.LeftButton, pos=first)
        QTest.mouseMove(reader.viewport(), first + QPoint(12, 0))
        QTest.mouseMove(reader.viewport(), last)
        QTest.mouseRelease(reader.viewport(), Qt.MouseButton.LeftButton, pos=last)
        self.press(key)
        self.coded[self.name, unit.ref, quote] = ""

    def hand_in(self, team: Path) -> Path:
        before = set(team.iterdir())
        self.give(self.window, "hand in")
        (file,) = set(team.iterdir()) - before
        assert file.name in self.window.notice.text
        return file


@pytest.fixture
def sit_down(make_window, press, give):
    """A coder opens a file; what they code is noted in `coded`. The window before is closed."""
    held: list = []

    def sit(path: Path, coded: Coded) -> Coder:
        get_up()
        held.append(make_window(path))
        assert held[0].session.project.is_package
        assert isinstance(held[0].place, CodePlace)  # a package opens straight there
        return Coder(held[0], press, give, coded)

    def get_up() -> None:
        while held:
            held.pop().close()

    sit.get_up = get_up
    return sit


@pytest.fixture
def lead(make_window, desk_file, qtbot):
    """Opens the project as its lead, and waits for what they are told."""

    class Lead:
        def sit_down(self) -> None:
            self.window = make_window(desk_file)

        def get_up(self) -> None:
            qtbot.waitUntil(lambda: self.window.returned._job is None)
            self.window.close()

        def told(self, words: str) -> None:
            qtbot.waitUntil(lambda: any(words in notice.accessibleName() for notice in self.window.findChildren(Notice)))

        def come_back(self) -> None:
            """The window becomes active again."""
            QApplication.sendEvent(self.window, QEvent(QEvent.Type.WindowActivate))

    return Lead()


def hand_out(lead, give, team: Path) -> list[Path]:
    """Monday: the lead assigns everything to three new coders and makes their packages, by dialogs."""
    lead.sit_down()
    lead.window.go("plan")

    def fill(dialog: AssignDialog) -> None:
        for box in dialog.findChildren(QCheckBox):
            if box.text() == "Aylin Kaya" and box.isChecked():
                click(box)
        dialog.more.insert(", ".join(NAMES))
        click(dialog.confirm)

    assert in_dialog(AssignDialog, fill) == []
    give(lead.window, "assign")
    lead.told("4 units assigned to 3 coders")
    in_dialog(PackagesDialog, lambda dialog: click(dialog.confirm))
    give(lead.window, "make packages")
    lead.told("3 packages written")
    lead.get_up()
    return sorted(team.iterdir())


def test_after_a_week_in_the_windows_the_project_holds_what_was_coded(
    lead, desk_file, sit_down, press, give, team, tmp_path, qtbot, capsys
):
    packages = hand_out(lead, give, team)
    assert [path.stem.removeprefix("Brussels talks ") for path in packages] == list(NAMES)
    own = [Path(shutil.copy(path, tmp_path / path.name)) for path in packages]
    coded: Coded = {}
    # Tuesday: Ben codes all, marks words after an emoji, undoes and redoes; Chloé only begins and copies her file.
    ben = sit_down(own[0], coded)
    ben.code_units(1)
    assert ben.window.session.project.undo_label.startswith("Finish")
    sit_down(own[1], coded).code_units(2, ("article",))
    sit_down.get_up()
    second = Path(shutil.copy(own[1], tmp_path / "Chloé at home.intercoder"))
    # Wednesday: Ben opens again, marks, and hands in; Dörte codes and hands in the same twice.
    ben = sit_down(own[0], coded)
    bens = ben.hand_in(team)
    doerte = sit_down(own[2], coded)
    comment = next(item.unit for item in doerte.window.session.worklist.items if item.unit.kind == "comment")
    doerte.place.show_unit(comment.id)
    doerte.mark("Pakistani" if "Pakistani" in comment.text else comment.text.split()[0], "g")
    mark = next(key for key in coded if key[0] == doerte.name and coded[key] == "")
    give(doerte.window, "undo highlight")
    assert doerte.window.session.project.undo_label is None
    give(doerte.window, "redo highlight")
    doerte.code_units(3)
    doertes = doerte.hand_in(team)
    again = shutil.copy(doertes, team / "sent by mail once more.intercoder")
    sit_down.get_up()
    # Thursday: the lead's window finds them, reports, merges; the copy brings nothing.
    lead.sit_down()
    lead.window.settings.keep_team_folder(lead.window.session.project.uid, str(team))
    lead.come_back()
    lead.told("handed in")
    seen = in_dialog(ReturnedDialog, lambda dialog: click(dialog.confirm))
    click(lead.window.notice.findChild(QPushButton))
    lead.told("Merged")
    assert {Path(path) for path in seen[0].paths} <= {bens, doertes, Path(again)}
    assert stored(desk_file) == {key: answer for key, answer in coded.items() if key[0] != "Chloé Noël"}
    seen = in_dialog(ReturnedDialog, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    lead.window.returned.take([str(doertes), str(again)])
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].paths == []
    lead.get_up()
    # Friday: Chloé has coded the comments on two computers, differently; the later answer counts, the other is listed.
    early: Coded = {}
    chloe = sit_down(own[1], early)
    chloe.code_units(4, ("comment",))
    files = [chloe.hand_in(team)]
    chloe = sit_down(second, coded)
    chloe.code_units(5, ("comment",))
    files.append(chloe.hand_in(team))
    sit_down.get_up()
    lead.sit_down()
    lead.told("Chloé Noël handed in")
    before = stored(desk_file)
    seen = in_dialog(ReturnedDialog, lambda dialog: click(dialog.confirm))
    click(lead.window.notice.findChild(QPushButton))
    lead.told("Merged Chloé Noël")
    assert {Path(path) for path in seen[0].paths} == set(files)
    lost = {key: answer for key, answer in early.items() if coded[key] != answer}
    lead.told(f"{len(lost)} answers differ in two copies of Chloé Noël")
    seen = in_dialog(MergesDialog, lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    click(lead.window.notice.findChild(QPushButton))
    assert f"{len(lost)} answers differ" in seen[0].list.currentItem().text()
    words = "\n".join(label.text() for label in seen[0].pane.findChildren(QLabel))
    assert all(key[1] in words for key in lost)
    assert stored(desk_file) == coded
    assert mark in stored(desk_file)
    # Both merges are taken back, from the menu and from the list; merged again it is the same.
    lead.window.menus.take_back.trigger()
    lead.told("is taken back")

    def take_the_other_back(dialog: MergesDialog) -> None:
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        click(dialog.confirm)

    in_dialog(MergesDialog, take_the_other_back)
    lead.window.menus.merges.trigger()
    qtbot.waitUntil(lambda: stored(desk_file) == before)
    seen = in_dialog(ReturnedDialog, lambda dialog: click(dialog.confirm))
    lead.window.returned.take([str(file) for file in reversed(files)])
    lead.told("Merged Chloé Noël")
    assert stored(desk_file) == coded
    lead.get_up()
    # After a restart the window shows the figures that the command gives.
    capsys.readouterr()
    assert run(["agreement", str(desk_file), "--json"]) == 0
    results = {r["variable"]: r["statistics"] for r in json.loads(capsys.readouterr().out)["results"]}
    lead.sit_down()
    lead.window.go("reliability")
    table = lead.window.place.table
    qtbot.waitUntil(lambda: table.model().rowCount() > 0)
    model = table.model()
    for name in ("topic", "army"):
        label = {"topic": "Topic", "army": "Role of the army"}[name]
        cells = next(row for row in rows_of(model) if label in row[0])
        value = results[name][f"alpha.{'ordinal' if name == 'army' else 'nominal'}"]["value"]
        assert f"{value:.3f}".replace("0.", ".") in " ".join(cells), (name, value, cells)
    lead.get_up()
