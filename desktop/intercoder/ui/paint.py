"""The small parts of the picture language as functions over a QPainter: for widgets, delegates, plots and tests.

Every function paints inside the rectangle it is given and leaves the painter as it was. `*_size` functions say how much
room the part needs. All lengths follow the theme's scale.
"""

import functools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from intercoder.ui.icons import paint_icon
from intercoder.ui.theme import Theme, advance, current, elided

BADGES = {
    "reliable": ("check", "ok", "ok_ground"),
    "done": ("check", "ok", "ok_ground"),
    "tentative": ("minus", "warn", "warn_ground"),
    "draft": ("minus", "warn", "warn_ground"),
    "doubt": ("flag", "warn", "warn_ground"),
    "not_yet": ("x", "danger", "danger_ground"),
    "not_computable": ("minus", "text2", "sunken"),
    "neutral": (None, "text2", "sunken"),
}
"""Kind of badge -> icon, colour of icon and word, colour of the ground."""

THRESHOLDS = (0.667, 0.800)  # Krippendorff's limits for tentative and for reliable conclusions
_LEAST_ROOM = 26  # pixels that a share needs to be written into its segment


@contextmanager
def _saved(painter: QPainter) -> Iterator[Theme]:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    yield current()
    painter.restore()


def _outline(rect: QRectF, width: float) -> QRectF:
    return rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)


def text_width(role: str, text: str) -> float:
    """The width of a text in the font of a role."""
    return advance(current().font_key(role), text)


