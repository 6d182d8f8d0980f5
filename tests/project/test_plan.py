"""Who codes what: assignments that are fair, reproducible, and never taken from anybody."""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from itertools import pairwise

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.dealing import round_half_up
from intercoder.records import Article, Comment, Text, no_tick


@pytest.fixture
def large(project: Project, source) -> Project:
    """The study with forty more articles of three comments each."""
    articles = [
        Article((Text("body", f"Day {n} of the talks."), *(Comment(f"{n}.{m} 👍") for m in range(3))), headline=f"Day {n}")
        for n in range(40)
    ]
    project.material.add(source("large.txt"), articles, no_tick)
    return project


def assigned(project: Project, coder: str, round_name: str) -> list[int]:
    return project.plan.assigned(project.plan.round(round_name).id, project.plan.coder(coder).id)


def test_full_overlap_gives_everybody_every_unit_in_an_order_of_their_own(large):
    report = large.plan.assign(["Ben", "Chloé"], "full")
    wanted = large.plan.units_with_questions()
    ben, chloe = assigned(large, "Ben", "full"), assigned(large, "Chloé", "full")
    assert sorted(ben) == sorted(chloe) == sorted(wanted)
    assert ben != chloe
    assert (report.units, report.shared, report.per_coder) == (
        len(wanted),
        len(wanted),
        {"Ben": len(wanted), "Chloé": len(wanted)},
    )


@pytest.mark.parametrize("overlap", [0.0, 0.1, 0.5, 0.99])
def test_a_share_is_coded_by_all_and_the_rest_by_exactly_one(large, overlap):
    report = large.plan.assign(["Ben", "Chloé", "Dörte"], "dealt", overlap=overlap)
    wanted = large.plan.units_with_questions()
    counted = Counter(u for name in ("Ben", "Chloé", "Dörte") for u in assigned(large, name, "dealt"))
    assert set(counted) == set(wanted)
    assert set(counted.values()) <= {1, 3}
    assert sum(n == 3 for n in counted.values()) == report.shared == round_half_up(len(wanted) * overlap)
    sizes = report.per_coder.values()
    assert max(sizes) - min(sizes) <= 1


def test_the_same_seed_gives_the_same_plan_and_another_seed_another(large):
    plans = []
    for name, seed in (("one", 7), ("two", 7), ("three", 8)):
        large.plan.assign(["Ben", "Chloé"], name, overlap=0.3, seed=seed)
        plans.append([assigned(large, coder, name) for coder in ("Ben", "Chloé")])
    assert plans[0] == plans[1] != plans[2]


def test_articles_stay_together_with_their_comments_in_the_order_of_the_text(large):
    large.plan.assign(["Ben"], "whole")
    units = large.material.units_by_id(assigned(large, "Ben", "whole"))
    articles = [u.article for u in units]
    assert len([a for a, b in pairwise(articles) if a != b]) == len(set(articles)) - 1
    for article in set(articles):
        ids = [u.id for u in units if u.article == article]
        assert ids == sorted(ids)
        assert ids[0] == article


def test_assigning_again_adds_and_takes_nothing_away(large):
    large.plan.assign(["Ben"], "main round", units=[1])
    large.plan.assign(["Ben"], "main round", units=[1, 12])
    assert assigned(large, "Ben", "main round") == [1, 12]


def test_naming_a_coder_twice_is_naming_them_once(large):
    report = large.plan.assign(["Ben", "Chloé", "Ben"], "dealt", overlap=0.0)
    assert sum(report.per_coder.values()) == len(large.plan.units_with_questions())


