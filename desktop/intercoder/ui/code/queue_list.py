"""The list of the queue: rows of two heights whose places are reckoned, so that no row is asked for its height."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem, QWidget

from intercoder.ui import theme
from intercoder.ui.code.queue_model import QueueDelegate, QueueModel
from intercoder.ui.code.queue_rows import Rows

_SEARCHED = 500  # rows through which typed letters are searched for: each title is read from the file
_Action, _Hint = QAbstractItemView.CursorAction, QAbstractItemView.ScrollHint


class QueueList(QListView):
    """Shows a `QueueModel`. A list view proper asks all rows for their height whenever one is added: with 20,000 articles
    that is felt whenever another one is opened.
    """

    def __init__(self, model: QueueModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: tuple[int, int] | None = None  # an article, and where its row shall stay
        self._measure()
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what is scrolled is moved, not painted again

    def _measure(self) -> None:
        look = theme.current()
        self._heights = (look.px("height.row_two"), look.px(30))  # of a group, of a unit

    @property
    def _rows(self) -> Rows:
        model = self.model()
        assert isinstance(model, QueueModel)
        return model.rows

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    # ---------------------------------------------------------------- where rows are

    def visualRect(self, index: QModelIndex) -> QRect:
        if not index.isValid():
            return QRect()
        top, below = (self._rows.top(number, *self._heights) for number in (index.row(), index.row() + 1))
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), below - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        number = self._rows.at(point.y() + self.verticalOffset(), *self._heights)
        return self.model().index(number, 0) if number is not None else QModelIndex()

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def isIndexHidden(self, _index: QModelIndex) -> bool:
        return False

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self._rows.top(len(self._rows), *self._heights) - page))
        bar.setPageStep(page)
        bar.setSingleStep(self._heights[0])
        QAbstractItemView.updateGeometries(self)

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        if self.viewport().underMouse():  # the row below the mouse is another one now
            self.viewport().update()
        self.viewport().scroll(0, dy)

    # ---------------------------------------------------------------- scrolling

    def keep_in_place(self, article: int | None) -> None:
        """Where the row of this article is in sight, it stays at its height when other rows are shown next."""
        model = self.model()
        index = model.place_of_article(article) if article is not None and isinstance(model, QueueModel) else QModelIndex()
        rect = self.visualRect(index)
        self._kept = (article, rect.top()) if article is not None and self.viewport().rect().intersects(rect) else None

    def reset(self) -> None:
        super().reset()
        self.updateGeometries()
        model = self.model()
        if self._kept is not None and isinstance(model, QueueModel):
            article, top = self._kept
            self._kept = None
            index = model.place_of_article(article)
            if index.isValid():
                self.verticalScrollBar().setValue(self._rows.top(index.row(), *self._heights) - top)

    def scrollTo(self, index: QModelIndex, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible) -> None:
        """What is out of sight comes into the upper third, or from above into the lower one: what comes next is seen too."""
        rect, page, bar = self.visualRect(index), self.viewport().height(), self.verticalScrollBar()
        if not index.isValid():
            return
        self.updateGeometries()
        if hint == _Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - page // 2)
        elif hint == _Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif hint == _Hint.PositionAtBottom:
            bar.setValue(bar.value() + rect.bottom() + 1 - page)
        elif rect.top() < 0:
            bar.setValue(bar.value() + rect.bottom() + 1 - 2 * page // 3)
        elif rect.bottom() >= page:
            bar.setValue(bar.value() + rect.top() - page // 3)

    # ---------------------------------------------------------------- keys and choosing

    def moveCursor(self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last, now = len(self._rows) - 1, self.currentIndex()
        if last < 0:
            return QModelIndex()
        if not now.isValid():
            return self.model().index(0, 0)
        row, page = now.row(), self.viewport().height()
        y = self._rows.top(row, *self._heights)
        rows = {
            _Action.MoveUp: row - 1, _Action.MovePrevious: row - 1, _Action.MoveDown: row + 1, _Action.MoveNext: row + 1,
            _Action.MoveHome: 0, _Action.MoveEnd: last,
            _Action.MovePageUp: self._rows.at(max(0, y - page), *self._heights),
            _Action.MovePageDown: self._rows.at(y + page, *self._heights),
        }  # fmt: skip
        number = rows.get(action, row)
        return self.model().index(min(max(0, number if number is not None else last), last), 0)

    def keyboardSearch(self, search: str) -> None:
        if len(self._rows) <= _SEARCHED:
            super().keyboardSearch(search)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    # ---------------------------------------------------------------- painting

    def dataChanged(self, first: QModelIndex, last: QModelIndex, roles=()) -> None:  # type: ignore[no-untyped-def]
        QAbstractItemView.dataChanged(self, first, last, roles)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QPainter(self.viewport()), QStyleOptionViewItem()
        painter.fillRect(event.rect(), theme.current().colour("canvas"))
        self.initViewItemOption(option)
        at = self.viewport().mapFromGlobal(QCursor.pos())
        hovered = self.indexAt(at).row() if self.viewport().underMouse() else -1
        plain = option.state & ~QStyle.StateFlag.State_MouseOver
        for index, option.rect in self._within(event.rect()):
            option.state = plain | QStyle.StateFlag.State_MouseOver if index.row() == hovered else plain
            self.itemDelegate().paint(painter, option, index)

    def _within(self, rect: QRect) -> Iterator[tuple[QModelIndex, QRect]]:
        """The rows that are seen in a part of the window, and where."""
        offset, width = self.verticalOffset(), self.viewport().width()
        number = self._rows.at(max(0, rect.top() + offset), *self._heights)
        if number is None:
            return
        top = self._rows.top(number, *self._heights) - offset
        while number < len(self._rows) and top <= rect.bottom():
            below = self._rows.top(number + 1, *self._heights) - offset
            yield self.model().index(number, 0), QRect(0, top, width, below - top)
            number, top = number + 1, below
