"""Tables to files: the contract of an exporter and the table of all of them.

An exporter is a module with `write(study, destination, options, tick) -> ExportReport`. It knows no project, no SQL and
no window; it leaves nothing half, says every loss, and gives the same bytes for the same study. A new format is one
file and one line here.
"""

from intercoder.exporters import (
    agreement_tables,
    csv_folder,
    jsonl,
    kalpha,
    methods_text,
    qdpx,
    recal,
    spss,
    stata,
    webannotation,
    workbook,
)  # fmt: skip
from intercoder.exporters.model import Exporter, Need

_AGREEMENT: frozenset[Need] = frozenset({"agreement"})
_CORPUS: frozenset[Need] = frozenset({"corpus"})

EXPORTERS: dict[str, Exporter] = {
    e.kind: e
    for e in (
        Exporter("spss", "SPSS files (.sav) with labels", "folder", spss.write),
        Exporter("csv", "CSV files with a data package", "folder", csv_folder.write, needs=_AGREEMENT),
        Exporter("xlsx", "One Excel workbook with everything", "file", workbook.write, ".xlsx", _AGREEMENT),
        Exporter("stata", "Stata files (.dta)", "folder", stata.write),
        Exporter("agreement", "Agreement tables", "folder", agreement_tables.write, needs=_AGREEMENT),
        Exporter("methods", "The paragraph for the methods section", "file", methods_text.write, ".docx", _AGREEMENT),
        Exporter("kalpha", "Files for the KALPHA macro", "folder", kalpha.write),
        Exporter("recal", "Files for ReCal", "folder", recal.write),
        Exporter("qdpx", "REFI-QDA project for MAXQDA, NVivo, ATLAS.ti", "file", qdpx.write, ".qdpx", _CORPUS),
        Exporter("jsonl", "JSON Lines with texts, spans and answers", "file", jsonl.write, ".jsonl", _CORPUS),
        Exporter("webannotation", "W3C Web Annotation", "file", webannotation.write, ".jsonld", _CORPUS),
    )
}
