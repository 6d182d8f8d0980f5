"""A codebook from and to a file: it comes back equal, and what is wrong with it is said in one sentence."""

import json

import pytest

from intercoder.errors import UserError
from intercoder.records import Category, Codebook, Variable
from intercoder.resources import example_study
from intercoder.tasks import codebook_file

FULL = Codebook(
    "Grenzgespräche 🌉",
    (
        Variable("uncivil", "Incivility", "comment", "one", "nominal", "Is it uncivil?", undetermined=True, group="Tone",
                 categories=(Category(0, "No", key="0"), Category(1, "Yes", "Attacks a person.", "“You clown”", "Irony alone",
                                                                  ("you clown\nand worse", "گدھا"), "vermilion", "1"))),
        Variable("forms", "Forms", "comment", "several", condition="uncivil = 1", required=False,
                 categories=(Category(1, "Insult"), Category(2, "Threat"), Category(-3, "Slur", parent=1))),
        Variable("words", "Uncivil words", "comment", "spans", categories=(Category(1, "Word", colour="blue", key="w"),)),
        Variable("target", "Whom?", "comment", "one", about="words", categories=(Category(1, "Author"),)),
        Variable("share", "Share", "article", "number", "ratio"),
        Variable("why", "Why?", "article", "text"),
        Variable("when", "When?", "article", "date"),
    ),
    "2.1",
)  # fmt: skip
TONE = {"name": "tone", "label": "Tone", "unit_kind": "comment", "answer_kind": "one",
        "categories": [{"value": 1, "label": "hostile"}, {"value": 2, "label": "friendly"}]}  # fmt: skip
KEYS = {"name", "label", "question", "unit_kind", "answer_kind", "about", "level", "required", "undetermined", "condition",
        "group", "categories"}  # fmt: skip
CATEGORY_KEYS = {"value", "label", "definition", "use_when", "not_when", "examples", "colour", "key", "parent"}


@pytest.fixture
def refusal(tmp_path):
    """The message with which a file of these contents is refused; a dict is one variable, TONE with changes."""

    def read(contents, name="book.json"):
        path = tmp_path / name
        if isinstance(contents, dict):
            contents = json.dumps({"variables": [TONE | contents]})
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        with pytest.raises(UserError) as refused:
            codebook_file.read(path)
        assert "\n" not in refused.value.message
        assert refused.value.hint
        return refused.value.message

    return read


def test_a_codebook_comes_back_equal_from_its_file(tmp_path):
    codebook_file.write(FULL, tmp_path / "book.json")
    assert codebook_file.read(tmp_path / "book.json") == FULL


