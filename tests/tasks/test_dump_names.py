"""Pseudonyms of commenters: stable in a project, the key beside it, the original not kept."""

import json
import stat
import sys

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, durable
from intercoder.tasks.dump_names import Pseudonyms
from intercoder.tasks.dump_profile import Profile
from intercoder.tasks.importing import import_dump

TABLE = "comment_id,author,comment\n1,Ada Lovelace,Yes\n2,Ben,No\n3,Ada Lovelace,Why\n"
PSEUDONYMS = Profile(pseudonyms=True)


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "study.intercoder", "S") as opened:
        yield opened


@pytest.fixture
def dump(tmp_path):
    def make(text=TABLE, name="comments.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return make


def authors(project):
    return [row[0] for row in project.db.execute("SELECT author FROM comment ORDER BY unit").fetchall()]


def test_one_person_has_one_number_and_the_name_is_nowhere_in_the_project(project, dump):
    import_dump(project, [dump()], profile=PSEUDONYMS)
    first, second, third = authors(project)
    assert first == third != second
    assert first.startswith("user_")
    project.close()
    assert b"Lovelace" not in project.path.read_bytes()


def test_the_number_stays_over_imports(project, dump):
    import_dump(project, [dump()], profile=PSEUDONYMS)
    import_dump(project, [dump("comment_id,author,comment\n9,Ben,Still no\n", "more.csv")], profile=PSEUDONYMS)
    assert authors(project)[3] == authors(project)[1]


def test_the_key_lies_beside_the_project_for_its_owner_only(project, dump):
    import_dump(project, [dump()], profile=PSEUDONYMS)
    key = project.path.with_name("study.names.json")
    assert set(json.loads(key.read_text("utf-8"))["names"]) == {"Ada Lovelace", "Ben"}
    if sys.platform != "win32":
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_another_project_gives_other_numbers(tmp_path):
    one, other = Pseudonyms(tmp_path / "a.intercoder"), Pseudonyms(tmp_path / "b.intercoder")
    assert one.of("Ada") != other.of("Ada")


def test_a_key_that_cannot_be_read_stops_the_import_before_it_begins(project, dump):
    project.path.with_name("study.names.json").write_text("{}")
    with pytest.raises(UserError, match="cannot be read"):
        import_dump(project, [dump()], profile=PSEUDONYMS)
    assert project.material.counts().articles == 0


def test_where_the_key_cannot_be_written_nothing_is_imported(project, dump, monkeypatch):
    def full(*_given):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "place", full)
        with pytest.raises(UserError, match="names behind the pseudonyms cannot be written"):
            import_dump(project, [dump()], profile=PSEUDONYMS)
    assert authors(project) == []
    assert [path.name for path in project.path.parent.glob(".*")] == []


def test_the_key_is_kept_before_the_project_has_any_of_its_numbers(project, dump, monkeypatch):
    committed, place = [], durable.place

    def look(part, dest):
        with Project.open(project.path, read_only=True) as other:
            committed.append(authors(other))
        place(part, dest)

    monkeypatch.setattr(durable, "place", look)
    import_dump(project, [dump()], profile=PSEUDONYMS)
    assert committed == [[]]
    assert len(authors(project)) == 3
