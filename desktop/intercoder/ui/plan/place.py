"""The place Plan: samples that are drawn, who codes what in which round, how far they are, and the packages."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QToolButton, QWidget

from intercoder.errors import UserError
from intercoder.project.take_back import has_merges
from intercoder.records import Tick, no_tick
from intercoder.ui import figures
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.facts import FactsPane
from intercoder.ui.icons import icon
from intercoder.ui.language import tr
from intercoder.ui.page import Page, button, hair
from intercoder.ui.plan import plan_facts
from intercoder.ui.plan.assign_dialog import AssignDialog, Assignment
from intercoder.ui.plan.deeds import Deeds
from intercoder.ui.plan.dialogs import PackagesDialog
from intercoder.ui.plan.round_view import RoundView
from intercoder.ui.plan.sample_view import SampleView
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow
from intercoder.ui.writing import WritingDialog

_TABLES = frozenset(
    {
        "project", "coder", "round", "assignment", "progress", "variable", "unit", "sample", "sample_unit", "deal", "package",
        "merge",
    }
)  # fmt: skip

MOST_AT_ONCE = 20_000
"""Assignments that the window writes itself; more go into a writing job with its progress."""


class PlanPlace(Page):
    """Rounds and samples at the left, coders and units of the chosen round in the middle, how it came about at the right."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, (tr("Plan"), 240), 320)
        self._is_due = True
        self._list = SideList(self.tr("Rounds and samples"), self.left_pane)
        self._list.chosen.connect(lambda _key: self._show())
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.left.addWidget(self._list, 1)
        self._assign = button(self.middle, self.tr("Assign …"), "primary")
        self._packages = button(self.middle, self.tr("Make packages …"))
        self._merge = button(self.middle, self.tr("Merge …"))
        self._assign.clicked.connect(self.assign)
        self._packages.clicked.connect(self.make_packages)
        self._merge.clicked.connect(self.choose_packages)
        self.make_head(self._merge, self._packages, self._assign)
        self._merges = button(self.middle, self.tr("Merges …"), "link")
        self._merges.setToolTip(self.tr("What was merged and when; each merge can be taken back as a whole"))
        self._merges.clicked.connect(lambda: self.window().returned.show_merges())
        self.second_line.addWidget(self._merges, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(hair(self.middle))
        self.round_view, self.sample_view = RoundView(session, self.middle), SampleView(session, self.middle)
        self.works, self.table = self.round_view.coders.works, self.round_view.coders
        second = (self.tr("Draw a sample …"), lambda: self.deeds.draw())
        self._empty = EmptyPlace(self.middle, "calendar-range", "", "", (self.tr("Assign …"), self.assign), second)
        self._stack = QStackedWidget(self.middle)
        for view in (self._empty, self.round_view, self.sample_view):
            self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)
        self.add_notice()
        self.about = FactsPane(self.tr("How it came about"), self.right_pane)
        self.right.addWidget(self.about)
        self.deeds = Deeds(self)
        self._add_menu()
        self.begins_at = self._list
        session.changed.connect(self._on_change)
        self._fill()

    def _add_menu(self) -> None:
        """The menu behind the plus of the list, and those of a round, a sample and a coder."""
        plus = QToolButton(self.left_pane)
        plus.setIcon(icon("plus"))
        plus.setAccessibleName(self.tr("New round, sample or coder"))
        plus.setToolTip(self.tr("New round, sample or coder"))
        plus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(plus)
        menu.addActions(self.deeds.new)
        plus.setMenu(menu)
        self._plus = plus
        self.left_head.addWidget(plus)
        self._list.customContextMenuRequested.connect(self._offer)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions(self.deeds.of_coder)
        self.table.chosen.connect(lambda _row: self.deeds.refresh())

    def _offer(self, place: QPoint) -> None:
        menu = QMenu(self._list)
        menu.addActions(self.deeds.of_round if self.sample_name is None else self.deeds.of_sample)
        menu.popup(self._list.viewport().mapToGlobal(place))

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
            self._list.fill([])
            self.round_view.clear()
            self._stack.setCurrentWidget(self._empty)
            return
        rows = [SideRow(self.tr("Rounds"))]
        for round_ in project.plan.rounds():
            works = project.plan.workloads(round_.id)
            coders = figures.counted(len(works), self.tr("coder"), self.tr("coders"))
            assigned, finished = (sum(getattr(w, key) for w in works) for key in ("assigned", "finished"))
            facts = (
                f"{coders} · {figures.count(finished)} of {figures.count(assigned)} done" if works else self.tr("not planned")
            )
            facts = facts if round_.open else self.tr("closed · {0}").format(facts)
            rows.append(SideRow(_capital(round_.name), f"round:{round_.name}", facts, dimmed=not works))
        samples = project.samples.all()
        if samples:
            rows.append(SideRow(self.tr("Samples")))
        for sample in samples:
            rows.append(SideRow(_capital(sample.name), f"sample:{sample.name}", plan_facts.in_short(sample, self.tr)))
        self._list.fill(rows, self._list.key or f"round:{project.round.name}")
        self._merges.setVisible(has_merges(project))
        self._show()

    @property
    def round_name(self) -> str | None:
        """The chosen round, None while a sample is chosen."""
        kind, _, name = (self._list.key or "").partition(":")
        return name if kind == "round" else None

    @property
    def sample_name(self) -> str | None:
        """The chosen sample, None while a round is chosen."""
        kind, _, name = (self._list.key or "").partition(":")
        return name if kind == "sample" else None

    def choose(self, kind: str, name: str) -> None:
        """Shows the round or sample with this name."""
        self._list.choose(f"{kind}:{name}")
        self._show()

    def _show(self) -> None:
        if self.session.project is None or self._list.key is None:
            return
        if self.sample_name is not None:
            self._show_sample(self.sample_name)
        else:
            self._show_round(self.round_name)
        may_write = not self.session.project.read_only
        self._assign.setEnabled(may_write)
        self._merge.setEnabled(may_write)
        self._plus.setEnabled(may_write)
        self._packages.setEnabled(may_write and any(self._all_works()))
        self.deeds.refresh()

    def _show_round(self, name: str) -> None:
        project = self.session.project
        round_ = project.plan.round(name)
        works = project.plan.workloads(round_.id)
        self.title.setText(self.tr("{0} round").format(_capital(name)))
        self.facts.setText(plan_facts.of_round_in_short(round_, works, self.tr))
        self.round_view.show_round(round_.id, works)
        self._stack.setCurrentWidget(self.round_view if works else self._empty)
        self._assign.setVisible(bool(works))
        plan_facts.show_round(self.about, project, round_, self.tr)
        units = len(project.plan.units_with_questions())
        if units:
            count = figures.counted(units, "unit has", "units have")
            sentence = f"{count} questions. Assign them, or draw a sample first; then make a package for each coder."
        else:
            sentence = "Import articles in Corpus and a codebook in Codebook first: then there are units to assign."
        self._empty.say(self.tr("Nobody codes in the {0} round yet").format(name), sentence)

    def _show_sample(self, name: str) -> None:
        sample = self.session.project.samples.sample(name)
        self.title.setText(self.tr("Sample {0}").format(name))
        self.facts.setText(plan_facts.in_short(sample, self.tr))
        self.sample_view.show_sample(name)
        self._stack.setCurrentWidget(self.sample_view)
        self._assign.setVisible(True)
        plan_facts.show_sample(self.about, sample, self.tr)

    def _all_works(self) -> list:
        plan = self.session.project.plan
        return [work for round_ in plan.rounds() for work in plan.workloads(round_.id)]

    # -------------------------------------------------------------- assign, send, take back

    def assign(self) -> None:
        """Asks whom to assign what, and does it as one step that can be undone."""
        wanted = AssignDialog.ask(self.session.project, self.round_name or "main", self, self.sample_name)
        if wanted is None:
            return
        failed = partial(self.say_error, self.tr("Nothing was assigned"))
        units = len(self.session.project.plan.units_with_questions())
        if units * len(wanted.coders) > MOST_AT_ONCE:
            writing = WritingDialog(self.session, self.tr("Assigning"), partial(_hand_out, wanted), self)
            writing.succeeded.connect(partial(self._say_handed_out, wanted.round))
            writing.failed.connect(failed)
            writing.begin()
            return
        try:
            self._say_handed_out(wanted.round, _hand_out(wanted, self.session.project))
        except UserError as error:
            failed(error)

    def _say_handed_out(self, round_name: str, report: object) -> None:
        self.choose("round", round_name)
        self.say_assigned(report)

    def say_assigned(self, report) -> None:  # type: ignore[no-untyped-def]
        """Says what an assignment did."""
        names = len(report.per_coder)
        shared = f", {figures.count(report.shared)} of them by several" if names > 1 else ""
        coders = figures.counted(names, self.tr("coder"), self.tr("coders"))
        words = f"{figures.counted(report.units, 'unit', 'units')} assigned to {coders}{shared}."
        self.notice.say(words, action=(self.tr("Undo"), self._undo))

    def make_packages(self) -> None:
        """Asks for whom, and writes one file for each coder."""
        names = list(dict.fromkeys(work.coder.name for work in self._all_works() if work.coder.active))
        wanted = PackagesDialog.ask(names, self)
        if wanted is None:
            return
        coders, folder = wanted
        title = self.session.project.title
        there = [name for name in coders if (folder / package_name(title, name)).exists()]
        if there:
            taken = UserError(
                f"{package_name(title, there[0])} is in that folder already.", "Choose an empty folder; nothing was written."
            )
            self.say_error("No package was made", taken)
            return
        writing = WritingDialog(self.session, "Making packages", partial(_make_packages, coders, folder, title), self)
        writing.succeeded.connect(partial(self._say_made, folder))
        writing.failed.connect(partial(self.say_error, "Not every package was made"))
        writing.begin()

    def take_files(self, paths: list[str]) -> None:
        """Hands returned packages to the window, which shows what they would bring and merges them."""
        self.window().returned.take(paths)

    def choose_packages(self) -> None:
        """Asks for the files that came back and takes them in."""
        self.window().returned.choose()

    # -------------------------------------------------------------- words

    def _say_made(self, folder: Path, reports: object) -> None:
        self.notice.say(self.tr("{0} written to {1}.").format(figures.counted(len(reports), "package", "packages"), folder))

    def say_error(self, what: str, error: Exception) -> None:
        """Says what did not happen, and why."""
        hint = error.hint if isinstance(error, UserError) else "The log has the details."
        self.notice.say(f"{what}: {error}", self.tr("Nothing was lost. {0}").format(hint), "danger")

    def _undo(self) -> None:
        self.session.undo()

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        actions = []
        for words, control in (
            (self.tr("Make packages …"), self._packages),
            (self.tr("Merge packages …"), self._merge),
            (self.tr("Assign …"), self._assign),
        ):
            action = QAction(words, self)
            action.triggered.connect(control.click)
            actions.append(action)
        *files, assign = actions
        return {
            "file": files,
            "edit": [assign, *self.deeds.new, *self.deeds.of_round, *self.deeds.of_sample, *self.deeds.of_coder],
        }


def _hand_out(wanted: Assignment, project, tick: Tick = no_tick) -> object:  # type: ignore[no-untyped-def]
    tick(0, 0)
    return project.plan.hand_out(wanted.coders, wanted.round, wanted.rule, wanted.sample, blind=wanted.blind)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


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
