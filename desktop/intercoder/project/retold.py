"""What follows when a step changes a stored text: the search index is corrected, and no coding may be left without its words.

Both hold for undo and redo as for the verbs, since TEMP triggers note every change of a text in a step, and the journal asks
here before it commits. An import writes outside of them: its texts are indexed as a whole.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from intercoder.errors import UserError

_RECORDING = "(SELECT mode FROM now) = 1"
_OLD = "json_array(old.text, old.kind, old.codable)"
# The first note of a step counts: it has the text that the index knows.
_INSERTED = (
    f"retold_insert AFTER INSERT ON main.unit WHEN {_RECORDING} BEGIN INSERT OR IGNORE INTO retold VALUES(new.id, NULL, 0); END"
)
_TRIGGERS = (
    _INSERTED,
    f"retold_update AFTER UPDATE OF text, kind, codable ON main.unit WHEN {_RECORDING} AND {_OLD} <> json_array(new.text,"
    " new.kind, new.codable) BEGIN INSERT OR IGNORE INTO retold VALUES(old.id, old.text, 1); END",
    f"retold_delete AFTER DELETE ON main.unit WHEN {_RECORDING}"
    " BEGIN INSERT OR IGNORE INTO retold VALUES(old.id, old.text, 1); END",
)
_EACH_CODING = (
    "FROM retold e JOIN main.unit u ON u.id = e.unit AND e.was_there JOIN main.round r JOIN main.coder c"
    " JOIN main.{0} x ON x.round = r.id AND x.coder = c.id AND x.unit = u.id"
)


def watch(db: sqlite3.Connection) -> None:
    """Makes the triggers of a connection that writes; the journal's `now` must be there."""
    db.execute("CREATE TEMP TABLE retold(unit INTEGER PRIMARY KEY, text TEXT, was_there INTEGER)")
    for trigger in _TRIGGERS:
        db.execute(f"CREATE TEMP TRIGGER {trigger}")


@contextmanager
def at_rest(db: sqlite3.Connection) -> Iterator[None]:
    """While texts are imported by the million nothing asks at each of them whether to note it; an error rolls this back."""
    db.execute("DROP TRIGGER temp.retold_insert")
    yield
    db.execute(f"CREATE TEMP TRIGGER {_INSERTED}")


def settle(db: sqlite3.Connection) -> None:
    """At the end of a step: corrects the index. Raises UserError if codings do not fit a text that the step changed."""
    if db.execute("SELECT 1 FROM retold LIMIT 1").fetchone() is None:
        return
    _need_codings_to_fit(db)
    if db.execute("SELECT 1 FROM meta WHERE key = 'searchable'").fetchone() is not None:
        _index(db)
    db.execute("DELETE FROM retold")


def _index(db: sqlite3.Connection) -> None:
    """External content: what the index knows of a text is taken out by the text that it was made from.

    Triggers may not write into a virtual table while the schema is not trusted, so this stands here.
    """
    take = "INSERT INTO unit_search(unit_search, rowid, text) VALUES('delete', ?, ?)"
    query = "SELECT unit, text FROM retold WHERE unit IN (SELECT id FROM unit_search_docsize)"
    db.executemany(take, db.execute(query).fetchall())
    query = "SELECT u.id, u.text FROM retold e JOIN main.unit u ON u.id = e.unit"
    db.executemany("INSERT INTO unit_search(rowid, text) VALUES(?, ?)", db.execute(query).fetchall())


def _need_codings_to_fit(db: sqlite3.Connection) -> None:
    queries = [
        "SELECT 1 FROM retold e JOIN main.span s ON s.unit = e.unit JOIN main.unit u ON u.id = s.unit WHERE s.stop >"
        " coalesce(length(u.text), 0) OR substr(u.text, s.start + 1, s.stop - s.start) IS NOT s.quote LIMIT 1",
        *(f"SELECT 1 {_EACH_CODING.format(t)} WHERE NOT u.codable LIMIT 1" for t in ("value", "progress")),
    ]
    if (at := _time_of_what_is_undone(db)) is not None:
        queries += [
            f"SELECT 1 {_EACH_CODING.format('value')} WHERE x.at > {at} LIMIT 1",
            f"SELECT 1 {_EACH_CODING.format('progress')} WHERE x.finished_at > {at} LIMIT 1",
            f"SELECT 1 FROM retold e JOIN main.span s ON s.unit = e.unit WHERE s.at > {at} LIMIT 1",
            f"SELECT 1 FROM retold e JOIN main.memo m ON m.unit = e.unit WHERE m.at > {at} LIMIT 1",
        ]
    if any(db.execute(query).fetchone() for query in queries):
        raise UserError("The text was coded since, so it cannot be changed back.", "Nothing was changed.")


def _time_of_what_is_undone(db: sqlite3.Connection) -> int | None:
    """Time of the step that the present one undoes or does again; None if it does neither."""
    query = (
        "SELECT t.at FROM now n JOIN main.step s ON (s.session, s.n) = (n.session, n.step)"
        " JOIN main.step t ON (t.session, t.n) = (s.of_session, s.of_n)"
    )
    row = db.execute(query).fetchone()
    return int(row[0]) if row else None
