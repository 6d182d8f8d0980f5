"""Dates of a dump come in several precisions; only whole ones may become dates of SPSS."""

from datetime import datetime

import pytest

from intercoder.exporters.dates import date_form, moment


@pytest.mark.parametrize(
    ("cells", "form"),
    [
        (["2024-05-01", None], "day"),
        ([None, ""], "day"),
        (["2024-05-01T10:00:00Z", "2024-05-01T10:00Z"], "utc"),
        (["2024-05-01T10:00:00"], "local"),
        (["2024-05-01", "2024-05"], "mixed"),
        (["2024-05-01", "2024-05-01T10:00:00Z"], "mixed"),
        (["2024-02-30"], "mixed"),
        (["1. Mai 2024"], "mixed"),
        (["1066-10-14"], "mixed"),
    ],
)
def test_a_column_holds_dates_only_if_every_cell_has_one_form(cells: list[str | None], form: str) -> None:
    assert date_form(cells) == form


def test_a_time_with_a_zone_is_given_in_utc() -> None:
    assert moment("2024-05-01T10:00:00+02:00") == datetime(2024, 5, 1, 8)
