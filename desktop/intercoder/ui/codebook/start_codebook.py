"""What the place Codebook shows while there is no question: the ways to begin, with the starter codebooks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from intercoder.tasks.starters import Starter, starters
from intercoder.ui import figures, theme
from intercoder.ui.definition import label
from intercoder.ui.icons import Picture
from intercoder.ui.page import button


class StartCodebook(QScrollArea):
    """Emits `question_wanted`, `import_wanted` or `starter_wanted(name)`."""

    question_wanted = Signal()
    import_wanted = Signal()
    starter_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Begin a codebook"))
        ground = QWidget(self)
        theme.set_kind(ground, "surface")
        page = QWidget(ground)
        page.setMaximumWidth(theme.current().px(640))
        line = QHBoxLayout(ground)
        theme.set_margins(line, (24, 32, 24, 32))
        line.addStretch(1)
        line.addWidget(page, 100)
        line.addStretch(1)
        column = QVBoxLayout(page)
        theme.set_margins(column, spacing=8)
        heading = QLabel(self.tr("No codebook yet"), page)
        theme.set_font(heading, "heading")
        sentence = label(
            page, self.tr("Ask your first question, take one of the codebooks below, or import a file."), "body", "second"
        )
        sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        column.addWidget(Picture(page, "book-marked", "text3", 32), alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sentence)
        self.question = button(page, self.tr("Add a question"), "primary", "plus")
        self.file = button(page, self.tr("Import a codebook …"))
        self.question.clicked.connect(self.question_wanted)
        self.file.clicked.connect(self.import_wanted)
        ways = QHBoxLayout()
        theme.set_margins(ways, (0, 4, 0, 16), 8)
        ways.addStretch(1)
        ways.addWidget(self.question)
        ways.addWidget(self.file)
        ways.addStretch(1)
        column.addLayout(ways)
        self.cards = [_Card(starter, page) for starter in starters()]
        for card in self.cards:
            card.use.clicked.connect(lambda _checked=False, name=card.starter.name: self.starter_wanted.emit(name))
            column.addWidget(card)
        column.addStretch(2)
        self.setWidget(ground)

    def set_writable(self, writable: bool) -> None:
        """In a package or a file that is open read-only nothing can begin."""
        for made in (self.question, self.file, *(card.use for card in self.cards)):
            made.setEnabled(writable)


class _Card(QFrame):
    """One starter codebook."""

    def __init__(self, starter: Starter, parent: QWidget) -> None:
        super().__init__(parent)
        self.starter = starter
        theme.set_kind(self, "card")
        count = figures.counted(len(starter.codebook.variables), "question", "questions")
        self.use = button(self, self.tr("Use"))
        self.use.setAccessibleName(self.tr("Use {0}").format(starter.title))
        words = QVBoxLayout()
        theme.set_margins(words, spacing=2)
        words.addWidget(label(self, f"{starter.title} · {count}", "strong"))
        words.addWidget(label(self, starter.about, "body", "second"))
        words.addWidget(label(self, self.tr("\n").join(starter.sources), "small", "hint"))
        line = QHBoxLayout(self)
        theme.set_margins(line, (16, 12, 16, 12), 16)
        line.addLayout(words, 1)
        line.addWidget(self.use, alignment=Qt.AlignmentFlag.AlignTop)
