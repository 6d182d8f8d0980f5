"""The head of the text: the article's title, one line of facts, and the coders whose lanes are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from intercoder.ui import paint, theme
from intercoder.ui.icons import icon
from intercoder.ui.pane import PaneHeader
from intercoder.ui.text.span_view import LaneCoder


class Chips(QWidget):
    """The coders in the order of their lanes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._coders: tuple[LaneCoder, ...] = ()

    def set_coders(self, coders: Sequence[LaneCoder]) -> None:
        """Shows these coders."""
        self._coders = tuple(coders)
        names = ", ".join(coder.name for coder in coders)
        self.setToolTip(names)
        self.setAccessibleName(names)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        gap = theme.current().px(3)
        widths = [paint.coder_chip_size(coder.initials).width() + gap for coder in self._coders]
        return QSize(round(sum(widths)), theme.current().px("height.key"))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0.0
        for coder in self._coders:
            size = paint.coder_chip_size(coder.initials)
            paint.coder_chip(painter, QRectF(x, round((self.height() - size.height()) / 2), *size.toTuple()), coder.initials)
            x += size.width() + theme.current().px(3)


class CodeHeader(PaneHeader):
    """Emits `list_wanted` from the button that opens the queue in a narrow window."""

    list_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, margin=32)
        self._button = QToolButton(self)
        self._button.setIcon(icon("list-checks"))
        self._button.setToolTip(self.tr("Queue  F9"))
        self._button.setAccessibleName(self.tr("Queue"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(lambda _checked=False: self.list_wanted.emit())
        self.layout().insertWidget(0, self._button)
        self._lanes = QLabel(self.tr("Lanes"), self)
        theme.set_kind(self._lanes, "second")
        theme.set_font(self._lanes, "small")
        self._chips = Chips(self)
        self.actions.addWidget(self._lanes)
        self.actions.addWidget(self._chips)

    def show_coders(self, coders: Sequence[LaneCoder]) -> None:
        """Shows whose lanes lie under the text; a coder alone needs no telling."""
        self._chips.set_coders(coders)
        for widget in (self._lanes, self._chips):
            widget.setVisible(len(coders) > 1)

    def show_list_button(self, shown: bool) -> None:
        """The queue is behind a button."""
        self._button.setVisible(shown)
