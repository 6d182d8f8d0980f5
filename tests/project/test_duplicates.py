"""Groups of near duplicates in the project: kept in one step, taken back by undo."""

from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Article, Comment, Text, no_tick


@pytest.fixture
def project(tmp_path: Path, source):
    with Project.create(tmp_path / "new.intercoder", "New") as opened:
        articles = [
            Article((Text("headline", "H"), Text("lead", "Lead."), Text("body", "Body."), Comment("No part of it."))),
            Article((Text("headline", "Only a headline"),), headline="Only a headline"),
            Article((Text("body", "Third."),)),
            Article((Text("body", "Fourth."),)),
        ]
        opened.material.add(source(), articles, no_tick)
        yield opened


def ids(project):
    return list(project.material.article_ids())


def test_the_text_of_an_article_is_its_lead_and_body(project):
    first, second, third, fourth = ids(project)
    assert list(project.material.duplicates.texts()) == [(first, "Lead.\nBody."), (third, "Third."), (fourth, "Fourth.")]
    assert project.material.duplicates.text(second) == ""


def test_groups_are_kept_and_named_by_their_first_article(project, sound):
    first, second, third, fourth = ids(project)
    room = project.material.duplicates
    assert room.group([[fourth, first], [second, third]])
    assert room.groups() == [[first, fourth], [second, third]]
    assert room.members(fourth) == [first]
    assert sound(project)


def test_undo_takes_the_grouping_back(project, sound):
    first, second, *_rest = ids(project)
    room = project.material.duplicates
    room.group([[first, second]])
    assert project.undo() == "Group near duplicates"
    assert room.groups() == []
    project.redo()
    assert room.groups() == [[first, second]]
    assert sound(project)


def test_the_same_groups_again_are_no_step(project):
    first, second, *_rest = ids(project)
    assert project.material.duplicates.group([[first, second]])
    assert not project.material.duplicates.group([[first, second]])


def test_an_article_leaves_its_group(project):
    first, second, third, _fourth = ids(project)
    project.material.duplicates.group([[first, second, third]])
    project.material.duplicates.group([[first, third]])
    assert project.material.duplicates.groups() == [[first, third]]
    assert project.material.duplicates.members(second) == []


def test_the_first_published_stands_for_a_group_until_another_is_chosen(project, group_of_three):
    first, second, third = group_of_three
    room = project.material.duplicates
    assert room.representative([first, second, third]) == first
    room.choose(third)
    room.choose(second)
    assert room.representative([first, second, third]) == second
    assert project.undo() == "Choose a representative"
    assert room.representative([first, second, third]) == third


def test_a_sample_takes_the_chosen_one_of_a_group(project, group_of_three):
    from intercoder.project.samples import Filters

    project.material.duplicates.choose(group_of_three[1])
    drawn = {candidate.unit for candidate in project.samples.candidates(Filters(one_per_group=True))}
    assert drawn & set(group_of_three) == {group_of_three[1]}


def test_what_is_not_the_same_leaves_its_group_and_stays_out(project, group_of_three):
    first, second, third = group_of_three
    room = project.material.duplicates
    room.take_out(first)
    assert room.groups() == [[second, third]]
    assert not room.group([[first, second, third]])
    assert project.undo() == "Not the same as the others"
    assert room.groups() == [[first, second, third]]


def test_a_group_of_one_is_none(project, group_of_three):
    first, second, third = group_of_three
    room = project.material.duplicates
    room.take_out(first)
    room.take_out(third)
    assert room.groups() == []
    with pytest.raises(UserError, match="in no group"):
        room.take_out(second)


def test_the_versions_of_an_article_are_found_from_each_of_them(project, group_of_three):
    first, second, third = group_of_three
    with project.barrier("versions", set()):
        project.db.execute("UPDATE article SET version_of = ? WHERE unit IN (?, ?)", (first, second, third))
    assert [project.material.duplicates.versions(unit) for unit in group_of_three] == [[first, second, third]] * 3


@pytest.fixture
def group_of_three(project, source):
    """Three more articles, grouped."""
    articles = [Article((Text("body", f"Wire copy {n}."),), published=f"2026-03-0{n}") for n in (1, 2, 3)]
    before = set(project.material.article_ids())
    project.material.add(source("wire.txt"), articles, no_tick)
    members = [unit for unit in project.material.article_ids() if unit not in before]
    project.material.duplicates.group([members])
    return members
