"""Word documents of Nexis Uni, written for the purpose: cover, labels behind no-break spaces, ends, and cut-off ones."""

import os

import pytest

from intercoder.records import Article, Issue

FIRST = [
    "Harbour bridge to stay shut",
    "Evening Ledger (Port Vale)",
    "May 2, 2002, Thursday, LATE EDITION",
    "",
    "\nCopyright 2002 Ledger Press",
    "Section:\u00a0LOCAL; Pg. 4",
    "Length:\u00a01,234 words",
    "Byline:\u00a0Åsa Lindqvist",
    "Body",
    "",
    "The bridge stays shut 🚧, the port said.",
    "",
    "Note: ferries run every hour.",
    "Classification",
    "",
    "Language:\u00a0ENGLISH",
    "\nPublication-Type:\u00a0Newspaper",
    "\nLoad-Date:\u00a0May 3, 2002",
    "\nEnd of Document",
]
SECOND = [
    "Nouveau pont",
    "Le Quai",
    "3 mai 2002 vendredi",
    "",
    "\nCopyright 2002 Le Quai",
    "Longueur:\u00a012 mots",
    "Body",
    "ABSTRACT",
    "Le port répond.",
    "FULL TEXT",
    "Un pont provisoire.",
    "\nGraphic",
    "Photo, le pont",
    "\nEnd of Document",
]
COVER = ["Date and Time: Friday, May 10, 2002 9:00 AM", "Documents (2)", "1. Harbour bridge to stay shut", "Narrowed by: ", ""]


def test_an_article_has_what_its_labels_say(article, word):
    found = article(word(*FIRST), key="nexis-docx")
    assert (found.headline, found.outlet, found.byline) == (FIRST[0], FIRST[1], "Åsa Lindqvist")
    assert (found.published, found.published_raw, found.published_precision) == ("2002-05-02", FIRST[2], "day")
    assert (found.edition, found.section, found.length_declared) == ("LATE EDITION", "LOCAL; Pg. 4", 1234)
    assert (found.language, found.genre) == ("ENGLISH", "Newspaper")


def test_the_text_keeps_blank_lines_and_sentences_that_look_like_labels(article, word):
    body = next(text for text in article(word(*FIRST), key="nexis-docx").texts if text.kind == "body")
    assert body.text == "The bridge stays shut 🚧, the port said.\n\nNote: ferries run every hour."
    assert [body.text[a:b] for a, b in body.paragraphs] == [FIRST[10], FIRST[12]]


def test_an_abstract_is_a_lead_and_a_graphic_a_caption(article, word):
    texts = {text.kind: text.text for text in article(word(*SECOND), key="nexis-docx").texts}
    assert texts == {
        "headline": "Nouveau pont",
        "lead": "Le port répond.",
        "body": "Un pont provisoire.",
        "caption": "Photo, le pont",
    }


def test_a_cover_is_no_article_and_declares_their_number(read, word):
    *articles, declared = read(word(*COVER, *FIRST, *SECOND), key="nexis-docx")
    assert [found.headline for found in articles] == ["Harbour bridge to stay shut", "Nouveau pont"]
    assert (declared.code, declared.severity, declared.declared, declared.found) == ("declared_articles", "note", 2, 2)


def test_fewer_articles_than_the_cover_declares_are_a_warning(read, word):
    *_articles, declared = read(word(*COVER, *FIRST), key="nexis-docx")
    assert (declared.severity, declared.message) == ("warning", "The file says 2 documents, 1 found.")


def test_a_document_that_breaks_off_is_skipped_with_what_was_there(read, word):
    first, rest = read(word(*FIRST, *SECOND[:4]), key="nexis-docx")
    assert isinstance(first, Article)
    assert (rest.code, rest.severity, rest.locator) == ("truncated", "skipped", "document 2")
    assert rest.raw.startswith("Nouveau pont Le Quai")


def test_a_document_of_copyright_only_is_skipped(read, word):
    [issue] = read(word("\nCopyright 2002 Le Quai", "\nEnd of Document"), key="nexis-docx")
    assert (issue.code, issue.severity) == ("skipped", "skipped")


def test_it_is_known_by_its_content_wherever_the_text_lies_in_the_file(best, word):
    assert best(word(*FIRST), "text.doc") == "nexis-docx"
    assert best(word(*FIRST, first={"word/media/picture.png": os.urandom(90_000)}), "x") == "nexis-docx"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_file_gives_issues_and_no_error(read, word, share):
    data = word(*FIRST, *SECOND)
    records = read(data[: int(len(data) * share)], key="nexis-docx")
    assert all(isinstance(record, Issue) for record in records)
    assert records
