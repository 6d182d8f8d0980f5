"""Exports run in the background, from the menu, into a folder that is asked for."""

from intercoder.ui.export_dialog import ExportDialog
from intercoder.ui.exporting import Exporting


def test_three_exports_are_ticked_since_a_paper_needs_them(make_window, study):
    window = make_window(study)
    dialog = ExportDialog(window, "exports")
    assert dialog.kinds() == ["spss", "csv", "agreement"]
    assert dialog._write.text() == "Write 3 exports"
    for box in dialog._boxes.values():
        box.setChecked(False)
    assert not dialog._write.isEnabled()


def test_an_export_writes_its_files_and_says_so(make_window, study, tmp_path, qtbot, monkeypatch):
    window = make_window(study)
    folder = tmp_path / "Ergebnisse"
    monkeypatch.setattr(ExportDialog, "ask", lambda _parent, _folder: (["csv"], folder))
    window.export()
    qtbot.waitUntil(lambda: "files written" in window.notice.text, timeout=20_000)
    assert (folder / "csv" / "comment_wide.csv").exists()
    assert window.findChild(Exporting) is not None


def test_a_copy_is_written_where_the_dialog_says(make_window, study, tmp_path, monkeypatch):
    from intercoder.project import Project
    from intercoder.ui import files

    path = tmp_path / "copy.intercoder"
    monkeypatch.setattr(files, "ask_copy", lambda _parent, _path: str(path))
    window = make_window(study)
    window.save_copy()
    with Project.open(path, read_only=True) as copy:
        assert copy.title == "Brussels talks"
