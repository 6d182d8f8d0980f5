"""Questions about packages: for whom to make them, and whether to take them back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.facts import FactsPane
from intercoder.ui.plan.question import Question


class PackagesDialog(Question):
    """Asks for whom to make packages."""

    def __init__(self, names: list[str], parent: QWidget) -> None:
        sentence = "One file for each coder, with their own units and nobody else's codings."
        super().__init__("Make packages", sentence, "Choose folder …", parent)
        self.boxes = [QCheckBox(name, self) for name in names]
        for box in self.boxes:
            box.setChecked(True)
            box.toggled.connect(self._check)
            self.body.addWidget(box)
        self._check()

    @property
    def names(self) -> list[str]:
        """The coders that were chosen."""
        return [box.text() for box in self.boxes if box.isChecked()]

    @classmethod
    def ask(cls, names: list[str], parent: QWidget) -> tuple[list[str], Path] | None:
        """The coders and the folder, None if the researcher thought better of it."""
        dialog = cls(names, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        team = getattr(getattr(parent.window(), "returned", None), "folder", None)
        folder = QFileDialog.getExistingDirectory(parent, "Folder for the packages", str(team or ""))
        return (dialog.names, Path(folder)) if folder else None

    def _check(self) -> None:
        self.confirm.setEnabled(bool(self.names))


class MergeDialog(Question):
    """Says what returned packages would bring, before anything is written. `report` is that of a dry run."""

    def __init__(self, report: dict, parent: QWidget) -> None:
        packages = report["packages"]
        count = figures.counted(len(packages), "package", "packages")
        super().__init__(f"Merge {count}", "Nothing has been written yet.", f"Merge {count}", parent, 560)
        pane = FactsPane("What the packages bring", self)
        for package in packages:
            self._add(pane, package)
        pane.setMinimumHeight(theme.current().px(min(420, 60 + 190 * len(packages))))
        self.body.addWidget(pane, 1)
        self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(cls, report: dict, parent: QWidget) -> bool:
        """Whether to merge."""
        return cls(report, parent).exec() == QDialog.DialogCode.Accepted

    @classmethod
    def ask_for_files(cls, parent: QWidget) -> list[str]:
        """The packages that came back."""
        return QFileDialog.getOpenFileNames(parent, "Merge packages", "", "Packages (*.intercoder)")[0]

    @staticmethod
    def _add(pane: FactsPane, package: dict) -> None:
        if package["known"]:
            pane.add_warning("This very file was merged before.", "Merging it again changes nothing.")
        if package["conflicts"]:
            conflicts = figures.counted(len(package["conflicts"]), "answer", "answers")
            pane.add_warning(f"{conflicts} differ from what the project holds.", "The report of the merge lists them.")
        pane.add_group(
            package["coder"],
            [
                ("File", Path(package["file"]).name),
                ("Rounds", ", ".join(package["rounds"]) or "none"),
                ("Codebook", package["codebook_version"] or "draft"),
                ("New", figures.count(package["new"])),
                ("Changed", figures.count(package["changed"])),
                ("Identical", figures.count(package["identical"])),
                ("Removed", figures.count(package["removed"])),
            ],
        )
