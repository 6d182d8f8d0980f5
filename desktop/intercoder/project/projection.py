"""The rows of a table as the history says: of all changes of a key the latest one holds, wherever it was made.

Three rules keep a row from being seen although its latest change wrote it: its parent is not there (a highlight that another
copy removed, a category that the codebook has no more), it is a ticked category of an answer that was given anew in another
copy, or it says that categories were ticked of which the codebook has none any more: left alone it would say that none
applies. Such rows stay in the history and are projected again when their parent comes back.
"""

import gc
import json
import operator
import sqlite3

from intercoder.project import schema

ORDER = "printf('%015d%s%010d', s.at, e.uid, c.seq)"
"""The one order of all changes of all files: time, then session, then number."""

GROUP = "rtrim({0}, '0123456789]')"
"""What the keys of one answer have in common, such as `[1,2,30,4,0,`: row 0 holds its status, one row each ticked category."""
SPAN_THERE = "(p.span = 0 OR EXISTS (SELECT 1 FROM main.span x WHERE x.id = p.span))"
OF_CODER = (
    "(c.tbl IN ('value', 'progress') AND json_extract(c.key, '$[1]') = {0}"
    " OR c.tbl IN ('span', 'memo') AND json_extract(coalesce(c.after, c.before), '$[1]') = {0})"
)
"""The condition that a change `c` is of a coder's row, whoever made it."""
TICKS_OF_PACKAGE = (
    "SELECT 1 FROM pkg.value t WHERE (t.round, t.coder, t.unit, t.variable, t.span) = (p.round, p.coder, p.unit, p.variable,"
    " p.span) AND t.category <> 0",
    "t.category",
)
TICKS_OF_WIN = (
    f"SELECT 1 FROM win t WHERE t.key > {GROUP.format('p.win_key')} AND t.key < {GROUP.format('p.win_key')} || ':'"
    " AND t.key <> p.win_key AND t.after IS NOT NULL",
    "json_extract(t.key, '$[5]')",
)
"""Where the categories ticked in the answer of a row `p` are found, and which they are."""
_UNIT = " ".join(f"WHEN '{table}' THEN json_extract(c.key, '$[{place}]')" for table, place in schema.UNIT_IN_KEY.items())
MISPLACED = f"c.unit IS NOT CASE c.tbl {_UNIT} END"
"""The condition that a change `c` stands under another unit than the one in its key, so that it would not be found."""
PLACED = (
    "json_valid(c.key) AND CASE c.tbl WHEN 'value' THEN instr(c.key, ',' || {0} || ',' || c.unit || ',') = instr(c.key, ',')"
    " WHEN 'progress' THEN instr(c.key, ',' || {0} || ',' || c.unit || ']') = instr(c.key, ',') END"
)
"""The condition that a change is of a coder's answer and stands under the unit in its key, without looking into the JSON.

Where it does not hold, which nobody's own history gives, OF_CODER and MISPLACED say why.
"""
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


def of_answer(change: str, group: str) -> str:
    """The condition that a change is about one of the rows of an answer."""
    unit = f"json_extract({group} || '0]', '$[2]')"
    return f"{change}.unit = {unit} AND {change}.tbl = 'value' AND {change}.key >= {group} AND {change}.key < {group} || ':'"


def want_whole_answers(db: sqlite3.Connection, histories: tuple[str, ...] = ("main.change",)) -> None:
    """Adds the other rows of every answer of which one row is wanted."""
    for history in histories:
        db.execute(
            f"INSERT OR IGNORE INTO key_wanted SELECT 'value', o.key FROM (SELECT DISTINCT {GROUP.format('key')} AS g"
            f" FROM key_wanted WHERE tbl = 'value') CROSS JOIN {history} o ON {of_answer('o', 'g')}"
        )


def want_answers_about_spans(db: sqlite3.Connection, histories: tuple[str, ...] = ("main.change",)) -> None:
    """Adds the answers about every wanted highlight: they come back with it. They belong to the comment or article it is in."""
    if db.execute("SELECT 1 FROM key_wanted WHERE tbl = 'span' LIMIT 1").fetchone() is None:
        return
    marked = "json_extract(coalesce(c.after, c.before), '$[2]')"
    wholes = " UNION ".join(
        f"SELECT coalesce(CASE WHEN u.kind = 'comment' THEN u.id ELSE u.article END, {marked}) AS whole FROM key_wanted k"
        f" CROSS JOIN {history} c ON {schema.of_key('span', 'k.key')} LEFT JOIN main.unit u"
        f" ON u.id = {marked} WHERE k.tbl = 'span'"
        for history in histories
    )
    for history in histories:
        db.execute(
            f"INSERT OR IGNORE INTO key_wanted SELECT 'value', o.key FROM ({wholes}) CROSS JOIN {history} o ON o.unit = whole"
            " AND o.tbl = 'value' AND json_array(json_extract(o.key, '$[4]')) IN"
            " (SELECT key FROM key_wanted WHERE tbl = 'span')"
        )


