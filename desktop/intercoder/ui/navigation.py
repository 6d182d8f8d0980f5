"""The bar at the left: the five places, the current one marked, help at the foot."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from intercoder.ui import keymap, paint, theme
from intercoder.ui.icons import paint_icon
from intercoder.ui.style import focus_ring


class NavItem(QAbstractButton):
    """One place: icon over name; in a narrow window the icon alone, its name in the tooltip."""

    def __init__(self, parent: QWidget, label: str, icon_name: str, command: str, checkable: bool = True) -> None:
        super().__init__(parent)
        self._icon, self._narrow = icon_name, False
        self.setText(label)
        self.setCheckable(checkable)
        self._command = command
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(f"{self.text()}  {keymap.current().cap(self._command)}".strip())
        return super().event(event)

    def set_narrow(self, narrow: bool) -> None:
        """Shows the icon alone."""
        self._narrow = narrow
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = theme.current()
        side = look.px("width.nav_low") - look.px(12)
        return QSize(side, side) if self._narrow else QSize(look.px("width.nav_item"), look.px("height.nav_item"))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, rect = theme.current(), QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "selected" if self.isChecked() else "hover" if self.underMouse() and self.isEnabled() else None
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(rect, look.px("radius.card"), look.px("radius.card"))
        token, side = ("accent" if self.isChecked() else "text2"), look.px(20)
        if not self.isEnabled():
            painter.setOpacity(look.alphas["disabled"])
        top = rect.center().y() - side / 2 if self._narrow or not self.text() else look.px(9)
        paint_icon(painter, QRectF(rect.center().x() - side / 2, top, side, side), self._icon, token)
        if not self._narrow:
            role = "tiny_strong" if self.isChecked() else "tiny"
            line = QRectF(rect.x(), look.px(31), rect.width(), look.px(18))
            paint.paint_text(painter, line, self.text(), role, token, Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            focus_ring(painter, rect)


class Navigation(QWidget):
    """Emits `chosen` with the key of a place, and `help_wanted`."""

    chosen = Signal(str)
    help_wanted = Signal()

    def __init__(self, parent: QWidget, places: list[tuple[str, str, str]]) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.setAccessibleName(self.tr("Places"))
        self._group = QButtonGroup(self)
        self._items: dict[str, NavItem] = {}
        column = QVBoxLayout(self)
        theme.set_margins(column, (0, 12, 0, 12), 4)
        for key, label, icon_name in places:
            item = NavItem(self, label, icon_name, f"go.{key}")
            item.clicked.connect(lambda _checked=False, k=key: self.chosen.emit(k))
            self._group.addButton(item)
            self._items[key] = item
            column.addWidget(item, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()
        self._help = NavItem(self, self.tr("Keys"), "circle-question-mark", "help.keys", checkable=False)
        self._help.clicked.connect(lambda _checked=False: self.help_wanted.emit())
        column.addWidget(self._help, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.set_narrow(False)

    def set_current(self, key: str | None) -> None:
        """Marks a place, or none."""
        self._group.setExclusive(key is not None)
        for name, item in self._items.items():
            item.setChecked(name == key)

    def set_offered(self, keys: set[str], enabled: bool) -> None:
        """Which places there are: a package has two. Disabled while no project is open."""
        for name, item in self._items.items():
            item.setVisible(name in keys)
            item.setEnabled(enabled)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone, for a narrow window."""
        theme.set_fixed(self, width="width.nav_low" if narrow else "width.nav")
        for item in (*self._items.values(), self._help):
            item.set_narrow(narrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        paint.hairline(QPainter(self), self.width() - 1 if right else 0, 0, self.height(), vertical=True)
