"""Rules and codebook versions, as the reliability table asks for them."""

from dataclasses import replace

import pytest

from intercoder.errors import UserError
from intercoder.project import Project, merge, package
from intercoder.records import AgreementRules, Codebook


def first_comment(project):
    return next(u.id for u in project.material.units(project.material.article_ids()[0]) if u.kind == "comment")


def code(project, coder, unit, answer):
    project.set_coder(coder)
    project.set_round("reliability")
    project.codings.answer(unit, "incivility", answer)


def reword(project, name):
    """Changes the question of one variable."""
    project.set_coder("Ada")
    book = project.codebook.current()
    changed = tuple(replace(v, question=f"{v.question} And why? 🙃") if v.name == name else v for v in book.variables)
    project.codebook.load(Codebook(book.title, changed))


def test_the_usual_rules_hold_until_somebody_changes_them_and_after_an_undo(planned):
    assert planned.reliability.rules == AgreementRules()
    own = AgreementRules(0.7, 0.9, undetermined_counts=False, mix_versions=True)
    planned.reliability.set_rules(own)
    assert planned.reliability.rules == own
    assert planned.undo() == "Change the rules of agreement"
    assert planned.reliability.rules == AgreementRules()


@pytest.mark.parametrize(("low", "high"), [(0.9, 0.8), (0, 0.8), (0.5, 1.1), (float("nan"), 0.8)])
def test_limits_out_of_order_are_refused_and_change_nothing(planned, low, high):
    with pytest.raises(UserError, match="are not in order"):
        planned.reliability.set_rules(AgreementRules(low, high))
    assert planned.reliability.rules == AgreementRules()


def test_a_question_that_changed_in_substance_between_two_codings_is_mixed_and_no_other(planned):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    code(planned, "Ben", unit, "0")
    reword(planned, "incivility")
    planned.codebook.freeze("2.0", change_kind="substantive")
    assert planned.reliability.mixed_versions("reliability") == {}
    code(planned, "Chloé", unit, "0")
    assert planned.reliability.mixed_versions("reliability") == {"incivility": ("1.0", "2.0")}


def test_an_editorial_version_mixes_nothing(planned):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    code(planned, "Ben", unit, "0")
    reword(planned, "incivility")
    planned.codebook.freeze("1.1", change_kind="editorial")
    code(planned, "Chloé", unit, "0")
    assert planned.reliability.mixed_versions("reliability") == {}


def test_a_substantive_version_mixes_only_the_questions_that_it_changed(planned):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    code(planned, "Ben", unit, "0")
    other = next(v.name for v in planned.codebook.current().variables if v.name != "incivility")
    reword(planned, other)
    planned.codebook.freeze("2.0", change_kind="substantive")
    code(planned, "Chloé", unit, "0")
    assert planned.reliability.mixed_versions("reliability") == {}


def test_a_coding_given_again_with_the_new_version_mixes_nothing(planned):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    code(planned, "Ben", unit, "0")
    reword(planned, "incivility")
    planned.codebook.freeze("2.0", change_kind="substantive")
    code(planned, "Ben", unit, "1")
    code(planned, "Chloé", unit, "0")
    assert planned.reliability.mixed_versions("reliability") == {}


def test_a_package_of_the_old_version_brings_codings_of_the_old_version(planned, tmp_path):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    package.make(planned, "Ben", tmp_path / "ben.intercoder")
    reword(planned, "incivility")
    planned.codebook.freeze("2.0", change_kind="substantive")
    code(planned, "Chloé", unit, "0")
    with Project.open(tmp_path / "ben.intercoder") as opened:
        opened.codings.answer(unit, "incivility", "0")
    planned.set_coder("Ada")
    merge.merge(planned, tmp_path / "ben.intercoder")
    assert planned.reliability.mixed_versions("reliability") == {"incivility": ("1.0", "2.0")}


def test_a_question_that_was_only_renamed_mixes_nothing(planned):
    unit = first_comment(planned)
    planned.codebook.freeze("1.0")
    code(planned, "Ben", unit, "0")
    planned.set_coder("Ada")
    planned.codebook.change_variable("incivility", name="rudeness", label="Rudeness")
    other = next(v.name for v in planned.codebook.current().variables if v.name != "rudeness")
    reword(planned, other)
    planned.codebook.freeze("2.0")  # substantive, because of the other question
    planned.set_coder("Chloé")
    planned.set_round("reliability")
    planned.codings.answer(unit, "rudeness", "0")
    assert planned.reliability.mixed_versions("reliability") == {}
