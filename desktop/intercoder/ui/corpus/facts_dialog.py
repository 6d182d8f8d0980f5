"""Putting right what an article is said to be: its headline, outlet and day, each change a step of its own."""

from collections.abc import Callable

from PySide6.QtGui import QAction, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from intercoder.errors import UserError
from intercoder.ui import theme
from intercoder.ui.asking import Asking
from intercoder.ui.session import Session


class FactsDialog(Asking):
    """Three fields; what cannot be taken is said under them, and the dialog stays."""

    def __init__(self, session: Session, article: int, parent: QWidget) -> None:
        super().__init__(
            self.tr("Headline, outlet and day"), self.tr("An empty outlet or day means that it is not known."),
            self.tr("Save"), parent, 560,
        )  # fmt: skip
        self._session, self._article = session, article
        self._row = session.project.material.article(article)
        self.headline, self.outlet, self.day = (_Fact(self) for _ in range(3))
        known = (self._row.headline, self._row.outlet, self._row.published)
        for field, words in zip((self.headline, self.outlet, self.day), known, strict=True):
            field.setText(words or "")
            field.setCursorPosition(0)
        self.headline.setPlaceholderText(self._row.first_words)
        self.day.setPlaceholderText("2013-11-09")
        raw = session.project.review.published_raw(article)
        help_ = self.tr("As far as it is known: 2013, 2013-11 or 2013-11-09.")
        if raw:
            help_ = self.tr("In the file: “{0}”. {1}").format(raw, help_)
        self.add_field(self.tr("Headline"), self.headline)
        self.add_field(self.tr("Outlet"), self.outlet)
        self.add_field(self.tr("Published"), self.day, help_)
        self.refusal = self.hint()
        theme.set_kind(self.refusal, "warn")
        self.refusal.hide()
        self.foot.addWidget(self.refusal)

    def accept(self) -> None:
        """Saves what was changed; a refusal is shown and nothing was changed by it."""
        try:
            self._save()
        except UserError as error:
            self.refusal.setText(f"{error.message} {error.hint or ''}".strip())
            self.refusal.setAccessibleName(self.refusal.text())
            self.refusal.show()
            self.fit()
            return
        super().accept()

    def _save(self) -> None:
        """The day is read before anything is written, so that a mistake in it leaves all as it was."""
        from intercoder.tasks.article_facts import read_day  # it knows the days of every importer

        review, row = self._session.project.review, self._row
        day = row.published if self.day.text() == (row.published or "") else read_day(self.day.text())
        if self.headline.text() != (row.headline or ""):
            review.set_headline(self._article, self.headline.text())
        if (self.outlet.text().strip() or None) != row.outlet:
            review.set_outlet(self._article, self.outlet.text())
        if day != row.published:
            review.set_published(self._article, day)

    @staticmethod
    def may(session: Session) -> bool:
        """Whether facts can be changed here: in a project that is open for writing."""
        project = session.project
        return project is not None and not project.read_only and not project.is_package

    @classmethod
    def ask(cls, session: Session, article: int, parent: QWidget) -> None:
        """Shows the facts of an article to be put right."""
        cls(session, article, parent).exec()


class _Fact(QLineEdit):
    """Shows the beginning of what is longer than itself, also when all of it is selected as the focus comes."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hasSelectedText() and self.selectedText() == self.text():
            end = self.selectionEnd()
            self.setSelection(end, -end)


def facts_action(place: QWidget, act: Callable[[], object]) -> QAction:
    """The command of the Edit menu."""
    action = QAction(place.tr("Headline, outlet and day …"), place)
    action.triggered.connect(lambda _checked=False: act())
    return action
