"""Agreement of files without a project: every table is read one way, and what is wrong is said in one sentence."""

import json
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.tasks.agreement_data import as_table, statistics_of_files

ORACLE = Path(__file__).parents[1] / "agreement" / "oracle"
WIDE = "unit,Anna,Ben,Cem\nc1,1,1,1\nc2,1,2,\nc3,2,2,2\nc4,,1,\n"
LONG = "comment_id,coder,tone,topic\nc1,Anna,1,a\nc1,Ben,1,a\nc2,Anna,1,b\nc2,Ben,2,\nc3,Anna,2,b\nc3,Ben,2,b\n"


@pytest.fixture
def statistics(tmp_path):
    """The results for a file with this text."""

    def compute(text: str, name: str = "codings.csv", level: str | None = None) -> list[dict]:
        path = tmp_path / name
        path.write_text(text, "utf-8", newline="")
        return statistics_of_files([path], level, draws=200)["results"]

    return compute


def value(result: dict, key: str) -> float:
    return result["statistics"][key]["value"]


def test_a_file_of_the_oracle_gives_its_statistics_as_json():
    path = ORACLE / "k01_krippendorff_4x12.json"
    document = statistics_of_files([path], draws=100, seed=3)
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    (result,) = document["results"]
    assert (result["file"], result["level"]) == (str(path), "nominal")
    assert value(result, "alpha.ordinal") == pytest.approx(0.8153875037548813, abs=1e-12)
    assert (document["draws"], document["seed"]) == (100, 3)
    assert "numpy" in document["software"]


def test_the_same_seed_gives_the_same_interval_again():
    path = ORACLE / "k01_krippendorff_4x12.json"
    assert statistics_of_files([path], draws=500) == statistics_of_files([path], draws=500)


def test_what_cannot_be_computed_is_null_with_a_reason():
    (result,) = statistics_of_files([ORACLE / "d01_single_category.json"])["results"]
    assert result["statistics"]["alpha.nominal"] == {
        "value": None,
        "undefined": "no variation: all 18 codings are 'A'",
    }


def test_the_level_can_be_chosen(statistics):
    (result,) = statistics(WIDE, level="interval")
    assert result["level"] == "interval"
    assert value(result, "alpha.interval") == value(result, "alpha.nominal")  # two categories
    assert result["statistics"]["icc1"]["undefined"] == "needs every unit coded by every coder"


def test_a_wide_table_has_a_column_per_coder_and_empty_cells_are_missing(statistics):
    (result,) = statistics(WIDE)
    assert [value(result, f"n.{n}") for n in ("units", "coders", "values", "units_pairable")] == [4, 3, 9, 3]
    assert value(result, "agree.unit_mean") == pytest.approx(2 / 3)


def test_a_long_table_has_a_result_per_variable(statistics):
    tone, topic = statistics(LONG)
    assert (tone["variable"], topic["variable"]) == ("tone", "topic")
    assert value(tone, "n.values") == 6
    assert value(topic, "n.values") == 5
    assert value(topic, "agree.unit_mean") == 1


@pytest.mark.parametrize("name", ["coder", "Annotator", "RATER"])
def test_a_long_table_is_known_by_the_column_of_its_coders(statistics, name):
    assert len(statistics(LONG.replace("coder", name))) == 2


@pytest.mark.parametrize("name", ["unit", "unit_id", "id", "comment_id", "anything with distinct values"])
def test_the_unit_column_is_found_by_its_name_or_its_values(statistics, name):
    (result,) = statistics(WIDE.replace("unit", name))
    assert value(result, "n.coders") == 3


def test_two_columns_without_the_name_of_a_unit_are_two_coders(statistics):
    (result,) = statistics("Anna,Ben\n1,1\n2,3\n3,3\n")
    assert value(result, "n.coders") == 2


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_seen(statistics, separator):
    (result,) = statistics(WIDE.replace(",", separator))
    assert value(result, "n.coders") == 3


def test_decimal_commas_are_numbers(statistics):
    (result,) = statistics("unit;A;B\nu1;1,5;1,5\nu2;2,5;2,0\n", level="interval")
    assert result["statistics"]["category_alpha.1.5"]["value"] is not None


def test_labels_are_compared_exactly(statistics):
    (result,) = statistics("unit,A,B\nu1,ab,AB\nu2,ab,ab\nu3,AB,ab\n")
    assert value(result, "agree.unit_mean") == pytest.approx(1 / 3)
    (result,) = statistics("unit,A,B\nu1,01,1\nu2,1,1\n")
    assert value(result, "agree.unit_mean") == 0.5


