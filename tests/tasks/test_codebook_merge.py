"""The agreement of a question before and after its categories were merged and split, against alpha worked out by hand."""

from fractions import Fraction

import pytest

from intercoder.project import Project
from intercoder.records import Article, Category, Codebook, Comment, SourceFile, Variable, no_tick
from intercoder.tasks import agreement

BEN, CHLOE = "1122331122", "1212331221"
"""What two coders chose for ten comments."""


def alpha_nominal(one: str, two: str) -> float:
    """Krippendorff's alpha for two coders without missing codings: 1 - Do / De (Krippendorff 2019, eq. 12.4)."""
    n = 2 * len(one)
    observed = Fraction(2 * sum(a != b for a, b in zip(one, two, strict=True)), n)
    both = one + two
    expected = Fraction(sum(both.count(c) * (n - both.count(c)) for c in set(both)), n * (n - 1))
    return float(1 - observed / expected)


@pytest.fixture
def project(tmp_path):
    topic = Variable("topic", "Topic", "comment", "one", categories=tuple(Category(n, f"c{n}") for n in (1, 2, 3)))
    with Project.create(tmp_path / "p.intercoder", "Talks", Codebook("x", (topic,)), round_name="reliability") as project:
        comments = tuple(Comment(f"تبصرہ {n} 😀") for n in range(10))
        source = SourceFile("talks.txt", "ab" * 32, 5, "text", "x", "utf-8", b"x")
        project.material.add(source, [Article(comments, headline="Talks")], no_tick)
        project.plan.assign(["Ben", "Chloé"], "reliability")
        units = [u.id for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment"]
        for coder, answers in (("Ben", BEN), ("Chloé", CHLOE)):
            project.set_coder(coder)
            for unit, answer in zip(units, answers, strict=True):
                project.codings.answer(unit, "topic", answer)
                project.codings.finish(unit)
        project.set_coder("Lead")
        yield project


def alpha(project):
    found = agreement.as_json(agreement.report(project, ["topic"], "reliability", draws=0))
    return found["results"][0]["statistics"]["alpha.nominal"]["value"]


def test_alpha_before_a_merge_after_it_and_after_undo(project):
    assert alpha(project) == pytest.approx(alpha_nominal(BEN, CHLOE), abs=1e-12)
    project.codebook.merge_categories("topic", [1], 2)
    merged = alpha_nominal(BEN.replace("1", "2"), CHLOE.replace("1", "2"))
    assert alpha(project) == pytest.approx(merged, abs=1e-12)
    project.undo()
    assert alpha(project) == pytest.approx(alpha_nominal(BEN, CHLOE), abs=1e-12)


def test_alpha_after_a_split_is_that_of_the_codings_that_moved(project):
    chosen = [use for use in project.codebook.codings_of("topic", 1) if use.coder_name == "Ben"][:2]
    project.codebook.split_category("topic", 1, "new", chosen)
    assert alpha(project) == pytest.approx(alpha_nominal(BEN.replace("1", "4", 2), CHLOE), abs=1e-12)


def test_another_number_changes_no_coefficient(project):
    project.codebook.change_category("topic", 1, value=77)
    assert alpha(project) == pytest.approx(alpha_nominal(BEN, CHLOE), abs=1e-12)


def test_a_removed_category_leaves_the_units_that_both_still_answered(project):
    project.codebook.remove_category("topic", 3, with_codings=True)
    pairs = [(a, b) for a, b in zip(BEN, CHLOE, strict=True) if "3" not in (a, b)]
    one, two = ("".join(part) for part in zip(*pairs, strict=True))
    assert alpha(project) == pytest.approx(alpha_nominal(one, two), abs=1e-12)
