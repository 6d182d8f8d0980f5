"""The rows of the spans table: a row per span variable, why its u-alpha is undefined, and a row per category.

Every cell also stands in words, for the clipboard and for screen readers; a dash always has its reason in the tooltip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QModelIndex, QObject, Qt

from intercoder.agreement.report import Statistic, VariableReport
from intercoder.ui import figures
from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr
from intercoder.ui.paint import initials_of
from intercoder.ui.reliability.model import VERDICTS

NAME, TEXTS, CODERS, SPANS, SAME_TEXT, BOTH, EDGES, SAME_LABEL, COVERAGE, ALPHA, VERDICT = range(11)
HEADERS = (
    QT_TRANSLATE_NOOP("Intercoder", "Variable"),
    QT_TRANSLATE_NOOP("Intercoder", "Texts"),
    QT_TRANSLATE_NOOP("Intercoder", "Coders"),
    QT_TRANSLATE_NOOP("Intercoder", "Spans"),
    QT_TRANSLATE_NOOP("Intercoder", "Alpha"),
    QT_TRANSLATE_NOOP("Intercoder", "Both marked"),
    QT_TRANSLATE_NOOP("Intercoder", "Same edges (F1)"),
    QT_TRANSLATE_NOOP("Intercoder", "Alpha"),
    QT_TRANSLATE_NOOP("Intercoder", "Both marked"),
    QT_TRANSLATE_NOOP("Intercoder", "u-alpha"),
    QT_TRANSLATE_NOOP("Intercoder", "Verdict"),
)
QUESTIONS = (
    (SAME_TEXT, EDGES, QT_TRANSLATE_NOOP("Intercoder", "Did they mark the same text?")),
    (SAME_LABEL, COVERAGE, QT_TRANSLATE_NOOP("Intercoder", "On what both marked, the same category?")),
)
"""First column, last column, the question that they answer."""
EXPLAINED = {
    TEXTS: QT_TRANSLATE_NOOP(
        "Intercoder", "Texts that at least two coders are through with; a text without a mark counts as well."
    ),
    SPANS: QT_TRANSLATE_NOOP("Intercoder", "Spans of all coders."),
    SAME_TEXT: QT_TRANSLATE_NOOP(
        "Intercoder", "u-alpha of marked against unmarked text, categories left out: 1 is perfect, 0 is what chance gives."
    ),
    BOTH: QT_TRANSLATE_NOOP(
        "Intercoder", "Of the whole length of the texts, the share that two coders both marked, counted over pairs of coders."
    ),
    EDGES: QT_TRANSLATE_NOOP(
        "Intercoder", "F1 of two coders: the share of their spans that begin and end at the same characters."
    ),
    SAME_LABEL: QT_TRANSLATE_NOOP(
        "Intercoder", "cu-alpha: agreement on the categories where two coders both marked; in a category's row ku-alpha."
    ),
    COVERAGE: QT_TRANSLATE_NOOP(
        "Intercoder",
        "How much of the category's length the other coders marked at all. A high alpha on little text says little.",
    ),
    ALPHA: QT_TRANSLATE_NOOP(
        "Intercoder", "u-alpha: marks and categories together; in a category's row u-alpha of this category alone."
    ),
    VERDICT: QT_TRANSLATE_NOOP(
        "Intercoder", "By the point alone, since spans have no interval: reliable from .800, not yet below .667."
    ),
}
ROW_ROLE = Qt.ItemDataRole.UserRole
_MOST_PAIRS = 3  # more coder pairs than this are shown as the lowest and the highest
_NOTHING = Statistic(None, "not computed")
_OF_VARIABLE = {SAME_TEXT: "bar_u_alpha", BOTH: "coverage", SAME_LABEL: "cu_alpha.pairwise", ALPHA: "u_alpha"}
_OF_CATEGORY = {SAME_LABEL: "ku_alpha.pairwise", COVERAGE: "ku_coverage", ALPHA: "u_alpha_label"}


@dataclass(frozen=True)
class CodeLook:
    """The colour of a category by name; `striped` where a variable uses a colour a second time."""

    colour: str = "grey"
    striped: bool = False


@dataclass(frozen=True)
class SpanRow:
    """A row: of the whole variable, of one category (its place in the codebook), or the sentence of what is undefined."""

    report: VariableReport
    category: int | None = None
    sentence: str = ""
    look: CodeLook = CodeLook()

    @property
    def is_whole(self) -> bool:
        """Whether this is the row of the variable itself."""
        return self.category is None and not self.sentence


def rows_of(reports: Sequence[VariableReport], looks: Mapping[tuple[str, object], CodeLook]) -> list[SpanRow]:
    """The rows of all span variables; `looks` by name of the variable and number of the category."""
    rows = []
    for report in reports:
        rows.append(SpanRow(report))
        undefined = report.statistics.get("u_alpha", _NOTHING)
        if undefined.value is None:
            rows.append(
                SpanRow(report, sentence=tr("u-alpha is undefined ({0}). Each category alone:").format(undefined.undefined))
            )
        for place, (value, _label) in enumerate(report.categories):
            rows.append(SpanRow(report, place, look=looks.get((report.variable, value), CodeLook())))
    return rows


def statistic(row: SpanRow, column: int) -> Statistic | None:
    """The number of a cell; None where the cell holds none."""
    if row.sentence:
        return None
    if row.category is None:
        key = _OF_VARIABLE.get(column)
        return row.report.statistics.get(key, _NOTHING) if key else None
    key = _OF_CATEGORY.get(column)
    return row.report.statistics.get(f"{key}.{row.report.categories[row.category][0]}", _NOTHING) if key else None


def words(row: SpanRow, column: int) -> str:
    """A cell in words as the table shows it."""
    if row.sentence:
        return row.sentence if column == NAME else ""
    found = statistic(row, column)
    if found is not None:
        show = figures.per_cent if column in (BOTH, COVERAGE) else figures.coefficient
        return show(found.value)
    if row.category is not None:
        of_category = {NAME: row.report.categories[row.category][1], SPANS: figures.count(row.report.counts[row.category])}
        return of_category.get(column, "")
    return _of_variable(row.report, column)


def reason(row: SpanRow, column: int) -> str:
    """Why there is no number in a cell; empty where there is one, or none is meant to be."""
    found = statistic(row, column)
    if found is None or found.value is not None:
        return ""
    why = found.undefined or tr("not computed")
    if row.category is not None:
        value, label = row.report.categories[row.category]
        why = why.replace(f"nobody marked {value}", f"nobody marked “{isolated(label)}”")
    return why[:1].upper() + why[1:]


def pairs(report: VariableReport) -> list[tuple[str, Statistic]]:
    """F1 of the boundaries per coder pair: "AK–BM" and the number."""
    names = [coder.name for coder in report.coders]
    short = dict(zip(names, initials_of(names), strict=True))
    found = []
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            key = next((k for k in (f"f1.boundary.{one}|{other}", f"f1.boundary.{other}|{one}") if k in report.statistics), "")
            found.append((f"{isolated(short[one])}–{isolated(short[other])}", report.statistics.get(key, _NOTHING)))
    return found


def _of_variable(report: VariableReport, column: int) -> str:
    if column == EDGES:
        return _edges(report)
    return {
        NAME: report.label or report.variable,
        TEXTS: figures.count(report.pairable_units),
        CODERS: figures.count(len(report.coders)),
        SPANS: figures.count(report.codings),
        VERDICT: tr(VERDICTS[report.verdict][0]),
    }.get(column, "")


def _edges(report: VariableReport) -> str:
    found = pairs(report)
    if len(found) <= _MOST_PAIRS:
        return "  ".join(f"{who} {figures.coefficient(f1.value, 2)}" for who, f1 in found)
    values = sorted(f1.value for _, f1 in found if f1.value is not None)
    return f"{figures.coefficient(values[0], 2)} to {figures.coefficient(values[-1], 2)}" if values else figures.NOTHING


class SpanRows(QAbstractTableModel):
    """The model of the spans table. `index.data(ROW_ROLE)` is the `SpanRow`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SpanRow] = []

    def show(self, rows: Sequence[SpanRow]) -> bool:
        """Takes new rows. True if they are other ones; the same ones only change their figures."""
        same = [_key(r) for r in rows] == [_key(r) for r in self.rows]
        if same and rows:
            self.rows = list(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADERS) - 1))
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()
        return True

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            why = reason(row, column)
            return f"{words(row, column)} {why}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row, column)
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADERS[section])
        if role == Qt.ItemDataRole.AccessibleTextRole:
            asked = next((f"{tr(words)} " for first, last, words in QUESTIONS if first <= section <= last), "")
            return asked + tr(HEADERS[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(EXPLAINED[section]) if section in EXPLAINED else None
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def as_text(self) -> str:
        """The whole table for the clipboard, with the questions before the names of their columns."""
        names = [
            str(self.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)) for n in range(len(HEADERS))
        ]
        return (
            "\n".join("\t".join(cells) for cells in [names, *([words(r, c) for c in range(len(HEADERS))] for r in self.rows)])
            + "\n"
        )


def _key(row: SpanRow) -> tuple[str, str, int | None, bool]:
    return row.report.round, row.report.variable, row.category, bool(row.sentence)


def _tooltip(row: SpanRow, column: int) -> str | None:
    if row.sentence:
        return "\n".join(row.report.notes)
    if row.is_whole and column == EDGES:
        return "\n".join(
            f"{who}: {figures.coefficient(f1.value)} {f1.undefined or ''}".strip() for who, f1 in pairs(row.report)
        )
    if row.is_whole and column in (NAME, VERDICT):
        return "\n".join((f"{isolated(row.report.label)} ({row.report.variable})", *row.report.notes))
    if row.is_whole and column == CODERS:
        return ", ".join(coder.name for coder in row.report.coders)
    if column == NAME:
        return words(row, NAME)
    return reason(row, column) or None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (NAME, EDGES) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
