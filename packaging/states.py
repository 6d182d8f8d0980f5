# ruff: noqa: D102 - a state's name says what it shows
"""Paints the place that codes in each of its states, to be looked at before a release. Run by `make states`.

`states.py DIR [--look light --look dark --look contrast] [--zoom 100] [--size 1440x900] [STATE …]`
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from intercoder.project import Project
from intercoder.records import Article, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.resources import example_study
from intercoder.tasks import codebook_file
from intercoder.tasks.importing import import_dump
from intercoder.tasks.packages import package
from intercoder.ui import appearance
from intercoder.ui.app import make_app
from intercoder.ui.window import Window

CONTROL = Qt.KeyboardModifier.ControlModifier
OTHERS = ("Bruno Maier", "Carla Santos", "Deniz Kaya", "Emine Öz")
URDU = (
    "برسلز میں افغانستان اور پاکستان کے مذاکرات",
    "افغان صدر اور پاکستان کے آرمی چیف نے بدھ کو برسلز میں NATO کے صدر دفتر کے قریب ملاقات کی۔ مذاکرات تین گھنٹے جاری رہے اور "
    "امریکی وزیرِ خارجہ John Kerry نے میزبانی کی۔\nحکام کے مطابق بات چیت سرحد پر کشیدگی اور امن کی رکی ہوئی کوششوں کے بعد ہوئی۔ "
    "«یہ ایک اچھی شروعات ہے»، ایک سفارت کار نے 24.4.2013 کو کہا۔ 🇵🇰🇦🇫",
    "جنرل صاحب وزیرِ خارجہ کی جگہ کیوں بیٹھے ہیں؟ یہ صاف ظاہر کرتا ہے کہ پاکستان میں فیصلے کون کرتا ہے 😀",
    "@Nadir یہ بات درست نہیں، the army chief was only invited as an observer، وفد کی قیادت کسی اور نے کی۔",
)
CHINESE = (
    "阿富汗与巴基斯坦在布鲁塞尔举行会谈",
    "阿富汗总统与巴基斯坦陆军参谋长周三在布鲁塞尔会晤，会谈持续了三个小时，由美国国务卿克里（John Kerry）主持。\n"
    "官员们表示，此前两国边境局势紧张，和平努力陷入停滞。“这是一个良好的开端”，一位外交官说。",
    "为什么是将军代表巴基斯坦，而不是总统和外交部长？这清楚地说明了谁在做决定 😀。",
    "会談は三時間続いた。パキスタンの陸軍参謀長が出席したことは、誰が決定権を握っているかを示している。",
    "브뤼셀 회담은 세 시간 동안 계속되었다. 왜 장군이 외무장관 대신 참석했는가?",
)
THREAD = "Why is the general at the table and not the foreign minister, as reader {0} asked? It says who decides."


# ---------------------------------------------------------------- the study


def build(folder: Path) -> Path:
    """A study with articles in three scripts, five coders and a thread of 300 comments; its file."""
    path = folder / "states.intercoder"
    codebook = codebook_file.read(example_study() / "codebook.json")
    more = (Variable("note", "Note", "comment", "text", required=False), Variable("day", "Day it speaks of", "comment", "date"))
    codebook = Codebook("Brussels talks", (*codebook.variables, *more))
    with Project.create(path, "Brussels talks", codebook, lead="Aylin Kaya") as project:
        import_dump(project, [example_study() / "dump" / "01-brussels-talks.txt"])
        articles = [in_script(*URDU), in_script(*CHINESE), thread()]
        project.material.add(SourceFile("more.txt", "ab" * 32, 9, "text", "a page", "utf-8", b"dump"), articles, no_tick)
        project.plan.set_blind("main", False)
        code(project)
    return path


def in_script(headline: str, body: str, *comments: str) -> Article:
    """An article whose second comment answers the first."""
    cut = body.index("\n")
    ends = (0, cut), (cut + 1, len(body))
    told = (Comment(text, author="Nadir", posted=f"2013-04-24T1{n}:05Z") for n, text in enumerate(comments))
    talk = tuple(replace(c, reply_to=0, reply_basis="mention") if n == 1 else c for n, c in enumerate(told))
    return Article((Text("headline", headline), Text("body", body, paragraphs=ends), *talk), headline=headline)


def thread() -> Article:
    """A long thread, four deep."""
    replies = (None if n % 5 == 0 else n - 1 for n in range(300))
    comments = [Comment(THREAD.format(n), author=f"reader {n}", reply_to=at) for n, at in enumerate(replies)]
    return Article((Text("headline", "A long thread"), *comments), headline="A long thread")


def code(project: Project) -> None:
    """Highlights of five coders that overlap, answers, a doubt, a finished unit."""
    units = [u for number in project.material.article_ids() for u in project.material.units(number)]
    bodies = [u for u in units if u.kind == "body"]
    comments = [u for u in units if u.kind == "comment" and u.text]
    lead = project.coder.name
    for name in OTHERS:
        project.plan.add_coder(name)
    for turn, name in enumerate((lead, *OTHERS)):
        project.set_coder(name)
        for unit in bodies:
            variable, text = project.codebook.variable("frame_el"), unit.text or ""
            step = max(12, len(text) // 9)
            for n, category in enumerate(variable.categories[: 6 if turn < 3 else 2]):
                start = min(n * step + turn * 4, len(text) - 12)
                project.codings.highlight(unit.id, "frame_el", category.value, start, min(start + step + 9 * n, len(text)))
        for n, unit in enumerate((*comments[:3], *comments[-306:-299])):
            project.codings.highlight(unit.id, "argument", 1 + (n + turn) % 3, turn, min(len(unit.text or ""), 30 + 4 * turn))
            project.codings.answer(unit.id, "army", str((n + turn) % 3))
    project.set_coder(lead)
    project.codings.doubt(comments[1].id, "two readings are possible")
    project.codings.write_memo(comments[0].id, "Sounds ironic: ask the others")


# ---------------------------------------------------------------- the states


class Painter:
    """Holds the window; each state is a method that leaves the window as it is to be painted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.window = Window()
        self._held: Project | None = None  # keeps the file from being written

    def open(self, path: Path | None = None) -> None:
        """The project anew, in Code."""
        if self._held is not None and path is None:
            self._held.close()
            self._held = None
        self.window.open_path(str(path or self.path))
        if self.window.session.asks_who():
            self.window.session.choose_coder("Aylin Kaya")
        self.window.go("code")
        settle()

    @property
    def place(self):
        """The place that codes."""
        return self.window.place

    def press(self, *keys: object) -> None:
        """Keys, sent to what has the focus."""
        for key in keys:
            for each in key if isinstance(key, str) else (key,):
                target = QApplication.focusWidget()
                if target is None or target.window() is not self.window:
                    raise OSError("The window has lost the focus: a state that is reached by keys would not be shown.")
                QTest.keyClick(target, *(each if isinstance(each, tuple) else (each,)))
        settle()

    def show(self, article: int, comment: int | None = None) -> None:
        """An article of the study, or one of its comments, by their numbers from 0."""
        project = self.window.session.project
        number = project.material.article_ids()[article]
        comments = [u.id for u in project.material.units(number) if u.kind == "comment"]
        self.place.show_unit(number if comment is None else comments[comment])
        self.place.setFocus()
        settle()

    def latin(self) -> None:
        self.show(0)

    def comment(self) -> None:
        self.show(0, 0)
        self.press("1")

    def urdu(self) -> None:
        self.show(1)

    def urdu_comment(self) -> None:
        self.show(1, 1)

    def cjk(self) -> None:
        self.show(2)

    def cjk_comment(self) -> None:
        self.show(2, 1)

    def thread(self) -> None:
        self.show(3, 2)

    def many_questions(self) -> None:
        self.show(0, 3)
        self.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, "2", Qt.Key.Key_Tab)

    def find(self) -> None:
        self.show(0)
        self.press((Qt.Key.Key_F, CONTROL), "the", Qt.Key.Key_Return)

    def doubt(self) -> None:
        self.show(0, 1)
        self.press("?")

    def memo(self) -> None:
        self.show(0, 0)
        self.place.reader.setFocus()
        self.press("]", (Qt.Key.Key_M, CONTROL), "ask Bruno")

    def palette(self) -> None:
        self.show(0)
        self.place.reader.setFocus()
        self.press((Qt.Key.Key_Right, CONTROL | Qt.KeyboardModifier.ShiftModifier), Qt.Key.Key_Return)

    def commands(self) -> None:
        self.show(0, 0)
        self.press((Qt.Key.Key_K, CONTROL), "talk")

    def missing(self) -> None:
        self.show(0, 4)
        self.press((Qt.Key.Key_Return, CONTROL))

    def locked(self) -> None:
        self.show(3, 9)
        codings, unit = self.window.session.project.codings, self.place.unit
        for variable in codings.missing(unit):
            known = {"number": "3", "date": "2013-04-24", "text": "a note"}
            value = known.get(variable.answer_kind) or str(variable.categories[0].value)
            if variable.answer_kind == "several":
                codings.answer(unit.id, variable.name, ticked=[])
            else:
                codings.answer(unit.id, variable.name, value)
        codings.finish(unit.id)
        settle()

    def search(self) -> None:
        self.show(0, 0)
        self.press((Qt.Key.Key_F, CONTROL | Qt.KeyboardModifier.ShiftModifier), "general", Qt.Key.Key_Return)
        settle(800)

    def filtered(self) -> None:
        self.show(0)
        self.place.queue.set_filter("done")

    def nothing(self) -> None:
        self.window.session.project.plan.assign(["Bruno Maier"], "pilot")
        self.window.session.choose_coder("Carla Santos")
        self.window.session.set_round("pilot")

    def who(self) -> None:
        self.window.close_project()
        self.window.open_path(str(self.path))
        self.window.go("code")

    def read_only(self) -> None:
        self.window.close_project()
        self._held = Project.open(self.path)
        self.open(self.path)
        self.show(0, 0)

    def sent(self) -> None:
        """A package as its coder opens it."""
        file = self.path.with_name("bruno.intercoder")
        if not file.exists():
            project = self.window.session.project
            project.plan.assign(["Bruno Maier"], "pilot")
            package(project, "Bruno Maier", file)
        self.window.open_path(str(file))


