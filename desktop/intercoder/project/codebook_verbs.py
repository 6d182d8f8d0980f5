"""The verbs that change the questions of a codebook: each one named step, checked as a whole before it is written."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.project import codebook_recode as recode
from intercoder.project import conditions
from intercoder.project.codebook_document import validate
from intercoder.project.codebook_use import CategoryUse, Uses, codings, need_home, uses
from intercoder.records import Category, Codebook, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project

WORDS = {
    "label": "label", "question": "question", "unit_kind": "unit", "answer_kind": "kind of answer", "level": "level",
    "about": "span question", "required": "required", "undetermined": "“cannot be determined”", "condition": "condition",
    "group": "group", "definition": "definition", "use_when": "“use when”", "not_when": "“not when”",
    "examples": "examples", "colour": "colour", "key": "key", "parent": "place in the tree", "value": "number",
    "name": "name",
}  # fmt: skip
"""Field of a variable or category -> how a step calls it."""
KINDS = ("unit_kind", "answer_kind", "about")
"""What the stored codings of a variable, and the coefficient of a study, depend on."""
COLOURS_IN_ORDER = ("blue", "vermilion", "green", "purple", "ochre", "sky", "olive", "grey")


class VariableVerbs:
    """The part of the codebook's room that changes variables."""

    _project: "Project"
    _db: sqlite3.Connection

    if TYPE_CHECKING:  # of the room that this is a part of

        def current(self) -> Codebook:
            """The codebook as it is now."""

        def variable(self, name: str) -> Variable:
            """The variable with this name."""

    # -------------------------------------------------------------- reading

    def uses(self) -> Uses:
        """How many codings hang on each variable and category, of those that the present coder may see counted."""
        only = None if self._project.codings.sees_figures() else self._project.coder.id
        return uses(self._db, list(self.current().variables), only)

    def codings_of(self, variable_name: str, value: int) -> tuple[CategoryUse, ...]:
        """Every coding with this category, of all coders and rounds, as far as the present coder may see it."""
        found = codings(self._db, self.variable(variable_name), value)
        seen = self._project.codings.visible_keys((use.round, use.coder, use.unit) for use in found)
        return tuple(use for use in found if (use.round, use.coder, use.unit) in seen)

    def is_coded(self, variable: Variable) -> bool:
        """Whether anybody gave an answer or a passage to this variable."""
        query = "SELECT 1 FROM value WHERE variable = ?1 UNION ALL SELECT 1 FROM span WHERE variable = ?1 LIMIT 1"
        return self._db.execute(query, (variable.id,)).fetchone() is not None

    # -------------------------------------------------------------- changing

    def add_variable(self, variable: Variable, position: int | None = None) -> Variable:
        """A new question at a place from 0, else at the end; a *one*, *several* or *spans* question brings its categories."""
        book = list(self.current().variables)
        fresh = replace(variable, id=0, categories=tuple(replace(c, id=0) for c in variable.categories))
        book.insert(len(book) if position is None else position, clean(fresh))
        self.store(book, f"Add {_title(variable)}")
        return self.variable(variable.name.strip())

    def change_variable(self, name: str, /, **fields: Any) -> Variable:
        """Gives fields of a variable other contents; a new name is followed by conditions and questions about it.

        Raises UserError if the variable has codings that the change would contradict, or the codebook would be unsound.
        """
        old = self.variable(name)
        new = clean(replace(old, **fields))
        if new.answer_kind != old.answer_kind:
            new = replace(new, categories=_fitting(new))
        if new == old:
            return old
        self._need_free(old, new)
        label = f"Rename {old.name} to {new.name}" if set(fields) == {"name"} else f"Change {_what(fields)} of {_title(old)}"
        book = [new if v.id == old.id else v for v in self.current().variables]
        if new.name != old.name:
            book = [_renamed(v, old.name, new.name) for v in book]
        self.store(book, label)
        return self.variable(new.name)

    def move_variable(self, name: str, position: int) -> None:
        """Puts a question at another place, from 0. Raises UserError if it would stand before one it depends on."""
        old = self.variable(name)
        book = [v for v in self.current().variables if v.id != old.id]
        book.insert(max(0, min(position, len(book))), old)
        self.store(book, f"Move {_title(old)}")

    def duplicate_variable(self, name: str) -> Variable:
        """A copy right after the question, without its codings."""
        old, book = self.variable(name), list(self.current().variables)
        copy = replace(old, name=free_name(self.current(), old.name), label=f"{old.label} (copy)")
        return self._add_copy(copy, book, old)

    def _add_copy(self, copy: Variable, book: list[Variable], old: Variable) -> Variable:
        fresh = replace(copy, id=0, categories=tuple(replace(c, id=0) for c in copy.categories))
        book.insert(next(n for n, v in enumerate(book) if v.id == old.id) + 1, fresh)
        self.store(book, f"Duplicate {_title(old)}")
        return self.variable(copy.name)

    def remove_variable(self, name: str, with_codings: bool = False) -> None:
        """Takes a question away, with its codings only if that is said. Conditions that name it lose that term."""
        self._project.need_project()
        self._project.codings.need_sight("Questions are removed")
        old = self.variable(name)
        if self.is_coded(old):
            if not with_codings:
                raise UserError(f"“{old.name}” has codings.", "Remove it together with its codings; undo brings them back.")
            need_home(self._db, f"“{old.name}” cannot be removed")
        book = [_without(v, old.name) for v in self.current().variables if v.id != old.id]
        about = [v.name for v in book if v.about == old.name]
        if about:
            raise UserError(
                f"“{about[0]}” is asked about the passages of “{old.name}”.", "Change or remove that question first."
            )
        validate(Codebook("", tuple(book)))
        with self._project.step(f"Remove {_title(old)}" + (" with its codings" if with_codings else "")):
            recode.remove_all(self._db, old)
            self._write_all(book)

    # -------------------------------------------------------------- writing

    def store(self, variables: list[Variable], label: str) -> None:
        """Writes these variables in place of the present ones, as one step; rows keep their ids. Raises UserError."""
        self._project.need_project()
        validate(Codebook("", tuple(variables)))
        with self._project.step(label):
            self._write_all(variables)

    def _write_all(self, variables: list[Variable]) -> None:
        """Inside a step: inserts what has no id, changes what differs, deletes what is missing."""
        present = {v.id: v for v in self.current().variables}
        for number in present.keys() - {v.id for v in variables}:
            self._db.execute("DELETE FROM variable WHERE id = ?", (number,))
        for position, variable in enumerate(variables, 1):
            number = self._write_row(variable, position, variable.id in present)
            self._write_categories_of(number, variable, present.get(variable.id))

    def _write_row(self, v: Variable, position: int, is_there: bool) -> int:
        row = (
            position, v.name, v.label, v.question, v.unit_kind, v.answer_kind, v.level, v.about, int(v.required),
            int(v.undetermined), v.condition, v.group,
        )  # fmt: skip
        names = (
            "(position, name, label, question, unit_kind, answer_kind, level, about, required, undetermined, condition,"
            ' "group")'
        )
        marks = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        if is_there:
            self._db.execute(f"UPDATE variable SET {names} = {marks} WHERE id = ?", (*row, v.id))
            return v.id
        if v.id:  # of a frozen version that comes back: the same in every copy
            self._db.execute(f"INSERT INTO variable{names[:-1]}, id) VALUES{marks[:-1]}, ?)", (*row, v.id))
            return v.id
        return int(self._db.execute(f"INSERT INTO variable{names} VALUES{marks} RETURNING id", row).fetchone()[0])

    def _write_categories_of(self, number: int, variable: Variable, old: Variable | None) -> None:
        present = {c.id for c in old.categories} if old else set()
        gone = present - {c.id for c in variable.categories}
        self._db.executemany("DELETE FROM category WHERE id = ?", [(i,) for i in gone])
        names = "(variable, position, value, label, definition, use_when, not_when, examples, colour, key, parent)"
        marks = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        for position, c in enumerate(variable.categories, 1):
            examples = json.dumps(c.examples, ensure_ascii=False)
            row = (
                number,
                position,
                c.value,
                c.label,
                c.definition,
                c.use_when,
                c.not_when,
                examples,
                c.colour,
                c.key,
                c.parent,
            )
            if c.id in present:
                self._db.execute(f"UPDATE category SET {names} = {marks} WHERE id = ?", (*row, c.id))
            elif c.id:
                self._db.execute(f"INSERT INTO category{names[:-1]}, id) VALUES{marks[:-1]}, ?)", (*row, c.id))
            else:
                self._db.execute(f"INSERT INTO category{names} VALUES{marks}", row)

    def _refuse_if_used(self, variable: Variable, reason: str, hint: str) -> None:
        for table in ("value", "span"):
            if self._db.execute(f"SELECT 1 FROM {table} WHERE variable = ? LIMIT 1", (variable.id,)).fetchone():
                raise UserError(f"The variable “{variable.name}” has codings and {reason}.", hint)

    def _need_free(self, old: Variable, new: Variable) -> None:
        changed = [k for k in KINDS if getattr(old, k) != getattr(new, k)]
        if changed and self.is_coded(old):
            why = {
                "unit_kind": "they belong to the units they were given to",
                "answer_kind": "they were given in this way",
                "about": "they belong to these passages",
            }[changed[0]]
            raise UserError(
                f"“{old.name}” has codings, so its {WORDS[changed[0]]} cannot change: {why}.",
                "Duplicate the question and change the copy; nothing was changed.",
            )


