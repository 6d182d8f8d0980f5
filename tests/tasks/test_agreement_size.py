"""The units of a row against the units that its rarest category needs."""

from dataclasses import replace

import pytest

from intercoder.agreement.report import Missing, Statistic, VariableReport
from intercoder.records import Coder
from intercoder.tasks.agreement_size import with_needed

ROW = VariableReport(
    variable="tone",
    label="Tone",
    unit_kind="comment",
    round="main",
    level="nominal",
    answer_kind="one",
    categories=((1, "negative"), (2, "positive")),
    categories_used=2,
    coders=(Coder(2, "Anna"), Coder(3, "Ben")),
    units=60,
    pairable_units=60,
    codings=120,
    missing=Missing(),
    counts=(60, 60),
    statistics={"alpha.nominal": Statistic(0.8)},
    pairs=(),
    leave_one_out={},
    notes=("A remark.",),
    verdict="tentative",
)


def test_two_categories_of_the_same_size_need_60_and_103_units():
    assert with_needed(ROW).needed == (60, 103)


def test_a_row_with_enough_units_has_no_remark():
    assert with_needed(replace(ROW, pairable_units=103)).notes == ("A remark.",)


def test_enough_for_tentative_conclusions_is_too_few_for_800():
    (_, remark) = with_needed(ROW).notes
    assert remark.startswith("Units coded twice: 60; two coders need 103 for an alpha of .800, since")


def test_too_few_units_are_said_with_the_category_that_asks_for_them():
    (_, remark) = with_needed(replace(ROW, counts=(6, 114))).notes
    assert "Units coded twice: 60; two coders need 330 for an alpha of .667 and 560 for .800" in remark
    assert "“negative”, is 5 % of the codings (Bloch & Kraemer 1989)" in remark


def test_a_category_that_nobody_used_is_not_the_rarest():
    row = replace(ROW, categories=(*ROW.categories, (3, "mixed")), counts=(60, 60, 0))
    assert with_needed(row).needed == (60, 103)


def test_cannot_be_determined_is_not_the_rarest():
    row = replace(ROW, categories=(*ROW.categories, ("undetermined", "cannot be determined")), counts=(60, 60, 1))
    assert with_needed(row).needed == (60, 103)


@pytest.mark.parametrize(
    "changes",
    [
        {"counts": (120, 0)},
        {"categories": (), "counts": ()},
        {"answer_kind": "spans"},
        {"answer_kind": "several", "statistics": {"alpha.nominal_set": Statistic(0.8)}},
    ],
    ids=["no variation", "numbers", "spans", "sets"],
)
def test_without_shares_of_categories_no_number_is_named(changes):
    row = replace(ROW, **changes)
    assert with_needed(row) == row


def test_units_that_nobody_coded_twice_get_no_remark_on_top():
    assert with_needed(replace(ROW, pairable_units=0)).notes == ("A remark.",)
