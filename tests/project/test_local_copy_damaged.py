"""Of a project and its local copy one is damaged: it is said, the other one is at hand, and neither is thrown away."""

from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, backups, folders, local_copy

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def kept(shared: Path) -> Path:
    """A copy with work that was not given back."""
    copy = local_copy.take(shared)
    with Project.open(copy.path) as project:
        project.codings.answer(1, "topic", "2")
    copy.leave()
    return copy.path


def topic(path: Path) -> str | None:
    with Project.open(path, read_only=True) as project:
        found = project.codings.answers(1).get(("topic", 0))
        return found.answer if found else None


def cut(path: Path) -> bytes:
    path.write_bytes(path.read_bytes()[:-4096])
    return path.read_bytes()


def test_a_kept_copy_that_is_sound_has_no_damage(shared, kept):
    copy = local_copy.take(shared)
    assert copy.went_on
    assert copy.damage is None
    copy.leave()


@pytest.mark.parametrize("rest", [0, 50, 8192], ids=["empty", "no header", "truncated"])
def test_of_a_damaged_copy_it_is_said_and_set_aside_it_lies_beside_the_project(shared, home, kept, rest):
    kept.write_bytes(kept.read_bytes()[:rest])
    damaged = kept.read_bytes()
    kept.with_name("names.csv").write_text("نادر", encoding="utf-8")
    copy = local_copy.take(shared)
    assert copy.damage
    copy.leave()
    aside = local_copy.set_aside(shared)
    assert aside is not None
    assert aside.parent == shared.parent
    assert aside.read_bytes() == damaged
    assert (shared.parent / "names.csv").read_text(encoding="utf-8") == "نادر"
    assert local_copy.find(shared) is None
    assert list(home.rglob("*")) == []
    with Project.open(shared):  # it is free
        assert topic(shared) is None


def test_a_copy_that_cannot_be_set_aside_stays_and_the_project_is_free(shared, kept, monkeypatch):
    damaged = cut(kept)

    def full(*_given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local_copy.carrying, "copy", full)
    with pytest.raises(UserError, match="could not be written: No space left"):
        local_copy.set_aside(shared)
    assert kept.read_bytes() == damaged
    assert [p.name for p in shared.parent.iterdir()] == [shared.name]
    Project.open(shared).close()


def test_setting_a_copy_without_work_aside_leaves_the_project_alone(shared, home):
    local_copy.take(shared).leave()
    before = shared.read_bytes()
    assert local_copy.set_aside(shared) is None
    assert shared.read_bytes() == before
    assert [p.name for p in shared.parent.iterdir()] == [shared.name]
    assert list(home.rglob("*")) == []


def test_where_the_project_itself_is_damaged_the_copy_is_gone_on_with_and_lies_beside_it(shared, kept):
    damaged = cut(shared)
    copy = local_copy.take(shared)
    assert copy.went_on
    assert "damaged" in copy.trouble
    given = copy.give_back()
    assert given.what == "beside"
    assert topic(given.path) == "2"
    assert shared.read_bytes() == damaged


def test_a_copy_without_work_is_not_cleared_away_while_its_project_is_damaged(shared):
    local_copy.take(shared).leave()
    cut(shared)
    given = local_copy.take(shared).give_back()
    assert given.what == "beside"
    assert backups.fault(given.path) is None


def test_a_copy_of_which_nobody_can_tell_whose_it_is_is_not_written_over(shared, kept):
    work = kept.read_bytes()
    kept.with_name(folders.ORIGIN).write_text("{", encoding="utf-8")
    copy = local_copy.take(shared)
    assert not copy.went_on
    copy.give_back()
    [beside] = shared.parent.glob("* local copy *")
    assert beside.read_bytes() == work
