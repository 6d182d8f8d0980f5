"""The façade: what a project is, who codes in it, and what it says about itself."""

from datetime import UTC, datetime

import pytest

from intercoder.errors import UserError
from intercoder.project import Project


def test_a_new_project_knows_its_title_its_lead_and_its_round(tmp_path, sound):
    with Project.create(tmp_path / "مطالعہ 研究.intercoder", "مطالعہ 研究 🔬", lead="عدا", round_name="pilot") as project:
        assert (project.title, project.kind, project.is_package, project.read_only) == (
            "مطالعہ 研究 🔬",
            "project",
            False,
            False,
        )
        assert (project.coder.id, project.coder.name, project.round.name) == (1, "عدا", "pilot")
        assert len(bytes.fromhex(project.uid)) == 16
        assert project.saved_at is None
        assert sound(project)


def test_a_project_without_a_title_is_called_by_its_file(tmp_path):
    with Project.create(tmp_path / "brussels.intercoder") as project:
        assert project.title == "brussels"


def test_two_projects_are_never_the_same_project(tmp_path):
    with Project.create(tmp_path / "a.intercoder") as one, Project.create(tmp_path / "b.intercoder") as other:
        assert one.uid != other.uid


def test_a_project_opens_as_its_lead_or_as_the_coder_who_is_named(planned, path):
    planned.close()
    with Project.open(path) as project:
        assert project.coder.name == "Ada"
    with Project.open(path, coder="Chloé") as project:
        assert (project.coder.name, project.round.name) == ("Chloé", "reliability")


def test_an_unknown_coder_does_not_leave_the_file_locked(path):
    with pytest.raises(UserError, match="no coder “Zoë”"):
        Project.open(path, coder="Zoë")
    Project.open(path).close()


def test_codings_are_saved_at_once_and_the_time_is_told(project, path):
    before = datetime.now(UTC)
    project.codings.answer(1, "topic", "1")
    assert project.saved_at is not None
    assert abs((project.saved_at - before).total_seconds()) < 5
    with Project.open(path, read_only=True) as reader:
        assert reader.last_step_ms == project.last_step_ms
        assert reader.codings.answers(1)["topic", 0].answer == "1"


def test_an_error_inside_the_context_closes_the_file(path):
    def fail() -> None:
        with Project.open(path):
            raise OSError("the window was torn down")

    with pytest.raises(OSError, match="torn down"):
        fail()
    Project.open(path).close()


def test_a_copy_made_between_two_steps_is_a_whole_project(project, path, tmp_path, state, sound):
    project.codings.answer(1, "topic", "1")
    (tmp_path / "copy.intercoder").write_bytes(path.read_bytes())
    with Project.open(tmp_path / "copy.intercoder") as copy:
        assert state(copy) == state(project)
        assert sound(copy)
