"""The window opens projects, shows the places, undoes by name, and tells what went wrong."""

import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSizePolicy, QWidget

from intercoder.errors import UserError
from intercoder.ui import faults, files, theme
from intercoder.ui import window as window_module

CONTROL = Qt.KeyboardModifier.ControlModifier
PLACES = ("corpus", "codebook", "plan", "code", "reliability")


def test_without_a_project_the_window_says_what_to_do(make_window):
    window = make_window()
    assert window.start.isVisible()
    assert window.start.new.isDefault() or window.start.new.hasFocus()
    assert not window.navigation._items["code"].isEnabled()


def test_a_project_opens_with_its_title_coder_round_and_progress_in_sight(make_window, desk_file):
    window = make_window(desk_file)
    assert window.top.title() == "Brussels talks"
    assert "Aylin Kaya, lead" in window.status.coder.text()
    assert "main" in window.status.round.text()
    assert "0 of 4 done" in window.status.done.text()
    assert "Saved" in window.status.saved.text()


def test_control_and_a_digit_go_to_the_places(make_window, desk_file, qtbot):
    window = make_window(desk_file)
    for number, key in enumerate(PLACES, 1):
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), CONTROL)
        assert window._key == key
        assert window.navigation._items[key].isChecked()


def test_a_file_that_is_no_project_is_refused_in_a_notice(make_window, tmp_path):
    stray = tmp_path / "notes.intercoder"
    stray.write_text("not a database", encoding="utf-8")
    window = make_window()
    window.open_path(str(stray))
    assert window.notice.isVisible()
    assert "notes.intercoder" in window.notice.accessibleName()
    assert window.session.project is None


def test_a_new_project_is_made_where_the_dialog_says(make_window, tmp_path, monkeypatch):
    path = tmp_path / "Nouvelle étude.intercoder"
    monkeypatch.setattr(files, "ask_new_project", lambda _parent: str(path))
    window = make_window()
    window.new_project()
    assert path.exists()
    assert window.top.title() == "Nouvelle étude"
    assert window.settings.recent() == [str(path)]


