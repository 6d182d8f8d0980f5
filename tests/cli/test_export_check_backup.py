"""`intercoder export`, `check` and `backup`."""

import json
import sqlite3
from pathlib import Path

import pytest

from intercoder.project import Project


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("kind", ["spss", "csv", "agreement"])
def test_an_export_names_every_file_and_every_loss(program, demo_run, tmp_path, kind):
    dest = tmp_path / "tables"
    document = program("export", demo_run.project, kind, dest, "--json").document
    assert document.keys() == {"files", "losses"}
    assert all({"path", "rows"} <= file.keys() for file in document["files"])
    assert all({"where", "message"} <= loss.keys() for loss in document["losses"])
    named = {str(dest / file["path"]) if "/" not in file["path"] else file["path"] for file in document["files"]}
    assert {str(p) for p in dest.rglob("*") if p.is_file()} == named


@pytest.mark.parametrize("kind", ["spss", "csv", "agreement"])
def test_the_same_project_gives_the_same_bytes(program, demo_run, tmp_path, kind):
    trees = []
    for name in ("one", "two"):
        assert program("export", demo_run.project, kind, tmp_path / name / "tables").code == 0
        trees.append(tree(tmp_path / name / "tables"))
    assert trees[0] == trees[1]
    assert trees[0] == tree(demo_run.folder / "exports" / kind)


def test_an_export_in_words_names_files_on_stdout_and_losses_on_stderr(program, demo_run, tmp_path):
    answer = program("export", demo_run.project, "csv", tmp_path / "tables")
    assert answer.code == 0
    assert any("comment_long.csv: " in line and line.endswith(" rows") for line in answer.out.splitlines())
    assert "error" not in answer.err


def test_an_export_replaces_an_older_one_of_its_own(program, demo_run, tmp_path):
    for _ in range(2):
        assert program("export", demo_run.project, "csv", tmp_path / "tables").code == 0


def test_an_unknown_kind_is_refused_with_those_that_there_are(program, demo_run, tmp_path, contents):
    before = contents()
    answer = program("export", demo_run.project, "parchment", tmp_path / "tables", "--json")
    assert answer.refusal == "There is no export “parchment”."
    assert "spss" in answer.err.split("hint: ")[1]
    assert contents() == before


@pytest.mark.parametrize("kind", ["spss", "csv", "agreement"])
@pytest.mark.parametrize("place", ["note.txt", "note.txt/tables"])
def test_a_destination_that_cannot_be_written_is_refused(program, bridge, save, tmp_path, contents, kind, place):
    save("note.txt", "mine")
    before = contents()
    assert program("export", bridge, kind, tmp_path / place, "--json").refusal
    assert contents() == before


# ------------------------------------------------------------------------ check


def test_a_sound_project_is_called_sound(program, bridge):
    answer = program("check", bridge)
    assert (answer.code, answer.out, answer.err) == (0, f"{bridge} is sound.\n", "")
    assert program("check", bridge, "--json").document == {"ok": True, "problems": []}


@pytest.mark.parametrize(("statement", "code"), [
    ("UPDATE unit SET text = 'Somebody looked.' WHERE ref = 'A0001-C001'", "text"),
    ("UPDATE value SET answer = '2'", "journal"),
    ("DELETE FROM value", "journal"),
    ("UPDATE span SET start = start + 1", "span"),
    ("UPDATE comment SET unit = 9999 WHERE provider_id = 'k4'", "reference"),
])  # fmt: skip
def test_what_was_changed_behind_the_program_is_found(program, bridge, save, contents, statement, code):
    header = "unit,coder,variable,value,start,stop\n"
    codings = save("c.csv", header.replace(",start,stop", "") + "k1,Ada,tone,1\n")
    spans = save("s.csv", header + "k2,Ada,words,1,25,31\n")
    columns = ("--unit", "unit", "--coder", "coder", "--variable", "variable", "--value", "value")
    program("import-codings", bridge, codings, *columns)
    program("import-codings", bridge, spans, *columns, "--start", "start", "--stop", "stop")
    assert program("check", bridge, "--json").document["ok"]
    db = sqlite3.connect(bridge)
    for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {trigger}")
    db.execute(statement)
    db.commit()
    db.close()
    before = contents()
    answer = program("check", bridge, "--json")
    document = json.loads(answer.out)
    assert (answer.code, document["ok"]) == (1, False)
    assert code in {problem["code"] for problem in document["problems"]}
    assert answer.err.splitlines()[0].startswith(f"error: {bridge} has ")
    plain = program("check", bridge)
    assert plain.code == 1
    assert document["problems"][0]["message"] in plain.out
    assert contents() == before


# ------------------------------------------------------------------------ backup


def test_a_backup_is_the_same_study(program, demo_run, tmp_path):
    dest = tmp_path / "copy.intercoder"
    document = program("backup", demo_run.project, dest, "--json").document
    assert document == {"file": str(dest), "bytes": dest.stat().st_size}
    assert program("check", dest, "--json").document["ok"]
    arguments = ("--variable", "tone_pak", "--json")
    assert program("agreement", dest, *arguments).out == program("agreement", demo_run.project, *arguments).out
    with Project.open(dest) as project:
        assert project.plan.add_coder("Dora").name == "Dora"
    assert [p.name for p in tmp_path.iterdir()] == ["copy.intercoder"]


def test_a_backup_in_words(program, bridge, tmp_path):
    answer = program("backup", bridge, tmp_path / "b.intercoder")
    assert answer.code == 0
    assert answer.out.startswith(f"{tmp_path / 'b.intercoder'}: ")


@pytest.mark.parametrize("what", ["file", "folder", "itself"])
def test_backup_never_overwrites(program, bridge, save, tmp_path, contents, what):
    (tmp_path / "folder").mkdir()
    dest = {"file": save("note.txt", "mine"), "folder": tmp_path / "folder", "itself": bridge}[what]
    before = contents()
    assert program("backup", bridge, dest).refusal == f"{dest} exists already."
    assert contents() == before


@pytest.mark.parametrize("place", ["note.txt/b.intercoder", "nowhere/b.intercoder"])
def test_a_backup_that_cannot_be_written_leaves_nothing(program, bridge, save, tmp_path, contents, place):
    save("note.txt", "mine")
    before = contents()
    assert "could not be written" in program("backup", bridge, tmp_path / place).refusal
    assert contents() == before


def test_no_backup_is_made_of_a_project_that_is_not_sound(program, bridge, tmp_path, contents):
    db = sqlite3.connect(bridge)
    db.execute("UPDATE unit SET sha256 = 'x' WHERE ref = 'A0001-C001'")
    db.commit()
    db.close()
    before = contents()
    assert "is not sound" in program("backup", bridge, tmp_path / "b.intercoder").refusal
    assert contents() == before


@pytest.mark.parametrize("kind", ["xlsx", "qdpx", "jsonl", "webannotation", "methods"])
def test_no_export_takes_the_place_of_a_project(program, demo_run, contents, tmp_path, kind):
    other = tmp_path / "other.intercoder"
    with Project.create(other, "Other"):
        pass
    before = contents()
    assert "is a project, which this would replace" in program("export", demo_run.project, kind, other).refusal
    assert contents() == before
