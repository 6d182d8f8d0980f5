"""What the journal keeps of an answer, and that a merge lifts its watch for no longer than it runs."""

import sqlite3
from contextlib import suppress

import pytest

from intercoder.project import schema
from intercoder.project.journal import FILLING, MERGING


def test_an_answer_given_anew_is_one_change_of_its_row(project):
    project.codings.answer(1, "topic", "1")
    counted = "SELECT count(*) FROM change WHERE tbl = 'value'"
    before = project.db.execute(counted).fetchone()[0]
    project.codings.answer(1, "topic", "2")
    assert project.db.execute(counted).fetchone()[0] == before + 1


def test_a_category_that_stays_ticked_was_ticked_in_the_last_step(project):
    project.codings.answer(1, "actors", ticked=[1, 2])
    project.codings.answer(1, "actors", ticked=[2, 3])
    query = "SELECT answer, at FROM value WHERE variable = ? AND category <> 0 ORDER BY answer"
    rows = project.db.execute(query, (project.codebook.variable("actors").id,)).fetchall()
    assert rows == [("2", project.last_step_ms), ("3", project.last_step_ms)]


def test_a_label_is_stored_once(project):
    for answer in ("1", "2", "1", "2"):
        project.codings.answer(1, "topic", answer)
    assert project.db.execute("SELECT count(*) FROM label WHERE text LIKE 'Answer Topic: %'").fetchone() == (2,)


ROWS = {
    "span": "INSERT INTO span VALUES(1, 1, 1, 3, 1, 1, 0, 5, '', '', '', 0)",
    "value": "INSERT INTO value(round, coder, unit, variable, status, at) VALUES(1, 1, 1, 3, 'skipped', 0)",
    "progress": "INSERT INTO progress(round, coder, unit) VALUES(1, 1, 1)",
    "memo": "INSERT INTO memo VALUES(1, 1, 1, 1, 0, 'نوٹ', 0)",
}


@pytest.mark.parametrize("fails", [False, True])
def test_after_a_merge_no_coding_is_written_outside_a_step(project, fails):
    with suppress(ZeroDivisionError), project.barrier("Merge", set(), MERGING):
        project.db.execute("INSERT INTO progress(round, coder, unit) VALUES(1, 1, 2)")
        assert not fails or 1 / 0
    for table in schema.CODER_TABLES:
        with pytest.raises(sqlite3.IntegrityError, match="write outside a step"):
            project.db.execute(ROWS[table])
    with project.step("Recorded"):
        project.db.execute(ROWS["progress"])
    assert project.db.execute("SELECT count(*) FROM change WHERE tbl = 'progress'").fetchone() == (1,)


@pytest.mark.parametrize("fails", [False, True])
def test_after_the_import_of_a_large_file_no_unit_is_written_outside_a_step(project, fails):
    with suppress(ZeroDivisionError), project.barrier("Import", {"unit"}, FILLING):
        project.db.execute("UPDATE unit SET codable = codable")
        assert not fails or 1 / 0
    for table in ("unit", "comment"):
        with pytest.raises(sqlite3.IntegrityError, match="write outside a step"):
            project.db.execute(f"DELETE FROM {table}")
