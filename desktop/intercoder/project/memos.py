"""The verbs of memos: notes of the present coder on a unit or on a highlight, each change one step."""

import sqlite3
from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING

from intercoder.errors import UserError
from intercoder.records import Memo, Span, Unit

if TYPE_CHECKING:
    from intercoder.project.project import Project


class MemoVerbs:
    """Part of `project.codings`."""

    _project: "Project"
    _db: sqlite3.Connection

    if TYPE_CHECKING:  # what the room and the verbs of highlighting give

        def _ensure_row(self, unit: int) -> None: ...
        def _own(self, number: int) -> Span: ...
        def _whole(self, unit: Unit) -> int: ...
        def _label(self, span: Span) -> str: ...
        def _may_see_each(self, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bool]: ...

    def memos(self, units: Sequence[int], round_id: int | None = None) -> list[Memo]:
        """Memos on these units and on highlights in them, of everybody whom the present coder may see; oldest first.

        A memo on a highlight belongs to the article or comment that the highlight stands in.
        """
        query = (
            "SELECT id, round, coder, unit, span, text, at FROM memo"
            " WHERE unit IN (SELECT value FROM json_each(?)) AND round = ? ORDER BY at, id"
        )
        round_id = self._project.round.id if round_id is None else round_id
        memos = [Memo(*row) for row in self._db.execute(query, (dumps(list(units)), round_id)).fetchall()]
        seen = self._may_see_each([(memo.coder, memo.unit) for memo in memos])
        return [memo for memo in memos if seen[memo.coder, memo.unit]]

    def memo(self, unit: int, span: int = 0) -> str:
        """What the present coder noted on a unit, or on one of their highlights; empty if nothing."""
        unit, _ = self._noted(unit, span)
        row = self._db.execute(f"SELECT text FROM memo {_AT}", (*self._place(unit), span)).fetchone()
        return str(row[0]) if row else ""

    def write_memo(self, unit: int, text: str, span: int = 0) -> None:
        """Notes a text on a unit, or on one of the present coder's highlights, as one step; an empty text removes it.

        A finished unit can be noted on too: a memo is no answer. Raises UserError if the round is closed.
        """
        unit, what = self._noted(unit, span)
        if not self._project.round.open:
            raise UserError(f"The round {self._project.round.name} is closed.", "The lead can open it again.")
        text = text.strip()
        place = (*self._place(unit), span)
        with self._project.step(f"Memo on {what}" if text else f"Remove the memo on {what}"):
            there = self._db.execute(f"SELECT text FROM memo {_AT}", place).fetchone()
            if not text:
                self._db.execute(f"DELETE FROM memo {_AT}", place)
            elif there is None:
                self._ensure_row(unit)
                insert = "INSERT INTO memo(id, round, coder, unit, span, text, at) VALUES(?, ?, ?, ?, ?, ?, ?)"
                self._db.execute(insert, (self._project.minter.mint(), *place, text, self._project.clock()))
            elif there[0] != text:
                self._db.execute(f"UPDATE memo SET text = ?, at = ? {_AT}", (text, self._project.clock(), *place))

    def _noted(self, unit: int, span: int) -> tuple[int, str]:
        """The unit that a memo belongs to, and what it is on, for the label of the step."""
        if not span:
            return unit, self._project.material.unit(unit).ref
        marked = self._own(span)
        return self._whole(self._project.material.unit(marked.unit)), self._label(marked)

    def _place(self, unit: int) -> tuple[int, int, int]:
        return self._project.round.id, self._project.coder.id, unit


_AT = "WHERE (round, coder, unit, span) = (?, ?, ?, ?)"
