"""Tables to files: the contract of an exporter and the table of all of them.

An exporter is a module with `write(study, destination, options, tick) -> ExportReport`. It knows no project, no SQL and
no window; it leaves nothing half, says every loss, and gives the same bytes for the same study. A new format is one
file and one line here.
"""

from intercoder.exporters import agreement_tables, csv_folder, spss
from intercoder.exporters.model import Exporter

EXPORTERS: dict[str, Exporter] = {
    e.kind: e
    for e in (
        Exporter("spss", "SPSS files (.sav) with labels", "folder", spss.write),
        Exporter("csv", "CSV files with a data package", "folder", csv_folder.write),
        Exporter("agreement", "Agreement tables", "folder", agreement_tables.write),
    )
}
