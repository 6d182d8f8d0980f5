"""Plain text of Nexis, written for the purpose: labels of three languages, hard wraps, numbers that do not fit."""

import pytest

from intercoder.records import Issue

ENGLISH = """\r
                               1 of 2 DOCUMENTS\r
\r
\r
                                 Evening Ledger\r
\r
                            January 11, 2010 Monday\r
                                 Late Edition\r
\r
Harbour bridge to\r
stay shut\r
\r
BYLINE: Åsa Lindqvist\r
\r
SECTION: LOCAL; Pg. 4\r
\r
LENGTH: 2,968 words\r
\r
The bridge stays shut until the divers have looked at every one of its piers,\r
the harbour office said.\r
\r
Note: ferries run.\r
\r
LOAD-DATE: January 12, 2010\r
\r
LANGUAGE: ENGLISH\r
\r
GRAPHIC: The bridge at night\r
\r
PUBLICATION-TYPE: Newspaper\r
\r
\r
                        Copyright 2010 Ledger Press\r
                              All Rights Reserved\r
\r
"""
GERMAN = """
                            Dokument {n} von {m}

                                Hafenbote

                            11. Januar 2010 Montag

Brücke bleibt zu

AUTOR: Jörg Weiß

LÄNGE: 12 Wörter

Die Brücke bleibt zu.

UPDATE: 12. Januar 2010

SPRACHE: GERMAN; DEUTSCH

                        Copyright 2010 Hafenbote
"""


def test_the_facts_stand_above_and_below_the_text(article):
    found = article(ENGLISH, key="nexis-txt")
    assert (found.headline, found.outlet, found.byline) == ("Harbour bridge to stay shut", "Evening Ledger", "Åsa Lindqvist")
    assert (found.published, found.edition, found.section) == ("2010-01-11", "Late Edition", "LOCAL; Pg. 4")
    assert (found.length_declared, found.language, found.genre) == (2968, "ENGLISH", "Newspaper")


def test_a_line_goes_on_where_the_next_word_had_no_room_and_a_real_break_stays(read):
    poem = ENGLISH.replace("Note: ferries run.", "Roses are red,\r\nand ferries run.")
    article, wrapped, *_rest = read(poem, key="nexis-txt")
    body = next(text for text in article.texts if text.kind == "body")
    assert body.text == (
        "The bridge stays shut until the divers have looked at every one of its piers, the harbour office said.\n"
        "Roses are red,\nand ferries run."
    )
    assert wrapped.code == "hard_wraps_joined"


def test_a_sentence_that_begins_like_a_label_stays_in_the_text(article):
    body = next(text for text in article(ENGLISH, key="nexis-txt").texts if text.kind == "body")
    assert body.text.endswith("\nNote: ferries run.")


def test_a_graphic_is_a_caption(article):
    assert [t.text for t in article(ENGLISH, key="nexis-txt").texts if t.kind == "caption"] == ["The bridge at night"]


def test_labels_in_german_and_a_separator_without_the_word_documents(article):
    found = article(GERMAN.format(n=1, m=1), key="nexis-txt")
    assert (found.headline, found.byline, found.published) == ("Brücke bleibt zu", "Jörg Weiß", "2010-01-11")
    assert (found.length_declared, found.language) == (12, "GERMAN; DEUTSCH")


def test_fewer_documents_than_declared_are_a_warning(read):
    declared = read(ENGLISH, key="nexis-txt")[-1]
    assert (declared.code, declared.declared, declared.found) == ("declared_articles", 2, 1)


def test_several_exports_in_one_file_are_named_and_no_number_is_believed(read):
    text = GERMAN.format(n=1, m=62) + GERMAN.format(n=234, m=456)
    concatenated = read(text, key="nexis-txt")[-1]
    assert (concatenated.code, concatenated.declared) == ("concatenated", None)
    assert concatenated.message == "Several exports in one file: their documents are counted as 62, 456."


def test_a_document_of_copyright_lines_only_is_skipped_with_its_text(read):
    text = ENGLISH + "\n                2 of 2 DOCUMENTS\n\n          Copyright 2010 Ledger Press\n"
    skipped = next(r for r in read(text, key="nexis-txt") if isinstance(r, Issue) and r.severity == "skipped")
    assert (skipped.code, skipped.raw) == ("skipped", "Copyright 2010 Ledger Press")


@pytest.mark.parametrize("text", ["3 of 10 apples were bad\n" * 4, "Document your work.\nDocument 3 of it too.\n"])
def test_a_text_that_counts_something_is_no_export(best, text):
    assert best(text) == "text"


def test_it_is_known_by_its_separators_and_labels(best):
    assert best(ENGLISH) == "nexis-txt"
    assert best("\ufeff" + GERMAN.format(n=3, m=9), "x.html") == "nexis-txt"