def collect(db: sqlite3.Connection, table: str) -> None:
    """Fills `version` with all changes of the wanted keys of a table that the project holds."""
    db.execute(f"INSERT OR IGNORE INTO version {versions(table, 'main')} WHERE k.tbl = '{table}'")


def versions(table: str, of: str) -> str:
    """All changes of the wanted keys of a table in a file, as rows of `version`; the last column is `fresh`."""
    images = ", ".join(schema.whole(table, f"c.{side}", "s.at") for side in ("before", "after"))
    return (
        f"SELECT c.tbl, c.key, {images}, s.at, {ORDER}, {int(of != 'main')} FROM key_wanted k CROSS JOIN {of}.change c"
        f" ON {schema.of_key(table, 'k.key')} {_STEP.format(of)}"
    )


def decide(db: sqlite3.Connection, table: str) -> None:
    """Makes `win(key, after)`: the row of each wanted key, NULL where there is none."""
    db.execute("DROP TABLE IF EXISTS temp.win")
    db.execute("CREATE TEMP TABLE win(key TEXT PRIMARY KEY, after TEXT, place TEXT) WITHOUT ROWID")
    db.execute("INSERT INTO win SELECT key, after, max(place) FROM version WHERE tbl = ? GROUP BY key", (table,))
    if table == "value":  # the rows of one answer are written in one step: at the same time in the same session
        moment = "substr({0}.place, 1, 47)"
        db.execute(
            "UPDATE win SET after = NULL WHERE key NOT LIKE '%,0]' AND NOT EXISTS (SELECT 1 FROM win z WHERE"
            f" z.key = {GROUP.format('win.key')} || '0]' AND z.after IS NOT NULL"
            f" AND {moment.format('win')} >= {moment.format('z')})"
        )


def apply(db: sqlite3.Connection, table: str) -> None:
    """Writes the rows of `win` into the table, and removes those whose latest change deleted them or may not be seen.

    A highlight that goes takes the answers about it along.
    """
    if db.execute("SELECT 1 FROM win LIMIT 1").fetchone() is None:
        return
    keys, columns = schema.shape(db, table)
    key_values = ", ".join(f"json_extract(key, '$[{n}]')" for n in range(len(keys)))
    names = ", ".join(f'"{name}"' for name in (*keys, *columns))
    found = ", ".join(f'p."{key}"' for key in keys)
    won, seen = f"({rows_of_win(keys, columns)}) p", living(table, ticks=TICKS_OF_WIN)
    db.execute(
        f"DELETE FROM main.{table} WHERE ({', '.join(keys)}) IN (SELECT {key_values} FROM win WHERE after IS NULL UNION ALL"
        f" SELECT {found} FROM {won} WHERE NOT ({seen}))",
    )
    update = ", ".join(f'"{c}" = excluded."{c}"' for c in columns)
    db.execute(f"INSERT INTO main.{table}({names}) SELECT {names} FROM {won} WHERE {seen} ON CONFLICT DO UPDATE SET {update}")


def rows_of_win(keys: list[str], columns: list[str], win: str = "win") -> str:
    """The rows of `win` that are there, as a query with the columns of their table."""
    parts = [f"json_extract(key, '$[{n}]') AS \"{name}\"" for n, name in enumerate(keys)]
    parts += [f"json_extract(after, '$[{n}]') AS \"{name}\"" for n, name in enumerate(columns)]
    return f"SELECT key AS win_key, {', '.join(parts)} FROM {win} WHERE after IS NOT NULL"


def living(table: str, gone: bool = True, ticks: tuple[str, str] | None = None) -> str:
    """The condition on a row `p` that its parents are there; without `gone` the codebook is known to have everything.

    With `ticks` also that an answer with ticked categories has one of them left.
    """
    conditions = ["true"]
    if table == "value":
        conditions.append(SPAN_THERE)
    if table in ("value", "span") and gone:
        conditions.append(known_to_codebook(table))
    if table == "value" and gone and ticks:
        query, category = ticks
        left = f"EXISTS ({query} AND {category} IN (SELECT id FROM main.category))"
        conditions.append(f"(p.category <> 0 OR NOT EXISTS ({query}) OR {left})")
    return " AND ".join(conditions)


