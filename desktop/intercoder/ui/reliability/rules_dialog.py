"""The rules of the reliability table: the limits of the verdict, and what counts as a coding."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.project.reliability import check_limits
from intercoder.records import AgreementRules
from intercoder.ui import figures, theme
from intercoder.ui.page import button, hair

_BOXES = (
    ("undetermined_counts", "“Cannot be determined” is a category of nominal questions"),
    ("not_applicable_counts", "“Does not apply” is a category of nominal questions: raises agreement where a filter is rare"),
    ("resample_articles", "Intervals from whole articles with all their units: comments below one article resemble each other"),
    ("mix_versions", "Compare codings of codebook versions between which a question changed in substance"),
)


class RulesDialog(QDialog):
    """Shows the rules and gives the changed ones; a limit that is no number is said before anything is changed."""

    def __init__(self, rules: AgreementRules, parent: QWidget) -> None:
        super().__init__(parent)
        self._rules = rules
        self.setWindowTitle(self.tr("Rules of agreement"))
        theme.set_kind(self, "surface")
        heading, words = QLabel(self.windowTitle(), self), QLabel(self)
        theme.set_font(heading, "heading")
        words.setText(self.tr("They belong to the project, hold for every round, and stand in the note under the table."))
        words.setWordWrap(True)
        theme.set_kind(words, "second")
        self.tentative, self.reliable = self._field("Tentative from"), self._field("Reliable from")
        self.boxes = {name: QCheckBox(text, self) for name, text in _BOXES}
        self.usual = button(self, "Usual rules", "link")
        self.cancel, self.confirm = button(self, "Cancel"), button(self, "Change", "primary")
        self.confirm.setDefault(True)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        theme.set_kind(self.problem, "danger")
        self._lay_out(heading, words)
        self._show(rules)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self._check)
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
                raise UserError(f"“{field.text()}” is no number.", "Write it like .667 or 0.8.") from error
        made = replace(self._rules, **limits, **{name: box.isChecked() for name, box in self.boxes.items()})
        check_limits(made)
        return made

    def _check(self) -> None:
        try:
            _ = self.rules
        except UserError as error:
            self.problem.setText(f"{error} {error.hint}")
        else:
            self.accept()

    def _show(self, rules: AgreementRules) -> None:
        self.tentative.setText(figures.coefficient(rules.tentative))
        self.reliable.setText(figures.coefficient(rules.reliable))
        for name, box in self.boxes.items():
            box.setChecked(getattr(rules, name))

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setAccessibleName(name)
        theme.set_fixed(field, width=88)
        return field

    def _lay_out(self, heading: QLabel, words: QLabel) -> None:
        limits = QGridLayout()
        theme.set_margins(limits, (0, 8, 0, 8), 8)
        for row, field in enumerate((self.tentative, self.reliable)):
            label = QLabel(field.accessibleName(), self)
            label.setBuddy(field)
            limits.addWidget(label, row, 0)
            limits.addWidget(field, row, 1)
        limits.setColumnStretch(2, 1)
        foot = QHBoxLayout()
        theme.set_margins(foot, (0, 8, 0, 0), 8)
        foot.addWidget(self.usual)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 6)
        for widget in (heading, words):
            column.addWidget(widget)
        column.addLayout(limits)
        for widget in (*self.boxes.values(), self.problem, hair(self)):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setMinimumWidth(theme.current().px(520))
