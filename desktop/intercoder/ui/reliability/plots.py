"""Pictures of agreement, painted by functions over a QPainter: the same for the screen, PNG, SVG and PDF.

A picture on the screen follows the theme; a saved one is always light. Every number in a picture also stands in a table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtSvg import QSvgGenerator

from intercoder.errors import UserError
from intercoder.ui import paint
from intercoder.ui.figures import coefficient, interval
from intercoder.ui.language import tr
from intercoder.ui.theme import Theme, load

_FAINTEST, _FULLEST = 0.06, 0.80  # shares of the ramp in the surface, look.md
_TITLE_OF_PNG = "Title"  # the key that the format has for it
_POINTS_PER_INCH = 72.0
_PIXELS_PER_INCH = 96.0


@dataclass(frozen=True)
class ForestRow:
    """One variable of a forest plot. Without a value, `reason` says why. `token` is the colour of its verdict."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    reason: str = ""
    token: str = "text"


@dataclass(frozen=True)
class Heat:
    """A square table of counts, `counts[row][column]`, with the names of its two sides."""

    counts: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    row_title: str = ""
    column_title: str = ""


def axis_start(lows: Sequence[float | None]) -> float:
    """Where a common axis begins: at 0, or at the lowest end rounded down to a step of .2."""
    return paint.axis_start(min((low for low in lows if low is not None), default=None))


def cell_colour(count: int, highest: int, diagonal: bool, theme: Theme) -> QColor:
    """The ground of one cell: agreement in the blue ramp, disagreement in the orange one, nothing for 0."""
    if not count or not highest:
        return theme.colour("surface")
    share = _FAINTEST + (_FULLEST - _FAINTEST) * count / highest
    return theme.mix("ramp", share) if diagonal else theme.mix("ramp_off", share * 0.6)


