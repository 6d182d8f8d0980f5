"""The frame of a question: a heading, a sentence, fields that scroll where they must, and Cancel beside the one main button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme
from intercoder.ui.definition import label
from intercoder.ui.page import button, hair

_AROUND = 240  # pixels of heading, buttons and title bar around the content of a dialog


def foot_of(*buttons: QPushButton) -> QHBoxLayout:
    """The row of buttons that ends a dialog: what does no harm comes first, the main button last."""
    row = QHBoxLayout()  # a QDialogButtonBox has another order on each system, and cuts the ring of the focus off
    theme.set_margins(row, (0, 8, 0, 0), 8)
    row.addStretch(1)
    for each in buttons:
        row.addWidget(each)
    return row


class Asking(QDialog):
    """Owned by the place that asks. `body` is to be filled, `foot` stands under what scrolls.

    `deed` is the word of the main button; empty = the dialog only shows something. The first field has the focus; where
    there is none, the button that does no harm.
    """

    def __init__(
        self, title: str, sentence: str, deed: str, parent: QWidget, width: int = 480, dangerous: bool = False
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        theme.set_kind(self, "surface")
        heading, self.sentence = label(self, title, "heading"), label(self, sentence, "body", "second")
        self.sentence.setVisible(bool(sentence))
        self.inside = QWidget(self)
        theme.set_kind(self.inside, "surface")
        self.body, self.foot = QVBoxLayout(self.inside), QVBoxLayout()
        theme.set_margins(self.body, (6, 8, 6, 12), 8)
        theme.set_margins(self.foot, (0, 4, 0, 8), 4)
        self.scroll = QScrollArea(self)
        self.scroll.setWidget(self.inside)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setAccessibleName(title)
        self.cancel = button(self, self.tr("Cancel") if deed else self.tr("Close"))
        self.confirm = button(self, deed, "danger-fill" if dangerous else "primary")
        self.confirm.setVisible(bool(deed))
        self.cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(bool(deed) and not dangerous)
        self._harmless = self.confirm if deed and not dangerous else self.cancel
        column = QVBoxLayout(self)
        theme.set_margins(column, (20, 16, 20, 16), 4)
        for widget in (heading, self.sentence):
            column.addWidget(widget)
        column.addWidget(self.scroll, 1)
        column.addLayout(self.foot)
        column.addWidget(hair(self))
        column.addLayout(foot_of(self.cancel, self.confirm))
        self.setMinimumWidth(theme.current().px(width))

    # -------------------------------------------------------------- showing

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        if not self.inside.isAncestorOf(self.focusWidget() or self):
            (self._first_field() or self._harmless).setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def _first_field(self) -> QWidget | None:
        """What Tab comes to first of the content."""
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisibleTo(self)
            if takes and self.inside.isAncestorOf(widget):
                return widget
            widget = widget.nextInFocusChain()
        return None

    def fit(self) -> None:
        """As high as its content, but never higher than the window it belongs to: then the content scrolls."""
        around = self.parentWidget().window()
        self.setMinimumWidth(min(self.minimumWidth(), around.width()))
        self.inside.layout().activate()
        room = around.height() - theme.current().px(_AROUND) - self.foot.sizeHint().height()
        margins = self.layout().contentsMargins()
        width = self.minimumWidth() - margins.left() - margins.right()
        bends = self.inside.hasHeightForWidth()
        wanted = self.inside.heightForWidth(width) if bends else self.inside.sizeHint().height()
        if wanted > room:  # words wrap sooner beside a scroll bar
            self.scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scroll.setMinimumHeight(max(theme.current().px(80) if self.body.count() else 0, min(wanted, room)))
        self.layout().activate()
        width = self.minimumWidth()
        self.resize(width, max(self.layout().minimumHeightForWidth(width), self.minimumSizeHint().height()))

    # -------------------------------------------------------------- fields

    def add_field(self, name: str, field: QWidget, help_: str = "") -> None:
        """A field with its name above it and, below, what helps."""
        self.body.addLayout(self.labelled(name, field, help_))
        self.body.addSpacing(theme.current().px(4))

    def add_pair(self, *fields: tuple[str, QWidget]) -> None:
        """Fields beside each other."""
        row = QHBoxLayout()
        theme.set_margins(row, spacing=12)
        for name, field in fields:
            row.addLayout(self.labelled(name, field), 1)
        self.body.addLayout(row)
        self.body.addSpacing(theme.current().px(4))

    def labelled(self, name: str, field: QWidget, help_: str = "") -> QVBoxLayout:
        """The name of a field, the field, and what helps."""
        column = QVBoxLayout()
        theme.set_margins(column, spacing=6)
        above = QLabel(name, self)
        theme.set_font(above, "small_label")
        theme.set_kind(above, "second")
        above.setBuddy(field)
        field.setAccessibleName(name)
        column.addWidget(above)
        column.addWidget(field)
        if help_:
            column.addWidget(self.hint(help_))
        return column

    def hint(self, words: str = "") -> QLabel:
        """A quiet line that wraps."""
        return label(self, words, "small", "hint")


class NameQuestion(Asking):
    """Asks for a name."""

    def __init__(self, title: str, sentence: str, deed: str, name: str, parent: QWidget) -> None:
        super().__init__(title, sentence, deed, parent)
        self.name = QLineEdit(name, self)
        self.name.selectAll()
        self.add_field(self.tr("Name"), self.name)
        self.name.textChanged.connect(self._check)
        self._check()

    @classmethod
    def ask(cls, title: str, sentence: str, deed: str, name: str, parent: QWidget) -> str | None:
        """The name, None if the researcher thought better of it."""
        dialog = cls(title, sentence, deed, name, parent)
        return dialog.name.text().strip() if dialog.exec() == QDialog.DialogCode.Accepted else None

    def _check(self) -> None:
        self.confirm.setEnabled(bool(self.name.text().strip()))
