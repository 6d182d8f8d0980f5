"""The foot of the reliability table: the legend, and the sentences that go under the table in a paper."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.page import button, hair
from intercoder.ui.reliability.parts import Legend


class Foot(QWidget):
    """Legend and notes; the notes can be closed where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        theme.set_margins(column, (0, 0, 0, 6))
        column.addWidget(hair(self))
        self.toggle = button(self, self.tr("Notes"), "segment")
        self.toggle.setCheckable(True)
        self.toggle.setToolTip(self.tr("How the figures were computed: the sentences that go under the table in a paper"))
        line = QHBoxLayout()
        theme.set_margins(line, (0, 2, 24, 0))
        self.legend = Legend(self)
        line.addWidget(self.legend, 1)
        line.addWidget(self.toggle)
        column.addLayout(line)
        self._notes = QLabel(self)
        self._notes.setWordWrap(True)
        theme.set_font(self._notes, "small")
        theme.set_kind(self._notes, "hint")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName(self.tr("Notes under the table"))
        holder = QWidget(self._area)
        theme.set_kind(holder, "surface")
        inside = QVBoxLayout(holder)
        theme.set_margins(inside, (24, 0, 24, 0))
        inside.addWidget(self._notes)
        self._area.setWidget(holder)
        theme.set_fixed(self._area, height=58)
        column.addWidget(self._area)
        self.toggle.toggled.connect(self._area.setVisible)

    def say(self, notes: tuple[str, ...], limits: tuple[float, float]) -> None:
        """Shows the notes of a report, or none, and the limits of its verdict."""
        self.legend.show_limits(limits)
        self._notes.setText("\n".join(notes))
        self.toggle.setVisible(bool(notes))
        self._area.setVisible(bool(notes) and self.toggle.isChecked())
