"""The foot of the codebook: how the draft stands against the last frozen version, and the freeze."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from intercoder.project.codebook_versions import DraftState
from intercoder.ui import figures, paint, theme
from intercoder.ui.page import button
from intercoder.ui.pane import Elided


class DraftBar(QWidget):
    """56 high. Emits what is wanted."""

    freeze_wanted = Signal()
    changes_wanted = Signal()
    anew_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        theme.set_fixed(self, height=56)
        self.words = Elided(self, "body", "second")
        self.changes = button(self, self.tr("What changed"), "ghost")
        self.freeze = button(self, self.tr("Freeze …"), "primary", "snowflake")
        self.anew = button(self, "", "plain")
        self.anew.hide()
        self.anew.clicked.connect(self.anew_wanted)
        self.freeze.clicked.connect(self.freeze_wanted)
        self.changes.clicked.connect(self.changes_wanted)
        line = QHBoxLayout(self)
        theme.set_margins(line, (24, 0, 24, 0), 8)
        line.addWidget(self.words, 1)
        line.addWidget(self.anew)
        line.addWidget(self.changes)
        line.addWidget(self.freeze)

    def show_state(self, state: DraftState, touched: int, outdated: int) -> None:
        """What stands in the draft, how many finished units it would open again, how many an older version holds."""
        self.anew.setVisible(outdated > 0)
        self.anew.setText(self.tr("Code {0} anew").format(figures.counted(outdated, "unit", "units")))
        self.anew.setToolTip(self.tr("They were finished under a version before a substantive change that touches them."))
        if state.frozen is None:
            words = "Draft: no version is frozen yet"
        elif not state.is_draft:
            words = f"Version {state.frozen}, frozen; the next edit begins a draft"
        else:
            words = f"Draft after v{state.frozen}: {figures.counted(len(state.changes), 'change', 'changes')}"
            words += f", {figures.counted(touched, 'finished unit', 'finished units')} to code anew" if touched else ""
        self.words.say(words)
        self.freeze.setText(
            self.tr("Freeze v{0} …").format(state.proposed)
            if state.is_draft
            else self.tr("v{0} is frozen").format(state.frozen)
        )
        self.freeze.setEnabled(state.is_draft)
        self.changes.setVisible(state.frozen is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, 0, self.width())
