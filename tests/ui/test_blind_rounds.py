"""In a blind round a coder comes upon nothing of what others coded, wherever they look: every place, dialog, menu, list,
search, file, and the memory of the window itself.
"""

import gc
import json
import sqlite3
from collections import deque
from pathlib import Path
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from intercoder.tasks.corpus_hits import Wish, search
from intercoder.ui.background import Job
from intercoder.ui.keys import KeysDialog

LEAD, OTHER, ANOTHER, LOOKER = "Aylin Kaya", "Ben Maurer", "Dora Lind", "Carla Santos"
PLANTED = ("PLANTED", "7654321", "فاشنشدہ")
"""What others wrote: in every memo, doubt, text, reason; a number that nobody else would give; and a note in Urdu."""
UNSAFE = ("New project …", "Open …", "Save a copy …", "Close project", "Quit", "Open the example study", "Restore a backup …")
"""Commands that leave the project, or copy the whole file: who has the file has all of it, as the help says."""

LOOKS = ("Light", "Dark", "As the system", "Larger type", "Smaller type", "Type as the system")
"""Commands that change how everything looks, which takes long and tells nothing."""

CONFLICT = {
    "table": "value", "key": "[]", "unit": "A0001-C001", "what": "Note", "lost": "PLANTED before", "lost_at": 1,
    "won": "PLANTED after", "won_at": 2,
}  # fmt: skip
"""What two copies of another coder said differently, as a merge keeps it."""


def plant(project, coder: str, unit, article: int, answers: dict[str, str]) -> None:
    """Codes a comment and its article with everything that somebody else could read."""
    project.set_coder(coder)
    project.set_round("main")
    codings = project.codings
    span = codings.highlight(unit.id, "argument", 1, 7, 16)
    codings.write_memo(unit.id, f"PLANTED on the span by {coder}", span.id)
    codings.write_memo(unit.id, "PLANTED on the unit فاشنشدہ")
    codings.answer(unit.id, "strength", "2", span=span.id)
    for name, answer in answers.items():
        codings.answer(unit.id, name, answer)
    codings.answer(unit.id, "note", "PLANTED note")
    codings.doubt(unit.id, "PLANTED doubt")
    codings.finish(unit.id)
    codings.reopen(unit.id, "PLANTED reason")
    codings.finish(unit.id)
    codings.answer(article, "sources", "7654321")


@pytest.fixture
def study(desk_file: Path) -> Path:
    """A study in whose one file a lead, two others and a fourth code the same units in a blind round."""
    from intercoder.project import Project

    with Project.open(desk_file) as project:
        article = project.material.article_ids()[0]
        comments = [u for u in project.material.units(article) if u.kind == "comment"]
        project.plan.assign([LEAD, OTHER, ANOTHER, LOOKER], "main", [article, *(u.id for u in comments)])
        plant(project, OTHER, comments[0], article, {"army": "2", "incivility": "0"})
        plant(project, ANOTHER, comments[0], article, {"army": "1", "incivility": "0"})
        project.set_coder(LEAD)
        project.disagreements.explain(comments[0].id, "army", "main", "ambiguous", "PLANTED disagreement")
        army = project.codebook.variable("army").id
    with sqlite3.connect(desk_file) as db:
        merged = {"rounds": ["main"], "new": 3, "changed": 1, "removed": 0, "conflicts": [CONFLICT]}
        row = (1_700_000_000_000, "ben.intercoder", "ab" * 32, 2, json.dumps(merged))
        db.execute("INSERT INTO merge(at, file, sha256, coder, report) VALUES(?, ?, ?, ?, ?)", row)
        db.execute("INSERT INTO decision VALUES(1, ?, ?, 0, 0, 'value', '2', 'PLANTED decision', 1)", (comments[0].id, army))
    db.close()
    return desk_file


# ------------------------------------------------------------------ what a window tells


def words_of(widget: QWidget) -> list[str]:
    """Everything that one widget shows, or tells a screen reader."""
    words = [widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.accessibleName(), widget.windowTitle()]
    words.append(widget.accessibleDescription())
    for name in ("text", "toPlainText", "title", "placeholderText", "full", "currentText"):
        tell = getattr(widget, name, None)
        if callable(tell):
            words.append(str(tell()))
    if isinstance(widget, QComboBox):
        words += [widget.itemText(n) for n in range(widget.count())]
    if isinstance(widget, QTextEdit | QPlainTextEdit):
        words.append(widget.document().toPlainText())
    if (interface := QAccessible.queryAccessibleInterface(widget)) is not None:
        roles = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
        words += [interface.text(role) for role in roles]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        words += words_of_model(widget.model())
    for action in QWidget.actions(widget):  # a pane has a layout of this name
        words += [action.text(), action.toolTip(), action.statusTip(), action.whatsThis()]
    return words


