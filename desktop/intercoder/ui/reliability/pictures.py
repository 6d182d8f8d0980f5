"""The pictures that leave the Reliability place: intervals, one matrix, alpha over time. Always in the light theme."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter

from intercoder.agreement.report import AgreementReport, VariableReport
from intercoder.ui import theme
from intercoder.ui.reliability import parts, plots
from intercoder.ui.reliability.drift import paint_drift


@dataclass(frozen=True)
class Picture:
    """A picture to be saved: the proposed file name, its size, and what paints it."""

    name: str
    size: QSize
    draw: Callable[[QPainter, QRectF, theme.Theme], None]


def of_intervals(report: AgreementReport, round_name: str, limits: tuple[float, float]) -> Picture:
    """The intervals of all variables on one axis."""
    rows = parts.forest_rows(report)
    plot = partial(plots.forest, limits=limits)
    return Picture(f"agreement-{round_name}.svg", QSize(760, 64 + 34 * len(rows)), partial(_paint, plot, rows))


def of_matrix(heat: plots.Heat, report: VariableReport) -> Picture:
    """The matrix of a pair of coders."""
    side = 160 + 64 * len(heat.labels)
    name = f"{report.variable}-{report.round}-{heat.row_title}-{heat.column_title}.svg"
    return Picture(name, QSize(side, side - 40), partial(_paint, plots.heat, heat))


def of_drift(periods: Sequence, report: VariableReport, limits: tuple[float, float]) -> Picture:
    """Alpha over time of one variable."""
    size = QSize(max(420, 100 + 64 * len(periods)), 300)
    plot = partial(paint_drift, limits=limits)
    return Picture(f"drift-{report.round}-{report.variable}.svg", size, partial(_paint, plot, periods))


def _paint(plot, content, painter: QPainter, rect: QRectF, look: theme.Theme) -> None:  # type: ignore[no-untyped-def]
    plot(painter, rect, content, look)
