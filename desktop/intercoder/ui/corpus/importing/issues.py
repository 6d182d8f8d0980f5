"""All warnings of an import, and each record that is left out, with its place, the reason and what stood there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.tasks.dump_skipped import write_skipped
from intercoder.tasks.preview import Whole
from intercoder.ui import figures, theme
from intercoder.ui.files import ask_table_to_save
from intercoder.ui.page import button, hair, resize_within

SNIPPET = 200


class IssuesDialog(QDialog):
    """Two lists; the records that are left out can be saved as a table."""

    def __init__(self, whole: Whole, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = whole
        self.setWindowTitle(self.tr("Warnings and skipped records"))
        theme.set_kind(self, "surface")
        warnings = [(f["path"], w["locator"] or "", w["message"], "") for f in whole.document["files"] for w in f["warnings"]
                    if w["code"] not in {issue.code for _file, issue in whole.skipped}]  # fmt: skip
        skipped = [(file, issue.locator or "", issue.message, issue.raw or "") for file, issue in whole.skipped]
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 12), 8)
        self.warnings = self._list(column, self.tr("Warnings"), warnings, False)
        self.skipped = self._list(column, self.tr("Skipped records"), skipped, True)
        total = whole.document["totals"]["skipped"]
        if total > len(skipped):
            note = QLabel(self.tr("{0} are skipped in all.").format(figures.count(total)), self)
            theme.set_kind(note, "hint")
            column.addWidget(note)
        column.addWidget(hair(self))
        self.say = QLabel(self)
        self.say.setWordWrap(True)
        theme.set_kind(self.say, "second")
        self.save, self.leave = button(self, self.tr("Save skipped as …")), button(self, self.tr("Close"), "primary")
        self.save.setAutoDefault(False)
        self.save.setEnabled(bool(skipped))
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.accept)
        foot = QHBoxLayout()
        theme.set_margins(foot, spacing=8)
        foot.addWidget(self.say, 1)
        foot.addWidget(self.save)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        resize_within(self, 760, 520)

    def _list(self, column: QVBoxLayout, name: str, rows: list[tuple[str, str, str, str]], raw: bool) -> QTreeWidget:
        title = QLabel(f"{name} {figures.count(len(rows))}", self)
        theme.set_font(title, "label")
        column.addWidget(title)
        tree = QTreeWidget(self)
        tree.setAccessibleName(name)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        heads = [self.tr("File"), self.tr("Place"), self.tr("Reason"), *([self.tr("What stood there")] if raw else [])]
        tree.setHeaderLabels(heads)
        for file, place, message, snippet in rows:
            words = [Path(file.replace("!", "/")).name, place, message, *([" ".join(snippet[:SNIPPET].split())] if raw else [])]
            item = QTreeWidgetItem(tree, words)
            item.setToolTip(2, message)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, words)))
        for at in range(2):
            tree.resizeColumnToContents(at)
        if raw:
            tree.header().resizeSection(2, theme.current().px(300))
        tree.header().setSectionResizeMode(len(heads) - 1, QHeaderView.ResizeMode.Stretch)
        column.addWidget(tree, 1)
        tree.setVisible(bool(rows))
        title.setVisible(bool(rows))
        return tree

    def _save(self) -> None:
        path = ask_table_to_save(self, self.tr("Save skipped records"), "skipped.csv")
        if not path:
            return
        try:
            report = write_skipped(self._whole.skipped, Path(path))
        except UserError as error:
            self.say.setText(f"{error.message} {error.hint or ''}".strip())
            return
        rows = figures.counted(len(self._whole.skipped), self.tr("record"), self.tr("records"))
        self.say.setText(self.tr("{0} written to {1}.").format(rows, report["file"]))
