"""How a round was drawn and dealt out, in the words of a methods section."""

import pytest

from intercoder.project import Project
from intercoder.project.dealing import Rule
from intercoder.project.samples import Sample
from intercoder.tasks.sampling_text import dealing, drawing, how_drawn


def sample(method="random", n=100, by=None, **parameters) -> Sample:
    return Sample(1, "main", method, n, by, 7, 100, {"unit": "article", "population": 1000} | parameters)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (sample(), "The sample “main” is a simple random sample (seed 7) of 100 out of 1,000 articles."),
        (sample("all"), "The sample “main” is all 1,000 articles."),
        (sample(outlets=["روزنامہ جنگ", ""], first="2026-01-01", last="2026-01-31", words="peace", one_per_group=True),
         "out of 1,000 articles of روزنامہ جنگ, no outlet, published from 2026-01-01 to 2026-01-31, with the words “peace”,"
         " without near duplicates."),
        (sample(first="2026-01-01", within="corpus", without=["pilot"]),
         "articles published from 2026-01-01, of the sample “corpus”, outside “pilot”."),
        (sample("stratified", by="outlet", strata=[["Dawn", 600, 60], ["Jang", 400, 40]]),
         "in proportion to the number of articles of each outlet (Dawn 60 of 600, Jang 40 of 400)."),
        (sample("stratified", by="outlet", equal=True), "with the same number of articles of each outlet"),
        (sample("weeks", 2, missing_days=["2026-01-04"], short=[["Sunday", 1]]),
         "holds the 100 articles of 2 constructed weeks (seed 7) out of 1,000 articles; 1 day of the period without an article"
         " could not be drawn; there were 1 of the weekday Sunday."),
        (sample("weeks", 1, "outlet"),
         "of 1 constructed week (seed 7) out of 1,000 articles; each outlet has weeks of its own"),
        (sample("per-article", 5, unit="comment", articles=90, articles_with_fewer=3),
         "5 comments per article were drawn at random (seed 7) from 1,000 comments; 3 of 90 articles had fewer."),
    ],
)  # fmt: skip
def test_a_sample_is_told_as_it_was_drawn(given, words):
    assert words in drawing(given)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"overlap": 1.0, "times": None}, "Every one of the units was coded by all 5 coders. Each coder"),
        ({"overlap": 0.1, "times": None}, "10 % of the units, drawn at random (seed 3), were coded by all 5 coders, the others"
            " by one each."),
        ({"overlap": 0.2, "times": 2, "whole": True}, "20 % of the articles with their texts and comments,"
            " drawn at random (seed 3), were coded by 2 of the 5"),
        ({"overlap": 0.0, "times": None}, "Each of the units was coded by one of the 5 coders"),
    ],
)  # fmt: skip
def test_dealing_is_told(rule, words):
    assert words in dealing({"seed": 3, "coders": list("ABCDE"), **rule})


def test_a_single_coder_needs_no_words():
    assert dealing({"seed": 3, "coders": ["A"], "overlap": 1.0, "times": None}) == ""


def test_a_round_tells_its_sample_and_its_dealing_once(bridge):
    with Project.open(bridge) as project:
        project.samples.keep(Sample(0, "pilot", "all", None, None, None, 0, {"population": 1}), [1])
        for _ in range(2):
            project.plan.hand_out(["Ada", "Ben"], "main", Rule(), "pilot")
        text = how_drawn(project, "main")
        assert text.count("The sample “pilot” is 1 article.") == text.count("Every one of the units") == 1
        project.samples.remove("pilot")
        assert "“pilot”, which is no longer kept" in how_drawn(project, "main")
        project.plan.add_round("empty")
        assert how_drawn(project, "empty") == ""


def test_the_methods_paragraph_says_how_the_units_were_drawn(bridge):
    from intercoder.tasks import agreement, methods

    with Project.open(bridge) as project:
        project.samples.keep(Sample(0, "pilot", "all", None, None, None, 0, {"population": 1}), [1])
        project.plan.hand_out(["Ada", "Ben"], "pilot", Rule(), "pilot")
        for coder in ("Ada", "Ben"):
            project.set_coder(coder)
            project.set_round("pilot")
            project.codings.answer(1, "topic", "1")
            project.codings.finish(1)
        text = methods.paragraph(agreement.report(project, draws=0), project)
    assert "The sample “pilot” is 1 article." in text
    assert "how the units of the reliability test were drawn" not in text
