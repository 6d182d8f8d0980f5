"""What a merge refuses: whole, with the reason, before anything is written."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, backups, package
from intercoder.project.merge import merge

EDITS: dict[str, tuple[tuple[str, ...], str]] = {
    "the uid of another project": (("UPDATE meta SET value = 'ab' WHERE key = 'project_uid'",), "belongs to another project"),
    "the kind of a project": (("UPDATE meta SET value = 'project' WHERE key = 'kind'",), "is a project, not a package"),
    "a coder that is not known": (("UPDATE meta SET value = '77' WHERE key = 'issued_to'",), "a coder that this project"),
    "a coder that is no number": (("UPDATE meta SET value = 'Ben' WHERE key = 'issued_to'",), "damaged"),
    "a changed text": (("UPDATE unit SET text = text || ' ' WHERE ref = 'A0001-B01'",), "a text that was changed"),
    "a changed text with its hash": (
        ("UPDATE unit SET text = 'x', sha256 = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'"
         " WHERE ref = 'A0001-B01'",),
        "other texts",
    ),
    "another fingerprint": (("UPDATE meta SET value = 'ab' WHERE key = 'fingerprint'",), "other texts"),
    "a unit more": (
        ("INSERT INTO unit(id, kind, article, position, ref, sha256, codable) VALUES(999, 'article', 999, 9, 'A0099', '', 1)",),
        "other texts",
    ),
    "an edited answer": (("UPDATE value SET answer = '3' WHERE answer = '1'",), "codings that its history does not know"),
    "an answer taken away": (("DELETE FROM value WHERE answer = '1'",), "codings that its history does not know"),
    "an answer put in": (
        ("INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(2, 2, 1, 6, 'value', 'x', 0)",),
        "codings that its history does not know",
    ),
    "a moved highlight": (("UPDATE span SET start = start + 1, quote = substr(quote, 2)",), "its history does not know"),
    "a highlight of another coder": (("UPDATE span SET coder = 1",), "codings of somebody else"),
    "an answer of another coder": (("UPDATE value SET coder = 1 WHERE answer = '1'",), "codings of somebody else"),
    "a history of another coder": (("UPDATE change SET key = json_set(key, '$[1]', 1) WHERE tbl = 'value'",), "somebody else"),
    "a session of another coder": (
        ("INSERT INTO coder(id, name) VALUES(3, 'Chloé')", "UPDATE session SET coder = 3"),
        "steps of somebody else",
    ),
    "a history of the codebook": (("UPDATE change SET tbl = 'category' WHERE tbl = 'progress'",), "somebody else"),
    "a category that is not known": (
        ("INSERT INTO category(id, variable, position, value, label, definition, use_when, not_when, examples)"
         " VALUES(99, 3, 9, 9, 'Mine', '', '', '', '[]')",),
        "knows a category",
    ),
    "another number of a category": (("UPDATE category SET value = 99 WHERE id = 3",), "knows a category"),
    "a variable that is not known": (
        ("INSERT INTO variable(position, name, label, question, unit_kind, answer_kind, level, required, undetermined)"
         " VALUES(9, 'mine', '', '', 'article', 'text', 'nominal', 0, 0)",),
        "knows a variable",
    ),
    "a codebook version that is not known": (
        ("INSERT INTO codebook_version(version, frozen_at, note, change_kind, content) VALUES('9', 0, '', 'editorial', '{}')",),
        "knows a codebook version",
    ),
    "an answer to a unit that is not there": (
        ("UPDATE value SET unit = 999", "UPDATE change SET key = json_set(key, '$[2]', 999) WHERE tbl = 'value'"),
        "refers to rows that are not there",
    ),
    "another kind of answer": (("UPDATE variable SET answer_kind = 'several' WHERE name = 'topic'",), "knows a variable"),
    "a round that is not known": (("INSERT INTO round(id, name) VALUES(99, 'mine')",), "knows a round"),
    "a step of another kind": (("PRAGMA ignore_check_constraints = ON", "UPDATE step SET kind = 'maybe'"), "is damaged"),
    "an answer in another state": (("PRAGMA ignore_check_constraints = ON", "UPDATE value SET status = 'maybe'"), "is damaged"),
    "a highlight of nothing": (("PRAGMA ignore_check_constraints = ON", "UPDATE span SET stop = start"), "is damaged"),
    "a history under another unit": (("UPDATE change SET unit = 2 WHERE tbl = 'value'",), "names other units than its rows"),
    "a step without a name": (("DELETE FROM label WHERE text LIKE 'Answer %'",), "steps missing"),
    "a step taken out": (
        ("DELETE FROM step WHERE n = (SELECT min(step) + 1 FROM change WHERE tbl = 'value')",), "steps missing",
    ),
    "changes of a step that never was": (
        ("UPDATE change SET step = 99 WHERE seq = (SELECT max(seq) FROM change)",), "steps missing",
    ),
    "a history of another coder with one's own number behind": (
        ("UPDATE change SET key = replace(key, '[2,', '[2,1,') WHERE tbl = 'value'",), "somebody else",
    ),
    "a history of an answer taken away whose key is no key": (
        ("INSERT INTO change SELECT session, seq + 1, step, 'value', '[2,2,1,x', 1, '[\"value\",\"1\"]', NULL FROM change"
         " ORDER BY seq DESC LIMIT 1",),
        "damaged",
    ),
    "a history that is no history": (("UPDATE change SET key = 'key' WHERE tbl = 'value'",), "damaged"),
    "an answer put in and hidden in the line of another": (
        ("INSERT INTO value(round, coder, unit, variable, status, answer, at) VALUES(2, 2, 1, 6, 'value', 'x', 0)",
         "UPDATE change SET after = after || char(9) || '0' || char(10) || '[2,2,1,6,0,0]' || char(9) || '[\"value\",\"x\",0]'"
         " WHERE tbl = 'value'"),
        "not in JSON",
    ),
    "a view": (("CREATE VIEW trap AS SELECT text FROM unit",), "tables that no Intercoder made"),
    "a trigger": (
        ("CREATE TRIGGER trap AFTER INSERT ON value BEGIN DELETE FROM unit; END",),
        "tables that no Intercoder made",
    ),
    "a newer schema": (("PRAGMA user_version = 12",), "newer Intercoder"),
    "another application": (("PRAGMA application_id = 1",), "another program"),
}  # fmt: skip


@pytest.fixture
def bens(planned: Project, tmp_path: Path) -> Path:
    """Ben's package with an answer, a text, a highlight and a doubt."""
    out = tmp_path / "ben.intercoder"
    package.make(planned, "Ben", out)
    with Project.open(out) as project:
        project.codings.answer(1, "topic", "1")
        project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 1, 3, 30)
        project.codings.doubt(1, "کیوں؟")
    return out


