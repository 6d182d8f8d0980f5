"""What is worth a look in the codebook, at the foot of its list; each line leads to the place to mend."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from intercoder.tasks.codebook_lint import Finding
from intercoder.ui import figures, paint, theme
from intercoder.ui.icons import paint_icon

_MOST_HEIGHT = 0.4  # of the pane


class LintPane(QWidget):
    """Emits `jump(finding)`."""

    jump = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heading = QLabel(self)
        theme.set_font(self.heading, "small_strong")
        theme.set_kind(self.heading, "second")
        self._body = QWidget(self)
        theme.set_kind(self._body, "canvas")
        self._lines = QVBoxLayout(self._body)
        theme.set_margins(self._lines, (4, 0, 4, 4), 0)
        self._lines.addStretch(1)
        self.scroll = QScrollArea(self)
        self.scroll.setWidget(self._body)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setAccessibleName(self.tr("Things to look at"))
        column = QVBoxLayout(self)
        theme.set_margins(column, (0, 8, 0, 8), 4)
        heading = QVBoxLayout()
        theme.set_margins(heading, (16, 4, 12, 0))
        heading.addWidget(self.heading)
        column.addLayout(heading)
        column.addWidget(self.scroll)
        self.lines: list[FindingLine] = []
        self.found: tuple[Finding, ...] = ()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """Writes the findings; hides where there are none."""
        self.setVisible(bool(found))
        if tuple(found) == self.found:
            return
        self.found = tuple(found)
        for line in self.lines:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = [FindingLine(finding, self._body) for finding in found]
        for n, line in enumerate(self.lines):
            self._lines.insertWidget(n, line)
            line.clicked.connect(lambda _checked=False, f=line.finding: self.jump.emit(f))
            line.show()
        self.heading.setText(figures.counted(len(found), "thing to look at", "things to look at"))
        self.fit()

    def fit(self) -> None:
        """As high as its lines, up to a share of the pane."""
        room = self.parentWidget().height() if self.parentWidget() is not None else 600
        width = max(120, self.scroll.viewport().width())
        wanted = sum(line.heightForWidth(width - theme.current().px(8)) for line in self.lines) + theme.current().px(8)
        self.scroll.setFixedHeight(max(theme.current().px(40), min(wanted, int(room * _MOST_HEIGHT))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        inset = theme.current().px(16)
        paint.hairline(QPainter(self), inset, 0, self.width() - 2 * inset)


class FindingLine(QAbstractButton):
    """One finding; its words wrap."""

    def __init__(self, finding: Finding, parent: QWidget) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setText(finding.message)
        self.setAccessibleName(finding.message)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._words(width).height() + theme.current().px(10)

    def _words(self, width: int):
        from PySide6.QtCore import QRect
        from PySide6.QtGui import QFontMetrics

        look = theme.current()
        room = QRect(0, 0, max(40, width - look.px(34 + 8)), 10_000)
        return QFontMetrics(look.font("small")).boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.current().px(200))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(80), self.heightForWidth(max(self.width(), theme.current().px(80))))

    def paintEvent(self, _event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF

        from intercoder.ui import style

        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), look.px(6), look.px(6))
        error = self.finding.severity == "error"
        side = look.px(14)
        name = "circle-alert" if error else "triangle-alert"
        paint_icon(painter, QRectF(look.px(12), look.px(7), side, side), name, "danger" if error else "warn")
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("text2"))
        room = self.rect().adjusted(look.px(34), look.px(5), -look.px(8), 0)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self.text())
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 6)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
