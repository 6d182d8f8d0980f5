"""The frame that places share: a list at the left, the page in the middle with its head, facts at the right if need be.

Where there is little room, the sides close and stand as words in the head; F9 and Shift+F9 bring them back.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.notices import Notice
from intercoder.ui.session import Session

_AROUND = 32  # pixels of a window that stay in sight around a dialog


class Page(QWidget):
    """A place with its panes. `left` and `body` are layouts to fill; `right` is None without a right pane."""

    def __init__(self, session: Session, parent: QWidget | None, left: tuple[str, int], right_width: int = 0) -> None:
        super().__init__(parent)
        self.session = session
        self._left_title, self._widths = left[0], (left[1], right_width)
        self._room = "wide"
        self.begins_at: QWidget | None = None  # no focus proxy: Tab would jump to it, past what stands before it
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self.left_pane, self.left = self._left_pane(left[0])
        self.middle, self.body = _column(self, "surface")
        self.right_pane: QWidget | None = None
        self.right: QVBoxLayout | None = None
        self._panes.addWidget(self.left_pane)
        self._panes.addWidget(self.middle)
        if right_width:
            self.right_pane, self.right = _column(self, "surface")
            self._panes.addWidget(self.right_pane)
        self._panes.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        theme.set_margins(whole)
        whole.addWidget(self._panes)
        self.notice = Notice(self)
        self._set_widths()

    def make_head(self, *buttons: QPushButton) -> None:
        """The head of the page: title, one line of facts, and at most three buttons at the right.

        What is wanted less often goes as a link to the right of the facts, into `second_line`.
        """
        self.title, self.facts = QLabel(self.middle), QLabel(self.middle)
        theme.set_font(self.title, "title")
        theme.set_font(self.facts, "small")
        theme.set_kind(self.facts, "hint")
        for label in (self.title, self.facts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.drawer = QPushButton(self._left_title, self.middle)
        theme.set_kind(self.drawer, "plain")
        self.drawer.setToolTip(f"{self._left_title} (F9)")
        self.drawer.clicked.connect(lambda: self.toggle_pane("left"))
        self.drawer.hide()
        first = QHBoxLayout()
        theme.set_margins(first, spacing=8)
        first.addWidget(self.drawer)
        first.addWidget(self.title, 1)
        for button in buttons:
            first.addWidget(button)
        head = QVBoxLayout()
        theme.set_margins(head, (24, 14, 24, 12), 2)
        head.addLayout(first)
        self.second_line = QHBoxLayout()
        theme.set_margins(self.second_line, spacing=8)
        self.second_line.addWidget(self.facts, 1)
        head.addLayout(self.second_line)
        self.body.addLayout(head)

    def add_notice(self) -> None:
        """Puts the notice at the foot of the page."""
        foot = QVBoxLayout()
        theme.set_margins(foot, (24, 4, 24, 4))
        foot.addWidget(self.notice)
        self.body.addLayout(foot)

    def set_room(self, room: str) -> None:
        """The window tells how much room there is: wide, medium or narrow."""
        if room == self._room:
            return
        self._room = room
        self.left_pane.setVisible(room == "wide")
        self.drawer.setVisible(room != "wide")
        if self.right_pane is not None:
            self.right_pane.setVisible(room == "wide")
        self._set_widths()

    def toggle_pane(self, side: str) -> None:
        """Opens or closes the left or the right pane."""
        pane = self.left_pane if side == "left" else self.right_pane
        if pane is not None:
            pane.setVisible(pane.isHidden())
            self.drawer.setVisible(self.left_pane.isHidden() or self._room != "wide")
            self._set_widths()

    def next_pane(self, step: int) -> None:
        """Moves the focus to the first control of the next pane in sight; F6 and Shift+F6."""
        panes = [p for p in (self.left_pane, self.middle, self.right_pane) if p is not None and p.isVisible()]
        here = next((n for n, pane in enumerate(panes) if pane.isAncestorOf(self.focusWidget() or self)), 0)
        for _ in panes:
            here = (here + step) % len(panes)
            for child in panes[here].findChildren(QWidget):
                if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    child.setFocus(Qt.FocusReason.TabFocusReason)
                    return

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.begins_at is not None and self.begins_at.isVisible():
            self.begins_at.setFocus(event.reason())
        else:
            self.focusNextChild()

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if theme.is_look_change(event):
            self._set_widths()

    def _set_widths(self) -> None:
        left, right = (theme.current().px(width) for width in self._widths)
        middle = max(1, self.width() - left - right)
        self._panes.setSizes([left, middle, right][: self._panes.count()])

    def _left_pane(self, title: str) -> tuple[QWidget, QVBoxLayout]:
        pane, column = _column(self, "canvas")
        heading = QLabel(title, pane)
        theme.set_font(heading, "heading")
        head = QHBoxLayout()
        theme.set_margins(head, (16, 12, 12, 8), 8)
        head.addWidget(heading, 1)
        self.left_head = head
        column.addLayout(head)
        return pane, column


def resize_within(dialog: QWidget, width: int, height: int) -> None:
    """As large as this, in pixels at scale 1, but no larger than the window that the dialog belongs to."""
    wanted, parent = QSize(theme.current().px(width), theme.current().px(height)), dialog.parentWidget()
    room = parent.window().size() - QSize(_AROUND, _AROUND) if parent is not None else wanted
    dialog.resize(wanted.boundedTo(room))


def hair(parent: QWidget, vertical: bool = False) -> QFrame:
    """A line of one pixel between two parts."""
    line = QFrame(parent)
    theme.set_kind(line, "hair")
    theme.set_fixed(line, width=1 if vertical else None, height=None if vertical else 1)
    return line


def button(parent: QWidget, text: str, kind: str = "plain", icon_name: str = "") -> QPushButton:
    """A button with a word and, before it, an icon."""
    from intercoder.ui.icons import icon

    made = QPushButton(text, parent)
    theme.set_kind(made, kind)
    if icon_name:
        token = "onaccent" if kind == "primary" else "text2"
        made.setIcon(icon(icon_name, token))
    return made


def _column(parent: QWidget, kind: str) -> tuple[QWidget, QVBoxLayout]:
    pane = QWidget(parent)
    theme.set_kind(pane, kind)
    column = QVBoxLayout(pane)
    theme.set_margins(column)
    return pane, column
