"""Headline, day and outlet of an article put right by the lead, and taken back by name."""

import pytest

from intercoder.errors import UserError
from intercoder.project import package
from intercoder.project.issued import recall
from intercoder.records import Article, Text, no_tick

NEW = "وزیر اعظم کی تقریر 🙂 中文"


def facts(project, article):
    query = "SELECT outlet, published, published_raw, published_precision FROM article WHERE unit = ?"
    return project.db.execute(query, (article,)).fetchone()


@pytest.fixture
def bare(project, source):
    """An article without a headline."""
    parts = (Text("body", "The dam held.", "line 1"),)
    project.material.add(source("dam.txt"), [Article(parts, published_raw="9 Novembre")], no_tick)
    project.material.index()
    return project.material.unit_by_ref("A0003").id


def test_an_added_headline_is_read_first_found_and_undone_by_name(project, bare, sound):
    unit = project.review.set_headline(bare, NEW)
    assert project.material.article(bare).headline == NEW
    assert [u.id for u in project.material.units(bare)][:2] == [bare, unit]
    assert project.material.search("تقریر") == [unit]
    assert sound(project)
    assert project.undo_label == "Add a headline to A0003"
    project.undo()
    assert project.material.article(bare).headline is None
    assert project.material.search("تقریر") == []


def test_a_headline_is_changed_and_changed_back(project, sound):
    article = project.material.unit_by_ref("A0001").id
    before = project.material.article(article).headline
    project.review.set_headline(article, NEW)
    assert project.material.article(article).headline == NEW
    assert sound(project)
    project.undo()
    assert project.material.article(article).headline == before


@pytest.mark.parametrize("text", ["", "  ", "two\nlines", "two\u2028lines"])
def test_a_headline_is_one_line_of_words(project, bare, text):
    with pytest.raises(UserError, match="A headline"):
        project.review.set_headline(bare, text)
    assert project.material.article(bare).headline is None


@pytest.mark.parametrize(
    ("day", "precision"), [("2013", "year"), ("2013-11", "month"), ("2013-11-09", "day"), ("2013-11-09T10:05Z", "minute")]
)
def test_a_day_is_as_precise_as_it_is_known_and_the_words_of_the_file_stay(project, bare, day, precision):
    project.review.set_published(bare, day)
    assert facts(project, bare) == (None, day, "9 Novembre", precision)
    project.undo()
    assert facts(project, bare) == (None, None, "9 Novembre", None)


def test_an_outlet_is_set_and_cleared(project, bare):
    project.review.set_outlet(bare, " Der Kurier ")
    assert facts(project, bare)[0] == "Der Kurier"
    project.review.set_outlet(bare, " ")
    assert facts(project, bare)[0] is None
    assert project.undo_label == "Clear the outlet of A0003"


def test_facts_of_an_article_in_a_package_change_after_its_recall(project, tmp_path):
    article = project.material.unit_by_ref("A0001").id
    comment = project.material.unit_by_ref("A0001-C001").id
    project.plan.assign(["Ben"], "main", [comment])
    package.make(project, "Ben", tmp_path / "ben.intercoder")
    verbs = (project.review.set_headline, project.review.set_outlet, project.review.set_published)
    for verb, words in zip(verbs, (NEW, "Kurier", "2013"), strict=True):
        with pytest.raises(UserError, match="is in a package that is out"):
            verb(article, words)
    recall(project, 1)
    project.review.set_outlet(article, "Kurier")
    assert project.material.article(article).outlet == "Kurier"


def test_the_words_that_were_coded_stay(project):
    headline = project.material.unit_by_ref("A0001-H01")
    project.codings.write_memo(headline.id, "An odd one.")
    with pytest.raises(UserError, match="The headline was coded already"):
        project.review.set_headline(headline.article, NEW)
    assert project.material.unit(headline.id).text == headline.text
