"""The line icons in the colour of a token, sharp at every scale, and always in the theme of the moment."""

import functools

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from intercoder.resources import resource
from intercoder.ui.theme import current

_STROKES = ((30, 1.5), (18, 1.75), (0, 2.0))  # from this size on, the stroke in units of the 24-unit grid


@functools.cache
def icon(name: str, token: str = "text2", size: int = 16) -> QIcon:
    """The icon in the colour of a token; `size` in pixels at scale 1 decides the stroke. Follows the theme."""
    return QIcon(_Engine(name, token, size))


def pixmap(name: str, token: str = "text2", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` pixels at scale 1, for a device pixel ratio."""
    theme = current()
    return _pixmap(name, theme.colours[token], theme.px(size), _stroke(size), ratio)


def paint_icon(painter: QPainter, rect: QRectF, name: str, token: str = "text2") -> None:
    """Paints the icon centred in `rect`, which gives its size."""
    side = round(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatioF()
    size = round(side / current().scale)
    picture = _pixmap(name, current().colours[token], side, _stroke(size), ratio)
    corner = rect.center() - QRectF(0, 0, side, side).center()
    painter.drawPixmap(corner.toPoint(), picture)


@functools.lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, side: int, stroke: float, ratio: float) -> QPixmap:
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    source = source.replace("currentColor", colour).replace('stroke-width="2"', f'stroke-width="{stroke}"')
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _stroke(size: int) -> float:
    return next(stroke for least, stroke in _STROKES if size >= least)


class _Engine(QIconEngine):
    """Renders at the moment of painting, so that a change of theme needs no new icon."""

    def __init__(self, name: str, token: str, size: int) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * current().alphas["disabled"])
        token = self._token
        side = min(rect.width(), rect.height(), current().px(self._size))
        picture = _pixmap(self._name, current().colours[token], side, _stroke(self._size), painter.device().devicePixelRatioF())
        room = QSize(side, side)
        where = Qt.AlignmentFlag.AlignLeft if rect.width() > side else Qt.AlignmentFlag.AlignHCenter
        where |= Qt.AlignmentFlag.AlignVCenter
        painter.drawPixmap(QStyle.alignedRect(QGuiApplication.layoutDirection(), where, room, rect).topLeft(), picture)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        picture.setDevicePixelRatio(scale)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, round(size.width() / scale), round(size.height() / scale)), mode, state)
        painter.end()
        return picture

    def clone(self) -> "_Engine":
        return _Engine(self._name, self._token, self._size)


class Picture(QWidget):
    """An icon as a widget, painted in the theme of the moment; an empty name shows nothing."""

    def __init__(self, parent: QWidget, name: str = "", token: str = "text2", size: int = 16) -> None:
        super().__init__(parent)
        self._name, self._token, self._size = name, token, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        """Another icon or another colour."""
        self._name, self._token = name, token
        self.update()

    def sizeHint(self) -> QSize:
        side = current().px(self._size)
        return QSize(side, side)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._name:
            picture = _pixmap(
                self._name,
                current().colours[self._token],
                current().px(self._size),
                _stroke(self._size),
                self.devicePixelRatioF(),
            )
            QPainter(self).drawPixmap(0, 0, picture)


def app_icon() -> QIcon:
    """The mark of the program."""
    return QIcon(str(resource("icons/app.svg")))
