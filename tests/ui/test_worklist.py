"""The worklist is read once, follows the unit that is coded, and finds what comes next."""

import pytest

from intercoder.project import Project
from intercoder.ui.worklist import Worklist


@pytest.fixture
def worklist(desk_file):
    with Project.open(desk_file) as project:
        made = Worklist()
        made.hold(project)
        project.on_change = made.update
        made.project = project
        yield made


def test_it_lists_what_is_to_be_coded_in_order(worklist):
    assert [item.unit.kind for item in worklist.items] == ["article", "comment", "comment", "comment"]
    assert worklist.counts() == (0, 0, 4)


def test_an_answer_refreshes_its_own_unit_without_reading_the_queue_again(worklist, monkeypatch):
    worklist.unit = worklist.items[1].unit.id
    monkeypatch.setattr(worklist.project.plan, "queue", lambda: pytest.fail("the queue was read again"))
    worklist.project.codings.answer(worklist.unit, "army", "1")
    assert worklist.item(worklist.unit).state == "started"
    assert worklist.item(worklist.unit).required_left == 1
    worklist.project.codings.answer(worklist.unit, "incivility", "0")
    worklist.project.codings.finish(worklist.unit)
    assert worklist.counts() == (1, 0, 4)


def test_steps_go_both_ways_and_skip_what_is_done(worklist):
    ids = [item.unit.id for item in worklist.items]
    assert worklist.step(ids[1], 1) == ids[2]
    assert worklist.step(ids[0], -1) is None
    assert worklist.step(ids[3], 1) is None
    worklist.unit = ids[1]
    for name in ("army", "incivility"):
        worklist.project.codings.answer(ids[1], name, "0")
    worklist.project.codings.finish(ids[1])
    assert worklist.step(ids[0], 1, frozenset({"open"})) == ids[2]


def test_new_assignments_are_read(worklist):
    assert len(worklist.items) == 4
    worklist.project.plan.assign([worklist.project.coder.name], "main", [worklist.items[0].unit.id])
    assert len(worklist.items) == 1


def test_a_large_project_does_not_read_its_list_before_it_is_asked_for(worklist, monkeypatch):
    from intercoder.ui import worklist as module

    monkeypatch.setattr(module, "LARGE", 2)
    assert not worklist.is_quick()
    assert worklist.counts()[2] == 4
    assert worklist.is_quick()
