"""The text in which coders highlight: one article, read-only, with codings painted below its words.

The reader never writes: it says what was selected, clicked, moved or is to be removed, in code points of stored texts,
and shows the spans it is given. `stop` is exclusive everywhere.
"""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor, QTextLine
from PySide6.QtWidgets import QToolTip, QWidget

from intercoder.ui import keymap
from intercoder.ui.text import words
from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.text.span_painter import lines_between, stretch, text_of
from intercoder.ui.text.span_view import SpanView, describe, meant

_STEPS = {"span.next": 1, "span.previous": -1}
_EDGES = {  # command -> (to the right, the start)
    "span.stop_right": (True, False), "span.stop_left": (False, False),
    "span.start_right": (True, True), "span.start_left": (False, True),
}  # fmt: skip


class Reader(ArticleView):
    """Shows an article and its spans; selects by mouse and by caret.

    Owned by the place that codes, which answers the signals with verbs of the project.
    Keys: Enter offers what was selected with Shift and arrows, `[` and `]` go through the spans, Del asks for removal,
    F2 for another category, Shift+Alt+arrows move the end of the current span by a word, with Ctrl its start.
    """

    selection_made = Signal(int, int, int)  # unit, start, stop: on mouse release, or on Enter
    unit_clicked = Signal(int)  # the paragraph, other text or comment
    span_clicked = Signal(object)  # the span under a click, or reached by [ and ]
    edge_moved = Signal(object, int, int)  # span, new start, new stop
    removal_asked = Signal(object)  # span
    change_asked = Signal(object)  # span
    menu_asked = Signal(object, QPoint)  # the span under the mouse or the current one, or None; global point
    caret_moved = Signal(int, int)  # unit, position

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed = False
        self.margin.span_clicked.connect(self.span_clicked)
        self._pinned.clicked.connect(self.show_unit)
        self._pinned.clicked.connect(self.unit_clicked)
        self.cursorPositionChanged.connect(self._tell_caret)

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """The unit and position under a point of the viewport."""
        place = self._view.document.place(self.cursorForPosition(point).position())
        return (place.unit, place.position) if place else None

    def point_of(self, unit: int, position: int, *, stop: bool = False) -> QPoint | None:
        """The middle of the caret's line at a place, in the viewport; `stop`: the place ends a range."""
        at = self._view.document.position_of(unit, position, stop=stop)
        if at is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(at)
        return self.cursorRect(cursor).center()

    # ------------------------------------------------------------ selecting

    def selected(self, *, exact: bool = False) -> tuple[int, int, int] | None:
        """The (unit, start, stop) of what is selected: whole words unless `exact`, within the text where it began."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        found = self._view.document.clipped(cursor.anchor(), cursor.position())
        if found is None:
            return None
        unit, start, stop = found
        ends = (start, stop) if exact else words.snap(self._text(unit), start, stop)
        return (unit, *ends) if ends else None

    def select(self, unit: int, start: int, stop: int) -> None:
        """Selects a range of a text and brings it into sight."""
        self.turn_to_place(unit, start)
        self._set_selection(unit, start, stop)
        self.ensureCursorVisible()

    def _set_selection(self, unit: int, start: int, stop: int, *, backwards: bool = False) -> None:
        document = self._view.document
        ends = [document.position_of(unit, start), document.position_of(unit, stop, stop=True)]
        if None in ends:
            return
        cursor = self.textCursor()
        cursor.setPosition(ends[backwards])
        cursor.setPosition(ends[not backwards], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _offer_selection(self, exact: bool) -> None:
        found = self.selected(exact=exact)
        if found is None:
            return
        unit, start, stop = found
        cursor = self.textCursor()
        self._set_selection(unit, start, stop, backwards=cursor.position() < cursor.anchor())
        self.selection_made.emit(unit, start, stop)

    def clear_selection(self) -> None:
        """Leaves the caret where it is and nothing selected."""
        self._put_caret(self.textCursor().position())

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the stored characters, not their copy on the screen."""
        cursor = self.textCursor()
        pieces: list[list] = []  # unit, start, stop
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() < cursor.selectionEnd():
            low = self._view.document.place(max(cursor.selectionStart(), block.position()))
            high = self._view.document.place(min(cursor.selectionEnd(), block.position() + block.length() - 1), up=True)
            if low and high:
                if pieces and pieces[-1][0] == low.unit:
                    pieces[-1][2] = high.position
                else:
                    pieces.append([low.unit, low.position, high.position])
            block = block.next()
        data = QMimeData()
        data.setText("\n".join(self.quote(*piece) for piece in pieces))
        return data

    # ------------------------------------------------------------ events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = True
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.clear_selection()  # or Qt would drag the selected words away
            elif event.modifiers() != Qt.KeyboardModifier.ShiftModifier:
                event = _with_shift_alone(event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or not self._pressed:
            return
        self._pressed = False
        if self.textCursor().hasSelection():
            self._offer_selection(bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            self._click(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = True
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._take_word(event.position())

    def _take_word(self, point: QPointF) -> None:
        """Selects the word under a point, as dragging would: Qt takes quotation marks along, and all ideographs of a line."""
        block = self.cursorForPosition(point.toPoint()).block()
        data, layout = self._view.document.data(block), block.layout()
        inside = point + QPointF(0, self.verticalScrollBar().value()) - layout.position()
        lines = lines_between(layout, inside.y(), inside.y() + 1)
        if data is None or not data.block.is_text or not lines:
            return
        at = layout.lineAt(lines.start).xToCursor(inside.x(), QTextLine.CursorPosition.CursorOnCharacter)
        word = words.word_at(self._text(data.block.unit), data.block.start + data.positions.to_text(at))
        if word is not None:
            self._set_selection(data.block.unit, *word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        command = keymap.current().command(event, "text", "code")
        if command in _STEPS:
            self.step_span(_STEPS[command])
        elif command in _EDGES or command in ("span.remove", "span.change"):
            if not self.change_span(command) and command not in _EDGES:
                super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not modifiers & Qt.KeyboardModifier.ControlModifier:
            self._offer_selection(bool(modifiers & Qt.KeyboardModifier.AltModifier))
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()  # it belongs to the form
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ answering

    def _click(self, point: QPoint) -> None:
        """Tells which unit and which span lie under a click."""
        data = self._view.document.data(self.cursorForPosition(point).block())
        if data is None:
            return
        if data.block.shown:
            self.unit_clicked.emit(data.block.shown)
        span = meant(self.spans_at(point))
        if span is not None:
            self.span_clicked.emit(span.id)

    def spans_at(self, point: QPoint) -> list[SpanView]:
        """The shown spans under a point of the viewport."""
        block = self.cursorForPosition(point).block()
        data, layout = self._view.document.data(block), block.layout()
        if data is None:
            return []
        inside = QPointF(point) + QPointF(0, self.verticalScrollBar().value()) - layout.position()
        shown, reach = {c.id for c in self._coders}, self._view.lanes.line_step()
        near = text_of(layout, lines_between(layout, inside.y() - reach, inside.y() + reach))
        under = {
            part.span
            for part in data.part(self._view.document.index, *near)
            if any(r.contains(inside) for r in stretch(layout, part.start, part.stop, self._view.lanes))
        }
        return [s for s in (self._spans[number] for number in sorted(under)) if s.coder in shown]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = None if by_key else meant(self.spans_at(event.pos()))
        at = self.viewport().mapToGlobal(self.cursorRect().bottomLeft()) if by_key else event.globalPos()
        self.menu_asked.emit(under.id if under else self._span if by_key else None, at)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            words = describe(self.spans_at(event.pos()), self._coders)
            if event.x() < self._view.left:
                words = self._view.note_beside(self.cursorForPosition(event.pos()).block())
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def step_span(self, step: int) -> None:
        """Goes to the next or previous span, from the current one or else from the caret."""
        order = self._pages.order
        spans = sorted(self._shown_spans(), key=lambda s: (order(s.unit, s.start), s.stop, s.id))
        now = self._spans.get(self._span)
        if now in spans:
            at = spans.index(now) + step
        else:
            caret = self.textCursor()
            place = self._view.document.place(caret.position())
            here = order(place.unit, place.position) if place else (self._pages[self._page].first + caret.blockNumber(), 0)
            before = sum(order(s.unit, s.start) < here for s in spans)
            at = before if step > 0 else before - 1
        if 0 <= at < len(spans):
            self.turn_to_place(spans[at].unit, spans[at].start)
            self._put_caret(self._view.document.position_of(spans[at].unit, spans[at].start) or 0)
            self.set_current_span(spans[at].id)
            self.span_clicked.emit(spans[at].id)

    @property
    def has_own_span(self) -> bool:
        """Whether the highlight that is outlined is the coder's own."""
        return self._own_span() is not None

    def change_span(self, command: str) -> bool:
        """Asks for what a command does with the highlight that is outlined; whether there is one of the coder's own."""
        if not self.has_own_span:
            return False
        if command in _EDGES:
            self._move_edge(*_EDGES[command])
        else:
            (self.removal_asked if command == "span.remove" else self.change_asked).emit(self._span)
        return True

    def _move_edge(self, right: bool, at_start: bool) -> None:
        """Asks for the current span with one edge a word further, in the direction in which its text runs."""
        span = self._own_span()
        if span is None:
            return
        pieces = self._view.document.pieces(span.unit, span.start, span.stop)
        forward = right != (bool(pieces) and pieces[-1][0].textDirection() == Qt.LayoutDirection.RightToLeft)
        text = self._text(span.unit)
        start, stop = span.start, span.stop
        if at_start:
            start = words.moved_start(text, start, stop, forward)
        else:
            stop = words.moved_stop(text, start, stop, forward)
        if (start, stop) != (span.start, span.stop):
            self.edge_moved.emit(span.id, start, stop)

    def _shown_spans(self) -> list[SpanView]:
        shown = {c.id for c in self._coders}
        return [s for s in self._spans.values() if s.coder in shown]

    def _own_span(self) -> SpanView | None:
        span = self._spans.get(self._span)
        return span if span is not None and span.mine else None

    def _tell_caret(self) -> None:
        place = self._view.document.place(self.textCursor().position())
        if place is not None:
            self.caret_moved.emit(place.unit, place.position)


def _with_shift_alone(event: QMouseEvent) -> QMouseEvent:
    """The same press without Alt: Qt extends a selection only for Shift alone."""
    return QMouseEvent(
        event.type(), event.position(), event.scenePosition(), event.globalPosition(), event.button(), event.buttons(),
        Qt.KeyboardModifier.ShiftModifier, event.pointingDevice(),
    )  # fmt: skip
