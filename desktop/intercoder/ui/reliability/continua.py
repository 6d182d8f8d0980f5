"""The picture of one text as its coders marked it: a line per coder over one axis of characters, brackets above.

Pure functions over a QPainter, the same for the screen, PNG, SVG and PDF. Every fact of the picture also stands in the
table of the spans; `facts` says them in words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from intercoder.ui.figures import count, counted
from intercoder.ui.isolate import isolated
from intercoder.ui.language import tr
from intercoder.ui.theme import Theme

STEP = 500
"""Characters between two marks of the axis."""
_BRACKETS, _AXIS, _LANE, _BAR, _GAP = 18, 30, 20, 12, 8  # px at scale 1: heights, and the gap between two coders
_LEAST_BAR = 3.0
_LEAST_STEP = 44
_STRIPE = 6


@dataclass(frozen=True)
class Bar:
    """One span: code points, stop exclusive. `striped` is the second pattern of a colour."""

    span: int  # its id
    start: int
    stop: int
    label: str
    colour: str
    striped: bool = False


@dataclass(frozen=True)
class Lane:
    """What one coder marked, in the order of the text; no bars = nothing marked."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Continua:
    """One text with a lane per coder; `agreed` are the stretches on which all agree."""

    title: str
    length: int
    lanes: tuple[Lane, ...]
    agreed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Placed:
    """Where a bar lies."""

    rect: QRectF
    bar: Bar
    lane: Lane


def height(continua: Continua, theme: Theme, width: float = 0, legend: bool = False) -> int:
    """The height that the picture needs; the legend needs the width too."""
    rows = sum(len(_rows(lane.bars)) for lane in continua.lanes)
    below = sum(1 for _ in _legend_boxes(continua, QRectF(0, 0, width, 0), theme, rows=True)) if legend else 0
    return theme.px(_BRACKETS + _LANE * rows + _GAP * len(continua.lanes) + _AXIS) + below * theme.px(22)


def placed(continua: Continua, rect: QRectF, theme: Theme) -> list[Placed]:
    """Every bar with its rectangle; overlapping spans of one coder lie below each other."""
    axis, found, top = _axis(continua, rect, theme), [], rect.y() + theme.px(_BRACKETS)
    for lane in continua.lanes:
        rows = _rows(lane.bars)
        for number, row in enumerate(rows):
            y = top + theme.px(_LANE) * number + (theme.px(_LANE) - theme.px(_BAR)) / 2
            for bar in row:
                left, right = _x(bar.start, continua, axis), _x(bar.stop, continua, axis)
                box = QRectF(left, y, max(_LEAST_BAR, right - left - 1), theme.px(_BAR))
                found.append(Placed(box, bar, lane))
        top += theme.px(_LANE) * len(rows) + theme.px(_GAP)
    return found


def bar_at(continua: Continua, rect: QRectF, theme: Theme, point: QPointF) -> Bar | None:
    """The bar under a point, or the nearest within four pixels."""
    reach = theme.px(4)
    near = [p for p in placed(continua, rect, theme) if p.rect.adjusted(-reach, -reach, reach, reach).contains(point)]
    return min(near, key=lambda p: abs(p.rect.center().x() - point.x()) - p.rect.width() / 2).bar if near else None


def paint(painter: QPainter, rect: QRectF, continua: Continua, theme: Theme, selected: int = 0, legend: bool = False) -> None:
    """The whole picture in `rect`; `selected` is the id of the span with the outline, `legend` names the colours."""
    axis = _axis(continua, rect, theme)
    _names(painter, rect, continua, theme)
    foot = _lanes_foot(continua, rect, theme)
    _paint_axis(painter, QRectF(axis.x(), rect.y() + theme.px(_BRACKETS), axis.width(), foot - rect.y()), foot, continua, theme)
    for start, stop in continua.agreed:
        _bracket(painter, rect.y(), _x(start, continua, axis), _x(stop, continua, axis), theme)
    for place in placed(continua, rect, theme):
        _paint_bar(painter, place, theme, place.bar.span == selected)
    if legend:
        below = QRectF(axis.x(), foot + theme.px(_AXIS), axis.width(), 0)
        for box, bar in _legend_boxes(continua, below, theme):
            _swatch(painter, QRectF(box.x(), box.center().y() - theme.px(5), theme.px(10), theme.px(10)), bar, theme)
            _text(painter, box.adjusted(theme.px(16), 0, 0, 0), bar.label, theme, "text2")


def facts(continua: Continua) -> str:
    """The picture in words, coder by coder."""
    lines = [f"{continua.title}, {counted(continua.length, 'character', 'characters')}."]
    for lane in continua.lanes:
        bars = "; ".join(f"{isolated(bar.label)} {bar.start}–{bar.stop}" for bar in lane.bars)
        lines.append(f"{isolated(lane.name)}: {bars or tr('nothing marked')}.")
    agreed = ", ".join(f"{start}–{stop}" for start, stop in continua.agreed)
    lines.append(tr("All agree on {0}.").format(agreed) if agreed else tr("They agree on no stretch."))
    return "\n".join(lines)


# ---------------------------------------------------------------- parts


