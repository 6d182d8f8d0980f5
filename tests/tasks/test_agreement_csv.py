"""Agreement as a long CSV file: every digit, every reason, and no file of somebody else lost."""

import csv

import pytest

from intercoder.errors import UserError
from intercoder.tasks import agreement_csv

DOCUMENT = {
    "results": [
        {
            "variable": "tone",
            "label": "Tone",
            "unit_kind": "comment",
            "round": "main",
            "level": "ordinal",
            "statistics": {
                "alpha.ordinal": {"value": 0.8153875037548813},
                "icc1": {"value": None, "undefined": "needs every unit coded by every coder"},
            },
        }
    ]
}
OF_FILE = {"results": [{"file": "a.csv", "level": "nominal", "statistics": {"n.units": {"value": 4.0}}}]}


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_statistic_is_a_row_with_all_its_digits(tmp_path):
    path = tmp_path / "agreement.csv"
    assert agreement_csv.write(DOCUMENT, path) == 2
    first, second = rows_of(path)
    assert tuple(first) == agreement_csv.COLUMNS
    assert list(first.values()) == ["tone", "comment", "main", "ordinal", "alpha.ordinal", "0.8153875037548813", ""]
    assert (second["value"], second["undefined"]) == ("", "needs every unit coded by every coder")


def test_statistics_of_files_have_their_file_in_the_last_column(tmp_path):
    path = tmp_path / "agreement.csv"
    agreement_csv.write(OF_FILE, path)
    (row,) = rows_of(path)
    assert list(row.values()) == ["", "", "", "nominal", "n.units", "4.0", "", "a.csv"]


def test_reasons_for_disagreements_are_rows_of_their_own(tmp_path):
    path = tmp_path / "agreement.csv"
    result = {**DOCUMENT["results"][0], "disagreements": {"unclear": 7}}
    assert agreement_csv.write({"results": [result]}, path) == 3
    assert [(row["statistic"], row["value"]) for row in rows_of(path)][2] == ("disagreements.unclear", "7")


def test_an_older_table_of_agreement_is_written_anew(tmp_path):
    path = tmp_path / "agreement.csv"
    agreement_csv.write(DOCUMENT, path)
    agreement_csv.write(OF_FILE, path)
    assert len(rows_of(path)) == 1


def test_a_file_with_something_else_stays_as_it_is(tmp_path):
    path = tmp_path / "codings.csv"
    path.write_text("unit,Anna,Ben\n", "utf-8")
    with pytest.raises(UserError, match="is no table of agreement"):
        agreement_csv.write(DOCUMENT, path)
    assert path.read_text("utf-8") == "unit,Anna,Ben\n"


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be written"):
        agreement_csv.write(DOCUMENT, tmp_path / "nowhere" / "agreement.csv")