def paint_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    role: str = "body",
    token: str | QColor = "text",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text in the font of a role, vertically centred, elided with an ellipsis where it does not fit."""
    theme = current()
    painter.save()
    painter.setFont(theme.font(role))
    painter.setPen(token if isinstance(token, QColor) else theme.colour(token))
    shown = elided(theme.font_key(role), text, rect.width())
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the words decide, not the window
    painter.drawText(rect, _one_line(align), shown)
    painter.restore()


@functools.cache
def _one_line(align: Qt.AlignmentFlag) -> int:
    """The flags of a line of text; put together for each word of a list they take longer than the drawing."""
    absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return int((align | absolute).value | Qt.TextFlag.TextSingleLine.value)


def hairline(painter: QPainter, x: float, y: float, length: float, vertical: bool = False, token: str = "hair") -> None:
    """A line of one sharp pixel."""
    rect = QRectF(round(x), round(y), 1, length) if vertical else QRectF(round(x), round(y), length, 1)
    painter.fillRect(rect, current().colour(token))


# ---------------------------------------------------------------- caps, chips, badges


def key_cap_size(text: str) -> QSizeF:
    """The room a key cap needs: 20 high, at least 20 wide."""
    theme = current()
    side = theme.px("height.key")
    return QSizeF(max(side, round(text_width("tiny", text)) + theme.px(10)), side)


def key_cap(painter: QPainter, rect: QRectF, text: str, pressed: bool = False, on_accent: bool = False) -> None:
    """A key as it stands on the keyboard. `on_accent`: it lies on the main button."""
    with _saved(painter) as theme:
        text = text.upper() if len(text) == 1 else text
        radius = theme.px("radius.key")
        if pressed or on_accent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("onaccent", 0.2) if on_accent else theme.colour("accent"))
            painter.drawRoundedRect(rect, radius, radius)
            ink = theme.colour("onaccent")
        else:
            painter.setBrush(theme.colour("surface"))
            painter.setPen(QPen(theme.colour("strong"), 1))
            painter.drawRoundedRect(_outline(rect, 1), radius, radius)
            foot = QRectF(rect.x() + radius, rect.bottom() - 1, rect.width() - 2 * radius, 1)
            painter.fillRect(foot, theme.colour("control"))
            ink = theme.colour("text2")
        painter.setFont(theme.font("tiny"))
        painter.setPen(ink)
        painter.drawText(rect.translated(0, -0.5), Qt.AlignmentFlag.AlignCenter, text)


def coder_chip_size(initials: str = "AK") -> QSizeF:
    """The room of a chip: 24 x 16, wider for three letters."""
    theme = current()
    width = max(theme.px("width.chip"), round(text_width("initials", initials)) + theme.px(8))
    return QSizeF(width, theme.px("height.chip"))


def coder_chip(
    painter: QPainter, rect: QRectF, initials: str, coded: bool = True, code: str | None = None, dimmed: bool = False
) -> None:
    """A coder's initials: filled = coded, outlined = not; in a code's colour (its name), neutral without."""
    with _saved(painter) as theme:
        colour = theme.code(code) if code else theme.colour("text2")
        if dimmed:
            painter.setOpacity(theme.alphas["dimmed"])
        radius = theme.px("radius.key")
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour if coded else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_outline(rect, 1), radius, radius)
        painter.setFont(theme.font("initials"))
        painter.setPen(theme.ink(colour) if coded else theme.colour("text2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials)


def initials(name: str) -> str:
    """Two letters that stand for a coder: "Aylin Kaya" AK, "anna" AN, "C" C."""
    words = name.split()
    letters = words[0][0] + words[-1][0] if len(words) > 1 else name.strip()[:2]
    return letters.upper()


def initials_of(names: Sequence[str]) -> list[str]:
    """Initials of coders that stay apart: where two are alike, the first letter and the place among the names."""
    short = [initials(name) for name in names]
    return [s if short.count(s) == 1 else f"{s[0]}{place}" for place, s in enumerate(short, 1)]


def badge_size(text: str, kind: str = "neutral") -> QSizeF:
    """The room of a badge: 20 high, full radius."""
    theme = current()
    picture = theme.px(16) if BADGES[kind][0] else 0
    return QSizeF(round(text_width("tiny", text)) + picture + theme.px(16), theme.px("height.badge"))


def badge(painter: QPainter, rect: QRectF, text: str, kind: str = "neutral") -> None:
    """One or two words on a coloured ground, with an icon, so that colour never speaks alone."""
    with _saved(painter) as theme:
        name, token, ground = BADGES[kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        left = rect.x() + theme.px(8)
        if name:
            side = theme.px(12)
            paint_icon(painter, QRectF(left, rect.center().y() - side / 2, side, side), name, token)
            left += theme.px(16)
        room = QRectF(left, rect.y(), rect.right() - left - theme.px(6), rect.height())
        paint_text(painter, room, text, "tiny", token)


def swatch(painter: QPainter, rect: QRectF, code: str | None) -> None:
    """The colour of a category: a square of 10 pixels with round corners, centred in the rectangle."""
    with _saved(painter) as theme:
        side = theme.px(10)
        box = QRectF(0, 0, side, side)
        box.moveCenter(rect.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.code(code))
        painter.drawRoundedRect(box, 3 * theme.scale, 3 * theme.scale)


# ---------------------------------------------------------------- pictures of numbers


def verdict_token(lower: float) -> str:
    """The status colour of a coefficient by the lower end of its interval: ok, warn or danger."""
    return "ok" if lower >= THRESHOLDS[1] else "warn" if lower >= THRESHOLDS[0] else "danger"


def axis_start(lowest: float | None) -> float:
    """Where the common axis begins: 0, or the lowest end rounded down to .2."""
    return 0.0 if lowest is None or lowest >= 0 else math.floor(round(lowest / 0.2, 9)) * 0.2


def interval(
    painter: QPainter,
    rect: QRectF,
    point: float | None,
    lower: float | None,
    upper: float | None,
    start: float = 0.0,
    ground: str = "surface",
    reason: str = "",
    token: str | None = None,
    limits: tuple[float, float] = THRESHOLDS,
) -> None:
    """A coefficient with its interval on the axis from `start` to 1; the lower end stands out because it decides.

    Without a value the reason stands in the place of the bar. `ground` is the row's colour, for the ring of the point.
    Its colour goes by the lower end, or is `token` where a verdict stands beside it.
    """
    if point is None:
        paint_text(painter, rect, f"–  {reason}".rstrip(), "small", "text3")
        return
    with _saved(painter) as theme:

        def at(value: float) -> float:
            share = (min(max(value, start), 1.0) - start) / (1.0 - start)
            return rect.x() + theme.px(8) + share * (rect.width() - theme.px(16))

        _threshold_lines(painter, rect, [at(value) for value in limits])
        middle = rect.center().y()
        colour = theme.colour(token or verdict_token(point if lower is None else lower))
        if lower is not None and upper is not None:
            _interval_bar(painter, middle, at(lower), at(upper), colour)
            label = _number(lower)
            room = at(lower) - theme.px(6) - rect.x()
            width = text_width("tiny", label)
            if room >= width:
                box = QRectF(at(lower) - theme.px(6) - width, rect.y(), width + 1, rect.height())
                painter.fillRect(box.adjusted(-2, rect.height() / 4, 0, -rect.height() / 4), theme.colour(ground))
                paint_text(painter, box, label, "tiny", "text3")
        painter.setPen(QPen(theme.colour(ground), 2 * theme.scale))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(at(point), middle), theme.px(12) / 2, theme.px(12) / 2)


def _threshold_lines(painter: QPainter, rect: QRectF, places: Sequence[float]) -> None:
    pen = QPen(current().colour("control"), 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([1, 3])
    painter.setPen(pen)
    for x in places:
        painter.drawLine(QPointF(round(x) + 0.5, rect.top()), QPointF(round(x) + 0.5, rect.bottom()))


def _interval_bar(painter: QPainter, middle: float, left: float, right: float, colour: QColor) -> None:
    theme = current()
    thick, low, high = theme.px(4), theme.px(12), theme.px(8)
    for x, width, height, alpha in (
        (left, right - left, thick, 0.38),
        (right - theme.px(1), theme.px(2), high, 0.55),
        (left - theme.px(1), theme.px(2), low, 1.0),
    ):
        shade = QColor(colour)
        shade.setAlphaF(alpha)
        painter.fillRect(QRectF(x, middle - height / 2, width, height), shade)


def _number(value: float) -> str:
    text = f"{abs(value):.2f}"
    return ("−" if value < 0 else "") + (text if text.startswith("1") else text[1:])


def ramp(share: float, off: bool = False) -> QColor:
    """A ground of the sequential scale: share 0 to 1 becomes 6 to 80 % of the ramp's colour over the surface."""
    return current().mix("ramp_off" if off else "ramp", 0.06 + 0.74 * min(max(share, 0.0), 1.0))


