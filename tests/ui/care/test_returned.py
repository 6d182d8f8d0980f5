"""Handing in, the team folder, and taking files back in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from intercoder.project import Project, take_back
from intercoder.tasks import packages
from intercoder.ui.care import returned
from intercoder.ui.care.merges import MergesDialog
from intercoder.ui.care.returned_dialog import ReturnedDialog


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Team"
    made.mkdir()
    return made


@pytest.fixture
def ben(desk_file: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ben.intercoder"
    with Project.open(desk_file) as project:
        project.plan.assign(["Ben Maurer"], "main")
        packages.package(project, "Ben Maurer", path)
    with Project.open(path) as package:
        package.codings.answer(1, "topic", "2")
    return path


def answers(path: Path) -> int:
    with Project.open(path, read_only=True) as project:
        return project.db.execute("SELECT count(*) FROM value").fetchone()[0]


def words_of(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def keep_folder(window, path: Path, folder: Path) -> None:
    with Project.open(path, read_only=True) as project:
        window.settings.keep_team_folder(project.uid, str(folder))


def test_a_coder_hands_in_with_one_button(make_window, ben, folder):
    window = make_window()
    keep_folder(window, ben, folder)
    window.open_path(str(ben))
    window.menus.hand_in.trigger()
    (file,) = folder.iterdir()
    assert file.name in window.notice.text
    assert "0 of" in window.notice.accessibleName()
    assert answers(file) == 1


def test_the_plan_lists_the_merges_once_there_are_any(make_window, desk_file, ben, monkeypatch):
    shown = []
    monkeypatch.setattr(MergesDialog, "ask", lambda merges, *_given: shown.append(merges))
    window = make_window(desk_file)
    window.go("plan")
    button = next(b for b in window.place.findChildren(QPushButton) if b.text() == "Merges …")
    assert not button.isVisible()
    packages.merge(window.session.project, [str(ben)])
    assert button.isVisible()
    button.click()
    assert [merge.coder for merge in shown[0]] == ["Ben Maurer"]
    packages.take_back(window.session.project)
    assert button.isVisible()


def test_only_a_package_is_handed_in(make_window, desk_file):
    window = make_window(desk_file)
    assert not window.menus.hand_in.isVisible()


def test_what_coders_handed_in_is_offered_when_the_window_becomes_active_and_merged(
    make_window, desk_file, ben, folder, qtbot, monkeypatch
):
    window = make_window()
    keep_folder(window, desk_file, folder)
    window.open_path(str(desk_file))
    qtbot.waitUntil(lambda: window.returned._job is None)
    with Project.open(ben) as package:
        from intercoder.tasks.team_folder import hand_in

        hand_in(package, folder)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: "Ben Maurer handed in 1 coding" in window.notice.text)
    monkeypatch.setattr(ReturnedDialog, "exec", lambda _dialog: ReturnedDialog.DialogCode.Accepted)
    window.notice.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: "Merged Ben Maurer: 1 new" in window.notice.text)
    assert answers(desk_file) == 1
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: window.returned._job is None)
    assert "handed in" not in window.notice.text


def test_a_file_of_the_project_that_is_refused_is_told_when_the_window_becomes_active(
    make_window, desk_file, ben, folder, qtbot, monkeypatch
):
    window = make_window()
    keep_folder(window, desk_file, folder)
    refusal = {"file": str(ben), "reason": "ben.intercoder has an altered history.", "hint": "Ask the coder."}
    monkeypatch.setattr(returned, "_arrived", lambda *_given: {"packages": [], "refused": [refusal], "marks": []})
    window.open_path(str(desk_file))
    qtbot.waitUntil(lambda: "has an altered history" in window.notice.text)


def test_a_merge_is_taken_back_from_the_edit_menu(make_window, desk_file, ben, qtbot):
    with Project.open(desk_file) as project:
        packages.merge(project, [ben])
    window = make_window(desk_file)
    assert "Ben Maurer" in window.menus.take_back.text()
    window.menus.take_back.trigger()
    qtbot.waitUntil(lambda: "is taken back" in window.notice.text)
    assert answers(desk_file) == 0
    assert not window.menus.take_back.isEnabled()


def test_dropped_packages_of_the_project_are_looked_at_first(make_window, desk_file, ben, qtbot, monkeypatch):
    shown = []
    monkeypatch.setattr(ReturnedDialog, "ask", lambda found, _read_only, _parent: shown.append(found) or [])
    window = make_window(desk_file)
    window.take_files([str(ben), str(ben)])
    qtbot.waitUntil(lambda: bool(shown))
    assert [p["new"] for p in shown[0]["packages"]] == [1, 1]
    assert answers(desk_file) == 0


def test_the_plan_looks_at_returned_files_in_the_same_way_and_packages_go_to_the_team_folder(
    make_window, desk_file, ben, folder, qtbot, monkeypatch
):
    from intercoder.ui.plan import dialogs

    shown, asked = [], []
    monkeypatch.setattr(ReturnedDialog, "ask", lambda found, _read_only, _parent: shown.append(found) or [])
    monkeypatch.setattr(dialogs.QFileDialog, "getExistingDirectory", lambda *arguments: asked.append(arguments[2]) or "")
    monkeypatch.setattr(dialogs.PackagesDialog, "exec", lambda _dialog: dialogs.PackagesDialog.DialogCode.Accepted)
    window = make_window()
    keep_folder(window, desk_file, folder)
    window.open_path(str(desk_file))
    window.go("plan")
    window.place.take_files([str(ben)])
    qtbot.waitUntil(lambda: bool(shown))
    window.place.make_packages()
    assert asked == [str(folder)]


def report(**facts: object) -> dict:
    package = {
        "file": "/x/ben.intercoder", "coder": "Ben", "rounds": ["main"], "codebook_version": "1.0", "new": 3, "changed": 1,
        "identical": 5, "removed": 0, "unknown": 0, "conflicts": (), "known": False, "merge": None,
    }  # fmt: skip
    return package | facts


def test_the_report_lists_both_answers_of_a_conflict_with_their_times(make_window):
    conflict = {
        "table": "value", "key": "[]", "unit": "A0001-c2", "what": "Tone", "lost": "1 hostile", "lost_at": 1_700_000_000_000,
        "won": "3 friendly <b>", "won_at": 1_700_000_600_000,
    }  # fmt: skip
    dialog = ReturnedDialog({"packages": [report(conflicts=(conflict,))], "refused": []}, False, make_window())
    words = words_of(dialog)
    for part in ("1 answer differs in two copies of Ben", "A0001-c2", "1 hostile", "3 friendly <b>", "2023-11-14"):
        assert part in words
    assert dialog.confirm.isEnabled()


def test_refused_files_stand_with_their_reason_and_the_others_can_be_merged(make_window):
    refused = {"file": "/x/other.intercoder", "reason": "other.intercoder belongs to another project.", "hint": "Ask for it."}
    dialog = ReturnedDialog({"packages": [report()], "refused": [refused]}, False, make_window())
    assert "belongs to another project" in words_of(dialog)
    assert dialog.paths == ["/x/ben.intercoder"]


@pytest.mark.parametrize(("found", "read_only"), [([], False), ([{"known": True}], False), ([{}], True)])
def test_where_nothing_can_be_merged_the_button_is_off(make_window, found, read_only):
    dialog = ReturnedDialog({"packages": [report(**f) for f in found], "refused": []}, read_only, make_window())
    assert not dialog.confirm.isEnabled()
    assert dialog.paths == []


def test_an_older_merge_is_taken_back_from_the_list_of_merges(make_window, desk_file, ben, tmp_path, qtbot, monkeypatch):
    from intercoder.ui.care.merges import MergesDialog

    with Project.open(desk_file) as project:
        project.plan.assign(["Chloé"], "main")
        packages.package(project, "Chloé", tmp_path / "chloe.intercoder")
    with Project.open(tmp_path / "chloe.intercoder") as package:
        package.codings.answer(1, "topic", "1")
    with Project.open(desk_file) as project:
        packages.merge(project, [ben, tmp_path / "chloe.intercoder"])
    seen = []

    def choose(dialog: MergesDialog) -> int:
        seen.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        dialog.list.setCurrentRow(1)
        return MergesDialog.DialogCode.Accepted

    monkeypatch.setattr(MergesDialog, "exec", choose)
    window = make_window(desk_file)
    window.menus.merges.trigger()
    qtbot.waitUntil(lambda: "The merge of Ben Maurer's codings is taken back" in window.notice.text)
    assert ["Chloé" in seen[0], "Ben Maurer" in seen[1]] == [True, True]
    assert answers(desk_file) == 1
    window.menus.merges.trigger()
    assert "taken back" in seen[3]


def test_the_numbers_behind_a_right_to_left_name_stay_behind_it(make_window, desk_file, tmp_path, qtbot, monkeypatch):
    package = tmp_path / "ali.intercoder"
    with Project.open(desk_file) as project:
        project.plan.assign(["محمد علی"], "main")
        packages.package(project, "محمد علی", package)
    with Project.open(package) as opened:
        opened.codings.answer(1, "topic", "2")
    window = make_window(desk_file)
    monkeypatch.setattr(ReturnedDialog, "ask", lambda *_given: [str(package)])
    window.returned.take([str(package)])
    qtbot.waitUntil(lambda: "Merged \u2068محمد علی\u2069: 1 new" in window.notice.text)
    merges = MergesDialog(take_back.merges(window.session.project), lambda _number: [], False, window)
    assert "\u2068محمد علی\u2069   ali.intercoder   1 new" in merges.list.item(0).text()
