"""The commands of the place that codes: in its menus, by their keys, and in the palette."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction

from intercoder.ui import keymap
from intercoder.ui.code.form_parts import AdvanceAction
from intercoder.ui.palette import Entry

if TYPE_CHECKING:
    from intercoder.ui.code.place import CodePlace


class CodeCommands(QObject):
    """Owned by the place. `menus` holds the actions by menu."""

    def __init__(self, place: CodePlace) -> None:
        super().__init__(place)
        self._place = place
        self._acts: dict[str, Callable[[], object]] = {}
        form, reader = place.form, place.reader
        edit = (
            ("edit.find", self.tr("Find in the text"), self._find),
            ("edit.find_next", self.tr("Next place that was found"), lambda: place.find.step(1)),
            ("edit.find_previous", self.tr("Previous place that was found"), lambda: place.find.step(-1)),
            ("edit.find_all", self.tr("Search and code …"), place.searching.open),
            ("code.memo", self.tr("Memo …"), place.marking.ask_memo),
        )
        go = (
            ("code.finish", self.tr("Finish and next"), form.finish),
            ("code.next_unit", self.tr("Next unit"), lambda: place.step(1)),
            ("code.previous_unit", self.tr("Previous unit"), lambda: place.step(-1)),
            ("code.next_open", self.tr("Next question without an answer"), form.next_unanswered),
            ("code.undetermined", self.tr("Cannot be determined"), form.undetermine),
            ("code.clear", self.tr("Take the answer away"), form.clear),
            ("code.definition", self.tr("Definitions and examples"), form.toggle_all),
            ("code.doubt", self.tr("Doubt …"), form.ask_doubt),
            ("code.reopen", self.tr("Reopen the unit …"), form.ask_reopen),
            ("span.next", self.tr("Next highlight"), lambda: reader.step_span(1)),
            ("span.previous", self.tr("Previous highlight"), lambda: reader.step_span(-1)),
        )
        self.menus = {
            "edit": [self._action(*each) for each in edit],
            "go": [*(self._action(*each) for each in go), AdvanceAction(form)],
        }

    def of_span(self) -> list[Entry]:
        """What can be done with the highlight that is outlined, if it is the coder's own: for the palette."""
        keys, reader = keymap.current(), self._place.reader
        words = (
            ("span.change", self.tr("Change the category of the highlight …")),
            ("span.remove", self.tr("Remove the highlight")),
            ("span.stop_right", self.tr("End of the highlight a word to the right")),
            ("span.stop_left", self.tr("End of the highlight a word to the left")),
            ("span.start_right", self.tr("Start of the highlight a word to the right")),
            ("span.start_left", self.tr("Start of the highlight a word to the left")),
        )
        if not reader.has_own_span:
            return []
        return [Entry(label, partial(reader.change_span, command), keys.cap(command)) for command, label in words]

    def _action(self, command: str, label: str, act: Callable[[], object]) -> QAction:
        action = QAction(label, self._place)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keymap.bind(action, command)
        action.triggered.connect(lambda _checked=False: self.run(command))
        self._place.addAction(action)
        self._acts[command] = act
        return action

    def run(self, command: str) -> bool:
        """Does what a key or the menu asks for, while there is a unit to be coded; whether it did."""
        can = self._place.is_coding or (command == "edit.find_all" and self._place.searching.is_open)
        if can:
            self._acts[command]()
        return can

    def _find(self) -> None:
        self._place.find.open(list(self._place.coded.units.values()))
