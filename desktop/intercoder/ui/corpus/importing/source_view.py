"""The source as lines with a band for what each becomes; lines can be given another role by key, menu or mouse."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from intercoder.tasks.preview import Preview
from intercoder.tasks.preview_source import Band
from intercoder.ui import theme
from intercoder.ui.corpus.importing import roles
from intercoder.ui.corpus.importing.source_rows import BAND_WIDTH, NUMBER_WIDTH, SourceDelegate

VARIED = 2_000
"""A source with more lines has rows of one height, a line each: so many need not be measured."""
EDGE = 5  # pixels at scale 1 within which the mouse catches the border of a band


class Data(IntEnum):
    """What the model has to say of a line besides its text."""

    BAND = Qt.ItemDataRole.UserRole + 1
    LABEL = Qt.ItemDataRole.UserRole + 2


class SourceModel(QAbstractListModel):
    """The lines of a source; each knows its band. Lines are counted from 0."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[str] = ()
        self.bands: Sequence[Band] = ()
        self._at: list[int] = []
        self._labels: dict[int, str] = {}

    def show(self, preview: Preview | None) -> None:
        """Shows the lines of a preview, or none."""
        self.beginResetModel()
        self.lines = preview.shown.lines if preview else ()
        self.bands = preview.bands if preview else ()
        self._at = [-1] * len(self.lines)
        self._labels = {}
        numbers: dict[tuple[int | None, str], int] = {}
        for number, band in enumerate(self.bands):
            self._at[band.start : band.stop] = [number] * (band.stop - band.start)
            name = roles.words(band.role)
            if band.role == "comment":
                numbers[band.article, band.role] = count = numbers.get((band.article, band.role), 0) + 1
                name = f"{name} {count}"
            self._labels[band.start] = name
        self.endResetModel()

    def band(self, line: int) -> Band | None:
        """The band of a line; None of a blank one between bands."""
        at = self._at[line] if 0 <= line < len(self._at) else -1
        return self.bands[at] if at >= 0 else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.lines[line]
        if role == Data.BAND:
            return self.band(line)
        if role == Data.LABEL:
            return self._labels.get(line, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.lines[line][:2000] if len(self.lines[line]) > 80 else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            band = self.band(line)
            name = roles.words(band.role) if band else self.tr("blank")
            return self.tr("Line {0}, {1}: {2}").format(line + 1, name, self.lines[line])
        return None


class SourceView(QListView):
    """Emits `chosen` with the line that became the current one, and `painted` with lines, from 1, and their role.

    An empty role takes back what was said by hand. `paintable`: roles can be given.
    """

    chosen = Signal(int)
    painted = Signal(list, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.paintable = False
        self.source = SourceModel(self)
        self.setModel(self.source)
        self.setItemDelegate(SourceDelegate(self))
        self.setAccessibleName(self.tr("Source"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self._drag: int | None = None  # the first line below the border that is dragged
        self._drag_to = -1
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_preview(self, preview: Preview | None, paintable: bool) -> None:
        """Shows the lines of a preview; the place stays where it was if it is the same source."""
        same = preview is not None and len(preview.shown.lines) == len(self.source.lines)
        line, scroll = self.currentIndex().row(), self.verticalScrollBar().value()
        chosen = [index.row() for index in self.selectionModel().selectedRows()] if same else []
        self.blockSignals(True)
        self.setUniformItemSizes(preview is not None and len(preview.shown.lines) > VARIED)
        self.source.show(preview)
        if same:
            self.setCurrentIndex(self.source.index(line))
            for row in chosen:
                self.selectionModel().select(self.source.index(row), self.selectionModel().SelectionFlag.Select)
            self.verticalScrollBar().setValue(scroll)
        self.blockSignals(False)
        self.paintable = paintable and preview is not None

    def go_to(self, line: int) -> None:
        """Makes a line the current one and brings it into sight, without telling."""
        index = self.source.index(line)
        if index.isValid() and self.currentIndex().row() != line:
            self.blockSignals(True)
            self.setCurrentIndex(index)
            self.blockSignals(False)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.viewport().update()

    def give(self, role: str) -> None:
        """Gives the selected lines a role, or takes back what was said by hand."""
        lines = sorted(index.row() + 1 for index in self.selectionModel().selectedRows())
        lines = [line for line in lines if self.source.lines[line - 1].strip()]
        if lines and self.paintable:
            self.painted.emit(lines, "body" if role == "paragraph" else role)

    def menu(self) -> QMenu:
        """The roles that can be given, with their keys."""
        menu = QMenu(self)
        for role in roles.PAINTED:
            action = menu.addAction(f"{roles.verb(role)}\t{roles.ROLES[role].key}")
            action.triggered.connect(lambda _checked=False, role=role: self.give(role))
        menu.addSeparator()
        menu.addAction(self.tr("As found") + "\t⌫").triggered.connect(lambda: self.give(""))
        return menu

    # ---------------------------------------------------------------- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text().upper()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        role = next((role for role in roles.PAINTED if plain and key and roles.ROLES[role].key == key), None)
        if plain and event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = min(max(self.currentIndex().row() + step, 0), self.source.rowCount() - 1)
            self.setCurrentIndex(self.source.index(row))
        elif role is not None and self.paintable:
            self.give(role)
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and self.paintable:
            self.give("")
        elif plain and key.isalpha() and len(key) == 1:
            event.ignore()  # no search by typing: letters are roles here
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.paintable and self.selectionModel().hasSelection():
            self.menu().exec(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        border = self._border(event.position().toPoint())
        if border is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._drag = self._drag_to = border

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._drag is None:
            shape = Qt.CursorShape.ArrowCursor if self._border(place) is None else Qt.CursorShape.SplitVCursor
            self.viewport().setCursor(shape)
            super().mouseMoveEvent(event)
            return
        index = self.indexAt(place)
        if index.isValid():
            below = place.y() > self.visualRect(index).center().y()
            self._drag_to = index.row() + below
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseReleaseEvent(event)
            return
        border, to = self._drag, self._drag_to
        self._drag, self._drag_to = None, -1
        self.viewport().update()
        self._move_border(border, to)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    @property
    def dragged(self) -> tuple[int, int] | None:
        """The lines [start, stop) over which a border is being dragged."""
        if self._drag is None or self._drag_to < 0:
            return None
        return min(self._drag, self._drag_to), max(self._drag, self._drag_to)

    def _border(self, place: QPoint) -> int | None:
        """The border between two bands under the mouse: the first line below it."""
        look = theme.current()
        left = look.px(NUMBER_WIDTH)
        if not self.paintable or not left <= place.x() <= left + look.px(BAND_WIDTH):
            return None
        index = self.indexAt(place)
        if not index.isValid():
            return None
        rect = self.visualRect(index)
        line = index.row()
        if place.y() > rect.bottom() - look.px(EDGE):
            line += 1
        elif place.y() > rect.top() + look.px(EDGE):
            return None
        above, below = self.source.band(line - 1), self.source.band(line)
        if line <= 0 or above is None or below is None or above is below or above.role == below.role == "paragraph":
            return None
        return line

    def _move_border(self, border: int, to: int) -> None:
        """The band on the side from which the border was dragged grows over the lines between."""
        above, below = self.source.band(border - 1), self.source.band(border)
        if to == border or above is None or below is None:
            return
        growing = above if to > border else below
        lines = [at + 1 for at in range(min(border, to), max(border, to)) if self.source.lines[at].strip()]
        role = growing.role
        if role == "comment" and to > border:
            role = "continues"
        if lines and role in roles.PAINTED:
            self.painted.emit(lines, "body" if role == "paragraph" else role)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.row())