def words_of_model(model: QAbstractItemModel, parent: QModelIndex | None = None) -> list[str]:
    """Every cell of a list, table or tree in every role that Qt or a delegate may ask for."""
    parent = parent or QModelIndex()
    role = Qt.ItemDataRole
    roles = (
        role.DisplayRole, role.EditRole, role.ToolTipRole, role.StatusTipRole, role.WhatsThisRole, role.AccessibleTextRole,
        role.AccessibleDescriptionRole, role.UserRole, role.UserRole + 1, role.UserRole + 2,
    )  # fmt: skip
    words, is_list = [], isinstance(model, QAbstractListModel)
    for row in range(model.rowCount(parent)):
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            words += [str(index.data(each)) for each in roles]
            if column == 0 and not is_list and model.rowCount(index):
                words += words_of_model(model, index)
    return words


def told() -> list[str]:
    """Everything that any widget of the program tells, and what is on the clipboard; what was planted of it."""
    words = [QGuiApplication.clipboard().text()]
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            words += words_of(widget)
    return [word for word in words if any(planted in word for planted in PLANTED)]


def remembered(root: object) -> list[str]:
    """Planted texts that Python objects hold which the window reaches, shown or not."""
    here = globals()
    apart = (ModuleType, type, FunctionType, BuiltinFunctionType, MethodType, FrameType, bytes, int, float)
    seen, found, ahead = {id(here), id(PLANTED)}, [], deque([root])
    while ahead:
        thing = ahead.popleft()
        if isinstance(thing, str):
            found += [thing] if any(planted in thing for planted in PLANTED) else []
            continue
        for each in gc.get_referents(thing):
            if id(each) not in seen and not isinstance(each, apart):
                seen.add(id(each))
                ahead.append(each)
    return found


# ------------------------------------------------------------------ going everywhere


