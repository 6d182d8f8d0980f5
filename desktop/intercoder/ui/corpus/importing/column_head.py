"""The head of a column: its name, what it is, and how its days are read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from intercoder.tasks.dump_profile import KEPT
from intercoder.ui import theme
from intercoder.ui.corpus.importing import column_words
from intercoder.ui.isolate import isolated
from intercoder.ui.pane import Elided

MARGIN = 4  # as the cells below have it
SHORT = 26  # characters that fit on a line under the picker


class ColumnHead(QWidget):
    """Emits `chosen` with the role, `ordered` with the order of day and month."""

    chosen = Signal(str)
    ordered = Signal(str)

    def __init__(self, name: str, role: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        title = Elided(self, "small_strong")
        title.say(name)
        self.role = QComboBox(self)
        self.role.setAccessibleName(self.tr("What the column {0} is").format(isolated(name)))
        for group, entries in column_words.GROUPS:
            self.role.addItem(column_words.translated(group), None)
            self.role.model().item(self.role.count() - 1).setEnabled(False)
            for key, words in entries:
                self.role.addItem(column_words.translated(words), key)
        self.role.setCurrentIndex(max(0, self.role.findData(role or KEPT)))
        self.role.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order = QComboBox(self)
        self.order.setAccessibleName(self.tr("Day or month first in the column {0}").format(isolated(name)))
        self.order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.order.hide()
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        theme.set_font(self.note, "small")
        theme.set_kind(self.note, "hint")
        column = QVBoxLayout(self)
        theme.set_margins(column, (MARGIN, 6, MARGIN, 6), 4)
        for widget in (title, self.role, self.order, self.note):
            column.addWidget(widget)
        column.addStretch(1)
        self.role.activated.connect(lambda _row: self.role.currentData() and self.chosen.emit(self.role.currentData()))
        self.order.activated.connect(lambda _row: self.ordered.emit(self.order.currentData() or ""))

    def say_kept(self) -> None:
        """Names what becomes of a column without a role."""
        self.note.setText(self.tr("Kept beside the text"))

    def say_private(self, kept: bool) -> None:
        """Names what becomes of a private column."""
        self.note.setText(self.tr("Kept, as switched on below") if kept else self.tr("Left out, and counted"))

    def show_days(self, examples: Sequence[tuple[str, str | None]], both: bool, order: str | None) -> None:
        """Some days as they are printed and read; where both orders are possible it is asked."""
        unread = self.tr("not read")
        whole = [f"{isolated(raw)} → {value or unread}" for raw, value in examples]
        self.note.setText("\n".join(
            line if len(line) <= SHORT else f"→ {value or unread}" for line, (_raw, value) in zip(whole, examples, strict=True)
        ))  # fmt: skip
        self.note.setToolTip("\n".join(whole))
        self.note.setAccessibleName(", ".join(whole))
        self.order.clear()
        if not both:
            self.order.hide()
            return
        for words, key in (
            (self.tr("Day or month first?"), ""), (self.tr("Day first"), "dmy"), (self.tr("Month first"), "mdy"),
        ):  # fmt: skip
            self.order.addItem(words, key)
        self.order.setCurrentIndex(max(0, self.order.findData(order or "")))
        self.order.show()
        theme.set_kind(self.note, "hint" if order else "warn")