def known_to_codebook(table: str) -> str:
    """The condition on a row `p` of answers or highlights that variable and category are in the codebook."""
    category = "(p.category = 0 OR EXISTS (SELECT 1 FROM main.category k WHERE k.id = p.category))"
    if table == "span":
        return f"EXISTS (SELECT 1 FROM main.variable v WHERE v.id = p.variable) AND {category}"
    number = "EXISTS (SELECT 1 FROM main.category k WHERE k.variable = v.id AND k.value = CAST(p.answer AS INTEGER))"
    answered = f"(v.answer_kind <> 'one' OR p.status <> 'value' OR {number})"
    return f"EXISTS (SELECT 1 FROM main.variable v WHERE v.id = p.variable AND {answered}) AND {category}"


Row = str
"""The columns of a row but for its key, in JSON, and after a space its time in ms, if any: `["value","4"] 1790000000900`."""


def latest(db: sqlite3.Connection, table: str, of: str) -> dict[str, Row]:
    """{key: row} as the latest change of every key of a whole file says; deleted ones are left out.

    Rows are as `rows` gives them, but for the time of those that an undo brought back: `_own_time`.
    """
    found = _one_after_another(db, table, of)
    if found is None:  # two copies of one coder were at work at the same time
        query = (
            f"SELECT c.key, {_after(table)}, max({ORDER}) FROM {of}.change c {_STEP.format(of)} WHERE c.tbl = ? GROUP BY c.key"
        )
        found = {key: row for key, row, _ in db.execute(query, (table,)).fetchall()}
    return {key: row for key, row in found.items() if row} if "" in found.values() else found


def _after(table: str) -> str:
    """What a change `c` of the step `s` wrote, as a Row in SQL; '' if it deleted."""
    return "coalesce(c.after || ' ' || s.at, '')" if table in schema.TIMED else "coalesce(c.after, '')"


def _own_time(table: str, row: Row) -> Row:
    """A row of the history, which has the time of its step, with its own: after an undo it is in the image."""
    if table not in schema.TIMED:
        return row
    image, _, _ = row.rpartition(" ")
    rest, _, at = image.rpartition(",")
    return f"{rest}] {at[:-1]}" if at[:-1].isdigit() else row


def _one_after_another(db: sqlite3.Connection, table: str, of: str) -> dict[str, Row] | None:
    """{key: latest change}, from each session in turn; None if that is not the order of time.

    Where no session overlaps another, the order of time is that of the rows, and a million changes need not be sorted.
    """
    found: dict[str, Row] = {}
    last: tuple[int, str] = (0, "")
    # The index of keys holds what no unit is in the key of: few rows. Else a session is read from end to end.
    first, few = ("c", "") if table in schema.UNIT_IN_KEY else ("+c", " AND c.unit IS NULL")
    source = (
        f"FROM {of}.change c CROSS JOIN {of}.step s ON (s.session, s.n) = (c.session, c.step)"
        f" WHERE {first}.session = ? AND c.tbl = ?{few} ORDER BY c.seq"
    )
    began = f"(SELECT at FROM {of}.step WHERE session = e.id ORDER BY n LIMIT 1)"
    for (session,) in db.execute(f"SELECT id FROM {of}.session e ORDER BY {began}").fetchall():
        keys, written, times = _columns(db, table, ("c.key", _after(table), "s.at"), source, session, table)
        if not keys:
            continue
        width = len(times[0])  # of positive numbers of one width the order is that of their digits
        if (width, times[0]) <= last or any(map(operator.gt, times, times[1:])) or {*map(len, times)} != {width}:
            return None
        if times[0].startswith("-"):
            return None
        last = (width, times[-1])
        found.update(zip(keys, written, strict=True))
    return found


def rows(db: sqlite3.Connection, table: str, of: str = "main") -> tuple[list[str], list[Row]]:
    """(keys, rows) as the table itself says."""
    keys, columns = ([f'"{name}"' for name in names] for names in schema.shape(db, table))
    at = f" || ' ' || {columns.pop()}" if table in schema.TIMED else ""
    key = f"json_array({', '.join(keys)})"
    if table in schema.UNIT_IN_KEY:  # numbers alone: half the time
        key = f"printf('[{','.join(['%d'] * len(keys))}]', {', '.join(keys)})"
    found, images = _columns(db, table, (key, f"json_array({', '.join(columns)}){at}"), f"FROM {of}.{table}")
    return found, images


