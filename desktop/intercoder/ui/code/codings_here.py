"""The list under the text: the codings of the unit that is coded, for the keyboard and for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from intercoder.ui import keymap, paint, theme
from intercoder.ui.code.form_parts import CapButton
from intercoder.ui.icons import paint_icon
from intercoder.ui.text.here_rows import HereRow, MemoRow, SpanRow
from intercoder.ui.text.span_painter import MOST_LANES
from intercoder.ui.text.span_view import LaneCoder

ROW = Qt.ItemDataRole.UserRole
MEASURED = 4  # of the longest names, from which the width of their column is taken


class HereModel(QAbstractListModel):
    """The rows as they are told."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[HereRow] = []
        self.longest: list[str] = []  # names of categories, so that all passages begin at one place
        self._places: dict[int, int] = {}  # span -> its row

    def set_rows(self, rows: Sequence[HereRow]) -> None:
        """Shows these rows. Only what differs is told to the view: the rest keeps its place, its choice and its reader."""
        before, new = self.rows, list(rows)
        least = min(len(before), len(new))
        head = next((n for n in range(least) if before[n] != new[n]), least)
        tail = next((n for n in range(least - head) if before[-1 - n] != new[-1 - n]), least - head)
        gone, come = len(before) - head - tail, len(new) - head - tail
        kept = min(gone, come)
        if gone > kept:
            self.beginRemoveRows(QModelIndex(), head + kept, head + gone - 1)
            self.rows = [*before[: head + kept], *before[head + gone :]]
            self.endRemoveRows()
        elif come > kept:
            self.beginInsertRows(QModelIndex(), head + kept, head + come - 1)
            self.rows = [*before[: head + kept], *new[head + kept :]]
            self.endInsertRows()
        self.rows = new
        names = {row.spans[0].category for row in new if isinstance(row, SpanRow)}
        self.longest = sorted(names, key=len)[-MEASURED:]
        self._places = {s.id: n for n, row in enumerate(new) if isinstance(row, SpanRow) for s in row.spans}
        if kept:
            self.dataChanged.emit(self.index(head), self.index(head + kept - 1))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.words
        return None

    def place_of(self, span: int | None) -> QModelIndex:
        """The row that holds a span."""
        place = self._places.get(span) if span is not None else None
        return self.index(place) if place is not None else QModelIndex()


class HereRows(QStyledItemDelegate):
    """Swatch, category, quote, whether something was noted, and who coded it; or a memo."""

    coders: Sequence[LaneCoder] = ()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(10, theme.current().px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = theme.current()
        row: HereRow = index.data(ROW)
        view: QListView = option.widget
        rect = QRectF(option.rect).adjusted(look.px(20), 0, -look.px(8), 0)
        current = view.currentIndex() == index
        if current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if view.hasFocus() or isinstance(row, SpanRow) else "sunken"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        left = rect.x() + look.px(12)
        if isinstance(row, SpanRow):
            paint.swatch(painter, QRectF(left, rect.y(), look.px(10), rect.height()), row.spans[0].colour)
            name, words, right = row.spans[0].category, f"“{row.quote}”", self._chips(painter, rect, row.coders, row)
        else:
            self._note(painter, left - look.px(2), rect)
            name, words = self.tr("Memo"), row.words.partition(": ")[2]
            right = self._chips(painter, rect, frozenset({row.coder.id} if row.coder else ()), None)
        left, right = left + look.px(20), right - look.px(12)
        if isinstance(row, SpanRow) and row.memo:
            right -= look.px(22)
            self._note(painter, right + look.px(8), rect)
        names = (*index.model().longest, name)
        width = min(max(look.px(110), *(paint.text_width("strong", each) + 1 for each in names)), (right - left) / 2)
        paint.paint_text(painter, QRectF(left, rect.y(), width, rect.height()), name, "strong" if current else "label")
        left += width + look.px(12)
        paint.paint_text(painter, QRectF(left, rect.y(), right - left, rect.height()), words, "body", "text2")

    def _note(self, painter: QPainter, left: float, rect: QRectF) -> None:
        side = theme.current().px(14)
        paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), "sticky-note", "text2")

    def _chips(self, painter: QPainter, rect: QRectF, coded: frozenset[int], row: SpanRow | None) -> float:
        """Paints who coded a row at its right end, or who wrote a memo; where that begins."""
        look = theme.current()
        right = rect.right() - look.px(8)
        if len(self.coders) < 2:
            return right
        if row is not None and len(self.coders) > MOST_LANES:
            words = self.tr("{0} of {1}").format(len(coded), len(self.coders))
            width = paint.text_width("small", words)
            room = QRectF(right - width, rect.y(), width + 1, rect.height())
            paint.paint_text(painter, room, words, "small", "text2")
            return room.left()
        for coder in reversed(self.coders):
            if row is None and coder.id not in coded:
                continue
            size = paint.coder_chip_size(coder.initials)
            right -= size.width()
            chip = QRectF(right, rect.center().y() - size.height() / 2, size.width(), size.height()).toAlignedRect().toRectF()
            paint.coder_chip(painter, chip, coder.initials, coder.id in coded, row.spans[0].colour if row else None)
            right -= look.px(3)
        return right