def test_a_word_for_missing_counts_as_a_category_and_is_said(statistics):
    (result,) = statistics("unit,A,B\nu1,1,NA\nu2,1,1\n")
    assert "'NA' counts as a category; only an empty cell is missing." in result["notes"]


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "a.csv", "holds no codings"),
        ("unit,A,B\n", "a.csv", "holds no codings"),
        ("unit\nu1\n", "a.csv", "one column only"),
        ("1,1\n2,1\n", "a.csv", "the first line holds numbers"),
        ("unit,A,A\nu1,1,1\n", "a.csv", "two columns are called 'A'"),
        ("unit,A,B\nu1,1\n", "a.csv", "row 2 has 2 cells, the header has 3"),
        ("unit,A,B\nu1,1,1\nu1,1,2\n", "a.csv", "the unit 'u1' stands in row 2 and in row 3"),
        ("unit,coder,v\nu1,Anna,1\nu1,Anna,2\n", "a.csv", "row 3 codes 'u1' by 'Anna' a second time"),
        ("unit,coder,v\nu1,,1\n", "a.csv", "row 2 has no coder"),
        ("unit,coder\nu1,Anna\n", "a.csv", "there is no variable"),
        ("{", "a.json", "is not a JSON document"),
        ("[]", "a.json", "is not a data set"),
        ("{}", "a.json", "data is not a list of units"),
        ('{"kind": "sample_size", "rows": []}', "a.json", "the kind 'sample_size' holds no codings"),
        ('{"data": [[1, 2], [1]]}', "a.json", "different numbers of coders"),
        ('{"data": [[1, 3]], "categories": [1, 2]}', "a.json", "'3' is not among the categories"),
        ('{"data": [[1, 3]], "categories": [1, 1]}', "a.json", "a category is listed twice"),
        ('{"data": [[1, {}]]}', "a.json", "a coding is a label or a number"),
        ('{"data": [[1, NaN]]}', "a.json", "not a number that can be compared"),
        ('{"data": [[1, 1e400]]}', "a.json", "not a number that can be compared"),
        ('{"data": [[1, -1e200]]}', "a.json", "not a number that can be compared"),
        ("[" * 100_000, "a.json", "is not a JSON document"),
        ("doc_id,para_id,A,B\n1,1,1,1\n", "a.csv", "doc_id and para_id could both be the unit"),
        ('unit,A,B\n1,"' + "x" * 10_000_001 + '",1\n', "a.csv", "is not a table that can be read"),
        ('{"data": [["a", "b"]], "level": "interval"}', "a.json", "needs categories that are numbers"),
        ('{"data": [[1, 2]], "level": "circular"}', "a.json", "the level circular needs U"),
        ('{"data": [[1, 2]], "level": "bipolar", "lo": 1}', "a.json", "the level bipolar needs lo and hi"),
        ('{"data": [[1, 2]], "level": "good"}', "a.json", "there is no level 'good'"),
        ('{"kind": "multilabel", "data": [["a", ["b"]]]}', "a.json", "is a list of labels"),
        ('{"kind": "spans", "length": 9, "coders": {"a": [[3, 12, "x"]]}}', "a.json", "lies outside the text"),
        ('{"kind": "spans", "length": 9, "coders": {"a": [[3, "x"]]}}', "a.json", "is not [start, stop, label]"),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence(statistics, text, name, says):
    with pytest.raises(UserError) as caught:
        statistics(text, name)
    assert says in caught.value.message
    assert "\n" not in caught.value.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        statistics_of_files([tmp_path / "nothing.csv"])


def test_a_binary_file_is_refused(tmp_path):
    path = tmp_path / "book.csv"
    path.write_bytes(b"PK\x03\x04\0\0\0")
    with pytest.raises(UserError, match="not a text file"):
        statistics_of_files([path])


def test_a_level_that_words_do_not_have_is_refused(statistics):
    with pytest.raises(UserError, match="needs numbers, and 'a' is none"):
        statistics("unit,A,B\nu1,a,b\n", level="ratio")


def test_numbers_with_leading_zeros_are_measurements_on_a_scale_and_names_otherwise(statistics):
    text = "unit,A,B\nu1,01,1\nu2,02,2\n"
    assert value(statistics(text, level="interval")[0], "agree.unit_mean") == 1
    assert value(statistics(text)[0], "agree.unit_mean") == 0


def test_what_is_guessed_about_a_file_is_said(statistics, tmp_path):
    (result,) = statistics("text,A,B\nü,1,1\nö,1,2\n")
    assert "“text” was read as the units, since its values are distinct." in result["notes"]
    path = tmp_path / "old.csv"
    path.write_bytes("unit,A,B\nu1,schön,schön\n".encode("cp1252"))
    (result,) = statistics_of_files([path], draws=0)["results"]
    assert "The file is not UTF-8; it was read as Windows-1252." in result["notes"]
    assert "specific_agreement.schön" in result["statistics"]


def test_ratio_is_undefined_for_negative_values(statistics):
    (result,) = statistics("unit,A,B\nu1,-1,2\nu2,1,1\n", level="ratio")
    assert result["statistics"]["alpha.ratio"]["undefined"] == "ratio needs values of 0 or more"


def test_circular_and_bipolar_scales_come_from_a_json_file(statistics):
    data = {"data": [[1, 12], [6, 6], [3, 4]], "level": "circular", "U": 12}
    (circular,) = statistics(json.dumps(data), "a.json")
    assert value(circular, "alpha.circular") > value(circular, "alpha.interval")
    data = {"data": [[1, 2], [6, 6], [3, 4]], "level": "bipolar", "lo": 1, "hi": 7}
    (bipolar,) = statistics(json.dumps(data), "b.json")
    assert 0 < value(bipolar, "alpha.bipolar") < 1


def test_the_text_for_a_terminal_has_a_line_per_statistic():
    text = as_table(statistics_of_files([ORACLE / "k01_krippendorff_4x12.json"], draws=2000))
    lines = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    assert lines["alpha.nominal"].split()[1] == ".743"
    assert "[" in lines["alpha.nominal"]
    assert "KALPHA-style" in lines["alpha.nominal"]
    assert lines["n.values"].split()[1] == "41"
    assert lines["fleiss_kappa_se0"].endswith("the units have different numbers of codings")
    assert "bootstrap" not in text
    assert text.splitlines()[-1].startswith("Intervals: 95 %, 2,000 draws")
