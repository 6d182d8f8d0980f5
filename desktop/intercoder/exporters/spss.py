"""SPSS files (.sav): one for each table, labels and levels set, the three kinds of "no value" declared."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intercoder.errors import UserError
from intercoder.exporters import spss_syntax
from intercoder.exporters.dates import date_form, moment
from intercoder.exporters.folder import Draft, whole_folder
from intercoder.exporters.model import PLAIN, Cell, ExportColumn, ExportOptions, ExportReport, ExportStudy, ExportTable
from intercoder.exporters.names import cut
from intercoder.exporters.spss_extensions import extend
from intercoder.exporters.spss_rules import all_labels, validated, widest
from intercoder.records import Tick, no_tick

if TYPE_CHECKING:
    import pandas as pd

TEXT_DISPLAY_WIDTH = 40
FILE_LABEL_BYTES = 60
NOTE_BYTES = 80
DATE_AT, TIME_AT = 92, 101  # bytes of the header
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def write(study: ExportStudy, destination: Path, options: ExportOptions = PLAIN, tick: Tick = no_tick) -> ExportReport:
    """Writes the tables as .sav (or .zsav) and as syntax with its data. Raises UserError, leaving nothing."""
    tables = study.of_form("long", "wide", "final", "spans_of")
    with whole_folder(destination) as draft:
        for done, table in enumerate(tables):
            tick(done, len(tables))
            _write_table(study, table, draft, options)
        tick(len(tables), len(tables))
        return draft.finish(study, "spss")


def _write_table(study: ExportStudy, table: ExportTable, draft: Draft, options: ExportOptions) -> None:
    table = save(study, table, draft, options)
    if not table.columns:
        return
    flat, data, losses = spss_syntax.data(table)
    draft.losses.extend(losses)
    draft.add(f"syntax/{table.name}.csv", data, table.size, len(table.columns))
    draft.add(f"syntax/{table.name}.sps", spss_syntax.syntax(flat, _formats(flat)))


def save(study: ExportStudy, table: ExportTable, draft: Draft, options: ExportOptions = PLAIN) -> ExportTable:
    """Writes one table as NAME.sav (or .zsav) into the draft; gives it as it was written, names and labels made legal."""
    import pyreadstat

    table, losses = validated(table, study.triple)
    draft.losses.extend(losses)
    if not table.columns:
        return table
    name = f"{table.name}.{'zsav' if options.zsav else 'sav'}"
    path = draft.path / name
    columns = table.columns
    numbers = [c for c in columns if c.kind == "number"]
    try:
        pyreadstat.write_sav(
            frame(table),
            path,
            file_label=cut(table.title.replace("\0", ""), FILE_LABEL_BYTES),
            column_labels={c.name: c.label for c in columns},
            compress=options.zsav,
            row_compress=not options.zsav,
            note=_notes(study),
            variable_value_labels={c.name: all_labels(c) for c in numbers if c.labels or c.missing},
            missing_ranges={c.name: [{"lo": min(c.missing), "hi": max(c.missing)}] for c in numbers if c.missing},
            variable_display_width={c.name: TEXT_DISPLAY_WIDTH for c in columns if c.kind == "text"},
            variable_measure={c.name: c.measure for c in columns},
            variable_format=_formats(table),
        )
    except pyreadstat.ReadstatError as error:
        raise _unwritten() from error
    if not _stands(path, table):
        raise _unwritten()
    draft.losses.extend(extend(path, table, study))
    _set_date(path, study.saved_at)
    if not _stands(path, table):
        raise AssertionError(f"{name} cannot be read after its sets were added")
    draft.note(name, table.size, len(columns))
    return table


def frame(table: ExportTable) -> "pd.DataFrame":
    """The table as pyreadstat wants it: floats, naive times, texts without None."""
    import numpy as np
    import pandas as pd

    series: dict[str, Any] = {}
    for column, values in zip(table.columns, table.cells, strict=True):
        if column.kind == "number":
            series[column.name] = np.array(values, dtype=np.float64)  # None becomes NaN
        elif column.kind == "date":
            known = {v: moment(v) for v in set(values)}
            series[column.name] = pd.Series([known[v] for v in values], dtype="datetime64[us]")
        else:
            series[column.name] = pd.Series(["" if v is None else str(v) for v in values], dtype=object)
    return pd.DataFrame(series)


def _formats(table: ExportTable) -> dict[str, str]:
    return {c.name: _format(c, v) for c, v in zip(table.columns, table.cells, strict=True)}


def _format(column: ExportColumn, values: Sequence[Cell]) -> str:
    """F3.0 or wider for numbers, SDATE10 or DATETIME20 for dates, the widest text for texts."""
    if column.kind == "text":
        return f"A{max(1, widest(values))}"
    if column.kind == "date":
        return "SDATE10" if date_form(values) == "day" else "DATETIME20"
    decimals = min(column.decimals, 15)
    numbers = {float(v) for v in {*values, *column.labels, *column.missing} if v is not None}
    width = max((len(f"{v:.{decimals}f}") for v in numbers), default=3)
    return f"F{min(max(width, 3), 40)}.{decimals}"


def _notes(study: ExportStudy) -> list[str]:
    """Lines of at most 80 bytes about where the file comes from."""
    codes = ", ".join(f"{n} {label}" for n, label in study.triple.labels.items())
    facts = (study.title, f"Project {study.project_uid}", f"Codebook version {study.codebook_version}")
    return [line for fact in (*facts, f"No value: {codes}", study.program) for line in wrapped(fact)]


def wrapped(text: str, limit: int = NOTE_BYTES) -> list[str]:
    """The words of the text in lines of at most `limit` bytes; a longer word is broken at a whole character."""
    lines = [""]
    for word in text.replace("\0", "").split():
        if lines[-1] and len(f"{lines[-1]} {word}".encode()) > limit:
            lines.append("")
        while len(word.encode()) > limit:
            lines[-1] = cut(word, limit)
            word = word[len(lines[-1]) :]
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def _stands(path: Path, table: ExportTable) -> bool:
    """Whether the file holds every case: on a full disk the writer may return without an error."""
    import pyreadstat

    try:
        found, _ = pyreadstat.read_sav(path, usecols=[table.columns[0].name])
    except pyreadstat.ReadstatError:
        return False
    return len(found) == table.size


def _unwritten() -> UserError:
    return UserError("The disk is full.", "Make room or choose another place; nothing was changed.")


def _set_date(path: Path, moment_: datetime | None) -> None:
    """Overwrites the clock's date in the header by that of the project's last step, so that equal means same bytes."""
    at = moment_ or datetime(1970, 1, 1)
    with open(path, "r+b") as f:
        f.seek(DATE_AT)
        f.write(f"{at.day:02} {MONTHS[at.month - 1]} {at.year % 100:02}".encode())
        f.seek(TIME_AT)
        f.write(f"{at:%H:%M:%S}".encode())
