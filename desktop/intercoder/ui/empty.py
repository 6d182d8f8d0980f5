"""What a place shows while there is nothing in it: what it is, and what to do next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.icons import Picture


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
        self._picture = Picture(self, icon_name, "text3", 32)
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

    def say(self, heading: str, sentence: str) -> None:
        """Other words, in a place that can be empty for several reasons."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def _add(self, kind: str, label: str, act: Callable[[], object]) -> None:
        button = QPushButton(label, self)
        theme.set_kind(button, kind)
        button.clicked.connect(lambda _checked=False: act())
        self._buttons.addWidget(button)


def centred(widget: QWidget) -> QHBoxLayout:
    """A row with the widget in its middle; unlike an alignment it keeps the height that wrapped words need."""
    row = QHBoxLayout()
    row.addStretch()
    row.addWidget(widget)
    row.addStretch()
    return row
