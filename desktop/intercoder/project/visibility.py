"""Who may see whose codings: the one rule of blind rounds, for a unit, for a table of units, and for figures over all.

In a blind round a coder sees only their own codings, and no figure that is made of the others'. The lead, who has to judge
how a round goes, sees its figures, and the codings of each unit: at once if not coding there, else once it is finished.
"""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from json import dumps
from typing import TYPE_CHECKING, TypeVar

from intercoder.errors import UserError
from intercoder.records import Matrix, Round

if TYPE_CHECKING:
    from intercoder.project.project import Project

LEAD = 1
T = TypeVar("T")


class Visibility:
    """Part of `project.codings`."""

    _project: "Project"
    _db: sqlite3.Connection

    # -------------------------------------------------------------- figures over all codings

    def sees_figures(self, of: Round | None = None) -> bool:
        """Whether the present coder may see what is counted or computed over everybody's codings of a round.

        Without a round: of all of them, as an export or a codebook shows them. A package holds its coder's codings only.
        """
        project = self._project
        if project.is_package or project.coder.id == LEAD:
            return True
        return not any(round_.blind for round_ in ([of] if of is not None else project.plan.rounds()))

    def need_sight(self, what: str) -> None:
        """Raises UserError if `what` would tell of others' codings, or change them, to one who may not see them.

        Whichever codings those are: a refusal that hung on a category would tell who used it.
        """
        query = "SELECT 1 FROM {} x JOIN round r ON r.id = x.round WHERE r.blind AND x.coder <> ?1"
        either = " UNION ALL ".join(query.format(table) for table in ("value", "span"))
        me = self._project.coder.id
        if not self.sees_figures() and self._db.execute(f"{either} LIMIT 1", (me,)).fetchone():
            raise UserError(
                f"{what} by the lead only, while a round is blind.", "Others' codings may hang on it. Nothing was changed."
            )

    # -------------------------------------------------------------- codings of single units

    def may_see(self, coder: int, unit: int, of: Round | None = None) -> bool:
        """Whether the present coder may see this coder's codings of a unit in a round, by default the present one."""
        round_ = of or self._project.round
        return coder == self._project.coder.id or unit not in self._hidden(round_, [unit])

    def _may_see_each(self, keys: Sequence[tuple[int, int]]) -> dict[tuple[int, int], bool]:
        """`may_see` for many codings of the present round at once, by (coder, unit)."""
        me = self._project.coder.id
        hidden = self._hidden(self._project.round, {unit for coder, unit in keys if coder != me})
        return {(coder, unit): coder == me or unit not in hidden for coder, unit in keys}

    def visible_keys(self, keys: Iterable[tuple[int, int, int]]) -> set[tuple[int, int, int]]:
        """Those of many codings (round, coder, unit) that the present coder may see."""
        of_round: dict[int, set[tuple[int, int, int]]] = {}
        for key in keys:
            of_round.setdefault(key[0], set()).add(key)
        me, seen = self._project.coder.id, set()
        for round_ in self._project.plan.rounds():
            mine = of_round.get(round_.id, set())
            hidden = self._hidden(round_, {unit for _, coder, unit in mine if coder != me})
            seen |= {key for key in mine if key[1] == me or key[2] not in hidden}
        return seen

    def visible(self, matrix: Matrix) -> Matrix:
        """The matrix without the units of which the present coder may not see a coding."""
        if all(coder.id == self._project.coder.id for coder in matrix.coders):
            return matrix
        hidden = self._hidden(matrix.round, matrix.units)
        if not hidden:
            return matrix
        rows = [row for row, unit in enumerate(matrix.units) if unit not in hidden]

        def kept(column: tuple[T, ...]) -> tuple[T, ...]:
            return tuple(column[row] for row in rows)

        units, refs, cells, states = (kept(matrix.units), kept(matrix.refs), kept(matrix.cells), kept(matrix.states))
        return replace(matrix, units=units, refs=refs, cells=cells, states=states)

    def _hidden(self, round_: Round, units: Collection[int]) -> set[int]:
        """Those of these units of which the present coder may not see what others coded in a round."""
        project = self._project
        if not round_.blind or not units:
            return set()
        if project.coder.id != LEAD or project.is_package:
            return set(units)
        if not project.plan.takes_part(round_.id, LEAD):
            return set()
        query = (
            "SELECT u.id FROM unit u JOIN progress p ON p.unit = iif(u.kind = 'comment', u.id, u.article)"
            " WHERE u.id IN (SELECT value FROM json_each(?)) AND p.round = ? AND p.coder = 1 AND p.finished_at IS NOT NULL"
        )
        rows = self._db.execute(query, (dumps(list(units)), round_.id)).fetchall()
        return set(units) - {unit for (unit,) in rows}
