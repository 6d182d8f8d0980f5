"""Why the coders differ on a unit: four buttons that look like their keys, and a note."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from intercoder.records import REASONS, Disagreement, Reason
from intercoder.ui import figures, paint, theme

KEYS: dict[str, Reason] = {str(n): reason for n, reason in enumerate(REASONS, 1)}
"""Key -> the reason it chooses."""
EVERY, NONE = "", "none"


class ReasonBar(QWidget):
    """The reasons of one unit. Emits `explained` with a reason (empty: none any more) and the note."""

    explained = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Why the coders differ"))
        self._shown: Disagreement | None = None
        self._label = QLabel(self.tr("Why they differ"), self)
        theme.set_font(self._label, "small")
        theme.set_kind(self._label, "second")
        self.buttons = {reason: self._button(key, reason) for key, reason in KEYS.items()}
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(self.tr("Note (N)"))
        self.note.setAccessibleName(self.tr("Note on the disagreement"))
        self.note.editingFinished.connect(self._note)
        self.note.returnPressed.connect(self._leave_note)
        self._grid = QGridLayout(self)
        theme.set_margins(self._grid, spacing=8)
        self._arranged = False, 0
        self._arrange(True, len(KEYS))
        self._draw_keys()

    def show_reason(self, found: Disagreement | None, is_locked: bool) -> None:
        """Shows what the lead noted of the unit; `is_locked` where it cannot be changed."""
        self._shown = found
        for reason, button in self.buttons.items():
            button.setChecked(found is not None and found.reason == reason)
            button.setEnabled(not is_locked)
        self.note.setText(found.note if found else "")
        self.note.setVisible(found is not None)
        self.note.setReadOnly(is_locked)

    def press(self, key: str) -> bool:
        """Does what a single key does here; whether it is one of ours."""
        if key in KEYS and self.isVisible():
            self.buttons[KEYS[key]].click()
            return True
        if key.lower() == "n" and self.note.isVisible():
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def minimumSizeHint(self) -> QSize:
        """Wide enough for two buttons beside each other; the others go below."""
        widest = max(button.sizeHint().width() for button in self.buttons.values())
        return QSize(2 * widest + theme.current().px(8), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._draw_keys()
            self._fit()

    def _fit(self) -> None:
        """All buttons in one line where there is room, beside the words or below them, else two in a line."""
        buttons = sum(button.sizeHint().width() + theme.current().px(8) for button in self.buttons.values())
        beside = self._label.sizeHint().width() + theme.current().px(8) + buttons <= self.width()
        self._arrange(beside, len(KEYS) if buttons <= self.width() else 2)

    def _arrange(self, beside: bool, columns: int) -> None:
        if (beside, columns) == self._arranged:
            return
        self._arranged = beside, columns
        first = int(beside)
        self._grid.addWidget(self._label, 0, 0, 1, 1 if beside else columns)
        for n, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, 1 - first + n // columns, first + n % columns)
        self._grid.addWidget(self.note, 3, 0, 1, len(KEYS) + 2)
        for column in range(len(KEYS) + 2):
            self._grid.setColumnStretch(column, int(column == first + columns))
        self.updateGeometry()

    def _button(self, key: str, reason: Reason) -> QPushButton:
        words = REASONS[reason]
        name = words[:1].upper() + words[1:]
        button = QPushButton(f"{name}\u2002", self)  # room before the key
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the key stands behind the word
        button.setToolTip(self.tr("{0} ({1}); again: no reason").format(name, key))
        theme.set_font(button, "small")
        button.clicked.connect(partial(self._choose, reason))
        return button

    def _choose(self, reason: Reason) -> None:
        note = self._shown.note if self._shown else ""
        self.explained.emit(reason if self.buttons[reason].isChecked() else "", note)

    def _note(self) -> None:
        if self._shown is not None and self.note.text().strip() != self._shown.note:
            self.explained.emit(self._shown.reason, self.note.text())

    def _leave_note(self) -> None:
        """Enter gives the keys back to the units."""
        if self._shown is not None:
            self.buttons[self._shown.reason].setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_keys(self) -> None:
        for key, reason in KEYS.items():
            size = paint.key_cap_size(key).toSize()
            self.buttons[reason].setIcon(QIcon(_cap(key, size, self.devicePixelRatioF())))
            self.buttons[reason].setIconSize(size)


class ReasonFilter(QComboBox):
    """Which of the units behind a cell are shown, by their reason. Emits `chosen`; hidden while there is no reason."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Units by the reason of the disagreement"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.set_font(self, "small")
        self.activated.connect(lambda _row: self.chosen.emit(self.currentData()))

    def show_counts(self, counts: dict[str, int], total: int) -> None:
        """Fills the list with the reasons that occur and how often; the choice stays where it can."""
        was = self.currentData() or EVERY
        self.clear()
        self.addItem(self.tr("All units  {0}").format(figures.count(total)), EVERY)
        for reason, words in REASONS.items():
            if counts.get(reason) or reason == was:
                self.addItem(f"{words[:1].upper()}{words[1:]}  {figures.count(counts.get(reason, 0))}", reason)
        self.addItem(self.tr("No reason yet  {0}").format(figures.count(total - sum(counts.values()))), NONE)
        self.setCurrentIndex(max(0, self.findData(was)))
        self.setVisible(bool(counts) or was != EVERY)

    @property
    def wanted(self) -> str:
        """The reason asked for, `EVERY` or `NONE`."""
        return self.currentData() or EVERY


def in_words(found: dict[int, Disagreement]) -> str:
    """How often each reason was noted, the most frequent first: "codebook unclear 7 · slip 3"."""
    counts = {reason: sum(d.reason == reason for d in found.values()) for reason in REASONS}
    ranked = sorted((reason for reason in REASONS if counts[reason]), key=lambda reason: -counts[reason])
    return " · ".join(f"{REASONS[reason]} {figures.count(counts[reason])}" for reason in ranked)


def _cap(key: str, size: QSize, ratio: float) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint.key_cap(painter, QRectF(0, 0, size.width(), size.height()), key)
    painter.end()
    return picture
