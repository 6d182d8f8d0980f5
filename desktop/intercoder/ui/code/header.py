"""The head of the text: the article's title, one line of facts, and the coders whose lanes are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QToolButton, QWidget

from intercoder.ui import keymap, paint, theme
from intercoder.ui.icons import icon
from intercoder.ui.pane import PaneHeader
from intercoder.ui.style import focus_ring
from intercoder.ui.text.span_view import LaneCoder


class LaneChip(QAbstractButton):
    """A coder with a lane: filled while it is shown; a press hides it or shows it again."""

    def __init__(self, coder: LaneCoder, parent: QWidget) -> None:
        super().__init__(parent)
        self.coder = coder
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("Lane of {0}").format(coder.name))
        self.setToolTip(self.tr("{0}: show or hide these codings").format(coder.name))

    def sizeHint(self) -> QSize:
        size, side = paint.coder_chip_size(self.coder.initials), theme.current().px("height.target")
        return QSize(round(size.width()) + theme.current().px(2), side)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QPainter(self), paint.coder_chip_size(self.coder.initials)
        chip = QRectF(0, 0, *size.toTuple())
        chip.moveCenter(QRectF(self.rect()).center())
        chip = chip.toAlignedRect().toRectF()
        paint.coder_chip(painter, chip, self.coder.initials, self.isChecked(), dimmed=not self.isChecked())
        if self.hasFocus():
            focus_ring(painter, chip, 4)


class Chips(QWidget):
    """The coders in the order of their lanes. Emits `switched(coder)`."""

    switched = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        theme.set_margins(self._row, spacing=1)
        self.chips: list[LaneChip] = []

    def set_coders(self, coders: Sequence[LaneCoder], hidden: frozenset[int]) -> None:
        """Shows these coders; the lanes of `hidden` ones are off."""
        if [chip.coder for chip in self.chips] != list(coders):
            for chip in self.chips:
                chip.hide()
                chip.deleteLater()
            self.chips = [LaneChip(coder, self) for coder in coders]
            for chip in self.chips:
                self._row.addWidget(chip)
                chip.clicked.connect(lambda _checked=False, coder=chip.coder.id: self.switched.emit(coder))
        for chip in self.chips:
            chip.setChecked(chip.coder.id not in hidden)


class CodeHeader(PaneHeader):
    """Emits `list_wanted` from the button that opens the queue in a narrow window, `lane_switched(coder)` from a chip."""

    list_wanted = Signal()
    lane_switched = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, margin=32)
        self._button = QToolButton(self)
        self._button.setIcon(icon("list-checks"))
        self._button.setToolTip(f"{self.tr('Queue')}  {keymap.current().cap('view.left')}")
        self._button.setAccessibleName(self.tr("Queue"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._button.clicked.connect(lambda _checked=False: self.list_wanted.emit())
        self.layout().insertWidget(0, self._button)
        self._lanes = QLabel(self.tr("Lanes"), self)
        theme.set_kind(self._lanes, "second")
        theme.set_font(self._lanes, "small")
        self._chips = Chips(self)
        self._chips.switched.connect(self.lane_switched)
        self.actions.addWidget(self._lanes)
        self.actions.addWidget(self._chips)

    def show_coders(self, coders: Sequence[LaneCoder], hidden: frozenset[int]) -> None:
        """Shows whose lanes lie under the text, and which of them are off; a coder alone needs no telling."""
        self._chips.set_coders(coders, hidden)
        for widget in (self._lanes, self._chips):
            widget.setVisible(len(coders) > 1)

    def show_list_button(self, shown: bool) -> None:
        """The queue is behind a button."""
        self._button.setVisible(shown)
