"""A dialog with a heading, a sentence, a body that scrolls where it must, and Cancel beside the one main button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.definition import label
from intercoder.ui.page import button, hair


class Asking(QDialog):
    """Owned by the place that asks. `deed` is the word of the main button; empty = the dialog only shows something."""

    def __init__(
        self, title: str, sentence: str, deed: str, parent: QWidget, width: int = 480, dangerous: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.set_kind(self, "surface")
        self.heading, self.sentence = label(self, title, "heading"), label(self, sentence, "body", "second")
        self.inside = QWidget(self)
        theme.set_kind(self.inside, "surface")
        self.body = QVBoxLayout(self.inside)
        theme.set_margins(self.body, (4, 8, 4, 8), 12)
        self.scroll = QScrollArea(self)
        self.scroll.setWidget(self.inside)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setAccessibleName(title)
        self.cancel = button(self, self.tr("Cancel") if deed else "Close")
        self.confirm = button(self, deed, "danger-fill" if dangerous else "primary")
        self.confirm.setVisible(bool(deed))
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(bool(deed))
        foot = QHBoxLayout()
        theme.set_margins(foot, (0, 8, 0, 0), 8)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.confirm)
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 6)
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addWidget(self.scroll, 1)
        column.addWidget(hair(self))
        column.addLayout(foot)
        self._wide = width

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its content needs, but no higher than the window it belongs to."""
        room = self.parentWidget().window().size()
        width = min(theme.current().px(self._wide), max(320, room.width() - 40))
        self.resize(width, 200)
        self.layout().activate()
        inside = max(self.inside.sizeHint().height(), self.inside.heightForWidth(width - 60))
        around = theme.current().px(150) + self.sentence.heightForWidth(width - 40)
        self.resize(width, min(inside + around, max(240, room.height() - 60)))
        super().showEvent(event)
