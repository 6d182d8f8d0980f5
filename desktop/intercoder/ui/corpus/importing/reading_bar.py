"""How a file is read: its format with the evidence, its encoding, and how its comments are divided."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intercoder.tasks.dump_profile import Profile
from intercoder.tasks.preview import Listed, Preview
from intercoder.ui import theme
from intercoder.ui.corpus.importing.formats import FORMATS, encoding_name, format_name
from intercoder.ui.isolate import isolated
from intercoder.ui.pane import Elided

PAGES = frozenset({"text", "docx", "rtf"})
"""Formats in which lines are read as a page."""
_FEW = 5  # characters of a choice that are shown at least


class ReadingBar(QWidget):
    """Shows how a preview was read. Emits `changed` with another profile when the researcher chooses otherwise."""

    changed = Signal(object)

    def __init__(self, buttons: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons = buttons  # at the end of the row
        self._profile = Profile()
        self._narrow = False
        self.evidence = Elided(self, "small", "hint")
        self.format, self.encoding, self.mode = (_picker(self, name) for name in (
            self.tr("Read as"), self.tr("Encoding"), self.tr("Comments are divided"),
        ))  # fmt: skip
        self.format.setPlaceholderText(self.tr("not recognised"))
        self._mode_label, self._encoding_label = QLabel(self.tr("Comments"), self), QLabel(self.tr("Encoding"), self)
        self._format_label = QLabel(self.tr("Read as"), self)
        for label in (self._format_label, self._encoding_label, self._mode_label):
            theme.set_font(label, "small_label")
            theme.set_kind(label, "second")
        self._row = QHBoxLayout()
        theme.set_margins(self._row, spacing=8)
        for label, box in (
            (self._format_label, self.format), (self._encoding_label, self.encoding), (self._mode_label, self.mode),
        ):  # fmt: skip
            label.setBuddy(box)
            self._row.addWidget(label)
            self._row.addWidget(box, 1)
            self._row.addSpacing(theme.current().px(8))
        self._row.addStretch(1)
        self._row.addWidget(buttons)
        self._below = QHBoxLayout()
        theme.set_margins(self._below, spacing=8)
        self._below.addWidget(self.evidence, 1)
        column = QVBoxLayout(self)
        theme.set_margins(column, spacing=4)
        column.addLayout(self._row)
        column.addLayout(self._below)
        self.format.activated.connect(self._choose_format)
        self.encoding.activated.connect(self._choose_encoding)
        self.mode.activated.connect(self._choose_mode)

    def set_narrow(self, narrow: bool) -> None:
        """Where there is little room, formats and encodings stand without their labels: their names say what they are.

        The buttons go below them.
        """
        self._narrow = narrow
        (self._below if narrow else self._row).addWidget(self._buttons)
        self._format_label.setHidden(narrow)
        self._encoding_label.setHidden(narrow or self.encoding.isHidden())

    def show_preview(self, preview: Preview, file: Listed) -> None:
        """Shows how a file was read, and what could be chosen instead."""
        self._profile = preview.profile
        self.evidence.say(preview.source.evidence)
        self._fill_formats(file, preview.source.format)
        self._fill_encodings(preview)
        is_page = preview.source.format in PAGES
        self._mode_label.setVisible(is_page)
        self.mode.setVisible(is_page)
        self.mode.clear()
        for words, mode in (
            (self.tr("as found"), None), (self.tr("by name and day"), "anchors"), (self.tr("a line each"), "lines"),
            (self.tr("by blank lines"), "blocks"),
        ):  # fmt: skip
            self.mode.addItem(words, mode)
        self.mode.setCurrentIndex(max(0, self.mode.findData(preview.profile.mode)))

    def _fill_formats(self, file: Listed, used: str) -> None:
        best = dict(file.choices)
        self.format.clear()
        for key, evidence in file.choices:
            self.format.addItem(format_name(key), key)
            self.format.setItemData(self.format.count() - 1, evidence.sentence, Qt.ItemDataRole.ToolTipRole)
        self.format.insertSeparator(self.format.count())
        for key in FORMATS:
            if key not in best:
                self.format.addItem(format_name(key), key)
        self.format.setCurrentIndex(self.format.findData(used))

    def _fill_encodings(self, preview: Preview) -> None:
        shown = bool(preview.how)
        self._encoding_label.setVisible(shown and not self._narrow)
        self.encoding.setVisible(shown)
        self.encoding.clear()
        used = preview.source.encoding
        found = {
            "bom": self.tr("byte order mark"), "utf-8": self.tr("proven"), "declared": self.tr("as the file says"),
            "guessed": self.tr("a guess"), "chosen": self.tr("chosen"),
        }  # fmt: skip
        samples = dict(preview.encodings)
        for name in dict.fromkeys([used, *samples]):
            note = found.get(preview.how, "") if name == used else f"“{isolated(samples[name])}”"
            self.encoding.addItem(f"{encoding_name(name)} – {note}", name)
        if preview.profile.encoding:
            self.encoding.addItem(self.tr("As found by the program"), "")
        self.encoding.setCurrentIndex(0)

    def _choose_format(self, _row: int) -> None:
        self._change(replace(self._profile, format=self.format.currentData()))

    def _choose_encoding(self, _row: int) -> None:
        self._change(replace(self._profile, encoding=self.encoding.currentData() or None))

    def _choose_mode(self, _row: int) -> None:
        self._change(replace(self._profile, mode=self.mode.currentData()))

    def _change(self, profile: Profile) -> None:
        if profile != self._profile:
            self.changed.emit(profile)


def _picker(parent: QWidget, name: str) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_FEW)
    return box
