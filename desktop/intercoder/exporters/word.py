"""Word documents with plain text and ruled tables; the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from intercoder.exporters.model import ExportStudy

if TYPE_CHECKING:
    from docx.document import Document

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # that a zip archive can hold
RULE = {"val": "single", "sz": "8", "space": "0", "color": "auto"}  # one point
CONTROL = {n: "�" for n in range(32) if n not in (9, 10, 13)}


def new_document(study: ExportStudy, title: str) -> "Document":
    """An empty document in A4 with a heading; its dates are those of the project's last step."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    document.styles["Normal"].font.size = Pt(10)
    facts, at = document.core_properties, (study.saved_at or datetime(1980, 1, 1)).replace(tzinfo=None)
    facts.title, facts.author, facts.comments = clean(title), clean(study.program), ""
    facts.created = facts.modified = facts.last_printed = at
    document.add_heading(clean(title), 1)
    return document


def add_table(document: "Document", head: Sequence[str], rows: Sequence[Sequence[str]], right_from: int = 1) -> None:
    """A table with rules above, below and under its head, which is repeated on every page; figures stand at the right."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(head))
    for row in (head, *rows):
        cells = table.rows[0].cells if row is head else table.add_row().cells
        for place, (cell, text) in enumerate(zip(cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            run = paragraph.add_run(clean(text))
            run.font.size = Pt(8.5)
            run.bold = row is head
            paragraph.paragraph_format.space_after = Pt(0)
            if place >= right_from:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    _rule(table.rows[0], "top", "bottom")
    _rule(table.rows[-1], "bottom")


def _rule(row: Any, *sides: str) -> None:
    """Lines at the sides of every cell of a row."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for cell in row.cells:
        borders = OxmlElement("w:tcBorders")
        for side in sides:
            line = OxmlElement(f"w:{side}")
            for name, value in RULE.items():
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)


def data_of(document: "Document") -> bytes:
    """The file, with fixed dates in its archive: python-docx would stamp them with the clock."""
    written = io.BytesIO()
    document.save(written)
    out = io.BytesIO()
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            kept = zipfile.ZipInfo(entry.filename, FIRST_DAY)
            kept.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(kept, before.read(entry))
    return out.getvalue()


def clean(text: str) -> str:
    """The text without control characters, which no Word document can hold."""
    return text.translate(CONTROL).replace("\ufffe", "�").replace("\uffff", "�")
