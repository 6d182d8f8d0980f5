"""The history of a unit: who coded what and when, with what stood there before and after."""

from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.asking import foot_of
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.page import button, resize_within
from intercoder.ui.quiet_table import QuietTable

WHEN, CODER, ROUND, WHAT, BEFORE, AFTER = range(6)


class HistoryModel(QAbstractTableModel):
    """Entries of the project's history, newest first."""

    def __init__(self, entries: list, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = list(reversed(entries))
        self._headers = (
            self.tr("When"), self.tr("Coder"), self.tr("Round"), self.tr("What"), self.tr("Before"), self.tr("After"),
        )  # fmt: skip

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(entry, index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        who = entry.coder if entry.by == entry.coder else self.tr("{0}, by {1}").format(entry.coder, entry.by)
        cells = (_when(entry.at), who, entry.round, entry.what, _one_line(entry.before), _one_line(entry.after))
        return cells[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def _tip(self, entry, column: int) -> str:
        whole = {WHAT: f"{entry.what}\n{entry.step}", BEFORE: entry.before or "", AFTER: entry.after or ""}
        return plain(whole.get(column, ""))


class HistoryDialog(QDialog):
    """A table of what was done to one unit, as far as the one who asks may see it."""

    def __init__(self, name: str, entries: list, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("History of {0}").format(name))
        theme.set_kind(self, "surface")
        heading = QLabel(self.tr("History of {0}").format(name), self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_font(heading, "heading")
        count = figures.counted(len(entries), "change", "changes")
        facts = QLabel(self.tr("{0}, newest first. Nothing is ever taken out of it.").format(count), self)
        theme.set_kind(facts, "second")
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 8)
        column.addWidget(heading)
        column.addWidget(facts)
        self.model = HistoryModel(entries)
        widths = (136, 112, 88, 136, 152, None)
        self.table = QuietTable(self.tr("History"), self.model, widths, self, margin=8, drops=(ROUND,), least=120)
        column.addWidget(self.table, 1)
        if not entries:
            self.table.hide()
            facts.hide()
            sentence = self.tr("What is coded in it, changed or taken back will stand here with its time.")
            column.addWidget(EmptyPlace(self, "text", self.tr("Nothing was coded here yet"), sentence), 1)
        close = button(self, self.tr("Close"))
        close.clicked.connect(self.reject)
        column.addLayout(foot_of(close))
        resize_within(self, 860, 480)

    @classmethod
    def ask(cls, name: str, entries: list, parent: QWidget) -> None:
        """Shows the history until it is closed."""
        cls(name, entries, parent).exec()


def plain(text: str) -> str:
    """A text for a tooltip, which would take what begins like a tag for one."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") if "<" in text or "&" in text else text


def _one_line(text: str | None) -> str:
    return "–" if text is None else " ".join(text.split())


def _when(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%Y-%m-%d %H:%M:%S")
