"""The ring around the button that has the focus, whether the focus came by key or by program."""

from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFocusFrame,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)

from intercoder.ui.code.answers import BoxAnswer, RadioAnswer

_RINGED = (QPushButton, QToolButton, QCheckBox, QRadioButton)


class FocusRing(QFocusFrame):
    """Follows the focus through one window; widgets that paint their own mark say so by `paints_focus`.

    A dialog gets a ring of its own when the focus first comes into it.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        QApplication.instance().focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(now, QWidget) and isinstance(now.window(), QDialog) and now.window().findChild(FocusRing) is None:
            FocusRing(now.window())._follow(None, now)
        wanted = isinstance(now, _RINGED) and not isinstance(now, RadioAnswer | BoxAnswer)
        mine = wanted and now.window() is self._window and not getattr(now, "paints_focus", False)
        self.setWidget(now if mine else None)