def _rows(bars: Sequence[Bar]) -> list[list[Bar]]:
    """The bars of one coder in as few rows as their overlaps allow, at least one."""
    rows: list[list[Bar]] = [[]]
    for bar in sorted(bars, key=lambda bar: (bar.start, -bar.stop)):
        free = next((row for row in rows if not row or row[-1].stop <= bar.start), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    return rows


def _axis(continua: Continua, rect: QRectF, theme: Theme) -> QRectF:
    metrics = QFontMetricsF(theme.font("label"))
    widest = max((metrics.horizontalAdvance(lane.name) for lane in continua.lanes), default=0.0)
    left = min(rect.width() * 0.25, widest) + theme.px(12)
    end = QFontMetricsF(theme.font("tiny")).horizontalAdvance(count(continua.length)) / 2 + 2
    return rect.adjusted(left, 0, -end, 0)


def _x(place: int, continua: Continua, axis: QRectF) -> float:
    return axis.x() + axis.width() * place / max(1, continua.length)


def _lanes_foot(continua: Continua, rect: QRectF, theme: Theme) -> float:
    rows = sum(len(_rows(lane.bars)) for lane in continua.lanes)
    return rect.y() + theme.px(_BRACKETS) + theme.px(_LANE) * rows + theme.px(_GAP) * len(continua.lanes)


def _names(painter: QPainter, rect: QRectF, continua: Continua, theme: Theme) -> None:
    axis, top = _axis(continua, rect, theme), rect.y() + theme.px(_BRACKETS)
    for lane in continua.lanes:
        tall = theme.px(_LANE) * len(_rows(lane.bars))
        name = QRectF(rect.x(), top, axis.x() - rect.x() - theme.px(12), theme.px(_LANE))
        _text(painter, name, lane.name, theme, "text", "label", Qt.AlignmentFlag.AlignRight)
        middle = round(top + theme.px(_LANE) / 2)
        painter.fillRect(QRectF(axis.x(), middle, axis.width(), 1), theme.colour("strong"))
        if not lane.bars:
            words = QRectF(axis.x() + theme.px(8), top, axis.width(), theme.px(_LANE))
            width = QFontMetricsF(theme.font("small")).horizontalAdvance(tr("nothing marked")) + theme.px(8)
            painter.fillRect(QRectF(words.x() - theme.px(4), top, width, theme.px(_LANE)), theme.colour("surface"))
            _text(painter, words, tr("nothing marked"), theme, "text3")
        top += tall + theme.px(_GAP)


def _paint_axis(painter: QPainter, area: QRectF, foot: float, continua: Continua, theme: Theme) -> None:
    painter.fillRect(QRectF(area.x(), round(foot), area.width(), 1), theme.colour("control"))
    for place, word in _marks(continua.length, area.width(), theme):
        x = round(_x(place, continua, area))
        painter.fillRect(QRectF(x, round(foot), 1, theme.px(5 if word else 3)), theme.colour("control"))
        if word:
            box = QRectF(x - theme.px(40), foot + theme.px(6), theme.px(80), theme.px(16))
            _text(painter, box, word, theme, "text2", "tiny", Qt.AlignmentFlag.AlignHCenter)


def _marks(length: int, width: float, theme: Theme) -> list[tuple[int, str]]:
    """Places on the axis: every 500 characters and both ends; words only where they do not run into each other."""
    each = STEP * width / max(1, length)
    every = max(1, -(-theme.px(_LEAST_STEP) // max(1, int(each))))
    near = theme.px(_LEAST_STEP) / width * length
    marks = [(n * STEP, count(n * STEP) if n % every == 0 else "") for n in range(-(-length // STEP))]
    marks = [(place, word if place == 0 or length - place > near else "") for place, word in marks or [(0, "0")]]
    return [*marks, (length, count(length))]


def _bracket(painter: QPainter, top: float, left: float, right: float, theme: Theme) -> None:
    colour, y, down = theme.colour("text2"), round(top + theme.px(6)), theme.px(6)
    width = max(_LEAST_BAR, right - left - 1)
    painter.fillRect(QRectF(left, y, width, 2), colour)
    painter.fillRect(QRectF(left, y, 1, down), colour)
    painter.fillRect(QRectF(left + width - 1, y, 1, down), colour)


def _paint_bar(painter: QPainter, place: Placed, theme: Theme, is_selected: bool) -> None:
    _swatch(painter, place.rect, place.bar, theme)
    if is_selected:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
        painter.drawRoundedRect(place.rect.adjusted(-3, -3, 3, 3), theme.px(4), theme.px(4))
        painter.restore()


def _swatch(painter: QPainter, rect: QRectF, bar: Bar, theme: Theme) -> None:
    """A bar in the colour of its category; the second pattern is cut by stripes of the ground."""
    painter.fillRect(rect, theme.code(bar.colour))
    if bar.striped:
        ground: QColor = theme.colour("surface")
        at = rect.x() + theme.px(_STRIPE) / 2
        while at < rect.right():
            painter.fillRect(QRectF(at, rect.y(), min(theme.px(2), rect.right() - at), rect.height()), ground)
            at += theme.px(_STRIPE)


def _legend_boxes(continua: Continua, area: QRectF, theme: Theme, rows: bool = False) -> list:  # type: ignore[type-arg]
    """(rectangle, bar) for each category that occurs, line by line below `area`; with `rows` one entry per line."""
    metrics, found = QFontMetricsF(theme.font("small")), []
    x, y = area.x(), area.y()
    every = {bar.label: bar for lane in continua.lanes for bar in lane.bars}
    for bar in every.values():
        width = metrics.horizontalAdvance(bar.label) + theme.px(16) + 2
        if x > area.x() and x + width > area.x() + area.width():
            x, y = area.x(), y + theme.px(22)
        found.append((QRectF(x, y, width, theme.px(22)), bar))
        x += width + theme.px(16)
    return [list(line) for _, line in groupby(found, key=lambda item: item[0].y())] if rows else found


def _text(
    painter: QPainter, rect: QRectF, text: str, theme: Theme, token: str, role: str = "small",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:  # fmt: skip
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.colour(token))
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
