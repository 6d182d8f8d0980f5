"""The list of what will be created, at the right of the source."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intercoder.tasks.preview import Preview
from intercoder.ui import paint, theme
from intercoder.ui.corpus.importing import made
from intercoder.ui.corpus.importing.made import Made
from intercoder.ui.icons import paint_icon

NAME_WIDTH, MARGIN, INDENT = 92, 20, 28  # pixels at scale 1


class MadeModel(QAbstractListModel):
    """The rows of a preview."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Made] = []
        self._preview: Preview | None = None

    def show(self, preview: Preview | None) -> None:
        """Shows what a preview would create."""
        self.beginResetModel()
        self._preview = preview
        self.rows = made.rows_of(preview) if preview else []
        self.endResetModel()

    def row_of(self, article: int | None, part: int | None) -> int | None:
        """The row of a part, else that of the texts of its kind, else that of the article; None if there is none."""
        if article is None or self._preview is None:
            return None
        parts = self._preview.articles[article].parts
        own = [(n, row) for n, row in enumerate(self.rows) if row.article == article]
        exact = [n for n, row in own if part is not None and row.part == part]
        kind = getattr(parts[part], "kind", None) if part is not None else None
        alike = [n for n, row in own if row.part is not None and kind and getattr(parts[row.part], "kind", None) == kind]
        return next(iter([*exact, *alike, *(n for n, row in own if row.kind == "article")]), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.value or row.name
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            kind = {"article": self.tr("Article"), "comment": self.tr("Comment"), "warning": self.tr("Warning")}.get(
                row.kind, ""
            )
            words = " ".join(part for part in (kind, row.name, row.value, row.about) if part)
            return words if role == Qt.ItemDataRole.AccessibleTextRole or len(words) > 60 else None
        return None


class MadeView(QListView):
    """Emits `chosen` with the article and the part of the row that became the current one; the part may be None."""

    chosen = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.made = MadeModel(self)
        self.setModel(self.made)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(self.tr("What will be created"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.selectionModel().currentRowChanged.connect(self._tell)

    def show_preview(self, preview: Preview | None) -> None:
        """Shows what a preview would create; the place stays if there are as many rows."""
        row, scroll, count = self.currentIndex().row(), self.verticalScrollBar().value(), self.made.rowCount()
        self.blockSignals(True)
        self.made.show(preview)
        if count == self.made.rowCount():
            self.setCurrentIndex(self.made.index(row))
            self.verticalScrollBar().setValue(scroll)
        self.blockSignals(False)

    def go_to(self, article: int | None, part: int | None) -> None:
        """Makes the row of a part the current one and brings it into sight, without telling."""
        row = self.made.row_of(article, part)
        if row is None or self.currentIndex().row() == row:
            return
        index = self.made.index(row)
        self.blockSignals(True)
        self.setCurrentIndex(index)
        self.blockSignals(False)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            step = 1 if event.key() == Qt.Key.Key_J else -1
            row = min(max(self.currentIndex().row() + step, 0), self.made.rowCount() - 1)
            self.setCurrentIndex(self.made.index(row))
        else:
            super().keyPressEvent(event)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            row = self.made.rows[current.row()]
            self.chosen.emit(row.article, row.part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, row = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        if row.kind in ("article", "comments"):
            return QSize(1, look.line("body") + look.px(22 if row.kind == "article" else 20))
        if row.kind == "comment":
            second = look.line("small") if row.about else 0
            return QSize(1, look.line("body") + second + look.px(8))
        return QSize(1, look.line("small") + look.px(6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        look, row = theme.current(), index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, look.colour("surface"))
        if chosen:
            ground = "selected" if self.parent().hasFocus() else "sunken"
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            radius = look.px("radius.control")
            painter.drawRoundedRect(rect.adjusted(look.px(8), 1, -look.px(8), -1), radius, radius)
            painter.restore()
        box = rect.adjusted(look.px(MARGIN), 0, -look.px(MARGIN), 0)
        getattr(self, f"_{row.kind}")(painter, box, row)

    def _head(self, painter: QPainter, box: QRectF, icon: str) -> QRectF:
        look = theme.current()
        side = look.px(16)
        paint_icon(painter, QRectF(box.x(), box.center().y() - side / 2, side, side), icon, "text2")
        return box.adjusted(look.px(INDENT), 0, 0, 0)

    def _article(self, painter: QPainter, box: QRectF, row: Made) -> None:
        inner = self._head(painter, box, "text" if row.article is not None else "minus")
        words = row.name if row.known else f"{row.name.rstrip('.')} …"
        paint.paint_text(painter, inner, words, "strong", "text" if row.known else "text2")
        if row.value:
            paint.paint_text(painter, inner, row.value, "small", "text2", Qt.AlignmentFlag.AlignRight)

    def _fact(self, painter: QPainter, box: QRectF, row: Made) -> None:
        look = theme.current()
        inner = box.adjusted(look.px(INDENT), 0, 0, 0)
        width = look.px(NAME_WIDTH)
        paint.paint_text(painter, QRectF(inner.x(), inner.y(), width - look.px(8), inner.height()), row.name, "small", "text2")
        value = inner.adjusted(width, 0, 0, 0)
        paint.paint_text(painter, value, row.value, "small", "text" if row.known else "text3")

    def _comments(self, painter: QPainter, box: QRectF, row: Made) -> None:
        look = theme.current()
        inner = self._head(painter, box, "message-square")
        size = paint.badge_size(row.value, "doubt" if row.warn else "neutral")
        paint.paint_text(painter, inner.adjusted(0, 0, -size.width() - look.px(8), 0), row.name, "strong", "text")
        place = QRectF(inner.right() - size.width(), inner.center().y() - size.height() / 2, size.width(), size.height())
        if row.warn:
            paint.badge(painter, place, row.value, "doubt")
        else:
            paint.paint_text(painter, place, row.value, "small", "text2", Qt.AlignmentFlag.AlignRight)

    def _comment(self, painter: QPainter, box: QRectF, row: Made) -> None:
        look = theme.current()
        top = box.y() + look.px(4)
        number = QRectF(box.x(), top, look.px(INDENT - 8), look.line("body"))
        paint.paint_text(painter, number, row.name, "small", "text3", Qt.AlignmentFlag.AlignRight)
        inner = box.adjusted(look.px(INDENT), 0, 0, 0)
        said = QRectF(inner.x(), top, inner.width(), look.line("body"))
        paint.paint_text(painter, said, row.value, "body", "text" if row.known else "text3")
        if row.about:
            place = QRectF(inner.x(), top + look.line("body"), inner.width(), look.line("small"))
            paint.paint_text(painter, place, row.about, "small", "text3")

    def _warning(self, painter: QPainter, box: QRectF, row: Made) -> None:
        look = theme.current()
        side = look.px(14)
        paint_icon(painter, QRectF(box.x() + look.px(1), box.center().y() - side / 2, side, side), "triangle-alert", "warn")
        paint.paint_text(painter, box.adjusted(look.px(INDENT), 0, 0, 0), row.value, "small", "warn")

    def _more(self, painter: QPainter, box: QRectF, row: Made) -> None:
        paint.paint_text(painter, box.adjusted(theme.current().px(INDENT), 0, 0, 0), row.value, "small", "text2")

    def _skipped(self, painter: QPainter, box: QRectF, row: Made) -> None:
        self._fact(painter, box, row)
