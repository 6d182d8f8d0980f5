"""The foot of search and code: with which category, and the one button that highlights the places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from intercoder.ui import figures, paint, theme

if TYPE_CHECKING:
    from intercoder.records import Category, Variable
    from intercoder.ui.session import Session


class SearchFooter(QWidget):
    """Emits `category_changed`, `all_wanted(on or off)`, `highlight_wanted`."""

    category_changed = Signal()
    all_wanted = Signal(bool)
    highlight_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._variable: Variable | None = None
        self._has_places = False
        theme.set_kind(self, "surface")
        theme.set_fixed(self, height="height.footer")
        self._count = QLabel(self)
        theme.set_font(self._count, "small")
        theme.set_kind(self._count, "second")
        self.all, self.none = QPushButton(self.tr("Choose all"), self), QPushButton(self.tr("Choose none"), self)
        for button, on in ((self.all, True), (self.none, False)):
            theme.set_kind(button, "link")
            button.clicked.connect(lambda _checked=False, wanted=on: self.all_wanted.emit(wanted))
        self._with = QLabel(self.tr("with"), self)
        theme.set_kind(self._with, "second")
        self.category = QComboBox(self)
        self.category.setAccessibleName(self.tr("Category to highlight with"))
        self.category.currentIndexChanged.connect(lambda _row: self.category_changed.emit())
        self.button = QPushButton(self)
        theme.set_kind(self.button, "primary")
        self.button.clicked.connect(lambda _checked=False: self.highlight_wanted.emit())
        row = QHBoxLayout(self)
        theme.set_margins(row, (24, 1, 24, 0), 8)
        for widget in (self._count, self.all, self.none):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._with, self.category, self.button):
            row.addWidget(widget)
        self.say(0, 0, False)

    def offer(self, variable: str | None) -> None:
        """Offers the categories of a span variable, the one used last chosen; without a variable none."""
        project = self._session.project
        self._variable = project.codebook.variable(variable) if variable and project is not None else None
        categories = self._variable.categories if self._variable is not None else ()
        now = self.category.currentData()
        self.category.blockSignals(True)
        self.category.clear()
        for category in categories:
            self.category.addItem(_swatch(category.colour or "grey", self.devicePixelRatioF()), category.label, category.value)
        self.category.setCurrentIndex(self._place(categories, now))
        self.category.blockSignals(False)

    def _place(self, categories: tuple[Category, ...], now: object) -> int:
        values = [category.value for category in categories]
        if now in values:
            return values.index(now)
        last = self._session.project.codings.last_used() if values else []
        ids = [category.id for category in categories]
        return next((ids.index(number) for number in last if number in ids), 0)

    def chosen(self) -> tuple[str, int] | None:
        """The variable and the number of the category."""
        value = self.category.currentData()
        return (self._variable.name, value) if self._variable is not None and value is not None else None

    def colour(self) -> str:
        """The colour of the category."""
        found = self._category()
        return (found.colour if found is not None else None) or "grey"

    def label(self) -> str:
        """The name of the category."""
        found = self._category()
        return found.label if found is not None else ""

    def _category(self) -> Category | None:
        chosen = self.chosen()
        return self._variable.category(chosen[1]) if chosen is not None and self._variable is not None else None

    def say(self, chosen: int, found: int, looks_on: bool) -> None:
        """How many places are chosen of those found; who looks on cannot highlight."""
        self._count.setText(self.tr("{0} of {1} chosen").format(figures.count(chosen), figures.count(found)) if found else "")
        words = self.tr("Highlight 1 place") if chosen == 1 else self.tr("Highlight {0} places")
        self.button.setText(words.format(figures.count(chosen)))
        project = self._session.project
        able = project is not None and not project.read_only and not looks_on
        self.button.setEnabled(bool(chosen) and able and self.chosen() is not None)
        self.button.setToolTip(self.tr("Nothing is assigned to you in this round.") if looks_on else "")
        for widget in (self.all, self.none):
            widget.setVisible(bool(found))
        self._has_places = bool(found)
        for widget in (self.category, self.button):
            widget.setVisible(self._has_places and self._variable is not None)
        self._fit()

    def _fit(self) -> None:
        """Where there is little room, words go that the button and the head of the page say too."""
        self._with.setVisible(self.category.isVisibleTo(self))
        self._count.setVisible(self._has_places)
        for widget in (self._with, self._count):
            if self.layout().minimumSize().width() > self.width():
                widget.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event) and getattr(self, "_variable", None) is not None:
            for row, category in enumerate(self._variable.categories):
                self.category.setItemIcon(row, _swatch(category.colour or "grey", self.devicePixelRatioF()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint.hairline(QPainter(self), 0, 0, self.width())


def _swatch(colour: str, ratio: float) -> QIcon:
    side = theme.current().px(16)
    picture = QPixmap(QSize(round(side * ratio), round(side * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint.swatch(painter, QRectF(0, 0, side, side), colour)
    painter.end()
    return QIcon(picture)
