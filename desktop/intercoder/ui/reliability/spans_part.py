"""The Spans part of the Reliability place: the table of the span variables, and under it the texts they were marked in."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.errors import UserError
from intercoder.records import Tick
from intercoder.tasks.span_texts import SpanText, texts
from intercoder.ui import theme
from intercoder.ui.background import Job
from intercoder.ui.language import tr
from intercoder.ui.reliability import continua
from intercoder.ui.reliability.continua_models import look_of
from intercoder.ui.reliability.continua_pane import ContinuaPane
from intercoder.ui.reliability.pictures import Picture
from intercoder.ui.reliability.span_rows import CodeLook
from intercoder.ui.reliability.spans_table import SpansTable
from intercoder.ui.session import Session

FACTS = QT_TRANSLATE_NOOP(
    "Intercoder",
    "Codings before adjudication. u-alpha of 2016, each other coder by itself; lengths in characters (code points). "
    "Spans have no interval.",
)
_WIDTH, _MARGIN = 900, 16  # px of a saved picture
_READING = QT_TRANSLATE_NOOP("Intercoder", "Reading the texts …")
_NO_MARKS = QT_TRANSLATE_NOOP("Intercoder", "Nobody who is through with a text marked anything in it.")


def span_reports(report: AgreementReport | None) -> list[VariableReport]:
    """The rows of a report that are span variables."""
    return [row for row in report.rows if row.answer_kind == "spans"] if report else []


def without_spans(report: AgreementReport | None) -> AgreementReport | None:
    """The report without its span variables: what the table of the variables shows."""
    return replace(report, rows=tuple(row for row in report.rows if row.answer_kind != "spans")) if report else None


def read(path: Path, coder: str, variable: str, round_name: str, tick: Tick) -> list[SpanText]:
    """The texts of a variable, read through a handle of its own as this coder."""
    from intercoder.project import Project

    with Project.open(path, coder, read_only=True) as project:
        return texts(project, variable, round_name, tick)


class SpansPart(QWidget):
    """Table above, texts and picture below. Reads the texts of the variable whose row is the current one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._job: Job | None = None
        self._shown: tuple[str, str] | None = None  # round and variable whose texts are below
        self.summary, self.pane = SpansTable(self), ContinuaPane(session, self)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.summary)
        self._split.addWidget(self.pane)
        self._split.setStretchFactor(0, 4)
        self._split.setStretchFactor(1, 5)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addWidget(self._split)
        self.summary.table.chosen.connect(self._follow)
        self.setFocusProxy(self.summary)

    def show_report(self, report: AgreementReport | None, read_again: bool = True) -> None:
        """Takes a report; with `read_again` codings may have changed, and the texts are read anew."""
        reports = span_reports(report)
        if read_again:
            self._shown = None
        self.summary.show_reports(reports, self._looks() if reports else {})
        if not reports:
            self._stop()
            self.pane.show_texts([], None)
        self._follow()

    @property
    def is_reading(self) -> bool:
        """Whether the texts are still being read."""
        return self._job is not None

    def picture(self) -> Picture | None:
        """The picture of the text that is shown, to be saved; its name is proposed from round, variable and text."""
        report, text, shown = self.summary.report, self.pane.text, self.pane.picture
        if report is None or text is None or shown is None:
            return None
        size = QSize(_WIDTH, continua.height(shown, theme.load("light"), _WIDTH, legend=True) + 2 * _MARGIN)
        return Picture(f"continua-{report.round}-{report.variable}-{text.ref}.svg", size, partial(_paint, shown))

    def _looks(self) -> dict[tuple[str, object], CodeLook]:
        variables = self.session.project.codebook.current().variables if self.session.project else ()
        return {(v.name, c.value): look_of(v, n) for v in variables for n, c in enumerate(v.categories)}

    # -------------------------------------------------------------- the texts

    def _follow(self, _row: int = 0) -> None:
        report, project = self.summary.report, self.session.project
        if report is None or project is None or (report.round, report.variable) == self._shown:
            return
        self._stop()
        self._shown = (report.round, report.variable)
        if self.pane.variable is None or self.pane.variable.name != report.variable:
            self.pane.show_texts([], None, tr(_READING))
        task = partial(read, project.path, project.coder.name, report.variable, report.round)
        self._job = job = Job(lambda tick: task(tick), self)
        job.succeeded.connect(partial(self._show_texts, job, report.variable))
        job.failed.connect(partial(self._fail, job))
        job.start()

    def _show_texts(self, job: Job, name: str, found: object) -> None:
        if job is not self._job or self.session.project is None:
            return
        self._job = None
        variable = self.session.project.codebook.current().variable(name)
        self.pane.show_texts(found if isinstance(found, list) else [], variable, tr(_NO_MARKS))

    def _fail(self, job: Job, error: Exception) -> None:
        if job is self._job:
            self._job, self._shown = None, None
            hint = error.hint if isinstance(error, UserError) else ""
            self.pane.show_texts([], None, tr("The texts could not be read: {0} {1}").format(error, hint).strip())

    def _stop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.cancel()


def _paint(shown: continua.Continua, painter: QPainter, rect: QRectF, look: theme.Theme) -> None:
    continua.paint(painter, rect, shown, look, legend=True)
