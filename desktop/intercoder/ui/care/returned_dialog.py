"""What returned files would bring, before anything is written: each with its counts, its conflicts or the reason against it."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.asking import foot_of
from intercoder.ui.care.losers import add_losers
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, resize_within


class ReturnedDialog(QDialog):
    """Says what a merge would do; `paths` are the files that can be merged and bring something."""

    def __init__(self, found: dict, read_only: bool, parent: QWidget) -> None:
        super().__init__(parent)
        packages, refused = found["packages"], found["refused"]
        wanted = [p for p in packages if not p["known"]]
        self.paths = [] if read_only else [p["file"] for p in wanted]
        self.setWindowTitle(self.tr("What came back"))
        theme.set_kind(self, "surface")
        heading = QLabel(self.tr("What came back"), self)
        theme.set_font(heading, "heading")
        sentence = QLabel(self._sentence(len(self.paths), len(refused), read_only), self)
        sentence.setWordWrap(True)
        theme.set_kind(sentence, "second")
        self.pane = FactsPane(self.tr("What the files bring"), self)
        for file in refused:
            self.pane.add_warning(file["reason"], file["hint"])
        for package in packages:
            self._add(package)
        other = button(self, self.tr("Cancel"))
        self.confirm = QPushButton(self.tr("Merge {0}").format(figures.counted(len(self.paths), "file", "files")), self)
        theme.set_kind(self.confirm, "primary")
        self.confirm.setEnabled(bool(self.paths))
        self.confirm.setDefault(True)
        other.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 8)
        column.addWidget(heading)
        column.addWidget(sentence)
        column.addWidget(self.pane, 1)
        column.addLayout(foot_of(other, self.confirm))
        resize_within(self, 640, 560)

    @classmethod
    def ask(cls, found: dict, read_only: bool, parent: QWidget) -> list[str]:
        """The files to merge; empty if the researcher thought better of it."""
        dialog = cls(found, read_only, parent)
        return dialog.paths if dialog.exec() == QDialog.DialogCode.Accepted else []

    def _sentence(self, files: int, refused: int, read_only: bool) -> str:
        if read_only:
            return self.tr("The project is open read-only, so nothing can be merged in this window.")
        if not files:
            return self.tr("There is nothing to merge.")
        words = self.tr("Nothing has been written yet. A backup is made first, and the merge can be taken back as a whole.")
        if refused:
            words += " " + self.tr("{0} cannot be merged:").format(figures.counted(refused, "file", "files"))
        return words

    def _add(self, package: dict) -> None:
        if package["known"]:
            self.pane.add_warning(self.tr("This very file was merged before."), self.tr("Merging it again changes nothing."))
        facts = [
            (self.tr("File"), Path(package["file"]).name),
            (self.tr("Round"), ", ".join(package["rounds"]) or self.tr("none")),
            (self.tr("Codebook"), package["codebook_version"] or self.tr("draft")),
            (self.tr("New"), figures.count(package["new"])),
            (self.tr("Changed"), figures.count(package["changed"])),
            (self.tr("Identical"), figures.count(package["identical"])),
            (self.tr("Removed"), figures.count(package["removed"])),
        ]
        if package["unknown"]:
            words = self.tr("{0}, for questions that the codebook has no more").format(figures.count(package["unknown"]))
            facts.append((self.tr("Unknown"), words))
        self.pane.add_group(package["coder"], facts)
        add_losers(self.pane, package["coder"], package["conflicts"])
