"""Places found in many texts, one a line: the words in the middle, what stands before and after them beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intercoder.ui import paint, style, theme
from intercoder.ui.positions import display

if TYPE_CHECKING:
    from intercoder.tasks.corpus_search import Hit

HIT = Qt.ItemDataRole.UserRole
_CHECKED = Qt.ItemDataRole.CheckStateRole
_BOX, _REF, _STATE = 48, 112, 104  # px at scale 1: the columns beside the words
_QUOTE_SHARE = 0.34  # of the room for words that a quote may take at most


class HitModel(QAbstractListModel):
    """The places of one search. Emits `chosen_changed` when the set of chosen ones is another."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits: tuple[Hit, ...] = ()
        self._off: set[int] = set()  # rows that were taken out
        self._there: set[tuple[int, int, int]] = set()

    def show(self, hits: Sequence[Hit], there: set[tuple[int, int, int]]) -> None:
        """Lists these places, all of them chosen; `there` = places that carry the category already."""
        self.beginResetModel()
        self.hits, self._there, self._off = tuple(hits), there, set()
        self.endResetModel()
        self.chosen_changed.emit()

    def set_there(self, there: set[tuple[int, int, int]]) -> None:
        """Another category, or other highlights."""
        if there != self._there:
            self._there = there
            if self.hits:
                self.dataChanged.emit(self.index(0), self.index(len(self.hits) - 1))
        self.chosen_changed.emit()

    def is_there(self, row: int) -> bool:
        """Whether a place carries the category already."""
        return self.hits[row].place in self._there

    def can_choose(self, row: int) -> bool:
        """Whether a place could be highlighted."""
        return not self.hits[row].locked and not self.is_there(row)

    def is_chosen(self, row: int) -> bool:
        """Whether a place is to be highlighted."""
        return row not in self._off and self.can_choose(row)

    def chosen(self) -> list[tuple[int, int, int]]:
        """The places to be highlighted."""
        return [hit.place for row, hit in enumerate(self.hits) if self.is_chosen(row)]

    def choose(self, rows: Sequence[int], on: bool) -> None:
        """Chooses these rows, or takes them out."""
        self._off = self._off.difference(rows) if on else self._off.union(rows)
        if rows:
            self.dataChanged.emit(self.index(min(rows)), self.index(max(rows)))
        self.chosen_changed.emit()

    def state_of(self, row: int) -> str:
        """Why a place cannot be chosen; empty if it can."""
        return self.tr("highlighted") if self.is_there(row) else self.tr("finished") if self.hits[row].locked else ""

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        hit, row = self.hits[index.row()], index.row()
        if role == HIT:
            return hit
        if role == _CHECKED:
            return Qt.CheckState.Checked if self.is_chosen(row) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = self.state_of(row) or (self.tr("chosen") if self.is_chosen(row) else self.tr("not chosen"))
            return f"{hit.ref}, {state}: {one_line(hit.before)} “{one_line(hit.quote)}” {one_line(hit.after)}"
        return None

    def setData(self, index: QModelIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECKED or not self.can_choose(index.row()):
            return False
        self.choose([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


class HitRows(QStyledItemDelegate):
    """A box, the unit, and the line of text with its words in the middle; right-to-left text is mirrored."""

    colour = "grey"

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(10, theme.current().px("height.row"))

    def editorEvent(self, event: QEvent, model: HitModel, option: QStyleOptionViewItem, index: QModelIndex) -> bool:
        clicks = (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
        if event.type() in clicks and event.position().x() < option.rect.left() + theme.current().px(_BOX):
            if event.type() == QEvent.Type.MouseButtonRelease:
                on = index.data(_CHECKED) != Qt.CheckState.Checked
                model.setData(index, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked, _CHECKED)
            return True
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, rect = theme.current(), QRectF(option.rect)
        model: HitModel = index.model()
        hit, row = index.data(HIT), index.row()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected" if option.widget.hasFocus() else "sunken"))
        box = QRectF(rect.x() + look.px(24), rect.y(), look.px(16), rect.height())
        style.check(painter, box, model.is_chosen(row), model.can_choose(row))
        left = rect.x() + look.px(_BOX)
        paint.paint_text(painter, QRectF(left, rect.y(), look.px(_REF - 8), rect.height()), hit.ref, "small", "text3")
        right = rect.right() - look.px(_STATE)
        state = QRectF(right + look.px(8), rect.y(), look.px(_STATE - 32), rect.height())
        paint.paint_text(painter, state, model.state_of(row), "small", "text3", Qt.AlignmentFlag.AlignRight)
        words = QRectF(left + look.px(_REF), rect.y(), right - left - look.px(_REF), rect.height())
        self._words(painter, words, hit, model.is_chosen(row))

    def _words(self, painter: QPainter, rect: QRectF, hit: Hit, chosen: bool) -> None:
        look = theme.current()

        def mark(middle: QRectF) -> None:
            if chosen:
                painter.fillRect(middle, look.wash(self.colour))
                foot = QRectF(middle.x(), middle.bottom(), middle.width(), look.px(2))
                painter.fillRect(foot, look.code(self.colour))

        paint_in_context(painter, rect, (hit.before, hit.quote, hit.after), mark)


def paint_in_context(painter: QPainter, rect: QRectF, words: tuple[str, str, str], mark: Callable[[QRectF], None]) -> None:
    """One line: what stands before, the words in the middle, what stands after; right-to-left text is mirrored.

    `mark` paints the ground of the words.
    """
    look = theme.current()
    before, quote, after = (*words[:1], one_line(display(words[1])), *words[2:])
    width = min(paint.text_width("strong", quote) + look.px(8), rect.width() * _QUOTE_SHARE)
    start = rect.x() + (rect.width() - width) / 2
    middle = QRectF(start, rect.y() + look.px(5), width, rect.height() - look.px(10))
    mark(middle)
    inner = middle.adjusted(look.px(4), 0, -look.px(4) + 1, 0)
    paint.paint_text(painter, inner, quote, "strong", align=Qt.AlignmentFlag.AlignHCenter)
    left = QRectF(rect.x(), rect.y(), start - rect.x(), rect.height())
    right = QRectF(middle.right(), rect.y(), rect.right() - middle.right(), rect.height())
    if is_rtl(quote):
        left, right = right, left
    gaps = (look.px(6) if before[-1:].isspace() else 0), (look.px(6) if after[:1].isspace() else 0)
    for room, text, gap, mode in (
        (left, before, gaps[0], Qt.TextElideMode.ElideLeft), (right, after, gaps[1], Qt.TextElideMode.ElideRight)
    ):  # fmt: skip
        at_left = room.x() < middle.x()
        room = room.adjusted(0, 0, -gap, 0) if at_left else room.adjusted(gap, 0, 0, 0)
        _context(painter, room, one_line(display(text)), at_left, mode)


def _context(painter: QPainter, rect: QRectF, text: str, at_left: bool, mode: Qt.TextElideMode) -> None:
    """What stands before or after the words, as much of it as fits next to them."""
    look = theme.current()
    painter.save()
    painter.setFont(look.font("body"))
    painter.setPen(look.colour("text2"))
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = Qt.AlignmentFlag.AlignRight if at_left else Qt.AlignmentFlag.AlignLeft
    align = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    shown = QFontMetricsF(look.font("body")).elidedText(text, mode, rect.width())
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


class Concordance(QListView):
    """The list of places. Emits `opened(Hit)` for the one to be shown in its text.

    Space chooses the selected places or takes them out, Enter opens one, Ctrl+A selects all.
    """

    opened = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hits = HitModel(self)
        self.rows = HitRows(self)
        self.setModel(self.hits)
        self.setItemDelegate(self.rows)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Places found"))
        self.setAccessibleDescription(self.tr("Space chooses a place or takes it out, Enter shows it in its text"))
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if event.key() == Qt.Key.Key_Space and rows:
            free = [row for row in rows if self.hits.can_choose(row)]
            self.hits.choose(free, not all(self.hits.is_chosen(row) for row in free))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.data(HIT))


_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def one_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def is_rtl(text: str) -> bool:
    """Whether a text runs from right to left, by its first strong character."""
    for character in text:
        if "\u0590" <= character <= "\u08ff" or "\ufb1d" <= character <= "\ufefc":
            return True
        if character.isalpha():
            return False
    return False
