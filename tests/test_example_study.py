"""The example study in projects/example: complete, consistent, and reproducible from its generator."""

import csv
import hashlib
import importlib.util
import json
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from intercoder.records import AnswerKind, Level, Status, UnitKind

STUDY = Path(__file__).parents[1] / "projects" / "example"
CODERS = ("A", "B", "C")
COMMENTS = [12, 11, 11, 13, 10, 11, 11, 11, 11]
DECLARED = [10, 11, 11, 13, 10, 11, 11, 8, 11]
COLOURS = {"blue", "vermilion", "green", "purple", "ochre", "sky", "olive", "grey"}
WINDOW_KEYS = set("jk-? ")  # single keys with a meaning of their own while coding
SPSS_RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_codings", STUDY / "make_codings.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # the study's folder holds text files only
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def variables() -> dict[str, dict[str, Any]]:
    book = json.loads((STUDY / "codebook.json").read_text(encoding="utf-8"))
    return {variable["name"]: variable for variable in book["variables"]}


@pytest.fixture(scope="module")
def texts(generator: ModuleType) -> dict[str, str]:
    return generator.texts_of_dump(STUDY / "dump")


def rows(name: str) -> list[dict[str, str]]:
    with (STUDY / "codings" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values() -> list[dict[str, str]]:
    return [row for coder in CODERS for row in rows(f"{coder}.csv")]


def spans() -> list[dict[str, str]]:
    return [row for coder in CODERS for row in rows(f"{coder}_spans.csv")]


def test_the_example_page_is_byte_for_byte_the_original() -> None:
    page = (STUDY / "dump" / "01-brussels-talks.txt").read_bytes()
    assert hashlib.sha256(page).hexdigest() == "c32bb459337c184daaca7999ed0488307e3c104e34afa57c0e11375af492590d"


def test_every_page_has_the_declared_and_found_comments_of_the_study(texts: dict[str, str]) -> None:
    pages = [page.read_text(encoding="utf-8") for page in sorted((STUDY / "dump").glob("*.txt"))]
    declared = [int(n) for page in pages for n in re.findall(r"^COMMENTS \((\d+)\)$", page, re.MULTILINE)]
    found = Counter(unit[:5] for unit in texts if "-C" in unit)
    assert declared == DECLARED
    assert list(found.values()) == COMMENTS


def test_every_page_has_the_same_two_lines_of_boilerplate() -> None:
    pages = [page.read_text(encoding="utf-8").split("\n") for page in sorted((STUDY / "dump").glob("*.txt"))]
    headers = [next(i for i, line in enumerate(page) if line.startswith("COMMENTS (")) for page in pages]
    assert len({tuple(page[at + 1 : at + 3]) for page, at in zip(pages, headers, strict=True)}) == 1


def test_no_line_of_the_dump_is_blank_or_padded() -> None:
    lines = [line for page in (STUDY / "dump").glob("0[2-9]*.txt") for line in page.read_text(encoding="utf-8").split("\n")]
    assert all(line and line == line.strip() for line in lines)


def test_variable_names_are_legal_in_spss(variables: dict[str, dict[str, Any]]) -> None:
    assert len(variables) == 15
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,20}[a-z0-9]", name) for name in variables)
    assert not SPSS_RESERVED & set(variables)


def test_variables_use_the_words_of_the_program(variables: dict[str, dict[str, Any]]) -> None:
    assert {v["unit_kind"] for v in variables.values()} <= set(get_args(UnitKind))
    assert {v["answer_kind"] for v in variables.values()} <= set(get_args(AnswerKind))
    assert {v["level"] for v in variables.values()} <= set(get_args(Level))


def test_numbers_and_keys_of_categories_are_unique_in_a_variable(variables: dict[str, dict[str, Any]]) -> None:
    for variable in variables.values():
        numbers = [c["value"] for c in variable["categories"]]
        keys = [c["key"] for c in variable["categories"]]
        assert len(set(numbers)) == len(numbers)
        assert len(set(keys)) == len(keys)
        assert not set(range(-99, -96)) & set(numbers)


def test_keys_of_marks_clash_with_no_other_key(variables: dict[str, dict[str, Any]]) -> None:
    marks = [c["key"] for v in variables.values() if v["answer_kind"] == "spans" for c in v["categories"]]
    others = {c["key"] for v in variables.values() if v["answer_kind"] != "spans" for c in v["categories"]}
    assert len(set(marks)) == len(marks)
    assert not set(marks) & others
    assert not (set(marks) | others) & WINDOW_KEYS


