"""Items beside each other that go on below where the width ends."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from intercoder.ui import theme
from intercoder.ui.code.answers import pills_of


class Flow(QWidget):
    """Lays its items out beside each other, going on below where the width ends; hidden ones take no room."""

    def __init__(self, parent: QWidget, gap: int = 0) -> None:
        super().__init__(parent)
        self._gap = gap  # px at scale 1 between items and between lines
        self.items: list[QWidget] = []
        # Not fixed: a layout keeps the hint of another width, and would take it for the greatest height.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(200), self.heightForWidth(max(self.width(), theme.current().px(200))))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Gives every item its place."""
        for item, rect in zip(self._shown(), self._place(self.width())[0], strict=True):
            item.setGeometry(rect)

    def _place(self, width: int) -> tuple[list[QRect], int]:
        gap = theme.current().px(self._gap)
        sizes = [item.sizeHint().expandedTo(item.minimumSize()).boundedTo(item.maximumSize()) for item in self._shown()]
        rects, height = pills_of([size + QSize(gap, gap) for size in sizes], width, 0)
        return [rect.adjusted(0, 0, -gap, -gap) for rect in rects], max(0, height - gap)

    def _shown(self) -> list[QWidget]:
        return [item for item in self.items if not item.isHidden()]
