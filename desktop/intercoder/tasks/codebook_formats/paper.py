"""A codebook as a Word document for the appendix: headings for the navigation, a table of categories per question."""

import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING, Any

from intercoder.exporters.word import clean, data_of
from intercoder.records import Category, Codebook, Variable
from intercoder.tasks.codebook_formats.words import count_words, facts_of, groups_of, heading_of

if TYPE_CHECKING:
    from docx.document import Document

_GREY = "555555"


def write_docx(codebook: Codebook) -> bytes:
    """The document in A4; the same codebook gives the same bytes."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    document.styles["Normal"].font.size = Pt(10.5)
    facts = document.core_properties
    facts.title, facts.author, facts.comments = clean(heading_of(codebook)), "", ""
    facts.created = facts.modified = facts.last_printed = datetime(1980, 1, 1)
    _directed(document.add_heading(clean(heading_of(codebook)), 0), codebook.title)
    _small(document.add_paragraph(), count_words(codebook))
    for heading, variables in groups_of(codebook):
        document.add_heading(clean(heading), 1)
        for v in variables:
            _variable(document, v, codebook)
    return data_of(document)


def _variable(document: "Document", v: Variable, codebook: Codebook) -> None:
    _directed(document.add_heading(clean(v.label), 2), v.label)
    if v.question:
        paragraph = document.add_paragraph()
        paragraph.add_run(clean(v.question)).italic = True
        _directed(paragraph, v.question)
    _small(document.add_paragraph(), facts_of(v, codebook))
    if not v.categories:
        return
    from docx.oxml import OxmlElement
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    widths = (Cm(1.4), Cm(4.2), Cm(10.6))
    for cell, words in zip(table.rows[0].cells, ("Number", "Category", "Definition, rules and examples"), strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for c in v.categories:
        _category(table.add_row(), c)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    document.add_paragraph()


def _category(row: Any, c: Category) -> None:
    from docx.shared import Cm

    row.cells[0].paragraphs[0].add_run(str(c.value))
    label = row.cells[1].paragraphs[0]
    label.add_run(clean(c.label)).bold = True
    if c.parent is not None:
        label.paragraph_format.left_indent = Cm(0.5)
    _directed(label, c.label)
    paragraph = row.cells[2].paragraphs[0]
    written = False
    for words, text in (("", c.definition), ("Use when: ", c.use_when), ("Not when: ", c.not_when)):
        if text:
            paragraph = row.cells[2].add_paragraph() if written else paragraph
            paragraph.add_run(words).italic = True
            paragraph.add_run(clean(text))
            _directed(paragraph, text)
            written = True
    for example in c.examples:
        paragraph = row.cells[2].add_paragraph() if written else paragraph
        paragraph.paragraph_format.left_indent = Cm(0.5)
        paragraph.add_run(f"“{clean(example)}”").italic = True
        _directed(paragraph, example)
        written = True


def _small(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(clean(text))
    run.font.size = Pt(9)
    run.font.color.rgb = RGBColor.from_string(_GREY)


def _directed(paragraph: Any, text: str) -> None:
    """Lets a paragraph run from right to left where its first letter does."""
    from docx.oxml import OxmlElement

    first = next((d for c in text if (d := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    if first != "L":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for run in paragraph.runs:
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