def test_every_category_is_described_and_coloured(variables: dict[str, dict[str, Any]]) -> None:
    for category in (c for v in variables.values() for c in v["categories"]):
        assert all(category[part] for part in ("label", "definition", "use_when", "not_when"))
        assert category["colour"] in COLOURS


def test_examples_of_categories_stand_in_a_text_of_the_dump(
    variables: dict[str, dict[str, Any]], texts: dict[str, str]
) -> None:
    examples = [e for v in variables.values() for c in v["categories"] for e in c["examples"]]
    assert len(examples) >= 50
    assert [e for e in examples if not any(e in text for text in texts.values())] == []


def test_every_coder_answers_every_question_of_every_unit(variables: dict[str, dict[str, Any]], texts: dict[str, str]) -> None:
    kinds = {unit: "comment" if "-C" in unit else "article" for unit in texts if "-B" not in unit}
    asked = [
        (unit, name)
        for unit, kind in kinds.items()
        for name, v in variables.items()
        if v["unit_kind"] == kind and v["answer_kind"] != "spans"
    ]
    for coder in CODERS:
        assert sorted((r["unit"], r["variable"]) for r in rows(f"{coder}.csv")) == sorted(asked)


def test_a_row_has_a_value_exactly_where_its_status_is_value() -> None:
    assert {row["status"] for row in values()} == set(get_args(Status))
    assert [row for row in values() if bool(row["value"]) != (row["status"] == "value")] == []


def test_answers_are_categories_of_the_codebook_or_whole_numbers(variables: dict[str, dict[str, Any]]) -> None:
    for row in (r for r in [*values(), *spans()] if r["value"]):
        variable = variables[row["variable"]]
        numbers = {str(c["value"]) for c in variable["categories"]}
        if variable["answer_kind"] == "number":
            assert row["value"].isdecimal()
        else:
            assert set(row["value"].split(";")) <= numbers


def test_forms_are_not_applicable_exactly_where_a_coder_sees_no_incivility() -> None:
    gate = {(r["unit"], r["coder"]): r["value"] for r in values() if r["variable"] == "incivility"}
    forms = [r for r in values() if r["variable"] == "inciv_form"]
    assert all((r["status"] == "not_applicable") == (gate[r["unit"], r["coder"]] != "1") for r in forms)


def test_cannot_be_determined_is_answered_only_where_it_is_offered(variables: dict[str, dict[str, Any]]) -> None:
    answered = {row["variable"] for row in values() if row["status"] == "undetermined"}
    assert all(variables[name]["undetermined"] for name in answered)


def test_quotes_equal_the_text_at_their_offsets(texts: dict[str, str]) -> None:
    for row in spans():
        assert texts[row["unit"]][int(row["start"]) : int(row["stop"])] == row["quote"] != ""


def test_marks_stand_in_texts_of_their_kind(variables: dict[str, dict[str, Any]]) -> None:
    letter = {"article": "B", "comment": "C"}
    assert all(row["unit"][6] == letter[variables[row["variable"]]["unit_kind"]] for row in spans())


def test_uncivil_words_are_marked_only_where_the_coder_sees_incivility() -> None:
    uncivil = {(r["unit"], r["coder"]) for r in values() if (r["variable"], r["value"]) == ("incivility", "1")}
    marked = {(r["unit"], r["coder"]) for r in spans() if (r["variable"], r["value"]) == ("argument", "3")}
    assert marked
    assert marked <= uncivil


def test_marks_of_one_coder_overlap_and_those_of_two_differ_in_their_edges() -> None:
    own = [(r["unit"], int(r["start"]), int(r["stop"])) for r in rows("A_spans.csv")]
    assert any(a != b and a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in own for b in own)
    edges = {(r["unit"], r["start"]): r["stop"] for r in rows("A_spans.csv")}
    assert any(edges.get((r["unit"], r["start"]), r["stop"]) != r["stop"] for r in rows("C_spans.csv"))


def test_coders_name_their_own_files() -> None:
    for coder in CODERS:
        assert {r["coder"] for r in [*rows(f"{coder}.csv"), *rows(f"{coder}_spans.csv")]} == {coder}


def test_the_generator_gives_the_committed_codings_byte_for_byte(generator: ModuleType) -> None:
    committed = {path.name: path.read_bytes() for path in (STUDY / "codings").iterdir()}
    assert generator.files() == committed
