"""The rows of the reliability table as a model: every cell also as words, for the clipboard and for screen readers."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QModelIndex, QObject, Qt

from intercoder.agreement.report import AgreementReport, Statistic, VariableReport
from intercoder.ui import figures
from intercoder.ui.isolate import isolated, isolated_in, without_isolates
from intercoder.ui.language import tr
from intercoder.ui.reliability.units import alpha_key
from intercoder.wording import named

VARIABLE, UNITS, AGREE, ALPHA, INTERVAL, KALPHA, ANSWERS, MISSING, VERDICT = range(9)
HEADERS = (
    QT_TRANSLATE_NOOP("Intercoder", "Variable"),
    QT_TRANSLATE_NOOP("Intercoder", "Units"),
    QT_TRANSLATE_NOOP("Intercoder", "Agree"),
    QT_TRANSLATE_NOOP("Intercoder", "Alpha"),
    QT_TRANSLATE_NOOP("Intercoder", "95 % interval"),
    QT_TRANSLATE_NOOP("Intercoder", "KALPHA-style"),
    QT_TRANSLATE_NOOP("Intercoder", "Answers"),
    QT_TRANSLATE_NOOP("Intercoder", "Missing"),
    QT_TRANSLATE_NOOP("Intercoder", "Verdict"),
)
VERDICTS = {
    "reliable": (QT_TRANSLATE_NOOP("Intercoder", "Reliable"), "ok"),
    "tentative": (QT_TRANSLATE_NOOP("Intercoder", "Tentative"), "warn"),
    "not_yet": (QT_TRANSLATE_NOOP("Intercoder", "Not yet"), "danger"),
    "not_computable": (QT_TRANSLATE_NOOP("Intercoder", "Not computable"), "text2"),
}
"""Verdict -> its words and the colour that stands for it."""
PENDING = QT_TRANSLATE_NOOP("Intercoder", "No interval yet")
_EXPLAINED = {
    UNITS: QT_TRANSLATE_NOOP("Intercoder", "Units that at least two coders answered; only these can show agreement."),
    AGREE: QT_TRANSLATE_NOOP(
        "Intercoder", "Percent agreement: of the pairs of answers to a unit, the share that is alike, averaged over the units."
    ),
    ALPHA: QT_TRANSLATE_NOOP(
        "Intercoder", "Krippendorff's alpha at the variable's level of measurement: 1 is perfect, 0 is what chance gives."
    ),
    INTERVAL: QT_TRANSLATE_NOOP(
        "Intercoder", "95 % interval of alpha: whole units drawn again with replacement. Dotted: the limits of the verdict."
    ),
    KALPHA: QT_TRANSLATE_NOOP(
        "Intercoder",
        "95 % interval as KALPHA draws it (Krippendorff 2016): pairs, not units; too narrow for 3 coders or more.",
    ),
    ANSWERS: QT_TRANSLATE_NOOP("Intercoder", "How often each category was given, in the order of the codebook."),
    MISSING: QT_TRANSLATE_NOOP(
        "Intercoder", "Cells without an answer: filled = cannot be determined, outlined = skipped, crossed = does not apply."
    ),
    VERDICT: QT_TRANSLATE_NOOP(
        "Intercoder", "Reliable: alpha reaches the upper limit, its lower end the lower one. Not yet: alpha is below that."
    ),
}
_NOTHING = Statistic(None)
REPORT_ROLE = Qt.ItemDataRole.UserRole


class ReliabilityModel(QAbstractTableModel):
    """The variables of one report. `index.data(REPORT_ROLE)` is the row's `VariableReport`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._report: AgreementReport | None = None
        self.order: tuple[int, bool] = (VARIABLE, False)
        self.rows: list[VariableReport] = []

    def show(self, report: AgreementReport | None) -> None:
        """Takes a new report; the same variables in the same order only change their figures."""
        rows = self._sorted(report)
        same = [r.variable for r in rows] == [r.variable for r in self.rows]
        self._report = report
        if same and rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(HEADERS) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def sort_by(self, column: int) -> None:
        """Sorts by a column: first the lowest on top, then the highest, then as the codebook has it."""
        was, down = self.order
        self.order = (column, True) if column != was or not down else (column, False)
        if (column == was and not down) or column == VARIABLE:
            self.order = (VARIABLE, False)
        self.beginResetModel()
        self.rows = self._sorted(self._report)
        self.endResetModel()

    def _sorted(self, report: AgreementReport | None) -> list[VariableReport]:
        rows, (column, down) = list(report.rows) if report else [], self.order
        if column == VARIABLE:
            return rows
        ranked = [(row, _rank(row, column)) for row in rows]
        known = sorted(((r, v) for r, v in ranked if v is not None), key=lambda pair: pair[1], reverse=not down)
        return [row for row, _ in known] + [row for row, value in ranked if value is None]

    def row_of(self, variable: str) -> int | None:
        """The row of the variable with this name."""
        return next((i for i, row in enumerate(self.rows) if row.variable == variable), None)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == REPORT_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return words(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tooltip(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADERS[section])
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr(_EXPLAINED[section]) if section in _EXPLAINED else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def as_text(self) -> str:
        """The whole table for the clipboard: tabs between cells, the interval as two numbers."""
        kalpha = (self.tr("KALPHA-style lower end"), self.tr("KALPHA-style upper end"))
        lines = [
            "\t".join((*map(tr, HEADERS[:INTERVAL]), tr("Lower end"), tr("Upper end"), *kalpha, *map(tr, HEADERS[ANSWERS:])))
        ]
        for row in self.rows:
            cells = [without_isolates(words(row, column)) for column in range(len(HEADERS))]
            both = (*ends(row), *ends(row, "bootstrap_kripp2016"))
            cells[INTERVAL : KALPHA + 1] = [figures.coefficient(end.value) for end in both]
            lines.append("\t".join(cells))
        return "\n".join(lines) + "\n"


def alpha(row: VariableReport) -> Statistic:
    """The row's own alpha."""
    key = alpha_key(row)
    return row.statistics[key] if key else _NOTHING


def ends(row: VariableReport, kind: str = "bootstrap_units") -> tuple[Statistic, Statistic]:
    """The lower and upper end of the 95 % interval of the row's alpha, by one of the two bootstraps."""
    key = alpha_key(row) or ""
    level = key.partition(".")[2] or key
    low = row.statistics.get(f"{kind}.{level}.lo95", _NOTHING)
    return low, row.statistics.get(f"{kind}.{level}.hi95", _NOTHING)


def verdict(row: VariableReport) -> tuple[str, str]:
    """The words of the verdict and the colour that stands for it; open where the interval is still to be drawn."""
    waits = row.verdict == "tentative" and row.answer_kind != "spans" and ends(row)[0] is _NOTHING
    said, token = (PENDING, "text2") if waits else VERDICTS[row.verdict]
    return tr(said), token


def agreement(row: VariableReport) -> Statistic:
    """Percent agreement, the mean over units."""
    return row.statistics.get("agree.unit_mean", _NOTHING)


def second_line(row: VariableReport) -> str:
    """The level of measurement and the number of categories: "ordinal · 3 categories"."""
    if row.answer_kind == "spans":
        return tr("marked passages · {0}").format(figures.counted(len(row.categories), "category", "categories"))
    facts = (
        tr("several answers") if row.answer_kind == "several" and len(row.pairs) and not row.pairs[0].confusion else row.level
    )
    return f"{facts} · {figures.counted(len(row.categories), 'category', 'categories')}" if row.categories else facts


def reason(row: VariableReport) -> str:
    """Why there is no alpha; a note of the report says it with the labels of the codebook."""
    told = next((note.partition(", so that")[0] for note in row.notes if note.startswith("No variation")), None)
    why = told or alpha(row).undefined or tr("not computed")
    return isolated_in(why[:1].upper() + why[1:], (named(label) for _value, label in row.categories))


def missing_total(row: VariableReport) -> int:
    """Cells without an answer that were decided on; open ones are not among them."""
    return row.missing.undetermined + row.missing.skipped + row.missing.not_applicable


def words(row: VariableReport, column: int) -> str:
    """A cell of the table in words."""
    low, high = ends(row)
    if column == VARIABLE:
        return row.label or row.variable
    if column == UNITS:
        return figures.count(row.pairable_units)
    if column == AGREE:
        return figures.per_cent(agreement(row).value)
    if column == ALPHA:
        return figures.coefficient(alpha(row).value)
    if column == INTERVAL:
        if alpha(row).value is None:
            return reason(row)
        return figures.interval(low.value, high.value) or low.undefined or tr("not computed yet")
    if column == KALPHA:
        return figures.interval(*(end.value for end in ends(row, "bootstrap_kripp2016"))) or figures.coefficient(None)
    if column == ANSWERS:
        return ", ".join(_shares(row)) or tr("none")
    if column == MISSING:
        return figures.count(missing_total(row))
    return verdict(row)[0]


def _rank(row: VariableReport, column: int) -> float | None:
    """By what a column sorts; None stands last, whatever the direction."""
    if column == VERDICT:
        return {"not_yet": 0.0, "tentative": 1.0, "reliable": 2.0}.get(row.verdict)
    values = {
        UNITS: row.pairable_units,
        AGREE: agreement(row).value,
        ALPHA: alpha(row).value,
        INTERVAL: ends(row)[0].value,
        KALPHA: ends(row, "bootstrap_kripp2016")[0].value,
        ANSWERS: -max(row.counts, default=0) / max(1, sum(row.counts)),
        MISSING: -missing_total(row),
    }
    return values[column]


def _shares(row: VariableReport) -> list[str]:
    total = sum(row.counts)
    pairs = zip(row.categories, row.counts, strict=False)
    return [f"{isolated(label)} {figures.per_cent(n / total)}" for (_value, label), n in pairs if n] if total else []


def _tooltip(row: VariableReport, column: int) -> str | None:
    if column == VARIABLE:
        return tr("{0} ({1})\n{2}, {3} used").format(isolated(row.label), row.variable, second_line(row), row.categories_used)
    if column == UNITS:
        return tr("{0} of {1} units have at least two answers; {2} answers in all").format(
            row.pairable_units, row.units, row.codings
        )
    if column == ANSWERS:
        pairs = zip(row.categories, row.counts, strict=False)
        return "\n".join(f"{isolated(label)}: {figures.count(n)}" for (_value, label), n in pairs) or None
    if column == MISSING:
        lost = row.missing
        return tr("{0} cannot be determined\n{1} skipped\n{2} does not apply\n{3} not answered yet").format(
            lost.undetermined, lost.skipped, lost.not_applicable, lost.open
        )
    if column in (ALPHA, INTERVAL):
        return words(row, INTERVAL)
    labels = [named(label) for _value, label in row.categories]
    return isolated_in("\n".join(row.notes), labels) or None if column == VERDICT else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    right = column in (UNITS, AGREE, ALPHA, VERDICT)
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
