"""A project of another program into ours: its texts as articles, its codes as questions, its codings as those of coders.

The material is imported like any dump; the codings are one step that can be undone.
"""

import hashlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.importers.foreign import refi
from intercoder.importers.foreign.archive import is_qdpx
from intercoder.importers.foreign.offsets import WAYS
from intercoder.project import foreign
from intercoder.project.codebook_document import validate
from intercoder.project.codings_intake import GivenCoding, GivenMemo, import_codings
from intercoder.records import Codebook, ForeignProject, SourceFile, Tick, Variable, no_tick
from intercoder.tasks.foreign_codes import Tree, is_own, trees
from intercoder.tasks.foreign_texts import articles, keyed

if TYPE_CHECKING:
    from intercoder.project import Project

FORMAT = "refi-qda"
SHOWN = 3  # quotes that a preview shows
FEW = 5  # highlights from which on their ends can tell that the offsets are wrong


@dataclass(frozen=True)
class Preview:
    """What an import would bring, and quotes by which a person sees whether the offsets were read rightly."""

    project: ForeignProject
    quotes: tuple[str, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether fewer than half of the highlights begin and end at the border of a word."""
        return self.project.marks >= FEW and 2 * self.project.clean < self.project.marks


def is_foreign(path: Path) -> bool:
    """Whether a file is a project of another program rather than a dump."""
    if is_qdpx(path):
        return True
    database = foreign.file_of(path)
    return database is not None and foreign.is_known(database)


def preview(path: Path, offsets: str | None = None) -> Preview:
    """Reads the file and writes nothing. `offsets`: one of the ways of counting; None = the likeliest."""
    if offsets is not None and offsets not in {way.key for way in WAYS}:
        raise UserError(f"There is no way of counting “{offsets}”.", "Ways are: " + ", ".join(way.key for way in WAYS))
    database = foreign.file_of(path)
    project = foreign.read(database) if database else refi.read(_data(path), path.name, offsets)
    marks = [(text, mark) for text in project.texts for mark in text.marks]
    chosen = marks[:: max(1, len(marks) // SHOWN)][:SHOWN]
    return Preview(project, tuple(text.text[mark.start : mark.stop] for text, mark in chosen))


def import_project(
    project: "Project", path: Path, round_name: str = "main", offsets: str | None = None, tick: Tick = no_tick
) -> dict[str, Any]:
    """Imports a .qdpx, or the database of QualCoder or Taguette.

    Raises UserError, changing nothing, if it cannot be read or its offsets are doubtful.

    A second import of the same file brings nothing new.
    """
    project.need_project()
    tick(0, 3)
    seen = preview(path, offsets)
    found = seen.project
    if seen.is_doubtful and offsets is None:
        raise UserError(
            f"{path.name}: only {found.clean} of {found.marks} highlights begin and end at words, however they are counted.",
            "Look at the quotes with --dry-run, and name the right way with --offsets.",
        )
    if not found.texts:
        raise UserError(f"{path.name} holds no texts.", "Export the project with its texts.")
    database = foreign.file_of(path)
    data = _data(database or path)
    form, digest = "database" if database else FORMAT, hashlib.sha256(data).hexdigest()
    source = SourceFile(str(path), digest, len(data), form, f"Project of {found.origin}", "utf-8", data)
    is_new = project.material.articles_of(source.sha256, form) is None
    if is_new:
        project.material.add(source, list(articles(found)), tick, project.material.last_source())
        project.material.index()
    tick(1, 3)
    units = keyed(project, found)
    variables, codings, memos = _codings(project, found, units)
    validate(Codebook("", tuple(variables)))
    tick(2, 3)
    report = (
        asdict(import_codings(project, codings, variables, round_name, path.name, memos))
        if variables or codings or memos
        else {}
    )
    tick(3, 3)
    return {**_facts(path, found), "new": is_new, "memos": len(memos), "codings": report}


def preview_document(path: Path, offsets: str | None = None) -> dict[str, Any]:
    """What an import would bring, as a document, with some quotes."""
    seen = preview(path, offsets)
    ways = [] if foreign.file_of(path) else [way.key for way in WAYS]
    return {**_facts(path, seen.project), "quotes": list(seen.quotes), "ways": ways}


def _facts(path: Path, found: ForeignProject) -> dict[str, Any]:
    return {
        "file": str(path), "origin": found.origin, "offsets": found.offsets, "texts": len(found.texts),
        "codes": len(found.codes), "users": list(found.users), "highlights": found.marks, "clean": found.clean,
        "ignored": dict(found.ignored), "warnings": list(found.warnings),
    }  # fmt: skip


def _data(path: Path) -> bytes:
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "Check the path.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} could not be read: {error.strerror or error}.", "Check the rights of the file.") from error


# -------------------------------------------------------------------- codings


def _codings(
    project: "Project", found: ForeignProject, units: dict[str, int]
) -> tuple[list[Variable], list[GivenCoding], list[GivenMemo]]:
    """The questions to add, the codings, and the memos on units."""
    used = {code for text in found.texts for code, _ in (*text.codes, *(c for mark in text.marks for c in mark.codes))}
    forest = trees(found.codes, found.origin, used)
    tree_of = {key: tree for tree in forest for key in tree.values}
    kinds = {u.id: u.kind for u in project.material.units_by_id(sorted(set(units.values())))}
    asked = _Questions(project, forest, is_own(found.codes, found.origin))
    codings: list[GivenCoding] = []
    memos: list[GivenMemo] = []
    several: dict[tuple[int, str, str], set[int]] = {}
    for text in found.texts:
        unit = units[text.key]
        comment = kinds[unit] == "comment"
        for mark in text.marks:
            notes = dict.fromkeys(mark.notes)
            for code, user in mark.codes:
                if code in tree_of:
                    variable = asked.spans(tree_of[code], comment)
                    said = "\n".join(note for who, note in notes if who == user) or None
                    value = str(tree_of[code].values[code])
                    codings.append(GivenCoding(unit, user, variable, answer=value, start=mark.start, stop=mark.stop, memo=said))
        whole = unit if comment else _article(project, unit)
        for code, user in text.codes:
            if code in tree_of:
                name = asked.whole(tree_of[code], comment)
                several.setdefault((whole, user, name), set()).add(tree_of[code].values[code])
        for user, title, note in text.notes:
            typed = asked.typed(title, note)
            if typed is not None:
                codings.append(GivenCoding(whole, user, title, answer=typed))
            else:
                memos.append(GivenMemo(whole, user, note))
    codings += [asked.given(unit, user, name, values) for (unit, user, name), values in several.items()]
    return asked.new(), codings, memos


def _article(project: "Project", unit: int) -> int:
    return project.material.unit(unit).article


class _Questions:
    """The questions that the codings need: those of this program as they were, of others made for what was coded."""

    def __init__(self, project: "Project", forest: list[Tree], own: bool) -> None:
        self._present = {v.name: v for v in project.codebook.current().variables}
        self._own = own
        self._made: dict[str, Variable] = {tree.variable.name: tree.variable for tree in forest} if own else {}
        for tree in forest if not own else ():  # also those that nobody used yet
            self.spans(tree, comment=False)

    def spans(self, tree: Tree, comment: bool) -> str:
        """The question that marks passages with the codes of a tree."""
        return self._named(tree, "spans", comment)

    def whole(self, tree: Tree, comment: bool) -> str:
        """The question that a code given to a whole text answers."""
        return self._named(tree, "several", comment)

    def _named(self, tree: Tree, kind: str, comment: bool) -> str:
        if self._own:
            return tree.variable.name
        unit_kind = "comment" if comment else "article"
        name = tree.variable.name + ("_all" if kind == "several" else "") + ("_comment" if comment else "")
        present = self._present.get(name)
        while present is not None and (present.unit_kind, present.answer_kind) != (unit_kind, kind):
            name += "_2"
            present = self._present.get(name)
        self._made[name] = replace(tree.variable, name=name, unit_kind=unit_kind, answer_kind=kind)  # type: ignore[arg-type]
        return name

    def typed(self, title: str, note: str) -> str | None:
        """The number or text in a note that this program wrote for an answer; None for any other note."""
        variable = self._made.get(title) if self._own else None
        if variable is None or variable.answer_kind not in ("number", "text", "date") or not note.startswith(f"{title} = "):
            return None
        return note.removeprefix(f"{title} = ")

    def given(self, unit: int, user: str, name: str, values: set[int]) -> GivenCoding:
        """The answer of one coder to one question."""
        if self._made[name].answer_kind == "one":
            if len(values) > 1:
                raise UserError(f"“{name}” has one answer, but {user} gave several.", "Mend it in the other program.")
            return GivenCoding(unit, user, name, answer=str(next(iter(values))))
        return GivenCoding(unit, user, name, ticked=tuple(sorted(values)))

    def new(self) -> list[Variable]:
        """The questions that the project does not have, or not with these categories."""
        out = []
        for name, variable in self._made.items():
            present = self._present.get(name)
            if present is None:
                out.append(variable)
            elif missing := {c.value for c in variable.categories} - {c.value for c in present.categories}:
                extra = tuple(c for c in variable.categories if c.value in missing)
                out.append(replace(present, categories=(*present.categories, *extra)))
        return out
