"""A list of names with a tick each, for what may be chosen of many; all are ticked at first."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.page import button

ROWS = 5  # that are in sight
ROW = 26  # pixels at scale 1


class Checklist(QWidget):
    """Emits `changed` when a tick comes or goes."""

    changed = Signal()

    def __init__(self, title: str, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        label = QLabel(title, self)
        theme.set_font(label, "small_label")
        theme.set_kind(label, "second")
        self._all = button(self, self.tr("All"))
        self._all.clicked.connect(self._toggle_all)
        self._list = QListWidget(self)
        self._list.setAccessibleName(title)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        for name in names:
            item = QListWidgetItem(name, self._list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(name)
            item.setSizeHint(QSize(0, theme.current().px(ROW)))
        label.setBuddy(self._list)
        self._list.itemChanged.connect(self._tell)
        shown = min(max(len(names), 1), ROWS) + (0.5 if len(names) > ROWS else 0)  # half a row says that there are more
        self._list.setFixedHeight(round(shown * theme.current().px(ROW)) + theme.current().px(4))
        head = QHBoxLayout()
        theme.set_margins(head, spacing=8)
        head.addWidget(label, 1)
        head.addWidget(self._all)
        column = QVBoxLayout(self)
        theme.set_margins(column, spacing=4)
        column.addLayout(head)
        column.addWidget(self._list)
        self._name_button()

    def chosen(self) -> tuple[str, ...]:
        """The ticked names; empty if all are, which means the same and stays true when one is added."""
        items = self._items()
        ticked = tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)
        return () if len(ticked) == len(items) else ticked

    def is_empty(self) -> bool:
        """Whether nothing is ticked although there is something."""
        items = self._items()
        return bool(items) and all(item.checkState() != Qt.CheckState.Checked for item in items)

    def choose(self, names: Sequence[str]) -> None:
        """Ticks these names; all of them if none is given."""
        for item in self._items():
            ticked = not names or item.text() in names
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self._list.item(row) for row in range(self._list.count())]

    def _toggle_all(self) -> None:
        self.choose(()) if self.chosen() or self.is_empty() else self.choose(("",))

    def _tell(self) -> None:
        self._name_button()
        self.changed.emit()

    def _name_button(self) -> None:
        everything = not self.chosen() and not self.is_empty()
        self._all.setText(self.tr("None") if everything else self.tr("All"))
        self._all.setAccessibleName(f"{self._title}: {self._all.text()}")
