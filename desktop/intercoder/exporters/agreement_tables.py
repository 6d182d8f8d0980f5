"""The agreement tables: CSV for programs, workbook, page, Word and TeX for people, and the text for the methods section."""

from pathlib import Path

from intercoder.exporters import agreement_print
from intercoder.exporters.agreement_page import page
from intercoder.exporters.agreement_workbook import workbook
from intercoder.exporters.csv_folder import csv_bytes
from intercoder.exporters.folder import whole_folder
from intercoder.exporters.model import PLAIN, ExportOptions, ExportReport, ExportStudy
from intercoder.records import Tick, no_tick


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the CSV files, the workbook, the page and the methods text into a folder. Raises UserError, leaving nothing."""
    tables = study.of_form("agreement", "agreement_long")
    with whole_folder(destination) as draft:
        tick(0, 3)
        for table in tables:
            draft.add(f"{table.name}.csv", csv_bytes(table, options), table.size, len(table.columns))
        tick(1, 3)
        draft.add("agreement.xlsx", workbook(study))
        tick(2, 3)
        draft.add("agreement.html", page(study).encode())
        draft.add("agreement.docx", agreement_print.document(study))
        draft.add("agreement.tex", agreement_print.tex(study).encode())
        if study.methods:
            draft.add("methods.txt", study.methods.encode())
        tick(3, 3)
        return draft.finish(study, "agreement")
