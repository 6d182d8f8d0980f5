"""Marks every place that was found in the text of the reader: a ground and an outline below its words."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock

from intercoder.ui.text.article_document import BlockData
from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.text.span_painter import Lanes, lines_between, stretch, text_of
from intercoder.ui.theme import current

Place = tuple[int, int, int]
"""Unit, start, stop: code points, stop exclusive."""


class FindMarks(QObject):
    """Paints on the ground of a reader before the reader itself does, and only what is in sight. Owned by the reader."""

    def __init__(self, reader: ArticleView) -> None:
        super().__init__(reader)
        self._reader = reader
        self._of: dict[int, list[tuple[int, int]]] = {}  # text -> what was found in it, in its order
        self._now: Place | None = None

    def show(self, places: Sequence[Place]) -> None:
        """Marks these places in the place of those marked before; none takes all marks away."""
        had, self._of = bool(self._of), {}
        for unit, start, stop in places:
            self._of.setdefault(unit, []).append((start, stop))
        if bool(self._of) != had:
            act = self._reader.viewport().removeEventFilter if had else self._reader.viewport().installEventFilter
            act(self)
        self._reader.viewport().update()

    def select(self, place: Place | None) -> None:
        """The place that is selected: its words show as selected ones, with an outline round them."""
        self._now = place
        self._reader.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._paint(event.rect())
        return super().eventFilter(watched, event)

    def _paint(self, clip: QRect) -> None:
        look, painter = current(), QPainter(self._reader.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, selected in self.boxes(clip):
            painter.setBrush(Qt.BrushStyle.NoBrush if selected else look.colour("find"))
            painter.setPen(QPen(look.colour("accent"), look.px(2)) if selected else look.colour("control"))
            painter.drawRoundedRect(rect, look.px(2), look.px(2))
        painter.end()

    def boxes(self, clip: QRect) -> list[tuple[QRectF, bool]]:
        """What is marked within a rectangle of the viewport, and whether it is the selected place."""
        lanes = Lanes.of((), current().font("reading").pixelSize())
        scroll = QPointF(0, self._reader.verticalScrollBar().value())
        found = []
        for block, data in self._blocks(clip):
            origin = block.layout().position() - scroll
            reach = lanes.line_step()
            lines = lines_between(block.layout(), clip.top() - origin.y() - reach, clip.bottom() - origin.y() + reach)
            for start, stop, selected in self._in_block(data, *text_of(block.layout(), lines)):
                for rect in stretch(block.layout(), start, stop, lanes):
                    sharp = rect.translated(origin).toAlignedRect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
                    found.append((sharp, selected))
        return found

    def _blocks(self, clip: QRect) -> Iterator[tuple[QTextBlock, BlockData]]:
        """The blocks in sight in which something was found."""
        reader, scroll = self._reader, self._reader.verticalScrollBar().value()
        layout = reader.document().documentLayout()
        block = reader.cursorForPosition(QPoint(reader.viewport().width() // 2, clip.top())).block()
        block = block.previous() if block.previous().isValid() else block
        while block.isValid() and layout.blockBoundingRect(block).top() - scroll <= clip.bottom():
            data = block.userData()
            if isinstance(data, BlockData) and data.block.is_text and data.block.unit in self._of:
                yield block, data
            block = block.next()

    def _in_block(self, data: BlockData, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """What was found between two places of a block, in its UTF-16 units, and whether it is selected."""
        own, found = data.block.start, self._of[data.block.unit]
        low, high = (own + at for at in data.positions.range_to_text(first, last))
        for start, stop in found[max(0, bisect_left(found, low, key=itemgetter(0)) - 1) :]:
            if start >= high:
                return
            if stop > low:
                inside = data.positions.range_to_qt(max(start, low) - own, min(stop, high) - own)
                yield *inside, (data.block.unit, start, stop) == self._now
