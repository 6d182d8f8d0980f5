"""The queue of a large project is read while the window opens, and is never older than the project."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.ui import worklist
from intercoder.ui.ahead import Ahead
from intercoder.ui.background import stop_jobs
from intercoder.ui.session import Session


@pytest.fixture
def opened(desk_file, qapp, monkeypatch):
    monkeypatch.setattr(worklist, "LARGE", 2)
    held = Session()
    held.open(desk_file)
    yield held
    stop_jobs(held)
    held.close()


def kinds(session: Session) -> list[str]:
    return [item.unit.kind for item in session.worklist.items]


def test_what_was_read_ahead_is_taken_over_without_reading_again(opened, monkeypatch):
    monkeypatch.setattr(opened.project.plan, "queue", lambda: pytest.fail("the queue was read again"))
    assert kinds(opened) == ["article", "comment", "comment", "comment"]
    assert opened.worklist.counts() == (0, 0, 4)


def test_a_change_before_it_was_asked_for_is_in_it(opened):
    comment = opened.project.material.unit_by_ref("A0001-C001").id
    opened.project.codings.answer(comment, "army", "1")
    assert opened.worklist.item(comment).state == "started"
    opened.project.plan.assign([opened.project.coder.name], "main", [comment])
    assert kinds(opened) == ["comment"]


def test_another_coder_or_round_is_not_shown_the_queue_of_the_one_before(opened):
    comment = opened.project.material.unit_by_ref("A0001-C002").id
    opened.project.plan.assign(["Ben"], "pilot", [comment])
    opened.set_coder("Ben")
    opened.set_round("pilot")
    assert [item.unit.id for item in opened.worklist.items] == [comment]


def test_it_is_read_as_the_present_coder_in_the_present_round(desk_file, qapp):
    with Project.open(desk_file) as project:
        comment = project.material.unit_by_ref("A0001-C003").id
        project.plan.assign(["Ben"], "pilot", [comment])
        project.set_coder("Ben")
        project.set_round("pilot")
        owner = Session()
        listing = Ahead(project, owner).listing(project)
        assert list(listing.queue.ids) == [comment]
        stop_jobs(owner)


def test_where_it_cannot_be_read_ahead_it_is_read_when_it_is_needed(opened, monkeypatch):
    def refuse(*_arguments, **_options):
        raise UserError("The project is in use.", "Wait.")

    monkeypatch.setattr(Project, "open", refuse)
    opened.worklist.hold(opened.project)
    opened.worklist.look_ahead(Ahead(opened.project, opened))
    assert kinds(opened) == ["article", "comment", "comment", "comment"]


def test_a_project_that_is_closed_meanwhile_leaves_nothing_behind(opened):
    opened.close()
    assert opened.worklist.items == ()
    stop_jobs(opened)
    assert opened.project is None
