"""Which files to import: chosen in a dialog, or made of a text on the clipboard."""

from datetime import datetime
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from PySide6.QtWidgets import QFileDialog, QWidget

_KINDS = (
    "*.txt *.html *.htm *.csv *.tsv *.json *.jsonl *.xml *.docx *.rtf *.pdf *.xlsx *.zip *.gz *.warc *.wxr *.qdpx *.sqlite3 "
    "*.mht *.eml *.mbox *.ris *.sqlite *.db"
)


def ask_for_dumps(parent: QWidget) -> list[str]:
    """The files that the researcher wants to import."""
    words = parent.tr("Articles and comments ({0});;All files (*)").format(_KINDS)
    return QFileDialog.getOpenFileNames(parent, parent.tr("Import articles and comments"), "", words)[0]


class Pasted:
    """A file with a text as it was pasted, in a folder of its own until it is imported; its name says when."""

    def __init__(self, text: str, now: datetime) -> None:
        self.path = Path(mkdtemp(prefix="intercoder-"), f"Pasted {now:%Y-%m-%d %H.%M.%S}.txt")
        self.path.write_text(text, "utf-8", "surrogatepass", newline="")

    def remove(self) -> None:
        """Takes the file away again."""
        rmtree(self.path.parent, ignore_errors=True)