def paint_cell(painter: QPainter, rect: QRectF, count: int, highest: int, diagonal: bool, theme: Theme) -> None:
    """One cell of a matrix: its ground and its number, in the ink that reads better on it."""
    ground = cell_colour(count, highest, diagonal, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), theme.px("radius.key"), theme.px("radius.key"))
    painter.setFont(theme.font("label" if count else "body"))
    painter.setPen(theme.ink(ground) if count else theme.colour("text2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))


def heat(painter: QPainter, rect: QRectF, matrix: Heat, theme: Theme) -> None:
    """A confusion or coincidence matrix with its labels, scaled into `rect`."""
    metrics = QFontMetricsF(theme.font("small"))
    size = max(1, len(matrix.labels))
    widest = max((metrics.horizontalAdvance(label) for label in matrix.labels), default=0.0)
    left = min(rect.width() * 0.4, widest + theme.px(16) + (theme.px(20) if matrix.row_title else 0))
    top = theme.px(24) + (theme.px(20) if matrix.column_title else 0)
    width, height = (rect.width() - left) / size, (rect.height() - top) / size
    highest = max((n for row in matrix.counts for n in row), default=0)
    corner = QPointF(rect.x() + left, rect.y() + top)
    _heat_titles(painter, rect, corner, matrix, theme)
    for i, label in enumerate(matrix.labels):
        side = QRectF(rect.x(), corner.y() + i * height, left - theme.px(8), height)
        head = QRectF(corner.x() + i * width, corner.y() - theme.px(24), width, theme.px(20))
        paint_label(painter, side, label, theme, "text2", Qt.AlignmentFlag.AlignRight)
        paint_label(painter, head, label, theme, "text2", Qt.AlignmentFlag.AlignHCenter)
    for i, row in enumerate(matrix.counts):
        for j, count in enumerate(row):
            cell = QRectF(corner.x() + j * width, corner.y() + i * height, width, height)
            paint_cell(painter, cell, count, highest, i == j, theme)


def forest(
    painter: QPainter,
    rect: QRectF,
    rows: Sequence[ForestRow],
    theme: Theme,
    limits: tuple[float, float] = paint.THRESHOLDS,
) -> None:
    """Coefficients with their intervals on one axis, thresholds dotted, the numbers at the right."""
    metrics = QFontMetricsF(theme.font("body"))
    longest = max((metrics.horizontalAdvance(row.label) for row in rows), default=0.0)
    left = min(rect.width() * 0.34, longest + theme.px(16))
    right = metrics.horizontalAdvance("−.000 [−.000, −.000]") + theme.px(16)
    foot = theme.px(32)
    axis = QRectF(rect.x() + left, rect.y(), rect.width() - left - right, rect.height() - foot)
    start = axis_start([row.low if row.low is not None else row.value for row in rows])
    _forest_axis(painter, axis, start, theme, limits)
    step = axis.height() / max(1, len(rows))
    for i, row in enumerate(rows):
        band = QRectF(axis.x(), axis.y() + i * step, axis.width(), step)
        label = QRectF(rect.x(), band.y(), left - theme.px(16), step)
        figure = QRectF(axis.right() + theme.px(16), band.y(), right - theme.px(16), step)
        paint_label(painter, label, row.label, theme, "text", Qt.AlignmentFlag.AlignRight, "body")
        if row.value is None:
            paint_label(painter, band, row.reason, theme, "text2", Qt.AlignmentFlag.AlignLeft)
            paint_label(painter, figure, coefficient(None), theme, "text", Qt.AlignmentFlag.AlignLeft, "body")
        else:
            _forest_mark(painter, band, row, start, theme)
            numbers = f"{coefficient(row.value)} {interval(row.low, row.high)}".strip()
            paint_label(painter, figure, numbers, theme, "text", Qt.AlignmentFlag.AlignLeft, "body")


def save(path: Path, size: QSize, draw: Callable[[QPainter, QRectF, Theme], None], title: str = "") -> None:
    """Writes a picture by the suffix of its file: .png (twice the pixels), .svg or .pdf. Always in the light theme.

    The file appears whole or not at all; one that was there before stays if the new one cannot be written.
    Raises UserError if the suffix is another one or the file cannot be written.
    """
    theme = load("light")
    devices = {".png": _png, ".svg": _svg, ".pdf": _pdf}
    if path.suffix.lower() not in devices:
        raise UserError(tr("A picture cannot be written as “{0}”.").format(path.suffix), tr("Choose .png, .svg or .pdf."))

    def fill(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        page = QRectF(0, 0, size.width(), size.height())
        painter.fillRect(page, theme.colour("surface"))
        draw(painter, page.adjusted(16, 16, -16, -16), theme)
        painter.end()

    memory = QBuffer()
    memory.open(QIODevice.OpenModeFlag.WriteOnly)
    devices[path.suffix.lower()](memory, size, fill, title)
    _write_whole(path, memory.data().data())


# ---------------------------------------------------------------- devices


def _write_whole(path: Path, content: bytes) -> None:
    """The file as a whole or not at all: written beside it and moved into its place."""
    from intercoder.project import durable

    try:
        with durable.writing(path) as part:
            part.write_bytes(content)
    except OSError as error:
        why = (error.strerror or tr("an error of the system")).lower()
        raise UserError(
            tr("The picture could not be written to {0}: {1}.").format(path, why), tr("Choose another folder.")
        ) from error


def _png(device: QIODevice, size: QSize, fill: Callable[[QPainter], None], title: str) -> None:
    image = QImage(size * 2, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.setText(_TITLE_OF_PNG, title)
    fill(QPainter(image))
    image.save(device, "PNG")  # type: ignore[call-overload]


def _svg(device: QIODevice, size: QSize, fill: Callable[[QPainter], None], title: str) -> None:
    picture = QSvgGenerator()
    picture.setOutputDevice(device)
    picture.setTitle(title)
    picture.setSize(size)
    picture.setViewBox(QRectF(0, 0, size.width(), size.height()))
    fill(QPainter(picture))


def _pdf(device: QIODevice, size: QSize, fill: Callable[[QPainter], None], title: str) -> None:
    page = QPdfWriter(device)
    page.setTitle(title)
    page.setResolution(int(_PIXELS_PER_INCH))
    points = QSizeF(size) * (_POINTS_PER_INCH / _PIXELS_PER_INCH)
    page.setPageSize(QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    page.setPageMargins(QMarginsF())
    fill(QPainter(page))


# ---------------------------------------------------------------- parts


def paint_label(
    painter: QPainter,
    rect: QRectF,
    text: str,
    theme: Theme,
    token: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    role: str = "small",
) -> None:
    """One line of text in a rectangle, elided where it is too long."""
    painter.setFont(theme.font(role))
    painter.setPen(theme.colour(token))
    elided = QFontMetricsF(theme.font(role)).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, elided)


def _heat_titles(painter: QPainter, rect: QRectF, corner: QPointF, matrix: Heat, theme: Theme) -> None:
    if matrix.column_title:
        head = QRectF(corner.x(), rect.y(), rect.right() - corner.x(), theme.px(20))
        paint_label(painter, head, matrix.column_title, theme, "text", Qt.AlignmentFlag.AlignHCenter, "small_strong")
    if matrix.row_title:
        side = QRectF(rect.x(), corner.y() - theme.px(24), corner.x() - rect.x() - theme.px(8), theme.px(20))
        paint_label(painter, side, matrix.row_title, theme, "text", Qt.AlignmentFlag.AlignRight, "small_strong")


def _position(value: float, axis: QRectF, start: float) -> float:
    return axis.x() + axis.width() * (value - start) / (1.0 - start)


def _forest_axis(painter: QPainter, axis: QRectF, start: float, theme: Theme, limits: tuple[float, float]) -> None:
    for threshold in limits:
        painter.setPen(QPen(theme.colour("control"), 1, Qt.PenStyle.DotLine))
        x = round(_position(threshold, axis, start)) + 0.5
        painter.drawLine(QPointF(x, axis.top()), QPointF(x, axis.bottom()))
    painter.setPen(QPen(theme.colour("text2"), 1))
    painter.drawLine(QPointF(axis.left(), axis.bottom() + 0.5), QPointF(axis.right(), axis.bottom() + 0.5))
    for n in range(round((1.0 - start) * 5) + 1):
        value = start + n / 5
        x = _position(value, axis, start)
        painter.setPen(QPen(theme.colour("text2"), 1))
        painter.drawLine(QPointF(x, axis.bottom()), QPointF(x, axis.bottom() + theme.px(4)))
        label = QRectF(x - theme.px(24), axis.bottom() + theme.px(6), theme.px(48), theme.px(18))
        paint_label(painter, label, coefficient(value, 1), theme, "text2", Qt.AlignmentFlag.AlignHCenter)


def _forest_mark(painter: QPainter, band: QRectF, row: ForestRow, start: float, theme: Theme) -> None:
    assert row.value is not None
    middle, point = band.center().y(), _position(row.value, band, start)
    colour = theme.colour(row.token)
    if row.low is not None and row.high is not None:
        left, right = _position(row.low, band, start), _position(row.high, band, start)
        painter.setPen(QPen(colour, theme.px(2)))
        painter.drawLine(QPointF(left, middle), QPointF(right, middle))
        painter.drawLine(QPointF(left, middle - theme.px(6)), QPointF(left, middle + theme.px(6)))
        painter.drawLine(QPointF(right, middle - theme.px(4)), QPointF(right, middle + theme.px(4)))
    painter.setPen(QPen(theme.colour("surface"), theme.px(2)))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(point, middle), theme.px(6), theme.px(6))
