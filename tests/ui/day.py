"""A coder's working day in the real window, by keyboard alone; run as a process of its own, so that it can be killed.

`python day.py PACKAGE FIRST LAST [--kill] [--copy DEST]` codes the units FIRST to LAST of the queue (counted from 0),
dies in the middle of LAST with --kill, and saves a copy of the package by the list of commands with --copy.
"""

import argparse
import os
import random
import signal
import sys
from dataclasses import dataclass, field
from pathlib import Path

from intercoder.records import Category, Codebook, Variable

SIDES = (Category(0, "No"), Category(1, "Yes"))
ACTORS = tuple(
    Category(100 * n + m, label, parent=100 * n if m else None)
    for n, group in enumerate(("State", "Media", "Society"), 1)
    for m, label in enumerate((group, *(f"{group} actor {'abcdef'[i]}" for i in range(5))))
)
CODEBOOK = Codebook(
    "A day",
    (
        Variable("army", "Role of the army", "comment", "one", "ordinal", undetermined=True,
                 categories=(Category(0, "No"), Category(1, "Implied"), Category(2, "Stated"))),
        Variable("uncivil", "Incivility", "comment", "one", categories=SIDES),
        Variable("forms", "Forms of incivility", "comment", "several", condition="uncivil = 1",
                 categories=(Category(1, "Name-calling"), Category(2, "Vulgarity"), Category(3, "Threat"))),
        Variable("actor", "Main actor", "comment", "one", categories=ACTORS),
        Variable("share", "Share", "comment", "number", "ratio"),
        Variable("day", "Day", "comment", "date", required=False),
        Variable("note", "Note", "comment", "text", required=False),
        Variable("reply", "Answers another", "comment", "one", categories=SIDES),
        Variable("argument", "Argument", "comment", "spans", required=False,
                 categories=(Category(1, "Reason", key="g"), Category(2, "Evidence", key="v"), Category(3, "Claim", key="x"))),
    ),
)  # fmt: skip
NAMES = tuple(v.name for v in CODEBOOK.variables if v.answer_kind != "spans")


@dataclass(frozen=True)
class Told:
    """What the coder wants to say about one unit: status and text of each answer, ticked numbers, keys of spans."""

    army: int | None  # None = cannot be determined
    uncivil: int
    forms: tuple[int, ...]
    actor: int
    share: int
    day: int | None
    note: str
    reply: int
    marks: str
    doubt: str = ""
    answers: dict[str, tuple[str, str | None, tuple[int, ...]]] = field(default_factory=dict)


def told(number: int) -> Told:
    """What is said about the unit with this number: the same in every process."""
    chance = random.Random(f"unit {number}")
    uncivil = chance.randint(0, 1)
    forms = tuple(sorted(chance.sample((1, 2, 3), chance.randint(0, 3)))) if uncivil else ()
    army = chance.choice((None, 0, 1, 2))
    actor = chance.choice([c.value for c in ACTORS if c.parent])
    share, day = chance.randint(10, 99), chance.choice((None, chance.randint(10, 28)))
    note, reply = chance.choice(("", "jk 12? - so", "see page 3")), chance.randint(0, 1)
    answers: dict[str, tuple[str, str | None, tuple[int, ...]]] = {
        "army": ("undetermined", None, ()) if army is None else ("value", str(army), ()),
        "uncivil": ("value", str(uncivil), ()),
        "forms": ("value", None, forms) if uncivil else ("not_applicable", None, ()),
        "actor": ("value", str(actor), ()),
        "share": ("value", f"{share}.5", ()),
        "day": ("value", f"2013-04-{day}", ()) if day else ("skipped", None, ()),
        "note": ("value", note, ()) if note else ("skipped", None, ()),
        "reply": ("value", str(reply), ()),
    }
    marks = "".join(chance.choice("gvx") for _ in range(3))
    doubt = "two readings" if number % 7 == 3 else ""
    return Told(army, uncivil, forms, actor, share, day, note, reply, marks, doubt, answers)


