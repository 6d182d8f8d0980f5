"""The menus: every command once, with its key; the palette of commands reads them too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMenuBar

from intercoder.ui import keymap
from intercoder.ui.palette import Entry
from intercoder.ui.places import PLACES

if TYPE_CHECKING:
    from intercoder.ui.window import Window


class Menus(QObject):
    """Fills the menu bar of a window and keeps its commands true."""

    def __init__(self, window: Window, bar: QMenuBar) -> None:
        super().__init__(window)
        self._window = window
        self._own: dict[str, list[QAction]] = {}
        self._menus = {
            "file": bar.addMenu(self.tr("&File")),
            "edit": bar.addMenu(self.tr("&Edit")),
            "view": bar.addMenu(self.tr("&View")),
            "go": bar.addMenu(self.tr("&Go")),
            "help": bar.addMenu(self.tr("&Help")),
        }
        self._file()
        self._edit()
        self._view()
        self._go()
        self._help()
        self._fill_recent()

    # ---------------------------------------------------------------- what is in them

    def _file(self) -> None:
        menu, window = self._menus["file"], self._window
        self._add(menu, self.tr("New project …"), window.new_project, "file.new")
        self._add(menu, self.tr("Open …"), window.open_dialog, "file.open")
        self._recent: QMenu = menu.addMenu(self.tr("Open recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        menu.addSeparator()
        self.export = self._add(menu, self.tr("Export …"), window.export, "file.export")
        self.copy = self._add(menu, self.tr("Save a copy …"), window.save_copy)
        menu.addSeparator()
        self.hand_in = self._add(menu, self.tr("Hand in …"), lambda: window.returned.hand_in())
        self.team_folder = self._add(menu, self.tr("Team folder …"), lambda: window.returned.choose_folder())
        self.check = self._add(menu, self.tr("Check the project"), lambda: window.keeping.check())
        self.restore = self._add(menu, self.tr("Restore a backup …"), lambda: window.keeping.show_backups())
        self._file_end = menu.addSeparator()
        self.close = self._add(menu, self.tr("Close project"), window.close_project, "file.close")
        self._add(menu, self.tr("Quit"), window.close, "file.quit")

    def _edit(self) -> None:
        menu, window = self._menus["edit"], self._window
        self.undo = self._add(menu, self.tr("Undo"), window.undo, "edit.undo")
        self.redo = self._add(menu, self.tr("Redo"), window.redo, "edit.redo")
        self.take_back = self._add(menu, self.tr("Take the merge back"), lambda: window.returned.take_back())
        self.merges = self._add(menu, self.tr("All merges …"), lambda: window.returned.show_merges())
        self._edit_end = menu.addSeparator()
        self._add(menu, self.tr("Search or run a command"), window.open_palette, "edit.palette")

    def _view(self) -> None:
        menu, window = self._menus["view"], self._window
        group = QActionGroup(self)
        self.looks: dict[str, QAction] = {}
        words = (("light", self.tr("Light")), ("dark", self.tr("Dark")), ("system", self.tr("As the system")))
        for look, label in words:
            action = self._add(menu, label, lambda chosen=look: window.set_look(chosen))
            action.setCheckable(True)
            group.addAction(action)
            self.looks[look] = action
        menu.addSeparator()
        self._add(menu, self.tr("Larger type"), lambda: window.zoom_by(10), "view.larger")
        self._add(menu, self.tr("Smaller type"), lambda: window.zoom_by(-10), "view.smaller")
        self._add(menu, self.tr("Type as the system"), lambda: window.set_zoom(100), "view.normal")
        menu.addSeparator()
        self._add(menu, self.tr("Larger reading text"), lambda: window.read_larger(1), "view.reading_larger")
        self._add(menu, self.tr("Smaller reading text"), lambda: window.read_larger(-1), "view.reading_smaller")
        menu.addSeparator()
        self.left = self._add(menu, self.tr("List at the left"), lambda: window.toggle_pane("left"), "view.left")
        self.right = self._add(menu, self.tr("Pane at the right"), lambda: window.toggle_pane("right"), "view.right")

    def _go(self) -> None:
        menu, window = self._menus["go"], self._window
        self.places: dict[str, QAction] = {}
        for place in PLACES:
            action = self._add(menu, self.tr(place.label), lambda key=place.key: window.go(key), f"go.{place.key}")
            self.places[place.key] = action
        menu.addSeparator()
        self._add(menu, self.tr("Next pane"), lambda: window.next_pane(1), "go.next_pane")
        self._add(menu, self.tr("Previous pane"), lambda: window.next_pane(-1), "go.previous_pane")
        self.history = self._add(menu, self.tr("History of the unit …"), lambda: window.keeping.show_history())
        self._go_end = menu.addSeparator()

    def _help(self) -> None:
        menu, window = self._menus["help"], self._window
        self._add(menu, self.tr("Keys"), window.show_keys, "help.keys")
        self._add(menu, self.tr("Open the example study"), window.open_example)
        self._add(menu, self.tr("About Intercoder"), window.show_about)

    def _add(self, menu: QMenu, label: str, act, command: str = "") -> QAction:
        action = QAction(label, menu)
        if command:
            keymap.bind(action, command)
        action.triggered.connect(lambda _checked=False: act())
        menu.addAction(action)
        self._window.addAction(action)
        return action

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.settings.recent():
            action = self._recent.addAction(Path(path).stem, lambda chosen=path: self._window.open_path(chosen))
            action.setToolTip(path)
        self._recent.setEnabled(not self._recent.isEmpty())

    # ---------------------------------------------------------------- keeping them true

    def refresh(self) -> None:
        """Undo and redo by name, and only what can be done now."""
        project = self._window.session.project
        undo = project.undo_label if project is not None else None
        redo = project.redo_label if project is not None else None
        self.undo.setText(self.tr("Undo {0}").format(undo) if undo else self.tr("Undo"))
        self.redo.setText(self.tr("Redo {0}").format(redo) if redo else self.tr("Redo"))
        self.undo.setEnabled(undo is not None)
        self.redo.setEnabled(redo is not None)
        for action in (self.close, self.export, self.copy, self.check, self.restore, self.team_folder, self.history):
            action.setEnabled(project is not None)
        package = project is not None and project.kind == "package"
        self.hand_in.setVisible(package)
        self.hand_in.setEnabled(package)
        self._refresh_take_back(project)
        offered = self._window.offered()
        for key, action in self.places.items():
            action.setEnabled(project is not None and key in offered)
            action.setVisible(key in offered)

    def _refresh_take_back(self, project) -> None:
        merge = self._window.returned.last_merge()
        label = self.tr("Take back the merge of {0}’s codings").format(merge.coder) if merge else self.tr("Take back the merge")
        self.take_back.setText(label)
        self.take_back.setEnabled(merge is not None and not project.read_only)
        self.take_back.setVisible(merge is not None)
        is_study = project is not None and project.kind == "project"
        self.merges.setVisible(is_study)
        self.merges.setEnabled(is_study)

    def show_place(self, actions: dict[str, list[QAction]]) -> None:
        """Puts the commands of the current place into their menus, in place of those of the one before."""
        for name, old in self._own.items():
            for action in old:
                self._menus[name].removeAction(action)
        ends = {"file": self._file_end, "edit": self._edit_end, "go": None}
        self._own = {name: list(new) for name, new in actions.items()}
        for name, new in self._own.items():
            for action in new:
                self._menus[name].insertAction(ends.get(name), action)

    def entries(self) -> list[Entry]:
        """Every command that can be run now, for the palette; those of the place come first."""
        found, own = [], {action for actions in self._own.values() for action in actions}
        for first, menu in ((first, menu) for first in (True, False) for menu in self._menus.values()):
            for action in menu.actions():
                if (
                    (action in own) != first
                    or action.isSeparator()
                    or action.menu()
                    or not action.isEnabled()
                    or not action.isVisible()
                ):
                    continue
                words = menu.title().replace("&", "")
                found.append(Entry(plain_text(action), action.trigger, action.property("cap") or "", detail=words))
        return found


def plain_text(action: QAction) -> str:
    """The words of a command without its underlined letter and its key."""
    return action.text().split("\t")[0].replace("&&", "\0").replace("&", "").replace("\0", "&")
