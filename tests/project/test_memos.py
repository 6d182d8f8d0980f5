"""Memos: a coder's notes on units and highlights, undone by name, and seen by nobody else in a blind round."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project

NOTE = "Irony? See also A0001 👨‍👩‍👧‍👦.\nیہ طنز ہے"


@pytest.fixture
def comment(project: Project):
    return project.material.unit_by_ref("A0001-C002")


@pytest.fixture
def span(project: Project):
    body = project.material.unit_by_ref("A0001-B01")
    return project.codings.highlight(body.id, "frame", 1, 0, 8)


def texts(project: Project, unit: int) -> list[tuple[int, str]]:
    return [(memo.span, memo.text) for memo in project.codings.memos([unit])]


def test_a_memo_on_a_unit_is_kept_as_written(project, comment, sound):
    project.codings.write_memo(comment.id, NOTE)
    assert project.codings.memo(comment.id) == NOTE
    assert texts(project, comment.id) == [(0, NOTE)]
    assert sound(project)


def test_a_memo_on_a_highlight_belongs_to_the_article(project, span):
    project.codings.write_memo(span.unit, NOTE, span.id)
    article = project.material.unit_by_ref("A0001").id
    assert texts(project, article) == [(span.id, NOTE)]
    assert project.codings.memo(span.unit, span.id) == NOTE
    assert project.codings.memo(article) == ""


def test_a_memo_is_changed_and_removed_by_name(project, comment):
    project.codings.write_memo(comment.id, "first")
    project.codings.write_memo(comment.id, "second")
    assert texts(project, comment.id) == [(0, "second")]
    assert project.undo_label == "Memo on A0001-C002"
    project.codings.write_memo(comment.id, "  ")
    assert texts(project, comment.id) == []
    assert project.undo() == "Remove the memo on A0001-C002"
    assert texts(project, comment.id) == [(0, "second")]
    project.undo()
    assert texts(project, comment.id) == [(0, "first")]


def test_the_same_memo_again_is_no_step(project, comment):
    project.codings.write_memo(comment.id, "first")
    project.codings.doubt(comment.id, "hm")
    project.codings.write_memo(comment.id, "first ")
    assert project.undo_label == "Doubt about A0001-C002"


def test_removing_a_highlight_takes_its_memo_along_and_undo_brings_both_back(project, span):
    project.codings.write_memo(span.unit, NOTE, span.id)
    project.codings.remove_span(span.id)
    article = project.material.unit_by_ref("A0001").id
    assert texts(project, article) == []
    project.undo()
    assert texts(project, article) == [(span.id, NOTE)]
    assert [s.id for s in project.codings.spans([span.unit])] == [span.id]


def test_a_finished_unit_can_still_be_noted_on(project, comment):
    project.codings.answer(comment.id, "incivility", "0")
    project.codings.finish(comment.id)
    project.codings.write_memo(comment.id, "afterwards")
    assert project.codings.progress(comment.id).finished_at is not None
    assert texts(project, comment.id) == [(0, "afterwards")]


def test_nobody_notes_on_the_highlight_of_another(project, span):
    project.plan.add_coder("Ben")
    project.set_coder("Ben")
    with pytest.raises(UserError, match="belongs to another coder"):
        project.codings.write_memo(span.unit, "mine", span.id)


def test_in_a_blind_round_others_do_not_see_a_memo(project, comment, span):
    project.plan.assign(["Ada", "Ben"], "main", [comment.id])
    project.codings.write_memo(comment.id, NOTE)
    project.codings.write_memo(span.unit, NOTE, span.id)
    project.set_coder("Ben")
    article = project.material.unit_by_ref("A0001").id
    assert texts(project, comment.id) == []
    assert texts(project, article) == []
    assert project.codings.memo(comment.id) == ""


def test_a_memo_travels_in_the_package_and_comes_back(project, comment, tmp_path):
    from intercoder.project import merge, package

    project.plan.assign(["Ben", "Cleo"], "main", [comment.id])
    project.set_coder("Cleo")
    project.codings.write_memo(comment.id, "Cleo's own")
    project.set_coder("Ada")
    package.make(project, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as own:
        assert texts(own, comment.id) == []
        own.codings.write_memo(comment.id, NOTE)
    merge.merge(project, tmp_path / "ben.intercoder")
    assert {memo.text for memo in project.codings.memos([comment.id])} == {"Cleo's own", NOTE}