def main() -> None:
    """Codes, by keys sent to whatever has the focus."""
    reader = argparse.ArgumentParser()
    reader.add_argument("package")
    reader.add_argument("first", type=int)
    reader.add_argument("last", type=int)
    reader.add_argument("--kill", action="store_true")
    reader.add_argument("--copy", default="")
    wanted = reader.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings

    folder = str(Path(wanted.package).parent / "settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    day = Day(wanted.package)
    for number in range(wanted.first, wanted.last + 1):
        day.code(number, dies=wanted.kill and number == wanted.last)
    if wanted.copy:
        day.copy(wanted.copy)
    day.window.close()


class Day:
    """Holds the window; every method presses keys and nothing else."""

    def __init__(self, package: str) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        from intercoder.ui.app import make_app
        from intercoder.ui.window import Window

        self.app, self.qt, self.current = make_app(), Qt, QApplication.focusWidget
        self.window = Window()
        self.window.show()
        self.window.activateWindow()
        self.app.processEvents()
        self.window.open_path(package)
        self.app.processEvents()
        self.control, self.shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

    def press(self, *keys: object) -> None:
        """Presses keys one after the other: characters, keys of Qt, or (key, modifier)."""
        from PySide6.QtTest import QTest

        for key in keys:
            for each in key if isinstance(key, str) else (key,):
                QTest.keyClick(self.current(), *(each if isinstance(each, tuple) else (each,)))
                self.app.processEvents()

    def focused(self) -> str:
        """The question that is focused."""
        return self.window.place.form.focused.variable.name

    def code(self, number: int, dies: bool = False) -> None:
        """Answers every question of the current unit from the focused one on, marks, and finishes."""
        tell, keys = told(number), self.qt.Key
        answers = {
            "army": ("-",) if tell.army is None else (str(tell.army),),
            "uncivil": (str(tell.uncivil),),
            "forms": tuple(str(n) for n in tell.forms) or ("0",),
            "actor": (keys.Key_Return, self.label(tell.actor), keys.Key_Return),
            "share": (f"{tell.share},5", keys.Key_Return),
            "day": (f"{tell.day}.4.2013", keys.Key_Return) if tell.day else (),
            "note": (keys.Key_Return, tell.note, keys.Key_Return) if tell.note else (),
            "reply": (str(tell.reply),),
        }
        left = NAMES[NAMES.index(self.focused()) :]
        for name in left:
            if name == "forms" and not tell.uncivil:
                continue
            assert self.focused() == name, (number, name, self.focused())
            if name == "day" and tell.day:
                self.press(keys.Key_Return)
            self.press(*answers[name])
            if dies and name == "actor":
                os.kill(os.getpid(), signal.SIGKILL)
            if name != left[-1]:
                self.press(keys.Key_Tab)
        self.mark(tell.marks)
        if tell.doubt:
            self.press("?", tell.doubt, keys.Key_Return)
        self.press((keys.Key_Return, self.control))

    def label(self, actor: int) -> str:
        """What is typed to find an actor."""
        return next(c.label for c in ACTORS if c.value == actor).casefold()

    def mark(self, marks: str) -> None:
        """Goes into the text, marks words with the keys of categories, and comes back to the questions."""
        keys = self.qt.Key
        self.press((keys.Key_F6, self.shift), (keys.Key_F6, self.shift))
        for mark in marks:
            self.press((keys.Key_Right, self.control | self.shift), (keys.Key_Right, self.control | self.shift))
            self.press(mark, (keys.Key_Right, self.control))
        self.press(keys.Key_F6, keys.Key_F6)

    def copy(self, dest: str) -> None:
        """Saves a copy by the list of commands."""
        from intercoder.ui import files

        files.ask_copy = lambda _parent, _path: dest
        self.press((self.qt.Key.Key_K, self.control), "save a copy", self.qt.Key.Key_Return)
        assert Path(dest).exists()


if __name__ == "__main__":
    sys.exit(main())
