"""Samples: what can be drawn from, and what was drawn, kept and undone as one step."""

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.samples import Filters, Sample
from intercoder.records import Article, Comment, Text, no_tick

OUTLETS = ("روزنامہ جنگ", "Dawn", None)


@pytest.fixture
def large(project: Project, source) -> Project:
    """The study with twelve more articles of two comments each, from three outlets, one a month of 2025."""
    articles = [
        Article(
            (Text("headline", f"Day {n}"), Text("body", f"The talks {'🕊️ peace' if n % 2 else 'of war'}."),
             Comment(f"first {n} peace"), Comment("👍")),
            headline=f"Day {n}", outlet=OUTLETS[n % 3], published=f"2025-{n + 1:02}-15", section="World",
        )
        for n in range(12)
    ]  # fmt: skip
    project.material.add(source("large.txt"), articles, no_tick)
    project.material.index()
    return project


def kept(project: Project, name: str, units, **parameters) -> Sample:
    return project.samples.keep(Sample(0, name, "random", len(units), None, 7, 0, parameters), units)


def test_what_can_be_drawn_are_the_codable_units_of_a_kind(large):
    articles = large.samples.candidates(Filters())
    assert [c.unit for c in articles] == list(large.material.article_ids())
    assert {c.unit for c in large.samples.candidates(Filters("comment"))} == {
        u.id for a in articles for u in large.material.units(a.unit) if u.kind == "comment"
    }


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(outlets=("Dawn",)), 4),
        (Filters(outlets=("روزنامہ جنگ", "Dawn")), 8),
        (Filters(outlets=("",)), 5),
        (Filters(words="peace"), 6),
        (Filters("comment", words="peace"), 12),
        (Filters(words="no such word"), 0),
        (Filters("caption"), 0),
    ],
)
def test_a_filter_leaves_what_passes(large, filters, count):
    assert len(large.samples.candidates(filters)) == count


def test_of_near_duplicates_only_the_first_published_passes(large):
    ids = list(large.material.article_ids())
    with large.step("Group duplicates"):
        large.db.execute("UPDATE article SET duplicate_group = 1 WHERE unit IN (?, ?, ?)", ids[4:7])
    passing = {c.unit for c in large.samples.candidates(Filters(one_per_group=True))}
    assert passing == set(ids) - set(ids[5:7])
    comments = {c.article for c in large.samples.candidates(Filters("comment", one_per_group=True))}
    assert comments.isdisjoint(ids[5:7])


@pytest.mark.parametrize(
    ("by", "values"),
    [("outlet", {"Dawn", "روزنامہ جنگ", "Le Soir", None}), ("year", {"2025", None}), ("section", {"World", None}),
     ("month", {f"2025-{n:02}" for n in range(1, 13)} | {None})],
)  # fmt: skip
def test_the_field_of_a_stratum_comes_along(large, by, values):
    assert {c.value for c in large.samples.candidates(Filters(), by)} == values


def test_the_weekday_is_a_word(large):
    rows = {c.published: c.value for c in large.samples.candidates(Filters(), "weekday") if c.published}
    assert (rows["2025-01-15"], rows["2025-06-15"]) == ("Wednesday", "Sunday")


@pytest.mark.parametrize(("filters", "by", "reason"), [(Filters("song"), None, "kind"), (Filters(), "colour", "by “colour”")])
def test_odd_wishes_are_refused(large, filters, by, reason):
    with pytest.raises(UserError, match=reason):
        large.samples.candidates(filters, by)


def test_units_of_another_sample_are_left_out_or_asked_for(large):
    articles = [c.unit for c in large.samples.candidates(Filters())]
    kept(large, "main", articles[:5])
    assert {c.unit for c in large.samples.candidates(Filters(without=("main",)))} == set(articles[5:])
    assert {c.unit for c in large.samples.candidates(Filters(within="main"))} == set(articles[:5])
    assert {c.article for c in large.samples.candidates(Filters("comment", within="main"))} <= set(articles[:5])
    comments = [c for c in large.samples.candidates(Filters("comment")) if c.article == articles[6]]
    kept(large, "comments", [comments[0].unit], unit="comment")
    assert articles[6] not in {c.unit for c in large.samples.candidates(Filters(without=("comments",)))}
    assert comments[1].unit in {c.unit for c in large.samples.candidates(Filters("comment", without=("comments",)))}


def test_a_sample_is_kept_as_drawn_and_undone_as_one_step(large, state):
    before = state(large)
    units = [c.unit for c in large.samples.candidates(Filters())][5:1:-1]
    sample = kept(large, "  پہلا نمونہ 🎲 ", units, words="peace", outlets=["Dawn"])
    assert (sample.name, sample.size, sample.n, sample.seed) == ("پہلا نمونہ 🎲", 4, 4, 7)
    assert sample.filters == Filters(words="peace", outlets=("Dawn",))
    assert large.samples.units(sample.name) == units
    assert large.undo() == "Draw the sample پہلا نمونہ 🎲"
    assert state(large) == before
    large.redo()
    assert large.samples.units(sample.name) == units


def test_removing_a_sample_can_be_undone(large):
    units = [c.unit for c in large.samples.candidates(Filters())][:3]
    kept(large, "pilot", units)
    large.samples.remove("pilot")
    assert large.samples.all() == []
    large.undo()
    assert large.samples.units("pilot") == units


def test_a_sample_can_be_renamed(large):
    kept(large, "pilot", [1])
    large.samples.rename("pilot", "training")
    assert [s.name for s in large.samples.all()] == ["training"]
    large.undo()
    assert [s.name for s in large.samples.all()] == ["pilot"]


@pytest.mark.parametrize(("name", "reason"), [("", "needs a name"), (" ", "needs a name"), ("pilot", "already")])
def test_a_sample_has_a_name_of_its_own(large, state, name, reason):
    kept(large, "pilot", [1])
    before = state(large)
    with pytest.raises(UserError, match=reason):
        kept(large, name, [1])
    assert state(large) == before


def test_an_unknown_sample_is_said_with_those_there_are(large):
    kept(large, "pilot", [1])
    with pytest.raises(UserError, match="no sample “main”") as caught:
        large.samples.units("main")
    assert "pilot" in caught.value.hint


def test_an_article_of_a_sample_is_coded_with_its_comments_or_without(large):
    article = list(large.material.article_ids())[3]
    comments = [u.id for u in large.material.units(article) if u.kind == "comment"]
    kept(large, "whole", [article])
    kept(large, "alone", [article], comments=False)
    kept(large, "comments", comments[:1], unit="comment")
    assert large.samples.units_to_code("whole") == [article, *comments]
    assert large.samples.units_to_code("alone") == [article]
    assert large.samples.units_to_code("comments") == comments[:1]


def test_samples_do_not_travel_in_a_package(large, tmp_path):
    from intercoder.project import package

    kept(large, "pilot", [1])
    large.plan.assign(["Ben"], "pilot")
    package.make(large, "Ben", tmp_path / "ben.intercoder")
    with Project.open(tmp_path / "ben.intercoder") as opened:
        assert opened.samples.all() == []
        with pytest.raises(UserError, match="package"):
            kept(opened, "own", [1])
