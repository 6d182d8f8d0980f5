"""A project in a shared folder is worked in as a copy on this computer, and written back when it is closed."""

import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from intercoder.project import Project, backups, folders, local_copy
from intercoder.ui.care import keeping


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """The place of local copies; every project elsewhere lies in a folder that is synchronised."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setattr(local_copy, "home", lambda: folder)
    monkeypatch.setattr(folders, "danger_of", lambda path: None if path.is_relative_to(folder) else "Nextcloud")
    return folder


@pytest.fixture
def told(monkeypatch):
    """What was said in a box."""
    said = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(f"{box.text()} {box.informativeText()}"))
    return said


def topic(path):
    with Project.open(path, read_only=True) as project:
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def begin(make_window, path):
    """The window in which *Work on a local copy* was pressed, and one answer given."""
    window = make_window(path)
    assert "Nextcloud" in window.banner.text
    window.banner.notice.findChild(QPushButton).click()
    window.session.project.codings.answer(1, "topic", "2")
    return window


def test_the_button_opens_a_copy_and_closing_writes_it_back(make_window, desk_file, home, told):
    window = begin(make_window, desk_file)
    assert window.session.project.path.is_relative_to(home)
    assert not window.banner.isVisible()
    assert "You work on a copy" in window.notice.text
    assert topic(desk_file) is None
    window.close_project()
    assert topic(desk_file) == "2"
    assert list(home.rglob("*")) == []
    assert "was written back" in window.notice.text
    assert told == []


def test_opening_another_project_writes_the_copy_back_too(make_window, desk_file, tmp_path, told):
    window = begin(make_window, desk_file)
    Project.create(tmp_path / "other.intercoder", "Other").close()
    window.open_path(str(tmp_path / "other.intercoder"))
    assert window.session.project.title == "Other"
    assert topic(desk_file) == "2"


def test_a_project_that_was_changed_meanwhile_is_left_and_the_copy_lies_beside_it(make_window, desk_file, told):
    window = begin(make_window, desk_file)
    with desk_file.open("ab") as file:
        file.write(bytes(4096))
    before = desk_file.read_bytes()
    window.close_project()
    assert desk_file.read_bytes() == before
    [beside] = desk_file.parent.glob("* local copy *.intercoder")
    assert topic(beside) == "2"
    assert len(told) == 1
    assert beside.name in told[0]


def test_where_it_cannot_be_written_back_the_next_opening_goes_on_in_the_copy(make_window, desk_file, told):
    window = begin(make_window, desk_file)
    elsewhere = desk_file.parent.rename(desk_file.parent.with_name("unplugged"))
    window.close_project()
    assert "could not be written back" in told[0]
    elsewhere.rename(desk_file.parent)
    window.open_path(str(desk_file))
    assert window.session.project.codings.answers(1)["topic", 0].answer == "2"
    assert "not written back yet" in window.notice.text
    window.close_project()
    assert topic(desk_file) == "2"


def test_a_project_that_somebody_has_open_is_not_copied_but_shown(make_window, desk_file, home):
    window = make_window(desk_file)
    window.close_project()
    with Project.open(desk_file):
        window.opening.local.work_on(desk_file)
        assert window.session.project.read_only
        assert list(home.rglob("*.intercoder")) == []
        assert "has it open" in window.banner.text
        window.close_project()


def test_while_the_drive_is_away_one_goes_on_in_the_kept_copy(make_window, desk_file, told):
    window = begin(make_window, desk_file)
    desk_file.parent.rename(desk_file.parent.with_name("unplugged"))
    window.close_project()
    window.open_path(str(desk_file))
    assert window.session.project.codings.answers(1)["topic", 0].answer == "2"
    window.session.project.codings.answer(1, "topic", "1")
    window.close_project()
    assert len(told) == 2
    window.open_path(str(desk_file))
    assert window.session.project.codings.answers(1)["topic", 0].answer == "1"


def keep_damaged(make_window, path, home) -> bytes:
    """A copy with work that was not written back is truncated while it lies there; gives its bytes."""
    copy = local_copy.take(path)
    with Project.open(copy.path) as project:
        project.codings.answer(1, "topic", "2")
    copy.leave()
    copy.path.write_bytes(copy.path.read_bytes()[:-4096])
    return copy.path.read_bytes()


def test_a_damaged_copy_is_told_of_and_the_project_itself_is_offered(make_window, desk_file, home, told):
    damaged = keep_damaged(make_window, desk_file, home)
    window = make_window()
    window.open_path(str(desk_file))
    assert window.session.project is None
    assert "The copy of desk.intercoder on this computer" in window.notice.text
    assert "is damaged" in window.notice.text
    window.notice.findChild(QPushButton).click()
    assert window.session.project.path == desk_file
    assert not window.session.project.read_only
    [aside] = desk_file.parent.glob("* local copy *.intercoder")
    assert aside.read_bytes() == damaged
    assert aside.name in window.notice.text
    assert list(home.rglob("*")) == []


def test_a_damaged_copy_does_not_close_the_project_that_is_open(make_window, desk_file, home, tmp_path, told):
    keep_damaged(make_window, desk_file, home)
    other = tmp_path / "other.intercoder"
    Project.create(other, "Other").close()
    window = make_window(other)
    window.open_path(str(desk_file))
    assert window.session.project.path == other
    assert "is damaged" in window.notice.text


def test_a_copy_that_was_damaged_while_it_was_open_is_told_of_when_it_is_closed(make_window, desk_file, told):
    window = begin(make_window, desk_file)
    copy = window.session.project.path
    copy.write_bytes(copy.read_bytes()[:-4096])
    before = desk_file.read_bytes()
    window.close_project()
    assert "was not written back: the copy is damaged" in told[0]
    assert "The project itself is as it was" in told[0]
    assert desk_file.read_bytes() == before


def test_a_backup_is_proposed_beside_the_project_not_beside_its_copy(make_window, desk_file, qtbot, monkeypatch, told):
    window = begin(make_window, desk_file)
    backups.make(window.session.project, "merge")
    proposed = []
    monkeypatch.setattr(keeping.BackupsDialog, "exec", lambda _dialog: keeping.BackupsDialog.DialogCode.Accepted)
    monkeypatch.setattr(keeping, "ask_restored", lambda _parent, path: proposed.append(path) or "")
    window.menus.restore.trigger()
    qtbot.waitUntil(lambda: bool(proposed))
    assert proposed[0].startswith(str(desk_file.parent / "desk as of "))
