"""Two articles side by side, with the words marked that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from intercoder.ui import figures, theme
from intercoder.ui.corpus.marked import Marked
from intercoder.ui.isolate import isolated
from intercoder.ui.page import button
from intercoder.ui.text.article_view import ArticleView

if TYPE_CHECKING:
    from intercoder.project import Project
    from intercoder.tasks.text_difference import Compared


class PairView(QWidget):
    """The representative or older version at the left, another article at the right; the same words are not marked."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._compared: Compared | None = None
        self._at = -1
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        theme.set_font(self.said, "small")
        theme.set_kind(self.said, "second")
        self.back = button(self, self.tr("Previous difference"))
        self.next = button(self, self.tr("Next difference"))
        self.back.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self._sides = QSplitter(Qt.Orientation.Horizontal, self)
        self._sides.setChildrenCollapsible(False)
        self.titles, self.views, self._marked = [], [], []
        for name in (self.tr("Article at the left"), self.tr("Article at the right")):
            self._add_side(name)
        self._sides.setSizes([1000, 1000])  # shares of the width: a long word takes nothing from the other side
        row = QHBoxLayout()
        theme.set_margins(row, (16, 6, 16, 6), 8)
        for widget in (self.said, self.back, self.next):
            row.addWidget(widget, 1 if widget is self.said else 0)
        column = QVBoxLayout(self)
        theme.set_margins(column)
        column.addLayout(row)
        column.addWidget(self._sides, 1)

    def _add_side(self, name: str) -> None:
        side = QWidget(self._sides)
        theme.set_kind(side, "surface")
        title, view = QLabel(side), ArticleView(side)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        theme.set_font(title, "small_strong")
        view.setAccessibleName(name)
        lines = QVBoxLayout(side)
        theme.set_margins(lines, (16, 6, 8, 0), 4)
        lines.addWidget(title)
        lines.addWidget(view, 1)
        self._sides.addWidget(side)
        self.titles.append(title)
        self.views.append(view)
        self._marked.append(Marked(view))

    def show_pair(self, project: Project, articles: tuple[int, int]) -> None:
        """Shows two articles from their first difference on."""
        from intercoder.tasks.near_duplicates import compare, compare_articles

        for article, title, view in zip(articles, self.titles, self.views, strict=True):
            row = project.material.article(article)
            facts = (row.ref, row.outlet, (row.published or "")[:16].replace("T", " "))
            title.setText(" · ".join(isolated(part) for part in facts if part))
            kept = ("comment", "comments_header", "boilerplate")
            view.show_article([unit for unit in project.material.units(article) if unit.kind not in kept])
        self._compared, self._at = compare_articles(project, *articles), -1
        found = self._compared.differences
        self._marked[0].show([place for difference in found for place in difference.one])
        self._marked[1].show([place for difference in found for place in difference.other])
        likeness = compare(project, *articles)
        self._say(likeness["jaccard"], likeness["containment"])
        for each in (self.back, self.next):
            each.setEnabled(bool(found))

    def _say(self, jaccard: float, containment: float) -> None:
        compared = self._compared
        if not compared.differences:
            words = self.tr("The same words throughout")
        else:
            words = self.tr("{0}: {1} of {2} words at the left, {3} of {4} at the right stand there alone").format(
                figures.counted(len(compared.differences), "difference", "differences"), figures.count(compared.alone[0]),
                figures.count(compared.words[0]), figures.count(compared.alone[1]), figures.count(compared.words[1]),
            )  # fmt: skip
        numbers = self.tr("Jaccard {0} · containment {1}").format(
            figures.coefficient(jaccard), figures.coefficient(containment)
        )
        self.said.setText(f"{words} · {numbers}")

    def step(self, by: int) -> None:
        """Brings the next or previous difference into sight on both sides, round the end."""
        found = self._compared.differences if self._compared is not None else ()
        if not found:
            return
        self._at = (self._at + by) % len(found) if self._at >= 0 else (0 if by > 0 else len(found) - 1)
        difference = found[self._at]
        for marked, place in zip(self._marked, (difference.one_at, difference.other_at), strict=True):
            if place is not None:
                marked.go(place)
