"""The categories of a variable by themselves: how often each was used, and how far the coders agree on it."""

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from intercoder.agreement.report import VariableReport
from intercoder.ui import figures, theme
from intercoder.ui.language import tr

HEADS = (
    (QT_TRANSLATE_NOOP("Intercoder", "Category"), ""),
    (
        QT_TRANSLATE_NOOP("Intercoder", "Codings"),
        QT_TRANSLATE_NOOP("Intercoder", "Codings with this category, and their share of all."),
    ),
    (
        QT_TRANSLATE_NOOP("Intercoder", "Alpha"),
        QT_TRANSLATE_NOOP("Intercoder", "Nominal alpha of the category against all others."),
    ),
    (
        QT_TRANSLATE_NOOP("Intercoder", "Specific"),
        QT_TRANSLATE_NOOP("Intercoder", "Given that one coder says so, how often another does."),
    ),
)


class CategoryTable(QWidget):
    """A small table below the matrix. It shows what the report holds and computes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Categories by themselves"))
        self._grid = QGridLayout(self)
        theme.set_margins(self._grid, (0, 8, 0, 0), 4)
        self._grid.setHorizontalSpacing(theme.current().px(16))
        self._grid.setColumnStretch(len(HEADS), 1)

    def show_categories(self, report: VariableReport) -> None:
        """Fills the table; hidden where a variable has no categories."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.setVisible(bool(report.categories) and report.answer_kind != "spans")
        if not self.isHidden():
            for column, (head, tip) in enumerate(HEADS):
                self._put(0, column, tr(head), "small_strong", tr(tip) if tip else "")
            for row, cells in enumerate(rows_of(report), 1):
                for column, (words, tip) in enumerate(cells):
                    self._put(row, column, words, "small", tip)

    def _put(self, row: int, column: int, words: str, role: str, tip: str) -> None:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setText(
            words if column else label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, theme.current().px(150))
        )
        label.setToolTip(tip)
        theme.set_font(label, role)
        theme.set_kind(label, "second")
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, row, column, side)


def rows_of(report: VariableReport) -> list[list[tuple[str, str]]]:
    """(words, tooltip) of each cell: label, codings with their share, alpha, specific agreement."""
    total = sum(report.counts)
    rows = []
    for (value, label), count in zip(report.categories, report.counts, strict=True):
        share = f"{count} · {100 * count / total:.0f} %" if total else str(count)
        row = [(label, label), (share, tr(HEADS[1][1]))]
        for key, (_head, tip) in zip(("category_alpha", "specific_agreement"), HEADS[2:], strict=True):
            statistic = report.statistics.get(f"{key}.{value}")
            if statistic is None or statistic.value is None:
                row.append(("–", (statistic.undefined if statistic else None) or tr("not computed for this level")))
            else:
                row.append((figures.coefficient(statistic.value), tr(tip)))
        rows.append(row)
    return rows
