"""The bar below a long article: which of its comments are shown, and the pages before and after."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from intercoder.ui import figures, paint, theme
from intercoder.ui.text.article_pages import ArticlePages

HEIGHT = 40  # px at scale 1


class _Elided(QLabel):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        painter = QPainter(self)
        paint.paint_text(painter, QRectF(self.rect()), self.text(), "small", "text2")


class PageBar(QWidget):
    """Hidden while the article has one page. Emits `turned(page)`."""

    turned = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self._page = 0
        self._words = _Elided(self)
        theme.set_font(self._words, "small")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # rather than a cut button
        self.previous, self.next = QPushButton(self), QPushButton(self)
        for step, control in ((-1, self.previous), (1, self.next)):
            theme.set_kind(control, "plain")
            control.setAutoDefault(True)  # Enter turns the page as Space does
            control.clicked.connect(lambda _checked=False, step=step: self.turned.emit(self._page + step))
        row = QHBoxLayout(self)
        theme.set_margins(row, (32, 4, 24, 4), 8)
        row.addWidget(self._words, 1)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def show_page(self, pages: ArticlePages, page: int) -> None:
        """Says which page is shown."""
        self._page = page
        if len(pages) == 1:
            self.hide()
            return
        here = pages[page]
        words = self.tr("Page {0} of {1}").format(figures.count(page + 1), figures.count(len(pages)))
        if here.comments:
            shown = self.tr("Comments {0}–{1} of {2}").format(
                figures.count(here.before + 1), figures.count(here.before + here.comments), figures.count(pages.comments)
            )
            words = f"{shown} · {words}"
        self._words.setText(words)
        self._words.setToolTip(words)
        self.setAccessibleName(words)
        focused = next((control for control in (self.previous, self.next) if control.hasFocus()), None)
        for control, number, sentence in (
            (self.previous, page - 1, self.tr("Previous {0}")), (self.next, page + 1, self.tr("Next {0}"))
        ):  # fmt: skip
            there = pages[number].comments if 0 <= number < len(pages) else 0
            control.setText(sentence.format(self._counted(there)))
            control.setEnabled(0 <= number < len(pages))
        if focused is not None and not focused.isEnabled():  # one that leads nowhere any more hands the focus on
            (self.next if focused is self.previous else self.previous).setFocus()
        self.show()

    def _counted(self, comments: int) -> str:
        return figures.counted(comments, self.tr("comment"), self.tr("comments")) if comments else self.tr("page")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().colour("canvas"))
        paint.hairline(painter, 0, 0, self.width())
        painter.end()
        super().paintEvent(event)
