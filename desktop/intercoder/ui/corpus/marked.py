"""Places that are marked in a text that is only read, and the one that is looked at."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor

from intercoder.ui.text.article_view import ArticleView
from intercoder.ui.text.find_marks import FindMarks, Place


class Marked:
    """Marks places in a view and leads from one to the next. Owned by whoever owns the view."""

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._marks = FindMarks(view)
        self.places: Sequence[Place] = ()

    def show(self, places: Sequence[Place]) -> None:
        """Marks these places, in place of those before."""
        self.places = places
        self._marks.show(places)
        self._marks.select(None)

    def go(self, place: Place) -> None:
        """Brings a place into sight, with the caret at its beginning and an outline around it."""
        unit, start, _ = place
        self._view.turn_to_place(unit, start)
        position = self._view.document().position_of(unit, start)
        if position is None:
            return
        cursor = QTextCursor(self._view.document())
        cursor.setPosition(position)
        self._view.setTextCursor(cursor)
        self._view.ensureCursorVisible()
        bar, box = self._view.verticalScrollBar(), self._view.cursorRect()
        bar.setValue(bar.value() + box.center().y() - self._view.viewport().height() // 3)
        self._marks.select(place)
