"""Searching the corpus as a job: pages, counts, the table of hits, and the words when there are none."""

import csv

import pytest

from intercoder.errors import Cancelled, UserError
from intercoder.project import Project
from intercoder.project.search import Scope
from intercoder.records import Article, Comment, SourceFile, Text, no_tick
from intercoder.tasks import corpus_hits
from intercoder.tasks.corpus_hits import Wish

COMMENTS = ("=water() 😀 water, água", "آب water", "水 and water\nin two lines", "nothing here")


@pytest.fixture
def project(tmp_path):
    parts = (Text("headline", "Water"), *(Comment(text, author=f"reader {n}") for n, text in enumerate(COMMENTS)))
    with Project.create(tmp_path / "water.intercoder", "Water") as made:
        article = Article(parts, headline="Water", outlet="Dawn", published="2013-04-24")
        made.material.add(SourceFile("water.txt", "ab" * 32, 9, "text", "", "utf-8"), [article], no_tick)
        made.material.index()
        yield made


def test_the_document_counts_all_and_gives_what_was_asked_for(project):
    document = corpus_hits.search(project, Wish("water"), 2)
    assert (document["texts"], document["hits"], len(document["results"])) == (4, 5, 2)
    assert document["results"][1] == {
        "unit": "A0001-C001", "kind": "comment", "article": "A0001", "headline": "Water", "outlet": "Dawn",
        "published": "2013-04-24", "author": "reader 0", "posted": None, "start": 1, "stop": 6, "before": "=",
        "hit": "water", "after": "() 😀 water, água", "file": "water.txt",
    }  # fmt: skip


def test_the_first_hits_are_those_of_the_whole_search(project):
    whole = [
        hit for page in corpus_hits.pages(project, Wish("wat*"), corpus_hits.find_units(project, Wish("wat*"))) for hit in page
    ]
    assert corpus_hits.first_hits(project, Wish("wat*"), 2) == whole[:3]


def test_the_table_has_a_row_for_each_hit_with_the_exact_quote(project, tmp_path):
    path = tmp_path / "hits.csv"
    assert corpus_hits.save_hits(project, Wish("water"), path)["hits"] == 5
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["before"] + row["hit"] + row["after"] for row in rows[3:]] == [COMMENTS[1], COMMENTS[2]]
    texts = {unit.ref: unit.text for unit in project.material.units(project.material.article_ids()[0])}
    assert [texts[row["unit"]][int(row["start"]) : int(row["stop"])] for row in rows] == [row["hit"] for row in rows]


def test_the_table_keeps_to_a_limit(project, tmp_path):
    assert corpus_hits.save_hits(project, Wish("water"), tmp_path / "hits.csv", limit=2)["hits"] == 2


def test_a_table_that_is_given_up_leaves_no_file(project, tmp_path):
    def stop(done: int, total: int) -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        corpus_hits.save_hits(project, Wish("water"), tmp_path / "hits.csv", tick=stop)
    assert [path.name for path in tmp_path.iterdir() if "hits" in path.name] == []


def test_a_folder_that_is_not_there_is_said(project, tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        corpus_hits.save_hits(project, Wish("water"), tmp_path / "no" / "hits.csv")


@pytest.mark.parametrize(("typed", "words"), [("", "nothing to search for"), ("  ", "nothing"), ("-late", "must not have")])
def test_a_search_for_nothing_is_said(project, typed, words):
    with pytest.raises(UserError, match=words):
        corpus_hits.search(project, Wish(typed))


def test_nothing_found_says_what_was_folded_and_left_out():
    sentence = corpus_hits.nothing_found(Wish('Café "peace talks" 水 -late', Scope(outlets=("Dawn",))))
    assert "in this selection has cafe and “peace talks” and “水”" in sentence
    assert "Texts with late were left out." in sentence
    assert "accents" in sentence
