"""What the lint of a codebook finds, and what it leaves alone."""

import pytest

from intercoder.project.codebook_use import Uses
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks.codebook_lint import lint, name_fault


def cat(value, label, definition="Says so.", **more):
    return Category(value, label, definition, **more)


YES_NO = (cat(0, "No"), cat(1, "Yes"))


def one(name="tone", categories=YES_NO, **more):
    more = {"level": "nominal", "label": name.capitalize()} | more
    return Variable(name, unit_kind="comment", answer_kind="one", categories=categories, **more)


def found(*variables, uses=None):
    return [(f.code, f.variable, f.category, f.field) for f in lint(Codebook("x", variables), uses)]


def test_a_sound_codebook_has_nothing_to_look_at():
    assert found(one(), one("form", condition="tone = 1")) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("by", "word of SPSS"),
        ("x" * 65, "65 bytes"),
        ("ع" * 40, "80 bytes"),
        ("tone_", "called tone there"),
        ("_tone", "called"),
        ("2nd", "called"),
        ("", "empty"),
    ],
)
def test_a_name_that_spss_does_not_take_says_what_becomes_of_it(name, words):
    assert words in name_fault(name)


@pytest.mark.parametrize("name", ["army", "Haltung", "لہجہ", "q1", "ton_2"])
def test_a_name_that_spss_takes_is_left_alone(name):
    assert name_fault(name) == ""


def test_names_that_differ_in_case_only_are_one_for_spss():
    assert ("same_name", "TONE", None, "name") in found(one("tone"), one("TONE"))


def test_numbers_and_keys_stand_for_one_category():
    twice = (cat(1, "A"), cat(1, "B", key="b"), cat(2, "C", key="B"), cat(3, "Other"))
    assert [f[:3] for f in found(one(categories=twice))] == [
        ("same_number", "tone", 1),
        ("same_key", "tone", 2),
    ]


def test_a_key_that_is_the_number_of_another_category_clashes():
    assert ("same_key", "tone", 1, "key") in found(one(categories=(cat(0, "No", key="1"), cat(1, "Yes"))))


def test_a_key_of_the_place_never_chooses():
    assert ("reserved_key", "tone", 1, "key") in found(one(categories=(cat(0, "No"), cat(1, "Yes", key="J"))))


def test_missing_definitions_are_named_together():
    findings = lint(Codebook("x", (one(categories=(cat(0, "No"), cat(1, "Yes", ""), cat(2, "Other 😀", " "))),)))
    assert [(f.code, f.category) for f in findings] == [("no_definition", 1)]
    assert "“Yes”, “Other 😀”" in findings[0].message


def test_three_nominal_categories_need_one_for_the_rest_and_an_ordinal_scale_does_not():
    three = (cat(1, "EU"), cat(2, "Army"), cat(3, "Refugees"))
    assert [f[0] for f in found(one(categories=three))] == ["no_other"]
    assert found(one(categories=(*three, cat(9, "Other topic")))) == []
    assert found(one(categories=(*three, cat(9, "دیگر")))) == []
    assert found(one(categories=three, level="ordinal")) == []


def test_an_ordinal_scale_rises_or_falls():
    scale = (cat(1, "low"), cat(3, "high"), cat(2, "middle"))
    assert [f[0] for f in found(one(categories=scale, level="ordinal"))] == ["ordinal_order"]
    assert found(one(categories=tuple(reversed((cat(1, "low"), cat(2, "middle"), cat(3, "high")))), level="ordinal")) == []


@pytest.mark.parametrize(
    ("condition", "why"),
    [
        ("tone = 7", "no category 7"),
        ("tone = 0 and tone = 1", "no answer to Tone"),
        ("tone != 0 and tone != 1", "no answer to Tone"),
        ("mood = 1", "no question"),
        ("form = 1", "names itself"),
        ("later = 1", "wait for each other"),
        ("summary = 1", "no numbers"),
        ("topic = 1", "something else"),
        ("never = 1", "never asked either"),
        ("tone is 1", "cannot be read"),
    ],
)
def test_a_question_that_can_never_be_asked_says_why(condition, why):
    summary = Variable("summary", "Summary", "comment", "text")
    topic = Variable("topic", "Topic", "article", "one", categories=YES_NO)
    never = one("never", condition="tone = 5")
    book = Codebook("x", (one(), summary, topic, never, one("form", condition=condition), one("later", condition="form = 1")))
    finding = next(f for f in lint(book) if f.variable == "form")
    assert (finding.code, finding.severity, finding.field) == ("unreachable", "error", "condition")
    assert why in finding.message


@pytest.mark.parametrize("condition", ["tone = 1", "tone in 0,1", "tone != 0", "count = 3", "forms = 1 and forms = 2"])
def test_a_question_that_can_be_asked_is_left_alone(condition):
    count = Variable("count", "Count", "comment", "number", "ratio")
    forms = Variable("forms", "Forms", "comment", "several", categories=(cat(1, "a"), cat(2, "b")))
    assert found(one(), count, forms, one("form", condition=condition)) == []


def test_a_gate_that_may_stay_open_is_named():
    assert [f[0] for f in found(one(required=False), one("form", condition="tone = 1"))] == ["optional_gate"]


def test_categories_nobody_used_are_named_once_there_are_codings():
    uses = Uses({"tone": 12}, {("tone", 0): 12})
    assert found(one(), uses=uses) == [("never_used", "tone", 1, "")]
    assert found(one(), uses=Uses({"tone": 0})) == []


def test_marks_need_colours_and_letters_of_their_own():
    frame = Variable(
        "frame", "Frame", "article", "spans", categories=(cat(1, "A", colour="blue", key="a"), cat(2, "B", colour="sky"))
    )
    twin = Variable(
        "act", "Act", "article", "spans", categories=(cat(1, "C", colour="blue", key="A"), cat(2, "D", colour="blue"))
    )
    assert [f[:3] for f in found(frame, twin)] == [("same_colour", "act", 2), ("shared_key", "act", 1)]


def test_levels_that_do_not_fit_the_answer_are_named():
    several = Variable("forms", "Forms", "comment", "several", "ordinal", categories=YES_NO)
    count = Variable("count", "Count", "comment", "number")
    assert [f[0] for f in found(several, count)] == ["several_level", "number_level"]
