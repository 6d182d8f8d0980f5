"""The REFI-QDA codebook: valid by its schema, read from other programs too."""

from pathlib import Path

import pytest
from lxml import etree

from intercoder.errors import UserError
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import codebook_file

BOOK = Codebook(
    "Talks",
    (
        Variable("frame", "Frame 🌉", "article", "spans", question="Which?", categories=(
            Category(1, "Conflict", "Two sides.\n\nUse when: is part of this text", "both speak", "", ("“a”\nb", "c"),
                     "blue", "c"),
            Category(3, "Loss", colour="grey"), Category(2, "Battle", parent=1))),
        Variable("note", "Note", "article", "text", required=False),
    ),
    "1.0",
)  # fmt: skip
FOREIGN = """<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1:0" origin="NVivo"><Codes>
<Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440860" name="Tone" isCodable="true" color="#FF6010">
<Description>How it sounds</Description>
<Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440861" name="غصہ" isCodable="true" color="#1090D0"><Description>Anger</Description>
<Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440862" name="Rage" isCodable="true"/></Code></Code>
<Code guid="5c94bc9e-db8c-4f1d-9cd6-e900c7440863" name="Alone" isCodable="true"/></Codes></CodeBook>"""


def schema():
    """The published schema, where the reference material lies beside the checkout."""
    for parent in Path(__file__).resolve().parents:
        found = parent.parent / "shared" / "judges" / "refi" / "Codebook.xsd"
        if found.exists():
            return etree.XMLSchema(etree.parse(found))
    pytest.skip("the schema of REFI-QDA is not here")


def test_the_file_is_valid_by_the_schema(tmp_path):
    losses = codebook_file.write(BOOK, tmp_path / "book.qdc")
    schema().assertValid(etree.parse(tmp_path / "book.qdc"))
    assert any("another order" in loss for loss in losses)


def test_categories_lie_under_their_question_in_their_colour(tmp_path):
    codebook_file.write(BOOK, tmp_path / "book.qdc")
    root = etree.parse(tmp_path / "book.qdc").getroot()
    found = [(e.get("name"), e.get("isCodable"), e.get("color")) for e in root.iter("{*}Code")]
    assert found == [
        ("Frame 🌉", "false", None), ("Conflict", "true", "#1553A0"), ("Battle", "true", None), ("Loss", "true", "#9A8E9E"),
        ("Note", "false", None),
    ]  # fmt: skip
    assert len({e.get("guid") for e in root.iter("{*}Code")}) == 5


def test_words_that_look_like_ours_stay_part_of_a_text(tmp_path):
    codebook_file.write(BOOK, tmp_path / "book.qdc")
    conflict = codebook_file.read(tmp_path / "book.qdc").variables[0].category(1)
    assert conflict.definition == BOOK.variables[0].category(1).definition
    assert conflict.examples == ("“a”\nb", "c")


def test_control_characters_are_left_out_and_that_is_said(tmp_path):
    book = Codebook("", (Variable("a", "A\x01\x00b", "article", "text"),))
    assert "Control characters were left out." in codebook_file.write(book, tmp_path / "book.qdc")
    assert codebook_file.read(tmp_path / "book.qdc").variables[0].label == "Ab"


def test_a_codebook_of_another_program_becomes_questions_that_mark(tmp_path):
    (tmp_path / "book.qdc").write_text(FOREIGN, encoding="utf-8")
    book, notes = codebook_file.read_with_notes(tmp_path / "book.qdc")
    tone, codes = book.variables
    assert (tone.name, tone.label, tone.question, tone.answer_kind) == ("tone", "Tone", "How it sounds", "spans")
    assert [(c.value, c.label, c.definition, c.colour, c.parent) for c in tone.categories] == [
        (1, "غصہ", "Anger", "sky", None), (2, "Rage", "", "vermilion", 1),
    ]  # fmt: skip
    assert [c.label for c in codes.categories] == ["Alone"]
    assert notes


@pytest.mark.parametrize(
    ("contents", "reason"),
    [
        ("", "no QDC codebook"),
        ("<a/>", "it has no codes"),
        ("<CodeBook/>", "it has no codes"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><CodeBook><Codes/></CodeBook>', "declares entities"),
    ],
)
def test_a_file_that_is_no_exchange_codebook_says_why(tmp_path, contents, reason):
    (tmp_path / "book.qdc").write_text(contents, encoding="utf-8")
    with pytest.raises(UserError, match=reason):
        codebook_file.read(tmp_path / "book.qdc")


def test_a_file_of_ours_that_lost_its_descriptions_is_read_like_any_other(tmp_path):
    contents = '<CodeBook origin="Intercoder"><Codes><Code name="A" guid="1"/></Codes></CodeBook>'
    (tmp_path / "book.qdc").write_text(contents, encoding="utf-8")
    book, notes = codebook_file.read_with_notes(tmp_path / "book.qdc")
    assert [c.label for c in book.variables[0].categories] == ["A"]
    assert notes


def test_an_empty_codebook_has_no_place_in_the_format(tmp_path):
    with pytest.raises(UserError, match="no place in a QDC file"):
        codebook_file.write(Codebook("x", ()), tmp_path / "book.qdc")
