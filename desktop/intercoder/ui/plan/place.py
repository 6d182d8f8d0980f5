"""The place Plan: who codes what in which round, how far they are, and the packages that go out and come back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QPainter, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from intercoder.errors import UserError
from intercoder.records import Tick
from intercoder.ui import figures, paint, theme
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.page import Page, button, hair
from intercoder.ui.plan.dialogs import AssignDialog, MergeDialog, PackagesDialog
from intercoder.ui.quiet_table import QuietDelegate, QuietTable
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow
from intercoder.ui.writing import WritingDialog

_TABLES = frozenset({"project", "coder", "round", "assignment", "progress", "variable", "unit"})
CODER, ASSIGNED, FINISHED, LEFT, DONE = range(5)
HEADERS = ("Coder", "Assigned", "Finished", "Left", "Done")
_SHARE_ROLE = Qt.ItemDataRole.UserRole


class WorkModel(QAbstractTableModel):
    """Coders of one round with their counters; `works` are rows of `plan.workloads`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.works: list = []

    def show(self, works: list) -> None:
        """Takes the counters of a round."""
        self.beginResetModel()
        self.works = works
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.works)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        work = self.works[index.row()]
        share = work.finished / work.assigned if work.assigned else 0.0
        if role == _SHARE_ROLE:
            return share
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            left = work.assigned - work.finished
            cells = (
                work.coder.name,
                *(figures.count(n) for n in (work.assigned, work.finished, left)),
                figures.per_cent(share),
            )
            return cells[index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None


class PlanPlace(Page):
    """Rounds at the left, the coders of the chosen round with their counters in the middle."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, ("Rounds", 208))
        self._is_due = True
        self._rounds = SideList("Rounds", self.left_pane)
        self._rounds.chosen.connect(lambda _key: self._show_round())
        self.left.addWidget(self._rounds, 1)
        self._assign = button(self.middle, "Assign …", "primary")
        self._packages = button(self.middle, "Make packages …")
        self._merge = button(self.middle, "Merge …")
        self._assign.clicked.connect(self.assign)
        self._packages.clicked.connect(self.make_packages)
        self._merge.clicked.connect(self.choose_packages)
        self.make_head(self._merge, self._packages, self._assign)
        self.body.addWidget(hair(self.middle))
        self.works = WorkModel()
        self.table = QuietTable("Coders of the round", self.works, (None, 104, 104, 104, 200), self.middle, drops=(LEFT,))
        self.table.setItemDelegate(_WorkDelegate(self.table))
        self._empty = EmptyPlace(self.middle, "calendar-range", "", "", ("Assign …", self.assign))
        self._stack = QStackedWidget(self.middle)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self.body.addWidget(self._stack, 1)
        self.add_notice()
        self.setFocusProxy(self._rounds)
        session.changed.connect(self._on_change)
        self._fill()

    # -------------------------------------------------------------- following the project

    def _on_change(self, tables: frozenset[str]) -> None:
        self._is_due |= bool(tables & _TABLES)
        if self._is_due and self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self._fill()

    def _fill(self) -> None:
        self._is_due = False
        project = self.session.project
        if project is None:
            self._rounds.fill([])
            self._stack.setCurrentWidget(self._empty)
            return
        rows = []
        for round_ in project.plan.rounds():
            works = project.plan.workloads(round_.id)
            coders = figures.counted(len(works), "coder", "coders")
            assigned, finished = (sum(getattr(w, key) for w in works) for key in ("assigned", "finished"))
            facts = f"{coders} · {finished} of {assigned} done" if works else "not planned"
            rows.append(SideRow(round_.name.capitalize(), round_.name, facts, dimmed=not works))
        self._rounds.fill(rows, self._rounds.key or project.round.name)
        self._show_round()

    @property
    def round_name(self) -> str | None:
        """The chosen round."""
        return self._rounds.key

    def _show_round(self) -> None:
        plan, name = self.session.project.plan, self.round_name
        round_ = plan.round(name)
        works = plan.workloads(round_.id)
        self.works.show(works)
        self.title.setText(f"{name.capitalize()} round")
        blind = "Blind: coders do not see each other's codings" if round_.blind else "Open: coders see each other's codings"
        assigned, finished = (sum(getattr(w, key) for w in works) for key in ("assigned", "finished"))
        counters = f"{figures.count(finished)} of {figures.count(assigned)} units finished" if works else "nothing assigned"
        self.facts.setText(f"{blind} · {counters}")
        self._stack.setCurrentWidget(self.table if works else self._empty)
        self._assign.setVisible(bool(works))
        may_write = not self.session.project.read_only
        self._assign.setEnabled(may_write)
        self._merge.setEnabled(may_write)
        self._packages.setEnabled(may_write and any(self._all_works()))
        units = len(plan.units_with_questions())
        if units:
            count = figures.counted(units, "unit has", "units have")
            sentence = f"{count} questions. Assign them, then make a package for each coder."
        else:
            sentence = "Import articles in Corpus and a codebook in Codebook first: then there are units to assign."
        self._empty.say(f"Nobody codes in the {name} round yet", sentence)

    def _all_works(self) -> list:
        plan = self.session.project.plan
        return [work for round_ in plan.rounds() for work in plan.workloads(round_.id)]

    # -------------------------------------------------------------- assign, send, take back

    def assign(self) -> None:
        """Asks whom to assign what, and does it as one step that can be undone."""
        plan = self.session.project.plan
        units = len(plan.units_with_questions())
        wanted = AssignDialog.ask(plan.rounds(), plan.coders(), self.round_name or "main", units, self)
        if wanted is None:
            return
        try:
            report = plan.assign(wanted.coders, wanted.round, overlap=wanted.overlap, seed=wanted.seed)
        except UserError as error:
            self._say_error("Nothing was assigned", error)
            return
        self._rounds.choose(wanted.round)
        self._show_round()
        shared = f", {figures.count(report.shared)} of them by all" if len(wanted.coders) > 1 else ""
        coders = figures.counted(len(wanted.coders), "coder", "coders")
        self.notice.say(
            f"{figures.counted(report.units, 'unit', 'units')} assigned to {coders}{shared}.",
            action=("Undo", self._undo),
        )

    def make_packages(self) -> None:
        """Asks for whom, and writes one file for each coder."""
        names = list(dict.fromkeys(work.coder.name for work in self._all_works()))
        wanted = PackagesDialog.ask(names, self)
        if wanted is None:
            return
        coders, folder = wanted
        title = self.session.project.title
        writing = WritingDialog(self.session, "Making packages", partial(_make_packages, coders, folder, title), self)
        writing.succeeded.connect(partial(self._say_made, folder))
        writing.failed.connect(partial(self._say_error, "Not every package was made"))
        writing.begin()

    def choose_packages(self) -> None:
        """Asks for the files that came back and takes them in."""
        paths = MergeDialog.ask_for_files(self)
        if paths:
            self.take_files(paths)

    def take_files(self, paths: list[str]) -> None:
        """Looks at returned packages, says what they would bring, and merges them."""
        returned = getattr(self.window(), "returned", None)
        if returned is not None:
            returned.take(paths)
            return
        what = f"Looking at {figures.counted(len(paths), 'package', 'packages')}"
        writing = WritingDialog(self.session, what, partial(_merge, paths, True), self)
        writing.succeeded.connect(partial(self._confirm_merge, paths))
        writing.failed.connect(partial(self._say_error, "Nothing was merged"))
        writing.begin()

    def _confirm_merge(self, paths: list[str], report: object) -> None:
        if not MergeDialog.ask(report, self):
            self.notice.say("Nothing was merged.")
            return
        what = f"Merging {figures.counted(len(paths), 'package', 'packages')}"
        writing = WritingDialog(self.session, what, partial(_merge, paths, False), self)
        writing.succeeded.connect(self._say_merged)
        writing.failed.connect(partial(self._say_error, "The merge stopped"))
        writing.begin()

    # -------------------------------------------------------------- words

    def _say_made(self, folder: Path, reports: object) -> None:
        self.notice.say(f"{figures.counted(len(reports), 'package', 'packages')} written to {folder}.")

    def _say_merged(self, report: object) -> None:
        packages = report["packages"]
        new, changed, same = (sum(p[key] for p in packages) for key in ("new", "changed", "identical"))
        coders = ", ".join(p["coder"] for p in packages)
        self.notice.say(f"Merged {coders}: {new} new, {changed} changed, {same} identical.")

    def _say_error(self, what: str, error: Exception) -> None:
        hint = error.hint if isinstance(error, UserError) else "The log has the details."
        self.notice.say(f"{what}: {error}", f"Nothing was lost. {hint}", "danger")

    def _undo(self) -> None:
        self.session.undo()

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        actions = []
        for words, control in (("Make packages …", self._packages), ("Merge packages …", self._merge)):
            action = QAction(words, self)
            action.triggered.connect(control.click)
            actions.append(action)
        return {"file": actions}


class _WorkDelegate(QuietDelegate):
    """The share that is done stands as a bar and in words."""

    def paint_cell(self, painter: QPainter, box: QRectF, index: QModelIndex, ground: str) -> None:
        if index.column() != DONE:
            super().paint_cell(painter, box, index, ground)
            return
        look, share = theme.current(), index.data(_SHARE_ROLE)
        number = paint.text_width("body", "100 %") + look.px(12)
        bar = QRectF(box.x() + look.px(16), box.center().y() - look.px(2), box.width() - number - look.px(16), look.px(4))
        painter.fillRect(bar, look.colour("hair"))
        painter.fillRect(
            QRectF(bar.x(), bar.y(), bar.width() * share, bar.height()), look.colour("ok" if share == 1 else "accent")
        )
        paint.paint_text(painter, box, str(index.data()), "body", "text2", Qt.AlignmentFlag.AlignRight)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == CODER else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _make_packages(coders: list[str], folder: Path, title: str, project, tick: Tick) -> object:  # type: ignore[no-untyped-def]
    from intercoder.tasks import packages

    reports = []
    for done, coder in enumerate(coders):
        tick(done, len(coders))
        reports.append(packages.package(project, coder, folder / package_name(title, coder)))
    return reports


def package_name(title: str, coder: str) -> str:
    """The file name of a coder's package; characters that some systems refuse become a hyphen."""
    name = "".join("-" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in f"{title} {coder}")
    return f"{name.strip(' .')}.intercoder"


def _merge(paths: list[str], dry_run: bool, project, tick: Tick) -> object:  # type: ignore[no-untyped-def]
    from intercoder.tasks import packages

    return packages.merge(project, paths, dry_run=dry_run, tick=tick)