class CodingsHere(QWidget):
    """Says what is chosen, and what is asked of a row by keys or from its menu; the place answers."""

    chosen = Signal(object)  # span
    removal_asked = Signal(object)  # span
    change_asked = Signal(object)  # span
    memo_asked = Signal(object)  # span, or 0 for the unit
    memo_removal_asked = Signal(object)  # span, or 0 for the unit
    menu_asked = Signal(object, QPoint)  # span, global point
    step_asked = Signal(int)  # +1 or -1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        heading, self._facts = QLabel(self.tr("Codings here"), self), QLabel(self)
        theme.set_font(heading, "small_strong")
        for label in (heading, self._facts):
            theme.set_kind(label, "second")
        theme.set_font(self._facts, "small")
        self.list = QListView(self)
        self._model, self._rows, self._at = HereModel(self), HereRows(self.list), 0
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._rows)
        self.list.setAccessibleName(self.tr("Codings here"))
        self.list.setAccessibleDescription(self.tr("F2 changes the category, Delete removes, Ctrl+M writes a memo"))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._ask_menu)
        self.list.clicked.connect(self._tell)
        self.list.activated.connect(self._open)
        self.list.installEventFilter(self)
        head = QHBoxLayout()
        theme.set_margins(head, (32, 10, 24, 4), 8)
        head.addWidget(heading)
        head.addWidget(self._facts)
        head.addStretch()
        spans = (("span.previous", self.tr("Previous span"), -1), ("span.next", self.tr("Next span"), 1))
        for command, words, by in spans:
            button = CapButton(command, words, self)
            button.clicked.connect(lambda _checked=False, step=by: self.step_asked.emit(step))
            head.addWidget(button)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[HereRow], coders: Sequence[LaneCoder], where: str) -> None:
        """Lists these rows; `where` names the unit."""
        self._rows.coders = coders
        self._at = max(0, self.list.currentIndex().row())
        count = len(rows)
        self._facts.setText(self.tr("{0} in {1}").format(count, where) if count else self.tr("none yet"))
        if rows != self._model.rows:
            self._model.set_rows(rows)
        self.list.viewport().update()

    def set_current(self, span: int | None) -> None:
        """Marks the row of a span; while keys act here and there is none, the row that stands where the last one stood."""
        index = self._model.place_of(span)
        if not index.isValid() and self.list.hasFocus() and self._model.rows:
            index = self._model.index(min(self._at, len(self._model.rows) - 1))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self.list.currentIndex().isValid():
            row = self._row()
            span = row.to_select.id if isinstance(row, SpanRow) else 0
            command = keymap.current().command(event, "text")
            if command == "span.remove" or event.key() == Qt.Key.Key_Backspace:
                (self.removal_asked if span else self.memo_removal_asked).emit(span)
                return True
            if command == "span.change":
                (self.change_asked if span else self.memo_asked).emit(span)
                return True
        return super().eventFilter(watched, event)

    def _row(self) -> HereRow:
        return self.list.currentIndex().data(ROW)

    def _tell(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, SpanRow):
            self.chosen.emit(row.to_select.id)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, MemoRow):
            self.memo_asked.emit(0)
        else:
            self._tell(index)

    def _ask_menu(self, point: QPoint) -> None:
        row = self.list.indexAt(point).data(ROW)
        if isinstance(row, SpanRow):
            self.menu_asked.emit(row.to_select.id, self.list.viewport().mapToGlobal(point))
