"""Word, RTF and PDF documents that are no export of a database: one article each, with the lines they have."""

import io
import re

import pytest

from intercoder.importers.reading.contents import articles_of
from intercoder.records import Article, Issue
from intercoder.tasks.inspect import inspect

LINES = ["Bridge shut", "The bridge stays shut, the port said.", "COMMENTS (1)", "About time 😀."]


def test_paragraphs_of_word_are_lines_of_a_page(article, word):
    found = article(word(*LINES), key="docx")
    assert [t.text for t in found.texts] == ["Bridge shut\nThe bridge stays shut, the port said.", "COMMENTS (1)"]
    assert [c.text for c in found.comments] == ["About time 😀."]


def test_a_word_document_is_known_by_its_parts(best, word):
    assert best(word(*LINES), "x.zip") == "docx"


def test_an_export_of_nexis_that_hides_is_found_when_it_is_read(read, word):
    document = word("Headline", "Outlet", "May 2, 2002", "\nCopyright 2002", "Body", "Text.", "End of Document")
    assert read(document, key="docx")[0].outlet == "Outlet"


@pytest.mark.parametrize("data", [b"PK\x03\x04 word/document.xml broken", b"PK\x03\x04" + b"word/" * 40])
def test_a_damaged_word_document_is_said(read, data):
    [issue] = read(data, key="docx")
    assert (issue.code, issue.severity) == ("record_broken", "skipped")


RTF = "{{\\rtf1\\ansi\\ansicpg1252 {}}}"


def test_rtf_is_read_in_the_encoding_it_has(article):
    utf8 = RTF.format("Brücke zu.\\par Die F\\u228?hre f\\'e4hrt.\\par ").encode()
    assert article(utf8, key="rtf").texts[0].text == "Brücke zu.\nDie Fähre fährt."
    assert article(RTF.format("Brücke zu.").encode("cp1252"), key="rtf").texts[0].text == "Brücke zu."


def test_an_rtf_without_text_is_skipped(read):
    assert [r.code for r in read(RTF.format("").encode(), key="rtf") if isinstance(r, Issue)] == ["no_text"]


def pdf(*pages):
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for text in pages:
        page = writer.add_blank_page(200, 200)
        font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
        font[NameObject("/BaseFont")] = NameObject("/Helvetica")
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F 12 Tf 10 100 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_pages_of_a_pdf_are_one_text(article):
    assert article(pdf("Bridge shut.", "Ferries run."), key="pdf").texts[0].text == "Bridge shut.\nFerries run."


CLIPPINGS = [
    "Clippings of Monday", "Index", "Bridge stays shut (The Harbour)......................1",
    "A very long title that the index", "breaks off (Evening Ledger) . . . . . . . . 1", "“Ferry” runs (The Harbour) ……… 2",
    "1", "Bridge stays shut", "The Harbour 20-06-2013 (p.03)", "The bridge stays shut.", "Nobody knows why.",
    "A very long title", "that the index breaks off", "Evening Ledger 21-06-2013 (p.)", "Bridge stays shut is no title here.",
    "2", "Ferry runs", "The ferry runs on 3 May 2013, said a long line that is no line of facts at all, as it seems.",
]  # fmt: skip


def test_clippings_with_a_table_of_contents_are_an_article_for_each_title():
    skipped, *found, said = articles_of(CLIPPINGS, [1] * 6 + [2] * 9 + [3] * 3)
    assert [(a.headline, a.outlet, a.published, a.page, a.locator) for a in found] == [
        ("Bridge stays shut", "The Harbour", "2013-06-20", "03", "page 2, line 8"),
        ("A very long title that the index breaks off", "Evening Ledger", "2013-06-21", None, "page 2, line 12"),
        ("“Ferry” runs", "The Harbour", None, None, "page 3, line 17"),
    ]
    assert found[0].texts[1].text == "The bridge stays shut.\nNobody knows why."
    assert (skipped.code, skipped.severity, skipped.found) == ("skipped", "skipped", 1)
    assert (said.severity, said.declared, said.found) == ("note", 3, 3)


def test_a_title_of_the_contents_that_is_not_found_is_said_and_most_of_them_must_be():
    more = [f"Story {n}....{n}" for n in range(9)]
    lines = [*more, *(f"Story {n}" for n in range(8)), "The end."]
    *_, said = articles_of(lines, [1] * len(lines))
    assert (said.severity, said.declared, said.found) == ("warning", 9, 8)
    assert list(articles_of([*more, "Story 1", "Story 2", "Story 3"], [1] * 12)) == []
    assert list(articles_of(["The bridge ..... 3", "is shut ..... 4", "Bridge"], [1] * 3)) == []


def test_real_clippings_as_pdf_are_the_articles_of_the_same_clippings_as_html(samples):
    def told(path):
        records = []
        inspect([path], take=lambda _file, found: records.extend(found))
        articles = [record for record in records if isinstance(record, Article)]
        return {(re.sub(r"\W+", "", a.headline), a.outlet, a.published, re.split("[-,]", a.page or "")[0]) for a in articles}

    assert told(samples / "pdf" / "bzk_test.pdf") == told(samples / "clippings-html" / "bzk_test.html")


def test_a_pdf_with_a_table_of_contents_is_divided(read):
    escaped = [line.replace("(", "\\(").replace(")", "\\)") for line in CLIPPINGS if line.isascii()]
    pages = [") Tj 0 -14 Td (".join(lines) for lines in (escaped[:5], [*escaped[5:], "Another story"])]
    pages[0] += ") Tj 0 -14 Td (Another story....2"
    found = [record for record in read(pdf(*pages), key="pdf") if isinstance(record, Article)]
    assert [a.headline for a in found] == ["Bridge stays shut", "A very long title that the index breaks off", "Another story"]
    assert found[1].locator.startswith("page 2, line ")


def test_a_pdf_of_pictures_has_no_text_and_says_so(read):
    [issue] = read(pdf(""), key="pdf")
    assert (issue.code, issue.message) == ("no_text", "The PDF has 1 page and no text in them: pictures of pages, perhaps.")


@pytest.mark.parametrize("share", [0.1, 0.4, 0.7, 0.95])
def test_a_cut_off_pdf_gives_something_or_a_reason(read, share):
    data = pdf("Bridge shut.", "Ferries run.")
    assert read(data[: int(len(data) * share)], key="pdf")


def test_documents_are_known_by_their_first_bytes(best):
    assert best(pdf("x"), "x.txt") == "pdf"
    assert best(RTF.format("x").encode(), "x.doc") == "rtf"
