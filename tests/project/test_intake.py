"""Importing material: verbatim, balanced, known again, and whole or not at all."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from intercoder.errors import Cancelled
from intercoder.project import Project
from intercoder.project.intake import AddReport
from intercoder.project.repeats import canonical_url
from intercoder.records import Article, Comment, Issue, Text, no_tick
from intercoder.tasks.importing import import_dump

SEED = Path(__file__).parents[1] / "data" / "seed"
EXAMPLE = Path(__file__).parents[2] / "projects" / "example" / "dump"
NASTY = (
    "",
    " \t ",
    "\r\nCRLF at both ends\r\n",
    "e\u0301 is not é",
    "👩🏽‍🚀🏳️‍🌈🇵🇰",
    "اردو \u200f and \u200ejoiners\u200c\u200d",
    "漢字かな交じり文",
    "\ufeffa mark at the start",
    "\u2028\u2029\x85\x0b\x0c line ends of all kinds",
    "\x00".replace("\x00", "\ufffd") + " where a NUL was",
    "'; DROP TABLE unit; -- \" \\ % _ {} <b>&amp;</b>",
    "𝒻" * 5000,
)


@pytest.fixture
def empty(tmp_path: Path):
    with Project.create(tmp_path / "new.intercoder", "New") as project:
        yield project


@pytest.fixture
def add(empty, source):
    """Adds articles as a file of their own to an empty project."""
    names = iter(f"file{n}.txt" for n in range(100))

    def add_articles(*records: Article | Issue) -> AddReport:
        return empty.material.add(source(next(names)), records, no_tick)

    return add_articles


def page(text: str = "The talks began on Monday.", *comments: str, **more: object) -> Article:
    parts = (Text("headline", "Talks"), Text("body", text), *(Comment(c, author="Nadir") for c in comments))
    return replace(Article(parts, headline="Talks"), **more)


# -------------------------------------------------------------------- verbatim


def test_the_page_of_the_seed_is_stored_as_it_was_read_by_hand(empty, sound):
    import_dump(empty, [SEED / "article-with-comments.txt"])
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))["files"]["article-with-comments.txt"]
    [article] = empty.material.articles()
    units = [u for u in empty.material.units(article.id) if u.kind not in ("article", "paragraph")]
    found = [(u.kind, len(u.text), hashlib.sha256(u.text.encode()).hexdigest()) for u in units]
    assert found == [(u["kind"], u["code_points"], u["sha256"]) for u in expected["units"]]
    stored = empty.db.execute("SELECT sha256 FROM unit WHERE text NOT NULL ORDER BY id").fetchall()
    assert [s for (s,) in stored] == [u["sha256"] for u in expected["units"]]
    paragraphs = [[u.start, u.stop] for u in empty.material.units(article.id) if u.kind == "paragraph"]
    assert paragraphs == expected["units"][0]["paragraphs"]
    assert (article.declared_comments, article.comments) == (expected["declared_comments"], expected["comments"])
    [issue] = empty.material.issues(article.id)
    assert (issue.code, issue.declared, issue.found, issue.locator) == ("declared_comments", 10, 12, "line 16")
    assert sound(empty)


@pytest.mark.parametrize("text", NASTY)
def test_a_text_comes_back_code_point_by_code_point(empty, add, text, sound):
    add(page(text, text))
    texts = [u.text for u in empty.material.units(1) if u.kind in ("body", "comment")]
    assert texts == [text, text]
    codable = [u.codable for u in empty.material.units(1) if u.kind in ("body", "comment")]
    assert codable == [bool(text.strip())] * 2
    assert sound(empty)


def test_paragraphs_are_ranges_of_code_points_of_their_body(project, articles):
    body = project.material.unit_by_ref("A0001-B01")
    for number, (start, stop) in enumerate(articles[0].texts[1].paragraphs, 1):
        paragraph = project.material.unit_by_ref(f"A0001-P0{number}")
        assert paragraph.text == body.text[start:stop] != ""
        assert "\r" not in paragraph.text
        assert (paragraph.start, paragraph.stop, paragraph.parent) == (start, stop, body.id)


def test_the_original_bytes_are_kept(project):
    import zlib

    [(data, size)] = project.db.execute("SELECT data, size FROM source").fetchall()
    assert zlib.decompress(data) == b"talks.txt"
    assert size == len(b"talks.txt")


def test_references_count_per_article_and_kind_in_the_order_of_the_text(project):
    refs = [u.ref for u in project.material.units(1)]
    assert refs == [
        "A0001", "A0001-H01", "A0001-B01", "A0001-P01", "A0001-P02", "A0001-P03",
        "A0001-C001", "A0001-C002", "A0001-C003", "A0001-C004", "A0001-C005",
    ]  # fmt: skip
    assert [a.ref for a in project.material.articles()] == ["A0001", "A0002"]
    assert all(project.material.unit_by_ref(ref).ref == ref for ref in refs)


def test_facts_of_articles_and_comments_arrive(project):
    first, second = project.material.articles()
    assert (first.title, first.outlet, first.url, first.declared_comments, first.comments) == (
        "Talks 🇧🇪🇪🇺 begin", "Le Soir", "https://example.org/talks", 5, 5,
    )  # fmt: skip
    assert (second.headline, second.comments) == ("River gauge", 0)
    row = project.material.comment(project.material.unit_by_ref("A0001-C003").id)
    assert (row.author, row.reply_basis) == ("نادر", "explicit")
    assert row.reply_to == project.material.unit_by_ref("A0001-C002").id


# -------------------------------------------------------------------- known again


def test_a_second_import_of_the_same_dump_adds_nothing(empty):
    first = import_dump(empty, [EXAMPLE])["totals"]
    rows = empty.db.execute("SELECT * FROM unit").fetchall()
    second = import_dump(empty, [EXAMPLE])["totals"]
    assert (first["new"], first["identical"]) == (9, 0)
    assert (second["new"], second["identical"], second["changed"], second["conflict"]) == (0, 9, 0, 0)
    assert empty.db.execute("SELECT * FROM unit").fetchall() == rows


def test_the_same_article_in_another_file_is_identical(empty, add):
    assert add(page("Monday.", "ok")).new == 1
    again = add(page("Monday.", "ok"))
    assert (again.articles, again.new, again.identical) == (1, 0, 1)
    assert empty.material.counts().articles == 1


def test_the_same_article_twice_in_one_file_is_kept_twice(empty, add):
    assert add(page(), page()).new == 2
    assert empty.material.counts().articles == 2


def test_one_more_comment_makes_a_changed_article_beside_the_old_one(empty, add):
    add(page("Monday.", "ok", provider_id="17"))
    report = add(page("Monday.", "ok", "not ok", provider_id="17"))
    assert (report.changed, report.new) == (1, 0)
    old, new = empty.material.articles()
    assert (old.comments, new.comments) == (1, 2)
    assert empty.db.execute("SELECT unit, version_of FROM article ORDER BY unit").fetchall() == [
        (old.id, None),
        (new.id, old.id),
    ]


@pytest.mark.parametrize("same", [{"provider_id": "17"}, {"url": "https://example.org/talks"}])
def test_a_corrected_body_under_the_same_id_or_address_is_changed(add, same):
    add(page("Monday.", **same))
    assert add(page("Tuesday.", **same)).changed == 1


@pytest.mark.parametrize("same", [{"provider_id": "17"}, {"url": "https://example.org/talks"}])
def test_another_article_under_the_same_id_or_address_is_kept_and_reported(empty, add, same):
    add(page("Monday.", **same))
    other = Article((Text("headline", "Floods"), Text("body", "The river rose.")), headline="Floods", **same)
    report = add(other)
    assert (report.conflict, report.changed, report.new) == (1, 0, 0)
    assert [a.headline for a in empty.material.articles()] == ["Talks", "Floods"]
    assert [i.code for i in empty.material.issues()] == ["conflict"]
    assert empty.db.execute("SELECT version_of FROM article").fetchall() == [(None,), (None,)]


def test_two_stubs_without_text_are_two_articles(add, empty):
    stubs = [Article((), headline="Untitled", stub=True, provider_id=str(n)) for n in (1, 2)]
    add(stubs[0])
    assert add(stubs[1]).new == 1
    assert add(stubs[1]).identical == 1
    assert empty.material.counts().articles == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTTPS://Example.ORG/talks/", "https://example.org/talks"),
        ("https://example.org/talks?utm_source=x&id=1&fbclid=2", "https://example.org/talks?id=1"),
        ("https://example.org/talks#comments", "https://example.org/talks"),
    ],
)
def test_copies_of_an_address_are_one_address(one, other):
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize("url", [None, "", "http://[broken", "talks"])
def test_an_address_that_is_none_does_no_harm(url):
    assert canonical_url(url) in (None, url)


# -------------------------------------------------------------------- balance


def test_every_record_is_counted_once_as_what_became_of_it(empty, add):
    add(page("Monday.", "ok", provider_id="1"), page("Old.", provider_id="2"))
    issues = [Issue("short", "A record has no text.", "line 9", "skipped"), Issue("date", "No date.", "line 3")]
    pingback = Comment("A link", status="pingback")
    odd = replace(page("Odd.", "a", "b"), issues=(Issue("declared_comments", "2 and 3", declared=3, found=2),))
    odd = replace(odd, parts=(*odd.parts, pingback), provider_id="3")
    floods = Article((Text("headline", "F"), Text("body", "G")), headline="F", provider_id="1")
    report = add(page("Monday.", "ok", provider_id="1"), page("New.", provider_id="2"), odd, floods, *issues)
    assert report == AddReport(articles=4, comments=3, new=1, identical=1, changed=1, conflict=1, warnings=2, skipped=1)
    assert empty.material.counts().articles == 2 + report.new + report.changed + report.conflict
    stored = empty.material.sources()[-1].report
    assert stored == report.__dict__


def test_the_files_of_the_example_balance_with_what_is_stored(empty):
    totals = import_dump(empty, [EXAMPLE])["totals"]
    counts = empty.material.counts()
    assert (totals["articles"], totals["comments"]) == (counts.articles, counts.comments) == (9, 101)
    assert totals["warnings"] == counts.issues == 2


# -------------------------------------------------------------------- whole or not at all


def test_a_cancel_leaves_nothing_of_the_file(empty, source, sound):
    before = empty.path.read_bytes()
    calls = []

    def cancel_late(done: int, total: int) -> None:
        calls.append(done)
        if done > 5000:
            raise Cancelled

    many = (page(f"Day {n}.", *["ok"] * 9) for n in range(2000))
    with pytest.raises(Cancelled):
        empty.material.add(source("big.txt"), many, cancel_late)
    assert len(calls) > 1
    assert empty.material.counts().articles == empty.material.counts().sources == 0
    assert empty.path.read_bytes() == before
    assert empty.material.add(source("small.txt"), [page()], no_tick).new == 1
    assert empty.material.units(1)[0].ref == "A0001"
    assert sound(empty)


def test_a_cancel_at_the_last_tick_leaves_nothing(empty, source):
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        empty.material.add(source(), [page()], cancel)
    assert empty.material.counts().sources == 0


def test_a_reader_that_breaks_leaves_nothing(empty, source):
    def broken():
        yield page()
        raise OSError("the stick was pulled out")

    with pytest.raises(OSError, match="stick"):
        empty.material.add(source(), broken(), no_tick)
    assert empty.material.counts().sources == 0
    assert empty.undo_label is None


def test_ids_of_units_are_never_used_again(empty, add, source):
    add(page())
    last = empty.db.execute("SELECT max(id) FROM unit").fetchone()[0]
    add(page("Another day.", "ok"))
    ids = [i for (i,) in empty.db.execute("SELECT id FROM unit ORDER BY id").fetchall()]
    assert ids == list(range(1, len(ids) + 1))
    assert len(ids) > last
    assert empty.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'unit'").fetchone()[0] == len(ids)
