"""The hits of a search, one a line: the words in the middle, what stands around them, the unit, outlet and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intercoder.ui import paint, theme
from intercoder.ui.text.concordance import one_line, paint_in_context

if TYPE_CHECKING:
    from intercoder.project.search import SearchHit

HIT = Qt.ItemDataRole.UserRole
PAGE = 60
"""Texts whose hits are read at a time."""
_REF, _ABOUT, _LEAST = 112, 176, 480  # px at scale 1: the columns beside the words, and the room that words want


class HitModel(QAbstractListModel):
    """The hits that were read so far; more of them when the end comes into sight. Reads a page by `fetch(units)`."""

    def __init__(self, fetch: Callable[[Sequence[int]], list[SearchHit]], parent: QWidget) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self.hits: list[SearchHit] = []
        self._units: Sequence[int] = ()
        self._read = 0  # texts whose hits are there

    def show(self, hits: Sequence[SearchHit], read: int) -> None:
        """Lists these hits of the first `read` texts, in place of those before."""
        self.beginResetModel()
        self.hits, self._units, self._read = list(hits), (), read
        self.endResetModel()

    def go_on(self, units: Sequence[int]) -> None:
        """All texts that were found: what is not there yet is read when it comes into sight."""
        self._units = units
        if not self.hits:
            self.fetchMore(QModelIndex())

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not parent.isValid() and self._read < len(self._units)

    def fetchMore(self, _parent: QModelIndex) -> None:
        while self._read < len(self._units):
            new = self._fetch(self._units[self._read : self._read + PAGE])
            self._read += PAGE
            if new:  # a text may have been changed since it was indexed
                self.beginInsertRows(QModelIndex(), len(self.hits), len(self.hits) + len(new) - 1)
                self.hits += new
                self.endInsertRows()
                return

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == HIT:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            place = ", ".join(part for part in (hit.ref, hit.outlet, (hit.date or "")[:10]) if part)
            return f"{place}: {one_line(hit.before)} “{one_line(hit.quote)}” {one_line(hit.after)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = (hit.headline, hit.outlet, hit.author, (hit.date or "")[:16].replace("T", " "))
            return "\n".join(part for part in parts if part)
        return None


class _Rows(QStyledItemDelegate):
    """The unit, the line of text with its words in the middle, then outlet and day."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(10, theme.current().px("height.row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, rect, hit = theme.current(), QRectF(option.rect), index.data(HIT)
        chosen = option.state & QStyle.StateFlag.State_Selected
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            ground = ("selected" if option.widget.hasFocus() else "sunken") if chosen else "hover"
            painter.fillRect(rect, look.colour(ground))
        if chosen and option.widget.hasFocus():
            painter.fillRect(QRectF(rect.x(), rect.y(), look.px(3), rect.height()), look.colour("accent"))
        left, right = rect.x() + look.px(24), rect.right() - look.px(24)
        if right - left > look.px(_REF + _LEAST):
            paint.paint_text(painter, QRectF(left, rect.y(), look.px(_REF - 8), rect.height()), hit.ref, "small", "text3")
            left += look.px(_REF)
        if right - left > look.px(_ABOUT + _LEAST):
            right -= look.px(_ABOUT)
            self._about(painter, QRectF(right + look.px(16), rect.y(), look.px(_ABOUT - 16), rect.height()), hit)
        line = QRectF(left, rect.y(), right - left, rect.height())

        def mark(middle: QRectF) -> None:
            painter.fillRect(middle, look.colour("find"))

        paint_in_context(painter, line, (hit.before, hit.quote, hit.after), mark)

    @staticmethod
    def _about(painter: QPainter, rect: QRectF, hit: SearchHit) -> None:
        day = (hit.date or "")[:10]
        width = paint.text_width("small", "2026-03-31") + 1
        room = QRectF(rect.right() - width, rect.y(), width, rect.height())
        paint.paint_text(painter, room, day, "small", "text2", Qt.AlignmentFlag.AlignRight)
        outlet = rect.adjusted(0, 0, -width - theme.current().px(8), 0)
        paint.paint_text(painter, outlet, hit.outlet or "", "small", "text3")


class HitList(QListView):
    """Emits `chosen(SearchHit)` for the current one, `opened(SearchHit)` on Enter, `left` on Escape."""

    chosen = Signal(object)
    opened = Signal(object)
    left = Signal()

    def __init__(self, fetch: Callable[[Sequence[int]], list[SearchHit]], parent: QWidget) -> None:
        super().__init__(parent)
        self.hits = HitModel(fetch, self)
        self.setModel(self.hits)
        self.setItemDelegate(_Rows(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Hits"))
        self.setAccessibleDescription(self.tr("Arrows or J and K show a hit in its text, Enter leads into it"))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(HIT)))
        self.selectionModel().currentChanged.connect(self._tell)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(HIT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            row = self.currentIndex().row() + (1 if event.key() == Qt.Key.Key_J else -1)
            self.setCurrentIndex(self.hits.index(min(max(row, 0), self.hits.rowCount() - 1)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(HIT))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
