"""Which files a codebook comes from and goes to."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from intercoder.ui.language import tr

_READ = "Codebook (*.json *.csv *.xlsx *.qdc);;All files (*)"
_WRITE = {
    "Codebook (*.json)": ".json", "Table (*.csv)": ".csv", "Excel (*.xlsx)": ".xlsx", "REFI-QDA codebook (*.qdc)": ".qdc",
    "Page for the appendix (*.html)": ".html", "Word document for the appendix (*.docx)": ".docx",
}  # fmt: skip


def ask_for_codebook(parent: QWidget) -> Path | None:
    """The file from which the researcher wants to read a codebook."""
    name = QFileDialog.getOpenFileName(parent, tr("Import a codebook"), "", _READ)[0]
    return Path(name) if name else None


def ask_where_to_write(parent: QWidget, proposed: str) -> Path | None:
    """The file into which the researcher wants the codebook written; its suffix says the format."""
    name, chosen = QFileDialog.getSaveFileName(parent, tr("Export the codebook"), proposed, ";;".join(_WRITE))
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() in _WRITE.values() else path.with_name(path.name + _WRITE.get(chosen, ".json"))
