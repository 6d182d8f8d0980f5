"""Drawing from a project: methods, filters by day, and what has to be said about the draw."""

from datetime import date, timedelta

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.samples import Filters
from intercoder.records import Article, Comment, SourceFile, Text, no_tick
from intercoder.tasks.sampling import Wish, document, draw, keep

FIRST = date(2025, 1, 6)  # a Monday


@pytest.fixture
def corpus(tmp_path):
    """Four weeks of two outlets, an article a day each with three comments; two more have no whole date."""
    articles = [
        Article(
            (Text("body", f"Talks of day {n} 🕊️."), *(Comment(f"{n}.{m} یہ 👍") for m in range(3))),
            headline=f"Day {n}", outlet=("Dawn", "روزنامہ جنگ")[n % 2], published=(FIRST + timedelta(days=n // 2)).isoformat(),
        )
        for n in range(56)
    ]  # fmt: skip
    odd = [
        Article((Text("body", "A month only."),), outlet="Dawn", published="2025-01"),
        Article((Text("body", "No date at all."), Comment("alone")), outlet=None),
    ]
    with Project.create(tmp_path / "corpus.intercoder", "Corpus") as project:
        source = SourceFile("c.txt", "ab" * 32, 1, "text", "a page", "utf-8")
        project.material.add(source, [*articles, *odd], no_tick)
        yield project


def test_all_takes_every_unit_in_the_order_of_the_text(corpus):
    drawn = draw(corpus, Wish("all"))
    assert drawn.units == tuple(corpus.material.article_ids())
    assert keep(corpus, "everything", drawn).seed is None


def test_a_stratified_sample_follows_the_shares_of_the_outlets(corpus):
    drawn = draw(corpus, Wish("stratified", 29, "outlet", 3))
    assert drawn.findings["strata"] == [["Dawn", 29, 15], ["not known", 1, 0], ["روزنامہ جنگ", 28, 14]]
    equal = draw(corpus, Wish("stratified", 9, "outlet", 3, equal=True))
    assert equal.findings["strata"] == [["Dawn", 29, 4], ["not known", 1, 1], ["روزنامہ جنگ", 28, 4]]


def test_constructed_weeks_hold_every_weekday_with_all_its_articles(corpus):
    drawn = draw(corpus, Wish("weeks", 2, seed=5))
    published = [date.fromisoformat(at) for at, _ in corpus.samples.published(drawn.units)]
    assert sorted(d.weekday() for d in published) == sorted(list(range(7)) * 4)
    assert drawn.findings["undated"] == 2
    assert drawn.findings["missing_days"] == []
    assert [len(week) for week in drawn.findings["weeks"]] == [7, 7]


def test_outlets_can_have_weeks_of_their_own(corpus):
    drawn = draw(corpus, Wish("weeks", 1, "outlet", seed=5))
    weeks = {name: found["weeks"] for name, found in drawn.findings["weeks_by"].items()}
    assert set(weeks) == {"Dawn", "روزنامہ جنگ"}
    assert weeks["Dawn"] != weeks["روزنامہ جنگ"]
    assert len(drawn.units) == 14


def test_comments_per_article_say_how_many_articles_have_fewer(corpus):
    drawn = draw(corpus, Wish("per-article", 2, filters=Filters("comment")))
    assert (len(drawn.units), drawn.findings) == (113, {"articles": 57, "articles_with_fewer": 1})


def test_a_period_leaves_out_and_counts_what_has_no_certain_day_in_it(corpus):
    drawn = draw(corpus, Wish("all", filters=Filters(first="2025-01-10", last="2025-01-12")))
    assert (len(drawn.units), drawn.findings) == (6, {"undated": 2})
    whole = draw(corpus, Wish("all", filters=Filters(first="2025-01-01", last="2025-01-31")))
    assert (len(whole.units), whole.findings) == (53, {"undated": 1})


def test_the_document_tells_everything_that_is_needed_to_draw_again(corpus):
    filters = Filters(outlets=("Dawn",), first="2025-01-06", last="2025-02-02")
    drawn = draw(corpus, Wish("random", 4, seed=9, filters=filters))
    told = document(corpus, keep(corpus, "pilot", drawn))
    assert told["units"] == list(drawn.units)
    assert told == {
        "sample": "pilot", "method": "random", "n": 4, "by": None, "seed": 9, "units": list(drawn.units), "unit": "article",
        "comments": True, "outlets": ["Dawn"], "first": "2025-01-06", "last": "2025-02-02", "one_per_group": False,
        "population": 28, "undated": 1,
    }  # fmt: skip
    sample = corpus.samples.sample("pilot")
    again = draw(corpus, Wish(sample.method, sample.n, sample.by, sample.seed, filters=sample.filters))
    assert again.units == drawn.units


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Wish("snowball", 3), "no method"),
        (Wish("random"), "number of units is missing"),
        (Wish("weeks"), "number of constructed weeks is missing"),
        (Wish("stratified", 3), "needs a field"),
        (Wish("per-article", 3), "cannot be drawn per article"),
        (Wish("random", 59), "only 58 units"),
        (Wish("random", 0), "cannot be drawn"),
        (Wish("random", 1, filters=Filters(words="no such word")), "No articles pass"),
        (Wish("random", 1, filters=Filters("caption")), "No captions pass"),
        (Wish("random", 1, filters=Filters(first="March")), "is no day"),
        (Wish("random", 1, filters=Filters(first="2025-02-01", last="2025-01-01")), "before it begins"),
        (Wish("random", 1, filters=Filters(within="lost")), "no sample “lost”"),
        (Wish("weeks", 1, filters=Filters(outlets=("",))), "day of publication"),
    ],
)
def test_what_cannot_be_drawn_is_said(corpus, wish, reason):
    with pytest.raises(UserError, match=reason):
        draw(corpus, wish)
