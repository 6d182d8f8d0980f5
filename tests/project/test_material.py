"""Reading the material: lists, single units, and a search that nothing can break."""

import sqlite3
from contextlib import closing

import pytest

from intercoder.errors import UserError
from intercoder.project import Project


@pytest.fixture(params=["with the index", "without it"])
def searched(request, project: Project) -> Project:
    """The study with its search index, and as a package has it."""
    if request.param == "with the index":
        project.material.index()
    return project


def found(project: Project, words: str) -> list[str]:
    return [u.ref for u in project.material.units_by_id(project.material.search(words))]


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("gauge", ["A0002-H01", "A0002-B01"]),
        ("GAUGE", ["A0002-H01", "A0002-B01"]),
        ("river stood", ["A0002-B01"]),
        ("stood river", ["A0002-B01"]),
        ("gau*", ["A0002-H01", "A0002-B01"]),
        ("Nadir", ["A0001-C002"]),
        ("تبصرہ", ["A0001-C003"]),
        ("中", ["A0001-C004"]),
        ("中文", ["A0001-C004"]),
        ("日本語", ["A0001-B01"]),
        ("🇧🇪", ["A0001-H01", "A0001-B01"]),
        ("3.1", ["A0002-B01"]),
        ("nowhere", []),
        ("gauge nowhere", []),
        ("", []),
        ("  ", []),
    ],
)
def test_words_are_found_in_every_script(searched, words, refs):
    assert found(searched, words) == refs


@pytest.mark.parametrize(
    "words",
    ["don't", 'a"b', "AND", "OR NOT", "NEAR(a b)", "text:gauge", "^gauge", "-gauge", "(((", "***", "*", '"""', "%", "_", "%%%",
     "\\", "a\\", "\x00", "gau\x00ge", "{a b}: c", "; DROP TABLE unit", "a" * 5000, "+", "..."],
)  # fmt: skip
def test_hostile_words_find_something_or_nothing_but_never_raise(searched, words):
    assert isinstance(searched.material.search(words), list)


def test_signs_of_the_pattern_stand_for_themselves(searched):
    assert found(searched, "%") == []
    assert found(searched, "_") == []
    assert found(searched, "s_") == []


def test_the_limit_is_kept(searched):
    assert len(searched.material.search("the", limit=1)) == 1


def test_units_come_in_the_order_that_was_asked_for(project):
    ids = [13, 1, 3, 7]
    assert [u.id for u in project.material.units_by_id(ids)] == ids
    assert [u.id for u in project.material.beginnings(ids)] == ids
    assert [a.id for a in project.material.articles([12, 1])] == [12, 1]


def test_a_beginning_is_the_beginning_of_the_text(project):
    for unit in project.material.units(1):
        [start] = project.material.beginnings([unit.id])
        assert start.text == (None if unit.text is None else unit.text[:120])


def test_the_title_of_an_article_without_headline_is_its_first_words(project, source):
    from intercoder.records import Article, Text, no_tick

    articles = [Article((Text("body", "پہلی سطر 🎉\nThe second line."),)), Article(())]
    project.material.add(source("untitled.txt"), articles, no_tick)
    assert [a.title for a in project.material.articles()][2:] == ["پہلی سطر 🎉", "A0004"]


def test_a_reference_that_is_none_is_said_with_an_example(project):
    with pytest.raises(UserError, match="no unit “A9999”") as caught:
        project.material.unit_by_ref("A9999")
    assert "A0012-C003" in caught.value.hint


def test_provider_ids_lead_to_their_units(project):
    ids = project.material.provider_ids()
    assert [project.material.unit(u).ref for u in ids["c0"]] == ["A0001-C001"]


def test_counts_and_sources_are_what_was_imported(project):
    counts = project.material.counts()
    assert (counts.sources, counts.articles, counts.comments, counts.issues) == (1, 2, 5, 0)
    [source] = project.material.sources()
    assert (source.path, source.size, source.report["articles"]) == ("talks.txt", 9, 2)
    assert project.material.articles_of(source.sha256, "text") == 2
    assert project.material.articles_of(source.sha256, "csv") is None


def leave_no_comment(db: sqlite3.Connection) -> None:
    """Changes the comments behind the back of the project, whose triggers forbid it."""
    for (name,) in db.execute("SELECT name FROM sqlite_temp_master WHERE type = 'trigger' AND tbl_name = 'comment'").fetchall():
        db.execute(f"DROP TRIGGER temp.{name}")
    db.execute("UPDATE comment SET status = 'pingback'")


def test_counts_follow_what_is_changed_and_rolled_back(project):
    before = project.material.counts()
    project.db.execute("BEGIN IMMEDIATE")
    leave_no_comment(project.db)
    within = project.material.counts()
    project.db.execute("ROLLBACK")
    assert (within.comments, project.material.counts()) == (0, before)
    assert before.comments > 0


def test_counts_follow_what_another_connection_changes(project, path):
    assert project.material.counts().comments > 0
    with closing(sqlite3.connect(path)) as other, other:
        leave_no_comment(other)
    assert project.material.counts().comments == 0
