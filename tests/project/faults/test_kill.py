"""Sudden death in the middle of any verb: the project opens, is sound, and the verb is there whole or not at all."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from intercoder.project import Project, backups, merge, package, removal, schema, take_back
from intercoder.project.check import check
from intercoder.records import Article, Comment, SourceFile, Text, no_tick
from intercoder.tasks.export import export
from intercoder.tasks.team_folder import hand_in

KILLS = 8


@dataclass(frozen=True)
class Case:
    """A verb on a study, what may be there afterwards, and what must be there once the verb said that it is done."""

    verb: Callable[[Path], object]
    outcome: Callable[[Path], object]
    nothing: object
    whole: object
    prepare: Callable[[Path], object] = lambda _path: None


def counted(query: str) -> Callable[[Path], object]:
    """What a query counts in the project, which must be sound."""

    def outcome(path: Path) -> object:
        with Project.open(path) as project:
            assert check(project) == []
            return project.db.execute(query).fetchone()[0]

    return outcome


def written(path: Path, verb: Callable[[Project], object]) -> object:
    with Project.open(path) as project:
        return verb(project)


def import_articles(project: Project) -> object:
    articles = (
        Article((Text("body", f"{n} یہ ایک لمبا مضمون ہے۔ " * 20), *(Comment(f"{n}.{m} 👍🏽") for m in range(10))), str(n))
        for n in range(200)
    )
    return project.material.add(SourceFile("big.txt", "ab" * 32, 1, "text", "", "utf-8", b"x"), articles, no_tick)


def bens(path: Path) -> Path:
    return path.with_name("packages") / "ben.intercoder"


def merge_ben(path: Path) -> object:
    return written(path, lambda project: merge.merge(project, bens(path)))


def code(path: Path) -> object:
    return written(path, lambda project: project.codings.answer(1, "topic", "2"))


def hand_in_bens(path: Path) -> object:
    return written(bens(path), lambda project: hand_in(project, path.with_name("team")))


def handed_in(path: Path) -> object:
    """How many whole files lie in the team folder; the package itself must be sound and as it was coded."""
    assert counted("SELECT count(*) FROM value")(bens(path)) == 7
    files = list(path.with_name("team").glob("*.intercoder"))
    assert all(counted("SELECT count(*) FROM value")(file) == 7 for file in files)
    return len(files)


def sound_file(name: str) -> Callable[[Path], object]:
    """Whether a file beside the project is there, and sound; the project must be sound too."""

    def outcome(path: Path) -> object:
        with Project.open(path) as project:
            assert check(project) == []
        found = path.parent / name
        if not found.exists():
            return False
        with Project.open(found) as made:
            assert check(made) == []
        return True

    return outcome


def older(path: Path) -> None:
    """Puts a project of the first schema in its place."""
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        schema.build(db, 1)
        db.execute("INSERT INTO meta VALUES('project_uid', '00'), ('kind', 'project'), ('title', 'Old')")
        db.execute("INSERT INTO coder(name) VALUES('Ada')")
        db.execute("INSERT INTO round(name) VALUES('main')")


def export_csv(path: Path) -> object:
    with Project.open(path, read_only=True) as project:
        return export(project, "csv", path.with_name("exports"))


def exported(path: Path) -> object:
    """Each file is the old one or the new one, never half of it."""
    assert counted("SELECT 1")(path) == 1
    folder, new = path.with_name("exports"), path.with_name("whole")
    old = path.with_name("old")
    for file in folder.iterdir():
        same = {other.read_bytes() for other in (new / file.name, old / file.name) if other.exists()}
        assert file.read_bytes() in same
    there, before, after = ({p.name for p in f.iterdir()} for f in (folder, old, new))
    return before <= there <= after


def prepare_export(path: Path) -> None:
    with Project.open(path) as project:
        for kind, name in (("csv", "old"), ("csv", "exports")):
            export(project, kind, path.with_name(name))
        project.codings.answer(1, "topic", "2")
        export(project, "csv", path.with_name("whole"))


CASES = {
    "import": Case(lambda p: written(p, import_articles), counted("SELECT count(*) FROM article"), 2, 202),
    "merge": Case(merge_ben, counted("SELECT count(*) FROM value"), 0, 7),
    "take back": Case(lambda p: written(p, take_back.take_back), counted("SELECT count(*) FROM value"), 7, 0, merge_ben),
    "coding": Case(code, counted("SELECT count(*) FROM value"), 0, 1),
    "removal": Case(
        lambda p: written(p, lambda project: removal.remove_import(project, project.material.sources()[-1].id)),
        counted("SELECT count(*) FROM article"), 202, 2, lambda p: written(p, import_articles),
    ),
    "hand-in": Case(hand_in_bens, handed_in, 0, 1, lambda p: p.with_name("team").mkdir()),
    "package": Case(
        lambda p: written(p, lambda project: package.make(project, "Ben", p.with_name("again.intercoder"))),
        sound_file("again.intercoder"), False, True,
    ),
    "backup": Case(
        lambda p: written(p, lambda project: backups.write(project.db, p.with_name("copy.intercoder"))),
        sound_file("copy.intercoder"), False, True,
    ),
    "restore": Case(
        lambda p: backups.restore(bens(p), p.with_name("restored.intercoder")), sound_file("restored.intercoder"), False, True
    ),
    "migration": Case(
        lambda p: Project.open(p).close(), counted("SELECT count(*) FROM meta WHERE value = 'Old'"), 1, 1, older
    ),
    "export": Case(export_csv, exported, True, True, prepare_export),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_after_a_kill_a_verb_is_there_whole_or_not_at_all(study, tmp_path, apart, name):
    case, chance = CASES[name], random.Random(name)
    case.prepare(study)
    trial = tmp_path / "trial"
    shutil.copytree(study.parent, trial, ignore=shutil.ignore_patterns("trial*"))
    begun = time.monotonic()
    apart(lambda: case.verb(trial / study.name)).finish()
    took = time.monotonic() - begun
    assert case.outcome(trial / study.name) == case.whole
    for n in range(KILLS):
        copy = tmp_path / f"trial {n}"
        shutil.copytree(study.parent, copy, ignore=shutil.ignore_patterns("trial*"))
        said = apart(lambda folder=copy: case.verb(folder / study.name)).kill_after(took * (n + chance.random()) / KILLS)
        outcome = case.outcome(copy / study.name)
        assert outcome == case.whole if said else outcome in (case.nothing, case.whole)


@pytest.mark.parametrize("name", CASES)
def test_after_a_kill_the_verb_can_simply_be_done_again(study, apart, name):
    case = CASES[name]
    case.prepare(study)
    apart(lambda: case.verb(study)).kill_after(0.02)
    if case.outcome(study) != case.whole:
        case.verb(study)
    assert case.outcome(study) == case.whole


@pytest.mark.parametrize("name", ["import", "merge", "take back", "coding", "removal", "package", "migration"])
def test_after_a_kill_while_a_journal_lies_there_nothing_of_the_verb_is_left(study, tmp_path, apart, name):
    case = CASES[name]
    case.prepare(study)
    for n in range(50):
        copy = tmp_path / f"trial {n}"
        shutil.copytree(study.parent, copy, ignore=shutil.ignore_patterns("trial*"))
        met = apart(lambda folder=copy: case.verb(folder / study.name)).kill_at_journal(copy / study.name)
        assert case.outcome(copy / study.name) in (case.nothing, case.whole)
        if met:
            assert case.outcome(copy / study.name) == case.nothing
            break
    else:
        pytest.fail("no kill met a journal")
    case.verb(copy / study.name)
    assert case.outcome(copy / study.name) == case.whole
