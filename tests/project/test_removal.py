"""Removing an import as a whole, and the packages that forbid it until they are called back."""

import sqlite3

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, backups, package, removal
from intercoder.project.issued import issued, need_recalled, recall
from intercoder.project.merge import merge
from intercoder.project.removal import remove_import
from intercoder.records import Article, Comment, Text, no_tick

MATERIAL = ("unit", "article", "comment", "source", "import_issue", "meta")


@pytest.fixture
def second(project, source):
    """The study with a second file: one article with a comment."""
    project.material.index()
    parts = (Text("headline", "دریا 🌊"), Text("body", "The dam held."), Comment("شکر ہے 🙏🏽", author="Nadir"))
    project.material.add(source("river.txt"), [Article(parts, headline="دریا 🌊")], no_tick)
    project.material.index()
    return project


def material(project: Project) -> dict[str, list[tuple[object, ...]]]:
    return {t: project.db.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in MATERIAL}


def test_an_import_that_is_removed_leaves_the_material_as_it_was(project, source, sound):
    project.material.index()
    before = material(project)
    article = Article((Text("body", "The dam held."), Comment("شکر ہے 🙏🏽")), headline="River")
    project.material.add(source("river.txt"), [article], no_tick)
    project.material.index()
    assert project.material.search("dam") != []
    report = remove_import(project, project.material.last_source())
    assert (report.file, report.articles, report.comments, report.codings) == ("river.txt", 1, 1, 0)
    assert material(project) == before
    assert project.material.search("dam") == []
    assert sound(project)


def test_a_removal_that_would_leave_a_reference_to_nothing_changes_nothing(second, monkeypatch, sound):
    second.plan.assign(["Ben"], "second")
    before = material(second)
    monkeypatch.setattr(removal, "_tables_with_units", lambda _project: [])
    with pytest.raises(sqlite3.IntegrityError, match="broke a reference of assignment to unit"):
        remove_import(second, 2)
    assert material(second) == before
    assert second.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert second.material.search("dam") != []
    assert sound(second)


def test_references_are_watched_again_after_a_removal(second):
    remove_import(second, 2)
    assert second.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), second.step("Assign nothing"):
        second.db.execute("INSERT INTO assignment(round, coder, unit, position) VALUES(1, 1, 999999, 1)")


def test_a_backup_with_the_import_is_made_before_it_goes(second, path):
    report = remove_import(second, 2)
    [backup] = backups.find(path)
    assert (str(backup.path), backup.reason) == (report.backup, "removal")
    with Project.open(backup.path, read_only=True) as before:
        assert before.material.counts().articles == 3


def test_the_text_that_was_removed_is_not_left_in_the_file(second, path):
    remove_import(second, 2)
    second.close()
    assert "شکر ہے".encode() not in path.read_bytes()


def test_an_import_with_codings_stays_unless_they_go_too(second, path, sound):
    comment = second.material.unit_by_ref("A0003-C001").id
    second.codings.answer(comment, "incivility", "0")
    second.codings.highlight(comment, "remark", 1, 0, 3)
    before = path.read_bytes()
    with pytest.raises(UserError, match="2 codings hang on"):
        remove_import(second, 2)
    assert path.read_bytes() == before
    assert not backups.folder_of(path).exists()
    assert remove_import(second, 2, codings_too=True).codings == 2
    assert second.db.execute("SELECT count(*) FROM value").fetchone() == (0,)
    assert second.db.execute("SELECT count(*) FROM span").fetchone() == (0,)
    assert sound(second)


def test_codings_of_other_imports_stay(second, sound):
    second.codings.answer(1, "topic", "2")
    remove_import(second, 2)
    assert second.codings.answers(1)["topic", 0].answer == "2"
    assert sound(second)


def test_undo_does_not_cross_the_removal_and_ids_are_not_used_again(second, source):
    second.codings.answer(1, "topic", "2")
    last = second.db.execute("SELECT max(id) FROM unit").fetchone()[0]
    remove_import(second, 2)
    assert second.undo_label is None
    second.material.add(source("river.txt"), [Article((Text("body", "The dam held."),), headline="River")], no_tick)
    assert second.db.execute("SELECT min(id) FROM unit WHERE article > 20").fetchone()[0] > last


def test_an_import_that_is_not_there_is_refused(second):
    with pytest.raises(UserError, match="no import 9"):
        remove_import(second, 9)


def test_while_a_package_holds_its_units_an_import_stays_until_it_is_recalled(second, tmp_path, sound):
    second.plan.assign(["Ben"], "reliability")
    package.make(second, "Ben", tmp_path / "ben.intercoder")
    with pytest.raises(UserError, match="is in a package that is out: Ben") as refused:
        remove_import(second, 2)
    assert "package 1" in refused.value.hint
    assert recall(second, 1).recalled_at is not None
    assert remove_import(second, 2).articles == 1
    with pytest.raises(UserError, match="a unit that is not there"):
        merge(second, tmp_path / "ben.intercoder")
    assert sound(second)


