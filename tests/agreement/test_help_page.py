"""The help page on agreement: its examples and tables are what the program computes."""

import re
from pathlib import Path

import pytest

from intercoder.agreement import STATISTICS, statistics_of
from intercoder.agreement.alpha import alpha
from intercoder.agreement.bootstrap import Resampling
from intercoder.agreement.codings import Codings
from intercoder.agreement.continuum import MarkedText, SpanCodings
from intercoder.agreement.sets import SetCodings
from intercoder.sampling import units_for_agreement, units_for_alpha
from intercoder.tasks.agreement_notes import shown

PAGE = (Path(__file__).parents[2] / "resources" / "help" / "agreement.md").read_text("utf-8")
CODINGS, _, REST = PAGE.partition("**Several answers.**")
SETS, _, PASSAGES = REST.partition("**Passages.**")
NO_DRAWS = Resampling(draws=0)


def examples(part: str) -> dict[str, str]:
    """The keys of the tables of a part of the page with the numbers printed beside them."""
    return {key.replace("/", "|"): number for key, number in re.findall(r"^\| `([^`]+)` \| ([−.\d]+) \|", part, re.MULTILINE)}


def computed(kind: str, data: object, part: str) -> dict[str, str]:
    """The same keys with the numbers that the program gives."""
    found = statistics_of(kind, data, NO_DRAWS)
    return {key: shown(found[key]) for key in examples(part)}


def column_of(coder: str) -> list[int]:
    (line,) = re.findall(rf"^\| {coder} \| (.+) \|$", PAGE, re.MULTILINE)
    return [int(cell) for cell in line.split(" | ")]


def test_the_example_of_ten_comments_comes_out():
    rows = list(zip(column_of("Anna"), column_of("Ben"), strict=True))
    printed = examples(CODINGS)
    assert len(printed) > 25
    assert printed == computed("coding", Codings.from_cells(rows, [1, 2, 3], "ordinal"), CODINGS)


def test_the_example_worked_by_hand_is_the_same_number():
    assert f"1 − 76/238 = {shown(statistics_of('coding', ten_comments(), NO_DRAWS)['alpha.nominal'])}" in PAGE
    assert (20**2 - 11**2 - 4**2 - 5**2, 19 * 4) == (238, 76)


def ten_comments() -> Codings:
    return Codings.from_cells(list(zip(column_of("Anna"), column_of("Ben"), strict=True)), [1, 2, 3], "nominal")


def test_the_example_of_several_answers_comes_out():
    anna, ben = [{"a", "b"}, {"b"}, set(), {"a"}], [{"a"}, {"b"}, set(), {"b"}]
    cells = [[frozenset(one), frozenset(other)] for one, other in zip(anna, ben, strict=True)]
    assert len(examples(SETS)) == 5
    assert examples(SETS) == computed("multilabel", SetCodings.from_cells(cells, ["a", "b"]), SETS)


def test_the_example_of_passages_comes_out():
    marks = {
        "Anna": ((0, 10, "reason"), (20, 30, "demand")),
        "Ben": ((0, 8, "reason"), (20, 26, "demand"), (26, 30, "reason")),
    }
    data = SpanCodings((MarkedText(40, marks),), ("Anna", "Ben"), ("reason", "demand"))
    assert len(examples(PASSAGES)) == 14
    assert examples(PASSAGES) == computed("spans", data, PASSAGES)


def test_the_examples_of_circular_and_bipolar_scales_come_out():
    hours = [(23, 1), (12, 12), (6, 8)]
    clock = Codings.from_cells(hours, [1, 6, 8, 12, 23], "circular", circle=24)
    assert f"reach {shown(alpha(clock, 'circular'))}, where" in PAGE
    assert f"is {shown(alpha(clock, 'interval'))}, since" in PAGE
    poles = Codings.from_cells([(-3, -2), (0, 1), (3, 3)], list(range(-3, 4)), "bipolar", lo=-3, hi=3)
    assert f"3 and 3 give {shown(alpha(poles, 'bipolar'))}." in PAGE


@pytest.mark.parametrize("module", ["percent", "alpha", "kappas", "gwet", "categories", "icc"])
def test_every_coefficient_of_categories_and_numbers_is_explained(module):
    (family,) = [family for family in STATISTICS if family.module == module]
    explained = {re.sub(r"^alpha\.\w+$", "alpha.LEVEL", re.sub(r"\.\d$", ".X", key)) for key in examples(CODINGS)}
    beside = {key for key in family.keys if key.startswith("n.") or "_se" in key or key.endswith(("_z0", "k"))}
    assert set(family.keys) - explained - beside == set()


@pytest.mark.parametrize("alpha", [0.667, 0.8])
def test_the_table_of_needed_units_comes_out(alpha):
    needed = " | ".join(str(units_for_alpha(alpha, share)) for share in (0.5, 0.25, 0.1, 0.05))
    assert f"| {alpha:.3f} | {needed} |".replace("0.", ".") in PAGE


def test_the_units_needed_for_percent_agreement_come_out():
    assert f"1,000 units, {units_for_agreement(1000, 0.8)} units" in PAGE


def test_every_source_of_a_table_is_in_the_list_of_sources():
    text, _, sources = PAGE.partition("## Sources")
    for name, year in set(re.findall(r"([A-Z]\w+)(?: & \w+| et al\.)? (\d{4})\b(?= \||[,;)])", text)):
        assert re.search(rf"{name},\s[^·]*\([^)]*{year}[^)]*\)", sources), f"{name} {year}"
