"""The shape of a sample beside the corpus, and the advice on a reliability sample."""

from datetime import date, timedelta

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Text, Variable, no_tick
from intercoder.tasks.reliability_sample import Need, advice, draw_and_assign
from intercoder.tasks.sample_shape import shape


def build(path, dates, outlets=("Dawn",)) -> Project:
    codebook = Codebook("C", (Variable("tone", "Tone", "comment", "one", categories=(Category(1, "a"), Category(2, "b"))),))
    project = Project.create(path / "c.intercoder", "C", codebook)
    articles = [
        Article((Text("body", "متن"), Comment(f"{n} 👍"), Comment(f"{n} 👎")), outlet=outlets[n % len(outlets)], published=at)
        for n, at in enumerate(dates)
    ]
    project.material.add(SourceFile("c.txt", "ab" * 32, 1, "text", "page", "utf-8"), articles, no_tick)
    return project


@pytest.mark.parametrize(
    ("days", "step", "bars"), [(10, "day", 10), (100, "week", 15), (700, "month", 24), (4000, "year", 11)]
)  # fmt: skip
def test_time_is_cut_into_the_finest_steps_that_fit(tmp_path, days, step, bars):
    first = date(2014, 1, 1)
    with build(tmp_path, [(first + timedelta(days=n)).isoformat() for n in (0, days // 2, days - 1)]) as project:
        found = shape(project, project.material.article_ids()[:1])
    assert (found.step, len(found.time)) == (step, bars)
    assert (sum(b.corpus for b in found.time), sum(b.sample for b in found.time)) == (3, 1)


def test_dates_without_a_day_are_counted_apart(tmp_path):
    with build(tmp_path, ["2024-01", None, "2024-01-02"]) as project:
        found = shape(project, project.material.article_ids())
    assert (found.undated, sum(b.corpus for b in found.time)) == (2, 1)


def test_small_outlets_stand_together_and_the_unknown_last(tmp_path):
    outlets = ("روزنامہ جنگ", *(f"Outlet {n}" for n in range(10)), None)
    with build(tmp_path, [None] * 12, outlets) as project:
        found = shape(project, project.material.article_ids()[:3])
    assert [b.name for b in found.outlets][-2:] == ["4 others", "not known"]
    assert sum(b.corpus for b in found.outlets) == 12
    assert sum(b.sample for b in found.outlets) == 3
    assert found.time == ()


def test_the_larger_formula_drives_the_advice(tmp_path):
    with build(tmp_path, [None] * 400) as project:
        found = advice(project, Need("comment", 0.8, 0.1, 0.8))
        assert (found.population, found.for_alpha, found.units) == (800, 294, 294)
        assert advice(project, Need("comment", 0.8, 0.5, 0.8)).units == advice(project, Need("comment")).for_agreement


def test_a_small_study_codes_everything_and_is_told_so(tmp_path):
    with build(tmp_path, [None] * 5) as project:
        found = advice(project, Need("comment"))
    assert found.units == 10
    assert "only 10 comments" in found.reasons[-1]


def test_whole_articles_hold_as_many_units_as_are_needed(tmp_path):
    with build(tmp_path, [None] * 40) as project:
        report = draw_and_assign(project, Need("comment"), 25, ["Ada", "بن"], True, 3)
        assert project.samples.sample("reliability").size == 13
        assert (report.units, report.per_coder) == (26, {"Ada": 26, "بن": 26})


def test_a_reliability_sample_that_cannot_be_assigned_is_not_kept(tmp_path):
    with build(tmp_path, [None] * 4) as project:
        project.plan.add_round("reliability")
        project.plan.set_open("reliability", False)
        with pytest.raises(UserError, match="is closed"):
            draw_and_assign(project, Need("comment"), 3, ["Ada", "Ben"], False, 3)
        assert project.samples.all() == []
