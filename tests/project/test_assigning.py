"""Handing out units: samples, whole articles, rounds that are closed, coders who join or leave, and the note of each deal."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.dealing import PRESETS, Rule
from intercoder.project.samples import Sample
from intercoder.records import Article, Comment, Text, no_tick

ALL = ("Ben", "Chloé", "نادر")


@pytest.fixture
def large(project: Project, source) -> Project:
    """The study with thirty more articles of one to three comments each."""
    articles = [
        Article((Text("body", f"Day {n} of the talks 🕊️." * (n + 1)), *(Comment(f"{n}.{m} 👍") for m in range(n % 3 + 1))))
        for n in range(30)
    ]
    project.material.add(source("large.txt"), articles, no_tick)
    return project


def assigned(project: Project, round_name: str) -> dict[str, list[int]]:
    round_id = project.plan.round(round_name).id
    return {c.name: project.plan.assigned(round_id, c.id) for c in project.plan.coders()}


def articles_of(project: Project, units) -> set[int]:
    return {u.article for u in project.material.units_by_id(units)}


def test_whole_articles_stay_with_one_coder_and_those_of_the_overlap_with_all(large):
    large.plan.hand_out(ALL, "main", Rule(overlap=0.1, whole=True))
    articles = [articles_of(large, units) for name, units in assigned(large, "main").items() if name in ALL]
    shared = articles[0] & articles[1] & articles[2]
    assert len(shared) == 3
    assert sum(len(a - shared) for a in articles) == 32 - 3
    asked = set(large.plan.units_with_questions())
    for units in assigned(large, "main").values():
        whole = {u.id for a in articles_of(large, units) for u in large.material.units(a)} & asked
        assert set(units) == whole


def test_loads_can_be_evened_out_by_the_length_of_the_texts(large):
    rule = Rule(overlap=0, whole=True, by_length=True)
    preview = large.plan.preview(ALL, "main", rule)
    characters = [load.characters for load in preview.loads]
    assert max(characters) - min(characters) < 100 < min(characters)


def test_a_preview_says_what_the_step_does_and_writes_nothing(large, state):
    before = state(large)
    preview = large.plan.preview(ALL, "main", PRESETS["pairs"])
    assert state(large) == before
    report = large.plan.hand_out(ALL, "main", PRESETS["pairs"])
    assert (preview.units, preview.shared) == (report.units, report.shared)
    assert {load.coder: load.units for load in preview.loads} == report.per_coder


def test_a_sample_is_assigned_with_the_comments_of_its_articles(large):
    article = list(large.material.article_ids())[4]
    large.samples.keep(Sample(0, "pilot", "random", 1, None, 1, 0), [article])
    report = large.plan.hand_out(["Ben"], "pilot", Rule(), "pilot")
    asked = set(large.plan.units_with_questions())
    assert assigned(large, "pilot")["Ben"] == [u.id for u in large.material.units(article) if u.id in asked]
    assert report.units == len(assigned(large, "pilot")["Ben"])


def test_a_coder_who_joins_later_gets_the_shared_units_and_a_share_of_the_new(large, source):
    large.plan.hand_out(ALL, "main", PRESETS["main"])
    before = assigned(large, "main")
    large.material.add(source("more.txt"), [Article((Comment(f"new {n} یہ"),)) for n in range(20)], no_tick)
    large.plan.hand_out([*ALL, "Zoë"], "main", PRESETS["main"])
    after = assigned(large, "main")
    for name in ALL:
        assert after[name][: len(before[name])] == before[name]
    shared = set.intersection(*(set(before[name]) for name in ALL))
    assert shared <= set(after["Zoë"])


def test_what_comes_to_an_article_goes_to_those_who_have_it(large):
    article = list(large.material.article_ids())[2]
    comments = [u.id for u in large.material.units(article) if u.kind == "comment"]
    large.plan.hand_out(["Ben"], "main", Rule(whole=True), units=[article])
    large.plan.hand_out(["Ben", "Chloé"], "main", Rule(overlap=0, whole=True), units=[article, *comments])
    assert assigned(large, "main")["Ben"] == [article, *comments]
    assert assigned(large, "main")["Chloé"] == []


def test_units_of_other_rounds_can_be_left_out(large):
    large.plan.hand_out(["Ben"], "pilot", PRESETS["pilot"])
    preview = large.plan.preview(["Ben"], "main", Rule(fresh=True))
    assert preview.left_out == 30
    large.plan.hand_out(["Ben"], "main", Rule(fresh=True))
    assert not set(assigned(large, "main")["Ben"]) & set(assigned(large, "pilot")["Ben"])
    large.plan.hand_out(["Ben"], "everything", Rule())
    with pytest.raises(UserError, match="assigned in other rounds"):
        large.plan.preview(["Ben"], "again", Rule(fresh=True))


def test_a_unit_that_was_coded_without_a_plan_is_planned_once_it_is_assigned(large):
    large.codings.answer(1, "topic", "1")
    assert not large.plan.takes_part(large.round.id, large.coder.id)
    large.plan.hand_out([large.coder.name], large.round.name, Rule(), units=[1])
    assert large.plan.takes_part(large.round.id, large.coder.id)


def test_each_handing_out_is_noted(large):
    large.samples.keep(Sample(0, "نمونہ", "random", 2, None, 1, 0), list(large.material.article_ids())[:2])
    large.plan.hand_out(["Ben", "Chloé"], "pilot", Rule(overlap=0.5, seed=9), "نمونہ")
    ((sample, rule),) = large.plan.deals(large.plan.round("pilot").id)
    assert sample == "نمونہ"
    assert (rule["overlap"], rule["seed"], rule["coders"]) == (0.5, 9, ["Ben", "Chloé"])
    large.undo()
    assert [r.name for r in large.plan.rounds()] == ["main"]


@pytest.mark.parametrize(
    ("coders", "sample", "reason"),
    [(["Emre"], None, "is inactive"), (["Ben"], "lost", "no sample"), ([], None, "No coder"), ([" "], None, "needs a name"),
     (["Ben"], "captions", "asks nothing")],
)  # fmt: skip
def test_what_cannot_be_assigned_is_refused(large, state, coders, sample, reason):
    large.plan.add_coder("Emre")
    large.plan.set_active("Emre", False)
    body = next(u.id for u in large.material.units(1) if u.kind == "body")
    large.samples.keep(Sample(0, "captions", "random", 1, None, 1, 0, {"unit": "body"}), [body])
    before = state(large)
    for attempt in (large.plan.preview, large.plan.hand_out):
        with pytest.raises(UserError, match=reason):
            attempt(coders, "main", Rule(), sample)
    assert state(large) == before


# ------------------------------------------------------------------------ rounds and coders


def test_a_closed_round_takes_no_assignments_until_it_is_opened(large):
    large.plan.set_open("main", False)
    with pytest.raises(UserError, match="round main is closed"):
        large.plan.assign(["Ben"], "main")
    with pytest.raises(UserError, match="round main is closed"):
        large.codings.answer(1, "topic", "1")
    large.undo()
    large.codings.answer(1, "topic", "1")


@pytest.mark.parametrize(
    ("verb", "arguments", "label"),
    [
        ("rename_round", ("main", "ہفتہ 1"), "Rename round main"),
        ("set_open", ("main", False), "Close round main"),
        ("set_blind", ("main", False), "Make round main open to see"),
        ("rename_coder", ("Ada", "Ada Lovelace"), "Rename coder Ada"),
    ],
)
def test_rounds_and_coders_change_in_one_step_that_can_be_undone(project, state, verb, arguments, label):
    before = state(project)
    getattr(project.plan, verb)(*arguments)
    assert state(project) != before
    assert project.round == project.plan.rounds()[0]
    assert project.coder == project.plan.coders()[0]
    assert project.undo() == label
    assert state(project) == before
    assert (project.round.name, project.round.open, project.round.blind, project.coder.name) == ("main", True, True, "Ada")


def test_a_coder_can_be_made_inactive_and_active_again(project):
    project.plan.add_coder("Ben")
    project.plan.set_active("Ben", False)
    assert [c.active for c in project.plan.coders()] == [True, False]
    project.plan.set_active("Ben", True)
    assert [c.active for c in project.plan.coders()] == [True, True]


def test_an_empty_round_can_be_removed_and_a_used_one_not(project):
    project.plan.add_round("pilot")
    project.plan.remove_round("pilot")
    assert [r.name for r in project.plan.rounds()] == ["main"]
    project.plan.assign(["Ben"], "used")
    with pytest.raises(UserError, match="has units or codings"):
        project.plan.remove_round("used")
    with pytest.raises(UserError, match="has units or codings"):
        project.plan.remove_round("used")


@pytest.mark.parametrize(
    ("verb", "arguments", "reason"),
    [
        ("rename_round", ("main", " "), "needs a name"), ("rename_round", ("lost", "x"), "no round"),
        ("add_round", (" ",), "needs a name"), ("rename_coder", ("Ada", ""), "needs a name"),
        ("rename_coder", ("Zoë", "x"), "no coder"), ("set_active", ("Ada", False), "lead cannot"),
        ("remove_round", ("main",), "only round"),
    ],
)  # fmt: skip
def test_what_rounds_and_coders_cannot_is_refused(project, state, verb, arguments, reason):
    before = state(project)
    with pytest.raises(UserError, match=reason):
        getattr(project.plan, verb)(*arguments)
    assert state(project) == before
