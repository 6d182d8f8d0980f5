"""The bar at the top: the mark and the menus left, the project's title in the middle, search and commands right."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenuBar, QPushButton, QWidget

from intercoder.ui import keymap, paint, theme
from intercoder.ui.icons import app_icon, paint_icon
from intercoder.ui.style import focus_ring


class SearchBox(QPushButton):
    """Looks like a field and opens the palette of commands."""

    paints_focus = True

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("Search or run a command"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        look = theme.current()
        return QSize(look.px("width.search"), look.px(28))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme.current(), QPainter(self)
        rect = QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("strong" if self.underMouse() else "hair"), 1))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), look.px("radius.card"), look.px("radius.card"))
        paint_icon(painter, QRectF(look.px(10), rect.center().y() - look.px(8), look.px(16), look.px(16)), "search")
        key = keymap.current().cap("edit.palette")
        size = paint.key_cap_size(key)
        cap = QRectF(rect.right() - size.width() - look.px(6), rect.center().y() - size.height() / 2, *size.toTuple())
        paint.key_cap(painter, cap, key)
        words = QRectF(look.px(34), 0, cap.left() - look.px(40), rect.height())
        paint.paint_text(painter, words, self.text(), "body", "text3")
        if self.hasFocus():
            focus_ring(painter, rect)


class TopBar(QWidget):
    """Holds `menus` and `search`; `set_title` writes the name of the project."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.menus = QMenuBar(self)
        self.menus.setNativeMenuBar(False)
        self.search = SearchBox(self)
        self._mark, self._title = QLabel(self), QLabel(self)
        self._full_title = ""
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_font(self._title, "strong")
        theme.set_fixed(self, height="height.menu")
        row = QHBoxLayout(self)
        theme.set_margins(row, (20, 0, 16, 1), 4)
        row.addWidget(self._mark)
        row.addWidget(self.menus, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        row.addWidget(self.search)
        self._draw()

    def set_title(self, title: str) -> None:
        """The name of the project; empty while none is open."""
        self._full_title = title
        self._title.setToolTip(title)
        self._place_title()

    def title(self) -> str:
        """The name shown, not shortened."""
        return self._full_title

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_title()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, self.height() - 1, self.width())

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._draw()
            self._place_title()
            QTimer.singleShot(0, self, self._place_title)

    def _place_title(self) -> None:
        gap = theme.current().px(16)
        menus, search = self.menus.geometry(), self.search.geometry()
        first, last = (menus, search) if menus.x() < search.x() else (search, menus)
        left, right = first.right() + gap, last.left() - gap
        wanted = round(paint.text_width("strong", self._full_title)) + 8
        width = min(wanted, right - left)
        self._title.setVisible(width > 40)
        centred = max(left, min((self.width() - width) // 2, right - width))
        self._title.setGeometry(QRect(centred, 0, max(0, width), self.height() - 1))
        metrics = QFontMetrics(theme.current().font("strong"))
        self._title.setText(metrics.elidedText(self._full_title, Qt.TextElideMode.ElideRight, width))

    def _draw(self) -> None:
        side = theme.current().px(20)
        picture = app_icon().pixmap(QSize(side, side), self.devicePixelRatioF(), QIcon.Mode.Normal)
        self._mark.setPixmap(picture)
        self.menus.setFixedHeight(self.menus.sizeHint().height())
