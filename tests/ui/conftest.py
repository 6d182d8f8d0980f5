"""Windows without a screen, in the bundled font; widgets of a test live in the theme it asks for."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from intercoder.records import no_tick
from intercoder.ui import keymap, theme


@pytest.fixture
def look(qapp: QApplication):
    """Applies a theme by name and scale; afterwards the light one at scale 1 is back."""

    def apply(name: theme.ThemeName = "light", scale: float = 1.0) -> theme.Theme:
        return theme.apply(qapp, theme.load(name, scale))

    apply()
    yield apply
    apply()


COMMENTS = (
    "why is Gen Kaini representing Pakistan instead of its president and its foreign minister?",
    "Pakistani general in tri-lateral talk is clear indications about who is calling shots in Pakistan.",
    "Do not say Gen Kiani rather original foreign minister of Pakistan.",
    "I have nothing to do with Army chief or any other person.",
    "Why the Army chief of Afghanistan is not there?",
    "why is he standing like he is a servant of other two",
)
ARMY = {"Aylin Kaya": "011220", "Bruno Maier": "011210", "Carla Santos": "022200"}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The file of a small study: two articles, the first with six comments that three coders answered in the round
    `pilot`; the header of the first says four comments. The second has a headline, and no comments.
    """
    from intercoder.project import Project
    from intercoder.records import Article, Category, Codebook, Comment, Issue, SourceFile, Text, Variable

    army = Variable(
        "army", "Role of the army", "comment", "one", "ordinal", "Does the comment question the army's part?",
        undetermined=True,
        categories=(
            Category(0, "No", "The army is not questioned.", colour="grey", key="0"),
            Category(1, "Implied", "Hints at its influence.", colour="sky", key="1"),
            Category(2, "Stated", "Says it outright.", "It can be quoted.", "A general is only named.",
                     ("who is calling shots in Pakistan",), "vermilion", "2"),
        ),
    )  # fmt: skip
    violence = Variable(
        "violence", "Calls for violence", "comment", "one", condition=None,
        categories=(Category(0, "No"), Category(1, "Yes")),
    )  # fmt: skip
    topic = Variable("topic", "Topic", "article", "text", required=False, question="What is it about?")
    body = "Afghanistan has grown increasingly frustrated with Pakistan.\nThe White House has yet to decide."
    parts = (
        Text("body", body, "line 1", ((0, 60), (61, len(body)))),
        Text("comments_header", "COMMENTS (4)", "line 16", declared_comments=4),
        *(Comment(text, f"line {n}", author=f"reader {n}") for n, text in enumerate(COMMENTS, 19)),
    )
    issue = Issue("comments_declared", "Header says 4 comments, 6 lines found", "line 16", "warning", 4, 6)
    second = Article((Text("headline", "Karzai in Brussels"), Text("body", "Talks went on.")), outlet="Dawn")
    path = tmp_path / "talks.intercoder"
    with Project.create(path, "Brussels talks", Codebook("Talks", (topic, army, violence))) as project:
        source = SourceFile("talks.txt", "ab" * 32, 5300, "news_page", "COMMENTS (4)", "utf-8", b"dump")
        project.material.add(source, [Article(parts, declared_comments=4, issues=(issue,)), second], no_tick)
        project.plan.assign(list(ARMY), "pilot")
        comments = [u for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"]
        for coder, answers in ARMY.items():
            project.set_coder(coder)
            project.set_round("pilot")
            for unit, answer in zip(comments, answers, strict=True):
                project.codings.answer(unit.id, "army", answer)
                project.codings.answer(unit.id, "violence", "0")
                project.codings.finish(unit.id)
    return path


@pytest.fixture
def session(study: Path, qapp: QApplication):
    """A session with the small study open, as its lead, in the round `pilot`."""
    from intercoder.ui.session import Session

    held = Session()
    held.open(study)
    held.set_round("pilot")
    yield held
    held.close()


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings of this test alone, not those of whoever runs it."""
    folder = str(tmp_path_factory.mktemp("settings"))
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
    keymap.forget()


@pytest.fixture
def desk_file(tmp_path: Path) -> Path:
    """A study of one article with three comments and a question of every kind, for the lead to code; nothing is yet."""
    from intercoder.project import Project
    from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable

    no, yes = Category(0, "No"), Category(1, "Yes")
    variables = (
        Variable("topic", "Topic", "article", "one", categories=(Category(1, "Talks"), Category(2, "Troops"))),
        Variable("sources", "Sources quoted", "article", "number"),
        Variable("frame", "Frame element", "article", "spans", required=False, categories=(
            Category(1, "Conflict frame", colour="vermilion", key="c"), Category(2, "Strategy", colour="purple", key="t"))),
        Variable("army", "Role of the army", "comment", "one", "ordinal", "Does it question the army?", undetermined=True,
                 categories=(no, Category(1, "Implied"),
                             Category(2, "Stated", "Says it outright.", "It can be quoted.", "A general is only named.",
                                      ("who is calling shots",), "vermilion"))),
        Variable("incivility", "Incivility", "comment", "one", categories=(no, yes)),
        Variable("forms", "Forms of incivility", "comment", "several", condition="incivility = 1",
                 categories=(Category(1, "Name-calling"), Category(2, "Vulgarity"))),
        Variable("note", "Note", "comment", "text", required=False),
        Variable("argument", "Argument", "comment", "spans", required=False, categories=(
            Category(1, "Reason", colour="blue", key="g"),)),
        Variable("strength", "Strength", "comment", "one", about="argument", required=False, categories=(
            Category(1, "Weak"), Category(2, "Strong"))),
    )  # fmt: skip
    body = "Karzai met Kerry in Brussels \U0001f600.\nThe White House has yet to decide."
    parts = (
        Text("headline", "Talks in Brussels"),
        Text("body", body, paragraphs=((0, 31), (32, len(body)))),
        Comment(
            "why is Gen Kaini representing Pakistan instead of its president?",
            author="Nadir",
            posted="2013-04-24T10:00Z",
        ),
        Comment("The Pakistani Border troops has entered many miles into Afghanistan."),
        Comment("@Nadir, the day people will realize this problem.", reply_to=0, reply_basis="mention"),
    )
    path = tmp_path / "desk.intercoder"
    with Project.create(path, "Brussels talks", Codebook("Talks", variables), lead="Aylin Kaya") as project:
        source = SourceFile("talks.txt", "cd" * 32, 900, "text", "a page", "utf-8", b"dump")
        project.material.add(source, [Article(parts, headline="Talks in Brussels", declared_comments=3)], no_tick)
    return path


@pytest.fixture
def make_window(qtbot, look):
    """Makes a window, shown and active, on a project or on none."""
    from intercoder.ui.window import Window

    def make(path: Path | None = None, size: tuple[int, int] = (1440, 900)) -> Window:
        window = Window()
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        if path is not None:
            window.open_path(str(path))
        return window

    return make


@pytest.fixture
def desk(make_window, desk_file, qtbot):
    """The Code place of a window on the small study, with the first comment to be coded and its first question focused."""
    window = make_window(desk_file)
    window.go("code")
    place = window.place
    comments = [item.unit.id for item in window.session.worklist.items if item.unit.kind == "comment"]
    place.show_unit(comments[0])
    place.form.focus_question(0)
    qtbot.waitUntil(lambda: place.form.cards[0].hasFocus())
    return place


@pytest.fixture
def press(qtbot):
    """Presses keys one after the other on what has the focus: characters, Qt keys, or (key, modifier)."""

    def type_keys(*keys: object) -> None:
        for key in keys:
            widget = QApplication.focusWidget()
            if isinstance(key, tuple):
                qtbot.keyClick(widget, key[0], key[1])
            elif isinstance(key, str):
                qtbot.keyClicks(widget, key)
            else:
                qtbot.keyClick(widget, Qt.Key(key))

    return type_keys