def clean(variable: Variable) -> Variable:
    """The variable with None for what is empty, and a label in any case."""
    categories = tuple(replace(c, colour=c.colour or None, key=c.key or None) for c in variable.categories)
    return replace(
        variable,
        name=variable.name.strip(),
        label=variable.label.strip() or variable.name.strip(),
        about=variable.about or None,
        condition=(variable.condition or "").strip() or None,
        group=(variable.group or "").strip() or None,
        categories=categories,
    )


def _fitting(variable: Variable) -> tuple[Category, ...]:
    """The categories that go with the kind of answer: none, or two to begin with."""
    if variable.answer_kind not in ("one", "several", "spans"):
        return ()
    return variable.categories or (Category(1, "First category"), Category(2, "Second category"))


def free_name(codebook: Codebook, wanted: str) -> str:
    """The name, or the name with the next number that no variable has, whatever its case."""
    taken = {v.name.casefold() for v in codebook.variables}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def next_category(variable: Variable, label: str, parent: int | None = None, retired: Collection[int] = ()) -> Category:
    """A category with the next free number, none of those `retired`, the least used colour and no key of its own."""
    first = max((c.value for c in variable.categories), default=0) + 1
    value = next(number for number in count(first) if number not in retired)
    used = [c.colour for c in variable.categories]
    colour = min(COLOURS_IN_ORDER, key=lambda name: used.count(name)) if variable.answer_kind == "spans" else None
    return Category(value, label, colour=colour, parent=parent)


def _renamed(v: Variable, old: str, new: str) -> Variable:
    about = new if v.about == old else v.about
    return replace(v, about=about, condition=conditions.renamed(v.condition, old, new))


def _without(v: Variable, name: str) -> Variable:
    """The variable without what its condition says of a question that goes."""
    terms = [t for t in conditions.parse(v.condition) if t.variable != name] if v.condition else []
    return v if not v.condition else replace(v, condition=conditions.text(terms) or None)


def _what(fields: Mapping[str, object]) -> str:
    return " and ".join(WORDS[name] for name in fields)


def _title(variable: Variable) -> str:
    return variable.label or variable.name
