"""What becomes of decisions about a file: as last time, for the other files, and as a profile with a name."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QMessageBox, QPushButton, QWidget

from intercoder.errors import UserError
from intercoder.tasks.dump_profile import PLAIN, Profile, read_profile, write_profile
from intercoder.tasks.dump_rules import for_others
from intercoder.tasks.preview import Preview
from intercoder.ui import theme
from intercoder.ui.corpus.importing.apply_dialog import ApplyDialog
from intercoder.ui.corpus.importing.looking import Looking
from intercoder.ui.corpus.importing.memory import Memory, keys_of
from intercoder.ui.corpus.importing.sentences import sentences_of
from intercoder.ui.files import ask_profile_to_load, ask_profile_to_save


class Deciding(QWidget):
    """Buttons beside the bar of reading: as last time, for the others, profile."""

    def __init__(self, looking: Looking, parent: QWidget) -> None:
        super().__init__(parent)
        self._looking, self.memory = looking, Memory()
        self._last: Profile | None = None
        self._seen: dict[str, tuple[tuple[str, ...], Profile]] = {}  # name of a file -> its keys and what was decided
        self.last, self.others, self.profile = QPushButton(self.tr("As last time"), self), QPushButton(self), QPushButton(self)
        self.menu = QMenu(self.profile)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.profile.setMenu(self.menu)
        for each in (self.last, self.others):
            theme.set_kind(each, "link")
        row = QHBoxLayout(self)
        theme.set_margins(row, spacing=4)
        for each in (self.last, self.others, self.profile):
            each.setAutoDefault(False)
            row.addWidget(each)
        self.last.clicked.connect(self._use_last)
        self.others.clicked.connect(self._use_for_others)
        self.last.hide()
        self.others.hide()
        self._name_profile(PLAIN)

    def show_preview(self, preview: Preview) -> None:
        """Offers what fits a preview."""
        self._last = self.memory.last(preview)
        mine = self._shared(preview)
        self._seen[preview.name] = (keys_of(preview), mine)
        self.last.setVisible(self._last is not None and self._with_switches(self._last) != mine)
        if self._last is not None:
            self.last.setToolTip("\n".join(sentences_of(self._last)))
        alike = self._looking.others_alike()
        open_ = [name for name in alike if self._looking.profiles.of(name) != mine]
        self.others.setVisible(bool(open_) and bool(sentences_of(mine)))
        self.others.setText(self.tr("Use for the others …"))
        self._name_profile(preview.profile)

    def remember(self) -> None:
        """Keeps what was decided about the files that were looked at for next time."""
        for keys, profile in self._seen.values():
            self.memory.remember(keys, profile)

    # ---------------------------------------------------------------- deeds

    def _shared(self, preview: Preview) -> Profile:
        return for_others(preview.profile, preview.shown.lines if preview.shown.verbatim else ())

    def _with_switches(self, profile: Profile) -> Profile:
        base = self._looking.base
        return replace(profile, keep_private=base.keep_private, pseudonyms=base.pseudonyms, keep_original=base.keep_original)

    def _use_last(self) -> None:
        if self._last is not None:
            self._looking.change(self._last)

    def _use_for_others(self) -> None:
        preview = self._looking.preview
        if preview is None:
            return
        shared, names = self._shared(preview), self._looking.others_alike()
        looking = self._looking
        if ApplyDialog.ask(looking.previews, looking.profiles, shared, names, self.window()):
            looking.own.update(dict.fromkeys(names, shared))
            looking.change(preview.profile)

    def _name_profile(self, profile: Profile) -> None:
        name = self.tr("{0}, version {1}").format(profile.name, profile.version) if profile.name else self.tr("Profile")
        self.profile.setText(f"{name} ▾")
        self.profile.setAccessibleName(self.tr("Import profile: {0}").format(name))
        self.profile.setToolTip("\n".join(sentences_of(profile)) or self.tr("Nothing was decided yet."))

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name in self.memory.names():
            self.menu.addAction(name).triggered.connect(lambda _checked=False, name=name: self._use_named(name))
        if self.memory.names():
            self.menu.addSeparator()
        self.menu.addAction(self.tr("Save as …")).triggered.connect(self.save_as)
        self.menu.addAction(self.tr("Load a file …")).triggered.connect(self.load)
        self.menu.addAction(self.tr("Save to a file to share …")).triggered.connect(self.share)
        self.menu.addSeparator()
        self.menu.addAction(self.tr("Nothing decided")).triggered.connect(lambda: self._looking.change(PLAIN))
        current = self._looking.profile().name
        if current in self.memory.names():
            words = self.tr("Take “{0}” out of this list").format(current)
            self.menu.addAction(words).triggered.connect(lambda: self.memory.forget(current))

    def _use_named(self, name: str) -> None:
        try:
            self._looking.change(self.memory.named(name))
        except UserError as error:
            self._say(error)

    def save_as(self) -> None:
        """Asks for a name and saves what was decided under it, as the next version."""
        preview = self._looking.preview
        if preview is None:
            return
        title, label = self.tr("Save the import profile"), self.tr("Name of the profile")
        name, said = QInputDialog.getText(self, title, label, text=preview.profile.name)
        if said and name.strip():
            saved = self.memory.save(self._shared(preview), name.strip())
            self._looking.change(replace(saved, painted=preview.profile.painted))

    def load(self) -> None:
        """Asks for a profile that was shared, and reads the file in sight by it."""
        path = ask_profile_to_load(self)
        if path:
            try:
                self._looking.change(read_profile(Path(path)))
            except UserError as error:
                self._say(error)

    def share(self) -> None:
        """Writes what was decided to a file that can be sent to others."""
        preview = self._looking.preview
        path = ask_profile_to_save(self, (preview.profile.name or self.tr("import profile")) + ".json") if preview else ""
        if path and preview is not None:
            try:
                write_profile(self._shared(preview), Path(path))
            except UserError as error:
                self._say(error)

    def _say(self, error: UserError) -> None:
        QMessageBox.warning(self, self.tr("Import profile"), f"{error.message} {error.hint or ''}".strip())
