"""When the power goes in a verb that writes several files: each is as it was, or new and whole, whatever had got its name."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

import pytest

from intercoder.project import Project, backups, leftovers, merge, package, removal, schema, take_back
from intercoder.project.check import check
from intercoder.tasks import codebook_file
from intercoder.tasks.export import export

Images = Callable[..., Iterator[Any]]
Witnessed = Callable[[], AbstractContextManager[None]]


def is_there(path: Path, coded: int | None = None) -> bool:
    """Whether a project is there; then it must be sound, and hold so many answers."""
    if not path.exists():
        return False
    assert not leftovers.journal_of(path).exists()
    with Project.open(path) as project:
        assert check(project) == []
        if coded is not None:
            assert project.db.execute("SELECT count(*) FROM value").fetchone()[0] == coded
    return True


def coded(path: Path) -> Project:
    """The study, open, with one answer."""
    project = Project.open(path)
    project.codings.answer(1, "topic", "2")
    return project


def rows(project: Project, table: str) -> int:
    return int(project.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_a_copy_is_there_whole_or_not_at_all(path, disk, witnessed, images):
    with coded(path) as project, witnessed():
        backups.write(project.db, path.with_name("copy.intercoder"))
        disk.acknowledge("copied")
    seen = {(is_there(image / "copy.intercoder", 1), bool(acknowledged)) for image, acknowledged in images(11)}
    assert seen == {(False, False), (True, False), (True, True)}


def test_a_backup_with_a_name_is_a_good_one_and_its_folder_stays(path, disk, witnessed, images):
    with coded(path) as project, witnessed():
        made = backups.make(project, "daily")
        disk.acknowledge("backed up")
    seen = {(is_there(image / made.parent.name / made.name, 1), bool(told)) for image, told in images(12)}
    assert seen == {(False, False), (True, False), (True, True)}


def test_a_restored_backup_is_there_whole_and_without_the_journal_of_another(path, disk, witnessed, images):
    with coded(path) as project:
        made = backups.make(project, "daily")
    dest = path.with_name("restored.intercoder")
    leftovers.journal_of(dest).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4000))
    with witnessed():
        backups.restore(made, dest)
        disk.acknowledge("restored")
    for image, told in images(13):
        assert is_there(image / made.parent.name / made.name, 1)
        assert is_there(image / dest.name, 1) or not told
        aside = [p for p in image.iterdir() if p.name.startswith(f"{dest.name}-journal")]
        assert [p.stat().st_size for p in aside] == [4008]


@pytest.mark.parametrize(("kind", "name"), [("csv", "new folder"), ("csv", "exports"), ("jsonl", "units.jsonl")])
def test_each_exported_file_is_the_old_one_or_the_new_one(path, disk, witnessed, images, kind, name):
    dest, new = path.with_name(name), path.with_name("whole") / name
    new.parent.mkdir()
    with Project.open(path) as project:
        if name != "new folder":
            export(project, kind, dest)
        old = contents(dest)
        project.codings.answer(1, "topic", "2")
        export(project, kind, new)
        with witnessed():
            export(project, kind, dest)
            disk.acknowledge("exported")
    for image, told in images(14):
        found = contents(image / name)
        assert all(content in (old.get(n), contents(new)[n]) for n, content in found.items())
        assert found == contents(new) if told else old.keys() <= found.keys() <= contents(new).keys()


def contents(place: Path) -> dict[str, bytes]:
    files = place.rglob("*") if place.is_dir() else [place] if place.exists() else []
    return {str(p.relative_to(place)): p.read_bytes() for p in files if p.is_file()}


def test_a_codebook_file_is_the_old_one_or_the_new_one(path, disk, witnessed, images, codebook):
    dest = path.with_name("codebook.json")
    codebook_file.write(codebook, dest)
    old = dest.read_bytes()
    with witnessed():
        codebook_file.write(type(codebook)("Other", codebook.variables), dest)
        disk.acknowledge("written")
    new = dest.read_bytes()
    for image, told in images(15):
        assert (image / dest.name).read_bytes() in ({new} if told else {old, new})


def test_a_package_that_is_there_is_whole_and_on_record_in_the_project(path, disk, witnessed, images):
    with coded(path) as project:
        project.plan.assign(["Ben"], "main")
        with witnessed():
            package.make(project, "Ben", path.with_name("ben.intercoder"))
            disk.acknowledge("made")
    for image, told in images(16):
        made = is_there(image / "ben.intercoder", 0)
        with Project.open(image / path.name) as project:
            assert check(project) == []
            known = rows(project, "package")
        assert known or not made
        assert (made and known) or not told


def test_a_migrated_project_has_the_backup_of_what_it_was(path, disk, witnessed, images, to_schema):
    to_schema(path, 1)
    with witnessed():
        Project.open(path).close()
        disk.acknowledge("migrated")
    seen = set()
    for image, told in images(17):
        found = backups.find(image / path.name)
        if told or schema_of(image / path.name) == schema.SCHEMA:
            assert [b.reason for b in found] == ["migration"]
        assert [schema_of(b.path) for b in found] in ([], [1])
        assert [backups.fault(b.path) for b in found] in ([], [None])
        with Project.open(image / path.name) as project:
            assert check(project) == []
            assert project.title == "The talks"
        seen.add(bool(told))
    assert seen == {True, False}


def schema_of(path: Path) -> int:
    """The schema number once an interrupted change was taken back, without opening it as a project."""
    with closing(sqlite3.connect(shutil.copy(path, path.with_name("probe")))) as db:
        if leftovers.journal_of(path).exists():
            shutil.copy(leftovers.journal_of(path), leftovers.journal_of(path.with_name("probe")))
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_a_merge_is_taken_back_whole_or_not_at_all(study, disk, witnessed, images):
    with Project.open(study) as project:
        merge.merge(project, study.with_name("packages") / "ben.intercoder")
        with witnessed():
            take_back.take_back(project)
            disk.acknowledge("taken back")
    for image, told in images(18):
        with Project.open(image / study.name) as project:
            assert check(project) == []
            assert rows(project, "value") in ({0} if told else {0, 7})


def test_an_import_that_is_gone_is_in_the_backup(path, disk, witnessed, images):
    with Project.open(path) as project, witnessed():
        removal.remove_import(project, 1)
        disk.acknowledge("removed")
    for image, told in images(19):
        with Project.open(image / path.name) as project:
            assert check(project) == []
            articles = rows(project, "article")
        assert articles in ({0} if told else {0, 2})
        assert articles or [backups.fault(b.path) for b in backups.find(image / path.name)] == [None]


def test_a_file_in_wal_mode_keeps_its_last_change_while_it_is_converted(path, disk, witnessed, images, tmp_path_factory):
    elsewhere = Path(shutil.copy(path, tmp_path_factory.mktemp("elsewhere")))
    with closing(sqlite3.connect(elsewhere, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL").fetchone()
        db.execute("UPDATE meta SET value = 'Renamed elsewhere' WHERE key = 'title'")
        shutil.copy(elsewhere, path)
        shutil.copy(leftovers.wal_of(elsewhere), leftovers.wal_of(path))
    with witnessed():
        Project.open(path).close()
        disk.acknowledge("converted")
    for image, _ in images(20):
        with Project.open(image / path.name) as project:
            assert project.title == "Renamed elsewhere"
            assert check(project) == []


@pytest.mark.parametrize("neglected", ["sync", "sync_names"])
def test_without_asking_the_disk_a_copy_would_be_lost_or_half(path, disk, witnessed, images, monkeypatch, neglected):
    """Without this the tests above would prove nothing: the disk must be one that forgets."""
    monkeypatch.setattr(f"intercoder.project.durable.{neglected}", lambda _path: None)
    with coded(path) as project, witnessed():
        backups.write(project.db, path.with_name("copy.intercoder"))
        disk.acknowledge("copied")
    copies = [(image / "copy.intercoder", told) for image, told in images(21)]
    assert any(backups.fault(copy) for copy, _ in copies if copy.exists()) or any(not c.exists() for c, told in copies if told)
