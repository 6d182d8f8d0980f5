"""The page without a project: what the program is for, and the ways in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.empty import centred
from intercoder.ui.icons import app_icon
from intercoder.ui.settings import Settings

_RECENT_SHOWN = 5


class StartPage(QWidget):
    """Emits what was chosen: `new_wanted`, `open_wanted`, `example_wanted`, `recent_chosen(path)`."""

    new_wanted = Signal()
    open_wanted = Signal()
    example_wanted = Signal()
    recent_chosen = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        theme.set_kind(self, "surface")
        self._mark = QLabel(self)
        heading = QLabel(self.tr("Code articles and comments, together"), self)
        theme.set_font(heading, "title")
        sentence = QLabel(
            self.tr(
                "Start a project and import articles with their comments, or open a project or the "
                "package you were sent. Files can also be dropped on this window."
            ),
            self,
        )
        sentence.setWordWrap(True)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        theme.set_kind(sentence, "second")
        theme.set_fixed(sentence, width=460)
        self.new = self._button(self.tr("New project …"), self.new_wanted.emit, "primary")
        self.open = self._button(self.tr("Open project …"), self.open_wanted.emit, "plain")
        self.example = self._button(self.tr("See the example"), self.example_wanted.emit, "ghost")
        self.example.setToolTip(self.tr("A small study, coded by three people, in your documents"))
        buttons = QHBoxLayout()
        theme.set_margins(buttons, (0, 8, 0, 16), 8)
        buttons.addStretch()
        buttons.addWidget(self.new)
        buttons.addWidget(self.open)
        buttons.addWidget(self.example)
        buttons.addStretch()
        self._recent = QVBoxLayout()
        theme.set_margins(self._recent, spacing=2)
        column = QVBoxLayout(self)
        theme.set_margins(column, (32, 32, 32, 32), 12)
        column.addStretch(2)
        for widget in (self._mark, heading):
            column.addWidget(widget, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(centred(sentence))
        column.addLayout(buttons)
        column.addLayout(self._recent)
        column.addStretch(3)
        self.refresh()

    def refresh(self) -> None:
        """Lists the projects opened last."""
        while self._recent.count():
            old = self._recent.takeAt(0).widget()
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        paths = [path for path in self._settings.recent() if Path(path).exists()][:_RECENT_SHOWN]
        if paths:
            label = QLabel(self.tr("Opened last"), self)
            theme.set_kind(label, "second")
            theme.set_font(label, "small_strong")
            self._recent.addWidget(label, alignment=Qt.AlignmentFlag.AlignHCenter)
        for path in paths:
            button = self._button(Path(path).stem, lambda p=path: self.recent_chosen.emit(p), "link")
            button.setToolTip(path)
            self._recent.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._draw()

    def _button(self, label: str, act: Callable[[], object], kind: str) -> QPushButton:
        button = QPushButton(label, self)
        theme.set_kind(button, kind)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _draw(self) -> None:
        side = theme.current().px(56)
        self._mark.setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._draw()
