"""The tables: readable with any SQLite tool, strict, and brought up from older files whole or not at all."""

import sqlite3

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, schema
from intercoder.project.schema import known_layout


def test_nothing_executable_is_stored_in_the_file(project):
    project.codings.answer(1, "topic", "1")
    assert project.db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall() == []


def test_every_table_is_strict(project):
    rows = project.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    loose = {name for name, strict in rows if not strict and not name.startswith("sqlite_")}
    assert loose == set()


@pytest.mark.parametrize("table", schema.CODER_TABLES + schema.LEAD_TABLES)
def test_no_recorded_table_holds_what_json_would_change(project, table):
    kinds = {row[2] for row in project.db.execute(f"PRAGMA table_info({table})").fetchall()}
    assert kinds <= {"INTEGER", "TEXT"}


def test_the_shape_of_every_recorded_table_is_noted(project):
    stored = {
        t: (k.split(","), c.split(",")) for t, k, c in project.db.execute("SELECT tbl, keys, columns FROM shape").fetchall()
    }
    assert stored == {table: schema.shape(project.db, table) for table in schema.JOURNALLED}
    assert stored["value"][0] == ["round", "coder", "unit", "variable", "span", "category"]
    assert "span_fk" not in stored["value"][1]


def test_the_unit_in_a_key_stands_where_the_journal_looks_for_it(project):
    keys = {table: schema.shape(project.db, table)[0] for table in schema.JOURNALLED}
    assert {table: names.index("unit") for table, names in keys.items() if "unit" in names} == schema.UNIT_IN_KEY


def test_the_time_of_a_row_is_its_last_column_after_one_of_text(project):
    columns = {table: schema.shape(project.db, table)[1] for table in schema.JOURNALLED}
    assert set(schema.TIMED) == {table for table, names in columns.items() if "at" in names}
    for table in schema.TIMED:
        kinds = {row[1]: row[2] for row in project.db.execute(f"PRAGMA table_info({table})").fetchall()}
        assert columns[table][-1] == "at"
        assert kinds[columns[table][-2]] == "TEXT"


def test_plain_sqlite_reads_the_history_in_words(planned, path):
    planned.set_coder("Ben")
    planned.codings.answer(1, "summary", "یہ ایک [1,2] 👩🏽‍🚀 9")
    planned.undo()
    planned.close()
    db = sqlite3.connect(path)
    query = "SELECT coder, step, kind, before, after FROM journal WHERE \"table\" = 'value' ORDER BY at, seq"
    rows = db.execute(query).fetchall()
    db.close()
    image = '["value","یہ ایک [1,2] 👩🏽‍🚀 9"]'
    label = "Answer Summary: یہ ایک [1,2] 👩🏽‍🚀 9"
    [first, second] = rows
    assert first == ("Ben", label, "do", None, image)
    assert (*second[:3], second[4]) == ("Ben", label, "undo", None)
    assert second[3].startswith(image[:-1] + ","), "the time is written where it is not that of the step"


def test_plain_sqlite_reads_articles_comments_and_codings(planned, path):
    body = planned.material.unit_by_ref("A0001-B01")
    planned.set_coder("Ben")
    planned.codings.answer(1, "topic", "2")
    planned.codings.answer(1, "actors", ticked=[1, 3])
    planned.codings.highlight(body.id, "frame", 2, 40, 49)
    planned.close()
    db = sqlite3.connect(path)
    assert db.execute("SELECT ref, headline, comments FROM articles").fetchall() == [
        ("A0001", "Talks 🇧🇪🇪🇺 begin", 5), ("A0002", "River gauge", 0),
    ]  # fmt: skip
    assert db.execute("SELECT ref, reply_to FROM comments WHERE author = 'نادر'").fetchall() == [("A0001-C003", "A0001-C002")]
    rows = db.execute("SELECT coder, unit, variable, answer, category, quote FROM codings ORDER BY variable, answer").fetchall()
    db.close()
    assert rows == [
        ("Ben", "A0001", "actors", None, None, None),
        ("Ben", "A0001", "actors", "1", "EU", None),
        ("Ben", "A0001", "actors", "3", "Army", None),
        ("Ben", "A0001-B01", "frame", "2", "Human interest 👪", body.text[40:49]),
        ("Ben", "A0001", "topic", "2", "Army", None),
    ]


@pytest.fixture
def next_schema(monkeypatch):
    """A later version of the program, whose file has one more column."""

    def upgrade(script: str) -> None:
        monkeypatch.setattr(schema, "MIGRATIONS", [*schema.MIGRATIONS, script])
        monkeypatch.setattr(schema, "SCHEMA", schema.SCHEMA + 1)

    return upgrade


def test_an_older_file_is_brought_up_and_keeps_its_codings_and_its_undo(path, next_schema, state):
    with Project.open(path) as project:
        project.codings.answer(1, "summary", "یہ 👩🏽‍🚀")
    old = schema.SCHEMA
    next_schema("ALTER TABLE coder ADD COLUMN note TEXT;\n")
    with Project.open(path) as project:
        assert project.db.execute("PRAGMA user_version").fetchone() == (old + 1,)
        assert project.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert project.codings.answers(1)["summary", 0].answer == "یہ 👩🏽‍🚀"
        assert project.undo() == "Answer Summary: یہ 👩🏽‍🚀"
        columns = project.db.execute("SELECT schema, columns FROM shape WHERE tbl = 'coder' ORDER BY schema").fetchall()
        assert columns == [(old, "name,active"), (old + 1, "name,active,note")]


