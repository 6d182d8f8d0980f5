"""What the reader paints below its words: washes, lanes, numbers, hairlines, the marks of current unit and span."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen, QTextBlock

from intercoder.ui.paint import hairline, paint_icon, paint_text, text_width
from intercoder.ui.text.article_document import ArticleDocument, BlockData
from intercoder.ui.text.span_painter import Lane, Lanes, Wash, lines_between, stretch
from intercoder.ui.theme import current

GUTTER = 32  # px at scale 1, left of the text
_BESIDE = 14  # from a number to the text
_DASH, _GAP = 5, 3  # px of the second pattern of a colour
_TURN = 8  # px after which the colours of overlapping spans of one coder alternate


@dataclass
class View:
    """What is shown, and which part of it. `left` and `width` are those of the text column in the viewport."""

    document: ArticleDocument
    lanes: Lanes = field(default_factory=Lanes)
    article: int = 0
    current_unit: int | None = None
    whole: bool = True  # no single unit is current: everything at full contrast
    current_span: tuple[int, int, int] | None = None  # unit, start, stop
    left: float = 0
    width: float = 0
    scroll: float = 0
    begins: bool = True  # the document begins with the article, and is not a later page of it
    notes: dict[int, str] = field(default_factory=dict)  # unit -> what was noted on it

    def note_beside(self, block: QTextBlock) -> str:
        """What was noted on the unit that begins with this block; on the article beside its first block."""
        data = self.document.data(block)
        if not self.notes or data is None:
            return ""
        before = self.document.data(block.previous())
        if before is not None and before.block.unit == data.block.unit:
            return ""
        return self.notes.get(data.block.unit) or (self.notes.get(self.article, "") if before is None and self.begins else "")

    def is_current(self, data: BlockData) -> bool:
        """Whether a block belongs to the current unit."""
        return self.whole or self.current_unit in (data.block.unit, data.block.shown)

    def lines(self, block: QTextBlock, origin: QPointF, top: float, bottom: float) -> range:
        """The lines of a block whose words or lanes reach between two heights of the viewport."""
        reach = current().px(16) + self.lanes.line_step()  # lanes hang over
        return lines_between(block.layout(), top - origin.y() - reach, bottom - origin.y() + reach)

    def blocks(self, top: float, bottom: float) -> Iterator[tuple[QTextBlock, BlockData, QPointF]]:
        """The blocks between two heights of the viewport, each with the place of its layout in the viewport."""
        layout, reach = self.document.documentLayout(), current().px(16)
        at = layout.hitTest(QPointF(self.left, max(0.0, top + self.scroll)), Qt.HitTestAccuracy.FuzzyHit)
        block = self.document.findBlock(max(at, 0))
        while block.previous().isValid() and layout.blockBoundingRect(block).bottom() - self.scroll >= top - reach:
            block = block.previous()  # a hit beside the words may be too low, and lanes hang over
        while block.isValid():
            box = layout.blockBoundingRect(block)
            data = self.document.data(block)
            if box.top() - self.scroll > bottom or data is None:
                return
            if box.bottom() - self.scroll + reach >= top:
                yield block, data, block.layout().position() - QPointF(0, self.scroll)
            block = block.next()


def number_width(number: str) -> int:
    """The gutter that a number needs, px."""
    return math.ceil(text_width("tiny_strong", number)) + current().px(_BESIDE + 2)


def reading_palette(before: QPalette, *, dim: bool) -> QPalette:
    """The colours of the words, and of those that are selected; `dim`: all words but those of one unit."""
    theme, colours, roles = current(), QPalette(before), QPalette.ColorRole
    selection = theme.colour("accent", theme.alphas["selection"])
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        colours.setColor(group, roles.Base, theme.colour("surface"))
        colours.setColor(group, roles.Window, theme.colour("surface"))
        colours.setColor(group, roles.Text, theme.colour("dim" if dim else "text"))
        colours.setColor(group, roles.Highlight, selection)
        colours.setColor(group, roles.HighlightedText, theme.colour("text"))
    return colours


def paint_ground(painter: QPainter, rect: QRect, view: View) -> None:
    """Paints everything below the words inside a rectangle of the viewport."""
    for block, data, origin in view.blocks(rect.top(), rect.bottom()):
        found = data.boxes(block, view.lines(block, origin, rect.top(), rect.bottom()), view.document, view.lanes)
        _paint_boxes(painter, origin, found, dimmed=not view.is_current(data))
        _paint_side(painter, block, data, origin, view)
    if view.current_span:
        _paint_current_span(painter, rect, view)


def _paint_boxes(painter: QPainter, origin: QPointF, found: list[Wash | Lane], dimmed: bool) -> None:
    theme = current()
    for box in found:
        rect = box.rect.translated(origin)
        if isinstance(box, Wash):
            painter.fillRect(_sharp(rect), theme.wash(box.colour, dimmed))
        elif len(box.colours) == 1 and not box.dashed:
            painter.fillRect(_sharp(rect), theme.code(box.colours[0]))
        else:
            _paint_pattern(painter, _sharp(rect), box)


def _paint_pattern(painter: QPainter, rect: QRectF, lane: Lane) -> None:
    theme = current()
    step, gap = (theme.px(_DASH), theme.px(_GAP)) if lane.dashed else (theme.px(_TURN), 0)
    x, turn = rect.left(), 0
    while x < rect.right():
        width = min(step, rect.right() - x)
        painter.fillRect(QRectF(x, rect.y(), width, rect.height()), theme.code(lane.colours[turn % len(lane.colours)]))
        x, turn = x + step + gap, turn + 1


def _paint_current_span(painter: QPainter, clip: QRect, view: View) -> None:
    theme = current()
    unit, start, stop = view.current_span
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = theme.px(2)
    painter.setPen(QPen(theme.colour("accent"), width))
    reach = width / 2
    for block, first, last in view.document.pieces(unit, start, stop):
        origin = block.layout().position() - QPointF(0, view.scroll)
        if origin.y() > clip.bottom() or origin.y() + block.layout().boundingRect().height() < clip.top():
            continue
        for rect in stretch(block.layout(), first, last, view.lanes):
            around = _sharp(rect.translated(origin)).adjusted(-reach, -reach, reach, -reach)  # the lanes stay in sight
            painter.drawRoundedRect(around, theme.px(3), theme.px(3))
    painter.restore()


def _paint_side(painter: QPainter, block: QTextBlock, data: BlockData, origin: QPointF, view: View) -> None:
    """The number in the gutter, the bar of the current unit, the hairline above a comment."""
    theme = current()
    lines = block.layout()
    if lines.lineCount() == 0:
        return
    first, last = lines.lineAt(0), lines.lineAt(lines.lineCount() - 1)
    top = origin.y() + first.y()
    bottom = origin.y() + last.y() + last.ascent() + last.descent()
    kind, left = data.block.kind, view.left + block.blockFormat().leftMargin()
    here = view.is_current(data) and not view.whole
    if here and data.block.codable:
        painter.fillRect(QRectF(left - theme.px(9), top, theme.px(2), bottom - top), theme.colour("accent"))
    if data.block.label:
        room = QRectF(0, top, left - theme.px(_BESIDE), first.ascent() + first.descent())
        role, token = ("tiny_strong", "accent") if here else ("tiny", "text3")
        paint_text(painter, room, data.block.label, role, token, Qt.AlignmentFlag.AlignRight)
    if view.note_beside(block):
        side = theme.px(14)
        below = top + (first.ascent() + first.descent() if data.block.label else 0) + theme.px(3)
        paint_icon(painter, QRectF(left - theme.px(14) - side, below, side, side), "sticky-note", "text2")
    begins = kind in ("note", "comments_header") or (kind == "comment" and not _has_note(block, view))
    if begins and block.blockNumber():
        above = block.blockFormat().topMargin() / 2 + (0 if kind == "comments_header" else theme.px(3))
        hairline(painter, view.left, top - above, view.width)
    if kind == "comments_header":
        side = theme.px(16)
        x = view.left - theme.px(24)
        paint_icon(painter, QRectF(x, (top + bottom - side) / 2, side, side), "message-square", "text2")


def _has_note(block: QTextBlock, view: View) -> bool:
    before = view.document.data(block.previous())
    return before is not None and before.block.kind in ("note", "comments_header")


def _sharp(rect: QRectF) -> QRectF:
    """The rectangle on whole pixels, never thinner than one."""
    top, height = round(rect.y()), max(1, round(rect.height()))
    return QRectF(rect.x(), top, rect.width(), height)
