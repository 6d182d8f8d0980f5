"""How a line of the source is painted: its number, its band with a name, and at most two lines of its text."""

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from intercoder.ui import paint, theme
from intercoder.ui.corpus.importing import roles

NUMBER_WIDTH, BAND_WIDTH, GAP = 56, 144, 16  # pixels at scale 1
MOST_LINES = 2
MEASURED = 400  # characters; more never fit into two lines


class SourceDelegate(QStyledItemDelegate):
    """Paints the lines of a `SourceView`."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        look, text = theme.current(), index.data()
        if self.parent().uniformItemSizes():
            return QSize(1, look.line("body") + look.px(10))
        if not text.strip():
            return QSize(1, look.px(12))
        room = self.parent().viewport().width() - look.px(NUMBER_WIDTH + BAND_WIDTH + 2 * GAP)
        width = QFontMetricsF(look.font("body")).horizontalAdvance(text[:MEASURED])
        lines = MOST_LINES if width > room else 1
        return QSize(1, look.line("body") * lines + look.px(10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        look, view = theme.current(), self.parent()
        rect, line = QRectF(option.rect), index.row()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = ("selected" if view.hasFocus() else "sunken") if chosen else "surface"
        if view.dragged and view.dragged[0] <= line < view.dragged[1]:
            ground = "hover"
        painter.fillRect(rect, look.colour(ground))
        if chosen and view.currentIndex().row() == line:
            painter.fillRect(QRectF(rect.x(), rect.y(), look.px(3), rect.height()), look.colour("accent"))
        text = index.data()
        if text.strip():
            number = QRectF(rect.x(), rect.y() + look.px(5), look.px(NUMBER_WIDTH - 12), look.line("body"))
            paint.paint_text(painter, number, str(line + 1), "small", "text3", Qt.AlignmentFlag.AlignRight)
        self._band(painter, rect, index)
        self._text(painter, rect, text, index)

    def _band(self, painter: QPainter, rect: QRectF, index: QModelIndex | QPersistentModelIndex) -> None:
        look = theme.current()
        band, label = self.parent().source.band(index.row()), index.data(Qt.ItemDataRole.UserRole + 2)
        if band is None:
            return
        role = roles.ROLES[band.role]
        first, last = index.row() == band.start, index.row() == band.stop - 1
        box = QRectF(rect.x() + look.px(NUMBER_WIDTH), rect.y(), look.px(BAND_WIDTH), rect.height())
        box.adjust(0, look.px(1) if first else 0, 0, -look.px(1) if last else 0)
        edge = QRectF(box.right() - look.px(4), box.y(), look.px(4), box.height())
        painter.fillRect(box, look.wash(role.colour) if role.colour else look.colour("sunken"))
        painter.fillRect(edge, look.code(role.colour) if role.colour else look.colour("control"))
        if label:
            room = QRectF(box.x() + look.px(10), rect.y() + look.px(5), box.width() - look.px(18), look.line("body"))
            paint.paint_text(painter, room, label, "small", "text2")

    @staticmethod
    def _text(painter: QPainter, rect: QRectF, text: str, index: QModelIndex | QPersistentModelIndex) -> None:
        look = theme.current()
        band = index.data(Qt.ItemDataRole.UserRole + 1)
        quiet = band is None or band.role in ("facts", "boilerplate")
        left = rect.x() + look.px(NUMBER_WIDTH + BAND_WIDTH + GAP)
        room = QRectF(left, rect.y() + look.px(5), rect.right() - left - look.px(GAP), rect.height() - look.px(10))
        step = theme.current().line("body")
        paint_lines(painter, room, text, "text2" if quiet else "text", max(1, min(MOST_LINES, int(room.height() // step))))
        if text.strip():
            paint.hairline(painter, left, rect.bottom(), room.width())


def paint_lines(painter: QPainter, rect: QRectF, text: str, token: str, most: int = MOST_LINES) -> None:
    """A text on at most so many lines, the last one elided; its direction is that of its words."""
    look = theme.current()
    step, right = look.line("body"), _is_right(text)
    layout = QTextLayout(text[: MEASURED * most].replace("\t", "    "), look.font("body"))
    option = QTextOption(
        Qt.AlignmentFlag.AlignAbsolute | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    lines = []
    layout.beginLayout()
    while len(lines) <= most and (line := layout.createLine()).isValid():
        line.setLineWidth(rect.width())
        lines.append(line)
    layout.endLayout()
    painter.save()
    painter.setPen(look.colour(token))
    for number, line in enumerate(lines[:most]):
        if number == most - 1 and len(lines) > most:
            units = layout.text().encode("utf-16-le")[line.textStart() * 2 :]
            box = QRectF(rect.x(), rect.y() + number * step, rect.width(), step)
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            paint.paint_text(painter, box, units.decode("utf-16-le", "replace"), "body", token, side)
        else:
            line.draw(painter, QPointF(rect.x(), rect.y() + number * step + (step - line.height()) / 2))
    painter.restore()


def _is_right(text: str) -> bool:
    """Whether a text runs from right to left, by its first letter."""
    return next((kind for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L") != "L"
