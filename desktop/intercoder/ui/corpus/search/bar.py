"""What is searched for, and the filters below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.flow import Flow
from intercoder.ui.icons import icon

if TYPE_CHECKING:
    from intercoder.project.search import Choices
    from intercoder.tasks.corpus_hits import Wish

_MOST_SHOWN = 200  # outlets, files or languages in one list


class SearchBar(QWidget):
    """Emits `wanted` when something is to be searched for, `left` when the search is given up, `down` for the hits."""

    wanted = Signal()
    left = Signal()
    down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        self.field, self.search, self.close_button = QLineEdit(self), QPushButton(self.tr("Search"), self), QToolButton(self)
        self.field.setPlaceholderText(self.tr("peace talks, “peace talks”, wat*, -late"))
        self.field.setAccessibleName(self.tr("Search the corpus for"))
        self.close_button.setIcon(icon("x"))
        self.close_button.setAccessibleName(self.tr("Back to the articles"))
        self.close_button.setToolTip(self.tr("Back to the articles  Escape"))
        self._open = self._narrow_room = False
        self.more = QPushButton(self.tr("Filters"), self)
        self.more.setCheckable(True)
        self.filters = Flow(self, 8)
        self.kind = self._choice(self.tr("Which texts"), [
            (self.tr("All texts"), "all"), (self.tr("Texts of articles"), "article"), (self.tr("Comments"), "comment"),
            (self.tr("Headlines"), "headline"),
        ])  # fmt: skip
        self.outlet, self.language, self.source = (
            self._choice(name, []) for name in (self.tr("Outlet"), self.tr("Language"), self.tr("File"))
        )
        self.first, self.last, self.author = (
            self._line(name, example)
            for name, example in (
                (self.tr("Published from"), self.tr("from 2026-03-01")), (self.tr("Published until"), self.tr("until 2026-03")),
                (self.tr("Author of the comment"), self.tr("author")),
            )
        )  # fmt: skip
        self.coded = self._choice(self.tr("Coded or not"), [
            (self.tr("Coded or not"), None), (self.tr("Coded"), True), (self.tr("Not coded yet"), False),
        ])  # fmt: skip
        self.order = self._choice(self.tr("Order of the hits"), [
            (self.tr("In text order"), "text"), (self.tr("Oldest first"), "date"),
            (self.tr("Newest first"), "newest"),
        ])  # fmt: skip
        self.filters.items = [
            self.kind, self.outlet, self.language, self.source, self.first, self.last, self.author, self.coded, self.order,
        ]  # fmt: skip
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        theme.set_margins(row, spacing=8)
        row.addWidget(self.field, 1)
        row.addWidget(self.more)
        row.addWidget(self.search)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        theme.set_margins(column, (24, 10, 24, 10), 8)
        column.addLayout(row)
        column.addWidget(self.filters)
        self.set_open(False)

    def _connect(self) -> None:
        self.more.toggled.connect(lambda _on: self.set_open(self._open))
        self.search.clicked.connect(lambda _checked=False: self.wanted.emit())
        self.close_button.clicked.connect(lambda _checked=False: self.left.emit())
        for line in (self.field, self.first, self.last, self.author):
            line.returnPressed.connect(self.wanted)
            line.installEventFilter(self)
        for box in (self.kind, self.outlet, self.language, self.source, self.coded, self.order):
            box.activated.connect(lambda _row: self._narrow())

    def _narrow(self) -> None:
        """Another filter: the same words again, if there are any."""
        self.author.setEnabled(self.kind.currentData() in ("all", "comment"))
        if self.field.text().strip():
            self.wanted.emit()

    def set_open(self, on: bool) -> None:
        """Whether the filters and the way back are there."""
        self._open = on
        self.more.setVisible(on and self._narrow_room)
        self.filters.setVisible(on and (self.more.isChecked() or not self._narrow_room))
        self.close_button.setVisible(on)

    def set_narrow(self, on: bool) -> None:
        """Where there is little room the filters lie behind a button."""
        self._narrow_room = on
        self.set_open(self._open)

    def offer(self, choices: Choices) -> None:
        """The outlets, languages and files of this corpus; a list of one is no choice."""
        for box, words, none, found in (
            (self.outlet, self.tr("All outlets"), self.tr("no outlet"), choices.outlets),
            (self.language, self.tr("All languages"), self.tr("no language"), choices.languages),
            (self.source, self.tr("All files"), "", choices.sources),
        ):
            kept = box.currentData()
            box.clear()
            box.addItem(words, None)
            for name, number in found[:_MOST_SHOWN]:
                shown = (name or none).replace("\\", "/").rsplit("/", 1)[-1]
                box.addItem(f"{shown}  {figures.count(number)}", name)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.setVisible(len(found) > 1)
        self.filters.updateGeometry()
        self.filters.arrange()

    def wish(self) -> Wish:
        """What was filled in."""
        from intercoder.project.search import Scope
        from intercoder.tasks.corpus_hits import KINDS, Wish

        outlet, language, source = (box.currentData() for box in (self.outlet, self.language, self.source))
        scope = Scope(
            () if outlet is None else (outlet,), self.first.text().strip() or None, self.last.text().strip() or None,
            () if source is None else (source,), () if language is None else (language,), KINDS[self.kind.currentData()],
            self.author.text().strip() if self.author.isEnabled() else "", self.coded.currentData(),
        )  # fmt: skip
        return Wish(self.field.text(), scope, self.order.currentData())

    def _choice(self, name: str, choices: list[tuple[str, object]]) -> QComboBox:
        box = QComboBox(self.filters)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.set_fixed(box, width=160)
        for words, value in choices:
            box.addItem(words, value)
        return box

    def _line(self, name: str, example: str) -> QLineEdit:
        line = QLineEdit(self.filters)
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.setPlaceholderText(example)
        theme.set_fixed(line, width=128)
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Down and watched is self.field:
                self.down.emit()
                return True
        return super().eventFilter(watched, event)
