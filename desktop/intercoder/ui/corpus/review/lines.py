"""The lines of an article under review, each with a band for what it is; single keys act on the current one."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intercoder.records import Unit
from intercoder.ui import paint, theme
from intercoder.ui.code_keys import single_key
from intercoder.ui.corpus.importing import roles
from intercoder.ui.corpus.importing.source_rows import paint_lines
from intercoder.ui.corpus.review.caret import Caret
from intercoder.ui.positions import display

_ROW = Qt.ItemDataRole.UserRole
_NUMBER, _BAND, _MARK, _GAP = 16, 168, 132, 16  # pixels at scale 1
_MOST = 4


@dataclass(frozen=True)
class Line:
    """A unit with its number among the comments (0 = none), and what stands at its right."""

    unit: Unit
    number: int = 0
    mark: str = ""  # "Continues 5?", "answers 3"
    is_warning: bool = False


class ReviewLines(QListWidget):
    """Emits `asked` with the letter of a verb: m, s, b, r or x. J and K move; ← and → put the caret in."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Lines of the article"))
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.caret: Caret | None = None
        self.currentItemChanged.connect(lambda _now, before: self._take_caret(before))

    def fill(self, lines: list[Line], unit: int | None) -> None:
        """Shows these lines; the one of `unit` is the current one, else the first comment."""
        place = self.verticalScrollBar().value()
        self.leave_caret()
        self.clear()
        for line in lines:
            item = QListWidgetItem(self)
            item.setData(_ROW, line)
            spoken = (_name(line), line.mark, line.unit.text or "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ": ".join(part for part in spoken if part))
        wanted = [row for row, line in enumerate(lines) if line.unit.id == unit]
        comments = [row for row, line in enumerate(lines) if line.number]
        self.setCurrentRow((wanted or comments or [0])[0])
        self.verticalScrollBar().setValue(place)
        hint = QAbstractItemView.ScrollHint.EnsureVisible if wanted else QAbstractItemView.ScrollHint.PositionAtCenter
        self.scrollToItem(self.currentItem(), hint)

    def line(self) -> Line | None:
        """The current line."""
        item = self.currentItem()
        return item.data(_ROW) if item is not None else None

    def lines(self) -> list[Line]:
        """All lines that are shown."""
        return [self.item(row).data(_ROW) for row in range(self.count())]

    # -------------------------------------------------------------- the caret

    def put_caret(self) -> Caret | None:
        """The caret in the current line, which shows all of its text; None where the line is no comment."""
        line = self.line()
        if line is None or not line.number:
            return None
        if self.caret is None:
            self.caret = caret = Caret(line.unit.text or "", self)
            caret.cut.connect(lambda: self.asked.emit("s"))
            caret.left.connect(self.leave_caret)
            caret.cursorPositionChanged.connect(self._follow)
            self.setItemWidget(self.currentItem(), caret)
            self.doItemsLayout()
            self.scrollToItem(self.currentItem())
        self.caret.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.caret

    def leave_caret(self) -> None:
        """Back to the lines."""
        self._take_caret(self.currentItem())

    def _take_caret(self, item: QListWidgetItem | None) -> None:
        caret, self.caret = self.caret, None
        if caret is not None and item is not None:
            if caret.hasFocus():
                self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.removeItemWidget(item)
            self.doItemsLayout()

    def _follow(self) -> None:
        """A comment may be higher than the list: the line with the caret stays in sight."""
        if self.caret is not None:
            top = self.caret.mapTo(self.viewport(), self.caret.cursorRect().topLeft()).y()
            bottom, bar = top + self.caret.cursorRect().height(), self.verticalScrollBar()
            bar.setValue(bar.value() + min(top, 0) + max(bottom - self.viewport().height(), 0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (caret := self.put_caret()) is not None:
            place = caret.viewport().mapFromGlobal(event.globalPosition().toPoint())
            caret.setTextCursor(caret.cursorForPosition(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = single_key(event)
        if key in ("j", "k"):
            self.setCurrentRow(min(max(self.currentRow() + (1 if key == "j" else -1), 0), self.count() - 1))
        elif key and key in "msbrx":
            self.asked.emit(key)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            self.put_caret()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if self.caret is not None:
            self.doItemsLayout()
            self.scrollToItem(self.currentItem())
            self._follow()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.leave_caret()
            self.scheduleDelayedItemsLayout()


def _name(line: Line) -> str:
    words = roles.words(line.unit.kind)
    return f"{words} {line.number}" if line.number else words


def _room(rect: QRectF) -> QRectF:
    """Where the text of a line stands in its row."""
    look = theme.current()
    left = rect.x() + look.px(_NUMBER + _BAND + _GAP)
    return QRectF(left, rect.y() + look.px(6), rect.right() - left - look.px(_MARK + _GAP), rect.height() - look.px(12))


class _Delegate(QStyledItemDelegate):
    """Paints a band with a name, the text on at most four lines, and a mark at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, view = theme.current(), self.parent()
        text = index.data(_ROW).unit.text or ""
        room = max(view.viewport().width() - look.px(_NUMBER + _BAND + _MARK + 2 * _GAP), 80)
        if view.caret is not None and view.indexWidget(index) is view.caret:
            return QSize(1, view.caret.height_for(room) + look.px(12))
        rows = sum(1 + int(paint.text_width("body", part[:600]) * 1.06 / room) for part in display(text).split("\u2028"))
        return QSize(1, look.line("body") * min(max(rows, 1), _MOST) + look.px(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        look, view, line = theme.current(), self.parent(), index.data(_ROW)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        has_caret = view.indexWidget(index) is not None
        ground = ("selected" if view.hasFocus() or has_caret else "sunken") if chosen else "surface"
        painter.fillRect(rect, look.colour(ground))
        if chosen:
            painter.fillRect(QRectF(rect.x(), rect.y(), look.px(3), rect.height()), look.colour("accent"))
        self._band(painter, rect, line)
        room = _room(rect)
        quiet = not line.unit.codable and line.unit.kind != "comments_header"
        most = max(1, int(room.height() // look.line("body")))
        if not has_caret:
            paint_lines(painter, room, display(line.unit.text or ""), "text2" if quiet else "text", most)
        if line.mark:
            box = QRectF(room.right() + look.px(8), room.y(), look.px(_MARK), look.line("body"))
            paint.paint_text(painter, box, line.mark, "small_strong" if line.is_warning else "small",
                             "warn" if line.is_warning else "text2")  # fmt: skip
        paint.hairline(painter, room.x(), rect.bottom(), rect.right() - room.x())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(_room(QRectF(option.rect)).toRect())

    @staticmethod
    def _band(painter: QPainter, rect: QRectF, line: Line) -> None:
        look, role = theme.current(), roles.ROLES[line.unit.kind]
        box = QRectF(rect.x() + look.px(_NUMBER), rect.y(), look.px(_BAND), rect.height() - 1)
        painter.fillRect(box, look.wash(role.colour or "grey"))
        painter.fillRect(QRectF(box.right() - look.px(4), box.y(), look.px(4), box.height()), look.code(role.colour or "grey"))
        words = QRectF(box.x() + look.px(10), rect.y() + look.px(6), box.width() - look.px(20), look.line("body"))
        paint.paint_text(painter, words, _name(line), "small", "text2")
