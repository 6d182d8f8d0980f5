"""The check and the backups in the window."""

from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton

from intercoder.project import Project, backups
from intercoder.ui.care import keeping
from intercoder.ui.care.keeping import BackupsDialog


def words_of(dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def back_up(path: Path) -> None:
    with Project.open(path) as project:
        project.codings.answer(1, "topic", "1")
        backups.make(project, "merge")
        project.codings.answer(1, "topic", "2")


def test_a_sound_project_is_said_to_be_sound(make_window, desk_file, qtbot):
    window = make_window(desk_file)
    window.menus.check.trigger()
    qtbot.waitUntil(lambda: "desk.intercoder is sound" in window.notice.text)


def test_a_changed_text_is_found_by_the_check(make_window, desk_file, qtbot):
    good = desk_file.read_bytes()
    assert good.count(b"Border troops") >= 1
    desk_file.write_bytes(good.replace(b"Border troops", b"Border Troops", 1))
    window = make_window(desk_file)
    window.menus.check.trigger()
    qtbot.waitUntil(lambda: "problem" in window.notice.text)
    assert "is not the one that was imported" in window.notice.accessibleName()


def test_a_backup_is_restored_as_a_new_file_and_opened(make_window, desk_file, qtbot, tmp_path, monkeypatch):
    back_up(desk_file)
    monkeypatch.setattr(BackupsDialog, "exec", lambda _dialog: BackupsDialog.DialogCode.Accepted)
    dest = tmp_path / "restored.intercoder"
    monkeypatch.setattr(keeping, "ask_restored", lambda _parent, _proposed: str(dest))
    window = make_window(desk_file)
    window.menus.restore.trigger()
    qtbot.waitUntil(lambda: window.session.project.path == dest)
    assert window.session.project.codings.answers(1)["topic", 0].answer == "1"
    with Project.open(desk_file) as project:
        assert project.codings.answers(1)["topic", 0].answer == "2"


def test_the_window_of_backups_says_what_each_holds_and_what_would_be_lost(make_window, desk_file):
    back_up(desk_file)
    found = keeping._backups(desk_file, lambda _done, _total: None)
    dialog = BackupsDialog(desk_file, found, make_window())
    words = words_of(dialog)
    assert "1 step was done since, and would be missing." in words
    assert "Aylin Kaya 1" in words
    assert "before a merge" in dialog.dates.item(0).text()


def test_without_backups_the_window_says_when_they_are_made(make_window, desk_file):
    dialog = BackupsDialog(desk_file, [], make_window())
    assert "There are no backups yet" in words_of(dialog)
    assert not dialog.confirm.isEnabled()


def test_a_damaged_project_is_refused_with_the_way_to_its_backups(make_window, desk_file, qtbot, monkeypatch):
    back_up(desk_file)
    desk_file.write_bytes(desk_file.read_bytes()[:-4096])
    before = desk_file.read_bytes()
    shown = []
    monkeypatch.setattr(BackupsDialog, "ask", lambda path, found, _parent: shown.append((path, found)))
    window = make_window()
    window.open_path(str(desk_file))
    assert "is damaged" in window.notice.text
    window.notice.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0] == desk_file
    assert shown[0][1][0]["sound"]
    assert desk_file.read_bytes() == before


def removal_of(window):
    return next(a for a in window.place.menu_actions()["file"] if "Remove" in a.text())


def test_an_import_goes_after_the_confirmation_and_a_second_one_where_codings_hang_on_it(
    make_window, desk_file, qtbot, monkeypatch
):
    back_up(desk_file)
    asked = []
    monkeypatch.setattr(keeping, "ask_removal", lambda _parent, title, sentence: asked.append((title, sentence)) or True)
    window = make_window(desk_file)
    window.go("corpus")
    removal_of(window).trigger()
    qtbot.waitUntil(lambda: "Removed talks.txt: 1 article, 3 comments" in window.notice.text)
    assert "talks.txt" in asked[0][0]
    assert "1 codings hang on what talks.txt brought" in asked[1][1]
    assert window.session.project.material.counts().articles == 0
    assert any(backup.reason == "removal" for backup in backups.find(desk_file))


def test_an_import_stays_when_the_researcher_thinks_better_of_it(make_window, desk_file, monkeypatch):
    monkeypatch.setattr(keeping, "ask_removal", lambda *_words: False)
    window = make_window(desk_file)
    window.go("corpus")
    removal_of(window).trigger()
    assert window.session.project.material.counts().articles == 1
