"""What style sheets do badly: indicators, combo boxes, the focus ring, and measures that follow the scale."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QWidget,
)

from intercoder.ui.theme import Theme, current

_METRICS = {
    QStyle.PixelMetric.PM_IndicatorWidth: 16,
    QStyle.PixelMetric.PM_IndicatorHeight: 16,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: 16,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: 16,
    QStyle.PixelMetric.PM_CheckBoxLabelSpacing: 8,
    QStyle.PixelMetric.PM_RadioButtonLabelSpacing: 8,
    QStyle.PixelMetric.PM_SmallIconSize: 16,
    QStyle.PixelMetric.PM_ButtonIconSize: 16,
    QStyle.PixelMetric.PM_ListViewIconSize: 16,
    QStyle.PixelMetric.PM_FocusFrameHMargin: 3,
    QStyle.PixelMetric.PM_FocusFrameVMargin: 3,
}
_BEFORE, _BEHIND = 8, 28  # of the words of a combo box, pixels at scale 1
_FRAMELESS_METRICS = {QStyle.PixelMetric.PM_MenuBarPanelWidth: 0, QStyle.PixelMetric.PM_SplitterWidth: 1}


class Style(QProxyStyle):
    """Fusion with our indicators, combo box, focus ring and measures."""

    def __init__(self) -> None:
        super().__init__("fusion")

    def pixelMetric(self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        if metric == QStyle.PixelMetric.PM_ButtonIconSize and isinstance(widget, QPushButton):
            return current().px(20)  # 16 of the icon, and 4 more between it and the word
        if metric in _METRICS:
            return current().px(_METRICS[metric])
        if metric in _FRAMELESS_METRICS:
            return _FRAMELESS_METRICS[metric]
        return super().pixelMetric(metric, option, widget)

    def polish(self, target):  # type: ignore[no-untyped-def]
        result = super().polish(target)
        if isinstance(target, QAbstractSpinBox):
            target.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        return result

    def styleHint(self, hint, option=None, widget=None, data=None) -> int:  # type: ignore[no-untyped-def]
        if hint == QStyle.StyleHint.SH_ToolTip_WakeUpDelay:
            return 500
        if hint in (QStyle.StyleHint.SH_Widget_Animation_Duration, QStyle.StyleHint.SH_UnderlineShortcut):
            return 0
        return super().styleHint(hint, option, widget, data)

    def drawPrimitive(
        self, element: QStyle.PrimitiveElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        state = option.state
        on, enabled = bool(state & QStyle.StateFlag.State_On), bool(state & QStyle.StateFlag.State_Enabled)
        if element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            radio(painter, QRectF(option.rect), on, enabled)
        elif element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            partly = bool(state & QStyle.StateFlag.State_NoChange)
            check(painter, QRectF(option.rect), on, enabled, partly)
        elif element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            if widget is None or widget.inherits("QCheckBox") or widget.inherits("QRadioButton"):
                focus_ring(painter, QRectF(option.rect).adjusted(-4, -1, 4, 1), 5)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self, element: QStyle.ControlElement, option: QStyleOption, painter: QPainter, widget: QWidget | None = None
    ) -> None:
        if element == QStyle.ControlElement.CE_FocusFrame:
            focus_ring(painter, QRectF(option.rect))
        elif element == QStyle.ControlElement.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            self._shorten(option)
            super().drawControl(element, option, painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control == QStyle.ComplexControl.CC_ComboBox:
            _combo(painter, option)
        else:
            super().drawComplexControl(control, option, painter, widget)

    def _shorten(self, option: QStyleOptionComboBox) -> None:
        """What is too long for a combo box ends in an ellipsis, never in half a letter."""
        field = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField)
        room = field.width() - 2 - (0 if option.currentIcon.isNull() else option.iconSize.width() + 4)
        option.currentText = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def subControlRect(self, control, option, part, widget=None):  # type: ignore[no-untyped-def]
        if control == QStyle.ComplexControl.CC_ComboBox and part == QStyle.SubControl.SC_ComboBoxEditField:
            theme = current()
            inside = option.rect.adjusted(theme.px(_BEFORE), 2, -theme.px(_BEHIND), -2)
            return QStyle.visualRect(option.direction, option.rect, inside)
        return super().subControlRect(control, option, part, widget)

    def sizeFromContents(self, kind, option, size, widget=None):  # type: ignore[no-untyped-def]
        result = super().sizeFromContents(kind, option, size, widget)
        if kind == QStyle.ContentsType.CT_ComboBox:
            result.setHeight(current().px("height.control"))
            around = current().px(_BEFORE + _BEHIND) + 4
            result.setWidth(max(result.width() + current().px(12), size.width() + around))
        return result


def radio(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """The circle of a radio button: outline at rest, accent with a dot when chosen."""
    theme = current()
    box = _square(rect, theme.px(16)).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if enabled else theme.alphas["disabled"])
    width = max(1.0, (2.0 if on else 1.25) * theme.scale)
    painter.setPen(QPen(theme.colour("accent" if on else "control"), width))
    painter.setBrush(theme.colour("surface"))
    painter.drawEllipse(box.adjusted(width / 2 - 0.5, width / 2 - 0.5, 0.5 - width / 2, 0.5 - width / 2))
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(box.center(), box.width() * 0.27, box.width() * 0.27)
    painter.restore()


def check(painter: QPainter, rect: QRectF, on: bool, enabled: bool = True, partly: bool = False) -> None:
    """The box of a check box: outline at rest, accent with a tick when chosen, a line when partly."""
    theme = current()
    box = _square(rect, theme.px(16)).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if enabled else theme.alphas["disabled"])
    painter.setPen(QPen(theme.colour("accent" if on or partly else "control"), max(1.0, 1.25 * theme.scale)))
    painter.setBrush(theme.colour("accent" if on or partly else "surface"))
    painter.drawRoundedRect(box, 3 * theme.scale, 3 * theme.scale)
    painter.setPen(_stroke(theme, "onaccent", 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if on:
        corners = ((0.24, 0.52), (0.43, 0.70), (0.77, 0.32))
        painter.drawPath(_line([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in corners]))
    elif partly:
        middle = box.center().y()
        painter.drawLine(QPointF(box.x() + box.width() * 0.28, middle), QPointF(box.right() - box.width() * 0.28, middle))
    painter.restore()


def focus_ring(painter: QPainter, rect: QRectF, radius: float = 8) -> None:
    """Two pixels of accent inside `rect`: the one focus mark of the screen."""
    theme = current()
    width = max(2.0, 2 * theme.scale)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent"), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius * theme.scale, radius * theme.scale)
    painter.restore()


def _combo(painter: QPainter, option: QStyleOptionComplex) -> None:
    theme, rect = current(), QRectF(option.rect)
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
    width = 2.0 if focused else 1.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(1.0 if option.state & QStyle.StateFlag.State_Enabled else theme.alphas["disabled"])
    painter.setPen(QPen(theme.colour("accent" if focused else "control"), width))
    painter.setBrush(theme.colour("hover" if hovered and not focused else "surface"))
    radius = theme.px("radius.control")
    painter.drawRoundedRect(rect.adjusted(width / 2, width / 2, -width / 2, -width / 2), radius, radius)
    painter.setPen(_stroke(theme, "text2", 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    left_to_right = option.direction != Qt.LayoutDirection.RightToLeft
    x = rect.right() - theme.px(16) if left_to_right else rect.left() + theme.px(16)
    y, reach = rect.center().y() - theme.px(2), theme.px(4)
    painter.drawPath(_line([QPointF(x - reach, y), QPointF(x, y + reach), QPointF(x + reach, y)]))
    painter.restore()


def _stroke(theme: Theme, token: str, width: float) -> QPen:
    pen = QPen(theme.colour(token), width * theme.scale)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _line(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    return path


def _square(rect: QRectF, side: float) -> QRectF:
    square = QRectF(0, 0, side, side)
    square.moveCenter(rect.center())
    return square
