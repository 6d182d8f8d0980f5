"""The reliability report as tables: no number changes, none is invented, nothing undefined looks like a number."""

from dataclasses import replace

import pytest

from intercoder.agreement.report import AgreementReport, Missing, Statistic
from intercoder.exporters.agreement_rows import percent, tables_of, three
from intercoder.exporters.model import ExportTable


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.7434210526, ".743"),
        (-0.012, "−.012"),
        (-0.0001, ".000"),
        (0.0, ".000"),
        (1.0, "1.000"),
        (0.9996, "> .999"),
        (-1.0, "−1.000"),
        (None, "—"),
    ],
)
def test_a_coefficient_is_shown_with_three_decimals(value: float | None, shown: str) -> None:
    assert three(value) == shown


def test_a_share_is_shown_as_percent_with_one_decimal() -> None:
    assert (percent(0.8756), percent(None)) == ("87.6 %", "—")


def row(table: ExportTable, number: int) -> dict[str, object]:
    return dict(zip([c.name for c in table.columns], list(table.rows())[number], strict=True))


def test_the_table_has_one_row_per_variable_and_the_figures_of_the_report(agreement_report: AgreementReport) -> None:
    table = tables_of(agreement_report)[0]
    assert table.column("variable") == ["tone", "dull"]
    first = row(table, 0)
    assert (first["alpha"], first["alpha_lo"], first["alpha_hi"]) == (1 / 3, -0.012, 0.9996)
    assert first["alpha_shown"] == ".333 [−.012, > .999]"
    assert (first["agreement_mean"], first["agreement_mean_shown"]) == (0.875, "87.5 %")
    assert (first["missing_percent"], first["categories"], first["categories_used"]) == (20.0, 2, 2)


def test_what_is_undefined_is_a_dash_with_its_reason(agreement_report: AgreementReport) -> None:
    second = row(tables_of(agreement_report)[0], 1)
    assert (second["alpha"], second["alpha_shown"]) == (None, "—")
    assert second["note"] == "Few units. All codings identical."


def test_the_long_table_has_every_statistic_under_its_key(agreement_report: AgreementReport) -> None:
    table = tables_of(agreement_report)[1]
    expected = [(r.variable, key, s.value, s.undefined) for r in agreement_report.rows for key, s in r.statistics.items()]
    assert [(r[0], r[4], r[5], r[6]) for r in table.rows()] == expected


def test_the_tables_behind_name_coders_and_categories(agreement_report: AgreementReport) -> None:
    details = {t.name: list(t.rows()) for t in tables_of(agreement_report)[2:]}
    assert details["pairs"] == [("tone", "main", "Ayşe", "Ben", 4, "75.0 %", ".500")]
    assert details["confusion"] == [
        ("tone", "main", "Ayşe", "1 hostile", "Ben", "1 hostile", 2),
        ("tone", "main", "Ayşe", "1 hostile", "Ben", "2 =friendly", 1),
        ("tone", "main", "Ayşe", "2 =friendly", "Ben", "2 =friendly", 1),
    ]
    assert details["prevalence"][0] == ("tone", "main", "1", "hostile", 5, "62.5 %", ".400", "—")
    assert details["leave_one_out"] == [("tone", "main", "Ben", ".250", ".333")]


def test_only_what_was_asked_can_be_missing(agreement_report: AgreementReport) -> None:
    first, second = agreement_report.rows
    missing = Missing(undetermined=2, skipped=0, not_applicable=50, open=0)
    rows = (replace(first, missing=missing), replace(second, missing=missing))
    table = tables_of(replace(agreement_report, rows=rows))[0]
    assert table.column("missing_percent") == [20.0, 0.0]


def test_the_interval_as_kalpha_draws_it_stands_in_columns_of_its_own(agreement_report: AgreementReport) -> None:
    first, *others = agreement_report.rows
    pairs = {
        f"bootstrap_kripp2016.{first.level}.lo95": Statistic(0.1),
        f"bootstrap_kripp2016.{first.level}.hi95": Statistic(0.6),
    }
    told = replace(agreement_report, rows=(replace(first, statistics=first.statistics | pairs), *others))
    shown = row(tables_of(told)[0], 0)
    assert (shown["alpha_lo_kalpha"], shown["alpha_hi_kalpha"], shown["alpha_kalpha_shown"]) == (0.1, 0.6, "[.100, .600]")
    assert row(tables_of(agreement_report)[0], 0)["alpha_kalpha_shown"] is None
