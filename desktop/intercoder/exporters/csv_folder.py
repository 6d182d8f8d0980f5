"""CSV files with a Frictionless data package: every cell as stored, RFC 4180, UTF-8."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from intercoder.exporters import r_script
from intercoder.exporters.datapackage import descriptor
from intercoder.exporters.folder import whole_folder
from intercoder.exporters.model import PLAIN, Cell, ExportOptions, ExportReport, ExportStudy, ExportTable, Loss
from intercoder.records import Tick, no_tick

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes every table as .csv with datapackage.json into a folder. Raises UserError, leaving nothing."""
    tables = study.of_form("long", "wide", "final", "spans", "units", "codebook", "agreement", "agreement_long")
    with whole_folder(destination) as draft:
        for done, table in enumerate(tables):
            tick(done, len(tables))
            draft.add(f"{table.name}.csv", csv_bytes(table, options), table.size, len(table.columns))
            if options.guard and (changed := _guarded_cells(table)):
                message = "an apostrophe was put before texts that a spreadsheet would run"
                draft.losses.append(Loss("formula_guard", table.name, message, changed))
        package, losses = descriptor(study, tables, draft.files(), options)
        draft.losses.extend(losses)
        draft.add("datapackage.json", package)
        draft.add("read.R", r_script.script(study).encode())
        tick(len(tables), len(tables))
        return draft.finish(study, "csv")


def csv_bytes(table: ExportTable, options: ExportOptions = PLAIN) -> bytes:
    """The table as a file: a header row of column names, records ended by CRLF, line ends inside cells as stored."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if options.excel else ",", lineterminator="\r\n")
    writer.writerow([c.name for c in table.columns])
    guarded = [options.guard and c.kind == "text" for c in table.columns]
    for row in table.rows():
        writer.writerow([_guard(shown(v)) if g else shown(v) for v, g in zip(row, guarded, strict=True)])
    return ((BOM if options.excel else "") + out.getvalue()).encode()


def shown(cell: Cell) -> str:
    """A cell as text: whole numbers without decimals, others by the shortest text that reads back the same."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return "" if cell is None else str(cell)


def _guard(text: str) -> str:
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def _guarded_cells(table: ExportTable) -> int:
    texts: Iterable[Cell] = (v for c, vs in zip(table.columns, table.cells, strict=True) if c.kind == "text" for v in vs)
    return sum(isinstance(v, str) and v.startswith(FORMULA_STARTS) for v in texts)
