"""The tables of a project file, and the migrations that bring older files to them.

`SCHEMA` is `PRAGMA user_version`. `TABLES` are those of schema 1 and stay as they are; `MIGRATIONS[n]` brings a file from
schema n + 1 to n + 2, and the list only grows. A new file runs through them too, so it looks like one that was brought up.
All tables are STRICT; no triggers are stored, so that any SQLite tool can open the file.
"""

import sqlite3
from functools import lru_cache

APPLICATION_ID = 0x49434452  # "ICDR"

# Owned by coders: recorded, undone, merged.
CODER_TABLES = ("span", "value", "progress", "memo")
ANSWERS = frozenset({*CODER_TABLES, "assignment"})  # what a step that codes can touch
# Owned by the lead: recorded and undone, never merged.
LEAD_TABLES = (
    "variable", "category", "codebook_version", "coder", "round", "sample", "sample_unit", "assignment", "decision",
    "disagreement", "deal",
)  # fmt: skip
# Written in bulk by an import without the journal; later edits of a review are recorded.
MATERIAL_TABLES = ("source", "import_issue", "unit", "article", "comment")
JOURNALLED = (*CODER_TABLES, *LEAD_TABLES, *MATERIAL_TABLES, "meta")
# Recorded tables whose key holds a unit, by its place in the key: their history is found by `change.unit`.
UNIT_IN_KEY = {"value": 2, "progress": 2, "disagreement": 2, "sample_unit": 1, "decision": 1, "article": 0, "comment": 0}
# Recorded tables whose last column says when the row was written, after a column of text.
TIMED = ("span", "value", "memo", "decision", "disagreement")
GUARDED = (*JOURNALLED, "merge", "merge_session", "package", "package_unit")

TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE source(
  id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  format TEXT NOT NULL, evidence TEXT NOT NULL, encoding TEXT NOT NULL, profile TEXT, report TEXT,
  data BLOB, imported_at INTEGER NOT NULL, imported_by INTEGER NOT NULL) STRICT;
CREATE TABLE unit(
  id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, article INTEGER NOT NULL, parent INTEGER REFERENCES unit(id),
  position INTEGER NOT NULL, ref TEXT NOT NULL UNIQUE, text TEXT, start INTEGER, stop INTEGER, sha256 TEXT,
  codable INTEGER NOT NULL) STRICT;
CREATE INDEX unit_article ON unit(article, id);
CREATE TABLE article(
  unit INTEGER PRIMARY KEY REFERENCES unit(id), number INTEGER NOT NULL UNIQUE, source INTEGER REFERENCES source(id),
  locator TEXT, provider_id TEXT, url TEXT, outlet TEXT, byline TEXT, published TEXT, published_raw TEXT,
  published_precision TEXT, zone TEXT, edition TEXT, section TEXT, page TEXT, language TEXT, genre TEXT,
  length_declared INTEGER, declared_comments INTEGER, stub INTEGER NOT NULL DEFAULT 0, duplicate_group INTEGER,
  version_of INTEGER REFERENCES unit(id), content_sha256 TEXT, thread_sha256 TEXT, extra TEXT) STRICT;