@pytest.fixture
def refused(planned: Project, path: Path) -> Iterator[Callable[[Path, str], None]]:
    """Merging is refused for this reason, and not one byte of project and package differs afterwards."""

    def check(file: Path, reason: str) -> None:
        before, theirs = path.read_bytes(), file.read_bytes()
        copies = backups.find(path)
        for dry_run, backup in ((True, True), (False, True), (False, False)):
            with pytest.raises(UserError, match=reason) as caught:
                merge(planned, file, dry_run, backup)
            assert caught.value.hint
        assert (path.read_bytes(), file.read_bytes()) == (before, theirs)
        assert backups.find(path) == copies
        assert copies or not backups.folder_of(path).exists()
        assert planned.db.execute("PRAGMA database_list").fetchall()[-1][1] != "pkg"
        assert planned.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert planned.db.execute("PRAGMA ignore_check_constraints").fetchone() == (0,)

    yield check
    planned.codings.answer(1, "topic", "2")


@pytest.mark.parametrize("edit", EDITS)
def test_a_package_with(bens, refused, tamper, edit):
    statements, reason = EDITS[edit]
    tamper(bens, "PRAGMA foreign_keys = OFF", *statements)
    refused(bens, reason)


def test_a_package_as_it_was_handed_in_is_not_refused(planned, bens, sound):
    assert merge(planned, bens).new == 2
    assert sound(planned)


def test_a_history_that_was_altered_after_it_was_merged(planned, bens, refused, tamper):
    merge(planned, bens)
    tamper(
        bens,
        "UPDATE change SET after = replace(after, '\"1\"', '\"3\"') WHERE tbl = 'value'",
        "UPDATE value SET answer = '3' WHERE answer = '1'",
    )
    refused(bens, "altered history")


@pytest.mark.parametrize("length", [0, 99, 4096, 40_001, -1])
def test_a_package_that_was_cut_off_in_the_mail(bens, refused, length):
    bens.write_bytes(bens.read_bytes()[:length])
    refused(bens, "is damaged|is empty")


def test_a_package_with_a_spoiled_page(bens, refused):
    raw = bytearray(bens.read_bytes())
    raw[8192:12288] = b"\xa5" * 4096
    bens.write_bytes(raw)
    refused(bens, "damaged")


def test_a_package_of_another_project_with_the_same_texts(planned, refused, template, tmp_path, codebook, articles, source):
    from intercoder.records import no_tick

    with Project.create(tmp_path / "other.intercoder", "The talks", codebook) as other:
        other.material.add(source("talks.txt"), articles, no_tick)
        other.plan.assign(["Ben"], "reliability")
        package.make(other, "Ben", tmp_path / "theirs.intercoder")
    refused(tmp_path / "theirs.intercoder", "belongs to another project")


def test_the_project_itself_and_its_backup(planned, path, refused, tmp_path):
    refused(Path(shutil.copy(path, tmp_path / "backup.intercoder")), "is a project, not a package")


def test_a_file_that_is_not_there(planned, tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        merge(planned, tmp_path / "ben.intercoder")
