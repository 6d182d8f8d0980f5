"""One dialog for every export: what to write, and the folder that takes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from intercoder.records import Tick
from intercoder.ui import theme

if TYPE_CHECKING:
    from intercoder.tasks.export import ExportReport

USUAL = ("spss", "csv", "agreement")
_SUFFIXES = {"webannotation": ".jsonld", "methods": ".txt"}


def write_all(project_path: Path, kinds: Sequence[str], folder: Path, tick: Tick) -> list[ExportReport]:
    """Writes each kind below the folder, from a handle of its own; kinds with many files get a folder each."""
    from intercoder.project import Project
    from intercoder.tasks.export import EXPORTERS, export

    reports = []
    with Project.open(project_path, read_only=True) as project:
        stem = re.sub(r'[\\/:*?"<>|]+', " ", project.title).strip() or project_path.stem
        for done, kind in enumerate(kinds):
            tick(done, len(kinds))
            own = kind if EXPORTERS[kind].destination == "folder" else stem + _SUFFIXES.get(kind, f".{kind}")
            reports.append(export(project, kind, folder / own, tick))
    return reports


class ExportDialog(QDialog):
    """Offers every kind of the program; three are ticked, since a paper needs them."""

    def __init__(self, parent: QWidget, folder: str) -> None:
        super().__init__(parent)
        from intercoder.tasks.export import EXPORTERS

        self.setWindowTitle(self.tr("Export"))
        self._boxes: dict[str, QCheckBox] = {}
        heading = QLabel(self.tr("Export"), self)
        theme.set_font(heading, "heading")
        sentence = QLabel(self.tr("The project stays as it is. Files of the same name in the folder are replaced."), self)
        sentence.setWordWrap(True)
        theme.set_kind(sentence, "second")
        kinds = QWidget(self)
        theme.set_kind(kinds, "surface")
        listed = QVBoxLayout(kinds)
        theme.set_margins(listed, spacing=8)
        for kind in (*USUAL, *(key for key in EXPORTERS if key not in USUAL)):
            if kind in EXPORTERS:
                box = QCheckBox(EXPORTERS[kind].title, kinds)
                box.setChecked(kind in USUAL)
                box.toggled.connect(self._say_ready)
                self._boxes[kind] = box
                listed.addWidget(box)
        listed.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(kinds)
        self.folder = QLineEdit(folder, self)
        self.folder.textChanged.connect(self._say_ready)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 20, 24, 16), 12)
        column.addWidget(heading)
        column.addWidget(sentence)
        column.addWidget(scroll, 1)
        column.addLayout(self._folder_row())
        column.addWidget(self._buttons())
        self.resize(theme.current().px("width.dialog"), theme.current().px(420))
        self._say_ready()

    @classmethod
    def ask(cls, parent: QWidget, folder: str) -> tuple[list[str], Path] | None:
        """The kinds and the folder, or None if nothing is to be written."""
        dialog = cls(parent, folder)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.kinds(), Path(dialog.folder.text().strip())

    def kinds(self) -> list[str]:
        """What is ticked."""
        return [kind for kind, box in self._boxes.items() if box.isChecked()]

    def _folder_row(self) -> QVBoxLayout:
        label = QLabel(self.tr("Folder"), self)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        label.setBuddy(self.folder)
        choose = QPushButton(self.tr("Choose …"), self)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        theme.set_margins(row, spacing=8)
        row.addWidget(self.folder, 1)
        row.addWidget(choose)
        column = QVBoxLayout()
        theme.set_margins(column, spacing=6)
        column.addWidget(label)
        column.addLayout(row)
        return column

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, Qt.Orientation.Horizontal, self)
        self._write = buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_kind(self._write, "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder for the exports"), self.folder.text())
        if path:
            self.folder.setText(path)

    def _say_ready(self) -> None:
        count = len(self.kinds())
        words = self.tr("Write 1 export") if count == 1 else self.tr("Write {0} exports").format(count)
        self._write.setText(words)
        self._write.setEnabled(bool(count) and bool(self.folder.text().strip()))
