"""A list with type-ahead that opens over the window: commands on Ctrl+K, categories at a selection."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from intercoder.ui import paint, theme

_ROWS_MOST = 9
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """One line: what it says, its key, the colour of a category, and what happens."""

    label: str
    run: Callable[[], object]
    key: str = ""
    code: str | None = None
    detail: str = ""
    single_key: bool = False  # `key` alone chooses it while nothing is typed


def matching(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """The entries whose words hold what was typed; those that begin with it first."""
    wanted = typed.casefold().split()

    def rank(entry: Entry) -> int:
        return 0 if entry.label.casefold().startswith(typed.casefold().strip()) else 1

    found = [e for e in entries if all(word in f"{e.label} {e.detail}".casefold() for word in wanted)]
    return sorted(found, key=rank) if wanted else found


class Palette(QFrame):
    """Owned by the widget it lies over; hides itself on Escape and after a choice, and gives the focus back."""

    def __init__(self, parent: QWidget, name: str, placeholder: str) -> None:
        super().__init__(parent)
        theme.set_kind(self, "popup")
        self._entries: list[Entry] = []
        self._finder: Callable[[str], list[Entry]] | None = None
        self._back: QWidget | None = None
        self._foot: int | None = None  # where it ends, if it lies above its place
        self._field, self._list = QLineEdit(self), QListWidget(self)
        self._field.setPlaceholderText(placeholder)
        self._field.setAccessibleName(name)
        self._list.setAccessibleName(name)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_Rows(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.itemClicked.connect(lambda _item: self._choose())
        self._list.itemEntered.connect(self._list.setCurrentItem)
        self._field.textChanged.connect(self._fill)
        self._field.installEventFilter(self)
        column = QVBoxLayout(self)
        theme.set_margins(column, (6, 6, 6, 6), 6)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._none = QLabel(self.tr("Nothing fits."), self)
        theme.set_kind(self._none, "hint")
        self._none.setMargin(6)
        column.addWidget(self._none, 1)
        self.hide()

    def open(
        self, entries: Sequence[Entry], at: QPoint, width: int, finder: Callable[[str], list[Entry]] | None = None
    ) -> None:
        """Shows the entries with the upper left corner at a point of the parent, moved so that all of it is seen.

        `finder` gives more entries for what is typed, listed after those that match.
        """
        self._entries, self._finder = list(entries), finder
        self._back = self.window().focusWidget()
        self._field.clear()
        self._fill("")
        look = theme.current()
        self.resize(look.px(width), self._height())
        room = self.parentWidget().rect().adjusted(4, 4, -4, -4)
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        self._foot = None
        if at.y() + self.height() > room.bottom():
            self._foot = max(room.top() + self.height(), at.y() - look.px(36))
        self.move(x, at.y() if self._foot is None else self._foot - self.height())
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)

    def labels(self) -> list[str]:
        """What is listed now, from the top."""
        return [self._list.item(row).data(_ENTRY).label for row in range(self._list.count())]

    def dismiss(self) -> None:
        """Closes without a choice."""
        had_focus = self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        self.hide()
        if had_focus and self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if watched is self._field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS_MOST, Qt.Key.Key_PageUp: -_ROWS_MOST}
        if event.key() in steps:
            row = min(max(self._list.currentRow() + steps[event.key()], 0), self._list.count() - 1)
            self._list.setCurrentRow(row)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return True
        return self._single(event)

    def _single(self, event: QKeyEvent) -> bool:
        if self._field.text() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier or not event.text():
            return False
        for row, entry in enumerate(self._entries):
            if entry.single_key and entry.key.casefold() == event.text().casefold():
                self._list.setCurrentRow(row)
                self._choose()
                return True
        return False

    def _fill(self, typed: str) -> None:
        self._list.clear()
        more = self._finder(typed) if self._finder is not None and typed.strip() else []
        for entry in [*matching(self._entries, typed), *more]:
            item = QListWidgetItem(f"{entry.label} {entry.key}".strip(), self._list)
            item.setData(_ENTRY, entry)
            item.setSizeHint(QSize(10, theme.current().px("height.row")))
        self._list.setCurrentRow(0)
        self._list.setVisible(self._list.count() > 0)
        self._none.setVisible(self._list.count() == 0)
        if self.isVisible():
            self.resize(self.width(), self._height())
            if self._foot is not None:  # it lies above what it belongs to
                self.move(self.x(), self._foot - self.height())

    def _height(self) -> int:
        """As high as what is listed needs."""
        look, rows = theme.current(), min(_ROWS_MOST, max(1, self._list.count()))
        return look.px(12 + 32 + 6) + rows * look.px("height.row") + 4

    def _choose(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            entry: Entry = item.data(_ENTRY)
            self.dismiss()
            entry.run()


class _Rows(QStyledItemDelegate):
    """Swatch, label, detail and key cap of one entry."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look, entry = theme.current(), index.data(_ENTRY)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect, look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        left = rect.x() + look.px(8)
        if entry.code is not None:
            paint.swatch(painter, QRectF(left, rect.y(), look.px(10), rect.height()), entry.code)
            left += look.px(20)
        right = rect.right() - look.px(8)
        if entry.key:
            size = paint.key_cap_size(entry.key)
            cap = QRectF(right - size.width(), rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.key_cap(painter, cap, entry.key)
            right = cap.left() - look.px(8)
        detail = paint.text_width("small", entry.detail) + look.px(12) if entry.detail else 0
        width = min(paint.text_width("body", entry.label) + 1, right - left - detail)
        paint.paint_text(painter, QRectF(left, rect.y(), width, rect.height()), entry.label)
        left += width + look.px(12)
        if entry.detail and left < right:
            paint.paint_text(painter, QRectF(left, rect.y(), right - left, rect.height()), entry.detail, "small", "text3")


def below(rect: QRect, gap: int = 6) -> QPoint:
    """The point under a rectangle at which a palette opens."""
    return QPoint(rect.left(), rect.bottom() + theme.current().px(gap))
