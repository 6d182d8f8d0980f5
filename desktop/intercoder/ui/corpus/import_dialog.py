"""What an import would create, shown before anything is written."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, hair

_MOST_WARNINGS = 6  # of one file; the others are counted, and all are kept with the import
_KINDS = (
    "Articles and comments (*.txt *.html *.htm *.csv *.tsv *.json *.jsonl *.xml *.docx *.rtf *.pdf *.xlsx *.zip *.gz "
    "*.warc *.wxr *.qdpx *.sqlite3 *.mht *.eml *.mbox *.ris *.sqlite *.db);;All files (*)"
)


def ask_for_dumps(parent: QWidget) -> list[str]:
    """The files that the researcher wants to import."""
    return QFileDialog.getOpenFileNames(parent, "Import articles and comments", "", _KINDS)[0]


class ImportDialog(QDialog):
    """Lists the files of a dump with their format, counts and warnings. `document` is that of `inspect --json`."""

    def __init__(self, document: dict, parent: QWidget) -> None:
        super().__init__(parent)
        totals = document["totals"]
        self.setWindowTitle("Import")
        title = QLabel(f"Import {figures.counted(totals['files'], 'file', 'files')}", self)
        theme.set_font(title, "heading")
        found = QLabel(
            f"{figures.counted(totals['articles'], 'article', 'articles')} and "
            f"{figures.counted(totals['comments'], 'comment', 'comments')} found. Nothing has been written yet.",
            self,
        )
        theme.set_kind(found, "second")
        self._files = FactsPane("Files to import", self)
        for file in document["files"]:
            self._add_file(file)
        self.cancel = button(self, "Cancel")
        articles = figures.counted(totals["articles"], "article", "articles")
        self.confirm = button(self, f"Import {articles}", "primary")
        self.confirm.setDefault(True)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self._lay_out(title, found)

    @classmethod
    def ask(cls, document: dict, parent: QWidget) -> bool:
        """Whether the researcher wants these files imported."""
        return cls(document, parent).exec() == QDialog.DialogCode.Accepted

    def _add_file(self, file: dict) -> None:
        counts = (
            f"{figures.counted(file['articles'], 'article', 'articles')}, "
            f"{figures.counted(file['comments'], 'comment', 'comments')}"
        )
        facts = [("Read as", f"{file['format']} – {file['evidence']}"), ("Found", counts)]
        if file["declared_comments"] is not None:
            facts.append(("Declared", figures.counted(file["declared_comments"], "comment", "comments")))
        if file["skipped"]:
            facts.append(("Left out", f"{figures.counted(file['skipped'], 'record', 'records')}, kept in the report"))
        facts.append(("Encoding", file["encoding"] or "not known"))
        self._files.add_group(Path(file["path"].replace("!", "/")).name, facts)
        warnings = file["warnings"]
        for warning in warnings[:_MOST_WARNINGS]:
            self._files.add_warning(warning["message"], warning["locator"] or "")
        if len(warnings) > _MOST_WARNINGS:
            self._files.add_warning(f"{len(warnings) - _MOST_WARNINGS} more warnings stand in the report of the import.")

    def _lay_out(self, title: QLabel, found: QLabel) -> None:
        head = QVBoxLayout()
        theme.set_margins(head, (20, 16, 20, 8), 4)
        head.addWidget(title)
        head.addWidget(found)
        foot = QHBoxLayout()
        theme.set_margins(foot, (20, 12, 20, 12), 8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(hair(self))
        column.addWidget(self._files, 1)
        column.addWidget(hair(self))
        column.addLayout(foot)
        theme.set_kind(self, "surface")
        self.resize(theme.current().px(640), theme.current().px(440))
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)
