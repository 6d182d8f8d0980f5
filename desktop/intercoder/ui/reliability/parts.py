"""The parts around the reliability table: the legend at its foot, the notes, and the work done away from the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QTabBar, QWidget

from intercoder.agreement.report import AgreementReport
from intercoder.records import Matrix, Tick
from intercoder.ui import figures, paint, theme
from intercoder.ui.language import tr
from intercoder.ui.reliability.model import VERDICTS, alpha, ends, reason, words
from intercoder.ui.reliability.plots import ForestRow
from intercoder.ui.reliability.units_pane import Definition
from intercoder.ui.settings import KALPHA, Settings

if TYPE_CHECKING:
    from intercoder.project import Project

_MARKS = (
    (1, 0, 0, QT_TRANSLATE_NOOP("Intercoder", "cannot be determined")),
    (0, 1, 0, QT_TRANSLATE_NOOP("Intercoder", "skipped")),
    (0, 0, 1, QT_TRANSLATE_NOOP("Intercoder", "does not apply")),
)


def compute(
    path: Path, round_name: str, draws: int, tick: Tick, read: dict[str, dict[str, Matrix]] | None = None
) -> AgreementReport:
    """The report of one round, read through a handle of its own: it does not block the window, nor the file.

    `read` hands the codings on from the points to the intervals, so that they are read once.
    """
    from intercoder.project import Project
    from intercoder.tasks import agreement

    with Project.open(path, read_only=True) as project:
        return agreement.report(project, round=round_name, draws=draws, tick=tick, read=read)


def write_tables(path: Path, folder: Path, tick: Tick) -> object:
    """The reliability table and the methods text as files in a folder; gives the report of the export."""
    from intercoder.project import Project
    from intercoder.tasks import export

    with Project.open(path, read_only=True) as project:
        return export.export(project, "agreement", folder, tick=tick)


def forest_rows(report: AgreementReport) -> list[ForestRow]:
    """The rows of a report as those of a forest plot."""
    rows = []
    for row in report.rows:
        low, high = ends(row)
        token = VERDICTS[row.verdict][1]
        rows.append(ForestRow(words(row, 0), alpha(row).value, low.value, high.value, reason(row), token))
    return rows


def ask_for_folder(parent: QWidget) -> Path | None:
    """The folder that the researcher chooses for an export."""
    name = QFileDialog.getExistingDirectory(parent, tr("Export the reliability table"))
    return Path(name) if name else None


def ask_for_picture(parent: QWidget, proposed: str) -> Path | None:
    """The file that the researcher chooses for a picture; its suffix decides the format."""
    kinds = tr("SVG picture (*.svg);;PDF document (*.pdf);;PNG picture (*.png)")
    name, kind = QFileDialog.getSaveFileName(parent, tr("Save picture"), proposed, kinds)
    if not name:
        return None
    path = Path(name)
    return path if path.suffix else path.with_suffix("." + kind.rpartition("*.")[2].rstrip(")"))


def is_hidden(project: Project | None, round_name: str | None) -> bool:
    """Whether figures of this round are none that the present coder may see."""
    found = next((r for r in project.plan.rounds() if r.name == round_name), None) if project is not None else None
    return project is not None and found is not None and not project.codings.sees_figures(found)


def empty_words(project: Project | None, round_name: str | None, is_computing: bool) -> tuple[str, str]:
    """What stands in the place of the table while there is none."""
    if project is None:
        return tr("No project is open"), tr("Open a project, and the agreement of its coders stands here.")
    if is_hidden(project, round_name):
        words = tr(
            "The round {0} is blind: as long as it is, {1} sees their own codings only, and no figure that is made of "
            "the others’. The lead sees them, and can open the round in Plan."
        )
        return tr("The agreement is for the lead"), words.format(round_name, project.coder.name)
    if is_computing:
        return tr("Computing the agreement"), tr("The table appears as soon as the first figures are there.")
    return (
        tr("Nothing to compare yet"),
        tr(
            "When two coders have answered the same units, each variable stands here with its alpha. "
            "Give units to coders in Plan, and merge what they send back."
        ),
    )


def facts(report: AgreementReport) -> str:
    """What the figures of the table are, in a line above it."""
    said = tr("Codings before adjudication.")
    if not report.draws:
        return said
    draws = figures.count(report.draws)
    return tr("{0} Interval: 95 %, whole {1} drawn with replacement, {2} draws, seed {3}.").format(
        said, report.resampled, draws, report.seed
    )


def state_words(draws: int, last: int, is_old: bool, is_running: bool) -> str:
    """What becomes of the figures in sight: of so many draws, where the last pass makes so many."""
    if is_old:
        return tr("Out of date: codings changed since.")
    if is_running:
        return {0: tr("Drawing the intervals …"), last: tr("Computing again …")}.get(draws, tr("Refining the intervals …"))
    if draws < last:
        return tr("The finer intervals were not computed.") if draws else tr("The intervals were not computed.")
    return ""


def kalpha_action(parent: QWidget) -> QAction:
    """Shows or hides the second interval, for readers who compare with KALPHA; remembers what was chosen."""
    kept = Settings()
    action = QAction(tr("Show the KALPHA-style interval"), parent)
    action.setCheckable(True)
    action.setChecked(kept.word(KALPHA) == "on")
    action.toggled.connect(lambda shown: kept.keep(KALPHA, "on" if shown else "off"))
    return action


def tabs(parent: QWidget) -> QTabBar:
    """The two parts of the place: Variables and Spans."""
    bar = QTabBar(parent)
    bar.setDrawBase(False)
    bar.setExpanding(False)
    bar.setAccessibleName(tr("Parts of the agreement"))
    theme.set_font(bar, "label")
    for name in (tr("Variables"), tr("Spans")):
        bar.addTab(name)
    bar.hide()
    return bar


def name_tabs(bar: QTabBar, variables: int, spans: int) -> None:
    """Writes behind each name how many there are."""
    for place, (name, number) in enumerate(((tr("Variables"), variables), (tr("Spans"), spans))):
        bar.setTabText(place, f"{name}  {figures.count(number)}")


def open_definition(place: QWidget, wanted: Definition) -> None:
    """Shows a variable in the Codebook place, with the passage that makes its definition doubtful and a way back."""
    window = place.window()
    if not hasattr(window, "go"):
        return
    window.go("codebook", wanted)
    shown = window.place
    if wanted.passage and shown is not place and hasattr(shown, "notice"):
        back = (tr("Back to the units"), partial(window.go, "reliability"))
        shown.notice.say(f"{wanted.where}: “{wanted.passage}”", wanted.said, "warn", back)


class Legend(QWidget):
    """What the colours of the intervals and the squares of missing answers mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Legend"))
        self.show_limits(paint.THRESHOLDS)

    def show_limits(self, limits: tuple[float, float]) -> None:
        """Says the limits of the verdict, tentative and reliable."""
        low, high = map(figures.coefficient, limits)
        self._rules = (
            ("ok", self.tr("reliable: alpha ≥ {0}, lower end ≥ {1}").format(high, low)),
            ("warn", "tentative"),
            ("danger", self.tr("not yet: alpha < {0}").format(low)),
        )
        rules = "; ".join(rule for _token, rule in self._rules)
        self.setAccessibleDescription(
            self.tr("{0}. Squares: filled cannot be determined, outlined skipped, crossed n. a.").format(rules)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(320), theme.current().px(32))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        x = float(look.px(24))
        for token, text in self._rules:
            if not self._fits(x, text):
                return
            self._bar(painter, x, look.colour(token))
            x = self._say(painter, x + look.px(24), text)
        for filled, outlined, crossed, meaning in _MARKS:
            text = tr(meaning)
            if not self._fits(x, text):
                return
            paint.missing_marks(painter, QRectF(x, 0, look.px(10), self.height()), filled, outlined, crossed)
            x = self._say(painter, x + look.px(14), text)

    def _fits(self, x: float, text: str) -> bool:
        return x + theme.current().px(24) + paint.text_width("small", text) < self.width()

    def _bar(self, painter: QPainter, x: float, colour) -> None:
        look, middle = theme.current(), self.height() / 2
        colour.setAlphaF(0.38)
        painter.fillRect(QRectF(x, middle - look.px(2), look.px(18), look.px(4)), colour)
        colour.setAlphaF(1)
        painter.fillRect(QRectF(x, middle - look.px(6), look.px(2), look.px(12)), colour)

    def _say(self, painter: QPainter, x: float, text: str) -> float:
        width = paint.text_width("small", text) + 1
        paint.paint_text(painter, QRectF(x, 0, width, self.height()), text, "small", "text2", Qt.AlignmentFlag.AlignLeft)
        return x + width + theme.current().px(20)
