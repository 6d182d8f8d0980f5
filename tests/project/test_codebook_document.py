"""A codebook as a document, there and back, and every way in which it can be unsound."""

import json
from pathlib import Path

import pytest

from intercoder.errors import UserError
from intercoder.project.codebook_document import as_json, from_json, validate
from intercoder.records import Category, Codebook, Variable

EXAMPLE = Path(__file__).parents[2] / "projects" / "example" / "codebook.json"


def document(**more: object) -> dict[str, object]:
    """A codebook of one variable with these fields."""
    variable = {"name": "topic", "unit_kind": "article", "answer_kind": "one", "categories": [{"value": 1, "label": "Talks"}]}
    return {"title": "T", "variables": [variable | more]}


def test_the_example_comes_back_word_for_word():
    given = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    again = as_json(from_json(given))
    assert from_json(json.loads(json.dumps(again))) == from_json(given)
    assert [v["name"] for v in again["variables"]] == [v["name"] for v in given["variables"]]
    assert "id" not in json.dumps(list(again["variables"][0]))


def test_every_kind_of_question_survives_the_document(codebook):
    assert from_json(json.loads(json.dumps(as_json(codebook)))) == codebook


def test_missing_fields_take_their_defaults():
    [variable] = from_json(document()).variables
    assert (variable.label, variable.level, variable.required, variable.undetermined) == ("topic", "nominal", True, False)


@pytest.mark.parametrize("wrong", [None, [], "text", {}, {"variables": {}}, {"variables": None}, 3])
def test_what_is_no_codebook_is_refused(wrong):
    with pytest.raises(UserError, match="no codebook"):
        from_json(wrong)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"name": None}, "variable 1 has no name"),
        ({"name": "a b"}, "cannot be the name"),
        ({"name": ""}, "cannot be the name"),
        ({"name": "1st"}, "cannot be the name"),
        ({"unit_kind": None}, "has no unit_kind"),
        ({"answer_kind": None}, "has no answer_kind"),
        ({"unit_kind": "sentence"}, "is no kind of unit"),
        ({"answer_kind": "many"}, "is no kind of answer"),
        ({"level": "rational"}, "is no level"),
        ({"label": 3}, "“label” is not a text"),
        ({"required": "yes"}, "neither true nor false"),
        ({"undetermined": 1}, "neither true nor false"),
        ({"about": "frame"}, "no span variable"),
        ({"categories": []}, "has no categories"),
        ({"categories": "1=Talks"}, "not a list"),
        ({"categories": ["Talks"]}, "without a whole number"),
        ({"categories": [{"value": "1", "label": "a"}]}, "without a whole number"),
        ({"categories": [{"value": True, "label": "a"}]}, "without a whole number"),
        ({"categories": [{"value": 1.0, "label": "a"}]}, "without a whole number"),
        ({"categories": [{"value": 1, "label": " "}]}, "has no label"),
        ({"categories": [{"value": 1, "label": "a"}, {"value": 1, "label": "b"}]}, "the number 1 twice"),
        ({"categories": [{"value": 1, "label": "a", "key": "x"}, {"value": 2, "label": "b", "key": "x"}]}, "key “x” twice"),
        ({"categories": [{"value": 1, "label": "a", "key": "xy"}]}, "not one character"),
        ({"categories": [{"value": 1, "label": "a", "colour": "pink"}]}, "“pink” is no colour"),
        ({"categories": [{"value": 1, "label": "a", "parent": 7}]}, "lies under 7"),
        ({"categories": [{"value": 1, "label": "a", "parent": "1"}]}, "parent of category 1 is not a number"),
        ({"categories": [{"value": 1, "label": "a", "examples": "x"}]}, "examples of category 1"),
        ({"categories": [{"value": 1, "label": "a", "definition": 3}]}, "“definition” is not a text"),
        ({"condition": "tone = 1"}, "names “tone”"),
        ({"condition": "topic = 1"}, "names “topic”"),
        ({"condition": "if tone"}, "cannot be read"),
    ],
)
def test_an_unsound_document_is_refused_with_the_place(more, reason):
    with pytest.raises(UserError, match=reason) as caught:
        from_json(document(**more))
    assert caught.value.hint


def test_two_names_that_differ_by_case_only_are_one_name():
    variables = tuple(Variable(n, n, "article", "text") for n in ("topic", "Topic"))
    with pytest.raises(UserError, match="Two variables are called “Topic”"):
        validate(Codebook("T", variables))


def test_one_character_of_any_script_is_a_key():
    validate(
        Codebook(
            "T", (Variable("t", "t", "article", "one", categories=(Category(1, "a", key="ü"), Category(2, "b", key="ش"))),)
        )
    )
