"""The units behind a cell, one at a time: the text with all codings, why the coders differ, the definition."""

from __future__ import annotations

import textwrap
from collections import Counter
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.records import Disagreement, Unit
from intercoder.ui import figures, theme
from intercoder.ui.isolate import isolated
from intercoder.ui.key_button import step_button
from intercoder.ui.reliability.reasons import EVERY, NONE, ReasonBar, ReasonFilter
from intercoder.ui.reliability.units import Behind, CoderAnswer
from intercoder.ui.text.passage import Passage

if TYPE_CHECKING:
    from intercoder.project import Project

_LONGEST_PASSAGE = 600  # characters of a text that go with a definition
NOUNS = {
    "comment": ("comment", "comments"),
    "article": ("article", "articles"),
    "paragraph": ("paragraph", "paragraphs"),
}


class Definition(str):
    """The name of a variable whose definition is wanted, with the passage and the codings that make it doubtful.

    It is the name itself, so that whoever knows names only can follow it.
    """

    where = passage = said = ""
    category: int | None = None  # the number of the category in question

    @classmethod
    def of(cls, name: str, where: str, passage: str, answers: list[CoderAnswer]) -> Definition:
        """The definition of a variable, wanted because of this unit."""
        made = cls(name)
        made.where = where
        made.passage = textwrap.shorten(passage, _LONGEST_PASSAGE, placeholder=" …")
        made.said = ", ".join(f"{isolated(a.coder.name)}: {isolated(a.words)}" for a in answers if a.is_coded)
        return made


