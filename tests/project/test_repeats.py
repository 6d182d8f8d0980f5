"""What is in the project already: ids within their provider, addresses, content; and what only looks the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from intercoder.project import Project
from intercoder.records import Article, Comment, Text, no_tick


@pytest.fixture
def empty(tmp_path: Path):
    with Project.create(tmp_path / "new.intercoder", "New") as project:
        yield project


@pytest.fixture
def add(empty, source):
    names = iter(f"file{n}.csv" for n in range(100))

    def add_articles(*records, form="table"):
        return empty.material.add(replace(source(next(names)), format=form), records, no_tick)

    return add_articles


def thread(headline, *comments, **more):
    parts = (Text("headline", headline), *(Comment(text, author="Ada") for text in comments))
    return replace(Article(parts, headline=headline, stub=True, provider_id="1"), **more)


def page(headline, body, **more):
    return replace(Article((Text("headline", headline), Text("body", body)), headline=headline), **more)


@pytest.mark.parametrize("form", ["table", "json"])
def test_two_dumps_that_are_both_numbered_from_one_do_not_meet(empty, add, form):
    add(thread("Bridge", "It is about time, I say."), form=form)
    report = add(thread("Harbour", "Nobody asked the fishermen."), form=form)
    assert (report.new, report.changed, report.conflict) == (1, 0, 0)
    assert empty.material.counts().articles == 2
    assert empty.material.issues() == []


def test_a_later_export_of_the_same_table_is_a_change(add):
    add(thread("Bridge", "It is about time, I say."))
    report = add(thread("Bridge", "It is about time, I say.", "And who pays for all of this?"))
    assert (report.new, report.changed) == (0, 1)


def test_a_shared_comment_makes_a_number_the_same_article_without_a_headline(add):
    bare = Article((Comment("It is about time, I say."),), provider_id="1", stub=True)
    add(bare)
    assert add(replace(bare, parts=(*bare.parts, Comment("And who pays for it?")))).changed == 1


def test_ids_of_one_provider_meet_whatever_the_format_of_its_export(add):
    add(page("Bridge", "Shut.", provider_id="LEDGER1"), form="factiva-html")
    assert add(page("Bridge", "Shut.", provider_id="LEDGER1"), form="factiva-xml").identical == 1


def test_the_same_id_of_another_provider_is_another_article(add):
    add(page("Bridge", "Shut.", provider_id="17"), form="factiva-html")
    report = add(page("Floods", "The river rose.", provider_id="17"), form="proquest")
    assert (report.new, report.conflict) == (1, 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"provider_id": "A1"}, {"provider_id": "A2"}),
        ({"url": "https://ledger.example/1"}, {"url": "https://herald.example/2"}),
        ({"outlet": "Ledger"}, {"outlet": "Herald"}),
    ],
    ids=["id", "address", "outlet"],
)
def test_wire_copy_in_two_places_is_two_articles(empty, add, one, other):
    add(page("Bridge", "Shut.", **one), form="factiva-html")
    assert add(page("Bridge", "Shut.", **other), form="factiva-html").new == 1
    assert empty.material.counts().articles == 2


def test_the_same_content_without_any_sign_of_its_own_is_the_same_article(add):
    add(page("Bridge", "Shut.", outlet="Ledger"), form="text")
    assert add(page("Bridge", "Shut."), form="html").identical == 1
