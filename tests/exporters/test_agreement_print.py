"""The agreement table in Word and TeX: the same texts as in the table, and nothing that breaks the document."""

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest

from intercoder.exporters import agreement_print
from intercoder.exporters.model import ExportStudy


def test_the_word_table_shows_the_texts_of_the_table(agreement_study: ExportStudy) -> None:
    document = docx.Document(io.BytesIO(agreement_print.document(agreement_study)))
    head, first, second = ([cell.text for cell in row.cells] for row in document.tables[0].rows)
    assert head == [
        "Variable",
        "Level",
        "Coders",
        "Units",
        "Agreement",
        "Krippendorff’s α [95 % CI]",
        "P(α < .667)",
        "P(α < .800)",
    ]
    assert first == ["Tone", "ordinal", "2", "4", "87.5 %", ".333 [−.012, > .999]", "—", "—"]
    assert second[5] == "—"


def test_the_word_table_repeats_its_head_and_has_notes_below(agreement_study: ExportStudy) -> None:
    document = docx.Document(io.BytesIO(agreement_print.document(agreement_study)))
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    texts = [p.text for p in document.paragraphs]
    assert "Two coders <A, B>." in texts
    assert "Dull (main): Few units. All codings identical." in texts


def test_the_document_does_not_know_the_clock(agreement_study: ExportStudy) -> None:
    with zipfile.ZipFile(io.BytesIO(agreement_print.document(agreement_study))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-03-04T05:06:07Z" in archive.read("docProps/core.xml")


def test_control_characters_do_not_break_the_document(agreement_study: ExportStudy) -> None:
    data = agreement_print.document(replace(agreement_study, title="A\x00B\x01 \ufffe"))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "Agreement: A�B� �"


def test_tex_has_a_row_for_each_variable_between_rules(agreement_study: ExportStudy) -> None:
    text = agreement_print.tex(agreement_study)
    body = text[text.index(r"\midrule") : text.index(r"\bottomrule")]
    assert body.count(r"\\") == 2
    assert r"Tone & ordinal & 2 & 4 & 87.5 \% & .333 [$-$.012, $>$ .999]" in body
    assert text.count(r"\begin{tabular}{lllrrrrr}") == 1


@pytest.mark.parametrize("nasty", list("#$%&_{}~^\\"))
def test_tex_escapes_what_it_would_run(nasty: str) -> None:
    assert re.fullmatch(r"a(\\[#$%&_{}]|\\text[a-z]+\{\})b", agreement_print.escaped(f"a{nasty}b"))
