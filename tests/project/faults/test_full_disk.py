"""The disk is full in the middle of a verb: one sentence, nothing half, and it works again once there is room."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, backups, merge, package, take_back
from intercoder.project.check import check
from intercoder.records import Article, Comment, SourceFile, Text, no_tick
from intercoder.tasks.export import export
from intercoder.tasks.team_folder import hand_in

ROOM = 50_000  # bytes


def import_articles(project: Project) -> object:
    articles = [
        Article((Text("body", f"{n} یہ ایک لمبا مضمون ہے۔ " * 20), *(Comment(f"{n}.{m} 👍🏽") for m in range(10))), str(n))
        for n in range(200)
    ]
    return project.material.add(SourceFile("big.txt", "ab" * 32, 1, "text", "", "utf-8", b"x"), articles, no_tick)


VERBS = {
    "import": import_articles,
    "merge": lambda project: merge.merge(project, project.path.with_name("packages") / "ben.intercoder"),
    "package": lambda project: package.make(project, "Ben", project.path.with_name("again.intercoder")),
    "backup": lambda project: backups.write(project.db, project.path.with_name("copy.intercoder")),
    "daily backup": lambda project: backups.make(project, "daily"),
}


def taken_back(path: Path) -> Callable[[], object]:
    with Project.open(path) as project:
        merge.merge(project, path.with_name("packages") / "ben.intercoder")
    return lambda: opened(path, take_back.take_back)


def restored(path: Path) -> Callable[[], object]:
    with Project.open(path) as project:
        made = backups.make(project, "daily")
    return lambda: backups.restore(made, path.with_name("restored.intercoder"))


def exported(kind: str, name: str) -> Callable[[Path], Callable[[], object]]:
    def prepare(path: Path) -> Callable[[], object]:
        with Project.open(path) as project:
            export(project, kind, path.with_name(name))
            project.codings.answer(1, "summary", "اردو " * 20_000)
        return lambda: opened(path, lambda project: export(project, kind, path.with_name(name)))

    return prepare


def handed_in(path: Path) -> Callable[[], object]:
    team = path.with_name("team")
    team.mkdir()
    return lambda: opened(path.with_name("packages") / "ben.intercoder", lambda project: hand_in(project, team))


def opened(path: Path, verb: Callable[[Project], object]) -> object:
    with Project.open(path) as project:
        return verb(project)


CLOSED = {
    "take back": taken_back, "restore": restored, "export": exported("csv", "exports"),
    "export of one file": exported("jsonl", "units.jsonl"), "hand in": handed_in,
}  # fmt: skip


@pytest.mark.parametrize("name", CLOSED)
@pytest.mark.parametrize("room", [0, 20_000])
def test_a_verb_that_opens_the_project_meets_a_full_disk(study, apart, full_disk, name, room):
    verb = CLOSED[name](study)

    def meet() -> None:
        before = bytes_of(study.parent)
        full_disk(study, -study.stat().st_size + room + 1024)
        with pytest.raises(UserError) as told:
            verb()
        full_disk(study, 0)
        assert told.value.message.count("\n") == 0
        assert bytes_of(study.parent) == before
        verb()
        assert opened(study, check) == []

    apart(meet).finish()


def test_a_migration_that_finds_no_room_leaves_the_older_file(path, apart, full_disk, to_schema):
    to_schema(path, 1)

    def meet() -> None:
        before = bytes_of(path.parent)
        size = path.stat().st_size
        for room in (1024, 50_000, size - 4096, size + 1, size + 8192):  # the last two: the backup fits, and then no more
            full_disk(path, room - size)
            with pytest.raises(UserError):
                Project.open(path)
            full_disk(path, 0)
            assert {n: h for n, h in bytes_of(path.parent).items() if "backups" not in n} == before
            assert bool(backups.find(path)) == (room > size)
            assert not list(path.parent.rglob("*.part"))
        with Project.open(path) as project:
            assert check(project) == []

    apart(meet).finish()


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and p.suffix != ".lock"
    }


def fill(project: Project, saved: list[int]) -> None:
    for n in range(1000):
        project.codings.answer(1, "summary", f"{n} " + "اردو " * 500)
        saved.append(n)


@pytest.mark.parametrize("name", VERBS)
def test_a_full_disk_is_said_in_a_sentence_and_leaves_everything_as_it_was(study, apart, full_disk, name):
    def verb() -> None:
        with Project.open(study) as project:
            before = bytes_of(study.parent)
            full_disk(study, -study.stat().st_size + ROOM)
            with pytest.raises(UserError):
                VERBS[name](project)
            full_disk(study, 0)
            assert bytes_of(study.parent) == before
            assert check(project) == []
            VERBS[name](project)
            assert check(project) == []

    apart(verb).finish()


def test_a_coder_goes_on_after_the_disk_was_full(study, apart, full_disk):
    def verb() -> None:
        with Project.open(study) as project:
            full_disk(study, 4096)
            saved: list[int] = []
            with pytest.raises(UserError, match="The disk is full"):
                fill(project, saved)
            full_disk(study, 0)
            stored = project.codings.answers(1)["summary", 0].answer if saved else None
            assert stored is None or stored.startswith(f"{saved[-1]} ")
            project.codings.answer(1, "topic", "1")
            project.undo()
            assert check(project) == []

    apart(verb).finish()


def test_a_rescue_file_that_finds_no_room_is_said_and_the_step_is_not_called_saved(study, apart, full_disk):
    def verb() -> None:
        with Project.open(study) as project:
            study.rename(study.with_name("elsewhere.intercoder"))
            full_disk(study.with_name("elsewhere.intercoder"), -20_000)
            with pytest.raises(UserError, match="no room for a rescue file"):
                project.codings.answer(1, "topic", "1")
            full_disk(study.with_name("elsewhere.intercoder"), 0)
            assert not list(study.parent.glob("* rescued *"))
            with pytest.raises(UserError, match="Nothing more is written"):
                project.codings.answer(1, "topic", "1")
            assert len(list(study.parent.glob("* rescued *"))) == 1

    apart(verb).finish()


@pytest.mark.parametrize("room", [0, 8192, 100_000])
def test_a_new_project_that_finds_no_room_is_not_there(study, apart, full_disk, codebook, room):
    def verb() -> None:
        new = study.with_name("new.intercoder")
        before = bytes_of(study.parent)
        full_disk(study, room - study.stat().st_size)
        with pytest.raises(UserError, match=r"new\.intercoder could not be written"):
            Project.create(new, "New", codebook)
        full_disk(study, 0)
        assert bytes_of(study.parent) == before
        Project.create(new, "New", codebook).close()
        assert opened(new, check) == []

    apart(verb).finish()


def test_a_project_opens_to_be_read_where_there_is_no_room_to_say_who_has_it(study, apart, full_disk):
    def verb() -> None:
        full_disk(study, -study.stat().st_size)
        with Project.open_or_read(study) as project:
            assert project.read_only
            assert "nothing can be written" in project.why_read_only.message
        assert not study.with_name(study.name + ".lock").exists()
        full_disk(study, 0)
        assert opened(study, check) == []

    apart(verb).finish()
