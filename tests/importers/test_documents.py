"""Word, RTF and PDF documents that are no export of a database: one article each, with the lines they have."""

import io

import pytest

from intercoder.records import Issue

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
