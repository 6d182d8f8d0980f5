"""Asks who codes what: a preset or an own rule, the coders, the units, with what each would get."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QWidget

from intercoder.errors import UserError
from intercoder.project.dealing import PRESETS, Rule
from intercoder.records import Tick
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.background import Job
from intercoder.ui.language import tr
from intercoder.ui.plan.fields import MOST_SEED, choice, number_field

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.project.assigning import Preview

PATIENCE_MS = 250
"""The loads are worked out anew this long after the last change of a field."""
MOST_AT_ONCE = 5_000
"""Units whose loads the window works out itself; more take so long that it would stand still."""


@dataclass(frozen=True)
class Assignment:
    """What the researcher wants assigned; `sample` None = every unit that has questions."""

    round: str
    coders: tuple[str, ...]
    rule: Rule = field(default_factory=Rule)
    sample: str | None = None
    blind: bool = True


class AssignDialog(Asking):
    """Asks for round, units, coders and rule, and shows the loads that come of it."""

    def __init__(self, project: "Project", current: str, parent: QWidget, sample: str | None = None) -> None:
        sentence = "Each coder gets an own random order, so that shared units cannot be guessed; what was assigned stays."
        super().__init__(tr("Assign units"), sentence, tr("Assign"), parent, 600)
        self._project = project
        self._job: Job | None = None
        plan = project.plan
        self._units = len(plan.units_with_questions())
        self.round = QComboBox(self)
        self.round.setEditable(True)
        self.round.addItems([r.name for r in plan.rounds() if r.open])
        self.round.setCurrentText(current)
        units = figures.counted(self._units, self.tr("unit"), self.tr("units"))
        everything: list[tuple[str, object]] = [(self.tr("Everything that has questions, {0}").format(units), None)]
        samples = [(f"{s.name}, {figures.count(s.size)}", s.name) for s in project.samples.all()]
        self.sample = choice(self, everything + samples, sample)
        self.add_pair((self.tr("Round"), self.round), (self.tr("Units"), self.sample))
        words = {
            "training": self.tr("Training: everybody the same 10"), "pilot": self.tr("Pilot: everybody the same 30"),
            "main": self.tr("Main: a tenth coded by all"), "pairs": self.tr("Rotating pairs: a fifth coded by two"),
            "double": self.tr("Everything double: all coded by two"),
        }  # fmt: skip
        self.preset = choice(self, [(self.tr("Everybody codes everything"), None), *((words[key], key) for key in PRESETS)])
        self.add_field(self.tr("Preset"), self.preset)
        self._coders(plan.coders())
        self._numbers()
        self._switches()
        self.loads = self.hint()
        self.loads.setAccessibleName(self.tr("What each coder gets"))
        self.foot.addWidget(self.loads)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS, timeout=self._show_later)
        self._connect()
        self._take_sample()
        if self._units <= MOST_AT_ONCE:
            self.show_loads()

    def _coders(self, coders: Sequence) -> None:
        names = QLabel(self.tr("Coders"), self)
        theme.set_font(names, "small_label")
        theme.set_kind(names, "second")
        self.body.addWidget(names)
        self.boxes = [QCheckBox(coder.name, self) for coder in coders if coder.active]
        for box in self.boxes:
            self.body.addWidget(box)
        self.more = QLineEdit(self)
        self.more.setPlaceholderText(self.tr("Aylin Kaya, Bruno Maier"))
        self.add_field(self.tr("New coders"), self.more, self.tr("Names with commas between them."))

    def _numbers(self) -> None:
        self.overlap = number_field(self, 100, 0, 100)
        several: list[tuple[str, object]] = [(self.tr("all"), None), *((str(n), n) for n in range(2, 7))]
        self.times = choice(self, several)
        self.n = number_field(self, None, 1, 9_999_999)
        self.n.setPlaceholderText(self.tr("all of them"))
        self.seed = number_field(self, 1, 0, MOST_SEED)
        self.add_pair(
            (self.tr("Coded by several, per cent"), self.overlap), (self.tr("By how many"), self.times),
            (self.tr("How many at most"), self.n), (self.tr("Seed"), self.seed),
        )  # fmt: skip

    def _switches(self) -> None:
        self.whole = QCheckBox(self.tr("An article with all its comments goes to the same coder"), self)
        self.by_length = QCheckBox(self.tr("Even out the length of the texts instead of the number of units"), self)
        self.fresh = QCheckBox(self.tr("Leave out what is assigned in other rounds"), self)
        self.even_out = QCheckBox(self.tr("Who has less in this round gets more now"), self)
        self.blind = QCheckBox(self.tr("Blind: nobody sees others' codings (of a new round)"), self)
        self.blind.setChecked(True)
        for box in (self.whole, self.by_length, self.fresh, self.even_out, self.blind):
            self.body.addWidget(box)

    def _connect(self) -> None:
        for line in (self.more, self.overlap, self.n, self.seed, self.round.lineEdit()):
            line.textChanged.connect(self._changed)
        for box in (*self.boxes, self.whole, self.by_length, self.fresh, self.even_out):
            box.toggled.connect(self._changed)
        self.times.currentIndexChanged.connect(self._changed)
        self.sample.currentIndexChanged.connect(self._take_sample)
        self.preset.currentIndexChanged.connect(self._take_preset)

    # -------------------------------------------------------------- what was filled in

    @property
    def assignment(self) -> Assignment:
        """What was filled in."""
        names = [box.text() for box in self.boxes if box.isChecked()]
        names += [name.strip() for name in self.more.text().split(",") if name.strip()]
        rule = Rule(
            int(self.overlap.text() or 0) / 100, self.times.currentData(), int(self.n.text()) if self.n.text() else None,
            self.whole.isChecked(), self.by_length.isChecked(), self.fresh.isChecked(), self.even_out.isChecked(),
            int(self.seed.text() or 0),
        )  # fmt: skip
        name = self.round.currentText().strip()
        return Assignment(name, tuple(dict.fromkeys(names)), rule, self.sample.currentData(), self.blind.isChecked())

    @classmethod
    def ask(cls, project: "Project", current: str, parent: QWidget, sample: str | None = None) -> Assignment | None:
        """What to assign, None if the researcher thought better of it."""
        dialog = cls(project, current, parent, sample)
        return dialog.assignment if dialog.exec() == QDialog.DialogCode.Accepted else None

    # -------------------------------------------------------------- following the fields

    def _take_sample(self) -> None:
        """Articles of a sample stay whole, unless the researcher says otherwise."""
        name = self.sample.currentData()
        if name is not None:
            filters = self._project.samples.sample(name).filters
            self.whole.setChecked(filters.unit == "article" and filters.comments)
        self._changed()

    def _take_preset(self) -> None:
        key = self.preset.currentData()
        rule = PRESETS[key] if key else Rule()
        self.overlap.setText(f"{100 * rule.overlap:.0f}")
        self.times.setCurrentIndex(self.times.findData(rule.times))
        self.n.setText("" if rule.n is None else str(rule.n))
        if key in ("training", "pilot"):
            self.round.setCurrentText(key)

    def _changed(self) -> None:
        numbers = all(line.hasAcceptableInput() for line in (self.overlap, self.seed))
        wish = self.assignment
        self._fits = numbers and bool(wish.coders) and bool(wish.round)
        self.confirm.setEnabled(self._fits)
        self._timer.start()

    def _show_later(self) -> None:
        """Of few units at once, of many in the background; while one job runs the next one waits."""
        if not self.isVisible():
            return
        if self._units <= MOST_AT_ONCE or not self._fits:
            self.show_loads()
        elif self._job is None:
            self._told = self.assignment
            self._job = Job(partial(_preview, self._project.path, self._told), self)
            self._job.succeeded.connect(self._say)
            self._job.failed.connect(self._refuse)
            self._job.finished.connect(self._end)
            self._job.start()

    def _end(self) -> None:
        self._job = None
        if self.assignment != self._told:
            self._timer.start()

    def done(self, result: int) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.stop()
        super().done(result)

    def show_loads(self) -> None:
        """Works out what each coder would get, and says why where it cannot be."""
        self._timer.stop()
        wish = self.assignment
        if not self._fits:
            self.loads.setText(self.tr("Name at least one coder to see what each would get."))
            return
        try:
            self._say(self._project.plan.preview(wish.coders, wish.round, wish.rule, wish.sample))
        except UserError as error:
            self._refuse(error)

    def _refuse(self, error: Exception) -> None:
        self.loads.setText(f"{error} {error.hint if isinstance(error, UserError) else ''}")
        self.confirm.setEnabled(False)

    def _say(self, result: object) -> None:
        found: Preview = result
        units = figures.counted(found.units, self.tr("unit"), self.tr("units"))
        lines = [self.tr("{0}, {1} of them coded by several").format(units, figures.count(found.shared))]
        if found.left_out:
            lines[0] += self.tr("; {0} are in other rounds").format(figures.count(found.left_out))
        for load in found.loads:
            had = self.tr(" (has {0})").format(figures.count(load.had)) if load.had else ""
            count = figures.counted(load.units, self.tr("unit"), self.tr("units"))
            characters = figures.counted(load.characters, self.tr("character"), self.tr("characters"))
            lines.append(f"\u2068{load.coder}\u2069: {count}{had}, {characters}")  # isolated: names of any script
        self.loads.setText(
            "\n".join(lines[:9] + ([self.tr("… and {0} more").format(len(lines) - 9)] if len(lines) > 9 else []))
        )


def _preview(path: Path, wish: Assignment, tick: Tick) -> object:
    from intercoder.project import Project

    tick(0, 1)
    with Project.open(path, read_only=True) as project:
        return project.plan.preview(wish.coders, wish.round, wish.rule, wish.sample)
