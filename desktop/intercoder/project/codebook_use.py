"""How far the codebook is used: counts of codings, the codings of one category, and packages that are out."""

import sqlite3
from dataclasses import dataclass, field

from intercoder.errors import UserError
from intercoder.records import Variable


@dataclass(frozen=True)
class Uses:
    """How many codings hang on a variable, by its name, and on a category, by (name, number)."""

    of_variable: dict[str, int] = field(default_factory=dict)
    of_category: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything was coded."""
        return any(self.of_variable.values())


@dataclass(frozen=True)
class CategoryUse:
    """One coding with a category: whose it is, where, and the words it stands for. `span` = 0 for an answer to a unit."""

    round: int
    coder: int
    unit: int
    span: int
    ref: str
    coder_name: str
    round_name: str
    quote: str


def uses(db: sqlite3.Connection, variables: list[Variable], only: int | None = None) -> Uses:
    """The counts of every variable and category; a *several* question counts its ticks.

    With `only`, codings of blind rounds count if they are of this coder.
    """
    seen = "" if only is None else f" AND (coder = {only:d} OR round IN (SELECT id FROM round WHERE NOT blind))"
    of_variable: dict[str, int] = {}
    of_category: dict[tuple[str, int], int] = {}
    for v in variables:
        table = "span" if v.answer_kind == "spans" else "value"
        query = f"SELECT count(*) FROM {table} WHERE variable = ?{seen}" + ("" if table == "span" else " AND category = 0")
        of_variable[v.name] = int(db.execute(query, (v.id,)).fetchone()[0])
        if not of_variable[v.name]:
            continue
        by_number = {str(c.value): c.value for c in v.categories}
        by_id = {c.id: c.value for c in v.categories}
        if v.answer_kind == "one":
            query = (
                f"SELECT answer, count(*) FROM value WHERE variable = ?{seen}"
                " AND category = 0 AND status = 'value' GROUP BY answer"
            )
            counted = {by_number.get(answer): n for answer, n in db.execute(query, (v.id,)).fetchall()}
        else:
            query = f"SELECT category, count(*) FROM {table} WHERE variable = ?{seen} AND category <> 0 GROUP BY category"
            counted = {by_id.get(number): n for number, n in db.execute(query, (v.id,)).fetchall()}
        of_category |= {(v.name, value): n for value, n in counted.items() if value is not None}
    return Uses(of_variable, of_category)


_WORDS = "coalesce(u.text, (SELECT text FROM unit h WHERE h.article = u.id AND h.text IS NOT NULL ORDER BY h.id LIMIT 1), '')"
_WHO = "JOIN unit u ON u.id = x.unit JOIN coder o ON o.id = x.coder JOIN round r ON r.id = x.round"


def codings(db: sqlite3.Connection, variable: Variable, value: int) -> tuple[CategoryUse, ...]:
    """Every coding with this category, by unit, round and coder. Raises UserError if there is no such category."""
    category = variable.category(value)
    if category is None:
        raise UserError(f"“{variable.name}” has no category {value}.", "The codebook lists the numbers.")
    if variable.answer_kind == "spans":
        query = (
            "SELECT x.round, x.coder, x.unit, x.id, u.ref, o.name, r.name, x.quote"
            f" FROM span x {_WHO} WHERE x.variable = ? AND x.category = ? ORDER BY x.unit, x.start, x.round, x.coder, x.id"
        )
        rows = db.execute(query, (variable.id, category.id)).fetchall()
    else:
        which = "x.category = ?" if variable.answer_kind == "several" else "x.category = 0 AND x.answer = ?"
        query = (
            f"SELECT x.round, x.coder, x.unit, x.span, u.ref, o.name, r.name, coalesce(s.quote, substr({_WORDS}, 1, 300))"
            f" FROM value x {_WHO} LEFT JOIN span s ON s.id = x.span"
            f" WHERE x.variable = ? AND {which} AND x.status = 'value' ORDER BY x.unit, x.span, x.round, x.coder"
        )
        key: int | str = category.id if variable.answer_kind == "several" else str(value)
        rows = db.execute(query, (variable.id, key)).fetchall()
    return tuple(CategoryUse(*row) for row in rows)


def need_home(db: sqlite3.Connection, what: str) -> None:
    """Raises UserError while packages are out whose codings would not fit any more after `what`."""
    query = (
        "SELECT DISTINCT o.name FROM package p JOIN coder o ON o.id = p.coder WHERE p.recalled_at IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM merge m WHERE m.coder = p.coder AND m.at >= p.issued_at AND NOT m.taken_back) ORDER BY o.id"
    )
    names = [name for (name,) in db.execute(query).fetchall()]
    if names:
        raise UserError(
            f"{what} while packages are out: {', '.join(names)}.",
            "Take the packages in first; their codings would not fit any more. Nothing was changed.",
        )
