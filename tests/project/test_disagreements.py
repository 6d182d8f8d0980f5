"""Why coders disagreed: the lead's reasons, each a step that can be undone, and nobody else's."""

import sqlite3
from contextlib import closing

import pytest

from intercoder.errors import UserError
from intercoder.project import Project
from intercoder.project.check import check
from intercoder.records import Disagreement

WHERE = ("incivility", "reliability")


@pytest.fixture
def unit(planned):
    """The first comment of the planned study."""
    return next(u.id for u in planned.material.units(planned.material.article_ids()[0]) if u.kind == "comment")


def test_a_reason_with_its_note_is_read_back_for_its_variable_and_round_only(planned, unit):
    planned.disagreements.explain(unit, *WHERE, "unclear", "  sarcasm,\n or not 🙃? ")
    assert planned.disagreements.of(*WHERE) == {unit: Disagreement(unit, "unclear", "sarcasm, or not 🙃?")}
    planned.plan.add_round("retest")
    assert planned.disagreements.of("incivility", "retest") == {}


def test_another_reason_takes_the_place_of_the_first_and_undo_brings_the_first_back(planned, unit):
    planned.disagreements.explain(unit, *WHERE, "slip")
    planned.disagreements.explain(unit, *WHERE, "ambiguous", "یہ ایک تبصرہ ہے")
    assert planned.undo().endswith("really ambiguous")
    assert planned.disagreements.of(*WHERE)[unit] == Disagreement(unit, "slip", "")
    planned.undo()
    assert planned.disagreements.of(*WHERE) == {}
    planned.redo()
    assert planned.disagreements.of(*WHERE)[unit].reason == "slip"


def test_the_same_reason_again_is_no_step(planned, unit):
    planned.disagreements.explain(unit, *WHERE, "slip", "typo")
    before = planned.last_step_ms
    planned.disagreements.explain(unit, *WHERE, "slip", "typo")
    assert planned.last_step_ms == before


def test_a_cleared_reason_is_gone_and_can_be_undone(planned, unit):
    planned.disagreements.explain(unit, *WHERE, "segmentation")
    planned.disagreements.clear(unit, *WHERE)
    assert planned.disagreements.of(*WHERE) == {}
    planned.undo()
    assert planned.disagreements.of(*WHERE)[unit].reason == "segmentation"


def test_a_reason_that_does_not_exist_is_refused_in_one_sentence(planned, unit):
    with pytest.raises(UserError, match="“tired” is no reason"):
        planned.disagreements.explain(unit, *WHERE, "tired")
    assert planned.disagreements.of(*WHERE) == {}


def test_a_package_carries_no_reasons_and_takes_none(planned, unit, tmp_path):
    planned.disagreements.explain(unit, *WHERE, "unclear", "which of the two rules?")
    coder = next(c.name for c in planned.plan.coders() if c.id != 1)
    from intercoder.project import package

    package.make(planned, coder, tmp_path / "one.intercoder")
    assert b"which of the two rules" not in (tmp_path / "one.intercoder").read_bytes()
    with closing(sqlite3.connect(tmp_path / "one.intercoder")) as db:
        assert db.execute("SELECT count(*) FROM disagreement").fetchone() == (0,)
    with Project.open(tmp_path / "one.intercoder") as opened, pytest.raises(UserError, match="lead's project"):
        opened.disagreements.explain(unit, *WHERE, "slip")


def test_a_project_with_reasons_is_sound(planned, unit):
    planned.disagreements.explain(unit, *WHERE, "slip")
    planned.disagreements.clear(unit, *WHERE)
    planned.undo()
    assert check(planned) == []