def test_a_dropped_project_opens(make_window, desk_file):
    window = make_window()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(desk_file))])
    drop = QDropEvent(
        QPointF(100, 100), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dropEvent(drop)
    assert window.session.project.title == "Brussels talks"


def test_a_user_error_shows_as_a_notice_with_its_hint(make_window):
    window = make_window()
    faults.show_fault(UserError("The disk is full.", "Free some space."), window)
    assert window.notice.text == "The disk is full."
    assert "Free some space." in window.notice.accessibleName()


def test_a_mistake_of_the_program_shows_a_report_that_can_be_copied(make_window, monkeypatch, qtlog):
    shown = []
    monkeypatch.setattr(faults.FaultDialog, "ask", lambda text, _parent: shown.append(text))
    try:
        raise ZeroDivisionError("division by zero")
    except ZeroDivisionError as error:
        faults.show_fault(error, make_window())
    assert "ZeroDivisionError" in shown[0]
    assert "test_window.py" in shown[0]
    assert "Qt" in shown[0]


def test_the_palette_finds_a_command_by_its_words(make_window, desk_file, qtbot):
    window = make_window(desk_file)
    qtbot.keyClick(window, Qt.Key.Key_K, CONTROL)
    field = QApplication.focusWidget()
    qtbot.keyClicks(field, "dark")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert theme.current().name == "dark"
    assert window.settings.word(window_module.settings.LOOK) == "dark"


def test_control_plus_makes_all_type_larger(make_window, desk_file, qtbot):
    window = make_window(desk_file)
    before = window.status.coder.fontMetrics().height()
    for _ in range(5):
        qtbot.keyClick(window, Qt.Key.Key_Plus, CONTROL)
    qtbot.waitUntil(lambda: window.status.coder.fontMetrics().height() > before * 1.3)


def test_a_package_shows_codebook_and_code_alone(make_window, desk_file, monkeypatch):
    from intercoder.project import Project

    monkeypatch.setattr(Project, "kind", property(lambda _self: "package"))
    window = make_window(desk_file)
    assert window.offered() == {"codebook", "code"}
    assert window._key == "code"
    assert not window.navigation._items["plan"].isVisible()


@pytest.mark.parametrize(("width", "scale", "room"), [(1440, 1, "wide"), (1024, 1, "medium"), (1440, 2, "narrow")])
def test_the_arrangement_follows_the_effective_width(width, scale, room):
    assert window_module.room_of(width, scale) == room


# ---------------------------------------------------------------- every place


def everything(window: QWidget) -> list[QWidget]:
    return [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window]


def cut(window: QWidget) -> list[tuple[str, str]]:
    """Labels and buttons that are smaller than their words; words that wrap or are elided may be."""
    found = []
    for widget in everything(window):
        if not isinstance(widget, QAbstractButton | QLabel) or not widget.text():
            continue
        if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            continue
        least = widget.minimumSizeHint()
        if widget.width() < least.width() - 1 or widget.height() < least.height() - 1:
            found.append((type(widget).__name__, widget.text()))
    return found


@pytest.mark.parametrize("key", PLACES)
def test_every_focusable_widget_has_a_name(make_window, desk_file, key):
    window = make_window(desk_file)
    window.go(key)
    nameless = []
    for widget in everything(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not interface.text(QAccessible.Text.Name).strip():
            nameless.append(widget)
    assert nameless == []


@pytest.mark.parametrize("key", PLACES)
@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 1), ((1024, 640), 1), ((1440, 900), 2)])
def test_a_place_paints_in_light_and_dark_and_nothing_is_cut(make_window, desk_file, qtbot, key, size, scale):
    window = make_window(desk_file, size)
    window.set_zoom(100 * scale)
    window.go(key)
    for look in ("dark", "light"):
        window.set_look(look)
        qtbot.waitUntil(lambda: QApplication.font().pixelSize() == 13 * scale)
        picture = window.grab().toImage()
        tokens = theme.current()
        assert picture.pixelColor(2, picture.height() - 4) == tokens.colour("canvas")
        assert picture.pixelColor(2, window.top.height() + 2) == tokens.colour("canvas")
    qtbot.waitUntil(lambda: cut(window) == [], timeout=2000)


def test_no_two_menus_share_a_letter(make_window):
    titles = [action.text() for action in make_window().top.menus.actions()]
    letters = [title[title.index("&") + 1].casefold() for title in titles]
    assert all(a != b for a, b in itertools.combinations(letters, 2))


def test_the_recent_list_keeps_the_newest_first(make_window, desk_file, tmp_path):
    window = make_window(desk_file)
    other = tmp_path / "other.intercoder"
    window.session.create(other, "Other")
    window.settings.add_recent(str(other))
    assert [Path(path).stem for path in window.settings.recent()] == ["other", "desk"]


def test_a_package_opens_in_code_with_its_first_open_question_focused(make_window, desk_file, tmp_path):
    from intercoder.project import Project
    from intercoder.tasks.packages import package

    out = tmp_path / "Ben.intercoder"
    with Project.open(desk_file) as project:
        project.codebook.freeze("1.0")
        project.plan.assign(["Ben Maurer"], "main")
        package(project, "Ben Maurer", out)
    window = make_window(out)
    assert window._key == "code"
    assert window.status.coder.text().strip() == "Ben Maurer"
    assert QApplication.focusWidget() is window.place.form.cards[0]
    assert window.place.form.footer.finish.text() == "Finish and next"


def test_the_log_holds_the_error_and_stays_small(tmp_path):
    import logging

    faults.keep_log(tmp_path / "log")
    handler = logging.getLogger().handlers[-1]
    try:
        logging.getLogger("intercoder.ui").error("A background task failed")
        assert "A background task failed" in (tmp_path / "log" / "intercoder.log").read_text(encoding="utf-8")
        assert handler.maxBytes <= 1_000_000
    finally:
        logging.getLogger().removeHandler(handler)
        handler.close()
