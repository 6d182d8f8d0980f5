"""Highlighting: what happens when words are selected, an edge moves, or a span is to change, be noted on or go."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from intercoder.records import Category, Unit, Variable
from intercoder.ui.code.options import key_of
from intercoder.ui.code.queue_rows import name_of
from intercoder.ui.codebook.send_example import can_send, choose_category
from intercoder.ui.palette import Entry, Palette
from intercoder.ui.session import Session
from intercoder.ui.text.coded_article import CodedArticle
from intercoder.ui.text.memo_box import MemoBox
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.span_views import span_variables

_BELOW = 22  # px at scale 1 from the middle of a line to what opens under it


class Marking(QObject):
    """Answers the reader's signals with verbs of the project; the palette lists categories, the last used first."""

    def __init__(self, session: Session, reader: Reader, coded: CodedArticle, place: QWidget) -> None:
        super().__init__(place)
        self._session, self._reader, self._coded, self._place = session, reader, coded, place
        self.palette = Palette(place, self.tr("Categories"), self.tr("Type a category, or press its key"))
        self.memo = MemoBox(place)
        reader.selection_made.connect(self.offer)
        reader.edge_moved.connect(self._move)
        reader.removal_asked.connect(self.remove)
        reader.change_asked.connect(self.ask_change)
        reader.menu_asked.connect(self.ask_menu)

    # ---------------------------------------------------------------- a selection

    def offer(self, unit: int, start: int, stop: int) -> None:
        """Opens the palette under the selected words."""
        record = self._coded.units[unit]
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
        if not self._refused(self._coded.units[unit]):
            self._highlight(variable, category, unit, start, stop)

    def mark_by_key(self, key: str) -> bool:
        """Marks the selected words with the category of this key; whether there is one."""
        selected = self._reader.selected()
        if selected is None:
            return False
        unit, start, stop = selected
        if self._refused(self._coded.units[unit]):
            return True
        for variable, category in self._categories(self._coded.units[unit]):
            if key_of(category.key, category.value).casefold() == key.casefold():
                self._highlight(variable.name, category.value, unit, start, stop)
                return True
        return False

    def _refused(self, unit: Unit) -> bool:
        """Says why nothing can be marked now, if so."""
        project, window = self._session.project, self._place.window()
        whole = unit.id if unit.kind == "comment" else unit.article
        if self._looks_on():
            return True
        if project.codings.progress(whole).finished_at is not None:
            again = (self.tr("Reopen …"), self._place.form.ask_reopen)
            window.notify(self.tr("This unit is finished."), look="warn", action=again)
            return True
        return False

    def _looks_on(self) -> bool:
        looking = self._session.looks_on()
        if looking:
            words = self.tr("“Code too” in the form lets you code in it.")
            self._place.window().notify(self.tr("You look on in this round."), words, "warn")
        return looking

    def _categories(self, unit: Unit) -> list[tuple[Variable, Category]]:
        pairs = [(v, c) for v in span_variables(self._session.project, unit) for c in v.categories]
        last = {number: place for place, number in enumerate(self._session.project.codings.last_used())}
        return sorted(pairs, key=lambda pair: last.get(pair[1].id, len(last)))

    def _entry(self, variable: Variable, category: Category, unit: Unit, start: int, stop: int) -> Entry:
        return Entry(
            category.label,
            lambda: self._highlight(variable.name, category.value, unit.id, start, stop),
            key_of(category.key, category.value),
            category.colour or "grey",
            single_key=True,
        )

    def _highlight(self, variable: str, category: int, unit: int, start: int, stop: int) -> None:
        number = self._coded.own_span(unit, self._number_of(variable, category), start, stop)
        if number is None:  # the very same words are not marked twice
            number = self._session.project.codings.highlight(unit, variable, category, start, stop).id
        self._reader.clear_selection()
        self._place.show_span(number)

    def _number_of(self, variable: str, category: int) -> int:
        found = self._session.project.codebook.variable(variable).category(category)
        return found.id if found is not None else 0

    def _under(self, unit: int, stop: int) -> QPoint:
        point = self._reader.point_of(unit, stop, stop=True)
        look = self._reader.viewport().rect()
        if point is None or not look.contains(point):
            point = QPoint(look.left() + look.width() // 4, look.top() + look.height() // 3)
        return self._reader.viewport().mapTo(self._place, point + QPoint(0, _BELOW))

    def send_example(self, selected: tuple[int, int, int]) -> None:
        """Asks for the category of which the selected words are an example."""
        unit, _, stop = selected
        choose_category(self._session, self.palette, self._place, selected, self._under(unit, stop))

    # ---------------------------------------------------------------- a span

    def remove(self, span: int) -> None:
        """Removes a span of this coder."""
        self._session.project.codings.remove_span(span)

    def ask_change(self, span: int) -> None:
        """Opens the palette with the other categories of a span's variable."""
        project = self._session.project
        found = self._coded.spans.get(span)
        if found is None or self._refused(self._coded.units[found.unit]):
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
        if not entries:
            self._place.window().notify(self.tr("“{0}” has no other category.").format(variable.label), look="warn")
            return
        self.palette.open(entries, self._under(found.unit, found.stop), 300)

    def _move(self, span: int, start: int, stop: int) -> None:
        self._session.project.codings.move_span(span, start, stop)

    # ---------------------------------------------------------------- memos

    def ask_memo(self, span: int | None = None) -> None:
        """Opens the box for a memo on an own span, by default the current one; without one on the unit (`span` = 0)."""
        unit, codings = self._place.unit, self._session.project.codings
        if unit is None or self._looks_on():
            return
        number = self._reader.current_span if span is None else span
        marked = self._coded.spans[number] if number and self._coded.is_own(number) else None
        if marked is None:
            shown = name_of(unit)
            keep = lambda text: codings.write_memo(unit.id, text)  # noqa: E731
            self.memo.ask(self.tr("Memo on {0}").format(shown), codings.memo(unit.id), self._beside_unit(unit), keep)
            return
        label = next(
            c.label for c in self._session.project.codebook.by_id(marked.variable).categories if c.id == marked.category
        )
        title = self.tr("Memo on {0}: “{1}”").format(label, " ".join(marked.quote.split()))
        keep = lambda text: codings.write_memo(marked.unit, text, marked.id)  # noqa: E731
        self.memo.ask(title, codings.memo(marked.unit, marked.id), self._under(marked.unit, marked.stop), keep)

    def remove_memo(self, span: int) -> None:
        """Removes the own memo on a span, or with 0 on the unit."""
        if self._place.unit is not None:
            self._session.project.codings.write_memo(self._place.unit.id, "", span)

    def _beside_unit(self, unit: Unit) -> QPoint:
        point = self._reader.point_of(unit.id, 0) if unit.kind == "comment" else None
        view = self._reader.viewport().rect()
        if point is None or not view.contains(point):
            point = QPoint(view.left(), view.top() + _BELOW)
        return self._reader.viewport().mapTo(self._place, QPoint(view.left() + 40, point.y() + _BELOW))

    # ---------------------------------------------------------------- the menu

    def ask_menu(self, span: int | None, at: QPoint) -> None:
        """Opens the menu of the text: what can be done with the selected words and with the span under the mouse."""
        menu = self.menu_of(span)
        menu.exec(at)
        menu.deleteLater()

    def menu_of(self, span: int | None) -> QMenu:
        """The menu of the text at a span, or where there is none."""
        menu, selected = QMenu(self._place), self._reader.selected()
        if selected is not None:
            self._add(menu, self.tr("Highlight …"), lambda: self.offer(*selected), "Enter")
            if can_send(self._session):
                words = self.tr("Send to the codebook as an example …")
                self._add(menu, words, lambda: self.send_example(selected))
        self._add(menu, self.tr("Copy"), self._reader.copy, "Ctrl+C").setEnabled(self._reader.textCursor().hasSelection())
        if span is not None and self._coded.is_own(span):
            menu.addSeparator()
            self._add(menu, self.tr("Change the category …"), lambda: self.ask_change(span), "F2")
            self._add(menu, self.tr("Memo on this highlight …"), lambda: self.ask_memo(span), "Ctrl+M")
            self._add(menu, self.tr("Remove this highlight"), lambda: self.remove(span), "Del")
        menu.addSeparator()
        if self._place.unit is not None:
            self._add(menu, self.tr("Memo on {0} …").format(name_of(self._place.unit)), lambda: self.ask_memo(0))
        return menu

    def _add(self, menu: QMenu, words: str, act, key: str = "") -> QAction:
        action = menu.addAction(f"{words}\t{key}" if key else words)
        action.triggered.connect(lambda _checked=False: act())
        return action
