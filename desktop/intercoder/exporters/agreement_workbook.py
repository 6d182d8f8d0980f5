"""agreement.xlsx: the agreement table, its long form, the tables behind it and the notes."""

import io
from datetime import datetime

from intercoder.exporters.model import ExportStudy
from intercoder.exporters.sheets import PLAIN_TEXT, Sheets

FIRST_DAY = datetime(1980, 1, 1)  # that a zip archive can hold


def workbook(study: ExportStudy) -> bytes:
    """The bytes of the workbook; row 1 holds column names, row 2 labels, both frozen."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, **PLAIN_TEXT})
    book.set_properties(properties(study))
    sheets = Sheets(book)
    for table in study.of_form("agreement", "agreement_long", "detail"):
        sheets.table(table)
    sheets.notes("notes", study.notes)
    book.close()
    return out.getvalue()


def properties(study: ExportStudy) -> dict[str, object]:
    """What the file says of itself; its date is that of the project's last step, so that equal means same bytes."""
    return {"title": study.title, "created": (study.saved_at or FIRST_DAY).replace(tzinfo=None), "comments": study.program}
