"""Asks how a sample is to be drawn, and shows what it would look like beside the corpus."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from intercoder.errors import UserError
from intercoder.records import Tick
from intercoder.ui import figures
from intercoder.ui.asking import Asking
from intercoder.ui.background import Job
from intercoder.ui.language import tr
from intercoder.ui.plan.fields import MOST_SEED, choice, number_field
from intercoder.ui.plan.histogram import Histogram

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.tasks.sampling import Drawn, Wish

PATIENCE_MS = 300
"""The sample is drawn for its picture this long after the last change of a field."""


@dataclass(frozen=True)
class SampleWish:
    """The name of a sample and how it is drawn."""

    name: str
    wish: "Wish"


class SampleDialog(Asking):
    """Asks for method, number, filters and seed. The picture comes from a drawing in the background."""

    def __init__(self, project: "Project", parent: QWidget) -> None:
        sentence = "A sample is kept with its seed and filters: it can be drawn again, and told in the methods section."
        super().__init__(tr("Draw a sample"), sentence, tr("Draw"), parent, 640)
        self._path = project.path
        self._job: Job | None = None
        self._is_due = self._has_picture = False
        taken = {s.name for s in project.samples.all()}
        self.name = QLineEdit(
            next(n for n in (self.tr("main"), *(f"sample {i}" for i in range(1, 999))) if n not in taken), self
        )
        self.method = choice(
            self,
            [
                (self.tr("Simple random"), "random"), (self.tr("Stratified"), "stratified"),
                (self.tr("Constructed weeks"), "weeks"), (self.tr("Comments per article"), "per-article"),
                (self.tr("All"), "all"),
            ],
        )  # fmt: skip
        self.n, self.seed = number_field(self, 100, 1, 9_999_999), number_field(self, 1, 0, MOST_SEED)
        self.add_pair((self.tr("Name"), self.name), (self.tr("Method"), self.method))
        fields = ("outlet", "section", "genre", "language", "source", "year", "month", "weekday")
        self.by = choice(self, [(self.tr("nothing"), None), *((name, name) for name in fields)])
        self.add_pair((self.tr("How many"), self.n), (self.tr("By"), self.by), (self.tr("Seed"), self.seed))
        self._what()
        self._filters(project)
        self.found = self.hint()
        self.found.setAccessibleName(self.tr("What would be drawn"))
        self.picture = Histogram(self)
        self.body.addWidget(self.picture)
        self.picture.show_shape(None)
        self.foot.addWidget(self.found)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS, timeout=self._draw)  # once it is in sight
        self._connect()
        self._changed()

    def _what(self) -> None:
        kinds = (
            (self.tr("Articles with their comments"), ("article", True)), (self.tr("Articles alone"), ("article", False)),
            (self.tr("Single comments"), ("comment", True)), (self.tr("Single paragraphs"), ("paragraph", True)),
            (self.tr("Single headlines"), ("headline", True)),
        )  # fmt: skip
        self.unit = choice(self, list(kinds))
        self.equal = QCheckBox(self.tr("The same number from each"), self)
        self.empty_days = QCheckBox(self.tr("Draw days without an article too"), self)
        self.add_field(self.tr("What is drawn"), self.unit)
        for box in (self.equal, self.empty_days):
            self.body.addWidget(box)

    def _filters(self, project: "Project") -> None:
        outlets = [(f"{name or self.tr('none')}, {figures.count(count)}", name) for name, count in project.samples.outlets()]
        self.words = QLineEdit(self)
        self.outlet = choice(self, [(self.tr("all outlets"), None), *outlets])
        self.words.setPlaceholderText(self.tr("peace talks"))
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.first.setPlaceholderText("2026-03-01")
        self.last.setPlaceholderText("2026-03-31")
        self.add_pair((self.tr("Only with the words"), self.words), (self.tr("Outlet"), self.outlet))
        self.add_pair((self.tr("Published from"), self.first), (self.tr("Published until"), self.last))
        samples = [(sample.name, sample.name) for sample in project.samples.all()]
        self.within = choice(self, [(self.tr("the whole corpus"), None), *samples])
        self.without = choice(self, [(self.tr("nothing"), None), *samples])
        if samples:
            self.add_pair((self.tr("Out of"), self.within), (self.tr("Leave out the sample"), self.without))
        else:
            self.within.hide()
            self.without.hide()
        self.one_per_group = QCheckBox(self.tr("Of near duplicates only the one that stands for them"), self)
        self.body.addWidget(self.one_per_group)

    def _connect(self) -> None:
        for line in (self.name, self.n, self.seed, self.words, self.first, self.last):
            line.textChanged.connect(self._changed)
        for box in (self.method, self.by, self.unit, self.outlet, self.within, self.without):
            box.currentIndexChanged.connect(self._changed)
        for box in (self.equal, self.empty_days, self.one_per_group):
            box.toggled.connect(self._changed)

    # -------------------------------------------------------------- what was filled in

    @property
    def sample_wish(self) -> SampleWish:
        """What was filled in."""
        from intercoder.project.samples import Filters
        from intercoder.tasks.sampling import Wish

        unit, comments = self.unit.currentData()
        outlet, without = self.outlet.currentData(), self.without.currentData()
        filters = Filters(
            unit, comments, self.words.text(), () if outlet is None else (outlet,), self.first.text().strip() or None,
            self.last.text().strip() or None, self.one_per_group.isChecked(), self.within.currentData(),
            (without,) if without else (),
        )  # fmt: skip
        method = self.method.currentData()
        n = int(self.n.text()) if self.n.text() and method != "all" else None
        by = self.by.currentData() if method in ("stratified", "weeks") else None
        wish = Wish(
            method, n, by, int(self.seed.text() or 0), self.equal.isChecked() and method == "stratified",
            self.empty_days.isChecked() and method == "weeks", filters,
        )  # fmt: skip
        return SampleWish(self.name.text().strip(), wish)

    @classmethod
    def ask(cls, project: "Project", parent: QWidget) -> SampleWish | None:
        """What to draw, None if the researcher thought better of it."""
        dialog = cls(project, parent)
        return dialog.sample_wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    # -------------------------------------------------------------- following the fields

    def _changed(self) -> None:
        method = self.method.currentData()
        if method == "stratified" and self.by.currentData() is None:
            self.by.setCurrentIndex(1)
        if method == "per-article" and self.unit.currentData()[0] == "article":
            self.unit.setCurrentIndex(2)
        self.by.setEnabled(method in ("stratified", "weeks"))
        self.n.setEnabled(method != "all")
        self.seed.setEnabled(method != "all")
        self.equal.setVisible(method == "stratified")
        self.empty_days.setVisible(method == "weeks")
        self.confirm.setEnabled(bool(self.name.text().strip()) and (method == "all" or self.n.hasAcceptableInput()))
        self._timer.start()

    def _draw(self) -> None:
        """Draws in the background; while one drawing runs the next one waits."""
        if not self.isVisible():
            return
        if self._job is not None:
            self._is_due = True
            return
        self._is_due = False
        self._job = Job(partial(_shape, self._path, self.sample_wish.wish), self)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._say)
        self._job.finished.connect(self._end)
        self._job.start()

    def _show(self, result: object) -> None:
        drawn, shape = result
        self.found.setText(said(drawn, self.tr))
        self.picture.show_shape(shape)
        if not self._has_picture:
            self._has_picture = True
            self.fit()

    def _say(self, error: Exception) -> None:
        self.found.setText(f"{error} {error.hint if isinstance(error, UserError) else ''}")
        self.picture.show_shape(None)
        self.confirm.setEnabled(False)

    def _end(self) -> None:
        self._job = None
        if self._is_due:
            self._draw()

    def done(self, result: int) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.stop()
        super().done(result)


def said(drawn: "Drawn", tr) -> str:  # type: ignore[no-untyped-def]
    """One line on a draw: how many of how many, and what is missing."""
    parts = [tr("{0} of {1} drawn").format(figures.count(len(drawn.units)), figures.count(drawn.population))]
    missing, short = drawn.findings.get("missing_days"), drawn.findings.get("short")
    if missing:
        parts.append(tr("{0} days without an article").format(figures.count(len(missing))))
    if short:
        parts.append(tr("too few: {0}").format(", ".join(f"{day} ({count})" for day, count in short)))
    if drawn.findings.get("undated"):
        parts.append(tr("{0} left out for their date").format(figures.count(drawn.findings["undated"])))
    if drawn.findings.get("articles_with_fewer"):
        parts.append(tr("{0} articles have fewer").format(figures.count(drawn.findings["articles_with_fewer"])))
    return " · ".join(parts)


def _shape(path: Path, wish: "Wish", tick: Tick) -> object:
    from intercoder.project import Project
    from intercoder.tasks.sample_shape import shape
    from intercoder.tasks.sampling import draw

    with Project.open(path, read_only=True) as project:
        drawn = draw(project, wish, tick)
        return drawn, shape(project, drawn.units)
