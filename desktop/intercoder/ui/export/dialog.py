"""One dialog for every export: what to write, what of the study goes into it, and the folder that takes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from intercoder.ui import theme
from intercoder.ui.asking import foot_of
from intercoder.ui.export.checklist import Checklist
from intercoder.ui.page import button, resize_within

USUAL = ("spss", "csv", "agreement", "codebook")
"""What a paper needs."""
SWITCHES = {
    "pseudonyms": ("Coders by number", "No name of a coder stands in any file."),
    "zsav": ("SPSS: compressed", "Files end in .zsav, for SPSS 21 and later."),
    "excel": ("CSV: for Excel", "A byte order mark and semicolons, for a double click where the decimal sign is a comma."),
    "guard": ("CSV: no formulas", "An apostrophe before texts that a spreadsheet would run; it changes these texts."),
    "nvivo": ("REFI-QDA: for NVivo", "Offsets as NVivo counts them, emoji as two characters."),
}
"""Name of the option -> its label, and what it does."""


@dataclass(frozen=True)
class Study:
    """The names that can be chosen from."""

    rounds: tuple[str, ...]
    coders: tuple[str, ...]
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """What is to be written, with the options by name, as `tasks.export.options` takes them."""

    kinds: tuple[str, ...]
    folder: Path
    options: dict[str, object]


class ExportDialog(QDialog):
    """Offers every kind of the program; what was ticked last time is ticked again."""

    def __init__(self, parent: QWidget, folder: str, study: Study, preset: dict[str, object] | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export"))
        theme.set_kind(self, "surface")
        self._boxes: dict[str, QCheckBox] = {}
        self._switches: dict[str, QCheckBox] = {}
        self._lists = {
            "rounds": Checklist(self.tr("Rounds"), study.rounds, self),
            "coders": Checklist(self.tr("Coders"), study.coders, self),
            "variables": Checklist(self.tr("Questions"), study.variables, self),
        }
        columns = QHBoxLayout()
        theme.set_margins(columns, spacing=24)
        columns.addWidget(self._scrolled(self._kinds()), 1)
        columns.addWidget(self._scrolled(self._choices()), 1)
        self.folder = QLineEdit(folder, self)
        self.folder.setAccessibleName(self.tr("Folder"))
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 20, 24, 16), 12)
        column.addLayout(self._head())
        column.addLayout(columns, 1)
        column.addLayout(self._folder_row())
        column.addLayout(self._buttons())
        self.folder.textChanged.connect(self._say_ready)
        self._restore(preset or {})
        resize_within(self, 860, 640)
        self._say_ready()

    @classmethod
    def ask(cls, parent: QWidget, folder: str, study: Study, preset: dict[str, object]) -> Wanted | None:
        """What to write, or None if nothing is to be written."""
        dialog = cls(parent, folder, study, preset)
        return dialog.wanted() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def kinds(self) -> list[str]:
        """What is ticked."""
        return [kind for kind, box in self._boxes.items() if box.isChecked()]

    def wanted(self) -> Wanted:
        """What is chosen."""
        options: dict[str, object] = {name: box.isChecked() for name, box in self._switches.items()}
        options |= {name: chosen.chosen() for name, chosen in self._lists.items()}
        return Wanted(tuple(self.kinds()), Path(self.folder.text().strip()), options)

    # ---------------------------------------------------------------- building

    def _head(self) -> QVBoxLayout:
        heading = QLabel(self.tr("Export"), self)
        theme.set_font(heading, "heading")
        words = self.tr("The project stays as it is. Files of the same name in the folder are replaced, each as a whole.")
        sentence = QLabel(words, self)
        sentence.setWordWrap(True)
        theme.set_kind(sentence, "second")
        head = QVBoxLayout()
        theme.set_margins(head, spacing=4)
        head.addWidget(heading)
        head.addWidget(sentence)
        return head

    def _kinds(self) -> QWidget:
        from intercoder.tasks.export_all import TITLES

        inside, listed = self._pane()
        for title, kinds in (
            (self.tr("For a paper"), [k for k in USUAL if k in TITLES]),
            (self.tr("For other programs"), [k for k in TITLES if k not in USUAL]),
        ):
            listed.addWidget(self._title(title, inside))
            for kind in kinds:
                self._boxes[kind] = self._box(self.tr(TITLES[kind]), kind in USUAL, inside)
                listed.addWidget(self._boxes[kind])
        listed.addStretch(1)
        return inside

    def _choices(self) -> QWidget:
        inside, listed = self._pane()
        listed.addWidget(self._title(self.tr("What goes into them"), inside))
        for chosen in self._lists.values():
            chosen.setParent(inside)
            chosen.changed.connect(self._say_ready)
            listed.addWidget(chosen)
        for name, (label, meaning) in SWITCHES.items():
            self._switches[name] = self._box(self.tr(label), False, inside)
            self._switches[name].setToolTip(self.tr(meaning))
            self._switches[name].setAccessibleDescription(self.tr(meaning))
            listed.addWidget(self._switches[name])
        listed.addStretch(1)
        return inside

    def _pane(self) -> tuple[QWidget, QVBoxLayout]:
        inside = QWidget(self)
        theme.set_kind(inside, "surface")
        listed = QVBoxLayout(inside)
        theme.set_margins(listed, (2, 2, 16, 2), 8)
        return inside, listed

    def _scrolled(self, inside: QWidget) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _title(self, text: str, parent: QWidget) -> QLabel:
        label = QLabel(text, parent)
        theme.set_font(label, "strong")
        return label

    def _box(self, text: str, ticked: bool, parent: QWidget) -> QCheckBox:
        box = QCheckBox(text, parent)
        box.setChecked(ticked)
        box.toggled.connect(self._say_ready)
        return box

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

    def _buttons(self) -> QHBoxLayout:
        cancel, self._write = button(self, self.tr("Cancel")), button(self, "", "primary")
        cancel.clicked.connect(self.reject)
        self._write.clicked.connect(self.accept)
        self._write.setDefault(True)
        return foot_of(cancel, self._write)

    # ---------------------------------------------------------------- what is chosen

    def _restore(self, preset: dict[str, object]) -> None:
        """Ticks what was ticked last time; names that are gone are passed over."""
        kinds = preset.get("kinds")
        if isinstance(kinds, Sequence):
            for kind, box in self._boxes.items():
                box.setChecked(kind in kinds)
        for name, box in self._switches.items():
            box.setChecked(preset.get(name) is True)
        for name, chosen in self._lists.items():
            names = preset.get(name)
            if isinstance(names, Sequence):
                known = [str(n) for n in names]
                chosen.choose(known)
                if chosen.is_empty():
                    chosen.choose(())

    def _choose(self) -> None:
        path = QFileDialog.getExistingDirectory(self, self.tr("Folder for the exports"), self.folder.text())
        if path:
            self.folder.setText(path)

    def _say_ready(self) -> None:
        count = len(self.kinds())
        words = self.tr("Write 1 export") if count == 1 else self.tr("Write {0} exports").format(count)
        self._write.setText(words)
        empty = any(chosen.is_empty() for chosen in self._lists.values())
        self._write.setEnabled(bool(count) and not empty and bool(self.folder.text().strip()))
