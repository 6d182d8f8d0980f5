"""The window says who has a project, what was found at opening, and when the file is no longer the one it opened."""

import json
import os
import shutil
import socket
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from intercoder.project import Project, folders, local_copy
from intercoder.ui import files


def button_of(banner) -> QPushButton:
    return banner.notice.findChild(QPushButton)


def leave_lock(path: Path, host: str) -> None:
    words = {"user": "Ada", "host": host, "pid": 4711, "since": "2026-11-25 09:12"}
    path.with_name(path.name + ".lock").write_text(json.dumps(words), encoding="utf-8")


def activate(window) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))


def test_a_project_that_is_open_elsewhere_opens_read_only_and_says_who_has_it(make_window, desk_file):
    with Project.open(desk_file):
        window = make_window(desk_file)
        assert window.session.project.read_only
        assert window.banner.isVisible()
        assert f"has it open on {socket.gethostname()} since 20" in window.banner.text
        assert window.top.title() == window.windowTitle().removesuffix(" – Intercoder") == "Read-only: Brussels talks"


def test_try_again_opens_for_writing_once_the_other_window_is_closed(make_window, desk_file, qtbot):
    with Project.open(desk_file):
        window = make_window(desk_file)
        button_of(window.banner).click()
        assert window.session.project.read_only
        assert window.banner.isVisible()
    button_of(window.banner).click()
    assert not window.session.project.read_only
    assert not window.banner.isVisible()
    assert "open for writing" in window.notice.text
    assert window.top.title() == "Brussels talks"


def test_the_form_of_a_read_only_window_says_so_and_its_button_goes_on(make_window, desk_file, press):
    with Project.open(desk_file):
        window = make_window(desk_file)
        window.go("code")
        form, first = window.place.form, window.place.unit.id
        assert form.footer.finish.text() == "Next unit"
        assert "Read-only" in [label.text() for label in form.footer.findChildren(QLabel)]
        form.footer.finish.click()
        assert window.place.unit.id != first
        assert form.missing.isHidden()


def test_a_key_in_a_read_only_window_changes_nothing(make_window, desk_file, press):
    with Project.open(desk_file) as writer:
        window = make_window(desk_file)
        window.go("code")
        press("1")
        assert writer.db.execute("SELECT count(*) FROM value").fetchone()[0] == 0


def test_a_lock_of_another_computer_is_taken_over_by_the_button_alone(make_window, desk_file):
    leave_lock(desk_file, "ada-laptop")
    window = make_window(desk_file)
    assert "Ada opened it on ada-laptop on 2026-11-25 09:12 and did not close it there" in window.banner.text
    assert window.session.project.read_only
    button_of(window.banner).click()
    assert not window.session.project.read_only


def test_what_was_mended_at_opening_is_told_and_stays(make_window, desk_file, tmp_path):
    shutil.copyfile(desk_file, tmp_path / "other.db")
    import sqlite3

    db = sqlite3.connect(tmp_path / "other.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL").fetchone()
    db.close()
    shutil.copyfile(tmp_path / "other.db", desk_file)
    window = make_window(desk_file)
    assert "It is one file again" in window.notice.text
    assert "before-conversion" in window.notice.accessibleName()
    assert not window.notice._timer.isActive()


def test_a_file_that_moved_away_shows_the_way_to_the_rescue_file(make_window, desk_file, press, qtbot):
    window = make_window(desk_file)
    window.go("code")
    place = window.place
    place.form.focus_question(0)
    qtbot.waitUntil(lambda: place.form.cards[0].hasFocus())
    with qtbot.captureExceptions() as caught:
        os.rename(desk_file, desk_file.with_name("elsewhere.intercoder"))
        press("1")
    from intercoder.ui import faults

    for _, error, _ in caught:
        faults.show_fault(error, window)
    assert "Nothing more is written to it" in window.banner.text
    button_of(window.banner).click()
    assert " rescued " in window.session.project.path.name
    assert not window.session.project.read_only
    assert window.session.project.db.execute("SELECT count(*) FROM value").fetchone()[0] == 1


