"""Exports run in the background, from the menu, with what was chosen in one dialog that remembers it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from intercoder.ui.export.checklist import Checklist
from intercoder.ui.export.dialog import ExportDialog, Study, Wanted

NAMES = Study(("main", "pilot"), ("Aylin Kaya", "Bruno Maier"), ("army", "violence"))


@pytest.fixture
def dialog(make_window, study):
    return ExportDialog(make_window(study), "exports", NAMES)


def test_what_a_paper_needs_is_ticked_at_first(dialog):
    assert dialog.kinds() == ["spss", "csv", "agreement", "codebook"]
    assert dialog._write.text() == "Write 4 exports"


def test_without_a_kind_a_folder_or_a_coder_nothing_can_be_written(dialog):
    dialog.folder.setText("  ")
    assert not dialog._write.isEnabled()
    dialog.folder.setText("exports")
    dialog._lists["coders"]._all.click()
    assert not dialog._write.isEnabled()
    dialog._lists["coders"]._all.click()
    assert dialog._write.isEnabled()
    for box in dialog._boxes.values():
        box.setChecked(False)
    assert not dialog._write.isEnabled()


def test_everything_ticked_means_no_choice_so_that_a_later_round_goes_out_too(dialog):
    assert dialog.wanted().options["rounds"] == ()
    dialog._lists["rounds"].choose(["pilot"])
    assert dialog.wanted().options["rounds"] == ("pilot",)


def test_a_tick_comes_and_goes_with_the_space_key(qtbot, look):
    listed = Checklist("Coders", NAMES.coders, None)
    qtbot.addWidget(listed)
    listed.show()
    listed._list.setCurrentRow(0)
    listed._list.setFocus()
    qtbot.keyClick(listed._list, Qt.Key.Key_Space)
    assert listed.chosen() == ("Bruno Maier",)
    qtbot.keyClick(listed._list, Qt.Key.Key_Space)
    assert listed.chosen() == ()


def test_the_dialog_opens_as_it_was_left(make_window, study):
    preset = {"kinds": ["qdpx"], "nvivo": True, "rounds": ["pilot"], "coders": ["somebody else"]}
    dialog = ExportDialog(make_window(study), "exports", NAMES, preset)
    assert dialog.kinds() == ["qdpx"]
    options = dialog.wanted().options
    assert (options["nvivo"], options["rounds"], options["coders"]) == (True, ("pilot",), ())


def test_what_was_chosen_is_remembered_for_the_next_start(make_window, study, tmp_path, qtbot, monkeypatch):
    window = make_window(study)
    asked: list[dict[str, object]] = []

    def ask(_parent, _folder, _study, preset):
        asked.append(preset)
        return Wanted(("jsonl",), tmp_path / "out", {"pseudonyms": True})

    monkeypatch.setattr(ExportDialog, "ask", ask)
    window.export()
    qtbot.waitUntil(lambda: "files written" in window.notice.text, timeout=20_000)
    window.export()
    assert asked == [{}, {"kinds": ["jsonl"], "pseudonyms": True}]


def test_an_export_writes_its_files_and_says_so(make_window, study, tmp_path, qtbot, monkeypatch):
    window = make_window(study)
    folder = tmp_path / "Ergebnisse"
    wanted = Wanted(("csv", "codebook", "xlsx"), folder, {"pseudonyms": True})
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: wanted)
    window.export()
    qtbot.waitUntil(lambda: "files written" in window.notice.text, timeout=20_000)
    assert (folder / "csv" / "comment_wide.csv").exists()
    assert {p.name for p in folder.iterdir() if p.is_file()} == {
        "Brussels talks - codebook.docx", "Brussels talks - codebook.html", "Brussels talks.xlsx",
        "Brussels talks.export-report.txt",
    } - missing(folder)  # fmt: skip
    assert "Aylin" not in (folder / "csv" / "comment_long.csv").read_text("utf-8")


def missing(folder: Path) -> set[str]:
    """The report of the workbook, which is there only if it lost something."""
    return {"Brussels talks.export-report.txt"} - {p.name for p in folder.iterdir()}


def test_an_export_that_cannot_be_written_says_why_and_leaves_nothing(make_window, study, tmp_path, qtbot, monkeypatch):
    (tmp_path / "file").write_text("mine")
    window = make_window(study)
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: Wanted(("csv",), tmp_path / "file", {}))
    window.export()
    qtbot.waitUntil(lambda: "is not a folder" in window.notice.text, timeout=20_000)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_copy_is_written_where_the_dialog_says(make_window, study, tmp_path, monkeypatch):
    from intercoder.project import Project
    from intercoder.ui import files

    path = tmp_path / "copy.intercoder"
    monkeypatch.setattr(files, "ask_copy", lambda _parent, _path: str(path))
    window = make_window(study)
    window.save_copy()
    with Project.open(path, read_only=True) as copy:
        assert copy.title == "Brussels talks"
