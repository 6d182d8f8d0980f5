"""The shared folder as post box: what is handed in is whole and nobody's else, and what came is told once."""

import shutil
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.tasks import packages
from intercoder.tasks.team_folder import arrived, hand_in, look


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Team اردو"
    made.mkdir()
    return made


@pytest.fixture
def ben(bridge: Path, tmp_path: Path) -> Path:
    """Ben's package, coded."""
    path = tmp_path / "ben.intercoder"
    with Project.open(bridge) as project:
        project.plan.assign(["Ben/Müller"], "main")
        packages.package(project, "Ben/Müller", path)
    with Project.open(path) as package:
        package.codings.answer(1, "topic", "2")
    return path


def give(package: Path, folder: Path) -> Path:
    with Project.open(package) as project:
        return Path(str(hand_in(project, folder)["file"]))


def look_in(bridge: Path, folder: Path, seen: object = ()) -> dict:
    with Project.open(bridge, read_only=True) as project:
        return arrived(project, folder, seen)


def test_what_is_handed_in_is_the_package_under_a_name_of_its_own(ben, folder):
    first, second = give(ben, folder), give(ben, folder)
    assert first != second
    assert first.name.startswith("Ben-Müller ")
    assert sorted(folder.iterdir()) == sorted([first, second])
    with Project.open(first) as handed:
        assert handed.codings.answers(1)["topic", 0].answer == "2"
        assert handed.coder.name == "Ben/Müller"


def test_a_coder_can_hand_in_while_coding(ben, folder):
    with Project.open(ben) as package:
        hand_in(package, folder)
        package.codings.answer(1, "topic", "1")
        hand_in(package, folder)
    assert len(list(folder.iterdir())) == 2


def test_the_leads_project_is_not_handed_in(bridge, folder):
    with Project.open(bridge) as project, pytest.raises(UserError, match="Only a package"):
        hand_in(project, folder)
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(ben, folder):
    with Project.open(ben) as package, pytest.raises(UserError, match="There is no folder"):
        hand_in(package, folder / "gone")


def test_what_came_is_told_with_its_counts_and_once(bridge, ben, folder):
    file = give(ben, folder)
    found = look_in(bridge, folder)
    assert [(p["file"], p["coder"], p["new"]) for p in found["packages"]] == [(str(file), "Ben/Müller", 1)]
    assert look_in(bridge, folder, found["marks"])["packages"] == []


def test_what_was_merged_is_not_told_again_by_another_window(bridge, ben, folder):
    file = give(ben, folder)
    with Project.open(bridge) as project:
        packages.merge(project, [file])
    assert look_in(bridge, folder)["packages"] == []


def test_a_package_that_was_only_handed_out_is_not_told(bridge, folder, tmp_path):
    with Project.open(bridge) as project:
        project.plan.assign(["Zoë"], "main")
        packages.package(project, "Zoë", folder / "zoe.intercoder")
    assert look_in(bridge, folder)["packages"] == []


def test_what_is_no_package_of_this_project_is_passed_over(bridge, ben, folder):
    give(ben, folder)
    (folder / "notes.txt").write_text("Hello", encoding="utf-8")
    (folder / "empty.intercoder").touch()
    (folder / "half.intercoder").write_bytes(ben.read_bytes()[:5000])
    (folder / ".later.intercoder.part").write_bytes(b"x")
    shutil.copy(bridge, folder / "project.intercoder")
    found = look_in(bridge, folder)
    assert [p["coder"] for p in found["packages"]] == ["Ben/Müller"]


def test_work_without_a_new_coding_is_told_too(bridge, ben, folder):
    """A unit that was only finished or doubted since the last merge must not stay in the folder unseen."""
    with Project.open(bridge) as project:
        packages.merge(project, [give(ben, folder)])
    with Project.open(ben) as package:
        package.codings.doubt(1, "کیوں؟")
    file = give(ben, folder)
    (found,) = look_in(bridge, folder)["packages"]
    assert (found["file"], found["new"], found["changed"], found["removed"], found["steps"]) == (str(file), 0, 0, 0, 1)
    with Project.open(bridge) as project:
        packages.merge(project, [file])
        assert project.codings.progress(1, project.plan.coder("Ben/Müller").id).doubt == "کیوں؟"
    assert look_in(bridge, folder)["packages"] == []


def test_a_package_of_the_project_that_is_refused_is_told_with_the_reason(bridge, ben, folder):
    give(ben, folder)
    with Project.open(bridge) as project:
        project.codebook.remove_category("topic", 2)
        project.codebook.add_category("topic", "Other", value=2)
    shutil.copy(bridge, folder / "project.intercoder")
    found = look_in(bridge, folder)
    assert found["packages"] == []
    (refused,) = found["refused"]
    assert "and 2 stands for “Other” by now" in refused["reason"]
    assert look_in(bridge, folder, found["marks"])["refused"] == []


def test_copies_that_a_drive_made_of_one_file_are_merged_once(bridge, ben, folder):
    file = give(ben, folder)
    names = ("ben (1).intercoder", "ben-conflict of Zoë’s laptop.intercoder")
    copies = [Path(shutil.copy(file, folder / name)) for name in names]
    assert len(look_in(bridge, folder)["packages"]) == 3
    with Project.open(bridge) as project:
        document = packages.merge(project, [file, *copies])
    assert [(p["new"], p["known"]) for p in document["packages"]] == [(1, False), (0, True), (0, True)]
    assert look_in(bridge, folder)["packages"] == []


def test_a_folder_that_goes_or_may_not_be_read_has_nothing_new(bridge, ben, folder, monkeypatch):
    give(ben, folder)

    def deny(*_given):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.listdir", deny)
    assert look_in(bridge, folder) == {"packages": [], "refused": [], "marks": []}


def test_a_refusal_after_other_files_says_what_was_merged_before_it(bridge, ben, folder):
    (folder / "stray.intercoder").write_text("not a database", encoding="utf-8")
    with Project.open(bridge) as project:
        with pytest.raises(UserError, match="not an Intercoder project") as refused:
            packages.merge(project, [ben, folder / "stray.intercoder"])
        assert refused.value.hint.endswith("Merged before it: ben.intercoder.")
        assert [m["coder"] for m in packages.merges(project)["merges"]] == ["Ben/Müller"]


def test_looking_writes_nothing(bridge, ben, folder):
    file = give(ben, folder)
    before = bridge.read_bytes(), file.read_bytes(), sorted(p.name for p in folder.iterdir())
    look_in(bridge, folder)
    assert (bridge.read_bytes(), file.read_bytes(), sorted(p.name for p in folder.iterdir())) == before


def test_one_refused_file_does_not_hide_what_the_others_bring(bridge, ben, tmp_path):
    stray = tmp_path / "stray.intercoder"
    stray.write_text("not a database", encoding="utf-8")
    with Project.open(bridge, read_only=True) as project:
        found = look(project, [stray, ben])
    assert [p["coder"] for p in found["packages"]] == ["Ben/Müller"]
    assert [(r["file"], "not an Intercoder project" in r["reason"]) for r in found["refused"]] == [(str(stray), True)]