def test_a_file_that_is_gone_is_noticed_when_the_window_becomes_active(make_window, desk_file, tmp_path, monkeypatch):
    window = make_window(desk_file)
    assert not window.banner.isVisible()
    desk_file.unlink()
    activate(window)
    assert "was moved, replaced or deleted" in window.banner.text
    monkeypatch.setattr(files, "ask_copy", lambda _parent, _path: str(tmp_path / "saved.intercoder"))
    button_of(window.banner).click()
    with Project.open(tmp_path / "saved.intercoder") as saved:
        assert saved.title == "Brussels talks"


def test_a_reader_sees_what_the_writer_did_when_the_window_becomes_active(make_window, desk_file):
    with Project.open(desk_file) as writer:
        window = make_window(desk_file)
        told = []
        window.session.changed.connect(told.append)
        activate(window)
        assert told == []
        writer.plan.add_coder("Zoë")
        activate(window)
        assert len(told) == 1
        assert "coder" in told[0]


@pytest.mark.parametrize(
    ("folder", "words"), [("Dropbox", "in a folder that Dropbox synchronises"), ("OneDrive - Uni", "OneDrive")]
)
def test_a_project_in_a_synchronised_folder_is_warned_of_and_can_be_worked_on_as_a_copy(
    make_window, desk_file, tmp_path, monkeypatch, folder, words
):
    (tmp_path / folder).mkdir()
    there = Path(shutil.move(desk_file, tmp_path / folder / "study.intercoder"))
    window = make_window(there)
    assert words in window.banner.text
    monkeypatch.setattr(local_copy, "home", lambda: tmp_path / "home")
    button_of(window.banner).click()
    assert window.session.project.path.is_relative_to(tmp_path / "home")
    assert not window.banner.isVisible()


def test_a_banner_that_was_closed_stays_closed_until_another_project_is_open(make_window, desk_file, tmp_path):
    (tmp_path / "Dropbox").mkdir()
    there = Path(shutil.copy(desk_file, tmp_path / "Dropbox" / "study.intercoder"))
    window = make_window(there)
    window.banner.notice.findChild(QToolButton).click()
    activate(window)
    assert not window.banner.isVisible()
    window.open_path(str(there))
    assert window.banner.isVisible()


def test_after_an_unclean_close_the_file_is_looked_through_in_the_background(make_window, desk_file, qtbot):
    with Project.open(desk_file) as project:
        uid = project.uid
    window = make_window()
    window.settings.keep_checked(uid, date.today() - timedelta(days=1))
    leave_lock(desk_file, socket.gethostname())
    window.open_path(str(desk_file))
    qtbot.waitUntil(lambda: window.settings.checked(uid) == date.today())
    assert not window.notice.isVisible()


def test_a_damaged_table_is_told_of_after_the_look_through(make_window, desk_file, qtbot):
    with Project.open(desk_file) as project:
        root = project.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'memo'").fetchone()[0]
    good = desk_file.read_bytes()
    desk_file.write_bytes(good[: (root - 1) * 4096] + b"\xa5" * 4096 + good[root * 4096 :])
    window = make_window(desk_file)
    qtbot.waitUntil(lambda: "is damaged" in window.notice.text)
    assert window.settings.checked(window.session.project.uid) is None


def test_the_folders_above_are_not_looked_through_with_each_answer(make_window, desk_file, press, monkeypatch):
    looked = []
    monkeypatch.setattr(folders, "danger_of", lambda path: looked.append(path))
    window = make_window(desk_file)
    window.go("code")
    looked.clear()
    window.place.setFocus()
    press("1")
    assert len(window.session.project.codings.answers(window.place.unit.id)) == 1
    assert looked == []
