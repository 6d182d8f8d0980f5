"""The import dialog: the files of a dump, the source of one with what becomes of it, and what will be created."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.records import Issue
from intercoder.tasks.dump_profile import Profile, Profiles
from intercoder.tasks.inspect import NothingFound
from intercoder.tasks.preview import Listed, Preview, Previews, Whole
from intercoder.ui import figures, theme
from intercoder.ui.background import stop_jobs
from intercoder.ui.corpus.importing.checks import Checks
from intercoder.ui.corpus.importing.deciding import Deciding
from intercoder.ui.corpus.importing.formats import format_name
from intercoder.ui.corpus.importing.looking import Looking
from intercoder.ui.corpus.importing.made_view import MadeView
from intercoder.ui.corpus.importing.mapping import MappingView
from intercoder.ui.corpus.importing.painting import Painting
from intercoder.ui.corpus.importing.privacy import Privacy
from intercoder.ui.corpus.importing.reading_bar import PAGES, ReadingBar
from intercoder.ui.isolate import isolated
from intercoder.ui.page import button, hair, resize_within
from intercoder.ui.pane import Elided
from intercoder.ui.progress import ProgressLine
from intercoder.ui.side_list import SideList, SideRow

SIZE = (1240, 800)  # pixels at scale 1
NARROW = 960  # effective width below which source and result take turns
FILES, FILES_NARROW, SOURCE, MADE = 220, 160, 680, 400  # widths of the panes, in shares


class ImportDialog(QDialog):
    """Shows what an import would create; every decision shows its result at once. Nothing is written here."""

    def __init__(self, previews: Previews, files: tuple[Listed, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import"))
        theme.set_kind(self, "surface")
        self._narrow: bool | None = None
        self.looking = Looking(previews, files, self)
        self.title, self.counts = Elided(self, "title"), QLabel(self)
        self.title.say(self.tr("Import {0}").format(self._what(files)))
        theme.set_font(self.counts, "label")
        self.counts.setWordWrap(True)
        self.deciding = Deciding(self.looking, self)
        self.bar, self.checks, self.progress = ReadingBar(self.deciding, self), Checks(self), ProgressLine(self)
        self.files = SideList(self.tr("Files to import"), self)
        self.painting, self.mapping, self.made = Painting(self), MappingView(self), MadeView(self)
        self.middle = QStackedWidget(self)
        self.middle.addWidget(self.painting)
        self.middle.addWidget(self.mapping)
        self.privacy = Privacy(self)
        self.cancel, self.confirm = button(self, self.tr("Cancel")), button(self, self.tr("Import"), "primary")
        self.turn = button(self, self.tr("What will be created"))
        self.turn.setCheckable(True)
        self._lay_out(len(files) > 1)
        self._connect()
        self._show_files()
        self._say_counting()
        QTimer.singleShot(0, self.looking, self.looking.refresh)  # the window stands before the work begins

    @classmethod
    def ask(cls, previews: Previews, files: tuple[Listed, ...], parent: QWidget) -> Profiles | None:
        """What the researcher decided about the files; None if nothing is to be imported."""
        dialog = cls(previews, files, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        profiles = dialog.looking.profiles if accepted else None
        if accepted:
            dialog.deciding.remember()
        dialog.deleteLater()
        return profiles

    def done(self, result: int) -> None:
        """Ends the looking before the dialog goes."""
        stop_jobs(self)
        super().done(result)

    # ---------------------------------------------------------------- building

    def _lay_out(self, several: bool) -> None:
        first = QHBoxLayout()
        theme.set_margins(first, spacing=16)
        first.addWidget(self.title, 1)
        first.addWidget(self.turn)
        head = QVBoxLayout()
        theme.set_margins(head, (24, 14, 24, 10), 8)
        head.addLayout(first)
        head.addWidget(self.counts)
        head.addWidget(self.bar)
        head.addWidget(self.checks)
        made = QWidget(self)
        column = QVBoxLayout(made)
        theme.set_margins(column)
        name = QLabel(self.tr("What will be created"), made)
        theme.set_font(name, "label")
        theme.set_fixed(name, height="height.control")  # as high as the head beside it, which may have a button
        name_row = QHBoxLayout()
        theme.set_margins(name_row, (20, 6, 20, 6))
        name_row.addWidget(name)
        column.addLayout(name_row)
        column.addWidget(hair(made))
        column.addWidget(self.made, 1)
        self.made_pane = made
        self.panes = QSplitter(Qt.Orientation.Horizontal, self)
        self.panes.setHandleWidth(1)
        self.panes.setChildrenCollapsible(False)
        for pane in (self.files, self.middle, made):
            self.panes.addWidget(pane)
        self.panes.setStretchFactor(1, 1)
        self.files.setVisible(several)
        foot = QHBoxLayout()
        theme.set_margins(foot, (24, 10, 24, 12), 8)
        nothing = QLabel(self.tr("Nothing has been written yet."), self)
        theme.set_font(nothing, "small")
        theme.set_kind(nothing, "hint")
        nothing.setWordWrap(True)
        foot.addWidget(nothing, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        inside = QWidget(self)
        theme.set_kind(inside, "surface")
        content = QVBoxLayout(inside)
        theme.set_margins(content)
        content.addLayout(head)
        content.addWidget(self.progress)
        content.addWidget(hair(inside))
        content.addWidget(self.panes, 1)
        content.addWidget(hair(inside))
        content.addWidget(self.privacy)
        area = QScrollArea(self)  # on a low screen the content scrolls, and the buttons stay in sight
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(self.tr("What is imported"))
        whole = QVBoxLayout(self)
        theme.set_margins(whole)
        whole.addWidget(area, 1)
        edge = hair(self)
        edge.hide()
        area.verticalScrollBar().rangeChanged.connect(lambda _first, last: edge.setVisible(last > 0))
        whole.addWidget(edge)
        whole.addLayout(foot)
        resize_within(self, *SIZE)

    def _connect(self) -> None:
        looking = self.looking
        looking.shown.connect(self._show)
        looking.counted.connect(self._show_whole)
        looking.failed.connect(self._show_error)
        looking.counting.connect(self._follow)
        looking.stopped.connect(self._say_stopped)
        self.files.chosen.connect(looking.look)
        self.files.ticked.connect(self._take_or_leave)
        self.bar.changed.connect(self._change)
        self.mapping.changed.connect(self._change)
        self.painting.changed.connect(self._change)
        self.painting.chosen.connect(self._go_to_made)
        self.made.chosen.connect(self._go_to_source)
        self.privacy.changed.connect(looking.switch)
        self.checks.list_wanted.connect(self.show_issues)
        self.turn.toggled.connect(lambda _on: self._arrange())
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self._order_tabs()
        self.confirm.setDefault(True)
        self.cancel.setAutoDefault(False)
        self.turn.setAutoDefault(False)

    def _what(self, files: tuple[Listed, ...]) -> str:
        """The one file with its size, or how many there are."""
        if len(files) > 1:
            number = figures.counted(len(files), self.tr("file"), self.tr("files"))
            taken = len(files) - len(self.looking.left_out)
            return number if taken == len(files) else self.tr("{0} of {1}").format(figures.count(taken), number)
        size = figures.count(max(1, round(files[0].size / 1000)))
        return self.tr("{0}, {1} kB").format(isolated(Path(files[0].name.replace("!", "/")).name), size)

    def _order_tabs(self) -> None:
        """From top to bottom, from left to right."""
        order = [
            self.bar.format, self.bar.encoding, self.bar.mode, self.deciding.last, self.deciding.others, self.deciding.profile,
            self.turn, self.checks.all, self.files, self.painting.give, self.painting.view, self.made, *self.privacy.boxes(),
            self.cancel, self.confirm,
        ]  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # ---------------------------------------------------------------- what is shown

    def _show_files(self) -> None:
        rows = []
        for name, file in self.looking.files.items():
            key = self.looking.own[name].format if name in self.looking.own else None
            key = key or (file.choices[0][0] if file.choices else None)
            facts = format_name(key) if key else self.tr("not recognised")
            out, shown = name in self.looking.left_out, Path(name.replace("!", "/")).name
            rows.append(SideRow(shown, name, facts, count=self._count_of(name), dimmed=out, ticked=not out))
        self.files.fill(rows, self.looking.name)

    def _count_of(self, name: str) -> str:
        """How many articles and comments a file gives, once it was counted."""
        if name in self.looking.left_out:
            return self.tr("left out")
        whole = self.looking.whole
        entry = next((f for f in whole.document["files"] if f["path"] == name), None) if whole else None
        return "" if entry is None else f"{figures.count(entry['articles'])} · {figures.count(entry['comments'])}"

    def _show(self, preview: Preview) -> None:
        is_table = bool(preview.tables)
        first = not self.made.made.rows
        self.bar.show_preview(preview, self.looking.files[preview.name])
        self.middle.setCurrentWidget(self.mapping if is_table else self.painting)
        if is_table:
            self.mapping.show_preview(preview)
        else:
            self.painting.show_preview(preview, preview.source.format in PAGES - {"rtf"})
        self.made.show_preview(preview)
        if self.looking.error is None:
            self.checks.show_issues(self._issues(preview))
        self.deciding.show_preview(preview)
        if first and not is_table:
            self.painting.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.looking.whole is None and self.looking.error is None:
            self._say_counting()

    def _say_counting(self) -> None:
        preview = self.looking.preview
        if preview is None:
            self.counts.setText(self.tr("Looking …"))
            return
        entry = preview.entry
        self.counts.setText(self.tr("{0} so far; counting the rest …").format(self._words(entry, len(entry["warnings"]))))

    def _say_stopped(self) -> None:
        preview = self.looking.preview
        if preview is not None:
            words = self._words(preview.entry, len(preview.entry["warnings"]))
            self.counts.setText(self.tr("{0} so far; the rest was not counted").format(words))

    def _show_whole(self, whole: Whole) -> None:
        totals = whole.document["totals"]
        words = self._words(totals, totals["warnings"])
        if totals["files"] > 1:
            words = f"{figures.counted(totals['files'], self.tr('file'), self.tr('files'))} · {words}"
        declared = [f["declared_comments"] for f in whole.document["files"] if f["declared_comments"] is not None]
        if declared:
            words += " · " + self.tr("{0} comments declared").format(figures.count(sum(declared)))
        self.counts.setText(words)
        articles = figures.counted(totals["articles"], self.tr("article"), self.tr("articles"))
        self.confirm.setText(self.tr("Import {0}").format(articles))
        self.confirm.setEnabled(True)
        self.checks.set_whole(whole)
        if self.looking.preview is not None:
            self.checks.show_issues(self._issues(self.looking.preview))
        self._show_files()

    def _issues(self, preview: Preview) -> tuple[Issue, ...]:
        """What is to be said of the file in sight; of a long one what was found in all of it, once it was counted."""
        whole = self.looking.whole
        entry = next((f for f in whole.document["files"] if f["path"] == preview.name), None) if whole else None
        if preview.whole or entry is None:
            return preview.issues
        return tuple(Issue(w["code"], w["message"], w["locator"]) for w in entry["warnings"])

    def _words(self, entry: dict, warnings: int) -> str:
        return " · ".join((
            figures.counted(entry["articles"], self.tr("article"), self.tr("articles")),
            figures.counted(entry["comments"], self.tr("comment"), self.tr("comments")),
            figures.counted(warnings, self.tr("warning"), self.tr("warnings")),
            self.tr("{0} skipped").format(figures.count(entry["skipped"])),
        ))  # fmt: skip

    def _show_error(self, error: Exception) -> None:
        hint = error.hint if isinstance(error, UserError) else self.tr("The log has the details.")
        sentence = str(error)
        if isinstance(error, NothingFound):  # its path stands in the title, the formats in their list
            sentence, hint = error.reason, self.tr("Choose how to read it above, or other files.")
        self.counts.setText(self.tr("Nothing to import"))
        self.checks.say(sentence, hint)
        self.confirm.setEnabled(False)

    def _follow(self, job) -> None:  # type: ignore[no-untyped-def]
        self.progress.follow(job, self.tr("Counting all of it"))
        self.confirm.setText(self.tr("Import"))
        self.confirm.setEnabled(True)
        self._say_counting()

    def show_issues(self) -> None:
        """All warnings, and what is skipped, with its places."""
        from intercoder.ui.corpus.importing.issues import IssuesDialog, Reported

        if self.looking.whole is not None:
            IssuesDialog(Reported.of_preview(self.looking.whole), self).exec()

    # ---------------------------------------------------------------- deciding

    def _change(self, profile: Profile) -> None:
        self.looking.change(profile)

    def _take_or_leave(self, name: str) -> None:
        self.looking.take_or_leave(name)
        self._show_files()
        self.title.say(self.tr("Import {0}").format(self._what(tuple(self.looking.files.values()))))

    def _go_to_made(self, article: int | None, part: int | None) -> None:
        self.made.go_to(article, part)

    def _go_to_source(self, article: int | None, part: int | None) -> None:
        if self.middle.currentWidget() is self.painting:
            self.painting.go_to(article, part)
        else:
            self.mapping.go_to(self.looking.preview, article, part)

    # ---------------------------------------------------------------- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() / theme.current().scale < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._arrange()
            widths = (FILES_NARROW, SOURCE, MADE) if narrow else (FILES, SOURCE, MADE)
            self.panes.setSizes([theme.current().px(width) for width in widths])

    def _arrange(self) -> None:
        """Where there is little room, source and result take turns."""
        self.turn.setVisible(bool(self._narrow))
        self.bar.set_narrow(bool(self._narrow))
        self.painting.set_low(bool(self._narrow))
        self.mapping.set_low(bool(self._narrow))
        self.checks.low = bool(self._narrow)
        self.checks.hint.setVisible(bool(self.checks.hint.text()) and not self._narrow)
        self.made_pane.setVisible(not self._narrow or self.turn.isChecked())
        self.middle.setVisible(not self._narrow or not self.turn.isChecked())
        self.files.setVisible(len(self.looking.files) > 1 and not (self._narrow and self.turn.isChecked()))
