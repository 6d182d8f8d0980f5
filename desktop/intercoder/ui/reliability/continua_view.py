"""The picture of the continua as a widget: a click chooses a span, the arrows choose texts and spans."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from intercoder.ui import theme
from intercoder.ui.isolate import isolated
from intercoder.ui.reliability import continua

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_J: 1}
_SPAN_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ContinuaView(QWidget):
    """Shows one text. Emits `chosen` with the id of a span, and `stepped` with -1 or 1 for the text before or after."""

    chosen = Signal(object)  # ids have 63 bits, an int of Qt has 32
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: continua.Continua | None = None
        self.selected = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Spans of each coder along the text"))
        theme.set_kind(self, "surface")

    def show_text(self, shown: continua.Continua | None) -> None:
        """Takes another text; no span is chosen in it."""
        self.shown, self.selected = shown, 0
        self.setAccessibleDescription(continua.facts(shown) if shown else "")
        self._measure()

    def select(self, span: int) -> None:
        """Puts the outline around the span with this id; 0 for none."""
        self.selected = span
        self.update()

    def area(self) -> QRectF:
        """Where the picture lies in the widget."""
        look = theme.current()
        return QRectF(self.rect()).adjusted(look.px(16), 0, -look.px(24), 0)

    def place_of(self, span: int) -> QRectF | None:
        """The rectangle of a span."""
        places = continua.placed(self.shown, self.area(), theme.current()) if self.shown else []
        return next((place.rect for place in places if place.bar.span == span), None)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px(400), continua.height(self.shown, look) if self.shown else look.px(96))

    def _measure(self) -> None:
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    # -------------------------------------------------------------- Qt

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.fillRect(self.rect(), look.colour("surface"))
        if self.shown is not None:
            continua.paint(painter, self.area(), self.shown, look, self.selected)
        if self.hasFocus():
            painter.fillRect(QRectF(0, 0, look.px(3), self.height()), look.colour("accent"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.shown is not None and event.button() == Qt.MouseButton.LeftButton:
            bar = continua.bar_at(self.shown, self.area(), theme.current(), event.position())
            if bar is not None:
                self.chosen.emit(bar.span)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _SPAN_STEPS and self.shown is not None:
            self._step_span(_SPAN_STEPS[key])
        else:
            super().keyPressEvent(event)

    def _step_span(self, step: int) -> None:
        bars = [(bar.start, n, bar.span) for n, lane in enumerate(self.shown.lanes) for bar in lane.bars]
        spans = [span for *_, span in sorted(bars)]
        if spans:
            now = spans.index(self.selected) if self.selected in spans else -1 if step > 0 else len(spans)
            self.chosen.emit(spans[min(max(now + step, 0), len(spans) - 1)])

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.shown is not None:
            bar = continua.bar_at(self.shown, self.area(), theme.current(), event.pos().toPointF())
            words = self.tr("{0}, characters {1}–{2}").format(isolated(bar.label), bar.start, bar.stop) if bar else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self.update()
