"""The line over a place that stays as long as its cause: the project is read-only, or lies where it is in danger."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.notices import Notice


class Banner(QWidget):
    """One lasting notice; a cause that the researcher closed is not shown again until another project is open."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self.notice = Notice(self)
        self._closed: set[str] = set()
        self._cause = ""
        row = QHBoxLayout(self)
        theme.set_margins(row, (16, 8, 16, 8))
        row.addWidget(self.notice)
        self.notice.left.connect(self._close)
        self.hide()

    def show_cause(self, text: str, hint: str = "", look: str = "warn", action=None) -> None:
        """Shows a cause; empty hides the banner."""
        if text == self._cause:
            return
        self._cause = text
        if not text or text in self._closed:
            self.hide()
            return
        self.notice.say(text, hint, look, action, lasting=True)
        self.show()

    def forget(self) -> None:
        """Another project: what was closed counts no more."""
        self._closed.clear()
        self._cause = ""
        self.hide()

    @property
    def text(self) -> str:
        """The cause that is shown; empty if none is."""
        return "" if self.isHidden() else self._cause

    def _close(self) -> None:
        self._closed.add(self._cause)
        self.hide()
