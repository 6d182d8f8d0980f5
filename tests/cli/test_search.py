"""`intercoder search`: hits with their surroundings, as lines, as a document, as a table."""

import json

import pytest

from intercoder.project import Project
from intercoder.records import Article, Comment, SourceFile, Text, no_tick


@pytest.fixture
def project(tmp_path):
    path = tmp_path / "water.intercoder"
    with Project.create(path, "Water") as made:
        articles = [
            Article((Text("headline", "Water talks"), Comment("the water is late 😀")), outlet="Dawn", published="2013-04-24"),
            Article((Text("body", "No water at all."),), outlet="Le Soir", published="2014-05-01"),
        ]
        made.material.add(SourceFile("water.txt", "ab" * 32, 9, "text", "", "utf-8"), articles, no_tick)
        made.material.index()
    return path


def test_hits_are_shown_with_what_stands_around_them(program, project):
    result = program("search", project, "water late")
    assert "the [water] is late 😀" in " ".join(result.out.split())
    assert "2 hits in 1 texts" in result.out


def test_a_word_with_a_minus_is_left_out(program, project):
    document = json.loads(program("search", project, "water -late", "--json").out)
    assert [hit["unit"] for hit in document["results"]] == ["A0001-H01", "A0002-B01"]


def test_a_query_that_begins_with_a_minus_is_a_query(program, project):
    document = json.loads(program("search", project, "-late water", "--json").out)
    assert document["texts"] == 2


def test_filters_narrow_the_search(program, project):
    def texts(*options):
        return json.loads(program("search", project, "water", "--json", *options).out)["texts"]

    assert texts() == 3
    assert texts("--outlet", "Dawn") == 2
    assert texts("--since", "2014") == 1
    assert texts("--until", "2013-12") == 2
    assert texts("--kind", "comment") == 1
    assert texts("--not-coded") == 3
    assert texts("--coded") == 0
    assert texts("--source", "water.txt", "--kind", "article") == 2


def test_the_hits_are_saved_as_a_table(program, project, tmp_path):
    assert program("search", project, "water", "--csv", tmp_path / "hits.csv").out.startswith("3 hits in")
    assert (tmp_path / "hits.csv").read_text(encoding="utf-8-sig").count("water") >= 2


def test_nothing_found_is_a_sentence(program, project):
    assert "No text has fire." in program("search", project, "fire").out


@pytest.mark.parametrize("arguments", [("",), ("-late",), ("water", "--since", "soon")])
def test_what_cannot_be_searched_is_refused(program, project, arguments):
    result = program("search", project, *arguments)
    assert result.code == 1
    assert result.err.startswith("error: ")


def test_a_table_of_hits_never_takes_the_place_of_a_project(program, project, contents):
    before = contents()
    assert "is a project, which this would replace" in program("search", project, "water", "--csv", project).refusal
    assert contents() == before


@pytest.mark.parametrize(
    ("option", "says"),
    [("--outlet", "No article has the outlet “Dwan”."), ("--source", "No article has the file “Dwan”."),
     ("--language", "No article has the language “Dwan”.")],
)  # fmt: skip
def test_what_a_search_is_narrowed_to_by_mistake_is_refused(program, project, option, says):
    assert program("search", project, "water", option, "Dwan").refusal == says
    assert "Those of the project are: Dawn; Le Soir." in program("search", project, "water", "--outlet", "Dwan").err
