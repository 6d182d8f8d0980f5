"""What opens under a row of the reliability table: the matrix of a coder pair and the units behind its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from intercoder.agreement.report import CoderPair, VariableReport
from intercoder.records import Matrix
from intercoder.tasks.agreement_about import matrix_behind
from intercoder.ui import figures, paint, theme
from intercoder.ui.code_keys import single_key
from intercoder.ui.isolate import isolated, isolated_in
from intercoder.ui.paint import initials_of
from intercoder.ui.reliability import plots
from intercoder.ui.reliability.category_table import CategoryTable
from intercoder.ui.reliability.confusion import ConfusionView
from intercoder.ui.reliability.drift import DriftView
from intercoder.ui.reliability.marks import marks_that_differ
from intercoder.ui.reliability.model import missing_total
from intercoder.ui.reliability.pair_matrix import MOST_BUTTONS, PairMatrix
from intercoder.ui.reliability.reasons import in_words
from intercoder.ui.reliability.units import Behind
from intercoder.ui.reliability.units_pane import NOUNS, UnitsPane
from intercoder.ui.text.passage import Passage

if TYPE_CHECKING:
    from intercoder.project import Project

_PAIRS_A_LINE = 3
_MOST_NOTES = 4
_LEAST, _LEAST_WIDE = 760, 960  # widths that have room for two columns; the wide one with a matrix of pairs


class ReliabilityDetail(QWidget):
    """The opened row. Emits `closed` on Escape, `resized` when it needs another height."""

    closed = Signal()
    resized = Signal()
    definition_wanted = Signal(object)  # units_pane.Definition
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.setAccessibleName(self.tr("Units behind the figures"))
        self._project: Project | None = None
        self._report: VariableReport | None = None
        self._behind: Behind | None = None
        self._pair: CoderPair | None = None
        self._heading, self._both, self._column_name, self._row_name = (QLabel(self) for _ in range(4))
        self._matrix = ConfusionView(self)
        self._pairs = QGridLayout()
        self._categories = CategoryTable(self)
        self.drift = DriftView(self)
        self._pair_buttons = QButtonGroup(self)
        self.pair_matrix = PairMatrix(self)
        self._facts = QLabel(self)
        self.units = UnitsPane(self)
        for signal in ("resized", "definition_wanted", "failed"):
            getattr(self.units, signal).connect(getattr(self, signal))
        self.units.changed.connect(self._say_facts)
        self._lay_out()
        self._matrix.cell_chosen.connect(self._show_cell)
        self._pair_buttons.idClicked.connect(self._choose_pair)
        self.pair_matrix.pair_chosen.connect(self._choose_pair)

    # -------------------------------------------------------------- content

    def show_row(self, project: Project, report: VariableReport, read: dict[str, Matrix] | None = None) -> None:
        """Opens a variable: the pair that agrees least comes first, with its fullest cell of disagreement.

        `read` are the codings by variable from which the report was made, as far as they are at hand.
        """
        name = report.part[0] if report.part is not None else report.variable
        same = self._report is not None and self._report.variable == report.variable
        pair_before = (self._pair.a, self._pair.b) if same and self._pair else None
        self._project, self._report = project, report
        matrix = (read or {}).get(name) or matrix_behind(project, name, report.round)
        self._behind = Behind(project.codings.visible(matrix), report)
        marks = marks_that_differ(project, self._behind) if report.answer_kind == "spans" else {}
        self.units.show_row(project, self._behind, marks)
        self._fill_pairs()
        self._categories.show_categories(report)
        self.drift.show_periods(report.drift)
        if report.answer_kind == "spans":
            self._show_marks(set(marks))
            return
        wanted = next((p for p in report.pairs if (p.a, p.b) == pair_before), None) or _least_agreeing(report.pairs)
        if wanted is None:
            self._show_nothing()
        else:
            self._choose_pair(report.pairs.index(wanted))

    @property
    def shown_units(self) -> int:
        """How many units are behind the chosen cell."""
        return self.units.shown_units

    @property
    def heat(self) -> plots.Heat | None:
        """The matrix in sight, None where there is none."""
        return self._matrix.counts.heat if self._report and self._pair and self._pair.confusion else None

    @property
    def title(self) -> str:
        """What the units at the right have in common."""
        return self.units.title

    @property
    def passage(self) -> Passage:
        """The card with the unit."""
        return self.units.passage

    def read_reasons(self, project: Project) -> None:
        """Reads the reasons of the disagreements of the open row anew."""
        self._project = project
        self.units.read_reasons(project)
        self._say_facts()

    def press(self, key: str) -> bool:
        """Does what a single key does here; whether it is one of ours."""
        return self.units.press(key)

    def _fill_pairs(self) -> None:
        for button in self._pair_buttons.buttons():
            self._pair_buttons.removeButton(button)
            button.deleteLater()
        self._pair_label.setVisible(bool(self._report.pairs))
        many = len(self._report.pairs) > MOST_BUTTONS
        self._arrange(many)
        self._pair_label.setText(self.tr("Coder pairs: kappa below, agreement above") if many else self.tr("Coder pairs"))
        self.pair_matrix.setVisible(many)
        self.pair_matrix.show_pairs(self._report)
        if many:
            return
        for n, pair in enumerate(self._report.pairs):
            a, b = self._initials(pair)
            value = pair.kappa if pair.kappa.value is not None else pair.agreement
            button = QPushButton(f"{a}–{b}  {figures.coefficient(value.value, 2)}", self)
            what = "kappa" if value is pair.kappa else "agreement"
            button.setToolTip(f"{what} {figures.coefficient(value.value)}, {figures.counted(pair.units, 'unit', 'units')}")
            button.setCheckable(True)
            theme.set_kind(button, "segment")
            theme.set_font(button, "small")
            self._pair_buttons.addButton(button, n)
            self._pairs.addWidget(button, 1 + n // _PAIRS_A_LINE, n % _PAIRS_A_LINE, Qt.AlignmentFlag.AlignLeft)

    def _choose_pair(self, number: int) -> None:
        report = self._report
        self._pair = pair = report.pairs[number]
        button = self._pair_buttons.button(number)
        button.setChecked(True) if button else self.pair_matrix.choose(number)
        a, b = self._initials(pair)
        self._heading.setText(f"{a} against {b}")
        self._both.setText(self.tr("{0} both answered").format(figures.counted(pair.units, *self._nouns)))
        self._row_name.setText(a)
        self._column_name.setText(b)
        has_matrix = bool(pair.confusion)
        for widget in (self._matrix, self._row_name, self._column_name):
            widget.setVisible(has_matrix)
        self._say_facts()
        if has_matrix:
            labels = tuple(label for _value, label in report.categories)
            self._matrix.show_heat(plots.Heat(pair.confusion, labels, a, b), _fullest_disagreement(pair.confusion))
        else:
            title = self.tr("{0} and {1} differ").format(a, b)
            self.units.show_units(self._behind.units_that_differ(pair.a, pair.b), title)
            self.units.say_question()
        self.updateGeometry()
        self.resized.emit()

    def _show_cell(self, i: int, j: int) -> None:
        a, b = self._initials(self._pair)
        labels = [label for _value, label in self._report.categories]
        units = self._behind.units_of_cell(self._pair.a, self._pair.b, i, j)
        self.units.show_units(units, f"{a} “{isolated(labels[i])}”, {b} “{isolated(labels[j])}”")
        self.units.say_definitions(list(dict.fromkeys((self._behind.definition(i), self._behind.definition(j)))))

    def _show_marks(self, differing: set[int]) -> None:
        rows = [n for n, unit in enumerate(self._behind.matrix.units) if unit in differing]
        passages = figures.counted(self._report.codings, "passage", "passages")
        texts = figures.counted(self._report.units, "text", "texts")
        self._show_without_pair(self.tr("Marked passages"), self.tr("{0} in {1}").format(passages, texts))
        self.units.show_units(rows, self.tr("Marked differently"))

    def _show_nothing(self) -> None:
        coders = figures.counted(len(self._report.coders), "coder", "coders")
        self._show_without_pair(self.tr("No two coders to compare"), self.tr("{0} answered this variable").format(coders))
        self.units.show_units([], self.tr("Units that two coders answered"))

    def _show_without_pair(self, heading: str, facts: str) -> None:
        self._pair = None
        self._heading.setText(heading)
        self._both.setText(facts)
        for widget in (self._matrix, self._row_name, self._column_name):
            widget.hide()
        self._say_facts()
        self.units.say_question()
        self.updateGeometry()
        self.resized.emit()

    # -------------------------------------------------------------- words

    @property
    def _nouns(self) -> tuple[str, str]:
        return NOUNS.get(self._report.unit_kind, ("unit", "units"))

    def _initials(self, pair: CoderPair) -> tuple[str, str]:
        ids = [coder.id for coder in self._report.coders]
        short = initials_of([coder.name for coder in self._report.coders])
        return isolated(short[ids.index(pair.a)]), isolated(short[ids.index(pair.b)])

    def _say_facts(self) -> None:
        self._facts.setText("\n".join(self._more_facts()))
        self._facts.setVisible(bool(self._facts.text()))

    def _more_facts(self) -> list[str]:
        report = self._report
        lost = report.missing
        reasons = in_words(self.units.reasons_of_variable)
        lines = [self.tr("Reasons for disagreements: {0}.").format(reasons)] if reasons else []
        if missing_total(report) or lost.open:
            lines.append(
                self.tr("Missing: {0} cannot be determined, {1} skipped, {2} does not apply, {3} not answered yet.").format(
                    lost.undetermined, lost.skipped, lost.not_applicable, lost.open
                )
            )
        if report.leave_one_out and len(report.coders) > 2:
            short = dict(zip((c.id for c in report.coders), initials_of([c.name for c in report.coders]), strict=True))
            without = ", ".join(f"{isolated(short[k])} {figures.coefficient(s.value)}" for k, s in report.leave_one_out.items())
            lines.append(self.tr("Alpha without {0}.").format(without))
        low, high = (report.statistics.get(f"bootstrap_kripp2016.{report.level}.{end}") for end in ("lo95", "hi95"))
        if low is not None and high is not None and low.value is not None:
            words = self.tr("KALPHA-style interval (Krippendorff 2016), for comparison: {0} to {1}.")
            lines.append(words.format(figures.coefficient(low.value), figures.coefficient(high.value)))
        labels = [label for _value, label in report.categories]
        return lines + [f"• {isolated_in(note, labels)}" for note in report.notes[:_MOST_NOTES]]

    # -------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        for label, role, kind in (
            (self._heading, "strong", "plain"), (self._both, "small", "second"), (self._facts, "small", "second"),
            (self._row_name, "small_strong", "plain"), (self._column_name, "small_strong", "plain"),
        ):  # fmt: skip
            theme.set_font(label, role)
            theme.set_kind(label, kind)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setWordWrap(True)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        theme.set_margins(self._columns, (44, 12, 24, 16), 24)
        self._columns.addLayout(self._left_side())
        self._line = QFrame(self)
        theme.set_kind(self._line, "hair")
        theme.set_fixed(self._line, width=1)
        self._columns.addWidget(self._line)
        self._columns.addLayout(self._right_side(), 1)

    def _left_side(self) -> QVBoxLayout:
        grid = QGridLayout()
        theme.set_margins(grid, spacing=4)
        grid.addWidget(self._column_name, 0, 1, Qt.AlignmentFlag.AlignHCenter)
        grid.addWidget(self._row_name, 1, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._matrix, 1, 1)
        grid.setColumnStretch(2, 1)
        self._pair_label = QLabel(self.tr("Coder pairs"), self)
        theme.set_font(self._pair_label, "small_strong")
        theme.set_kind(self._pair_label, "second")
        theme.set_margins(self._pairs, (0, 8, 0, 0), 4)
        self._pairs.addWidget(self._pair_label, 0, 0, 1, _PAIRS_A_LINE + 2)
        self._pairs.setColumnStretch(_PAIRS_A_LINE + 1, 1)
        left = QVBoxLayout()
        theme.set_margins(left, spacing=2)
        left.addWidget(self._heading)
        left.addWidget(self._both)
        left.addLayout(grid)
        left.addLayout(self._pairs)
        left.addWidget(self.pair_matrix)
        left.addWidget(self._categories)
        left.addWidget(self.drift)
        left.addStretch(1)
        return left

    def _right_side(self) -> QVBoxLayout:
        right = QVBoxLayout()
        theme.set_margins(right, spacing=8)
        right.addWidget(self.units)
        right.addWidget(self._facts)
        right.addStretch(1)
        return right

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), theme.current().px(276)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._report is not None and len(self._report.pairs) > MOST_BUTTONS)

    def _arrange(self, has_matrix: bool) -> None:
        """Puts the units beside the matrices, or below them where there is little room."""
        narrow = self.width() / theme.current().scale < (_LEAST_WIDE if has_matrix else _LEAST)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        if (self._columns.direction() == down) != narrow:
            self._columns.setDirection(down if narrow else across)
            self._line.setVisible(not narrow)
            self.passage.setMinimumHeight(theme.current().px(150) if narrow else 0)
            self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint.hairline(painter, 0, self.height() - 1, self.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            self.press(single_key(event))
        event.accept()

    def mousePressEvent(self, event: QEvent) -> None:
        event.accept()


def _least_agreeing(pairs: tuple[CoderPair, ...]) -> CoderPair | None:
    def rank(pair: CoderPair) -> float:
        value = pair.kappa.value if pair.kappa.value is not None else pair.agreement.value
        return 2.0 if value is None else value

    return min(pairs, key=rank, default=None)


def _fullest_disagreement(confusion: tuple[tuple[int, ...], ...]) -> tuple[int, int]:
    cells = [(n, -i, -j) for i, row in enumerate(confusion) for j, n in enumerate(row) if i != j]
    best = max(cells, default=(0, 0, 0))
    return (-best[1], -best[2]) if best[0] else (0, 0)
