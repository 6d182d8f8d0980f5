"""The table of the span variables with their categories, under the two questions that its columns answer."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from intercoder.agreement.report import VariableReport
from intercoder.ui import paint, theme
from intercoder.ui.language import tr
from intercoder.ui.page import hair
from intercoder.ui.quiet_table import QuietDelegate, QuietTable
from intercoder.ui.reliability.model import VERDICTS
from intercoder.ui.reliability.span_rows import (
    ALPHA,
    CODERS,
    EDGES,
    NAME,
    QUESTIONS,
    ROW_ROLE,
    SPANS,
    TEXTS,
    VERDICT,
    CodeLook,
    SpanRow,
    SpanRows,
    rows_of,
)  # fmt: skip

_WIDTHS = (None, 46, 58, 54, 54, 92, 230, 60, 92, 66, 122)


class SpansTable(QWidget):
    """Table and questions. `table.chosen` tells the row; `report` is the variable of the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SpanRows(self)
        self.table = QuietTable(
            self.tr("Agreement on spans"), self.model, _WIDTHS, self, drops=(CODERS, SPANS, TEXTS), least=160
        )
        self.table.setItemDelegate(_Delegate(self.table))
        column = QVBoxLayout(self)
        theme.set_margins(column)
        self._questions = _Questions(self.table, self)
        column.addWidget(self._questions)
        column.addWidget(self.table, 1)
        column.addWidget(hair(self))
        self.setFocusProxy(self.table)

    def show_reports(self, reports: Sequence[VariableReport], looks: Mapping[tuple[str, object], CodeLook]) -> None:
        """Takes the rows of a report that are about spans; the current row stays if it is still there."""
        if not self.model.show(rows_of(reports, looks)):
            return
        self.table.clearSpans()
        for number, row in enumerate(self.model.rows):
            if row.sentence:
                self.table.setSpan(number, 0, 1, self.model.columnCount())
        if self.model.rows:
            self.table.setCurrentIndex(self.model.index(0, 0))

    @property
    def report(self) -> VariableReport | None:
        """The variable of the current row."""
        index = self.table.currentIndex()
        return index.data(ROW_ROLE).report if index.isValid() else None

    def choose(self, variable: str) -> bool:
        """Makes the row of a variable the current one."""
        found = next((n for n, row in enumerate(self.model.rows) if row.is_whole and row.report.variable == variable), None)
        if found is not None:
            self.table.setCurrentIndex(self.model.index(found, 0))
        return found is not None


class _Questions(QWidget):
    """The two questions over their columns, each on a line that spans them."""

    def __init__(self, table: QuietTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        theme.set_fixed(self, height=30)
        header = table.horizontalHeader()
        header.sectionResized.connect(self._repaint)
        header.geometriesChanged.connect(self._repaint)
        self.setAccessibleName(self.tr("Questions"))
        self.setAccessibleDescription(" ".join(words for *_, words in QUESTIONS))

    def _repaint(self, *_: object) -> None:
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(400), theme.current().px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        for first, last, words in QUESTIONS:
            left = self._table.columnViewportPosition(first) + look.px(8)
            right = self._table.columnViewportPosition(last) + self._table.columnWidth(last) - look.px(8)
            is_last = (first, last, words) == QUESTIONS[-1]  # there is room at its right, over u-alpha and the verdict
            box = QRectF(left, look.px(4), (self.width() if is_last else right) - left, self.height() - look.px(6))
            paint.paint_text(painter, box, words, "small_strong", "text")
            paint.hairline(painter, left, self.height() - 1, right - left, token="strong")


class _Delegate(QuietDelegate):
    """Paints categories with their colour, the verdict as a badge, and a sentence across all columns."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, ground: str) -> None:
        row: SpanRow = index.data(ROW_ROLE)
        look, column = theme.current(), index.column()
        if row.sentence:
            wide = QRectF(
                box.x() + look.px(20), box.y(), self.parent().viewport().width() - box.x() - look.px(44), box.height()
            )
            paint.paint_text(painter, wide, row.sentence, "small", "warn")
        elif column == VERDICT and row.is_whole:
            kind = row.report.verdict
            size = paint.badge_size(tr(VERDICTS[kind][0]), kind)
            middle = box.center().y() - size.height() / 2
            place = QRectF(box.right() - size.width(), middle, size.width(), size.height())
            paint.badge(painter, place, tr(VERDICTS[kind][0]), kind)
        elif column == NAME and row.category is not None:
            swatch(painter, QRectF(box.x() + look.px(12), box.center().y() - look.px(5), look.px(10), look.px(10)), row.look)
            paint.paint_text(painter, box.adjusted(look.px(30), 0, 0, 0), str(index.data()))
        elif column == EDGES:
            paint.paint_text(painter, box, str(index.data() or ""))
        elif column in (NAME, ALPHA) and row.is_whole:
            side = Qt.AlignmentFlag.AlignLeft if column == NAME else Qt.AlignmentFlag.AlignRight
            paint.paint_text(painter, box, str(index.data() or ""), "strong", "text", side)
        else:
            super().paint_cell(painter, box, index, ground)


def swatch(painter: QPainter, rect: QRectF, look: CodeLook) -> None:
    """The colour of a category, cut by a stripe where the variable uses it a second time."""
    paint.swatch(painter, rect, look.colour)
    if look.striped:
        middle = rect.center().x() - 1
        painter.fillRect(QRectF(middle, rect.y(), 2, rect.height()), theme.current().colour("surface"))
