"""The find bar above the text: every place of some words in the article, one after the other."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from intercoder.records import Unit
from intercoder.ui import theme
from intercoder.ui.icons import icon

Place = tuple[int, int, int]
"""Unit, start, stop: code points, stop exclusive."""


def places_of(units: Sequence[Unit], words: str) -> list[Place]:
    """Where the words stand in the stored texts of these units, in any case of letters."""
    if not words.strip():
        return []
    pattern = re.compile(re.escape(words), re.IGNORECASE)
    shown = [unit for unit in units if unit.text and unit.kind not in ("article", "paragraph")]
    return [(unit.id, found.start(), found.end()) for unit in shown for found in pattern.finditer(unit.text or "")]


class FindBar(QWidget):
    """Emits `found(unit, start, stop)` for the place to show, `closed` when it is left."""

    found = Signal(int, int, int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self._units: Sequence[Unit] = ()
        self._places: list[Place] = []
        self._at = 0
        self.field, self._count = QLineEdit(self), QLabel(self)
        self.field.setPlaceholderText(self.tr("kayani"))
        self.field.setAccessibleName(self.tr("Find in the text"))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        theme.set_font(self._count, "small")
        theme.set_kind(self._count, "hint")
        row = QHBoxLayout(self)
        theme.set_margins(row, (32, 6, 24, 6), 8)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        row.addWidget(self._button("chevron-down", self.tr("Next  Enter"), lambda: self.step(1)))
        row.addWidget(self._button("x", self.tr("Close  Escape"), self.leave))
        self.hide()

    def open(self, units: Sequence[Unit]) -> None:
        """Searches these units from now on."""
        self._units = units
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def step(self, by: int) -> None:
        """The next or previous place, round the end."""
        if self._places:
            self._at = (self._at + by) % len(self._places)
            self._show()

    def leave(self) -> None:
        """Closes the bar."""
        self.hide()
        self.closed.emit()

    def _search(self) -> None:
        self._places, self._at = places_of(self._units, self.field.text()), 0
        self._show()

    def _show(self) -> None:
        if self._places:
            self._count.setText(self.tr("{0} of {1}").format(self._at + 1, len(self._places)))
            self.found.emit(*self._places[self._at])
        else:
            self._count.setText(self.tr("not found") if self.field.text().strip() else "")

    def _button(self, name: str, words: str, act) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(words)
        button.setAccessibleName(words.split("  ")[0])
        button.clicked.connect(lambda _checked=False: act())
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        return super().eventFilter(watched, event)
