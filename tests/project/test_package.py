"""A package: what one coder needs, and nothing of anybody else."""

from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package
from intercoder.project.codings_intake import GivenCoding, import_codings
from intercoder.records import Article, Comment, Text, no_tick

SECRETS = ("Chloé", "Dörte", "Chloé's secret summary", "A memo of Dörte", "Removed by Chloé", "An article that nobody sends")


@pytest.fixture
def busy(planned: Project, source) -> Project:
    """A round in which everybody has coded, taken back and coded again; nothing of it is for Ben but his own."""
    hidden = Article(
        (Text("headline", "An article that nobody sends"), Text("body", "An article that nobody sends."), Comment("Unsent 🤐")),
        headline="An article that nobody sends",
    )
    planned.material.add(source("hidden.txt"), [hidden], no_tick)
    planned.material.index()
    body = planned.material.unit_by_ref("A0001-B01").id
    for name in ("Chloé", "Dörte", "Ben"):
        planned.set_coder(name)
        span = planned.codings.highlight(body, "frame", 1, 3, 9)
        planned.codings.answer(body, "strength", "2", span=span.id)
        planned.codings.answer(1, "summary", "Removed by Chloé" if name != "Ben" else "Ben's first")
        planned.codings.answer(1, "summary", f"{name}'s secret summary")
        planned.codings.doubt(1, f"A memo of {name}")
        planned.codings.remove_span(planned.codings.highlight(body, "frame", 2, 10, 20).id)
        planned.undo()
        planned.undo()
    planned.set_coder("Ada")
    return planned


@pytest.fixture
def bens(busy: Project, tmp_path: Path) -> Path:
    """Ben's package."""
    out = tmp_path / "packages" / "ben.intercoder"
    package.make(busy, "Ben", out)
    return out


@pytest.mark.parametrize("secret", SECRETS)
def test_no_byte_of_the_file_tells_of_other_coders_or_of_texts_that_do_not_travel(busy, bens, secret):
    assert secret.encode() in busy.path.read_bytes(), "the secret is in the project, so that this test can fail"
    raw = bens.read_bytes()
    assert secret.encode() not in raw
    assert secret.casefold().encode() not in raw


def test_no_free_page_is_left_that_could_hold_what_was_deleted(bens):
    with Project.open(bens, read_only=True) as project:
        assert project.db.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_unsent_comments_and_the_original_dump_do_not_travel(busy, tmp_path):
    comment = busy.material.unit_by_ref("A0001-C001").id
    busy.plan.assign(["Emre"], "pilot", [comment])
    package.make(busy, "Emre", tmp_path / "emre.intercoder")
    raw = (tmp_path / "emre.intercoder").read_bytes()
    assert "یہ ایک تبصرہ ہے".encode() in busy.path.read_bytes()
    assert "یہ ایک تبصرہ ہے".encode() not in raw
    with Project.open(tmp_path / "emre.intercoder") as project:
        assert project.db.execute("SELECT count(*) FROM source WHERE data NOT NULL").fetchone() == (0,)


def test_an_import_of_codings_by_another_coder_does_not_spoil_the_package(busy, tmp_path, sound):
    busy.set_coder("Chloé")
    import_codings(busy, [GivenCoding(1, "Ben", "topic", answer="2")], [], "reliability", "given.csv")
    busy.set_coder("Ada")
    package.make(busy, "Ben", tmp_path / "ben.intercoder")
    assert "Chloé".encode() not in (tmp_path / "ben.intercoder").read_bytes()
    with Project.open(tmp_path / "ben.intercoder") as project:
        assert project.codings.answers(1)["topic", 0].answer == "2"
        assert sound(project)


def test_the_coders_own_work_travels_with_its_history(busy, bens, sound):
    ben = busy.plan.coder("Ben").id
    with Project.open(bens) as project:
        for table in ("span", "value", "progress"):
            query = f"SELECT * FROM {table} WHERE coder = {ben}"
            rows = project.db.execute(f"SELECT * FROM {table}").fetchall()
            assert rows == busy.db.execute(query).fetchall() != []
        assert project.codings.answers(1)["summary", 0].answer == "Ben's secret summary"
        assert b"Ben's first" in bens.read_bytes()
        assert sound(project)


