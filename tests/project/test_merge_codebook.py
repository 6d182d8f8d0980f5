"""Merging into a project whose codebook has changed since the package was made."""

from intercoder.project import Project, package
from intercoder.project.merge import merge


def test_an_answer_that_was_changed_to_a_category_that_is_gone_goes_too(planned, tmp_path, sound):
    """What is shown is never an answer that the coder has given up; the newer one stays in the history."""
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "1")
    merge(planned, file)
    assert planned.codings.answers(1, ben)["topic", 0].answer == "1"
    planned.codebook.remove_category("topic", 3)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "3")
    report = merge(planned, file, dry_run=True)
    assert merge(planned, file).removed == report.removed == 1
    assert report.unknown == 1
    assert ("topic", 0) not in planned.codings.answers(1, ben)
    assert sound(planned)
    with Project.open(file) as project:
        project.codings.answer(1, "topic", "2")
    assert merge(planned, file).new == 1
    assert planned.codings.answers(1, ben)["topic", 0].answer == "2"
    assert sound(planned)


def test_a_highlight_that_was_given_a_category_that_is_gone_goes_with_what_was_said_of_it(planned, tmp_path, sound):
    file, ben = tmp_path / "ben.intercoder", planned.plan.coder("Ben").id
    package.make(planned, "Ben", file)
    with Project.open(file) as project:
        body = project.material.unit_by_ref("A0001-B01").id
        span = project.codings.highlight(body, "frame", 1, 2, 9).id
        project.codings.answer(1, "strength", "2", span=span)
    merge(planned, file)
    assert [s.id for s in planned.codings.spans([body], ben)] == [span]
    planned.codebook.remove_category("frame", 2)
    with Project.open(file) as project:
        project.codings.recategorise_span(span, 2)
    report = merge(planned, file)
    assert (report.removed, report.unknown) == (2, 1)
    assert planned.codings.spans([body], ben) == []
    assert planned.db.execute("SELECT count(*) FROM value WHERE coder = ?", (ben,)).fetchone() == (0,)
    assert sound(planned)
