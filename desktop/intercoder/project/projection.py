"""The rows of a table as the history says: of all changes of a key the latest one holds, wherever it was made.

Two rules keep a row from being seen although its latest change wrote it: its parent is not there (a highlight that another
copy removed, a category that the codebook has no more), or it is a ticked category of an answer that was given anew in
another copy. Such rows stay in the history and are projected again when their parent comes back.
"""

import gc
import itertools
import operator
import sqlite3

from intercoder.project import schema

ORDER = "printf('%015d%s%010d', s.at, e.uid, c.seq)"
"""The one order of all changes of all files: time, then session, then number."""

GROUP = "rtrim({0}, '0123456789]')"
"""What the keys of one answer have in common, such as `[1,2,30,4,0,`: row 0 holds its status, one row each ticked category."""
SPAN_THERE = "(p.span = 0 OR EXISTS (SELECT 1 FROM main.span x WHERE x.id = p.span))"
_STEP = "JOIN {0}.step s ON (s.session, s.n) = (c.session, c.step) JOIN {0}.session e ON e.id = c.session"


def prepare(db: sqlite3.Connection) -> None:
    """Makes the work tables of a projection: `key_wanted(tbl, key)` and `version`, all their changes."""
    for table in ("key_wanted", "version", "win"):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
    db.execute("CREATE TEMP TABLE key_wanted(tbl TEXT, key TEXT, PRIMARY KEY(tbl, key)) WITHOUT ROWID")
    db.execute(
        "CREATE TEMP TABLE version(tbl TEXT, key TEXT, before TEXT, after TEXT, at INTEGER, place TEXT, fresh INTEGER,"
        " PRIMARY KEY(tbl, key, place)) WITHOUT ROWID"
    )


def want_whole_answers(db: sqlite3.Connection, histories: tuple[str, ...] = ("main.change",)) -> None:
    """Adds the other rows of every answer of which one row is wanted."""
    for history in histories:
        db.execute(
            f"INSERT OR IGNORE INTO key_wanted SELECT 'value', o.key FROM (SELECT DISTINCT {GROUP.format('key')} AS g"
            f" FROM key_wanted WHERE tbl = 'value') JOIN {history} o ON o.tbl = 'value' AND o.key >= g AND o.key < g || ':'"
        )


def want_answers_about_spans(db: sqlite3.Connection, coders: list[int], histories: tuple[str, ...] = ("main.change",)) -> None:
    """Adds the answers about every wanted highlight: they come back with it."""
    if db.execute("SELECT 1 FROM key_wanted WHERE tbl = 'span' LIMIT 1").fetchone() is None:
        return
    rounds = [r for (r,) in db.execute("SELECT id FROM main.round").fetchall()]
    for history in histories:
        db.executemany(
            f"INSERT OR IGNORE INTO key_wanted SELECT 'value', key FROM {history} WHERE tbl = 'value' AND key >= ?1 || ','"
            " AND key < ?1 || '-' AND json_array(json_extract(key, '$[4]')) IN"
            " (SELECT key FROM key_wanted WHERE tbl = 'span')",
            [(f"[{r},{coder}",) for r in rounds for coder in coders],
        )


def collect(db: sqlite3.Connection, table: str) -> None:
    """Fills `version` with all changes of the wanted keys of a table that the project holds."""
    db.execute(
        "INSERT OR IGNORE INTO version SELECT c.tbl, c.key, c.before, c.after, s.at, "
        f"{ORDER}, 0 FROM key_wanted k JOIN main.change c ON (c.tbl, c.key) = (k.tbl, k.key) {_STEP.format('main')}"
        " WHERE k.tbl = ?",
        (table,),
    )


def decide(db: sqlite3.Connection, table: str) -> None:
    """Makes `win(key, after)`: the row of each wanted key, NULL where there is none."""
    _make_win(db)
    db.execute("INSERT INTO win SELECT key, after, max(place) FROM version WHERE tbl = ? GROUP BY key", (table,))
    if table == "value":  # the rows of one answer are written in one step: at the same time in the same session
        moment = "substr({0}.place, 1, 47)"
        db.execute(
            "UPDATE win SET after = NULL WHERE key NOT LIKE '%,0]' AND NOT EXISTS (SELECT 1 FROM win z WHERE"
            f" z.key = {GROUP.format('win.key')} || '0]' AND z.after IS NOT NULL"
            f" AND {moment.format('win')} >= {moment.format('z')})"
        )


