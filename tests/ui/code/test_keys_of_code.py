"""Every key of the table does what it says where it should, and types itself in a text box."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from intercoder.ui import keymap

K = Qt.Key
SHIFT, CONTROL, ALT = (getattr(Qt.KeyboardModifier, f"{m}Modifier") for m in ("Shift", "Control", "Alt"))


def state(desk) -> tuple:
    """All that a key could change: unit, question, answers, highlights, doubt, whether it is finished, place."""
    codings, unit = desk.session.project.codings, desk.unit
    progress = codings.progress(unit.id)
    return (
        unit.ref, desk.form.focused.variable.name, codings.answers(unit.id), codings.spans([unit.id]), progress.doubt,
        progress.finished_at is None, desk.window()._key,
    )  # fmt: skip


def given(desk, name: str) -> tuple[str, str | None] | None:
    answer = desk.session.project.codings.answers(desk.unit.id).get((name, 0))
    return (answer.status, answer.answer) if answer is not None else None


KEYS = {
    "1": (("1",), lambda d: given(d, "army") == ("value", "1")),
    "a letter": ((K.Key_Tab, "1", K.Key_Tab, "1"), lambda d: len(d.session.project.codings.answers(d.unit.id)) == 2),
    "Tab": ((K.Key_Tab,), lambda d: d.form.focused.variable.name == "incivility"),
    "Shift+Tab": ((K.Key_Tab, K.Key_Tab, (K.Key_Tab, SHIFT)), lambda d: d.form.focused.variable.name == "incivility"),
    "J": (("j",), lambda d: d.unit.ref.endswith("C002")),
    "K": (("j", "k"), lambda d: d.unit.ref.endswith("C001")),
    "Space": (("1", " "), lambda d: d.form.focused.variable.name == "incivility"),
    "Ctrl+Z": (("1", (K.Key_Z, CONTROL)), lambda d: d.session.project.codings.answers(d.unit.id) == {}),
    "Ctrl+Shift+Z": (
        ("1", (K.Key_Z, CONTROL), (K.Key_Z, CONTROL | SHIFT)),
        lambda d: ("army", 0) in d.session.project.codings.answers(d.unit.id),
    ),
    "Ctrl+F": (((K.Key_F, CONTROL),), lambda d: d.find.isVisible()),
    "Ctrl+Enter": (("1", K.Key_Tab, "0", (K.Key_Return, CONTROL)), lambda d: d.session.worklist.counts()[0] == 1),
    "Ctrl+Enter on the number block": (
        ("1", K.Key_Tab, "0", (K.Key_Enter, CONTROL | Qt.KeyboardModifier.KeypadModifier)),
        lambda d: d.session.worklist.counts()[0] == 1,
    ),
    "-": (("-",), lambda d: given(d, "army") == ("undetermined", None)),
    "?": (("?", "hm", K.Key_Return), lambda d: d.session.project.codings.progress(d.unit.id).doubt == "hm"),
    "F1": ((K.Key_F1,), lambda d: d.form.focused.definition.isVisible()),
    "Ctrl+K": (((K.Key_K, CONTROL),), lambda d: d.window().palette_of_commands.isVisible()),
    "Backspace": (("1", K.Key_Backspace), lambda d: d.session.project.codings.answers(d.unit.id) == {}),
    "Ctrl+2": (((K.Key_2, CONTROL),), lambda d: d.window()._key == "codebook"),
    "Ctrl+5": (((K.Key_5, CONTROL),), lambda d: d.window()._key == "reliability"),
    "F9": ((K.Key_F9,), lambda d: not d.queue.isVisible()),
    "Shift+F9": (((K.Key_F9, SHIFT),), lambda d: not d.form.isVisible()),
    "F6": ((K.Key_F6,), lambda d: QApplication.focusWidget() is d.queue.list),
    "Shift+F6": (((K.Key_F6, SHIFT),), lambda d: QApplication.focusWidget() is d.here.list),
    "Ctrl++": (((K.Key_Plus, CONTROL),), lambda d: d.window().settings.number(_zoom()) == 110),
    "Ctrl+-": (((K.Key_Minus, CONTROL),), lambda d: d.window().settings.number(_zoom()) == 90),
}


def _zoom():
    from intercoder.ui.settings import ZOOM

    return ZOOM


@pytest.mark.parametrize("key", KEYS)
def test_a_key_does_what_the_table_says(desk, press, key):
    pressed, done = KEYS[key]
    assert not done(desk) or key in ("K", "Ctrl+Z", "Backspace")
    press(*pressed)
    assert done(desk)


TEXT = (K.Key_Right, CONTROL | SHIFT)


@pytest.mark.parametrize(
    ("keys", "quotes"),
    [
        ((TEXT, TEXT, "g"), ["why is"]),
        ((TEXT, K.Key_Return, K.Key_Return), ["why"]),
        ((TEXT, "g", (K.Key_Right, ALT | SHIFT)), ["why is"]),
        ((TEXT, TEXT, "g", (K.Key_Left, ALT | SHIFT)), ["why"]),
        ((TEXT, TEXT, "g", (K.Key_Right, CONTROL | ALT | SHIFT)), ["is"]),
        ((TEXT, "g", K.Key_Delete), []),
    ],
)
def test_highlights_are_made_and_changed_by_keys(desk, press, keys, quotes):
    desk.reader.setFocus()
    press(*keys)
    assert [span.quote for span in desk.session.project.codings.spans([desk.unit.id])] == quotes


def test_brackets_go_from_highlight_to_highlight(desk, press):
    first, second = (desk.session.project.codings.highlight(desk.unit.id, "argument", 1, n, n + 3).id for n in (0, 7))
    desk.reader.setFocus()
    press("]")
    assert desk.reader.current_span == first
    press("]")
    assert desk.reader.current_span == second
    press("[")
    assert desk.reader.current_span == first


OF_CODE = (key for command in keymap.COMMANDS for key in command.keys if command.scope != "window")
SINGLE = ["1", "0", "g", *sorted(key for key in OF_CODE if len(key) == 1)]


@pytest.mark.parametrize("box", ["note", "memo", "find", "palette"])
def test_no_key_acts_in_a_text_box_but_types_itself(desk, press, box):
    if box == "note":
        desk.form.focus_question(2)
        press(K.Key_Return)
    else:
        press({"memo": "?", "find": (K.Key_F, CONTROL), "palette": (K.Key_K, CONTROL)}[box])
    before, field = state(desk), QApplication.focusWidget()
    press(*SINGLE, " ")
    assert state(desk) == before
    assert QApplication.focusWidget() is field
    assert field.text() == "".join(SINGLE) + " "


def test_a_changed_key_acts_and_the_old_one_does_not(desk, press):
    keymap.current().change("code.next_unit", "n")
    press("j")
    assert desk.unit.ref.endswith("C001")
    press("n")
    assert desk.unit.ref.endswith("C002")
    keymap.current().change("code.finish", "Ctrl+D")
    press("1", K.Key_Tab, "0", (K.Key_D, CONTROL))
    assert desk.session.worklist.counts()[0] == 1


def test_the_list_of_commands_shows_the_keys_as_they_are(desk, press):
    keymap.current().change("code.next_unit", "n")
    found = {entry.label: entry.key for entry in (*desk.entries(), *desk.window().menus.entries())}
    assert found["Next unit"] == "N"
    assert found["Finish and next"] == "Ctrl ↵"
    assert found["Stated"] == "2"


def test_the_list_of_commands_gives_any_answer_to_any_question(desk, press):
    press((K.Key_K, CONTROL), "yes incivility", K.Key_Return)
    assert given(desk, "incivility") == ("value", "1")
    desk.reader.setFocus()
    press(TEXT, (K.Key_K, CONTROL), "reason", K.Key_Return)
    assert [span.quote for span in desk.session.project.codings.spans([desk.unit.id])] == ["why"]


def test_the_page_of_keys_opens_by_its_own_key(desk, press, monkeypatch):
    from intercoder.ui.keys import KeysDialog

    opened = []
    monkeypatch.setattr(KeysDialog, "ask", lambda _parent, categories: opened.append(categories))
    press((K.Key_Slash, CONTROL))
    assert opened == [{"c": "Conflict frame", "t": "Strategy", "0": "No", "1": "Weak", "2": "Strong", "g": "Reason"}]


NOT_IN_THE_PALETTE = {
    "edit.palette",  # it is the palette
    "text.select", "code.answer", "code.point", "code.take",  # what a selection or a focused answer is for
    "code.next_question", "code.previous_question",  # Tab
    "text.offer", "text.offer_exact",  # the palette lists the categories for a selection itself
    "corpus.search",  # of another place
}  # fmt: skip


def test_every_command_that_works_here_is_in_the_palette_with_its_key(desk, press):
    project, unit = desk.session.project, desk.unit
    span = project.codings.highlight(unit.id, "argument", 1, 0, 3)
    press("1", (K.Key_Z, CONTROL))  # there is something to redo
    desk.show_span(span.id)
    offered = {entry.key for entry in (*desk.entries(), *desk.window().menus.entries()) if entry.key}
    keys = keymap.current()
    wanted = [c for c in keymap.COMMANDS if c.id not in NOT_IN_THE_PALETTE and c.scope != "corpus" and c.group != "Review"]
    missing = [c.id for c in wanted if keys.cap(c.id) and keys.cap(c.id) not in offered]
    assert missing == []
    press((K.Key_K, CONTROL), "end right", K.Key_Return)
    assert [span.quote for span in project.codings.spans([unit.id])] == ["why is"]
