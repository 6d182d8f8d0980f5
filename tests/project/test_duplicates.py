"""Groups of near duplicates in the project: kept in one step, taken back by undo."""

from pathlib import Path

import pytest

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