@pytest.mark.parametrize("version", range(1, schema.SCHEMA))
def test_an_empty_file_of_an_older_schema_becomes_like_a_new_one(tmp_path, version):
    old, new = (sqlite3.connect(tmp_path / name, isolation_level=None) for name in ("old", "new"))
    schema.build(old, version)
    schema.migrate(old, version)
    schema.build(new)
    query = "SELECT name, sql FROM sqlite_master ORDER BY name"
    assert old.execute(query).fetchall() == new.execute(query).fetchall()
    for question in ("PRAGMA user_version", "SELECT tbl, keys, columns FROM shape ORDER BY tbl"):
        assert old.execute(question).fetchall() == new.execute(question).fetchall()
    old.close()
    new.close()


@pytest.mark.parametrize("version", range(1, schema.SCHEMA))
def test_a_project_of_an_older_schema_keeps_its_rows_and_undoes_every_step(path, to_schema, state, sound, version):
    with Project.open(path) as project:
        before = state(project)
        body = project.material.unit_by_ref("A0001-B01").id
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "topic", "3")
        project.codings.answer(1, "actors", ticked=[1, 2])
        span = project.codings.highlight(body, "frame", 2, 40, 49)
        project.codings.answer(1, "strength", "2", span=span.id)
        project.codings.write_memo(1, "نوٹ 👩🏽‍🚀")
        project.codings.move_span(span.id, 41, 49)
        coded = state(project)
    to_schema(path, version)
    with Project.open(path) as project:
        assert state(project) == coded
        assert sound(project)
        assert project.undo_label == "Move the edge of Human interest 👪"
        while project.undo_label:
            project.undo()
        assert state(project) == before
        while project.redo_label:
            project.redo()
        assert state(project) == coded
        assert sound(project)


@pytest.mark.parametrize("version", range(1, schema.SCHEMA))
def test_the_history_of_an_older_schema_becomes_what_this_program_would_have_written(path, to_schema, version):
    with Project.open(path) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        project.codings.answer(1, "topic", "1")
        project.codings.answer(1, "topic", status="undetermined")
        project.codings.answer(1, "summary", "1,2]")
        span = project.codings.highlight(body, "frame", 2, 40, 49)
        project.codings.move_span(span.id, 41, 49)
        project.codings.write_memo(1, "نوٹ 7")
        project.codings.doubt(1, "؟")
        project.undo()
        project.undo()
        project.redo()
        steps, changes = (project.db.execute(f"SELECT * FROM {name}").fetchall() for name in ("journal", "change"))
    to_schema(path, version)
    with Project.open(path) as project:
        assert project.db.execute("SELECT * FROM change").fetchall() == changes
        assert project.db.execute("SELECT * FROM journal").fetchall() == steps


@pytest.mark.parametrize(
    "script", ["ALTER TABLE coder ADD COLUMN note TEXT;\nSELECT no_such_function();\n", "DELETE FROM unit WHERE id = 1;\n"]
)
def test_a_migration_that_fails_leaves_the_old_file_and_its_backup(path, next_schema, script):
    before = path.read_bytes()
    next_schema(script)
    with pytest.raises(UserError):
        Project.open(path)
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["study backups", path.name]
    [backup] = (path.parent / "study backups").iterdir()
    assert backup.name.endswith("Z migration.intercoder")


def test_a_reader_does_not_migrate(path, next_schema):
    before = path.read_bytes()
    next_schema("ALTER TABLE coder ADD COLUMN note TEXT;\n")
    with pytest.raises(UserError, match="older version"):
        Project.open(path, read_only=True)
    assert path.read_bytes() == before


def test_a_fresh_file_has_the_known_layout_and_nothing_else(project):
    query = "SELECT name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    assert {n for (n,) in project.db.execute(query).fetchall()} == {n for n, _ in known_layout(schema.SCHEMA)}


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO span VALUES(1, 1, 1, 3, 1, 1, 5, 5, '', '', '', 0)",
        "INSERT INTO span VALUES(1, 1, 1, 3, 1, 1, -1, 5, '', '', '', 0)",
        "INSERT INTO value(round, coder, unit, variable, status, at) VALUES(1, 1, 1, 3, 'maybe', 0)",
        "INSERT INTO value(round, coder, unit, variable, span, status, at) VALUES(1, 1, 1, 3, 4711, 'value', 0)",
        "INSERT INTO value(round, coder, unit, variable, status, at) VALUES(1, 1, 999, 3, 'value', 0)",
        "INSERT INTO progress(round, coder, unit, finished_at) VALUES(1, 1, 1, 'yesterday')",
    ],
)
def test_the_tables_themselves_refuse_what_cannot_be(project, row):
    def write() -> None:
        with project.step("A wrong row"):
            project.db.execute(row)

    with pytest.raises(sqlite3.IntegrityError):
        write()
