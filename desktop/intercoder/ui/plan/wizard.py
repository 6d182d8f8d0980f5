"""The reliability sample: says how many units a test needs and why, draws them, and assigns them to all coders."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QWidget

from intercoder.errors import UserError
from intercoder.ui import theme
from intercoder.ui.asking import Asking
from intercoder.ui.language import tr
from intercoder.ui.plan.fields import MOST_SEED, choice, number_field

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.tasks.reliability_sample import Need


@dataclass(frozen=True)
class ReliabilityWish:
    """What the test has to show, how many units it takes, and who codes them."""

    need: "Need"
    units: int
    coders: tuple[str, ...]
    whole: bool
    seed: int
    name: str


class ReliabilityDialog(Asking):
    """Asks for thresholds and the rarest category; the larger of two formulas gives the number of units."""

    def __init__(self, project: "Project", parent: QWidget) -> None:
        sentence = "All coders code the same units. How many are needed depends on what has to be shown."
        super().__init__(tr("Reliability sample"), sentence, tr("Draw and assign"), parent, 600)
        self._project = project
        kinds = sorted({v.unit_kind for v in project.codebook.current().variables}, key=("comment", "article").count)[::-1]
        self.unit = choice(self, [(kind, kind) for kind in kinds or ["article"]])
        samples = [(s.name, s.name) for s in project.samples.all()]
        self.within = choice(self, [(self.tr("the whole corpus"), None), *samples])
        self.add_pair((self.tr("What is compared"), self.unit), (self.tr("Out of"), self.within))
        self.alpha = choice(self, [("alpha .667", 0.667), ("alpha .800", 0.8), ("alpha .900", 0.9)], 0.8)
        shares = [(f"{p:g} %", p / 100) for p in (1, 2, 5, 10, 15, 20, 25, 33, 50)]
        self.rarest = choice(self, list(shares), 0.1)
        self.agreement = choice(self, [(f"{p} %", p / 100) for p in (70, 75, 80, 85, 90)], 0.8)
        self.add_pair(
            (self.tr("Smallest acceptable"), self.alpha), (self.tr("Rarest category"), self.rarest),
            (self.tr("Smallest agreement"), self.agreement),
        )  # fmt: skip
        self.reasons = QLabel(self)
        self.reasons.setWordWrap(True)
        theme.set_kind(self.reasons, "second")
        self.reasons.setAccessibleName(self.tr("How many units, and why"))
        self.body.addWidget(self.reasons)
        self.n, self.seed = number_field(self, None, 1, 9_999_999), number_field(self, 1, 0, MOST_SEED)
        self.name = QLineEdit(self._free_name(), self)
        self.add_pair(
            (self.tr("Units"), self.n), (self.tr("Seed"), self.seed), (self.tr("Name of sample and round"), self.name)
        )
        self.whole = QCheckBox(self.tr("Draw whole articles that hold as many"), self)
        self.body.addWidget(self.whole)
        self.boxes = [QCheckBox(coder.name, self) for coder in project.plan.coders() if coder.active]
        label = QLabel(self.tr("Coders"), self)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        self.body.addWidget(label)
        for box in self.boxes:
            box.setChecked(box is not self.boxes[0] or len(self.boxes) == 1)
            box.toggled.connect(self._check)
            self.body.addWidget(box)
        self.more = QLineEdit(self)
        self.more.setPlaceholderText(self.tr("Aylin Kaya, Bruno Maier"))
        self.add_field(self.tr("New coders"), self.more, self.tr("Names with commas between them."))
        for box in (self.unit, self.within, self.alpha, self.rarest, self.agreement):
            box.currentIndexChanged.connect(self._advise)
        for line in (self.n, self.seed, self.name, self.more):
            line.textChanged.connect(self._check)
        self._advise()

    def _free_name(self) -> str:
        taken = {s.name for s in self._project.samples.all()}
        return next(n for n in ("reliability", *(f"reliability {i}" for i in range(2, 999))) if n not in taken)

    @property
    def need(self) -> "Need":
        """What the test has to show."""
        from intercoder.tasks.reliability_sample import Need

        return Need(
            self.unit.currentData(), self.alpha.currentData(), self.rarest.currentData(), self.agreement.currentData(),
            self.within.currentData(),
        )  # fmt: skip

    @property
    def wish(self) -> ReliabilityWish:
        """What was filled in."""
        names = [box.text() for box in self.boxes if box.isChecked()]
        names += [name.strip() for name in self.more.text().split(",") if name.strip()]
        whole = self.whole.isChecked() and self.unit.currentData() != "article"
        units, seed = int(self.n.text() or 0), int(self.seed.text() or 0)
        return ReliabilityWish(self.need, units, tuple(dict.fromkeys(names)), whole, seed, self.name.text().strip())

    @classmethod
    def ask(cls, project: "Project", parent: QWidget) -> ReliabilityWish | None:
        """What to draw and assign, None if the researcher thought better of it."""
        dialog = cls(project, parent)
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _advise(self) -> None:
        from intercoder.tasks.reliability_sample import advice

        self.whole.setEnabled(self.unit.currentData() != "article")
        try:
            found = advice(self._project, self.need)
        except UserError as error:
            self.reasons.setText(f"{error.message} {error.hint}")
            return
        self.reasons.setText("\n".join(found.reasons))
        self.n.setText(str(found.units))
        self._check()

    def _check(self) -> None:
        wish = self.wish
        self.confirm.setEnabled(wish.units > 0 and len(wish.coders) > 1 and bool(wish.name) and self.seed.hasAcceptableInput())
