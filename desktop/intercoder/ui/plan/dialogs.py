"""The question for whom to make packages."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QWidget

from intercoder.ui.asking import Asking
from intercoder.ui.language import tr


class PackagesDialog(Asking):
    """Asks for whom to make packages."""

    def __init__(self, names: list[str], parent: QWidget) -> None:
        sentence = "One file for each coder, with their own units and nobody else's codings."
        super().__init__(tr("Make packages"), sentence, tr("Choose folder …"), parent)
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
        folder = QFileDialog.getExistingDirectory(parent, tr("Folder for the packages"), str(team or ""))
        return (dialog.names, Path(folder)) if folder else None

    def _check(self) -> None:
        self.confirm.setEnabled(bool(self.names))