def _columns(db: sqlite3.Connection, table: str, wanted: tuple[str, ...], source: str, *parameters: object) -> list[list[str]]:
    """The wanted columns of a query, as text. Raises ValueError if what should be JSON breaks a line.

    Columns of short rows come as one text each, in the order of the primary key in which they are read: made one by one, a
    million rows would take more time than all else.
    """
    if table not in schema.UNIT_IN_KEY:
        texts = ", ".join(f"CAST({name} AS TEXT)" for name in wanted)
        found = db.execute(f"SELECT {texts} {source}", parameters).fetchall()
        return [list(column) for column in zip(*found, strict=True)] or [[] for _ in wanted]
    packed = ", ".join(f"group_concat({name}, char(10))" for name in wanted)
    number, *together = db.execute(f"SELECT count(*), {packed} {source}", parameters).fetchone()
    if not number:
        return [[] for _ in wanted]
    columns = [text.split("\n") for text in together]
    if any(len(column) != number for column in columns):
        raise ValueError(f"a row of {table} is not in JSON")
    return columns


def differing(db: sqlite3.Connection, table: str, of: str = "main") -> tuple[list[str], list[str]]:
    """(keys of rows that are not what their latest change left, keys of rows without any change)."""
    collecting = gc.isenabled()
    gc.disable()  # a million short-lived pairs would be searched for cycles again and again, for half of the time
    try:
        (keys, images), wanted = rows(db, table, of), latest(db, table, of)
        if len(keys) == len(wanted) and list(map(wanted.get, keys)) == images:
            return [], []
        there = dict(zip(keys, images, strict=True))
        for key in [key for key, row in wanted.items() if there.get(key) != row]:
            wanted[key] = _own_time(table, wanted[key])
    finally:
        if collecting:
            gc.enable()
    wrong = [key for key, row in there.items() if key in wanted and wanted[key] != row]
    wrong += [key for key in wanted if key not in there and not _hidden(db, table, key, wanted[key], of)]
    unknown: list[str] = []
    removed = f"SELECT 1 FROM {of}.change c WHERE {schema.of_key(table, '?1')} LIMIT 1"
    for key in there:
        if key not in wanted:
            (wrong if db.execute(removed, (key,)).fetchone() else unknown).append(key)
    return wrong, unknown


def _hidden(db: sqlite3.Connection, table: str, key: str, row: Row, of: str) -> bool:
    """Whether a row that its latest change wrote is rightly not seen: its parent is gone, or its answer was given anew."""
    if table not in ("value", "span"):
        return False
    keys, columns = schema.shape(db, table)
    image, _, at = row.rpartition(" ")
    alive = living(table).replace("main.", f"{of}.")
    query = f"SELECT 1 FROM ({rows_of_win(keys, columns, '(SELECT ? AS key, ? AS after)')}) p WHERE {alive}"
    if db.execute(query, (key, f"{image[:-1]},{at}]")).fetchone() is None:
        return True
    if table != "value":
        return False
    return _without_its_ticks(db, key, of) if key.endswith(",0]") else _given_anew(db, key, of)


def _given_anew(db: sqlite3.Connection, key: str, of: str) -> bool:
    """Whether the status row of the answer is gone, or was written in a later step than this ticked category."""
    status, moment = _last_change(db, db.execute(f"SELECT {GROUP.format('?')} || '0]'", (key,)).fetchone()[0], of)
    return status is None or _last_change(db, key, of)[1] < moment


def _without_its_ticks(db: sqlite3.Connection, key: str, of: str) -> bool:
    """Whether categories were ticked in the answer of this status row, and the codebook has none of them any more."""
    group = key.removesuffix("0]")
    query = f"SELECT DISTINCT c.key FROM {of}.change c WHERE {of_answer('c', '?1')} AND c.key <> ?2"
    ticked = []
    for (tick,) in db.execute(query, (group, key)).fetchall():
        if _last_change(db, tick, of)[0] is not None and not _given_anew(db, tick, of):
            ticked.append(json.loads(tick)[-1])
    known = {number for (number,) in db.execute(f"SELECT id FROM {of}.category").fetchall()}
    return bool(ticked) and known.isdisjoint(ticked)


def _last_change(db: sqlite3.Connection, key: str, of: str) -> tuple[str | None, str]:
    """What the latest change of a row of answers wrote, and its time and session."""
    query = f"SELECT c.after, max({ORDER}) FROM {of}.change c {_STEP.format(of)} WHERE {schema.of_key('value', '?1')}"
    after, place = db.execute(query, (key,)).fetchone()
    return after, str(place)[:47]
