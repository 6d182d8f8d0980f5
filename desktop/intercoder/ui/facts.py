"""Facts as lines of a name and a value; what is absent is named, never left empty."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from intercoder.ui import theme


class FactsPane(QScrollArea):
    """A scrolling column of groups, each a heading with its facts, and of notices. Imported text stays plain text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column: QVBoxLayout | None = None
        self.begin()

    def begin(self) -> None:
        """Empties the pane."""
        inside = QWidget(self)
        theme.set_kind(inside, "surface")
        self._column = QVBoxLayout(inside)
        theme.set_margins(self._column, (20, 16, 20, 20), 8)
        self._column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(inside)
        if old is not None:
            old.deleteLater()

    def add_group(self, heading: str, facts: Sequence[tuple[str, str]], name_width: int = 96) -> None:
        """A heading and its facts, (name, value)."""
        inside = self.widget()
        title = QLabel(heading, inside)
        theme.set_font(title, "small_strong")
        theme.set_kind(title, "second")
        title.setTextFormat(Qt.TextFormat.PlainText)
        grid = QGridLayout()
        theme.set_margins(grid, (0, 0, 0, 12), 6)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(facts):
            label, words = QLabel(name, inside), QLabel(value, inside)
            theme.set_kind(label, "second")
            for each in (label, words):
                theme.set_font(each, "small")
                each.setTextFormat(Qt.TextFormat.PlainText)
                each.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.setAccessibleName(f"{name}: {value}")
            theme.set_fixed(label, width=name_width)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
        self._insert(title)
        self._column.insertLayout(self._column.count() - 1, grid)

    def add_link(self, words: str, act: Callable[[], object]) -> None:
        """Something that can be looked at, behind a button where the facts begin."""
        link = QPushButton(words, self.widget())
        theme.set_kind(link, "link")
        link.clicked.connect(lambda _checked=False: act())
        self._column.insertWidget(self._column.count() - 1, link, 0, Qt.AlignmentFlag.AlignLeft)

    def add_warning(self, sentence: str, detail: str = "", action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Something to look at, on its own ground with an icon; `action` is the word and the deed of its button."""
        self._insert(warning(self.widget(), sentence, detail, action))

    def _insert(self, widget: QWidget) -> None:
        self._column.insertWidget(self._column.count() - 1, widget)


def warning(parent: QWidget, sentence: str, detail: str = "", action: tuple[str, Callable[[], object]] | None = None) -> QFrame:
    """A sentence on the ground of warnings, with its icon."""
    from intercoder.ui.icons import pixmap

    box = QFrame(parent)
    theme.set_kind(box, "notice-warn")
    picture, words = QLabel(box), QLabel(sentence, box)
    picture.setPixmap(pixmap("triangle-alert", "warn", 16, box.devicePixelRatioF()))
    row = QHBoxLayout(box)
    theme.set_margins(row, (12, 8, 12, 8), 10)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    theme.set_margins(column, spacing=2)
    theme.set_font(words, "label")
    column.addWidget(words)
    labels = [words]
    if detail:
        more = QLabel(detail, box)
        theme.set_font(more, "small")
        theme.set_kind(more, "second")
        column.addWidget(more)
        labels.append(more)
    for label in labels:
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
    if action:
        deed = QPushButton(action[0], box)
        deed.clicked.connect(lambda _checked=False: action[1]())
        column.addWidget(deed, 0, Qt.AlignmentFlag.AlignLeft)
    row.addLayout(column, 1)
    box.setAccessibleName(sentence)
    return box
