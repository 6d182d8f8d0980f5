"""Moves and removes codings inside the caller's step, when the categories they were made with change."""

import sqlite3
from collections.abc import Sequence

from intercoder.project.codebook_use import CategoryUse
from intercoder.records import Category, Variable

_KEY = "(round, coder, unit, variable, span)"


def move(db: sqlite3.Connection, variable: Variable, old: Category, new: Category, chosen: Sequence[CategoryUse]) -> int:
    """Gives these codings of one category another one; gives how many fell together with a coding that was there."""
    if variable.answer_kind == "spans":
        return _move_spans(db, old, new, chosen)
    if variable.answer_kind == "several":
        return _move_ticks(db, variable, old, new, chosen)
    db.executemany(
        f"UPDATE value SET answer = ? WHERE {_KEY} = (?, ?, ?, ?, ?) AND category = 0 AND answer = ?",
        [(str(new.value), *_key(use, variable), str(old.value)) for use in chosen],
    )
    return 0


def _move_ticks(db: sqlite3.Connection, variable: Variable, old: Category, new: Category, chosen: Sequence[CategoryUse]) -> int:
    met = 0
    for use in chosen:
        key = _key(use, variable)
        at = db.execute(f"SELECT at FROM value WHERE {_KEY} = (?, ?, ?, ?, ?) AND category = ?", (*key, old.id)).fetchone()
        db.execute(f"DELETE FROM value WHERE {_KEY} = (?, ?, ?, ?, ?) AND category = ?", (*key, old.id))
        row = (*key, new.id, str(new.value), at[0])
        done = db.execute(
            "INSERT INTO value(round, coder, unit, variable, span, category, status, answer, at)"
            " VALUES(?, ?, ?, ?, ?, ?, 'value', ?, ?) ON CONFLICT DO NOTHING",
            row,
        )
        met += done.rowcount == 0
    return met


def _move_spans(db: sqlite3.Connection, old: Category, new: Category, chosen: Sequence[CategoryUse]) -> int:
    """A passage that its coder marked with both categories stays once, unless both have answers of their own."""
    met = 0
    for use in chosen:
        twin = db.execute(
            "SELECT t.id FROM span x JOIN span t ON (t.round, t.coder, t.unit, t.start, t.stop)"
            " = (x.round, x.coder, x.unit, x.start, x.stop) AND t.category = ? WHERE x.id = ? LIMIT 1",
            (new.id, use.span),
        ).fetchone()
        if twin is not None:
            bare = [n for n in (use.span, twin[0]) if not _has_answers(db, n)]
            if bare:
                db.execute("DELETE FROM span WHERE id = ?", (bare[0],))
                met += 1
        db.execute("UPDATE span SET category = ? WHERE id = ? AND category = ?", (new.id, use.span, old.id))
    return met


def _has_answers(db: sqlite3.Connection, span: int) -> bool:
    query = "SELECT 1 FROM value WHERE span_fk = ? UNION ALL SELECT 1 FROM memo WHERE span = ? LIMIT 1"
    return db.execute(query, (span, span)).fetchone() is not None


def renumber(db: sqlite3.Connection, variable: Variable, old: int, new: int) -> None:
    """Lets the stored answers follow a category that got another number."""
    if variable.answer_kind == "one":
        for table in ("value", "decision"):
            query = f"UPDATE {table} SET answer = ? WHERE variable = ? AND category = 0 AND answer = ?"
            db.execute(query, (str(new), variable.id, str(old)))
    elif variable.answer_kind == "several":
        category = variable.category(old)
        assert category is not None
        for table in ("value", "decision"):
            query = f"UPDATE {table} SET answer = ? WHERE variable = ? AND category = ?"
            db.execute(query, (str(new), variable.id, category.id))


def move_decisions(db: sqlite3.Connection, variable: Variable, old: Category, new: Category) -> None:
    """Adjudicated answers follow a merge of categories too."""
    if variable.answer_kind == "one":
        query = "UPDATE decision SET answer = ? WHERE variable = ? AND category = 0 AND answer = ?"
        db.execute(query, (str(new.value), variable.id, str(old.value)))
        return
    db.execute(
        "INSERT INTO decision(round, unit, variable, span, category, status, answer, reason, at) SELECT round, unit, variable,"
        " span, ?, status, ?, reason, at FROM decision WHERE variable = ? AND category = ? ON CONFLICT DO NOTHING",
        (new.id, str(new.value), variable.id, old.id),
    )
    db.execute("DELETE FROM decision WHERE variable = ? AND category = ?", (variable.id, old.id))


def remove(db: sqlite3.Connection, variable: Variable, category: Category, chosen: Sequence[CategoryUse]) -> None:
    """Takes codings away. A unit that thereby lacks an answer counts as unfinished; no ticks are left as "none"."""
    if variable.answer_kind == "spans":
        db.executemany("DELETE FROM span WHERE id = ?", [(use.span,) for use in chosen])
        return
    for use in chosen:
        key = _key(use, variable)
        if variable.answer_kind == "several":
            db.execute(f"DELETE FROM value WHERE {_KEY} = (?, ?, ?, ?, ?) AND category = ?", (*key, category.id))
            query = f"SELECT 1 FROM value WHERE {_KEY} = (?, ?, ?, ?, ?) AND category <> 0 LIMIT 1"
            if db.execute(query, key).fetchone() is not None:
                continue
        db.execute(f"DELETE FROM value WHERE {_KEY} = (?, ?, ?, ?, ?)", key)
        reopen(db, use.round, use.coder, use.unit)
    if variable.answer_kind == "one":
        db.execute(
            "DELETE FROM decision WHERE variable = ? AND category = 0 AND answer = ?", (variable.id, str(category.value))
        )
    else:
        db.execute("DELETE FROM decision WHERE variable = ? AND category = ?", (variable.id, category.id))


def remove_all(db: sqlite3.Connection, variable: Variable) -> None:
    """Takes every coding of a variable away; finished units stay finished, for nothing is asked any more."""
    for table in ("value", "span", "decision", "disagreement"):
        db.execute(f"DELETE FROM {table} WHERE variable = ?", (variable.id,))


def reopen(db: sqlite3.Connection, round_id: int, coder: int, unit: int) -> None:
    """A finished unit is unfinished again."""
    db.execute(
        "UPDATE progress SET finished_at = NULL WHERE (round, coder, unit) = (?, ?, ?) AND finished_at IS NOT NULL",
        (round_id, coder, unit),
    )


def _key(use: CategoryUse, variable: Variable) -> tuple[int, int, int, int, int]:
    return (use.round, use.coder, use.unit, variable.id, use.span)
