"""Files for the KALPHA macro for SPSS (Hayes & Krippendorff 2007): units in rows, judges in columns, and the syntax."""

from dataclasses import replace
from pathlib import Path

from intercoder.exporters import spss
from intercoder.exporters.folder import whole_folder
from intercoder.exporters.model import (
    PLAIN,
    Cell,
    ExportColumn,
    ExportOptions,
    ExportReport,
    ExportStudy,
    ExportTable,
    Loss,
)  # fmt: skip
from intercoder.exporters.reliability import Judged, judged
from intercoder.records import Tick, no_tick

LEVELS = {"nominal": 1, "ordinal": 2, "interval": 3, "ratio": 4}  # the macro's own numbers
DRAWS = 5_000  # a multiple of 1,000, as the macro demands
HEAD = "* Run the KALPHA macro of A. F. Hayes first, in the same session; then run these commands from the folder of the files."


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes kalpha_VAR.sav for each variable and round, and kalpha.sps. Raises UserError, leaving nothing."""
    found = list(judged(study))
    calls: list[str] = []
    with whole_folder(destination) as draft:
        for done, one in enumerate(found):
            tick(done, len(found))
            if len(one.columns) < 2:
                draft.losses.append(Loss("too_few_coders", one.name + one.round, "was coded by fewer than two coders"))
                continue
            table = spss.save(study, _table(one), draft, replace(options, zsav=False))
            calls += _call(table, one.level)
        draft.add("kalpha.sps", "\r\n".join([HEAD, *calls, ""]).encode())
        tick(len(found), len(found))
        return draft.finish(study, "kalpha")


def _table(one: Judged) -> ExportTable:
    """The variable with nothing declared missing: the macro knows only system-missing values."""
    reference = ExportColumn("unit_ref", "Unit (readable reference)", role="id")
    columns = tuple(replace(c, missing={}, set=None) for c in one.columns)
    cells: list[list[Cell]] = [list(one.refs), *(list[Cell](row[i] for row in one.rows) for i in range(len(columns)))]
    title = f"{one.label}, for KALPHA"
    return ExportTable(f"kalpha_{one.name}{one.round}", title, "wide", (reference, *columns), tuple(cells), ("unit_ref",))


def _call(table: ExportTable, level: str) -> list[str]:
    judges = " ".join(c.name for c in table.columns[1:])
    return [
        f"GET FILE='{table.name}.sav'.",
        f"KALPHA judges = {judges} /level = {LEVELS[level]} /detail = 0 /boot = {DRAWS}.",
    ]
