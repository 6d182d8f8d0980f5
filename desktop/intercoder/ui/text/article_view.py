"""One article as plain text, with codings painted below its words: what can be seen, without what can be done."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from intercoder.records import Unit
from intercoder.ui.code import pinned
from intercoder.ui.code.pinned import PinnedParent
from intercoder.ui.text import page_bar
from intercoder.ui.text.article_blocks import Facts, article_blocks
from intercoder.ui.text.article_document import ArticleDocument
from intercoder.ui.text.article_pages import ArticlePages
from intercoder.ui.text.page_bar import PageBar
from intercoder.ui.text.reader_paint import GUTTER, View, number_width, paint_ground, reading_palette
from intercoder.ui.text.span_index import SpanIndex
from intercoder.ui.text.span_margin import SpanMargin
from intercoder.ui.text.span_painter import Lanes
from intercoder.ui.text.span_view import LaneCoder, SpanView
from intercoder.ui.theme import current, is_look_change

COLUMN = 75  # average characters of the reading font that the text column is wide
_SAMPLE = "The talks come after weeks of tension over their border and stalled peace efforts, officials said. "
_LEAST_COLUMN = 0.9  # of the column: below this the margin gives up its names, then its chips
_TOP, _BOTTOM = 20, 64  # px at scale 1 above and below the article


class ArticleView(QTextEdit):
    """Shows an article and its spans. `Reader` adds selecting and changing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._units: dict[int, Unit] = {}
        self._facts, self._longest = Facts(), ""  # the longest of the numbers in the gutter
        self._spans: dict[int, SpanView] = {}
        self._coders: tuple[LaneCoder, ...] = ()
        self._span: int | None = None
        self._margin_width = self._air = 0  # px
        self._height = 0  # of the viewport before it changes
        self._filling = False  # a new document is on its way in: nothing in it has a place to keep yet
        self._view = View(ArticleDocument((), Lanes(), self))
        self._margin = SpanMargin(self._view, self)
        self._pinned = PinnedParent(self)
        self._pages, self._page = ArticlePages(), 0
        self._bar = PageBar(self)
        self._bar.turned.connect(self.turn_to)
        self.setDocument(self._view.document)
        self.setReadOnly(True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the article"))
        self.verticalScrollBar().valueChanged.connect(self._margin.update)
        self.verticalScrollBar().valueChanged.connect(self._pin)
        self._take_look()

    # ------------------------------------------------------------ showing

    def show_article(self, units: Sequence[Unit], facts: Facts | None = None, unit: int | None = None) -> None:
        """Shows the texts of an article, given its units in tree order, without spans: from the top, or of a long one from
        the top of the page on which `unit` begins."""
        self._units = {u.id: u for u in units}
        self._facts = facts or Facts()
        self._view.current_unit, self._view.whole = None, True
        self._span = self._view.current_span = None
        self._spans = {}
        self._view.document.index = SpanIndex()
        self._view.notes, self._view.article = {}, units[0].article if units else 0
        self._pages = ArticlePages(article_blocks(list(self._units.values()), self._facts))
        self._page = (self._pages.page_of(unit) if unit is not None else None) or 0
        self._fill()
        self._describe()
        self._pin()
        self.verticalScrollBar().setValue(0)

    @property
    def pages(self) -> ArticlePages:
        """What is shown, in pages; an article has one unless it is very long."""
        return self._pages

    @property
    def page(self) -> int:
        """The number of the page that is shown, from 0."""
        return self._page

    def turn_to(self, page: int) -> None:
        """Shows a page of the article from its top; nothing else changes."""
        if page == self._page or not 0 <= page < len(self._pages):
            return
        self._page = page
        self._fill()
        self.verticalScrollBar().setValue(0)
        self._pin()
        self.viewport().update()

    def turn_to_unit(self, unit: int) -> None:
        """Shows the page on which a unit begins, unless any of it is shown already."""
        pages = self._pages.pages_of(unit)
        if pages and self._page not in pages:
            self.turn_to(pages.start)

    def show_unit(self, unit: int) -> None:
        """Brings a text or paragraph into sight, without making it the current one."""
        self.turn_to_unit(unit)
        blocks, layout = self._view.document.blocks_of(unit), self._view.document.documentLayout()
        if blocks:
            top = layout.blockBoundingRect(blocks[0]).top()
            self._bring_into_sight(top, layout.blockBoundingRect(blocks[-1]).bottom())

    def show_top(self) -> None:
        """Shows the article from its beginning."""
        self.turn_to(0)
        self.verticalScrollBar().setValue(0)

    def turn_to_place(self, unit: int, position: int | None = None) -> None:
        """Shows the page on which a unit begins, or a place of a text stands (code points)."""
        page = self._pages.page_of(unit, position)
        if page is not None:
            self.turn_to(page)

    def set_spans(self, spans: Iterable[SpanView]) -> None:
        """Shows these spans in the place of those shown before."""
        self._spans = {s.id: s for s in spans}
        self._margin.forget(self._view.document.set_spans(self._spans))
        self._mark_span()
        self._describe()
        self.viewport().update()

    def set_notes(self, notes: Mapping[int, str]) -> None:
        """Marks the units that something was noted on."""
        if self._view.notes != notes:
            self._view.notes = dict(notes)
            self.viewport().update()

    def set_lanes(self, coders: Sequence[LaneCoder]) -> None:
        """Gives each of these coders a lane and a chip; spans of others are not shown."""
        if tuple(coders) == self._coders:
            return
        before = self._view.lanes
        self._coders = tuple(coders)
        self._view.lanes = Lanes.of([c.id for c in coders], current().font("reading").pixelSize())
        self._margin.set_coders(self._coders)
        self._arrange()
        if self._view.lanes.count != before.count:
            self._view.document.set_lines(self._view.lanes)
        else:
            self._view.document.forget_boxes()
        self.viewport().update()

    def set_current_unit(self, unit: int | None, *, scroll: bool = True) -> None:
        """Shows a unit at full contrast and dims the rest; an article or None: nothing is dimmed."""
        if unit == self._view.current_unit:
            return
        self._view.document.colour(self._view.current_unit, None)
        if unit is not None and scroll:
            self.turn_to_unit(unit)
        blocks = self._view.document.blocks_of(unit) if unit is not None else []
        self._view.current_unit, self._view.whole = unit, self._pages.page_of(unit) is None if unit is not None else True
        self._take_palette()
        self._view.document.colour(self._view.current_unit, current().colour("text"))
        if blocks:
            self._put_caret_into(blocks)
        if blocks and scroll:
            self.show_unit(unit)
        self._pin()
        self._describe()
        self.viewport().update()

    def set_current_span(self, span: int | None, *, turn: bool = True) -> None:
        """Outlines a span, marks its label, and brings it into sight, with `turn` also from another page."""
        self._span = span if span in self._spans else None
        self._mark_span()
        shown = self._spans.get(self._span)
        if shown is not None:
            if turn and not self._view.document.numbers(shown.unit, shown.start, shown.stop):
                self.turn_to_place(shown.unit, shown.start)
            for block, start, _ in self._view.document.pieces(shown.unit, shown.start, shown.stop)[:1]:
                line = block.layout().lineForTextPosition(start)
                top = block.layout().position().y() + (line.y() if line.isValid() else 0)
                self._bring_into_sight(top, top + self._view.lanes.line_step())

    @property
    def current_span(self) -> int | None:
        """The span that is outlined."""
        return self._span

    @property
    def margin(self) -> SpanMargin:
        """The brackets beside the text."""
        return self._margin

    def quote(self, unit: int, start: int, stop: int) -> str:
        """The stored characters of a range."""
        return self._text(unit)[start:stop]

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.scroll = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        paint_ground(painter, event.rect(), self._view)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        number, above = (-1, 0.0) if self._filling else self._anchor()
        self._arrange()
        super().resizeEvent(event)
        self._place_margin()  # the scroll bar may have come or gone: while it is being shown nobody tells of that
        self._view.document.forget_boxes()
        self._bring_back(number, above)
        self._height = self.viewport().height()
        self._margin.update()
        self._pin()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._view.scroll = self.verticalScrollBar().value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turn_to(self._page + 1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum() and self._page:
            self.turn_to(self._page - 1)
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_look") and self._look != self._look_now():
            self._take_look()

    # ------------------------------------------------------------ look

    def _look_now(self) -> tuple:
        theme = current()
        return theme.name, theme.scale, theme.reading_px

    def _take_look(self) -> None:
        self._look = self._look_now()
        self._view.lanes = Lanes.of([c.id for c in self._coders], current().font("reading").pixelSize())
        self._take_palette()
        number, above = self._anchor()
        caret = self.textCursor().position()
        self._fill()
        self._put_caret(min(caret, self.document().characterCount() - 1))
        self._bring_back(number, above)

    def _anchor(self) -> tuple[int, float]:
        """The block that stays where it is when lines move: the current unit's if it is in sight, else the one at the top.

        Its number, and how far its beginning is from the top of the viewport.
        """
        layout, top = self._view.document.documentLayout(), self.verticalScrollBar().value()
        blocks = self._view.document.blocks_of(self._view.current_unit) if self._view.current_unit is not None else []
        if blocks:
            above = layout.blockBoundingRect(blocks[0]).top() - top
            if 0 <= above < self._height:
                return blocks[0].blockNumber(), above
        block = self.cursorForPosition(QPoint(self.viewport().width() // 2, 1)).block()
        above = layout.blockBoundingRect(block).top() - top
        return (block.blockNumber() if above <= 1 else -1), above  # -1: nothing was laid out yet

    def _bring_back(self, number: int, above: float) -> None:
        """Scrolls so that a block is as far from the top as it was, or as near to that as it can be and be seen."""
        block = self._view.document.findBlockByNumber(number)
        if block.isValid() and self.verticalScrollBar().maximum():
            room = self.viewport().height() - self._view.lanes.line_step() * 2
            top = self._view.document.documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(round(top - min(above, max(0.0, room))))

    def _take_palette(self) -> None:
        colours = reading_palette(self.palette(), dim=not self._view.whole)
        if colours != self.palette():
            self.setPalette(colours)

    def _fill(self) -> None:
        """Shows a new document: Qt then lays out what is in sight first, which it does not when an old one is refilled."""
        before = self._view.document
        self._view.document = ArticleDocument(self._pages.blocks(self._page), self._view.lanes, self, before.index)
        self._bar.show_page(self._pages, self._page)
        self._view.begins = self._page == 0
        self._longest = max((block.label for block in self._pages.blocks(self._page)), key=len, default="")
        self._margin.clear()
        self._view.document.documentLayout().setProperty("cursorWidth", max(1, current().px(2)))
        self._view.document.colour(self._view.current_unit, current().colour("text"))
        self._arrange()
        self._filling = True  # or the scroll bar, as it comes and goes, would have the whole document laid out
        if self.verticalScrollBar().isVisible():  # nor need it go and come again for that
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDocument(self._view.document)
        self._view.document.setLayoutEnabled(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._filling = False
        before.deleteLater()

    def _arrange(self) -> None:
        """Gives gutter, text and margin their widths, and puts them in the middle of what room there is."""
        theme = current()
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        font = QFontMetricsF(theme.font("reading"))
        column = COLUMN * font.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        gutter, air = max(theme.px(GUTTER), number_width(self._longest)), theme.px(4)
        widths = self._margin.widths()
        margin = next((w for w in widths if room - gutter - air - w >= _LEAST_COLUMN * column), widths[-1])
        text = min(column, room - gutter - air - margin)
        left = gutter + max(0, int(room - gutter - text - air - margin) // 2)
        right = max(margin, int(room - left - text - air))
        below = theme.px(page_bar.HEIGHT) if len(self._pages) > 1 else 0
        self.setViewportMargins(0, 0, right, below)
        self._bar.setGeometry(0, self.height() - below, self.width(), below)
        self._margin_width = margin
        self._view.left, self._air = left, air
        self._view.document.set_margins(left, theme.px(_TOP), air, theme.px(_BOTTOM))
        self._place_margin()

    def _place_margin(self) -> None:
        self._view.width = self.viewport().width() - self._view.left - self._air
        self._margin.setGeometry(self.viewport().geometry().right() + 1, 0, self._margin_width, self.viewport().height())

    def _put_caret(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        self.setTextCursor(cursor)

    def _put_caret_into(self, blocks: list[QTextBlock]) -> None:
        """Puts the caret to the start of a unit, unless it is there already."""
        if not blocks[0].position() <= self.textCursor().position() < blocks[-1].position() + blocks[-1].length():
            texts = [b for b in blocks if self._view.document.place(b.position())]
            scroll = self.verticalScrollBar().value()
            self._put_caret((texts or blocks)[0].position())
            self.verticalScrollBar().setValue(scroll)

    def _bring_into_sight(self, top: float, bottom: float) -> None:
        """Scrolls as little as it takes to see from `top` to `bottom` of the document, with some air."""
        bar, height, air = self.verticalScrollBar(), self.viewport().height(), current().px(24)
        above = air + (current().px(pinned.HEIGHT) if self._answered() is not None else 0)
        if top - above < bar.value() or bottom - top + above + air > height:
            if not bar.value() <= top - above <= bar.value() + height / 2:
                bar.setValue(round(top - above))
        elif bottom + air > bar.value() + height:
            bar.setValue(round(bottom + air - height))

    def _pin(self) -> None:
        """Shows the comment that the current one answers while that one's beginning is out of sight."""
        answered = self._answered()
        page = self._pages.page_of(answered) if answered is not None else None
        blocks = self._view.document.blocks_of(answered) if page is not None else []
        if blocks:
            top = self._view.document.documentLayout().blockBoundingRect(blocks[0]).top()
            top -= self.verticalScrollBar().value()
        if page is None or (blocks and 0 <= top < self.viewport().height() - current().px(pinned.HEIGHT)):
            self._pinned.hide()
            return
        self._pinned.setGeometry(0, 0, self._margin.geometry().right() + 1, current().px(pinned.HEIGHT))
        number = self._pages.label_of(answered)
        note = " · ".join(part for part in (number, self._facts.notes.get(answered)) if part)
        self._pinned.show_comment(answered, note, self._text(answered), self._view.left)

    def _answered(self) -> int | None:
        """The comment that the current one answers; None where it would take more than a third of the room from it."""
        is_low = self.viewport().height() < 3 * current().px(pinned.HEIGHT)
        return None if is_low else self._facts.replies.get(self._view.current_unit)

    def _mark_span(self) -> None:
        shown = self._spans.get(self._span)
        if shown is None:
            self._span = None
        self._view.current_span = (shown.unit, shown.start, shown.stop) if shown else None
        self._margin.set_current(self._span)
        self.viewport().update()

    def _describe(self) -> None:
        """Says how many codings there are: to those who cannot see them."""
        count = len(self._spans) if self._view.whole else sum(map(self._is_current, self._current_text_spans()))
        self.setAccessibleDescription(self.tr("1 coding") if count == 1 else self.tr("{0} codings").format(count))

    def _current_text_spans(self) -> Iterable[SpanView]:
        part = self._units[self._view.current_unit]
        return self._view.document.index.of_text(part.parent if part.kind == "paragraph" else part.id)

    def _is_current(self, span: SpanView) -> bool:
        """Whether a span of a body touches the current paragraph; any span of another current unit does."""
        part = self._units[self._view.current_unit]
        return part.kind != "paragraph" or (span.start < (part.stop or 0) and span.stop > (part.start or 0))

    def _text(self, unit: int) -> str:
        return (self._units[unit].text or "") if unit in self._units else ""
