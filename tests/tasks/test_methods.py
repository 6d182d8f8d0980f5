"""The paragraph for the methods section: real numbers, nothing made up, no judgement."""

from dataclasses import replace

import pytest

from intercoder.agreement.report import Missing
from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.records import AgreementRules
from intercoder.tasks import agreement, methods
from intercoder.tasks.agreement_notes import shown
from intercoder.tasks.agreement_text import interval


@pytest.fixture(scope="module")
def project(demo_run):
    with Project.open(demo_run.project, read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def report(project):
    return agreement.report(project, draws=200, seed=4)


@pytest.fixture(scope="module")
def text(report, project):
    return methods.paragraph(report, project)


def test_every_variable_stands_with_its_level_units_alpha_and_interval(report, text):
    for row in report.rows:
        figure = row.statistics.get(f"alpha.{row.level}")
        if row.answer_kind != "spans" and figure.value is not None:
            start = f"{row.label} ({row.variable}; {row.level}; n = {row.pairable_units:,}): α = {shown(figure)}"
            assert f"{start}, 95 % interval {interval(row)}, agreement" in text


def test_a_variable_without_a_number_has_the_reason(report, text):
    undefined = [row for row in report.rows if row.answer_kind == "several" and row.verdict == "not_computable"]
    assert undefined
    for row in undefined:
        assert f"{row.label} ({row.variable}; nominal; n = {row.pairable_units}): α not computable (no variation" in text


def test_overlapping_passages_are_given_by_category(text):
    assert "passages; n = 12): u-α not computable (spans of one coder overlap" in text
    assert "u-α of each category by itself: Conflict frame ." in text


def test_the_sample_is_counted_against_the_material(project, report, text):
    counts = project.material.counts()
    (topic,) = [row for row in report.rows if row.variable == "topic"]
    (tone,) = [row for row in report.rows if row.variable == "responds"]
    assert f"3 coders coded {topic.units} of {counts.articles} articles" in text
    assert f"{tone.units} of {counts.comments} comments" in text


def test_draws_seed_codebook_and_software_are_named(report, text):
    assert "200 bootstrap samples of whole units, drawn with replacement (seed 4)" in text
    assert "version 1.0 of the codebook" in text
    assert report.software in text


def test_the_sources_of_the_coefficients_used_are_listed(report, project, text):
    assert methods.ALPHA_SOURCE in text
    assert methods.SPANS_SOURCE in text
    without = replace(report, rows=tuple(row for row in report.rows if row.answer_kind != "spans"))
    assert methods.SPANS_SOURCE not in methods.paragraph(without, project)


def test_what_the_project_does_not_know_is_left_to_the_researcher(text):
    said, _, to_add = text.partition(methods.TO_ADD)
    for line in methods.UNKNOWN:
        assert f"- {line}\n" in to_add
    assert "trained" not in said


def test_a_draft_without_intervals_says_neither_and_lists_both(report, project):
    text = methods.paragraph(replace(report, draws=0, codebook_version="draft"), project)
    said, _, to_add = text.partition(methods.TO_ADD)
    assert "seed" not in said
    assert "of the codebook" not in said.replace("a condition of the codebook", "")
    assert "the report was made without draws" in to_add
    assert "it is a draft that was never frozen" in to_add


def test_limits_and_missing_states_follow_the_rules_of_the_project(report, project, monkeypatch):
    rules = AgreementRules(0.7, 0.9, undetermined_counts=False, not_applicable_counts=True)
    monkeypatch.setattr(type(project.reliability), "rules", property(lambda room: rules))
    missing = Missing(undetermined=3, not_applicable=1)
    rows = (replace(report.rows[0], missing=missing), *(replace(row, missing=Missing()) for row in report.rows[1:]))
    text = methods.paragraph(replace(report, rows=rows, limits=(0.7, 0.9)), project)
    assert "The limits for alpha are .700 for tentative and .900 for firm conclusions (set by this study;" in text
    assert "“Cannot be determined” (3 answers) is missing." in text
    assert "“not applicable” (1 answer), counts as a category of nominal questions with one answer" in text


def test_the_usual_limits_are_those_of_the_source(text):
    assert "The limits for alpha are .667 for tentative and .800 for firm conclusions (Krippendorff 2019)." in text


@pytest.mark.parametrize("word", ["reliable", "acceptable", "good", "high", "excellent", "satisfactory", "sufficient", "poor"])
def test_the_text_judges_nothing(text, word):
    said = text.replace("reliability", "")
    assert f" {word} " not in f" {said.lower()} "


def test_without_codings_there_is_nothing_to_write(report, project):
    with pytest.raises(UserError, match="no codings"):
        methods.paragraph(replace(report, rows=()), project)
