"""The categories of a variable by themselves, below its matrix."""

import pytest
from PySide6.QtWidgets import QLabel

from intercoder.agreement.report import Missing, Statistic, VariableReport
from intercoder.ui.reliability.category_table import CategoryTable, rows_of


@pytest.fixture
def report():
    statistics = {
        "category_alpha.0": Statistic(0.5),
        "specific_agreement.0": Statistic(0.875),
        "category_alpha.1": Statistic(None, "category never used"),
    }
    return VariableReport(
        variable="tone", label="Tone", unit_kind="comment", round="main", level="nominal", answer_kind="one",
        categories=((0, "No judgement"), (1, "دو ٹوک")), categories_used=1, coders=(), units=8, pairable_units=8, codings=8,
        missing=Missing(0, 0, 0, 0), counts=(8, 0), statistics=statistics, pairs=(), leave_one_out={}, notes=(),
        verdict="not_yet",
    )  # fmt: skip


def test_each_category_has_its_codings_their_share_and_both_figures(report):
    assert [words for words, _ in rows_of(report)[0]] == ["No judgement", "8 · 100 %", ".500", ".875"]


def test_a_figure_that_cannot_be_computed_is_a_dash_that_says_why(report):
    assert rows_of(report)[1][2:] == [("–", "category never used"), ("–", "not computed for this level")]


def test_the_table_shows_one_line_for_each_category_below_its_head(qtbot, report):
    table = CategoryTable()
    qtbot.addWidget(table)
    table.show_categories(report)
    shown = [label.text() for label in table.findChildren(QLabel)]
    assert shown[:4] == ["Category", "Codings", "Alpha", "Specific"]
    assert "دو ٹوک" in shown
    assert len(shown) == 12


def test_opening_another_variable_replaces_the_lines(qtbot, report):
    table = CategoryTable()
    qtbot.addWidget(table)
    table.show_categories(report)
    table.show_categories(report)
    qtbot.waitUntil(lambda: len(table.findChildren(QLabel)) == 12)
