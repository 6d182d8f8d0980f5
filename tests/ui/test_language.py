"""What is shown goes through translation: no literal is handed to a widget without `tr`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import intercoder.ui

ROOT = Path(intercoder.ui.__path__[0])
SHOWING = {
    # of Qt
    "setText", "setToolTip", "setStatusTip", "setWhatsThis", "setWindowTitle", "setPlaceholderText", "setAccessibleName",
    "setAccessibleDescription", "addAction", "addItem", "addMenu", "setTitle", "addTab", "setTabText", "setHeaderLabels",
    "setLabelText", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction", "QMenu", "getExistingDirectory",
    "getSaveFileName", "getOpenFileName", "getOpenFileNames",
    # of ours
    "say", "notify", "Entry", "EmptyPlace", "button", "label", "Fact", "SideRow", "SideList", "QuietTable", "add_group",
    "add_warning", "add_field", "add_pair", "labelled", "hint", "follow",
}  # fmt: skip
"""What shows the words that it is given."""
TAGS = re.compile(r"<[^>]*>")
WORDS = re.compile(r"[A-Za-z]{2,}")


def texts(node: ast.AST) -> Iterator[str]:
    """The literal words among the arguments of a call; not those inside another call, such as `tr`."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(v.value for v in values if isinstance(v, ast.Constant))
        case ast.IfExp(body=body, orelse=other):
            yield from (*texts(body), *texts(other))
        case ast.BoolOp(values=values) | ast.Tuple(elts=values) | ast.List(elts=values):
            for value in values:
                yield from texts(value)
        case ast.BinOp(left=left, right=right):
            yield from (*texts(left), *texts(right))


def is_sentence(text: str) -> bool:
    """Whether a text is for people: several words, or one that begins with a capital; not a kind, a name or an example."""
    text = TAGS.sub("", text).replace("Intercoder", "").strip(" –")
    return bool(WORDS.search(text)) and (" " in text or text[:1].isupper())


def untranslated(source: str) -> list[tuple[int, str]]:
    """Lines of a module and the sentences that are shown there as they are."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        is_frame = name == "__init__" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call)
        if name in SHOWING or is_frame:
            given = (*call.args, *(word.value for word in call.keywords))
            found += [(call.lineno, text) for part in given for text in texts(part) if is_sentence(text)]
    return found


MODULES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_every_sentence_that_is_shown_can_be_translated(module):
    found = untranslated((ROOT / module).read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ('label.setText("Two words")', ["Two words"]),
        ('label.setText(self.tr("Two words"))', []),
        ('QPushButton("Keep" if kept else "Leave", self)', ["Keep", "Leave"]),
        ('notice.say(f"{n} were written", look="warn")', [" were written"]),
        ('theme.set_kind(button, "Primary kind")', []),
        ('super().__init__("Draw a sample", parent)', ["Draw a sample"]),
        ('field.setPlaceholderText("2026-03-01")', []),
    ],
)
def test_a_sentence_without_translation_is_found(source, sentences):
    assert [text for _, text in untranslated(source)] == sentences
