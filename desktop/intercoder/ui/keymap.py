"""Which key does what: every command with its keys, which the researcher may change; kept in the settings.

A key is written as Qt writes it ("Ctrl+Return", "F6", "Space"), or as the one character that it types ("j", "?", "-").
Single characters act in Code only, and never in a text box.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from intercoder.errors import UserError
from intercoder.ui.settings import Settings

_QUIET = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier  # as Windows reports it
_SAME_KEY = {Qt.Key.Key_Enter: Qt.Key.Key_Return, Qt.Key.Key_Backtab: Qt.Key.Key_Tab}
_SAME_SIGN = {"–": "-", "−": "-"}
_SIGNS = {"Return": "↵", "Backspace": "⌫", "Right": "→", "Left": "←", "Up": "↑", "Down": "↓", "Del": "Del", "-": "–"}


@dataclass(frozen=True)
class Command:
    """What a key does: `group` as the page of keys shows it, `words` for people, `keys` by default.

    `scope`: "window" = everywhere; "code", "corpus" = in that place, outside text boxes; "text" = on the text
    or its list of codings.
    A fixed key cannot be changed, since Qt or the codebook gives it its meaning.
    """

    id: str
    group: str
    words: str
    keys: tuple[str, ...]
    scope: str = "window"
    fixed: bool = False


COMMANDS = (
    Command("code.answer", "Code", "Answer the focused question", ("1–9, 0", "a letter"), "code", fixed=True),
    Command("code.next_question", "Code", "Next question", ("Tab",), "code", fixed=True),
    Command("code.previous_question", "Code", "Previous question", ("Shift+Tab",), "code", fixed=True),
    Command("code.next_open", "Code", "Next question without an answer", ("Space",), "code"),
    Command("code.undetermined", "Code", "Cannot be determined", ("-",), "code"),
    Command("code.clear", "Code", "Take the answer away", ("Backspace",), "code"),
    Command("code.point", "Code", "Go through the answers", ("Up", "Down"), "code", fixed=True),
    Command("code.take", "Code", "Choose the answer, or type into the field", ("Return",), "code", fixed=True),
    Command("code.definition", "Code", "Definitions and examples", ("F1",), "code"),
    Command("code.doubt", "Code", "Doubt, with a memo", ("?",), "code"),
    Command("code.finish", "Code", "Finish the unit, go to the next unfinished", ("Ctrl+Return",), "code"),
    Command("code.reopen", "Code", "Reopen the unit", (), "code"),
    Command("code.next_unit", "Code", "Next unit", ("j",), "code"),
    Command("code.previous_unit", "Code", "Previous unit", ("k",), "code"),
    Command("text.select", "Highlight", "Select by words", ("Shift+Ctrl+Left", "Shift+Ctrl+Right"), "text", fixed=True),
    Command("text.offer", "Highlight", "Choose a category for the selection", ("Return",), "text", fixed=True),
    Command("text.offer_exact", "Highlight", "The same, to the very character", ("Alt+Return",), "text", fixed=True),
    Command("span.next", "Highlight", "Next highlight", ("]",), "code"),
    Command("span.previous", "Highlight", "Previous highlight", ("[",), "code"),
    Command("span.remove", "Highlight", "Remove the highlight", ("Del",), "text"),
    Command("span.change", "Highlight", "Change its category", ("F2",), "text"),
    Command("span.stop_right", "Highlight", "Its end a word to the right", ("Alt+Shift+Right",), "text"),
    Command("span.stop_left", "Highlight", "Its end a word to the left", ("Alt+Shift+Left",), "text"),
    Command("span.start_right", "Highlight", "Its start a word to the right", ("Ctrl+Alt+Shift+Right",), "text"),
    Command("span.start_left", "Highlight", "Its start a word to the left", ("Ctrl+Alt+Shift+Left",), "text"),
    Command("code.memo", "Highlight", "Memo on the highlight, or on the unit", ("Ctrl+M",), "code"),
    Command("corpus.search", "Corpus", "Search the corpus", ("/",), "corpus"),
    Command("review.move", "Review", "Next, previous line", ("J, K",), "review", fixed=True),
    Command("review.join", "Review", "Join with the comment before", ("M",), "review", fixed=True),
    Command("review.caret", "Review", "Put the caret into the comment", ("Left", "Right"), "review", fixed=True),
    Command("review.split", "Review", "Split at the caret", ("S",), "review", fixed=True),
    Command("review.boilerplate", "Review", "Boilerplate, or a comment again", ("B",), "review", fixed=True),
    Command("review.reply", "Review", "Reply to", ("R",), "review", fixed=True),
    Command("review.codable", "Review", "Not codable, or codable again", ("X",), "review", fixed=True),
    Command("edit.palette", "Window", "Every command and code", ("Ctrl+K",)),
    Command("edit.undo", "Window", "Undo, by name", ("Ctrl+Z",)),
    Command("edit.redo", "Window", "Redo, by name", ("Ctrl+Shift+Z",)),
    Command("edit.find", "Window", "Find in the text", ("Ctrl+F",)),
    Command("edit.find_next", "Window", "Next place that was found", ("F3",)),
    Command("edit.find_previous", "Window", "Previous place that was found", ("Shift+F3",)),
    Command("edit.find_all", "Window", "Search every text; in Code, search and code", ("Ctrl+Shift+F",)),
    Command("go.corpus", "Window", "Corpus", ("Ctrl+1",)),
    Command("go.codebook", "Window", "Codebook", ("Ctrl+2",)),
    Command("go.plan", "Window", "Plan", ("Ctrl+3",)),
    Command("go.code", "Window", "Code", ("Ctrl+4",)),
    Command("go.reliability", "Window", "Reliability", ("Ctrl+5",)),
    Command("go.next_pane", "Window", "Next pane", ("F6",)),
    Command("go.previous_pane", "Window", "Previous pane", ("Shift+F6",)),
    Command("view.left", "Window", "List at the left", ("F9",)),
    Command("view.right", "Window", "Pane at the right", ("Shift+F9",)),
    Command("view.larger", "Window", "Larger type", ("Ctrl++", "Ctrl+=")),
    Command("view.smaller", "Window", "Smaller type", ("Ctrl+-",)),
    Command("view.normal", "Window", "Type as the system", ("Ctrl+0",)),
    Command("view.reading_larger", "Window", "Larger reading text", ("Ctrl+Alt++", "Ctrl+Alt+=")),
    Command("view.reading_smaller", "Window", "Smaller reading text", ("Ctrl+Alt+-",)),
    Command("file.new", "Window", "New project", ("Ctrl+N",)),
    Command("file.open", "Window", "Open", ("Ctrl+O",)),
    Command("file.export", "Window", "Export", ("Ctrl+E",)),
    Command("file.close", "Window", "Close project", ("Ctrl+W",)),
    Command("file.quit", "Window", "Quit", ("Ctrl+Q",)),
    Command("help.keys", "Window", "Keys", ("Ctrl+/",)),
)  # fmt: skip
_OF_TEXT_BOXES = {"Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Shift+Ins", "Ctrl+Ins", "Shift+Del"}


def key_of_event(event: QKeyEvent) -> str:
    """The key of an event as it is written here; empty for a modifier alone."""
    key = _SAME_KEY.get(event.key(), event.key())
    if key in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, 0):
        return ""
    text, loud = event.text(), event.modifiers() & ~_QUIET
    if len(text) == 1 and text.isprintable() and text != " " and (not loud or (loud == _ALT_GR and not text.isalnum())):
        return plain(text)
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_Backtab:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(modifiers.value | Qt.Key(key).value).toString(QKeySequence.SequenceFormat.PortableText)


def plain(character: str) -> str:
    """A typed character as keys are compared: small, digits of every script as 0 to 9, every dash as "-"."""
    digit = unicodedata.digit(character, None)
    return str(digit) if digit is not None else _SAME_SIGN.get(character, character.casefold())


def is_single(key: str) -> bool:
    """Whether a key types something, or would change what is typed: such keys never act in a text box."""
    return len(key) == 1 or key in ("Space", "Backspace", "Del", "Return", "Tab", "Shift+Tab", "Up", "Down", "Left", "Right")


def cap_of(key: str) -> str:
    """A key as it stands on a cap: "Ctrl Shift Z", "Ctrl ↵", "J", "–"."""
    if len(key) == 1:
        return _SIGNS.get(key, key.upper())
    parts = [*key[:-1].rstrip("+").split("+"), "+"] if key.endswith("++") else key.split("+")
    order = [p for p in ("Ctrl", "Alt", "Shift", "Meta") if p in parts[:-1]]
    return " ".join([*order, _SIGNS.get(parts[-1], parts[-1])])


class Keymap(QObject):
    """The keys as they are now. Emits `changed` when one was changed."""

    changed = Signal()

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self._settings = settings or Settings()
        self._commands = {command.id: command for command in COMMANDS}
        self._own: dict[str, str] = {}
        for command in COMMANDS:
            own = None if command.fixed else self._settings.key(command.id)
            if own is not None and (own == "" or self._why_not(command, own) is None):
                self._own[command.id] = own
        self._read()

    def _read(self) -> None:
        self._by_key = {key: command for command in COMMANDS for key in self.keys(command.id) if not command.fixed}

    # ---------------------------------------------------------------- asking

    def keys(self, command: str) -> tuple[str, ...]:
        """The keys of a command now."""
        own = self._own.get(command)
        return self._commands[command].keys if own is None else (own,) if own else ()

    def cap(self, command: str) -> str:
        """The first key of a command as it stands on a cap; empty if it has none."""
        keys = self.keys(command)
        return cap_of(keys[0]) if keys else ""

    def is_own(self, command: str) -> bool:
        """Whether the researcher gave the command another key."""
        return command in self._own

    def command(self, event: QKeyEvent, *scopes: str) -> str | None:
        """The command of one of these scopes that a key event asks for."""
        found = self._by_key.get(key_of_event(event))
        return found.id if found is not None and found.scope in scopes else None

    def reserved(self) -> frozenset[str]:
        """The single characters that commands have, so that no category can have them."""
        return frozenset(key for key in self._by_key if len(key) == 1) | {" "}

    # ---------------------------------------------------------------- changing

    def change(self, command: str, key: str, categories: Mapping[str, str] | None = None) -> None:
        """Gives a command another key, or none (""); `categories` = keys of the codebook and what they stand for.

        Raises UserError with the reason, and changes nothing, if the key has another meaning.
        """
        reason = self._why_not(self._commands[command], key) if key else None
        if reason is None and key in (categories or {}):
            words = self.tr("“{0}” is the key of the category “{1}”.")
            reason = words.format(cap_of(key), (categories or {})[key])
        if reason is not None:
            raise UserError(reason, self.tr("Choose another key."))
        self._own[command] = key
        if (key,) == self._commands[command].keys or (not key and not self._commands[command].keys):
            del self._own[command]
        self._keep(command)

    def reset(self, command: str) -> None:
        """Gives a command its own key back. Raises UserError if another command has that key now."""
        for key in self._commands[command].keys:
            reason = self._why_not(self._commands[command], key)
            if reason is not None:
                raise UserError(reason, self.tr("Give that command another key first."))
        self._own.pop(command, None)
        self._keep(command)

    def reset_all(self) -> None:
        """Gives every command its own key back."""
        for command in list(self._own):
            del self._own[command]
            self._settings.keep_key(command, None)
        self._read()
        self.changed.emit()

    def _keep(self, command: str) -> None:
        self._settings.keep_key(command, self._own.get(command))
        self._read()
        self.changed.emit()

    def _why_not(self, command: Command, key: str) -> str | None:
        """Why a command cannot have a key, in a sentence."""
        cap = cap_of(key)
        if key.isdigit() and len(key) == 1:
            return self.tr("Digits answer questions.")
        if key in _OF_TEXT_BOXES:
            return self.tr("“{0}” selects, copies or pastes.").format(cap)
        if key == "Esc":
            return self.tr("“Esc” leaves what was begun.")
        if command.scope == "window" and is_single(key):
            words = self.tr("“{0}” alone would act while text is typed; this command needs Ctrl, Alt or a function key.")
            return words.format(cap)
        for other in COMMANDS:
            taken = other.keys if other.fixed else self.keys(other.id)
            if other.id != command.id and key in taken:
                return self.tr("“{0}” is the key of “{1}”.").format(cap, self.tr(other.words))
        return None


class _Binding(QObject):
    """Keeps the shortcut of one action true. Owned by the action."""

    def __init__(self, action: QAction, command: str) -> None:
        super().__init__(action)
        self._action, self._command = action, command
        current().changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Takes the keys over as they are now."""
        action, keys = self._action, current().keys(self._command)
        shown = next((cap_of(key) for key in keys if is_single(key)), "")
        action.setShortcuts([QKeySequence(each) for key in keys if not is_single(key) for each in _both(key)])
        action.setText(action.text().split("\t")[0] + (f"\t{shown}" if shown else ""))
        action.setProperty("cap", current().cap(self._command))


def bind(action: QAction, command: str) -> None:
    """Gives an action the keys of a command, now and whenever they change.

    Single keys stand in the menu, but the place acts on them itself, so that text boxes stay free of them.
    """
    _Binding(action, command)


def _both(key: str) -> tuple[str, ...]:
    """Enter of the number block is Return."""
    return (key, key.replace("Return", "Enter")) if "Return" in key else (key,)


_current: list[Keymap] = []


def current() -> Keymap:
    """The keys of this user."""
    if not _current:
        _current.append(Keymap())
    return _current[-1]


def forget() -> None:
    """Reads the keys from the settings anew when they are next asked for."""
    _current.clear()
