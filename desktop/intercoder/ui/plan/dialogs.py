"""The questions of the place Plan: whom to assign what, for whom to make packages, and whether to take them back."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from intercoder.records import Coder, Round
from intercoder.ui import figures, theme
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, hair

_MOST_SEED = 999_999_999
_AROUND = 240  # pixels of heading, buttons and title bar around the content of a dialog


@dataclass(frozen=True)
class Assignment:
    """What the researcher wants assigned. `overlap` is the share of the units that all coders get."""

    round: str
    coders: tuple[str, ...]
    overlap: float
    seed: int


class _Question(QDialog):
    """A dialog with a heading, a sentence, a body to fill, and Cancel beside the one main button."""

    def __init__(self, title: str, sentence: str, deed: str, parent: QWidget, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.set_kind(self, "surface")
        heading, words = QLabel(title, self), QLabel(sentence, self)
        theme.set_font(heading, "heading")
        theme.set_kind(words, "second")
        words.setWordWrap(True)
        self._inside = QWidget(self)
        theme.set_kind(self._inside, "surface")
        self.body = QVBoxLayout(self._inside)
        theme.set_margins(self.body, (6, 8, 6, 12), 6)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(title)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cancel, self.confirm = button(self, "Cancel"), button(self, deed, "primary")
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        foot = QHBoxLayout()
        theme.set_margins(foot, (0, 8, 0, 0), 8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 4)
        column.addWidget(heading)
        column.addWidget(words)
        column.addWidget(self._scroll, 1)
        column.addWidget(hair(self))
        column.addLayout(foot)
        self.setMinimumWidth(theme.current().px(width))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its content, but never higher than the window it belongs to: then the content scrolls."""
        room = self.parentWidget().window().height() - theme.current().px(_AROUND)
        wanted = self._inside.heightForWidth(self.minimumWidth()) if self._inside.hasHeightForWidth() else 0
        wanted = max(wanted, self._inside.sizeHint().height())
        self._scroll.setMinimumHeight(max(theme.current().px(120), min(wanted, room)))
        self.layout().activate()
        width = self.minimumWidth()
        self.resize(width, max(self.layout().minimumHeightForWidth(width), self.minimumSizeHint().height()))
        super().showEvent(event)

    def add_field(self, name: str, field: QWidget, help_: str = "") -> None:
        """A field with its name above it and, below, what helps."""
        label = QLabel(name, self)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        label.setBuddy(field)
        field.setAccessibleName(name)
        self.body.addWidget(label)
        self.body.addWidget(field)
        if help_:
            hint = QLabel(help_, self)
            theme.set_font(hint, "small")
            theme.set_kind(hint, "hint")
            hint.setWordWrap(True)
            self.body.addWidget(hint)
        self.body.addSpacing(theme.current().px(8))


def _number_field(parent: QWidget, value: int, least: int, most: int) -> QLineEdit:
    field = QLineEdit(str(value), parent)
    field.setValidator(QIntValidator(least, most, field))
    return field


class AssignDialog(_Question):
    """Asks for round, coders, overlap and seed."""

    def __init__(self, rounds: list[Round], coders: list[Coder], current: str, units: int, parent: QWidget) -> None:
        count = figures.counted(units, "unit has", "units have")
        sentence = f"{count} questions in the codebook. Each coder gets an own random order; what was assigned stays."
        super().__init__("Assign units", sentence, "Assign", parent)
        self.round = QComboBox(self)
        self.round.setEditable(True)
        self.round.addItems([r.name for r in rounds])
        self.round.setCurrentText(current)
        self.add_field("Round", self.round, "Choose one, or type the name of a new one.")
        names = QLabel("Coders", self)
        theme.set_font(names, "small_label")
        theme.set_kind(names, "second")
        self.body.addWidget(names)
        self.boxes = [QCheckBox(coder.name, self) for coder in coders if coder.active]
        for box in self.boxes:
            self.body.addWidget(box)
        self.more = QLineEdit(self)
        self.more.setPlaceholderText("Aylin Kaya, Bruno Maier")
        self.add_field("New coders", self.more, "Names with commas between them.")
        self.overlap = _number_field(self, 100, 0, 100)
        self.add_field("Coded by all, in per cent", self.overlap, "100 for a reliability test; the rest is dealt out evenly.")
        self.seed = _number_field(self, 1, 1, _MOST_SEED)
        self.add_field("Seed", self.seed, "The same seed gives the same orders again.")
        for field in (self.more, self.overlap, self.seed, self.round.lineEdit()):
            field.textChanged.connect(self._check)
        for box in self.boxes:
            box.toggled.connect(self._check)
        self._check()

    @property
    def assignment(self) -> Assignment:
        """What was filled in."""
        names = [box.text() for box in self.boxes if box.isChecked()]
        names += [name.strip() for name in self.more.text().split(",") if name.strip()]
        return Assignment(
            self.round.currentText().strip(), tuple(dict.fromkeys(names)), int(self.overlap.text()) / 100, int(self.seed.text())
        )

    @classmethod
    def ask(cls, rounds: list[Round], coders: list[Coder], current: str, units: int, parent: QWidget) -> Assignment | None:
        """What to assign, None if the researcher thought better of it."""
        dialog = cls(rounds, coders, current, units, parent)
        return dialog.assignment if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _check(self) -> None:
        numbers = self.overlap.hasAcceptableInput() and self.seed.hasAcceptableInput()
        self.confirm.setEnabled(numbers and bool(self.assignment.coders) and bool(self.assignment.round))


class PackagesDialog(_Question):
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


class MergeDialog(_Question):
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
