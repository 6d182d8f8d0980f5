"""The document of the reader: one article as plain blocks, each of which knows its text and its place in it."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextBlockUserData,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from intercoder.ui.positions import Positions, display
from intercoder.ui.text.article_blocks import Block, BlockKind
from intercoder.ui.text.span_index import SpanIndex
from intercoder.ui.text.span_painter import BlockSpan, Lane, Lanes, Wash, boxes, text_of
from intercoder.ui.text.span_view import SpanView
from intercoder.ui.theme import current

_HEADLINE = 4 / 3  # size of a headline, in reading sizes
_GAPS = {"headline": 4, "comment": 28, "comments_header": 44, "note": 28}  # px above a block at scale 1
_GAP = 12
_GAP_AFTER_NOTE = 4
_SMALL = ("boilerplate", "note", "comments_header")
_INDENT = 24  # px at scale 1 of each depth in a thread
_DEEPEST = 4
_SECTION = 32  # lines of a block whose boxes are found together


class BlockData(QTextBlockUserData):
    """What a block of the document knows."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self._painted: dict[int, list[Wash | Lane]] = {}  # section of the lines -> what to paint under it
        self._generation = -1

    def forget_boxes(self) -> None:
        """Spans have changed here: what is to be painted is found anew when it is seen."""
        self._painted = {}

    @cached_property
    def positions(self) -> Positions:
        """Between the code points and the UTF-16 units of this block; made when it is first looked at."""
        return Positions(self.block.text if self.block.is_text else "")

    def part(self, index: SpanIndex, first: int, last: int) -> list[BlockSpan]:
        """What lies between two places of this block, in order; `first` and `last` in UTF-16 units of the block."""
        low, high = (self.block.start + at for at in self.positions.range_to_text(first, last))
        found = sorted(self.touching(index, low, high), key=lambda s: (s.start, s.stop, s.id))
        ends = [_clipped(self, s.start, s.stop) for s in found]
        return [
            BlockSpan(max(start, first), min(stop, last), s.colour, s.coder, s.id, s.dashed)
            for s, (start, stop) in zip(found, ends, strict=True)
        ]

    def touching(self, index: SpanIndex, low: int, high: int) -> list[SpanView]:
        """The spans that touch this block between two places of its text, in code points of the text."""
        low, high = max(low, self.block.start), min(high, self.block.stop)
        return index.within(self.block.unit, low, high) if self.block.is_text else []

    def boxes(self, block: QTextBlock, lines: range, view: "ArticleDocument", lanes: Lanes) -> list[Wash | Lane]:
        """What to paint under some lines of the block, kept until spans change or lines move.

        It is found for a section of the lines at a time: a paragraph may be as long as a book.
        """
        layout = block.layout()
        if self._generation != view.generation:
            self._painted, self._generation = {}, view.generation
        found: list[Wash | Lane] = []
        for section in range(lines.start // _SECTION, (lines.stop - 1) // _SECTION + 1) if lines else ():
            if section not in self._painted:
                own = range(section * _SECTION, min((section + 1) * _SECTION, layout.lineCount()))
                first, last = text_of(layout, own)
                self._painted[section] = boxes(layout, self.part(view.index, first, last), lanes)
            found += self._painted[section]
        return found


@dataclass(frozen=True)
class Place:
    """A place in a stored text: code points."""

    unit: int
    position: int


class ArticleDocument(QTextDocument):
    """The document of one article: shows its blocks, and leads from places in stored texts to positions and back."""

    def __init__(
        self, blocks: Sequence[Block], lanes: Lanes, parent: QObject | None = None, index: SpanIndex | None = None
    ) -> None:
        super().__init__(parent)
        self.index = index or SpanIndex()
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self._numbers: dict[int, list[int]] = {}  # text -> its blocks
        self._starts: dict[int, list[int]] = {}  # text -> where they start
        self._stops: dict[int, int] = {}  # text -> where its last block stops
        self._shown: dict[int, list[int]] = {}  # paragraph or text -> its blocks
        self.generation = 0  # grows when lines move
        self.documentLayout()  # made before there is anything to lay out
        self.setLayoutEnabled(False)  # until a view with a width enables it
        self._index(blocks)
        self._fill(blocks, lanes)

    def loadResource(self, kind: int, name: QUrl) -> object:  # noqa: ARG002 - Qt's signature
        """Nothing is ever fetched."""
        return None

    # ------------------------------------------------------------ filling

    def _fill(self, blocks: Sequence[Block], lanes: Lanes) -> None:
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        before, formats = None, _Formats(lanes)
        for number, block in enumerate(blocks):
            layout, characters = formats.layout(block, before), formats.characters(block)
            before = block
            if number:
                cursor.insertBlock(layout, characters)
            else:
                cursor.setBlockFormat(layout)
                cursor.setBlockCharFormat(characters)
            if block.kind == "comments_header":
                self._insert_title(cursor)
            cursor.insertText(display(block.text), characters)
            cursor.block().setUserData(BlockData(block))
        cursor.endEditBlock()

    def _insert_title(self, cursor: QTextCursor) -> None:
        title = QTextCharFormat()
        title.setFont(current().font("strong"))
        title.setForeground(current().colour("text2"))
        cursor.insertText(self.tr("Comments") + "\u2003", title)

    def set_spans(self, spans: Mapping[int, SpanView]) -> set[int]:
        """Shows these spans; the texts in which anything is new, gone or changed.

        Only their blocks are touched: one more coding costs the same in the largest article.
        """
        changed = self.index.take(spans)
        for number in {number for s in changed for number in self.numbers(s.unit, s.start, s.stop)}:
            self.data(self.findBlockByNumber(number)).forget_boxes()
        return {s.unit for s in changed}

    def forget_boxes(self) -> None:
        """Lines have moved: what was to be painted is found anew when it is seen."""
        self.generation += 1

    def set_margins(self, left: float, top: float, right: float, bottom: float) -> None:
        """The room around the text, px."""
        frame = self.rootFrame().frameFormat()
        if (left, top, right, bottom) != (
            frame.leftMargin(),
            frame.topMargin(),
            frame.rightMargin(),
            frame.bottomMargin(),
        ):
            frame.setLeftMargin(left)
            frame.setTopMargin(top)
            frame.setRightMargin(right)
            frame.setBottomMargin(bottom)
            self.rootFrame().setFrameFormat(frame)

    def set_lines(self, lanes: Lanes) -> None:
        """Gives the lines room for these lanes."""
        cursor = QTextCursor(self)
        cursor.beginEditBlock()
        before, formats = None, _Formats(lanes)
        block = self.begin()
        while block.isValid() and (data := self.data(block)):
            cursor.setPosition(block.position())
            cursor.setBlockFormat(formats.layout(data.block, before))
            before = data.block
            block = block.next()
        cursor.endEditBlock()
        self.forget_boxes()

    def colour(self, unit: int | None, colour: QColor | None) -> None:
        """Gives the blocks of a unit a text colour of their own, or takes it away again."""
        for block in self.blocks_of(unit) if unit is not None else ():
            if not self.data(block).block.codable:
                continue
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + block.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            characters = QTextCharFormat(block.charFormat())
            if colour is None:
                characters.clearForeground()
            else:
                characters.setForeground(colour)
            cursor.setCharFormat(characters)

    def _index(self, blocks: Sequence[Block]) -> None:
        for number, block in enumerate(blocks):
            for unit in {block.unit, block.shown}:
                self._shown.setdefault(unit, []).append(number)
            if block.is_text:
                self._numbers.setdefault(block.unit, []).append(number)
                self._starts.setdefault(block.unit, []).append(block.start)
                self._stops[block.unit] = block.stop

    # ------------------------------------------------------------ finding

    def data(self, block: QTextBlock) -> BlockData | None:
        """What a block knows; None before anything was shown."""
        return block.userData()

    def blocks_of(self, unit: int) -> list[QTextBlock]:
        """The blocks of a text or of a paragraph, in their order; none for an article."""
        return [self.findBlockByNumber(number) for number in self._shown.get(unit, ())]

    def place(self, position: int, *, up: bool = False) -> Place | None:
        """The place of a position of the document; None on a line of the reader's own."""
        block = self.findBlock(position)
        data = self.data(block)
        if data is None or not data.block.is_text:
            return None
        inside = min(position - block.position(), data.positions.length)
        return Place(data.block.unit, data.block.start + data.positions.to_text(inside, up=up))

    def position_of(self, unit: int, position: int, *, stop: bool = False) -> int | None:
        """Where a place is in the document. `stop`: of the end of a range, which is in the block before."""
        starts = self._starts.get(unit)
        if not starts:
            return None
        number = max(0, bisect_right(starts, position - 1 if stop else position) - 1)
        block = self.findBlockByNumber(self._numbers[unit][number])
        data = self.data(block)
        inside = min(max(position, data.block.start), data.block.stop) - data.block.start
        return block.position() + data.positions.to_qt(inside)

    def pieces(self, unit: int, start: int, stop: int) -> list[tuple[QTextBlock, int, int]]:
        """The blocks that a range of a text touches, laid out, each with the UTF-16 range in it."""
        found = []
        for number in self.numbers(unit, start, stop):
            block = self.findBlockByNumber(number)
            self.documentLayout().blockBoundingRect(block)  # lays it out, far below what was seen so far too
            found.append((block, *_clipped(self.data(block), start, stop)))
        return found

    def clipped(self, anchor: int, caret: int) -> tuple[int, int, int] | None:
        """The (unit, start, stop) of a selection, clipped to the text in which it began.

        None when it began on a line of the reader's own or in a text that is not coded, or when nothing is left.
        """
        first = self.data(self.findBlock(anchor))
        if first is None or not first.block.is_text or not first.block.codable:
            return None
        unit = first.block.unit
        numbers = self._numbers[unit]
        head, tail = self.findBlockByNumber(numbers[0]), self.findBlockByNumber(numbers[-1])
        low, high = sorted((anchor, caret))
        low, high = max(low, head.position()), min(high, tail.position() + tail.length() - 1)
        start, stop = self.place(low), self.place(high, up=True)
        if start is None or stop is None or start.position >= stop.position:
            return None
        return unit, start.position, stop.position

    def numbers(self, unit: int, start: int, stop: int) -> list[int]:
        """The numbers of the blocks that a range of a text touches."""
        starts = self._starts.get(unit)
        if not starts or start >= stop:
            return []
        first = max(0, bisect_right(starts, start) - 1)
        last = bisect_right(starts, stop - 1)
        if first == len(starts) - 1 and start >= self._stops[unit]:
            return []  # it begins behind the last block, on a later page
        return self._numbers[unit][first:last]


def _clipped(data: BlockData, start: int, stop: int) -> tuple[int, int]:
    low, high = data.block.start, data.block.stop
    return data.positions.range_to_qt(min(max(start, low), high) - low, min(max(stop, low), high) - low)


class _Formats:
    """The formats of the blocks, each made once."""

    def __init__(self, lanes: Lanes) -> None:
        natural = math.ceil(QFontMetricsF(current().font("reading")).height())  # as Qt rounds the height of a line
        self._distance = max(0.0, lanes.line_step() - natural)
        self._characters: dict[BlockKind, QTextCharFormat] = {}
        self._layouts: dict[tuple[BlockKind, int, BlockKind | None], QTextBlockFormat] = {}

    def characters(self, block: Block) -> QTextCharFormat:
        """The font, and the colour where it is not that of the palette."""
        if block.kind not in self._characters:
            self._characters[block.kind] = _characters(block.kind)
        return self._characters[block.kind]

    def layout(self, block: Block, before: Block | None) -> QTextBlockFormat:
        """The room above the block, left of it and between its lines."""
        key = (block.kind, min(block.depth, _DEEPEST), before.kind if before else None)
        if key not in self._layouts:
            self._layouts[key] = self._new_layout(*key)
        return self._layouts[key]

    def _new_layout(self, kind: BlockKind, depth: int, before: BlockKind | None) -> QTextBlockFormat:
        layout = QTextBlockFormat()
        if kind not in _SMALL:
            layout.setLineHeight(self._distance, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        gap = _GAPS.get(kind, _GAP)
        if before is None or kind == before == "boilerplate":
            gap = 0
        elif before == "note":
            gap = _GAP_AFTER_NOTE
        layout.setTopMargin(current().px(gap))
        layout.setLeftMargin(current().px(_INDENT) * depth)
        return layout


def _characters(kind: BlockKind) -> QTextCharFormat:
    theme = current()
    font = theme.font("small" if kind in _SMALL else "reading")
    if kind == "headline":
        font = replace(theme, reading_px=round(theme.reading_px * _HEADLINE)).font("reading")
        font.setWeight(QFont.Weight.DemiBold)
    elif kind == "lead":
        font.setWeight(QFont.Weight.Medium)
    characters = QTextCharFormat()
    characters.setFont(font)
    if kind in _SMALL:
        characters.setForeground(theme.colour("text3"))
    return characters
