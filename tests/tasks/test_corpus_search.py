"""A search over the corpus gives each place with the words around it, and reads nobody's codings."""

import pytest

from intercoder.errors import Cancelled
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.tasks import corpus_search
from intercoder.tasks.corpus_search import search
from intercoder.tasks.pattern import Query

COMMENTS = ("The army again 😀, the ARMY.", "یہ فوج ہے, army", "nothing here")


@pytest.fixture
def project(tmp_path):
    codebook = Codebook("Talks", (Variable("remark", "Remark", "comment", "spans", categories=(Category(1, "Army"),)),))
    with Project.create(tmp_path / "talks.intercoder", "Talks", codebook) as made:
        parts = (Text("body", "The army of two."), *(Comment(text) for text in COMMENTS))
        made.material.add(SourceFile("a.txt", "ab" * 32, 9, "text", "a", "utf-8"), [Article(parts), Article(parts)], no_tick)
        yield made


@pytest.mark.parametrize("regex", [False, True])
def test_places_come_in_the_order_of_the_text_with_what_stands_around_them(project, regex):
    found = search(project, Query("army", regex), "remark")
    assert [(hit.ref, hit.quote) for hit in found.hits[:3]] == [
        ("A0001-C001", "army"), ("A0001-C001", "ARMY"), ("A0001-C002", "army")
    ]  # fmt: skip
    assert found.hits[1].before + found.hits[1].quote + found.hits[1].after == COMMENTS[0]
    assert (len(found.hits), found.searched, found.texts, found.more) == (6, 6, 4, False)


def test_one_article_alone_can_be_searched(project):
    article = project.material.unit_by_ref("A0002").id
    assert {hit.ref[:5] for hit in search(project, Query("army"), "remark", article).hits} == {"A0002"}


def test_finished_units_are_shown_as_such(project):
    project.codings.finish(project.material.unit_by_ref("A0001-C002").id)
    found = search(project, Query("army"), "remark")
    assert [hit.ref for hit in found.hits if hit.locked] == ["A0001-C002"]


def test_more_places_than_can_be_listed_are_cut_off_and_said(project, monkeypatch):
    monkeypatch.setattr(corpus_search, "MOST", 4)
    found = search(project, Query("army"), "remark")
    assert len(found.hits) == 4
    assert found.more


def test_a_search_stops_where_it_is_cancelled(project):
    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        search(project, Query("army"), "remark", tick=cancel)
