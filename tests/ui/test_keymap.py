"""Every command has its key, which can be changed without two of them having the same."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent

from intercoder.errors import UserError
from intercoder.ui import keymap
from intercoder.ui.keymap import COMMANDS, Keymap, cap_of, key_of_event

NONE, SHIFT, CONTROL, ALT = (getattr(Qt.KeyboardModifier, f"{m}Modifier") for m in ("No", "Shift", "Control", "Alt"))


def event(key: Qt.Key, modifiers=NONE, text: str = "") -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)


@pytest.mark.parametrize(
    ("pressed", "written"),
    [
        (event(Qt.Key.Key_J, text="j"), "j"), (event(Qt.Key.Key_J, SHIFT, "J"), "j"),
        (event(Qt.Key.Key_Question, SHIFT, "?"), "?"), (event(Qt.Key.Key_1, text="١"), "1"),
        (event(Qt.Key.Key_7, Qt.KeyboardModifier.KeypadModifier, "7"), "7"), (event(Qt.Key.Key_Minus, text="–"), "-"),
        (event(Qt.Key.Key_Enter, CONTROL | Qt.KeyboardModifier.KeypadModifier), "Ctrl+Return"),
        (event(Qt.Key.Key_Space, text=" "), "Space"), (event(Qt.Key.Key_Backtab, SHIFT), "Shift+Tab"),
        (event(Qt.Key.Key_BracketLeft, CONTROL | ALT, "["), "["), (event(Qt.Key.Key_J, ALT, "j"), "Alt+J"),
        (event(Qt.Key.Key_Shift, SHIFT), ""), (event(Qt.Key.Key_F6, SHIFT), "Shift+F6"),
    ],
)  # fmt: skip
def test_a_key_is_written_one_way_whatever_keyboard_it_comes_from(pressed, written):
    assert key_of_event(pressed) == written


@pytest.mark.parametrize(
    ("key", "cap"),
    [("Ctrl+Return", "Ctrl ↵"), ("j", "J"), ("Ctrl++", "Ctrl +"), ("Ctrl+Alt++", "Ctrl Alt +"), ("Ctrl+-", "Ctrl –"),
     ("Ctrl+Shift+Z", "Ctrl Shift Z"), ("Alt+Shift+Right", "Alt Shift →"), ("[", "["), ("-", "–")],
)  # fmt: skip
def test_a_cap_shows_the_key_as_people_know_it(key, cap):
    assert cap_of(key) == cap


def test_no_two_commands_begin_with_the_same_key():
    keys = [key for command in COMMANDS if not command.fixed for key in command.keys]
    assert len(keys) == len(set(keys))


def test_a_changed_key_is_kept_and_the_old_one_is_free(qapp):
    keys = Keymap()
    keys.change("code.next_unit", "n")
    assert keys.command(event(Qt.Key.Key_N, text="n"), "code") == "code.next_unit"
    assert keys.command(event(Qt.Key.Key_J, text="j"), "code") is None
    assert "n" in keys.reserved()
    assert "j" not in keys.reserved()
    assert Keymap().keys("code.next_unit") == ("n",)


@pytest.mark.parametrize(
    ("command", "key", "reason"),
    [
        ("code.next_unit", "k", "“K” is the key of “Previous unit”."),
        ("code.next_unit", "Ctrl+Z", "“Ctrl Z” is the key of “Undo, by name”."),
        ("code.next_unit", "3", "Digits answer questions."),
        ("code.next_unit", "g", "“G” is the key of the category “Reason”."),
        ("code.next_unit", "Tab", "“Tab” is the key of “Next question”."),
        ("edit.undo", "u", "“U” alone would act while text is typed; this command needs Ctrl, Alt or a function key."),
        ("edit.undo", "Ctrl+C", "“Ctrl C” selects, copies or pastes."),
        ("code.doubt", "Esc", "“Esc” leaves what was begun."),
    ],
)
def test_a_key_with_another_meaning_is_refused_with_the_reason(qapp, command, key, reason):
    keys = Keymap()
    before = keys.keys(command)
    with pytest.raises(UserError) as refused:
        keys.change(command, key, {"g": "Reason"})
    assert refused.value.message == reason
    assert keys.keys(command) == before


def test_a_command_gets_its_own_key_back_unless_another_has_it_now(qapp):
    keys = Keymap()
    keys.change("code.next_unit", "n")
    keys.change("code.previous_unit", "j")
    with pytest.raises(UserError, match="key of “Previous unit”"):
        keys.reset("code.next_unit")
    keys.reset_all()
    assert keys.keys("code.next_unit") == ("j",)
    assert Keymap().keys("code.previous_unit") == ("k",)


def test_a_command_may_have_no_key(qapp):
    keys = Keymap()
    keys.change("code.clear", "")
    assert keys.cap("code.clear") == ""
    assert Keymap().keys("code.clear") == ()


def test_a_key_in_the_settings_that_cannot_be_is_left_out(qapp):
    from intercoder.ui.settings import Settings

    Settings().keep_key("edit.undo", "u")
    Settings().keep_key("code.doubt", "j")
    assert Keymap().keys("edit.undo") == ("Ctrl+Z",)
    assert Keymap().keys("code.doubt") == ("?",)


def test_an_action_follows_the_key_of_its_command(qapp):
    action = QAction("Next unit")
    keymap.bind(action, "code.next_unit")
    assert action.text() == "Next unit\tJ"
    assert action.shortcuts() == []
    keymap.current().change("code.next_unit", "Ctrl+J")
    assert action.text() == "Next unit"
    assert [s.toString() for s in action.shortcuts()] == ["Ctrl+J"]