class UnitsPane(QWidget):
    """Shows the units of a cell. Emits `definition_wanted` with a `Definition`, `changed` after a new reason,
    `failed` with a UserError, and `resized` when it needs another height."""

    definition_wanted = Signal(object)
    changed = Signal()
    failed = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._behind: Behind | None = None
        self._marks: dict[int, list[CoderAnswer]] = {}
        self._reasons: dict[int, Disagreement] = {}
        self._every: list[int] = []
        self._units: list[int] = []
        self._at = 0
        self._heading = ""
        self._title, self._count, self.definition = QLabel(self), QLabel(self), QLabel(self)
        self._before, self._after = (
            step_button(self, "K", self.tr("Previous unit")),
            step_button(self, "J", self.tr("Next unit")),
        )
        self.passage = Passage(self)
        self.reasons, self.filter = ReasonBar(self), ReasonFilter(self)
        self._open_definition = QPushButton(self.tr("Open definition"), self)
        theme.set_kind(self._open_definition, "link")
        theme.set_font(self._open_definition, "small")
        self._lay_out()
        self._open_definition.clicked.connect(self.ask_for_definition)
        self._before.clicked.connect(lambda: self.go(-1))
        self._after.clicked.connect(lambda: self.go(1))
        self.reasons.explained.connect(self._explain)
        self.filter.chosen.connect(self._refilter)

    # -------------------------------------------------------------- content

    def show_row(self, project: Project, behind: Behind, marks: dict[int, list[CoderAnswer]]) -> None:
        """Takes the row whose units are to be shown; `marks` are the passages of a span variable by unit."""
        self._behind, self._marks, self._units, self._every = behind, marks, [], []
        self.read_reasons(project)

    def show_units(self, rows: list[int], title: str) -> None:
        """Shows these rows of the matrix; `title` says what they have in common."""
        self._every, self._heading = rows, title
        self._fill_filter()
        self._refilter()

    @property
    def shown_units(self) -> int:
        """How many units are shown, one at a time."""
        return len(self._units)

    @property
    def title(self) -> str:
        """What the units have in common, and how many they are."""
        return self._title.text()

    @property
    def reasons_of_variable(self) -> dict[int, Disagreement]:
        """All reasons noted for the variable in the round, by unit."""
        return self._reasons

    def say_definitions(self, pairs: list[tuple[str, str]]) -> None:
        """Names and definitions of categories; their words come from the codebook, so they are escaped."""
        strong = f"font-weight: 600; color: {theme.current().colour('text').name()}"
        lines = (f'<span style="{strong}">{escape(isolated(name))}</span>&nbsp; {escape(text)}' for name, text in pairs)
        self.definition.setTextFormat(Qt.TextFormat.RichText)
        self.definition.setText(f'<div dir="ltr">{"<br>".join(lines)}</div>')
        self.definition.setVisible(bool(pairs))

    def say_question(self) -> None:
        """The question itself, where no category is in question."""
        self.definition.setTextFormat(Qt.TextFormat.PlainText)
        self.definition.setText(self._behind.variable.question)

    def go(self, step: int) -> None:
        """Goes to another unit behind the cell."""
        if 0 <= self._at + step < len(self._units):
            self._at += step
            self._show_unit()

    def press(self, key: str) -> bool:
        """Does what a single key does here; whether it is one of ours."""
        steps = {"j": 1, "k": -1}
        if key.lower() in steps:
            self.go(steps[key.lower()])
            return True
        return bool(self._units) and self.reasons.press(key)

    def read_reasons(self, project: Project) -> None:
        """Reads the reasons anew: a step or its undo may have changed them."""
        self._project, matrix = project, self._behind.matrix
        self._reasons = project.disagreements.of(matrix.variable.name, matrix.round.name)
        self._fill_filter()
        self._show_reason()

    # -------------------------------------------------------------- units and reasons

    def _unit_of(self, row: int) -> int:
        return self._behind.matrix.units[row]

    def _fill_filter(self) -> None:
        found = (self._reasons[unit] for unit in map(self._unit_of, self._every) if unit in self._reasons)
        self.filter.show_counts(Counter(d.reason for d in found), len(self._every))

    def _refilter(self, _wanted: str = EVERY) -> None:
        wanted = self.filter.wanted
        reason = {row: self._reasons.get(self._unit_of(row)) for row in self._every}
        self._units = [
            row
            for row, found in reason.items()
            if wanted == EVERY or (found is None if wanted == NONE else found is not None and found.reason == wanted)
        ]
        self._at = 0
        noun = NOUNS.get(self._behind.report.unit_kind if self._behind.report else "", ("unit", "units"))
        self._title.setText(f"{self._heading}: {figures.counted(len(self._every), *noun)}")
        self._show_unit()

    def _show_unit(self) -> None:
        some = bool(self._units)
        self._count.setText(f"{self._at + 1} of {len(self._units)}" if some else "")
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at + 1 < len(self._units))
        for widget in (self.passage, self._before, self._after, self._count):
            widget.setVisible(some)
        if some:
            unit, answers = self._unit, self._answers
            self.passage.show_unit(unit, self._where(unit), self._text(unit), answers)
        self._show_reason()

    def _show_reason(self) -> None:
        some = bool(self._units)
        found = self._reasons.get(self._unit.id) if some else None
        differ = some and len({answer.words for answer in self._answers if answer.is_coded}) > 1
        self.reasons.setVisible(differ or found is not None)
        if some:
            self.reasons.show_reason(found, self._project.read_only or self._project.is_package)
        self.resized.emit()

    @property
    def _unit(self) -> Unit:
        return self._project.material.unit(self._unit_of(self._units[self._at]))

    @property
    def _answers(self) -> list[CoderAnswer]:
        row = self._units[self._at]
        return self._marks[self._unit_of(row)] if self._marks else self._behind.answers(row)

    def _where(self, unit: Unit) -> str:
        article = self._project.material.article(unit.article)
        number = unit.ref.rpartition("-")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").lstrip("0")
        title = textwrap.shorten(article.headline or article.first_words, 60, placeholder=" …")
        return f"{unit.kind.capitalize()} {number} · {isolated(title)}"

    def _text(self, unit: Unit) -> str:
        if unit.kind != "article":
            return unit.text or ""
        parts = (u.text for u in self._project.material.units(unit.article) if u.kind in ("headline", "lead", "body"))
        return "\n\n".join(part for part in parts if part)

    def _explain(self, reason: str, note: str) -> None:
        """Writes the reason of the unit that is shown, as one step."""
        verbs, matrix = self._project.disagreements, self._behind.matrix
        where = (self._unit.id, matrix.variable.name, matrix.round.name)
        before = self._reasons.get(self._unit.id)
        try:
            verbs.explain(*where, reason, note) if reason else verbs.clear(*where)
        except UserError as error:
            self.failed.emit(error)
        self.read_reasons(self._project)
        self.changed.emit()
        if reason == "unclear" and (before is None or before.reason != "unclear"):
            self.ask_for_definition()

    def ask_for_definition(self) -> None:
        """Asks for the definition, with the passage that is shown."""
        if self._behind is None:
            return
        name = self._behind.variable.name
        if not self._units:
            self.definition_wanted.emit(Definition(name))
            return
        unit = self._unit
        self.definition_wanted.emit(Definition.of(name, self._where(unit), self._text(unit), self._answers))

    # -------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        for label, role, kind in (
            (self._title, "strong", "plain"), (self._count, "small", "hint"), (self.definition, "small", "second"),
        ):  # fmt: skip
            theme.set_font(label, role)
            theme.set_kind(label, kind)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.definition.setWordWrap(True)
        head = QHBoxLayout()
        theme.set_margins(head, spacing=8)
        head.addWidget(self._title, 1)
        for widget in (self.filter, self._count, self._before, self._after):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        below = QHBoxLayout()
        theme.set_margins(below, spacing=12)
        below.addWidget(self.definition, 1)
        below.addWidget(self._open_definition, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        theme.set_margins(column, spacing=8)
        column.addLayout(head)
        column.addWidget(self.passage, 1)
        column.addLayout(below)
        column.addWidget(self.reasons)