def answer_bar(painter: QPainter, rect: QRectF, counts: Sequence[int]) -> None:
    """How often each category was given, in codebook order: one segment each, its share in per cent where it fits."""
    total = sum(counts)
    if not total:
        return
    with _saved(painter) as theme:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        x, steps = rect.x(), max(1, len(counts) - 1)
        used = [count for count in counts if count]
        room = rect.width() - (len(used) - 1)
        for index, count in enumerate(counts):
            if not count:
                continue
            width = room * count / total
            ground = ramp(0.16 + 0.84 * index / steps)  # the first one must still stand out from the surface
            painter.fillRect(QRectF(round(x), rect.y(), max(1, round(x + width) - round(x)), rect.height()), ground)
            if width >= theme.px(_LEAST_ROOM):
                share = f"{round(100 * count / total)} %"
                centre = Qt.AlignmentFlag.AlignHCenter
                paint_text(painter, QRectF(x, rect.y(), width, rect.height()), share, "initials", theme.ink(ground), centre)
            x += width + 1


def missing_marks(painter: QPainter, rect: QRectF, undetermined: int, skipped: int, not_applicable: int) -> None:
    """Squares from the left: filled = cannot be determined, outlined = skipped, crossed = not applicable."""
    with _saved(painter) as theme:
        side, x = theme.px(8), rect.x()
        for kind, count in (("filled", undetermined), ("outlined", skipped), ("crossed", not_applicable)):
            for _ in range(count):
                box = _outline(QRectF(round(x), round(rect.center().y() - side / 2), side, side), 1)
                painter.setPen(QPen(theme.colour("text2"), 1))
                painter.setBrush(theme.colour("text2") if kind == "filled" else Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
                if kind == "crossed":
                    painter.drawLine(box.topLeft(), box.bottomRight())
                    painter.drawLine(box.topRight(), box.bottomLeft())
                x += side + theme.px(2)
