"""What of the people in a dump goes into the project: switches that are in sight with every import."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from intercoder.ui import theme

ONE_ROW, TWO = 900, 620  # effective widths from which three and two switches stand side by side


class Privacy(QWidget):
    """Emits `changed` with (keep private data, pseudonyms, keep the original file)."""

    changed = Signal(bool, bool, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.private = QCheckBox(self.tr("Keep e-mail and IP addresses"), self)
        self.pseudonyms = QCheckBox(self.tr("Numbers for the names of commenters"), self)
        self.original = QCheckBox(self.tr("Keep a copy of the file in the project"), self)
        self.original.setChecked(True)
        self.private.setToolTip(self.tr("Also avatars and profiles. Without the tick they are left out and counted."))
        self.pseudonyms.setToolTip(
            self.tr("One person keeps one number. The key lies in a file beside the project; no copy of the file is kept.")
        )
        self.original.setToolTip(self.tr("So that the project can show its source; files of up to 16 MB."))
        self._grid = QGridLayout(self)
        theme.set_margins(self._grid, (24, 8, 24, 0), 4)
        self._columns = 0
        for box in self.boxes():
            box.toggled.connect(self._tell)
        self._place(3)

    def boxes(self) -> tuple[QCheckBox, ...]:
        """The switches in their order."""
        return self.private, self.pseudonyms, self.original

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        effective = self.width() / theme.current().scale
        self._place(3 if effective >= ONE_ROW else 2 if effective >= TWO else 1)

    def _place(self, columns: int) -> None:
        self._grid.setHorizontalSpacing(theme.current().px(20))
        if columns == self._columns:
            return
        self._columns = columns
        for number, box in enumerate(self.boxes()):
            self._grid.addWidget(box, number // columns, number % columns)
        self._grid.setColumnStretch(3, 1)

    def _tell(self) -> None:
        names = self.pseudonyms.isChecked()
        self.original.setEnabled(not names)
        self.changed.emit(self.private.isChecked(), names, self.original.isChecked() and not names)
