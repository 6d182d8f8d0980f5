"""The verbs that change the categories of a question: order and tree, numbers, merge and split with their codings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from intercoder.errors import UserError
from intercoder.project import codebook_recode as recode
from intercoder.project import conditions, schema
from intercoder.project.codebook_document import validate
from intercoder.project.codebook_use import CategoryUse, codings, need_home
from intercoder.project.codebook_verbs import WORDS, VariableVerbs, next_category
from intercoder.records import Category, Codebook, Variable

MOVES = "codebook_moves"
"""The fact in `meta` about codings moved since the last frozen version:
[[what, variable id, category id, number it had, id of the category that took them or None]]."""


@dataclass(frozen=True)
class MoveReport:
    """How many codings a merge, split or removal moved or took away; `met` fell together with one that was there."""

    codings: int
    met: int = 0


class CategoryVerbs(VariableVerbs):
    """The part of the codebook's room that changes categories."""

    def add_category(
        self, variable_name: str, label: str, after: int | None = None, parent: int | None = None, **fields: Any
    ) -> Category:
        """A new category with the next free number, after another one, else at the end."""
        v = self.variable(variable_name)
        fresh = replace(next_category(v, label.strip(), parent, self._retired(v)), **fields)
        place = len(v.categories) if after is None else _place(v, after) + 1
        self._store_categories(v, _inserted(v.categories, place, fresh), f"Add category {fresh.label} to {v.label}")
        return self._found(self.variable(variable_name), fresh.value)

    def change_category(self, variable_name: str, number: int, /, **fields: Any) -> Category:
        """Gives fields of a category other contents. A new number is followed by codings, conditions and the tree."""
        v = self.variable(variable_name)
        old = self._found(v, number)
        if "label" in fields:
            fields["label"] = str(fields["label"]).strip()
        new = replace(old, **fields)
        new = replace(new, colour=new.colour or None, key=new.key or None)
        if new == old:
            return old
        what = " and ".join(WORDS[name] for name in fields)
        label = f"Rename {old.label} to {new.label}" if set(fields) == {"label"} else f"Change {what} of {old.label}"
        if new.value != old.value:
            self._renumber(v, old, new, label)
        else:
            self._store_categories(v, [new if c.value == number else c for c in v.categories], label)
        return self._found(self.variable(variable_name), new.value)

    def add_example(self, variable_name: str, value: int, unit: int, start: int, stop: int) -> Category:
        """Keeps text[start:stop] of a unit (code points, stop exclusive) as an example of a category, with its source."""
        c, record = self._found(self.variable(variable_name), value), self._project.material.unit(unit)
        quote = (record.text or "")[start:stop].strip()
        if not quote:
            raise UserError("No words are selected.", "Select the passage first.")
        example = f"{quote} [{record.ref}]"
        if example in c.examples:
            raise UserError(f"“{c.label}” has this example already.", "The codebook shows it.")
        examples = (*c.examples, example)
        v = self.variable(variable_name)
        categories = [replace(other, examples=examples) if other.value == value else other for other in v.categories]
        self._store_categories(v, categories, f"Add an example to {c.label}")
        return self._found(self.variable(variable_name), value)

    def move_category(self, variable_name: str, value: int, position: int) -> None:
        """Puts a category at another place among all, from 0."""
        v = self.variable(variable_name)
        old = self._found(v, value)
        rest = [c for c in v.categories if c.value != value]
        self._store_categories(v, _inserted(rest, max(0, min(position, len(rest))), old), f"Move {old.label}")

    def arrange_categories(self, variable_name: str, order: Sequence[tuple[int, int | None]], label: str) -> None:
        """Order and tree of all categories at once: (number, number of the one above)."""
        v = self.variable(variable_name)
        if sorted(value for value, _ in order) != sorted(c.value for c in v.categories):
            raise UserError("The order does not name every category once.", "Nothing was changed.")
        self._store_categories(v, [replace(self._found(v, value), parent=parent) for value, parent in order], label)

    def duplicate_category(self, variable_name: str, value: int) -> Category:
        """A copy right after the category, with the next free number and no key."""
        v = self.variable(variable_name)
        old = self._found(v, value)
        number = next_category(v, "", retired=self._retired(v)).value
        fresh = replace(old, value=number, label=f"{old.label} (copy)", key=None, id=0)
        self._store_categories(v, _inserted(v.categories, _place(v, value) + 1, fresh), f"Duplicate {old.label}")
        return self._found(self.variable(variable_name), number)

    def remove_category(self, variable_name: str, value: int, with_codings: bool = False) -> MoveReport:
        """Takes a category away, with its codings only if that is said; units that then lack an answer count as open.

        What lay under it moves one level up; conditions lose the number. Raises UserError.
        """
        self._project.codings.need_sight("Categories are removed")
        v = self.variable(variable_name)
        old = self._found(v, value)
        used = codings(self._db, v, value)
        if used and not with_codings:
            raise UserError(
                f"Category {value} “{old.label}” has {len(used):,} codings.",
                "Merge it into another category, or remove it together with its codings; undo brings them back.",
            )
        if used:
            need_home(self._db, f"“{old.label}” cannot be removed")
        rest = tuple(replace(c, parent=old.parent) if c.parent == value else c for c in v.categories if c.value != value)
        book = self._book_with(replace(v, categories=rest), {value: None})
        with self._project.step(f"Remove {old.label} from {v.label}" + (" with its codings" if used else "")):
            recode.remove(self._db, v, old, used)
            if used:
                self._note("remove", v, [old])
            self._write_all(book)
        return MoveReport(len(used))

    def merge_categories(self, variable_name: str, sources: Sequence[int], into: int) -> MoveReport:
        """Gives the codings of some categories to another one and takes them away, as one step.

        Their examples go along; conditions then name the one that stays. Raises UserError.
        """
        self._project.codings.need_sight("Categories are merged")
        v = self.variable(variable_name)
        target = self._found(v, into)
        gone = [self._found(v, value) for value in dict.fromkeys(sources) if value != into]
        if not gone:
            raise UserError("There is nothing to merge.", "Choose another category beside the one that stays.")
        used = {c.value: codings(self._db, v, c.value) for c in gone}
        if any(used.values()):
            need_home(self._db, "Categories with codings cannot be merged")
        book = self._book_with(replace(v, categories=_merged(v, gone, target)), {c.value: into for c in gone})
        names = ", ".join(c.label for c in gone)
        met = 0
        with self._project.step(f"Merge {names} into {target.label}"):
            for category in gone:
                met += recode.move(self._db, v, category, target, used[category.value])
                recode.move_decisions(self._db, v, category, target)
            self._note("merge", v, gone, target)
            self._write_all(book)
        return MoveReport(sum(len(codings) for codings in used.values()), met)

    def split_category(
        self, variable_name: str, value: int, label: str, chosen: Sequence[CategoryUse] = (), **fields: Any
    ) -> Category:
        """A new category beside another one, which the chosen codings move to, as one step."""
        v = self.variable(variable_name)
        old = self._found(v, value)
        fresh = replace(next_category(v, label.strip(), old.parent, self._retired(v)), **fields)
        if set(chosen) - set(codings(self._db, v, value)):
            raise UserError("A coding that was chosen is not there any more.", "Choose again; nothing was changed.")
        if chosen:
            need_home(self._db, f"Codings of “{old.label}” cannot move")
        parts = _inserted(v.categories, _place(v, value) + 1, fresh)
        book = self._book_with(replace(v, categories=tuple(parts)), {})
        with self._project.step(f"Split {fresh.label} from {old.label}"):
            self._write_all(book)
            new = self._found(self.variable(variable_name), fresh.value)
            recode.move(self._db, v, old, new, chosen)
            if chosen:
                self._note("split", v, [old], new)
        return new

    # -------------------------------------------------------------- private

    def _retired(self, v: Variable) -> set[int]:
        """Numbers that a verb took from categories of the question, once coding has begun.

        An answer is kept by its number: one that comes back with a package must not become an answer of another category.
        """
        begun = "SELECT 1 FROM package UNION ALL SELECT 1 FROM change WHERE tbl = 'value' LIMIT 1"
        if self._db.execute(begun).fetchone() is None:
            return set()
        columns = schema.shape(self._db, "category")[1]
        had, has = (f"json_extract(c.{side}, '$[{columns.index('value')}]')" for side in ("before", "after"))
        left = (
            f"SELECT DISTINCT {had} FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step)"
            " WHERE c.tbl = 'category' AND s.kind <> 'undo' AND"
            f" json_extract(c.before, '$[{columns.index('variable')}]') = ? AND (c.after IS NULL OR {has} <> {had})"
        )
        return {number for (number,) in self._db.execute(left, (v.id,)).fetchall()}

    def _renumber(self, v: Variable, old: Category, new: Category, label: str) -> None:
        self._project.codings.need_sight("Numbers of categories are changed")
        used = codings(self._db, v, old.value)
        if used:
            need_home(self._db, f"“{old.label}” cannot get another number")
        below = tuple(
            new if c.value == old.value else replace(c, parent=new.value) if c.parent == old.value else c for c in v.categories
        )
        book = self._book_with(replace(v, categories=below), {old.value: new.value})
        with self._project.step(label):
            recode.renumber(self._db, v, old.value, new.value)
            if used:
                self._note("renumber", v, [old], new)
            self._write_all(book)

    def _book_with(self, variable: Variable, numbers: dict[int, int | None]) -> list[Variable]:
        """All variables with this one in place of its old self, and the conditions that follow. Raises UserError."""
        self._project.need_project()
        book = [variable if v.id == variable.id else v for v in self.current().variables]
        book = [replace(v, condition=conditions.renumbered(v.condition, variable.name, numbers)) for v in book]
        validate(Codebook("", tuple(book)))
        return book

    def _store_categories(self, v: Variable, categories: Sequence[Category], label: str) -> None:
        self.store(self._book_with(replace(v, categories=tuple(categories)), {}), label)

    def _moves(self) -> list[tuple[str, int, int, int, int | None]]:
        """What was done to codings since the last frozen version."""
        return [tuple(move) for move in json.loads(self._project.meta(MOVES) or "[]")]

    def _note(self, what: str, v: Variable, gone: Sequence[Category], target: Category | None = None) -> None:
        """Inside a step: codings were merged, split off, removed or renumbered."""
        noted = [*self._moves(), *((what, v.id, c.id, c.value, target and target.id) for c in gone)]
        self._db.execute(
            "INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (MOVES, json.dumps(noted))
        )

    @staticmethod
    def _found(v: Variable, value: int) -> Category:
        category = v.category(value)
        if category is None:
            raise UserError(f"“{v.name}” has no category {value}.", "The codebook lists the numbers.")
        return category


