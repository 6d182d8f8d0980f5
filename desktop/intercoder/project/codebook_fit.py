"""What follows when a step changes the codebook: no coding loses what it was made with, none of the history is passed over.

Both hold for undo and redo as for the verbs, since TEMP triggers note what came, went or became another thing in a step, and
the journal asks here before it commits. An answer to a question of one is kept by its number, so numbers count as much as rows.
"""

import sqlite3

from intercoder.errors import UserError
from intercoder.project import projection, schema

_RECORDING = "(SELECT mode FROM now) = 1"
_LEFT = "INSERT INTO refit VALUES(old.variable, old.id, old.value, 'left')"
_CAME = "INSERT INTO refit VALUES(new.variable, new.id, new.value, 'came')"
_TRIGGERS = (
    f"refit_insert AFTER INSERT ON main.category WHEN {_RECORDING} BEGIN {_CAME}; END",
    f"refit_delete AFTER DELETE ON main.category WHEN {_RECORDING} BEGIN {_LEFT}; END",
    f"refit_number AFTER UPDATE OF value ON main.category WHEN {_RECORDING} AND old.value <> new.value"
    f" BEGIN {_LEFT}; {_CAME}; END",
    f"refit_question AFTER INSERT ON main.variable WHEN {_RECORDING}"
    " BEGIN INSERT INTO refit VALUES(new.id, NULL, NULL, 'came'); END",
    f"refit_kind AFTER UPDATE OF unit_kind, answer_kind ON main.variable WHEN {_RECORDING}"
    " AND (old.unit_kind, old.answer_kind) <> (new.unit_kind, new.answer_kind)"
    " BEGIN INSERT INTO refit VALUES(new.id, NULL, NULL, 'other'); END",
)
# Answers and ticks of a category that left. Passages refer to theirs by themselves, so that it cannot go.
_ANSWERED = """
SELECT v.label FROM refit r JOIN main.variable v ON v.id = r.variable WHERE r.what = 'left' AND EXISTS (
  SELECT 1 FROM main.value x WHERE x.variable = v.id AND x.status = 'value' AND iif(v.answer_kind = 'one',
    x.category = 0 AND x.answer = CAST(r.number AS TEXT)
      AND NOT EXISTS (SELECT 1 FROM main.category k WHERE (k.variable, k.value) = (v.id, r.number)),
    x.category = r.category AND NOT EXISTS (SELECT 1 FROM main.category k WHERE k.id = r.category))) LIMIT 1
"""
_CODED = """
SELECT v.label FROM refit r JOIN main.variable v ON v.id = r.variable WHERE r.what = 'other' AND (
  EXISTS (SELECT 1 FROM main.value x WHERE x.variable = v.id) OR EXISTS (SELECT 1 FROM main.span x WHERE x.variable = v.id))
  LIMIT 1
"""


def watch(db: sqlite3.Connection) -> None:
    """Makes the triggers of a connection that writes; the journal's `now` must be there."""
    db.execute("CREATE TEMP TABLE refit(variable INTEGER, category INTEGER, number INTEGER, what TEXT)")
    for trigger in _TRIGGERS:
        db.execute(f"CREATE TEMP TRIGGER {trigger}")


def settle(db: sqlite3.Connection) -> None:
    """At the end of a step: raises UserError if codings do not fit the codebook as the step has left it."""
    if db.execute("SELECT 1 FROM refit LIMIT 1").fetchone() is None:
        return
    if row := db.execute(_ANSWERED).fetchone():
        message = f"Codings of “{row[0]}” depend on a category or number that this would take away."
        raise UserError(message, "Nothing was changed.")
    if row := db.execute(_CODED).fetchone():
        message = f"“{row[0]}” was coded since, so how it is asked and answered cannot change."
        raise UserError(message, "Nothing was changed.")
    if _was_there(db) and any(projection.differing(db, table)[0] for table in ("span", "value")):
        raise UserError(
            "The history keeps codings that came with a merge while the codebook had no such question or category.",
            "If it is the same one, take that merge back, do this, then merge the file again; else give it another number.",
        )
    db.execute("DELETE FROM refit")


def _was_there(db: sqlite3.Connection) -> bool:
    """Whether a number or a question that came was one before."""
    columns = schema.shape(db, "category")[1]
    variable, value = (f"json_extract(c.before, '$[{columns.index(name)}]')" for name in ("variable", "value"))
    earlier = "c.unit IS NULL AND c.tbl = '{0}' AND (c.session, c.step) <> (n.session, n.step)"
    query = (
        "SELECT 1 FROM refit r CROSS JOIN now n WHERE r.what = 'came' AND (EXISTS (SELECT 1 FROM main.change c WHERE"
        f" {earlier.format('category')} AND ({variable}, {value}) = (r.variable, r.number)) OR EXISTS (SELECT 1 FROM"
        f" main.change c WHERE {earlier.format('variable')} AND c.key = json_array(r.variable) AND r.number IS NULL)) LIMIT 1"
    )
    return db.execute(query).fetchone() is not None
