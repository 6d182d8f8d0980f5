"""What the place Codebook does to the codebook as a whole: questions come, move and go, versions are frozen."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from intercoder.errors import UserError
from intercoder.project.codebook_difference import Change
from intercoder.project.codebook_use import Uses
from intercoder.project.codebook_verbs import free_name
from intercoder.project.codebook_versions import DraftState
from intercoder.records import Category, Variable
from intercoder.ui import figures
from intercoder.ui.codebook.category_dialogs import RemoveDialog
from intercoder.ui.codebook.freeze_dialog import ChangesDialog, FreezeDialog
from intercoder.ui.codebook.groups import group_of
from intercoder.ui.session import Session

_USED_BY = frozenset({"project", "value", "span", "variable", "category"})
_UNITS = (("articles", "article"), ("comments", "comment"), ("headlines", "headline"), ("leads", "lead"), ("bodies", "body"))
_MOST_CODINGS = 50_000
"""Up to so many codings the bar at the foot counts at once what a freeze would send back; else the dialog does."""


class Deeds(QObject):
    """Owned by the place. Emits `said(sentence, hint, look)` and `made(variable)` for a question to be filled in."""

    said = Signal(str, str, str)
    made = Signal(object)

    def __init__(self, session: Session, place: QWidget) -> None:
        super().__init__(place)
        self._session, self._place = session, place
        self._uses: Uses | None = None

    @property
    def _room(self):
        return self._session.project.codebook

    def note(self, tables: frozenset[str]) -> None:
        """Codings changed: they are counted anew when somebody asks."""
        if tables & _USED_BY:
            self._uses = None

    def uses(self) -> Uses:
        """How often everything was used."""
        if self._uses is None:
            self._uses = self._room.uses() if self._session.project is not None else Uses()
        return self._uses

    def state(self) -> tuple[DraftState, int, int]:
        """How the draft stands, how many finished units a freeze would open again, and how many an older version holds."""
        state = self._room.draft()
        if sum(self.uses().of_variable.values()) > _MOST_CODINGS:
            return state, 0, 0
        return state, len(self._room.touched_by(state.changes)) if state.changes else 0, len(self._room.outdated())

    # ---------------------------------------------------------------- questions

    def kinds(self) -> list[tuple[str, str, str, str | None]]:
        """What can be added: (words, kind of answer, unit kind, span question it is about)."""
        found: list[tuple[str, str, str, str | None]] = [
            (f"Question about {words}", "one", kind, None) for words, kind in _UNITS
        ]
        found += [("Passages marked in articles", "spans", "article", None)]
        found += [("Passages marked in comments", "spans", "comment", None)]
        for v in self._room.current().variables:
            if v.answer_kind == "spans":
                found.append((f"Question about passages of {v.label}", "one", v.unit_kind, v.name))
        return found

    def add(self, kind: str, unit: str, about: str | None = None, after: Variable | None = None) -> None:
        """A new question to be filled in, after the open one where they belong together."""
        book = self._room.current()
        if kind == "spans":
            name, categories = free_name(book, "passages"), (Category(1, "New category", colour="blue"),)
        else:
            name, categories = free_name(book, "question"), (Category(0, "No"), Category(1, "Yes"))
        fresh = Variable(name, "New question", unit, kind, about=about, required=kind != "spans", categories=categories)
        together = after is not None and group_of(after) == group_of(fresh)
        place = [v.id for v in book.variables].index(after.id) + 1 if together else None
        self._try(lambda: self.made.emit(self._room.add_variable(fresh, place)))

    def add_like(self, like: Variable | None) -> None:
        """A new question about the same units as another one."""
        if like is None:
            self.add("one", "article")
        else:
            self.add("spans" if like.answer_kind == "spans" else "one", like.unit_kind, like.about, like)

    def duplicate(self, variable: Variable) -> None:
        """A copy of a question, to be changed."""
        self._try(lambda: self.made.emit(self._room.duplicate_variable(variable.name)))

    def move(self, variable: Variable, step: int) -> None:
        """Puts a question before the one above it in its group, or after the one below."""
        book = self._room.current().variables
        group = [v.id for v in book if group_of(v) == group_of(variable)]
        place = group.index(variable.id) + step
        if 0 <= place < len(group):
            at = next(n for n, v in enumerate(book) if v.id == group[place])
            self._try(lambda: self._room.move_variable(variable.name, at))

    def remove(self, variable: Variable) -> None:
        """Takes a question away; asks first if it was used, for then its codings go too."""
        used = self.uses().of_variable.get(variable.name, 0)
        hint = "The question goes, and conditions that name it lose it."
        if used and not RemoveDialog.ask(variable.label, used, hint, self._place):
            return
        if self._try(lambda: self._room.remove_variable(variable.name, with_codings=used > 0)):
            self.said.emit(f"“{variable.label}” was removed.", "", "undo")

    def use_starter(self, name: str) -> None:
        """Takes a starter codebook, as one step."""
        from intercoder.tasks.starters import starter

        chosen = starter(name)
        if self._try(lambda: self._room.load(chosen.codebook, f"Begin with {chosen.title}")):
            count = figures.counted(len(chosen.codebook.variables), "question", "questions")
            self.said.emit(f"{chosen.title}: {count}. Change what does not fit your material.", "", "undo")

    # ---------------------------------------------------------------- versions

    def freeze(self) -> None:
        """Asks for number, note and the kind of each change, and freezes."""
        state = self._room.draft()

        def count(changes: Sequence[Change]) -> int:
            return len(self._room.touched_by(changes))

        answer = FreezeDialog.ask(state.changes, state.frozen, count, self._place)
        if answer is None:
            return
        version, note, changes = answer
        back: list[int] = []
        if self._try(lambda: back.append(self._room.freeze(version, note, changes=changes))):
            words = f"Codebook v{version.removeprefix('v')} is frozen."
            if back[0]:
                words += f" {figures.counted(back[0], 'unit is', 'units are')} open again for recoding."
            self.said.emit(words, "", "done")

    def show_changes(self) -> None:
        """Shows what changed since the last version, and from version to version."""
        state, versions = self._room.draft(), self._room.versions()
        history: list[tuple[str, str, Sequence[Change]]] = []
        if state.frozen is not None:
            history.append((f"Draft after v{state.frozen}", "", state.changes))
        for version in reversed(versions):
            history.append((f"v{version.version}, {version.kind}", version.note, version.changes))
        ChangesDialog.ask(history or [("Draft", "No version is frozen yet.", ())], self._place)

    def code_anew(self) -> None:
        """Opens the units again that were coded under a version before a substantive change."""
        done: list[int] = []
        if self._try(lambda: done.append(self._room.requeue())):
            self.said.emit(f"{figures.counted(done[0], 'unit is', 'units are')} open again for recoding.", "", "undo")

    def discard(self) -> None:
        """Puts the last frozen version in place of the draft; undo brings the draft back."""
        if self._try(self._room.discard_draft):
            self.said.emit(f"The codebook is v{self._room.version} again.", "", "undo")

    def _try(self, act) -> bool:
        try:
            act()
        except UserError as error:
            self.said.emit(error.message, error.hint, "danger")
            return False
        return True