def test_assigning_is_one_step_that_brings_coders_and_round_along(project, state):
    before = state(project)
    project.plan.assign(["Ben", "Zoë"], "a new round")
    assert project.undo().startswith("Assign ")
    assert state(project) == before


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"coders": []}, "No coder"),
        ({"coders": [" "]}, "needs a name"),
        ({"overlap": 1.5}, "is no share"),
        ({"overlap": -0.1}, "is no share"),
        ({"overlap": float("nan")}, "is no share"),
        ({"units": []}, "no units"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(project, state, more, reason):
    before = state(project)
    with pytest.raises(UserError, match=reason):
        project.plan.assign(**({"coders": ["Ben"], "round": "r"} | more))
    assert state(project) == before


@pytest.mark.parametrize("name", ["", "  ", "Ada", " Ada "])
def test_a_coder_has_a_name_of_their_own(project, name):
    with pytest.raises(UserError, match=r"name|already"):
        project.plan.add_coder(name)
    assert [c.name for c in project.plan.coders()] == ["Ada"]


def test_a_round_has_a_name_of_its_own(project):
    with pytest.raises(UserError, match="“main” already"):
        project.plan.add_round("main")


def test_unknown_coders_and_rounds_are_said_with_those_there_are(project):
    with pytest.raises(UserError, match="no coder “Zoë”") as caught:
        project.set_coder("Zoë")
    assert "Ada" in caught.value.hint
    with pytest.raises(UserError, match="no round “pilot”") as caught:
        project.set_round("pilot")
    assert "main" in caught.value.hint


def test_a_closed_round_takes_no_codings(project, state):
    with project.step("Close the round main"):
        project.db.execute("UPDATE round SET open = 0")
    project.set_round("main")
    before = state(project)
    with pytest.raises(UserError, match="round main is closed"):
        project.codings.answer(1, "topic", "1")
    assert state(project) == before


def test_a_coder_goes_on_in_the_newest_round_with_work_for_them(planned, path):
    planned.plan.assign(["Ben"], "second")
    planned.close()
    for coder, wanted in (("Ben", "second"), ("Chloé", "reliability")):
        with Project.open(path, coder=coder) as project:
            assert (project.coder.name, project.round.name) == (coder, wanted)


def test_who_takes_part_follows_the_plan_its_undo_and_a_step_that_fails(project):
    def takes_part() -> bool:
        return project.plan.takes_part(project.round.id, project.coder.id)

    assert not takes_part()
    project.plan.assign(["Ada"], project.round.name)
    assert takes_part()
    project.undo()
    assert not takes_part()
    project.redo()
    assert takes_part()
    project.undo()
    with suppress(RuntimeError), project.step("Plan"):
        project.plan.insert_assignments(project.round.id, project.coder.id, [1])
        assert takes_part()
        raise RuntimeError
    assert not takes_part()


def test_a_single_planned_unit_among_imported_codings_makes_its_coder_take_part(project):
    project.codings.answer(1, "topic", "2")
    assert not project.plan.takes_part(project.round.id, project.coder.id)
    with project.step("Import codings"):
        project.plan.insert_assignments(project.round.id, project.coder.id, [1])
    assert project.plan.takes_part(project.round.id, project.coder.id)


def test_who_takes_part_is_read_anew_when_another_program_planned(project, path):
    assert not project.plan.takes_part(project.round.id, project.coder.id)
    other = sqlite3.connect(path)
    with closing(other), other:
        other.execute("INSERT INTO assignment(round, coder, unit, position) VALUES(?, 1, 1, 1)", (project.round.id,))
    assert project.plan.takes_part(project.round.id, project.coder.id)


def test_beginning_a_unit_without_a_plan_does_not_count_as_planning(project):
    before = project.plan_edits
    project.codings.answer(1, "topic", "2")
    project.undo()
    assert project.plan_edits == before
    project.plan.assign(["Ben"], project.round.name)
    assert project.plan_edits > before


def test_units_that_are_begun_without_a_plan_stand_in_the_order_in_which_they_were_begun(project):
    comments = [u.id for u in project.material.units(1) if u.kind == "comment"][::-1]
    for unit in comments:
        project.codings.answer(unit, "incivility", "0")
    assert assigned(project, "Ada", project.round.name) == comments


def test_only_units_with_questions_are_coded(project):
    kinds = {u.kind for u in project.material.units_by_id(project.plan.units_with_questions())}
    assert kinds == {"article", "comment"}


def test_workloads_count_what_is_finished(planned):
    planned.set_coder("Ben")
    planned.codings.answer(1, "topic", "1")
    planned.codings.answer(1, "actors", ticked=[])
    planned.codings.finish(1)
    loads = {w.coder.name: (w.assigned, w.finished) for w in planned.plan.workloads(planned.round.id)}
    assert loads == {"Ben": (7, 1), "Chloé": (7, 0), "Dörte": (7, 0)}


@pytest.mark.parametrize(("number", "rounded"), [(5.5, 6), (6.5, 7), (0.49, 0), (0.5, 1), (7.0, 7)])
def test_half_a_unit_is_a_unit(number, rounded):
    assert round_half_up(number) == rounded
