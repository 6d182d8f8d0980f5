"""What a place shows while there is nothing in it: what it is, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.icons import icon


class EmptyPlace(QWidget):
    """Icon, heading, one sentence, a main button and a second way."""

    def __init__(
        self,
        parent: QWidget | None,
        icon_name: str,
        heading: str,
        sentence: str,
        main: tuple[str, Callable[[], object]] | None = None,
        second: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(parent)
        theme.set_kind(self, "surface")
        self._icon = icon_name
        self._picture = QLabel(self)
        self._heading, self._sentence = QLabel(heading, self), QLabel(sentence, self)
        theme.set_font(self._heading, "heading")
        theme.set_kind(self._sentence, "second")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        theme.set_margins(self._buttons, spacing=8)
        column = QVBoxLayout(self)
        theme.set_margins(column, (32, 32, 32, 32), 8)
        column.addStretch(2)
        column.addWidget(self._picture, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._heading, alignment=Qt.AlignmentFlag.AlignHCenter)
        theme.set_fixed(self._sentence, width=420)
        column.addLayout(centred(self._sentence))
        column.addLayout(self._buttons)
        column.addStretch(3)
        self._buttons.addStretch()
        for kind, button in (("primary", main), ("plain", second)):
            if button is not None:
                self._add(kind, *button)
        self._buttons.addStretch()
        self._draw()

    def say(self, heading: str, sentence: str) -> None:
        """Other words, in a place that can be empty for several reasons."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def _add(self, kind: str, label: str, act: Callable[[], object]) -> None:
        button = QPushButton(label, self)
        theme.set_kind(button, kind)
        button.clicked.connect(lambda _checked=False: act())
        self._buttons.addWidget(button)

    def _draw(self) -> None:
        side = theme.current().px(32)
        self._picture.setPixmap(icon(self._icon, "text3", 32).pixmap(QSize(side, side), self.devicePixelRatioF()))

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._draw()


def centred(widget: QWidget) -> QHBoxLayout:
    """A row with the widget in its middle; unlike an alignment it keeps the height that wrapped words need."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(widget)
    row.addStretch()
    return row