def _place(v: Variable, value: int) -> int:
    return next((n for n, c in enumerate(v.categories) if c.value == value), len(v.categories) - 1)


def _inserted(categories: Sequence[Category], place: int, fresh: Category) -> list[Category]:
    return [*categories[:place], fresh, *categories[place:]]


def _merged(v: Variable, gone: Sequence[Category], target: Category) -> tuple[Category, ...]:
    """The categories that stay: what lay under one that goes lies under the target, which takes their examples."""
    numbers = {c.value for c in gone}
    examples = dict.fromkeys([*target.examples, *(e for c in gone for e in c.examples)])
    parent = target.parent
    while parent in numbers:  # the target lay under one of those that go
        parent = next(c.parent for c in gone if c.value == parent)
    kept = []
    for c in v.categories:
        if c.value == target.value:
            kept.append(replace(c, examples=tuple(examples), parent=parent))
        elif c.value not in numbers:
            kept.append(replace(c, parent=target.value) if c.parent in numbers else c)
    return tuple(_uncircled(kept, target.value))


def _uncircled(categories: list[Category], target: int) -> list[Category]:
    """Where the target came to lie under what lies under it, it goes to the top."""
    above = {c.value: c.parent for c in categories}
    parent, seen = above[target], {target}
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = above.get(parent)
    return [replace(c, parent=None) if c.value == target and parent is not None else c for c in categories]
