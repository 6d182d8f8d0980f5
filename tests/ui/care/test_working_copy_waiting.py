"""While a local copy is taken or written back the window is alive, and whatever ends it early loses nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QPushButton

from intercoder.project import Project, carrying, folders, local_copy
from intercoder.ui import waiting
from intercoder.ui.waiting import WaitingDialog


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch) -> Path:
    """The place of local copies; every project elsewhere lies in a folder that is synchronised."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setattr(local_copy, "home", lambda: folder)
    monkeypatch.setattr(folders, "danger_of", lambda path: None if path.is_relative_to(folder) else "Nextcloud")
    monkeypatch.setattr(waiting, "PATIENCE_MS", 1)
    return folder


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What was said in a box."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(f"{box.text()} {box.informativeText()}"))
    return said


@pytest.fixture
def drive(monkeypatch) -> Event:
    """A drive to which nothing is copied until it is set; a copy asks meanwhile whether to stop."""
    ready, copy = Event(), carrying.copy

    def slow(source, dest, read=carrying.silent):
        while not ready.wait(0.005):
            read(0)
        return copy(source, dest, read)

    monkeypatch.setattr(carrying, "copy", slow)
    return ready


def once_waiting(window, deed) -> list[str]:
    """Does something with the dialog as soon as it is seen; gives what stood in its title by then."""
    seen: list[str] = []
    timer = QTimer(window, interval=5)

    def look() -> None:
        dialog = window.findChild(WaitingDialog)
        if dialog is not None and dialog.isVisible() and dialog.line.isVisible():
            timer.stop()
            seen.append(dialog.windowTitle())
            deed(dialog)

    timer.timeout.connect(look)
    timer.start()
    return seen


def topic(path: Path) -> str | None:
    with Project.open(path, read_only=True) as project:
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def begin(make_window, path: Path, drive: Event):
    window = make_window(path)
    drive.set()
    window.banner.notice.findChild(QPushButton).click()
    drive.clear()
    window.session.project.codings.answer(1, "topic", "2")
    return window


def test_writing_back_shows_how_far_it_is_and_the_window_already_shows_the_start(make_window, desk_file, drive, told):
    window = begin(make_window, desk_file, drive)
    shown = []

    def go_on(_dialog) -> None:
        shown.append(window.place is window.start)
        drive.set()

    seen = once_waiting(window, go_on)
    window.close_project()
    assert seen == [f"Writing {desk_file.name} back to {desk_file.parent}"]
    assert shown == [True]
    assert topic(desk_file) == "2"
    assert told == []


def test_a_copy_whose_way_back_is_cancelled_is_kept_and_the_next_opening_goes_on_in_it(make_window, desk_file, drive, told):
    window = begin(make_window, desk_file, drive)
    before = desk_file.read_bytes()
    once_waiting(window, lambda dialog: dialog.line.cancel_button.click())
    window.close_project()
    assert "it was cancelled. All you did is safe" in told[0]
    assert desk_file.read_bytes() == before
    assert [p.name for p in desk_file.parent.glob(".*")] == []
    window.open_path(str(desk_file))
    assert window.session.project.codings.answers(1)["topic", 0].answer == "2"
    drive.set()
    window.close_project()
    assert topic(desk_file) == "2"


def test_closing_the_window_writes_the_copy_back_before_it_goes(make_window, desk_file, drive, told, home):
    window = begin(make_window, desk_file, drive)
    seen = once_waiting(window, lambda _dialog: drive.set())
    assert window.close()
    assert len(seen) == 1
    assert topic(desk_file) == "2"
    assert list(home.rglob("*")) == []


def test_a_window_that_is_closed_by_force_while_it_writes_back_keeps_the_copy(make_window, desk_file, drive, told):
    window = begin(make_window, desk_file, drive)
    once_waiting(window, lambda _dialog: window.close())
    window.close_project()
    assert "it was cancelled" in told[0]
    assert topic(desk_file) is None
    drive.set()
    again = make_window(desk_file)
    assert again.session.project.codings.answers(1)["topic", 0].answer == "2"
    again.close_project()
    assert topic(desk_file) == "2"


def test_taking_a_copy_can_be_cancelled_and_the_project_is_open_as_before(make_window, desk_file, drive, home):
    window = make_window(desk_file)
    seen = once_waiting(window, lambda dialog: dialog.reject())
    window.banner.notice.findChild(QPushButton).click()
    assert seen == [f"Copying {desk_file.name} to this computer"]
    assert window.session.project.path == desk_file
    assert not window.session.project.read_only
    assert local_copy.find(desk_file) is None
    assert "Nextcloud" in window.banner.text


def test_a_copy_for_which_there_is_no_room_leaves_the_project_open(make_window, desk_file, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    window = make_window(desk_file)
    monkeypatch.setattr(carrying, "copy", full)
    window.banner.notice.findChild(QPushButton).click()
    assert "No local copy could be made: No space left" in window.notice.text
    assert window.session.project.path == desk_file
    assert not window.session.project.read_only


KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QPushButton
from intercoder.project import backups, folders, local_copy
from intercoder.ui.app import make_app
from intercoder.ui.window import Window
home, path = Path(sys.argv[1]), Path(sys.argv[2])
local_copy.home = lambda: home
folders.danger_of = lambda path: None if path.is_relative_to(home) else "Nextcloud"
app = make_app()
window = Window()
window.show()
window.open_path(str(path))
window.banner.notice.findChild(QPushButton).click()
window.session.project.codings.answer(1, "topic", "2")
backups.fault = lambda path: os.kill(os.getpid(), signal.SIGKILL)
window.close()
"""


@pytest.mark.skipif(os.name != "posix", reason="nothing is killed so elsewhere")
def test_a_program_that_is_killed_while_it_writes_back_loses_nothing(make_window, desk_file, home, tmp_path):
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config")}
    dead = subprocess.run([sys.executable, "-c", KILLED, str(home), str(desk_file)], env=env, check=False)
    assert dead.returncode == -signal.SIGKILL
    assert topic(desk_file) is None
    window = make_window(desk_file)
    assert window.session.project.codings.answers(1)["topic", 0].answer == "2"
    window.close_project()
    assert topic(desk_file) == "2"
    assert list(home.rglob("*")) == []
