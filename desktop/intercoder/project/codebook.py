"""The codebook of a project: variables, categories, frozen versions."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project.codebook_document import validate
from intercoder.project.codebook_verbs import KINDS
from intercoder.project.codebook_versions import VersionVerbs
from intercoder.records import Category, Codebook, Variable

if TYPE_CHECKING:
    from intercoder.project.project import Project


@dataclass(frozen=True)
class _Known:
    """The codebook as it was read: the record, its variables by name, and the newest frozen version."""

    codebook: Codebook
    variables: dict[str, Variable]
    frozen: str | None


class CodebookRoom(VersionVerbs):
    """Reads and changes the instrument. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db = project.db
        self._known: dict[bool, tuple[tuple[int, int], _Known]] = {}  # inside a step or not -> stamp, and what was read

    def current(self) -> Codebook:
        """The codebook as it is now, with ids, in the order of the questions."""
        return self._now().codebook

    def variable(self, name: str) -> Variable:
        """The variable with this name. Raises UserError if there is none."""
        variable = self._variables().get(name)
        if variable is None:
            raise UserError(f"The codebook has no variable “{name}”.", "The codebook lists the names.")
        return variable

    def forget(self) -> None:
        """Reads the codebook anew at the next question: a step that was rolled back may have shown what is gone."""
        self._known.clear()

    def by_id(self, number: int) -> Variable:
        """The variable with this id."""
        return next(v for v in self._variables().values() if v.id == number)

    @property
    def version(self) -> str | None:
        """The newest frozen version, None while there is only a draft."""
        return self._now().frozen

    def _variables(self) -> dict[str, Variable]:
        return self._now().variables

    def _now(self) -> _Known:
        inside = self._db.in_transaction
        stamp = (self._db.total_changes if inside else self._project.instrument_edits, self._project.data_version())
        if inside not in self._known or self._known[inside][0] != stamp:
            self._known[inside] = (stamp, self._read())
        return self._known[inside][1]

    def _read(self) -> _Known:
        variables = self._read_variables()
        row = self._db.execute("SELECT version FROM codebook_version ORDER BY id DESC LIMIT 1").fetchone()
        frozen = str(row[0]) if row is not None else None
        title = self._project.meta("codebook_title") or self._project.title
        version = frozen or self._project.meta("codebook_version") or ""
        return _Known(Codebook(title, tuple(variables.values()), version), variables, frozen)

    def _read_variables(self) -> dict[str, Variable]:
        categories: dict[int, list[Category]] = {}
        query = (
            "SELECT id, variable, value, label, definition, use_when, not_when, examples, colour, key, parent"
            " FROM category ORDER BY variable, position"
        )
        for number, variable, value, label, definition, use, no, examples, colour, key, parent in self._db.execute(
            query
        ).fetchall():
            category = Category(value, label, definition, use, no, tuple(json.loads(examples)), colour, key, parent, number)
            categories.setdefault(variable, []).append(category)
        query = (
            "SELECT id, name, label, unit_kind, answer_kind, level, question, about, required, undetermined, condition,"
            ' "group" FROM variable ORDER BY position'
        )
        return {
            row[1]: Variable(*[*row[1:8], bool(row[8]), bool(row[9]), *row[10:], tuple(categories.get(row[0], ())), row[0]])
            for row in self._db.execute(query).fetchall()
        }

    # -------------------------------------------------------------- changing

    def load(self, codebook: Codebook, label: str = "Import the codebook") -> None:
        """Puts the variables of a codebook in place of the present ones, as one step; ids of same names stay.

        Raises UserError if it is not sound, or a variable or category with codings would be lost.
        """
        self._project.need_project()
        validate(codebook)
        present = self._variables()
        wanted = {v.name for v in codebook.variables}
        for name in present.keys() - wanted:
            self._refuse_if_used(present[name], "is missing in the new codebook", "Keep it in the file; nothing was changed.")
        for variable in codebook.variables:
            old = present.get(variable.name)
            if old is not None and _kind(old) != _kind(variable):
                reason = "is asked or answered in another way in the new codebook"
                self._refuse_if_used(old, reason, "Give the new question a name of its own; nothing was changed.")
        with self._project.step(label):
            for name in present.keys() - wanted:
                self._db.execute("DELETE FROM variable WHERE id = ?", (present[name].id,))
            for position, variable in enumerate(codebook.variables, 1):
                self._write(variable, position, present.get(variable.name))
            self._db.executemany(
                "INSERT INTO meta VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                [("codebook_title", codebook.title), ("codebook_version", codebook.version)],
            )

    def add_missing(self, variables: list[Variable]) -> None:
        """Adds variables inside the caller's step; those that exist get the categories they lack."""
        self._project.need_project()
        present = self._variables()
        position = self._db.execute("SELECT coalesce(max(position), 0) FROM variable").fetchone()[0]
        for number, variable in enumerate(variables, 1):
            old = present.get(variable.name)
            self._write(variable, position + number if old is None else None, old)

    def _write(self, variable: Variable, position: int | None, old: Variable | None) -> None:
        row = (
            variable.name, variable.label, variable.question, variable.unit_kind, variable.answer_kind, variable.level,
            variable.about, int(variable.required), int(variable.undetermined), variable.condition, variable.group,
        )  # fmt: skip
        names = '(name, label, question, unit_kind, answer_kind, level, about, required, undetermined, condition, "group"'
        if old is None:
            insert = f"INSERT INTO variable{names}, position) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"
            number = self._db.execute(insert, (*row, position)).fetchone()[0]
        else:
            number = old.id
            update = f"UPDATE variable SET {names}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?"
            self._db.execute(update, (*row, number))
            if position is not None:
                self._db.execute("UPDATE variable SET position = ? WHERE id = ?", (position, number))
        self._write_categories(number, variable, old)

    def _write_categories(self, number: int, variable: Variable, old: Variable | None) -> None:
        present = {c.value: c for c in old.categories} if old else {}
        for value in present.keys() - {c.value for c in variable.categories}:
            self._refuse_if_category_used(variable, number, present[value])
            self._db.execute("DELETE FROM category WHERE id = ?", (present[value].id,))
        for position, c in enumerate(variable.categories, 1):
            self._db.execute(
                "INSERT INTO category(variable, position, value, label, definition, use_when, not_when, examples, colour,"
                " key, parent) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(variable, value) DO UPDATE SET"
                " position = excluded.position, label = excluded.label, definition = excluded.definition,"
                " use_when = excluded.use_when, not_when = excluded.not_when, examples = excluded.examples,"
                " colour = excluded.colour, key = excluded.key, parent = excluded.parent",
                (
                    number, position, c.value, c.label, c.definition, c.use_when, c.not_when,
                    json.dumps(c.examples, ensure_ascii=False), c.colour, c.key, c.parent,
                ),
            )  # fmt: skip

    def _refuse_if_category_used(self, variable: Variable, number: int, category: Category) -> None:
        used = self._db.execute(
            "SELECT 1 FROM value WHERE variable = ?1 AND (category = ?2 OR category = 0 AND status = 'value'"
            " AND answer = ?3) UNION ALL SELECT 1 FROM span WHERE category = ?2 LIMIT 1",
            (number, category.id, str(category.value) if variable.answer_kind == "one" else None),
        ).fetchone()
        if used:
            raise UserError(
                f"Category {category.value} “{category.label}” of “{variable.name}” has codings and is missing in the new"
                " codebook.",
                "Keep it in the file; nothing was changed.",
            )


def _kind(variable: Variable) -> tuple[object, ...]:
    """What the stored codings of a variable depend on; its level only decides which coefficient reads them."""
    return tuple(getattr(variable, field) for field in KINDS)
