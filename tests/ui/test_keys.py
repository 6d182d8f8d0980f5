"""The page of keys is searched, and changes keys, by keyboard alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intercoder.ui import keymap
from intercoder.ui.keys import KeysDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(make_window, qtbot):
    window = make_window()
    made = KeysDialog(window, {"g": "Reason"})
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def rows(page) -> list[str]:
    commands = (page.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(page.list.count()))
    return [command.id for command in commands if command is not None]


def test_it_lists_every_command(page):
    assert rows(page) == [command.id for command in keymap.COMMANDS]


@pytest.mark.parametrize(("typed", "found"), [("next unit", "code.next_unit"), ("ctrl k", "edit.palette"), ("f9", "view.left")])
def test_a_command_is_found_by_its_words_and_by_its_key(page, press, typed, found):
    press(typed)
    assert found in rows(page)
    assert len(rows(page)) < 4


def test_a_key_is_changed_and_given_back(page, press):
    press("next unit", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert page.said().startswith("Press the key for “Next unit”")
    press("n")
    assert keymap.current().keys("code.next_unit") == ("n",)
    assert page.default.isEnabled()
    page.default.setFocus()
    press(Qt.Key.Key_Space)
    assert keymap.current().keys("code.next_unit") == ("j",)


def test_a_key_that_is_taken_is_refused_under_the_list(page, press):
    press("next unit", Qt.Key.Key_Return, Qt.Key.Key_Return, "k")
    assert page.said() == "“K” is the key of “Previous unit”. Choose another key."
    assert keymap.current().keys("code.next_unit") == ("j",)


def test_a_key_with_control_is_taken_and_not_obeyed(page, press):
    press("next unit", Qt.Key.Key_Return, Qt.Key.Key_Return, (Qt.Key.Key_B, CONTROL))
    assert keymap.current().keys("code.next_unit") == ("Ctrl+B",)


def test_escape_leaves_the_key_as_it_is_and_the_page_open(page, press):
    press("next unit", Qt.Key.Key_Return, Qt.Key.Key_Return, Qt.Key.Key_Escape, "n")
    assert keymap.current().keys("code.next_unit") == ("j",)
    assert page.isVisible()


def test_delete_takes_a_key_away(page, press):
    press("previous unit", Qt.Key.Key_Return, Qt.Key.Key_Delete)
    assert keymap.current().keys("code.previous_unit") == ()


def test_a_fixed_key_says_that_it_cannot_be_changed(page, press):
    press("focused", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert page.said() == "This key cannot be changed."
    assert not page.change.isEnabled()
    assert QApplication.focusWidget() is page.list