STATES = tuple(name for name in vars(Painter) if not name.startswith("_") and name not in ("open", "place", "press", "show"))


def settle(milliseconds: int = 60) -> None:
    """Lets the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main(words: list[str]) -> None:
    """Paints what is asked for."""
    reader = argparse.ArgumentParser()
    reader.add_argument("folder", type=Path)
    reader.add_argument("states", nargs="*", default=[])
    reader.add_argument("--look", action="append", choices=("light", "dark", "contrast"))
    reader.add_argument("--zoom", action="append", type=int)
    reader.add_argument("--size", action="append")
    asked = reader.parse_intermixed_args(words)
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, made)  # nobody's own settings
        make_app()
        asks_contrast: Callable[[], bool] = appearance.wants_contrast
        for look in asked.look or ["light", "dark"]:
            appearance.wants_contrast = (lambda: True) if look == "contrast" else asks_contrast
            for zoom in asked.zoom or [100]:
                for size in asked.size or ["1440x900"]:
                    paint(asked, Path(made), look, zoom, size)


def paint(asked: argparse.Namespace, made: Path, look: str, zoom: int, size: str) -> None:
    """Paints the states at one look, zoom and size."""
    folder = Path(tempfile.mkdtemp(dir=made))
    painter = Painter(build(folder))
    window = painter.window
    window.resize(*map(int, size.split("x")))
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.set_look("light" if look == "contrast" else look)
    window.set_zoom(zoom)
    for state in asked.states or STATES:
        painter.open()
        getattr(painter, state)()
        settle(120)
        name = f"{state}_{look}_{zoom}_{size}.png"
        if not window.grab().save(str(asked.folder / name)):
            raise OSError(f"{name} could not be written")
        print(name)
        window.close_project()
    window.close()
    window.deleteLater()
    settle()


if __name__ == "__main__":
    main(sys.argv[1:])
