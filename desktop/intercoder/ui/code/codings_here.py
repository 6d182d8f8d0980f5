"""The list under the text: the spans of the unit that is coded, for the keyboard and for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
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

from intercoder.ui import paint, theme
from intercoder.ui.code.form_parts import CapButton
from intercoder.ui.text.span_view import Group, LaneCoder

GROUP = Qt.ItemDataRole.UserRole
_QUOTE_MOST = 200


class SpanModel(QAbstractListModel):
    """The stretches of one category, in the order of the text, each with its quote."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.groups: list[tuple[Group, str]] = []

    def set_groups(self, groups: Sequence[tuple[Group, str]]) -> None:
        """Shows these stretches and quotes."""
        self.beginResetModel()
        self.groups = list(groups)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.groups)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        group, quote = self.groups[index.row()]
        if role == GROUP:
            return group, quote
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{group.category}, {', '.join(sorted({s.initials for s in group.spans}))}: “{quote}”"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"“{quote}”"
        return None

    def place_of(self, span: int | None) -> QModelIndex:
        """The row that holds a span."""
        for row, (group, _) in enumerate(self.groups):
            if any(s.id == span for s in group.spans):
                return self.index(row)
        return QModelIndex()


class SpanRows(QStyledItemDelegate):
    """Swatch, category, quote, and who coded it."""

    coders: Sequence[LaneCoder] = ()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(10, theme.current().px(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        look = theme.current()
        group, quote = index.data(GROUP)
        view: QListView = option.widget
        rect = QRectF(option.rect).adjusted(look.px(20), 0, -look.px(8), 0)
        current = view.currentIndex() == index
        if current:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), look.px("radius.control"), look.px("radius.control"))
            painter.restore()
        left = rect.x() + look.px(12)
        paint.swatch(painter, QRectF(left, rect.y(), look.px(10), rect.height()), group.colour)
        left += look.px(20)
        right = self._chips(painter, rect, group) - look.px(12)
        width = min(max(look.px(110), paint.text_width("strong", group.category) + 1), (right - left) / 2)
        name = QRectF(left, rect.y(), width, rect.height())
        paint.paint_text(painter, name, group.category, "strong" if current else "label")
        left += width + look.px(12)
        paint.paint_text(painter, QRectF(left, rect.y(), right - left, rect.height()), f"“{quote}”", "body", "text2")

    def _chips(self, painter: QPainter, rect: QRectF, group: Group) -> float:
        look = theme.current()
        right = rect.right() - look.px(8)
        if len(self.coders) < 2:
            return right
        for coder in reversed(self.coders):
            size = paint.coder_chip_size(coder.initials)
            right -= size.width()
            chip = QRectF(right, rect.center().y() - size.height() / 2, size.width(), size.height())
            paint.coder_chip(painter, chip.toAlignedRect().toRectF(), coder.initials, coder.id in group.coders, group.colour)
            right -= look.px(3)
        return right


class CodingsHere(QWidget):
    """Emits `chosen(span)`, `removal_asked(span)`, `change_asked(span)`, `step_asked(+1 or -1)`."""

    chosen = Signal(object)
    removal_asked = Signal(object)
    change_asked = Signal(object)
    step_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        heading, self._facts = QLabel(self.tr("Codings here"), self), QLabel(self)
        theme.set_font(heading, "small_strong")
        for label in (heading, self._facts):
            theme.set_kind(label, "second")
        theme.set_font(self._facts, "small")
        self.list = QListView(self)
        self._model, self._rows = SpanModel(self), SpanRows(self.list)
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._rows)
        self.list.setAccessibleName(self.tr("Codings here"))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(1)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._tell)
        self.list.activated.connect(self._tell)
        self.list.installEventFilter(self)
        head = QHBoxLayout()
        theme.set_margins(head, (32, 10, 24, 4), 8)
        head.addWidget(heading)
        head.addWidget(self._facts)
        head.addStretch()
        for cap, words, by in (("[", self.tr("Previous span"), -1), ("]", self.tr("Next span"), 1)):
            button = CapButton(cap, words, self)
            button.clicked.connect(lambda _checked=False, step=by: self.step_asked.emit(step))
            head.addWidget(button)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_groups(self, groups: Sequence[tuple[Group, str]], coders: Sequence[LaneCoder], where: str) -> None:
        """Lists the stretches with their quotes; `where` names the unit."""
        self._rows.coders = coders
        count = len(groups)
        self._facts.setText(self.tr("{0} in {1}").format(count, where) if count else self.tr("none yet"))
        shown = [(group, quote[:_QUOTE_MOST]) for group, quote in groups]
        if shown != self._model.groups:
            self._model.set_groups(shown)
        self.list.viewport().update()

    def set_current(self, span: int | None) -> None:
        """Marks the row of a span."""
        index = self._model.place_of(span)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self.list.currentIndex().isValid():
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removal_asked.emit(self._span())
                return True
            if event.key() == Qt.Key.Key_F2:
                self.change_asked.emit(self._span())
                return True
        return super().eventFilter(watched, event)

    def _span(self) -> int:
        return self.list.currentIndex().data(GROUP)[0].to_select().id

    def _tell(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(GROUP)[0].to_select().id)
