"""Asks who codes, where several people code in the same project file: choose a name, or add one."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from intercoder.errors import UserError
from intercoder.ui import theme
from intercoder.ui.session import Session


class WhoPage(QWidget):
    """Emits `chosen` with a name. Shown by the Code place in place of the text until somebody was chosen."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        theme.set_kind(self, "surface")
        heading, sentence = QLabel(self.tr("Who codes?"), self), QLabel(self)
        theme.set_font(heading, "title")
        sentence.setText(self.tr("Every answer is kept under this name. It can be changed later at the foot of the window."))
        sentence.setWordWrap(True)
        theme.set_kind(sentence, "second")
        self.list, self.field = QListWidget(self), QLineEdit(self)
        self.list.setAccessibleName(self.tr("Coders"))
        self.list.installEventFilter(self)
        self.list.itemActivated.connect(lambda item: self.chosen.emit(item.text()))
        self.begin = QPushButton(self.tr("Code as this person"), self)
        theme.set_kind(self.begin, "primary")
        self.begin.clicked.connect(self._choose)
        self.field.setPlaceholderText(self.tr("Ada Lovelace"))
        self.field.setAccessibleName(self.tr("Name of a new coder"))
        self.field.returnPressed.connect(self._add)
        self.add = QPushButton(self.tr("Add and code"), self)
        self.add.clicked.connect(self._add)
        self._wrong = QLabel(self)
        theme.set_kind(self._wrong, "danger")
        theme.set_font(self._wrong, "small")
        self._lay_out(heading, sentence)

    def _lay_out(self, heading: QLabel, sentence: QLabel) -> None:
        name = QLabel(self.tr("Somebody else"), self)
        theme.set_font(name, "small_label")
        theme.set_kind(name, "second")
        name.setBuddy(self.field)
        row = QHBoxLayout()
        theme.set_margins(row, spacing=8)
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        theme.set_margins(column, spacing=10)
        for widget in (heading, sentence, self.list, self.begin, name):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self._wrong)
        theme.set_fixed(middle, width="width.dialog")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle)
        across.addStretch(1)
        whole = QVBoxLayout(self)
        theme.set_margins(whole, (24, 48, 24, 24))
        whole.addLayout(across)
        whole.addStretch(1)

    def refresh(self) -> None:
        """Lists the coders anew; the one who coded last on this computer is chosen."""
        project = self._session.project
        names = [coder.name for coder in project.plan.coders_here()] if project is not None else []
        self.list.clear()
        for name in names:
            QListWidgetItem(name, self.list).setSizeHint(QSize(10, theme.current().px("height.row")))
        last = self._session.last_coder()
        self.list.setCurrentRow(names.index(last) if last in names else 0)
        height = theme.current().px("height.row") * min(8, max(2, len(names))) + 2 * self.list.frameWidth() + 4
        self.list.setFixedHeight(height)
        self._wrong.clear()
        self.field.clear()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.list.setFocus(reason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
            return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(item.text())

    def _add(self) -> None:
        name = self.field.text().strip()
        try:
            name = self._session.project.plan.add_coder(name).name
        except UserError as error:
            self._wrong.setText(f"{error.message} {error.hint}".strip())
            return
        self.chosen.emit(name)
