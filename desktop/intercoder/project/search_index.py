"""The full-text index over all texts: filled after an import, in a step of its own, and made anew where texts went.

It has a row for each unit, so that its number of rows tells whether it is whole; `meta.searchable` is the number of texts.
"""

import sqlite3

_BUFFER_BYTES = 16_000_000
"""So much of the index is gathered in memory before it is written; with the 1 MB of SQLite it takes a third longer."""


def fill(db: sqlite3.Connection) -> None:
    """Adds the units that came after the last one of the index; makes it anew if others are missing as well."""
    if db.execute("SELECT 1 FROM meta WHERE key = 'searchable'").fetchone() is not None:
        newer = "id > (SELECT coalesce(max(id), 0) FROM unit_search_docsize)"
        db.execute(f"INSERT INTO unit_search(rowid, text) SELECT id, text FROM unit WHERE {newer} ORDER BY id")
        if _rows(db, "unit_search_docsize") == _rows(db, "unit"):
            _count(db)
            return
    rebuild(db)


def rebuild(db: sqlite3.Connection) -> None:
    """Makes the index anew."""
    db.execute("INSERT INTO unit_search(unit_search, rank) VALUES('hashsize', ?)", (_BUFFER_BYTES,))
    db.execute("INSERT INTO unit_search(unit_search) VALUES('rebuild')")
    _count(db)


def _rows(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _count(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO meta VALUES('searchable', (SELECT count(*) FROM unit WHERE text IS NOT NULL))"
        " ON CONFLICT DO UPDATE SET value = excluded.value"
    )
