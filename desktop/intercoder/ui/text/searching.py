"""Opens search and code over the place that codes, and leads from a place that was found into its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from intercoder.ui.text.find import selected_words
from intercoder.ui.text.search_page import SearchPage

if TYPE_CHECKING:
    from intercoder.ui.code.place import CodePlace


class Searching(QObject):
    """Owned by the place; the page is made when it is first wanted, and keeps what was found while one looks at places."""

    def __init__(self, place: CodePlace) -> None:
        super().__init__(place)
        self._place = place
        self.page: SearchPage | None = None

    def open(self) -> None:
        """Shows the page, with the selected words to be searched for."""
        place = self._place
        if place.session.project is None or place.unit is None:
            return  # there is nothing to code, or nobody yet who does
        if self.page is None:
            self.page = SearchPage(place.session, place)
            self.page.shown.connect(self._show)
            self.page.closed.connect(self.close)
            place.stack.addWidget(self.page)
        place.stack.setCurrentWidget(self.page)
        self.page.open(place.unit, selected_words(place.reader))

    def close(self) -> None:
        """Back to the text."""
        self._place.show_panes()
        self._place.setFocus()

    @property
    def is_open(self) -> bool:
        """Whether the page lies over the text."""
        return self.page is not None and self._place.stack.currentWidget() is self.page

    def _show(self, unit: int, start: int, stop: int) -> None:
        place, project = self._place, self._place.session.project
        record = project.material.unit(unit)
        whole = record.id if record.kind == "comment" else record.article
        if place.session.worklist.item(whole) is None:
            place.window().notify(self.tr("{0} is not in your list.").format(record.ref), look="warn")
            return
        place.show_unit(whole)
        QTimer.singleShot(0, self, lambda: place.reader.select(unit, start, stop))
        place.reader.setFocus()