CREATE INDEX article_source ON article(source);
CREATE INDEX article_content ON article(content_sha256);
CREATE INDEX article_provider ON article(provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX article_url ON article(url) WHERE url IS NOT NULL;
CREATE TABLE comment(
  unit INTEGER PRIMARY KEY REFERENCES unit(id), provider_id TEXT, author TEXT, posted TEXT, posted_raw TEXT,
  posted_precision TEXT, reply_to INTEGER REFERENCES unit(id), reply_basis TEXT, likes INTEGER, dislikes INTEGER,
  status TEXT NOT NULL, extra TEXT) STRICT;
CREATE INDEX comment_provider ON comment(provider_id) WHERE provider_id IS NOT NULL;
CREATE TABLE import_issue(
  id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source(id),
  article INTEGER REFERENCES unit(id), severity TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, locator TEXT,
  declared INTEGER, found INTEGER, raw TEXT, resolution TEXT, reason TEXT, resolved_by INTEGER) STRICT;
CREATE INDEX import_issue_article ON import_issue(article);
CREATE VIRTUAL TABLE unit_search USING fts5(
  text, content='unit', content_rowid='id', tokenize='unicode61 remove_diacritics 2');

CREATE TABLE variable(
  id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, name TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
  question TEXT NOT NULL, unit_kind TEXT NOT NULL, answer_kind TEXT NOT NULL, level TEXT NOT NULL, about TEXT,
  required INTEGER NOT NULL, undetermined INTEGER NOT NULL, condition TEXT, "group" TEXT) STRICT;
CREATE TABLE category(
  id INTEGER PRIMARY KEY AUTOINCREMENT, variable INTEGER NOT NULL REFERENCES variable(id) ON DELETE CASCADE,
  position INTEGER NOT NULL, value INTEGER NOT NULL, label TEXT NOT NULL, definition TEXT NOT NULL,
  use_when TEXT NOT NULL, not_when TEXT NOT NULL, examples TEXT NOT NULL, colour TEXT, key TEXT, parent INTEGER,
  UNIQUE(variable, value)) STRICT;
CREATE TABLE codebook_version(
  id INTEGER PRIMARY KEY AUTOINCREMENT, version TEXT NOT NULL UNIQUE, frozen_at INTEGER NOT NULL, note TEXT NOT NULL,
  change_kind TEXT NOT NULL CHECK(change_kind IN ('editorial', 'substantive')), content TEXT NOT NULL) STRICT;

CREATE TABLE coder(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, active INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE round(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, blind INTEGER NOT NULL DEFAULT 1,
  open INTEGER NOT NULL DEFAULT 1) STRICT;
CREATE TABLE sample(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, method TEXT NOT NULL, n INTEGER, by TEXT,
  seed INTEGER, parameters TEXT) STRICT;
CREATE TABLE sample_unit(
  sample INTEGER NOT NULL REFERENCES sample(id) ON DELETE CASCADE, unit INTEGER NOT NULL REFERENCES unit(id),
  position INTEGER NOT NULL, PRIMARY KEY(sample, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE assignment(
  id INTEGER PRIMARY KEY AUTOINCREMENT, round INTEGER NOT NULL REFERENCES round(id),
  coder INTEGER NOT NULL REFERENCES coder(id), unit INTEGER NOT NULL REFERENCES unit(id), position INTEGER NOT NULL,
  planned INTEGER NOT NULL DEFAULT 1, UNIQUE(round, coder, unit)) STRICT;

CREATE TABLE span(
  id INTEGER PRIMARY KEY, round INTEGER NOT NULL REFERENCES round(id), coder INTEGER NOT NULL REFERENCES coder(id),
  unit INTEGER NOT NULL REFERENCES unit(id), variable INTEGER NOT NULL REFERENCES variable(id),
  category INTEGER NOT NULL REFERENCES category(id), start INTEGER NOT NULL, stop INTEGER NOT NULL,
  quote TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, at INTEGER NOT NULL,
  CHECK(start >= 0 AND start < stop)) STRICT;
CREATE INDEX span_unit ON span(unit, round, coder);
CREATE TABLE value(
  round INTEGER NOT NULL REFERENCES round(id), coder INTEGER NOT NULL REFERENCES coder(id),
  unit INTEGER NOT NULL REFERENCES unit(id), variable INTEGER NOT NULL REFERENCES variable(id),
  span INTEGER NOT NULL DEFAULT 0, category INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL CHECK(status IN ('value', 'not_applicable', 'undetermined', 'skipped')), answer TEXT,
  at INTEGER NOT NULL,
  span_fk INTEGER GENERATED ALWAYS AS (nullif(span, 0)) VIRTUAL REFERENCES span(id) ON DELETE CASCADE,
  PRIMARY KEY(round, coder, unit, variable, span, category)) STRICT, WITHOUT ROWID;
CREATE INDEX value_span ON value(span_fk) WHERE span_fk IS NOT NULL;
CREATE INDEX value_variable ON value(variable, round);
CREATE INDEX value_unit ON value(unit);
CREATE TABLE progress(
  round INTEGER NOT NULL REFERENCES round(id), coder INTEGER NOT NULL REFERENCES coder(id),
  unit INTEGER NOT NULL REFERENCES unit(id), finished_at INTEGER, doubt TEXT, active_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(round, coder, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE memo(
  id INTEGER PRIMARY KEY, round INTEGER NOT NULL REFERENCES round(id), coder INTEGER NOT NULL REFERENCES coder(id),
  unit INTEGER NOT NULL REFERENCES unit(id), span INTEGER NOT NULL DEFAULT 0, text TEXT NOT NULL,
  at INTEGER NOT NULL) STRICT;
CREATE INDEX memo_unit ON memo(unit);
CREATE TABLE decision(
  round INTEGER NOT NULL REFERENCES round(id), unit INTEGER NOT NULL REFERENCES unit(id),
  variable INTEGER NOT NULL REFERENCES variable(id), span INTEGER NOT NULL DEFAULT 0, category INTEGER NOT NULL DEFAULT 0,
  status TEXT NOT NULL, answer TEXT, reason TEXT, at INTEGER NOT NULL,
  PRIMARY KEY(round, unit, variable, span, category)) STRICT, WITHOUT ROWID;

CREATE TABLE merge(
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
  coder INTEGER NOT NULL REFERENCES coder(id), report TEXT NOT NULL, taken_back INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE package(
  id INTEGER PRIMARY KEY AUTOINCREMENT, coder INTEGER NOT NULL REFERENCES coder(id), issued_at INTEGER NOT NULL,
  fingerprint TEXT NOT NULL, units INTEGER NOT NULL, file TEXT NOT NULL, recalled_at INTEGER) STRICT;
CREATE TABLE session(
  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, coder INTEGER NOT NULL REFERENCES coder(id), program TEXT NOT NULL,
  schema INTEGER NOT NULL, opened INTEGER NOT NULL, arrived INTEGER REFERENCES merge(id)) STRICT;
CREATE TABLE step(
  session INTEGER NOT NULL REFERENCES session(id), n INTEGER NOT NULL, at INTEGER NOT NULL, label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('do', 'undo', 'redo', 'barrier')), codebook INTEGER, of_session INTEGER,
  of_n INTEGER, PRIMARY KEY(session, n)) STRICT, WITHOUT ROWID;
CREATE TABLE change(
  session INTEGER NOT NULL, seq INTEGER NOT NULL, step INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
  before TEXT, after TEXT, PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX change_key ON change(tbl, key);
CREATE TABLE shape(
  schema INTEGER NOT NULL, tbl TEXT NOT NULL, keys TEXT NOT NULL, columns TEXT NOT NULL,
  PRIMARY KEY(schema, tbl)) STRICT, WITHOUT ROWID;

CREATE VIEW articles AS
  SELECT a.number, u.ref, a.outlet, a.published, a.byline, a.url, a.language,
    (SELECT text FROM unit h WHERE h.article = u.id AND h.kind = 'headline' LIMIT 1) AS headline,
    (SELECT text FROM unit b WHERE b.article = u.id AND b.kind = 'body' LIMIT 1) AS body,
    a.declared_comments, (SELECT count(*) FROM unit c WHERE c.article = u.id AND c.kind = 'comment') AS comments,
    s.path AS file, a.locator
  FROM article a JOIN unit u ON u.id = a.unit LEFT JOIN source s ON s.id = a.source;
CREATE VIEW comments AS
  SELECT r.ref AS article, u.ref, c.author, c.posted, u.text, t.ref AS reply_to, c.reply_basis, c.likes, c.status
  FROM comment c JOIN unit u ON u.id = c.unit JOIN unit r ON r.id = u.article LEFT JOIN unit t ON t.id = c.reply_to;
CREATE VIEW codings AS
  SELECT r.name AS round, o.name AS coder, u.ref AS unit, v.name AS variable, x.status, x.answer,
    coalesce(k.label, n.label) AS category, NULL AS start, NULL AS stop, s.quote
  FROM value x JOIN round r ON r.id = x.round JOIN coder o ON o.id = x.coder JOIN unit u ON u.id = x.unit
    JOIN variable v ON v.id = x.variable LEFT JOIN category k ON k.id = x.category
    LEFT JOIN category n ON n.variable = v.id AND x.category = 0 AND v.answer_kind = 'one' AND cast(n.value AS TEXT) = x.answer
    LEFT JOIN span s ON s.id = x.span
  UNION ALL
  SELECT r.name, o.name, u.ref, v.name, 'value', cast(k.value AS TEXT), k.label, s.start, s.stop, s.quote
  FROM span s JOIN round r ON r.id = s.round JOIN coder o ON o.id = s.coder JOIN unit u ON u.id = s.unit
    JOIN variable v ON v.id = s.variable JOIN category k ON k.id = s.category;
"""

MIGRATIONS = [
    # 2: why coders disagreed on a unit, as the lead sees it; how the units of a round were dealt out; how much of each session
    # a merged file held, so that a merge can be taken back; which units a package holds. No query asks value by its unit alone.
    """
CREATE TABLE disagreement(
  round INTEGER NOT NULL REFERENCES round(id), variable INTEGER NOT NULL REFERENCES variable(id) ON DELETE CASCADE,
  unit INTEGER NOT NULL REFERENCES unit(id),
  reason TEXT NOT NULL CHECK(reason IN ('slip', 'unclear', 'ambiguous', 'segmentation')), note TEXT NOT NULL,
  at INTEGER NOT NULL, PRIMARY KEY(round, variable, unit)) STRICT, WITHOUT ROWID;
CREATE TABLE deal(
  id INTEGER PRIMARY KEY AUTOINCREMENT, round INTEGER NOT NULL REFERENCES round(id), sample TEXT, seed INTEGER NOT NULL,
  parameters TEXT NOT NULL) STRICT;
CREATE TABLE merge_session(
  merge INTEGER NOT NULL REFERENCES merge(id), session INTEGER NOT NULL REFERENCES session(id), steps INTEGER NOT NULL,
  changes INTEGER NOT NULL, PRIMARY KEY(merge, session)) STRICT, WITHOUT ROWID;
CREATE INDEX merge_session_session ON merge_session(session);
INSERT INTO merge_session SELECT arrived, id, (SELECT coalesce(max(n), 0) FROM step WHERE session = e.id),
  (SELECT coalesce(max(seq), 0) FROM change WHERE session = e.id) FROM session e WHERE arrived IS NOT NULL;
CREATE TABLE package_unit(
  package INTEGER NOT NULL REFERENCES package(id), unit INTEGER NOT NULL, PRIMARY KEY(package, unit)) STRICT, WITHOUT ROWID;
CREATE INDEX package_unit_unit ON package_unit(unit);
INSERT INTO package_unit SELECT DISTINCT p.id, u.id FROM package p JOIN assignment a ON a.coder = p.coder
  JOIN unit x ON x.id = a.unit JOIN unit u ON u.article = x.article;
DROP INDEX value_unit;
""",
    # 3: which version of an importer read a file, and when the file itself was changed last (ms since 1970). The history takes
    # less room: a label is stored once; rows are found by the unit in their key, which is shorter than the key; an image leaves
    # the time of its row out where it is that of the step. The view `journal` shows all of it in words.
    """
ALTER TABLE source ADD COLUMN importer INTEGER;
ALTER TABLE source ADD COLUMN modified INTEGER;
ALTER TABLE step RENAME TO old_step;
ALTER TABLE change RENAME TO old_change;
CREATE TABLE label(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE step(
  session INTEGER NOT NULL REFERENCES session(id), n INTEGER NOT NULL, at INTEGER NOT NULL, label INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('do', 'undo', 'redo', 'barrier')), codebook INTEGER, of_session INTEGER,
  of_n INTEGER, PRIMARY KEY(session, n)) STRICT, WITHOUT ROWID;
CREATE TABLE change(
  session INTEGER NOT NULL, seq INTEGER NOT NULL, step INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
  unit INTEGER, before TEXT, after TEXT, PRIMARY KEY(session, seq)) STRICT, WITHOUT ROWID;
INSERT INTO label(text) SELECT DISTINCT label FROM old_step;
INSERT INTO step SELECT s.session, s.n, s.at, l.id, s.kind, s.codebook, s.of_session, s.of_n
  FROM old_step s JOIN label l ON l.text = s.label ORDER BY s.session, s.n;
WITH timed AS (SELECT c.*,
    CASE WHEN c.tbl IN ('span', 'value', 'memo', 'decision', 'disagreement') THEN ',' || s.at || ']' END AS at
  FROM old_change c LEFT JOIN old_step s ON (s.session, s.n) = (c.session, c.step))
INSERT INTO change SELECT session, seq, step, tbl, key,
  CASE WHEN tbl IN ('value', 'progress', 'disagreement') THEN json_extract(key, '$[2]')
    WHEN tbl IN ('sample_unit', 'decision') THEN json_extract(key, '$[1]')
    WHEN tbl IN ('article', 'comment') THEN json_extract(key, '$[0]') END,
  CASE WHEN substr(before, -length(at)) = at THEN substr(before, 1, length(before) - length(at)) || ']' ELSE before END,
  CASE WHEN substr(after, -length(at)) = at THEN substr(after, 1, length(after) - length(at)) || ']' ELSE after END
  FROM timed ORDER BY session, seq;
DROP TABLE old_change;
DROP TABLE old_step;
CREATE INDEX change_unit ON change(unit) WHERE unit IS NOT NULL;
CREATE INDEX change_key ON change(tbl, key) WHERE unit IS NULL;
CREATE VIEW journal AS
  SELECT s.at, o.name AS coder, l.text AS step, s.kind, c.tbl AS "table", c.key, c.before, c.after, e.uid AS session, c.seq
  FROM change c JOIN step s ON (s.session, s.n) = (c.session, c.step) JOIN label l ON l.id = s.label
    JOIN session e ON e.id = c.session JOIN coder o ON o.id = e.coder;
""",
]
SCHEMA = 1 + len(MIGRATIONS)


def build(db: sqlite3.Connection, version: int | None = None) -> None:
    """Makes the tables in an empty database and stamps it as ours; of `version`, else of this program's schema.

    Runs inside the caller's transaction.
    """
    version = version or SCHEMA
    for script in (TABLES, *MIGRATIONS[: version - 1]):
        for statement in _statements(script):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {version}")
    if version == SCHEMA:
        write_shape(db)


def migrate(db: sqlite3.Connection, version: int) -> None:
    """Brings a file of an older schema to this one; one transaction a migration, foreign keys checked at the end.

    The images of the journal are brought along, so that all history of a file has the shape of its tables.
    """
    db.execute("PRAGMA foreign_keys = OFF")
    for number in range(version, SCHEMA):
        db.execute("BEGIN IMMEDIATE")
        try:
            before = {table: shape(db, table) for table in JOURNALLED}
            for statement in _statements(MIGRATIONS[number - 1]):
                db.execute(statement)
            for table, old in before.items():
                _carry_images(db, table, old)
            if db.execute("PRAGMA foreign_key_check").fetchall():
                raise sqlite3.IntegrityError(f"migration to schema {number + 1} broke a reference")
            db.execute("UPDATE session SET schema = ?", (number + 1,))
            db.execute(f"PRAGMA user_version = {number + 1}")
            if number + 1 == SCHEMA:
                write_shape(db)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
    db.execute("PRAGMA foreign_keys = ON")


def _carry_images(db: sqlite3.Connection, table: str, old: tuple[list[str], list[str]]) -> None:
    """Rewrites the images of a table whose columns a migration changed; a column that is new has its default."""
    keys, columns = shape(db, table)
    if not old[0] or old == (keys, columns):
        return
    if old[0] != keys:
        raise sqlite3.IntegrityError(f"the key of {table} may not change: its history would be lost")
    defaults = {name: default for _, name, _, _, default, _ in db.execute(f"PRAGMA main.table_info({table})").fetchall()}

    parts = [f"json_extract({{0}}, '$[{old[1].index(c)}]')" if c in old[1] else defaults[c] or "NULL" for c in columns]
    full = f"json_array({', '.join(parts)})"
    if table in TIMED:
        full = f"CASE WHEN {parts[-1]} IS NULL THEN json_array({', '.join(parts[:-1])}) ELSE {full} END"
    image = f"CASE WHEN {{0}} IS NOT NULL THEN {full} END"
    db.execute(f"UPDATE change SET before = {image.format('before')}, after = {image.format('after')} WHERE tbl = ?", (table,))


def of_key(table: str, key: str, change: str = "c") -> str:
    """The condition that a row of `change` is about the row of this table with this key, both given as SQL."""
    if table in UNIT_IN_KEY:
        found = f"{change}.unit = json_extract({key}, '$[{UNIT_IN_KEY[table]}]')"
    else:
        found = f"{change}.unit IS NULL"
    return f"({found} AND {change}.tbl = '{table}' AND {change}.key = {key})"


def whole(table: str, image: str, at: str) -> str:
    """The image of a row with its time, as SQL: it is left out where it is that of the step, which is `at`."""
    if table not in TIMED:
        return image
    shortened = f"substr({image}, 1, length({image}) - 1) || ',' || {at} || ']'"
    return f"CASE WHEN substr({image}, -2, 1) BETWEEN '0' AND '9' THEN {image} ELSE {shortened} END"


def layout(db: sqlite3.Connection) -> set[tuple[str, str]]:
    """Names and definitions of everything in a file that is not SQLite's own."""
    query = "SELECT name, sql FROM main.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    return {(name, " ".join(sql.split())) for name, sql in db.execute(query).fetchall()}


def known_layout(version: int) -> frozenset[tuple[str, str]]:
    """The layout that a file of this schema has: what a stranger put beside it, such as a view, is not there."""
    return _layout_of((TABLES, *MIGRATIONS[: version - 1]))


@lru_cache
def _layout_of(scripts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in scripts:
            for statement in _statements(script):
                db.execute(statement)
        return frozenset(layout(db))
    finally:
        db.close()


def write_shape(db: sqlite3.Connection) -> None:
    """Notes the columns of every journalled table, so that the history stays readable after migrations."""
    for table in JOURNALLED:
        keys, columns = shape(db, table)
        db.execute(
            "INSERT INTO shape VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (SCHEMA, table, ",".join(keys), ",".join(columns)),
        )


def shape(db: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """(primary key columns, other columns) of a table; generated and BLOB columns are left out."""
    rows = db.execute(f"PRAGMA main.table_info({table})").fetchall()
    keys = [name for _, name, _, _, _, pk in sorted(rows, key=lambda r: r[5]) if pk]
    return keys, [name for _, name, kind, _, _, pk in rows if not pk and kind != "BLOB"]


def _statements(script: str) -> list[str]:
    return [part for part in (piece.strip() for piece in script.split(";\n")) if part]
