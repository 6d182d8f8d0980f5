"""Windows without a screen, in the bundled font; widgets of a test live in the theme it asks for."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from intercoder.records import no_tick
from intercoder.ui import theme


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
