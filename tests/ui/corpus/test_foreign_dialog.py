"""A project of another program dropped on the corpus: looked at, shown with quotes, then imported with its codings."""

import pytest

from intercoder.project import Project
from intercoder.tasks import export
from intercoder.ui.corpus.foreign_dialog import ForeignDialog
from intercoder.ui.corpus.place import CorpusPlace


@pytest.fixture
def qdpx(demo_run, tmp_path):
    with Project.open(demo_run.project, read_only=True) as project:
        export.export(project, "qdpx", tmp_path / "talks.qdpx")
    return tmp_path / "talks.qdpx"


@pytest.fixture
def window(make_window, tmp_path):
    with Project.create(tmp_path / "empty.intercoder", "Empty"):
        pass
    window = make_window(tmp_path / "empty.intercoder")
    window.go("corpus")
    return window


def test_a_project_dropped_on_the_window_comes_in_with_its_codings(window, qdpx, qtbot, monkeypatch):
    shown = []

    def accept(dialog):
        shown.append((dialog._title.text(), dialog._sentence.text(), dialog.offsets))
        return ForeignDialog.DialogCode.Accepted

    monkeypatch.setattr(ForeignDialog, "exec", accept)
    window.take_files([str(qdpx)])
    place = window.place
    assert isinstance(place, CorpusPlace)
    qtbot.waitUntil(lambda: "265 highlights" in place.notice.text, timeout=30_000)
    title, sentence, offsets = shown[0]
    assert title == "Import a project of Intercoder 0.1.0"
    assert "113 texts, 74 codes, 265 highlights. 265 of them begin and end at words." in sentence
    assert offsets == "codepoint"
    assert window.session.project.material.counts().comments == 101


def test_a_project_that_is_declined_writes_nothing(window, qdpx, qtbot, monkeypatch):
    monkeypatch.setattr(ForeignDialog, "exec", lambda _dialog: ForeignDialog.DialogCode.Rejected)
    window.take_files([str(qdpx)])
    qtbot.waitUntil(lambda: window.place.notice.text == "Nothing was imported.", timeout=20_000)
    assert window.session.project.material.counts().articles == 0


def test_another_way_of_counting_is_asked_for_by_its_key(qtbot, look):
    document = {
        "origin": "NVivo", "texts": 1, "codes": 2, "users": ["نادر"], "highlights": 3, "clean": 1, "offsets": "utf16",
        "quotes": ["<b>nister 🙂 l</b>"], "ignored": {"Links": 2}, "warnings": ["One text is empty."],
        "ways": ["codepoint", "utf16"],
    }  # fmt: skip
    dialog = ForeignDialog(document, None)
    qtbot.addWidget(dialog)
    assert dialog.offsets == "utf16"
    with qtbot.waitSignal(dialog.again) as asked:
        dialog.ways.setCurrentIndex(0)
    assert asked.args == ["codepoint"]
