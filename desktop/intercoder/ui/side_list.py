"""The list at the left of a place: groups with rows of one or two lines, an icon before and a count or badge behind."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intercoder.ui import paint, theme
from intercoder.ui.icons import paint_icon
from intercoder.ui.style import check

_ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class SideRow:
    """A row of the list; `key` is what `chosen` tells. A row without a key is the name of a group."""

    name: str
    key: str | None = None
    facts: str = ""  # second line
    icon: str = ""
    count: str = ""  # at the right
    dimmed: bool = False
    ticked: bool | None = None  # None: there is nothing to tick


class SideList(QListWidget):
    """A quiet list of names. Emits `chosen` with the key of the row that became the current one.

    `ticked` comes with the key of a row whose tick is to change, by a click on it or by the space bar.
    """

    chosen = Signal(str)
    ticked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.set_kind(self, "canvas")
        self.currentItemChanged.connect(self._tell)

    def fill(self, rows: Sequence[SideRow], key: str | None = None) -> None:
        """Shows these rows; the current one stays, or is the one with `key`. Emits nothing."""
        key = key if key is not None else self.key
        self.blockSignals(True)
        self.clear()
        for row in rows:
            item = QListWidgetItem(row.name, self)
            item.setData(_ROW, row)
            item.setToolTip(row.name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(t for t in (row.name, row.facts, row.count) if t))
            if row.ticked is not None:
                item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)  # by `ticked` alone
            if row.key is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.choose(key)
        self.blockSignals(False)

    def choose(self, key: str | None) -> None:
        """Makes the row with this key the current one, else the first row."""
        keyed = [i for i in range(self.count()) if self._row(i).key is not None]
        wanted = [i for i in keyed if self._row(i).key == key] or keyed
        if wanted:
            self.setCurrentRow(wanted[0])

    @property
    def key(self) -> str | None:
        """The key of the current row."""
        item = self.currentItem()
        return item.data(_ROW).key if item is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self._row(self.currentRow()) if self.currentItem() is not None else None
        if event.key() == Qt.Key.Key_Space and row is not None and row.ticked is not None:
            self.ticked.emit(row.key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        row: SideRow | None = item.data(_ROW) if item is not None else None
        ticks = row is not None and row.ticked is not None and event.button() == Qt.MouseButton.LeftButton
        if row is not None and ticks and _tick_place(QRectF(self.visualItemRect(item))).contains(event.position()):
            self.ticked.emit(row.key)
        else:
            super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.scheduleDelayedItemsLayout()

    def _row(self, index: int) -> SideRow:
        row: SideRow = self.item(index).data(_ROW)
        return row

    def _tell(self, current: QListWidgetItem | None, _previous: QListWidgetItem | None) -> None:
        if current is not None and current.data(_ROW).key is not None:
            self.chosen.emit(current.data(_ROW).key)


def _tick_place(row: QRectF) -> QRectF:
    """Where a row has its tick, with the room around it that a finger needs."""
    look = theme.current()
    return QRectF(row.x() + look.px(8), row.y(), look.px(34), row.height())


class _Delegate(QStyledItemDelegate):
    """Paints the rows from the theme; a group is a small strong line with room above it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        look, row = theme.current(), index.data(_ROW)
        if row.key is None:
            return QSize(0, look.px(40 if index.row() else 32))
        return QSize(0, look.px("height.row_two" if row.facts else "height.row") + look.px(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, row = theme.current(), index.data(_ROW)
        rect = QRectF(option.rect)
        if row.key is None:
            line = QRectF(rect.x() + look.px(16), rect.bottom() - look.px(30), rect.width() - look.px(24), look.px(28))
            paint.paint_text(painter, line, row.name, "small_strong", "text2")
            return
        box = rect.adjusted(look.px(8), look.px(2), -look.px(8), -look.px(2))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._ground(painter, box, option, chosen)
        inner = box.adjusted(look.px(8), 0, -look.px(8), 0)
        token = "accent" if chosen else "text3" if row.dimmed else "text"
        if row.ticked is not None:
            side = look.px(16)
            check(painter, QRectF(inner.x() + look.px(2), inner.center().y() - side / 2, side, side), row.ticked)
            inner.setLeft(inner.x() + look.px(26))
        if row.icon:
            side = look.px(16)
            place = QRectF(inner.x() + look.px(2), inner.center().y() - side / 2, side, side)
            colour = "accent" if chosen else "text2"
            paint_icon(painter, place, row.icon, colour)
            inner.setLeft(inner.x() + look.px(26))
        if row.count:
            width = paint.text_width("small", row.count) + 1
            place = QRectF(inner.right() - width, inner.y(), width, inner.height())
            paint.paint_text(painter, place, row.count, "small", "text2", Qt.AlignmentFlag.AlignRight)
            inner.setRight(inner.right() - width - look.px(8))
        self._words(painter, inner, row, chosen, token)

    @staticmethod
    def _ground(painter: QPainter, box: QRectF, option: QStyleOptionViewItem, chosen: bool) -> None:
        look = theme.current()
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not chosen and not hovered:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("selected" if chosen else "hover"))
        painter.drawRoundedRect(box, look.px("radius.control"), look.px("radius.control"))
        painter.restore()
        if chosen and option.state & QStyle.StateFlag.State_HasFocus:
            from intercoder.ui.style import focus_ring

            focus_ring(painter, box, 6)

    @staticmethod
    def _words(painter: QPainter, inner: QRectF, row: SideRow, chosen: bool, token: str) -> None:
        look = theme.current()
        name = "strong" if chosen else "label" if row.facts else "body"
        if not row.facts:
            paint.paint_text(painter, inner, row.name, name, "text" if chosen and row.icon else token)
            return
        top = inner.y() + (inner.height() - look.line("body") - look.line("small")) / 2
        paint.paint_text(painter, QRectF(inner.x(), top, inner.width(), look.line("body")), row.name, name, token)
        second = QRectF(inner.x(), top + look.line("body"), inner.width(), look.line("small"))
        paint.paint_text(painter, second, row.facts, "small", "text2" if chosen else "text3")
