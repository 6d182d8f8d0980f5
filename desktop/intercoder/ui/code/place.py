"""The place where a coder works: queue, text, codings here, and the form of the unit that is coded."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from intercoder.records import Unit
from intercoder.ui import keymap, theme
from intercoder.ui.code.active_time import ActiveTime, Watch
from intercoder.ui.code.codings_here import CodingsHere
from intercoder.ui.code.commands import CodeCommands
from intercoder.ui.code.form import FormPane
from intercoder.ui.code.header import CodeHeader
from intercoder.ui.code.nothing import NothingToCode
from intercoder.ui.code.queue import QueuePane
from intercoder.ui.code.queue_rows import name_of
from intercoder.ui.code.who import WhoPage
from intercoder.ui.code_keys import is_text_box, single_key
from intercoder.ui.isolate import side_by_side
from intercoder.ui.palette import Entry
from intercoder.ui.session import Session
from intercoder.ui.text.coded_article import CodedArticle
from intercoder.ui.text.find import FindBar
from intercoder.ui.text.marking import Marking
from intercoder.ui.text.reader import Reader
from intercoder.ui.text.searching import Searching
from intercoder.ui.worklist import CODING

_LIST = frozenset({"who", "unit", "variable", "category"})
_SPANS = frozenset({"span", "memo", "category", "variable", "coder", "round", "who", "project"})
_FORM = frozenset({"value", "progress", "span", "category", "variable", "who", "project"})


class CodePlace(QWidget):
    """Shows one unit of the worklist; every answer and highlight goes through a verb of the project at once."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.coded = CodedArticle(session)
        self._left_wanted: bool | None = None
        self.clock = ActiveTime(session.spend)
        Watch(self.clock, session, self)
        theme.set_kind(self, "surface")
        self.queue = QueuePane(session, self)
        self.header = CodeHeader(self)
        self.reader = Reader(self)
        self.find = FindBar(self.reader, self)
        self.here = CodingsHere(self)
        self.form = FormPane(session, self)
        self.marking = Marking(session, self.reader, self.coded, self)
        self._empty, self.who = NothingToCode(session, self), WhoPage(session, self)
        self.who.chosen.connect(self._begin_as)
        self.searching = Searching(self)
        self._lay_out()
        self._connect()
        self._commands = CodeCommands(self)
        for pane in (self, self.queue.list, self.reader, self.here.list, self.form):
            pane.installEventFilter(self)
        self._go_on()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self._middle = QSplitter(Qt.Orientation.Vertical, self)
        self._middle.addWidget(self.reader)
        self._middle.addWidget(self.here)
        self._middle.setStretchFactor(0, 1)
        self._middle.setCollapsible(0, False)
        middle = QWidget(self)
        theme.set_kind(middle, "surface")
        column = QVBoxLayout(middle)
        theme.set_margins(column)
        column.addWidget(self.header)
        column.addWidget(self.find)
        column.addWidget(self._middle, 1)
        self._panes = QSplitter(Qt.Orientation.Horizontal, self)
        for pane in (self.queue, middle, self.form):
            self._panes.addWidget(pane)
        self._panes.setStretchFactor(1, 1)
        self._panes.setChildrenCollapsible(False)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._panes)
        self.stack.addWidget(self._empty)
        self.stack.addWidget(self.who)
        row = QHBoxLayout(self)
        theme.set_margins(row)
        row.addWidget(self.stack)
        self.set_room("wide")

    def _connect(self) -> None:
        self.session.changed.connect(self._refresh)
        self.queue.chosen.connect(self.show_unit)
        self.header.list_wanted.connect(lambda: self.toggle_pane("left"))
        self.form.step_wanted.connect(self.step)
        self.form.finished.connect(self.go_on_after)
        self.form.mark_wanted.connect(self.marking.mark)
        self.form.span_wanted.connect(self.show_span)
        self.form.said.connect(lambda text: self.window().notify(text, look="warn"))
        self.reader.unit_clicked.connect(self._unit_clicked)
        self.reader.span_clicked.connect(self.show_span)
        self.here.chosen.connect(self.show_span)
        self.here.removal_asked.connect(self.marking.remove)
        self.here.change_asked.connect(self.marking.ask_change)
        self.here.memo_asked.connect(self.marking.ask_memo)
        self.here.memo_removal_asked.connect(self.marking.remove_memo)
        self.here.menu_asked.connect(self.marking.ask_menu)
        self.here.step_asked.connect(self.reader.step_span)
        self.header.lane_switched.connect(self._switch_lane)

    @property
    def is_coding(self) -> bool:
        """Whether a unit is shown to be coded: not the search, nor why there is none."""
        return self.stack.currentWidget() is self._panes

    def show_panes(self) -> None:
        """Shows the text again, after the search."""
        self.stack.setCurrentWidget(self._panes if self.unit is not None else self._empty)

    def menu_actions(self) -> dict[str, list[QAction]]:
        """What the Go menu offers while this place is shown."""
        return self._commands.menus

    def entries(self) -> list[Entry]:
        """What the palette of commands offers here: every answer to every question, those of the focused one first, and
        what can be done with the highlight that is outlined."""
        cards = sorted(self.form.cards, key=lambda card: card is not self.form.focused)
        answers = [
            Entry(b.option.whole, b.click, b.option.key if card is cards[0] else "", b.option.code, card.variable.label)
            for card in cards
            for b in card.answers.buttons
            if card.answers.isEnabled()
        ]
        return [*answers, *self._commands.of_span()]

    # ---------------------------------------------------------------- which unit

    def show_target(self, target: object) -> None:
        """Shows a unit by its id."""
        if isinstance(target, int):
            self.show_unit(target)

    def show_unit(self, number: int) -> None:
        """Shows a unit of the worklist."""
        item = self.session.worklist.item(number)
        if item is None:
            return
        self.session.worklist.unit = number
        self.clock.turn_to(number)
        self.stack.setCurrentWidget(self._panes)
        if item.unit.article != self.coded.article:
            self._show_article(item.unit)
        self.reader.set_current_unit(item.unit.id if item.unit.kind != "article" else None)
        self.reader.set_current_span(None)
        if item.unit.kind == "article":
            QTimer.singleShot(0, self, self._show_top)
        self.queue.show_unit(number, item.unit.article)
        self._show_form()
        self._show_here()
        self._show_header()

    def _show_top(self) -> None:
        if self.reader.current_span is None:  # or that is in sight, and stays so
            self.reader.show_top()

    @property
    def units(self) -> list[int]:
        """Ids of everything that the text shows."""
        return list(self.coded.units)

    @property
    def unit(self) -> Unit | None:
        """What is coded now."""
        item = self.session.worklist.item(self.session.worklist.unit)
        return item.unit if item is not None else None

    def step(self, by: int) -> None:
        """The next or previous unit of the list."""
        number = self.session.worklist.step(self.session.worklist.unit, by)
        if number is not None:
            self.show_unit(number)

    def go_on_after(self) -> None:
        """The next unit that is not finished, round the end; says so when there is none."""
        number = self.session.worklist.next_unfinished()
        if number is None:
            self._show_form()
            self.window().notify(self.tr("Every unit of this list is finished."))
        else:
            self.show_unit(number)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        """Where the coder left off; or what to do before there is anything to code."""
        worklist = self.session.worklist
        self.coded.forget()
        if self.session.asks_who():
            self.who.refresh()
            self.stack.setCurrentWidget(self.who)
            return
        number = worklist.unit if worklist.item(worklist.unit) else worklist.first_open()
        if number is not None:
            self.show_unit(number)
            return
        self.session.worklist.unit = None
        self._empty.explain()
        self.stack.setCurrentWidget(self._empty)

    def greet(self) -> None:
        """Says where a coder who comes back goes on."""
        words = "" if self.session.asks_who() or self.session.looks_on() else self._empty.greeting()
        if words:
            self.window().notify(words)

    def _begin_as(self, name: str) -> None:
        self.session.choose_coder(name)
        self.setFocus()
        self.greet()

    # ---------------------------------------------------------------- showing

    def _refresh(self, tables: frozenset[str]) -> None:
        if self.session.project is None:
            return
        other_list = bool(_LIST & tables) or ("assignment" in tables and not CODING & tables)
        if other_list or self.unit is None:
            self._go_on()
            return
        if _SPANS & tables or self.session.worklist.turned:  # others' codings may be seen once it is finished
            self._show_spans()
            self._show_here()
        if _FORM & tables and not self.form.goes_on:
            self._show_form()
        self.queue.refresh()

    def _show_article(self, unit: Unit) -> None:
        facts = self.coded.read_article(unit.article)
        self.reader.show_article(list(self.coded.units.values()), facts, unit.id)
        self.find.show_article(list(self.coded.units.values()))
        self._show_spans()

    def _show_spans(self) -> None:
        if self.coded.article is None:
            return
        self.coded.read_codings()
        self._paint_spans()

    def _paint_spans(self) -> None:
        now = self.reader.current_span
        self.reader.set_lanes(self.coded.lanes)
        self.reader.set_spans(self.coded.views)
        self.reader.set_notes(self.coded.noted)
        self.reader.set_current_span(now if now in self.coded.spans else None, turn=False)

    def _switch_lane(self, coder: int) -> None:
        self.coded.switch_lane(coder)
        self._paint_spans()
        self._show_here()
        self._show_header()

    def _show_form(self) -> None:
        number = self.reader.current_span
        span = self.coded.spans.get(number)
        own = span is not None and self.coded.is_own(number) and self.coded.belongs(span.unit, self.unit)
        self.form.show_unit(self.unit, span if own else None)

    def _show_here(self) -> None:
        if self.unit is not None:
            self.here.show_rows(self.coded.rows_here(self.unit), self.coded.lanes, name_of(self.unit).lower())
            self.here.set_current(self.reader.current_span)

    def _show_header(self) -> None:
        project, unit = self.session.project, self.unit
        row = project.material.article(unit.article)
        siblings = [u for u in self.coded.units.values() if u.kind == unit.kind]
        place = next((n for n, u in enumerate(siblings, 1) if u.id == unit.id), 1)
        kind = unit.kind if len(siblings) < 2 else self.tr("{0} {1} of {2}").format(unit.kind, place, len(siblings))
        facts = (row.outlet, (row.published or "")[:10], row.source.rsplit("/", 1)[-1] if row.source else "", kind)
        title = f"{name_of(unit)} · {row.title}" if self.form.header.isHidden() else row.title
        self.header.say(title, side_by_side(facts))
        self.header.show_coders(self.coded.coders, self.coded.hidden)

    # ---------------------------------------------------------------- spans

    def show_span(self, number: int) -> None:
        """Outlines a span, marks it in the list, and asks what is asked about it."""
        span = self.coded.spans.get(number)
        if span is None:
            return
        if not self.coded.belongs(span.unit, self.unit):
            owner = self.coded.units[span.unit]
            self.show_unit(owner.id if owner.kind == "comment" else owner.article)
        self.reader.set_current_span(number)
        self.here.set_current(number)
        self._show_form()

    def _unit_clicked(self, number: int) -> None:
        worklist = self.session.worklist
        unit = self.coded.units.get(number)
        if unit is None:
            return
        wanted = number if worklist.item(number) else unit.article
        if wanted != worklist.unit and worklist.item(wanted) is not None:
            self.show_unit(wanted)

    # ---------------------------------------------------------------- keys and room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and not is_text_box(self.window().focusWidget()):
            self.clock.touch()
            return self._key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_text_box(self.window().focusWidget()) or not self._key(event):
            super().keyPressEvent(event)

    def _key(self, event: QKeyEvent) -> bool:
        focus = self.window().focusWidget()
        command, character = keymap.current().command(event, "code"), single_key(event)
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and focus is self.queue.list:
            return False
        if command == "code.clear" and focus is not None and not self.form.isAncestorOf(focus) and focus is not self:
            return False
        if command is not None:
            return self._commands.run(command)
        if character and self.reader.selected() is not None and self.marking.mark_by_key(character):
            return True
        return self.form.handle(event)

    def set_room(self, room: str) -> None:
        """wide: three panes; medium: the queue becomes a drawer; narrow: the form under the text."""
        look, across = theme.current(), room != "narrow"
        for header in (self.header, self.form.header):
            header.set_low(room != "wide")
        self.form.header.setVisible(across)  # the head of the text names the unit
        self.form.missing.set_narrow(not across)
        self.header.show_list_button(room != "wide")
        self.queue.setVisible(room == "wide" if self._left_wanted is None else self._left_wanted)
        self._panes.setOrientation(Qt.Orientation.Horizontal if across else Qt.Orientation.Vertical)
        self._panes.setStretchFactor(2, 0 if across else 1)  # below the text it grows with the window
        if across:
            form, queue = look.px("width.form" if room == "wide" else "width.form_low"), look.px("width.queue")
            self._panes.setSizes([queue, max(200, self.width() - form - queue), form])
        else:
            height = max(400, self.height())
            self._panes.setSizes([height // 3, height // 2, height // 2])
        here = look.px(132 if room == "wide" else 39)
        self._middle.setSizes([max(200, self.height() - here), here])
        if self.unit is not None:
            self._show_header()

    def toggle_pane(self, side: str) -> None:
        """Shows or hides the queue or the form."""
        if side == "left":
            self._left_wanted = not self.queue.isVisible()
            self.queue.setVisible(self._left_wanted)
        else:
            self.form.setVisible(not self.form.isVisible())

    def next_pane(self, step: int) -> None:
        """F6: queue, text, codings here, form."""
        panes: list[QWidget] = [self.queue.list, self.reader, self.here.list]
        if self.form.focused is not None:
            panes.append(self.form.focused)
        shown = [pane for pane in panes if pane.isVisible()]
        if not shown:  # the search, or why there is nothing to code
            self.focusNextPrevChild(step > 0)
            return
        now = self.window().focusWidget()
        place = next((n for n, pane in enumerate(shown) if pane is now or (now and pane.isAncestorOf(now))), -1)
        shown[(place + step) % len(shown)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self.stack.currentWidget() is self.who:
            self.who.setFocus(reason)
        elif self.form.focused is not None:
            self.form.focused.setFocus(reason)
        else:
            super().setFocus(reason)
