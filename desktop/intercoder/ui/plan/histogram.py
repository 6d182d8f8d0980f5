"""The shape of a sample beside that of the corpus, painted: over time as pairs of bars, over outlets as rows."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from intercoder.ui import figures, paint, theme


class Histogram(QWidget):
    """Bars stand for shares: of all articles (outlined) and of the drawn ones (filled), each out of its own total."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shape(self, shape) -> None:  # type: ignore[no-untyped-def]
        """Shows a `Shape` of `tasks.sample_shape`, or nothing."""
        self._shape = shape
        self.setVisible(shape is not None)
        if shape is not None:
            self.setAccessibleName(self._words())
            self.setToolTip("")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look, shape = theme.current(), self._shape
        if shape is None:
            return QSize(look.px(320), 0)
        time = look.px(132) if shape.time else 0
        return QSize(look.px(320), look.px(24) + time + len(shape.outlets) * look.px(22) + look.px(12))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shape is None:
            return
        look, painter = theme.current(), QPainter(self)
        top = self._legend(painter)
        if self._shape.time:
            top = self._over_time(painter, top)
        for bar in self._shape.outlets:
            self._outlet(painter, QRectF(0, top, self.width(), look.px(22)), bar)
            top += look.px(22)

    def _shares(self, bar) -> tuple[float, float]:  # type: ignore[no-untyped-def]
        shape = self._shape
        return bar.corpus / max(1, shape.corpus), bar.sample / max(1, shape.sample)

    def _legend(self, painter: QPainter) -> float:
        look, x = theme.current(), 0.0
        words = (
            (False, self.tr("Corpus, {0}").format(figures.count(self._shape.corpus))),
            (True, self.tr("Sample, {0}").format(figures.count(self._shape.sample))),
        )
        for drawn, text in words:
            self._bar(painter, QRectF(x, look.px(5), look.px(10), look.px(10)), drawn)
            width = paint.text_width("small", text) + 1
            paint.paint_text(painter, QRectF(x + look.px(16), 0, width, look.px(20)), text, "small", "text2")
            x += look.px(36) + width
        return look.px(24)

    def _over_time(self, painter: QPainter, top: float) -> float:
        look, bars = theme.current(), self._shape.time
        height, foot = look.px(96), top + look.px(100)
        most = max((max(self._shares(bar)) for bar in bars), default=1) or 1
        step = self.width() / len(bars)
        for n, bar in enumerate(bars):
            corpus, sample = (height * share / most for share in self._shares(bar))
            left, width = n * step + step * 0.1, step * 0.8
            self._bar(painter, QRectF(left, foot - corpus, width, corpus), False)
            self._bar(painter, QRectF(left + width * 0.25, foot - sample, width * 0.5, sample), True)
        paint.hairline(painter, 0, foot, self.width(), token="control")
        line = QRectF(0, foot + look.px(2), self.width(), look.px(18))
        paint.paint_text(painter, line, bars[0].name, "tiny", "text2")
        if len(bars) > 1:
            paint.paint_text(painter, line, bars[-1].name, "tiny", "text2", Qt.AlignmentFlag.AlignRight)
        return foot + look.px(32)

    def _outlet(self, painter: QPainter, row: QRectF, bar) -> None:  # type: ignore[no-untyped-def]
        look = theme.current()
        name, number = min(row.width() * 0.36, look.px(200)), look.px(92)
        paint.paint_text(painter, QRectF(row.x(), row.y(), name - look.px(8), row.height()), bar.name, "small", "text")
        room = row.width() - name - number
        most = max((max(self._shares(each)) for each in self._shape.outlets), default=1) or 1
        corpus, sample = (room * share / most for share in self._shares(bar))
        self._bar(painter, QRectF(row.x() + name, row.y() + look.px(5), corpus, look.px(12)), False)
        self._bar(painter, QRectF(row.x() + name, row.y() + look.px(8), sample, look.px(6)), True)
        shares = f"{figures.per_cent(self._shares(bar)[0])} · {figures.per_cent(self._shares(bar)[1])}"
        box = QRectF(row.right() - number, row.y(), number, row.height())
        paint.paint_text(painter, box, shares, "small", "text2", Qt.AlignmentFlag.AlignRight)

    @staticmethod
    def _bar(painter: QPainter, box: QRectF, drawn: bool) -> None:
        look = theme.current()
        if drawn:
            painter.fillRect(box, look.colour("accent"))
            return
        painter.fillRect(box, look.colour("sunken"))
        if box.height() >= 1 and box.width() >= 1:
            painter.setPen(look.colour("control"))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))

    def _words(self) -> str:
        outlets = "; ".join(
            f"{bar.name} {figures.per_cent(self._shares(bar)[0])} {figures.per_cent(self._shares(bar)[1])}"
            for bar in self._shape.outlets
        )
        return self.tr("Shares of the outlets in the corpus and in the sample: {0}").format(outlets)
