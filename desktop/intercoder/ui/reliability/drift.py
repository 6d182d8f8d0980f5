"""Alpha over time as a picture: a point with its interval for every week or batch, the thresholds across."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from intercoder.agreement.report import Period
from intercoder.ui import figures, paint, theme
from intercoder.ui.figures import coefficient
from intercoder.ui.language import tr
from intercoder.ui.reliability import plots
from intercoder.ui.theme import Theme

_FOOT, _LEFT = 34, 34  # px of the picture for the periods and the scale


def paint_drift(
    painter: QPainter,
    rect: QRectF,
    periods: Sequence[Period],
    look: Theme,
    limits: tuple[float, float] = paint.THRESHOLDS,
) -> None:
    """The picture, scaled into `rect`; a period whose upper end lies below the threshold is red, others are calm."""
    start = plots.axis_start([value for p in periods for value in (p.low.value, p.alpha.value)])
    area = rect.adjusted(look.px(_LEFT), look.px(8), -look.px(4), -look.px(_FOOT))
    _scale(painter, area, start, look, limits)
    step = area.width() / max(1, len(periods))
    points = []
    for n, period in enumerate(periods):
        x = area.x() + (n + 0.5) * step
        below = QRectF(x - step / 2, area.bottom() + look.px(4), step, look.px(15))
        plots.paint_label(painter, below, period_label(period), look, "text2")
        plots.paint_label(painter, below.translated(0, look.px(14)), f"n {figures.count(period.units)}", look, "text3")
        if period.alpha.value is not None:
            points.append((x, period))
    painter.setPen(QPen(look.colour("strong"), look.px(1)))
    for (x, before), (x2, after) in pairwise(points):
        painter.drawLine(QPointF(x, _y(before.alpha.value, area, start)), QPointF(x2, _y(after.alpha.value, area, start)))
    for x, period in points:
        _mark(painter, x, period, area, start, look)


def period_label(period: Period) -> str:
    """A week by its Monday, a batch by the places of its units in the order of coding."""
    return period.label if "–" in period.label else _day(date.fromisoformat(period.label))


def _day(day: date) -> str:
    return f"{day.day} {day:%b}"


def in_words(period: Period) -> str:
    """The period as a sentence, for the tooltip and for screen readers."""
    name = tr("Units {0}").format(period.label) if "–" in period.label else tr("Week of {0}").format(period.label)
    ends = figures.interval(period.low.value, period.high.value) or period.low.undefined or ""
    found = coefficient(period.alpha.value) if period.alpha.value is not None else period.alpha.undefined
    return tr("{0}, {1}: alpha {2} {3}").format(name, figures.counted(period.units, "unit", "units"), found, ends).rstrip()


def _scale(painter: QPainter, area: QRectF, start: float, look: Theme, limits: tuple[float, float]) -> None:
    for value in (start, *limits, 1.0):
        y = round(_y(value, area, start)) + 0.5
        is_threshold = value in limits
        style = Qt.PenStyle.DotLine if is_threshold else Qt.PenStyle.SolidLine
        painter.setPen(QPen(look.colour("control" if is_threshold else "hair"), 1, style))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        box = QRectF(area.left() - look.px(_LEFT), y - look.px(8), look.px(_LEFT - 6), look.px(16))
        text = coefficient(value, 3 if is_threshold else 1)
        plots.paint_label(painter, box, text, look, "text2", Qt.AlignmentFlag.AlignRight)


def _mark(painter: QPainter, x: float, period: Period, area: QRectF, start: float, look: Theme) -> None:
    colour = look.colour("danger" if period.alarm else "accent")
    if period.low.value is not None and period.high.value is not None:
        top, foot = _y(period.high.value, area, start), _y(period.low.value, area, start)
        painter.setPen(QPen(colour, look.px(2)))
        painter.drawLine(QPointF(x, top), QPointF(x, foot))
        for y in (top, foot):
            painter.drawLine(QPointF(x - look.px(4), y), QPointF(x + look.px(4), y))
    painter.setPen(QPen(look.colour("surface"), look.px(2)))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, _y(period.alpha.value, area, start)), look.px(5), look.px(5))


def _y(value: float, area: QRectF, start: float) -> float:
    return area.bottom() - area.height() * (value - start) / (1.0 - start)


class DriftView(QWidget):
    """The picture in the opened row; hidden where codings came in at once, or are too few for two periods."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.periods: tuple[Period, ...] = ()
        self.limits = paint.THRESHOLDS
        self.setAccessibleName(self.tr("Alpha over time"))
        self.hide()

    def show_periods(self, periods: tuple[Period, ...]) -> None:
        """Takes the periods of another row."""
        self.periods = periods
        self.setAccessibleDescription(". ".join(map(in_words, periods)))
        self.setVisible(bool(periods))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(300), theme.current().px(168))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        title = QRectF(0, look.px(6), self.width(), look.px(18))
        paint.paint_text(painter, title, self.tr("Alpha over time"), "small_strong", "text2")
        paint_drift(painter, QRectF(self.rect()).adjusted(0, look.px(26), 0, 0), self.periods, look, self.limits)

    def event(self, event) -> bool:  # type: ignore[no-untyped-def]
        if isinstance(event, QHelpEvent) and self.periods:
            width = (self.width() - theme.current().px(_LEFT)) / len(self.periods)
            n = int((event.pos().x() - theme.current().px(_LEFT)) / max(1.0, width))
            if 0 <= n < len(self.periods):
                QToolTip.showText(event.globalPos(), in_words(self.periods[n]), self)
                return True
        return super().event(event)
