"""Decisions about one file, shown with what they would make of the others before they are used for them."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.tasks.dump_profile import Profile, Profiles
from intercoder.tasks.preview import Previews, Whole
from intercoder.ui import figures, theme
from intercoder.ui.background import Job, stop_jobs
from intercoder.ui.corpus.importing.sentences import sentences_of
from intercoder.ui.facts import FactsPane
from intercoder.ui.page import button, hair, resize_within
from intercoder.ui.progress import ProgressLine

Counts = dict[str, tuple[int, int]]


class ApplyDialog(QDialog):
    """Lists the decisions and, for each other file, articles and comments now and then."""

    def __init__(self, previews: Previews, now: Profiles, profile: Profile, names: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Use for other files"))
        theme.set_kind(self, "surface")
        files = figures.counted(len(names), self.tr("other file"), self.tr("other files"))
        title = QLabel(self.tr("Use for {0}").format(files), self)
        theme.set_font(title, "heading")
        self.said = FactsPane(self.tr("What was decided"), self)
        self.said.add_group(self.tr("What was decided"), [(f"{n}", s) for n, s in enumerate(sentences_of(profile), 1)], 24)
        self.table = QTreeWidget(self)
        self.table.setAccessibleName(self.tr("What it makes of the other files"))
        self.table.setHeaderLabels([self.tr("File"), self.tr("Articles and comments now"), self.tr("With these decisions")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self._names, self._now = names, now
        self.progress = ProgressLine(self)
        self.cancel, self.confirm = (
            button(self, self.tr("Cancel")),
            button(self, self.tr("Use for {0}").format(files), "primary"),
        )
        self.confirm.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.confirm.setEnabled(False)
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self._lay_out(title)
        then = Profiles(now.base, {**now.own, **dict.fromkeys(names, profile)})
        job = Job(partial(_both, Previews(previews.paths), now, then), self)
        job.succeeded.connect(self._show)
        job.failed.connect(lambda error: self.said.add_warning(str(error)))
        self.progress.follow(job, self.tr("Reading the other files"))
        job.start()

    @classmethod
    def ask(cls, previews: Previews, now: Profiles, profile: Profile, names: tuple[str, ...], parent: QWidget) -> bool:
        """Whether the decisions are to be used for the other files."""
        dialog = cls(previews, now, profile, names, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def done(self, result: int) -> None:
        """Ends the reading before the dialog goes."""
        stop_jobs(self)
        super().done(result)

    def _lay_out(self, title: QLabel) -> None:
        head = QVBoxLayout()
        theme.set_margins(head, (20, 16, 20, 8))
        head.addWidget(title)
        foot = QHBoxLayout()
        theme.set_margins(foot, (20, 12, 20, 12), 8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(head)
        column.addWidget(self.said, 1)
        column.addWidget(self.progress)
        column.addWidget(hair(self))
        column.addWidget(self.table, 1)
        column.addWidget(hair(self))
        column.addLayout(foot)
        resize_within(self, 640, 520)

    def _show(self, found: object) -> None:
        now, then = found
        for name in self._names:
            words = [Path(name.replace("!", "/")).name, _words(now.get(name)), _words(then.get(name))]
            item = QTreeWidgetItem(self.table, words)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        for column in range(2):
            self.table.resizeColumnToContents(column)
        self.confirm.setEnabled(True)


def _words(counts: tuple[int, int] | None) -> str:
    return figures.NOTHING if counts is None else f"{figures.count(counts[0])} · {figures.count(counts[1])}"


def _both(previews: Previews, now: Profiles, then: Profiles, tick) -> tuple[Counts, Counts]:  # type: ignore[no-untyped-def]
    return _counts(previews, now, tick), _counts(previews, then, tick)


def _counts(previews: Previews, profiles: Profiles, tick) -> Counts:  # type: ignore[no-untyped-def]
    try:
        whole: Whole = previews.whole(profiles, tick)
    except UserError:
        return {}
    return {file["path"]: (file["articles"], file["comments"]) for file in whole.document["files"]}
