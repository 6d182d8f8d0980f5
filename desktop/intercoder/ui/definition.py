"""What the codebook says about an answer: its number and label, the definition, when to use it, and an example."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from intercoder.records import Category
from intercoder.ui import keymap, theme
from intercoder.ui.keys import Cap


def label(parent: QWidget, text: str, role: str, kind: str = "") -> QLabel:
    """Words that wrap, shown as plain text."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    theme.set_font(made, role)
    if kind:
        theme.set_kind(made, kind)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def number_words(value: int) -> str:
    """The number of a category with a real minus sign."""
    return str(value).replace("-", "−")


class Quote(QWidget):
    """An example passage in italics behind a bar in the colour of its category."""

    def __init__(self, text: str, code: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._code = code
        column = QVBoxLayout(self)
        theme.set_margins(column, (12, 1, 0, 1))
        column.addWidget(label(self, f"“{text}”", "quote", "second"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = QPainter(self)
        painter.fillRect(QRectF(0, 0, look.px(2), self.height()), look.code(self._code))


class Definition(QWidget):
    """The definition of one category, or of all of them after F1."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Category, ...], bool] = ((), False)
        self._entries: dict[tuple[Category, bool, bool], QWidget] = {}  # built once, since answers go to and fro
        self._line = QFrame(self)
        theme.set_kind(self._line, "hair")
        self._line.setFixedHeight(1)
        self._column = QVBoxLayout(self)
        theme.set_margins(self._column, (0, 4, 0, 2), 6)
        self._column.addWidget(self._line)

    def show_categories(self, categories: tuple[Category, ...], all_examples: bool = False) -> None:
        """Shows these categories, or nothing."""
        told = tuple(c for c in categories if c.definition or c.use_when or c.not_when or c.examples)
        self.setVisible(bool(told))
        if (told, all_examples) == self._shown:
            return
        self._shown = (told, all_examples)
        while self._column.count() > 1:
            self._column.takeAt(1).widget().hide()
        for number, category in enumerate(told):
            key = (category, all_examples, number == 0)
            if key not in self._entries:
                self._entries[key] = self._entry(*key)
            self._column.addWidget(self._entries[key])
            self._entries[key].show()

    def _entry(self, category: Category, all_examples: bool, with_key: bool) -> QWidget:
        entry = QWidget(self)
        column = QVBoxLayout(entry)
        theme.set_margins(column, (0, 2, 0, 4), 4)
        head = QHBoxLayout()
        theme.set_margins(head, spacing=8)
        head.addWidget(label(entry, f"{number_words(category.value)}  {category.label}", "small_strong"), 1)
        if with_key:
            head.addWidget(Cap(keymap.current().cap("code.definition"), entry), alignment=Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if category.definition:
            column.addWidget(label(entry, category.definition, "small", "second"))
        rules = QGridLayout()
        theme.set_margins(rules, spacing=6)
        rules.setColumnStretch(1, 1)
        told = ((self.tr("Use when"), category.use_when), (self.tr("Not when"), category.not_when))
        for row, (name, words) in enumerate(pair for pair in told if pair[1]):
            caption = QLabel(name, entry)
            theme.set_font(caption, "small_label")
            rules.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            rules.addWidget(label(entry, words, "small", "second"), row, 1)
        column.addLayout(rules)
        for example in category.examples if all_examples else category.examples[:1]:
            column.addWidget(Quote(example, category.colour, entry))
        return entry
