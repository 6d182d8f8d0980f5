"""Data that hardly are any: every file gives numbers or reasons, never a crash, NaN or a number out of nothing."""

import json

import pytest

from intercoder.tasks.agreement_data import as_table, statistics_of_files

FILES = {
    "one coder": "unit,Anna\nu1,1\nu2,2\n",
    "one coder, long": "unit,coder,tone\nu1,Anna,1\nu2,Anna,2\n",
    "one unit, agreed": "unit,Anna,Ben\nu1,1,1\n",
    "one unit, disagreed": "unit,Anna,Ben\nu1,1,2\n",
    "no overlap": "unit,Anna,Ben\nu1,1,\nu2,,2\n",
    "one category": "unit,Anna,Ben\nu1,1,1\nu2,1,1\nu3,1,1\n",
    "all missing": "unit,Anna,Ben\nu1,,\nu2,,\n",
    "case only": "unit,Anna,Ben\nu1,yes,Yes\nu2,no,no\nu3,yes,yes\n",
    "negative": "unit,Anna,Ben\nu1,-1,2\nu2,1,1\nu3,0,0\n",
    "nobody agrees": "unit,Anna,Ben\nu1,1,2\nu2,2,1\nu3,1,2\n",
    "one coder never coded": "unit,Anna,Ben,Cem\nu1,1,1,\nu2,2,1,\nu3,2,2,\n",
    "zeros": "unit,Anna,Ben\nu1,0,0\nu2,0,0\n",
}
DOCUMENTS = {
    "no categories used": '{"data": [[null, null]], "categories": [1, 2]}',
    "one category in the codebook": '{"data": [[1, 1], [1, 1]], "categories": [1]}',
    "empty sets": '{"kind": "multilabel", "data": [[[], []], [[], []]], "categories": ["a", "b"]}',
    "sets of one coder": '{"kind": "multilabel", "data": [[["a"]], [["b"]]]}',
    "nobody marked": '{"kind": "spans", "length": 9, "coders": {"Anna": [], "Ben": []}}',
    "one marked": '{"kind": "spans", "length": 9, "coders": {"Anna": [[0, 3, "x"]], "Ben": []}}',
    "one marking coder": '{"kind": "spans", "length": 9, "coders": {"Anna": [[0, 3, "x"]]}}',
    "everybody everything": '{"kind": "spans", "length": 9, "coders": {"Anna": [[0, 9, "x"]], "Ben": [[0, 9, "x"]]}}',
}


@pytest.fixture
def result(tmp_path):
    """The result of a file by its name in the lists above."""

    def compute(name: str, level: str | None = None) -> dict:
        path = tmp_path / ("data.csv" if name in FILES else "data.json")
        path.write_text(FILES.get(name) or DOCUMENTS[name], "utf-8")
        document = statistics_of_files([path], level, draws=200)
        json.dumps(document, allow_nan=False)
        assert as_table(document)
        (found,) = document["results"]
        return found

    return compute


def value(found: dict, key: str) -> float | None:
    return found["statistics"][key]["value"]


def why(found: dict, key: str) -> str:
    assert value(found, key) is None
    return found["statistics"][key]["undefined"]


@pytest.mark.parametrize("name", [*FILES, *DOCUMENTS])
def test_whatever_has_no_number_has_a_reason(result, name):
    for key, found in result(name)["statistics"].items():
        assert (found["value"] is None) == bool(found.get("undefined")), key


@pytest.mark.parametrize("level", ["ordinal", "interval", "ratio"])
@pytest.mark.parametrize("name", [name for name in FILES if name != "case only"])
def test_every_level_gives_numbers_or_reasons(result, name, level):
    found = result(name, level)
    assert (value(found, f"alpha.{level}") is None) == bool(found["statistics"][f"alpha.{level}"].get("undefined"))


@pytest.mark.parametrize("name", ["one coder", "one coder, long", "no overlap", "all missing"])
def test_without_a_unit_coded_twice_nothing_is_computed(result, name):
    found = result(name)
    assert why(found, "alpha.nominal") == "fewer than two codings of the same unit"
    assert why(found, "agree.unit_mean") == "no unit was coded by two coders"
    assert value(found, "n.units_pairable") == 0
    assert not any(key.startswith("bootstrap") for key in found["statistics"])


def test_one_unit_on_which_two_coders_differ_has_alpha_0(result):
    found = result("one unit, disagreed")
    assert (value(found, "alpha.nominal"), value(found, "agree.unit_mean")) == (0, 0)
    assert why(found, "fleiss_kappa_se") == "one unit has no variance"


@pytest.mark.parametrize("name", ["one unit, agreed", "one category", "zeros"])
def test_without_variation_agreement_is_1_and_alpha_undefined(result, name):
    found = result(name)
    assert value(found, "agree.unit_mean") == 1
    assert why(found, "alpha.nominal").startswith("no variation: all ")
    assert not any(key.startswith("bootstrap") for key in found["statistics"])


def test_labels_that_differ_in_case_only_are_two_categories(result):
    found = result("case only")
    assert value(found, "agree.unit_mean") == pytest.approx(2 / 3)
    assert {"category_alpha.yes", "category_alpha.Yes"} <= set(found["statistics"])


def test_negative_values_have_every_alpha_but_that_of_ratios(result):
    found = result("negative", "ratio")
    assert why(found, "alpha.ratio") == "ratio needs values of 0 or more"
    assert value(found, "alpha.interval") is not None
    assert not any(".ratio." in key for key in found["statistics"])


def test_two_coders_who_never_agree_are_worse_than_chance(result):
    found = result("nobody agrees")
    assert value(found, "agree.unit_mean") == 0
    assert value(found, "alpha.nominal") < 0


def test_a_coder_who_never_coded_spoils_only_what_needs_every_coder(result):
    found = result("one coder never coded")
    assert why(found, "conger_kappa") == "a coder coded nothing"
    assert value(found, "alpha.nominal") == pytest.approx(1 - 5 * 2 / (36 - 9 - 9))


def test_an_interval_from_few_units_is_said_to_be_one(result):
    found = result("negative")
    assert "Only 3 units coded twice: too few for an interval." in found["notes"]
    assert any("without variation left out of the interval" in note for note in found["notes"])
    assert not any("interval" in note for note in result("one coder")["notes"])


@pytest.mark.parametrize("name", ["nobody marked", "one marking coder", "everybody everything"])
def test_marks_without_variation_have_no_u_alpha(result, name):
    assert why(result(name), "u_alpha")