def test_new_material_may_come_in_while_packages_are_out(second, source, tmp_path, sound):
    second.plan.assign(["Ben"], "reliability")
    package.make(second, "Ben", tmp_path / "ben.intercoder")
    second.material.add(source("third.txt"), [Article((Text("body", "第三"),), headline="第三")], no_tick)
    assert remove_import(second, 3).articles == 1
    with Project.open(tmp_path / "ben.intercoder") as ben:
        ben.codings.answer(1, "topic", "1")
    assert merge(second, tmp_path / "ben.intercoder").new == 1
    assert sound(second)


def test_a_package_holds_the_context_of_its_units_too(second, tmp_path):
    comment = second.material.unit_by_ref("A0003-C001").id
    second.plan.assign(["Ben"], "reliability", [comment])
    package.make(second, "Ben", tmp_path / "ben.intercoder")
    for ref in ("A0003-C001", "A0003-H01", "A0003"):
        with pytest.raises(UserError, match=f"{ref} is in a package"):
            need_recalled(second, [second.material.unit_by_ref(ref).id])
    need_recalled(second, [second.material.unit_by_ref("A0001-B01").id])


@pytest.mark.parametrize("change", ["UPDATE unit SET text = 'x' WHERE id = ?", "DELETE FROM unit WHERE id = ?"])
def test_no_step_changes_a_unit_that_is_in_a_package(second, tmp_path, change):
    comment = second.material.unit_by_ref("A0003-C001").id
    other = second.material.unit_by_ref("A0001-C001").id
    second.plan.assign(["Ben"], "reliability", [comment])
    package.make(second, "Ben", tmp_path / "ben.intercoder")

    def edit(unit: int) -> None:
        with second.step("An edit of the review"):
            second.db.execute("PRAGMA defer_foreign_keys = ON")
            second.db.execute(change, (unit,))
            second.db.execute("DELETE FROM assignment WHERE unit = ?", (unit,))
            second.db.execute("DELETE FROM comment WHERE unit = ?", (unit,))
            second.db.execute("UPDATE comment SET reply_to = NULL WHERE reply_to = ?", (unit,))

    with pytest.raises(UserError, match="in a package which is out"):
        edit(comment)
    edit(other)
    recall(second, 1)
    edit(comment)
    assert second.undo() == "An edit of the review"


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM comment WHERE unit = ?",
        "DELETE FROM article WHERE unit = (SELECT article FROM unit WHERE id = ?)",
        "UPDATE comment SET unit = 999 WHERE unit = ?",
        "UPDATE comment SET reply_to = NULL WHERE unit = ?",
    ],
)
def test_no_step_changes_what_stands_around_a_text_in_a_package(planned, tmp_path, change):
    reply = planned.material.unit_by_ref("A0001-C003").id
    package.make(planned, "Ben", tmp_path / "ben.intercoder")

    def edit() -> None:
        with planned.step("An edit of the review"):
            planned.db.execute(change, (reply,))

    with pytest.raises(UserError, match="in a package which is out"):
        edit()


def test_day_outlet_and_author_are_put_right_while_packages_are_out(planned, tmp_path, sound):
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as project:
        project.codings.answer(1, "topic", "1")
    with planned.step("Correct the day and the outlet"):
        planned.db.execute("UPDATE article SET published = '2026-03-02', outlet = 'لی سوار' WHERE unit = 1")
        planned.db.execute("UPDATE comment SET author = 'نادر احمد', likes = 7")
    assert planned.undo() == "Correct the day and the outlet"
    planned.redo()
    assert merge(planned, tmp_path / "ben.intercoder").new == 1
    assert sound(planned)
    assert planned.db.execute("SELECT outlet FROM article WHERE unit = 1").fetchone() == ("لی سوار",)


def test_the_list_of_packages_says_what_is_out_and_what_came_back(planned, tmp_path):
    for name in ("Ben", "Chloé"):
        package.make(planned, name, tmp_path / f"{name}.intercoder")
    merge(planned, tmp_path / "Ben.intercoder")
    recall(planned, 2)
    chloé, ben = issued(planned)
    assert (ben.coder, ben.file, ben.merged, ben.recalled_at) == ("Ben", "Ben.intercoder", 1, None)
    assert (chloé.merged, chloé.recalled_at is None) == (0, False)
    with pytest.raises(UserError, match="was recalled already"):
        recall(planned, 2)
    with pytest.raises(UserError, match="no package 3"):
        recall(planned, 3)
