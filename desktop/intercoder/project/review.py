"""The review of imported comments: joining, splitting, boilerplate, replies, and the counts that their headers declared.

Each verb is one step of the lead. Texts stay verbatim: a joined text is the first comment, the line feed that stood between the
two lines, and the second; a split cuts at a character, and only a line feed at the cut belongs to neither half. References stay
what they were: the second half of A0001-C003 is A0001-C003.2. What hangs on a comment is carried along (`review_codings`).
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.project import reading_order
from intercoder.project.issued import need_recalled
from intercoder.project.removal import HasCodings
from intercoder.project.review_codings import Carrier, Difference
from intercoder.project.review_counts import CountVerbs
from intercoder.project.review_facts import FactVerbs
from intercoder.records import Unit
from intercoder.wording import counted

if TYPE_CHECKING:
    from intercoder.project.project import Project

_COMMENT = "provider_id, author, posted, posted_raw, posted_precision, reply_to, reply_basis, likes, dislikes, status, extra"


class AnswersDiffer(UserError):  # noqa: N818 - what is in the way, not a mistake
    """Coders answered questions about two comments differently, and it was not said that they are to answer again."""


@dataclass(frozen=True)
class ReviewReport:
    """What a step of the review did: the unit that one goes on with, and what it meant for coders."""

    unit: int
    asked_again: int = 0  # finished units of coders that are open again
    assignments: int = 0  # that were taken back


class ReviewRoom(CountVerbs, FactVerbs):
    """The verbs of the review. Owned by the project."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self._db: sqlite3.Connection = project.db

    # -------------------------------------------------------------- joining and splitting

    def join(self, unit: int, ask_again: bool = False) -> ReviewReport:
        """Joins a comment with the one before it, which keeps its reference; boilerplate between the two stays where it is.

        Raises AnswersDiffer where one coder answered the same question differently of the two, unless `ask_again`: then
        those answers are taken away and the coders asked again. Raises UserError if two authors wrote them.
        """
        second = self._comment(unit)
        first = self._before(second)
        self._need_joinable(first, second)
        with self._step(f"Join {second.ref} with {first.ref}", (first.id, second.id)) as carrier:
            self._join(carrier, first, second, ask_again)
        return ReviewReport(first.id, len(carrier.asked_again))

    def join_all(self, units: Sequence[int], ask_again: bool = False) -> ReviewReport:
        """Joins several comments, each with the one before it, as one step; all of them or none. Raises as `join` does."""
        ids = set(units)
        articles = {self._comment(unit).article for unit in ids}
        comments = [u for article in sorted(articles) for u in self._project.material.units(article) if u.kind == "comment"]
        places = [at for at, each in enumerate(comments) if each.id in ids]
        what = comments[places[0]].ref if len(places) == 1 else f"{len(places):,} comments"
        held = {unit for at in places for unit in (comments[at].id, comments[max(at - 1, 0)].id)}
        with self._step(f"Join {what} with the one before", sorted(held)) as carrier:
            for at in reversed(places):
                second = self._comment(comments[at].id)
                first = self._before(second)
                self._need_joinable(first, second)
                self._join(carrier, first, second, ask_again)
        return ReviewReport(first.id, len(carrier.asked_again))

    def _join(self, carrier: Carrier, first: Unit, second: Unit, ask_again: bool) -> None:
        differing = carrier.differences(first.id, second.id)
        if differing and not ask_again:
            raise self._differ(first, second, differing)
        text = f"{first.text or ''}\n{second.text or ''}"
        self._write_text(first.id, text, first.codable or second.codable)
        carrier.join(first.id, second.id, len(first.text or "") + 1, text, differing)
        self._join_facts(first.id, second.id)
        self._db.execute(
            "UPDATE unit SET kind = ?, parent = ?, text = NULL, sha256 = ?, codable = 0 WHERE id = ?",
            (reading_order.JOINED, first.id, _sha256(""), second.id),
        )
        self._count_texts(-1)

    def _need_joinable(self, first: Unit, second: Unit) -> None:
        ours, theirs = (self._project.material.comment(unit.id) for unit in (first, second))
        names = [row.author for row in (ours, theirs) if row is not None and row.author]
        if len(set(names)) == 2:
            raise UserError(
                f"{first.ref} is by {names[0]}, {second.ref} by {names[1]}; comments of two people are not joined.",
                "Nothing was changed.",
            )
        if empty := next((unit for unit in (first, second) if not (unit.text or "").strip()), None):
            raise UserError(f"{empty.ref} has no words to join.", "Nothing was changed.")
        if any(row is not None and row.status == "pingback" for row in (ours, theirs)):
            raise UserError("A pingback is not joined with a comment.", "Mark it as boilerplate. Nothing was changed.")

    def _join_facts(self, first: int, second: int) -> None:
        """The first comment keeps what is known of it, and takes author and what it answers from the second if it had none."""
        self._db.execute("UPDATE comment SET reply_to = ? WHERE reply_to = ? AND unit <> ?", (first, second, first))
        known = ("author", "posted", "posted_raw", "posted_precision", "provider_id")
        given = ", ".join(f"{name} = coalesce(comment.{name}, s.{name})" for name in known)
        self._db.execute(
            f"UPDATE comment SET {given}, reply_to = coalesce(nullif(comment.reply_to, s.unit), nullif(s.reply_to, ?1)),"
            " reply_basis = CASE WHEN nullif(comment.reply_to, s.unit) IS NOT NULL THEN comment.reply_basis"
            " WHEN nullif(s.reply_to, ?1) IS NOT NULL THEN s.reply_basis END,"
            " status = CASE WHEN comment.status = 'deleted' THEN s.status ELSE comment.status END"
            " FROM comment s WHERE comment.unit = ?1 AND s.unit = ?2",
            (first, second),
        )
        self._db.execute("DELETE FROM comment WHERE unit = ?", (second,))

    def split(self, unit: int, at: int) -> ReviewReport:
        """Cuts a comment before the character `at` (code points); a single line feed at the cut belongs to neither half.

        The first half keeps the reference, the facts and the answers about the comment; highlights go where their words
        are. Raises UserError if a half would have no words, or a highlight lies across the cut.
        """
        self._need_lead()
        first = self._comment(unit)
        text = first.text or ""
        halves = halves_at(text, at)
        stop, start = len(halves[0]), len(text) - len(halves[1])
        if not all(half.strip() for half in halves):
            raise UserError("One half of the comment would have no words.", "Put the caret between two words.")
        self._need_no_span_across(first, stop, start)
        with self._step(f"Split {first.ref}", (first.id,)) as carrier:
            begins = self._db.execute("SELECT coalesce(start, 0) FROM unit WHERE id = ?", (first.id,)).fetchone()[0]
            second = int(
                self._db.execute(
                    "INSERT INTO unit(kind, article, parent, position, ref, text, start, sha256, codable)"
                    " VALUES('comment', ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                    (
                        first.article, first.article, first.position, self._free_ref(first.ref), halves[1], begins + start,
                        _sha256(halves[1]), int(first.codable),
                    ),
                ).fetchone()[0]
            )  # fmt: skip
            reading_order.add(self._db, second)
            self._db.execute(
                "INSERT INTO comment(unit, status) SELECT ?, status FROM comment WHERE unit = ?", (second, first.id)
            )
            self._write_text(first.id, halves[0], first.codable)
            carrier.split(first.id, second, start, halves)
            self._count_texts(1)
        return ReviewReport(second, len(carrier.asked_again))

    def _need_no_span_across(self, unit: Unit, stop: int, start: int) -> None:
        query = (
            "SELECT s.round, s.coder, o.name, k.label, s.quote FROM span s JOIN coder o ON o.id = s.coder"
            " JOIN category k ON k.id = s.category WHERE s.unit = ? AND s.start < ? AND s.stop > ? ORDER BY s.start LIMIT 1"
        )
        if row := self._db.execute(query, (unit.id, start, stop)).fetchone():
            round_id, coder, name, label, quote = row
            short = quote if len(quote) <= 60 else f"{quote[:59]}…"
            seen = self._project.codings.visible_keys([(round_id, coder, unit.id)])
            whose = f"of {name}, {label}: “{short}”" if seen else "of another coder in a blind round"
            raise UserError(f"The cut would go through a highlight {whose}.", "Cut before or after it. Nothing was changed.")

    def _free_ref(self, ref: str) -> str:
        """The reference of a further part: never one that was used before, also not one that was undone."""
        stem = ref.rpartition(".")[0] or ref
        query = (
            "SELECT 1 FROM unit WHERE ref = ?1 UNION ALL SELECT 1 FROM change WHERE tbl = 'unit' AND unit IS NULL"
            " AND instr(coalesce(after, before), json_quote(?1)) LIMIT 1"
        )
        number = 2
        while self._db.execute(query, (f"{stem}.{number}",)).fetchone():
            number += 1
        return f"{stem}.{number}"

    # -------------------------------------------------------------- what is a comment, and what is coded

    def mark_boilerplate(self, units: Sequence[int], codings_too: bool = False, kept: Sequence[int] = ()) -> ReviewReport:
        """Makes comments boilerplate: kept, marked and not codable. One step for all of them.

        In the same step the words of the comments `kept` are remembered as what readers wrote.
        Raises HasCodings while coders have coded one of them, unless their codings go too; UserError if one is answered.
        """
        chosen = [self._comment(unit) for unit in units]
        self._need_unanswered(chosen)
        what = chosen[0].ref if len(chosen) == 1 else f"{len(chosen):,} lines"
        with self._step(f"Mark {what} as boilerplate", [u.id for u in chosen]) as carrier:
            assignments = self._take_out(carrier, chosen, codings_too)
            self._db.executemany("UPDATE unit SET kind = 'boilerplate', codable = 0 WHERE id = ?", [(u.id,) for u in chosen])
            self._db.executemany("DELETE FROM comment WHERE unit = ?", [(u.id,) for u in chosen])
            self._remember_lines(self._hashes(kept), self._hashes(units))
        return ReviewReport(chosen[0].id, assignments=assignments)

    def _need_unanswered(self, units: Sequence[Unit]) -> None:
        going = {unit.id for unit in units}
        for article in {unit.article for unit in units}:
            query = (
                "SELECT c.unit, c.reply_to FROM unit u JOIN comment c ON c.unit = u.id"
                " WHERE u.article = ? AND c.reply_to IS NOT NULL"
            )
            for unit, target in self._db.execute(query, (article,)).fetchall():
                if target in going and unit not in going:
                    answer, answered = self._project.material.units_by_id([unit, target])
                    raise UserError(
                        f"{answer.ref} answers {answered.ref}, which therefore is a comment.",
                        f"Change what {answer.ref} answers first (R). Nothing was changed.",
                    )

    def mark_comment(self, unit: int) -> ReviewReport:
        """Makes boilerplate a comment; one that was a comment before has its author and the rest again, from the history."""
        record = self._project.material.unit(unit)
        if record.kind != "boilerplate":
            raise UserError(f"{record.ref} is no boilerplate.", "Nothing was changed.")
        if not (record.text or "").strip():
            raise UserError(f"{record.ref} has no words.", "Nothing was changed.")
        with self._step(f"Mark {record.ref} as a comment", (unit,)):
            self._db.execute("UPDATE unit SET kind = 'comment', codable = 1 WHERE id = ?", (unit,))
            self._db.execute("INSERT INTO comment(unit, status) VALUES(?, 'visible')", (unit,))
            self._facts_again(unit)
        return ReviewReport(unit)

    def _facts_again(self, unit: int) -> None:
        query = (
            "SELECT c.before FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step) WHERE c.tbl = 'comment'"
            " AND c.unit = ? AND c.after IS NULL AND c.before IS NOT NULL ORDER BY s.at DESC LIMIT 1"
        )
        if row := self._db.execute(query, (unit,)).fetchone():
            values = ", ".join(f"json_extract(?1, '$[{n}]')" for n in range(_COMMENT.count(",") + 1))
            self._db.execute(f"UPDATE comment SET ({_COMMENT}) = (SELECT {values}) WHERE unit = ?2", (row[0], unit))
            self._db.execute(
                "UPDATE comment SET reply_to = NULL, reply_basis = NULL WHERE unit = ? AND reply_to NOT IN (SELECT unit FROM"
                " comment)",
                (unit,),
            )

    def set_codable(self, unit: int, codable: bool, codings_too: bool = False) -> ReviewReport:
        """Takes a comment out of what is coded, or back in. Raises HasCodings as `mark_boilerplate` does."""
        record = self._comment(unit)
        if record.codable == codable:
            raise UserError(f"{record.ref} is {'' if codable else 'not '}codable already.", "Nothing was changed.")
        if codable and not (record.text or "").strip():
            raise UserError(f"{record.ref} has no words to code.", "Nothing was changed.")
        with self._step(f"Mark {record.ref} as {'' if codable else 'not '}codable", (unit,)) as carrier:
            assignments = 0 if codable else self._take_out(carrier, [record], codings_too)
            self._db.execute("UPDATE unit SET codable = ? WHERE id = ?", (int(codable), unit))
        return ReviewReport(unit, assignments=assignments)

    def _take_out(self, carrier: Carrier, units: Sequence[Unit], codings_too: bool) -> int:
        """Takes codings and plan of units away; gives the number of assignments. Raises HasCodings unless `codings_too`."""
        assignments = 0
        for unit in units:
            coders, answers, spans = carrier.coded(unit.id)
            if coders + answers and not codings_too:
                parts = [counted(n, what) for n, what in ((answers, "answer"), (spans, "highlight")) if n]
                given = f": {' and '.join(parts)}" if parts else ""
                raise HasCodings(
                    f"{unit.ref} was coded by {counted(coders, 'coder')}{given}." if coders else f"{unit.ref} was decided on.",
                    "Say that the codings go too, or leave it. Nothing was changed.",
                )
            assignments += carrier.take_away(unit.id)
        return assignments

    # -------------------------------------------------------------- replies

    def reply_to(self, unit: int, target: int | None, basis: str = "manual") -> ReviewReport:
        """Says which comment of the same article a comment answers, on the `basis` manual or mention; None = none.

        Raises UserError if the target is no other comment of the article, or answers this one itself.
        """
        record = self._comment(unit)
        other = None if target is None else self._comment(target)
        if other is not None and (other.id == unit or other.article != record.article):
            raise UserError("A comment answers another comment of the same article.", "Nothing was changed.")
        if other is not None and unit in self._answered_by(other.id):
            raise UserError(f"{other.ref} answers {record.ref}, so it cannot be answered by it.", "Nothing was changed.")
        label = f"{record.ref} answers {other.ref}" if other else f"{record.ref} answers no comment"
        with self._step(label, (unit,)):
            self._db.execute(
                "UPDATE comment SET reply_to = ?, reply_basis = ? WHERE unit = ?", (target, basis if other else None, unit)
            )
        return ReviewReport(unit)

    def _answered_by(self, unit: int) -> set[int]:
        """All comments above one in its thread."""
        above: set[int] = set()
        row = self._db.execute("SELECT reply_to FROM comment WHERE unit = ?", (unit,)).fetchone()
        while row and row[0] is not None and row[0] not in above:
            above.add(row[0])
            row = self._db.execute("SELECT reply_to FROM comment WHERE unit = ?", (row[0],)).fetchone()
        return above

    # -------------------------------------------------------------- private

    def _need_lead(self) -> None:
        self._project.need_project()
        if self._project.coder.id != 1:
            raise UserError("The material belongs to the lead.", "Open the project as its lead.")

    @contextmanager
    def _step(self, label: str, units: Sequence[int]) -> Iterator[Carrier]:
        self._need_lead()
        need_recalled(self._project, units)
        with self._project.step(label):
            yield Carrier(self._project)

    def _comment(self, unit: int) -> Unit:
        record = self._project.material.unit(unit)
        if record.kind != "comment":
            raise UserError(f"{record.ref} is no comment.", "Choose a comment. Nothing was changed.")
        return record

    def _before(self, unit: Unit) -> Unit:
        comments = [u for u in self._project.material.units(unit.article) if u.kind == "comment"]
        at = [u.id for u in comments].index(unit.id)
        if at == 0:
            raise UserError(f"{unit.ref} is the first comment; there is none before it.", "Nothing was changed.")
        return comments[at - 1]

    def _differ(self, first: Unit, second: Unit, differing: Sequence[Difference]) -> AnswersDiffer:
        labels = {v.id: v.label for v in self._project.codebook.current().variables}
        names = {c.id: c.name for c in self._project.plan.coders()} | {0: "the final value"}
        units = (first.id, second.id)
        seen = self._project.codings.visible_keys((d.round, d.coder, unit) for d in differing for unit in units)
        hidden = {d for d in differing if d.coder and not all((d.round, d.coder, unit) in seen for unit in units)}
        lines = [f"{'another coder' if d in hidden else names[d.coder]}, {labels.get(d.variable, '?')}" for d in differing]
        more = f", and {len(lines) - 4} more" if len(lines) > 4 else ""
        return AnswersDiffer(
            f"{counted(len(lines), 'answer')} about {first.ref} and {second.ref} differ: {'; '.join(lines[:4])}{more}.",
            "Join them and ask again, or leave them apart. Nothing was changed.",
        )

    def _write_text(self, unit: int, text: str, codable: bool) -> None:
        row = (text, _sha256(text), int(codable), unit)
        self._db.execute("UPDATE unit SET text = ?, sha256 = ?, codable = ? WHERE id = ?", row)

    def _count_texts(self, more: int) -> None:
        """The number of texts that the search index was made for follows; triggers correct the index itself."""
        self._db.execute("UPDATE meta SET value = CAST(CAST(value AS INTEGER) + ? AS TEXT) WHERE key = 'searchable'", (more,))


def halves_at(text: str, at: int) -> tuple[str, str]:
    """What a cut before the character `at` makes of a text: the line feed at the cut is the border, and in neither half.

    >>> halves_at("one two", 4)
    ('one ', 'two')
    """
    at = min(max(at, 0), len(text))
    if text[at : at + 1] == "\n":
        return text[:at], text[at + 1 :]
    if text[:at].endswith("\n"):
        return text[: at - 1], text[at:]
    return text[:at], text[at:]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
