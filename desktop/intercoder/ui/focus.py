"""The ring around the button that has the focus, whether the focus came by key or by program."""

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFocusFrame,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from intercoder.ui.code.answers import BoxAnswer, RadioAnswer

_RINGED = (QPushButton, QToolButton, QCheckBox, QRadioButton)


class FocusRing(QFocusFrame):
    """Follows the focus through one window; widgets that paint their own mark say so by `paints_focus`."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        wanted = isinstance(now, _RINGED) and not isinstance(now, RadioAnswer | BoxAnswer)
        mine = wanted and now.window() is self._window and not getattr(now, "paints_focus", False)
        self.setWidget(now if mine else None)
