"""Frozen versions of the codebook, the draft after the last one, and what a new version sends back for recoding."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intercoder.errors import UserError
from intercoder.project import codebook_difference as difference
from intercoder.project import codebook_recode as recode
from intercoder.project import codebook_recoding as recoding
from intercoder.project.codebook_categories import MOVES, CategoryVerbs
from intercoder.project.codebook_difference import Change, Kind
from intercoder.project.codebook_document import as_json, from_json
from intercoder.project.codebook_recoding import Done
from intercoder.project.codebook_use import codings
from intercoder.records import Codebook

FREEZE = "Freeze codebook "
ANEW = "Code anew under codebook "
"""How the steps that open units again begin; behind it stand the number of the version and what was changed."""


@dataclass(frozen=True)
class Version:
    """A frozen version: its number, when, why, and what it changed against the one before."""

    id: int
    version: str
    frozen_at: int  # ms since 1970, UTC
    note: str
    kind: Kind
    changes: tuple[Change, ...]
    codebook: Codebook


@dataclass(frozen=True)
class DraftState:
    """Where the codebook stands: the last frozen version, what was changed since, and the number it would get."""

    frozen: str | None
    changes: tuple[Change, ...]
    proposed: str
    is_draft: bool


class VersionVerbs(CategoryVerbs):
    """The part of the codebook's room that freezes, compares and discards."""

    # -------------------------------------------------------------- reading

    def versions(self) -> list[Version]:
        """Every frozen version, oldest first, with ids where they were kept."""
        rows = self._db.execute(
            "SELECT id, version, frozen_at, note, change_kind, content FROM codebook_version ORDER BY id"
        ).fetchall()
        found: list[Version] = []
        for number, version, at, note, kind, content in rows:
            document = json.loads(content)
            book = _with_ids(from_json(document), document)
            if "changes" in document:
                changes = tuple(difference.from_json(c) for c in document["changes"])
            else:
                changes = difference.differences(found[-1].codebook, book) if found and kind == "substantive" else ()
            found.append(Version(number, version, at, note, kind, changes, book))
        return found

    def draft(self) -> DraftState:
        """What was changed since the last frozen version."""
        past = self.versions()
        if not past:
            return DraftState(None, (), "1.0", bool(self.current().variables))
        changes = self._changes_since(past[-1])
        last = past[-1].version
        return DraftState(last, changes, difference.proposed_version(last, changes), bool(changes))

    def _changes_since(self, last: Version) -> tuple[Change, ...]:
        merged = [(gone, into) for what, _, gone, _, into in self._moves() if what == "merge" and into is not None]
        book = self.current()
        title = last.codebook.title or book.title
        return difference.differences(replace(last.codebook, title=title), book, merged)

    def substantive_between(self, variable_name: str, older: int | None, newer: int | None) -> bool:
        """Whether values of a variable given under two versions (ids, None = before the first) cannot be pooled as they are.

        True where a version after the older one, up to the newer one, holds a substantive change of the variable.
        """
        number = self.variable(variable_name).id
        first, last = sorted((older or 0, newer or 0))
        return any(
            change.recodes and change.number == number
            for version in self.versions()
            if max(first, self._first_version()) < version.id <= last
            for change in version.changes
        )

    def _first_version(self) -> int:
        return int(self._db.execute("SELECT coalesce(min(id), 0) FROM codebook_version").fetchone()[0])

    def given_under(self, variable_name: str, round_name: str) -> dict[tuple[int, int], int | None]:
        """{(unit, coder): id of the frozen version} under which each answer to a variable was given last, or finished."""
        variable, round_ = self.variable(variable_name), self._project.plan.round(round_name)
        return recoding.given_under(self._db, round_.id).get(variable.id, {})

    def mixed_versions(self, round_name: str) -> dict[str, tuple[str, str]]:
        """Questions of which a round holds answers from before and after a substantive change of them: name -> two versions.

        An answer from before the first version belongs to that.
        """
        versions = self.versions()
        if not any(change.recodes for version in versions[1:] for change in version.changes):
            return {}
        names = {version.id: version.version for version in versions}
        given = recoding.given_under(self._db, self._project.plan.round(round_name).id)
        found: dict[str, tuple[str, str]] = {}
        for v in self.current().variables:
            used = sorted({version or versions[0].id for version in given.get(v.id, {}).values()})
            for before, after in pairwise(used):
                if self.substantive_between(v.name, before, after):
                    found[v.name] = (names[before], names[after])
        return found

    def touched_by(self, changes: Sequence[Change]) -> dict[tuple[int, int, int], list[str]]:
        """The finished units (round, coder, unit) that freezing with these changes would send back, with the reasons.

        Of a blind round a coder is told of their own alone: how many units have a category tells how it was used.
        """
        return self._seen(recoding.touched(self._db, self.current(), changes))

    def _seen(self, units: dict[Done, list[str]]) -> dict[Done, list[str]]:
        if self._project.codings.sees_figures():
            return units
        blind, me = {r.id for r in self._project.plan.rounds() if r.blind}, self._project.coder.id
        return {done: why for done, why in units.items() if done[0] not in blind or done[1] == me}

    def outdated(self) -> dict[tuple[int, int, int], list[str]]:
        """Units (round, coder, unit) that were finished under a version older than a substantive change that touches them.

        They come in with a package of an older version. With each of them what was changed; told as by `touched_by`.
        """
        return self._seen(self._outdated())

    def _outdated(self) -> dict[Done, list[str]]:
        later = [version for version in self.versions()[1:] if any(c.recodes for c in version.changes)]
        under = recoding.finished_under(self._db) if later else {}
        found: dict[tuple[int, int, int], list[str]] = {}
        for version in later:
            for done, sentences in recoding.touched(self._db, self.current(), version.changes).items():
                if under.get(done, 0) < version.id:
                    found.setdefault(done, []).extend(sentences)
        return found

    def reopened(self) -> dict[int, str]:
        """Why units of the present coder in the present round are open again: unit -> name of the step."""
        return recoding.reasons(self._db, self._project.round.id, self._project.coder.id)

    def why_open(self, unit: int) -> str:
        """What a new version of the codebook changed for a unit that it opened again for this coder; empty if it did not."""
        label = recoding.reasons(self._db, self._project.round.id, self._project.coder.id, unit).get(unit, "")
        return next((label.removeprefix(words) for words in (FREEZE, ANEW) if label.startswith(words)), "")

    # -------------------------------------------------------------- writing

    def freeze(
        self,
        version: str,
        note: str = "",
        change_kind: Kind | None = None,
        changes: Sequence[Change] | None = None,
    ) -> int:
        """Freezes the present codebook as a version, such as "1.0"; undo does not cross it.

        `changes` are those of `draft()`, their kinds settled by the lead; substantive ones reopen the finished units that
        they touch. Gives the number of units that are to be coded anew, over all coders.
        """
        self._project.need_project()
        self._project.codings.need_sight("The codebook is frozen")
        version = version.strip().removeprefix("v")
        if not version:
            raise UserError("The version has no number.", "Give one, such as 1.0.")
        if self._db.execute("SELECT 1 FROM codebook_version WHERE version = ?", (version,)).fetchone():
            raise UserError(f"There is a codebook v{version} already.", "Choose the next number.")
        settled = tuple(self.draft().changes if changes is None else changes)
        if change_kind is not None and changes is None:
            settled = tuple(replace(change, kind=change_kind) for change in settled)
        kind = change_kind or (difference.kind_of(settled) if self._first_version() else "substantive")
        back = recoding.touched(self._db, self.current(), settled)
        content = _document(self.current(), settled)
        with self._project.barrier(_label(version, settled), {"codebook_version", "progress", "meta"}, mode=1):
            self._db.execute(
                "INSERT INTO codebook_version(version, frozen_at, note, change_kind, content) VALUES(?, ?, ?, ?, ?)",
                (version, self._project.clock(), note.strip(), kind, content),
            )
            for done in back:
                recode.reopen(self._db, *done)
            self._db.execute("DELETE FROM meta WHERE key = ?", (MOVES,))
        return len(back)

    def requeue(self) -> int:
        """Opens the units of `outdated()` again, as one step; gives how many."""
        self._project.need_project()
        self._project.codings.need_sight("Units are opened for recoding")
        old = self._outdated()
        if not old:
            raise UserError("Nothing was coded under an older version.", "There is nothing to code anew.")
        reasons = list(dict.fromkeys(sentence for sentences in old.values() for sentence in sentences))
        with self._project.step(f"{ANEW}v{self.versions()[-1].version}{_shortened(reasons)}"):
            for done in old:
                recode.reopen(self._db, *done)
        return len(old)

    def discard_draft(self) -> None:
        """Puts the last frozen version in place of the draft, as one step. Raises UserError if codings would be lost."""
        self._project.need_project()
        past = self.versions()
        if not past:
            raise UserError("No version is frozen yet.", "There is nothing to go back to.")
        if self._moves():
            raise UserError(
                "In this draft codings were moved or removed together with their categories.",
                "Undo those steps first, or freeze the draft; nothing was changed.",
            )
        frozen = _matched(past[-1].codebook, self.current())
        present = {v.id: v for v in self.current().variables}
        kept = {v.id: v for v in frozen.variables}
        for variable in present.values():
            if variable.id not in kept:
                self._refuse_if_used(variable, "is new in the draft", "Remove it with its codings first; nothing was changed.")
                continue
            self._need_free(variable, kept[variable.id])
            gone = {c.id for c in variable.categories} - {c.id for c in kept[variable.id].categories}
            for category in variable.categories:
                if category.id in gone and codings(self._db, variable, category.value):
                    raise UserError(
                        f"Category {category.value} “{category.label}” is new in the draft and has codings.",
                        "Merge it into another one, or remove it with them first; nothing was changed.",
                    )
        self.store(list(frozen.variables), f"Discard the draft after v{past[-1].version}")


