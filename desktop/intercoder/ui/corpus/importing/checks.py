"""The checks above a preview: a count that differs from what was declared comes first, the rest is counted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from intercoder.records import Issue
from intercoder.tasks.preview import Whole
from intercoder.ui import figures, theme
from intercoder.ui.corpus.importing import made
from intercoder.ui.icons import Picture


class Checks(QFrame):
    """One sentence on the ground of warnings; hidden while there is nothing to say. Emits `list_wanted`."""

    list_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._issues: tuple[Issue, ...] = ()
        self._whole: Whole | None = None
        self.low = False  # little room: the second line becomes a tooltip
        theme.set_kind(self, "notice-warn")
        picture = Picture(self, "triangle-alert", "warn", 20)
        self.sentence, self.hint = QLabel(self), QLabel(self)
        theme.set_font(self.sentence, "strong")
        theme.set_font(self.hint, "small")
        theme.set_kind(self.hint, "second")
        for label in (self.sentence, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.all = QPushButton(self)
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self.list_wanted)
        words = QVBoxLayout()
        theme.set_margins(words, spacing=2)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        row = QHBoxLayout(self)
        theme.set_margins(row, (16, 8, 12, 8), 12)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(self.all)
        self.hide()

    def show_issues(self, issues: tuple[Issue, ...]) -> None:
        """The most important of these, and how many others there are."""
        self._issues = issues
        self._fill()

    def set_whole(self, whole: Whole) -> None:
        """The numbers of all files are there: everything can be listed."""
        self._whole = whole
        self._fill()

    def say(self, sentence: str, hint: str) -> None:
        """A sentence of its own."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint) and not self.low)
        self.setToolTip(hint if self.low else "")
        self.setAccessibleName(f"{sentence} {hint}".strip())
        self.show()

    def _fill(self) -> None:
        said = [issue for kind in ("warning", "skipped") for issue in self._issues if issue.severity == kind]
        first = next(iter([*made.checks(tuple(said)), *said]), None)
        total = self._whole.document["totals"]["warnings"] if self._whole else len(said)
        self.all.setVisible(self._whole is not None and (total > 1 or bool(self._whole.skipped)))
        self.all.setText(self.tr("Show {0} …").format(figures.counted(total, self.tr("warning"), self.tr("warnings"))))
        if first is None:
            self.setVisible(bool(total))
            self.sentence.setText(self.tr("{0} in the other files").format(figures.counted(total, "warning", "warnings")))
            self.hint.hide()
            return
        hint = self.tr(
            "Nothing is joined or left out by guessing: both numbers are kept, and can be reviewed after the import."
        )
        others = len({issue.message for issue in said} - {first.message})
        more = self.tr("{0} more in this file.").format(figures.count(others)) if others else ""
        is_count = first.code == "declared_comments"
        place = "" if is_count or not first.locator else first.locator
        self.say(first.message.rstrip("."), " · ".join(part for part in (hint if is_count else place, more) if part))