class Tour:
    """One coder's tour of a window: every dialog that opens is read and left, every file that is asked for is written."""

    def __init__(self, window, folder: Path, qtbot, monkeypatch) -> None:
        self.window, self.folder, self._qtbot = window, folder, qtbot
        self.seen: dict[str, list[str]] = {}  # where -> what was planted there
        self.dialogs: list[str] = []
        self._files = 0
        monkeypatch.setattr(QDialog, "exec", lambda dialog, *_args: self._leave(dialog))
        monkeypatch.setattr(QMessageBox, "exec", lambda dialog, *_args: self._leave(dialog))
        monkeypatch.setattr(QMessageBox, "about", lambda *_: None)
        monkeypatch.setattr(QMenu, "exec", lambda *_args, **_named: None)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (self._name("svg"), "SVG (*.svg)"))
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: ("", ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_named: ([], ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: self._name("folder"))

    def _name(self, suffix: str) -> str:
        self._files += 1
        path = self.folder / f"{self._files}.{suffix}"
        if suffix == "folder":
            path.mkdir()
        return str(path)

    def _leave(self, dialog: QDialog) -> int:
        self.dialogs.append(type(dialog).__name__)
        dialog.show()
        self.look(f"dialog {dialog.windowTitle()}")
        dialog.done(0)
        return 0

    def settle(self) -> None:
        """Waits until every job is through."""
        self._qtbot.waitUntil(lambda: not self.window.findChildren(Job))
        QApplication.sendPostedEvents()

    def look(self, where: str) -> None:
        """Reads everything."""
        if found := told():
            self.seen.setdefault(where, []).extend(found)

    def run(self, action: QAction) -> None:
        """Does what a command of a menu does."""
        action.trigger()
        self.settle()
        self.look(f"after {action.text()}")

    def buttons(self) -> list[QAbstractButton]:
        """What can be clicked in the place that is shown."""
        return [b for b in self.window.place.findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]

    def menus(self) -> list[QAction]:
        """Every command that can be run in this place now."""
        found = [action for menu in self.window.top.menus.findChildren(QMenu) for action in menu.actions()]
        return [a for a in found if a.isEnabled() and a.isVisible() and not a.isSeparator() and not a.menu()]


@pytest.fixture
def tour(study, make_window, tmp_path, qtbot, monkeypatch):
    """A window in which the lead looked at everything before the coder, who may not, sat down."""
    folder = tmp_path / "written"
    folder.mkdir()
    monkeypatch.setattr(KeysDialog, "ask", lambda *_: None)  # read by a test of its own
    window = make_window(study)
    window.session.choose_coder(LEAD)
    made = Tour(window, folder, qtbot, monkeypatch)
    window.go("reliability")
    made.settle()
    assert window.place.report is not None
    window.place.show_target("army")
    window.place.copy_table()
    window.session.set_coder(OTHER)
    window.go("code")
    window.notify("Taken back: PLANTED", "by the one before")
    window.session.set_coder(LOOKER)
    window.session.set_round("main")
    QGuiApplication.clipboard().clear()  # what another copied is not the program's to take away
    made.settle()
    return made


def test_every_place_and_every_command_of_a_coders_window_tells_nothing_of_others(tour):
    window, ran = tour.window, {*UNSAFE, *LOOKS}
    for key in sorted(window.offered()):
        window.go(key)
        tour.settle()
        tour.look(key)
        for text in [action.text() for action in tour.menus() if action.text() not in ran]:
            for action in [a for a in tour.menus() if a.text() == text]:
                tour.run(action)
            window.go(key)
            ran |= {text} - {"History of the unit …"}
        window.open_palette()
        tour.look(f"palette in {key}")
        window.palette_of_commands.dismiss()
    assert tour.seen == {}
    assert {"HistoryDialog", "MergesDialog"} <= set(tour.dialogs)


@pytest.mark.parametrize("key", ["corpus", "codebook", "plan", "code", "reliability"])
def test_every_button_of_a_place_tells_nothing_of_others(tour, key):
    window = tour.window
    window.go(key)
    tour.settle()
    clicked = set()
    for _ in range(60):  # a click may bring new buttons
        fresh = [b for b in tour.buttons() if (type(b).__name__, b.text(), b.accessibleName(), b.toolTip()) not in clicked]
        if not fresh:
            break
        button = fresh[0]
        clicked.add((type(button).__name__, button.text(), button.accessibleName(), button.toolTip()))
        if getattr(button, "menu", lambda: None)() is None:
            button.click()
            tour.settle()
            tour.look(f"after {button.text() or button.accessibleName()}")
        window.go(key)
    assert tour.seen == {}
    assert clicked


def test_what_comes_back_from_others_is_counted_and_not_told(tour):
    package = {
        "file": "ben.intercoder", "known": False, "rounds": ["main"], "codebook_version": "1.0", "new": 3, "changed": 1,
        "identical": 0, "removed": 0, "unknown": 0, "coder": OTHER, "conflicts": [CONFLICT],
    }  # fmt: skip
    tour.window.returned._confirm({"packages": [package], "refused": []})
    tour.window.returned.show_merges()
    assert tour.dialogs == ["ReturnedDialog", "MergesDialog"]
    assert tour.seen == {}


def test_no_search_finds_what_others_wrote(tour, qtbot):
    window = tour.window
    for key in sorted(window.offered()):
        window.go(key)
        for field in window.place.findChildren(QLineEdit):
            is_search = "search" in field.accessibleName().lower()
            if is_search and field.isVisible() and field.isEnabled() and not field.isReadOnly():
                qtbot.keyClicks(field, "PLANTED")
                tour.settle()
                field.clear()
    window.open_palette()
    qtbot.keyClicks(window.palette_of_commands._field, "PLANTED")
    assert window.palette_of_commands.labels() == []
    assert [search(window.session.project, Wish(word))["hits"] for word in PLANTED] == [0, 0, 0]


def test_nothing_that_others_coded_stays_in_the_memory_of_the_window(tour, qapp):
    window = tour.window
    for key in sorted(window.offered()):
        window.go(key)
        tour.settle()
    qapp.sendPostedEvents(None, 52)  # what was put away is gone: DeferredDelete
    gc.collect()
    assert remembered(window) == []


def test_a_coder_writes_no_file_with_codings_or_figures_of_others_from_the_window(tour):
    window = tour.window
    window.export()
    window.go("reliability")
    window.place.export_tables()
    window.place.save_picture()
    window.place.save_matrix()
    window.place.save_drift()
    window.go("code")
    tour.settle()
    assert [path for path in tour.folder.rglob("*") if path.is_file()] == []  # neither codings nor figures


def test_the_reliability_place_says_why_it_is_empty(tour):
    tour.window.go("reliability")
    tour.settle()
    place = tour.window.place
    assert place.report is None
    assert place.table.rows.rowCount() == 0
    assert not place._export.isEnabled()
    assert place.entries() == []
    words = [word for widget in place.findChildren(QWidget) if widget.isVisible() for word in words_of(widget)]
    assert any("The agreement is for the lead" in word for word in words)
    assert any("Carla Santos sees their own codings only" in word for word in words)


def test_released_figures_are_shown_to_every_coder(tour):
    window, session = tour.window, tour.window.session
    session.set_coder(LEAD)
    session.project.plan.set_blind("main", False)
    session.set_coder(LOOKER)
    window.go("reliability")
    tour.settle()
    assert {row.variable for row in window.place.report.rows} >= {"army", "incivility"}
    window.go("code")
    window.place.show_unit(window.session.worklist.items.ids[1])
    tour.look("code")  # what the tour reads is there to be read, once it may be seen
    assert "PLANTED on the unit" in " ".join(tour.seen["code"])
    assert any("PLANTED" in text for text in remembered(window))
    window.go("reliability")
    session.project.plan.set_blind("main", True)
    assert window.place.report is None


def test_a_package_holds_nothing_of_others(study, tmp_path):
    from intercoder.cli import run

    assert run(["package", str(study), "--coder", LOOKER, "--out", str(tmp_path / "carla.intercoder")]) == 0
    content = (tmp_path / "carla.intercoder").read_bytes()
    assert [word for word in PLANTED if word.encode() in content] == []
    assert [word for word in ("Highlight with", "Doubt about", "Reopen") if word.encode() in content] == []
