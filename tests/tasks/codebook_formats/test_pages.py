"""The codebook for the appendix: an HTML page and a Word document with every question, rule and example."""

import docx
import pytest
from lxml import html

from intercoder.records import Category, Codebook, Variable
from intercoder.tasks import codebook_file

BOOK = Codebook(
    "Talks <& 🌉>",
    (
        Variable("topic", "Topic", "article", "one", "nominal", "What is it about?", undetermined=True, categories=(
            Category(1, "Army <b>", "Soldiers & generals.\nTwo lines.", "They act.", "Police.", ("who is calling shots 😀",)),
            Category(2, "مہاجرین", "وہ لوگ جو گھر چھوڑ گئے۔", parent=1))),
        Variable("depth", "Depth", "article", "one", "ordinal", condition="topic in 1,2",
                 categories=(Category(0, "Low"), Category(1, "High"))),
        Variable("frame", "Frame", "article", "spans", categories=(Category(1, "Conflict"),)),
        Variable("target", "Target", "article", "text", about="frame", required=False),
        Variable("note", "Note\x07", "comment", "text"),
    ),
    "1.2",
)  # fmt: skip


@pytest.fixture
def page(tmp_path):
    codebook_file.write(BOOK, tmp_path / "book.html")
    return html.fromstring((tmp_path / "book.html").read_bytes())


@pytest.fixture
def document(tmp_path):
    codebook_file.write(BOOK, tmp_path / "book.docx")
    return docx.Document(str(tmp_path / "book.docx"))


def test_the_page_says_title_version_and_size(page):
    assert page.findtext(".//h1") == "Talks <& 🌉>"
    assert page.find_class("sub")[0].text == "Version 1.2 · 5 questions, 5 categories"


def test_the_page_groups_questions_by_what_they_are_asked_of(page):
    assert [h.text for h in page.iter("h2")] == [
        "Asked of articles", "Marked in articles", "Asked of passages marked with Frame", "Asked of comments",
    ]  # fmt: skip
    links = [a.get("href")[1:] for a in page.iter("a")]
    assert links == [section.get("id") for section in page.iter("section")]


def test_the_page_has_every_rule_and_example_and_the_condition_in_words(page):
    text = page.text_content()
    for words in (
        "Army <b>", "Soldiers & generals.\nTwo lines.", "Use when: They act.", "Not when: Police.", "who is calling shots 😀",
        "asked only if Topic is “Army <b>” or “مہاجرین”", "“cannot be determined” is offered", "ordinal level",
    ):  # fmt: skip
        assert words in text


def test_urdu_runs_from_right_to_left_on_the_page(page):
    assert [e.get("dir") for e in page.iter("p") if (e.text or "").startswith("وہ")] == ["auto"]


def test_the_page_needs_nothing_from_outside(page):
    assert not list(page.iter("script", "link", "img"))


def test_the_document_has_headings_for_the_navigation(document):
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert headings[:3] == [("Title", "Talks <& 🌉>"), ("Heading 1", "Asked of articles"), ("Heading 2", "Topic")]
    assert ("Heading 2", "Note�") in headings


def test_the_document_has_a_table_of_categories_per_question(document):
    assert len(document.tables) == 3
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Number", "Category", "Definition, rules and examples"]
    assert rows[1][:2] == ["1", "Army <b>"]
    assert rows[1][2].split("\n") == [
        "Soldiers & generals.", "Two lines.", "Use when: They act.", "Not when: Police.", "“who is calling shots 😀”",
    ]  # fmt: skip
    assert rows[2][:2] == ["2", "مہاجرین"]


def test_urdu_runs_from_right_to_left_in_the_document(document):
    paragraph = document.tables[0].rows[2].cells[2].paragraphs[0]
    assert "w:bidi" in paragraph._p.xml
    assert "w:bidi" not in document.tables[0].rows[1].cells[2].paragraphs[0]._p.xml


def test_what_is_left_out_is_said(tmp_path):
    assert codebook_file.write(BOOK, tmp_path / "book.docx") == ["Keys and colours are left out; the file cannot be imported."]


def test_an_empty_codebook_gives_a_page_and_a_document(tmp_path):
    codebook_file.write(Codebook("", ()), tmp_path / "book.html")
    codebook_file.write(Codebook("", ()), tmp_path / "book.docx")
    assert docx.Document(str(tmp_path / "book.docx")).paragraphs[0].text == "Codebook"
