"""The window: bars around one place at a time, and the commands that belong to no place."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from intercoder.ui import dropped, files, settings, theme
from intercoder.ui.appearance import apply_settings
from intercoder.ui.background import stop_jobs
from intercoder.ui.care.banner import Banner
from intercoder.ui.care.keeping import Keeping
from intercoder.ui.care.opening import Opening
from intercoder.ui.care.returned import Returned
from intercoder.ui.code_keys import is_text_box
from intercoder.ui.focus import FocusRing
from intercoder.ui.icons import app_icon
from intercoder.ui.keys import KeysDialog
from intercoder.ui.menus import Menus
from intercoder.ui.navigation import Navigation
from intercoder.ui.notices import Notice
from intercoder.ui.palette import Entry, Palette
from intercoder.ui.places import PLACES
from intercoder.ui.progress import ProgressLine
from intercoder.ui.search import found_units
from intercoder.ui.session import PROJECT, WHO, Session
from intercoder.ui.start import StartPage
from intercoder.ui.statusbar import StatusBar
from intercoder.ui.topbar import TopBar

SMALLEST = (800, 560)  # pixels at scale 1
WIDE, MEDIUM = 1280, 960  # least effective widths of the two larger arrangements


def room_of(width: int, scale: float) -> str:
    """The arrangement for a window of this width: wide, medium or narrow."""
    effective = width / scale
    return "wide" if effective >= WIDE else "medium" if effective >= MEDIUM else "narrow"


class Window(QMainWindow):
    """Owns the session. Places reach `go`, `notify` and `open_palette_with` by `self.window()`."""

    def __init__(self) -> None:
        super().__init__()
        self.session = Session(self)
        self.settings = settings.Settings()
        self._made: dict[str, QWidget] = {}
        self._key: str | None = None
        self._coder: int | None = None
        self.setAcceptDrops(True)
        self.setWindowIcon(app_icon())
        self.top = TopBar(self)
        self.navigation = Navigation(self, [(p.key, p.label, p.icon) for p in PLACES])
        self.start = StartPage(self.settings, self)
        self.notice = Notice(self)
        self.banner = Banner(self)
        self.status = StatusBar(self.session, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.start)
        self._lay_out()
        self.palette_of_commands = Palette(self, self.tr("Commands"), self.tr("Type a command, or words of a text"))
        self.returned, self.keeping = Returned(self), Keeping(self)
        self.menus = Menus(self, self.top.menus)
        self.opening = Opening(self, self.banner)
        self.remedy = self.opening.remedy
        self._connect()
        self._ring = FocusRing(self)
        self._show_settings()
        self._refresh(frozenset({PROJECT}))

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.setMenuWidget(self.top)
        self._notice_row = QWidget(self)
        theme.set_kind(self._notice_row, "canvas")
        row = QHBoxLayout(self._notice_row)
        theme.set_margins(row, (16, 8, 16, 8))
        row.addWidget(self.notice)
        self.progress = ProgressLine(self)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
        column.addWidget(self.progress)
        column.addWidget(self._notice_row)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(column, 1)
        whole = QWidget(self)
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self.setCentralWidget(whole)
        self.notice.installEventFilter(self)
        self._notice_row.hide()

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.navigation.help_wanted.connect(self.show_keys)
        self.start.new_wanted.connect(self.new_project)
        self.start.open_wanted.connect(self.open_dialog)
        self.start.recent_chosen.connect(self.open_path)
        self.start.example_wanted.connect(self.open_example)
        self.top.search.clicked.connect(self.open_palette)
        self.session.changed.connect(self._refresh)
        self.session.changed.connect(self.opening.local.follow)  # the window waits for it, so it shows the new state by then
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_contrast)

    def _show_settings(self) -> None:
        look = theme.current()
        self.setMinimumSize(*SMALLEST)
        self.resize(look.px(1440), look.px(900))
        place = self.settings.bytes("window")
        if place is not None:
            self.restoreGeometry(place)
        self.menus.looks[self.settings.word(settings.LOOK)].setChecked(True)

    # ---------------------------------------------------------------- projects

    def open_path(self, path: str) -> None:
        """Opens a project or package; says in a notice why it could not."""
        self._leave_text_box()
        if self.opening.open(path):
            self.settings.add_recent(str(Path(path).resolve()))

    def open_dialog(self) -> None:
        """Asks for a project and opens it."""
        path = files.ask_project(self)
        if path:
            self.open_path(path)

    def open_example(self) -> None:
        """Makes the example study in the user's documents, if it is not there, and opens it."""
        from intercoder.ui.example import Example

        (self.findChild(Example) or Example(self, self.progress)).open()

    def new_project(self) -> None:
        """Asks for a place, makes an empty project there and opens it."""
        path = files.ask_new_project(self)
        if path:
            self.session.create(path, Path(path).stem)
            self.settings.add_recent(str(Path(path).resolve()))

    def export(self) -> None:
        """Asks what to export and where, and writes it in the background."""
        from intercoder.ui.export.exporting import Exporting

        exporting = self.findChild(Exporting) or Exporting(self, self.progress)
        exporting.ask()

    def save_copy(self) -> None:
        """Asks for a place and writes a verified copy of the project there: a backup, or a package to hand in."""
        project = self.session.project
        path = files.ask_copy(self, str(project.path)) if project is not None else ""
        if path:
            from intercoder.tasks.packages import backup

            backup(project, path)
            self.notify(self.tr("A copy was written to {0}").format(path))

    def close_project(self) -> None:
        """Closes the project; what stands in a text box is saved first."""
        self._leave_text_box()
        self.session.close()

    def _leave_text_box(self) -> None:
        widget = self.focusWidget()
        if is_text_box(widget):
            widget.clearFocus()

    def offered(self) -> set[str]:
        """The places that there are: in a package only Codebook and Code."""
        package = self.session.project is not None and self.session.project.kind == "package"
        return {place.key for place in PLACES if place.in_package or not package}

    def _refresh(self, tables: frozenset[str]) -> None:
        if PROJECT in tables:
            self._change_project()
        elif WHO in tables:
            self._change_coder()
        if {PROJECT, "meta"} & tables:
            project = self.session.project
            title = project.title if project is not None else ""
            if project is not None and project.read_only:
                title = self.tr("Read-only: {0}").format(title)
            self.top.set_title(title)
            self.setWindowTitle(f"{title} – Intercoder" if title else "Intercoder")
        self.menus.refresh()

    def _change_project(self) -> None:
        project = self.session.project
        self.notice.hide()
        for place in self._made.values():
            self._stack.removeWidget(place)
            place.deleteLater()
        self._made.clear()
        self._key = None
        self._coder = project.coder.id if project is not None else None
        self.navigation.set_offered(self.offered(), project is not None)
        if project is None:
            self.start.refresh()
            self._stack.setCurrentWidget(self.start)
            self.start.new.setFocus(Qt.FocusReason.OtherFocusReason)
            self.navigation.set_current(None)
            self.menus.show_place({})
        else:
            self.go(self._first_place())
            if hasattr(self.place, "greet"):
                self.place.greet()

    def _change_coder(self) -> None:
        """Somebody else sits here now: what the one before had open is put away, also what the notices said."""
        coder = self.session.project.coder.id if self.session.project is not None else None
        if coder == self._coder:
            return
        self._coder = coder
        self.notice.forget()
        for key in [key for key in self._made if key != "code"]:
            place = self._made.pop(key)
            self._stack.removeWidget(place)
            place.deleteLater()
        if self._key is not None and self._key not in self._made:
            key, self._key = self._key, None
            self.go(key)

    def _first_place(self) -> str:
        project = self.session.project
        if project.kind == "package":
            return "code"
        return "code" if project.material.counts().articles and self.session.worklist.is_quick() else "corpus"

    # ---------------------------------------------------------------- places

    def go(self, key: str, target: object = None) -> None:
        """Shows a place; `target` tells it what to show there."""
        if self.session.project is None or key not in self.offered():
            return
        place = self._place(key)
        if key != self._key:
            self._key = key
            self._stack.setCurrentWidget(place)
            self.navigation.set_current(key)
            self.menus.show_place(place.menu_actions() if hasattr(place, "menu_actions") else {})
            if self.isVisible():
                place.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if target is not None and hasattr(place, "show_target"):
            place.show_target(target)

    @property
    def place(self) -> QWidget:
        """What is shown now."""
        return self._stack.currentWidget()

    def _place(self, key: str) -> QWidget:
        if key not in self._made:
            entry = next(place for place in PLACES if place.key == key)
            made = entry.make(self.session, self)
            self._made[key] = made
            self._stack.addWidget(made)
            self._arrange(made)
        return self._made[key]

    def toggle_pane(self, side: str) -> None:
        """Shows or hides the list at the left or the pane at the right of the current place."""
        if hasattr(self.place, "toggle_pane"):
            self.place.toggle_pane(side)

    def next_pane(self, step: int) -> None:
        """Moves the focus to the next pane of the place."""
        if hasattr(self.place, "next_pane"):
            self.place.next_pane(step)
        else:
            self.focusNextPrevChild(step > 0)

    # ---------------------------------------------------------------- undo, notices, palette

    def notify(
        self, text: str, hint: str = "", look: str = "done", action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """A notice at the foot: `look` is done, warn or danger."""
        self.notice.say(text, hint, look, action)

    def undo(self) -> None:
        """Takes the last step back and says which."""
        label = self.session.undo()
        if label:
            self.notify(self.tr("Taken back: {0}").format(label), action=(self.tr("Redo"), self.redo))

    def redo(self) -> None:
        """Does the step again that was taken back last."""
        label = self.session.redo()
        if label:
            self.notify(self.tr("Done again: {0}").format(label), action=(self.tr("Undo"), self.undo))

    def open_palette(self) -> None:
        """Every command, and what the current place adds to them."""
        own: list[Entry] = self.place.entries() if hasattr(self.place, "entries") else []
        finder = partial(found_units, self)
        width = min(560, round(self.width() / theme.current().scale) - 80)
        left = (self.width() - theme.current().px(width)) // 2
        self.palette_of_commands.open([*own, *self.menus.entries()], QPoint(left, self.top.height() + 8), width, finder)

    def show_keys(self) -> None:
        """The page of keys."""
        from intercoder.ui.code.options import category_keys

        project = self.session.project
        KeysDialog.ask(self, category_keys(project.codebook.current().variables) if project is not None else None)

    def show_about(self) -> None:
        """What this program is, and under which licences it stands."""
        from intercoder import __version__

        text = self.tr("Intercoder {0}. Content analysis of articles and comments, with inter-coder agreement. MIT licence.")
        QMessageBox.about(self, self.tr("About Intercoder"), text.format(__version__))

    # ---------------------------------------------------------------- look

    def set_look(self, look: str) -> None:
        """Light, dark, or as the system."""
        self.settings.keep(settings.LOOK, look)
        self.menus.looks[look].setChecked(True)
        apply_settings(self.settings)

    def zoom_by(self, percent: int) -> None:
        """Larger or smaller type."""
        self.set_zoom(self.settings.number(settings.ZOOM) + percent)

    def set_zoom(self, percent: int) -> None:
        """Type of this size, in per cent, from 80 to 200."""
        self.settings.keep(settings.ZOOM, min(max(percent, settings.ZOOM.least), settings.ZOOM.most))
        apply_settings(self.settings)
        self._arrange_all()

    def read_larger(self, step: int) -> None:
        """Larger or smaller text of the material alone."""
        size = self.settings.number(settings.READING) + step
        self.settings.keep(settings.READING, min(max(size, settings.READING.least), settings.READING.most))
        apply_settings(self.settings)

    def _follow_contrast(self) -> None:
        apply_settings(self.settings)

    def _follow_system(self) -> None:
        if self.settings.word(settings.LOOK) == "system":
            apply_settings(self.settings)

    def _arrange(self, place: QWidget) -> None:
        if hasattr(place, "set_room"):
            place.set_room(room_of(self.width(), theme.current().scale))

    def _arrange_all(self) -> None:
        self.navigation.set_narrow(room_of(self.width(), theme.current().scale) != "wide")
        for place in self._made.values():
            self._arrange(place)

    # ---------------------------------------------------------------- events

    def eventFilter(self, watched, event: QEvent) -> bool:
        if watched is self.notice and event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._notice_row.setVisible(event.type() == QEvent.Type.Show or not self.notice.isHidden())
        if watched is self.notice and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._notice_row.setVisible(not self.notice.isHidden())
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_all()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_files([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def take_files(self, paths: list[str]) -> None:
        """Takes packages of the project back; opens another project that was dropped; hands dumps to the corpus."""
        dropped.take(self, paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.keep_bytes("window", self.saveGeometry())
        stop_jobs(self)
        self.close_project()
        super().closeEvent(event)
