"""The merges of a project, newest first, each of which can be taken back as a whole."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.asking import foot_of
from intercoder.ui.care.losers import add_losers, differing
from intercoder.ui.facts import FactsPane
from intercoder.ui.isolate import isolated
from intercoder.ui.page import button, resize_within


class MergesDialog(QDialog):
    """Lists `merges` of the project with what `losers` tells of each; `chosen` is the number of the one to take back."""

    def __init__(self, merges: list, losers: Callable[[int], Sequence[dict]], read_only: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._merges, self._losers, self._read_only = merges, losers, read_only
        self.setWindowTitle(self.tr("Merges"))
        theme.set_kind(self, "surface")
        heading = QLabel(self.tr("Merges"), self)
        theme.set_font(heading, "heading")
        sentence = QLabel(
            self.tr("Taking a merge back leaves the project as if that file had never come; all others stay."), self
        )
        theme.set_kind(sentence, "second")
        sentence.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Merges, newest first"))
        for merge in merges:
            self.list.addItem(self._line(merge))
        self.pane = FactsPane(self.tr("Answers that differ in two copies"), self)
        other = button(self, self.tr("Close"))
        self.confirm = QPushButton(self.tr("Take this merge back"), self)
        other.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 8)
        for widget in (heading, sentence, self.list, self.pane):
            column.addWidget(widget)
        column.addLayout(foot_of(other, self.confirm))
        self.list.currentRowChanged.connect(self._show)
        self.confirm.setEnabled(False)
        self.pane.hide()
        if merges:
            self.list.setCurrentRow(0)
        else:
            self.list.addItem(self.tr("Nothing was merged yet."))
        resize_within(self, 640, 480)

    @classmethod
    def ask(cls, merges: list, losers: Callable[[int], Sequence[dict]], read_only: bool, parent: QWidget) -> int | None:
        """The number of the merge to take back; None if none was wanted."""
        dialog = cls(merges, losers, read_only, parent)
        return dialog.chosen if dialog.exec() == QDialog.DialogCode.Accepted else None

    @property
    def chosen(self) -> int | None:
        """The number of the merge under the cursor, None if it cannot be taken back."""
        row = self.list.currentRow()
        if self._read_only or not 0 <= row < len(self._merges) or self._merges[row].taken_back is not None:
            return None
        return self._merges[row].number

    def _show(self, row: int) -> None:
        self.confirm.setEnabled(self.chosen is not None)
        merge = self._merges[row] if 0 <= row < len(self._merges) else None
        self.pane.setVisible(merge is not None and merge.conflicts > 0)
        if not self.pane.isHidden():
            self.pane.begin()
            add_losers(self.pane, merge.coder, self._losers(merge.number))

    def _line(self, merge) -> str:
        counts = self.tr("{0} new, {1} changed").format(figures.count(merge.new), figures.count(merge.changed))
        line = f"{_when(merge.at)}   {isolated(merge.coder)}   {isolated(merge.file)}   {counts}"
        if merge.conflicts:
            line += f", {differing(merge.conflicts)}"
        if merge.taken_back is not None:
            line += "   " + self.tr("taken back {0}").format(_when(merge.taken_back))
        return line


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