def _make_win(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE IF EXISTS temp.win")
    db.execute("CREATE TEMP TABLE win(key TEXT PRIMARY KEY, after TEXT, place TEXT) WITHOUT ROWID")


def apply(db: sqlite3.Connection, table: str) -> None:
    """Writes the rows of `win` into the table; a highlight that goes takes the answers about it along."""
    keys, columns = schema.shape(db, table)
    key_values = ", ".join(f"json_extract(key, '$[{n}]')" for n in range(len(keys)))
    names = ", ".join(f'"{name}"' for name in (*keys, *columns))
    db.execute(
        f"DELETE FROM main.{table} WHERE ({', '.join(keys)}) IN (SELECT {key_values} FROM win WHERE after IS NULL)",
    )
    update = ", ".join(f'"{c}" = excluded."{c}"' for c in columns)
    db.execute(
        f"INSERT INTO main.{table}({names}) SELECT {names} FROM ({rows_of_win(keys, columns)}) p WHERE {living(table)}"
        f" ON CONFLICT DO UPDATE SET {update}"
    )


def rows_of_win(keys: list[str], columns: list[str]) -> str:
    """The rows of `win` that are there, as a query with the columns of their table."""
    parts = [f"json_extract(key, '$[{n}]') AS \"{name}\"" for n, name in enumerate(keys)]
    parts += [f"json_extract(after, '$[{n}]') AS \"{name}\"" for n, name in enumerate(columns)]
    return f"SELECT key AS win_key, {', '.join(parts)} FROM win WHERE after IS NOT NULL"


def living(table: str, gone: bool = True) -> str:
    """The condition on a row `p` that its parents are there; without `gone` the codebook is known to have everything."""
    conditions = ["true"]
    if table == "value":
        conditions.append(SPAN_THERE)
    if table in ("value", "span") and gone:
        conditions.append(known_to_codebook(table))
    return " AND ".join(conditions)


def known_to_codebook(table: str) -> str:
    """The condition on a row `p` of answers or highlights that variable and category are in the codebook."""
    category = "(p.category = 0 OR EXISTS (SELECT 1 FROM main.category k WHERE k.id = p.category))"
    if table == "span":
        return f"EXISTS (SELECT 1 FROM main.variable v WHERE v.id = p.variable) AND {category}"
    number = "EXISTS (SELECT 1 FROM main.category k WHERE k.variable = v.id AND k.value = CAST(p.answer AS INTEGER))"
    answered = f"(v.answer_kind <> 'one' OR p.status <> 'value' OR {number})"
    return f"EXISTS (SELECT 1 FROM main.variable v WHERE v.id = p.variable AND {answered}) AND {category}"


def latest(db: sqlite3.Connection, table: str, of: str, sessions: list[int] | None) -> dict[str, str]:
    """{key: row} as the latest change of every key of a whole file says, both in JSON; deleted rows are left out.

    `sessions` is what `one_after_another` gave.
    """
    found: dict[str, str | None] = {}
    if sessions is None:
        query = (
            f"SELECT key, after FROM (SELECT c.key, c.after, max({ORDER}) FROM {of}.change c {_STEP.format(of)}"
            " WHERE c.tbl = ? GROUP BY c.key)"
        )
        found = dict(db.execute(query, (table,)).fetchall())
    for session in sessions or ():
        query = f"SELECT key, after FROM {of}.change WHERE session = ? AND tbl = ? ORDER BY seq"
        found.update(db.execute(query, (session, table)).fetchall())
    return {key: after for key, after in found.items() if after is not None}


def one_after_another(db: sqlite3.Connection, of: str) -> list[int] | None:
    """The sessions of a file in the order of time; None if some overlap, as those of two copies of one coder may.

    Where none overlaps, the order of time is that of the rows, and a million changes need not be sorted.
    """
    spans = db.execute(f"SELECT session, min(at), max(at) FROM {of}.step GROUP BY session ORDER BY 2").fetchall()
    if any(before[2] >= after[1] for before, after in itertools.pairwise(spans)):
        return None
    for session, _, _ in spans:
        times = db.execute(f"SELECT at FROM {of}.step WHERE session = ? ORDER BY n", (session,)).fetchall()
        if not all(map(operator.lt, times, times[1:])):
            return None
    return [session for session, _, _ in spans]


def rows(db: sqlite3.Connection, table: str, of: str = "main") -> dict[str, str]:
    """{key: row} as the table itself says, both in JSON."""
    keys, columns = (", ".join(f'"{n}"' for n in names) for names in schema.shape(db, table))
    return dict(db.execute(f"SELECT json_array({keys}), json_array({columns}) FROM {of}.{table}").fetchall())


def differing(
    db: sqlite3.Connection, table: str, of: str = "main", sessions: list[int] | None = None
) -> tuple[list[str], list[str]]:
    """(keys of rows that are not what their latest change left, keys of rows without any change)."""
    collecting = gc.isenabled()
    gc.disable()  # a million short-lived pairs would be searched for cycles again and again, for half of the time
    try:
        there, wanted = rows(db, table, of), latest(db, table, of, sessions)
        if there == wanted:
            return [], []
    finally:
        if collecting:
            gc.enable()
    wrong = [key for key, row in there.items() if key in wanted and wanted[key] != row]
    wrong += [key for key in wanted if key not in there and not _hidden(db, table, key, wanted[key], of)]
    unknown: list[str] = []
    removed = f"SELECT 1 FROM {of}.change WHERE tbl = ? AND key = ? LIMIT 1"
    for key in there:
        if key not in wanted:
            (wrong if db.execute(removed, (table, key)).fetchone() else unknown).append(key)
    return wrong, unknown


def _hidden(db: sqlite3.Connection, table: str, key: str, row: str, of: str) -> bool:
    """Whether a row that its latest change wrote is rightly not seen: its parent is gone, or its answer was given anew."""
    if table not in ("value", "span"):
        return False
    keys, columns = schema.shape(db, table)
    _make_win(db)
    db.execute("INSERT INTO win VALUES(?, ?, '')", (key, row))
    alive = living(table).replace("main.", f"{of}.")
    if db.execute(f"SELECT 1 FROM ({rows_of_win(keys, columns)}) p WHERE {alive}").fetchone() is None:
        return True
    return table == "value" and not key.endswith(",0]") and _given_anew(db, key, of)


def _given_anew(db: sqlite3.Connection, key: str, of: str) -> bool:
    """Whether the status row of the answer is gone, or was written in a later step than this ticked category."""
    query = f"SELECT c.after, max({ORDER}) FROM {of}.change c {_STEP.format(of)} WHERE c.tbl = 'value' AND c.key = "
    status = db.execute(f"{query}{GROUP.format('?')} || '0]'", (key,)).fetchone()
    ticked = db.execute(f"{query}?", (key,)).fetchone()
    return status[0] is None or str(ticked[1])[:47] < str(status[1])[:47]
