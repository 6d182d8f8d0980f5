"""What stands against taking a merge back: what the lead did to texts and codebook since.

Each is asked inside the transaction that takes back, and raises UserError, so that nothing is changed.
"""

import sqlite3

from intercoder.errors import UserError
from intercoder.project import schema

_BACKUP = "The backup from before the merge has the project without it. Nothing was changed."
_OF_REVIEWED = (
    "SELECT u.ref FROM change e JOIN unit u ON e.unit IS NULL AND e.tbl = 'unit' AND e.key = json_array(u.id)"
    " JOIN round r JOIN coder o JOIN {0} x ON (x.unit, x.round, x.coder) = (u.id, r.id, o.id)"
    " JOIN key_wanted k ON (k.tbl, k.key) = ('{0}', json_array({1})) WHERE NOT u.codable OR {2} LIMIT 1"
)
_MISPLACED = (
    _OF_REVIEWED.format("span", "x.id", "substr(u.text, x.start + 1, x.stop - x.start) IS NOT x.quote"),
    _OF_REVIEWED.format("value", "x.round, x.coder, x.unit, x.variable, x.span, x.category", "false"),
)
# Answers of `win` that are not there yet, given by a number within a time. A merge saw to what it brought: its time counts.
_COMING_BACK = """
SELECT 1 FROM win w JOIN session e ON e.uid = substr(w.place, 16, 32) LEFT JOIN merge m ON m.id = e.arrived
WHERE json_extract(w.key, '$[3]') = ?1 AND w.key LIKE '%,0]' AND json_extract(w.after, '$[0]') = 'value'
  AND json_extract(w.after, '$[1]') = ?2 AND coalesce(m.at, CAST(substr(w.place, 1, 15) AS INTEGER)) BETWEEN ?3 AND ?4 - 1
  AND NOT EXISTS (SELECT 1 FROM value x WHERE x.answer = ?2 AND (x.round, x.coder, x.unit, x.variable, x.span, x.category)
    = (json_extract(w.key, '$[0]'), json_extract(w.key, '$[1]'), json_extract(w.key, '$[2]'), ?1, json_extract(w.key, '$[4]'),
    0)) LIMIT 1
"""


def need_codings_as_they_were(db: sqlite3.Connection, merge: int) -> None:
    """No step of the lead's since the merge may have moved codings of `going`: they are in its history too.

    A review of texts moves some, and so does a change of the codebook. An undo does not help: it wrote those codings too.
    """
    text = schema.shape(db, "unit")[1].index("text")
    moving = (
        "SELECT DISTINCT u.session, u.step, s.label FROM change u JOIN step s ON (s.session, s.n) = (u.session, u.step)"
        " JOIN session e ON e.id = s.session JOIN merge m ON m.id = ? WHERE u.unit IS NULL AND u.before IS NOT NULL"
        " AND e.arrived IS NULL AND s.at > m.at AND s.kind = 'do' AND (u.tbl IN ('variable', 'category') OR u.tbl = 'unit'"
        f" AND json_extract(u.before, '$[{text}]') IS NOT json_extract(u.after, '$[{text}]'))"
    )
    brought = " UNION ALL ".join(
        "SELECT 1 FROM change b JOIN going g ON g.session = b.session AND b.seq > g.changes"
        f" WHERE c.tbl = '{table}' AND {schema.of_key(table, 'c.key', 'b')}"
        for table in schema.CODER_TABLES
    )
    query = (
        f"SELECT l.text FROM ({moving}) m CROSS JOIN change c ON (c.session, c.step) = (m.session, m.step)"
        f" JOIN label l ON l.id = m.label WHERE EXISTS ({brought}) LIMIT 1"
    )
    if row := db.execute(query, (merge,)).fetchone():
        raise UserError(f"“{row[0]}” moved codings that this merge brought, so it cannot be taken back.", _BACKUP)


def need_numbers_as_they_were(db: sqlite3.Connection) -> None:
    """No answer of `win` may come back to a question of one whose number has left its category since.

    The number may stand for another category by now, or the category have another number. One of the same label is the same.
    """
    columns = schema.shape(db, "category")[1]
    variable, number, label = (f"json_extract(c.before, '$[{columns.index(n)}]')" for n in ("variable", "value", "label"))
    left = (
        f"SELECT c.key, {variable} AS question, {number} AS number, {label} AS label, s.at, coalesce(lag(s.at) OVER"
        f" (PARTITION BY {variable}, {number} ORDER BY s.at), 0) AS since FROM change c JOIN step s"
        " ON (s.session, s.n) = (c.session, c.step) WHERE c.unit IS NULL AND c.tbl = 'category' AND s.kind <> 'undo'"
        f" AND c.before IS NOT NULL AND (c.after IS NULL OR json_extract(c.after, '$[{columns.index('value')}]') <> {number})"
    )
    query = (
        f"SELECT v.id, l.number, l.since, l.at, v.label, l.label, k.label, k.value FROM ({left}) l JOIN variable v"
        " ON v.id = l.question AND v.answer_kind = 'one' JOIN category k ON k.variable = v.id AND iif(json_array(k.id) = l.key,"
        " k.value <> l.number, k.value = l.number AND k.label <> l.label) ORDER BY l.at"
    )
    for question, had, since, at, asked, old, new, has in db.execute(query).fetchall():
        if db.execute(_COMING_BACK, (question, str(had), since, at)).fetchone() is None:
            continue
        message = f"Answers to “{asked}” with {had} “{old}” would come back, and "
        if has == had:
            message += f"{had} stands for “{new}” by now; nothing was changed."
            hint = f"Give “{new}” another number in the codebook, then take the merge back: those answers are not shown then."
        else:
            message += f"“{new}” has the number {has} by now; nothing was changed."
            hint = f"Give it {had} again in the codebook, then take the merge back: the answers follow its later changes."
        raise UserError(message, hint)


def need_texts_as_they_were(db: sqlite3.Connection) -> None:
    """No coding that was projected again may lie in a text that a review has changed, or took out of what is coded."""
    for query in _MISPLACED:
        if row := db.execute(query).fetchone():
            raise UserError(f"Codings of {row[0]} would come back, which a review has changed since.", _BACKUP)
