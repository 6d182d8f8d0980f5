"""The find bar above the text: every place of some words in the article is marked, and one after the other selected."""

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from intercoder.records import Unit
from intercoder.ui import figures, keymap, theme
from intercoder.ui.icons import icon
from intercoder.ui.text.find_marks import FindMarks, Place
from intercoder.ui.text.reader import Reader

_MOST_WORDS = 80
"""Characters of a selection that are taken over into the field; more is a passage, not a word."""


def places_of(units: Sequence[Unit], words: str, *, whole_words: bool = False, match_case: bool = False) -> list[Place]:
    """Where the words stand in the stored texts of these units, as the search in every text finds them."""
    from intercoder.tasks.pattern import Query, find

    if not words.strip():
        return []
    query = Query(words, whole_words=whole_words, match_case=match_case)
    shown = ((unit.id, unit.text) for unit in units if unit.text and unit.kind not in ("article", "paragraph"))
    return find(query.pattern(), query.flags(), shown)


def selected_words(reader: Reader) -> str:
    """The words selected in a reader, on one line; empty where a whole passage is selected, or nothing."""
    selected = reader.selected(exact=True)
    words = reader.quote(*selected) if selected is not None else ""
    return " ".join(words.split()) if len(words) <= _MOST_WORDS else ""


class FindBar(QWidget):
    """Lies above a reader and selects in it. The words and the switches stay until another search."""

    def __init__(self, reader: Reader, parent: QWidget) -> None:
        super().__init__(parent)
        theme.set_kind(self, "canvas")
        self._reader = reader
        self.marks = FindMarks(reader)
        self._order: dict[int, int] = {}  # text -> its place in the article
        self._units: Sequence[Unit] = ()
        self._places: list[Place] = []
        self._at: int | None = None  # which of the places is selected
        self._selected: Place | None = None
        self._from: tuple[int, int] | None = None  # text and position from which is searched while words are typed
        self.field, self._count = QLineEdit(self), QLabel(self)
        self.field.setPlaceholderText(self.tr("kayani"))
        self.field.setAccessibleName(self.tr("Find in the text"))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.whole, self.case = QCheckBox(self.tr("Whole words"), self), QCheckBox(self.tr("Match case"), self)
        for box in (self.whole, self.case):
            box.toggled.connect(lambda _on: self._search())
        theme.set_font(self._count, "small")
        theme.set_kind(self._count, "hint")
        self.previous = self._button("chevron-up", self.tr("Previous place"), "edit.find_previous", lambda: self.step(-1))
        self.next = self._button("chevron-down", self.tr("Next place"), "edit.find_next", lambda: self.step(1))
        close = self._button("x", self.tr("Close"), "", self.leave)
        row = QHBoxLayout(self)
        theme.set_margins(row, (32, 6, 24, 6), 8)
        row.addWidget(self.field, 1)
        for widget in (self._count, self.whole, self.case, self.previous, self.next, close):
            row.addWidget(widget)
        self.hide()

    # ---------------------------------------------------------------- opening and leaving

    def open(self, units: Sequence[Unit]) -> None:
        """Searches these units from the caret on, for the words that are selected in the text, else for those of before."""
        self._take(units)
        self._from = self._caret()
        self.field.blockSignals(True)
        self.field.setText(selected_words(self._reader) or self.field.text())
        self.field.blockSignals(False)
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def show_article(self, units: Sequence[Unit]) -> None:
        """Another article is shown: its places are marked while the bar is open, and none of them is selected yet."""
        self._take(units)
        self._places, self._at, self._from = [], None, None
        if not self.isHidden():
            self._find()
            self._tell(self._words())

    def leave(self) -> None:
        """Closes the bar; the caret stays at the place that was found, which stays selected."""
        self.hide()
        self.marks.show(())
        self._reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._order = {unit.id: number for number, unit in enumerate(units)}

    # ---------------------------------------------------------------- going from place to place

    def step(self, by: int) -> None:
        """The next or previous place from the caret, round the end, which it says; opens the bar where it was closed."""
        if not self.field.text().strip():
            self.open(self._units)
            return
        if self.isHidden():
            self.show()
            self._find()
        if not self._places:
            self._tell(self._words())
            return
        count, at = len(self._places), self._next(by)
        self._show(at % count, "" if 0 <= at < count else self.tr("from the top") if by > 0 else self.tr("from the end"))

    def _next(self, by: int) -> int:
        """The number of the place to go to; outside of the list where it goes on round the end."""
        if self._at is not None and self._reader.selected(exact=True) == self._selected:
            return self._at + by
        after = self._after(self._caret())
        return after if by > 0 else after - 1

    def _after(self, where: tuple[int, int] | None) -> int:
        """The number of the first place at or after a position of a text."""
        if where is None:
            return 0
        unit, position = where
        wanted = (self._order.get(unit, 0), position)
        return bisect_left(self._places, wanted, key=lambda place: (self._order[place[0]], place[1]))

    def _caret(self) -> tuple[int, int] | None:
        """The text and position of the caret; the start of what is selected."""
        selected = self._reader.selected(exact=True)
        return selected[:2] if selected is not None else self._reader.place_at(self._reader.cursorRect().center())

    def _search(self) -> None:
        """Finds the words as they are typed, at or after where the search began."""
        self._find()
        if not self._places:
            self._tell(self._words())
            return
        at = self._after(self._from)
        self._show(at % len(self._places), self.tr("from the top") if at == len(self._places) else "")

    def _find(self) -> None:
        options = {"whole_words": self.whole.isChecked(), "match_case": self.case.isChecked()}
        self._places, self._at = places_of(self._units, self.field.text(), **options), None
        self.marks.select(None)
        self.marks.show(self._places)

    def _show(self, at: int, turned: str) -> None:
        self._at = at
        self._reader.select(*self._places[at])
        self._selected = self._reader.selected(exact=True)  # less than the place where a page ends in it
        self.marks.select(self._places[at])
        self._tell(" · ".join(part for part in (self._words(), turned) if part))

    def _words(self) -> str:
        count = figures.count(len(self._places))
        if self._at is not None:
            return self.tr("{0} of {1}").format(figures.count(self._at + 1), count)
        if self._places:
            return self.tr("{0} found").format(count)
        return self.tr("not found") if self.field.text().strip() else ""

    def _tell(self, words: str) -> None:
        """Says how many, on the bar and to screen readers."""
        if words == self._count.text():
            return
        self._count.setText(words)
        theme.set_kind(self._count, "danger" if words and not self._places else "hint")
        self.field.setAccessibleDescription(words)
        if words and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def told(self) -> str:
        """Which place is selected, of how many, and whether the search went round the end."""
        return self._count.text()

    # ---------------------------------------------------------------- keys

    def _button(self, name: str, words: str, command: str, act) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        key = keymap.current().cap(command) if command else self.tr("Escape")
        button.setToolTip(f"{words}  {key}".strip())
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()  # single keys answer nothing here