def _label(version: str, changes: Sequence[Change]) -> str:
    return f"{FREEZE}v{version}{_shortened(list(dict.fromkeys(c.sentence for c in changes if c.recodes)))}"


def _shortened(reasons: list[str]) -> str:
    """Behind a dash, at most three of the reasons."""
    more = f" and {len(reasons) - 3} more" if len(reasons) > 3 else ""
    return f" – {'; '.join(reasons[:3])}{more}" if reasons else ""


def _document(book: Codebook, changes: Sequence[Change]) -> str:
    document = as_json(book)
    document["ids"] = [[v.id, [c.id for c in v.categories]] for v in book.variables]
    document["changes"] = [difference.as_json(change) for change in changes]
    return json.dumps(document, ensure_ascii=False)


def _with_ids(book: Codebook, document: dict[str, object]) -> Codebook:
    ids = document.get("ids")
    if not isinstance(ids, list):
        return book
    variables = []
    for v, (number, categories) in zip(book.variables, ids, strict=True):
        named = tuple(replace(c, id=i) for c, i in zip(v.categories, categories, strict=True))
        variables.append(replace(v, id=number, categories=named))
    return replace(book, variables=tuple(variables))


def _matched(frozen: Codebook, present: Codebook) -> Codebook:
    """The frozen codebook with the present ids where it has none: a version that was frozen without them."""
    variables = []
    for v in frozen.variables:
        twin = present.variable(v.name)
        if not v.id and twin is not None:
            numbers = {c.value: c.id for c in twin.categories}
            v = replace(v, id=twin.id, categories=tuple(replace(c, id=numbers.get(c.value, 0)) for c in v.categories))
        variables.append(v)
    return replace(frozen, variables=tuple(variables))