def test_a_package_opens_as_its_coder_and_for_nobody_else(busy, bens):
    with Project.open(bens) as project:
        assert (project.kind, project.coder.name, project.round.name) == ("package", "Ben", "reliability")
        assert project.uid == busy.uid
        for stranger in ("Ada", "Chloé", "Zoë"):
            with pytest.raises(UserError):
                project.set_coder(stranger)
        assert project.coder.name == "Ben"
    for stranger in ("Ada", "Chloé"):
        with pytest.raises(UserError):
            Project.open(bens, coder=stranger)
    Project.open(bens, coder="Ben").close()


def test_assigned_comments_bring_their_article_and_what_they_reply_to(busy, tmp_path):
    reply = busy.material.unit_by_ref("A0001-C003").id
    busy.plan.assign(["Emre"], "pilot", [reply])
    report = package.make(busy, "Emre", tmp_path / "emre.intercoder")
    assert (report.units, report.rounds) == (1, ("pilot",))
    with Project.open(tmp_path / "emre.intercoder") as project:
        refs = [u.ref for u in project.material.units(1)]
        assert refs == ["A0001", "A0001-H01", "A0001-B01", "A0001-P01", "A0001-P02", "A0001-P03", "A0001-C002", "A0001-C003"]
        assert [item.unit.ref for item in project.plan.queue()] == ["A0001-C003"]
        assert project.material.comment(reply).reply_to == project.material.unit_by_ref("A0001-C002").id
        with pytest.raises(UserError, match="context"):
            project.codings.answer(project.material.unit_by_ref("A0001-C002").id, "incivility", "1")
        with pytest.raises(UserError, match="context"):
            project.codings.highlight(project.material.unit_by_ref("A0001-B01").id, "frame", 1, 0, 3)


def test_texts_and_ids_are_the_same_in_the_package(busy, bens):
    with Project.open(bens) as project:
        query = "SELECT * FROM unit ORDER BY id"
        there = project.db.execute(query).fetchall()
        assert there == [row for row in busy.db.execute(query).fetchall() if row[2] in (1, 12)]


def test_a_package_takes_no_plan_no_codebook_no_material_and_makes_no_package(bens, codebook, articles, source, tmp_path):
    with Project.open(bens) as project:
        for refused in (
            lambda: project.plan.add_coder("Zoë"),
            lambda: project.plan.add_round("second"),
            lambda: project.plan.assign(["Ben"], "reliability"),
            lambda: project.codebook.load(codebook),
            lambda: project.codebook.freeze("9.0"),
            lambda: project.material.add(source("more.txt"), articles, no_tick),
            lambda: package.make(project, "Ben", tmp_path / "again.intercoder"),
        ):
            with pytest.raises(UserError, match=r"[Pp]ackage"):
                refused()
    assert not (tmp_path / "again.intercoder").exists()


def test_a_package_is_never_written_over_a_file(busy, tmp_path, state):
    out = tmp_path / "ben.intercoder"
    out.write_text("last week's", encoding="utf-8")
    before = state(busy)
    with pytest.raises(UserError, match="exists already"):
        package.make(busy, "Ben", out)
    assert out.read_text(encoding="utf-8") == "last week's"
    assert state(busy) == before


def test_a_coder_without_assignments_gets_no_package(busy, tmp_path):
    busy.plan.add_coder("Emre")
    with pytest.raises(UserError, match="Emre has no assignments"):
        package.make(busy, "Emre", tmp_path / "emre.intercoder")
    assert not (tmp_path / "emre.intercoder").exists()


def test_making_a_package_changes_no_coding_of_the_project(busy, tmp_path, state, sound):
    before = state(busy)
    package.make(busy, "Ben", tmp_path / "ben.intercoder")
    assert state(busy) == before
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []
    assert sound(busy)


def test_search_works_in_a_package(bens):
    with Project.open(bens) as project:
        assert project.material.search("gauge") != []
        assert project.material.search("تبصرہ") != []


def test_a_package_is_on_record_before_its_file_is_there_and_struck_off_if_it_cannot_be_written(path, tmp_path, monkeypatch):
    known = []

    def no_room(part, out):
        known.append(project.db.execute("SELECT count(*) FROM package").fetchone()[0])
        raise OSError(28, "No space left on device")

    with Project.open(path) as project:
        project.plan.assign(["Ada"], "main")
        monkeypatch.setattr(package.durable, "place", no_room)
        with pytest.raises(UserError, match="could not be written"):
            package.make(project, "Ada", tmp_path / "ada.intercoder")
        assert known == [1]
        for table in ("package", "package_unit"):
            assert project.db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert not (tmp_path / "ada.intercoder").exists()
