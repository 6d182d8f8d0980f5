"""The rules of the reliability table: the limits of the verdict, and what counts as a coding."""

from dataclasses import replace

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from intercoder.errors import UserError
from intercoder.project.reliability import check_limits
from intercoder.records import AgreementRules
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.definition import label
from intercoder.ui.language import tr
from intercoder.ui.page import button

_BOXES = (
    (
        "undetermined_counts",
        QT_TRANSLATE_NOOP("Intercoder", "“Cannot be determined” is a category"),
        QT_TRANSLATE_NOOP("Intercoder", "Of nominal questions; else such an answer is missing."),
    ),
    (
        "not_applicable_counts",
        QT_TRANSLATE_NOOP("Intercoder", "“Does not apply” is a category"),
        QT_TRANSLATE_NOOP("Intercoder", "Of nominal questions; raises agreement where a filter is rare."),
    ),
    (
        "resample_articles",
        QT_TRANSLATE_NOOP("Intercoder", "Intervals from whole articles"),
        QT_TRANSLATE_NOOP("Intercoder", "Drawn with all their units: comments below one article resemble each other."),
    ),
    (
        "mix_versions",
        QT_TRANSLATE_NOOP("Intercoder", "Compare across versions of the codebook"),
        QT_TRANSLATE_NOOP("Intercoder", "Also where a question changed in substance between them."),
    ),
)
"""The rule, its words, and what it means."""


class RulesDialog(Asking):
    """Shows the rules and gives the changed ones; a limit that is no number is said before anything is changed."""

    def __init__(self, rules: AgreementRules, parent: QWidget) -> None:
        words = tr("They belong to the project, hold for every round, and stand in the note under the table.")
        super().__init__(tr("Rules of agreement"), words, tr("Change"), parent, 520)
        self._rules = rules
        self.tentative, self.reliable = QLineEdit(self), QLineEdit(self)
        self.add_pair((self.tr("Tentative from"), self.tentative), (self.tr("Reliable from"), self.reliable))
        self.boxes = {}
        for name, text, meaning in _BOXES:
            self.boxes[name] = box = QCheckBox(tr(text), self)
            box.setAccessibleDescription(tr(meaning))
            self.body.addWidget(box)
            below = QHBoxLayout()
            theme.set_margins(below, (26, 0, 0, 4))
            below.addWidget(self.hint(tr(meaning)))
            self.body.addLayout(below)
        self.usual = button(self, self.tr("Usual rules"), "link")
        self.problem = label(self, "", "body", "danger")
        self.body.addWidget(self.usual, alignment=Qt.AlignmentFlag.AlignLeft)
        self.foot.addWidget(self.problem)
        self._show(rules)
        self.usual.clicked.connect(lambda: self._show(AgreementRules()))

    @classmethod
    def ask(cls, rules: AgreementRules, parent: QWidget) -> AgreementRules | None:
        """The rules that the researcher wants, None if they leave them."""
        dialog = cls(rules, parent)
        return dialog.rules if dialog.exec() else None

    @property
    def rules(self) -> AgreementRules:
        """The rules as they stand in the dialog. Raises UserError if a limit is no number, or they are not in order."""
        limits = {}
        for name, field in (("tentative", self.tentative), ("reliable", self.reliable)):
            try:
                limits[name] = float(field.text().strip().replace(",", "."))
            except ValueError as error:
                raise UserError(tr("“{0}” is no number.").format(field.text()), tr("Write it like .667 or 0.8.")) from error
        made = replace(self._rules, **limits, **{name: box.isChecked() for name, box in self.boxes.items()})
        check_limits(made)
        return made

    def accept(self) -> None:
        """Closes once the limits are sound."""
        try:
            _ = self.rules
        except UserError as error:
            self.problem.setText(f"{error} {error.hint}")
        else:
            super().accept()

    def _show(self, rules: AgreementRules) -> None:
        self.tentative.setText(figures.coefficient(rules.tentative))
        self.reliable.setText(figures.coefficient(rules.reliable))
        for name, box in self.boxes.items():
            box.setChecked(getattr(rules, name))
