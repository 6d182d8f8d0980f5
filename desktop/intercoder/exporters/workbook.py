"""One Excel workbook with everything: the codings, the material, the codebook and the agreement table."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from intercoder.exporters.agreement_workbook import properties
from intercoder.exporters.folder import stamp, whole_file
from intercoder.exporters.model import PLAIN, ExportOptions, ExportReport, ExportStudy
from intercoder.exporters.sheets import PLAIN_TEXT, Sheets
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    import xlsxwriter


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the workbook, row by row so that memory stays flat. Raises UserError, leaving nothing."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    tables = study.of_form("codebook", "long", "wide", "final", "spans", "units", "agreement")
    with whole_file(study, destination, ".xlsx") as (draft, name):
        settings = {"constant_memory": True, "tmpdir": str(draft.path.parent), **PLAIN_TEXT}
        book = xlsxwriter.Workbook(str(draft.path / name), settings)
        try:
            book.set_properties(properties(study))
            sheets = Sheets(book)
            sheets.notes("about", about(study))
            for done, table in enumerate(tables):
                tick(done, len(tables))
                sheets.table(table)
            tick(len(tables), len(tables))
            book.close()
        except FileCreateError as error:
            _drop(book)
            raise next((e for e in error.args if isinstance(e, OSError)), OSError(str(error))) from error
        except BaseException:
            _drop(book)
            raise
        draft.losses.extend(sheets.losses)
        draft.note(name)
        return draft.finish_file(study, "xlsx", name)


def _drop(book: "xlsxwriter.Workbook") -> None:
    """Closes the temporary files of a workbook that will not be finished; on a full disk even closing one may fail."""
    for sheet in book.worksheets():
        with suppress(OSError):
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()


def about(study: ExportStudy) -> tuple[str, ...]:
    """What the workbook is, how its numbers are read, and what stands under the agreement table."""
    codes = "; ".join(f"{number} {label}" for number, label in study.triple.labels.items())
    return (
        study.title,
        f"Made by {study.program}. Last change of the project: {stamp(study) or 'none'}.",
        f"Codebook version: {study.codebook_version}. What the numbers mean stands on the sheet codebook.",
        f"No value: {codes}; an empty cell has no value yet.",
        "Row 1 of every sheet holds the names of the columns, row 2 their labels.",
        *study.notes,
    )
