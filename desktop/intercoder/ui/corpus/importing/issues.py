"""All warnings of an import, and each record that is left out, with its place, the reason and what stood there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.records import Issue
from intercoder.tasks.dump_skipped import Skipped, write_skipped
from intercoder.ui import figures, theme
from intercoder.ui.files import ask_table_to_save
from intercoder.ui.page import button, hair, resize_within

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.tasks.preview import Whole

SNIPPET, MOST = 200, 5_000  # characters of a record; warnings or records that are listed


@dataclass(frozen=True)
class Reported:
    """What there is to say of an import: its warnings, what it skipped, and how many records these are."""

    warnings: list[Skipped]
    skipped: list[Skipped]
    records: int

    @classmethod
    def of_preview(cls, whole: Whole) -> Reported:
        """What an import would have to say."""
        skips = {issue.code for _file, issue in whole.skipped}
        files = whole.document["files"]
        warnings = [(f["path"], Issue(w["code"], w["message"], w["locator"])) for f in files for w in f["warnings"]]
        said = [(file, issue) for file, issue in warnings if issue.code not in skips]
        return cls(said, list(whole.skipped), whole.document["totals"]["skipped"])

    @classmethod
    def of_project(cls, project: Project, after: int = 0) -> Reported:
        """What the imports of a project had to say, from the issue behind `after` on."""
        found: dict[str, list[Skipped]] = {"warning": [], "skipped": []}
        records = 0
        for row in project.material.issues():
            if row.id > after and row.severity in found:
                issue = Issue(row.code, row.message, row.locator, found=row.found, raw=row.raw)
                found[row.severity].append((row.source, issue))
                records += (row.found or 1) if row.severity == "skipped" else 0
        return cls(found["warning"], found["skipped"], records)


class IssuesDialog(QDialog):
    """Two lists; the records that are left out can be saved as a table."""

    def __init__(self, reported: Reported, parent: QWidget) -> None:
        super().__init__(parent)
        self._reported = reported
        self.setWindowTitle(self.tr("Warnings and skipped records"))
        theme.set_kind(self, "surface")
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 12), 8)
        self.warnings = self._list(column, self.tr("Warnings"), reported.warnings)
        self.skipped = self._list(column, self.tr("Skipped records"), reported.skipped)
        if reported.records > len(reported.skipped):
            note = QLabel(self.tr("{0} are skipped in all.").format(figures.count(reported.records)), self)
            theme.set_kind(note, "hint")
            column.addWidget(note)
        if not reported.warnings and not reported.skipped:
            column.addWidget(QLabel(self.tr("Nothing was skipped, and there are no warnings."), self), 1)
        column.addWidget(hair(self))
        self.say = QLabel(self)
        self.say.setWordWrap(True)
        theme.set_kind(self.say, "second")
        self.save, self.leave = button(self, self.tr("Save skipped as …")), button(self, self.tr("Close"), "primary")
        self.save.setAutoDefault(False)
        self.save.setEnabled(bool(reported.skipped))
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.accept)
        foot = QHBoxLayout()
        theme.set_margins(foot, spacing=8)
        foot.addWidget(self.say, 1)
        foot.addWidget(self.save)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        resize_within(self, 760, 520)

    def _list(self, column: QVBoxLayout, name: str, rows: list[Skipped]) -> QTreeWidget:
        title = QLabel(f"{name} {figures.count(len(rows))}", self)
        theme.set_font(title, "label")
        column.addWidget(title)
        tree = QTreeWidget(self)
        tree.setAccessibleName(name)
        tree.setRootIsDecorated(False)
        tree.setUniformRowHeights(True)
        raw = any(issue.raw for _file, issue in rows)
        heads = [self.tr("File"), self.tr("Place"), self.tr("Reason"), *([self.tr("What stood there")] if raw else [])]
        tree.setHeaderLabels(heads)
        for file, issue in rows[:MOST]:
            words = [Path(file.replace("!", "/")).name, issue.locator or "", issue.message]
            words += [" ".join((issue.raw or "")[:SNIPPET].split())] if raw else []
            item = QTreeWidgetItem(tree, words)
            item.setToolTip(0, file)
            item.setToolTip(2, issue.message)
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
            report = write_skipped(self._reported.skipped, Path(path))
        except UserError as error:
            self.say.setText(f"{error.message} {error.hint or ''}".strip())
            return
        rows = figures.counted(len(self._reported.skipped), self.tr("record"), self.tr("records"))
        self.say.setText(self.tr("{0} written to {1}.").format(rows, report["file"]))