def test_the_same_codebook_gives_the_same_bytes(tmp_path):
    codebook_file.write(FULL, tmp_path / "a.json")
    codebook_file.write(codebook_file.read(tmp_path / "a.json"), tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def test_the_document_has_the_documented_fields_and_no_others(tmp_path):
    codebook_file.write(FULL, tmp_path / "book.json")
    document = json.loads((tmp_path / "book.json").read_text("utf-8"))
    assert document.keys() == {"title", "version", "variables"}
    assert {frozenset(v) for v in document["variables"]} == {frozenset(KEYS)}
    assert {frozenset(c) for v in document["variables"] for c in v["categories"]} == {frozenset(CATEGORY_KEYS)}


def test_the_codebook_of_the_example_study_comes_back_equal(tmp_path):
    codebook = codebook_file.read(example_study() / "codebook.json")
    assert len(codebook.variables) == 15
    codebook_file.write(codebook, tmp_path / "book.json")
    assert codebook_file.read(tmp_path / "book.json") == codebook


def test_what_a_file_leaves_out_takes_its_default(tmp_path):
    path = tmp_path / "book.json"
    path.write_text(json.dumps({"variables": [TONE]}), "utf-8-sig")
    (tone,) = codebook_file.read(path).variables
    assert (tone.level, tone.required, tone.undetermined, tone.condition) == ("nominal", True, False, None)


@pytest.mark.parametrize(("change", "says"), [
    ({"categories": [{"value": 1, "label": "a"}, {"value": 1, "label": "b"}]}, "“tone” has the number 1 twice (“b”)."),
    ({"categories": [{"value": 1, "label": "a", "key": "x"}, {"value": 2, "label": "b", "key": "x"}]},
     "“tone” has the key “x” twice."),
    ({"categories": [{"value": 1, "label": "a", "key": "xy"}]}, "“tone”: the key “xy” is not one character."),
    ({"categories": []}, "“tone” has no categories."),
    ({"categories": {"1": "a"}}, "“tone”: the categories are not a list."),
    ({"categories": [{"value": 1.5, "label": "a"}]}, "“tone” has a category without a whole number."),
    ({"categories": [{"value": True, "label": "a"}]}, "“tone” has a category without a whole number."),
    ({"categories": [{"value": 10**40, "label": "a"}]}, "“tone”: the number of “a” is too large."),
    ({"categories": [{"value": 1, "label": " "}]}, "“tone”: category 1 has no label."),
    ({"categories": [{"value": 1, "label": "a", "colour": "pink"}]}, "“tone”: “pink” is no colour."),
    ({"categories": [{"value": 1, "label": "a", "parent": 7}]}, "“tone”: category 1 lies under 7, which does not exist."),
    ({"categories": [{"value": 1, "label": "a", "parent": 1}]}, "“tone”: category 1 lies under itself."),
    ({"categories": [{"value": 1, "label": "a", "parent": 2}, {"value": 2, "label": "b", "parent": 1}]},
     "“tone”: category 1 lies under itself."),
    ({"categories": [{"value": 1, "label": "a", "examples": [7]}]}, "“tone”: an example of category 1 is not a text."),
    ({"level": "metric"}, "“tone”: “metric” is no level of measurement."),
    ({"unit_kind": "thread"}, "“tone”: “thread” is no kind of unit."),
    ({"answer_kind": "maybe"}, "“tone”: “maybe” is no kind of answer."),
    ({"unit_kind": None}, "“tone” has no unit_kind."),
    ({"required": "yes"}, "“tone”: required is neither true nor false."),
    ({"label": "half \ud83c"}, "“tone”: “label” holds half a character."),
    ({"name": "my tone"}, "“my tone” cannot be the name of a variable."),
    ({"name": ""}, "“” cannot be the name of a variable."),
    ({"name": 7}, "In the codebook, variable 1 has no name."),
    ({"about": "words"}, "“tone” is about “words”, which is no span variable."),
    ({"condition": "other = 1"}, "The condition of “tone” names “other”, which is not a question before it."),
])  # fmt: skip
def test_an_unsound_variable_is_named_with_what_is_wrong(refusal, change, says):
    assert refusal(change) == says


def test_two_variables_of_one_name_are_refused_whatever_their_capitals(refusal):
    document = {"variables": [TONE, TONE | {"name": "Tone"}]}
    assert refusal(json.dumps(document)) == "Two variables are called “Tone”."


@pytest.mark.parametrize(("contents", "says"), [
    ('{"variables": [\n{"name": "a",]}', "line 2: this is no JSON"),
    ("", "line 1: this is no JSON"),
    ("[]", "has no list “variables”"),
    ("{}", "has no list “variables”"),
    ('{"variables": {}}', "has no list “variables”"),
    ('{"title": 1, "variables": []}', "“title” of the codebook is not a text"),
    ("[" * 100_000, "nested too deeply"),
    ('{"variables": ' + "[" * 50_000 + "]" * 50_000 + "}", "nested too deeply"),
    ('{"variables": [{"name": "a", "categories": [{"value": ' + "9" * 5_000 + "}]}]}", "holds a number that is too large"),
    ('{"title": "é"}'.encode("latin-1"), "is not a text in UTF-8"),
    (bytes(range(256)), "is not a text in UTF-8"),
], ids=lambda value: "" if isinstance(value, bytes) or len(value) > 50 else None)  # fmt: skip
def test_a_file_that_is_no_codebook_is_refused(refusal, contents, says):
    assert says in refusal(contents)


def test_a_file_of_another_kind_is_refused_by_its_name(refusal):
    assert refusal("{}", "book.docx") == "book.docx is no codebook file."


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UserError, match="There is no file"):
        codebook_file.read(tmp_path / "nowhere.json")


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "book.json").mkdir()
    with pytest.raises(UserError, match="could not be read"):
        codebook_file.read(tmp_path / "book.json")


def test_a_codebook_that_cannot_be_written_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("mine")
    for path in (tmp_path / "nowhere" / "book.json", tmp_path / "file" / "book.json"):
        with pytest.raises(UserError, match="could not be written"):
            codebook_file.write(FULL, path)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
