"""Search and code: where a coder may mark, and many highlights as one step."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, package


def ids(project: Project, *refs: str) -> list[int]:
    return [project.material.unit_by_ref(ref).id for ref in refs]


def test_without_a_plan_every_text_that_the_variable_is_marked_in_is_searched(project):
    refs = {unit.id: unit.ref for unit in project.material.units_by_id(project.codings.markable())}
    articles = {refs[n] for n in project.codings.markable("frame")}
    assert articles == {ref for ref in refs.values() if "-C" not in ref}
    assert {refs[n] for n in project.codings.markable("remark")} == set(refs.values()) - articles


def test_one_article_only(project):
    article = project.material.unit_by_ref("A0002").id
    units = project.material.units_by_id(project.codings.markable("frame", article))
    assert {unit.article for unit in units} == {article}


def test_with_a_plan_only_what_is_assigned_is_searched(project):
    project.plan.assign(["Ben"], "main", ids(project, "A0002", "A0001-C002"))
    project.set_coder("Ben")
    assert project.codings.markable("remark") == ids(project, "A0001-C002")
    article = project.material.unit_by_ref("A0002").id
    assert {unit.article for unit in project.material.units_by_id(project.codings.markable("frame"))} == {article}


def test_in_a_package_only_what_is_assigned_is_searched(project, tmp_path):
    project.plan.assign(["Ben"], "main", ids(project, "A0001-C003"))
    package.make(project, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as own:
        assert own.codings.markable() == ids(own, "A0001-C003")


def test_many_places_are_highlighted_as_one_step_with_quotes_of_the_store(project, sound):
    body = project.material.unit_by_ref("A0001-B01")
    places = [(body.id, n, n + 3) for n in range(0, 150, 3)]
    report = project.codings.highlight_all("frame", 2, places)
    assert (report.made, report.there, report.locked) == (50, 0, 0)
    assert project.undo_label == "Highlight 50 places with Human interest 👪"
    spans = project.codings.spans([body.id])
    assert [s.quote for s in spans] == [body.text[n : n + 3] for n in range(0, 150, 3)]
    assert sound(project)
    project.undo()
    assert project.codings.spans([body.id]) == []
    project.redo()
    assert project.codings.spans([body.id]) == spans
    assert sound(project)


def test_what_carries_the_category_already_is_left_out(project):
    body = project.material.unit_by_ref("A0001-B01")
    project.codings.highlight(body.id, "frame", 1, 0, 8)
    project.codings.highlight(body.id, "frame", 2, 10, 12)
    report = project.codings.highlight_all("frame", 1, [(body.id, 0, 8), (body.id, 10, 12), (body.id, 10, 12)])
    assert (report.made, report.there) == (1, 1)
    assert project.undo_label == "Highlight 1 place with Conflict frame"


def test_finished_units_are_left_alone_and_counted(project):
    first, second = ids(project, "A0001-C001", "A0001-C002")
    project.codings.answer(first, "incivility", "0")
    project.codings.finish(first)
    report = project.codings.highlight_all("remark", 1, [(first, 0, 2), (second, 0, 2)])
    assert (report.made, report.there, report.locked) == (1, 0, 1)
    assert project.codings.spans([first]) == []


def test_nothing_new_is_no_step(project):
    assert project.codings.highlight_all("remark", 1, []).made == 0
    assert project.undo_label != "Highlight 0 places with Irony"


@pytest.mark.parametrize(("ref", "start", "stop"), [("A0001-C001", 0, 2), ("A0001-B01", 0, 100_000), ("A0001-B01", 4, 4)])
def test_one_place_that_does_not_fit_refuses_all(project, state, ref, start, stop):
    good, bad = ids(project, "A0001-B01", ref)
    before = state(project)
    with pytest.raises(UserError):
        project.codings.highlight_all("frame", 1, [(good, 0, 8), (bad, start, stop)])
    assert state(project) == before


def test_units_of_others_are_refused(project):
    project.plan.assign(["Ben"], "main", ids(project, "A0001-C002"))
    project.set_coder("Ben")
    with pytest.raises(UserError, match="not among the units that you code"):
        project.codings.highlight_all("remark", 1, [(ids(project, "A0001-C001")[0], 0, 2)])


def test_units_that_were_marked_count_as_started(project):
    (comment,) = ids(project, "A0001-C002")
    project.codings.highlight_all("remark", 1, [(comment, 0, 2)])
    assert next(item.state for item in project.plan.queue() if item.unit.id == comment) == "started"


def test_own_highlights_are_counted_by_variable_article_and_comment_apart(project):
    body, headline, comment = (project.material.unit_by_ref(ref) for ref in ("A0001-B01", "A0001-H01", "A0001-C002"))
    for unit, name in ((body, "frame"), (headline, "frame"), (comment, "remark")):
        project.codings.highlight(unit.id, name, 1, 0, 3)
    project.plan.add_coder("Ben")
    frame, remark = project.codebook.variable("frame").id, project.codebook.variable("remark").id
    assert project.codings.mark_counts(project.material.unit_by_ref("A0001")) == {frame: 2}
    assert project.codings.mark_counts(comment) == {remark: 1}
    project.set_coder("Ben")
    assert project.codings.mark_counts(comment) == {}
