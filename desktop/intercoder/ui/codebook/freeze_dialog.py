"""What differs between two versions, and the freeze of the draft: the kind of each change, number and note."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from intercoder.project.codebook_difference import Change, kind_of, proposed_version
from intercoder.ui import figures, theme
from intercoder.ui.asking import Asking
from intercoder.ui.codebook.fields import LineField, Picker, PickField, TextField, row
from intercoder.ui.definition import label
from intercoder.ui.language import tr

_KINDS = {"editorial": "Editorial", "substantive": "Substantive", "category": "Substantive, units with it only"}
_LONG = 600


class ChangeRow(QFrame):
    """One change: the sentence, before and after, and its kind as a choice or a word."""

    def __init__(self, change: Change, parent: QWidget, settle: Callable[[], None] | None = None) -> None:
        super().__init__(parent)
        theme.set_kind(self, "card")
        self.change = change
        head = QHBoxLayout()
        theme.set_margins(head, spacing=12)
        head.addWidget(label(self, change.sentence, "label"), 1)
        self.picker: Picker | None = None
        if settle is None:
            head.addWidget(_fixed(self, _KINDS[change.kind]))
        else:
            self.picker = Picker(f"Kind of change: {change.sentence}", self)
            self.picker.fill(_kinds_for(change), _word(change))
            self.picker.activated.connect(lambda _n: self._settle(settle))
            head.addWidget(self.picker)
        column = QVBoxLayout(self)
        theme.set_margins(column, (12, 8, 12, 8), 6)
        column.addLayout(head)
        if change.before or change.after:
            column.addLayout(self._contents(change))

    def _contents(self, change: Change) -> QGridLayout:
        grid = QGridLayout()
        theme.set_margins(grid, spacing=6)
        grid.setColumnStretch(1, 1)
        for n, (name, text) in enumerate((("before", change.before), ("now", change.after))):
            shown = text if len(text) <= _LONG else text[:_LONG] + "…"
            grid.addWidget(_fixed(self, name), n, 0)
            grid.addWidget(label(self, shown or "– nothing –", "small", "second" if text else "hint"), n, 1)
        return grid

    def _settle(self, tell: Callable[[], None]) -> None:
        word = self.picker.currentData()
        scope = self.change.scope
        if word == "category" or (word == "substantive" and scope == "category"):
            scope = "category" if word == "category" else "asked"
        self.change = replace(self.change, kind="editorial" if word == "editorial" else "substantive", scope=scope)
        tell()


def _kinds_for(change: Change) -> list[tuple[str, object]]:
    words = ["editorial", "substantive"]
    if change.category is not None and change.scope in ("asked", "category") and change.field != "added":
        words.append("category")
    return [(_KINDS[word], word) for word in words]


def _word(change: Change) -> str:
    return "category" if change.kind == "substantive" and change.scope == "category" else change.kind


def _fixed(parent: QWidget, text: str) -> QWidget:
    made = QLabel(text, parent)
    theme.set_font(made, "small")
    theme.set_kind(made, "hint")
    return made


class FreezeDialog(Asking):
    """Asks for the kind of each change, the number and the note of the version; says what comes back for recoding."""

    def __init__(
        self, changes: Sequence[Change], frozen: str | None, count: Callable[[Sequence[Change]], int], parent: QWidget
    ) -> None:
        first = frozen is None
        sentence = (
            "The codebook as it is now becomes a version that never changes. Later edits make a new draft."
            if first
            else f"What changed since v{frozen}. Editorial: every unit would be coded as before. Substantive: the units it"
            " touches are opened again for recoding."
        )
        super().__init__(tr("Freeze the codebook"), sentence, tr("Freeze"), parent, width=720)
        self._frozen, self._count = frozen, count
        self._typed = False
        self.rows = [ChangeRow(change, self.inside, self._settled) for change in changes]
        for made in self.rows:
            self.body.addWidget(made)
        self.consequence = label(self.inside, "", "label")
        self.body.addWidget(self.consequence)
        self.consequence.setVisible(not first)
        self.version = LineField(self.tr("Version"), self.inside)
        self.note = TextField(self.tr("Note"), self.inside, example=self.tr("After the pilot: irony has a rule of its own"))
        self.version.typing.connect(self._type)
        self.body.addLayout(row(self.version, self.note, shares=(1, 4)))
        self.body.addStretch(1)
        self._settled()

    def settled(self) -> tuple[Change, ...]:
        """The changes with the kinds that were chosen."""
        return tuple(made.change for made in self.rows)

    def _type(self, text: str) -> None:
        self._typed = True
        self.confirm.setText(self.tr("Freeze v{0}").format(text.strip()))
        self.confirm.setEnabled(bool(text.strip()))

    def _settled(self) -> None:
        changes = self.settled()
        number = self._count(changes)
        if kind_of(changes) == "editorial":
            words = "All changes are editorial: nothing is to be coded anew."
        else:
            units = figures.counted(number, "finished unit is", "finished units are")
            words = f"{units} opened again for recoding, counted for each coder."
        self.consequence.setText(words)
        if not self._typed:
            proposed = proposed_version(self._frozen, changes)
            self.version.show_value(proposed)
            self.confirm.setText(self.tr("Freeze v{0}").format(proposed))

    @classmethod
    def ask(
        cls, changes: Sequence[Change], frozen: str | None, count: Callable[[Sequence[Change]], int], parent: QWidget
    ) -> tuple[str, str, tuple[Change, ...]] | None:
        """Number, note and settled changes, or None."""
        dialog = cls(changes, frozen, count, parent)
        return (dialog.version.line.text().strip(), dialog.note.text().strip(), dialog.settled()) if dialog.exec() else None


class ChangesDialog(Asking):
    """Shows what changed from version to version, the draft first."""

    def __init__(self, history: Sequence[tuple[str, str, Sequence[Change]]], parent: QWidget) -> None:
        super().__init__(tr("What changed"), "", "", parent, width=720)
        self._history = list(history)
        self.sentence.hide()
        self.which = PickField(self.tr("Version"), self.inside)
        self.body.addWidget(self.which)
        self.note = label(self.inside, "", "body", "second")
        self.body.addWidget(self.note)
        self._list = QVBoxLayout()
        theme.set_margins(self._list, spacing=8)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.rows: list[QWidget] = []
        self.which.show_value([(name, n) for n, (name, _, _) in enumerate(self._history)], 0)
        self.which.changed.connect(self._show)
        self._show(0)

    def _show(self, number: int) -> None:
        _, note, changes = self._history[number]
        for old in self.rows:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.rows = [ChangeRow(change, self.inside) for change in changes]
        self.rows = self.rows or [label(self.inside, self.tr("Nothing was changed."), "body", "hint")]
        for made in self.rows:
            self._list.addWidget(made)
            made.show()

    @classmethod
    def ask(cls, history: Sequence[tuple[str, str, Sequence[Change]]], parent: QWidget) -> None:
        """Shows the history until it is closed."""
        cls(history, parent).exec()
