"""Highlighting: what happens when words are selected, an edge moves, or a span is to go."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from intercoder.records import Category, Unit, Variable
from intercoder.ui.code.answers import key_of
from intercoder.ui.palette import Entry, Palette
from intercoder.ui.session import Session
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_views import span_variables


class Marking(QObject):
    """Answers the reader's signals with verbs of the project; the palette lists categories, the last used first."""

    def __init__(self, session: Session, reader: Reader, place: QWidget) -> None:
        super().__init__(place)
        self._session, self._reader, self._place = session, reader, place
        self._last: list[int] = []  # ids of categories, the last used first
        self.palette = Palette(place, self.tr("Categories"), self.tr("Type a category, or press its key"))
        reader.selection_made.connect(self.offer)
        reader.edge_moved.connect(self._move)
        reader.removal_asked.connect(self.remove)

    # ---------------------------------------------------------------- a selection

    def offer(self, unit: int, start: int, stop: int) -> None:
        """Opens the palette under the selected words."""
        record = self._session.project.material.unit(unit)
        if self._refused(record):
            return
        entries = [self._entry(v, c, record, start, stop) for v, c in self._categories(record)]
        if not entries:
            words = self.tr("The codebook marks nothing in this text.") if record.codable else self.tr("Not codable.")
            self._place.window().notify(words, look="warn")
            return
        self.palette.open(entries, self._under(unit, stop), 300)

    def mark(self, variable: str, category: int) -> None:
        """Marks the selected words, if there are any, with a category of a span variable."""
        selected = self._reader.selected()
        if selected is None:
            self._place.window().notify(self.tr("Select the words in the text first."), look="warn")
            return
        unit, start, stop = selected
        if self._refused(self._session.project.material.unit(unit)):
            return
        self._highlight(variable, category, unit, start, stop)

    def mark_by_key(self, key: str) -> bool:
        """Marks the selected words with the category of this key; whether there is one."""
        selected = self._reader.selected()
        if selected is None:
            return False
        unit, start, stop = selected
        if self._refused(self._session.project.material.unit(unit)):
            return True
        for variable, category in self._categories(self._session.project.material.unit(unit)):
            if key_of(category.key, category.value).casefold() == key.casefold():
                self._highlight(variable.name, category.value, unit, start, stop)
                return True
        return False

    def _refused(self, unit: Unit) -> bool:
        """Says why nothing can be marked now, if so."""
        project, window = self._session.project, self._place.window()
        whole = unit.id if unit.kind == "comment" else unit.article
        if self._session.looks_on():
            window.notify(self.tr("You look on in this round."), self.tr("“Code too” in the form lets you code in it."), "warn")
        elif project.codings.progress(whole).finished_at is not None:
            again = (self.tr("Reopen …"), self._place.form.ask_reopen)
            window.notify(self.tr("This unit is finished."), look="warn", action=again)
        else:
            return False
        return True

    def _categories(self, unit: Unit) -> list[tuple[Variable, Category]]:
        pairs = [(v, c) for v in span_variables(self._session.project, unit) for c in v.categories]
        return sorted(pairs, key=lambda pair: self._last.index(pair[1].id) if pair[1].id in self._last else len(pairs))

    def _entry(self, variable: Variable, category: Category, unit: Unit, start: int, stop: int) -> Entry:
        return Entry(
            category.label,
            lambda: self._highlight(variable.name, category.value, unit.id, start, stop),
            key_of(category.key, category.value),
            category.colour or "grey",
            single_key=True,
        )

    def _highlight(self, variable: str, category: int, unit: int, start: int, stop: int) -> None:
        project = self._session.project
        span = project.codings.highlight(unit, variable, category, start, stop)
        self._last = [span.category, *(number for number in self._last if number != span.category)]
        self._reader.clear_selection()
        self._place.show_span(span.id)

    def _under(self, unit: int, stop: int) -> QPoint:
        point = self._reader.point_of(unit, stop, stop=True) or QPoint(40, 40)
        return self._reader.viewport().mapTo(self._place, point + QPoint(0, 22))

    # ---------------------------------------------------------------- a span

    def remove(self, span: int) -> None:
        """Removes a span of this coder."""
        self._session.project.codings.remove_span(span)

    def ask_change(self, span: int) -> None:
        """Opens the palette with the other categories of a span's variable."""
        project = self._session.project
        found = next((s for s in project.codings.spans(self._place.units) if s.id == span), None)
        if found is None:
            return
        variable = project.codebook.by_id(found.variable)
        entries = [
            Entry(
                c.label,
                lambda value=c.value: project.codings.recategorise_span(span, value),
                key_of(c.key, c.value),
                c.colour or "grey",
                single_key=True,
            )
            for c in variable.categories
            if c.id != found.category
        ]
        self.palette.open(entries, self._under(found.unit, found.stop), 300)

    def _move(self, span: int, start: int, stop: int) -> None:
        self._session.project.codings.move_span(span, start, stop)
