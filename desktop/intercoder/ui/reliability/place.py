"""The place Reliability: how far the coders agree, variable by variable, and the units behind every figure."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.errors import UserError
from intercoder.records import Matrix
from intercoder.ui import figures, theme
from intercoder.ui.background import Job
from intercoder.ui.empty import EmptyPlace
from intercoder.ui.language import tr
from intercoder.ui.others import export_refusal
from intercoder.ui.page import Page, button, hair
from intercoder.ui.palette import Entry
from intercoder.ui.progress import ProgressLine
from intercoder.ui.reliability import parts, pictures, plots
from intercoder.ui.reliability.detail import ReliabilityDetail
from intercoder.ui.reliability.foot import Foot
from intercoder.ui.reliability.model import HEADERS
from intercoder.ui.reliability.rules_dialog import RulesDialog
from intercoder.ui.reliability.spans_part import FACTS, SpansPart, span_reports, without_spans
from intercoder.ui.reliability.table import ReliabilityTable
from intercoder.ui.reliability.units_pane import Definition
from intercoder.ui.session import Session
from intercoder.ui.side_list import SideList, SideRow

DRAWS = (0, 2_000, 10_000)
"""First the points, then a quick interval, then the one to be printed."""
CALM_MS = 400  # so long the codings must have been at rest before the figures are computed again
_TABLES = frozenset(
    {"project", "value", "span", "progress", "assignment", "variable", "category", "coder", "round", "codebook_version", "meta"}
)


class ReliabilityPlace(Page):
    """Rounds at the left, the reliability table in the middle. Computes only while it is in sight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, (tr("Rounds"), 208))
        self.report: AgreementReport | None = None
        self._job: Job | None = None
        self._read: dict[str, dict[str, Matrix]] = {}  # handed on from pass to pass, and to an opened row
        self._first = 0
        self._is_due = self._was_empty = True
        self._rounds = SideList(self.tr("Rounds"), self.left_pane)
        self._rounds.chosen.connect(self._choose_round)
        self.left.addWidget(self._rounds, 1)
        self._copy = button(self.middle, self.tr("Copy table"), icon_name="quote")
        self._copy.clicked.connect(self.copy_table)
        self._export = button(self.middle, self.tr("Export …"), icon_name="share")
        self._rules = button(self.middle, self.tr("Rules …"))
        self._rules.clicked.connect(self.change_rules)
        self.make_head(self._rules, self._copy, self._export)
        self._export.setMenu(self._export_menu())
        self.progress = ProgressLine(self.middle)
        self.body.addWidget(self.progress)
        self.tabs = parts.tabs(self.middle)
        line = QHBoxLayout()
        theme.set_margins(line, (12, 0, 12, 0))
        line.addWidget(self.tabs)
        self.body.addLayout(line)
        self.body.addWidget(hair(self.middle))
        self.detail = ReliabilityDetail()
        self.table = ReliabilityTable(self.detail, self.middle)
        self._empty = EmptyPlace(self.middle, "scale", "", "")
        self._stack = QStackedWidget(self.middle)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self.spans = SpansPart(session, self.middle)
        self._stack.addWidget(self.spans)
        self.body.addWidget(self._stack, 1)
        self.foot = Foot(self.middle)
        self.body.addWidget(self.foot)
        self.add_notice()
        self._kalpha = parts.kalpha_action(self)
        self._kalpha.toggled.connect(self.table.show_kalpha)
        self.table.show_kalpha(self._kalpha.isChecked())
        self.table.opened.connect(self._open)
        self.detail.closed.connect(self.table.close_row)
        self.detail.resized.connect(self.table.refit)
        self.detail.definition_wanted.connect(self._open_definition)
        self.detail.failed.connect(self._say_not_written)
        self.tabs.currentChanged.connect(self._say)
        self.foot.toggle.setChecked(True)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS, timeout=self._compute)
        session.changed.connect(self._on_change)
        self._fill()

    # -------------------------------------------------------------- following the project

    def _on_change(self, tables: frozenset[str]) -> None:
        if {"project", "who"} & tables or self.is_hidden:
            self._forget()
        if "disagreement" in tables and self.table.open_report is not None:
            self.detail.read_reasons(self.session.project)
        if tables & _TABLES:
            self._is_due = True
            if self.isVisible():
                self._fill()
                self._calm.start()

    @property
    def is_hidden(self) -> bool:
        """Whether the round is blind, and the coder who is here not the lead."""
        return parts.is_hidden(self.session.project, self.round_name)

    def _forget(self) -> None:
        """Nothing of the figures stays: another project is open, or somebody is here who may not see them."""
        self._stop()
        self.report, self._read = None, {}
        self.table.close_row()
        self.table.show_report(None)
        self.spans.show_report(None)

    def set_room(self, room: str) -> None:
        """Closes the notes where there is little room; their button brings them back."""
        super().set_room(room)
        self.foot.toggle.setChecked(room == "wide")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_due:
            self._fill()
            self._compute()

    def _fill(self) -> None:
        project = self.session.project
        self._rounds.fill(self._round_rows(), self._rounds.key or (project.round.name if project else None))
        self._say()

    def _round_rows(self) -> list[SideRow]:
        project = self.session.project
        if project is None:
            return []
        rows = []
        for round_ in project.plan.rounds():
            work = project.plan.workloads(round_.id)
            units = max((load.assigned for load in work), default=0)
            done = sum(load.finished for load in work)
            facts = f"{figures.counted(units, 'unit', 'units')} · {figures.counted(len(work), 'coder', 'coders')}"
            rows.append(
                SideRow(round_.name.capitalize(), round_.name, facts if work else self.tr("not started"), dimmed=not done)
            )
        return rows

    def _choose_round(self, _name: str) -> None:
        self._forget()
        self._is_due = True
        self._compute()

    @property
    def round_name(self) -> str | None:
        """The round whose figures are shown."""
        return self._rounds.key

    # -------------------------------------------------------------- computing

    @property
    def is_out_of_date(self) -> bool:
        """Whether codings changed since the figures were computed."""
        return self._is_due or self._job is not None

    def _compute(self) -> None:
        self._stop()
        project, name = self.session.project, self.round_name
        if project is None or name is None or self.is_hidden:
            self._is_due = False
            self._forget()
            self._say()
            return
        self._read = {}
        self._first = 0 if self.report is None else 1  # intervals in sight do not vanish for a moment
        self._start(project.path, name, self._first)

    def _start(self, path: Path, name: str, pass_: int) -> None:
        task = partial(parts.compute, path, name, DRAWS[pass_], read=self._read)
        self._job = job = Job(lambda tick: task(tick), self)
        job.succeeded.connect(partial(self._show, job, path, name, pass_))
        job.failed.connect(partial(self._fail, job))
        job.finished.connect(partial(self._finish, job))
        draws = self.tr(", {0} draws").format(figures.count(DRAWS[pass_])) if pass_ else ""
        self.progress.follow(job, self.tr("Agreement in the {0} round{1}").format(name, draws))
        self._is_due = False
        self._say()
        job.start()

    def _stop(self) -> None:
        self._calm.stop()
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()

    def _show(self, job: Job, path: Path, name: str, pass_: int, report: object) -> None:
        if job is not self._job:
            return
        self.report = report if isinstance(report, AgreementReport) else None
        self.table.show_report(without_spans(self.report))
        self.spans.show_report(self.report, read_again=pass_ == self._first)
        self._job = None
        self._take_focus()
        if pass_ + 1 < len(DRAWS) and any(row.verdict != "not_computable" for row in self.report.rows):
            self._start(path, name, pass_ + 1)
        self._say()

    def _take_focus(self) -> None:
        """The first figures take the focus that the table could not take while it was empty."""
        if self._was_empty and self.isVisible():
            self._was_empty = False
            self._say()
            if self.isAncestorOf(self.focusWidget() or self.window()):
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, job: Job, error: Exception) -> None:
        if job is self._job:
            hint = error.hint if isinstance(error, UserError) else self.tr("Nothing was lost. The log has the details.")
            self.notice.say(
                self.tr("The figures could not be computed: {0}").format(error),
                hint,
                "danger",
                (self.tr("Try again"), self._compute),
            )

    def _finish(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._is_due = self.report is None
            self._say()

    # -------------------------------------------------------------- words

    @property
    def shows_spans(self) -> bool:
        """Whether the Spans part is open, not the table of the variables."""
        return self.tabs.currentIndex() == 1 and bool(span_reports(self.report))

    def _say(self, _tab: int = 0) -> None:
        name = self.round_name
        self.title.setText(self.tr("Agreement in the {0} round").format(name) if name else self.tr("Reliability"))
        rows = self.report.rows if self.report else ()
        spans = span_reports(self.report)
        part = self.spans if self.shows_spans else self.table
        self.begins_at = part
        self.tabs.setVisible(bool(spans))
        parts.name_tabs(self.tabs, len(rows) - len(spans), len(spans))
        self._stack.setCurrentWidget(part if rows else self._empty)
        self.foot.setVisible(bool(rows) and not self.shows_spans)
        for control in (self._copy, self._export):
            control.setEnabled(bool(rows))
        self.facts.setText(self._facts_line())
        self.foot.say(self.report.note if self.report else (), self.table.limits)
        self._empty.say(*parts.empty_words(self.session.project, name, self._job is not None))

    def _facts_line(self) -> str:
        if self.is_hidden:
            return ""
        if self.report is None:
            return self.tr("Computing …") if self._job else self.tr("Codings before adjudication.")
        is_old = self._is_due or self._calm.isActive()
        state = parts.state_words(self.report.draws, DRAWS[-1], is_old, self._job is not None)
        return f"{tr(FACTS) if self.shows_spans else parts.facts(self.report)} {state}".rstrip()

    # -------------------------------------------------------------- a row, and what leaves the window

    def _open(self, report: VariableReport) -> None:
        if self.session.project is not None:
            self.detail.drift.limits = self.table.limits
            self.detail.show_row(self.session.project, report, self._read.get(report.round))

    def _open_definition(self, wanted: Definition) -> None:
        parts.open_definition(self, wanted)

    def show_target(self, target: object) -> None:
        """Opens the variable with this name."""
        if self.spans.summary.choose(str(target)):
            self.tabs.setCurrentIndex(1)
            return
        self.tabs.setCurrentIndex(0)
        row = self.table.rows.row_of(str(target))
        if row is not None:
            self.table.open_row(row)

    def copy_table(self) -> None:
        """Puts the table on the clipboard, ready for a spreadsheet."""
        rows = self.spans.summary.model if self.shows_spans else self.table.rows
        QGuiApplication.clipboard().setText(rows.as_text())
        number = len(span_reports(self.report)) if self.shows_spans else rows.rowCount()
        self.notice.say(self.tr("The table is on the clipboard: {0}.").format(figures.counted(number, "variable", "variables")))

    def export_tables(self) -> None:
        """Writes table and methods text into a folder that the researcher chooses."""
        project = self.session.project
        if project is None:
            return
        if refusal := export_refusal(project):
            self.notice.say(*refusal, "warn")
            return
        folder = parts.ask_for_folder(self)
        if folder is None:
            return
        job = Job(partial(parts.write_tables, project.path, folder), self)
        job.succeeded.connect(partial(self._say_written, folder))
        job.failed.connect(self._say_not_written)
        self.progress.follow(job, self.tr("Export to {0}").format(folder.name))
        job.start()

    def save_picture(self) -> None:
        """Writes what is shown, intervals or the continua of a text, as PNG, SVG or PDF."""
        if self.shows_spans:
            self._save(self.spans.picture())
        elif self.report is not None:
            self._save(pictures.of_intervals(without_spans(self.report), str(self.round_name), self.table.limits))

    def save_matrix(self) -> None:
        """Writes the matrix of the open row as PNG, SVG or PDF."""
        heat, report = self.detail.heat, self.table.open_report
        self._save(pictures.of_matrix(heat, report) if heat is not None and report is not None else None)

    def save_drift(self) -> None:
        """Writes alpha over time of the open row as PNG, SVG or PDF."""
        periods, report = self.detail.drift.periods, self.table.open_report
        self._save(pictures.of_drift(periods, report, self.table.limits) if periods and report is not None else None)

    def _save(self, picture: pictures.Picture | None) -> None:
        path = parts.ask_for_picture(self, picture.name) if picture is not None else None
        if picture is None or path is None:
            return
        try:
            plots.save(path, picture.size, picture.draw, self.title.text())
        except UserError as error:
            self._say_not_written(error)
        else:
            self.notice.say(self.tr("The picture was written to {0}.").format(path))

    def _say_written(self, folder: Path, report: object) -> None:
        files = len(getattr(report, "files", ()))
        self.notice.say(self.tr("{0} written to {1}.").format(figures.counted(files, "file", "files"), folder))

    def _say_not_written(self, error: Exception) -> None:
        hint = error.hint if isinstance(error, UserError) else self.tr("Choose another folder.")
        self.notice.say(str(error), self.tr("Nothing was lost. {0}").format(hint), "danger")

    def change_rules(self) -> None:
        """Asks for the rules of the table, and changes them as one step."""
        project = self.session.project
        wanted = RulesDialog.ask(project.reliability.rules, self) if project is not None else None
        if wanted is None:
            return
        try:
            project.reliability.set_rules(wanted)
        except UserError as error:
            self._say_not_written(error)

    def _export_menu(self) -> QMenu:
        menu = QMenu(self)
        tables = menu.addAction(self.tr("Tables and methods text …"))
        tables.triggered.connect(self.export_tables)
        self._picture_action = menu.addAction(self.tr("Save picture …"))
        self._picture_action.triggered.connect(self.save_picture)
        self._matrix_action = menu.addAction(self.tr("Picture of the open matrix …"))
        self._matrix_action.triggered.connect(self.save_matrix)
        self._drift_action = menu.addAction(self.tr("Picture of alpha over time …"))
        self._drift_action.triggered.connect(self.save_drift)
        menu.aboutToShow.connect(self._check_pictures)
        return menu

    def _check_pictures(self) -> None:
        self._picture_action.setEnabled(not self.shows_spans or self.spans.picture() is not None)
        self._matrix_action.setEnabled(self.detail.isVisible() and self.detail.heat is not None)
        self._drift_action.setEnabled(self.detail.isVisible() and bool(self.detail.drift.periods))

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What this place adds to the menus of the window."""
        return {"file": self._export.menu().actions(), "view": [self._kalpha]}

    def entries(self) -> list[Entry]:
        """What the palette of commands offers here."""
        if self.report is None:
            return []
        sorts = [
            Entry(
                self.tr("Sort by {0}").format(tr(HEADERS[column]).lower()),
                partial(self.table.sort_by, column),
                detail=self.tr("again: the other way"),
            )
            for column in range(len(HEADERS))
        ]
        return [
            Entry(self.tr("Copy table"), self.copy_table),
            Entry(self.tr("Rules of agreement …"), self.change_rules),
            Entry(self.tr("Export tables and methods text …"), self.export_tables),
            Entry(self.tr("Save picture …"), self.save_picture),
            *sorts,
        ]
