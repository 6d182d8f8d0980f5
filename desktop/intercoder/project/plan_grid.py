"""The grid of a round: which units are in it, and how far each coder is with each of them. Reading only."""

import json
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from intercoder.project.reading_order import placed_ids

if TYPE_CHECKING:
    from intercoder.project.project import Project

SHOWN = {
    "all": "",
    "shared": " GROUP BY a.unit HAVING count(*) > 1",
    "open": " GROUP BY a.unit HAVING count(p.finished_at) < count(*)",
    "doubt": " AND p.doubt IS NOT NULL",
}
"""What the grid can be narrowed to."""
_WITHOUT_DOUBT = {"doubt": "started", "doubt done": "done"}


@dataclass(frozen=True)
class GridRow:
    """One unit of a round. `states`: coder -> assigned, started, done, doubt, doubt done; who was not asked is not in it.

    A doubt that the present coder may not see is left out.
    """

    unit: int
    ref: str
    beginning: str
    states: dict[int, str]

    @property
    def done(self) -> int:
        """How many coders have finished it."""
        return sum(state in ("done", "doubt done") for state in self.states.values())


def units(project: "Project", round_id: int, shown: str = "all") -> "array[int]":
    """Ids of the units that are assigned in a round, in the order of the text."""
    join = "" if shown in ("all", "shared") else (
        " LEFT JOIN progress p ON (p.round, p.coder, p.unit) = (a.round, a.coder, a.unit)"
    )  # fmt: skip
    query = f"SELECT DISTINCT a.unit{', a.coder' if shown == 'doubt' else ''} FROM assignment a{join} WHERE a.round = ?"
    found = project.db.execute(f"{query}{SHOWN[shown]} ORDER BY a.unit", (round_id,)).fetchall()
    if shown == "doubt":
        seen = project.codings.visible_keys((round_id, coder, unit) for unit, coder in found)
        found = [(unit,) for unit in sorted({unit for _, _, unit in seen})]
    return array("q", placed_ids(project.db, [unit for (unit,) in found]))


def rows(project: "Project", round_id: int, ids: Sequence[int]) -> list[GridRow]:
    """The rows of these units, in this order."""
    query = (
        "SELECT a.unit, a.coder, CASE WHEN p.unit IS NULL THEN 'assigned' WHEN p.doubt IS NOT NULL AND p.finished_at IS NOT"
        " NULL THEN 'doubt done' WHEN p.doubt IS NOT NULL THEN 'doubt' WHEN p.finished_at IS NOT NULL THEN 'done'"
        " ELSE 'started' END FROM coder o JOIN assignment a ON a.round = ?1 AND a.coder = o.id AND a.unit IN"
        " (SELECT value FROM json_each(?2)) LEFT JOIN progress p ON (p.round, p.coder, p.unit) = (a.round, a.coder, a.unit)"
    )
    states: dict[int, dict[int, str]] = {}
    standing = project.db.execute(query, (round_id, json.dumps(list(ids)))).fetchall()
    seen = project.codings.visible_keys((round_id, coder, unit) for unit, coder, state in standing if "doubt" in state)
    for unit, coder, state in standing:
        is_hidden = "doubt" in state and (round_id, coder, unit) not in seen
        states.setdefault(unit, {})[coder] = _WITHOUT_DOUBT[state] if is_hidden else state
    found = project.material.beginnings(ids)
    titles = {row.id: row.title for row in project.material.articles([u.id for u in found if u.kind == "article"])}
    return [GridRow(u.id, u.ref, " ".join((titles.get(u.id) or u.text or "").split()), states.get(u.id, {})) for u in found]


def packages(project: "Project") -> dict[int, tuple[int | None, int | None]]:
    """Coder -> when their last package was made and when their codings came back last, in ms since 1970."""
    query = (
        "SELECT o.id, (SELECT max(issued_at) FROM package WHERE coder = o.id AND recalled_at IS NULL),"
        " (SELECT max(at) FROM merge WHERE coder = o.id AND NOT taken_back) FROM coder o"
    )
    return {coder: (sent, back) for coder, sent, back in project.db.execute(query).fetchall()}
