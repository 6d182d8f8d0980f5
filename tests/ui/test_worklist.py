"""The worklist is read once, follows the unit that is coded, and finds what comes next."""

import pytest

from intercoder.project import Project
from intercoder.ui.worklist import Worklist


@pytest.fixture
def worklist(desk_file):
    with Project.open(desk_file) as project:
        made = Worklist()
        made.hold(project)
        project.on_change = lambda tables: made.update(tables, False, project.touched_units)
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
    assert worklist.next_unfinished() == ids[2]
    worklist.unit = ids[3]
    assert worklist.next_unfinished() == ids[0]  # round the end
    worklist.unit = ids[0]
    assert worklist.next_unfinished() == ids[2]


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


def test_undo_refreshes_the_units_it_touched_without_reading_the_queue_again(worklist, monkeypatch):
    first, second = worklist.items[1].unit.id, worklist.items[2].unit.id
    worklist.project.codings.answer(first, "army", "1")
    worklist.unit = second
    monkeypatch.setattr(worklist.project.plan, "queue", lambda: pytest.fail("the queue was read again"))
    worklist.project.undo()
    assert worklist.item(first).state == "open"
    worklist.project.redo()
    assert worklist.item(first).state == "started"


def test_the_rest_is_estimated_by_kind_once_three_units_were_timed(worklist):
    article, *comments = (item.unit.id for item in worklist.items)
    codings = worklist.project.codings

    def finish(unit: int, ms: int, answers: dict[str, str]) -> None:
        codings.spend(unit, ms)
        for name, answer in answers.items():
            codings.answer(unit, name, answer)
        codings.finish(unit)

    for unit in comments[:2]:
        finish(unit, 30_000, {"army": "0", "incivility": "0"})
    assert worklist.left_ms() is None
    finish(article, 90_000, {"topic": "1", "sources": "2"})
    assert worklist.left_ms() == 50_000
    codings.reopen(article, "slip")
    assert worklist.left_ms() is None


def test_the_next_unfinished_unit_is_found_round_the_end(worklist):
    ids = [item.unit.id for item in worklist.items]
    worklist.unit = ids[-1]
    assert worklist.next_unfinished() == ids[0]


def test_a_list_that_is_read_anew_goes_on_at_its_unit(worklist):
    worklist.unit = worklist.items[2].unit.id
    worklist.hold(worklist.project)
    assert worklist.unit == worklist.items[2].unit.id
    worklist.hold(None)
    assert worklist.unit is None
